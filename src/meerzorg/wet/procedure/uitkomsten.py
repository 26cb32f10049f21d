"""The outcomes: what each grants and for how long; the ladder on which the first row that holds decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from meerzorg.wet.namen import Namen
from meerzorg.wet.procedure.tabel import AantalMaanden, Alternatief, TotEindeJaar, TotEnMet, Uitgang, Uitkomst
from meerzorg.wet.teksten.bronnen import (
    BRIEF_FEBRUARI,
    DECEMBER_WERKWIJZE,
    JULI_DUUR,
    JULI_MAATWERK,
    JULI_OVERGANG,
    JULI_UITVOERING,
    RLZ,
)
from regeltaal.regel import regel
from regeltaal.soorten import keuze
from regeltaal.uitdrukking import Trede, Uitdrukking, boven_nul, kies, ladder, sleutel

# --- what a decision can grant, in euro per year (Rlz 5.19), and until when ---------------------------------------

MEERZORG = Uitkomst(
    "meerzorg",
    "meerzorg toegekend",
    bedrag=lambda d: d.vastgestelde_kosten,
    looptijd=AantalMaanden(lambda d: d.looptijd_maanden),
)
BIJZONDERE_SITUATIE = Uitkomst(
    "bijzondere_situatie",
    "extra kosten toegekend om een bijzondere situatie",
    bedrag=lambda d: d.vastgestelde_kosten,
    looptijd=AantalMaanden(lambda d: d.looptijd_maanden),
)
REGULIER = Uitkomst(
    "regulier",
    "het gewone budget is genoeg",
    bedrag=lambda d: d.basisbudget,
)
TOESLAG = Uitkomst(
    "toeslag",
    "opgelost met een toeslag",
    bedrag=lambda d: d.basisbudget + d.toeslag_som,
    looptijd=TotEindeJaar(),
)
EKT = Uitkomst(
    "ekt",
    "opgelost met Extra kosten thuis (EKT)",
    bedrag=lambda d: kies(d.past_met_ekt, d.gevraagde_kosten, d.vastgestelde_kosten),
    looptijd=TotEindeJaar(),
)
OVERGANG = Uitkomst(
    "overgang",
    "een overgangsjaar",
    bedrag=lambda d: d.lopend_bedrag,
    looptijd=AantalMaanden(lambda d: d.norm.overgang_maanden),
    met_alternatieven=True,
)
TIJDELIJK_VERLENGD = Uitkomst(
    "tijdelijk_verlengd",
    "tijdelijk verlengd",
    bedrag=lambda d: d.lopend_bedrag,
    looptijd=TotEnMet(lambda d: d.norm.tijdelijk_tot_en_met),
)
TIJDELIJK_TOEGEKEND = Uitkomst(
    "tijdelijk_toegekend",
    "tijdelijk toegekend",
    bedrag=lambda d: d.gevraagde_kosten,
    looptijd=TotEnMet(lambda d: d.norm.tijdelijk_tot_en_met),
)
TOEKENNINGEN = (
    *(MEERZORG, BIJZONDERE_SITUATIE, REGULIER, TOESLAG, EKT),
    *(OVERGANG, TIJDELIJK_VERLENGD, TIJDELIJK_TOEGEKEND),
)

# --- where nothing is granted, and the basisbudget stays what there is --------------------------------------------

BUITEN_KADER = Uitkomst("buiten_kader", "buiten dit kader")
GEEN_GELDIGE_INDICATIE = Uitkomst("geen_geldige_indicatie", "geen geldige indicatie")
HERINDICATIE = Uitkomst("herindicatie", "eerst een nieuwe indicatie van het CIZ")
AFWIJZING = Uitkomst("afwijzing", "afgewezen", met_alternatieven=True, tweede="Dit is een afwijzing.")
ONBEPAALD = Uitkomst("onbepaald", "nog niet te bepalen")

# --- the ladder ---------------------------------------------------------------------------------------------------

LADDER = (
    Uitgang("0", lambda d: ~d.thuis, BUITEN_KADER),
    Uitgang("0", lambda d: ~d.geldige_indicatie, GEEN_GELDIGE_INDICATIE),
    Uitgang("0", lambda d: d.tijdelijk_verlengd, TIJDELIJK_VERLENGD),
    Uitgang("0", lambda d: d.tijdelijk_toegekend, TIJDELIJK_TOEGEKEND),
    Uitgang("1", lambda d: ~d.best_passend_profiel, HERINDICATIE),
    Uitgang("3", lambda d: d.past_in_basisbudget, REGULIER),
    Uitgang("3", lambda d: d.past_met_toeslag, TOESLAG),
    Uitgang("3", lambda d: d.past_met_ekt, EKT),
    Uitgang("2", lambda d: ~d.profielrecht, AFWIJZING),
    Uitgang("6", lambda d: ~d.verantwoord_thuis, AFWIJZING),
    Uitgang("6", lambda d: d.toegang_of_omgeving & d.zorg_akkoord & d.passend_in_basisbudget, REGULIER),
    Uitgang("6", lambda d: d.toegang_of_omgeving & d.zorg_akkoord & d.passend_met_toeslag, TOESLAG),
    Uitgang("6", lambda d: d.toegang_of_omgeving & d.zorg_akkoord & d.passend_met_ekt, EKT),
    Uitgang("4", lambda d: d.toegang_meerzorg & d.zorg_akkoord, MEERZORG),
    Uitgang("5b", lambda d: d.omgeving & d.zorg_akkoord, BIJZONDERE_SITUATIE),
    Uitgang("6", lambda d: d.toegang_of_omgeving & ~d.zorg_akkoord, AFWIJZING),
    Uitgang("7", lambda d: d.overgang, OVERGANG),
)
ANDERS = AFWIJZING
"""Where no row of the ladder holds."""

ALTERNATIEVEN = (
    Alternatief("toeslag", lambda d: d.toeslag != "geen", lambda d: d.basisbudget + d.toeslag_som),
    Alternatief("ekt", lambda d: d.ekt_ruimte > 0, lambda d: d.basisbudget + d.toeslag_som + d.ekt_ruimte),
)
"""The tailored solutions of step 3, beside an outcome that leaves them open."""

# --- what follows from these tables -------------------------------------------------------------------------------

UITKOMST_PER_CODE = {
    uitkomst.code: uitkomst
    for uitkomst in (*(rij.uitkomst for rij in LADDER if rij.uitkomst is not ANDERS), ANDERS, ONBEPAALD)
}
UITKOMSTEN = {code: uitkomst.naam for code, uitkomst in UITKOMST_PER_CODE.items()}
"""The words of each outcome, in the order of the ladder."""
UITKOMST = keuze(*UITKOMSTEN)


@regel(stap="6", bron=(JULI_UITVOERING, JULI_MAATWERK, BRIEF_FEBRUARI, DECEMBER_WERKWIJZE), noem="de uitkomst")
def uitkomst(d: Namen) -> Uitdrukking:
    """The first row of the ladder that holds is the outcome; a refusal where none does."""
    treden = (Trede(rij.stap, rij.als(d), rij.uitkomst.code) for rij in LADDER)
    return ladder(UITKOMST, tuple(treden), ANDERS.code)


@regel(stap="6", bron=(RLZ.artikel("5.19"), RLZ.artikel("5.1"), JULI_OVERGANG), noem="het toegekende bedrag")
def toegekend_totaal(d: Namen) -> Uitdrukking:
    """What this decision grants, in euro per year; nothing where it grants nothing (the basisbudget then stays)."""
    return _per_uitkomst(d, ((u.code, u.bedrag(d)) for u in TOEKENNINGEN if u.bedrag))


@regel(stap="6", bron=RLZ.artikel("5.19"), noem="het bedrag boven het basisbudget")
def toegekend_extra(d: Namen) -> Uitdrukking:
    """What is granted above the basisbudget, at least nothing. Euro per year."""
    return boven_nul(d.toegekend_totaal, d.basisbudget)


@regel(stap="6", bron=(JULI_DUUR, JULI_OVERGANG), noem="de duur")
def duur(d: Namen) -> Uitdrukking:
    """For how many months meerzorg or the transition is given; 0 where another rule sets the last day."""
    return _per_uitkomst(
        d, ((u.code, u.looptijd.aantal(d)) for u in TOEKENNINGEN if isinstance(u.looptijd, AantalMaanden))
    )


VERVOLG = (toegekend_totaal.naam, duur.naam)
"""What must be known besides the outcome before a decision can be taken."""


def _per_uitkomst(d: Namen, waarden: Iterable[tuple[str, Uitdrukking]]) -> Uitdrukking:
    """A choice by outcome, equal values together; nothing for the other outcomes."""
    groepen: dict[str, tuple[Uitdrukking, list[str]]] = {}
    for code, waarde in waarden:
        groepen.setdefault(sleutel(waarde), (waarde, []))[1].append(code)
    uitkomst: Uitdrukking[Any] = d.uitkomst
    uit: Any = 0
    for waarde, codes in reversed(groepen.values()):
        uit = kies(uitkomst.een_van(*codes), waarde, uit)
    return uit  # type: ignore[no-any-return]
