"""The structure of a letter: typed blocks in reading order, from which the PDF, the screen and the text are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from meerzorg.dossier.brieven.inhoud import Afzender, Geadresseerde


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading below the subject of the letter: `niveau` 1 or 2."""

    tekst: str
    niveau: int = 1


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph; a new line in it stays a new line. 'kern' is the message in one sentence, 'klein' a source."""

    tekst: str
    soort: Literal["gewoon", "kern", "klein"] = "gewoon"


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
class Tabel:
    """A table with one row of column headings; the first column names the row. `rechts`: which columns are amounts."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    rechts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Bronnen:
    """Sources: title and web address, the address empty where there is none."""

    regels: tuple[tuple[str, str], ...]


Blok: TypeAlias = Kop | Alinea | Citaat | Lijst | Paren | Tabel | Bronnen


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole letter, ready to be set. `kenmerken` are the lines of reference: label and value."""

    soort: str
    onderwerp: str
    datum: date
    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerken: tuple[tuple[str, str], ...]
    blokken: tuple[Blok, ...]


def met_elke_tekst(deel: Any, functie: Callable[[str], str]) -> Any:
    """The same structure with `functie` applied to every text in it."""
    if isinstance(deel, str):
        return functie(deel)
    if isinstance(deel, tuple):
        return tuple(met_elke_tekst(lid, functie) for lid in deel)
    if is_dataclass(deel) and not isinstance(deel, type):
        return replace(deel, **{veld.name: met_elke_tekst(getattr(deel, veld.name), functie) for veld in fields(deel)})
    return deel
