"""The population beside the public figures: what is public, what the population gives, and the difference."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from meerzorg.beleid.invoer.aannames import BRONNEN, aannames
from meerzorg.beleid.invoer.schema import ZORGKANTOREN, gegevens_van
from meerzorg.beleid.populatie.model import JAAR, LEEFTIJDEN
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.normen import normen
from meerzorg.wet.vocabulaire import DOMEINEN
from regeltaal.bron import Bron

BESLUITEN = {"toegekend": 300, "afgewezen": 15}
"""Decisions on meerzorg from January to May 2026 (JULI_MONITOR), for about 100 000 people at home."""
MONITOR_TOT = date(JAAR, 6, 1)
TOEGEKEND = {"meerzorg", "bijzondere_situatie", "overgang", "tijdelijk_verlengd", "tijdelijk_toegekend"}
"""The outcomes that the monitor would count as granted; ekt, toeslag and regulier are no decision on meerzorg."""
Z95 = 1.96

ONDERWERPEN = {
    "meerzorg": "Meerzorg thuis, per 100.000 mensen",
    "leeftijd": "Mensen met een pgb naar geslacht en leeftijd, in procenten",
    "zorgkantoor": "Verdeling over de zorgkantoren, in procenten",
    "score": "Gemiddelde score per zorgprofiel en domein",
}
UITLEG = {
    "meerzorg": "De besluiten zijn die van januari tot en met mei 2026. "
    "In de populatie is elke aanvraag beoordeeld met de regels die op de aanvraagdatum gelden.",
    "leeftijd": "De openbare cijfers zijn van november 2019.",
    "zorgkantoor": "Het openbare cijfer is de verdeling van het geld voor pgb in 2015. "
    "Iets nieuwers per regio is niet gevonden.",
    "score": "De openbare cijfers zijn gemeten aan de grafieken in bijlage A van de Regeling langdurige zorg. "
    "Voor andere zorgprofielen zijn er geen openbare gemiddelden.",
}


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One public figure and what the population gives; `marge` is half the 95 % interval of its sampling error."""

    onderwerp: str
    naam: str
    openbaar: float
    populatie: float
    marge: float
    bron: Bron

    @property
    def verschil(self) -> float:
        return self.populatie - self.openbaar


@dataclass(frozen=True, slots=True)
class Populatiebeeld:
    """A population of `personen` people beside the public figures."""

    personen: int
    cijfers: tuple[Cijfer, ...]


@dataclass
class _Telling:
    personen: int = 0
    meerzorg: int = 0
    uitkomsten: Counter[str] = field(default_factory=Counter)
    cellen: Counter[str] = field(default_factory=Counter)
    kantoren: Counter[str] = field(default_factory=Counter)
    scores: dict[tuple[str, str], tuple[int, float, float]] = field(default_factory=dict)

    def tel(self, deel: pl.DataFrame) -> None:
        self.personen += len(deel)
        self.meerzorg += int(deel["had_meerzorg"].sum())
        self.kantoren.update(dict(deel["zorgkantoor"].value_counts().iter_rows()))
        pgb = deel.filter(pl.col("leveringsvorm") != "mpt").group_by("geslacht", "leeftijd").len()
        for geslacht, leeftijd, aantal in pgb.iter_rows():
            klasse = next(naam for naam, (eerste, _) in reversed(LEEFTIJDEN.items()) if leeftijd >= eerste)
            self.cellen[f"{geslacht}/{klasse}"] += aantal
        aanvragen = deel.filter(pl.col("aanvraagt") & (pl.col("aanvraagdatum") < MONITOR_TOT))
        for rij in aanvragen.iter_rows(named=True):
            self.uitkomsten[beoordeel(lees_gegevens(gegevens_van(rij), str(rij["persoon"]), "persoon")).uitkomst] += 1
        for profiel, domein in _gemeten():
            score = deel.filter(pl.col("zorgprofiel") == profiel)[f"beperking_{domein}"].cast(pl.Float64)
            oud = self.scores.get((profiel, domein), (0, 0.0, 0.0))
            nieuw = len(score), float(score.sum()), float((score**2).sum())
            self.scores[profiel, domein] = (oud[0] + nieuw[0], oud[1] + nieuw[1], oud[2] + nieuw[2])


def _gemeten() -> dict[tuple[str, str], tuple[float, Bron]]:
    """The mean scores that were measured in an official chart."""
    return {
        (str(rij.sleutel[0]), str(rij.sleutel[1])): (float(str(rij.waarde)), rij.bron)
        for rij in normen().rijen
        if rij.naam == "beperkingen" and rij.status == "gemeten"
    }


def maak_beeld(delen: Iterable[pl.DataFrame]) -> Populatiebeeld:
    """Counts a generated population, batch by batch, beside the public figures."""
    telling = _Telling()
    for deel in delen:
        telling.tel(deel)
    return Populatiebeeld(telling.personen, tuple(_cijfers(telling)))


def _cijfers(t: _Telling) -> Iterator[Cijfer]:
    openbaar = aannames()
    afgewezen = t.uitkomsten["afwijzing"]
    toegekend = sum(t.uitkomsten[uitkomst] for uitkomst in TOEGEKEND)
    for naam, aantal, cijfer, bron in (
        ("mensen met lopende meerzorg", t.meerzorg, openbaar.getal("meerzorg_lopend"), "december-werkwijze"),
        ("aanvragen toegekend", toegekend, BESLUITEN["toegekend"], "juli-monitor"),
        ("aanvragen afgewezen", afgewezen, BESLUITEN["afgewezen"], "juli-monitor"),
    ):
        yield _deel("meerzorg", naam, cijfer, aantal, t.personen, 100_000, BRONNEN[bron])
    met_pgb = sum(t.cellen.values())
    for cel, deel in openbaar.verdeling("leeftijd_geslacht", "pgb").items():
        naam = cel.replace("/", ", ") + " jaar"
        yield _deel("leeftijd", naam, 100 * deel, t.cellen[cel], met_pgb, 100, BRONNEN["pgb-2019"])
    for nr, deel in openbaar.verdeling("zorgkantoor").items():
        naam, aantal = ZORGKANTOREN[nr].removeprefix("Zorgkantoor "), t.kantoren[ZORGKANTOREN[nr]]
        yield _deel("zorgkantoor", naam, 100 * deel, aantal, t.personen, 100, BRONNEN["rlz-8.2"])
    for (profiel, domein), (gemiddelde, van) in _gemeten().items():
        aantal, som, kwadraten = t.scores[profiel, domein]
        if aantal:
            spreiding = max(0.0, kwadraten / aantal - (som / aantal) ** 2)
            marge = Z95 * math.sqrt(spreiding / aantal)
            yield Cijfer("score", f"{profiel}, {DOMEINEN[domein]}", gemiddelde, som / aantal, marge, van)


def _deel(onderwerp: str, naam: str, openbaar: float, aantal: int, van: int, per: int, bron: Bron) -> Cijfer:
    p = aantal / van if van else 0.0
    return Cijfer(onderwerp, naam, openbaar, per * p, per * Z95 * math.sqrt(p * (1 - p) / van) if van else 0.0, bron)
