"""A plan of care as a table: one row per kind of care; an empty row does not count.

The budgetplan that is asked and the plan that is found fitting have the same form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms

from meerzorg.dossier.beeld import Beeld
from meerzorg.schermen.velden import Getalveld
from meerzorg.wet.lezen.budgetplan import MAXIMUM_REGELS, PER_DAGDEEL, PER_UUR, Budgetplan, lees_budgetplan
from regeltaal.fouten import Fout

NAAM = "budgetplan"
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
    """The rows of the plan: as recorded, as typed and checked (`data`), or as typed with more room (`getypt`).

    `naam` is what it is recorded as; `leeg` is the number of empty rows after the others.
    """

    def __init__(
        self,
        b: Beeld,
        data: Any = None,
        getypt: Any = None,
        *,
        naam: str = NAAM,
        leeg: int = LEGE_REGELS,
    ) -> None:
        self.naam = naam
        oud = b.laatste.get(naam)
        self._oud: list[dict[str, Any]] = list(oud.waarde or []) if oud else []
        self._dag = b.beoordeling.w["aanvraagdatum"]
        self.gebonden = data is not None
        if data is not None or getypt is not None:
            bron = getypt if data is None else data
            regels = [self._getypt(bron, nr, data) for nr in range(aantal_regels(bron, naam))]
        else:
            regels = [Regelformulier(prefix=self._prefix(nr), initial=als_begin(r)) for nr, r in enumerate(self._oud)]
        ruimte = min(len(regels) + (leeg if data is None else 0), MAXIMUM_REGELS)
        self.regels = [*regels, *(Regelformulier(prefix=self._prefix(nr)) for nr in range(len(regels), ruimte))]

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
        """The plan with its maximum rates and total; None while a row cannot be read."""
        gevuld = [regel for regel in map(_als_gebonden, self.regels) if not _is_leeg(regel.data, str(regel.prefix))]
        if not gevuld or not all(regel.is_valid() for regel in gevuld):
            return None
        fouten: list[Fout] = []
        plan = lees_budgetplan([regel.waarde() for regel in gevuld], self._dag, self.naam, fouten)
        return None if fouten else plan

    def _getypt(self, bron: Any, nr: int, data: Any) -> Regelformulier:
        """One typed row; one that is empty is not checked."""
        prefix = self._prefix(nr)
        if data is None or _is_leeg(bron, prefix):
            return Regelformulier(prefix=prefix, initial=_typsel(bron, prefix))
        return Regelformulier(data, prefix=prefix)

    def _prefix(self, nr: int) -> str:
        return f"{self.naam}-{nr}"


def _typsel(bron: Any, prefix: str) -> dict[str, str]:
    return {veld: bron.get(f"{prefix}-{veld}", "") for veld in Regelformulier.base_fields}


def _is_leeg(bron: Any, prefix: str) -> bool:
    """Whether nothing was typed in this row; what can only be chosen does not count."""
    getypt = _typsel(bron, prefix)
    return not any(getypt[veld].strip() for veld in ("zorgsoort", "aantal", "tarief"))


def _als_gebonden(regel: Regelformulier) -> Regelformulier:
    """The same row, to be checked without showing what is wrong yet."""
    if regel.is_bound:
        return regel
    begin = {veld: regel.get_initial_for_field(regel.fields[veld], veld) for veld in regel.fields}
    data = {f"{regel.prefix}-{veld}": _als_tekst(waarde) for veld, waarde in begin.items()}
    return Regelformulier(data, prefix=regel.prefix)


def aantal_regels(data: Any, naam: str) -> int:
    """How many rows were sent; 0 where that cannot be read."""
    tekst = str(data.get(f"{naam}-aantal", ""))
    return min(int(tekst), MAXIMUM_REGELS) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 0


def als_begin(regel: Mapping[str, Any]) -> dict[str, Any]:
    """A line as the law reads it, as what its fields start with."""
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
    if waarde is None or isinstance(waarde, str):
        return waarde or ""
    return str(waarde).replace(".", ",")


def _getal(getal: Decimal) -> int | float:
    return int(getal) if getal == int(getal) else float(getal)
