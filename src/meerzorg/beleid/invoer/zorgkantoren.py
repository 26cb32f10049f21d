"""The 31 zorgkantoren of 2026: number, name and concession holder."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Zorgkantoorrij(NamedTuple):
    """One zorgkantoor; `concessiehouder` is the Wlz-uitvoerder that runs it."""

    zoka_nr: str
    zorgkantoor: str
    concessiehouder: str


@cache
def zorgkantoren() -> tuple[Zorgkantoorrij, ...]:
    """In the order of their numbers."""
    tekst = (files("meerzorg.beleid.invoer") / "zorgkantoren.csv").read_text("utf-8")
    return tuple(Zorgkantoorrij(**rij) for rij in csv.DictReader(tekst.splitlines()))


def met_nummer(nummer: str) -> Zorgkantoorrij | None:
    """The zorgkantoor with this number; None where there is none."""
    return next((rij for rij in zorgkantoren() if rij.zoka_nr == nummer), None)
