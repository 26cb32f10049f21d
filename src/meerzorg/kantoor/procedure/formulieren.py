"""The forms of the course of the procedure."""

from __future__ import annotations

from typing import Any

from django import forms

from meerzorg.dossier.handelingen.verloop import HERSTELTERMIJN_DAGEN
from meerzorg.kantoor.procedure.tweestap import Briefformulier
from meerzorg.schermen.formulieren import Handelingsformulier
from meerzorg.wet.termijnen.gebeurtenissen import MEESTE_DAGEN

GEEN_MEDISCH = "Schrijf hier geen medische gegevens."


def _dagenveld(label: str, **kwargs: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "mz-smal", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=MEESTE_DAGEN, widget=widget, **kwargs)


def _datumveld(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _tekstveld(label: str, rijen: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rijen}), **kwargs)


class Aanvullingformulier(Briefformulier):
    vragen = forms.MultipleChoiceField(
        label="Wat ontbreekt", widget=forms.CheckboxSelectMultiple, required=False, help_text="Haal weg wat u al weet."
    )
    eigen = _tekstveld("Andere vragen", help_text="Eén vraag per regel.", required=False)
    dagen = _dagenveld("Hoeveel dagen krijgt de cliënt?")

    def __init__(self, *args: Any, ontbreekt: list[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"vragen": ontbreekt, "dagen": HERSTELTERMIJN_DAGEN}
        super().__init__(*args, **kwargs)
        vragen = self.fields["vragen"]
        assert isinstance(vragen, forms.MultipleChoiceField)
        vragen.choices = [(vraag, vraag) for vraag in ontbreekt]
        if not ontbreekt:
            del self.fields["vragen"]

    def clean(self) -> None:
        if not self.alle_vragen():
            self.add_error("eigen", "Stel ten minste één vraag.")
        te_lang = [vraag for vraag in self.alle_vragen() if len(vraag) > 500]
        if te_lang:
            self.add_error("eigen", "Een vraag mag ten hoogste 500 tekens lang zijn.")

    def alle_vragen(self) -> list[str]:
        eigen = (regel.strip() for regel in self.cleaned_data.get("eigen", "").splitlines())
        return [*self.cleaned_data.get("vragen", []), *filter(None, eigen)]


class Verlengformulier(Briefformulier):
    dagen = _dagenveld("Met hoeveel dagen verlengt u?")
    reden = _tekstveld("Waarom duurt het langer?", help_text="Deze reden staat in de brief.", max_length=2000)


class Ontvangenformulier(Handelingsformulier):
    datum = _datumveld("Op welke dag kwam de aanvulling?")
    toelichting = _tekstveld("Toelichting", help_text=GEEN_MEDISCH, required=False, max_length=2000)


class Intrekformulier(Handelingsformulier):
    datum = _datumveld("Op welke dag trok de cliënt de aanvraag in?")
    toelichting = _tekstveld("Hoe en waarom", help_text=GEEN_MEDISCH, max_length=2000)


class Opmerkingformulier(Handelingsformulier):
    tekst = _tekstveld("Opmerking", 5, max_length=10_000)
    medisch = forms.BooleanField(label="Dit is medisch: alleen medische rollen mogen het lezen.", required=False)

    def __init__(self, *args: Any, met_medisch: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_medisch:
            del self.fields["medisch"]
            self.fields["tekst"].help_text = GEEN_MEDISCH
