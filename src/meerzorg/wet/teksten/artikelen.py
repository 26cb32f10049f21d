"""The text of the articles that the law here rests on, as far as it was seen; one file per law,
and one for what is no law.

`letterlijk` is a quotation, `weergave` says in our words what was read, `niet gezien` that there is no text here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from regeltaal.bron import Bron

SOORTEN = ("letterlijk", "weergave", "niet gezien")
WETTEN = ("rlz", "blz", "wlz", "awb", "atw", "overig")
_STAND = re.compile(r"# (.+), stand (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Tekst:
    """What one article says: `titel` as a citation has it, and the day at which this text stood."""

    titel: str
    soort: str
    tekst: str
    stand: date


@cache
def artikelen() -> Mapping[str, Tekst]:
    """Every text by its title. Raises ValueError where a file is not written as it should be."""
    gelezen: dict[str, Tekst] = {}
    for wet in WETTEN:
        kop, *delen = (files("meerzorg.wet") / "teksten" / f"{wet}.md").read_text("utf-8").split("\n## ")
        stand = _STAND.fullmatch(kop.strip())
        if stand is None:
            raise ValueError(f"{wet}.md begint niet met de wet en de stand van haar tekst")
        for deel in delen:
            plaats, _, rest = deel.strip().partition("\n")
            soort, _, tekst = rest.partition(": ")
            titel = plaats if wet == "overig" else f"{stand[1]} {plaats}"
            if soort not in SOORTEN or not tekst or titel in gelezen:
                raise ValueError(f"{wet}.md, {plaats}: geen tekst, of twee keer")
            gelezen[titel] = Tekst(titel, soort, tekst, date.fromisoformat(stand[2]))
    return MappingProxyType(gelezen)


def tekst_van(bron: Bron) -> Tekst | None:
    """The text that a citation of a law leads to; of the whole paragraph where the part is not there. None: no text."""
    return artikelen().get(bron.titel) or artikelen().get(bron.titel.partition(" onder ")[0])
