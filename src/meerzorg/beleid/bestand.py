"""The user's own population: Parquet or CSV, read in batches and checked; and results written so that they are whole.

What a value may be is decided in `meerzorg.beleid.kolommen_wet`; here every row of the file is held against it, and
all faults are reported together.
"""

from __future__ import annotations

import contextlib
import csv
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from meerzorg.beleid.kolommen_wet import INDELING, VERPLICHT
from meerzorg.beleid.schema import PERSOON, SCHEMA
from meerzorg.taal.fouten import Fout, InvoerFout, dichtstbij, getoond
from meerzorg.taal.kolommen_invoer import EERSTE_RIJEN, Bits, Indeling, Kolom, Reeks, codeer, lees
from meerzorg.taal.soorten import DATUM, JANEE, Soort

PER_KEER = 1 << 17
"""Rows per batch."""
SCHEIDINGSTEKENS = (",", ";", "\t")
MENS = {"leeftijd": Kolom("leeftijd", Soort("jaar"), 0, 130), "aanvraagt": Kolom("aanvraagt", JANEE)}
"""What is counted by, and so must be right too where it is there; other columns of a person may hold anything."""
KOLOMMEN = MENS | INDELING.kolommen
_GETAL = r"^-?\d{1,15}(\.\d{1,20})?$"
_DATUM = r"^\d{4}-\d{2}-\d{2}$"
_PUNT = ", met een punt voor de decimalen"


@dataclass(frozen=True, slots=True)
class Bestand:
    """A population file whose columns were found right; its values are checked while it is read."""

    pad: Path
    tabel: pl.LazyFrame
    kolommen: tuple[str, ...]
    tekst: bool
    """CSV: every cell comes in as text."""

    @property
    def rijen(self) -> int:
        """The number of rows."""
        with _leesbaar(self.pad):
            return int(self.tabel.select(pl.len()).collect().item())

    def rij(self, nummer: int) -> pl.DataFrame:
        """One row, checked; rows count from 0."""
        controle = _Controle(self.tekst)
        with _leesbaar(self.pad):
            rij = controle.lees(self.tabel.slice(nummer, 1).collect(), nummer)
        if fouten := controle.fouten():
            raise InvoerFout(fouten)
        return rij

    def deelpopulaties(
        self, per_keer: int = PER_KEER, voortgang: Callable[[int], None] | None = None
    ) -> Iterator[pl.DataFrame]:
        """The rows in their order, in batches with the types of `schema.SCHEMA`; other columns as they are.

        At the first fault nothing more is given, the rest of the file is only checked, and InvoerFout tells all of it:
        per column the first rows and how many there are. `voortgang` is told how many rows have been read.
        """
        controle = _Controle(self.tekst)
        gelezen = 0
        with _leesbaar(self.pad):
            for ruw in self.tabel.collect_batches(chunk_size=per_keer, maintain_order=True, lazy=True):
                deel = controle.lees(ruw, gelezen)
                gelezen += len(ruw)
                if not controle.gebreken:
                    yield deel
                if voortgang:
                    voortgang(gelezen)
        if fouten := controle.fouten():
            raise InvoerFout(fouten)
        if not gelezen:
            raise InvoerFout([Fout(str(self.pad), "geen enkele rij", "een bestand met ten minste één rij")])


def open_bestand(pad: str | Path, nodig: Collection[str] = VERPLICHT) -> Bestand:
    """Opens a Parquet or CSV file and checks its columns; `nodig` are the inputs that may not be absent.

    Raises InvoerFout with every fault of the columns: missing, misspelt, given twice, of a type that cannot hold them.
    """
    pad = Path(pad)
    tekst = pad.suffix.lower() in (".csv", ".tsv", ".txt")
    if not tekst and pad.suffix.lower() not in (".parquet", ".pq"):
        _weiger(pad, f"een naam op {pad.suffix or 'niets'}", "een bestand met een naam op .parquet of .csv")
    if not pad.is_file():
        _weiger(pad, "een map" if pad.is_dir() else "geen bestand met deze naam", "een bestand dat bestaat")
    with _leesbaar(pad):
        if tekst:
            teken = _scheidingsteken(pad)
            tabel = pl.scan_csv(pad, separator=teken, infer_schema=False)
        else:
            tabel = pl.scan_parquet(pad, glob=False)
        schema = tabel.collect_schema()
    leeg = pl.DataFrame(schema=schema)
    if tekst:
        leeg = leeg.cast({naam: SCHEMA[naam] for naam in KOLOMMEN if naam in schema})
    mens = [naam for naam in MENS if naam in schema]
    _, fouten = lees(leeg.drop(PERSOON, strict=False), INDELING, nodig)
    fouten += lees(leeg.select(mens), Indeling([MENS[naam] for naam in mens]), ())[1]
    if "budgetplan" in schema:
        fouten.append(Fout("budgetplan", "een kolom", "geen kolom; gebruik gevraagde_kosten"))
    if fouten:
        raise InvoerFout(fouten)
    return Bestand(pad, tabel, tuple(schema), tekst)


