"""What depends only on the period and on small codes, computed beforehand for `regeltaal.lezers.kolommen.code`.

Such nodes become bits in a few tables of whole numbers: one look-up brings an amount, what is known of it and what
follows from it, in place of a look-up per norm and the arithmetic with them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from regeltaal.lezers.kolommen.bewerkingen import BIT, CEL, NORMBREED, PLAATS, PLUS, TABELLEN, VAST, Knoop
from regeltaal.lezers.kolommen.bewerkingen import BITS as BITS_UIT
from regeltaal.lezers.kolommen.lussen import nodige

CELLEN = 4096
"""No table has more cells than this, so that it stays in the fastest memory."""
BITS = 63
"""Of one cell; a number below zero has a cell of its own."""
_BREEDTEN = (31, 47, BITS)
"""Of numbers: few choices, so that other values of the norms seldom need other code."""


class _Tabel:
    """Cells by the codes of `assen`; `delen` are nodes with where their bits begin and how many they are."""

    def __init__(self, assen: Iterable[int]) -> None:
        self.assen = sorted(assen)
        self.delen: list[tuple[Knoop, int, int]] = []
        self.bits = 0

    def neemt(self, knoop: Knoop, assen: frozenset[int], breedte: int) -> bool:
        """Takes the node, if there is room and it depends on nothing else."""
        past = assen.issubset(self.assen) and (not self.delen or self.bits + breedte <= BITS)
        if past:
            self.delen.append((knoop, self.bits, breedte))
            self.bits += breedte
        return past


class Vooraf:
    """Puts tables in place of what can be computed beforehand.

    `maten` says how many codes the period and each small code (by number of its node) can have; `normen` are the tables
    that the nodes read, by name, of which `normbreed` also gets the new tables. New nodes are made with `maak`.
    """

    def __init__(
        self, periode: Knoop, maten: Mapping[int, int], normen: Mapping[str, list[int]], maak: Callable[..., Knoop]
    ) -> None:
        self.periode = periode.nr
        self.maten = maten
        self.normen = normen
        self.maak = maak
        self._tabellen = {soort: np.array(normen[naam], np.int64) for soort, naam in TABELLEN.items()}

    def vervang(self, uitvoer: Sequence[Knoop]) -> list[Knoop]:
        """`uitvoer`, with the same values."""
        knopen = nodige(uitvoer)
        per_nr = {knoop.nr: knoop for knoop in knopen}
        nieuw: dict[int, Knoop] = {}
        for tabel in self._indelen(knopen, self._binnen(knopen), uitvoer):
            nieuw |= self._lees(tabel, [per_nr[nr] for nr in tabel.assen])
        for knoop in knopen:
            if knoop.nr not in nieuw:
                delen = [nieuw[deel.nr] for deel in knoop.delen]
                nieuw[knoop.nr] = self._opnieuw(knoop, delen) if delen else knoop
        return [nieuw[knoop.nr] for knoop in uitvoer]

    def _opnieuw(self, knoop: Knoop, delen: Sequence[Knoop]) -> Knoop:
        return self.maak(knoop.type, knoop.bewerking, *delen, getallen=knoop.getallen, overal=knoop.laag < 0)

    def _binnen(self, knopen: Sequence[Knoop]) -> dict[int, frozenset[int]]:
        """The nodes that can be in a table, with the small codes on which they depend.

        The combinations of codes are those of norms and arithmetic: bits alone are cheaper computed than looked up.
        """
        assen: dict[int, frozenset[int]] = {}
        for knoop in knopen:
            if knoop.nr in self.maten:
                assen[knoop.nr] = frozenset({knoop.nr})
            elif all(deel.nr in assen for deel in knoop.delen) and (knoop.delen or knoop.bewerking is VAST):
                samen = frozenset[int]().union(*(assen[deel.nr] for deel in knoop.delen))
                if prod(self.maten[nr] for nr in samen) <= CELLEN:
                    assen[knoop.nr] = samen
        assen = {nr: van for nr, van in assen.items() if self.periode in van and nr != self.periode}
        breed = {assen[knoop.nr] for knoop in knopen if knoop.nr in assen and knoop.type in "gk"}
        return {nr: van for nr, van in assen.items() if any(van <= ander for ander in breed)}

    def _indelen(
        self, knopen: Sequence[Knoop], binnen: Mapping[int, frozenset[int]], uitvoer: Sequence[Knoop]
    ) -> list[_Tabel]:
        """Tables with every node of `binnen` that a node outside reads."""
        gelezen = {knoop.nr for knoop in uitvoer}
        gelezen |= {deel.nr for knoop in knopen if knoop.nr not in binnen for deel in knoop.delen}
        delen = [
            (binnen[knoop.nr], self._breedte(knoop, binnen[knoop.nr]), knoop)
            for knoop in knopen
            if knoop.nr in binnen and knoop.nr in gelezen and not _som_van(knoop, gelezen)
        ]
        delen.sort(key=lambda deel: (-prod(self.maten[nr] for nr in deel[0]), -deel[1], deel[2].nr))
        tabellen: list[_Tabel] = []
        for assen, breedte, knoop in delen:
            if not any(tabel.neemt(knoop, assen, breedte) for tabel in tabellen):
                tabellen.append(_Tabel(assen))
                tabellen[-1].neemt(knoop, assen, breedte)
        return tabellen

    def _breedte(self, knoop: Knoop, assen: Iterable[int]) -> int:
        if knoop.type not in "gk":
            return 1 if knoop.type == "b" else 8
        waarden = self._waarden(knoop, sorted(assen))
        return BITS + 1 if waarden.min() < 0 else next(bits for bits in _BREEDTEN if int(waarden.max()) < 1 << bits)

    def _waarden(self, knoop: Knoop, assen: Sequence[int]) -> npt.NDArray[np.int64]:
        """The value for every combination of codes, by the very operators that the kernel writes."""
        maten = [self.maten[nr] for nr in assen]
        waarden: dict[int, Any] = dict(zip(assen, np.ogrid[tuple(slice(maat) for maat in maten)], strict=True))
        for deel in nodige([knoop], self.maten):
            if deel.nr in waarden:
                continue
            delen = [waarden[lid.nr] for lid in deel.delen]
            if deel.bewerking in TABELLEN:
                waarden[deel.nr] = self._tabellen[deel.bewerking][deel.getallen[0] + delen[0]]
            else:
                waarden[deel.nr] = deel.bewerking.reken(*delen, *deel.getallen)
        return np.broadcast_to(waarden[knoop.nr], maten).astype(np.int64).ravel()

    def _lees(self, tabel: _Tabel, codes: Sequence[Knoop]) -> dict[int, Knoop]:
        """Makes the cells of a table, and the nodes that read them."""
        cellen = sum(self._waarden(knoop, tabel.assen) << van for knoop, van, _ in tabel.delen)
        begin = len(self.normen["normbreed"])
        self.normen["normbreed"] += np.asarray(cellen).tolist()
        maten = tuple(self.maten[nr] for nr in tabel.assen[1:])
        plaats = self.maak("k", PLAATS, *codes, getallen=maten)
        cel = self.maak("g", NORMBREED, plaats, getallen=(begin,))
        uit = {}
        for knoop, van, breedte in tabel.delen:
            if knoop.type == "b":
                uit[knoop.nr] = self.maak("b", BIT, cel, getallen=(1 << van,))
            elif breedte <= BITS:
                uit[knoop.nr] = self.maak(knoop.type, BITS_UIT, cel, getallen=(van, (1 << breedte) - 1))
            else:
                uit[knoop.nr] = self.maak(knoop.type, CEL, cel)
        return uit


def _som_van(knoop: Knoop, gelezen: Container[int]) -> bool:
    """Whether a node is the sum of numbers that are looked up anyway: adding is quicker than a larger table."""
    return knoop.bewerking is PLUS and knoop.type == "k" and all(d.nr in gelezen and d.type == "k" for d in knoop.delen)
