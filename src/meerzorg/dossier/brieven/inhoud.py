"""What a letter is made of: everything it says comes in here, typed, and nothing is looked up while it is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NoReturn

from meerzorg.wet.beoordeling.vormen import Verslag
from meerzorg.wet.termijnen.termijn import Termijn
from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond

BRIEFSOORTEN = {
    "ontvangstbevestiging": "bevestiging van ontvangst",
    "verzoek_aanvulling": "verzoek om aanvulling",
    "verlenging_beslistermijn": "verlenging van de beslistermijn",
    "toekenning": "toekenning",
    "overgang": "overgangsjaar",
    "afwijzing": "afwijzing",
    "buiten_behandeling": "besluit om de aanvraag niet te behandelen",
}
BESLUITSOORTEN = ("toekenning", "overgang", "afwijzing")
"""Decisions on the application itself; they rest on an assessment."""
MET_BEZWAAR = (*BESLUITSOORTEN, "buiten_behandeling")
_SOORT_VOOR = {
    "meerzorg": "toekenning",
    "bijzondere_situatie": "toekenning",
    "ekt": "toekenning",
    "toeslag": "toekenning",
    "regulier": "toekenning",
    "tijdelijk_verlengd": "toekenning",
    "tijdelijk_toegekend": "toekenning",
    "overgang": "overgang",
    "afwijzing": "afwijzing",
    "herindicatie": "afwijzing",
    "geen_geldige_indicatie": "afwijzing",
    "buiten_kader": "afwijzing",
}


@dataclass(frozen=True, slots=True)
class Afzender:
    """The zorgkantoor, as it stands at the top of its letters."""

    naam: str
    adres: tuple[str, ...]
    telefoon: str
    email: str
    website: str


@dataclass(frozen=True, slots=True)
class Geadresseerde:
    """Who gets the letter: the client or a representative. `aanhef` is the whole line: 'Geachte mevrouw Jansen,'."""

    naam: str
    adres: tuple[str, ...]
    aanhef: str


@dataclass(frozen=True, slots=True)
class Reden:
    """One professional judgement with its own reason, in the words of who gave it.

    `stap` is the step of the framework ('4', '5a'), `vraag` the name of the gegeven in the vocabulary (or the question
    in words), `rol` a role of the vocabulary.
    """

    stap: str
    vraag: str
    antwoord: str
    rol: str
    wie: str
    reden: str


@dataclass(frozen=True, slots=True)
class Afwijking:
    """Where the decision differs from an advice, with the reason (Awb 3:50). `wie` gave the advice."""

    vraag: str
    advies: str
    besluit: str
    wie: str
    reden: str


@dataclass(frozen=True, slots=True)
class Briefgegevens:
    """Everything for one letter. `datum` is the day of the letter and of the bekendmaking.

    `verslag` is the result of `meerzorg.wet.beoordeling.verslag.verslag`, with its reasoning; `termijnen` those of
    `meerzorg.wet.termijnen.berekening.termijnen` with this letter among the events. `blokken` has the text blocks that
    the zorgkantoor worded itself; the others have the standard text.
    """

    soort: str
    dossiernummer: str
    datum: date
    afzender: Afzender
    geadresseerde: Geadresseerde
    client: str
    ondertekenaar: str
    verslag: Verslag | None = None
    termijnen: tuple[Termijn, ...] = ()
    redenen: tuple[Reden, ...] = ()
    afwijkingen: tuple[Afwijking, ...] = ()
    vragen: tuple[str, ...] = ()
    hersteltermijn: date | None = None
    verlenging_dagen: int | None = None
    verlenging_reden: str = ""
    toelichting: str = ""
    blokken: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    bijlagen: tuple[str, ...] = ()


def soort_voor(uitkomst: str) -> str:
    """The kind of letter that tells an outcome. Raises InvoerFout where there is nothing to decide yet."""
    if uitkomst not in _SOORT_VOOR:
        weiger("uitkomst", getoond(uitkomst), f"een van {', '.join(_SOORT_VOOR)}", dichtstbij(uitkomst, _SOORT_VOOR))
    return _SOORT_VOOR[uitkomst]


def weiger(naam: str, gevonden: str, toegestaan: str, bedoeld: str | None = None) -> NoReturn:
    """Raises InvoerFout with one fault: this letter cannot be made from this input."""
    raise InvoerFout([Fout(naam, gevonden, toegestaan, bedoeld)])
