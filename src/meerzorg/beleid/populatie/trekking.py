"""Random numbers that belong to a person: the same for a seed, a row and a name, whatever else is drawn."""

from __future__ import annotations

from zlib import crc32

import numpy as np

from meerzorg.beleid.populatie.model import Rij

BLOK = 32_768
"""Rows that are drawn together; fixed, so that a row does not depend on the size of a batch."""


class Trekker:
    """The random numbers of block `blok` under seed `zaad`: one stream per name, found by counting (Philox).

    A stream depends on nothing but (zaad, naam, blok). Under other assumptions the same person draws the same numbers.
    """

    def __init__(self, zaad: int, blok: int) -> None:
        self.zaad = zaad
        self.blok = blok

    def _stroom(self, naam: str) -> np.random.Generator:
        sleutel = np.array([self.zaad, crc32(naam.encode())], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(key=sleutel, counter=[0, 0, self.blok, 0]))

    def uniform(self, naam: str) -> Rij:
        """Numbers from 0 up to 1."""
        return self._stroom(naam).random(BLOK, dtype=np.float32)

    def normaal(self, naam: str) -> Rij:
        """Standard normal numbers."""
        return self._stroom(naam).standard_normal(BLOK)

    def kans(self, naam: str, kans: Rij | float) -> Rij:
        """True with chance `kans`."""
        return self.uniform(naam) < kans

    def keuze(self, naam: str, verdeling: Rij, bij: Rij | None = None) -> Rij:
        """A category by cumulative shares; `bij` is the column of `verdeling` for each row (the first where None)."""
        return trede(self.uniform(naam), verdeling, bij)


def trede(u: Rij, verdeling: Rij, bij: Rij | None = None) -> Rij:
    """How many of the cumulative shares each `u` has passed."""
    code = np.zeros(len(u), dtype=np.intp)
    for grens in verdeling:
        code += u >= (grens[0] if bij is None else grens.take(bij))
    return code
