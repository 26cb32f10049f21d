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
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import Any, TypeAlias

from meerzorg.beleid.bewijs.beelden import Symbolisch, Werkelijk
from meerzorg.beleid.bewijs.beloften import BEWEZEN, ONBESLIST, TEGENVOORBEELD, Belofte
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.lezen.dossier import lees_dossier
from meerzorg.wet.lezen.grenzen import LEEG, PER_SOORT
from meerzorg.wet.lezen.ontleden import ontleed_json
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
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
    waarde_in,
)
from regeltaal.lezers.zin import opsomming
from regeltaal.normen import DAG
from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM, EURO, UREN, Waarde, toon
from regeltaal.uitdrukking import Ladder, normnamen

EERSTE_ALTERNATIEF = date(2026, 1, 1)
"""A framework that is never chosen by date is held against the norms of 2026 and later."""
LAATSTE_DAG: date = PER_SOORT[DATUM][1]

GEWOON: dict[str, tuple[Any, ...]] = {
    "zorgprofiel": ("VG8", "VG7", "LG6"),
    "soort_aanvraag": ("eerste",),
    "leveringsvorm": ("pgb",),
    "indicatie_ingangsdatum": (date(2024, 9, 1), date(2015, 1, 1)),
    "indicatie_einddatum": (date.max,),
    "meerzorgvinkje": (False,),
    "werkwijze_zorgkantoor": ("voortzetten",),
    "best_passend_profiel": (True,),
    "zzp_recht_2014": (False,),
    "bijzondere_zorgsoort": ("geen",),
    "dagbesteding": ("nee",),
    "wooninitiatief": (False,),
    "gevraagde_kosten": (14_000_000, 12_000_000, 10_000_000, 8_000_000),
    "toeslag": ("geen",),
    "toeslag_bedrag": (0, 900_000),
    "ekt_toepasbaar": (True,),
    "beperking_sociale_redzaamheid": (Decimal(3),),
    "beperking_psychosociaal": (Decimal(3),),
    "beperking_adl": (Decimal(3),),
    "beperking_mobiliteit": (Decimal(3),),
    "beperking_verpleging": (Decimal(1),),
    "beperking_gedrag": (Decimal(1),),
    "bijzondere_zorgbehoefte": (True,),
    "meer_zorg_nodig": (True,),
    "benodigde_uren": (Decimal(60), Decimal(40), Decimal(30)),
    "bijzondere_omgevingsfactor": (False,),
    "verantwoord_thuis": (True,),
    "doelmatig": (True,),
    "rechtmatig": (True,),
    "vastgestelde_kosten": (13_500_000, 11_500_000, 8_000_000),
    "looptijd_maanden": (24,),
    "had_meerzorg": (False,),
    "lopend_bedrag": (0, 13_000_000),
    "overgang_gebruikt": (False,),
}
"""An ordinary dossier: what a counterexample looks like where it is free to choose."""

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
class Resultaat:
    """What became of one promise under one framework; with a counterexample: dossiers that run, and what they show."""

    belofte: Belofte
    kader: str
    uitkomst: str
    perioden: tuple[Periode, ...]
    seconden: float
    woorden: str = ""
    dossiers: tuple[dict[str, Any], ...] = ()
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

    def als_json(self) -> dict[str, Any]:
        uit: dict[str, Any] = {
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


def bewijs(belofte: Belofte, kader_id: str, keuzes: Keuzes = ()) -> Resultaat:
    """Proves the promise under one framework, or finds dossiers that break it."""
    begin = time.perf_counter()
    perioden: list[Periode] = []

    def klaar(
        uitkomst: str, woorden: str = "", *dossiers: dict[str, Any], volgorde: Volgorde | None = None
    ) -> Resultaat:
        duur = time.perf_counter() - begin
        return Resultaat(belofte, kader_id, uitkomst, tuple(perioden), duur, woorden, dossiers, volgorde)

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
    gegevens = [_gegevens(model, dossier.invoer) for dossier in dossiers]
    beelden = [
        Werkelijk(
            beoordeel(lees_dossier(ontleed_json(json.dumps({"gegevens": g}), "bewijs")), d.beeld.kader.id, keuzes)
        )
        for g, d in zip(gegevens, dossiers, strict=True)
    ]
    if True not in belofte.breuken(beelden):
        raise Onbeslist(f"bij het beoordelen breekt dit gevonden dossier de belofte niet: {gegevens}")
    zin = _woorden([beeld.beoordeling for beeld in beelden])
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


def _gegevens(model: Any, invoer: Mapping[str, Term]) -> dict[str, Any]:
    """The example as the inputs of a dossier file."""
    waarden = {gegeven.naam: waarde_in(model, invoer[gegeven.naam], gegeven.soort) for gegeven in VOCABULAIRE}
    if waarden["ingangsdatum"] == waarden["aanvraagdatum"]:
        del waarden["ingangsdatum"]
    return {
        gegeven.naam: _json(waarden[gegeven.naam], gegeven)
        for gegeven in VOCABULAIRE
        if waarden.get(gegeven.naam) not in (None, date.max)
    }


def _json(waarde: Waarde, gegeven: Gegeven) -> str | int | float:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, str):
        return waarde
    assert waarde is not None
    getal = Decimal(waarde) / 100 if gegeven.soort is EURO else Decimal(waarde)
    return int(getal) if getal == int(getal) else float(getal)


