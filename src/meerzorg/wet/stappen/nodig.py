"""When a step is reached. A step that is not reached is `niet_nodig`: its outcome can no longer matter.

The order is that of the ladder in `meerzorg.wet.procedure.uitkomst`; these rules say it once per step, in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meerzorg.wet.teksten.bronnen import BRIEF_FEBRUARI, JULI_MAATWERK, JULI_OVERGANG, JULI_ROLLEN, JULI_UITVOERING
from regeltaal.bron import Bron
from regeltaal.regel import Regel, regel
from regeltaal.uitdrukking import Uitdrukking


def bereikt(stap: str, bron: Bron, naam: str = "") -> Callable[[Callable[[Any], Uitdrukking]], Regel]:
    """A rule that says when a step is reached."""
    return regel(
        stap=stap,
        bron=bron,
        naam=naam,
        noem=f"het bereiken van stap {stap}",
        ja=f"stap {stap} is bereikt",
        nee=f"stap {stap} is niet bereikt",
        doorzichtig=True,
    )


@bereikt("1", JULI_UITVOERING)
def stap_1_nodig(d: Any) -> Uitdrukking:
    """The application can be assessed, and the interim line does not settle it."""
    return d.ontvankelijk & ~d.tijdelijk_verlengd & ~d.tijdelijk_toegekend


@bereikt("3", JULI_MAATWERK)
def stap_3_nodig(d: Any) -> Uitdrukking:
    """The profile is the best fitting one."""
    return d.stap_1_nodig & d.best_passend_profiel


@bereikt("2", JULI_MAATWERK)
def stap_2_nodig(d: Any) -> Uitdrukking:
    """Tailored solutions were looked at first, and are not enough."""
    return d.stap_3_nodig & ~d.maatwerk


@bereikt("4", JULI_ROLLEN)
def stap_4_nodig(d: Any) -> Uitdrukking:
    """The profile can give a right, and care at home is not found irresponsible."""
    return d.stap_2_nodig & d.profielrecht & d.verantwoord_thuis


@bereikt("5a", BRIEF_FEBRUARI, "stap_5a_nodig")
def stap_5a_na_zorgbehoefte(d: Any) -> Uitdrukking:
    """After a special need for care was found."""
    return d.stap_4_nodig & d.bijzondere_zorgbehoefte


@bereikt("5a", JULI_UITVOERING, "stap_5a_nodig")
def stap_5a_na_meer_zorg(d: Any) -> Uitdrukking:
    """Old practice: after it was found that more care is needed."""
    return d.stap_4_nodig & d.meer_zorg_nodig


@bereikt("5a", JULI_UITVOERING, "stap_5a_nodig")
def stap_5a_direct(d: Any) -> Uitdrukking:
    """A framework without step 4 comes here at once."""
    return d.stap_4_nodig


@bereikt("5b", JULI_MAATWERK)
def stap_5b_nodig(d: Any) -> Uitdrukking:
    """Only where there is no access to meerzorg."""
    return d.stap_4_nodig & ~d.toegang_meerzorg


@bereikt("6", JULI_ROLLEN)
def stap_6_nodig(d: Any) -> Uitdrukking:
    """There is access or a special circumstance, or care at home is not responsible."""
    return d.stap_2_nodig & d.profielrecht & (d.toegang_of_omgeving | ~d.verantwoord_thuis)


@bereikt("7", JULI_OVERGANG)
def stap_7_nodig(d: Any) -> Uitdrukking:
    """No access and no special circumstance."""
    return d.stap_4_nodig & ~d.toegang_of_omgeving
