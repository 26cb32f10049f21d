"""A finished doorrekening for the demonstration, so that the screen Beleid has something to show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from meerzorg.kantoor.beleid.doorrekenen import is_er, plaats
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij.werker import werk
from meerzorg.wet.procedure.beleidskader_2026 import BELEIDSKADER_2026
from meerzorg.wet.procedure.rlz_2027 import RLZ_2027

PERSONEN, ZAAD, TREKKINGEN = 20_000, 2026, 20
"""Small: it takes a few seconds."""


@contextmanager
def regels_vertaald() -> Iterator[None]:
    """While something else is done, the rules are compiled by a process of its own, for `reken_voor` to find."""
    if not is_er():
        yield
        return
    kaders = f"{BELEIDSKADER_2026.id},{RLZ_2027.id}"
    opdracht = [sys.executable, "-m", "meerzorg", "simuleer", "--personen", "1000", "--kaders", kaders, "--json"]
    with subprocess.Popen(opdracht, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        yield


def reken_voor(meld: Callable[[str], None]) -> None:
    """Asks what the rules of 2027 change, and computes it here; nothing where the libraries are not installed."""
    if not is_er():
        return
    wie = Medewerker.objects.get(username="beleidsmedewerker")
    plaats(wie, [BELEIDSKADER_2026.id, RLZ_2027.id], [], PERSONEN, ZAAD, TREKKINGEN)
    werk(meld)
