"""When a step is reached. A step that is not reached is `niet_nodig`: its outcome can no longer matter.

The order is that of the ladder in `meerzorg.wet.uitkomst`; these rules say it once per step, in words.
"""

from __future__ import annotations

from typing import Any

from meerzorg.taal.regel import regel
from meerzorg.taal.uitdrukking import Uitdrukking
from meerzorg.wet.bronnen import BRIEF_FEBRUARI, JULI_MAATWERK, JULI_OVERGANG, JULI_ROLLEN, JULI_UITVOERING


def _bereikt(stap: str) -> dict[str, str]:
    wat = f"stap {stap} is"
    return {"noem": f"het bereiken van stap {stap}", "ja": f"{wat} bereikt", "nee": f"{wat} niet bereikt"}


@regel(stap="1", bron=JULI_UITVOERING, **_bereikt("1"))
def stap_1_nodig(d: Any) -> Uitdrukking:
    """The application can be assessed, and the interim line does not settle it."""
    return d.ontvankelijk & ~d.tijdelijk_verlengd & ~d.tijdelijk_toegekend


@regel(stap="3", bron=JULI_MAATWERK, **_bereikt("3"))
def stap_3_nodig(d: Any) -> Uitdrukking:
    """The profile is the best fitting one."""
    return d.stap_1_nodig & d.best_passend_profiel


@regel(stap="2", bron=JULI_MAATWERK, **_bereikt("2"))
def stap_2_nodig(d: Any) -> Uitdrukking:
    """Tailored solutions were looked at first, and are not enough."""
    return d.stap_3_nodig & ~d.maatwerk


@regel(stap="4", bron=JULI_ROLLEN, **_bereikt("4"))
def stap_4_nodig(d: Any) -> Uitdrukking:
    """The profile can give a right, and care at home is not found irresponsible."""
    return d.stap_2_nodig & d.profielrecht & d.verantwoord_thuis


@regel(stap="5a", bron=BRIEF_FEBRUARI, naam="stap_5a_nodig", **_bereikt("5a"))
def stap_5a_na_zorgbehoefte(d: Any) -> Uitdrukking:
    """After a special need for care was found."""
    return d.stap_4_nodig & d.bijzondere_zorgbehoefte


@regel(stap="5a", bron=JULI_UITVOERING, naam="stap_5a_nodig", **_bereikt("5a"))
def stap_5a_na_meer_zorg(d: Any) -> Uitdrukking:
    """Old practice: after it was found that more care is needed."""
    return d.stap_4_nodig & d.meer_zorg_nodig


@regel(stap="5a", bron=JULI_UITVOERING, naam="stap_5a_nodig", **_bereikt("5a"))
def stap_5a_direct(d: Any) -> Uitdrukking:
    """A framework without step 4 comes here at once."""
    return d.stap_4_nodig


@regel(stap="5b", bron=JULI_MAATWERK, **_bereikt("5b"))
def stap_5b_nodig(d: Any) -> Uitdrukking:
    """Only where there is no access to meerzorg."""
    return d.stap_4_nodig & ~d.toegang_meerzorg


@regel(stap="6", bron=JULI_ROLLEN, **_bereikt("6"))
def stap_6_nodig(d: Any) -> Uitdrukking:
    """There is access or a special circumstance, or care at home is not responsible."""
    return d.stap_2_nodig & d.profielrecht & (d.toegang_of_omgeving | ~d.verantwoord_thuis)


@regel(stap="7", bron=JULI_OVERGANG, **_bereikt("7"))
def stap_7_nodig(d: Any) -> Uitdrukking:
    """No access and no special circumstance."""
    return d.stap_4_nodig & ~d.toegang_of_omgeving
