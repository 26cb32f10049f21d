"""The rows of a population file held against the vocabulary: what is wrong, in which column, in which rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from meerzorg.beleid.invoer.schema import SCHEMA
from meerzorg.beleid.simulatie.kolommen import INDELING, tegengesproken
from regeltaal.fouten import Fout, dichtstbij, getoond
from regeltaal.lezers.kolommen.invoer import EERSTE_RIJEN, Bits, Kolom, Reeks, codeer
from regeltaal.soorten import DATUM, JANEE, Soort

MENS = {"leeftijd": Kolom("leeftijd", Soort("jaar"), 0, 130), "aanvraagt": Kolom("aanvraagt", JANEE)}
"""What is counted by, and so must be right too where it is there; other columns of a person may hold anything."""
KOLOMMEN = MENS | INDELING.kolommen
_CELLEN = "aantal cellen"
_VOLGORDE = {naam: nr for nr, naam in enumerate((_CELLEN, *KOLOMMEN))}
_GETAL = r"^-?\d{1,15}(\.\d{1,20})?$"
_DATUM = r"^\d{4}-\d{2}-\d{2}$"
_PUNT = ", met een punt voor de decimalen"
_ALS_DATUM = ", geschreven als 2026-05-04"


@dataclass
class Gebrek:
    """What is wrong in one column: the first cells, how many in all, what is allowed instead."""

    toegestaan: str
    bedoeld: str | None = None
    eerste: list[str] = field(default_factory=list)
    aantal: int = 0

    def fout(self, naam: str) -> Fout:
        rest = self.aantal - len(self.eerste)
        return Fout(naam, ", ".join(self.eerste) + (f" en nog {rest}" if rest else ""), self.toegestaan, self.bedoeld)


class Controle:
    """Holds batch after batch against the vocabulary, and remembers what is wrong."""

    def __init__(self, tekst: bool) -> None:
        self.tekst = tekst
        self.gebreken: dict[tuple[str, str], Gebrek] = {}

    def lees(self, ruw: pl.DataFrame, eerste_rij: int) -> pl.DataFrame:
        """The batch with the types of `SCHEMA`; only to be used where no fault was found."""
        codes: dict[str, tuple[Reeks, Bits]] = {}
        goed = []
        if self.tekst:
            ruw = ruw.with_columns(pl.all().replace("", None))
        for naam, kolom in KOLOMMEN.items():
            if naam not in ruw.columns:
                continue
            reeks = ruw[naam]
            getypeerd = _uit_tekst(kolom, reeks) if self.tekst else reeks
            code, bekend, fout = codeer(kolom, getypeerd)
            codes[naam] = code, bekend
            fout = fout | (getypeerd.is_null() & reeks.is_not_null()).to_numpy()
            toegestaan = kolom.toegestaan
            if self.tekst:
                toegestaan += _ALS_DATUM if kolom.soort is DATUM else _PUNT if kolom.leesdecimalen else ""
            self._meld(naam, reeks, np.flatnonzero(fout), eerste_rij, toegestaan, kolom)
            if not fout.any():
                goed.append(_gegoten(kolom, getypeerd))
        for tegenspraak, rijen in tegengesproken(codes):
            self._meld(tegenspraak.naam, ruw[tegenspraak.naam], rijen, eerste_rij, tegenspraak.toegestaan)
        return ruw.with_columns(goed)

    def tel_cellen(self, regels: Iterable[list[str]], eerste_rij: int, nodig: int) -> None:
        """Looks whether each line of a CSV file has `nodig` cells: polars fills up a line that was cut off."""
        for rij, cellen in enumerate(regels, eerste_rij):
            if len(cellen) != nodig:
                self._erbij(_CELLEN, f"{nodig}, een in elke kolom", [f"{len(cellen)} (rij {rij})"], 1)

    def neem_over(self, gebreken: Mapping[tuple[str, str], Gebrek]) -> None:
        """Adds what was found in rows that come after those seen until now."""
        for (naam, toegestaan), ander in gebreken.items():
            self._erbij(naam, toegestaan, ander.eerste, ander.aantal, ander.bedoeld)

    def fouten(self) -> list[Fout]:
        """All faults, in the order of the columns of a population."""
        volgorde = sorted(self.gebreken.items(), key=lambda paar: _VOLGORDE[paar[0][0]])
        return [gebrek.fout(naam) for (naam, _), gebrek in volgorde]

    def _meld(
        self, naam: str, reeks: pl.Series, plekken: Reeks, eerste_rij: int, toegestaan: str, kolom: Kolom | None = None
    ) -> None:
        if not len(plekken):
            return
        eerste = [reeks[plek] for plek in plekken[:EERSTE_RIJEN].tolist()]
        keuzes = kolom.soort.keuzes if kolom else ()
        bedoeld = next(filter(None, (dichtstbij(str(waarde), keuzes) for waarde in eerste)), None)
        cellen = [f"{getoond(waarde)} (rij {plek + eerste_rij})" for waarde, plek in zip(eerste, plekken, strict=False)]
        self._erbij(naam, toegestaan, cellen, len(plekken), bedoeld)

    def _erbij(self, naam: str, toegestaan: str, cellen: list[str], aantal: int, bedoeld: str | None = None) -> None:
        gebrek = self.gebreken.setdefault((naam, toegestaan), Gebrek(toegestaan))
        gebrek.eerste = [*gebrek.eerste, *cellen][:EERSTE_RIJEN]
        gebrek.aantal += aantal
        gebrek.bedoeld = gebrek.bedoeld or bedoeld


def _uit_tekst(kolom: Kolom, reeks: pl.Series) -> pl.Series:
    """Cells of text as values; null where a cell does not say such a value."""
    als, naam = pl.col(reeks.name), reeks.name
    if kolom.soort is JANEE:
        woorden = {"ja": True, "nee": False, "true": True, "false": False}
        uit = als.str.to_lowercase().replace_strict(woorden, default=None, return_dtype=pl.Boolean)
    elif kolom.soort.keuzes:
        return reeks
    elif kolom.soort is DATUM:
        uit = pl.when(als.str.contains(_DATUM)).then(als).str.to_date("%Y-%m-%d", strict=False)
    else:
        uit = pl.when(als.str.contains(_GETAL)).then(als).cast(pl.Decimal(38, 20), strict=False)
    return reeks.to_frame().select(uit.alias(naam)).to_series()


def _gegoten(kolom: Kolom, reeks: pl.Series) -> pl.Series:
    """A column without faults in the type of `SCHEMA`; nothing is rounded, that was checked."""
    soort = SCHEMA[kolom.naam]
    if reeks.dtype == soort:
        return reeks
    if soort == pl.Boolean and reeks.dtype != pl.Null:
        return (reeks.cast(pl.String) == "ja").alias(kolom.naam)
    return reeks.cast(pl.String).cast(soort) if isinstance(soort, pl.Enum) else reeks.cast(soort)
