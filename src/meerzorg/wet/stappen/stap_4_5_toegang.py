"""Steps 4, 5a and 5b: access to meerzorg, and the special circumstances that close the ladder.

What counts differs per framework; each framework takes its own `toegang_meerzorg` from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meerzorg.wet.teksten.bronnen import (
    BRIEF_FEBRUARI,
    CRVB_2025,
    JULI_2027,
    JULI_ALTERNATIEVEN,
    JULI_MAATWERK,
    JULI_RICHTLIJN,
    JULI_UITVOERING,
    RLZ,
)
from regeltaal.bron import Bron
from regeltaal.regel import Regel, regel
from regeltaal.uitdrukking import Uitdrukking

TOEGANG_JA = "er is toegang tot meerzorg"
TOEGANG_NEE = "er is geen toegang tot meerzorg"


def _toegang(stap: str, *bronnen: Bron) -> Callable[[Callable[[Any], Uitdrukking]], Regel]:
    """The access test of one framework, for which `stap` is the first that counts."""
    return regel(
        stap=stap,
        bron=bronnen,
        noem="de toegang tot meerzorg",
        ja=TOEGANG_JA,
        nee=TOEGANG_NEE,
        naam="toegang_meerzorg",
    )


@regel(
    stap="5a",
    bron=RLZ.artikel("2.2", lid=3),
    noem="de overschrijding van de uren",
    ja="de zorgbehoefte ligt in uren ver genoeg boven het zorgprofiel",
    nee="de zorgbehoefte ligt in uren niet ver genoeg boven het zorgprofiel",
)
def overstijgt_uren(d: Any) -> Uitdrukking:
    """The need is at least 25 % above the hours the profile is funded for; no threshold for special kinds of care."""
    boven_drempel = d.benodigde_uren >= d.bekostigingsuren * (1 + d.norm.urendrempel)
    return (d.bijzondere_zorgsoort != "geen") | boven_drempel


@regel(stap="5a", bron=RLZ.artikel("2.2", lid=3), noem="de bekostigingsuren", meervoud=True)
def bekostigingsuren(d: Any) -> Uitdrukking:
    """The hours per week for which the profile is funded."""
    return d.norm.bekostigingsuren(d.zorgprofiel)


@regel(
    stap="5a",
    bron=JULI_ALTERNATIEVEN,
    noem="de overschrijding van de kosten",
    ja="de gevraagde kosten liggen ver genoeg boven het basisbudget",
    nee="de gevraagde kosten liggen niet ver genoeg boven het basisbudget",
)
def overstijgt_kosten(d: Any) -> Uitdrukking:
    """Rejected alternative: the costs asked for are at least 125 % of the basisbudget."""
    return d.gevraagde_kosten >= d.basisbudget * (1 + d.norm.kostendrempel)


@_toegang("4", RLZ.artikel("2.2", lid=1), RLZ.artikel("2.2", lid=3), CRVB_2025)
def toegang_2025(d: Any) -> Uitdrukking:
    """Until 1 March 2026: right by profile, more care needed, and at least 25 % more hours."""
    return d.profielrecht & d.meer_zorg_nodig & d.overstijgt_uren


@_toegang("4", BRIEF_FEBRUARI, JULI_UITVOERING, JULI_RICHTLIJN, RLZ.artikel("2.2", lid=3))
def toegang_2026(d: Any) -> Uitdrukking:
    """Beleidskader 2026: right by profile, a special need for care, and at least 25 % more hours."""
    return d.profielrecht & d.bijzondere_zorgbehoefte & d.overstijgt_uren


@_toegang("4", JULI_2027)
def toegang_2027(d: Any) -> Uitdrukking:
    """From 2027: right by profile and a special need by nature and content; the setting plays no role."""
    return d.profielrecht & d.bijzondere_zorgbehoefte


@_toegang("5a", JULI_ALTERNATIEVEN)
def toegang_urengrens(d: Any) -> Uitdrukking:
    """Rejected alternative: hours alone."""
    return d.profielrecht & d.overstijgt_uren


@_toegang("5a", JULI_ALTERNATIEVEN)
def toegang_kostengrens(d: Any) -> Uitdrukking:
    """Rejected alternative: costs alone."""
    return d.profielrecht & d.overstijgt_kosten


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de bijzondere situatie",
    ja="er is een bijzondere situatie",
    nee="er is geen bijzondere situatie",
)
def omgeving(d: Any) -> Uitdrukking:
    """The closing piece: no access, but a special circumstance makes extra costs necessary."""
    return ~d.toegang_meerzorg & d.bijzondere_omgevingsfactor


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de toegang of bijzondere situatie",
    ja="er is toegang tot meerzorg of een bijzondere situatie",
    nee="er is geen toegang tot meerzorg en geen bijzondere situatie",
)
def toegang_of_omgeving(d: Any) -> Uitdrukking:
    """One of the two ways in."""
    return d.toegang_meerzorg | d.bijzondere_omgevingsfactor


@regel(
    stap="5a",
    bron=RLZ.artikel("2.2", lid=1),
    noem="de toegang",
    ja=TOEGANG_JA,
    nee=TOEGANG_NEE,
    naam="toegang_of_omgeving",
)
def alleen_toegang(d: Any) -> Uitdrukking:
    """A framework without the closing piece knows one way in."""
    return d.toegang_meerzorg
