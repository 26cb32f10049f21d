"""The nodes of a kernel laid out as loops over a block of rows, as source for numba."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from meerzorg.taal.kolommen_invoer import BLOK

PER_LUS = 80
"""Nodes per loop: small loops compile faster, and the compiler finds its way in them."""

HANDTEKENING = "void(uint8[:,::1], int32[:,::1], uint8[::1], int64[::1], uint8[:,::1], int64[:,::1], int64, int64)"


KOP = '''"""Written by meerzorg.taal.kolommen_code from the rules; do not edit."""

import numpy as np
from numba import njit, types
from numba.core.compiler import Compiler
from numba.extending import intrinsic

CODES

class Gescheiden(Compiler):
    """No two arrays overlap: without this knowledge a loop that looks up norms cannot do many rows at a time."""

    def define_pipelines(self):
        self.state.flags.noalias = True
        return super().define_pipelines()


@intrinsic
def kies(typingctx, als, dan, anders):
    """`dan` where `als`, otherwise `anders`, as one instruction without a jump."""
    soort = types.uint8 if dan == anders == types.uint8 else types.int64
    return soort(types.boolean, soort, soort), lambda context, bouwer, sig, delen: bouwer.select(*delen)

'''


@dataclass(frozen=True, eq=False, slots=True)
class Knoop:
    """One computed value of one row: `tekst` over `delen`, of type 'b' (bit), 'c' (code) or 'g' (number).

    `laag` is the loop it is computed in: even ones are wide, odd ones narrow; -1 is so cheap that every loop that needs
    it computes it itself.
    """

    nr: int
    type: str
    tekst: str
    delen: tuple[Knoop, ...]
    laag: int


def nodige(uitvoer: Iterable[Knoop], tot: Container[int] = ()) -> list[Knoop]:
    """The nodes that `uitvoer` needs, each after its parts; of the numbers `tot` no parts."""
    nodig: dict[int, Knoop] = {}
    stapel = list(uitvoer)
    while stapel:
        knoop = stapel.pop()
        if knoop.nr not in nodig:
            nodig[knoop.nr] = knoop
            if knoop.nr not in tot:
                stapel += knoop.delen
    return [nodig[nr] for nr in sorted(nodig)]


class Lussen:
    """The nodes as loops of at most `PER_LUS` nodes of one layer; what another loop needs is kept for the block."""

    def __init__(self, uitvoer: Sequence[Knoop]) -> None:
        nodig = {knoop.nr: knoop for knoop in nodige(uitvoer)}
        self.lussen: list[list[Knoop]] = []
        self.lus: dict[int, int] = {}
        laag = -1
        for knoop in sorted(nodig.values(), key=lambda knoop: (knoop.laag, knoop.nr)):
            if knoop.laag >= 0:
                if knoop.laag != laag or len(self.lussen[-1]) == PER_LUS:
                    self.lussen.append([])
                    laag = knoop.laag
                self.lus[knoop.nr] = len(self.lussen) - 1
                self.lussen[-1].append(knoop)
        bewaar = {knoop.nr for knoop in uitvoer}
        for knoop in nodig.values():
            if knoop.laag >= 0:
                bewaar |= {deel.nr for deel in _gelezen(knoop) if self.lus[deel.nr] != self.lus[knoop.nr]}
        self.slots: dict[int, str] = {}
        self.aantal = {"s8": 0, "s64": 0}
        for nr in sorted(bewaar):
            rij = "s64" if nodig[nr].type == "g" else "s8"
            self.slots[nr] = f"{rij}[{self.aantal[rij] * BLOK} + j]"
            self.aantal[rij] += 1

    def schrijf(self, smal: Sequence[Knoop], breed: Sequence[Knoop]) -> str:
        regels = [
            KOP,
            f"@njit({HANDTEKENING!r}, nogil=True, cache=CACHE, error_model='numpy', pipeline_class=Gescheiden)",
            "def reken(smalle, brede, normsmal, normbreed, uitsmal, uitbreed, van, tot):",
            f"    s8 = np.empty({max(1, self.aantal['s8']) * BLOK}, np.uint8)",
            f"    s64 = np.empty({max(1, self.aantal['s64']) * BLOK}, np.int64)",
            "    for blok in range(van, tot):",
            "        smal = smalle[blok]",
            "        breed = brede[blok]",
        ]
        for nr in range(len(self.lussen)):
            regels += [f"        for j in range({BLOK}):", *(f"            {regel}" for regel in self._lus(nr))]
        regels += [
            f"        begin = blok * {BLOK}",
            f"        aantal = min({BLOK}, uitsmal.shape[1] - begin)",
            *self._kopie("uitsmal", smal),
            *self._kopie("uitbreed", breed),
        ]
        bron = "\n".join(regels) + "\n"
        codes = sorted({int(nr) for nr in re.findall(r"\bu(\d+)\b", bron)})
        return bron.replace("CODES\n", "".join(f"u{nr} = np.uint8({nr})\n" for nr in codes), 1)

    def _lus(self, lus: int) -> list[str]:
        regels: list[str] = []
        hier: dict[int, str] = {}

        def naam(knoop: Knoop) -> str:
            if not knoop.delen and "[" not in knoop.tekst:
                return knoop.tekst
            if knoop.nr not in hier:
                hier[knoop.nr] = f"{knoop.type}{knoop.nr}_{lus}"  # each name assigned once compiles faster
                if self.lus.get(knoop.nr, lus) != lus:
                    tekst = self.slots[knoop.nr] + (" != u0" if knoop.type == "b" else "")
                else:
                    tekst = knoop.tekst.format(*(naam(deel) for deel in knoop.delen))
                regels.append(f"{hier[knoop.nr]} = {tekst}")
            return hier[knoop.nr]

        for knoop in self.lussen[lus]:
            naam(knoop)
            if knoop.nr in self.slots:
                regels.append(f"{self.slots[knoop.nr]} = {hier[knoop.nr]}")
        return regels

    def _kopie(self, uit: str, knopen: Sequence[Knoop]) -> list[str]:
        regels: list[str] = []
        for nr, knoop in enumerate(knopen):
            regels += [
                "        for j in range(aantal):",
                f"            {uit}[{nr}, begin + j] = {self.slots[knoop.nr]}",
            ]
        return regels


def _gelezen(knoop: Knoop) -> Iterator[Knoop]:
    """The nodes of a layer that `knoop` reads, be it by way of nodes that every loop computes itself."""
    for deel in knoop.delen:
        if deel.laag >= 0:
            yield deel
        else:
            yield from _gelezen(deel)
