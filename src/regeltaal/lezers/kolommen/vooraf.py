"""What depends only on the period and on small codes, computed beforehand for `regeltaal.lezers.kolommen.code`.

Such nodes become bits in a few tables of whole numbers: one look-up brings an amount, what is known of it and what
follows from it, in place of a look-up per norm and the arithmetic with them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from types import SimpleNamespace
from typing import Any

from regeltaal.lezers.kolommen.lussen import Knoop, nodige

CELLEN = 4096
"""No table has more cells than this, so that it stays in the fastest memory."""
BITS = 63
"""Of one cell; a number below zero has a cell of its own."""
_BREEDTEN = (31, 47, BITS)
"""Of numbers: few choices, so that other values of the norms seldom need other code."""
_TAAL: dict[str, Any] = {"np": SimpleNamespace(int32=int, int64=int, uint64=int)}
_TAAL |= {"kies": lambda als, dan, anders: dan if als else anders}
_TAAL |= {f"u{nr}": nr for nr in range(256)}


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

    def vervang(self, uitvoer: Sequence[Knoop]) -> list[Knoop]:
        """`uitvoer`, with the same values."""
        knopen = nodige(uitvoer)
        per_nr = {knoop.nr: knoop for knoop in knopen}
        nieuw: dict[int, Knoop] = {}
        for tabel in self._tabellen(knopen, self._binnen(knopen), uitvoer):
            nieuw |= self._lees(tabel, [per_nr[nr] for nr in tabel.assen])
        for knoop in knopen:
            if knoop.nr not in nieuw:
                delen = [nieuw[deel.nr] for deel in knoop.delen]
                nieuw[knoop.nr] = self.maak(knoop.type, knoop.tekst, *delen, overal=knoop.laag < 0) if delen else knoop
        return [nieuw[knoop.nr] for knoop in uitvoer]

    def _binnen(self, knopen: Sequence[Knoop]) -> dict[int, frozenset[int]]:
        """The nodes that can be in a table, with the small codes on which they depend.

        The combinations of codes are those of norms and arithmetic: bits alone are cheaper computed than looked up.
        """
        assen: dict[int, frozenset[int]] = {}
        for knoop in knopen:
            if knoop.nr in self.maten:
                assen[knoop.nr] = frozenset({knoop.nr})
            elif all(deel.nr in assen for deel in knoop.delen) and (knoop.delen or "[" not in knoop.tekst):
                samen = frozenset[int]().union(*(assen[deel.nr] for deel in knoop.delen))
                if prod(self.maten[nr] for nr in samen) <= CELLEN:
                    assen[knoop.nr] = samen
        assen = {nr: van for nr, van in assen.items() if self.periode in van and nr != self.periode}
        breed = {assen[knoop.nr] for knoop in knopen if knoop.nr in assen and knoop.type in "gk"}
        return {nr: van for nr, van in assen.items() if any(van <= ander for ander in breed)}

    def _tabellen(
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
        return BITS + 1 if min(waarden) < 0 else next(bits for bits in _BREEDTEN if max(waarden) < 1 << bits)

    def _waarden(self, knoop: Knoop, assen: Sequence[int]) -> list[int]:
        """The value for every combination of codes, from the very text that the kernel would have run."""
        regels = [
            f"    k{deel.nr} = {deel.tekst.format(*(f'k{lid.nr}' for lid in deel.delen))}"
            for deel in nodige([knoop], self.maten)
            if deel.nr not in self.maten
        ]
        kop = f"def reken({', '.join(f'k{nr}' for nr in assen)}):"
        ruimte = _TAAL | dict(self.normen)
        exec("\n".join([kop, *regels, f"    return int(k{knoop.nr})"]), ruimte)  # noqa: S102 - our own rules
        return [ruimte["reken"](*codes) for codes in product(*(range(self.maten[nr]) for nr in assen))]

    def _lees(self, tabel: _Tabel, codes: Sequence[Knoop]) -> dict[int, Knoop]:
        """Makes the cells of a table, and the nodes that read them."""
        kolommen = [[waarde << van for waarde in self._waarden(knoop, tabel.assen)] for knoop, van, _ in tabel.delen]
        begin = len(self.normen["normbreed"])
        self.normen["normbreed"] += [sum(delen) for delen in zip(*kolommen, strict=True)]
        plaats = "{0}"
        for nr, as_ in enumerate(tabel.assen[1:], start=1):
            plaats = f"({plaats}) * {self.maten[as_]} + {{{nr}}}"
        cel = self.maak("g", f"normbreed[{begin} + {{0}}]", self.maak("k", f"np.int32({plaats})", *codes))
        uit = {}
        for knoop, van, breedte in tabel.delen:
            tekst = f"({{0}} >> {van}) & {(1 << breedte) - 1}" if breedte <= BITS else "{0}"
            vormen = {"b": f"({{0}} & {1 << van}) != 0", "c": f"np.uint8({tekst})", "k": f"np.int32({tekst})"}
            vorm = vormen.get(knoop.type, tekst)
            uit[knoop.nr] = self.maak(knoop.type, vorm, cel)
        return uit


def _som_van(knoop: Knoop, gelezen: Container[int]) -> bool:
    """Whether a node is the sum of numbers that are looked up anyway: adding is quicker than a larger table."""
    return " + " in knoop.tekst and knoop.type == "k" and all(d.nr in gelezen and d.type == "k" for d in knoop.delen)
