"""The course of the procedure: receipt, completion, extension, withdrawal, remarks, and the letters that were sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from meerzorg.dossier import post
from meerzorg.dossier.beeld import Beeld, beeld, vandaag
from meerzorg.dossier.bestanden import OpslagFout
from meerzorg.dossier.handelingen import aanvraag, verloop
from meerzorg.dossier.status import beslistermijn
from meerzorg.kantoor.gedeeld.brief import pdf
from meerzorg.kantoor.procedure.formulieren import (
    Aanvullingformulier,
    Intrekformulier,
    Ontvangenformulier,
    Opmerkingformulier,
    Verlengformulier,
)
from meerzorg.kantoor.procedure.tweestap import Briefformulier, Tweestap
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.inzage import log_inzage
from meerzorg.toegang.rechten import Toestand, mag

ZELF_TE_VRAGEN = ("client", "ciz", "zorgkantoor")
"""Whose answers a letter to the client can ask for; the others are judgements of the office itself."""


# --- letters ----------------------------------------------------------------------------------------------------------


@vereist("ontvangst_bevestigen")
def ontvangst(aanroep: Dossieraanroep) -> HttpResponse:
    """The confirmation of receipt, once per dossier."""
    form = Briefformulier(aanroep.POST or None)
    brief = Tweestap(aanroep, form, meteen=True)
    eerder = aanroep.dossier.brieven.filter(soort="ontvangstbevestiging").first()
    if brief.te_maken:
        with brief.voorbeeld():
            brief.toon(verloop.gegevens_ontvangst(beeld(aanroep.dossier), aanroep.user))
    if brief.mag_weg():
        with weigeringen(aanroep, form, "De ontvangstbevestiging is verzonden."):
            verloop.bevestig_ontvangst(aanroep.user, aanroep.dossier, form.cleaned_data["sleutel"])
    return brief.blad("ontvangst", eerder=eerder)


@vereist("aanvulling_vragen")
def aanvulling(aanroep: Dossieraanroep) -> HttpResponse:
    """Everything that is missing in one letter, with a term (Awb 4:5)."""
    b = beeld(aanroep.dossier)
    ontbreekt = [gegeven.vraag for gegeven in b.beoordeling.openstaand if gegeven.rol in ZELF_TE_VRAGEN]
    form = Aanvullingformulier(aanroep.POST or None, ontbreekt=ontbreekt)
    brief = Tweestap(aanroep, form)
    loopt_al = aanroep.dossier.toestand == Toestand.WACHT_OP_AANVULLING
    if brief.te_maken:
        vragen, dagen = form.alle_vragen(), form.cleaned_data["dagen"]
        with brief.voorbeeld():
            brief.toon(verloop.gegevens_verzoek(b, aanroep.user, vragen, dagen))
    if brief.mag_weg():
        with weigeringen(aanroep, form, "Het verzoek is verzonden. De klok staat stil vanaf morgen."):
            verloop.vraag_aanvulling(aanroep.user, aanroep.dossier, vragen, dagen, form.cleaned_data["sleutel"])
    return brief.blad("aanvulling", loopt_al=loopt_al)


@vereist("termijn_verlengen")
def verlengen(aanroep: Dossieraanroep) -> HttpResponse:
    """A later last day for the decision, with the reason (Awb 4:14 lid 3)."""
    b = beeld(aanroep.dossier)
    termijn = beslistermijn(b, vandaag())
    form = Verlengformulier(aanroep.POST or None)
    brief = Tweestap(aanroep, form)
    if brief.te_maken:
        dagen, reden = form.cleaned_data["dagen"], form.cleaned_data["reden"]
        with brief.voorbeeld():
            brief.toon(verloop.gegevens_verlenging(b, aanroep.user, dagen, reden))
    if brief.mag_weg():
        with weigeringen(aanroep, form, "De termijn is verlengd. De brief is verzonden."):
            verloop.verleng_termijn(aanroep.user, aanroep.dossier, dagen, reden, form.cleaned_data["sleutel"])
    return brief.blad("verlengen", termijn=termijn, voorbij=termijn is None or termijn.uiterlijk < vandaag())


# --- acts without a letter --------------------------------------------------------------------------------------------


@vereist("aanvulling_ontvangen")
def aanvulling_ontvangen(aanroep: Dossieraanroep) -> HttpResponse:
    """What was asked came in; the clock runs again from that day."""
    b = beeld(aanroep.dossier)
    form = Ontvangenformulier(aanroep.POST or None, initial={"datum": vandaag()})
    if form.is_valid():
        with weigeringen(aanroep, form, "De aanvulling is vastgelegd. De klok loopt."):
            verloop.ontvang_aanvulling(aanroep.user, aanroep.dossier, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    context = {"dossier": aanroep.dossier, "form": form, "verzoek": _open_verzoek(b)}
    return render(aanroep, "procedure/ontvangen.html", context)


def _open_verzoek(b: Beeld) -> Any:
    """The oldest request that was not answered; None where there is none."""
    verzoeken = [g for g in b.gebeurtenissen if g.soort == "verzoek_aanvulling"]
    antwoorden = sum(g.soort == "aanvulling_ontvangen" for g in b.gebeurtenissen)
    return next(iter(verzoeken[antwoorden:]), None)


@vereist("intrekken")
def intrekken(aanroep: Dossieraanroep) -> HttpResponse:
    """The client withdraws the application; asked once more, for there is no way back."""
    form = Intrekformulier(aanroep.POST or None, initial={"datum": vandaag()})
    if form.is_valid():
        with weigeringen(aanroep, form, "De aanvraag is ingetrokken."):
            aanvraag.trek_in(aanroep.user, aanroep.dossier, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    gevolgen = ["Er komt geen besluit meer.", "Niemand kan nog iets aan de beoordeling veranderen."]
    if aanroep.dossier.toestand == Toestand.VOORGESTELD:
        gevolgen.append("Het voorgestelde besluit vervalt.")
    context = {"dossier": aanroep.dossier, "form": form, "gevolgen": gevolgen}
    return render(aanroep, "procedure/intrekken.html", context)


@vereist("opmerking_maken")
def opmerking(aanroep: Dossieraanroep) -> HttpResponse:
    """A remark in the timeline."""
    form = Opmerkingformulier(aanroep.POST or None, met_medisch=mag(aanroep.user, "medisch_zien", aanroep.dossier))
    if form.is_valid():
        with weigeringen(aanroep, form, "De opmerking staat in de tijdlijn."):
            aanvraag.maak_opmerking(aanroep.user, aanroep.dossier, **{"medisch": False} | form.cleaned_data)
    if form.verwerkt:
        return redirect(reverse("kantoor:dossier", args=[aanroep.dossier.nummer]) + "#tijdlijn")
    return render(aanroep, "procedure/opmerking.html", {"dossier": aanroep.dossier, "form": form})


@vereist("brief_openen")
def brief(aanroep: Dossieraanroep, id: int) -> HttpResponse:
    """A letter as it was sent: the stored PDF, which is not shown when it is not the one that was stored."""
    verzonden = get_object_or_404(aanroep.dossier.brieven, pk=id)
    log_inzage(aanroep, "brief_openen", "toegestaan", aanroep.dossier.nummer, "brief", str(verzonden.pk))
    try:
        inhoud = post.opslag().lees(verzonden.sha256)
    except OpslagFout as fout:
        return render(
            aanroep, "procedure/brief.html", {"dossier": aanroep.dossier, "brief": verzonden, "fout": fout}, status=500
        )
    return pdf(inhoud, f"{aanroep.dossier.nummer}-{verzonden.soort}.pdf")


adressen = [
    path("dossier/<str:nummer>/ontvangst/", ontvangst, name="ontvangst"),
    path("dossier/<str:nummer>/aanvulling/", aanvulling, name="aanvulling"),
    path("dossier/<str:nummer>/aanvulling/ontvangen/", aanvulling_ontvangen, name="aanvulling_ontvangen"),
    path("dossier/<str:nummer>/verlengen/", verlengen, name="verlengen"),
    path("dossier/<str:nummer>/intrekken/", intrekken, name="intrekken"),
    path("dossier/<str:nummer>/opmerking/", opmerking, name="opmerking"),
    path("dossier/<str:nummer>/brief/<int:id>/", brief, name="brief"),
]
