"""The rows of the log of acts as this person may see them: a dossier number only for who sees clients here."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from meerzorg.dossier.models import Dossier, Ketenrij
from meerzorg.personen.models import SYSTEEM, Actorsoort
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import MATRIX, ROLLEN, Toestand, mag_rol

PER_BLAD = 50
ZONDER_ROL = {
    "inzage_verzegeld": "de lijst van inzages verzegelen",
    "ciz_bericht": "een bericht van het CIZ verwerken",
}
"""Acts that no one's right is needed for: the application does them itself."""


class Logregel(NamedTuple):
    nr: int
    moment: Any
    wat: str
    wie: str
    rol: str
    dossiernummer: str


def regels(aanroep: Aanroep) -> dict[str, Any]:
    """The last acts of this zorgkantoor, newest first; ?tot=nr gives those before row `nr`. Three queries."""
    tot = aanroep.GET.get("tot", "")
    ons = Medewerker.objects.bij(aanroep.user.zorgkantoor_id).values_list("username", "naam")
    namen = dict(ons)
    rijen = Ketenrij.objects.filter(
        Q(actor_soort=Actorsoort.SYSTEEM) | Q(actor_soort=Actorsoort.MEDEWERKER, actor__in=list(namen))
    ).order_by("-nr")
    if tot.isdecimal() and tot.isascii():
        rijen = rijen.filter(nr__lt=int(tot[:18]))
    blad = list(rijen[: PER_BLAD + 1])
    zichtbaar = eigen_nummers(aanroep, {rij.dossiernummer for rij in blad})
    return {
        "regels": [_regel(rij, namen, zichtbaar) for rij in blad[:PER_BLAD]],
        "ouder": blad[PER_BLAD - 1].nr if len(blad) > PER_BLAD else None,
        "met_dossier": bool(zichtbaar),
        "begin": not tot,
    }


def eigen_nummers(aanroep: Aanroep, nummers: set[str]) -> set[str]:
    """Of these dossier numbers those that this person may see here."""
    if not mag_rol(aanroep.user.rol, "dossier_zien", Toestand.IN_BEHANDELING):
        return set()
    eigen = Dossier.objects.voor(aanroep.user).filter(nummer__in=nummers)
    return set(eigen.values_list("nummer", flat=True))


def _regel(rij: Ketenrij, namen: dict[str, str], zichtbaar: set[str]) -> Logregel:
    recht = MATRIX.get(rij.handeling)
    wat = recht.uitleg if recht else ZONDER_ROL.get(rij.handeling, rij.handeling)
    if rij.handeling == "medewerkers_beheren":
        account = rij.gegevens["account"]
        wat = f"{rij.gegevens['wat']}: {account if account in namen else 'bij een ander zorgkantoor'}"
    nummer = rij.dossiernummer if rij.dossiernummer in zichtbaar else ""
    wie = namen.get(rij.actor) or SYSTEEM
    return Logregel(rij.nr, parse_datetime(rij.moment), wat, wie, ROLLEN.get(rij.rol, ""), nummer)
