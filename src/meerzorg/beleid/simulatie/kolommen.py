"""The law over columns: which inputs a table has, which frameworks apply when, which results are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import polars as pl

from meerzorg.beleid.invoer.schema import PERSOON
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.lezen.waarden import MAXIMUM_EURO, MAXIMUM_UREN
from meerzorg.wet.normen import normen as geldende_normen
from meerzorg.wet.procedure.kaders import HET_BEGIN, KADERS, OP_DATUM, regelset
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.lezers.kolommen.invoer import EERSTE_RIJEN, Bits, dagnummer, lees
from regeltaal.lezers.kolommen.kern import OP_DATUM as DATUM_KADER
from regeltaal.lezers.kolommen.kern import Indeling, Kernel, Kolom, Kolommen, Resultaat
from regeltaal.normen import Normen
from regeltaal.regel import Gegeven

UITVOER = ("uitkomst", "toegang_meerzorg", "toegekend_totaal")
PERIODEN = tuple((kader.van or HET_BEGIN, kader.id) for kader in OP_DATUM)
PER_STAP = 1 << 18
"""Rows per step of a stream."""

_GRENZEN = {
    "euro": (0, MAXIMUM_EURO * 100),
    "uren per week": (0, MAXIMUM_UREN * 10**6),
    "score": (0, 3 * 10**6),
    "maanden": (12, 36),
    "datum": (dagnummer(date(1900, 1, 1)), dagnummer(date(2199, 12, 31))),
}


def _kolom(gegeven: Gegeven) -> Kolom:
    laagste, hoogste = _GRENZEN.get(gegeven.soort.naam, (0, 0))
    if gegeven.naam == "aanvraagdatum":
        laagste = dagnummer(HET_BEGIN)
    leeg = dagnummer(date.max) if gegeven.naam == "indicatie_einddatum" else None
    return Kolom(gegeven.naam, gegeven.soort, laagste, hoogste, leeg)


INDELING = Indeling([_kolom(gegeven) for gegeven in VOCABULAIRE])
VERPLICHT = frozenset(naam for kader in KADERS for regel in UITVOER for naam in regelset(kader).invoer_van(regel)) - {
    "indicatie_einddatum"
}
"""The columns on which an outcome or amount can depend; the others may be absent."""


def kernel(
    kaders: Sequence[str] = (DATUM_KADER,), normen: Normen | None = None, uitvoer: Sequence[str] = UITVOER
) -> Kernel:
    """The kernel for `kaders` (ids, or `datum`: by each row's own date). Raises RegelFout or NormFout."""
    return Kernel(
        {kader: regelset(kader) for kader in KADERS},
        normen or geldende_normen(),
        INDELING,
        "aanvraagdatum",
        kaders=kaders,
        uitvoer=uitvoer,
        perioden=PERIODEN,
        onbekend={"uitkomst": "onbepaald"},
    )


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
    if waarden[PLAATS["ingangsdatum"]] is None:
        waarden[PLAATS["ingangsdatum"]] = waarden[PLAATS["aanvraagdatum"]]
    return Dossier(naam or f"rij {rij}", tuple(waarden), None)


def _tegenspraken(kolommen: Kolommen, eerste_rij: int) -> Iterator[Fout]:
    geen = INDELING.kolom("toeslag").code("geen")
    toeslag = (kolommen.codes("toeslag") == geen) & (kolommen.codes("toeslag_bedrag") > 0)
    yield from _fout(
        "toeslag_bedrag", toeslag, "een bedrag bij toeslag 'geen'", "0, want toeslag is 'geen'", eerste_rij
    )
    begin, einde = kolommen.codes("indicatie_ingangsdatum"), kolommen.codes("indicatie_einddatum")
    omgekeerd = kolommen.bekend("indicatie_ingangsdatum") & kolommen.bekend("indicatie_einddatum") & (einde < begin)
    grens = "een datum op of na de ingangsdatum van de indicatie"
    yield from _fout(
        "indicatie_einddatum", omgekeerd, "een datum vóór de ingangsdatum van de indicatie", grens, eerste_rij
    )


def _fout(naam: str, fout: Bits, gevonden: str, toegestaan: str, eerste_rij: int) -> Iterator[Fout]:
    plekken = np.flatnonzero(fout)
    if len(plekken):
        rijen = ", ".join(str(int(nr) + eerste_rij) for nr in plekken[:EERSTE_RIJEN])
        rest = f" en nog {len(plekken) - EERSTE_RIJEN}" if len(plekken) > EERSTE_RIJEN else ""
        yield Fout(naam, f"{gevonden} (rij {rijen}{rest})", toegestaan)
