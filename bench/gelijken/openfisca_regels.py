"""The same rules as an OpenFisca country package in one file; runs in an environment of its own.

    python openfisca_regels.py ROWS.npz OUTCOME.npz KADER

For every line on stdin it judges all rows once, leaves the outcomes and prints the seconds.

One entity, one period; every input and every rule is a variable, every formula numpy over complete dossiers. Tuned:
choices are the integer codes of an Enum, norms are arrays indexed by them, numbers are whole and narrow, and the
fictional persons with their inputs are there before the clock starts.
"""

from __future__ import annotations

import sys
import time
from functools import cache
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from gelijken.boom import EERSTE_DAG, Vertaler, periode_per_dag
from meerzorg.wet.procedure.kaders import regelset
from regeltaal.soorten import JANEE, Soort

PERIODE = "2026"
PERSOON = build_entity(key="persoon", plural="personen", label="Een cliënt", is_person=True)


@cache
def _enum(codes: tuple[str, ...]) -> type[Enum]:
    return Enum("Keuze", {code: code for code in codes})


@cache
def _reeks(cellen: tuple[Any, ...]) -> Any:
    soort = np.bool_ if {*cellen} <= {True, False, None} else np.int32
    return np.array([cel or 0 for cel in cellen], soort)


class OpenFiscaRegels(Vertaler):
    def __init__(self, kader: str, doel: str = "uitkomst") -> None:
        super().__init__(regelset(kader), doel)
        self.persoon: Any = None
        self.dag: Any = None

    def stelsel(self) -> TaxBenefitSystem:
        """The country: a variable per input and per rule."""
        stelsel = TaxBenefitSystem([PERSOON])
        for naam in self.invoer:
            stelsel.add_variable(self._variabele(naam, self.regelset.gegevens[naam].soort))
        stelsel.add_variable(
            self._variabele(self.periode, None, lambda: _reeks(tuple(periode_per_dag()))[self._dagen()])
        )
        for naam in (naam for laag in self.lagen for naam in laag):
            soort = self.regelset.regels[naam].begrip.soort
            stelsel.add_variable(self._variabele(naam, soort, lambda naam=naam: self._regel(naam)))
        return stelsel

    def simulatie(self, stelsel: TaxBenefitSystem, rijen: dict[str, Any]) -> Simulation:
        """The persons with their inputs; nothing computed yet."""
        simulatie = SimulationBuilder().build_default_simulation(stelsel, count=len(rijen["zorgprofiel"]))
        for naam in self.invoer:
            simulatie.set_input(naam, PERIODE, rijen[naam])
        return simulatie

    def _variabele(self, naam: str, soort: Soort | None, reken: Any = None) -> type[Variable]:
        velden: dict[str, Any] = {"entity": PERSOON, "definition_period": DateUnit.YEAR, "label": naam}
        if soort is not None and soort.keuzes:
            codes = _enum(soort.keuzes)
            velden |= {"value_type": Enum, "possible_values": codes, "default_value": next(iter(codes))}
        else:
            velden["value_type"] = bool if soort is JANEE else int
        if reken is not None:

            def formula(persoon: Any, periode: Any) -> Any:
                self.persoon, self.dag = persoon, periode
                uit = reken()
                return EnumArray(uit, codes) if velden["value_type"] is Enum else uit

            velden["formula"] = formula
        return type(naam, (Variable,), velden)

    def _dagen(self) -> Any:
        return self.kolom("aanvraagdatum") - EERSTE_DAG

    def _regel(self, naam: str) -> Any:
        uit = self.regel(naam)
        return np.full(self.persoon.count, uit) if np.isscalar(uit) else uit

    # --- what the walk asks ---------------------------------------------------------------------------------------

    def kolom(self, naam: str) -> Any:
        persoon, dag = self.persoon, self.dag
        uit = persoon(naam, dag)
        self.persoon, self.dag = persoon, dag  # computing it ran another formula
        return uit.view(np.ndarray) if isinstance(uit, EnumArray) else uit

    def uit_tabel(self, naam: str, cellen: list[Any], plaats: Any) -> Any:
        return _reeks(tuple(cellen))[plaats]

    def lang(self, waarde: Any) -> Any:
        return waarde.astype(np.int64) if isinstance(waarde, np.ndarray) else waarde

    def kies(self, als: Any, dan: Any, anders: Any) -> Any:
        return np.where(als, dan, anders)

    def ladder(self, treden: list[tuple[Any, int]], anders: int) -> Any:
        uit = np.full(self.persoon.count, anders, np.uint8)
        for als, code in reversed(treden):
            uit[als] = code
        return uit


def main() -> None:
    bron, doel, kader = sys.argv[1:]
    rijen = dict(np.load(bron))
    regels = OpenFiscaRegels(kader)
    stelsel = regels.stelsel()
    for _ in sys.stdin:
        simulatie = regels.simulatie(stelsel, rijen)
        begin = time.perf_counter()
        uit = simulatie.calculate("uitkomst", PERIODE)
        seconden = time.perf_counter() - begin
        np.savez(doel, uitkomst=uit.view(np.ndarray))
        print(seconden, flush=True)


if __name__ == "__main__":
    main()
