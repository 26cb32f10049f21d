"""What an extra installs is what its commands import: nothing is missing, and nothing comes along for nobody."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

import pytest
from test_kamers import SRC, WORTEL

from meerzorg.cli.hoofd import EXTRA, KAMER_VAN

NAAM = re.compile(r"[A-Za-z0-9_.-]+")
EXTRAS: dict[str, set[str]] = {
    extra: {NAAM.match(eis)[0].lower() for eis in eisen}  # type: ignore[index]  # a requirement begins with its name
    for extra, eisen in tomllib.loads((WORTEL / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ].items()
}
MODULES = {
    ".".join(bestand.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): bestand
    for bestand in SRC.rglob("*.py")
}
HET_KANTOOR = ("meerzorg.web.instellingen", "meerzorg.web.adressen")
"""What every command of the office loads, by name."""
BIJ_NAAM = {"argon2-cffi", "psycopg", "numba", "pandas", "whitenoise"}
"""Asked for by name: by Django as settings say, by the code that the kernel writes, by Spark."""


def invoer(deel: ast.AST, *, ook_later: bool) -> Iterator[str]:
    """The full names that a piece of source imports; without `ook_later` only what loading it imports."""
    for kind in ast.iter_child_nodes(deel):
        if isinstance(kind, ast.Import):
            yield from (naam.name for naam in kind.names)
        elif isinstance(kind, ast.ImportFrom) and kind.module:
            yield from (f"{kind.module}.{naam.name}" for naam in kind.names)
        elif isinstance(kind, ast.If) and "TYPE_CHECKING" in ast.unparse(kind.test):
            continue
        elif ook_later or not isinstance(kind, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from invoer(kind, ook_later=ook_later)


@cache
def direct(module: str, *, ook_later: bool = False) -> frozenset[str]:
    return frozenset(invoer(ast.parse(MODULES[module].read_text("utf-8")), ook_later=ook_later))


def pakket_van(naam: str) -> str | None:
    """The package to install for an imported name; None for our own and for what comes with Python."""
    eerste = naam.partition(".")[0]
    if eerste in ("meerzorg", "regeltaal", "__future__") or eerste in sys.stdlib_module_names:
        return None
    return packages_distributions()[eerste][0].lower().replace("_", "-")


def nodig_voor(opdracht: str) -> set[str]:
    """The packages that a command loads: itself with all it imports, and what those import when they load."""
    kamer = KAMER_VAN[opdracht]
    zelf = f"meerzorg.cli.{kamer}.{opdracht.replace('-', '_')}"
    open_ = {*direct(zelf, ook_later=True), *(HET_KANTOOR if kamer == "kantoor" else ())}
    gezien: set[str] = set()
    pakketten: set[str] = set()
    while open_:
        naam = open_.pop()
        if pakket := pakket_van(naam):
            pakketten.add(pakket)
        while naam and naam not in MODULES:
            naam = naam.rpartition(".")[0]
        if naam and naam not in gezien:
            gezien.add(naam)
            open_ |= direct(naam)
    return pakketten


@pytest.mark.parametrize("opdracht", KAMER_VAN)
def test_de_extra_van_een_opdracht_heeft_alles_wat_zij_laadt(opdracht: str) -> None:
    eigen = {EXTRA[opdracht], KAMER_VAN[opdracht]} & EXTRAS.keys()
    assert nodig_voor(opdracht) <= set().union(*(EXTRAS[extra] for extra in eigen))


def test_wat_een_extra_installeert_wordt_ergens_gebruikt_en_andersom() -> None:
    gebruikt = {pakket for module in MODULES for naam in direct(module, ook_later=True) if (pakket := pakket_van(naam))}
    assert set().union(*EXTRAS.values()) - gebruikt == BIJ_NAAM
    assert gebruikt - set().union(*EXTRAS.values()) == {"py4j"}, "which comes with pyspark"
