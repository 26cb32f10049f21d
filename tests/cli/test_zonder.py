"""A command without its extra is one Dutch line with what to install, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

VOORBEELD = next((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))
ZONDER = (
    "import sys; sys.modules.update(dict.fromkeys({weg})); from meerzorg.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.mark.parametrize(
    ("woorden", "weg", "extra"),
    [
        (["simuleer", "--personen", "1"], ["polars", "numpy", "numba"], "beleid"),
        (["verklaar", "--rij", "0"], ["polars", "numpy"], "beleid"),
        (["bewijs"], ["z3"], "beleid"),
        (["indicatie", str(VOORBEELD)], ["defusedxml"], "keten"),
    ],
)
def test_een_opdracht_zonder_zijn_extra_zegt_wat_te_installeren(woorden: list[str], weg: list[str], extra: str) -> None:
    code = ZONDER.format(weg=weg)
    uit = subprocess.run(
        [sys.executable, "-c", code, *woorden], capture_output=True, text=True, timeout=60, check=False
    )
    assert (uit.returncode, uit.stdout) == (2, "") and "Traceback" not in uit.stderr
    assert f"pip install 'meerzorg[{extra}]'" in uit.stderr
