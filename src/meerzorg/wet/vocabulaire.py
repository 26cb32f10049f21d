"""The vocabulary: every input of an assessment, its kind, who may give it, in which step, and how it is asked.

A *gegeven* is a fact with a source; an *oordeel* a professional judgement of one role, with a mandatory reason.
"""

from __future__ import annotations

import csv
from importlib.resources import files

from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM, EURO, JANEE, MAANDEN, SCORE, UREN, keuze

STAPPEN = ("0", "1", "2", "3", "4", "5a", "5b", "6", "7")

ROLLEN = {
    "client": "cliënt",
    "ciz": "CIZ",
    "zorgkantoor": "zorgkantoor",
    "zorgadviseur": "zorgadviseur",
    "medisch_adviseur": "medisch adviseur",
    "verpleegkundige": "verpleegkundige",
    "beslisser": "beslisser",
}

with (files("meerzorg.wet") / "normen" / "zorgprofielen.csv").open(encoding="utf-8") as bestand:
    ZORGPROFIELEN: dict[str, str] = {rij["zorgprofiel"]: rij["naam"] for rij in csv.DictReader(bestand)}

LEVERINGSVORMEN = {
    "pgb": "persoonsgebonden budget (pgb)",
    "mpt": "modulair pakket thuis (mpt)",
    "pgb_mpt": "pgb en mpt samen",
    "vpt": "volledig pakket thuis (vpt)",
    "verblijf": "verblijf in een instelling",
}
SOORTEN_AANVRAAG = {
    "eerste": "eerste aanvraag",
    "verlenging": "verlenging",
    "verhoging": "verhoging",
    "herbeoordeling": "herbeoordeling",
}
ZORGSOORTEN = {
    "geen": "geen bijzondere zorgsoort",
    "epilepsie": "gespecialiseerde epilepsiezorg",
    "invasieve_beademing": "chronische invasieve beademing",
    "non_invasieve_beademing": "non-invasieve beademing",
    "klinisch_intensief": "klinisch intensieve behandeling",
    "forensisch": "niet-strafrechtelijke forensische psychiatrie",
    "observatie": "observatie",
    "cva": "zorg in verband met een CVA",
    "huntington": "zorg in verband met de ziekte van Huntington",
}
DAGBESTEDINGEN = {
    "nee": "geen dagbesteding in een groep",
    "zonder_vervoer": "dagbesteding in een groep zonder vervoer",
    "met_vervoer": "dagbesteding in een groep met vervoer",
}
TOESLAGEN = {
    "geen": "geen toeslag",
    "palliatief": "palliatief terminale zorg",
    "beademing": "beademing",
    "epilepsie": "epilepsie",
    "cva": "CVA",
    "huntington": "Huntington",
    "kind_meervoudig": "thuiswonend kind met meerdere complexe beperkingen",
    "pab": "persoonlijk assistentiebudget (PAB)",
    "overig": "overige toeslag",
}
WERKWIJZEN = {
    "verlengen": "voorlopig verlengen of tijdelijk toekennen",
    "voortzetten": "de eigen werkwijze voortzetten",
}
DOMEINEN = {
    "sociale_redzaamheid": "sociale redzaamheid",
    "psychosociaal": "psychosociaal en cognitief functioneren",
    "adl": "ADL (persoonlijke zorg)",
    "mobiliteit": "mobiliteit",
    "verpleging": "verpleging",
    "gedrag": "gedragsproblematiek",
}


def _keuze(naam: str, rol: str, stap: str, codes: dict[str, str], noem: str, vraag: str) -> Gegeven:
    return Gegeven(naam, keuze(*codes), noem, codes=codes, stap=stap, rol=rol, vraag=vraag)


def _datum(naam: str, rol: str, noem: str, vraag: str, eindeloos: str = "") -> Gegeven:
    return Gegeven(naam, DATUM, noem, stap="0", rol=rol, vraag=vraag, eindeloos=eindeloos)


def _bedrag(naam: str, rol: str, stap: str, noem: str, vraag: str, *, meervoud: bool = False) -> Gegeven:
    return Gegeven(naam, EURO, noem, stap=stap, rol=rol, vraag=vraag, meervoud=meervoud)


def _janee(
    naam: str, rol: str, stap: str, noem: str, ja: str, nee: str, vraag: str, *, oordeel: bool = False
) -> Gegeven:
    return Gegeven(naam, JANEE, noem, ja, nee, stap=stap, rol=rol, vraag=vraag, oordeel=oordeel)


def _oordeel(naam: str, rol: str, stap: str, noem: str, ja: str, nee: str, vraag: str) -> Gegeven:
    return _janee(naam, rol, stap, noem, ja, nee, vraag, oordeel=True)


