"""Asking an expert for advice, and recording the answer with its attachment."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from meerzorg.dossier.handelingen.kern import AL_VERWERKT
from meerzorg.dossier.handelingen.verloop import ontvang_advies, vraag_advies
from meerzorg.dossier.models import Adviesvraag
from meerzorg.kantoor.gedeeld.upload import uploadveld
from meerzorg.klok import vandaag
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import Handelingsformulier, weigeringen
from meerzorg.schermen.poort import al_verwerkt, vereist, weiger
from meerzorg.toegang.rechten import mag


class Adviesformulier(Handelingsformulier):
    aan = forms.ChoiceField(
        label="Aan wie vraagt u advies?", choices=list(Adviesvraag.AAN.items()), widget=forms.RadioSelect
    )
    deskundige = forms.CharField(label="Naam van de deskundige of de organisatie", max_length=100)
    vraag = forms.CharField(
        label="Uw vraag",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Vraag precies wat u wilt weten voor de beoordeling. De beslistermijn loopt door.",
    )


class Antwoordformulier(Handelingsformulier):
    antwoord = forms.CharField(label="Het antwoord", widget=forms.Textarea(attrs={"rows": 8}))
    datum = forms.DateField(label="Ontvangen op", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    bijlage = uploadveld("Bijlage", verplicht=False)


@vereist("advies_vragen")
def advies(aanroep: Dossieraanroep) -> HttpResponse:
    form = Adviesformulier(aanroep.POST or None)
    dossier = aanroep.dossier
    if form.is_valid():
        with weigeringen(aanroep, form, "De adviesvraag is vastgelegd. Stuur hem ook zelf naar de deskundige."):
            vraag_advies(aanroep.user, dossier, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:dossier", dossier.nummer)
    return render(aanroep, "procedure/advies.html", {"dossier": dossier, "form": form})


@vereist("dossier_zien")
def advies_antwoord(aanroep: Dossieraanroep, id: int) -> HttpResponse:
    """The question with its answer; while there is none, the form for it where the role may answer."""
    adviesvraag = get_object_or_404(
        Adviesvraag.objects.select_related("gesteld_door__medewerker", "vastgelegd_door__medewerker", "bijlage"),
        pk=id,
        dossier=aanroep.dossier,
    )
    if adviesvraag.medisch and not mag(aanroep.user, "medisch_zien", aanroep.dossier):
        weiger(aanroep, "medisch_zien", "Dit is een medisch advies. Alleen medische rollen kunnen het lezen.")
    kan = not adviesvraag.antwoord and mag(aanroep.user, "advies_ontvangen", aanroep.dossier)
    if aanroep.method == "POST" and not kan and al_verwerkt(aanroep, aanroep.dossier):
        messages.info(aanroep, AL_VERWERKT)
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    if aanroep.method == "POST" and not kan:
        weiger(aanroep, "advies_ontvangen", "Op deze vraag kunt u nu geen antwoord vastleggen.")
    form = Antwoordformulier(aanroep.POST or None, aanroep.FILES or None, initial={"datum": vandaag()}) if kan else None
    if form and form.is_valid():
        with weigeringen(aanroep, form, "Het antwoord is vastgelegd."):
            ontvang_advies(aanroep.user, adviesvraag, **form.cleaned_data)
    if form and form.verwerkt:
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    context = {"dossier": aanroep.dossier, "adviesvraag": adviesvraag, "form": form}
    return render(aanroep, "procedure/advies_antwoord.html", context)


adressen = [
    path("dossier/<str:nummer>/advies/", advies, name="advies"),
    path("dossier/<str:nummer>/advies/<int:id>/", advies_antwoord, name="advies_antwoord"),
]
