"""What several letters have in common: amounts and dates in words, a deadline with its calculation, the last part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from meerzorg.bladen.blokken import Alinea, Blok, Kop, Lijst
from meerzorg.bladen.getallen import Getalcel
from meerzorg.dossier.brieven.inhoud import Briefgegevens, weiger
from meerzorg.dossier.brieven.tekstblokken import BLOKKEN, vul_in
from meerzorg.wet.termijnen.kalender import voluit
from meerzorg.wet.termijnen.termijn import Termijn
from regeltaal.soorten import DATUM, EURO, toon

_TERMIJN_VAN = {
    "ontvangstbevestiging": "beslistermijn",
    "verzoek_aanvulling": "hersteltermijn",
    "verlenging_beslistermijn": "beslistermijn",
}
AFKORTINGEN = {
    "Awb": "Algemene wet bestuursrecht",
    "Blz": "Besluit langdurige zorg",
    "CIZ": "Centrum indicatiestelling zorg",
    "EKT": "Extra kosten thuis",
    "mpt": "modulair pakket thuis",
    "pgb": "persoonsgebonden budget",
    "Rlz": "Regeling langdurige zorg",
    "SVB": "Sociale Verzekeringsbank",
    "vpt": "volledig pakket thuis",
    "Wlz": "Wet langdurige zorg",
    "zzp": "zorgzwaartepakket",
}


def euro(bedrag: int) -> Getalcel:
    """An amount in cents as a reader writes it: '€ 99.392'."""
    return Getalcel(toon(bedrag, EURO))


def dag(dag: date) -> str:
    """A date as a reader writes it: '4 mei 2026'."""
    return toon(dag, DATUM)


def termijn(g: Briefgegevens, naam: str) -> Termijn | None:
    """The deadline of this name; of several the last one, for a request for completion the one of this letter."""
    gevonden = [t for t in g.termijnen if t.termijn == naam]
    if naam == "hersteltermijn":
        gevonden = [t for t in gevonden if t.uiterlijk == g.hersteltermijn and t.begin == g.datum]
    return gevonden[-1] if gevonden else None


def nodige_termijn(g: Briefgegevens, naam: str) -> Termijn:
    """The deadline of this name; raises InvoerFout without it, for a letter never computes its own date."""
    gevonden = termijn(g, naam)
    if gevonden is None:
        bekend = ", ".join(t.termijn for t in g.termijnen) or "geen termijnen"
        weiger("termijnen", bekend, f"ook de {naam} voor een brief van {toon(g.datum, DATUM)}")
    return gevonden


def berekening(t: Termijn, inleiding: str) -> Iterator[Blok]:
    """How the date was computed, step by step."""
    yield Alinea(inleiding)
    yield Lijst((*map(str, t.stappen), *t.opmerkingen))


def uiterlijk(g: Briefgegevens) -> date:
    """The day the letter is about: the answer, the completion, or the end of the term for objection."""
    if g.soort == "verzoek_aanvulling" and g.hersteltermijn:
        return g.hersteltermijn
    return nodige_termijn(g, _TERMIJN_VAN.get(g.soort, "bezwaartermijn")).uiterlijk


def tekstblok(g: Briefgegevens, naam: str) -> Iterator[Blok]:
    """The paragraphs of a text block, as the zorgkantoor worded it or else the standard text."""
    tekst = g.blokken.get(naam, BLOKKEN[naam].tekst)
    ingevuld = vul_in(tekst.replace("\r\n", "\n"), waarden(g))
    return (Alinea(alinea.strip()) for alinea in re.split(r"\n\s*\n", ingevuld) if alinea.strip())


def waarden(g: Briefgegevens) -> dict[str, str]:
    """The value of every place in `tekstblokken.PLAATSEN`."""
    return {
        "client": g.client,
        "geadresseerde": g.geadresseerde.naam,
        "dossiernummer": g.dossiernummer,
        "datum": toon(g.datum, DATUM),
        "uiterlijk": voluit(uiterlijk(g)),
        "zorgkantoor": g.afzender.naam,
        "adres": ", ".join(g.afzender.adres),
        "telefoon": g.afzender.telefoon,
        "email": g.afzender.email,
        "website": g.afzender.website,
        "ondertekenaar": g.ondertekenaar,
    }


def slot(g: Briefgegevens) -> Iterator[Blok]:
    """Help, questions, the signature and the enclosures."""
    yield Kop("Hulp en vragen")
    yield from tekstblok(g, "hulp")
    yield from tekstblok(g, "vragen")
    yield Alinea("Met vriendelijke groet,")
    yield Alinea(f"{g.ondertekenaar}\nnamens {g.afzender.naam}")
    if g.bijlagen:
        yield Kop("Bijlagen", 2)
        yield Lijst(g.bijlagen, genummerd=True)


def afkortingen(teksten: str) -> list[tuple[str, str]]:
    """The abbreviations that a letter uses, with what they stand for."""
    woorden = set(re.findall(r"\w+", teksten))
    return [(kort, lang) for kort, lang in AFKORTINGEN.items() if kort in woorden]
