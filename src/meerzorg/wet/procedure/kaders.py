"""The frameworks: which rule plays which part, from when, with what legal status, on which sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from meerzorg.wet.normen import BEGRIPPEN
from meerzorg.wet.procedure import uitkomst
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES, Keuzes
from meerzorg.wet.stappen import (
    nodig,
    stap_0_ontvankelijk,
    stap_2_profielrecht,
    stap_3_maatwerk,
    stap_6_passende_zorg,
    stap_7_overgang,
)
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import (
    BRIEF_FEBRUARI,
    CRVB_2025,
    DECEMBER_WERKWIJZE,
    JULI_2027,
    JULI_ALTERNATIEVEN,
    JULI_UITVOERING,
    RLZ,
)
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.bron import Bron
from regeltaal.fouten import RegelFout
from regeltaal.regel import Regel, Regelset, regel
from regeltaal.uitdrukking import NEE, Uitdrukking

HET_BEGIN = date(2015, 1, 1)
"""The Wlz came into force."""


@dataclass(frozen=True, slots=True)
class Stap:
    """A step of the assessment: its number and name, the rule or input that answers it, the rule that reaches it."""

    id: str
    naam: str
    waarde: str
    nodig: str = ""


@dataclass(frozen=True, slots=True)
class Kader:
    """A framework. `van`/`tot_en_met` is the period of applications it governs; None: never by date.

    `gronden` has, per ground for refusal, the rule or input that must be nee for it.
    """

    id: str
    titel: str
    status: str
    van: date | None
    tot_en_met: date | None
    bronnen: tuple[Bron, ...]
    regels: tuple[Regel, ...]
    stappen: tuple[Stap, ...]
    gronden: Mapping[str, str]

    def geldt_op(self, dag: date) -> bool:
        return self.van is not None and self.tot_en_met is not None and self.van <= dag <= self.tot_en_met


def _kent_niet(naam: str, noem: str) -> Regel:
    """A part that a framework does not have."""
    return regel(stap="0", bron=JULI_UITVOERING, noem=noem, ja=noem, nee=f"dit kader kent {noem} niet", naam=naam)(_nee)


def _nee(d: Any) -> Uitdrukking:
    """Never."""
    return NEE


_GEEN_TIJDELIJKE_LIJN = (
    _kent_niet("tijdelijk_verlengd", "de tijdelijke verlenging"),
    _kent_niet("tijdelijk_toegekend", "de tijdelijke toekenning"),
)
_TIJDELIJKE_LIJN = (
    stap_0_ontvankelijk.herhaalaanvraag,
    stap_0_ontvankelijk.tijdelijk_verlengd,
    stap_0_ontvankelijk.tijdelijk_toegekend,
)
_SLUITSTUK = (toegang.omgeving, toegang.toegang_of_omgeving, nodig.stap_5b_nodig)
_GEEN_SLUITSTUK = (_kent_niet("omgeving", "de bijzondere situatie"), toegang.alleen_toegang)
_OVERGANG = (stap_7_overgang.overgang, nodig.stap_7_nodig)
_GEEN_OVERGANG = (_kent_niet("overgang", "de overgangstermijn"),)

GEDEELD: tuple[Regel, ...] = (
    stap_0_ontvankelijk.thuis,
    stap_0_ontvankelijk.geldige_indicatie,
    stap_0_ontvankelijk.ontvankelijk,
    stap_3_maatwerk.wooninitiatief_bedrag,
    stap_3_maatwerk.basisbudget,
    stap_3_maatwerk.toeslag_som,
    stap_3_maatwerk.ekt_mogelijk,
    stap_3_maatwerk.ekt_maximum,
    stap_3_maatwerk.ekt_ruimte,
    stap_3_maatwerk.past_in_basisbudget,
    stap_3_maatwerk.past_met_toeslag,
    stap_3_maatwerk.past_met_ekt,
    stap_3_maatwerk.maatwerk,
    stap_2_profielrecht.profielrecht,
    stap_6_passende_zorg.zorg_akkoord,
    stap_6_passende_zorg.passend_in_basisbudget,
    stap_6_passende_zorg.passend_met_toeslag,
    stap_6_passende_zorg.passend_met_ekt,
    nodig.stap_1_nodig,
    nodig.stap_2_nodig,
    nodig.stap_3_nodig,
    nodig.stap_4_nodig,
    nodig.stap_6_nodig,
    uitkomst.uitkomst,
    uitkomst.toegekend_totaal,
    uitkomst.toegekend_extra,
    uitkomst.duur,
)
"""The rules that are the same in every framework."""

_STAP_0_TOT_3 = (
    Stap("0", "ontvankelijk", "ontvankelijk"),
    Stap("1", "best_passend_profiel", "best_passend_profiel", "stap_1_nodig"),
    Stap("2", "profielrecht", "profielrecht", "stap_2_nodig"),
    Stap("3", "maatwerk", "maatwerk", "stap_3_nodig"),
)
_STAP_4 = Stap("4", "bijzondere_zorgbehoefte", "bijzondere_zorgbehoefte", "stap_4_nodig")
_STAP_4_OUD = Stap("4", "meer_zorg_nodig", "meer_zorg_nodig", "stap_4_nodig")
_STAP_5A = Stap("5a", "overstijgt_uren", "overstijgt_uren", "stap_5a_nodig")
_STAP_5A_KOSTEN = Stap("5a", "kostengrens", "overstijgt_kosten", "stap_5a_nodig")
_STAP_5B = Stap("5b", "bijzondere_omgevingsfactor", "bijzondere_omgevingsfactor", "stap_5b_nodig")
_STAP_6 = Stap("6", "passende_zorg", "zorg_akkoord", "stap_6_nodig")
_STAP_7 = Stap("7", "overgang", "overgang", "stap_7_nodig")

_ALTIJD = {
    "geen_profielrecht": "profielrecht",
    "niet_verantwoord_thuis": "verantwoord_thuis",
    "ondoelmatig": "doelmatig",
    "onrechtmatig": "rechtmatig",
}
_ZORGBEHOEFTE = {"geen_bijzondere_zorgbehoefte": "bijzondere_zorgbehoefte"}
_MEER_ZORG = {"geen_bijzondere_zorgbehoefte": "meer_zorg_nodig"}
_UREN = {"onder_urendrempel": "overstijgt_uren"}
_KOSTEN = {"onder_kostengrens": "overstijgt_kosten"}
_OMGEVING = {"geen_omgevingsfactor": "bijzondere_omgevingsfactor"}

RLZ_2025 = Kader(
    id="rlz-2025",
    titel="Rlz art. 2.2 met 25 %-drempel en de tijdelijke lijn van 2025",
    status="geldend toen",
    van=HET_BEGIN,
    tot_en_met=date(2026, 2, 28),
    bronnen=(RLZ.artikel("2.2"), CRVB_2025, DECEMBER_WERKWIJZE),
    regels=(
        *_TIJDELIJKE_LIJN,
        toegang.toegang_2025,
        toegang.overstijgt_uren,
        toegang.bekostigingsuren,
        nodig.stap_5a_na_meer_zorg,
        *_GEEN_SLUITSTUK,
        *_GEEN_OVERGANG,
    ),
    stappen=(*_STAP_0_TOT_3, _STAP_4_OUD, _STAP_5A, _STAP_6),
    gronden=_ALTIJD | _MEER_ZORG | _UREN,
)

BELEIDSKADER_2026 = Kader(
    id="beleidskader-2026",
    titel="Beleidskader Meerzorg pgb 2026 van de zorgkantoren",
    status="geldend",
    van=date(2026, 3, 1),
    tot_en_met=date(2026, 12, 31),
    bronnen=(BRIEF_FEBRUARI, JULI_UITVOERING, RLZ.artikel("2.2")),
    regels=(
        *_GEEN_TIJDELIJKE_LIJN,
        toegang.toegang_2026,
        toegang.overstijgt_uren,
        toegang.bekostigingsuren,
        nodig.stap_5a_na_zorgbehoefte,
        *_SLUITSTUK,
        *_OVERGANG,
    ),
    stappen=(*_STAP_0_TOT_3, _STAP_4, _STAP_5A, _STAP_5B, _STAP_6, _STAP_7),
    gronden=_ALTIJD | _ZORGBEHOEFTE | _UREN | _OMGEVING,
)

RLZ_2027 = Kader(
    id="rlz-2027",
    titel="Voorgenomen wijziging van de Rlz per 1 januari 2027",
    status="voorgenomen",
    van=date(2027, 1, 1),
    tot_en_met=date.max,
    bronnen=(JULI_2027,),
    regels=(*_GEEN_TIJDELIJKE_LIJN, toegang.toegang_2027, *_SLUITSTUK, *_OVERGANG),
    stappen=(*_STAP_0_TOT_3, _STAP_4, _STAP_5B, _STAP_6, _STAP_7),
    gronden=_ALTIJD | _ZORGBEHOEFTE | _OMGEVING,
)

ALTERNATIEF_URENGRENS = Kader(
    id="alternatief-urengrens",
    titel="Alternatief: alleen een urengrens (afgewogen en afgewezen)",
    status="afgewezen alternatief",
    van=None,
    tot_en_met=None,
    bronnen=(JULI_ALTERNATIEVEN,),
    regels=(
        *_GEEN_TIJDELIJKE_LIJN,
        toegang.toegang_urengrens,
        toegang.overstijgt_uren,
        toegang.bekostigingsuren,
        nodig.stap_5a_direct,
        *_GEEN_SLUITSTUK,
        *_GEEN_OVERGANG,
    ),
    stappen=(*_STAP_0_TOT_3, _STAP_5A, _STAP_6),
    gronden=_ALTIJD | _UREN,
)

ALTERNATIEF_KOSTENGRENS = Kader(
    id="alternatief-kostengrens",
    titel="Alternatief: alleen een kostengrens (afgewogen en afgewezen)",
    status="afgewezen alternatief",
    van=None,
    tot_en_met=None,
    bronnen=(JULI_ALTERNATIEVEN,),
    regels=(
        *_GEEN_TIJDELIJKE_LIJN,
        toegang.toegang_kostengrens,
        toegang.overstijgt_kosten,
        nodig.stap_5a_direct,
        *_GEEN_SLUITSTUK,
        *_GEEN_OVERGANG,
    ),
    stappen=(*_STAP_0_TOT_3, _STAP_5A_KOSTEN, _STAP_6),
    gronden=_ALTIJD | _KOSTEN,
)

KADERS = {
    kader.id: kader for kader in (RLZ_2025, BELEIDSKADER_2026, RLZ_2027, ALTERNATIEF_URENGRENS, ALTERNATIEF_KOSTENGRENS)
}
OP_DATUM = tuple(kader for kader in KADERS.values() if kader.van is not None)
"""The frameworks that are chosen by date, in order of time."""


def kader_op(dag: date) -> Kader:
    """The framework for an application of `dag`. Raises RegelFout before the Wlz."""
    for kader in OP_DATUM:
        if kader.geldt_op(dag):
            return kader
    raise RegelFout(f"op {dag} gold nog geen kader")


@cache
def regelset(kader_id: str, keuzes: Keuzes = ()) -> Regelset:
    """The rules of one framework, built and checked; `keuzes` are interpretations other than the standard."""
    regels = {deel.naam: deel for deel in (*GEDEELD, *KADERS[kader_id].regels)}
    for naam, keuze in keuzes:
        anders = {deel.naam: deel for deel in INTERPRETATIES[naam].keuzes[keuze].regels}
        if anders.keys() <= regels.keys():  # a framework that does not know the step has nothing to interpret
            regels |= anders
    return Regelset(VOCABULAIRE, BEGRIPPEN, regels.values())


def controleer_perioden(kaders: tuple[Kader, ...] = OP_DATUM) -> None:
    """Raises RegelFout where the periods of the frameworks overlap or leave a gap."""
    for eerst, daarna in pairwise(kaders):
        assert eerst.tot_en_met is not None and daarna.van is not None
        if daarna.van != eerst.tot_en_met + timedelta(days=1):
            raise RegelFout(f"{eerst.id} eindigt op {eerst.tot_en_met}, en {daarna.id} begint op {daarna.van}")


controleer_perioden()
