"""The benchmark of the office runs, on real dossiers in every state. What it measures is not tested."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.zwaar
BENCH = Path(__file__).parents[2] / "bench" / "kantoor.py"
PAGINA = {"queries", "p50_ms", "p95_ms", "traagste", "kb_first", "kb_after"}


def bench(*argumenten: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    eigen = {naam: waarde for naam, waarde in os.environ.items() if naam != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, BENCH, *argumenten], capture_output=True, encoding="utf-8", check=False, env=eigen | omgeving
    )


def test_de_meting_meet_wat_zij_zegt() -> None:
    klaar = bench("--dossiers", "200", "--rondes", "1", "--seconden", "1", "--json")
    assert klaar.returncode == 0, klaar.stderr
    uit = json.loads(klaar.stdout)
    assert uit.keys() == {"database", "dossiers", "mijn_werk", "dossier", "brief_ms", "pages_per_s"}
    assert uit["mijn_werk"].keys() == uit["dossier"].keys() == PAGINA
    assert (uit["database"], uit["dossiers"]) == ("sqlite", 200)
    assert uit["brief_ms"] > 0 and uit["pages_per_s"] > 0


def test_te_weinig_dossiers_wordt_geweigerd() -> None:
    klaar = bench("--dossiers", "3")
    assert klaar.returncode == 2 and "ten minste 100" in klaar.stderr
