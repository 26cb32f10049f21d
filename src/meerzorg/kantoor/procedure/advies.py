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
from meerzorg.schermen.formulieren import Handelingsformulier, voer_uit
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
def advies(request: Dossieraanroep) -> HttpResponse:
    form = Adviesformulier(request.POST or None)
    dossier = request.dossier
    if request.method == "POST" and voer_uit(
        request,
        form,
        lambda: vraag_advies(
            request.user,
            dossier,
            form.cleaned_data["aan"],
            form.cleaned_data["deskundige"],
            form.cleaned_data["vraag"],
            form.cleaned_data["sleutel"],
        ),
        "De adviesvraag is vastgelegd. Stuur hem ook zelf naar de deskundige.",
    ):
        return redirect("kantoor:dossier", dossier.nummer)
    return render(request, "procedure/advies.html", {"dossier": dossier, "form": form})


@vereist("dossier_zien")
def advies_antwoord(request: Dossieraanroep, id: int) -> HttpResponse:
    """The question with its answer; while there is none, the form for it where the role may answer."""
    adviesvraag = get_object_or_404(
        Adviesvraag.objects.select_related("gesteld_door__medewerker", "vastgelegd_door__medewerker", "bijlage"),
        pk=id,
        dossier=request.dossier,
    )
    if adviesvraag.medisch and not mag(request.user, "medisch_zien", request.dossier):
        weiger(request, "medisch_zien", "Dit is een medisch advies. Alleen medische rollen kunnen het lezen.")
    kan = not adviesvraag.antwoord and mag(request.user, "advies_ontvangen", request.dossier)
    if request.method == "POST" and not kan and al_verwerkt(request, request.dossier):
        messages.info(request, AL_VERWERKT)
        return redirect("kantoor:dossier", request.dossier.nummer)
    if request.method == "POST" and not kan:
        weiger(request, "advies_ontvangen", "Op deze vraag kunt u nu geen antwoord vastleggen.")
    form = Antwoordformulier(request.POST or None, request.FILES or None, initial={"datum": vandaag()}) if kan else None
    if (
        form
        and request.method == "POST"
        and voer_uit(
            request,
            form,
            lambda: ontvang_advies(
                request.user,
                adviesvraag,
                form.cleaned_data["antwoord"],
                form.cleaned_data["datum"],
                form.cleaned_data["bijlage"],
                form.cleaned_data["sleutel"],
            ),
            "Het antwoord is vastgelegd.",
        )
    ):
        return redirect("kantoor:dossier", request.dossier.nummer)
    context = {"dossier": request.dossier, "adviesvraag": adviesvraag, "form": form}
    return render(request, "procedure/advies_antwoord.html", context)


adressen = [
    path("dossier/<str:nummer>/advies/", advies, name="advies"),
    path("dossier/<str:nummer>/advies/<int:id>/", advies_antwoord, name="advies_antwoord"),
]
