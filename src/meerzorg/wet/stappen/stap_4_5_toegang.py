"""Steps 4, 5a and 5b: access to meerzorg, and the special circumstances that close the ladder.

What counts differs per framework; each framework takes its own `toegang_meerzorg` from here.
"""

from __future__ import annotations

from meerzorg.wet.namen import Namen
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
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking


@regel(
    stap="5a",
    bron=RLZ.artikel("2.2", lid=3),
    noem="de overschrijding van de uren",
    zin="de zorgbehoefte ligt in uren {niet} ver genoeg boven het zorgprofiel",
)
def overstijgt_uren(d: Namen) -> Uitdrukking:
    """The need is at least 25 % above the hours the profile is funded for; no threshold for special kinds of care."""
    boven_drempel = d.benodigde_uren >= d.bekostigingsuren * (1 + d.norm.urendrempel)
    return (d.bijzondere_zorgsoort != "geen") | boven_drempel


@regel(stap="5a", bron=RLZ.artikel("2.2", lid=3), noem="de bekostigingsuren", meervoud=True)
def bekostigingsuren(d: Namen) -> Uitdrukking:
    """The hours per week for which the profile is funded."""
    return d.norm.bekostigingsuren(d.zorgprofiel)


@regel(
    stap="5a",
    bron=JULI_ALTERNATIEVEN,
    noem="de overschrijding van de kosten",
    zin="de gevraagde kosten liggen {niet} ver genoeg boven het basisbudget",
)
def overstijgt_kosten(d: Namen) -> Uitdrukking:
    """Rejected alternative: the costs asked for are at least 125 % of the basisbudget."""
    return d.gevraagde_kosten >= d.basisbudget * (1 + d.norm.kostendrempel)


@regel(
    stap="4",
    bron=(BRIEF_FEBRUARI, JULI_UITVOERING, JULI_RICHTLIJN, RLZ.artikel("2.2", lid=3)),
    noem="de toegang tot meerzorg",
    zin="er is {geen} toegang tot meerzorg",
    naam="toegang_meerzorg",
)
def toegang_2026(d: Namen) -> Uitdrukking:
    """Beleidskader 2026: right by profile, a special need for care, and at least 25 % more hours."""
    return d.profielrecht & d.bijzondere_zorgbehoefte & d.overstijgt_uren


@toegang_2026.variant(bron=(RLZ.artikel("2.2", lid=1), RLZ.artikel("2.2", lid=3), CRVB_2025))
def toegang_2025(d: Namen) -> Uitdrukking:
    """Until 1 March 2026: right by profile, more care needed, and at least 25 % more hours."""
    return d.profielrecht & d.meer_zorg_nodig & d.overstijgt_uren


@toegang_2026.variant(bron=JULI_2027)
def toegang_2027(d: Namen) -> Uitdrukking:
    """From 2027: right by profile and a special need by nature and content; the setting plays no role."""
    return d.profielrecht & d.bijzondere_zorgbehoefte


@toegang_2026.variant(stap="5a", bron=JULI_ALTERNATIEVEN)
def toegang_urengrens(d: Namen) -> Uitdrukking:
    """Rejected alternative: hours alone."""
    return d.profielrecht & d.overstijgt_uren


@toegang_2026.variant(stap="5a", bron=JULI_ALTERNATIEVEN)
def toegang_kostengrens(d: Namen) -> Uitdrukking:
    """Rejected alternative: costs alone."""
    return d.profielrecht & d.overstijgt_kosten


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de bijzondere situatie",
    zin="er is {een|geen} bijzondere situatie",
)
def omgeving(d: Namen) -> Uitdrukking:
    """The closing piece: no access, but a special circumstance makes extra costs necessary."""
    return ~d.toegang_meerzorg & d.bijzondere_omgevingsfactor


@regel(
    stap="5b",
    bron=(JULI_RICHTLIJN, JULI_MAATWERK),
    noem="de toegang of bijzondere situatie",
    zin="er is {toegang tot meerzorg of een|geen toegang tot meerzorg en geen} bijzondere situatie",
)
def toegang_of_omgeving(d: Namen) -> Uitdrukking:
    """One of the two ways in."""
    return d.toegang_meerzorg | d.bijzondere_omgevingsfactor


@toegang_of_omgeving.variant(
    stap="5a", bron=RLZ.artikel("2.2", lid=1), noem="de toegang", zin="er is {geen} toegang tot meerzorg"
)
def alleen_toegang(d: Namen) -> Uitdrukking:
    """A framework without the closing piece knows one way in."""
    return d.toegang_meerzorg
