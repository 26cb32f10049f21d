"""The statutory deadlines of an application and an objection, as a pure function of what happened.

Nothing is stored and shifted: every deadline is calculated again from the events. Each line of the calculation is a
typed `Termijnstap` that names its article; the Dutch text is made from it. The choices where the law is silent are in
docs/interpretaties.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from meerzorg.wet.teksten.bronnen import AWB
from meerzorg.wet.termijnen.duren import wettelijk
from meerzorg.wet.termijnen.gebeurtenissen import SOORTEN, Gebeurtenis, geordend, lees_gebeurtenissen
from meerzorg.wet.termijnen.kalender import DAG, KALENDER, Duur, Kalender, voluit
from meerzorg.wet.termijnen.termijn import Einde, Opschorting, Termijn, Termijnstap, Uitstel, bereken

__all__ = ["SOORTEN", "Gebeurtenis", "Opschorting", "Termijn", "Termijnstap", "lees_gebeurtenissen", "termijnen"]

Fase = Literal["aanvraag", "bezwaar"]


def termijnen(gebeurtenissen: Iterable[Gebeurtenis], vandaag: date, kalender: Kalender = KALENDER) -> list[Termijn]:
    """Every deadline that the events give rise to, in the order of the procedure.

    `vandaag` matters only to a suspension that is still open. The order of the events does not matter. Total for any
    events: what cannot be (an answer without request) has no effect here; `lees_gebeurtenissen` refuses it.
    """
    zaak = Zaak(geordend(gebeurtenissen), vandaag, kalender)
    beslissingen = [zaak.beslistermijn(), zaak.beslistermijn_bezwaar()]
    gevonden = [
        *zaak.met_dwangsom(beslissingen[0], "aanvraag"),
        *(zaak.hersteltermijn(verzoek) for verzoek in zaak.alle("verzoek_aanvulling")),
        zaak.bezwaartermijn(),
        zaak.advies_zorginstituut(),
        *zaak.met_dwangsom(beslissingen[1], "bezwaar"),
    ]
    volgorde = ["beslistermijn", "hersteltermijn", "bezwaartermijn", "beslistermijn_bezwaar", "advies_zorginstituut"]
    plaats = {naam: plek for plek, naam in enumerate(volgorde)}
    return sorted((t for t in gevonden if t), key=lambda t: plaats.get(t.termijn, len(plaats)))


def niet_behandelen(hersteltermijn: Termijn, kalender: Kalender = KALENDER) -> Termijn:
    """Until when it can be made known that an application is not treated: four weeks after the term to complete it
    lapsed unused (Awb 4:5 lid 4). After that the application itself must be decided."""
    duur, bron = wettelijk("niet_behandelen", hersteltermijn.uiterlijk)
    begin = Termijnstap("begin", hersteltermijn.uiterlijk, bron, "De termijn om aan te vullen eindigde op")
    return bereken("niet_behandelen", begin, duur, bron, kalender)


@dataclass(frozen=True, slots=True)
class Zaak:
    """The events of one application, by date, as known on `vandaag`."""

    gebeurtenissen: Sequence[Gebeurtenis]
    vandaag: date
    kalender: Kalender

    def alle(self, soort: str) -> list[Gebeurtenis]:
        return [g for g in self.gebeurtenissen if g.soort == soort]

    def eerste(self, soort: str) -> date | None:
        return next((g.datum for g in self.gebeurtenissen if g.soort == soort), None)

    def op(self, dag: date) -> Zaak:
        """The case as it was known on an earlier day."""
        return replace(self, gebeurtenissen=[g for g in self.gebeurtenissen if g.datum <= dag], vandaag=dag)

    def fase(self, gebeurtenis: Gebeurtenis) -> Fase:
        """What an event is about: the objection from the day that came in, before it the application."""
        bezwaar = self.eerste("ontvangst_bezwaar")
        return "bezwaar" if bezwaar and bezwaar <= gebeurtenis.datum else "aanvraag"

    def beslistermijn(self) -> Termijn | None:
        """Eight weeks after receipt (Awb 4:13 lid 2), extended (4:14 lid 3) and suspended (4:15 lid 1 onder a)."""
        ontvangst = self.eerste("ontvangst")
        if not ontvangst:
            return None
        verlenging = AWB.artikel("4:14", lid=3)
        uitstel = [Uitstel(g.datum, Duur(g.dagen, "dagen"), verlenging) for g in self.alle("verlenging_beslistermijn")]
        begin = Termijnstap("begin", ontvangst, AWB.artikel("4:13", lid=1), "Het zorgkantoor kreeg de aanvraag op")
        duur, bron = wettelijk("beslistermijn", ontvangst)
        ingrepen: list[Opschorting | Uitstel] = [*self._opschortingen("aanvraag"), *uitstel]
        return bereken("beslistermijn", begin, duur, bron, self.kalender, ingrepen)

    def hersteltermijn(self, verzoek: Gebeurtenis) -> Termijn | None:
        """The days the applicant got to complete the application (Awb 4:5 lid 1) or the objection (Awb 6:6).

        None where the events do not say how long that was.
        """
        if not verzoek.dagen:
            return None
        bron = AWB.artikel("6:6") if self.fase(verzoek) == "bezwaar" else AWB.artikel("4:5", lid=1)
        begin = Termijnstap("begin", verzoek.datum, bron, "Het zorgkantoor vroeg om een aanvulling op")
        return bereken("hersteltermijn", begin, Duur(verzoek.dagen, "dagen"), bron, self.kalender, altijd_werkdag=True)

    def _herstel_uiterlijk(self, verzoek: Gebeurtenis) -> date:
        """The last day to complete; without a term that was set a request stays open until it is answered."""
        termijn = self.hersteltermijn(verzoek)
        return termijn.uiterlijk if termijn else date.max

    def bezwaartermijn(self) -> Termijn | None:
        """Six weeks from the day after the decision was made known (Awb 6:7, 6:8 lid 1)."""
        bekendmaking = self.eerste("bekendmaking")
        if not bekendmaking:
            return None
        begin = Termijnstap("begin", bekendmaking, AWB.artikel("6:8", lid=1), "Het besluit is bekendgemaakt op")
        termijn = bereken("bezwaartermijn", begin, *wettelijk("bezwaartermijn", bekendmaking), self.kalender)
        bezwaar = self.eerste("ontvangst_bezwaar")
        return replace(termijn, opmerkingen=(_op_tijd(bezwaar, termijn.uiterlijk),)) if bezwaar else termijn

    def beslistermijn_bezwaar(self) -> Termijn | None:
        """Six, twelve or twenty-one weeks after the objection term (Awb 7:10 lid 1, 7:13; Wlz 10.3.1)."""
        bezwaartermijn = self.bezwaartermijn()
        if not bezwaartermijn:
            return None
        norm = "beslistermijn_bezwaar"
        if self.eerste("adviescommissie"):
            norm = "beslistermijn_bezwaar_commissie"
        if self.eerste("advies_zorginstituut_gevraagd"):
            norm = "beslistermijn_bezwaar_zorginstituut"
        duur, bron = wettelijk(norm, bezwaartermijn.uiterlijk)
        verdaging = self.eerste("verdaging_bezwaar")
        uitstel = [Uitstel(verdaging, *wettelijk("verdaging_bezwaar", verdaging))] if verdaging else []
        waarom = "De termijn voor bezwaar eindigt op"
        begin = Termijnstap("begin", bezwaartermijn.uiterlijk, AWB.artikel("7:10", lid=1), waarom)
        ingrepen: list[Opschorting | Uitstel] = [*self._opschortingen("bezwaar"), *uitstel]
        return bereken("beslistermijn_bezwaar", begin, duur, bron, self.kalender, ingrepen)

    def advies_zorginstituut(self) -> Termijn | None:
        """Ten weeks after the Zorginstituut has all documents, taken to be the day it was asked (Wlz 10.3.1)."""
        gevraagd = self.eerste("advies_zorginstituut_gevraagd")
        if not gevraagd:
            return None
        duur, bron = wettelijk("advies_zorginstituut", gevraagd)
        begin = Termijnstap("begin", gevraagd, bron, "Het advies is met alle stukken gevraagd op")
        return bereken("advies_zorginstituut", begin, duur, bron, self.kalender)

    def met_dwangsom(self, beslissing: Termijn | None, fase: Fase) -> Iterator[Termijn]:
        """The decision term with a remark for each notice of default without effect; dwangsom_start for one with.

        A notice has effect when the term, as it stood on the day the notice came in, was over (Awb 4:17 lid 3). From
        the day the objection came in a notice is about the decision on the objection (Awb 7:14).
        """
        if not beslissing:
            return
        opmerkingen = list(beslissing.opmerkingen)
        start = None
        for melding in self.alle("ingebrekestelling"):
            if self.fase(melding) != fase or start:
                continue
            reden = self._zonder_gevolg(melding.datum, fase)
            if reden:
                zin = f"Er kwam een ingebrekestelling op {voluit(melding.datum)}. {reden} Er is daardoor geen dwangsom."
                opmerkingen.append(f"{zin} ({AWB.artikel('4:17', lid=3).titel})")
            else:
                start = self._dwangsom_start(melding.datum)
        yield replace(beslissing, opmerkingen=tuple(opmerkingen))
        if start:
            yield start

    def _zonder_gevolg(self, ingebrekestelling: date, fase: Fase) -> str | None:
        """Why a notice of default on this day has no effect, or None where it has."""
        toen = self.op(ingebrekestelling)
        termijn = toen.beslistermijn_bezwaar() if fase == "bezwaar" else toen.beslistermijn()
        besluit = self.eerste("bekendmaking") if fase == "aanvraag" else None
        if besluit and besluit <= ingebrekestelling:
            return "Op die dag was er al een besluit."
        if termijn and ingebrekestelling <= termijn.uiterlijk:
            return f"Dat was te vroeg: de termijn liep toen nog tot en met {voluit(termijn.uiterlijk)}."
        if besluit and besluit < self._dwangsom_start(ingebrekestelling).uiterlijk:
            return f"Het besluit kwam binnen twee weken daarna, op {voluit(besluit)}."
        return None

    def _dwangsom_start(self, ingebrekestelling: date) -> Termijn:
        duur, bron = wettelijk("na_ingebrekestelling", ingebrekestelling)
        begin = Termijnstap(
            "begin", ingebrekestelling, bron, "De termijn was voorbij. Er kwam een ingebrekestelling op"
        )
        termijn = bereken("dwangsom_start", begin, duur, bron, self.kalender)
        looptijd, dwangsom = wettelijk("dwangsomdagen", ingebrekestelling)
        tot_en_met = termijn.uiterlijk + (looptijd.dagen - 1) * DAG
        opmerking = (
            f"Op {voluit(termijn.uiterlijk)} zijn de twee weken voorbij. Is er dan geen besluit? Dan kost elke dag een "
            f"dwangsom, hooguit {looptijd}: tot en met {voluit(tot_en_met)}. "
            f"({dwangsom.titel})"
        )
        return replace(termijn, opmerkingen=(opmerking,))

    def _opschortingen(self, fase: Fase) -> list[Opschorting]:
        """The suspensions of one phase, by date and without overlap: no day is in two of them.

        An answer belongs to the oldest request that is open on that day. A request that gets no answer in time
        suspends until its hersteltermijn has lapsed; an open one until the decision, or else until today.
        """
        antwoorden = self._antwoorden()
        besluit = self.eerste("bekendmaking") if fase == "aanvraag" else None
        bron = AWB.artikel("7:10", lid=2) if fase == "bezwaar" else AWB.artikel("4:15", lid=1, onder="a")
        gevonden: list[Opschorting] = []
        vrij_vanaf = date.min
        for verzoek in self.alle("verzoek_aanvulling"):
            if self.fase(verzoek) != fase:
                continue
            grens = self._herstel_uiterlijk(verzoek)
            antwoord = antwoorden.get(verzoek)
            tot: date = grens
            einde: Einde = "verstreken"
            if antwoord and antwoord <= grens:
                tot, einde = antwoord, "aangevuld"
            elif antwoord is None and besluit and besluit <= grens:
                tot, einde = besluit, "besluit"
            elif antwoord is None and self.vandaag <= grens:
                tot, einde = self.vandaag, "loopt_nog"
            van = max(verzoek.datum + DAG, vrij_vanaf)
            vrij_vanaf = max(van, tot)
            if van < tot or (einde == "loopt_nog" and verzoek.datum <= self.vandaag):
                gevonden.append(Opschorting(van, max(van, tot), einde, bron))
        return gevonden

    def _antwoorden(self) -> dict[Gebeurtenis, date]:
        """The day on which each request was answered; an answer goes to a lapsed request only where none is open."""
        gegeven: dict[Gebeurtenis, date] = {}
        grens = {verzoek: self._herstel_uiterlijk(verzoek) for verzoek in self.alle("verzoek_aanvulling")}
        for antwoord in self.alle("aanvulling_ontvangen"):
            wachtend = [v for v in grens if v.datum <= antwoord.datum and v not in gegeven]
            nog_open = [v for v in wachtend if antwoord.datum <= grens[v]]
            for verzoek in (nog_open or wachtend)[:1]:
                gegeven[verzoek] = antwoord.datum
        return gegeven


def _op_tijd(bezwaar: date, uiterlijk: date) -> str:
    if bezwaar <= uiterlijk:
        return f"Het bezwaar kwam op {voluit(bezwaar)}. Dat is op tijd. ({AWB.artikel('6:9', lid=1).titel})"
    post, bron = wettelijk("bezwaar_per_post", uiterlijk)
    if bezwaar <= uiterlijk + post.dagen * DAG:
        return (
            f"Het bezwaar kwam op {voluit(bezwaar)}. Dat is alleen op tijd als het uiterlijk {voluit(uiterlijk)} op de "
            f"post is gedaan. ({bron.titel})"
        )
    return (
        f"Het bezwaar kwam op {voluit(bezwaar)}. Dat is te laat, tenzij de indiener er niets aan kon doen. "
        f"({AWB.artikel('6:11').titel})"
    )