def _beperking(domein: str) -> Gegeven:
    return Gegeven(
        f"beperking_{domein}",
        SCORE,
        f"de score voor {DOMEINEN[domein]}",
        stap="4",
        rol="medisch_adviseur",
        vraag=f"Wat is de gemiddelde score (0 tot en met 3) voor {DOMEINEN[domein]}?",
    )


VOCABULAIRE: tuple[Gegeven, ...] = (
    # stap 0: ontvankelijk
    _datum("aanvraagdatum", "zorgkantoor", "de aanvraagdatum", "Op welke datum is de aanvraag ontvangen?"),
    _keuze("soort_aanvraag", "zorgkantoor", "0", SOORTEN_AANVRAAG, "de soort aanvraag", "Wat voor aanvraag is het?"),
    _keuze(
        "leveringsvorm",
        "zorgkantoor",
        "0",
        LEVERINGSVORMEN,
        "de leveringsvorm",
        "Hoe krijgt de cliënt de zorg: pgb, mpt, allebei, vpt of verblijf?",
    ),
    _datum(
        "indicatie_ingangsdatum",
        "ciz",
        "de ingangsdatum van de indicatie",
        "Vanaf welke datum geldt het indicatiebesluit van het CIZ?",
    ),
    _datum(
        "indicatie_einddatum",
        "ciz",
        "de einddatum van de indicatie",
        "Tot en met welke datum geldt het indicatiebesluit van het CIZ (leeg: geen einddatum)?",
        eindeloos="de indicatie heeft geen einddatum",
    ),
    _keuze(
        "zorgprofiel",
        "ciz",
        "0",
        {code: code for code in ZORGPROFIELEN},
        "het zorgprofiel",
        "Welk zorgprofiel heeft het CIZ vastgesteld?",
    ),
    _janee(
        "meerzorgvinkje",
        "ciz",
        "0",
        "het meerzorgvinkje",
        "het CIZ gaf het kenmerk 'onderzoek doen naar meerzorg' mee",
        "het CIZ gaf het kenmerk 'onderzoek doen naar meerzorg' niet mee",
        "Gaf het CIZ het kenmerk 'onderzoek doen naar meerzorg' mee? Dit beslist nooit.",
    ),
    _datum("ingangsdatum", "zorgkantoor", "de ingangsdatum", "Vanaf welke datum gaat de toekenning in?"),
    _keuze(
        "werkwijze_zorgkantoor",
        "zorgkantoor",
        "0",
        WERKWIJZEN,
        "de werkwijze van het zorgkantoor",
        "Verlengt het zorgkantoor voorlopig, of zet het zijn eigen werkwijze voort?",
    ),
    # stap 1: best passend profiel
    _oordeel(
        "best_passend_profiel",
        "zorgadviseur",
        "1",
        "het best passende zorgprofiel",
        "het zorgprofiel is het best passende",
        "een ander zorgprofiel past beter",
        "Is dit het best passende zorgprofiel?",
    ),
    # stap 2: profiel met recht op meerzorg
    _janee(
        "zzp_recht_2014",
        "zorgkantoor",
        "2",
        "het recht op een zzp van de lijst op 31 december 2014",
        "de cliënt had op 31 december 2014 recht op een zzp van de lijst",
        "de cliënt had op 31 december 2014 geen recht op een zzp van de lijst",
        "Had de cliënt op 31 december 2014 recht op een zzp van de lijst (Rlz art. 2.2 lid 1 onder b)?",
    ),
    _keuze(
        "bijzondere_zorgsoort",
        "zorgkantoor",
        "2",
        ZORGSOORTEN,
        "de bijzondere zorgsoort",
        "Is er een bijzondere zorgsoort (Rlz art. 2.2 lid 1 onder c)?",
    ),
    # stap 3: maatwerk
    _keuze(
        "dagbesteding",
        "client",
        "3",
        DAGBESTEDINGEN,
        "de dagbesteding",
        "Gaat de cliënt naar dagbesteding in een groep?",
    ),
    _janee(
        "wooninitiatief",
        "client",
        "3",
        "het wonen in een wooninitiatief",
        "de cliënt woont in een wooninitiatief",
        "de cliënt woont niet in een wooninitiatief",
        "Woont de cliënt in een wooninitiatief?",
    ),
    _bedrag(
        "gevraagde_kosten",
        "client",
        "3",
        "de gevraagde kosten",
        "Hoeveel kost de gevraagde zorg per jaar (in euro), of wat is het budgetplan?",
        meervoud=True,
    ),
    _keuze("toeslag", "zorgadviseur", "3", TOESLAGEN, "de toeslag", "Welke toeslag is van toepassing?"),
    _bedrag("toeslag_bedrag", "zorgadviseur", "3", "de toeslag", "Hoe hoog is de toeslag per jaar (in euro)?"),
    _oordeel(
        "ekt_toepasbaar",
        "zorgadviseur",
        "3",
        "de toepasbaarheid van Extra kosten thuis (EKT)",
        "Extra kosten thuis (EKT) is toepasbaar",
        "Extra kosten thuis (EKT) is niet toepasbaar",
        "Is de regeling Extra kosten thuis (EKT) toepasbaar?",
    ),
    # stap 4: bijzondere zorgbehoefte
    _beperking("sociale_redzaamheid"),
    _beperking("psychosociaal"),
    _beperking("adl"),
    _beperking("mobiliteit"),
    _beperking("verpleging"),
    _beperking("gedrag"),
    _oordeel(
        "bijzondere_zorgbehoefte",
        "medisch_adviseur",
        "4",
        "de bijzondere zorgbehoefte",
        "er is een bijzondere zorgbehoefte",
        "er is geen bijzondere zorgbehoefte",
        "Is er naar aard, omvang en blijvendheid een bijzondere zorgbehoefte ten opzichte van het zorgprofiel?",
    ),
    _oordeel(
        "meer_zorg_nodig",
        "zorgadviseur",
        "4",
        "het oordeel dat meer zorg nodig is",
        "er is meer zorg nodig dan het zorgprofiel biedt",
        "er is niet meer zorg nodig dan het zorgprofiel biedt",
        "Is meer zorg nodig om te voorzien in de behoefte aan zorg (Rlz art. 2.2 lid 1)?",
    ),
    # stap 5: uren, omgeving
    Gegeven(
        "benodigde_uren",
        UREN,
        "de benodigde uren",
        stap="5a",
        rol="verpleegkundige",
        meervoud=True,
        vraag="Hoeveel uur zorg per week is thuis nodig?",
    ),
    _oordeel(
        "bijzondere_omgevingsfactor",
        "zorgadviseur",
        "5b",
        "de bijzondere omgevingsfactor",
        "er is een bijzondere omgevingsfactor",
        "er is geen bijzondere omgevingsfactor",
        "Is er een bijzondere omgevingsfactor, bijvoorbeeld omdat passende zorg in natura (nog) niet beschikbaar is?",
    ),
    # stap 6: passende zorg
    _oordeel(
        "verantwoord_thuis",
        "verpleegkundige",
        "6",
        "de verantwoorde zorg thuis",
        "de zorg kan thuis verantwoord worden gegeven",
        "de zorg kan thuis niet verantwoord worden gegeven",
        "Kan de zorg thuis verantwoord worden gegeven?",
    ),
    _oordeel(
        "doelmatig",
        "verpleegkundige",
        "6",
        "de doelmatige inzet",
        "de inzet van de zorg is doelmatig",
        "de inzet van de zorg is niet doelmatig",
        "Is de inzet van de zorg doelmatig?",
    ),
    _oordeel(
        "rechtmatig",
        "zorgadviseur",
        "6",
        "de rechtmatige inzet",
        "de inzet van de zorg is rechtmatig",
        "de inzet van de zorg is niet rechtmatig",
        "Is de inzet van de zorg rechtmatig?",
    ),
    _bedrag(
        "vastgestelde_kosten",
        "verpleegkundige",
        "6",
        "de vastgestelde kosten",
        "Hoeveel kost de passende zorg per jaar (in euro)?",
        meervoud=True,
    ),
    Gegeven(
        "looptijd_maanden",
        MAANDEN,
        "de looptijd",
        stap="6",
        rol="beslisser",
        oordeel=True,
        vraag="Voor hoeveel maanden (12 tot en met 36) wordt toegekend?",
    ),
    # stap 7: overgang
    _janee(
        "had_meerzorg",
        "zorgkantoor",
        "7",
        "de eerdere meerzorg",
        "de cliënt had al meerzorg",
        "de cliënt had nog geen meerzorg",
        "Had de cliënt al meerzorg?",
    ),
    _bedrag(
        "lopend_bedrag",
        "zorgkantoor",
        "7",
        "het lopende bedrag",
        "Hoe hoog is het bedrag van de lopende toekenning per jaar (in euro)?",
    ),
    _janee(
        "overgang_gebruikt",
        "zorgkantoor",
        "7",
        "de eerdere overgangstermijn",
        "de overgangstermijn van een jaar is al eens gegeven",
        "de overgangstermijn van een jaar is nog niet gegeven",
        "Is de overgangstermijn van een jaar al eens gegeven?",
    ),
)
"""In step order; the order in which what is open is asked."""

PLAATS = {gegeven.naam: nr for nr, gegeven in enumerate(VOCABULAIRE)}
