"""The user's own population file: all that is wrong with it said at once; results written whole, or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from meerzorg.beleid.invoer.bestand import open_bestand, schrijf_parquet
from meerzorg.beleid.invoer.schema import INVOER, SCHEMA
from meerzorg.beleid.populatie.personen import deelpopulaties, populatie
from regeltaal.fouten import InvoerFout


def lees(pad: Path, per_keer: int = 700) -> pl.DataFrame:
    return pl.concat(open_bestand(pad).deelpopulaties(per_keer))


def fouten(pad: Path, per_keer: int = 700) -> list[str]:
    with pytest.raises(InvoerFout) as gezien:
        lees(pad, per_keer)
    return [str(fout) for fout in gezien.value.fouten]


@pytest.fixture(scope="module")
def mensen() -> pl.DataFrame:
    return populatie(3_000, 5, onbekend=0.05)


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "mensen.parquet"


# what is right


def test_parquet_heen_en_terug(mensen: pl.DataFrame, pad: Path) -> None:
    assert schrijf_parquet(mensen.iter_slices(450), pad) == 3_000
    assert open_bestand(pad).rijen == 3_000
    assert lees(pad).equals(mensen)
    assert [bestand.name for bestand in pad.parent.iterdir()] == [pad.name]


@pytest.mark.parametrize("teken", [",", ";", "\t"])
def test_csv_heen_en_terug(mensen: pl.DataFrame, tmp_path: Path, teken: str) -> None:
    pad = tmp_path / "mensen.csv"
    mensen.write_csv(pad, separator=teken, include_bom=teken == ";")
    gelezen = lees(pad)
    assert gelezen.select(*INVOER).equals(mensen.select(*INVOER))
    assert gelezen.columns == mensen.columns


def test_gewone_soorten_van_een_ander_programma(mensen: pl.DataFrame, pad: Path) -> None:
    """Amounts as floating point or whole numbers, choices and ja/nee as text: all mean the same."""
    anders = mensen.with_columns(
        pl.col("gevraagde_kosten", "benodigde_uren", "beperking_adl").cast(pl.Float64),
        pl.col("vastgestelde_kosten").cast(pl.Int32),
        pl.col("zorgprofiel").cast(pl.String).cast(pl.Categorical),
        pl.col("toeslag").cast(pl.String),
        pl.when("doelmatig").then(pl.lit("ja")).when(~pl.col("doelmatig")).then(pl.lit("nee")).alias("doelmatig"),
        pl.col("looptijd_maanden").cast(pl.Int64),
    )
    anders.write_parquet(pad)
    gelezen = lees(pad)
    assert dict(gelezen.schema) == SCHEMA
    assert gelezen.equals(mensen)


def test_ja_en_nee_in_csv(mensen: pl.DataFrame, tmp_path: Path) -> None:
    pad, woorden = tmp_path / "mensen.csv", ["ja", "nee", "true", "false", "True", "FALSE", ""]
    mensen.head(7).with_columns(doelmatig=pl.Series(woorden)).write_csv(pad)
    assert lees(pad)["doelmatig"].to_list() == [True, False, True, False, True, False, None]


def test_kolommen_die_niets_beslissen_mogen_ontbreken(mensen: pl.DataFrame, pad: Path) -> None:
    gemist = ["meerzorgvinkje", "ingangsdatum", "indicatie_einddatum", "beperking_adl", "looptijd_maanden"]
    mensen.drop(gemist).write_parquet(pad)
    assert lees(pad).equals(mensen.drop(gemist))


def test_voortgang(mensen: pl.DataFrame, pad: Path) -> None:
    mensen.write_parquet(pad)
    gezien: list[int] = []
    partijen = [len(deel) for deel in open_bestand(pad).deelpopulaties(1_000, gezien.append)]
    assert partijen == [1_000] * 3 and gezien == [1_000, 2_000, 3_000]


# what is wrong


def test_verkeerde_kolommen_in_een_keer(mensen: pl.DataFrame, pad: Path) -> None:
    stuk = mensen.rename({"leveringsvorm": "leveringvorm"}).drop("had_meerzorg")
    stuk.with_columns(pl.lit("2026-05-04").alias("aanvraagdatum"), pl.lit(1).alias("budgetplan")).write_parquet(pad)
    tekst = "\n".join(fouten(pad))
    for woorden in (
        "'leveringvorm'",
        "misschien 'leveringsvorm'",
        "had_meerzorg: gevonden geen kolom",
        "aanvraagdatum",
        "budgetplan",
    ):
        assert woorden in tekst
    assert len(fouten(pad)) == 4


@pytest.mark.parametrize("soort", ["parquet", "csv"])
def test_verkeerde_waarden_in_een_keer_over_het_hele_bestand(mensen: pl.DataFrame, tmp_path: Path, soort: str) -> None:
    """Rows count from 0 over all batches, the first five are named; the fault in looptijd is in the last batch."""
    rij, pad = pl.int_range(pl.len()), tmp_path / f"mensen.{soort}"
    stuk = mensen.with_columns(
        pl.when(rij % 100 == 99)
        .then(-1.0)
        .otherwise(pl.col("benodigde_uren").cast(pl.Float64))
        .alias("benodigde_uren"),
        pl.when(rij == 2).then(pl.lit("VG88")).otherwise(pl.col("zorgprofiel").cast(pl.String)).alias("zorgprofiel"),
        pl.when(rij == 2_999).then(48).otherwise(pl.col("looptijd_maanden")).alias("looptijd_maanden"),
        pl.when(rij == 3).then(0.125).otherwise(pl.col("gevraagde_kosten").cast(pl.Float64)).alias("gevraagde_kosten"),
    )
    getattr(stuk, f"write_{soort}")(pad)
    profiel, kosten, uren, looptijd = fouten(pad)
    assert "'VG88' (rij 2)" in profiel and "misschien 'VG8'" in profiel
    assert "0.125" in kosten and "(rij 3)" in kosten and "2 decimalen" in kosten
    assert "(rij 99)" in uren and "(rij 499) en nog 25" in uren and "336" in uren
    assert "48" in looptijd and "(rij 2999)" in looptijd and "12 tot en met 36" in looptijd


def test_tegenspraken(mensen: pl.DataFrame, pad: Path) -> None:
    rij = pl.int_range(pl.len())
    heel = populatie(3_000, 5)
    heel.with_columns(
        pl.when(rij == 7).then(pl.lit("geen")).otherwise(pl.col("toeslag").cast(pl.String)).alias("toeslag"),
        pl.when(rij == 7).then(12).otherwise(pl.col("toeslag_bedrag").cast(pl.Int64)).alias("toeslag_bedrag"),
        pl.when(rij == 8).then(pl.date(2001, 1, 1)).otherwise("indicatie_einddatum").alias("indicatie_einddatum"),
    ).write_parquet(pad)
    einde, bedrag = fouten(pad)
    assert "2001-01-01 (rij 8)" in einde and "op of na de ingangsdatum" in einde
    assert "12 (rij 7)" in bedrag and "toeslag is 'geen'" in bedrag


@pytest.mark.parametrize(
    ("kolom", "cel", "woorden"),
    [
        ("gevraagde_kosten", '"12,50"', "met een punt voor de decimalen"),
        ("gevraagde_kosten", "1e5", "10.000.000"),
        ("gevraagde_kosten", "nan", "10.000.000"),
        ("gevraagde_kosten", "99999999999999999999", "10.000.000"),
        ("benodigde_uren", "30.00000001", "6 decimalen"),
        ("aanvraagdatum", "4-5-2026", "geschreven als 2026-05-04"),
        ("aanvraagdatum", "2026-02-30", "een datum"),
        ("aanvraagdatum", "2026-5-04", "een datum"),
        ("doelmatig", "misschien", "ja/nee"),
        ("toeslag", "pallatief", "misschien 'palliatief'"),
        ("looptijd_maanden", "12.5", "12 tot en met 36"),
    ],
)
def test_verkeerde_cel_in_csv(tmp_path: Path, kolom: str, cel: str, woorden: str) -> None:
    pad = tmp_path / "mensen.csv"
    rijen = populatie(20, 5).with_columns(pl.col(kolom).cast(pl.String))
    rijen.with_columns(pl.when(pl.int_range(20) == 4).then(pl.lit("HIER")).otherwise(kolom).alias(kolom)).write_csv(pad)
    pad.write_text(pad.read_text("utf-8").replace("HIER", cel), "utf-8")
    gezien = fouten(pad)
    assert len(gezien) == 1 and kolom in gezien[0] and "(rij 4)" in gezien[0] and woorden in gezien[0]


@pytest.mark.parametrize(
    ("naam", "inhoud", "woorden"),
    [
        ("weg.parquet", None, "geen bestand met deze naam"),
        ("mensen.xlsx", b"", ".parquet of .csv"),
        ("stuk.parquet", b"geen parquet", "geen Parquet-bestand, of een dat niet heel is"),
        ("leeg.csv", b"", "een leeg bestand"),
        ("leeg.parquet", b"", "een leeg bestand"),
        ("dubbel.csv", b"doelmatig,toeslag,doelmatig\nja,geen,ja\n", "2 kolommen"),
        ("bytes.csv", b"doelmatig\xff\n", "geen UTF-8 is (byte 0xff)"),
    ],
)
def test_onleesbaar_bestand(tmp_path: Path, naam: str, inhoud: bytes | None, woorden: str) -> None:
    pad = tmp_path / naam
    if inhoud is not None:
        pad.write_bytes(inhoud)
    assert woorden in "\n".join(fouten(pad))


def test_bestand_zonder_rijen(mensen: pl.DataFrame, pad: Path) -> None:
    mensen.head(0).write_parquet(pad)
    with pytest.raises(InvoerFout, match="geen enkele rij"):
        list(open_bestand(pad).deelpopulaties())


def test_verschreven_kolom_die_mag_ontbreken(mensen: pl.DataFrame, pad: Path) -> None:
    """Without `aanvraagt` everyone counts as applying: a slip of the pen may not do that."""
    mensen.rename({"aanvraagt": "Aanvraagt", "leeftijd": "leeftyd"}).write_parquet(pad)
    leeftijd, aanvraagt = fouten(pad)
    assert "'leeftyd'" in leeftijd and "misschien 'leeftijd'" in leeftijd
    assert "'Aanvraagt'" in aanvraagt and "misschien 'aanvraagt'" in aanvraagt
    eigen = mensen.drop("aanvraagt").with_columns(aanvraagnummer=1, leeftijdsklasse=pl.lit("jong"))
    eigen.write_parquet(pad)
    assert lees(pad).equals(eigen)


def test_regels_in_csv_met_te_veel_of_te_weinig_cellen(tmp_path: Path) -> None:
    """Cells that fell off are not unknown: a line that was cut off is refused, as is an empty one."""
    pad = tmp_path / "mensen.csv"
    populatie(9, 5).write_csv(pad)
    kop, *regels = pad.read_text("utf-8").splitlines()
    regels[1] += ",1,2"
    regels[3] = regels[3].rsplit(",", 2)[0]
    regels[7] = ""
    pad.write_text("\n".join([kop, *regels]), "utf-8")
    breed = len(SCHEMA)
    (fout,) = fouten(pad, per_keer=4)
    assert f"aantal cellen: gevonden {breed + 2} (rij 1), {breed - 2} (rij 3), 0 (rij 7); toegestaan is {breed}" in fout
    with pytest.raises(InvoerFout, match=r"\(rij 3\)"):
        open_bestand(pad).rij(3)
    assert open_bestand(pad).rij(8)["persoon"].item() == "9"


def test_bytes_die_geen_utf_8_zijn(mensen: pl.DataFrame, tmp_path: Path) -> None:
    pad = tmp_path / "mensen.csv"
    mensen.with_columns(zorgkantoor=pl.lit("Súdwest")).write_csv(pad)
    pad.write_bytes(pad.read_text("utf-8").encode("latin-1"))
    assert "geen UTF-8" in fouten(pad)[0]


# results, whole or not at all


def breekt_af(fout: BaseException) -> Iterator[pl.DataFrame]:
    yield from deelpopulaties(70_000, 5, per_keer=10_000)
    raise fout


@pytest.mark.parametrize("fout", [InvoerFout([]), ValueError("stuk"), KeyboardInterrupt()])
def test_afgebroken_resultaat_laat_het_oude_staan(pad: Path, fout: BaseException) -> None:
    pad.write_bytes(b"het oude resultaat")
    with pytest.raises(type(fout)):
        schrijf_parquet(breekt_af(fout), pad)
    assert pad.read_bytes() == b"het oude resultaat"
    assert [bestand.name for bestand in pad.parent.iterdir()] == [pad.name]


def test_map_die_niet_bestaat(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="schrijven lukt niet"):
        schrijf_parquet(iter([populatie(5)]), tmp_path / "weg" / "uit.parquet")


VOL = """
import resource, sys
from meerzorg.beleid.invoer.bestand import schrijf_parquet
from meerzorg.beleid.populatie.personen import deelpopulaties
from regeltaal.fouten import InvoerFout
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    schrijf_parquet(deelpopulaties(200_000), sys.argv[1])
except InvoerFout as fout:
    print(fout)
"""


CTRL_C = """
import os, signal, sys
from meerzorg.beleid.invoer.bestand import schrijf_parquet
from meerzorg.beleid.populatie.personen import deelpopulaties

def mensen():
    for nummer, deel in enumerate(deelpopulaties(3_000_000)):
        if nummer == 3:
            os.kill(os.getpid(), signal.SIGINT)
        yield deel

schrijf_parquet(mensen(), sys.argv[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="signals as on Linux")
def test_ctrl_c_laat_niets_achter(pad: Path) -> None:
    """The one signal arrives twice: in polars, and in Python while the half file is being removed."""
    gezien = subprocess.run([sys.executable, "-c", CTRL_C, str(pad)], capture_output=True, check=False)
    assert b"KeyboardInterrupt" in gezien.stderr
    assert not list(pad.parent.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="limits as on Linux")
def test_volle_schijf(pad: Path) -> None:
    """A file that may not grow stands for a disk that is full: it is said, and nothing is left."""
    gezien = subprocess.run([sys.executable, "-c", VOL, str(pad)], capture_output=True, encoding="utf-8", check=False)
    assert "schrijven lukt niet (het bestand wordt te groot)" in gezien.stdout, gezien.stderr
    assert not list(pad.parent.iterdir())
