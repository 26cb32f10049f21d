"""The manual for one role: how its work goes in short, and everything it can do by the matrix of rights."""

from __future__ import annotations

from typing import NamedTuple

from meerzorg.toegang.rechten import ALLE, GEEN_DOSSIER, MATRIX, OPEN, TOESTANDEN
from regeltaal.lezers.zin import hoofdletter, opsomming

WERKWIJZE: dict[str, tuple[str, ...]] = {
    "zorgadviseur": (
        "Leg een nieuwe aanvraag vast, of lees een bericht van het CIZ in.",
        "Stuur de ontvangstbevestiging. Vraag in één brief wat er nog ontbreekt; de beslistermijn staat dan stil.",
        "Beantwoord de vragen die bij u horen. De stappenladder laat zien welke vraag nu telt.",
        "Vraag advies waar dat nodig is, en leg het antwoord vast.",
    ),
    "medisch_adviseur": (
        "Open het beperkingenbeeld. Controleer de scores en vul aan wat ontbreekt.",
        "Geef uw oordeel over aard, omvang en blijvendheid. Het beeld is een hulpmiddel en beslist niet.",
        "Oordeelt u anders dan het beeld, geef dan een tweede reden.",
        "Niemand anders kan uw oordeel veranderen. Een beslisser kan met een reden afwijken; uw advies blijft staan.",
    ),
    "verpleegkundige": (
        "Open de zorginzet. Zet naast wat gevraagd is de zorg die past, per soort zorg en zorgverlener.",
        "Leg het plan vast. Het stelt uren en kosten voor; u neemt ze over of niet. Een reden kan erbij.",
        "Beantwoord of de zorg thuis verantwoord en doelmatig is.",
    ),
    "beslisser": (
        "Open het besluit. De hele redenering en de brief staan op één blad.",
        "Kijk onder 'wat als' welk antwoord de uitkomst zou veranderen.",
        "Onderteken. Bij een afwijzing of een lager bedrag tekent een tweede persoon.",
        "Wijkt u af van het medisch advies, schrijf dan op waarom (Awb 3:50).",
    ),
    "bezwaarbehandelaar": ("Lees het dossier, het besluit en de brieven. Voeg stukken en opmerkingen toe.",),
    "teamleider": (
        "Houd in Mijn werk de termijnen bij, en verleng een beslistermijn waar dat nodig is.",
        "Teken als tweede, of neem een voorstel terug.",
        "Beheer de vaste teksten in brieven, en zie wie een dossier heeft geopend.",
    ),
    "beheerder": (
        "Beheer de accounts en rollen van medewerkers.",
        "Controleer het logboek van handelingen. Dossiers van cliënten ziet u niet.",
    ),
    "beleidsmedewerker": (
        "Kies onder Beleid de kaders, en als u wilt andere normen. Het systeem rekent ze door voor verzonnen mensen.",
        "Lees wie erop vooruitgaat en wie erop achteruitgaat, wat het kost en hoe zeker dat is.",
        "Neem het verslag mee als PDF of HTML. Dossiers van cliënten ziet u niet.",
    ),
}


class Wijzer(NamedTuple):
    """How the work goes, and the acts: sentences, each with the states in which it is allowed ('' for always)."""

    werkwijze: tuple[str, ...]
    handelingen: list[tuple[str, str]]


def wijzer(rol: str) -> Wijzer:
    """The manual of this role; empty for who has none."""
    mogelijk = [(recht.uitleg, recht.wie[rol]) for recht in MATRIX.values() if rol in recht.wie]
    return Wijzer(WERKWIJZE.get(rol, ()), [(hoofdletter(uitleg), _wanneer(waar)) for uitleg, waar in mogelijk])


def _wanneer(toestanden: frozenset[str]) -> str:
    if toestanden in (ALLE, GEEN_DOSSIER):
        return ""
    if toestanden == OPEN:
        return "zolang er geen besluit is voorgesteld of genomen"
    namen = [naam for code, naam in TOESTANDEN.items() if code in toestanden]
    return f"bij een dossier met de toestand {opsomming(namen, 'of')}"
