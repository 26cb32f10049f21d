"""Random dossiers for Hypothesis: JSON as the contract has it, with values near every threshold of the law.

One generator serves two ends: as a strategy it draws from Hypothesis (and shrinks); in a test it fills in what a
partial dossier leaves open, as often as the test likes.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from random import Random
from typing import Any

from hypothesis import strategies as st

from meerzorg.wet.beoordeling import verslag as _verslag
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.vocabulaire import VOCABULAIRE

Gegevens = dict[str, Any]

NAMEN = tuple(gegeven.naam for gegeven in VOCABULAIRE)
SOORT = {gegeven.naam: gegeven.soort for gegeven in VOCABULAIRE}
KADER_IDS = tuple(KADERS)
kader_ids = st.sampled_from(KADER_IDS)

DAGEN = [date(2026, 3, 1) + timedelta(days=n) for n in (-400, -246, -59, -1, 0, 1, 64, 89, 90, 305, 306, 307, 700)]
"""Around the days on which a framework or a norm changes."""


def verslag(b: Beoordeling, *, met_verklaring: bool = False) -> dict[str, Any]:
    """The report as JSON, in the form of the contract."""
    return _verslag.verslag(b, met_verklaring=met_verklaring).als_json()


def _tabel(naam: str) -> list[dict[str, str]]:
    with (files("meerzorg.wet") / "normen" / f"{naam}.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


BASISBEDRAG = {(rij["zorgprofiel"], rij["dagbesteding"]): int(rij["waarde"]) * 100 for rij in _tabel("basisbedrag")}
"""Bijlage H in cents, read here without the code under test."""
UREN = {rij["zorgprofiel"]: Fraction(rij["waarde"]) for rij in _tabel("bekostigingsuren")}
PROFIELEN = tuple(UREN)
THUIS = tuple(dict.fromkeys(profiel for profiel, _ in BASISBEDRAG))
LIJST = tuple(dict.fromkeys(rij["zorgprofiel"] for rij in _tabel("meerzorgprofiel") if rij["waarde"] == "ja"))
KANSRIJK = tuple(profiel for profiel in LIJST if profiel in THUIS)


def half_omhoog(bedrag: Fraction) -> int:
    return int(bedrag + Fraction(1, 2))


def basis(g: Mapping[str, Any]) -> int:
    """The basisbudget in cents, worked out by hand."""
    bedrag = BASISBEDRAG.get((g["zorgprofiel"], g["dagbesteding"]), 0)
    if g["wooninitiatief"] in ("ja", True):
        bedrag += 596_100 + (534_500 if g["zorgprofiel"] in ("VV4", "VV5", "VV6", "VV7", "VV8") else 0)
    return bedrag


def in_centen(euro: float) -> int:
    return round(euro * 100)


def in_euro(cent: int) -> int | float:
    """As a JSON number: whole where it can be."""
    return cent // 100 if cent % 100 == 0 else cent / 100


def _bedrag(rng: Random, g: Gegevens) -> int | float:
    """Mostly on, one cent below or one cent above a limit of this dossier."""
    budget, toeslag = basis(g), in_centen(g["toeslag_bedrag"]) * (g["toeslag"] != "geen")
    ekt = half_omhoog(Fraction(budget, 4))
    kosten = half_omhoog(Fraction(budget * 5, 4))
    grens = rng.choice([budget, budget + toeslag, budget + toeslag + ekt, kosten, *[2 * budget + 5_000_000] * 6])
    return in_euro(max(0, grens + rng.choice([-1, 0, 1, 100, 123_456])))


def _uren(rng: Random, g: Gegevens) -> int | float:
    grens = UREN[g["zorgprofiel"]] * Fraction(5, 4)
    return float(rng.choice([grens, grens, grens - Fraction(1, 1_000_000), grens + 1, Fraction(10), Fraction(336)]))


def _datum(rng: Random, vanaf: date, *afstanden: int) -> str:
    return (vanaf + timedelta(days=rng.choice(afstanden))).isoformat()


def _keuze(rng: Random, naam: str, vaak: str) -> str:
    return vaak if rng.random() < 0.75 else rng.choice(SOORT[naam].keuzes)


def _janee(rng: Random, kans: float) -> str | bool:
    ja = rng.random() < kans
    return rng.choice(["ja", True] if ja else ["nee", False])


KANS_OP_JA = {
    "best_passend_profiel": 0.92,
    "zzp_recht_2014": 0.2,
    "wooninitiatief": 0.3,
    "bijzondere_omgevingsfactor": 0.4,
    "overgang_gebruikt": 0.4,
}


def compleet(rng: Random, bekend: Mapping[str, Any] = {}, *, einddatum: bool = True) -> Gegevens:
    """A complete dossier that keeps all that is `bekend`; of the rest most lead on to the later steps.

    An end date is only made up where `einddatum` allows it: absent means that the indication has no end.
    """
    g: Gegevens = {}

    def vul(naam: str, waarde: Any) -> None:
        g[naam] = bekend.get(naam, waarde)

    vul("aanvraagdatum", rng.choice([*map(str, DAGEN), bekend.get("indicatie_einddatum", "2026-05-04")]))
    dag = date.fromisoformat(g["aanvraagdatum"])
    begin = _datum(rng, dag, *[-800] * 6, -1, 0, 1)
    vul("indicatie_ingangsdatum", min(begin, bekend.get("indicatie_einddatum", begin)))
    einde = _datum(rng, dag, -1, 0, 1, 200, 300, 400, 500)
    if "indicatie_einddatum" in bekend or (einddatum and rng.random() < 0.4):
        vul("indicatie_einddatum", max(einde, g["indicatie_ingangsdatum"]))
    if "ingangsdatum" in bekend or rng.random() < 0.4:
        vul("ingangsdatum", _datum(rng, dag, -30, 0, 1, 45, 200))
    vul("zorgprofiel", rng.choice(rng.choice([*[KANSRIJK] * 5, THUIS, PROFIELEN])))
    vul("leveringsvorm", _keuze(rng, "leveringsvorm", "pgb"))
    vul("soort_aanvraag", rng.choice(SOORT["soort_aanvraag"].keuzes))
    vul("werkwijze_zorgkantoor", _keuze(rng, "werkwijze_zorgkantoor", "voortzetten"))
    vul("bijzondere_zorgsoort", _keuze(rng, "bijzondere_zorgsoort", "geen"))
    vul("dagbesteding", rng.choice(SOORT["dagbesteding"].keuzes))
    vul("toeslag", rng.choice(SOORT["toeslag"].keuzes[bekend.get("toeslag_bedrag", 0) > 0 :]))
    vul("toeslag_bedrag", 0 if g["toeslag"] == "geen" else rng.choice([0, 1234.56, 9000, 50_000]))
    vul("looptijd_maanden", rng.choice([12, 13, 24, 36]))
    for naam in NAMEN:
        if SOORT[naam].naam == "ja/nee":
            vul(naam, _janee(rng, KANS_OP_JA.get(naam, 0.8)))
        elif SOORT[naam].naam == "score":
            vul(naam, rng.choice([0, 0.5, 1.75, 2.5, 3]))
    for naam in ("gevraagde_kosten", "vastgestelde_kosten"):
        vul(naam, _bedrag(rng, g))
    vul("lopend_bedrag", rng.choice([0, 60_000, 128_500.01]))
    vul("benodigde_uren", _uren(rng, g))
    return g


def zonder(rng: Random, g: Gegevens) -> Gegevens:
    """The dossier with a random part of its facts, from nearly none to nearly all. The end date is never forgotten:
    without one the indication has no end, and that is a fact too."""
    kans = rng.choice([0.05, 0.15, 0.3, 0.6, 0.9])
    return {naam: g[naam] for naam in g if naam == "indicatie_einddatum" or rng.random() >= kans}


@st.composite
def volledig(draw: st.DrawFn) -> Gegevens:
    """A dossier in which every input has a value."""
    return compleet(draw(st.randoms(use_true_random=False)))


@st.composite
def gedeeltelijk(draw: st.DrawFn) -> Gegevens:
    """A dossier of which a random part is known."""
    rng = draw(st.randoms(use_true_random=False))
    return zonder(rng, compleet(rng))


def beoordeeld(g: Mapping[str, Any], kader: str | None = None) -> Beoordeling:
    return beoordeel(lees_gegevens(g, "proef", "proef"), kader)


VG8 = {
    "aanvraagdatum": "2026-05-04",
    "soort_aanvraag": "eerste",
    "leveringsvorm": "pgb",
    "indicatie_ingangsdatum": "2024-01-01",
    "zorgprofiel": "VG8",
    "werkwijze_zorgkantoor": "voortzetten",
    "best_passend_profiel": "ja",
    "zzp_recht_2014": "nee",
    "bijzondere_zorgsoort": "geen",
    "dagbesteding": "met_vervoer",
    "wooninitiatief": "nee",
    "gevraagde_kosten": 140000,
    "toeslag": "geen",
    "toeslag_bedrag": 0,
    "ekt_toepasbaar": "ja",
    "bijzondere_zorgbehoefte": "ja",
    "meer_zorg_nodig": "ja",
    "benodigde_uren": 36.25,
    "bijzondere_omgevingsfactor": "nee",
    "verantwoord_thuis": "ja",
    "doelmatig": "ja",
    "rechtmatig": "ja",
    "vastgestelde_kosten": 131000,
    "looptijd_maanden": 24,
    "had_meerzorg": "nee",
    "lopend_bedrag": 128500,
    "overgang_gebruikt": "nee",
}
"""Meerzorg in every framework: basisbudget 99,392, EKT up to 124,240, threshold 36.25 hours."""


def vg8(*weg: str, **anders: Any) -> Gegevens:
    return {naam: waarde for naam, waarde in {**VG8, **anders}.items() if naam not in weg}
