"""Does every decision still follow from its own inputs? And do the columns for lists still equal their source?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.controle import bestandsfout
from meerzorg.dossier.models import Besluit, Dossier
from meerzorg.dossier.status import werk_bij
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.lezen.dossier import lees_gegevens
from regeltaal.fouten import InvoerFout

KOLOMMEN = (
    *("toestand", "kader", "uitkomst", "aanvraagdatum", "soort_aanvraag", "zorgprofiel", "stap", "vraag"),
    *("aan_zet", "open_rollen", "uiterlijk", "staat_stil"),
)
"""What `werk_bij` fills, besides the day on which it did."""
MEESTE_VERSCHILLEN = 10


class Herberekening(NamedTuple):
    """What came out for one decision: equal (`verschillen` empty), or where it differs, each as a Dutch phrase.

    `andere_regels`: the rules of today are not those of the decision, so that a difference need not be a fault.
    """

    besluit: Besluit
    andere_regels: bool
    verschillen: list[str]
    brieffouten: list[str]


def herbereken() -> Iterator[Herberekening]:
    """Every decision, calculated again from the inputs that were frozen with it."""
    besluiten = Besluit.objects.select_related("dossier").prefetch_related("brieven").order_by("pk")
    for besluit in besluiten.iterator(chunk_size=200):
        nieuw: dict[str, Any] = {}
        verschillen = []
        try:
            uit = beoordeel(lees_gegevens(besluit.gegevens, besluit.dossier.nummer, besluit.dossier.nummer))
            nieuw = verslag(uit, met_verklaring=True).als_data()
            verschillen = [*_kolommen(besluit, uit), *_verschil(besluit.verslag, nieuw)]
        except InvoerFout as fout:
            verschillen = [fout.bericht()]
        fouten = [(brief.pk, bestandsfout(brief.sha256)) for brief in besluit.brieven.all()]
        brieven = [f"brief {pk}: {wat}" for pk, wat in fouten if wat]
        anders = bool(nieuw) and nieuw["regelset"]["sha256"] != besluit.regelset_sha256
        yield Herberekening(besluit, anders, verschillen[:MEESTE_VERSCHILLEN], brieven)


def _kolommen(besluit: Besluit, uit: Beoordeling) -> Iterator[str]:
    """The columns of the decision that are a copy of its result."""
    van, tot = uit.periode or (None, None)
    echt = {
        "kader": uit.kader.id if uit.kader else "",
        "uitkomst": uit.uitkomst,
        "toegekend_totaal": uit.w.get("toegekend_totaal") or 0,
        "van": van,
        "tot_en_met": tot,
    }
    for naam, waarde in echt.items():
        if getattr(besluit, naam) != waarde:
            yield f"{naam}: in het besluit {getattr(besluit, naam)}, nu {waarde}"


def _verschil(oud: Any, nieuw: Any, plaats: str = "verslag") -> Iterator[str]:
    """Where two pieces of plain data differ, by place."""
    if isinstance(oud, dict) and isinstance(nieuw, dict):
        for naam in oud.keys() | nieuw.keys():
            yield from _verschil(oud.get(naam), nieuw.get(naam), f"{plaats}.{naam}")
    elif isinstance(oud, list) and isinstance(nieuw, list) and len(oud) == len(nieuw):
        for nr, (links, rechts) in enumerate(zip(oud, nieuw, strict=True)):
            yield from _verschil(links, rechts, f"{plaats}[{nr}]")
    elif oud != nieuw or type(oud) is not type(nieuw):
        yield f"{plaats}: in het besluit {str(oud)[:80]!r}, nu {str(nieuw)[:80]!r}"


# --- the columns for lists ------------------------------------------------------------------------------------------


def herbouw(dag: date) -> Iterator[tuple[str, list[str]]]:
    """Fills the columns of every dossier anew; gives number and differing columns of each that was wrong."""
    for pk in Dossier.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
        nummer, anders = herbouw_een(pk, dag)
        if anders:
            yield nummer, anders


@transaction.atomic
def herbouw_een(pk: int, dag: date) -> tuple[str, list[str]]:
    """Fills the columns of one dossier, held meanwhile; gives its number and which columns changed."""
    dossier = Dossier.objects.select_for_update().get(pk=pk)
    oud = {naam: getattr(dossier, naam) for naam in KOLOMMEN}
    werk_bij(dossier, beeld(dossier), dag)
    anders = [naam for naam in KOLOMMEN if getattr(dossier, naam) != oud[naam]]
    dossier.save(update_fields=[*anders, "bijgewerkt_op"])
    return dossier.nummer, anders
