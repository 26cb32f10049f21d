"""Not treating an application that was not completed: only in the four weeks after the term for it lapsed (Awb 4:5)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import path

from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.buiten_behandeling import (
    belet_buiten_behandeling,
    gegevens_buiten_behandeling,
    stel_buiten_behandeling,
    verstreken_verzoek,
)
from meerzorg.kantoor.procedure.tweestap import Briefformulier, Tweestap
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import weigeringen
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
    brief = Tweestap(aanroep, form)
    verzoek, herstel = verstreken_verzoek(b, dag) or (None, None)
    grens = niet_behandelen(herstel) if herstel else None
    kan = not belet_buiten_behandeling(b, dag)
    if brief.te_maken:
        toelichting = form.cleaned_data["toelichting"]
        with brief.voorbeeld():
            brief.toon(gegevens_buiten_behandeling(b, aanroep.user, toelichting))
    if brief.mag_weg():
        with weigeringen(aanroep, form, "De aanvraag wordt niet behandeld. De brief is verzonden."):
            stel_buiten_behandeling(aanroep.user, aanroep.dossier, toelichting, form.cleaned_data["sleutel"])
    return brief.blad(
        "buiten_behandeling",
        verzoek=verzoek,
        herstel=herstel,
        grens=grens,
        kan=kan,
        voorbij=grens is not None and dag > grens.uiterlijk,
    )


adressen = [path("dossier/<str:nummer>/buiten-behandeling/", buiten_behandeling, name="buiten_behandeling")]
