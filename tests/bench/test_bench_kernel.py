"""The benchmark of the kernel runs, and polars decides the same on every row. What it measures is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.zwaar
BENCH = Path(__file__).parents[2] / "bench" / "kernel.py"
METINGEN = {
    "dossiers_per_s_all",
    "dossiers_per_s_one",
    "dossiers_per_s_one_uitkomst",
    "dossiers_per_s_polars",
    "dossiers_per_s_polars_onbekend",
    "read_bandwidth_gb_s",
    "read_bandwidth_share",
    "vs_polars",
    "vs_polars_onbekend",
}
VAN_OPENFISCA = {"dossiers_per_s_openfisca", "vs_openfisca"}


def test_de_meting_meet_wat_zij_zegt() -> None:
    klaar = subprocess.run(
        [sys.executable, BENCH, "--snel", "--zonder-openfisca", "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr  # also when polars decides something else
    uit = json.loads(klaar.stdout)
    assert uit.keys() == METINGEN | VAN_OPENFISCA | {
        "rijen",
        "rijen_geheugen",
        "rondes",
        "draden",
        "vergeleken_polars",
        "extra_memory_mb",
    }
    assert all(uit[naam] > 0 for naam in METINGEN)
    assert all(uit[naam] is None for naam in VAN_OPENFISCA)  # a figure that was not measured is not invented
    assert uit["vergeleken_polars"] == 2 * uit["rijen"] > 0
