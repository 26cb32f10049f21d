"""What a report is made of, before it becomes HTML or PDF: headings, text, tables, pictures with their table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

VOL = 1040.0
"""The width of a picture that takes the whole page."""


class Getal(str):
    """A number as a Dutch reader writes it; shown at the right of its column."""

    __slots__ = ()


def getal(waarde: float, decimalen: int = 0, *, plus: bool = False) -> Getal:
    """1.234,5; with a true minus sign, never minus zero, and on request a plus."""
    rond = round(waarde, decimalen)
    teken = "−" if rond < 0 else "+" if plus and rond > 0 else ""
    return Getal(teken + f"{abs(rond):,.{decimalen}f}".translate(str.maketrans(",.", ".,")))


def euro(waarde: float) -> Getal:
    """Whole euros: € 99.392."""
    return Getal(f"€ {getal(waarde)}")


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading; level 1 is a chapter."""

    tekst: str
    niveau: int = 1


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph of plain text; `nadruk` frames what may not be missed."""

    tekst: str
    nadruk: bool = False


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of sentences."""

    regels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opdracht:
    """A command as it is typed, its options on lines of their own."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table; the first cell of a row names the row."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]

    def rechts(self, kolom: int) -> bool:
        """Whether this column holds numbers."""
        return any(isinstance(rij[kolom], Getal) for rij in self.rijen)


@dataclass(frozen=True, slots=True)
class Figuur:
    """A picture as SVG, what it shows in words, and the table with the same figures."""

    titel: str
    svg: str
    alt: str
    tabel: Tabel

    @property
    def breedte(self) -> float:
        """How wide the picture is, in the points it was drawn with."""
        maat = re.search(r'<svg[^>]* (?:width="|viewBox="0 0 )([\d.]+)', self.svg)
        return float(maat[1]) if maat else VOL

    @property
    def deel(self) -> float:
        """The share of the page that it takes: all pictures at one scale, none wider than the page."""
        return min(1.0, self.breedte / VOL)


Blok: TypeAlias = Kop | Alinea | Lijst | Opdracht | Tabel | Figuur


@dataclass(frozen=True, slots=True)
class Rapport:
    """The whole report, in reading order."""

    titel: str
    ondertitel: str
    blokken: tuple[Blok, ...]
