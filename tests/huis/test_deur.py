"""The door of the library: three lines, stable names, and nothing behind it that one visitor can change for another."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import FrozenInstanceError
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest

import meerzorg
from meerzorg import KADERS, Beoordeling, Dossier, InvoerFout, Verslag, beoordeel
from meerzorg.cli.hoofd import OPDRACHTEN

WORTEL = Path(__file__).parents[2]
BIBLIOTHEEK = (WORTEL / "docs" / "bibliotheek.md").read_text("utf-8")
VOORBEELD = WORTEL / "voorbeelden" / "17-vg8-een-euro-boven-ekt.json"
GEGEVENS: dict[str, Any] = json.loads(VOORBEELD.read_text("utf-8"))["gegevens"]
DE_WET_ALLEEN = ("beoordeel", "termijnen", "regels", "rechten")


def test_de_deur_heeft_deze_namen_en_geen_andere() -> None:
    assert sorted(meerzorg.__all__) == ["Beoordeling", "Dossier", "InvoerFout", "KADERS", "Verslag", "beoordeel"]
    assert {*meerzorg.__all__} <= {*dir(meerzorg)}
    for naam in meerzorg.__all__:
        assert getattr(meerzorg, naam) is not None and f"`{naam}`" in BIBLIOTHEEK
    with pytest.raises(AttributeError, match="bestaat_niet"):
        meerzorg.bestaat_niet  # noqa: B018


def test_de_deur_laadt_de_wet_pas_als_zij_gevraagd_wordt() -> None:
    code = "import sys, meerzorg; assert not any('wet' in m for m in sys.modules); from meerzorg import KADERS"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_een_mapping_en_een_gelezen_dossier_geven_hetzelfde() -> None:
    b = beoordeel(GEGEVENS)
    assert isinstance(b, Beoordeling) and isinstance(b.dossier, Dossier) and isinstance(b.verslag, Verslag)
    assert beoordeel(b.dossier).verslag == b.verslag
    assert (b.uitkomst, b.verslag.uitkomst) == ("afwijzing", "afwijzing")


def test_een_kader_dat_niet_bestaat_noemt_het_naaste() -> None:
    with pytest.raises(InvoerFout) as fout:
        beoordeel(GEGEVENS, "rlz-2026")
    assert fout.value.fouten[0].bedoeld in KADERS


def test_een_resultaat_toont_zich_op_een_korte_regel_zonder_gegevens_van_een_mens() -> None:
    b = beoordeel(GEGEVENS)
    for ding in (b, b.dossier, b.verslag, b.kader):
        assert len(repr(ding)) < 90 and "\n" not in repr(ding)
        assert "124241" not in repr(ding)


def test_niets_uit_een_bewaarplaats_is_te_veranderen() -> None:
    b = beoordeel(GEGEVENS)
    with pytest.raises(TypeError):
        KADERS["eigen"] = b.kader  # type: ignore[index]
    with pytest.raises(TypeError):
        b.w["uitkomst"] = "meerzorg"  # type: ignore[index]
    with pytest.raises(TypeError):
        b.normen.waarden["urendrempel"] = 0  # type: ignore[index]
    with pytest.raises(TypeError):
        b.normen.waarden["basisbedrag"]["VG8", "nee"] = 0
    with pytest.raises(FrozenInstanceError):
        b.verslag.uitkomst = "meerzorg"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        KADERS["rlz-2027"].status = "geldend"  # type: ignore[misc]
    assert isinstance(b.gronden, tuple) and isinstance(b.verslag.stappen, tuple)


def test_de_voorbeelden_van_de_bibliotheek_doen_wat_er_staat() -> None:
    namen: dict[str, Any] = {}
    blokken = re.findall(r"```python\n(.*?)```(?:\n```text\n(.*?)```)?", BIBLIOTHEEK, re.DOTALL)
    assert len(blokken) >= 4
    for code, verwacht in blokken:
        uit = io.StringIO()
        with contextlib.redirect_stdout(uit):
            exec(code, namen)  # noqa: S102 - our own document
        assert uit.getvalue() == verwacht


# --- the wheel ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wiel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("wiel")
    opdracht = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(doel)]
    subprocess.run(opdracht, cwd=WORTEL, check=True, capture_output=True, timeout=300)
    return next(doel.glob("*.whl"))


@pytest.fixture(scope="module")
def kaal(wiel: Path) -> Path:
    """An environment with the wheel and nothing else; its Python."""
    omgeving = wiel.parent / "omgeving"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(omgeving)], check=True, timeout=120)
    plek = omgeving / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    with zipfile.ZipFile(wiel) as inhoud:
        inhoud.extractall(plek)
    return omgeving / "bin" / "python"


def draai(python: Path, *woorden: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # alone: no PYTHONPATH of the checkout
        [str(python), "-I", *woorden], capture_output=True, text=True, timeout=120, check=False, cwd=python.parent
    )


@pytest.mark.zwaar
def test_het_wiel_vraagt_alleen_voor_zijn_extras_iets(wiel: Path) -> None:
    with zipfile.ZipFile(wiel) as inhoud:
        namen = inhoud.namelist()
        kop = message_from_string(inhoud.read(next(n for n in namen if n.endswith("/METADATA"))).decode())
    assert all("extra ==" in eis for eis in kop.get_all("Requires-Dist", []))
    assert {"meerzorg/py.typed", "regeltaal/py.typed"} <= {*namen}
    assert not [naam for naam in namen if naam.startswith(("tests", "gereedschap"))]


@pytest.mark.zwaar
def test_het_wiel_alleen_beoordeelt_een_dossier(kaal: Path) -> None:
    uit = draai(kaal, "-m", "meerzorg", "beoordeel", str(VOORBEELD), "--json")
    assert (uit.returncode, json.loads(uit.stdout)["uitkomst"]) == (0, "afwijzing"), uit.stderr
    assert draai(kaal, "-m", "meerzorg", "regels", "--kader", "rlz-2027").returncode == 0
    code = "import sys; from meerzorg import beoordeel; print(beoordeel({'leveringsvorm': 'vpt'}, 'rlz-2027').uitkomst)"
    assert draai(kaal, "-c", code).stdout == "buiten_kader\n"


@pytest.mark.zwaar
@pytest.mark.parametrize("opdracht", sorted({*OPDRACHTEN} - {*DE_WET_ALLEEN}))
def test_elke_andere_opdracht_zegt_in_een_regel_wat_te_installeren(kaal: Path, opdracht: str) -> None:
    woorden = {
        "verklaar": ["x.parquet", "--rij", "0"],
        "indicatie": [str(VOORBEELD)],
        "lees-ciz": ["--als", "iemand", str(VOORBEELD)],
        "gebruiker": ["iemand", "--naam", "Iemand", "--email", "iemand@voorbeeld.invalid", "--zorgkantoor", "3010"],
    }
    uit = draai(kaal, "-m", "meerzorg", opdracht, *woorden.get(opdracht, []))
    assert uit.returncode == 2 and uit.stderr.count("\n") == 1, uit.stderr
    assert "pip install 'meerzorg[" in uit.stderr