def _woorden(beoordelingen: Sequence[Beoordeling]) -> str:
    """The example as a story: what is asked, what is out of the ordinary, what comes of it."""
    eerste, laatste = beoordelingen[0], beoordelingen[-1]
    profiel = eerste.w["zorgprofiel"]
    met = f"met zorgprofiel {profiel}" if profiel else "waarvan het zorgprofiel nog niet bekend is"
    anders = [
        f"{g.noem} (bij de eerste {toon(eerste.w[g.naam], g.soort)}, bij de tweede {toon(laatste.w[g.naam], g.soort)})"
        for g in VOCABULAIRE
        if eerste.w[g.naam] != laatste.w[g.naam] and g.naam != "ingangsdatum"
    ]
    bijzonder = opsomming(
        [
            _feit(g, eerste.w[g.naam])
            for g in VOCABULAIRE
            if g.naam in GEWOON
            and eerste.w[g.naam] == laatste.w[g.naam]
            and eerste.w[g.naam] not in (*GEWOON[g.naam], None)
        ]
    )
    if len(beoordelingen) == 1:
        waarbij = f" Daarbij geldt: {bijzonder}." if bijzonder else ""
        return f"Neem een aanvraag {met}.{waarbij} {_uitslag('er is', eerste)}"
    verschil = f", die alleen verschillen in {opsomming(anders)}" if anders else ""
    waarbij = f" Voor beide geldt: {bijzonder}." if bijzonder else ""
    begin = f"Neem twee aanvragen {met}{verschil}.{waarbij}"
    return f"{begin} {_uitslag('bij de eerste is er', eerste)} {_uitslag('bij de tweede is er', laatste)}"


def _feit(gegeven: Gegeven, waarde: Waarde) -> str:
    if isinstance(waarde, bool):
        return gegeven.ja if waarde else gegeven.nee
    return f"{gegeven.noem} {'zijn' if gegeven.meervoud else 'is'} {toon(waarde, gegeven.soort)}"


def _uitslag(begin: str, b: Beoordeling) -> str:
    toegang = {True: "", False: "geen ", None: "misschien "}[b.w.get("toegang_meerzorg")]
    totaal = b.w.get("toegekend_totaal")
    bedrag = f", {toon(totaal, EURO)} per jaar" if totaal else ""
    redenen = opsomming([GRONDEN[grond].zin for grond in b.gronden])
    waarom = f", want {redenen}" if redenen else ""
    zin = f"{begin} {toegang}toegang tot meerzorg. De uitkomst is: {UITKOMSTEN[b.uitkomst]}{bedrag}{waarom}."
    return zin[0].upper() + zin[1:]
