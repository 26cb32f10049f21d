"""A message of the CIZ becomes vastleggingen on the right dossiers: once, however often it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from meerzorg.dossier.beeld import Beeld
from meerzorg.dossier.handelingen.kern import controleer, handeling
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, genormaliseerd, leg_waarden_vast
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.koppeling.indicatie import Indicatie
from meerzorg.koppeling.iwlz import lees_bericht
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import OPEN
from regeltaal.vorm import Json

SCORES = "ciz_scores"
UITKOMSTEN = {
    "overgenomen": "overgenomen in het dossier",
    "ongewijzigd": "was al bekend, er is niets veranderd",
    "ouder": "is ouder dan het besluit dat in het dossier staat, niet overgenomen",
    "ingetrokken": "is ingetrokken voordat het inging, niet overgenomen",
    "geen_dossier": "hoort niet bij een lopend dossier van dit zorgkantoor",
}


class Ingelezen(NamedTuple):
    """What happened with one decision: for which dossier, which names changed, and what the reader must know."""

    besluitnummer: int
    uitkomst: str
    dossiernummer: str = ""
    namen: tuple[str, ...] = ()
    waarschuwingen: tuple[str, ...] = ()

    @property
    def zin(self) -> str:
        return f"Besluit {self.besluitnummer} {UITKOMSTEN[self.uitkomst]}."


def lees_in(wie: Medewerker, inhoud: bytes, waar: str) -> list[Ingelezen]:
    """Reads one message and records what is new in it on every open dossier of its client at the own zorgkantoor.

    `waar` names the message in faults. Raises InvoerFout with all faults of the message (then nothing is recorded),
    GeenRecht. The BSN only serves to find the dossier.
    """
    controleer("ciz_inlezen", wie, None)
    uit: list[Ingelezen] = []
    for indicatie in lees_bericht(inhoud, waar):
        dossiers = Dossier.objects.voor(wie).filter(client__bsn=indicatie.bsn or "-", toestand__in=OPEN)
        gevonden = [_verwerk(wie, dossier, indicatie) for dossier in dossiers.order_by("pk")]
        uit += gevonden or [Ingelezen(indicatie.besluitnummer, "geen_dossier", waarschuwingen=indicatie.waarschuwingen)]
    return uit


def _verwerk(wie: Medewerker, dossier: Dossier, indicatie: Indicatie) -> Ingelezen:
    def klaar(uitkomst: str, namen: tuple[str, ...] = ()) -> Ingelezen:
        return Ingelezen(indicatie.besluitnummer, uitkomst, dossier.nummer, namen, indicatie.waarschuwingen)

    if indicatie.nooit_geldig:
        return klaar("ingetrokken")
    with handeling("ciz_overnemen", wie, dossier) as loop:
        huidig = loop.beeld()
        eerder = huidig.laatste.get(SCORES)
        if eerder is not None and eerder.waarde and eerder.waarde["afgegeven"] > indicatie.afgiftedatum.isoformat():
            loop.stil = True
            return klaar("ouder")
        nieuw = _wat_nieuw_is(huidig, _gegevens(indicatie))
        if not nieuw:
            loop.stil = True
            return klaar("ongewijzigd")
        leg_waarden_vast(loop, nieuw, grond="ciz")
    return klaar("overgenomen", tuple(naam for naam in nieuw if naam != SCORES))


def _gegevens(indicatie: Indicatie) -> dict[str, Json]:
    """The inputs of the law in this decision as they are recorded (an absent end as None) and the scores behind it."""
    van_ciz = {"indicatie_einddatum": None} | indicatie.gegevens()
    return {naam: genormaliseerd(naam, waarde) for naam, waarde in van_ciz.items()} | {
        SCORES: {
            "besluitnummer": indicatie.besluitnummer,
            "afgegeven": indicatie.afgiftedatum.isoformat(),
            "scores": [[score.codelijst, score.vraag, score.gevonden, score.waarde] for score in indicatie.scores],
        }
    }


def _wat_nieuw_is(huidig: Beeld, gegevens: Mapping[str, Json]) -> dict[str, Json]:
    """What differs from what the CIZ said before; a score that the medisch adviseur gave is never replaced."""
    van_ciz: dict[str, Vastlegging] = {v.naam: v for v in huidig.alle if v.grond == "ciz"}
    nieuw = {}
    for naam, waarde in gegevens.items():
        vorige, laatste = van_ciz.get(naam), huidig.laatste.get(naam)
        if vorige is not None:
            anders = vorige.waarde != waarde
        elif laatste is None:
            anders = waarde is not None
        else:
            anders = laatste.waarde != waarde and ROL_VAN[naam] != "medisch_adviseur"
        if anders:
            nieuw[naam] = waarde
    return nieuw
