"""`--motor spark` on two workers: in nothing different from the engine without Spark."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from meerzorg.beleid.invoer.aannames import aannames
from meerzorg.beleid.invoer.bestand import open_bestand
from meerzorg.beleid.populatie.personen import deelpopulaties, populatie
from meerzorg.beleid.simulatie.doorrekenen import NODIG, Simulatie, simuleer
from meerzorg.beleid.simulatie.kubus import GROEPEN
from meerzorg.beleid.simulatie.plan import lees_plan
from meerzorg.beleid.simulatie.spark import MASTER, Fictief, _reken, sessie, simuleer_spark
from meerzorg.cli.hoofd import voer_uit
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.zwaar
JAVA = shutil.which("java") or (
    os.environ.get("JAVA_HOME") and shutil.which("java", path=f"{os.environ['JAVA_HOME']}/bin")
)
met_java = pytest.mark.skipif(
    not JAVA, reason="Spark needs Java 17 or newer, which this machine lacks (apt-get install openjdk-17-jre-headless)"
)
PLAN = lees_plan("datum,rlz-2025,rlz-2027", ["urendrempel=0.20"])


@pytest.fixture(scope="module")
def mensen() -> pl.DataFrame:
    """With unknowns, and what another program makes of it: text for choices, floating point for amounts."""
    anders = pl.col("gevraagde_kosten", "benodigde_uren").cast(pl.Float64), pl.col("leeftijd").cast(pl.Int64)
    return populatie(20_000, 7, onbekend=0.05).with_columns(*anders, pl.col("zorgprofiel").cast(pl.String))


def gelijk(spark: Simulatie, numba: Simulatie) -> None:
    assert spark.varianten == numba.varianten and spark.personen == numba.personen
    assert spark.tellingen == numba.tellingen
    assert [t.als_json() for t in spark.tellingen.values()] == [t.als_json() for t in numba.tellingen.values()]
    assert spark.kubussen.keys() == numba.kubussen.keys()
    for naam, kubus in numba.kubussen.items():
        sleutel = [*GROEPEN, "van", "naar"]
        assert spark.kubussen[naam].sort(sleutel).equals(kubus.sort(sleutel))


@met_java
def test_fictieve_mensen(tmp_path: Path) -> None:
    """More than one batch, so that both workers have something to do, and a last one that is not full."""
    van, personen = aannames(), 132_000
    numba = simuleer(PLAN, deelpopulaties(personen, 3, van, velden=NODIG), uit=tmp_path / "numba.parquet")
    gezien: list[int] = []
    spark = simuleer_spark(PLAN, Fictief(personen, 3, van), uit=tmp_path / "spark.parquet", voortgang=gezien.append)
    gelijk(spark, numba)
    assert gezien == sorted(gezien) and gezien[-1] == personen
    uit = pl.read_parquet(tmp_path / "spark.parquet")
    assert uit.equals(pl.read_parquet(tmp_path / "numba.parquet")) and uit.height == personen
    assert uit.schema == pl.read_parquet_schema(tmp_path / "numba.parquet")
    assert sorted(bestand.name for bestand in tmp_path.iterdir()) == ["numba.parquet", "spark.parquet"]


@met_java
def test_opdracht_zegt_niets_van_spark(capfd: pytest.CaptureFixture[str]) -> None:
    woorden = ["simuleer", "--motor", "spark", "--personen", "1000", "--kaders", "datum,rlz-2025,rlz-2027"]
    assert voer_uit(woorden) == 0
    uit = capfd.readouterr()
    assert uit.err == "" and uit.out.startswith("1.000 mensen")


@met_java
def test_cluster_dat_er_niet_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MASTER, "sparq://nergens")
    with pytest.raises(InvoerFout, match=f"{MASTER}: gevonden 'sparq://nergens'"):
        simuleer_spark(PLAN, Fictief(10, 1, aannames()))


def test_zonder_java(tmp_path: Path) -> None:
    doe = [sys.executable, "-m", "meerzorg", "simuleer", "--motor", "spark", "--personen", "10"]
    omgeving = os.environ | {"JAVA_HOME": str(tmp_path)}
    uit = subprocess.run(doe, capture_output=True, encoding="utf-8", env=omgeving, timeout=120)
    assert uit.returncode == 2 and "Java 17 of nieuwer" in uit.stderr and "Traceback" not in uit.stderr


def test_zonder_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(InvoerFout, match=r"geen pyspark.sql; .*pip install 'meerzorg\[spark\]'"):
        simuleer_spark(PLAN, Fictief(10, 1, aannames()))


def test_deel_dat_niet_te_schrijven_is(mensen: pl.DataFrame, tmp_path: Path) -> None:
    """Many parts fail on a full disk; the user hears of the one place that he knows."""
    pytest.importorskip("pyarrow")
    partijen = [((naam, 0), mensen) for naam in ("een", "twee")]
    stukken = _reken(partijen, plan=PLAN, map_=tmp_path / "weg" / "delen", tel=lambda aantal: None, keuren=False)
    ingepakt = [zlib.decompress(stuk["stuk"][0].as_py()) for stuk in stukken]
    (fout,) = {fout for stuk in ingepakt for fout in pickle.loads(stuk).fouten}  # noqa: S301 - our own
    assert (fout.naam, fout.gevonden) == (str(tmp_path / "weg"), "schrijven lukt niet (de map bestaat niet)")


@pytest.fixture(scope="module")
def een_sessie() -> Iterator[None]:
    """One session for several tests; the others start their own."""
    with sessie():
        yield


@met_java
@pytest.mark.usefixtures("een_sessie")
@pytest.mark.parametrize("naam", ["mensen.parquet", "mijn [eigen] {mensen} 50% *.parquet"])
def test_eigen_bestand_met_onbekende_waarden(mensen: pl.DataFrame, tmp_path: Path, naam: str) -> None:
    """Many row groups, over two workers: the rows stay in their order. Any name will do."""
    pad = tmp_path / naam
    eigen = {"nog_iets": pl.lit("van de gebruiker"), "wanneer": pl.lit(0).cast(pl.Datetime("ns")), "nul": None}
    mensen.with_columns(**eigen, meerzorgvinkje=None).write_parquet(pad, row_group_size=1_500)
    numba = simuleer(PLAN, open_bestand(pad).deelpopulaties(), uit=tmp_path / "numba.parquet")
    spark = simuleer_spark(PLAN, pad, uit=tmp_path / "spark.parquet")
    gelijk(spark, numba)
    assert pl.read_parquet(tmp_path / "spark.parquet").equals(pl.read_parquet(tmp_path / "numba.parquet"))


@met_java
@pytest.mark.usefixtures("een_sessie")
def test_map_met_bestanden(mensen: pl.DataFrame, tmp_path: Path) -> None:
    """In the order of their names, whatever their size."""
    map_ = tmp_path / "mensen"
    map_.mkdir()
    for nr, (van, tot) in enumerate([(0, 500), (500, 12_000), (12_000, 12_001), (12_001, 20_000)]):
        mensen[van:tot].write_parquet(map_ / f"deel-{nr}.parquet", row_group_size=4_000)
    numba = simuleer(PLAN, [mensen], uit=tmp_path / "numba.parquet")
    spark = simuleer_spark(PLAN, map_, uit=tmp_path / "spark.parquet")
    gelijk(spark, numba)
    assert pl.read_parquet(tmp_path / "spark.parquet").equals(pl.read_parquet(tmp_path / "numba.parquet"))


@met_java
@pytest.mark.usefixtures("een_sessie")
def test_verkeerde_waarden_dezelfde_melding(mensen: pl.DataFrame, tmp_path: Path) -> None:
    """All faults of all partitions as one message; nothing is written, and what was there stays."""
    rij, pad, uit = pl.int_range(pl.len()), tmp_path / "mensen.parquet", tmp_path / "uit.parquet"
    mensen.with_columns(
        pl.when(rij % 1_700 == 99).then(-1.0).otherwise("benodigde_uren").alias("benodigde_uren"),
        pl.when(rij.is_in([3, 19_000])).then(pl.lit("VG88")).otherwise("zorgprofiel").alias("zorgprofiel"),
        pl.when(rij == 19_999).then(48).otherwise("looptijd_maanden").alias("looptijd_maanden"),
    ).write_parquet(pad, row_group_size=1_500)
    uit.write_text("van gisteren")
    with pytest.raises(InvoerFout) as numba:
        simuleer(PLAN, open_bestand(pad).deelpopulaties())
    with pytest.raises(InvoerFout) as spark:
        simuleer_spark(PLAN, pad, uit=uit)
    assert spark.value.bericht() == numba.value.bericht() and len(spark.value.fouten) == 3
    assert uit.read_text() == "van gisteren" and len(list(tmp_path.iterdir())) == 2


def test_verkeerde_kolommen_dezelfde_melding(mensen: pl.DataFrame, tmp_path: Path) -> None:
    """Found before Spark starts."""
    pad = tmp_path / "mensen.parquet"
    mensen.drop("had_meerzorg").rename({"leveringsvorm": "leveringvorm"}).write_parquet(pad)
    with pytest.raises(InvoerFout) as numba:
        open_bestand(pad)
    with pytest.raises(InvoerFout) as spark:
        simuleer_spark(PLAN, pad)
    assert spark.value.bericht() == numba.value.bericht()


def test_geen_bestand_csv_of_bestanden_die_verschillen(mensen: pl.DataFrame, tmp_path: Path) -> None:
    def melding(pad: Path) -> str:
        with pytest.raises(InvoerFout) as gezien:
            simuleer_spark(PLAN, pad)
        return gezien.value.bericht()

    assert "bestand dat bestaat" in melding(tmp_path / "niets.parquet")
    assert "--motor numba" in melding(tmp_path / "mensen.csv")
    assert "een map zonder bestanden" in melding(tmp_path)
    mensen.write_parquet(tmp_path / "a.parquet")
    mensen.drop("meerzorgvinkje").write_parquet(tmp_path / "b.parquet")
    assert "b.parquet: gevonden andere kolommen" in melding(tmp_path)


@met_java
@pytest.mark.usefixtures("een_sessie")
@pytest.mark.parametrize("soort", ["leeg", "afgekapt"])
def test_leeg_of_beschadigd(mensen: pl.DataFrame, tmp_path: Path, soort: str) -> None:
    pad = tmp_path / "mensen.parquet"
    mensen.head(0 if soort == "leeg" else 5_000).write_parquet(pad)
    if soort == "afgekapt":
        inhoud = bytearray(pad.read_bytes())
        inhoud[100 : len(inhoud) // 2] = bytes(len(inhoud) // 2 - 100)
        pad.write_bytes(inhoud)
    with pytest.raises(InvoerFout) as gezien:
        simuleer_spark(PLAN, pad)
    assert ("geen enkele rij" if soort == "leeg" else "niet te lezen") in gezien.value.bericht()
