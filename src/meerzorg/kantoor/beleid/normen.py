"""The norms that a doorrekening can change: what they are now, in which frameworks they count, what may be typed.

Only norms on which an outcome or an amount depends: changing another one would answer every question with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meerzorg.beleid.simulatie.plan import HOOGST, OP_DATUM, waarde_in_woorden
from meerzorg.kantoor.beleid.doorrekenen import MEESTE_DECIMALEN
from meerzorg.kantoor.gedeeld.normstatus import STATUSSOORT
from meerzorg.schermen.velden import Getalveld
from meerzorg.wet.normen import WAARDEN, normen
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.procedure.kaders import OP_DATUM as KADERS_OP_DATUM
from regeltaal.lezers.zin import hoofdletter, opsomming
from regeltaal.normen import NormBegrip, Normrij
from regeltaal.regel import Regelset
from regeltaal.soorten import EURO, FACTOR, MAANDEN, WEKEN, toon

UITKOMST = ("uitkomst", "toegang_meerzorg", "toegekend_totaal", "toegekend_extra")
"""What a doorrekening counts."""
DECIMALEN = {EURO: 2, WEKEN: 0, MAANDEN: 0}


@dataclass(frozen=True)
class Beleidsnorm:
    """A norm that can be changed, the row that holds now, and the ids of the frameworks in which it counts."""

    begrip: NormBegrip
    nu: Normrij
    kaders: tuple[str, ...]

    @property
    def naam(self) -> str:
        return self.begrip.naam

    @property
    def label(self) -> str:
        """What it is, with its name where that says more."""
        naam = self.naam.replace("_", " ")
        label = hoofdletter(self.begrip.label)
        return label if naam in label else f"{label} ({naam})"

    @property
    def waarde(self) -> str:
        """What it is now, as a reader writes it."""
        return waarde_in_woorden(self.nu.waarde, self.begrip.soort)

    @property
    def soort(self) -> str:
        """How sure that value is, as a kind of badge."""
        return STATUSSOORT.get(self.nu.status, "neutraal")

    @property
    def waar(self) -> str:
        """In which frameworks it counts."""
        return "in elk kader" if len(self.kaders) == len(KADERS) else f"alleen in {opsomming(list(self.kaders))}"

    def telt_in(self, kaders: Iterable[str]) -> bool:
        """Whether it counts in one of these frameworks; 'by date' is every framework that has a period."""
        gekozen = set(kaders)
        if OP_DATUM in gekozen:
            gekozen |= {kader.id for kader in KADERS_OP_DATUM}
        return not gekozen.isdisjoint(self.kaders)


def beleidsnormen(dag: date) -> list[Beleidsnorm]:
    """Every norm that can be changed, as it stands on this day."""
    rijen, waar = normen().op(dag).gekozen, _waar_telt()
    return [Beleidsnorm(b, rijen[b.naam][()], waar[b.naam]) for b in WAARDEN if b.soort.naam in HOOGST and waar[b.naam]]


class Normveld(Getalveld):
    """Another value for a norm; clean it is the text as in a norm file, or None. A factor may be a percentage."""

    def __init__(self, norm: Beleidsnorm) -> None:
        self.soort = norm.begrip.soort
        widget = forms.TextInput(attrs={"class": "mz-smal", "autocomplete": "off"})
        uitleg = f"Nu {norm.waarde} ({norm.nu.status}). Telt {norm.waar}."
        super().__init__(label=norm.label, required=False, widget=widget, help_text=uitleg)
        if self.soort == FACTOR:
            self.error_messages["getal"] = "Vul een percentage in, bijvoorbeeld 20 %, of een factor, bijvoorbeeld 0,20."

    def to_python(self, value: Any) -> Any:
        kaal, procent, rest = str(value or "").strip().partition("%")
        if rest or (procent and (not kaal or self.soort != FACTOR)):
            raise ValidationError(self.error_messages["getal"], code="getal")
        getal = super().to_python(kaal)
        if getal is None:
            return None
        if self.soort == FACTOR and not procent and getal > 1:
            zin = f"Bedoelt u {toon(getal, FACTOR)} %? Zet het procentteken erbij: zonder dat is 1 gelijk aan 100 %."
            raise ValidationError(zin, code="procent")
        return self._binnen(getal / 100 if procent else getal)

    def _binnen(self, getal: Decimal) -> str:
        hoogst = HOOGST[self.soort.naam]
        if getal * (100 if self.soort == EURO else 1) > hoogst:
            grens = waarde_in_woorden(hoogst if self.soort == EURO else Decimal(hoogst), self.soort)
            raise ValidationError(f"Dit is te veel. Vul ten hoogste {grens} in.", code="te_hoog")
        decimalen = DECIMALEN.get(self.soort, MEESTE_DECIMALEN)
        if getal != round(getal, decimalen):
            raise ValidationError(f"Vul ten hoogste {decimalen} cijfers achter de komma in.", code="decimalen")
        return format(getal.normalize(), "f")


@cache
def _waar_telt() -> dict[str, tuple[str, ...]]:
    """Per norm the frameworks in which what is counted depends on it."""
    gebruikt = {kader: _normen_onder(regelset(kader)) for kader in KADERS}
    return {b.naam: tuple(kader for kader in KADERS if b.naam in gebruikt[kader]) for b in WAARDEN}


def _normen_onder(regels: Regelset) -> set[str]:
    gevonden: set[str] = set()
    te_doen, gezien = list(UITKOMST), set(UITKOMST)
    while te_doen:
        gebouwd = regels.regels[te_doen.pop()]
        gevonden |= set(gebouwd.normen)
        nieuw = {naam for naam in gebouwd.namen if naam in regels.regels} - gezien
        te_doen += nieuw
        gezien |= nieuw
    return gevonden
