"""`meerzorg verklaar`: the explanation of a row says what the simulation said of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from test_simuleer import ALLE, mensen_met

from meerzorg.beleid.simulatie.doorrekenen import simuleer
from meerzorg.beleid.simulatie.plan import Plan
from meerzorg.cli.hoofd import voer_uit
from opdracht import meerzorg

RIJEN = 400


@pytest.fixture(scope="module")
def mensen() -> pl.DataFrame:
    return mensen_met(0.08).head(RIJEN)


@pytest.fixture(scope="module", params=["parquet", "csv"])
def bestand(request: pytest.FixtureRequest, mensen: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pad: Path = tmp_path_factory.mktemp("mensen") / f"mensen.{request.param}"
    getattr(mensen, f"write_{request.param}")(pad)
    return pad


def verklaard(capsys: pytest.CaptureFixture[str], pad: Path, rij: int, *argumenten: str) -> Any:
    capsys.readouterr()
    assert voer_uit(["verklaar", str(pad), "--rij", str(rij), *argumenten, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def geweigerd(capsys: pytest.CaptureFixture[str], *argumenten: object) -> list[str]:
    capsys.readouterr()
    assert voer_uit(["verklaar", *map(str, argumenten)]) == 2
    uit = capsys.readouterr()
    assert uit.out == ""
    return uit.err.splitlines()[1:]


def test_zelfde_als_de_simulatie(
    mensen: pl.DataFrame, bestand: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simuleer(Plan(ALLE), [mensen], uit=tmp_path / "uit.parquet")
    tabel = pl.read_parquet(tmp_path / "uit.parquet")
    gezien, veel = set(), bestand.suffix == ".parquet"
    for rij in [*range(0, RIJEN, 40 if veel else 150), RIJEN - 1]:
        gesimuleerd = tabel.row(rij, named=True)
        for kader in ALLE:
            een = verklaard(capsys, bestand, rij, "--kader", kader)
            totaal = een["bedragen"]["toegekend_totaal"]
            assert een["dossier"] == f"rij {rij}"
            assert een["uitkomst"] == gesimuleerd[f"uitkomst__{kader}"], (rij, kader)
            assert een["toegang_meerzorg"] == gesimuleerd[f"toegang_meerzorg__{kader}"], (rij, kader)
            assert (totaal and Decimal(totaal)) == gesimuleerd[f"toegekend_totaal__{kader}"], (rij, kader)
            assert een["verklaring"], "with all its reasons"
            gezien.add(een["uitkomst"])
        assert verklaard(capsys, bestand, rij)["uitkomst"] == gesimuleerd["uitkomst__datum"]
    assert len(gezien) > 4 * veel


def test_melding_en_verklaring_noemen_dezelfde_rij(
    mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row that a message names is the row to ask for; other rows can still be explained."""
    pad = tmp_path / "mensen.parquet"
    uren = pl.when(pl.int_range(RIJEN) == 7).then(400.0).otherwise(pl.col("benodigde_uren").cast(pl.Float64))
    mensen.with_columns(benodigde_uren=uren).write_parquet(pad)
    assert voer_uit(["simuleer", "--populatie", str(pad), "--kaders", ",".join(ALLE)]) == 2
    assert "400.0 (rij 7)" in capsys.readouterr().err
    (fout,) = geweigerd(capsys, pad, "--rij", 7)
    assert "400.0 (rij 7)" in fout
    assert verklaard(capsys, pad, 6)["dossier"] == "rij 6"


@pytest.mark.parametrize("rij", [-1, RIJEN, 10**30])
def test_rij_die_er_niet_is(bestand: Path, capsys: pytest.CaptureFixture[str], rij: int) -> None:
    (fout,) = geweigerd(capsys, bestand, "--rij", rij)
    assert f"--rij: gevonden {rij}" in fout and f"van 0 tot en met {RIJEN - 1}" in fout


