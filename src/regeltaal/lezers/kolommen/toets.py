"""The reader for a check: a ja/nee about the inputs, over whole columns at once, without a compiler.

`waar_in` says in which rows it is certainly so; what is unknown is not certain. Numbers are whole numbers of the unit
of their column, as in the kernel, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from regeltaal.fouten import RegelFout
from regeltaal.lezers.kolommen.invoer import Bits, Indeling, Reeks
from regeltaal.lezers.kolommen.normen import aantal_decimalen, geheel
from regeltaal.lezers.lezer import Lezer
from regeltaal.soorten import JANEE
from regeltaal.uitdrukking import (
    BovenNul,
    EenVan,
    En,
    Kies,
    Maal,
    Naam,
    Niet,
    Norm,
    Of,
    Som,
    Uitdrukking,
    Vast,
    Vergelijk,
)


@dataclass(frozen=True, slots=True)
class _Kolom:
    """The values of a column (a ja/nee as 0 or 1, a choice as its code), where they are known, in which decimals."""

    waarde: Any
    bekend: Any
    decimalen: int = 0

    def met(self, decimalen: int) -> Any:
        return self.waarde * 10 ** (decimalen - self.decimalen)


def waar_in(u: Uitdrukking, indeling: Indeling, kolommen: Mapping[str, tuple[Reeks, Bits]]) -> Bits:
    """In which rows `u` certainly holds; an input without a column is unknown. Raises RegelFout for norms."""
    toets = _Toets(indeling, kolommen).lees(u)
    waar: Bits = np.asarray(toets.waarde == 1) & np.asarray(toets.bekend)
    return waar


class _Toets(Lezer[[], _Kolom]):
    def __init__(self, indeling: Indeling, kolommen: Mapping[str, tuple[Reeks, Bits]]) -> None:
        self.indeling = indeling
        self.kolommen = kolommen

    def vast(self, u: Vast) -> _Kolom:
        if u.soort is JANEE or u.soort.keuzes:
            return _Kolom(int(u.waarde) if u.soort is JANEE else u.soort.keuzes.index(u.waarde), True)
        decimalen = aantal_decimalen(u.waarde)
        return _Kolom(geheel(u.waarde, decimalen), True, decimalen)

    def naam(self, u: Naam) -> _Kolom:
        codes, bekend = self.kolommen.get(u.naam, (np.zeros(1, np.int64), np.zeros(1, np.bool_)))
        kolom = self.indeling.kolom(u.naam)
        if kolom.smal:
            return _Kolom(codes, bekend & (codes != kolom.onbekend))
        return _Kolom(codes.astype(np.int64), bekend, kolom.decimalen)

    def norm(self, u: Norm) -> _Kolom:
        raise RegelFout(f"een toets op de invoer leest geen norm ({u.naam}); die hangt af van de datum")

    def en(self, u: En) -> _Kolom:
        return self._leden(u, beslissend=0)

    def of(self, u: Of) -> _Kolom:
        return self._leden(u, beslissend=1)

    def niet(self, u: Niet) -> _Kolom:
        lid = self.lees(u.lid)
        return _Kolom(1 - lid.waarde, lid.bekend)

    def vergelijk(self, u: Vergelijk) -> _Kolom:
        return self._reken(u, lambda links, rechts: u.orde(links, rechts) * 1, decimalen=0)

    def een_van(self, u: EenVan) -> _Kolom:
        lid = self.lees(u.lid)
        return _Kolom(np.isin(lid.waarde, [u.lid.soort.keuzes.index(code) for code in u.codes]) * 1, lid.bekend)

    def som(self, u: Som) -> _Kolom:
        return self._reken(u, lambda *leden: sum(leden))

    def boven_nul(self, u: BovenNul) -> _Kolom:
        return self._reken(u, lambda links, rechts: np.maximum(links - rechts, 0))

    def maal(self, u: Maal) -> _Kolom:
        raise RegelFout("een toets op de invoer leest geen norm, en een factor is er een")

    def kies(self, u: Kies) -> _Kolom:
        als, dan, anders = self._delen(u)
        decimalen = max(dan.decimalen, anders.decimalen)
        ja, links, rechts = als.waarde == 1, dan.met(decimalen), anders.met(decimalen)
        zeker = np.where(ja, dan.bekend, anders.bekend)
        beide = np.asarray(dan.bekend) & anders.bekend & (links == rechts)
        return _Kolom(np.where(ja, links, rechts), np.where(als.bekend, zeker, beide), decimalen)

    def _delen(self, u: Uitdrukking) -> list[_Kolom]:
        return [self.lees(deel) for deel in u.delen()]

    def _leden(self, u: En | Of, *, beslissend: int) -> _Kolom:
        """Decided where one member certainly has the deciding value, or all are known."""
        leden = self._delen(u)
        beslist = reduce(np.logical_or, [np.asarray(lid.bekend) & (lid.waarde == beslissend) for lid in leden])
        alle = reduce(np.logical_and, [lid.bekend for lid in leden])
        return _Kolom(np.where(beslist, beslissend, 1 - beslissend), beslist | alle)

    def _reken(self, u: Uitdrukking, reken: Callable[..., Any], decimalen: int | None = None) -> _Kolom:
        leden = self._delen(u)
        samen = max(lid.decimalen for lid in leden)
        bekend = reduce(np.logical_and, [lid.bekend for lid in leden])
        return _Kolom(reken(*(lid.met(samen) for lid in leden)), bekend, samen if decimalen is None else decimalen)
