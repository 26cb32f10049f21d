"""Norms: dated values from law or policy. Periods include their last day; they never overlap and leave no gap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from regeltaal.bron import Bron
from regeltaal.fouten import NormFout
from regeltaal.soorten import Soort, Waarde

STATUSSEN = ("geldend", "voorgenomen", "duiding", "aanname", "gemeten")
DAG = timedelta(days=1)
K = TypeVar("K")
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class NormBegrip:
    """What a norm is: its kind, how it is said in Dutch, the names of its keys.

    `per_jaar` marks a table that is published per year: on a date outside every published period the nearest one is
    used, with a warning, and the result is provisional. Any other norm must cover every date that is asked for.
    `anders` is the value for keys that are not in the table.
    """

    naam: str
    soort: Soort
    label: str
    sleutels: tuple[str, ...] = ()
    per_jaar: bool = False
    anders: Waarde = None

    def lees(
        self, tabel: Mapping[tuple[str | None, ...], Waarde], sleutel: tuple[str | None, ...], laatste: Sequence[str]
    ) -> Waarde:
        """The value in the table of this norm for a key; unknown is None, in the key too.

        With only the last part of the key unknown (of which the codes are `laatste`) the value is known where every
        possible one gives the same.
        """
        if None not in sleutel:
            return tabel.get(sleutel, self.anders)
        if None in sleutel[:-1]:
            return None
        mogelijk = {tabel.get((*sleutel[:-1], code), self.anders) for code in laatste}
        return mogelijk.pop() if len(mogelijk) == 1 else None


@dataclass(frozen=True, slots=True)
class Normrij:
    """One value of one norm in one period, with its source and legal status."""

    naam: str
    sleutel: tuple[str | None, ...]
    waarde: Waarde
    van: date
    tot_en_met: date
    bron: Bron
    status: str
    gecontroleerd_op: date
    toelichting: str = ""

    def geldt_op(self, dag: date) -> bool:
        return self.van <= dag <= self.tot_en_met


class NormenOp(NamedTuple):
    """The norms as they stand on one date; on an unknown date every norm is unknown.

    `waarden` has per norm its value, or its table by key. `gekozen` has the rows used, by key; `vervangen` has, for the
    norms for which the nearest period was taken because none was published for the date, a row of that period.
    """

    peildatum: date | None
    waarden: Mapping[str, Any]
    gekozen: Mapping[str, Mapping[tuple[str | None, ...], Normrij]] = MappingProxyType({})
    vervangen: Mapping[str, Normrij] = MappingProxyType({})


class Normen:
    """All norms of a body of law. Raises NormFout for overlaps, gaps, unknown names and statuses."""

    def __init__(self, begrippen: Iterable[NormBegrip], rijen: Iterable[Normrij]) -> None:
        self.begrippen = {begrip.naam: begrip for begrip in begrippen}
        self.rijen = tuple(rijen)
        self._per_naam: dict[str, list[Normrij]] = {naam: [] for naam in self.begrippen}
        for rij in self.rijen:
            if rij.naam not in self._per_naam:
                raise NormFout(f"norm {rij.naam!r} is onbekend")
            if rij.status not in STATUSSEN:
                raise NormFout(f"norm {rij.naam}: status {rij.status!r} bestaat niet; kies uit {', '.join(STATUSSEN)}")
            if rij.tot_en_met < rij.van:
                raise NormFout(f"norm {rij.naam}: de periode eindigt ({rij.tot_en_met}) vóór zij begint ({rij.van})")
            self._per_naam[rij.naam].append(rij)
        for naam, van_norm in self._per_naam.items():
            if not van_norm:
                raise NormFout(f"norm {naam} heeft geen enkele waarde")
            _controleer_perioden(self.begrippen[naam], van_norm)
        self._grenzen = self._alle_grenzen()
        self._per_periode: dict[int | None, NormenOp] = {}

    def grenzen(self) -> tuple[date, ...]:
        """Every date on which some norm takes another value: the first days of all periods, the days after, and the
        day in a gap between two years on which the nearest table becomes the later one."""
        return self._grenzen

    def periode(self, dag: date) -> int:
        """Which of the periods between the `grenzen` the day is in, from 0; -1 before the first."""
        return bisect_right(self._grenzen, dag) - 1

    def _alle_grenzen(self) -> tuple[date, ...]:
        dagen = {rij.van for rij in self.rijen}
        dagen |= {rij.tot_en_met + DAG for rij in self.rijen if rij.tot_en_met != date.max}
        for begrip in self.begrippen.values():
            perioden = sorted({(rij.van, rij.tot_en_met) for rij in self._per_naam[begrip.naam]})
            for (_, einde), (begin, _) in pairwise(perioden):
                if begrip.per_jaar and begin - einde > DAG:
                    dagen.add(einde + (begin - einde) // 2 + DAG)
        return tuple(sorted(dagen))

    def op(self, dag: date | None) -> NormenOp:
        """The norms on `dag`. Raises NormFout where a norm that must cover the date does not.

        They are kept per period, not per day, and days of one period share them: they cannot be changed.
        """
        periode = None if dag is None else self.periode(dag)
        op_dag = self._per_periode.get(periode)
        if op_dag is None:
            op_dag = self._per_periode[periode] = self._in_periode(dag)
        return NormenOp(dag, op_dag.waarden, op_dag.gekozen, op_dag.vervangen)

    def _in_periode(self, dag: date | None) -> NormenOp:
        if dag is None:
            niets: dict[str, Any] = {
                naam: _vast({}) if begrip.sleutels else None for naam, begrip in self.begrippen.items()
            }
            return NormenOp(None, _vast(niets))
        waarden: dict[str, Any] = {}
        gekozen: dict[str, Mapping[tuple[str | None, ...], Normrij]] = {}
        vervangen: dict[str, Normrij] = {}
        for naam, begrip in self.begrippen.items():
            rijen = tuple(rij for rij in self._per_naam[naam] if rij.geldt_op(dag))
            if not rijen:
                rijen = self._dichtstbij(begrip, dag)
                vervangen[naam] = rijen[0]
            gekozen[naam] = _vast({rij.sleutel: rij for rij in rijen})
            waarden[naam] = _vast({rij.sleutel: rij.waarde for rij in rijen}) if begrip.sleutels else rijen[0].waarde
        return NormenOp(dag, _vast(waarden), _vast(gekozen), _vast(vervangen))

    def met(self, naam: str, waarde: Waarde, bron: Bron) -> Normen:
        """These norms with another value for `naam` in every period: a variant, as an assumption."""
        if naam not in self.begrippen:
            raise NormFout(f"norm {naam!r} is onbekend")
        return Normen(
            self.begrippen.values(),
            [
                replace(rij, waarde=waarde, bron=bron, status="aanname") if rij.naam == naam else rij
                for rij in self.rijen
            ],
        )

    def _dichtstbij(self, begrip: NormBegrip, dag: date) -> tuple[Normrij, ...]:
        if not begrip.per_jaar:
            raise NormFout(f"norm {begrip.naam} heeft op {dag} geen waarde")
        alle = sorted(self._per_naam[begrip.naam], key=lambda rij: rij.van)
        dichtst = min(alle, key=lambda rij: max(rij.van - dag, dag - rij.tot_en_met))
        return tuple(rij for rij in alle if (rij.van, rij.tot_en_met) == (dichtst.van, dichtst.tot_en_met))


def _vast(tabel: dict[K, W]) -> Mapping[K, W]:
    """A table that cannot be changed."""
    return MappingProxyType(tabel)


def _controleer_perioden(begrip: NormBegrip, rijen: list[Normrij]) -> None:
    per_sleutel: dict[tuple[str | None, ...], list[Normrij]] = {}
    for rij in rijen:
        if len(rij.sleutel) != len(begrip.sleutels):
            raise NormFout(f"norm {begrip.naam}: sleutel {rij.sleutel} past niet bij {begrip.sleutels}")
        per_sleutel.setdefault(rij.sleutel, []).append(rij)
    for sleutel, van_sleutel in per_sleutel.items():
        van_sleutel.sort(key=lambda rij: rij.van)
        plek = f"norm {begrip.naam}" + (f" {'/'.join(map(str, sleutel))}" if sleutel else "")
        for eerst, daarna in pairwise(van_sleutel):
            if daarna.van <= eerst.tot_en_met:
                raise NormFout(f"{plek}: perioden overlappen op {daarna.van}")
            if daarna.van > eerst.tot_en_met + DAG and not begrip.per_jaar:
                raise NormFout(f"{plek}: geen waarde van {eerst.tot_en_met + DAG} tot {daarna.van}")
