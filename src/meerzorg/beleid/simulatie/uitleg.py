"""One row of a population judged by the reader of one dossier, under the norms of a plan."""

from __future__ import annotations

from datetime import date

from meerzorg.beleid.simulatie.plan import Plan, aangepaste_normen
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.procedure.kaders import KADERS, kader_op, regelset
from meerzorg.wet.procedure.uitkomsten import VERVOLG
from regeltaal.lezers.scalair import Beoordelaar
from regeltaal.lezers.zin import Zinnen


def beoordeel_volgens(plan: Plan, dossier: Dossier) -> Beoordeling:
    """The assessment under the first framework of the plan, with its norms: as the row of a simulation.

    Where no framework can be chosen, for want of a date, nothing is decided and the norms do not matter.
    """
    kader = KADERS.get(plan.kaders[0])
    dag = dossier.als_namen()["aanvraagdatum"]
    assert dag is None or isinstance(dag, date)
    if not plan.aanpassingen or (kader is None and dag is None):
        return beoordeel(dossier, kader.id if kader else None)
    kader = kader or kader_op(dag)  # type: ignore[arg-type]
    regels, normen = regelset(kader.id), aangepaste_normen(plan.aanpassingen).op(dag)
    lezer = Beoordelaar(regels, normen, "uitkomst", VERVOLG, "aanvraagdatum")
    return Beoordeling(dossier, kader, normen, lezer(dossier.waarden), Zinnen(regels, normen), ())
