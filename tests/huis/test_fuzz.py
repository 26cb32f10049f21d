"""Short coverage-guided runs of the fuzz harnesses; longer ones are started by hand."""

from __future__ import annotations

import importlib.util
import platform
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("harnas", ["fuzz_indicatie.py", "fuzz_dossier.py"])
def test_atheris_vindt_niets(harnas: str, tmp_path: Path) -> None:
    """atheris is in the development lock for Linux x86 and Python < 3.14."""
    if importlib.util.find_spec("atheris") is None:
        hoort_er_te_zijn = (
            sys.platform == "linux" and platform.machine() in ("x86_64", "AMD64") and sys.version_info < (3, 14)
        )
        if hoort_er_te_zijn:
            pytest.fail("atheris ontbreekt; installeer de ontwikkelafhankelijkheden")
        pytest.skip("atheris bestaat niet voor dit platform")
    gedaan = subprocess.run(
        [sys.executable, str(Path(__file__).parents[1] / "hulp" / "fuzz" / harnas), "-runs=3000", "-seed=1"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert gedaan.returncode == 0, gedaan.stderr[-3000:]
    assert "Done 3000 runs" in gedaan.stderr
