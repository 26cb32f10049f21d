"""Step 2: does the profile, an old right or a special kind of care give a right to meerzorg?"""

from __future__ import annotations

from meerzorg.wet.namen import Namen
from meerzorg.wet.teksten.bronnen import JULI_UITVOERING, RLZ
from regeltaal.regel import regel
from regeltaal.uitdrukking import Uitdrukking


@regel(
    stap="2",
    bron=(RLZ.artikel("2.2", lid=1), JULI_UITVOERING),
    noem="het recht op meerzorg bij dit profiel",
    zin="dit profiel kan {geen} recht geven op meerzorg",
)
def profielrecht(d: Namen) -> Uitdrukking:
    """The profile is on the list (a), or there is an old right (b), or a special kind of care (c)."""
    return d.norm.meerzorgprofiel(d.zorgprofiel) | d.zzp_recht_2014 | (d.bijzondere_zorgsoort != "geen")
