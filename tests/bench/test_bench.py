"""The benchmark runs, and its plain Python decides the same as the rules. What it measures is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.zwaar
BENCH = Path(__file__).parents[2] / "bench" / "beoordeel.py"
METINGEN = {
    "us_median",
    "us_plain_python",
    "ratio",
    "us_report",
    "us_report_verklaring",
    "s_10000_dossiers",
    "mb_peak",
    "s_help",
}


def bench(*argumenten: str) -> str:
    klaar = subprocess.run(
        [sys.executable, BENCH, "--rondes", "3", "--snel", *argumenten],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr  # also when plain Python decides something else
    return klaar.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the benchmark asks the system for the memory of a process")
def test_de_meting_meet_wat_zij_zegt() -> None:
    uit = json.loads(bench("--json"))
    assert uit.keys() == METINGEN | {"dossiers", "vergeleken", "rondes"}
    assert all(uit[naam] > 0 for naam in METINGEN)
    assert (uit["dossiers"], uit["rondes"]) == (100, 3)
    assert uit["vergeleken"] > 1000
