"""What the sources leave open, where it can be switched: each question with the answer used and the other one.

All interpretations, also those that cannot be switched, are listed in `docs/interpretaties.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from meerzorg.wet.namen import Namen
from meerzorg.wet.procedure.gedeeld import OMGEVINGSFACTOR
from meerzorg.wet.procedure.tabel import Weg
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import BRIEF_FEBRUARI
from regeltaal.fouten import Fout, InvoerFout, dichtstbij
from regeltaal.regel import Regel
from regeltaal.uitdrukking import Uitdrukking

Keuzes: TypeAlias = tuple[tuple[str, str], ...]
"""The interpretations that differ from the standard: pairs of name and choice, sorted by name."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """One answer: what it says, and the rules that take the place of the standard ones of the same name."""

    uitleg: str
    regels: tuple[Regel, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretatie:
    """A question the sources leave open. The first choice is the standard."""

    naam: str
    vraag: str
    keuzes: Mapping[str, Antwoord]

    @property
    def standaard(self) -> str:
        return next(iter(self.keuzes))


@toegang.omgeving.variant()
def omgeving_na_zorgbehoefte(d: Namen) -> Uitdrukking:
    """One route: the special circumstance helps only who has a special need for care but too few hours."""
    return ~d.toegang_meerzorg & d.bijzondere_zorgbehoefte & d.bijzondere_omgevingsfactor


@toegang.toegang_of_omgeving.variant()
def toegang_of_omgeving_na_zorgbehoefte(d: Namen) -> Uitdrukking:
    """One route: access, or a special need for care in a special circumstance."""
    return d.toegang_meerzorg | (d.bijzondere_zorgbehoefte & d.bijzondere_omgevingsfactor)


_NA_ZORGBEHOEFTE = replace(
    OMGEVINGSFACTOR, weg=Weg("4", BRIEF_FEBRUARI, lambda d: d.bijzondere_zorgbehoefte & ~d.toegang_meerzorg)
)
"""One route: after a special need for care was found, and the hours were not enough."""


@toegang.bekostigingsuren.variant()
def uren_zonder_behandeling(d: Namen) -> Uitdrukking:
    """The hours per week for which the profile is funded, without treatment: a pgb gives that up."""
    return d.norm.bekostigingsuren_zonder_behandeling(d.zorgprofiel)


INTERPRETATIES = {
    interpretatie.naam: interpretatie
    for interpretatie in (
        Interpretatie(
            "route_5b",
            "Staat stap 5b (bijzondere omgevingsfactor) ook open zonder bijzondere zorgbehoefte?",
            {
                "twee_routes": Antwoord("ja: stap 5b volgt ook als stap 4 nee is"),
                "een_route": Antwoord(
                    "nee: stap 5b volgt alleen na een bijzondere zorgbehoefte",
                    (omgeving_na_zorgbehoefte, toegang_of_omgeving_na_zorgbehoefte, *_NA_ZORGBEHOEFTE.bereikt),
                ),
            },
        ),
        Interpretatie(
            "bekostigingsuren",
            "Tellen de uren van behandeling mee in de bekostigingsuren van het zorgprofiel?",
            {
                "met_behandeling": Antwoord("ja: de uren met behandeling en dagbesteding"),
                "zonder_behandeling": Antwoord(
                    "nee: de uren zonder behandeling, met dagbesteding", (uren_zonder_behandeling,)
                ),
            },
        ),
    )
}


def lees_keuzes(teksten: list[str]) -> Keuzes:
    """Choices written as NAAM=KEUZE; standard ones are left out. Raises InvoerFout with every fault."""
    keuzes: dict[str, str] = {}
    fouten: list[Fout] = []
    for tekst in teksten:
        naam, _, keuze = tekst.partition("=")
        interpretatie = INTERPRETATIES.get(naam)
        if interpretatie is None:
            toegestaan = f"een van {', '.join(INTERPRETATIES)}, als NAAM=KEUZE"
            fouten.append(Fout("interpretatie", repr(naam), toegestaan, dichtstbij(naam, INTERPRETATIES)))
        elif keuze not in interpretatie.keuzes:
            toegestaan = f"een van {', '.join(interpretatie.keuzes)}"
            fouten.append(Fout(naam, repr(keuze), toegestaan, dichtstbij(keuze, interpretatie.keuzes)))
        elif keuze != interpretatie.standaard:
            keuzes[naam] = keuze
    if fouten:
        raise InvoerFout(fouten)
    return tuple(sorted(keuzes.items()))
