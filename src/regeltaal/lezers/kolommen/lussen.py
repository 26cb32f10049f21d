"""The nodes of a kernel laid out as loops over a block of rows, as source for numba."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from regeltaal.lezers.kolommen.bewerkingen import KOLOMMEN, TABELLEN, VAST, Bewerking, Knoop
from regeltaal.lezers.kolommen.invoer import BLOK

LIJN = 64
"""The bytes that memory gives at a time."""
RIJEN = 64
"""Rows between two looks ahead."""
PER_LUS = 80
"""Nodes per loop: small loops compile faster, and the compiler finds its way in them."""

UITVOER = {"uitsmal": "uint8[:,::1]", "uitbreed": "int32[:,::1]", "uitlang": "int64[:,::1]"}
"""The arrays that the kernel fills: codes, and numbers of four and eight bytes."""
NORMEN = {"normsmal": "uint8[::1]", "normbreed": "int64[::1]"}
KLAD = {"s8": "uint8[::1]", "s32": "int32[::1]", "s64": "int64[::1]"}
"""What loops of one block leave for each other."""
BLOK_IN = {"smal": "uint8[::1]", "breed": "int32[::1]", "straks_smal": "uint8[::1]", "straks_breed": "int32[::1]"}
BLOK_IN |= NORMEN | KLAD
ALLES_IN = {"smalle": "uint8[:,::1]", "brede": "int32[:,::1]", "volledig": "boolean[::1]"} | NORMEN | UITVOER
ALLES_IN |= {"van": "int64", "tot": "int64"}

KOP = '''"""Written by regeltaal.lezers.kolommen.code from the rules; do not edit."""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core.compiler import Compiler
from numba.extending import intrinsic

for nr in range(256):
    globals()[f"u{nr}"] = np.uint8(nr)


class Gescheiden(Compiler):
    """No two arrays overlap: without this knowledge a loop that looks up norms cannot do many rows at a time."""

    def define_pipelines(self):
        self.state.flags.noalias = True
        return super().define_pipelines()


@intrinsic
def kies(typingctx, als, dan, anders):
    """`dan` where `als`, otherwise `anders`, as one instruction without a jump."""
    soort = dan if dan == anders and dan in (types.uint8, types.int32) else types.int64
    return soort(types.boolean, soort, soort), lambda context, bouwer, sig, delen: bouwer.select(*delen)


@intrinsic
def haal(typingctx, reeks, nr):
    """Asks for the memory of `reeks[nr]`, to be there when the next block needs it."""

    def schrijf(context, bouwer, sig, delen):
        plek = bouwer.gep(context.make_array(sig.args[0])(context, bouwer, delen[0]).data, [delen[1]])
        plek = bouwer.bitcast(plek, ir.IntType(8).as_pointer())
        lezen, dichtbij, gegevens = (ir.IntType(32)(getal) for getal in (0, 3, 1))
        soort = ir.FunctionType(ir.VoidType(), [plek.type, *[lezen.type] * 3])
        prefetch = bouwer.module.declare_intrinsic("llvm.prefetch", [plek.type], soort)
        bouwer.call(prefetch, [plek, lezen, dichtbij, gegevens])
        return context.get_dummy_value()

    return types.void(reeks, nr), schrijf


opties = {"nogil": True, "cache": CACHE, "error_model": "numpy", "pipeline_class": Gescheiden}

'''


SOORTEN = 3
"""The kinds of loops: see `soort_laag`."""


def soort_laag(type_: str, bewerking: Bewerking, delen: Iterable[Knoop]) -> int:
    """The kind of loop of a node: wide (0: numbers), looking up (1) or narrow (2: bits and codes).

    Apart they are quick: a narrow loop does many rows at a time, and looking up does not wait for what others write.
    """
    if bewerking in TABELLEN and type_ != "k":
        return 1
    return 0 if any(soort in "gk" for soort in (type_, *(deel.type for deel in delen))) else 2


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
    """The nodes as loops of at most `PER_LUS` nodes of one layer; what another loop needs is kept for the block.

    For blocks that are full (`heel`) a result is written in its place at once.
    """

    def __init__(self, uitvoer: Sequence[Knoop], *, heel: bool) -> None:
        self.uitvoer = uitvoer
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
        self.aantal = dict.fromkeys(KLAD, 0)
        if heel:
            self.slots = {knoop.nr: f"uit{nr}[j]" for nr, knoop in reversed(list(enumerate(uitvoer)))}
        for nr in sorted(bewaar - self.slots.keys()):
            rij = {"g": "s64", "k": "s32"}.get(nodig[nr].type, "s8")
            self.slots[nr] = f"{rij}[{self.aantal[rij] * BLOK} + j]"
            self.aantal[rij] += 1

    def regels(self) -> list[str]:
        """The loops over one block, and those that bring the results to their place."""
        regels: list[str] = []
        straks = [knoop for knoop in nodige(self.uitvoer) if knoop.bewerking in KOLOMMEN]
        straks.sort(key=Knoop.tekst)
        for nr in range(len(self.lussen)):
            regels += [
                f"for deel in range(0, {BLOK}, {RIJEN}):",
                *(f"    {regel}" for kolom in straks[nr :: len(self.lussen)] for regel in _vooruit(kolom)),
                f"    for rij in range({RIJEN}):",
                "        j = deel + rij",
                *(f"        {regel}" for regel in self._lus(nr)),
            ]
        for nr, knoop in enumerate(self.uitvoer):
            if self.slots[knoop.nr] != f"uit{nr}[j]":
                regels += [f"for j in range(len(uit{nr})):", f"    uit{nr}[j] = {self.slots[knoop.nr]}"]
        return regels

    def _lus(self, lus: int) -> list[str]:
        regels: list[str] = []
        hier: dict[int, str] = {}

        def naam(knoop: Knoop) -> str:
            if knoop.bewerking is VAST:
                return knoop.tekst()
            if knoop.nr not in hier:
                hier[knoop.nr] = f"{knoop.type}{knoop.nr}_{lus}"  # each name assigned once compiles faster
                if self.lus.get(knoop.nr, lus) != lus:
                    tekst = self.slots[knoop.nr] + (" != u0" if knoop.type == "b" else "")
                else:
                    tekst = knoop.tekst([naam(deel) for deel in knoop.delen])
                regels.append(f"{hier[knoop.nr]} = {tekst}")
            return hier[knoop.nr]

        for knoop in self.lussen[lus]:
            naam(knoop)
            if knoop.nr in self.slots:
                regels.append(f"{self.slots[knoop.nr]} = {hier[knoop.nr]}")
        return regels


def schrijf_lussen(algemeen: Sequence[tuple[str, Knoop]], volledig: Sequence[Knoop]) -> str:
    """The kernel, of results with their places; blocks that are known throughout have loops of their own, in which
    nothing can be unknown."""
    waar = [f"{plek}[begin:eind]" for plek, _ in algemeen]
    # each result an array of its own: of two rows of one array the compiler does not know that they do not overlap
    uit = {f"uit{nr}": UITVOER[plek.partition("[")[0]].replace(":,", "") for nr, (plek, _) in enumerate(algemeen)}
    alle = [Lussen(volledig, heel=True), Lussen([knoop for _, knoop in algemeen], heel=False)]
    ruimte = {rij: max(1, *(lussen.aantal[rij] for lussen in alle)) * BLOK for rij in KLAD}
    bron = [KOP]
    for naam, lussen in zip(("volledig_blok", "blok_met_onbekend"), alle, strict=True):
        bron += _functie(naam, BLOK_IN | uit, lussen.regels())
    bron += _functie(
        "reken",
        ALLES_IN,
        [
            *(f"{rij} = np.empty({ruimte[rij]}, np.{soort.removesuffix('[::1]')})" for rij, soort in KLAD.items()),
            "for blok in range(van, tot):",
            f"    begin = blok * {BLOK}",
            f"    eind = min(begin + {BLOK}, uitsmal.shape[1])",
            "    smal, breed = smalle[blok], brede[blok]",
            "    straks_smal, straks_breed = smalle[min(blok + 1, tot - 1)], brede[min(blok + 1, tot - 1)]",
            "    if volledig[blok]:",
            f"        volledig_blok({', '.join([*BLOK_IN, *waar])})",
            "    else:",
            f"        blok_met_onbekend({', '.join([*BLOK_IN, *waar])})",
        ],
    )
    return "\n".join(bron) + "\n"


def _functie(naam: str, invoer: Mapping[str, str], regels: Iterable[str]) -> list[str]:
    return [
        f"@njit('void({', '.join(invoer.values())})', **opties)",
        f"def {naam}({', '.join(invoer)}):",
        *(f"    {regel}" for regel in regels),
        "",
    ]


def _vooruit(kolom: Knoop) -> list[str]:
    """Asks for the next block's rows of a column while this block is computed: memory is slower than the rules."""
    rij, begin = KOLOMMEN[kolom.bewerking], kolom.getallen[0]
    stap = LIJN if rij == "smal" else LIJN // 4
    return [f"haal(straks_{rij}, {begin} + deel + {nr})" for nr in range(0, RIJEN, stap)]


def _gelezen(knoop: Knoop) -> Iterator[Knoop]:
    """The nodes of a layer that `knoop` reads, be it by way of nodes that every loop computes itself."""
    for deel in knoop.delen:
        if deel.laag >= 0:
            yield deel
        else:
            yield from _gelezen(deel)
