"""Not treating an application that was not completed: only in the four weeks after the term for it lapsed (Awb 4:5)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import path

from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.handelingen.buiten_behandeling import (
    belet_buiten_behandeling,
    gegevens_buiten_behandeling,
    stel_buiten_behandeling,
    verstreken_verzoek,
)
from meerzorg.kantoor.procedure import views as procedure
from meerzorg.kantoor.procedure.formulieren import Briefformulier
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.poort import vereist
from meerzorg.wet.termijnen.berekening import niet_behandelen


class Nietbehandelformulier(Briefformulier):
    toelichting = forms.CharField(
        label="Waarom is de aanvraag zonder deze gegevens niet te beoordelen?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Deze reden staat in de brief. Schrijf gewone, korte zinnen.",
        max_length=2000,
    )


@vereist("buiten_behandeling_stellen")
def buiten_behandeling(aanroep: Dossieraanroep) -> HttpResponse:
    """What was asked and did not come, until when this is possible, and the letter before it is sent."""
    b, dag = beeld(aanroep.dossier), vandaag()
    form = Nietbehandelformulier(aanroep.POST or None)
    gevonden = verstreken_verzoek(b, dag)

    def verstuur() -> None:
        data = form.cleaned_data
        stel_buiten_behandeling(aanroep.user, aanroep.dossier, data["toelichting"], data["sleutel"])

    def gegevens() -> Briefgegevens:
        return gegevens_buiten_behandeling(b, aanroep.user, form.cleaned_data["toelichting"])

    return procedure.in_twee_stappen(
        aanroep,
        form,
        "buiten_behandeling",
        gegevens,
        verstuur,
        gelukt="De aanvraag wordt niet behandeld. De brief is verzonden.",
        verzoek=gevonden[0] if gevonden else None,
        herstel=gevonden[1] if gevonden else None,
        grens=niet_behandelen(gevonden[1]) if gevonden else None,
        kan=not belet_buiten_behandeling(b, dag),
        voorbij=gevonden is not None and dag > niet_behandelen(gevonden[1]).uiterlijk,
    )


adressen = [path("dossier/<str:nummer>/buiten-behandeling/", buiten_behandeling, name="buiten_behandeling")]
