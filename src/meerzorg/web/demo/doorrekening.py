"""A finished doorrekening for the demonstration, so that the screen Beleid has something to show."""

from __future__ import annotations

from collections.abc import Callable

from meerzorg.kantoor.beleid.doorrekenen import is_er, plaats
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij.werker import werk
from meerzorg.wet.procedure.beleidskader_2026 import BELEIDSKADER_2026
from meerzorg.wet.procedure.rlz_2027 import RLZ_2027

PERSONEN, ZAAD, TREKKINGEN = 20_000, 2026, 20
"""Small: it takes a few seconds."""


def reken_voor(meld: Callable[[str], None]) -> None:
    """Asks what the rules of 2027 change, and computes it here; nothing where the libraries are not installed."""
    if not is_er():
        return
    wie = Medewerker.objects.get(username="beleidsmedewerker")
    plaats(wie, [BELEIDSKADER_2026.id, RLZ_2027.id], [], PERSONEN, ZAAD, TREKKINGEN)
    werk(meld)
