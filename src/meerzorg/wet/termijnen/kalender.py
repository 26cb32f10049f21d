"""The Dutch legal calendar: on which day a statutory term ends (Algemene termijnenwet, ATW).

The feestdagen follow from the law for every year; the days that are equated by royal decree (ATW art. 3 lid 3) do not.
They are data: give them to `Kalender`. The standing calendar `KALENDER`, and with it the functions of this module,
knows none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Eenheid = Literal["uren", "dagen", "weken", "maanden", "jaren"]

DAG = timedelta(days=1)
ZATERDAG = 5
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

KB_2026_2028 = frozenset({date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)})
"""Days equated for 2026-2028, after the title of the decree as quoted by secondary sources; the Staatscourant itself
was not seen, so nothing applies them until someone has checked it: `Kalender(KB_2026_2028)`."""

_GRENS: Mapping[Eenheid, int] = MappingProxyType({"uren": 0, "dagen": 90, "weken": 12, "maanden": 3, "jaren": 0})
_ENKELVOUD: Mapping[Eenheid, str] = MappingProxyType(
    {"uren": "uur", "dagen": "dag", "weken": "week", "maanden": "maand", "jaren": "jaar"}
)


@dataclass(frozen=True, slots=True)
class Duur:
    """The length of a term as the law describes it, e.g. `Duur(8, "weken")`."""

    aantal: int
    eenheid: Eenheid

    @property
    def dagen(self) -> int:
        """The length in calendar days; raises ValueError for units that are not a fixed number of days."""
        if self.eenheid not in ("dagen", "weken"):
            raise ValueError(f"Een termijn in {self.eenheid} heeft geen vast aantal dagen.")
        return self.aantal * (7 if self.eenheid == "weken" else 1)

    @property
    def onder_termijnenwet(self) -> bool:
        """Whether the ATW applies: not in hours or years, above 90 days, 12 weeks or 3 months (ATW art. 4 onder a)."""
        return self.aantal <= _GRENS[self.eenheid]

    def __str__(self) -> str:
        return f"{self.aantal} {_ENKELVOUD[self.eenheid] if self.aantal == 1 else self.eenheid}"


def pasen(jaar: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm of Meeus, Jones and Butcher)."""
    eeuw, rest = divmod(jaar, 100)
    maan = (19 * (jaar % 19) + eeuw - eeuw // 4 - (eeuw - (eeuw + 8) // 25 + 1) // 3 + 15) % 30
    zon = (32 + 2 * (eeuw % 4) + 2 * (rest // 4) - maan - rest % 4) % 7
    correctie = (jaar % 19 + 11 * maan + 22 * zon) // 451
    maand, dag = divmod(maan + zon - 7 * correctie + 114, 31)
    return date(jaar, maand, dag + 1)


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> Mapping[date, str]:
    """The algemeen erkende feestdagen of a year with their names, Goede Vrijdag included (ATW art. 3 lid 1 en 2).

    5 mei counts in every year. Koningsdag is 27 April, or the 26th where that is a Sunday (as it stands since 2014).
    """
    paasdag, koningsdag = pasen(jaar), date(jaar, 4, 27)
    dagen = {
        date(jaar, 1, 1): "Nieuwjaarsdag",
        paasdag - 2 * DAG: "Goede Vrijdag",
        paasdag + DAG: "tweede Paasdag",
        koningsdag - DAG if koningsdag.weekday() == 6 else koningsdag: "Koningsdag",
        date(jaar, 5, 5): "5 mei",
        paasdag + 39 * DAG: "Hemelvaartsdag",
        paasdag + 50 * DAG: "tweede Pinksterdag",
        date(jaar, 12, 25): "eerste Kerstdag",
        date(jaar, 12, 26): "tweede Kerstdag",
    }
    return MappingProxyType(dagen)


@dataclass(frozen=True, slots=True)
class Kalender:
    """The calendar with the days that a royal decree equates with feestdagen (ATW art. 3 lid 3)."""

    gelijkgesteld: frozenset[date] = frozenset()

    def is_feestdag(self, dag: date) -> bool:
        """Whether the day is an algemeen erkende feestdag or equated with one (ATW art. 3)."""
        return dag in self.gelijkgesteld or dag in feestdagen(dag.year)

    def is_werkdag(self, dag: date) -> bool:
        """Whether the day is not a Saturday, Sunday or feestdag."""
        return dag.weekday() < ZATERDAG and not self.is_feestdag(dag)

    def verlengd(self, laatste_dag: date) -> date:
        """The last day of a term, moved to the next day that is a werkdag where it is none (ATW art. 1 lid 1)."""
        while not self.is_werkdag(laatste_dag):
            laatste_dag += DAG
        return laatste_dag

    def minstens_twee_werkdagen(self, eerste_dag: date, laatste_dag: date) -> date:
        """The last day of a term of at least three days, moved until it holds two werkdagen (ATW art. 2).

        `eerste_dag` is the first day that counts. A term of one or two days stays as it is.
        """
        if laatste_dag - eerste_dag < 2 * DAG:
            return laatste_dag
        dag, werkdagen = eerste_dag, 0
        while True:
            werkdagen += self.is_werkdag(dag)
            if werkdagen == 2:
                return max(dag, laatste_dag)
            dag += DAG

    def waarom_vrij(self, dag: date) -> str:
        """What a day that is no werkdag is, in words: 'een zondag', 'tweede Pinksterdag'."""
        if dag in self.gelijkgesteld:
            return "een dag die gelijk is gesteld met een feestdag"
        return feestdagen(dag.year).get(dag) or f"een {WEEKDAGEN[dag.weekday()]}"


KALENDER = Kalender()
is_feestdag = KALENDER.is_feestdag
is_werkdag = KALENDER.is_werkdag
verlengd = KALENDER.verlengd
minstens_twee_werkdagen = KALENDER.minstens_twee_werkdagen


def voluit(dag: date) -> str:
    """A date in words: 'maandag 13 april 2026'."""
    return f"{WEEKDAGEN[dag.weekday()]} {dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
