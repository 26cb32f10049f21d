"""The blocks of a letter or a report, in reading order; the screen, the PDF and the text are made from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias

from meerzorg.bladen.getallen import Getalcel

VOL = 1040.0
"""The width of a picture that takes the whole page."""


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading below the title: `niveau` 1 (of a report a chapter) or 2."""

    tekst: str
    niveau: int = 1


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph; a new line in it stays a new line.

    'kern' is the message in one sentence, 'klein' a source, 'nadruk' what may not be missed.
    """

    tekst: str
    soort: Literal["gewoon", "kern", "klein", "nadruk"] = "gewoon"


@dataclass(frozen=True, slots=True)
class Citaat:
    """What somebody said, in their own words."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Lijst:
    """Points, numbered where the reader must be able to answer them by number."""

    regels: tuple[str, ...]
    genummerd: bool = False


@dataclass(frozen=True, slots=True)
class Paren:
    """Words with what belongs to them: 'Advies' – 'nee'."""

    regels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bronnen:
    """Sources: title and web address, the address empty where there is none."""

    regels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Commando:
    """A command as it is typed, its options on lines of their own."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with one row of column headings; the first cell of a row names the row."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]

    def rechts(self, kolom: int) -> bool:
        """Whether this column holds numbers."""
        return any(isinstance(rij[kolom], Getalcel) for rij in self.rijen)


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


Blok: TypeAlias = Kop | Alinea | Citaat | Lijst | Paren | Bronnen | Commando | Tabel | Figuur


def met_elke_tekst(deel: Any, functie: Callable[[str], str]) -> Any:
    """The same structure with `functie` applied to every text in it; a number stays a number."""
    if isinstance(deel, Getalcel):
        return Getalcel(functie(deel))
    if isinstance(deel, str):
        return functie(deel)
    if isinstance(deel, tuple):
        return tuple(met_elke_tekst(lid, functie) for lid in deel)
    if is_dataclass(deel) and not isinstance(deel, type):
        return replace(deel, **{veld.name: met_elke_tekst(getattr(deel, veld.name), functie) for veld in fields(deel)})
    return deel
