"""Step 6: is the care at home responsible, efficient and lawful, and what does the fitting care cost?"""

from __future__ import annotations

from functools import partial

from meerzorg.wet.namen import Namen
from meerzorg.wet.teksten.bronnen import JULI_MAATWERK, JULI_ROLLEN, RLZ
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking

passendregel = partial(regel, stap="6", bron=(JULI_ROLLEN, JULI_MAATWERK))


@regel(
    stap="6",
    bron=(RLZ.artikel("5.1", lid=1), JULI_ROLLEN),
    noem="het akkoord op de zorg",
    zin="de zorg thuis is {niet} verantwoord, doelmatig en rechtmatig",
)
def zorg_akkoord(d: Namen) -> Uitdrukking:
    """Responsible at home, efficient, lawful: all three."""
    return d.verantwoord_thuis & d.doelmatig & d.rechtmatig


@passendregel(
    noem="de vastgestelde kosten binnen het basisbudget", zin="de passende zorg past {niet} in het basisbudget"
)
def passend_in_basisbudget(d: Namen) -> Uitdrukking:
    """The care found fitting costs no more than the basisbudget."""
    return d.vastgestelde_kosten <= d.basisbudget


@passendregel(
    noem="de vastgestelde kosten binnen basisbudget en toeslag",
    zin="de passende zorg past {niet} in het basisbudget met de toeslag",
)
def passend_met_toeslag(d: Namen) -> Uitdrukking:
    """… no more than the basisbudget and the toeslag."""
    return d.vastgestelde_kosten <= d.basisbudget + d.toeslag_som


@passendregel(
    noem="de vastgestelde kosten binnen basisbudget, toeslag en EKT",
    zin="de passende zorg past {niet} in het basisbudget met EKT",
)
def passend_met_ekt(d: Namen) -> Uitdrukking:
    """EKT is possible, and the fitting care costs no more than basisbudget, toeslag and EKT together.

    What fits without the toeslag also fits with it: then nobody need ask how high the toeslag is.
    """
    zonder_toeslag = d.vastgestelde_kosten <= d.basisbudget + d.ekt_maximum
    return d.ekt_mogelijk & (zonder_toeslag | (d.vastgestelde_kosten <= d.basisbudget + d.toeslag_som + d.ekt_maximum))
