"""The shared screens know no audience: each brings its own menu, foot and addresses."""

from __future__ import annotations

import re
from pathlib import Path

import meerzorg.schermen

ADRES = re.compile(r"\b(kantoor|loket|landelijk)[:.]")


def test_de_gedeelde_schermen_noemen_geen_adres_van_een_publiek():
    map_ = Path(meerzorg.schermen.__file__).parent
    bladen = [blad for soort in ("*.py", "*.html") for blad in map_.rglob(soort)]
    assert len(bladen) > 30
    assert [blad.name for blad in bladen if ADRES.search(blad.read_text("utf-8"))] == []
