"""Step 0: is this an application for care at home, with a valid indication? And the interim line of 2025."""

from __future__ import annotations

from functools import partial

from meerzorg.wet.namen import Namen
from meerzorg.wet.teksten.bronnen import BLZ, DECEMBER_WERKWIJZE, RLZ
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking

tijdelijke_regel = partial(regel, stap="0", bron=DECEMBER_WERKWIJZE)


@regel(
    stap="0",
    bron=(RLZ.artikel("5.1", lid=1), RLZ.artikel("5.5"), RLZ.bijlage("H")),
    noem="de levering thuis",
    zin="de zorg wordt {niet} thuis geleverd met een pgb of mpt",
)
def thuis(d: Namen) -> Uitdrukking:
    """Care at home with pgb and/or mpt, in a profile for which bijlage H has an amount."""
    return ~d.leveringsvorm.een_van("vpt", "verblijf") & d.norm.bijlage_h(d.zorgprofiel)


@regel(
    stap="0",
    bron=BLZ.artikel("3.2.3"),
    noem="de geldige indicatie",
    zin="de indicatie is {niet} geldig op de aanvraagdatum",
)
def geldige_indicatie(d: Namen) -> Uitdrukking:
    """The indication is valid on the day of the application; its last day is included."""
    return (d.indicatie_ingangsdatum <= d.aanvraagdatum) & (d.aanvraagdatum <= d.indicatie_einddatum)


@regel(
    stap="0",
    bron=(RLZ.artikel("5.1", lid=1), BLZ.artikel("3.2.3")),
    noem="de ontvankelijkheid",
    zin="de aanvraag kan {niet} worden beoordeeld",
)
def ontvankelijk(d: Namen) -> Uitdrukking:
    """At home, and with a valid indication."""
    return d.thuis & d.geldige_indicatie


@tijdelijke_regel(noem="de herhaalaanvraag", zin="het is een {herhaalaanvraag|eerste aanvraag of een verhoging}")
def herhaalaanvraag(d: Namen) -> Uitdrukking:
    """An application to go on with what there is, not a first one or one for more."""
    return d.soort_aanvraag.een_van("verlenging", "herbeoordeling")


@tijdelijke_regel(
    noem="de tijdelijke verlenging",
    ja="het zorgkantoor verlengt een herhaalaanvraag voorlopig",
    nee="er is geen voorlopige verlenging",
)
def tijdelijk_verlengd(d: Namen) -> Uitdrukking:
    """Interim line of 2025: a repeat application keeps the running grant."""
    return (d.werkwijze_zorgkantoor == "verlengen") & d.herhaalaanvraag


@tijdelijke_regel(
    noem="de tijdelijke toekenning",
    ja="het zorgkantoor kent een nieuwe aanvraag tijdelijk toe, want de zorg thuis is verantwoord",
    nee="er is geen tijdelijke toekenning",
)
def tijdelijk_toegekend(d: Namen) -> Uitdrukking:
    """Interim line of 2025: a new application is granted for the time being, if care at home is responsible."""
    return (d.werkwijze_zorgkantoor == "verlengen") & ~d.herhaalaanvraag & d.verantwoord_thuis
