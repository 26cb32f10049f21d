"""The period of a grant and its yearly parts (Rlz 5.12, 5.14, 5.19): a pgb is granted per calendar year."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

DAG = timedelta(days=1)


class Jaarverlening(NamedTuple):
    """The grant for one calendar year: `bedrag` in cents for `dagen` days of a year of `jaardagen`."""

    jaar: int
    van: date
    tot_en_met: date
    dagen: int
    jaardagen: int
    bedrag: int


def einde_na_maanden(begin: date, maanden: int) -> date:
    """The last day of a period of `maanden` months from `begin`: the day before the same day of the month.

    Where that month has no such day the period ends on its last day, so that the next one starts on the first.
    """
    nummer = begin.year * 12 + begin.month - 1 + maanden
    jaar, maand = nummer // 12, nummer % 12 + 1
    laatste = monthrange(jaar, maand)[1]
    if begin.day > laatste:
        return date(jaar, maand, laatste)
    return date(jaar, maand, begin.day) - DAG


def jaarverleningen(begin: date, einde: date, per_jaar: int) -> Iterator[Jaarverlening]:
    """One grant per calendar year from `begin` to `einde` inclusive; `per_jaar` in cents.

    Each is per_jaar × days / days in that year, rounded half-up to the cent.
    """
    for jaar in range(begin.year, einde.year + 1):
        van, tot_en_met = max(begin, date(jaar, 1, 1)), min(einde, date(jaar, 12, 31))
        dagen = (tot_en_met - van).days + 1
        jaardagen = 366 if isleap(jaar) else 365
        bedrag = (2 * per_jaar * dagen + jaardagen) // (2 * jaardagen)
        yield Jaarverlening(jaar, van, tot_en_met, dagen, jaardagen, bedrag)
