"""What was recorded, as rows to read: in words, with who and why, and what is medical only for whom may see that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from meerzorg.dossier.beeld import EIGEN_NAMEN, Beeld
from meerzorg.dossier.models import Vastlegging
from meerzorg.schermen.templatetags.opmaak import waarde as in_woorden
from meerzorg.toegang.rechten import ROLLEN
from meerzorg.wet.lezen.budgetplan import lees_budgetplan
from meerzorg.wet.lezen.waarden import Ongeldig, lezer_van
from meerzorg.wet.vocabulaire import DOMEINEN, PLAATS, VOCABULAIRE
from regeltaal.fouten import Fout
from regeltaal.lezers.zin import hoofdletter
from regeltaal.regel import Gegeven
from regeltaal.soorten import EURO, toon

MEDISCH = frozenset({f"beperking_{domein}" for domein in DOMEINEN} | {"ciz_scores"})
"""What is recorded that only medical roles see; of a judgement everyone sees the conclusion and its reason."""
ALLEEN_MEDISCH = "medisch stuk (alleen voor medische rollen)"
INGETROKKEN = "weer onbekend"
NAMEN = {**EIGEN_NAMEN, "budgetplan": "het budgetplan"}
"""How a reader calls what is recorded besides the inputs of the law."""


@dataclass(frozen=True)
class Vastgelegd:
    """One vastlegging to read. `zichtbaar` nee: this person may not see what it says."""

    v: Vastlegging
    titel: str
    waarde: str
    zichtbaar: bool = True
    regels: list[str] = field(default_factory=list)
    document: Any = None
    vervangen_door: Vastlegging | None = None
    te_wijzigen: bool = False

    @property
    def rol(self) -> str:
        return ROLLEN.get(self.v.rol, self.v.rol)

    @property
    def grond(self) -> str:
        return str(Vastlegging.GRONDEN.get(self.v.grond, ""))


def gegeven_van(naam: str) -> Gegeven | None:
    """The input of the law with this name, where it is one."""
    return VOCABULAIRE[PLAATS[naam]] if naam in PLAATS else None


def titel_van(naam: str) -> str:
    """How a reader calls this, as the start of a line: 'De gevraagde kosten'."""
    gegeven = gegeven_van(naam)
    if gegeven is None:
        return hoofdletter(NAMEN.get(naam, naam))
    dubbel = gegeven.soort is EURO and any(g.noem == gegeven.noem and g is not gegeven for g in VOCABULAIRE)
    return hoofdletter(gegeven.noem) + (" (bedrag)" if dubbel else "")


def waarde_van(naam: str, ruw: Any, b: Beeld) -> str:
    """A recorded value in words; `ruw` is as it was stored."""
    gegeven = gegeven_van(naam)
    if ruw is None:
        return INGETROKKEN
    if gegeven is not None:
        try:
            return in_woorden(lezer_van(gegeven)(ruw), gegeven)
        except Ongeldig:
            return str(ruw)
    if naam in ("budgetplan", "zorgplan"):
        return _plan(ruw, b)
    return "1 score" if len(ruw) == 1 else f"{len(ruw)} scores"


def planregels(ruw: Any, b: Beeld) -> list[str]:
    """The lines of a plan, each as a sentence with its amount per year."""
    gelezen = _lees_plan(ruw, b)
    if gelezen is None:
        return []
    return [
        f"{regel.zorgsoort}: {str(regel.aantal.normalize().__format__('f')).replace('.', ',')} "
        f"{'uur' if regel.eenheid == 'uur' else 'dagdelen'} per week à {toon(regel.tarief, EURO)} "
        f"({regel.zorgverlener}), {toon(regel.per_jaar, EURO)} per jaar"
        for regel in gelezen.regels
    ]


def rij_van(v: Vastlegging, b: Beeld, medisch: bool, documenten: Iterable[Any] = ()) -> Vastgelegd:
    """One vastlegging for someone who may (`medisch`) or may not see medical content."""
    titel = titel_van(v.naam)
    if v.afwijking:
        titel = "Afwijking van het medisch advies"
    document = next((d for d in documenten if d.pk == v.document_id), None)
    if v.naam in MEDISCH and not medisch:
        return Vastgelegd(v, "Medische score", ALLEEN_MEDISCH, zichtbaar=False)
    regels = planregels(v.waarde, b) if v.naam in ("budgetplan", "zorgplan") and v.waarde else []
    return Vastgelegd(v, titel, waarde_van(v.naam, v.waarde, b), regels=regels, document=document)


def bundel_verborgen(rijen: list[Vastgelegd]) -> list[Vastgelegd]:
    """These rows, with one row for all that this person may not see."""
    verborgen = [rij for rij in rijen if not rij.zichtbaar]
    if len(verborgen) < 2:
        return rijen
    samen = replace(verborgen[-1], titel=f"Medische scores ({len(verborgen)})")
    return [*(rij for rij in rijen if rij.zichtbaar), samen]


def _plan(ruw: Any, b: Beeld) -> str:
    gelezen = _lees_plan(ruw, b)
    aantal = "1 regel" if len(ruw) == 1 else f"{len(ruw)} regels"
    if gelezen is None or gelezen.totaal is None:
        return aantal
    return f"{toon(gelezen.totaal, EURO)} per jaar ({aantal})"


def _lees_plan(ruw: Any, b: Beeld) -> Any:
    fouten: list[Fout] = []
    plan = lees_budgetplan(ruw, b.beoordeling.w["aanvraagdatum"], "plan", fouten)
    return None if fouten else plan
