"""Whether the rules keep what they promise: proven for every possible dossier, or refuted by one that runs.

z3 looks for a dossier that breaks the promise; what it finds is assessed by the ordinary reader, and must break the
promise there as well.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import Any, TypeAlias

from meerzorg.beleid.bewijs.beelden import Symbolisch, Werkelijk
from meerzorg.beleid.bewijs.beloften import BEWEZEN, ONBESLIST, TEGENVOORBEELD, Belofte
from meerzorg.beleid.bewijs.tegenvoorbeeld import GEWOON, als_gegevens, in_woorden
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.lezen.dossier import lees_dossier
from meerzorg.wet.lezen.grenzen import LEEG, PER_SOORT
from meerzorg.wet.lezen.ontleden import ontleed_json
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.lezers.bewijs import (
    Bool,
    Getal,
    Onbeslist,
    Term,
    Zeker,
    alle,
    een,
    gelijk,
    minder,
    niet,
    vast,
    veelvoud,
    voorbeeld,
    vrij,
    vult_aan,
    waar_in,
)
from regeltaal.normen import DAG
from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM, EURO, UREN, Waarde, toon
from regeltaal.uitdrukking import Ladder, normnamen
from regeltaal.vorm import Json

EERSTE_ALTERNATIEF = date(2026, 1, 1)
"""A framework that is never chosen by date is held against the norms of 2026 and later."""
LAATSTE_DAG: date = PER_SOORT[DATUM][1]


_ALTIJD_BEKEND = ("indicatie_einddatum", "ingangsdatum")
"""Absent is not unknown here: no end, and from the day of the application."""


@dataclass(frozen=True)
class Periode:
    """A period in which a framework can be used with the same norms."""

    van: date
    tot_en_met: date

    def __str__(self) -> str:
        einde = "" if self.tot_en_met == LAATSTE_DAG else f" tot en met {toon(self.tot_en_met, DATUM)}"
        return f"vanaf {toon(self.van, DATUM)}{einde}"


@dataclass(frozen=True)
class Volgorde:
    """Where the order of the ladder decides: pairs of rungs (from 1) with different outcomes that can hold at once, and
    the rungs that never decide."""

    treden: tuple[str, ...]
    paren: tuple[tuple[int, int], ...]
    nooit: tuple[int, ...]


@dataclass(frozen=True)
class Bewijsuitkomst:
    """What became of one promise under one framework; with a counterexample: dossiers that run, and what they show."""

    belofte: Belofte
    kader: str
    uitkomst: str
    perioden: tuple[Periode, ...]
    seconden: float
    woorden: str = ""
    dossiers: tuple[dict[str, Json], ...] = ()
    volgorde: Volgorde | None = None

    @property
    def zoals_verwacht(self) -> bool:
        return self.uitkomst == self.belofte.verwacht(self.kader)

    @property
    def bestand(self) -> str:
        """The file of the counterexample: `meerzorg beoordeel` reads it."""
        return f"{self.belofte.naam}-{self.kader}.json"

    @property
    def dossierbestand(self) -> Any:
        """What is in that file: one dossier, or a list of two."""
        return self.dossiers[0] if len(self.dossiers) == 1 else list(self.dossiers)

    def als_json(self) -> dict[str, Json]:
        uit: dict[str, Json] = {
            "kader": self.kader,
            "uitkomst": self.uitkomst,
            "verwacht": self.belofte.verwacht(self.kader),
            "zoals_verwacht": self.zoals_verwacht,
            "normen": [{"van": str(p.van), "tot_en_met": str(p.tot_en_met)} for p in self.perioden],
            "seconden": round(self.seconden, 3),
        }
        if self.woorden:
            uit |= {"woorden": self.woorden, "dossiers": list(self.dossiers)}
        if self.volgorde:
            uit["volgorde_beslist"] = [[self.volgorde.treden[nr - 1] for nr in paar] for paar in self.volgorde.paren]
            uit["beslist_nooit"] = [self.volgorde.treden[nr - 1] for nr in self.volgorde.nooit]
        return uit


@dataclass(frozen=True)
class _Dossier:
    """Every dossier at once, under one framework with the norms of one period, and what always holds for its inputs."""

    beeld: Symbolisch
    invoer: Mapping[str, Term]
    periode: Periode
    eisen: tuple[Bool, ...]


_Geval: TypeAlias = tuple[tuple[_Dossier, ...], list[Bool]]
"""The dossiers that a promise is about, and what holds between them."""


def bewijs(belofte: Belofte, kader_id: str, keuzes: Keuzes = ()) -> Bewijsuitkomst:
    """Proves the promise under one framework, or finds dossiers that break it."""
    begin = time.perf_counter()
    perioden: list[Periode] = []

    def klaar(
        uitkomst: str, woorden: str = "", *dossiers: dict[str, Any], volgorde: Volgorde | None = None
    ) -> Bewijsuitkomst:
        duur = time.perf_counter() - begin
        return Bewijsuitkomst(belofte, kader_id, uitkomst, tuple(perioden), duur, woorden, dossiers, volgorde)

    try:
        for periode in perioden_van(KADERS[kader_id], keuzes):
            perioden.append(periode)
            for dossiers, onderling in _gevallen(belofte, kader_id, periode, keuzes):
                eisen = [eis for dossier in dossiers for eis in dossier.eisen] + onderling
                breuken = belofte.breuken([dossier.beeld for dossier in dossiers])
                model = voorbeeld(eisen, breuken, _wensen(belofte, dossiers))
                if model is not None:
                    return klaar(TEGENVOORBEELD, *_tegenvoorbeeld(belofte, dossiers, model, keuzes))
        volgorde = samenloop(kader_id, keuzes) if belofte.naam == "een_uitkomst" else None
    except Onbeslist as fout:
        return klaar(ONBESLIST, f"z3 kwam er niet uit: {fout}")
    return klaar(BEWEZEN, volgorde=volgorde)


def perioden_van(kader: Procedure, keuzes: Keuzes = ()) -> list[Periode]:
    """The periods in which the framework can be used, cut where a norm that it uses changes."""
    regels = regelset(kader.id, keuzes).regels.values()
    gebruikt = {naam for gebouwd in regels for naam in normnamen(gebouwd.uitdrukking)}
    van, tot = kader.van or EERSTE_ALTERNATIEF, min(kader.tot_en_met or LAATSTE_DAG, LAATSTE_DAG)

    def op(dag: date) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in normen().op(dag).waarden.items() if naam in gebruikt}

    dagen = [van, *(dag for dag in normen().grenzen() if van < dag <= tot and op(dag) != op(dag - DAG))]
    return [Periode(dag, volgende - DAG) for dag, volgende in pairwise([*dagen, tot + DAG])]


def samenloop(kader_id: str, keuzes: Keuzes = ()) -> Volgorde:
    """Looks for complete dossiers on which two rungs hold at once, until there are no new pairs."""
    ladder = regelset(kader_id, keuzes).regels["uitkomst"].uitdrukking
    assert isinstance(ladder, Ladder)
    uitkomsten = [trede.dan for trede in ladder.treden]
    paren: set[tuple[int, int]] = set()
    beslist: set[int] = set()
    for periode in perioden_van(KADERS[kader_id], keuzes):
        dossier = _dossier(kader_id, keuzes, periode)
        houdt = [dossier.beeld.zeker_van(trede.als)[True] for trede in ladder.treden]
        vragen: dict[tuple[int, int] | int, Bool] = {
            (a, b): alle(houdt[a], houdt[b])
            for a, b in combinations(range(len(houdt)), 2)
            if uitkomsten[a] != uitkomsten[b] and (a, b) not in paren
        }
        vragen |= {nr: alle(zo, *(niet(eerder) for eerder in houdt[:nr])) for nr, zo in enumerate(houdt)}
        while model := voorbeeld(dossier.eisen, [een(*vragen.values())]):
            for vraag in [vraag for vraag, zo in vragen.items() if waar_in(model, zo)]:
                del vragen[vraag]
                paren.add(vraag) if isinstance(vraag, tuple) else beslist.add(vraag)
    nooit = [nr + 1 for nr in range(len(uitkomsten)) if nr not in beslist]
    treden = tuple(f"trede {nr} ({trede.dan})" for nr, trede in enumerate(ladder.treden, start=1))
    return Volgorde(treden, tuple(sorted((a + 1, b + 1) for a, b in paren)), tuple(nooit))


def _gevallen(belofte: Belofte, kader_id: str, periode: Periode, keuzes: Keuzes) -> Iterator[_Geval]:
    """What must be looked at: with a date that is known, and for dossiers that are not complete also without."""
    if belofte.vorig:
        tweede = _dossier(kader_id, keuzes, periode, anders=belofte.anders)
        for eerder in perioden_van(KADERS[belofte.vorig], keuzes):
            yield (_dossier(belofte.vorig, keuzes, eerder), tweede), []
        return
    for dag_bekend in (True,) if belofte.volledig else (True, False):
        eerste = _dossier(kader_id, keuzes, periode, volledig=belofte.volledig, dag_bekend=dag_bekend)
        if belofte.vult_aan:
            tweede = _dossier(kader_id, keuzes, periode, anders=tuple(PLAATS))
            yield (eerste, tweede), [vult_aan(term, tweede.invoer[naam]) for naam, term in eerste.invoer.items()]
        elif belofte.anders:
            anders = belofte.anders
            tweede = _dossier(
                kader_id, keuzes, periode, volledig=belofte.volledig, dag_bekend=dag_bekend, anders=anders
            )
            yield (eerste, tweede), []
        else:
            yield (eerste,), []


@cache
def _dossier(
    kader_id: str,
    keuzes: Keuzes,
    periode: Periode,
    *,
    volledig: bool = True,
    dag_bekend: bool = True,
    anders: tuple[str, ...] = (),
) -> _Dossier:
    """All dossiers; two of these share every input but those that are `anders`, which have variables of their own."""
    invoer: dict[str, Term] = {}
    eisen: list[Bool] = []
    for gegeven in VOCABULAIRE:
        term, altijd = vrij(gegeven, "'" if gegeven.naam in anders else "", volledig=volledig)
        invoer[gegeven.naam] = term
        eisen += altijd + _binnen_grenzen(gegeven, term)
    for naam in _ALTIJD_BEKEND:
        invoer[naam] = Getal(_getal(invoer, naam).waarde)
    dag = invoer["aanvraagdatum"] = Getal(_getal(invoer, "aanvraagdatum").waarde, dag_bekend)
    toeslag, bedrag = invoer["toeslag"], _getal(invoer, "toeslag_bedrag")
    begin, einde = _getal(invoer, "indicatie_ingangsdatum"), _getal(invoer, "indicatie_einddatum")
    assert isinstance(toeslag, Zeker)
    eisen += [
        alle(periode.van.toordinal() <= dag.waarde, dag.waarde <= periode.tot_en_met.toordinal()),
        niet(alle(toeslag["geen"], bedrag.bekend, bedrag.waarde > 0)),
        niet(minder(einde, begin)),
    ]
    beeld = Symbolisch(KADERS[kader_id], keuzes, normen().op(periode.van if dag_bekend else None), invoer)
    return _Dossier(beeld, invoer, periode, tuple(eisen))


def _binnen_grenzen(gegeven: Gegeven, term: Term) -> list[Bool]:
    if isinstance(term, Zeker):
        return []
    laagst, hoogst = (_nummer(grens, gegeven) for grens in PER_SOORT[gegeven.soort])
    binnen = alle(laagst <= term.waarde, term.waarde <= hoogst)
    leeg = LEEG.get(gegeven.naam)
    return [een(binnen, term.waarde == _nummer(leeg, gegeven)) if leeg else binnen]


def _nummer(waarde: Waarde, gegeven: Gegeven) -> Any:
    term = vast(waarde, gegeven.soort)
    assert isinstance(term, Getal)
    return term.waarde


def _getal(invoer: Mapping[str, Term], naam: str) -> Getal:
    term = invoer[naam]
    assert isinstance(term, Getal)
    return term


# --- counterexamples ----------------------------------------------------------------------------------------------


def _wensen(belofte: Belofte, dossiers: Sequence[_Dossier]) -> Iterator[Sequence[Bool]]:
    """What makes an example humane: much known, little different, ordinary values, round numbers."""
    for dossier in dossiers if not belofte.volledig else ():
        for term in dossier.invoer.values():
            yield [een(*term.values()) if isinstance(term, Zeker) else term.bekend]
    for naam in reversed(belofte.anders):
        yield [gelijk(dossiers[0].invoer[naam], dossiers[1].invoer[naam])]
    for dossier in dossiers:
        invoer, periode = dossier.invoer, dossier.periode
        dag = _getal(invoer, "aanvraagdatum").waarde
        laatst = periode.van if periode.tot_en_met == LAATSTE_DAG else periode.tot_en_met
        yield [dag == date(laatst.year, 5, 4).toordinal(), dag == laatst.replace(day=1).toordinal()]
        yield [_getal(invoer, "ingangsdatum").waarde == dag]
        had, soort, bedrag = invoer["had_meerzorg"], invoer["soort_aanvraag"], _getal(invoer, "lopend_bedrag").waarde
        assert isinstance(had, Zeker) and isinstance(soort, Zeker)
        yield [
            alle(had[False], soort["eerste"], bedrag == 0),
            alle(had[True], soort["verlenging"], bedrag == 13_000_000),
        ]
    for naam, waarden in GEWOON.items():
        for dossier in dossiers:
            term = dossier.invoer[naam]
            if isinstance(term, Zeker):
                yield [term[waarde] for waarde in waarden]
            else:
                gewoon = [vast(waarde, DATUM).waarde for waarde in waarden]  # type: ignore[union-attr]
                yield [*(term.waarde == waarde for waarde in gewoon), *_rond(VOCABULAIRE[PLAATS[naam]], term)]


def _rond(gegeven: Gegeven, getal: Getal) -> Iterator[Bool]:
    if gegeven.soort is EURO:
        yield from (veelvoud(getal, 100 * euro) for euro in (10_000, 1_000, 100, 1))
    elif gegeven.soort is UREN:
        yield from (veelvoud(getal, Fraction(1, deel)) for deel in (1, 4, 100, 10_000))


def _tegenvoorbeeld(
    belofte: Belofte, dossiers: Sequence[_Dossier], model: Any, keuzes: Keuzes
) -> tuple[str, *tuple[dict[str, Any], ...]]:
    """The example in words and as dossiers. Raises Onbeslist where the deciding reader sees no promise broken."""
    gegevens = [als_gegevens(model, dossier.invoer) for dossier in dossiers]
    beelden = [
        Werkelijk(
            beoordeel(lees_dossier(ontleed_json(json.dumps({"gegevens": g}), "bewijs")), d.beeld.kader.id, keuzes)
        )
        for g, d in zip(gegevens, dossiers, strict=True)
    ]
    if True not in belofte.breuken(beelden):
        raise Onbeslist(f"bij het beoordelen breekt dit gevonden dossier de belofte niet: {gegevens}")
    zin = in_woorden([beeld.beoordeling for beeld in beelden])
    woorden = f"{zin} {belofte.les}".strip()
    tellen = [""] if len(beelden) == 1 else [f", {nr} van {len(beelden)}" for nr in range(1, len(beelden) + 1)]
    bestand = [
        {
            "dossier": f"{belofte.naam}, {beeld.kader.id}{tel}",
            "toelichting": f"Tegenvoorbeeld bij de belofte ‘{belofte.zin}’ {woorden}",
            "gegevens": g,
        }
        for beeld, g, tel in zip(beelden, gegevens, tellen, strict=True)
    ]
    return woorden, *bestand
