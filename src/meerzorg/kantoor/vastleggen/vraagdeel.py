"""One question on the form that records answers, as the template shows it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from meerzorg.dossier.handelingen.vastleggen import ONDERBOUWING
from meerzorg.kantoor.gedeeld.afweging import Weging, afweging
from meerzorg.kantoor.gedeeld.planformulier import NAAM as PLAN
from meerzorg.kantoor.gedeeld.planformulier import Planvelden
from meerzorg.kantoor.gedeeld.vastgelegd import Vastgelegd, gegeven_van, rij_van, titel_van


def sleutel(naam: str, deel: str = "") -> str:
    """The name of a field: of the value itself, or of a part that belongs to it."""
    return f"{naam}-{deel}" if deel else naam


class Vraagdeel:
    """One question on the form, for the template: its fields, what it is weighed against, and the value so far."""

    def __init__(self, form: Any, naam: str) -> None:
        self.form, self.naam = form, naam
        self.gegeven = gegeven_van(naam)
        self.titel = titel_van(naam)

    @property
    def oordeel(self) -> bool:
        return self.gegeven is not None and self.gegeven.oordeel

    @cached_property
    def weging(self) -> list[Weging]:
        return afweging(self.form.beeld.beoordeling, self.gegeven, medisch=True) if self.gegeven else []

    @property
    def plan(self) -> Planvelden | None:
        return self.form.plan if self.naam == PLAN else None

    @property
    def oud(self) -> Vastgelegd | None:
        """The value on which the form is based, where this is a correction."""
        v = self.form.oud(self.naam)
        return rij_van(v, self.form.beeld, medisch=True) if v is not None and v.waarde is not None else None

    @property
    def velden(self) -> list[Any]:
        """What is always shown; the value first."""
        return (
            self._velden("", *ONDERBOUWING, "grond", "reden", "tweede")
            if self._met_reden
            else self._velden("", "grond")
        )

    @property
    def meer(self) -> list[Any]:
        """What is shown at a click."""
        return self._velden("stuk") if self._met_reden else self._velden("reden", "stuk")

    @property
    def meer_titel(self) -> str:
        return "Een stuk erbij noemen" if self._met_reden else "Een toelichting of stuk erbij"

    @property
    def met_uitleg(self) -> bool:
        return any(deel.uitleg for deel in self.weging)

    @property
    def basis(self) -> Any:
        return self.form[sleutel(self.naam, "basis")]

    @property
    def meer_open(self) -> bool:
        return any(veld.value() or veld.errors for veld in self.meer)

    @property
    def _met_reden(self) -> bool:
        return self.oordeel or self.oud is not None

    def _velden(self, *delen: str) -> list[Any]:
        namen = (sleutel(self.naam, deel) for deel in delen)
        return [self.form[naam] for naam in namen if naam in self.form.fields]