def _scheidingsteken(pad: Path) -> str:
    """What separates the cells, by the first line. Raises InvoerFout where a column is there twice."""
    with pad.open(encoding="utf-8-sig", newline="") as bestand:
        eerste = bestand.readline(1_000_000)
    teken = max(SCHEIDINGSTEKENS, key=eerste.count)
    namen = Counter(next(csv.reader([eerste], delimiter=teken), []))
    dubbel = {naam: aantal for naam, aantal in namen.items() if aantal > 1}
    if dubbel:
        raise InvoerFout([Fout(getoond(n), f"{keer} kolommen", "elke naam één keer") for n, keer in dubbel.items()])
    return teken


@dataclass
class _Gebrek:
    """What is wrong in one column: the first cells, how many in all, what is allowed instead."""

    toegestaan: str
    bedoeld: str | None = None
    eerste: list[str] = field(default_factory=list)
    aantal: int = 0

    def fout(self, naam: str) -> Fout:
        rest = self.aantal - len(self.eerste)
        return Fout(naam, ", ".join(self.eerste) + (f" en nog {rest}" if rest else ""), self.toegestaan, self.bedoeld)


class _Controle:
    """Holds batch after batch against the vocabulary, and remembers what is wrong."""

    def __init__(self, tekst: bool) -> None:
        self.tekst = tekst
        self.gebreken: dict[tuple[str, str], _Gebrek] = {}

    def lees(self, ruw: pl.DataFrame, eerste_rij: int) -> pl.DataFrame:
        """The batch with the types of `SCHEMA`; only to be used where no fault was found."""
        codes: dict[str, tuple[Reeks, Bits]] = {}
        goed = []
        if self.tekst:
            ruw = ruw.with_columns(pl.all().replace("", None))
        for naam, kolom in KOLOMMEN.items():
            if naam not in ruw.columns:
                continue
            reeks = ruw[naam]
            getypeerd = _uit_tekst(kolom, reeks) if self.tekst else reeks
            code, bekend, fout = codeer(kolom, getypeerd)
            codes[naam] = code, bekend
            fout = fout | (getypeerd.is_null() & reeks.is_not_null()).to_numpy()
            toegestaan = kolom.toegestaan + (_PUNT if self.tekst and kolom.leesdecimalen else "")
            self._meld(naam, reeks, fout, eerste_rij, toegestaan, kolom)
            if not fout.any():
                goed.append(_gegoten(kolom, getypeerd))
        self._tegenspraken(ruw, codes, eerste_rij)
        return ruw.with_columns(goed)

    def fouten(self) -> list[Fout]:
        """All faults, in the order of the columns of a population."""
        volgorde = sorted(self.gebreken.items(), key=lambda paar: list(KOLOMMEN).index(paar[0][0]))
        return [gebrek.fout(naam) for (naam, _), gebrek in volgorde]

    def _tegenspraken(self, ruw: pl.DataFrame, codes: dict[str, tuple[Reeks, Bits]], eerste_rij: int) -> None:
        if {"toeslag", "toeslag_bedrag"} <= codes.keys():
            geen = codes["toeslag"][0] == INDELING.kolom("toeslag").code("geen")
            fout = geen & codes["toeslag_bedrag"][1] & (codes["toeslag_bedrag"][0] > 0)
            self._meld("toeslag_bedrag", ruw["toeslag_bedrag"], fout, eerste_rij, "0, want toeslag is 'geen'")
        if {"indicatie_ingangsdatum", "indicatie_einddatum"} <= codes.keys():
            (begin, bekend), (einde, _) = codes["indicatie_ingangsdatum"], codes["indicatie_einddatum"]
            fout, toegestaan = bekend & (einde < begin), "een datum op of na de ingangsdatum van de indicatie"
            self._meld("indicatie_einddatum", ruw["indicatie_einddatum"], fout, eerste_rij, toegestaan)

    def _meld(
        self, naam: str, reeks: pl.Series, fout: Bits, eerste_rij: int, toegestaan: str, kolom: Kolom | None = None
    ) -> None:
        plekken = np.flatnonzero(fout)
        if not len(plekken):
            return
        gebrek = self.gebreken.setdefault((naam, toegestaan), _Gebrek(toegestaan))
        for plek in plekken[: EERSTE_RIJEN - len(gebrek.eerste)].tolist():
            waarde = reeks[plek]
            gebrek.eerste.append(f"{getoond(waarde)} (rij {plek + eerste_rij})")
            if kolom and kolom.soort.keuzes and not gebrek.bedoeld:
                gebrek.bedoeld = dichtstbij(str(waarde), kolom.soort.keuzes)
        gebrek.aantal += len(plekken)


