"""Reading a dossier: every value checked against the vocabulary, every fault reported at once, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from meerzorg.wet.lezen.budgetplan import Budgetplan, lees_budgetplan
from meerzorg.wet.lezen.grenzen import Tegenspraak, tegenspraken, vul_aan
from meerzorg.wet.lezen.ontleden import ObjectMetDubbelen
from meerzorg.wet.lezen.waarden import NAAM_TOEGESTAAN, Ongeldig, is_naam, lezer_van
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond
from regeltaal.soorten import EURO, Waarde
from regeltaal.vorm import Json

MEESTE_FOUTEN = 1000
"""After so many faults in a list the rest is not looked at: nobody reads on, and memory stays bounded."""
VELDEN = ("dossier", "gegevens", "toelichting", "waarschuwingen", "bron")
NAMEN = (*PLAATS, "budgetplan")

_AANVRAAGDATUM, _GEVRAAGD = PLAATS["aanvraagdatum"], PLAATS["gevraagde_kosten"]


class Dossier(NamedTuple):
    """One dossier as the rules read it: a value or None (unknown) per input, in the order of the vocabulary."""

    naam: str
    waarden: tuple[Waarde, ...]
    budgetplan: Budgetplan | None

    def __repr__(self) -> str:
        return f"<Dossier: {len(self.waarden) - self.waarden.count(None)} van {len(self.waarden)} gegevens bekend>"

    def als_namen(self) -> dict[str, Waarde]:
        return dict(zip(PLAATS, self.waarden, strict=True))


def lees_dossiers(data: Any, waar: str) -> list[Dossier]:
    """One dossier, or a list of them. Raises InvoerFout with the faults of all dossiers."""
    if not isinstance(data, list):
        return [lees_dossier(data, waar)]
    if not data:
        raise InvoerFout([Fout(waar, "een lege lijst", "een lijst met ten minste één dossier")])
    dossiers: list[Dossier] = []
    fouten: list[Fout] = []
    for nr, deel in enumerate(data, start=1):
        try:
            dossiers.append(lees_dossier(deel, f"dossier {nr}"))
        except InvoerFout as fout:
            fouten += fout.fouten
        if len(fouten) >= MEESTE_FOUTEN:
            fouten.append(Fout(waar, f"al {len(fouten)} fouten bij dossier {nr}", "een lijst zonder fouten"))
            break
    if fouten:
        raise InvoerFout(fouten)
    return dossiers


def lees_dossier(data: Any, waar: str = "dossier") -> Dossier:
    """One dossier: `{"dossier": naam, "gegevens": {...}}`. Raises InvoerFout with every fault found."""
    if not isinstance(data, dict):
        raise InvoerFout([Fout(waar, getoond(data), 'een object {"dossier": "…", "gegevens": {…}}')])
    fouten: list[Fout] = []
    naam = data.get("dossier", waar)
    if not is_naam(naam):
        fouten.append(Fout("dossier", getoond(naam), NAAM_TOEGESTAAN, waar=waar))
        naam = waar
    plek = naam if naam == waar else f"{waar} ({naam})"
    _onbekende_namen(data, VELDEN, plek, fouten)
    gegevens = data.get("gegevens")
    if not isinstance(gegevens, dict):
        gevonden = "niets" if gegevens is None else getoond(gegevens)
        fouten.append(Fout("gegevens", gevonden, "een object met de gegevens", waar=plek))
        raise InvoerFout(fouten)
    return lees_gegevens(gegevens, naam, plek, fouten)


def lees_gegevens(gegevens: Mapping[str, Json], naam: str, waar: str, fouten: list[Fout] | None = None) -> Dossier:
    """The inputs by name. Raises InvoerFout with every fault found, together with those already in `fouten`."""
    fouten = [] if fouten is None else fouten
    waarden: list[Waarde] = [None] * len(VOCABULAIRE)
    gegeven: str
    for gegeven, waarde in gegevens.items():
        lezer = _LEZERS.get(gegeven)
        if lezer is None or waarde is None:
            continue
        nr, lees = lezer
        try:
            waarden[nr] = lees(waarde)
        except Ongeldig as fout:
            fouten.append(Fout(gegeven, getoond(waarde), fout.toegestaan, fout.bedoeld, waar))
    _onbekende_namen(gegevens, NAMEN, waar, fouten)
    plan = None
    if gegevens.get("budgetplan") is not None:
        plan = lees_budgetplan(gegevens["budgetplan"], waarden[_AANVRAAGDATUM], waar, fouten)  # type: ignore[arg-type]
        if gegevens.get("gevraagde_kosten") is not None:
            fouten.append(Fout("gevraagde_kosten", "ook een budgetplan", "een van beide", waar=waar))
    fouten += [_fout(tegenspraak, waarden, waar) for tegenspraak in tegenspraken(waarden)]
    if fouten:
        raise InvoerFout(fouten)
    if plan is not None:
        waarden[_GEVRAAGD] = plan.totaal
    vul_aan(waarden)
    return Dossier(naam, tuple(waarden), plan)


def _onbekende_namen(gegevens: Mapping[str, Json], bekend: Iterable[str], waar: str, fouten: list[Fout]) -> None:
    bekend = tuple(bekend)
    for naam in gegevens:
        if naam not in bekend:
            fouten.append(
                Fout(
                    getoond(naam), "een onbekende naam", "een naam uit het vocabulaire", dichtstbij(naam, bekend), waar
                )
            )
    if isinstance(gegevens, ObjectMetDubbelen):
        fouten += [
            Fout(getoond(naam), "meer dan één keer gegeven", "elke naam één keer", waar=waar)
            for naam in gegevens.dubbel
        ]


def _fout(tegenspraak: Tegenspraak, waarden: list[Waarde], waar: str) -> Fout:
    toegestaan = tegenspraak.toegestaan + (f" ({waarden[PLAATS[tegenspraak.met]]})" if tegenspraak.met else "")
    return Fout(
        tegenspraak.naam, _geschreven(tegenspraak.naam, waarden[PLAATS[tegenspraak.naam]]), toegestaan, waar=waar
    )


def _geschreven(naam: str, waarde: Waarde) -> str:
    """A value as it was written: an amount in euro."""
    if VOCABULAIRE[PLAATS[naam]].soort is EURO and isinstance(waarde, int):
        return format(Decimal(waarde) / 100, "f")
    return str(waarde)


_LEZERS = {gegeven.naam: (nr, lezer_van(gegeven)) for nr, gegeven in enumerate(VOCABULAIRE)}
