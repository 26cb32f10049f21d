"""The stories of the demonstration: what is true of a fictional client, so what everyone answers when the law asks.

The law decides what is asked, in which order, and what comes out; a story only has the answers. All is invented.
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple


class Verhaal(NamedTuple):
    """A kind of case: how often it occurs, what differs from the usual answers, and the reasons people give."""

    gewicht: int
    antwoorden: dict[str, Any]
    redenen: dict[str, str] = {}  # noqa: RUF012 - read only


GEWOON: dict[str, Any] = {
    "soort_aanvraag": "eerste",
    "leveringsvorm": "pgb",
    "indicatie_ingangsdatum": "2023-01-01",
    "zorgprofiel": "VG8",
    "meerzorgvinkje": True,
    "werkwijze_zorgkantoor": "voortzetten",
    "best_passend_profiel": True,
    "zzp_recht_2014": False,
    "bijzondere_zorgsoort": "geen",
    "dagbesteding": "nee",
    "wooninitiatief": False,
    "gevraagde_kosten": 165_000,
    "toeslag": "geen",
    "toeslag_bedrag": 0,
    "ekt_toepasbaar": True,
    "beperking_sociale_redzaamheid": 3,
    "beperking_psychosociaal": 2.8,
    "beperking_adl": 3,
    "beperking_mobiliteit": 3,
    "beperking_verpleging": 2.2,
    "beperking_gedrag": 1.5,
    "bijzondere_zorgbehoefte": True,
    "meer_zorg_nodig": True,
    "benodigde_uren": 58,
    "bijzondere_omgevingsfactor": False,
    "verantwoord_thuis": True,
    "doelmatig": True,
    "rechtmatig": True,
    "vastgestelde_kosten": 165_000,
    "looptijd_maanden": 24,
    "had_meerzorg": False,
    "lopend_bedrag": 150_000,
    "overgang_gebruikt": False,
}

REDENEN: dict[str, str] = {
    "best_passend_profiel": "De zorgvraag past bij dit zorgprofiel. Een ander profiel geeft niet meer passende zorg.",
    "toeslag": "Er is geen toeslag die bij deze zorgvraag hoort.",
    "ekt_toepasbaar": "De cliënt woont thuis en regelt zelf zorg. Extra kosten thuis kan dan worden ingezet.",
    "benodigde_uren": "De week is doorgelopen tijdens het huisbezoek. Bij de verzorging zijn twee mensen nodig.",
    "verantwoord_thuis": "Het netwerk is geoefend, er is achtervang en de woning is aangepast.",
    "doelmatig": "De gekozen inzet kost niet meer dan nodig. Een goedkopere weg is er niet.",
    "vastgestelde_kosten": "De uren zijn gelegd naast het weekschema en de maximale tarieven.",
    "rechtmatig": "De zorgovereenkomsten kloppen en het gaat om zorg die onder de Wlz valt.",
    "bijzondere_omgevingsfactor": "In de regio is passende zorg in natura beschikbaar.",
    "looptijd_maanden": "De situatie is stabiel. Over twee jaar kijken we opnieuw.",
    "meer_zorg_nodig": "Zonder extra zorg is de nacht niet veilig.",
    "tweede": "Het beeld meet niet hoe vaak er in de nacht hulp nodig is. Die hulp weegt hier zwaar.",
}
ONDERBOUWING = {
    "aard": "Ernstige meervoudige beperking met epilepsie. Aanvallen zijn niet te voorspellen.",
    "omvang": "Dag en nacht is iemand in de buurt nodig. Gemiddeld drie keer per nacht is hulp nodig.",
    "blijvendheid": "De aandoening is blijvend. De behandelaar verwacht geen verbetering.",
}
GEEN_BEHOEFTE = {
    "aard": "De zorgvraag komt overeen met die van anderen met dit zorgprofiel.",
    "omvang": "De hulp is intensief, maar past binnen wat het zorgprofiel biedt.",
    "blijvendheid": "De behandelaar verwacht dat de zorgvraag het komende jaar afneemt.",
}

VERHALEN: dict[str, Verhaal] = {
    "meerzorg_kind": Verhaal(22, {}),
    "meerzorg_gedrag": Verhaal(
        14,
        {
            "zorgprofiel": "VG7",
            "gevraagde_kosten": 172_000,
            "vastgestelde_kosten": 168_500,
            "benodigde_uren": 66,
            "beperking_gedrag": 3,
            "beperking_adl": 1.8,
            "dagbesteding": "met_vervoer",
        },
        {"benodigde_uren": "Er is de hele dag één begeleider nodig, en bij onrust twee."},
    ),
    "meerzorg_dementie": Verhaal(
        8,
        {"zorgprofiel": "VV7", "gevraagde_kosten": 139_000, "vastgestelde_kosten": 131_000, "benodigde_uren": 44},
    ),
    "meerzorg_lichamelijk": Verhaal(
        8,
        {
            "zorgprofiel": "LG6",
            "gevraagde_kosten": 158_000,
            "vastgestelde_kosten": 158_000,
            "benodigde_uren": 55,
            "bijzondere_zorgsoort": "non_invasieve_beademing",
            "leveringsvorm": "pgb_mpt",
        },
    ),
    "verlenging": Verhaal(
        14,
        {
            "soort_aanvraag": "verlenging",
            "had_meerzorg": True,
            "gevraagde_kosten": 151_000,
            "vastgestelde_kosten": 151_000,
        },
    ),
    "regulier": Verhaal(5, {"gevraagde_kosten": 61_000}),
    "toeslag": Verhaal(
        5,
        {"toeslag": "kind_meervoudig", "toeslag_bedrag": 9_000, "gevraagde_kosten": 104_000},
        {"toeslag": "De cliënt is een thuiswonend kind met meerdere complexe beperkingen."},
    ),
    "ekt": Verhaal(7, {"gevraagde_kosten": 115_000}),
    "bijzondere_situatie": Verhaal(
        4,
        {"bijzondere_zorgbehoefte": False, "benodigde_uren": 30, "bijzondere_omgevingsfactor": True},
        {"bijzondere_omgevingsfactor": "In de hele regio is nu geen passende plaats. De wachttijd is ruim een jaar."},
    ),
    "overgang": Verhaal(
        4,
        {
            "soort_aanvraag": "herbeoordeling",
            "had_meerzorg": True,
            "bijzondere_zorgbehoefte": False,
            "benodigde_uren": 30,
        },
    ),
    "minder_dan_gevraagd": Verhaal(8, {"gevraagde_kosten": 184_000, "vastgestelde_kosten": 159_500}),
    "afwijzing": Verhaal(3, {"bijzondere_zorgbehoefte": False, "benodigde_uren": 29}),
    "afwijzing_uren": Verhaal(
        2, {"benodigde_uren": 31}, {"benodigde_uren": "De gevraagde nachtzorg valt samen met die van de huisgenoten."}
    ),
    "herindicatie": Verhaal(
        2,
        {"zorgprofiel": "VG6", "best_passend_profiel": False},
        {"best_passend_profiel": "De zorgvraag is toegenomen. Een hoger zorgprofiel past beter."},
    ),
    "geen_geldige_indicatie": Verhaal(2, {"indicatie_ingangsdatum": "2019-01-01", "indicatie_einddatum": "2025-12-31"}),
    "buiten_kader": Verhaal(1, {"leveringsvorm": "vpt"}),
}

VOORNAMEN = [
    "Amira",
    "Bram",
    "Chaima",
    "Daan",
    "Eline",
    "Finn",
    "Guus",
    "Hanna",
    "Imran",
    "Jasmijn",
    "Kees",
    "Lotte",
    "Mees",
    "Noor",
    "Olaf",
    "Pleun",
    "Quinten",
    "Roos",
    "Sem",
    "Tess",
    "Umar",
    "Vera",
    "Willem",
    "Xandra",
    "Youssef",
    "Zoë",
    "Anouk",
    "Bilal",
    "Cato",
    "Dilan",
    "Esmée",
    "Floris",
    "Greetje",
    "Hidde",
    "Iris",
    "Joost",
    "Keet",
    "Luuk",
]
ACHTERNAMEN = [
    "Bakker",
    "Boersma",
    "El Amrani",
    "de Groot",
    "Dijkstra",
    "van Dam",
    "Hoekstra",
    "Janssen",
    "Kaya",
    "Kramer",
    "Kuiper",
    "de Lange",
    "Mulder",
    "Meijer",
    "Nguyen",
    "van den Oever",
    "Postma",
    "Prins",
    "de Ruiter",
    "Smit",
    "Schouten",
    "Terpstra",
    "Veenstra",
    "van Vliet",
    "Visser",
    "de Wit",
    "Willems",
    "Yildiz",
    "van der Zee",
    "Zijlstra",
]
STRATEN = ("Lindelaan", "Kerkstraat", "Molenweg", "Beukenhof", "Dorpsstraat", "Zonnedauw", "Havenkade", "Esdoornlaan")


def kies(toeval: Random) -> tuple[str, dict[str, Any]]:
    """A story by its weight, and its answers with amounts and hours that differ from client to client."""
    naam = toeval.choices(list(VERHALEN), [verhaal.gewicht for verhaal in VERHALEN.values()])[0]
    antwoorden = GEWOON | VERHALEN[naam].antwoorden
    verschil = toeval.randrange(-4, 5) * 500
    gelijk = antwoorden["gevraagde_kosten"] == antwoorden["vastgestelde_kosten"]
    antwoorden["gevraagde_kosten"] += verschil
    antwoorden["vastgestelde_kosten"] += verschil if gelijk else 0
    antwoorden["vastgestelde_kosten"] = min(antwoorden["vastgestelde_kosten"], antwoorden["gevraagde_kosten"])
    if antwoorden["benodigde_uren"] > 40:
        antwoorden["benodigde_uren"] += toeval.randrange(-2, 5)
    return naam, antwoorden


def weekplan(kosten: int) -> list[dict[str, Any]]:
    """A plan of care that costs about `kosten` euro a year: a parent at night, professionals by day."""
    ouder = {"zorgsoort": "Nachtzorg door ouder", "zorgverlener": "informeel", "uren_per_week": 21, "uurtarief": 24.5}
    verpleging = {"zorgsoort": "Verpleging", "zorgverlener": "formeel", "uren_per_week": 4, "uurtarief": 78}
    rest = max(0, kosten / 52 - 21 * 24.5 - 4 * 78) / 62.5
    begeleiding = {
        "zorgsoort": "Begeleiding en verzorging",
        "zorgverlener": "formeel",
        "uren_per_week": int(rest * 4) / 4,
        "uurtarief": 62.5,
    }
    return [begeleiding, verpleging, ouder]


def reden(verhaal: str, naam: str) -> str:
    """The reason that is given with an answer; empty where none belongs to it."""
    return VERHALEN[verhaal].redenen.get(naam, REDENEN.get(naam, ""))
