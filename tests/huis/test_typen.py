"""Types between rooms: what one room hands to another says what is in it, and one name is one thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_kamers import SRC, kamer

LOS = re.compile(r"\b(?:dict|Dict|Mapping|MutableMapping)\b(?:\[[^\[\]]*\bAny\]|(?!\[))")
"""A mapping that does not say what is in it: bare, or of Any."""
WAARDEN_VAN_DE_TAAL = {
    "meerzorg.wet.beoordeling.beoordelen.Beoordeling",
    "regeltaal.lezers.zin.Zinnen",
    "regeltaal.normen.NormenOp",
}
"""These hold values by the names of the vocabulary: each has the kind that its name has there, which no type of Python
says; a rule has them typed (`wet/namen.py`)."""


def module_van(bestand: Path) -> str:
    return ".".join(bestand.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def annotaties(deel: ast.stmt) -> Iterator[ast.expr]:
    """Every annotation of what a function takes and gives, and of what a class has, but for what is private."""
    match deel:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            args = deel.args
            alle = [*args.posonlyargs, *args.args, *args.kwonlyargs]
            yield from (arg.annotation for arg in alle if arg.annotation)
            yield from [deel.returns] if deel.returns else []
        case ast.ClassDef():
            for lid in deel.body:
                if isinstance(lid, ast.AnnAssign) and not ast.unparse(lid.target).startswith("_"):
                    yield lid.annotation
                elif isinstance(lid, ast.FunctionDef) and (lid.name == "__init__" or not lid.name.startswith("_")):
                    yield from annotaties(lid)


def losse_woorden(broncode: str) -> dict[str, list[str]]:
    """Per public name of a module its annotations that do not say what is in a mapping."""
    uit = {}
    for deel in ast.parse(broncode).body:
        naam = getattr(deel, "name", "_")
        los = [tekst for a in annotaties(deel) if LOS.search(tekst := ast.unparse(a))]
        if los and not naam.startswith("_"):
            uit[naam] = los
    return uit


def ingevoerd_door(bron: dict[str, str]) -> dict[str, set[str]]:
    """Per full name (of a module, or of something in it) the rooms that import it; a module brings all it has."""
    uit: dict[str, set[str]] = {}
    for module, tekst in bron.items():
        for deel in ast.walk(ast.parse(tekst)):
            if isinstance(deel, ast.ImportFrom) and deel.module:
                for naam in deel.names:
                    uit.setdefault(f"{deel.module}.{naam.name}", set()).add(kamer(module) or module)
            elif isinstance(deel, ast.Import):
                for naam in deel.names:
                    uit.setdefault(naam.name, set()).add(kamer(module) or module)
    return uit


@pytest.fixture(scope="module")
def bron() -> dict[str, str]:
    """The source of every module, by its full name."""
    return {module_van(bestand): bestand.read_text("utf-8") for bestand in SRC.rglob("*.py")}


def test_wat_een_kamer_uit_gaat_zegt_wat_erin_zit(bron: dict[str, str]) -> None:
    door = ingevoerd_door(bron)
    over_de_drempel = {
        f"{module}.{naam}": los
        for module, tekst in bron.items()
        for naam, los in losse_woorden(tekst).items()
        if (door.get(f"{module}.{naam}", set()) | door.get(module, set())) - {kamer(module), module}
    }
    assert {naam: los for naam, los in over_de_drempel.items() if naam not in WAARDEN_VAN_DE_TAAL} == {}
    assert set(over_de_drempel) >= WAARDEN_VAN_DE_TAAL, "an exception that is not needed any more"


@pytest.mark.parametrize(
    ("broncode", "gevonden"),
    [
        ("def f(a: dict[str, Any]) -> None: ...", ["dict[str, Any]"]),
        ("def f() -> list[Mapping[str, Any]]: ...", ["list[Mapping[str, Any]]"]),
        ("class C:\n    a: dict", ["dict"]),
        ("class C:\n    def f(self, *, a: dict[str, Any]) -> int: ...", ["dict[str, Any]"]),
        ("def f(a: dict[str, int], b: Mapping[str, Json]) -> None: ...", []),
        ("def _f(a: dict[str, Any]) -> None: ...", []),
        ("class C:\n    def _f(self, a: dict[str, Any]) -> int: ...", []),
    ],
)
def test_een_los_woordenboek_wordt_gezien(broncode: str, gevonden: list[str]) -> None:
    assert [los for alle in losse_woorden(broncode).values() for los in alle] == gevonden


ZELFDE_DING = {
    "Alternatief": "as the procedure has it, and as a report tells it",
    "Trede": "as the ladder has it, and as a report tells it",
    "Dossier": "as it is kept, and as the law reads it: the door gives that name (docs/bibliotheek.md)",
    "Gebeurtenis": "as it is kept, and as the deadlines read it",
    "Getal": "a number, as the proof and the kernel read it",
    "JaNee": "a kind of the language, and its values in the kernel",
}
"""Names of the same thing in two places."""


def namen_van_klassen(bron: dict[str, str]) -> dict[str, list[str]]:
    """The modules in which each public class is defined."""
    uit: dict[str, list[str]] = {}
    for module, tekst in bron.items():
        for deel in ast.parse(tekst).body:
            if isinstance(deel, ast.ClassDef) and not deel.name.startswith("_") and ".migrations." not in module:
                uit.setdefault(deel.name, []).append(module)
    return uit


def test_een_naam_is_een_ding(bron: dict[str, str]) -> None:
    dubbel = {naam: modules for naam, modules in namen_van_klassen(bron).items() if len(modules) > 1}
    assert {naam: modules for naam, modules in dubbel.items() if naam not in ZELFDE_DING} == {}
    assert set(ZELFDE_DING) <= set(dubbel), "an exception that is not needed any more"
