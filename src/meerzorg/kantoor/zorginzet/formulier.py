"""The form for the plan that is found fitting: its lines, the ground, and an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from meerzorg.dossier.beeld import Beeld
from meerzorg.dossier.handelingen.vastleggen import Opgave
from meerzorg.dossier.models import Vastlegging
from meerzorg.kantoor.gedeeld.planformulier import (
    EENHEDEN,
    LEGE_REGELS,
    Planvelden,
    Regelformulier,
    aantal_regels,
    als_begin,
)
from meerzorg.schermen.formulieren import Handelingsformulier, zin_van
from meerzorg.schermen.velden import Getalveld
from regeltaal.fouten import InvoerFout
from regeltaal.lezers.zin import hoofdletter

PLAN = "zorgplan"
_VELD = {naam: veld for namen in EENHEDEN.values() for naam, veld in zip(namen, ("aantal", "tarief"), strict=True)}


class Inzetformulier(Handelingsformulier):
    """The fitting plan: as recorded, as sent to check (`data`), or as sent only to show again (`getypt`).

    `basis` is the vastlegging on which it is based, where that is not the last one; `leeg` is the number of empty
    rows at the end.
    """

    use_required_attribute = False

    grond = forms.ChoiceField(
        label="Waarop rust dit plan?",
        choices=[("", "Maak een keuze"), *((code, hoofdletter(tekst)) for code, tekst in Vastlegging.GRONDEN.items())],
        error_messages={"required": "Kies waarop dit plan rust."},
    )
    reden = forms.CharField(
        label="Toelichting",
        help_text="Bijvoorbeeld waarom iets anders past dan is gevraagd.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        required=False,
    )
    basis = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        b: Beeld,
        data: Any = None,
        getypt: Any = None,
        *,
        basis: int | None = None,
        leeg: int | None = None,
    ) -> None:
        oud = b.laatste.get(PLAN)
        if leeg is None:
            leeg = 1 if oud and oud.waarde else LEGE_REGELS
        self.plan = Planvelden(b, data, getypt, naam=PLAN, leeg=leeg)
        begin: dict[str, Any] = {"basis": oud.pk if oud else 0, "grond": oud.grond if oud else "huisbezoek"}
        if getypt is not None:
            begin = {veld: getypt.get(veld, "") for veld in ("grond", "reden", "basis")}
        if basis is not None:
            begin["basis"] = basis
        super().__init__(data, initial=begin)

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or self.cleaned_data
        for fout in self.plan.fouten():
            self.add_error(None, fout)
        if not self.errors and self.plan.waarde() is None:
            self.add_error(None, "Vul ten minste één regel in.")
        return schoon

    def waarde(self) -> Opgave:
        """The plan to record. Only after `is_valid`."""
        schoon = self.cleaned_data
        return Opgave(self.plan.waarde(), grond=schoon["grond"], reden=schoon["reden"], basis=schoon["basis"])

    def neem_fouten_over(self, fout: InvoerFout) -> None:
        """The faults that the law finds in a line stand beside that line."""
        gevuld = [(nr, regel) for nr, regel in enumerate(self.plan.regels, start=1) if regel.is_bound]
        for deel in fout.fouten:
            match deel.pad:
                case ("budgetplan", int(nummer), *rest):
                    nr, regel = gevuld[nummer - 1]
                    veld = str(rest[0]) if rest else None
                case _:
                    self.add_error(None, zin_van(deel))
                    continue
            tekst = f"Dit kan niet: {deel.gevonden}. Toegestaan is: {deel.toegestaan}."
            regel.add_error(_VELD.get(veld, veld) if veld else None, tekst)
            self.add_error(None, f"Regel {nr}: {tekst}")


def zonder_regel(data: Any, nummer: str) -> Any:
    """What was typed, without one row (counted from 0); the rows after it move up."""
    return _met_rijen(data, [rij for nr, rij in enumerate(_rijen(data)) if str(nr) != nummer])


def met_regels(data: Any, regels: Iterable[Mapping[str, Any]]) -> Any:
    """What was typed, and after it these lines of another plan; empty rows between them go."""
    getypt = [rij for rij in _rijen(data) if any(rij[veld].strip() for veld in ("zorgsoort", "aantal", "tarief"))]
    erbij = [{veld: Getalveld().prepare_value(w) for veld, w in als_begin(regel).items()} for regel in regels]
    return _met_rijen(data, [*getypt, *erbij])


def _rijen(data: Any) -> list[dict[str, str]]:
    velden = Regelformulier.base_fields
    return [{veld: data.get(f"{PLAN}-{nr}-{veld}", "") for veld in velden} for nr in range(aantal_regels(data, PLAN))]


def _met_rijen(data: Any, rijen: list[dict[str, Any]]) -> Any:
    nieuw = data.copy()
    for nr, rij in enumerate(rijen):
        nieuw.update({f"{PLAN}-{nr}-{veld}": waarde for veld, waarde in rij.items()})
    nieuw[f"{PLAN}-aantal"] = str(len(rijen))
    return nieuw
