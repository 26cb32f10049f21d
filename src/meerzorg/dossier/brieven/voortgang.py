"""The letters along the way: we have it, we need more, we need more time."""

from __future__ import annotations

from collections.abc import Iterator

from meerzorg.bladen.blokken import Alinea, Blok, Kop, Lijst
from meerzorg.dossier.brieven.delen import berekening, nodige_termijn, tekstblok, termijn
from meerzorg.dossier.brieven.inhoud import Briefgegevens, weiger
from meerzorg.wet.teksten.bronnen import AWB, RLZ, WLZ
from meerzorg.wet.termijnen.kalender import voluit
from meerzorg.wet.termijnen.termijn import Termijn, Uitstel


def ontvangstbevestiging(g: Briefgegevens) -> Iterator[Blok]:
    """By when an answer comes, how that date was computed, what happens now."""
    t = nodige_termijn(g, "beslistermijn")
    yield Alinea(f"U krijgt uiterlijk op {voluit(t.uiterlijk)} ons besluit over meerzorg voor {g.client}.", "kern")
    yield Alinea(f"Wij kregen uw aanvraag op {voluit(t.begin)}. U hoeft nu niets te doen.")
    yield Kop("Wat er nu gebeurt")
    yield Lijst(
        (
            "Wij kijken of de aanvraag compleet is. Missen wij iets? Dan krijgt u één brief met al onze vragen.",
            f"Wij nodigen u uit om over de aanvraag te praten ({RLZ.artikel('5.8').titel}).",
            "Wij kijken of het zorgprofiel past, en of de zorg kan met het gewone budget, met een toeslag of met Extra "
            "kosten thuis (EKT).",
            "Kan dat niet? Dan kijkt onze medisch adviseur (een arts) of er een bijzondere zorgbehoefte is. De medisch "
            "adviseur gebruikt daarvoor de informatie van de behandelaar.",
            "Onze verpleegkundige kijkt welke zorg thuis past, en of die zorg thuis verantwoord kan worden gegeven.",
            "U krijgt een brief met ons besluit en de redenen daarvoor.",
        ),
        genummerd=True,
    )
    persoonlijk_plan = f"{WLZ.artikel('3.3.3', lid=2).titel} en {RLZ.artikel('5.8').titel}"
    yield Alinea(
        "U mag ook een persoonlijk plan opsturen. Daarin schrijft u zelf welke zorg nodig is en hoe u die wilt "
        f"regelen. Doe dat binnen 7 dagen ({persoonlijk_plan})."
    )
    yield Kop("Zo hebben wij de datum berekend")
    yield from berekening(t, "De wet zegt hoe lang wij over een besluit mogen doen. Dit is de berekening:")
    yield Alinea(
        "Missen wij gegevens, en vragen wij u daarom? Dan staat de tijd stil tot wij ze hebben. De datum wordt dan "
        f"later ({AWB.artikel('4:15', lid=1, onder='a').titel})."
    )
    yield from _te_laat()


def verzoek_aanvulling(g: Briefgegevens) -> Iterator[Blok]:
    """The questions, the term, and what it means for the decision (Awb 4:5, 4:15)."""
    if not g.vragen:
        weiger("vragen", "geen vragen", "ten minste één vraag")
    if g.hersteltermijn is None or g.hersteltermijn <= g.datum:
        weiger("hersteltermijn", str(g.hersteltermijn or "geen dag"), "een dag na de datum van de brief")
    laatste = voluit(g.hersteltermijn)
    yield Alinea(
        f"Wilt u ons uiterlijk op {laatste} de gegevens sturen die wij nog missen in de aanvraag voor {g.client}?",
        "kern",
    )
    yield Alinea("Zonder deze gegevens kunnen wij de aanvraag niet goed beoordelen.")
    yield Kop("Dit hebben wij nog nodig")
    yield Lijst(g.vragen, genummerd=True)
    yield from tekstblok(g, "aanvulling_sturen")
    yield Kop("Wat dit betekent voor de datum van ons besluit")
    yield Alinea(
        "De tijd die wij hebben voor een besluit, staat stil vanaf de dag na deze brief. De tijd loopt weer als wij "
        f"uw aanvulling hebben, of als {laatste} voorbij is ({AWB.artikel('4:15', lid=1, onder='a').titel})."
    )
    herstel, beslis = termijn(g, "hersteltermijn"), termijn(g, "beslistermijn")
    if beslis:
        inleiding = f"Komt uw aanvulling vandaag, dan beslissen wij uiterlijk op {voluit(beslis.uiterlijk)}. Daarna "
        inleiding += "schuift die dag op met elke dag dat wij wachten. Zo hebben wij gerekend:"
        yield from berekening(beslis, inleiding)
    if herstel:
        yield from berekening(herstel, "Zo hebben wij de laatste dag voor uw aanvulling berekend:")
    yield Kop("Als wij niets krijgen")
    yield Alinea(
        f"Krijgen wij de gegevens niet uiterlijk op {laatste}? Dan kunnen wij besluiten dat wij de aanvraag niet "
        f"behandelen ({AWB.artikel('4:5', lid=1).titel}). Dat laten wij u dan binnen 4 weken weten "
        f"({AWB.artikel('4:5', lid=4).titel}). Tegen dat besluit kunt u bezwaar maken."
    )


def verlenging_beslistermijn(g: Briefgegevens) -> Iterator[Blok]:
    """That it takes longer, why, and until when (Awb 4:14 lid 3)."""
    t = nodige_termijn(g, "beslistermijn")
    if not g.verlenging_reden.strip():
        weiger("verlenging_reden", "geen reden", "de reden in gewone woorden")
    if not _telt_mee(g, t):
        weiger(
            "verlenging_dagen",
            f"{g.verlenging_dagen} dagen op {g.datum}, zonder gevolg voor de beslistermijn",
            "een verlenging op de dag van de brief, binnen de beslistermijn (Awb art. 4:14 lid 3)",
        )
    yield Alinea(
        f"Wij hebben meer tijd nodig: u krijgt ons besluit over meerzorg voor {g.client} uiterlijk op "
        f"{voluit(t.uiterlijk)}.",
        "kern",
    )
    yield Alinea(
        f"Wij nemen er {g.verlenging_dagen} dagen bij. De wet staat dat toe als wij het u op tijd laten weten "
        f"({AWB.artikel('4:14', lid=3).titel})."
    )
    yield Kop("Waarom het langer duurt")
    yield Alinea(g.verlenging_reden)
    yield from tekstblok(g, "verlenging_begrip")
    yield Kop("Zo hebben wij de nieuwe datum berekend")
    yield from berekening(t, "De berekening begint bij de dag dat wij uw aanvraag kregen:")
    yield from _te_laat()


def _telt_mee(g: Briefgegevens, t: Termijn) -> bool:
    """Whether the calculation holds the extension that this letter announces."""
    for stap in t.stappen:
        if stap.soort == "ingreep" and isinstance(stap.ingreep, Uitstel) and stap.ingreep.van == g.datum:
            return stap.ingreep.duur.dagen == g.verlenging_dagen
    return False


def _te_laat() -> Iterator[Blok]:
    yield Kop("Als wij te laat zijn")
    yield Alinea(
        "Hebt u op die dag nog geen besluit? Dan kunt u ons een brief sturen waarin staat dat wij te laat zijn. Dat "
        "heet een ingebrekestelling. Komt er daarna binnen twee weken geen besluit? Dan moeten wij u "
        f"meestal een dwangsom betalen ({AWB.artikel('4:17').titel})."
    )
