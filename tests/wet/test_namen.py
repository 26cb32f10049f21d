"""The names that rules may use, as types: made from the vocabulary, the rules and the norms, and read by mypy."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from gereedschap import namen


def test_de_namen_voor_regels_zijn_van_nu() -> None:
    assert namen.DOEL.read_text("utf-8") == namen.schrijf(), "draai: python -m gereedschap.namen"


def test_een_verschreven_naam_code_of_eenheid_valt_op_voordat_iets_draait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt name, a code that does not exist and a mix of units are found by mypy, each on its own line."""
    regels = tmp_path / "regels.py"
    regels.write_text(
        "from meerzorg.wet.namen import Namen\n"
        "def goed(d: Namen) -> object: return (d.leveringsvorm == 'pgb') & (d.basisbudget + 0 >= d.gevraagde_kosten)\n"
        "def naam(d: Namen) -> object: return d.leveringvorm\n"
        "def code(d: Namen) -> object: return d.leveringsvorm.een_van('pgbb')\n"
        "def eenheid(d: Namen) -> object: return d.basisbudget + d.benodigde_uren\n"
        "def sleutel(d: Namen) -> object: return d.norm.bijlage_h(d.dagbesteding)\n",
        "utf-8",
    )
    bron = namen.DOEL.parents[2]
    monkeypatch.setenv("MYPYPATH", str(bron))
    uit, _, _ = api.run(["--strict", "--follow-imports=silent", "--cache-dir", str(tmp_path / "cache"), str(regels)])
    assert [int(regel.split(":")[1]) for regel in uit.splitlines() if ": error: " in regel] == [3, 4, 5, 6], uit
