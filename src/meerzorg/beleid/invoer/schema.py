"""The columns of a population: the vocabulary as polars types, and one row as the inputs of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from meerzorg.beleid.invoer.zorgkantoren import zorgkantoren
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.soorten import Soort

ZORGKANTOREN: dict[str, str] = {rij.zoka_nr: rij.zorgkantoor for rij in zorgkantoren()}
"""Number -> name of the 31 regions."""

GROEPEN = ("meerzorg", "eerste_aanvraag", "overig")
GESLACHTEN = ("man", "vrouw")


def kolomtype(soort: Soort) -> pl.DataType:
    """The type of a column: money in euro with two decimals, hours and scores exact to the millionth."""
    if soort.keuzes:
        return pl.Enum(soort.keuzes)
    return {
        "ja/nee": pl.Boolean(),
        "datum": pl.Date(),
        "euro": pl.Decimal(12, 2),
        "uren per week": pl.Decimal(9, 6),
        "score": pl.Decimal(7, 6),
        "maanden": pl.Int8(),
    }[soort.naam]


INVOER: dict[str, pl.DataType] = {gegeven.naam: kolomtype(gegeven.soort) for gegeven in VOCABULAIRE}
"""The inputs of the rules, in the order of the vocabulary."""

PERSOON: dict[str, pl.DataType] = {
    "persoon": pl.Int64(),
    "leeftijd": pl.Int16(),
    "geslacht": pl.Enum(GESLACHTEN),
    "zorgkantoor": pl.Enum(list(ZORGKANTOREN.values())),
    "groep": pl.Enum(GROEPEN),
    "aanvraagt": pl.Boolean(),
}
"""What the rules do not read: number from 1, age in years, region, and whether this person applies this year."""

SCHEMA = PERSOON | INVOER


def gegevens_van(rij: Mapping[str, Any]) -> dict[str, Any]:
    """One row, as `DataFrame.row(nr, named=True)` gives it, as the inputs that `wet.invoer.lees_gegevens` reads."""
    waarden = ((naam, rij[naam]) for naam in INVOER if rij.get(naam) is not None)
    return {naam: waarde.isoformat() if isinstance(waarde, date) else waarde for naam, waarde in waarden}
