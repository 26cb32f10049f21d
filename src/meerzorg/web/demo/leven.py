"""The life of a demonstration dossier: every act in its time, by who is on turn, until now.

Each life is a generator that does an act and then says when the next one comes. `beleef` runs all of them in the order
of time, so that the audit chain of the demonstration reads like that of a real year.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, beeld, vandaag
from meerzorg.dossier.bestanden import Bestand
from meerzorg.dossier.handelingen import aanvraag, besluiten, verloop
from meerzorg.dossier.handelingen.buiten_behandeling import belet_buiten_behandeling, stel_buiten_behandeling
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Besluitstatus, Dossier
from meerzorg.dossier.status import vastlegger
from meerzorg.klok import gezet_op
from meerzorg.toegang.models import Medewerker
from meerzorg.web.demo import verhalen
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld
from meerzorg.wet.beoordeling.waarschuwingen import wijkt_af_van_beeld
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE

BIJ_AANVRAAG = [
    "soort_aanvraag",
    "leveringsvorm",
    "indicatie_ingangsdatum",
    "indicatie_einddatum",
    "zorgprofiel",
    "meerzorgvinkje",
    "dagbesteding",
    "wooninitiatief",
    "gevraagde_kosten",
    "had_meerzorg",
]
SCORES = [gegeven.naam for gegeven in VOCABULAIRE if gegeven.naam.startswith("beperking_")]
Leven = Iterator[timedelta]


def leven(
    team: dict[str, Medewerker], client: aanvraag.Clientgegevens, toeval: Random, stuk: Bestand, start: date
) -> Leven:
    """One application from its first day on; yields how long it takes until the next act."""
    verhaal, antwoorden = verhalen.kies(toeval)
    gegevens = {naam: antwoorden[naam] for naam in BIJ_AANVRAAG if naam in antwoorden}
    if toeval.random() < 0.5:
        gegevens["budgetplan"] = verhalen.weekplan(gegevens.pop("gevraagde_kosten"))
    dossier = aanvraag.open_dossier(team["zorgadviseur"], client, {"aanvraagdatum": start.isoformat()} | gegevens)
    yield _dagen(toeval, 0, 2)
    verloop.bevestig_ontvangst(team["zorgadviseur"], dossier)
    yield _dagen(toeval, 1, 6)
    yield from _zijpaden(dossier, team, toeval, stuk)
    if toeval.random() < 0.04 and beeld(dossier).beoordeling.openstaand:
        yield from _zonder_antwoord(dossier, team, toeval)
        return
    if toeval.random() < 0.03:
        aanvraag.trek_in(team["zorgadviseur"], dossier, vandaag(), "De cliënt kiest voor een plaats in een instelling.")
        return
    yield from _antwoorden(dossier, team, toeval, verhaal, antwoorden)
    yield from _besluit(dossier, team, toeval)


def _zijpaden(dossier: Dossier, team: dict[str, Medewerker], toeval: Random, stuk: Bestand) -> Leven:
    """What happens to some: a document, a request for completion (once or twice), a question to an expert."""
    za, ma = team["zorgadviseur"], team["medisch_adviseur"]
    if toeval.random() < 0.3:
        verloop.voeg_document_toe(ma, dossier, stuk, medisch=True, omschrijving="Brief van de behandelaar")
        yield _dagen(toeval, 0, 3)
    for kans, vragen in (
        (0.3, ["Stuur het weekschema van de zorg.", "Wie neemt de zorg over als een zorgverlener ziek is?"]),
        (0.1, ["Stuur de zorgovereenkomst met de nieuwe zorgverlener."]),
    ):
        if toeval.random() > kans:
            continue
        verloop.vraag_aanvulling(za, dossier, vragen, 14)
        yield _dagen(toeval, 3, 12)
        verloop.ontvang_aanvulling(za, dossier, vandaag(), "Met de post ontvangen.")
        yield _dagen(toeval, 1, 3)
    if toeval.random() < 0.15:
        vraag = verloop.vraag_advies(
            ma, dossier, "behandelaar", "Dr. V. Oorbeeld", "Hoe vaak per week komen de aanvallen voor?"
        )
        yield _dagen(toeval, 4, 14)
        verloop.ontvang_advies(ma, vraag, "Gemiddeld vijf keer per week, meest in de nacht.", vandaag())
        dossier.refresh_from_db()  # the act ran on the dossier of the question
        yield _dagen(toeval, 0, 2)
    if toeval.random() < 0.2:
        aanvraag.maak_opmerking(za, dossier, "Gebeld met de moeder. Zij is op dinsdag en donderdag bereikbaar.", False)


def _zonder_antwoord(dossier: Dossier, team: dict[str, Medewerker], toeval: Random) -> Leven:
    """Nobody answers the request for completion: after its term the application is not treated (Awb 4:5)."""
    verloop.vraag_aanvulling(team["zorgadviseur"], dossier, ["Stuur het weekschema van de zorg."], 14)
    yield _dagen(toeval, 18, 24)
    waarom = "Zonder weekschema is niet te zeggen welke zorg nodig is."
    if belet_buiten_behandeling(beeld(dossier), vandaag()):
        return
    stel_buiten_behandeling(team["beslisser"], dossier, waarom)


def _antwoorden(
    dossier: Dossier, team: dict[str, Medewerker], toeval: Random, verhaal: str, antwoorden: dict[str, Any]
) -> Leven:
    """Whoever is on turn answers what the law asks, until it asks nothing more."""
    while open_ := beeld(dossier).beoordeling.openstaand:
        rol = vastlegger(open_[0])
        namen = [gegeven.naam for gegeven in open_ if vastlegger(gegeven) == rol]
        if OORDEEL_MEDISCH in namen:
            leg_vast(team[rol], dossier, {naam: Opgave(antwoorden[naam], "ciz") for naam in SCORES})
            namen = [OORDEEL_MEDISCH]
        if "vastgestelde_kosten" in namen:
            plan = Opgave(verhalen.weekplan(antwoorden["vastgestelde_kosten"]), "huisbezoek")
            leg_vast(team[rol], dossier, {"zorgplan": plan})
        waarden = {naam: _waarde(dossier, verhaal, naam, antwoorden) for naam in namen}
        leg_vast(team[rol], dossier, waarden)
        yield _dagen(toeval, 2, 9 if toeval.random() < 0.9 else 45)  # some wait long: those become late


def _waarde(dossier: Dossier, verhaal: str, naam: str, antwoorden: dict[str, Any]) -> Opgave:
    waarde = antwoorden[naam]
    if naam == OORDEEL_MEDISCH:
        huidig = beeld(dossier)
        huidig.gegevens[naam] = waarde
        wijkt_af = wijkt_af_van_beeld(huidig.beoordeling, beperkingenbeeld(huidig.beoordeling))
        tweede = verhalen.REDENEN["tweede"] if wijkt_af else ""
        onderbouwing = verhalen.ONDERBOUWING if waarde else verhalen.GEEN_BEHOEFTE
        return Opgave(waarde, "behandelaar", onderbouwing=onderbouwing, tweede_reden=tweede)
    grond = "huisbezoek" if vastlegger(VOCABULAIRE[PLAATS[naam]]) == "verpleegkundige" else "dossieronderzoek"
    return Opgave(waarde, grond, verhalen.reden(verhaal, naam))


def _besluit(dossier: Dossier, team: dict[str, Medewerker], toeval: Random) -> Leven:
    """Signing, and again by a second person where that is needed; not where the law says it is too early."""
    if besluiten.belet(beeld(dossier)):
        return
    eerste, tweede = toeval.sample([team["beslisser"], team["beslisser2"]], 2)
    besluit = besluiten.onderteken(eerste, dossier, dossier.versie)
    yield _dagen(toeval, 1, 12)
    if besluit.status == Besluitstatus.VOORGESTELD:
        besluiten.teken_als_tweede(tweede, dossier, dossier.versie)


def beleef(levens: Sequence[tuple[datetime, Callable[[], Leven]]], tot: datetime, meld: Callable[[int], None]) -> None:
    """Runs every life from its start to the moment `tot`, act by act in the order of time."""
    nummer = count()
    wachtrij = [(start, next(nummer), begin()) for start, begin in levens]
    heapq.heapify(wachtrij)
    klaar = 0
    while wachtrij and wachtrij[0][0] <= tot:
        moment, _, verder = heapq.heappop(wachtrij)
        with gezet_op(moment):
            wacht = next(verder, None)
        if wacht is None:
            klaar += 1
            meld(klaar)
        else:
            heapq.heappush(wachtrij, (kantoortijd(moment + wacht), next(nummer), verder))


def kantoortijd(moment: datetime) -> datetime:
    """The same moment, or the next working day."""
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() >= 5 else 0)


def _dagen(toeval: Random, minst: int, meest: int) -> timedelta:
    return timedelta(days=toeval.randint(minst, meest), minutes=toeval.randint(1, 50))
