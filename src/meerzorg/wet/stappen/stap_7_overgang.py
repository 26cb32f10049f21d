"""Step 7: one year of transition for who had meerzorg and no longer qualifies."""

from __future__ import annotations

from meerzorg.wet.namen import Namen
from meerzorg.wet.teksten.bronnen import JULI_OVERGANG
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking


@regel(
    stap="7",
    bron=JULI_OVERGANG,
    noem="de overgangstermijn",
    zin="er is {recht op een overgangstermijn van een jaar|geen recht op een overgangstermijn}",
)
def overgang(d: Namen) -> Uitdrukking:
    """The client had meerzorg, and the transition was not given before."""
    return d.had_meerzorg & ~d.overgang_gebruikt
