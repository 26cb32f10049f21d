"""An office with every role and a dossier in every state, and an example for every argument of an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.urls import reverse

from kantooradressen import Adres
from kantoorhulp import kantoor, medewerker, nieuw_dossier, team
from kantoortoestanden import doorrekening, in_elke_toestand, vul_aan
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.models import Dossier, Melding
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import ROLLEN


class Kantoor(NamedTuple):
    """What the requests are made on: the people, a dossier per state, and one of another zorgkantoor."""

    mensen: dict[str, Medewerker]
    dossiers: dict[str, Dossier]
    elders: Dossier
    collega_elders: Medewerker


ARGUMENTEN: dict[str, Callable[[Kantoor, Dossier, Medewerker | None], Any]] = {
    "nummer": lambda k, d, wie: d.nummer,
    "kantoor:stuk id": lambda k, d, wie: d.documenten.first().pk,
    "kantoor:brief id": lambda k, d, wie: d.brieven.first().pk,
    "kantoor:advies_antwoord id": lambda k, d, wie: d.adviesvragen.first().pk,
    "kantoor:medewerker id": lambda k, d, wie: k.mensen["niemand"].pk,
    "kantoor:medewerker_wachtwoord id": lambda k, d, wie: k.mensen["niemand"].pk,
    "kantoor:medewerker_code id": lambda k, d, wie: k.mensen["niemand"].pk,
    "kantoor:melding_gelezen id": lambda k, d, wie: melding_voor(wie).pk,
    "kantoor:tekst naam": lambda k, d, wie: "hulp",
    "doorrekening": lambda k, d, wie: Doorrekening.objects.get().pk,
    "figuur": lambda k, d, wie: 1,
    "toegang:verder sleutel": lambda k, d, wie: "onbekend",
}
"""An example for each argument of an address: by its name, or by the name of the address and its own."""


def richt_in() -> Kantoor:
    """Makes it all, in the transaction of the caller."""
    utrecht = kantoor("3090", "Zorgkantoor Utrecht")
    collega = medewerker("utrecht", "zorgadviseur", utrecht)
    mensen = team()
    elders = nieuw_dossier(collega, "Iemand Elders")
    vul_aan({"zorgadviseur": collega}, elders)
    dossiers = in_elke_toestand(mensen)
    doorrekening(mensen["beleidsmedewerker"])
    for dossier in (dossiers["in_behandeling"], elders):
        for rol in ROLLEN:
            meld(dossier, rol)
    return Kantoor(mensen, dossiers, elders, collega)


def meld(dossier: Dossier, rol: str) -> None:
    sleutel = f"{dossier.nummer} {rol}"
    Melding.objects.create(
        dossier=dossier, zorgkantoor=dossier.zorgkantoor, rol=rol, soort="te_laat", sleutel=sleutel, datum=vandaag()
    )


def melding_voor(wie: Medewerker | None) -> Melding:
    """A reminder for the role of this person; where there is none, that of someone else."""
    eigen = Melding.objects.filter(rol=wie.rol, zorgkantoor=wie.zorgkantoor_id) if wie else Melding.objects.none()
    return eigen.first() or Melding.objects.first()


def url(adres: Adres, k: Kantoor, wie: Medewerker | None, dossier: Dossier | None = None) -> str:
    voorbeelden = {}
    for naam in adres.argumenten:
        maak = ARGUMENTEN.get(f"{adres.naam} {naam}") or ARGUMENTEN.get(naam)
        if maak is None:
            pytest.fail(f"adres {adres.naam}: geen voorbeeld voor <{naam}>; zet '{adres.naam} {naam}' in ARGUMENTEN")
        voorbeelden[naam] = maak(k, dossier or k.dossiers["in_behandeling"], wie)
    return reverse(adres.naam, kwargs=voorbeelden)
