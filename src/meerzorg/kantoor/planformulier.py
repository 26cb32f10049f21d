"""A budgetplan as a table: one row per kind of care; an empty row does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms

from meerzorg.dossier.beeld import Beeld
from meerzorg.kantoor.velden import Getalveld
from meerzorg.taal.fouten import Fout
from meerzorg.wet.budgetplan import MAXIMUM_REGELS, PER_DAGDEEL, PER_UUR, Budgetplan, lees_budgetplan

NAAM = "budgetplan"
AANTAL = f"{NAAM}-aantal"
LEGE_REGELS = 3
EENHEDEN = {"uur": PER_UUR, "dagdeel": PER_DAGDEEL}
"""Per unit the names in the plan of how many per week, and of the rate."""


class Regelformulier(forms.Form):
    """One line of the plan."""

    use_required_attribute = False

    zorgsoort = forms.CharField(label="Soort zorg", max_length=100)
    zorgverlener = forms.ChoiceField(
        label="Zorgverlener", choices=[("", "Kies"), ("informeel", "Informeel"), ("formeel", "Formeel")]
    )
    eenheid = forms.ChoiceField(label="Per", choices=[("uur", "Uur"), ("dagdeel", "Dagdeel")], initial="uur")
    aantal = Getalveld(label="Aantal per week")
    tarief = Getalveld(label="Tarief in euro")

    def waarde(self) -> dict[str, Any]:
        """The line as the law reads it."""
        schoon = self.cleaned_data
        aantal, tarief = EENHEDEN[schoon["eenheid"]]
        return {
            "zorgsoort": schoon["zorgsoort"],
            "zorgverlener": schoon["zorgverlener"],
            aantal: _getal(schoon["aantal"]),
            tarief: _getal(schoon["tarief"]),
        }


class Planvelden:
    """The rows of the plan: as recorded, as typed and checked (`data`), or as typed with more room (`getypt`)."""

    def __init__(self, b: Beeld, data: Any = None, getypt: Any = None) -> None:
        oud = b.laatste.get(NAAM)
        self._oud: list[dict[str, Any]] = list(oud.waarde or []) if oud else []
        self._dag = b.beoordeling.w["aanvraagdatum"]
        self.gebonden = data is not None
        if data is not None or getypt is not None:
            regels = [self._getypt(getypt if data is None else data, nr, data) for nr in range(_aantal(data or getypt))]
        else:
            regels = [Regelformulier(prefix=_prefix(nr), initial=_als_begin(r)) for nr, r in enumerate(self._oud)]
        leeg = LEGE_REGELS if data is None else 0
        ruimte = min(len(regels) + leeg, MAXIMUM_REGELS)
        self.regels = [*regels, *(Regelformulier(prefix=_prefix(nr)) for nr in range(len(regels), ruimte))]

    @property
    def aantal(self) -> int:
        return len(self.regels)

    def veranderd(self) -> bool:
        """Whether something was filled in, or differs from what is recorded."""
        return self.gebonden and (any(self.fouten()) or (self.waarde() or []) != self._oud)

    def fouten(self) -> Iterator[str]:
        """Every fault, with the number of its line."""
        for nr, regel in enumerate(self.regels, start=1):
            for veld, fouten in regel.errors.items():
                yield from (f"Regel {nr}, {str(regel.fields[veld].label).lower()}: {fout}" for fout in fouten)

    def waarde(self) -> list[dict[str, Any]] | None:
        """The plan as the law reads it; None where it is empty."""
        if not self.gebonden:
            return self._oud or None
        return [regel.waarde() for regel in self.regels if regel.is_valid()] or None

    @cached_property
    def gelezen(self) -> Budgetplan | None:
        """The plan with its maximum rates and total, where what stands there can be read."""
        regels = [_gelezen(regel) for regel in self.regels]
        if not any(regels):
            return None
        fouten: list[Fout] = []
        plan = lees_budgetplan([regel for regel in regels if regel], self._dag, NAAM, fouten)
        return None if fouten else plan

    @staticmethod
    def _getypt(bron: Any, nr: int, data: Any) -> Regelformulier:
        """One typed row; one that is empty is not checked."""
        getypt = {veld: bron.get(f"{_prefix(nr)}-{veld}", "") for veld in Regelformulier.base_fields}
        leeg = not any(getypt[veld].strip() for veld in ("zorgsoort", "aantal", "tarief"))
        if data is None or leeg:
            return Regelformulier(prefix=_prefix(nr), initial=getypt)
        return Regelformulier(data, prefix=_prefix(nr))


def _gelezen(regel: Regelformulier) -> dict[str, Any] | None:
    """A row that was not checked yet, if it can be read."""
    if not regel.is_bound:
        begin = {f"x-{veld}": regel.get_initial_for_field(regel.fields[veld], veld) or "" for veld in regel.fields}
        regel = Regelformulier({naam: _als_tekst(waarde) for naam, waarde in begin.items()}, prefix="x")
    return regel.waarde() if regel.is_valid() else None


def _aantal(data: Any) -> int:
    tekst = str(data.get(AANTAL, ""))
    return min(int(tekst), MAXIMUM_REGELS) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 0


def _prefix(nr: int) -> str:
    return f"{NAAM}-{nr}"


def _als_begin(regel: Mapping[str, Any]) -> dict[str, Any]:
    eenheid = "dagdeel" if regel.get(PER_DAGDEEL[0]) is not None else "uur"
    aantal, tarief = EENHEDEN[eenheid]
    return {
        "zorgsoort": regel.get("zorgsoort", ""),
        "zorgverlener": regel.get("zorgverlener", ""),
        "eenheid": eenheid,
        "aantal": regel.get(aantal),
        "tarief": regel.get(tarief),
    }


def _als_tekst(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else str(waarde).replace(".", ",")


def _getal(getal: Decimal) -> int | float:
    return int(getal) if getal == int(getal) else float(getal)
