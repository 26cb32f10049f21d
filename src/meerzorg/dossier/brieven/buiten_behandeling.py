"""The letter that an application is not treated: what was asked did not come in time (Awb 4:5)."""

from __future__ import annotations

from collections.abc import Iterator

from meerzorg.bladen.blokken import Alinea, Blok, Kop, Lijst
from meerzorg.dossier.brieven.besluit import bezwaar
from meerzorg.dossier.brieven.delen import berekening, nodige_termijn
from meerzorg.dossier.brieven.inhoud import Briefgegevens, weiger
from meerzorg.wet.teksten.bronnen import AWB
from meerzorg.wet.termijnen.berekening import niet_behandelen
from meerzorg.wet.termijnen.kalender import voluit
from meerzorg.wet.termijnen.termijn import Termijn
from regeltaal.soorten import DATUM, toon


def buiten_behandeling(g: Briefgegevens) -> Iterator[Blok]:
    """What was asked and when, why that is needed, that nothing was judged, what the client can do."""
    herstel = _controleer(g)
    laatste = voluit(herstel.uiterlijk)
    yield Alinea(
        f"Wij behandelen de aanvraag voor meerzorg voor {g.client} niet, want wij kregen de gegevens niet die wij "
        "nodig hebben.",
        "kern",
    )
    yield Kop("Wat wij u vroegen")
    yield Alinea(f"Op {voluit(herstel.begin)} vroegen wij u om deze gegevens. U kon ze sturen tot en met {laatste}.")
    yield Lijst(g.vragen, genummerd=True)
    yield Kop("Waarom wij de aanvraag niet behandelen")
    yield Alinea(f"Op {laatste} hadden wij deze gegevens niet. Ook daarna kregen wij ze niet.")
    yield Alinea(g.toelichting)
    yield Alinea(
        "Mist er iets dat nodig is, en hebt u de tijd gekregen om het te sturen? Dan mogen wij besluiten dat wij een "
        f"aanvraag niet behandelen ({AWB.artikel('4:5', lid=1).titel})."
    )
    yield Kop("Wat dit besluit betekent")
    yield Alinea(
        "Wij hebben niets beoordeeld over de zorg zelf. Dit besluit zegt dus niet dat er geen recht is op meerzorg."
    )
    yield Kop("Wat u nu kunt doen")
    yield Alinea(
        "U kunt altijd opnieuw meerzorg aanvragen. Stuur dan de gegevens mee die hierboven staan. Hebt u ze al? Bel "
        "ons dan. Wij helpen u graag met een nieuwe aanvraag."
    )
    yield from berekening(herstel, "Zo hebben wij de laatste dag voor uw aanvulling berekend:")
    yield from bezwaar(g)


def _controleer(g: Briefgegevens) -> Termijn:
    """The term that lapsed. Raises InvoerFout where it did not, or more than four weeks ago (Awb 4:5 lid 4)."""
    if not g.vragen:
        weiger("vragen", "geen vragen", "de vragen die niet zijn beantwoord")
    if not g.toelichting.strip():
        weiger("toelichting", "geen toelichting", "waarom de aanvraag zonder de gegevens niet te beoordelen is")
    herstel = next((t for t in g.termijnen if t.termijn == "hersteltermijn" and t.uiterlijk == g.hersteltermijn), None)
    if herstel is None or herstel.uiterlijk >= g.datum:
        gevonden = toon(herstel.uiterlijk, DATUM) if herstel else "geen dag"
        weiger("hersteltermijn", gevonden, "een termijn om aan te vullen die voorbij is op de datum van de brief")
    grens = niet_behandelen(herstel)
    if g.datum > grens.uiterlijk:
        weiger("datum", toon(g.datum, DATUM), f"ten laatste {toon(grens.uiterlijk, DATUM)}; {grens.stappen[1]}")
    if nodige_termijn(g, "bezwaartermijn").begin != g.datum:
        weiger("bezwaartermijn", "een andere bekendmaking", "bekendmaking op de datum van de brief")
    return herstel
