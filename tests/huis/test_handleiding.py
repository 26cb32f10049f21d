"""The manual stays true: a chapter per role, pictures made by the browser tests, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from meerzorg.toegang.rechten import ROLLEN

MAP = Path(__file__).parents[2] / "docs" / "handleiding"
HOOFDSTUKKEN = sorted(MAP.glob("*.md"))
VERWIJZING = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
OPNAME = re.compile(r'schermafbeelding\(\w+, "([^"]+)"')
GROOTSTE_BEELD, GROOTSTE_SAMEN = 200_000, 3_000_000
"""Bytes: the pictures live in the repository."""


def opnamen() -> set[str]:
    """The pictures that the browser tests take."""
    return {
        naam
        for test in (Path(__file__).parents[1] / "browser").glob("test_browser_*.py")
        for naam in OPNAME.findall(test.read_text())
    }


def verwijzingen(bestand: Path, *, beeld: bool) -> list[str]:
    return [doel for merk, doel in VERWIJZING.findall(bestand.read_text("utf-8")) if bool(merk) is beeld]


@pytest.mark.parametrize("rol", ROLLEN)
def test_elke_rol_heeft_een_hoofdstuk_waar_de_eerste_bladzijde_heen_leidt(rol: str) -> None:
    hoofdstuk = f"{rol.replace('_', '-')}.md"
    assert hoofdstuk in verwijzingen(MAP / "README.md", beeld=False)
    assert ROLLEN[rol] in (MAP / hoofdstuk).read_text("utf-8").lower()


@pytest.mark.parametrize("bestand", HOOFDSTUKKEN, ids=lambda pad: pad.name)
def test_elk_beeld_bestaat_en_wordt_door_een_browsertoets_gemaakt(bestand: Path) -> None:
    for doel in verwijzingen(bestand, beeld=True):
        assert (MAP / doel).is_file(), f"{doel} is er niet: MEERZORG_BEELDEN=1 pytest tests/test_browser_*.py"
        assert Path(doel).stem in opnamen(), f"geen browsertest maakt {doel}"


@pytest.mark.parametrize("bestand", HOOFDSTUKKEN, ids=lambda pad: pad.name)
def test_elke_verwijzing_leidt_ergens_heen(bestand: Path) -> None:
    for doel in verwijzingen(bestand, beeld=False):
        naam, _, plek = doel.partition("#")
        gericht = (MAP / naam) if naam else bestand
        assert gericht.is_file(), f"{bestand.name} verwijst naar {doel}"
        assert not plek or plek in koppen(gericht), f"{bestand.name} verwijst naar {doel}, maar die kop is er niet"


def koppen(bestand: Path) -> set[str]:
    """The places in a file that a link can name, as GitHub and GitLab make them of headings."""
    titels = re.findall(r"^#+ (.+)$", bestand.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", titel.lower()).replace(" ", "-") for titel in titels}


def test_geen_beeld_is_over_en_alle_zijn_klein() -> None:
    gebruikt = {Path(doel).name for bestand in HOOFDSTUKKEN for doel in verwijzingen(bestand, beeld=True)}
    maten = {beeld.name: beeld.stat().st_size for beeld in (MAP / "beelden").glob("*")}
    assert set(maten) <= {f"{naam}.png" for naam in opnamen()}, "een beeld dat geen test meer maakt"
    assert gebruikt <= set(maten)
    assert max(maten.values(), default=0) < GROOTSTE_BEELD and sum(maten.values()) < GROOTSTE_SAMEN
