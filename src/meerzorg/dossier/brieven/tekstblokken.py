"""The text blocks that a zorgkantoor may word itself: data with a closed list of places to fill in.

A block is plain text; an empty line starts a new paragraph. `{client}` and the like are filled in once; there is no
other syntax, so a text can never do anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from meerzorg.dossier.brieven.inhoud import BRIEFSOORTEN, MET_BEZWAAR
from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond

PLAATSEN: dict[str, str] = {
    "client": "de naam van de cliënt",
    "geadresseerde": "de naam van wie de brief krijgt",
    "dossiernummer": "het nummer van het dossier",
    "datum": "de datum van de brief",
    "uiterlijk": "de laatste dag van de termijn waar de brief over gaat",
    "zorgkantoor": "de naam van het zorgkantoor",
    "adres": "het adres van het zorgkantoor, op één regel",
    "telefoon": "het telefoonnummer van het zorgkantoor",
    "email": "het e-mailadres van het zorgkantoor",
    "website": "de website van het zorgkantoor",
    "ondertekenaar": "de naam van wie de brief ondertekent",
}
MEESTE_TEKENS = 2000


class Bloksoort(NamedTuple):
    """Where a block stands, in which letters, and its standard text."""

    plek: str
    brieven: tuple[str, ...]
    tekst: str


_ALLE = tuple(BRIEFSOORTEN)

BLOKKEN: dict[str, Bloksoort] = {
    "aanvulling_sturen": Bloksoort(
        "na de lijst met vragen: hoe de cliënt antwoord geeft",
        ("verzoek_aanvulling",),
        "Stuur uw antwoorden en stukken naar {zorgkantoor}, {adres}. Zet ons kenmerk erbij: {dossiernummer}. "
        "Lukt het niet op tijd? Bel ons dan vóór {uiterlijk}: {telefoon}. Dan kijken wij samen wat kan.",
    ),
    "verlenging_begrip": Bloksoort(
        "na de nieuwe datum",
        ("verlenging_beslistermijn",),
        "Wij begrijpen dat u graag snel weet waar u aan toe bent. Wij doen ons best om eerder te beslissen.",
    ),
    "verplichtingen": Bloksoort(
        "bij een toekenning en een overgangsjaar: wat er bij een pgb hoort",
        ("toekenning", "overgang"),
        "Hebt u een pgb? Dan sluit u met elke zorgverlener een zorgovereenkomst. Wij en de Sociale Verzekeringsbank "
        "(SVB) moeten die goedkeuren. Over een klein deel van het pgb hoeft u niet te laten zien wat u ermee deed: "
        "1,5 %, ten minste € 250 en ten hoogste € 1.250 (Rlz art. 5.16 en 5.17).\n\n"
        "Een zorgverlener die niet onder het Arbeidstijdenbesluit valt, werkt voor u ten hoogste 40 uur per week "
        "(Rlz art. 5.18).",
    ),
    "overgang_samen": Bloksoort(
        "bij een overgangsjaar: hoe het zorgkantoor helpt",
        ("overgang",),
        "Dit jaar is bedoeld om een oplossing te vinden die past. Wij denken daarover met u mee. Lukt het niet om op "
        "tijd een oplossing te vinden? Laat het ons weten. Dan zoeken wij samen naar maatwerk.",
    ),
    "afwijzing_uitleg": Bloksoort(
        "bij een afwijzing: uitleg door het zorgkantoor",
        ("afwijzing",),
        "Wij begrijpen dat dit een moeilijk bericht kan zijn. Wij leggen het besluit graag aan u uit. "
        "Bel ons daarvoor: {telefoon}.",
    ),
    "bezwaar_indienen": Bloksoort(
        "in elk besluit: waar het bezwaar heen gaat",
        MET_BEZWAAR,
        "Stuur uw bezwaar naar {zorgkantoor}, afdeling Bezwaar, {adres}.",
    ),
    "hulp": Bloksoort(
        "in elke brief: onafhankelijke cliëntondersteuning",
        _ALLE,
        "Wilt u hulp van iemand die niet bij ons werkt? U kunt gratis een onafhankelijke cliëntondersteuner voor de "
        "Wlz vragen. Die kent de regels, denkt met u mee en kan helpen met brieven en met bezwaar. Bel {telefoon} of "
        "kijk op {website} om te horen bij wie u terechtkunt.",
    ),
    "vragen": Bloksoort(
        "in elke brief, onder de hulp: hoe het zorgkantoor te bereiken is",
        _ALLE,
        "Hebt u vragen over deze brief? Bel {telefoon} of mail naar {email}. Noem ons kenmerk: {dossiernummer}.",
    ),
}

_PLAATS = re.compile(r"\{([^{}\n]*)\}")


def controleer(naam: str, tekst: str) -> list[Fout]:
    """Everything that is wrong with a block, to be shown before it is saved; an empty list where nothing is."""
    fouten = []
    if naam not in BLOKKEN:
        fouten.append(Fout("tekstblok", getoond(naam), f"een van {', '.join(BLOKKEN)}", dichtstbij(naam, BLOKKEN)))
    if not tekst.strip():
        fouten.append(Fout(naam, "een leeg blok", "tekst"))
    if len(tekst) > MEESTE_TEKENS:
        fouten.append(Fout(naam, f"{len(tekst)} tekens", f"ten hoogste {MEESTE_TEKENS} tekens"))
    regels = tekst.replace("\r\n", "\n").split("\n")
    for nummer, regel in enumerate(regels, start=1):
        fouten.extend(_fouten_in_regel(regel, f"{naam}, regel {nummer}"))
    return fouten


def _fouten_in_regel(regel: str, waar: str) -> list[Fout]:
    fouten = [
        Fout(f"{{{plaats}}}", "een onbekende plek", f"een van {_LIJST}", _bedoeld(plaats), waar)
        for plaats in _PLAATS.findall(regel)
        if plaats not in PLAATSEN
    ]
    rest = _PLAATS.sub("", regel)
    if "{" in rest or "}" in rest:
        fouten.append(
            Fout("accolade", getoond(rest.strip()), "{ en } alleen als paar om de naam van een plek", None, waar)
        )
    vreemd = dict.fromkeys(teken for teken in regel if unicodedata.category(teken)[0] == "C")
    if vreemd:
        gevonden = ", ".join(f"U+{ord(teken):04X}" for teken in vreemd)
        fouten.append(Fout("stuurteken", gevonden, "letters, cijfers, leestekens en nieuwe regels", None, waar))
    return fouten


_LIJST = ", ".join(f"{{{plaats}}}" for plaats in PLAATSEN)


def _bedoeld(plaats: str) -> str | None:
    bedoeld = dichtstbij(plaats.strip().lower(), PLAATSEN)
    return f"{{{bedoeld}}}" if bedoeld else None


def vul_in(tekst: str, waarden: Mapping[str, str]) -> str:
    """The block with its places filled in, in one pass: what looks like a place in a value stays as it is.

    Raises InvoerFout for a place without a value.
    """
    onbekend = [plaats for plaats in _PLAATS.findall(tekst) if plaats not in waarden]
    if onbekend:
        raise InvoerFout(
            [
                Fout(f"{{{plaats}}}", "een plek zonder waarde", f"een van {_LIJST}", _bedoeld(plaats))
                for plaats in onbekend
            ]
        )
    return _PLAATS.sub(lambda treffer: waarden[treffer[1]], tekst)
