"""The words of the decisions: subject, the decision in one sentence, what it means, what the client can do now."""

from __future__ import annotations

from meerzorg.dossier.brieven.delen import dag, euro
from meerzorg.wet.beoordeling.vormen import Verslag
from meerzorg.wet.teksten.bronnen import AWB

ONDERWERPEN = {
    "meerzorg": "Besluit: meerzorg toegekend",
    "bijzondere_situatie": "Besluit: extra kosten toegekend",
    "ekt": "Besluit: Extra kosten thuis (EKT) toegekend",
    "toeslag": "Besluit: toeslag toegekend",
    "regulier": "Besluit: het gewone budget is genoeg",
    "tijdelijk_verlengd": "Besluit: budget voorlopig verlengd",
    "tijdelijk_toegekend": "Besluit: budget tijdelijk toegekend",
    "overgang": "Besluit: een overgangsjaar",
    "afwijzing": "Besluit: aanvraag voor meerzorg afgewezen",
    "herindicatie": "Besluit: eerst een nieuwe indicatie van het CIZ",
    "geen_geldige_indicatie": "Besluit: geen meerzorg, want er is geen geldige indicatie",
    "buiten_kader": "Besluit: geen meerzorg thuis",
}

_KERN = {
    "meerzorg": "Wij kennen meerzorg toe aan {client}: een budget van {totaal} per jaar, {periode}.",
    "bijzondere_situatie": (
        "Wij kennen extra kosten toe aan {client} om een bijzondere situatie: een budget van {totaal} per jaar, "
        "{periode}."
    ),
    "ekt": "Wij kennen Extra kosten thuis (EKT) toe aan {client}: een budget van {totaal} per jaar, {periode}.",
    "toeslag": "Wij kennen een toeslag toe aan {client}: het budget wordt {totaal} per jaar, {periode}.",
    "regulier": "Wij kennen geen meerzorg toe aan {client}, want het gewone budget van {totaal} per jaar is genoeg.",
    "tijdelijk_verlengd": "Wij verlengen het budget van {client} voorlopig: {totaal} per jaar, {periode}.",
    "tijdelijk_toegekend": "Wij kennen {client} tijdelijk een budget toe van {totaal} per jaar, {periode}.",
    "overgang": (
        "{client} komt niet meer in aanmerking voor meerzorg, maar houdt nog een overgangsjaar: een budget van "
        "{totaal} per jaar, {periode}."
    ),
    "afwijzing": "Wij wijzen de aanvraag voor meerzorg voor {client} af.",
    "herindicatie": "Wij kennen {client} nu geen meerzorg toe, want een ander zorgprofiel past beter.",
    "geen_geldige_indicatie": (
        "Wij kennen {client} geen meerzorg toe, want op de dag van de aanvraag was er geen geldige indicatie van het "
        "CIZ."
    ),
    "buiten_kader": (
        "Wij kennen {client} geen meerzorg thuis toe, want de regels voor meerzorg thuis gelden niet voor deze zorg."
    ),
}

_BETEKENIS = {
    "meerzorg": "De zorg die nodig en passend is, kost meer dan het gewone budget. Daarom verhogen wij het budget.",
    "bijzondere_situatie": (
        "Er is geen recht op meerzorg om een bijzondere zorgbehoefte. Wel is er een bijzondere situatie. Daarom kennen "
        "wij toch extra kosten toe."
    ),
    "ekt": (
        "De zorg kan met Extra kosten thuis (EKT). Dat is extra budget boven het gewone budget. Meerzorg is niet nodig."
    ),
    "toeslag": "De zorg kan met het gewone budget en een toeslag. Meerzorg is niet nodig.",
    "regulier": "De zorg past in het gewone budget. Dat heet het basisbudget. Er verandert niets aan.",
    "tijdelijk_verlengd": (
        "Wij hebben nog niet beoordeeld of er recht is op meerzorg. Het budget van nu loopt zolang door."
    ),
    "tijdelijk_toegekend": (
        "Wij hebben nog niet volledig beoordeeld of er recht is op meerzorg. Zolang krijgt u het budget dat u vroeg, "
        "want de zorg kan thuis verantwoord worden gegeven."
    ),
    "overgang": "Het budget blijft zolang hetzelfde als nu. U hebt zo tijd om een andere oplossing te vinden.",
    "afwijzing": "Er komt geen extra budget voor meerzorg.",
    "herindicatie": (
        "Eerst moet duidelijk zijn welk zorgprofiel het best past. Het CIZ beslist daarover. Een ander zorgprofiel kan "
        "een ander budget geven. Daarom hebben wij verder nog niets beoordeeld."
    ),
    "geen_geldige_indicatie": (
        "Zonder geldige indicatie mogen wij geen zorg uit de Wlz toekennen. Over de zorg zelf hebben wij niets "
        "beoordeeld."
    ),
    "buiten_kader": (
        "Meerzorg thuis is er alleen voor zorg met een pgb, een mpt, of allebei. Bij het zorgprofiel moet ook een "
        "bedrag horen (Rlz bijlage H)."
    ),
}

_NU_DOEN = {
    "herindicatie": (
        "Vraag bij het CIZ een nieuwe indicatie aan. Uw zorgverlener of een cliëntondersteuner kan u daarbij helpen.",
        "Hebt u het nieuwe indicatiebesluit? Vraag dan opnieuw meerzorg aan en stuur het besluit mee.",
        "De gegevens die wij al hebben, hoeft u dan niet nog eens te sturen.",
    ),
    "geen_geldige_indicatie": (
        "Is er al een nieuw indicatiebesluit van het CIZ? Stuur het ons dan meteen. Dan kijken wij er opnieuw naar.",
        "Is er nog geen nieuw besluit? Vraag dan bij het CIZ een indicatie aan.",
        "Vraag daarna opnieuw meerzorg aan.",
    ),
    "buiten_kader": (
        "Is er zorg in natura, zoals een volledig pakket thuis of verblijf? Vraag dan uw zorgaanbieder of meerzorg "
        "kan. De zorgaanbieder regelt dat met ons.",
        "Wilt u de zorg op een andere manier krijgen, bijvoorbeeld met een pgb? Bel ons. Wij kijken samen wat kan.",
    ),
    "afwijzing": (
        "Is er iets veranderd, of weet u iets wat wij niet wisten? Dan kunt u opnieuw een aanvraag doen. Schrijf erbij "
        f"wat er nieuw is ({AWB.artikel('4:6').titel}).",
    ),
}


def kern(v: Verslag, client: str) -> str:
    """The decision in one sentence."""
    totaal = v.bedragen.toegekend_totaal
    return _KERN[v.uitkomst].format(
        client=client, totaal=euro(totaal) if totaal is not None else "", periode=periode(v) if v.looptijd.van else ""
    )


def periode(v: Verslag) -> str:
    """'van 4 mei 2026 tot en met 3 mei 2029'."""
    assert v.looptijd.van is not None and v.looptijd.tot_en_met is not None
    return f"van {dag(v.looptijd.van)} tot en met {dag(v.looptijd.tot_en_met)}"


def betekenis(v: Verslag) -> str:
    """What the decision means."""
    zin = _BETEKENIS[v.uitkomst]
    if v.uitkomst == "buiten_kader" and v.toegang_meerzorg:
        zin += " Er is wel toegang tot meerzorg. Die gaat dan via de zorg in natura."
    return zin


def nu_doen(v: Verslag) -> tuple[str, ...]:
    """What the client can do now; nothing where something was granted."""
    return _NU_DOEN.get(v.uitkomst, ())
