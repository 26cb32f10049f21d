"""The list of work: which dossiers a choice holds, how many, and one page of them; quick with 100 000 dossiers.

Every query leads through an index that starts with the zorgkantoor: `werklijst` counts, `werklijst_datum` sorts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from meerzorg.dossier.models import Besluit, Besluitstatus, Dossier, Melding
from meerzorg.dossier.status import EINDSTANDEN, ROLBIT
from meerzorg.schermen.templatetags.opmaak import BIJNA
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import LOPEND, OPEN, ROLLEN, Toestand, mag_rol
from meerzorg.wet.procedure.kaders import OP_DATUM
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN

PER_BLAD = 25
MEESTE_MELDINGEN = 5
STAPNAMEN: Mapping[str, str] = dict(
    sorted({stap.id: stap.naam.replace("_", " ") for kader in OP_DATUM for stap in kader.stappen}.items())
) | {"besluit": "besluit"}
"""What a step is called; where frameworks differ, as in the newest one."""
_VELDEN = (
    *("nummer", "zorgprofiel", "stap", "vraag", "aan_zet", "uiterlijk", "staat_stil", "toestand", "uitkomst"),
    *("aanvraagdatum", "client__naam"),
)


def keuzes(rol: str) -> dict[str, str]:
    """The choices of a role, by code; the first is where that role begins."""
    kantoorbreed = {"laat": "Te laat of bijna te laat", "client": "Wacht op de cliënt"}
    rest = {"alles": "Alles van ons kantoor", "besloten": "Afgerond"}
    if rol in ROLBIT:
        return {"mij": "Nu aan mij", "straks": "Straks ook aan mij"} | kantoorbreed | rest
    if _tekent(rol):
        return kantoorbreed | {"mij": "Te tekenen"} | rest
    return {"besloten": rest["besloten"]} | kantoorbreed | {"alles": rest["alles"]}


def dossiers(wie: Medewerker, wat: str, dag: date) -> QuerySet[Dossier]:
    """The dossiers of one choice, the most urgent first; those that are done, the newest first."""
    eigen = Dossier.objects.voor(wie)
    op_termijn = (F("uiterlijk").asc(nulls_last=True), "id")
    match wat:
        case "mij":
            return eigen.filter(_aan_mij(wie)).order_by(*op_termijn)
        case "straks":
            straks = eigen.filter(toestand__in=OPEN, open_rollen__in=_met_bit(wie.rol)).exclude(aan_zet=wie.rol)
            return straks.order_by(*op_termijn)
        case "laat":
            return eigen.filter(staat_stil=False, uiterlijk__lte=dag + timedelta(days=BIJNA)).order_by(*op_termijn)
        case "client":
            return eigen.filter(toestand=Toestand.WACHT_OP_AANVULLING).order_by(*op_termijn)
        case "besloten":
            return eigen.filter(toestand__in=EINDSTANDEN).order_by("-id")
        case _:
            return eigen.order_by(*op_termijn)


def tellingen(wie: Medewerker, dag: date) -> dict[str, int]:
    """How many dossiers each choice holds, without further filters. At most three queries."""
    groepen = Dossier.objects.voor(wie).order_by()
    rijen = list(groepen.values_list("toestand", "aan_zet", "open_rollen").annotate(Count("pk")))
    bits = _met_bit(wie.rol)
    aantal = {
        "mij": sum(n for toestand, aan_zet, _, n in rijen if toestand in OPEN and aan_zet == wie.rol),
        "straks": sum(n for toestand, aan_zet, o, n in rijen if toestand in OPEN and aan_zet != wie.rol and o in bits),
        "laat": dossiers(wie, "laat", dag).count(),
        "client": sum(n for toestand, *_, n in rijen if toestand == Toestand.WACHT_OP_AANVULLING),
        "alles": sum(n for *_, n in rijen),
        "besloten": sum(n for toestand, *_, n in rijen if toestand in EINDSTANDEN),
    }
    if _tekent(wie.rol):
        voorgesteld = sum(n for toestand, *_, n in rijen if toestand == Toestand.VOORGESTELD)
        hier = {"dossier__toestand": Toestand.VOORGESTELD, "dossier__zorgkantoor": wie.zorgkantoor_id}
        aantal["mij"] += voorgesteld - _zelf_getekend(wie).filter(**hier).count()
    return aantal


class Werkregel(NamedTuple):
    """One line of the list: a dossier with the `dagen` that are left (None: no term) and its codes in words."""

    dossier: Dossier
    dagen: int | None
    stap: str
    aan_zet: str
    uitkomst: str


def blad(gevonden: QuerySet[Dossier], aantal: int, nummer: str | None, dag: date) -> Page[Any]:
    """One page of the list, of Werkregels.

    The ids are found in a query within the query, so that a late page costs little more than the first.
    """
    bladeraar: Paginator[Any] = Paginator(gevonden.values("pk"), PER_BLAD)
    bladeraar.count = aantal  # counted already, more cheaply
    pagina = bladeraar.get_page(nummer)
    rijen = Dossier.objects.filter(pk__in=pagina.object_list).order_by(*gevonden.query.order_by)
    pagina.object_list = [_regel(rij, dag) for rij in rijen.select_related("client").only(*_VELDEN)]
    return pagina


def meldingen(wie: Medewerker) -> dict[str, Any]:
    """The reminders that nobody of this role has read: the newest, and whether there are more."""
    open_ = Melding.objects.filter(zorgkantoor=wie.zorgkantoor_id, rol=wie.rol, afgehandeld=False)
    rijen = list(open_.select_related("dossier").only("tekst", "datum", "dossier__nummer")[: MEESTE_MELDINGEN + 1])
    return {"meldingen": rijen[:MEESTE_MELDINGEN], "meer_meldingen": len(rijen) > MEESTE_MELDINGEN}


def stapnaam(stap: str) -> str:
    """'stap 4: bijzondere zorgbehoefte'; the last one is just 'besluit'."""
    return STAPNAMEN.get(stap, stap) if stap in ("", "besluit") else f"stap {stap}: {STAPNAMEN.get(stap, '')}"


def _aan_mij(wie: Medewerker) -> Q:
    """What waits for this person: an open question for the role, or a signature by someone who did not sign first."""
    mijn = Q(toestand__in=OPEN, aan_zet=wie.rol)
    if not _tekent(wie.rol):
        return mijn
    return mijn | Q(~Exists(_zelf_getekend(wie).filter(dossier=OuterRef("pk"))), toestand=Toestand.VOORGESTELD)


def _zelf_getekend(wie: Medewerker) -> QuerySet[Besluit]:
    return Besluit.objects.filter(status=Besluitstatus.VOORGESTELD, eerste=wie)


def _tekent(rol: str) -> bool:
    return mag_rol(rol, "besluit_tekenen", Toestand.VOORGESTELD)


def _met_bit(rol: str) -> Iterable[int]:
    """The values of `open_rollen` in which this role has an open question."""
    return [waarde for waarde in range(2 * max(ROLBIT.values())) if waarde & ROLBIT.get(rol, 0)]


def _regel(dossier: Dossier, dag: date) -> Werkregel:
    uiterlijk = dossier.uiterlijk if dossier.toestand in LOPEND else None
    return Werkregel(
        dossier,
        None if uiterlijk is None else (uiterlijk - dag).days,
        stapnaam(dossier.stap),
        ROLLEN.get(dossier.aan_zet, ""),
        UITKOMSTEN[dossier.uitkomst] if dossier.toestand == Toestand.BESLOTEN else "",
    )
