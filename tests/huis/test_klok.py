"""One clock: the product and its tests ask klok.py what day it is, so that both are the same on every day."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dag import MAANDAG, later
from meerzorg import klok

WORTEL = Path(__file__).parents[2]
KLOK = WORTEL / "src" / "meerzorg" / "klok.py"
LEEST_ALTIJD = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow", "timezone.now", "time.time"}
LEEST_ZONDER_WAARDE = {"timezone.localdate", "timezone.localtime", "time.localtime", "time.gmtime", "time.strftime"}
IN_SJABLOON = re.compile(r"\{%\s*now\b")


def lezingen(boom: ast.AST) -> Iterator[int]:
    """The lines that read the clock of the machine, except in a function marked `echte_klok`."""
    for deel in ast.iter_child_nodes(boom):
        if isinstance(deel, ast.FunctionDef) and any("echte_klok" in ast.unparse(merk) for merk in deel.decorator_list):
            continue
        if isinstance(deel, ast.Attribute) and ast.unparse(deel) in LEEST_ALTIJD:
            yield deel.lineno
        if isinstance(deel, ast.Call) and not deel.args and ast.unparse(deel.func) in LEEST_ZONDER_WAARDE:
            yield deel.lineno
        yield from lezingen(deel)


@pytest.mark.parametrize("map_", ["src", "tests", "gereedschap"])
def test_alleen_de_klok_leest_de_tijd_van_de_machine(map_: str) -> None:
    gevonden = [
        f"{bestand.relative_to(WORTEL)}:{nr}"
        for bestand in (WORTEL / map_).rglob("*.py")
        if bestand != KLOK and "migrations" not in bestand.parts
        for nr in lezingen(ast.parse(bestand.read_text("utf-8")))
    ]
    assert gevonden == []


def test_geen_sjabloon_leest_de_tijd_van_de_machine() -> None:
    sjablonen = [*(WORTEL / "src").rglob("templates/**/*.html")]
    assert sjablonen and [s.name for s in sjablonen if IN_SJABLOON.search(s.read_text("utf-8"))] == []


@pytest.mark.parametrize("regel", ["x = timezone.now", "date.today()", "timezone.localdate()", "time.time()"])
def test_een_lezing_van_de_klok_wordt_herkend(regel: str) -> None:
    assert [*lezingen(ast.parse(regel))] == [1]


def test_een_moment_omrekenen_is_geen_lezing_van_de_klok() -> None:
    assert [*lezingen(ast.parse("timezone.localdate(moment); datetime.fromtimestamp(1, UTC)"))] == []


def test_de_toetsen_lopen_op_een_vaste_maandag() -> None:
    assert klok.vandaag() == MAANDAG.date()
    with later(days=3):
        assert klok.vandaag() == MAANDAG.date() + timedelta(days=3)


@pytest.mark.echte_klok
def test_zonder_verzetten_loopt_de_klok_gelijk_met_de_machine() -> None:
    eerst = datetime.now(UTC)
    assert eerst <= klok.nu() <= datetime.now(UTC)


def test_een_proces_dat_een_toets_start_leeft_op_dezelfde_dag() -> None:
    vraag = "from meerzorg.klok import vandaag; print(vandaag())"
    daar = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=True)
    assert date.fromisoformat(daar.stdout.strip()) == klok.vandaag()


def test_middernacht_is_die_van_nederland() -> None:
    with klok.gezet_op(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert klok.vandaag() == date(2027, 1, 1)
