"""The law over columns: which inputs a table has, which frameworks apply when, which results are wanted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from meerzorg.beleid.invoer.schema import PERSOON
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.lezen.grenzen import LEEG, TEGENSPRAKEN, Tegenspraak, grenzen, vul_aan
from meerzorg.wet.normen import normen as geldende_normen
from meerzorg.wet.procedure.kaders import KADERS, OP_DATUM, regelset
from meerzorg.wet.procedure.rlz_2025 import HET_BEGIN
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.lezers.kolommen.invoer import EERSTE_RIJEN, Bits, Indeling, Kolom, Kolommen, Reeks, lees
from regeltaal.lezers.kolommen.kern import Kernel, Resultaat
from regeltaal.lezers.kolommen.opdracht import OP_DATUM as DATUM_KADER
from regeltaal.lezers.kolommen.opdracht import Opdracht
from regeltaal.lezers.kolommen.toets import waar_in
from regeltaal.normen import Normen
from regeltaal.regel import Gegeven
from regeltaal.uitdrukking import namen

UITVOER = ("uitkomst", "toegang_meerzorg", "toegekend_totaal")
PERIODEN = tuple((kader.van or HET_BEGIN, kader.id) for kader in OP_DATUM)
PER_STAP = 1 << 18
"""Rows per step of a stream."""


def _kolom(gegeven: Gegeven) -> Kolom:
    kolom = Kolom(gegeven.naam, gegeven.soort)
    if kolom.smal:
        return kolom
    laagste, hoogste = (kolom.code(grens) for grens in grenzen(gegeven))
    leeg = LEEG.get(gegeven.naam)
    return replace(kolom, laagste=laagste, hoogste=hoogste, leeg=None if leeg is None else kolom.code(leeg))


INDELING = Indeling([_kolom(gegeven) for gegeven in VOCABULAIRE])
_GELEZEN = {naam for kader in KADERS for regel in UITVOER for naam in regelset(kader).invoer_van(regel)}
VERPLICHT = frozenset(_GELEZEN - LEEG.keys())
"""The columns on which an outcome or amount can depend; the others may be absent."""


def kernel(
    kaders: Sequence[str] = (DATUM_KADER,), normen: Normen | None = None, uitvoer: Sequence[str] = UITVOER
) -> Kernel:
    """The kernel for `kaders` (ids, or `datum`: by each row's own date). Raises RegelFout or NormFout."""
    return Kernel(
        Opdracht(
            {kader: regelset(kader) for kader in KADERS},
            normen or geldende_normen(),
            INDELING,
            "aanvraagdatum",
            kaders=kaders,
            uitvoer=uitvoer,
            perioden=PERIODEN,
            onbekend={"uitkomst": "onbepaald"},
            bewaar_in=bewaarmap(),
        )
    )


def bewaarmap() -> Path:
    """The folder for compiled rules: MEERZORG_CACHE, else `meerzorg` in the user's cache folder."""
    if eigen := os.environ.get("MEERZORG_CACHE"):
        return Path(eigen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "meerzorg"


def lees_kolommen(tabel: pl.DataFrame, eerste_rij: int = 0) -> Kolommen:
    """A table with a column per input as columns. Raises InvoerFout with all faults, each with its first rows, from 0.

    Other columns are let be; what a population says of a person is never taken for an input that is misspelt.
    """
    kolommen, fouten = lees(tabel.drop(PERSOON, strict=False), INDELING, VERPLICHT, eerste_rij)
    fouten += _tegenspraken(kolommen, eerste_rij)
    if fouten:
        raise InvoerFout(fouten)
    return kolommen


def stroom(
    kernel: Kernel, tabellen: pl.DataFrame | Iterable[pl.DataFrame], per_stap: int = PER_STAP
) -> Iterator[tuple[Kolommen, Resultaat]]:
    """Judges a table, or tables one after the other, in steps of `per_stap` rows, so that memory stays small."""
    rij = 0
    for tabel in [tabellen] if isinstance(tabellen, pl.DataFrame) else tabellen:
        for deel in tabel.iter_slices(per_stap):
            kolommen = lees_kolommen(deel, rij)
            yield kolommen, kernel.beoordeel(kolommen)
            rij += deel.height


def dossier(kolommen: Kolommen, rij: int, naam: str = "") -> Dossier:
    """Row `rij` (from 0) as the dossier that `meerzorg.wet.beoordeling.beoordelen.beoordeel` explains."""
    waarden = list(kolommen.rij(rij))
    vul_aan(waarden)
    return Dossier(naam or f"rij {rij}", tuple(waarden), None)


def tegengesproken(kolommen: Mapping[str, tuple[Reeks, Bits]]) -> Iterator[tuple[Tegenspraak, Reeks]]:
    """The contradictions in columns of codes (and where they are known), each with the rows that have it, from 0."""
    for tegenspraak in TEGENSPRAKEN:
        rijen = np.flatnonzero(waar_in(tegenspraak.als, INDELING, kolommen))
        if len(rijen):
            yield tegenspraak, rijen


def _tegenspraken(kolommen: Kolommen, eerste_rij: int) -> Iterator[Fout]:
    gelezen = {naam: (kolommen.codes(naam), kolommen.bekend(naam)) for t in TEGENSPRAKEN for naam in namen(t.als)}
    for tegenspraak, plekken in tegengesproken(gelezen):
        rijen = ", ".join(str(int(nr) + eerste_rij) for nr in plekken[:EERSTE_RIJEN])
        rest = f" en nog {len(plekken) - EERSTE_RIJEN}" if len(plekken) > EERSTE_RIJEN else ""
        yield Fout(tegenspraak.naam, f"{tegenspraak.gevonden} (rij {rijen}{rest})", tegenspraak.toegestaan)
