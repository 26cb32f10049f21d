"""The rooms of the house: docs/architectuur.md draws the real arrows, no circle, no flat room; tests beside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
SRC = WORTEL / "src"
PIJL = re.compile(r"^\s*(\w+) --(?: .+? --)?> (\w+)$", re.MULTILINE)
MEESTE_BESTANDEN = 12
"""In one folder; `__init__.py` is the door, not a file of the room."""
VOLLER = {"src/meerzorg/dossier/brieven": 14}
"""Rooms that are fuller than that still; none may grow."""
EIGEN_MAP = {"bench", "browser", "huis", "hulp", "gegevens", "__pycache__"}
"""Folders of the tests that are about no single room."""


def kamer(module: str) -> str | None:
    """The room of a module by its full name; None outside the house, and for its front door."""
    delen = module.split(".")
    if delen[0] == "regeltaal":
        return "regeltaal"
    return delen[1] if delen[0] == "meerzorg" and len(delen) > 1 and (SRC / "meerzorg" / delen[1]).is_dir() else None


def ingevoerd(bestand: Path) -> Iterator[str]:
    """Every module that a file imports, also inside a function."""
    for deel in ast.walk(ast.parse(bestand.read_text("utf-8"))):
        if isinstance(deel, ast.Import):
            yield from (naam.name for naam in deel.names)
        elif isinstance(deel, ast.ImportFrom) and deel.module:
            yield from (f"{deel.module}.{naam.name}" for naam in deel.names)


def pijlen() -> dict[str, set[str]]:
    """Which rooms a room imports."""
    uit: dict[str, set[str]] = {}
    for bestand in SRC.rglob("*.py"):
        van = kamer(".".join(bestand.relative_to(SRC).with_suffix("").parts))
        if van is not None:
            uit.setdefault(van, set()).update({k for naam in ingevoerd(bestand) if (k := kamer(naam))} - {van})
    return uit


def zonder_omwegen(pijlen: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The arrows that say something: not those that follow from two others."""
    bereik: dict[str, set[str]] = {}
    for naam in TopologicalSorter(pijlen).static_order():
        bereik[naam] = pijlen[naam].union(*(bereik[doel] for doel in pijlen[naam]))
    return {
        (van, naar)
        for van, doelen in pijlen.items()
        for naar in doelen
        if not any(naar in bereik[ander] for ander in doelen)
    }


def test_de_pijlen_van_de_tekening_zijn_die_van_de_invoer_en_lopen_niet_rond() -> None:
    tekening = (WORTEL / "docs" / "architectuur.md").read_text("utf-8").split("```")[1]
    assert set(PIJL.findall(tekening)) == zonder_omwegen(pijlen())


def test_een_pijl_die_uit_twee_andere_volgt_wordt_niet_getekend() -> None:
    assert zonder_omwegen({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {("a", "b"), ("b", "c")}


def test_een_module_hoort_bij_zijn_kamer() -> None:
    gevonden = [kamer(naam) for naam in ("regeltaal.regel", "meerzorg.wet.normen", "meerzorg", "django.db")]
    assert gevonden == ["regeltaal", "wet", None, None]


@pytest.mark.parametrize("huis", ["src", "tests"])
def test_geen_kamer_is_een_platte_lijst(huis: str) -> None:
    vol = [
        f"{plek}: {aantal} bestanden"
        for map_ in (WORTEL / huis).rglob("*/")
        if map_.name != "migrations"
        and (aantal := sum(bestand.name != "__init__.py" for bestand in map_.glob("*.py")))
        > VOLLER.get(plek := map_.relative_to(WORTEL).as_posix(), MEESTE_BESTANDEN)
    ]
    assert vol == []


def test_elke_kamer_heeft_haar_toetsen() -> None:
    mappen = {map_.name for map_ in (WORTEL / "tests").iterdir() if map_.is_dir()} - EIGEN_MAP
    assert set(pijlen()) - mappen == set()
