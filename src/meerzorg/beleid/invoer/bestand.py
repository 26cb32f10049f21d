"""The user's own population: Parquet or CSV, read in batches and checked; and results written so that they are whole.

What a value may be is decided in `meerzorg.beleid.simulatie.kolommen`; here every row of the file is held against it,
and all faults are reported together.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import polars as pl
from polars.io.plugins import register_io_source

from meerzorg.beleid.invoer.controle import KOLOMMEN, MENS, Controle
from meerzorg.beleid.invoer.schema import PERSOON, SCHEMA
from meerzorg.beleid.invoer.schrijven import heel, niet_geschreven, reden
from meerzorg.beleid.simulatie.kolommen import INDELING, VERPLICHT
from regeltaal.fouten import Fout, InvoerFout, getoond
from regeltaal.lezers.kolommen.invoer import Indeling, lees

PER_KEER = 1 << 17
"""Rows per batch."""
SCHEIDINGSTEKENS = (",", ";", "\t")
GETELD = ("leeftijd", "zorgkantoor", "aanvraagt")
"""What is counted by: optional, so a misspelt name would go unseen."""


@dataclass(frozen=True, slots=True)
class Populatiebestand:
    """A population file whose columns were found right; its values are checked while it is read."""

    pad: Path
    tabel: pl.LazyFrame
    kolommen: tuple[str, ...]
    teken: str = ""
    """Of CSV: what separates the cells, which all come in as text."""

    @property
    def rijen(self) -> int:
        """The number of rows."""
        with _leesbaar(self.pad):
            return int(self.tabel.select(pl.len()).collect().item())

    def rij(self, nummer: int) -> pl.DataFrame:
        """One row, checked; rows count from 0."""
        controle = Controle(tekst=bool(self.teken))
        with _leesbaar(self.pad), self._regels() as regels:
            rij = controle.lees(self.tabel.slice(nummer, 1).collect(), nummer)
            controle.tel_cellen(islice(regels, nummer, nummer + 1), nummer, len(self.kolommen))
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
        controle = Controle(tekst=bool(self.teken))
        gelezen = 0
        with _leesbaar(self.pad), self._regels() as regels:
            for ruw in self.tabel.collect_batches(chunk_size=per_keer, maintain_order=True, lazy=True):
                deel = controle.lees(ruw, gelezen)
                controle.tel_cellen(islice(regels, len(ruw)), gelezen, len(self.kolommen))
                gelezen += len(ruw)
                if not controle.gebreken:
                    yield deel
                if voortgang:
                    voortgang(gelezen)
        if fouten := controle.fouten():
            raise InvoerFout(fouten)
        if not gelezen:
            raise InvoerFout([Fout(str(self.pad), "geen enkele rij", "een bestand met ten minste één rij")])

    @contextmanager
    def _regels(self) -> Iterator[Iterator[list[str]]]:
        """The lines of a CSV file below the first, as cells; of Parquet none."""
        if not self.teken:
            yield iter(())
            return
        with self.pad.open(encoding="utf-8-sig", newline="") as bestand:
            regels = csv.reader(bestand, delimiter=self.teken)
            next(regels, None)
            yield regels


def open_bestand(pad: str | Path, nodig: Collection[str] = VERPLICHT) -> Populatiebestand:
    """Opens a Parquet or CSV file and checks its columns; `nodig` are the inputs that may not be absent.

    Raises InvoerFout with every fault of the columns: missing, misspelt, given twice, of a type that cannot hold them.
    """
    pad = Path(pad)
    tekst = pad.suffix.lower() in (".csv", ".tsv", ".txt")
    if not tekst and pad.suffix.lower() not in (".parquet", ".pq"):
        _weiger(pad, f"een naam op {pad.suffix or 'niets'}", "een bestand met een naam op .parquet of .csv")
    if not pad.is_file():
        _weiger(pad, "een map" if pad.is_dir() else "geen bestand met deze naam", "een bestand dat bestaat")
    teken = ""
    with _leesbaar(pad):
        if not pad.stat().st_size:
            _weiger(pad, "een leeg bestand", "een bestand met ten minste één rij")
        if tekst:
            teken = _scheidingsteken(pad)
            tabel = pl.scan_csv(pad, separator=teken, infer_schema=False, truncate_ragged_lines=True)
        else:
            tabel = pl.scan_parquet(pad, glob=False)
        schema = tabel.collect_schema()
    if not set(nodig) & set(schema) and any(naam.startswith("uitkomst__") for naam in schema):
        _weiger(pad, "een bestand met uitkomsten", "het bestand met de mensen zelf; de rijen zijn dezelfde")
    leeg = pl.DataFrame(schema=schema)
    if tekst:
        leeg = leeg.cast({naam: SCHEMA[naam] for naam in KOLOMMEN if naam in schema})
    mens = [naam for naam in MENS if naam in schema]
    _, fouten = lees(leeg.drop(PERSOON, strict=False), INDELING, nodig)
    fouten += lees(leeg.select(mens), Indeling([MENS[naam] for naam in mens]), ())[1]
    fouten += _verschreven(list(schema))
    if "budgetplan" in schema:
        fouten.append(Fout("budgetplan", "een kolom", "geen kolom; gebruik gevraagde_kosten"))
    if fouten:
        raise InvoerFout(fouten)
    return Populatiebestand(pad, tabel, tuple(schema), teken)


def _verschreven(kolommen: list[str]) -> Iterator[Fout]:
    """The columns whose name is almost that of a column that is absent, and counted by."""
    afwezig = [naam for naam in GETELD if naam not in kolommen]
    for vreemd in kolommen:
        if vreemd not in SCHEMA and (bedoeld := get_close_matches(vreemd.lower(), afwezig, n=1, cutoff=0.8)):
            toegestaan = "een naam uit het vocabulaire, of een heel andere"
            yield Fout(getoond(vreemd), "een onbekende kolom", toegestaan, bedoeld[0])


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


def schrijf_parquet(delen: Iterable[pl.DataFrame], pad: str | Path) -> int:
    """Writes the batches in their order to one Parquet file; gives the number of rows.

    The file appears under its name only when it is whole: an error, an interruption or a full disk leaves what was
    there. Raises InvoerFout where the file cannot be written, and lets through what `delen` raises.
    """
    pad = Path(pad)
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
        with heel(pad) as tijdelijk:
            register_io_source(bron, schema=eerste.schema).sink_parquet(tijdelijk, maintain_order=True)
    except (OSError, pl.exceptions.PolarsError) as fout:
        if fout_van_delen:
            raise fout_van_delen[0] from None
        raise niet_geschreven(pad, fout) from fout
    return rijen


@contextmanager
def _leesbaar(pad: Path) -> Iterator[None]:
    """Turns what goes wrong while reading into a message for the user."""
    nodig = "een heel Parquet- of CSV-bestand in UTF-8"
    try:
        yield
    except UnicodeDecodeError as fout:
        _weiger(pad, f"een teken dat geen UTF-8 is (byte 0x{fout.object[fout.start]:02x})", nodig)
    except (OSError, csv.Error, pl.exceptions.PolarsError) as fout:
        if "File out of specification" in str(fout):
            _weiger(pad, "geen Parquet-bestand, of een dat niet heel is", nodig)
        _weiger(pad, f"een bestand dat niet te lezen is ({reden(fout)})", nodig)


def _weiger(pad: Path, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(str(pad), gevonden, toegestaan)])
