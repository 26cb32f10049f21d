"""The reader for millions: the same rules as one fused, compiled loop over columns, for several frameworks at once.

    kernel = Kernel(Opdracht(regelsets, normen, indeling, "datum", kaders, ("uitkomst", "bedrag")))
    resultaat = kernel.beoordeel(kolommen)
    resultaat.codes("kader", "uitkomst")

The values are those of `regeltaal.lezers.scalair`, unknowns included. The machine code is made once (numba brings its
own compiler) and kept on disk; other values of the same norms need no new code.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from regeltaal.fouten import RegelFout
from regeltaal.lezers.kolommen.code import Uitvoer, schrijf
from regeltaal.lezers.kolommen.invoer import BLOK, Bits, Kolom, Kolommen, decodeer
from regeltaal.lezers.kolommen.opdracht import Opdracht
from regeltaal.soorten import Waarde

BLOKKEN_PER_DRAAD = 64
"""Below this a second thread costs more than it brings."""


class Resultaat:
    """The values of some rules under some frameworks, for every row; a framework and a rule name one column."""

    def __init__(self, uitvoer: Mapping[tuple[str, str], Uitvoer], aantal: int) -> None:
        self.uitvoer = uitvoer
        self.aantal = aantal
        self._smal = np.empty((len(uitvoer), aantal), np.uint8)
        getallen = [uit for uit in uitvoer.values() if uit.getal >= 0]
        self._breed = np.empty((sum(not uit.lang for uit in getallen), aantal), np.int32)
        self._lang = np.empty((sum(uit.lang for uit in getallen), aantal), np.int64)

    @property
    def velden(self) -> tuple[npt.NDArray[Any], ...]:
        """The arrays that the kernel fills."""
        return self._smal, self._breed, self._lang

    def codes(self, kader: str, naam: str) -> npt.NDArray[np.uint8]:
        """A ja/nee (0, 1, 2 = unknown) or choice, as codes: see `labels`."""
        codes: npt.NDArray[np.uint8] = self._smal[self.uitvoer[kader, naam].smal]
        return codes

    def labels(self, kader: str, naam: str) -> tuple[Waarde, ...]:
        """What each code means; None is unknown."""
        return self.uitvoer[kader, naam].labels

    def getallen(self, kader: str, naam: str) -> npt.NDArray[np.int64]:
        """A number, money in cents; meaningless where not `bekend`."""
        getallen: npt.NDArray[np.int64] = self._getallen(self.uitvoer[kader, naam]).astype(np.int64)
        return getallen

    def bekend(self, kader: str, naam: str) -> Bits:
        """Where the value is known."""
        uit = self.uitvoer[kader, naam]
        onbekend = uit.labels.index(None) if None in uit.labels else len(uit.labels)
        bekend: Bits = self._smal[uit.smal].view(np.bool_) if uit.getal >= 0 else self._smal[uit.smal] != onbekend
        return bekend

    def waarde(self, kader: str, naam: str, rij: int) -> Waarde:
        """One value, as `scalair` gives it. Rows count from 0."""
        uit = self.uitvoer[kader, naam]
        if uit.getal < 0:
            label: Waarde = uit.labels[self._smal[uit.smal, rij]]
            return label
        kolom = Kolom(naam, uit.soort)
        return kolom.waarde(int(self._getallen(uit)[rij])) if self._smal[uit.smal, rij] else None

    def tabel(self) -> pl.DataFrame:
        """Every column as `naam__kader`, as a user reads it: words, booleans, amounts in euro; null is unknown."""
        return pl.DataFrame([self._reeks(kader, naam).alias(f"{naam}__{kader}") for kader, naam in self.uitvoer])

    def _reeks(self, kader: str, naam: str) -> pl.Series:
        uit = self.uitvoer[kader, naam]
        kolom = Kolom(naam, uit.soort)
        waarden: npt.NDArray[Any] = self._smal[uit.smal] if uit.getal < 0 else self._getallen(uit)
        return decodeer(kolom, waarden, self.bekend(kader, naam))

    def _getallen(self, uit: Uitvoer) -> npt.NDArray[Any]:
        getallen: npt.NDArray[Any] = (self._lang if uit.lang else self._breed)[uit.getal]
        return getallen


class Kernel:
    """The compiled rules of a request. `melding` is what a user should know about how it was made.

    Raises NormFout for norms that cannot be computed with exactly.
    """

    def __init__(self, opdracht: Opdracht) -> None:
        self.kaders = tuple(dict.fromkeys(opdracht.kaders))
        self.indeling = opdracht.indeling
        self.programma = schrijf(opdracht)
        self._reken, self.melding = laad(self.programma.bron, opdracht.bewaar_in)

    def beoordeel(self, kolommen: Kolommen, draden: int | None = None, resultaat: Resultaat | None = None) -> Resultaat:
        """Judges every row, on `draden` threads (default: as many as there are processors, where that pays).

        `resultaat`: an earlier result of this kernel for as many rows, of which the memory is used again.
        """
        if kolommen.indeling is not self.indeling:
            raise RegelFout("deze kolommen hebben een andere indeling dan de kernel")
        programma = self.programma
        if resultaat is None:
            resultaat = Resultaat(programma.uitvoer, kolommen.aantal)
        elif resultaat.uitvoer is not programma.uitvoer or resultaat.aantal != kolommen.aantal:
            raise RegelFout("dit resultaat is van een andere kernel of een ander aantal rijen")
        invoer = (veld.reshape(kolommen.blokken, veld.shape[1] * BLOK) for veld in (kolommen.smal, kolommen.breed))
        volledig = kolommen.volledig(programma.gelezen)
        velden = (*invoer, volledig, programma.smal, programma.breed, *resultaat.velden)
        if draden is None:
            draden = min(_processoren(), kolommen.blokken // BLOKKEN_PER_DRAAD)
        draden = max(1, min(draden, kolommen.blokken))
        grenzen = [kolommen.blokken * nr // draden for nr in range(draden + 1)]
        if draden == 1:
            self._reken(*velden, 0, kolommen.blokken)
        else:
            list(_draden(os.getpid()).map(lambda van, tot: self._reken(*velden, van, tot), grenzen, grenzen[1:]))
        return resultaat


@cache
def laad(bron: str, bewaar_in: Path | None) -> tuple[Callable[..., None], str | None]:
    """The compiled function of a source, from disk if it was compiled before; a message where it cannot be kept."""
    melding = None
    if bewaar_in is not None:
        try:
            return _module(bron, bewaar_in).reken, None
        except Exception as fout:  # full disk, no rights, damaged file; a fault in the rules comes back below
            melding = f"De gecompileerde regels kunnen niet worden bewaard ({fout}); het starten duurt daardoor langer."
    ruimte: dict[str, Any] = {"CACHE": False}
    exec(compile(bron, "<regels>", "exec"), ruimte)  # noqa: S102 - our own rules, no user text
    return ruimte["reken"], melding


@cache
def _draden(_proces: int) -> ThreadPoolExecutor:
    """The threads of this process; a process that was split off does not have those of the first."""
    return ThreadPoolExecutor(_processoren())


def _processoren() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _module(bron: str, map_: Path) -> ModuleType:
    """The source as a module in `map_`, where numba keeps the machine code beside it. Raises OSError."""
    bron = bron.replace("CACHE", "True", 1)
    map_.mkdir(mode=0o700, parents=True, exist_ok=True)
    pad = map_ / f"regels_{hashlib.sha256(bron.encode()).hexdigest()[:32]}.py"
    if not pad.is_file() or pad.read_text("utf-8") != bron:
        with tempfile.NamedTemporaryFile("w", dir=map_, suffix=".deel", encoding="utf-8", delete=False) as deel:
            deel.write(bron)
        Path(deel.name).replace(pad)
    spec = importlib.util.spec_from_file_location(pad.stem, pad)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[pad.stem] = module  # numba finds it there by name
    spec.loader.exec_module(module)
    return module
