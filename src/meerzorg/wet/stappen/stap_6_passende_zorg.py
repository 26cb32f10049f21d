"""Step 6: is the care at home responsible, efficient and lawful, and what does the fitting care cost?"""

from __future__ import annotations

from typing import Any

from meerzorg.wet.teksten.bronnen import JULI_MAATWERK, JULI_ROLLEN, RLZ
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking

PASSEND = (JULI_ROLLEN, JULI_MAATWERK)


@regel(
    stap="6",
    bron=(RLZ.artikel("5.1", lid=1), JULI_ROLLEN),
    noem="het akkoord op de zorg",
    ja="de zorg thuis is verantwoord, doelmatig en rechtmatig",
    nee="de zorg thuis is niet verantwoord, doelmatig en rechtmatig",
)
def zorg_akkoord(d: Any) -> Uitdrukking:
    """Responsible at home, efficient, lawful: all three."""
    return d.verantwoord_thuis & d.doelmatig & d.rechtmatig


@regel(
    stap="6",
    bron=PASSEND,
    noem="de vastgestelde kosten binnen het basisbudget",
    ja="de passende zorg past in het basisbudget",
    nee="de passende zorg past niet in het basisbudget",
)
def passend_in_basisbudget(d: Any) -> Uitdrukking:
    """The care found fitting costs no more than the basisbudget."""
    return d.vastgestelde_kosten <= d.basisbudget


@regel(
    stap="6",
    bron=PASSEND,
    noem="de vastgestelde kosten binnen basisbudget en toeslag",
    ja="de passende zorg past in het basisbudget met de toeslag",
    nee="de passende zorg past niet in het basisbudget met de toeslag",
)
def passend_met_toeslag(d: Any) -> Uitdrukking:
    """… no more than the basisbudget and the toeslag."""
    return d.vastgestelde_kosten <= d.basisbudget + d.toeslag_som


@regel(
    stap="6",
    bron=PASSEND,
    noem="de vastgestelde kosten binnen basisbudget, toeslag en EKT",
    ja="de passende zorg past in het basisbudget met EKT",
    nee="de passende zorg past niet in het basisbudget met EKT",
)
def passend_met_ekt(d: Any) -> Uitdrukking:
    """EKT is possible, and the fitting care costs no more than basisbudget, toeslag and EKT together.

    What fits without the toeslag also fits with it: then nobody need ask how high the toeslag is.
    """
    zonder_toeslag = d.vastgestelde_kosten <= d.basisbudget + d.ekt_maximum
    return d.ekt_mogelijk & (zonder_toeslag | (d.vastgestelde_kosten <= d.basisbudget + d.toeslag_som + d.ekt_maximum))
