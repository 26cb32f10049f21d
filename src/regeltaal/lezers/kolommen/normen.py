"""The norms as dense tables, by period and by the codes of their keys, for the kernel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from regeltaal.fouten import NormFout
from regeltaal.lezers.kolommen.invoer import DECIMALEN, ONBEKEND, dagnummer
from regeltaal.normen import Normen
from regeltaal.soorten import JANEE
from regeltaal.uitdrukking import Norm

GRENS = 2**62
"""No number in the kernel may come above this."""


class Normtabel(NamedTuple):
    """Where a table begins among the narrow and the wide values, and what its values are.

    `compleet`: known on every date, for all keys that are known. `decimalen`, `laagste` and `hoogste` are of a number.
    """

    smal: int
    breed: int
    compleet: bool
    decimalen: int
    laagste: int
    hoogste: int


class Normtabellen:
    """The tables of the norms that rules read. Each key, and the period, has a last place for unknown.

    `smal` holds ja/nee/unknown (1, 0, 2), or of a number whether it is known; `breed` the number.
    """

    def __init__(self, normen: Normen) -> None:
        self.begrippen = normen.begrippen
        self.begin = normen.grenzen()
        self.smal: list[int] = []
        self.breed: list[int] = []
        self._op = [normen.op(dag) for dag in self.begin]
        self._tabellen: dict[str, Normtabel] = {}

    def tabel(self, u: Norm) -> Normtabel:
        if u.naam not in self._tabellen:
            self._tabellen[u.naam] = self._maak(u)
        return self._tabellen[u.naam]

    def _maak(self, u: Norm) -> Normtabel:
        cellen = [cel for op_dag in self._op for cel in self._cellen(u, op_dag.waarden[u.naam])]
        compleet = all(self._compleet(u, op_dag.waarden[u.naam]) for op_dag in self._op)
        cellen += [None] * (len(cellen) // len(self._op))  # on an unknown date
        smal, breed = len(self.smal), len(self.breed)
        if u.soort is JANEE:
            self.smal += [ONBEKEND if cel is None else int(cel) for cel in cellen]
            return Normtabel(smal, breed, compleet, 0, 0, 0)
        decimalen = max(DECIMALEN.get(u.soort.naam, 0), *(aantal_decimalen(cel) for cel in cellen))
        getallen = [0 if cel is None else geheel(cel, decimalen) for cel in cellen]
        self.smal += [int(cel is not None) for cel in cellen]
        self.breed += getallen
        return Normtabel(smal, breed, compleet, decimalen, binnen(min(getallen)), binnen(max(getallen)))

    def _compleet(self, u: Norm, waarden: Any) -> bool:
        if not u.sleutels:
            return waarden is not None
        alle = product(*(deel.soort.keuzes for deel in u.sleutels))
        return all(waarden.get(sleutel, self.begrippen[u.naam].anders) is not None for sleutel in alle)

    def _cellen(self, u: Norm, waarden: Any) -> list[Any]:
        """The values in one period, for every combination of keys."""
        if not u.sleutels:
            return [waarden]
        sleutels = [deel.soort.keuzes for deel in u.sleutels]
        alle = product(*((*codes, None) for codes in sleutels))
        return [self.begrippen[u.naam].lees(waarden, sleutel, sleutels[-1]) for sleutel in alle]


def binnen(getal: int) -> int:
    """The number itself. Raises NormFout where a sum with it could leave 64 bits."""
    if abs(getal) >= GRENS:
        raise NormFout("met deze normen worden getallen te groot of te nauwkeurig om exact mee te rekenen")
    return getal


def past(laagste: int, hoogste: int) -> bool:
    """Whether all numbers between these bounds fit in four bytes."""
    return laagste >= -(2**31) and hoogste < 2**31


def aantal_decimalen(waarde: Any) -> int:
    if not isinstance(waarde, Decimal):
        return 0
    exponent = waarde.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def geheel(waarde: Any, decimalen: int) -> int:
    """A number or date as a whole number of its smallest unit."""
    return dagnummer(waarde) if isinstance(waarde, date) else int(waarde * 10**decimalen)
