"""The same simulation inside Spark: each partition runs the kernel of the simulation, the driver adds up.

Spark reads the population (Parquet) or hands out which blocks of fictional people to make. What comes back per run of
successive rows is small: counts and cubes, or what is wrong in those rows. The results per person are written beside
the output as a part per run, and joined in the order of the input once all of it is right.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import re
import sys
import tempfile
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wacht
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import polars as pl

from meerzorg.beleid.invoer.aannames import Aannames
from meerzorg.beleid.invoer.bestand import PER_KEER, open_bestand, schrijf_parquet
from meerzorg.beleid.invoer.controle import Controle, Gebrek
from meerzorg.beleid.invoer.schema import SCHEMA
from meerzorg.beleid.invoer.schrijven import niet_geschreven
from meerzorg.beleid.populatie.personen import Maker, controleer
from meerzorg.beleid.populatie.trekking import BLOK
from meerzorg.beleid.simulatie.doorrekenen import NODIG, Simulatie, Telling, kernel_van, simuleer
from meerzorg.beleid.simulatie.kubus import samen
from meerzorg.beleid.simulatie.plan import Plan
from regeltaal.fouten import Fout, InvoerFout, getoond

if TYPE_CHECKING:
    from pyarrow import RecordBatch  # type: ignore[import-untyped, unused-ignore]
    from pyspark.sql import DataFrame, SparkSession

MASTER = "MEERZORG_SPARK_MASTER"
LOKAAL = "local[2]"
BLOKKEN = 4
"""Blocks of fictional people per batch, as without Spark."""
Partijen: TypeAlias = Iterable[tuple[tuple[str, int], pl.DataFrame]]
"""Batches, each with its file and the number of its first row in it, from 0."""

_INSTELLINGEN: dict[str, bool | float | int | str | None] = {
    "spark.ui.enabled": False,
    "spark.ui.showConsoleProgress": False,
    "spark.sql.caseSensitive": True,
    "spark.sql.legacy.parquet.nanosAsLong": True,  # in a column of the user that nothing reads
    "spark.sql.files.openCostInBytes": 1 << 16,
    "spark.sql.execution.arrow.maxRecordsPerBatch": PER_KEER,
}
_HIER: dict[str, bool | float | int | str | None] = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}
_BESTAND, _RIJ = "_meerzorg_bestand", "_meerzorg_rij"
_JAVA = "Java 17 of nieuwer (bijvoorbeeld het pakket openjdk-17-jre-headless), op het pad of in JAVA_HOME"


@dataclass(frozen=True)
class Fictief:
    """Fictional people, as `meerzorg.beleid.populatie.personen` makes them."""

    personen: int
    zaad: int
    van: Aannames


@dataclass
class _Stuk:
    """What became of successive rows: of which file, from which row, and what they gave or what is wrong in them."""

    bestand: str
    begin: int
    uitslag: Simulatie | None = None
    gebreken: dict[tuple[str, str], Gebrek] = field(default_factory=dict)
    fouten: tuple[Fout, ...] = ()

    @property
    def naam(self) -> str:
        """The file with the results of these rows."""
        return f"{hashlib.sha256(self.bestand.encode()).hexdigest()[:16]}-{self.begin:015}.parquet"


def simuleer_spark(
    plan: Plan,
    bron: str | Path | Fictief,
    *,
    uit: Path | None = None,
    voortgang: Callable[[int], None] = lambda personen: None,
) -> Simulatie:
    """`simuleer` inside Spark: the same counts, cubes and results per person.

    `bron` is a Parquet file, a directory of Parquet files (in the order of their names), or fictional people. Spark
    runs on this machine unless the variable MEERZORG_SPARK_MASTER names a cluster; a session that was already there is
    used and left open. Raises InvoerFout where Spark cannot run, and for everything that `simuleer` raises it for.
    """
    if isinstance(bron, Fictief):
        controleer(bron.personen, bron.zaad)
    paden, soorten = ([], {}) if isinstance(bron, Fictief) else _bestanden(Path(bron))
    kernel_van(plan)  # compiled once, before the workers need it
    with sessie() as spark, _map_bij(uit) as map_:
        begin = time.perf_counter()
        teller = spark.sparkContext.accumulator(0)
        reken = partial(_reken, plan=plan, map_=map_, tel=teller.add, keuren=bool(paden))
        if isinstance(bron, Fictief):
            partijen = -(-bron.personen // (BLOKKEN * BLOK))
            delen = min(partijen, 4 * spark.sparkContext.defaultParallelism)
            lees: Callable[[Any], Partijen] = partial(_gemaakt, bron)
            invoer = spark.range(0, partijen, 1, delen)
        else:
            lees, invoer = partial(_gelezen, soorten), _lees(spark, paden, list(soorten))
        stukken = _uitgevoerd(invoer, lambda ruw: reken(lees(ruw)), lambda: voortgang(teller.value))
        uitslag = _opgeteld(plan, stukken, bron)
        voortgang(uitslag.personen)
        if uit is not None and map_ is not None:
            schrijf_parquet(_delen(map_, stukken), uit)
        uitslag.seconden = time.perf_counter() - begin
    return uitslag


# on a worker


def _gemaakt(bron: Fictief, nummers: Iterable[RecordBatch]) -> Partijen:
    """The batches of fictional people whose numbers come in."""
    maker = Maker(bron.personen, bron.zaad, bron.van, velden=NODIG)
    for partij in (int(nr) for rij in nummers for nr in rij.column(0).to_pylist()):
        begin = partij * BLOKKEN
        blokken = range(begin, min(begin + BLOKKEN, maker.blokken))
        yield ("", begin * BLOK), pl.concat([maker.blok(nr) for nr in blokken])


def _gelezen(soorten: dict[str, pl.DataType], partijen: Iterable[RecordBatch]) -> Partijen:
    """The rows that Spark read, in the types of the file, cut where a row does not follow on the one before it."""
    for partij in partijen:
        tabel = pl.DataFrame(partij)
        knip = (pl.col(_BESTAND) != pl.col(_BESTAND).shift()) | (pl.col(_RIJ).diff() != 1)
        begin = tabel.select(knip.fill_null(True).arg_true()).to_series().to_list()
        for van, tot in zip(begin, [*begin[1:], tabel.height], strict=True):
            deel = tabel.slice(van, tot - van)
            yield (deel[_BESTAND][0], deel[_RIJ][0]), deel.select(*soorten).cast(soorten)  # type: ignore[arg-type]


def _reken(
    partijen: Partijen, *, plan: Plan, map_: Path | None, tel: Callable[[int], None], keuren: bool
) -> Iterator[RecordBatch]:
    """Judges batch after batch; gives a pickled `_Stuk` per run of rows that follow on each other in one file."""
    import pyarrow as pa

    def genummerd() -> Partijen:
        stuk, verwacht = ("", -1), ("", -1)
        for plek, tabel in partijen:
            if plek != verwacht:
                stuk = plek
            verwacht = plek[0], plek[1] + tabel.height
            yield stuk, tabel
            tel(tabel.height)

    for plek, groep in groupby(genummerd(), key=lambda paar: paar[0]):
        stuk, controle = _Stuk(*plek), Controle(tekst=False)
        tabellen = (tabel for _, tabel in groep)
        deel = map_ and map_ / stuk.naam
        try:
            goed = _goedgekeurd(tabellen, controle, plek[1]) if keuren else tabellen
            stuk.uitslag = simuleer(plan, goed, uit=deel)
        except InvoerFout as fout:
            stuk.gebreken = controle.gebreken
            if not controle.gebreken:
                stuk.fouten = tuple(_zonder_deel(een, deel) for een in fout.fouten)
        yield pa.RecordBatch.from_pydict({"stuk": [zlib.compress(pickle.dumps(stuk), 1)]})


def _zonder_deel(fout: Fout, deel: Path | None) -> Fout:
    """A fault of a part is told once for all parts, of the directory that the user knows."""
    return replace(fout, pad=(str(deel.parent.parent),)) if deel and fout.naam == str(deel) else fout


def _goedgekeurd(tabellen: Iterable[pl.DataFrame], controle: Controle, rij: int) -> Iterator[pl.DataFrame]:
    """The batches, until one has a fault: then the others are only checked, and InvoerFout follows."""
    for tabel in tabellen:
        deel = controle.lees(tabel, rij)
        rij += tabel.height
        if not controle.gebreken:
            yield deel
    if controle.gebreken:
        raise InvoerFout(controle.fouten())


# on the driver


def _bestanden(pad: Path) -> tuple[list[Path], dict[str, pl.DataType]]:
    """The Parquet files at `pad`, and the columns that are read from each. Raises InvoerFout."""
    if pad.suffix.lower() in (".csv", ".tsv", ".txt"):
        raise InvoerFout([Fout(str(pad), "geen Parquet", "Parquet; een CSV-bestand leest alleen --motor numba")])
    paden = sorted(pad.glob("*.parquet")) if pad.is_dir() else [pad]
    if not paden:
        raise InvoerFout([Fout(str(pad), "een map zonder bestanden op .parquet", "een map met Parquet-bestanden")])
    schemas = [open_bestand(deel).tabel.collect_schema() for deel in paden]
    soorten = [{naam: soort for naam, soort in schema.items() if naam in SCHEMA} for schema in schemas]
    fouten = [
        Fout(str(deel), "andere kolommen of andere soorten kolommen", f"die van {paden[0].name}")
        for deel, soort in zip(paden, soorten, strict=True)
        if soort != soorten[0]
    ]
    if fouten:
        raise InvoerFout(fouten)
    return paden, soorten[0]


def _lees(spark: SparkSession, paden: list[Path], kolommen: list[str]) -> DataFrame:
    """The columns, and of each row its file and its number in it."""
    from pyspark.sql.functions import col

    letterlijk = ["file://" + re.sub(r"([\\*?\[\]{}])", r"\\\1", str(pad.absolute())) for pad in paden]
    with _spark_fouten():
        tabel = spark.read.parquet(*letterlijk)
        plek = (col("_metadata.file_path").alias(_BESTAND), col("_metadata.row_index").alias(_RIJ))
        return tabel.select(*kolommen, *plek)


def _uitgevoerd(
    invoer: DataFrame, reken: Callable[[Any], Iterator[RecordBatch]], melden: Callable[[], None]
) -> list[_Stuk]:
    """Runs `reken` over all partitions; the runs of rows in the order of the input."""
    taak = invoer.mapInArrow(reken, "stuk binary")
    with ThreadPoolExecutor(1) as draad, _spark_fouten():
        klus = draad.submit(taak.collect)
        try:
            while not wacht([klus], 0.5).done:
                melden()
        except BaseException:
            invoer.sparkSession.sparkContext.cancelAllJobs()
            raise
        rijen = klus.result()
    stukken: list[_Stuk] = [pickle.loads(zlib.decompress(rij.stuk)) for rij in rijen]  # noqa: S301 - from our workers
    return sorted(stukken, key=lambda stuk: (stuk.bestand, stuk.begin))


def _opgeteld(plan: Plan, stukken: list[_Stuk], bron: str | Path | Fictief) -> Simulatie:
    """All runs of rows as one result. Raises InvoerFout with all that is wrong in them."""
    fouten = [fout for stuk in stukken for fout in stuk.fouten]
    bestanden = {bestand: list(groep) for bestand, groep in groupby(stukken, key=lambda stuk: stuk.bestand)}
    for bestand, groep in bestanden.items():
        controle = Controle(tekst=False)
        for stuk in groep:
            controle.neem_over(stuk.gebreken)
        waar = unquote(bestand.rpartition("/")[2]) if len(bestanden) > 1 else None
        fouten += [replace(fout, waar=waar) for fout in controle.fouten()]
    if fouten:
        raise InvoerFout(list(dict.fromkeys(fouten)))
    uitslagen = [stuk.uitslag for stuk in stukken if stuk.uitslag is not None]
    if not uitslagen:
        raise InvoerFout([Fout(str(bron), "geen enkele rij", "een bestand met ten minste één rij")])
    som = Simulatie(plan.varianten, sum(uitslag.personen for uitslag in uitslagen))
    for naam in plan.varianten:
        som.tellingen[naam] = _telling([uitslag.tellingen[naam] for uitslag in uitslagen])
        som.kubussen[naam] = samen(uitslag.kubussen[naam] for uitslag in uitslagen)
    return som


def _telling(delen: list[Telling]) -> Telling:
    som = Telling()
    for deel in delen:
        for naar, van in ((som.uitkomsten, deel.uitkomsten), (som.toegang, deel.toegang)):
            for sleutel, aantal in van.items():
                naar[sleutel] = naar.get(sleutel, 0) + aantal
        som.toegekend_totaal += deel.toegekend_totaal
        som.toegekend_extra += deel.toegekend_extra
    return som


def _delen(map_: Path, stukken: list[_Stuk]) -> Iterator[pl.DataFrame]:
    """The results per person, in the order of the input."""
    for stuk in stukken:
        yield from pl.scan_parquet(map_ / stuk.naam).collect_batches(maintain_order=True, lazy=True)


@contextmanager
def _map_bij(uit: Path | None) -> Iterator[Path | None]:
    """A directory for the parts of `uit`, beside it, that is gone afterwards."""
    if uit is None:
        yield None
        return
    try:
        map_ = tempfile.TemporaryDirectory(prefix=f".{uit.name}.", dir=uit.absolute().parent)
    except OSError as fout:
        raise niet_geschreven(uit, fout) from fout
    with map_ as naam:
        yield Path(naam)


@contextmanager
def sessie() -> Iterator[SparkSession]:
    """A session of Spark; one that was already there stays. Raises InvoerFout where Spark cannot start."""
    # Spark demands pandas, of which nothing is used here
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        for naam in ("pandas", "pyarrow"):
            import_module(naam)
        from py4j.protocol import Py4JError  # type: ignore[import-untyped, unused-ignore]
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as fout:
        nodig = f"een installatie met Spark (pip install 'meerzorg[spark]') en {_JAVA}"
        raise InvoerFout([Fout("--motor spark", f"geen {fout.name}", nodig)]) from None
    if bestaand := SparkSession.getActiveSession():
        yield bestaand
        return
    master = os.environ.get(MASTER) or LOKAAL
    hier = master == "local" or master.startswith("local[")
    if hier:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    bouwer = SparkSession.builder.appName("meerzorg").master(master).config(map=_INSTELLINGEN | (_HIER if hier else {}))
    try:
        with _zonder_stderr() if hier else nullcontext():
            spark = bouwer.getOrCreate()
    except (PySparkException, Py4JError) as fout:
        if hier and "JAVA_GATEWAY" in str(fout):
            raise InvoerFout([Fout("--motor spark", "geen Java dat start", _JAVA)]) from fout
        raise InvoerFout([Fout(MASTER, getoond(master), f"{LOKAAL}, of een cluster dat draait, en {_JAVA}")]) from fout
    try:
        spark.sparkContext.setLogLevel("OFF" if hier else "ERROR")
        logging.getLogger("DataFrameQueryContextLogger").setLevel(logging.CRITICAL + 1)  # `_spark_fouten` tells it
        yield spark
    finally:
        spark.stop()


@contextmanager
def _zonder_stderr() -> Iterator[None]:
    """What starts now (the JVM, and the workers it starts) writes its notices nowhere."""
    sys.stderr.flush()
    eigen, nergens = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nergens, 2)
        yield
    finally:
        os.dup2(eigen, 2)
        os.close(eigen)
        os.close(nergens)


@contextmanager
def _spark_fouten() -> Iterator[None]:
    """Turns what fails in Spark into a message for the user; a mistake of our own on a worker stays what it is."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped, unused-ignore]
    from pyspark.errors import PySparkException, PythonException

    try:
        yield
    except PythonException as fout:
        if "ModuleNotFoundError" not in str(fout):
            raise
        nodig = "dezelfde installatie op elke machine, met PYSPARK_PYTHON als pad van die Python; zie docs/spark.md"
        raise InvoerFout([Fout("--motor spark", "een werker zonder meerzorg", nodig)]) from fout
    except (PySparkException, Py4JError) as fout:
        tekst = re.sub(r"^An error occurred while calling \S+\s*:\s*", "", str(fout).strip())
        if bestand := re.search(r"error while reading file (?:file://)?(.*?)\.  SQLSTATE", tekst):
            pad = unquote(bestand[1])
            raise InvoerFout([Fout(pad, "een bestand dat niet te lezen is", "een heel Parquet-bestand")]) from fout
        reden = getoond(tekst.split("\n", 1)[0], 200).strip("'\"")
        raise InvoerFout(
            [Fout("--motor spark", f"een fout van Spark ({reden})", "een Spark die werkt, zie docs/spark.md")]
        ) from fout
