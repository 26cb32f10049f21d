"""What the sources leave open, where it can be switched: each question with the answer used and the other one.

All interpretations, also those that cannot be switched, are listed in `docs/interpretaties.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from meerzorg.wet.stappen.nodig import bereikt
from meerzorg.wet.teksten.bronnen import BRIEF_FEBRUARI, JULI_MAATWERK, JULI_RICHTLIJN, RLZ
from regeltaal.fouten import Fout, InvoerFout, dichtstbij
from regeltaal.regel import Regel, regel
from regeltaal.uitdrukking import Uitdrukking

Keuzes: TypeAlias = tuple[tuple[str, str], ...]
"""The interpretations that differ from the standard: pairs of name and choice, sorted by name."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """One answer: what it says, and the rules that take the place of the standard ones of the same name."""

    uitleg: str
    regels: tuple[Regel, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretatie:
    """A question the sources leave open. The first choice is the standard."""

    naam: str
    vraag: str
    keuzes: Mapping[str, Keuze]

    @property
    def standaard(self) -> str:
        return next(iter(self.keuzes))


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de bijzondere situatie",
    ja="er is een bijzondere situatie",
    nee="er is geen bijzondere situatie",
    naam="omgeving",
)
def omgeving_na_zorgbehoefte(d: Any) -> Uitdrukking:
    """One route: the special circumstance helps only who has a special need for care but too few hours."""
    return ~d.toegang_meerzorg & d.bijzondere_zorgbehoefte & d.bijzondere_omgevingsfactor


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de toegang of bijzondere situatie",
    ja="er is toegang tot meerzorg of een bijzondere situatie",
    nee="er is geen toegang tot meerzorg en geen bijzondere situatie",
    naam="toegang_of_omgeving",
)
def toegang_of_omgeving_na_zorgbehoefte(d: Any) -> Uitdrukking:
    """One route: access, or a special need for care in a special circumstance."""
    return d.toegang_meerzorg | (d.bijzondere_zorgbehoefte & d.bijzondere_omgevingsfactor)


@bereikt("5b", BRIEF_FEBRUARI, "stap_5b_nodig")
def stap_5b_na_zorgbehoefte(d: Any) -> Uitdrukking:
    """One route: after a special need for care was found, and the hours were not enough."""
    return d.stap_4_nodig & d.bijzondere_zorgbehoefte & ~d.toegang_meerzorg


@regel(stap="5a", bron=RLZ.artikel("2.2", lid=3), noem="de bekostigingsuren", meervoud=True, naam="bekostigingsuren")
def uren_zonder_behandeling(d: Any) -> Uitdrukking:
    """The hours per week for which the profile is funded, without treatment: a pgb gives that up."""
    return d.norm.bekostigingsuren_zonder_behandeling(d.zorgprofiel)


INTERPRETATIES = {
    interpretatie.naam: interpretatie
    for interpretatie in (
        Interpretatie(
            "route_5b",
            "Staat stap 5b (bijzondere omgevingsfactor) ook open zonder bijzondere zorgbehoefte?",
            {
                "twee_routes": Keuze("ja: stap 5b volgt ook als stap 4 nee is"),
                "een_route": Keuze(
                    "nee: stap 5b volgt alleen na een bijzondere zorgbehoefte",
                    (omgeving_na_zorgbehoefte, toegang_of_omgeving_na_zorgbehoefte, stap_5b_na_zorgbehoefte),
                ),
            },
        ),
        Interpretatie(
            "bekostigingsuren",
            "Tellen de uren van behandeling mee in de bekostigingsuren van het zorgprofiel?",
            {
                "met_behandeling": Keuze("ja: de uren met behandeling en dagbesteding"),
                "zonder_behandeling": Keuze(
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