def _uit_tekst(kolom: Kolom, reeks: pl.Series) -> pl.Series:
    """Cells of text as values; null where a cell does not say such a value."""
    als, naam = pl.col(reeks.name), reeks.name
    if kolom.soort is JANEE:
        woorden = {"ja": True, "nee": False, "true": True, "false": False}
        uit = als.str.to_lowercase().replace_strict(woorden, default=None, return_dtype=pl.Boolean)
    elif kolom.soort.keuzes:
        return reeks
    elif kolom.soort is DATUM:
        uit = pl.when(als.str.contains(_DATUM)).then(als).str.to_date("%Y-%m-%d", strict=False)
    else:
        uit = pl.when(als.str.contains(_GETAL)).then(als).cast(pl.Decimal(38, 20), strict=False)
    return reeks.to_frame().select(uit.alias(naam)).to_series()


def _gegoten(kolom: Kolom, reeks: pl.Series) -> pl.Series:
    """A column without faults in the type of `SCHEMA`; nothing is rounded, that was checked."""
    soort = SCHEMA[kolom.naam]
    if reeks.dtype == soort:
        return reeks
    if soort == pl.Boolean and reeks.dtype != pl.Null:
        return (reeks.cast(pl.String) == "ja").alias(kolom.naam)
    return reeks.cast(pl.String).cast(soort) if isinstance(soort, pl.Enum) else reeks.cast(soort)


def schrijf_parquet(delen: Iterable[pl.DataFrame], pad: str | Path) -> int:
    """Writes the batches in their order to one Parquet file; gives the number of rows.

    The file appears under its name only when it is whole: an error, an interruption or a full disk leaves what was
    there. Raises InvoerFout where the file cannot be written, and lets through what `delen` raises.
    """
    pad = Path(pad)
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}.deel")
    stroom = iter(delen)
    rijen = 0
    fout_van_delen: list[BaseException] = []

    def bron(_kolommen: Any, _filter: Any, _rijen: Any, _stap: Any) -> Iterator[pl.DataFrame]:
        nonlocal rijen
        try:
            deel: pl.DataFrame | None = eerste
            while deel is not None:
                rijen += len(deel)
                yield deel
                deel = next(stroom, None)
        except Exception as fout:
            fout_van_delen.append(fout)
            raise

    eerste = next(stroom, None)
    if eerste is None:
        _weiger(pad, "geen enkele rij om te schrijven", "ten minste één rij")
    try:
        register_io_source(bron, schema=eerste.schema).sink_parquet(tijdelijk, maintain_order=True)
        tijdelijk.replace(pad)
    except (OSError, pl.exceptions.PolarsError) as fout:
        if fout_van_delen:
            raise fout_van_delen[0] from None
        gevonden = f"schrijven lukt niet ({_reden(fout)})"
        raise InvoerFout(
            [Fout(str(pad), gevonden, "een map waarin geschreven mag worden, met genoeg ruimte")]
        ) from fout
    finally:
        tijdelijk.unlink(missing_ok=True)
    return rijen


@contextlib.contextmanager
def _leesbaar(pad: Path) -> Iterator[None]:
    """Turns what goes wrong while reading into a message for the user."""
    try:
        yield
    except (OSError, UnicodeDecodeError, csv.Error, pl.exceptions.PolarsError) as fout:
        _weiger(pad, f"een bestand dat niet te lezen is ({_reden(fout)})", "een heel Parquet- of CSV-bestand in UTF-8")


def _reden(fout: Exception) -> str:
    reden = getattr(fout, "strerror", None) or str(fout).split("\n", 1)[0]
    return getoond(reden, 120).strip("'\"")


def _weiger(pad: Path, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(str(pad), gevonden, toegestaan)])
