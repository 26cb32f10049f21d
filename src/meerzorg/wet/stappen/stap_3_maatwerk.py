"""Step 3: do the tailored solutions already solve it: the basisbudget, a toeslag, or Extra kosten thuis (EKT)?"""

from __future__ import annotations

from functools import partial

from meerzorg.wet.namen import Namen
from meerzorg.wet.teksten.bronnen import JULI_MAATWERK, RLZ
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking, kies

maatwerkregel = partial(regel, stap="3", bron=JULI_MAATWERK)


@regel(stap="3", bron=RLZ.artikel("5.13"), noem="de toeslag voor een wooninitiatief")
def wooninitiatief_bedrag(d: Namen) -> Uitdrukking:
    """Extra amount for living in a wooninitiatief, higher for VV4 to VV8. Euro per year."""
    extra = kies(d.zorgprofiel.een_van("VV4", "VV5", "VV6", "VV7", "VV8"), d.norm.wooninitiatief_vv, 0)
    return kies(d.wooninitiatief, d.norm.wooninitiatief + extra, 0)


@regel(stap="3", bron=(RLZ.bijlage("H"), RLZ.artikel("5.13")), noem="het basisbudget")
def basisbudget(d: Namen) -> Uitdrukking:
    """The amount of bijlage H for this profile and day care, plus that for a wooninitiatief. Euro per year."""
    return d.norm.basisbedrag(d.zorgprofiel, d.dagbesteding) + d.wooninitiatief_bedrag


@regel(stap="3", bron=RLZ.artikel("5.1e"), noem="de toeslag")
def toeslag_som(d: Namen) -> Uitdrukking:
    """The toeslag, nothing where there is none. Euro per year."""
    return kies(d.toeslag == "geen", 0, d.toeslag_bedrag)


@maatwerkregel(noem="de mogelijkheid van EKT", zin="Extra kosten thuis (EKT) is {niet} mogelijk")
def ekt_mogelijk(d: Namen) -> Uitdrukking:
    """EKT fits this client, and is not excluded by a toeslag that comes before it."""
    return d.ekt_toepasbaar & ~d.toeslag.een_van("palliatief", "pab")


@maatwerkregel(noem="EKT")
def ekt_maximum(d: Namen) -> Uitdrukking:
    """What EKT can add at most: a percentage of the basisbudget. Euro per year."""
    return d.basisbudget * d.norm.ekt_percentage


@maatwerkregel(noem="de ruimte voor EKT")
def ekt_ruimte(d: Namen) -> Uitdrukking:
    """What EKT can add here: its maximum where it is possible, otherwise nothing. Euro per year."""
    return kies(d.ekt_mogelijk, d.ekt_maximum, 0)


@regel(
    stap="3",
    bron=(RLZ.artikel("5.1"), JULI_MAATWERK),
    noem="de gevraagde kosten binnen het basisbudget",
    zin="de gevraagde zorg past {niet} in het basisbudget",
)
def past_in_basisbudget(d: Namen) -> Uitdrukking:
    """The care asked for costs no more than the basisbudget."""
    return d.gevraagde_kosten <= d.basisbudget


@regel(
    stap="3",
    bron=(RLZ.artikel("5.1e"), JULI_MAATWERK),
    noem="de gevraagde kosten binnen basisbudget en toeslag",
    zin="de gevraagde zorg past {niet} in het basisbudget met de toeslag",
)
def past_met_toeslag(d: Namen) -> Uitdrukking:
    """… no more than the basisbudget and the toeslag."""
    return d.gevraagde_kosten <= d.basisbudget + d.toeslag_som


@maatwerkregel(
    noem="de gevraagde kosten binnen basisbudget, toeslag en EKT",
    zin="de gevraagde zorg past {niet} in het basisbudget met EKT",
)
def past_met_ekt(d: Namen) -> Uitdrukking:
    """EKT is possible, and the care asked for costs no more than basisbudget, toeslag and EKT together.

    What fits without the toeslag also fits with it: then nobody need ask how high the toeslag is.
    """
    zonder_toeslag = d.gevraagde_kosten <= d.basisbudget + d.ekt_maximum
    return d.ekt_mogelijk & (zonder_toeslag | (d.gevraagde_kosten <= d.basisbudget + d.toeslag_som + d.ekt_maximum))


@maatwerkregel(noem="het maatwerk", zin="de aanvraag is {niet} op te lossen met maatwerk")
def maatwerk(d: Namen) -> Uitdrukking:
    """One of the tailored solutions is enough for what was asked."""
    return d.past_in_basisbudget | d.past_met_toeslag | d.past_met_ekt
