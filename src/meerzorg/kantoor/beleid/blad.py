"""A finished doorrekening as a page: the report in chapters, with pictures before what only explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from meerzorg.beleid.rapport.blad import Rapport
from meerzorg.bladen.blokken import Alinea, Blok, Commando, Figuur, Kop, Lijst, Tabel

KORT = 8
"""A table with more rows is folded, unless it stands beside its picture."""
KOLOMMEN, TEKENS = 4, 90
"""A table with no more columns, and no more characters in its longest row, fits beside a picture."""
BREED = 900
"""A picture wider than this takes the whole width."""
_VAK = re.compile(r'<svg[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Cel(NamedTuple):
    """A cell: its text, whether its column holds numbers, and the heading of that column."""

    tekst: str
    getal: bool
    kop: str


@dataclass(frozen=True)
class Tabelblad:
    """A table: its columns (heading, and whether it holds numbers), and per row the cell that names it and the rest."""

    titel: str
    plek: str
    koppen: list[tuple[str, bool]]
    rijen: list[tuple[Cel, list[Cel]]]

    @property
    def lang(self) -> bool:
        return len(self.rijen) > KORT

    @property
    def breedte(self) -> int:
        """The longest row, in characters."""
        return max((sum(len(cel.tekst) for cel in (eerste, *rest)) for eerste, rest in self.rijen), default=0)


@dataclass(frozen=True)
class Verslagdeel:
    """One block of a chapter; `soort` is its name in lower case, and says which of the others is there."""

    soort: str
    tekst: str = ""
    nadruk: bool = False
    regels: tuple[str, ...] = ()
    tabel: Tabelblad | None = None
    figuur: Figuur | None = None
    nr: int = 0
    breedte: int = 0
    hoogte: int = 0

    @property
    def naast(self) -> bool:
        """Whether picture and table fit beside each other."""
        tabel = self.tabel
        smal = tabel is not None and len(tabel.koppen) <= KOLOMMEN and tabel.breedte <= TEKENS
        return smal and self.breedte <= BREED


@dataclass(frozen=True)
class Hoofdstuk:
    """A chapter with its blocks."""

    titel: str
    plek: str
    delen: list[Verslagdeel] = field(default_factory=list)

    @property
    def met_beeld(self) -> bool:
        return any(deel.figuur for deel in self.delen)


@dataclass(frozen=True)
class Beleidsblad:
    """The report for the screen: the conclusion, then what has pictures, then what it was made with."""

    conclusie: tuple[str, ...]
    hoofdstukken: list[Hoofdstuk]


def blad(rapport: Rapport) -> Beleidsblad:
    """The report as a page."""
    eerste, *rest = _hoofdstukken(rapport)
    conclusie = next((deel.regels for deel in eerste.delen if deel.regels), ())
    rest.sort(key=lambda hoofdstuk: not hoofdstuk.met_beeld)
    return Beleidsblad(conclusie, rest)


def figuren(rapport: Rapport) -> list[Figuur]:
    """The pictures, in the order of the report: the first is number 1."""
    return [blok for blok in rapport.blokken if isinstance(blok, Figuur)]


def _hoofdstukken(rapport: Rapport) -> list[Hoofdstuk]:
    uit: list[Hoofdstuk] = []
    tabelnr, figuurnr = count(1), count(1)
    for blok in rapport.blokken:
        if isinstance(blok, Kop) and blok.niveau == 1:
            uit.append(Hoofdstuk(blok.tekst, f"deel-{len(uit) + 1}"))
        else:
            uit[-1].delen.append(_deel(blok, tabelnr, figuurnr))
    return uit


def _deel(blok: Blok, tabelnr: Iterator[int], figuurnr: Iterator[int]) -> Verslagdeel:
    soort = type(blok).__name__.lower()
    match blok:
        case Alinea(tekst, toon):
            return Verslagdeel(soort, tekst, toon == "nadruk")
        case Kop(tekst) | Commando(tekst):
            return Verslagdeel(soort, tekst)
        case Lijst(regels):
            return Verslagdeel(soort, regels=regels)
        case Tabel():
            return Verslagdeel(soort, tabel=_tabel(blok, next(tabelnr)))
        case Figuur():
            vak = _VAK.match(blok.svg)
            breedte, hoogte = (round(float(maat)) for maat in vak.groups()) if vak else (round(blok.breedte), 0)
            tabel = _tabel(blok.tabel, next(tabelnr))
            return Verslagdeel(soort, tabel=tabel, figuur=blok, nr=next(figuurnr), breedte=breedte, hoogte=hoogte)
        case _:
            raise TypeError(f"een verslag heeft geen {soort}")


def _tabel(tabel: Tabel, nr: int) -> Tabelblad:
    koppen = [(kop, tabel.rechts(kolom)) for kolom, kop in enumerate(tabel.koppen)]
    rijen = [[Cel(tekst, getal, kop) for tekst, (kop, getal) in zip(rij, koppen, strict=True)] for rij in tabel.rijen]
    return Tabelblad(tabel.titel, f"tabel-{nr}", koppen, [(rij[0], rij[1:]) for rij in rijen])
