"""A reader says what it does with every kind of node, or it does not load."""

from __future__ import annotations

import pytest

from regeltaal.fouten import RegelFout
from regeltaal.lezers.lezer import Lezer
from regeltaal.lezers.rekenen import Rekenaar


def test_een_lezer_die_een_knoop_vergeet_laadt_niet() -> None:
    with pytest.raises(RegelFout, match=r"de lezer Half zegt niet wat hij doet met: boven_nul, .*vergelijk"):

        class Half(Lezer[[], int]):
            vast = naam = norm = en = of = niet = lambda self, u: 0  # type: ignore[assignment]


def test_een_lezer_mag_een_ander_aanvullen() -> None:
    class Stil(Rekenaar):
        pass

    assert Stil.ladder is Lezer.ladder