@pytest.mark.parametrize("rij", ["drie", "1.5", ""])
def test_rij_die_geen_getal_is(bestand: Path, capsys: pytest.CaptureFixture[str], rij: str) -> None:
    with pytest.raises(SystemExit) as gezien:
        voer_uit(["verklaar", str(bestand), "--rij", rij])
    assert gezien.value.code == 2
    assert f"--rij: gevonden {rij!r}; hier hoort een heel getal" in capsys.readouterr().err


def test_verkeerd_bestand(mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resultaat, leeg, stuk = (tmp_path / f"{naam}.parquet" for naam in ("uit", "leeg", "stuk"))
    pl.DataFrame({"uitkomst__datum": ["meerzorg"]}).write_parquet(resultaat)
    mensen.head(0).write_parquet(leeg)
    stuk.write_bytes(b"PAR1 en verder niets")
    for pad, woorden in (
        (resultaat, "een bestand met uitkomsten; toegestaan is het bestand met de mensen zelf"),
        (leeg, "geen enkele rij"),
        (stuk, "geen Parquet-bestand, of een dat niet heel is"),
        (tmp_path / "weg.parquet", "geen bestand met deze naam"),
        (tmp_path / "dossier.json", ".parquet of .csv"),
        (tmp_path, ".parquet of .csv"),
    ):
        assert woorden in "\n".join(geweigerd(capsys, pad, "--rij", 0))
    (fout,) = geweigerd(capsys, leeg, "--rij", 0, "--kader", "rlz-2072")
    assert "Bedoelt u misschien 'rlz-2027'?" in fout


def test_rij_van_fictieve_mensen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `simuleer --uit` said of a person that stands in no file, in any block, under changed norms too."""
    kaders, norm = ["beleidskader-2026", "rlz-2027", "datum"], ("urendrempel=2.5", "ekt_percentage=0.5")
    pad, normen = tmp_path / "uit.parquet", [woord for een in norm for woord in ("--norm", een)]
    vraag = ["simuleer", "--personen", "33000", "--zaad", "7", "--kaders", ",".join(kaders), "--uit", str(pad)]
    assert voer_uit([*vraag, *normen]) == 0
    tabel = pl.read_parquet(pad).with_row_index("rij")
    anders = pl.col("uitkomst__beleidskader-2026") != pl.col("uitkomst__rlz-2027")
    for rij in [*tabel.filter(anders)["rij"].head(4), 32_767, 32_768, 32_999]:
        gesimuleerd = tabel.row(rij, named=True)
        for kader in kaders:
            capsys.readouterr()
            assert voer_uit(["verklaar", "--rij", str(rij), "--zaad", "7", "--kader", kader, *normen, "--json"]) == 0
            een = json.loads(capsys.readouterr().out)
            totaal = een["bedragen"]["toegekend_totaal"]
            assert een["uitkomst"] == gesimuleerd[f"uitkomst__{kader}"], (rij, kader)
            assert (totaal and Decimal(totaal)) == gesimuleerd[f"toegekend_totaal__{kader}"], (rij, kader)
    capsys.readouterr()
    assert voer_uit(["verklaar", "--rij", "1", "--zaad", "7", *normen]) == 0
    assert "Gewijzigde normen: urendrempel = 2.5, ekt_percentage = 0.5" in capsys.readouterr().out


def test_bij_een_bestand_geen_zaad(bestand: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fout,) = geweigerd(capsys, bestand, "--rij", 1, "--zaad", 7)
    assert "samen met --zaad" in fout
    (fout,) = geweigerd(capsys, "--rij", -1)
    assert "--rij: gevonden -1; toegestaan is een heel getal van 0" in fout
    (fout,) = geweigerd(capsys, bestand, "--rij", 1, "--norm", "urendrmpel=0.2")
    assert "Bedoelt u misschien 'urendrempel'?" in fout


def test_als_eigen_proces(bestand: Path) -> None:
    uit = meerzorg("verklaar", str(bestand), "--rij", "3", "--kader", "rlz-2027", geheugen=1 << 34)
    assert uit.returncode == 0 and uit.stderr == b"", uit.stderr[-2000:]
    tekst = uit.stdout.decode()
    assert "rij 3" in tekst and "voorgenomen" in tekst
