"""Documents of a dossier: adding one, opening one; every opening is logged."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.http import content_disposition_header

from meerzorg.dossier import post
from meerzorg.dossier.bestanden import OpslagFout
from meerzorg.dossier.handelingen.verloop import voeg_document_toe
from meerzorg.dossier.models import Document
from meerzorg.kantoor.gedeeld.upload import uploadveld
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import Handelingsformulier, weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.inzage import log_inzage
from meerzorg.toegang.rechten import mag

ONTVANGEN_ALS = {"application/pdf", "image/png", "image/jpeg"}
"""Kinds that a browser may show; any other is only handed over to be saved."""


class Stukformulier(Handelingsformulier):
    document = uploadveld("Bestand")
    omschrijving = forms.CharField(label="Wat is het?", max_length=200, required=False)
    medisch = forms.BooleanField(
        label="Dit is een medisch stuk",
        required=False,
        help_text="Alleen de medisch adviseur en de verpleegkundige kunnen een medisch stuk openen.",
    )


@vereist("document_toevoegen")
def stuk_toevoegen(aanroep: Dossieraanroep) -> HttpResponse:
    form = Stukformulier(aanroep.POST or None, aanroep.FILES or None)
    dossier = aanroep.dossier
    if form.is_valid():
        with weigeringen(aanroep, form, "Het stuk is toegevoegd."):
            voeg_document_toe(aanroep.user, dossier, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:dossier", dossier.nummer)
    return render(aanroep, "dossier/stuk.html", {"dossier": dossier, "form": form})


@vereist("document_openen")
def stuk(aanroep: Dossieraanroep, id: int) -> HttpResponse:
    """The document itself; a medical one only for medical roles. The hash is checked on reading."""
    document = get_object_or_404(Document, pk=id, dossier=aanroep.dossier)
    nummer = aanroep.dossier.nummer
    if document.medisch and not mag(aanroep.user, "medisch_zien", aanroep.dossier):
        log_inzage(aanroep, "document_openen", "geweigerd", nummer, "document", str(document.pk))
        raise PermissionDenied("Dit is een medisch stuk. Alleen medische rollen kunnen het openen.")
    try:
        inhoud = post.opslag().lees(document.sha256)
    except OpslagFout as fout:
        context = {"dossier": aanroep.dossier, "document": document, "fout": fout}
        return render(aanroep, "dossier/stuk_kapot.html", context, status=500)
    log_inzage(aanroep, "document_openen", "toegestaan", nummer, "document", str(document.pk))
    plek = content_disposition_header(document.mime not in ONTVANGEN_ALS, document.naam) or "inline"
    return HttpResponse(inhoud, content_type=document.mime, headers={"Content-Disposition": plek})


adressen = [
    path("dossier/<str:nummer>/stuk/", stuk_toevoegen, name="stuk_toevoegen"),
    path("dossier/<str:nummer>/stuk/<int:id>/", stuk, name="stuk"),
]
