"""A deadline as a screen shows it."""

from __future__ import annotations

from typing import NamedTuple

from meerzorg.wet.termijnen.termijn import Termijn

TERMIJNEN = {
    "beslistermijn": "Besluit op de aanvraag",
    "hersteltermijn": "Aanvulling door de cliënt",
    "bezwaartermijn": "Bezwaar maken",
    "beslistermijn_bezwaar": "Beslissing op het bezwaar",
    "advies_zorginstituut": "Advies van het Zorginstituut",
    "dwangsom_start": "Dwangsom",
}


class Termijnblok(NamedTuple):
    """One deadline as shown: how many days are left, None where it no longer runs."""

    titel: str
    termijn: Termijn
    dagen: int | None
