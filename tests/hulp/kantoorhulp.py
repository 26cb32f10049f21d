"""People and dossiers for the tests of the office: made by the real acts, in every state a test needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, open_dossier
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Dossier, Ketenrij
from meerzorg.personen.bsn import klopt
from meerzorg.personen.models import Actor, Client
from meerzorg.toegang.models import Concessiehouder, Medewerker, Zorgkantoor
from meerzorg.toegang.rechten import ROLLEN
from regeltaal.soorten import DATUM, toon

OORDEEL = "bijzondere_zorgbehoefte"
WACHTWOORD = "een-lang-wachtwoord"
AANVRAAG: dict[str, Any] = {
    "soort_aanvraag": "eerste",
    "leveringsvorm": "pgb",
    "zorgprofiel": "VG8",
    "indicatie_ingangsdatum": "2024-01-01",
    "meerzorgvinkje": True,
    "dagbesteding": "nee",
    "wooninitiatief": False,
    "gevraagde_kosten": 180000,
    "had_meerzorg": False,
    "bijzondere_zorgsoort": "geen",
    "zzp_recht_2014": False,
}
"""What is known when an application for the highest profile comes in."""
ONDERBOUWING = {
    "aard": "Ernstige epilepsie met aanvallen in de nacht.",
    "omvang": "Twee keer per nacht is hulp nodig.",
    "blijvendheid": "De aandoening is blijvend.",
}


def bsns() -> Iterator[str]:
    """Numbers of the test range that pass the 11-test and are not in use."""
    gebruikt = set(Client.objects.values_list("bsn", flat=True))
    kandidaten = (f"{nr:09d}" for nr in range(999_900_000, 999_999_999))
    return (bsn for bsn in kandidaten if klopt(bsn) and bsn not in gebruikt)


def kantoor(nummer: str = "3010", naam: str = "Zorgkantoor Groningen") -> Zorgkantoor:
    gegevens = {
        "naam": naam,
        "adres": "Postbus 1\n9700 AA Groningen",
        "telefoon": "050 000 00 00",
        "email": "meerzorg@voorbeeld.invalid",
        "website": "voorbeeld.invalid",
    }
    houder, _ = Concessiehouder.objects.get_or_create(naam="Menzis")
    return Zorgkantoor.objects.get_or_create(nummer=nummer, defaults={"concessiehouder": houder} | gegevens)[0]


@cache
def _gehasht() -> str:
    """Made once: a good hash is slow, and every test has a whole team."""
    return str(make_password(WACHTWOORD))


def medewerker(naam: str, rol: str, bij: Zorgkantoor | None = None) -> Medewerker:
    bij = bij or kantoor()
    wie = Medewerker.objects.create(
        username=naam,
        email=f"{naam}@voorbeeld.invalid",
        password=_gehasht(),
        naam=naam.replace("_", " ").capitalize(),
        concessiehouder=bij.concessiehouder,
    )
    wie.rollen.create(zorgkantoor=bij, rol=rol)
    return wie


def team(bij: Zorgkantoor | None = None) -> dict[str, Medewerker]:
    """One person per role, by role; also `beslisser2`, and `niemand` without a role."""
    mensen = {rol: medewerker(rol, rol, bij) for rol in ROLLEN}
    return mensen | {
        "beslisser2": medewerker("beslisser2", "beslisser", bij),
        "niemand": medewerker("niemand", "", bij),
    }


def door(wie: Medewerker) -> dict[str, Any]:
    """By whom, for a row that a test stores itself."""
    return {"auteur": Actor.objects.van(wie), "rol": wie.rol}


def nieuw_dossier(
    wie: Medewerker, naam: str = "Fatima de Groot", dagen: int = 20, bsn: str = "", **anders: Any
) -> Dossier:
    """An application that came in `dagen` ago, of a new client or of the one with this BSN; `anders` changes or adds
    facts (None leaves one out)."""
    gegevens = {"aanvraagdatum": (vandaag() - timedelta(days=dagen)).isoformat()} | AANVRAAG | anders
    client = Clientgegevens(bsn or next(bsns()), naam, date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
    return open_dossier(wie, client, {naam: waarde for naam, waarde in gegevens.items() if waarde is not None})


def beantwoord(dossier: Dossier, mensen: dict[str, Medewerker], tot: str = "", *, medisch: bool = True) -> Dossier:
    """Lets every role answer in order, up to and not including the role `tot`; by default to the decision."""
    wanneer = [
        ("zorgadviseur", _van_zorgadviseur()),
        ("medisch_adviseur", {"bijzondere_zorgbehoefte": Opgave(medisch, "behandelaar", onderbouwing=ONDERBOUWING)}),
        ("verpleegkundige", _van_verpleegkundige()),
        ("beslisser", {"looptijd_maanden": Opgave(24, reden="De situatie is stabiel.")}),
    ]
    for rol, waarden in wanneer:
        if rol == tot:
            break
        leg_vast(mensen[rol], dossier, waarden)
        if rol == "verpleegkundige":
            leg_vast(
                mensen["zorgadviseur"], dossier, {"rechtmatig": Opgave(True, "gesprek", "De overeenkomsten kloppen.")}
            )
    return dossier


def _van_zorgadviseur() -> dict[str, Opgave]:
    return {
        "best_passend_profiel": Opgave(True, "gesprek", "Het profiel past bij de zorgvraag."),
        "toeslag": Opgave("geen"),
        "toeslag_bedrag": Opgave(0),
        "ekt_toepasbaar": Opgave(True, "gesprek", "EKT kan worden ingezet."),
        "bijzondere_omgevingsfactor": Opgave(False, "gesprek", "Passende zorg in natura is beschikbaar."),
    }


def _van_verpleegkundige() -> dict[str, Opgave]:
    return {
        "benodigde_uren": Opgave(60, "huisbezoek", "Twee begeleiders zijn nodig bij de verzorging."),
        "verantwoord_thuis": Opgave(True, "huisbezoek", "Het netwerk is sterk en geoefend."),
        "doelmatig": Opgave(True, "huisbezoek", "Er is geen goedkopere weg."),
        "vastgestelde_kosten": Opgave(170000, "huisbezoek", "Er is minder nachtzorg nodig dan gevraagd."),
    }


def stand(dossier: Dossier) -> tuple[int, int, int, int, int]:
    """What is stored of a dossier: where this stays the same, nothing was stored."""
    nu = Dossier.objects.get(pk=dossier.pk)
    return (
        nu.versie,
        nu.vastleggingen.count(),
        nu.gebeurtenissen.count(),
        nu.brieven.count(),
        Ketenrij.objects.count(),
    )


def noemt(tekst: str, dag: date) -> bool:
    """Whether a text names this day: not when "14 januari 2027" stands there and 4 January is meant."""
    return re.search(rf"(?<!\d){re.escape(toon(dag, DATUM))}(?!\d)", tekst) is not None


def advies(ja: bool = True, **anders: Any) -> dict[str, Opgave]:
    return {OORDEEL: Opgave(ja, "behandelaar", onderbouwing=ONDERBOUWING, **anders)}
