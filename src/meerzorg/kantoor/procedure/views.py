"""The course of the procedure: receipt, completion, extension, withdrawal, remarks, and the letters that were sent.

A letter is sent in two steps: first it is shown, and only the letter that was shown can be sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.safestring import SafeString

from meerzorg.dossier import post
from meerzorg.dossier.beeld import Beeld, beeld, vandaag
from meerzorg.dossier.bestanden import OpslagFout
from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.handelingen import aanvraag, verloop
from meerzorg.dossier.keten import vingerafdruk
from meerzorg.dossier.status import beslistermijn
from meerzorg.kantoor.gedeeld.brief import briefbeeld, pdf
from meerzorg.kantoor.procedure.formulieren import (
    Aanvullingformulier,
    Briefformulier,
    Intrekformulier,
    Ontvangenformulier,
    Opmerkingformulier,
    Verlengformulier,
)
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import voer_uit, zin_van
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.inzage import log_inzage
from meerzorg.toegang.rechten import mag
from regeltaal.fouten import InvoerFout

ZELF_TE_VRAGEN = ("client", "ciz", "zorgkantoor")
"""Whose answers a letter to the client can ask for; the others are judgements of the office itself."""
ANDERS = "De brief is nu anders dan de brief die u bekeek. Lees hem opnieuw en verstuur hem dan."


# --- letters ----------------------------------------------------------------------------------------------------------


@vereist("ontvangst_bevestigen")
def ontvangst(aanroep: Dossieraanroep) -> HttpResponse:
    """The confirmation of receipt, once per dossier."""
    eerder = aanroep.dossier.brieven.filter(soort="ontvangstbevestiging").first()
    form = Briefformulier(aanroep.POST or None)
    b = beeld(aanroep.dossier)

    def verstuur() -> None:
        verloop.bevestig_ontvangst(aanroep.user, aanroep.dossier, form.cleaned_data["sleutel"])

    return in_twee_stappen(
        aanroep,
        form,
        "ontvangst",
        lambda: verloop.gegevens_ontvangst(b, aanroep.user),
        verstuur,
        gelukt="De ontvangstbevestiging is verzonden.",
        meteen=True,
        eerder=eerder,
    )


@vereist("aanvulling_vragen")
def aanvulling(aanroep: Dossieraanroep) -> HttpResponse:
    """Everything that is missing in one letter, with a term (Awb 4:5)."""
    b = beeld(aanroep.dossier)
    ontbreekt = [gegeven.vraag for gegeven in b.beoordeling.openstaand if gegeven.rol in ZELF_TE_VRAGEN]
    form = Aanvullingformulier(aanroep.POST or None, ontbreekt=ontbreekt)

    def verstuur() -> None:
        data = form.cleaned_data
        verloop.vraag_aanvulling(aanroep.user, aanroep.dossier, form.alle_vragen(), data["dagen"], data["sleutel"])

    return in_twee_stappen(
        aanroep,
        form,
        "aanvulling",
        lambda: verloop.gegevens_verzoek(b, aanroep.user, form.alle_vragen(), form.cleaned_data["dagen"]),
        verstuur,
        gelukt="Het verzoek is verzonden. De klok staat stil vanaf morgen.",
        loopt_al=aanroep.dossier.toestand == "wacht_op_aanvulling",
    )


@vereist("termijn_verlengen")
def verlengen(aanroep: Dossieraanroep) -> HttpResponse:
    """A later last day for the decision, with the reason (Awb 4:14 lid 3)."""
    b = beeld(aanroep.dossier)
    termijn = beslistermijn(b, vandaag())
    form = Verlengformulier(aanroep.POST or None)

    def gegevens() -> Briefgegevens:
        return verloop.gegevens_verlenging(b, aanroep.user, form.cleaned_data["dagen"], form.cleaned_data["reden"])

    def verstuur() -> None:
        data = form.cleaned_data
        verloop.verleng_termijn(aanroep.user, aanroep.dossier, data["dagen"], data["reden"], data["sleutel"])

    return in_twee_stappen(
        aanroep,
        form,
        "verlengen",
        gegevens,
        verstuur,
        gelukt="De termijn is verlengd. De brief is verzonden.",
        termijn=termijn,
        voorbij=termijn is None or termijn.uiterlijk < vandaag(),
    )


def in_twee_stappen(
    aanroep: Dossieraanroep,
    form: Briefformulier,
    sjabloon: str,
    gegevens: Callable[[], Briefgegevens],
    verstuur: Callable[[], None],
    *,
    gelukt: str,
    meteen: bool = False,
    **context: Any,
) -> HttpResponse:
    """Shows the letter, then sends it. `meteen`: nothing has to be filled in, so the first look shows the letter."""
    voorbeeld, nieuw = SafeString(), None
    if (aanroep.method == "POST" and form.is_valid()) or (meteen and aanroep.method == "GET"):
        voorbeeld, merk, nieuw = _voorbeeld(aanroep, form, gegevens)
        if aanroep.POST.get("stap") == "verstuur" and merk:
            if form.cleaned_data["gezien"] != merk:
                form.add_error(None, ANDERS)
            elif voer_uit(aanroep, form, verstuur, gelukt):
                return redirect("kantoor:dossier", aanroep.dossier.nummer)
        _zet_gezien(form, merk)
    context |= {"dossier": aanroep.dossier, "form": form, "brief": voorbeeld, "nieuw": nieuw}
    return render(aanroep, f"procedure/{sjabloon}.html", context)


def _voorbeeld(
    aanroep: Dossieraanroep, form: Briefformulier, gegevens: Callable[[], Briefgegevens]
) -> tuple[SafeString, str, Any]:
    """The letter, its mark, and the deadlines it leads to; where it cannot be made the page says why."""
    try:
        inhoud = gegevens()
        beeld_ = briefbeeld(inhoud)
    except InvoerFout as fout:
        for deel in fout.fouten:
            messages.error(aanroep, f"De brief kan niet worden gemaakt. {zin_van(deel)}")
        return SafeString(), "", None
    return beeld_, vingerafdruk(str(beeld_)), {termijn.termijn: termijn for termijn in inhoud.termijnen}


def _zet_gezien(form: Briefformulier, merk: str) -> None:
    if form.is_bound:
        form.vervang(gezien=merk)
    else:
        form.initial["gezien"] = merk


# --- acts without a letter --------------------------------------------------------------------------------------------


@vereist("aanvulling_ontvangen")
def aanvulling_ontvangen(aanroep: Dossieraanroep) -> HttpResponse:
    """What was asked came in; the clock runs again from that day."""
    b = beeld(aanroep.dossier)
    form = Ontvangenformulier(aanroep.POST or None, initial={"datum": vandaag()})

    def leg_vast() -> None:
        data = form.cleaned_data
        verloop.ontvang_aanvulling(aanroep.user, aanroep.dossier, data["datum"], data["toelichting"], data["sleutel"])

    if aanroep.method == "POST" and voer_uit(aanroep, form, leg_vast, "De aanvulling is vastgelegd. De klok loopt."):
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

    def trek_in() -> None:
        data = form.cleaned_data
        dag: date = data["datum"]
        aanvraag.trek_in(aanroep.user, aanroep.dossier, dag, data["toelichting"], data["sleutel"])

    if aanroep.method == "POST" and voer_uit(aanroep, form, trek_in, "De aanvraag is ingetrokken."):
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    gevolgen = ["Er komt geen besluit meer.", "Niemand kan nog iets aan de beoordeling veranderen."]
    if aanroep.dossier.toestand == "voorgesteld":
        gevolgen.append("Het voorgestelde besluit vervalt.")
    context = {"dossier": aanroep.dossier, "form": form, "gevolgen": gevolgen}
    return render(aanroep, "procedure/intrekken.html", context)


@vereist("opmerking_maken")
def opmerking(aanroep: Dossieraanroep) -> HttpResponse:
    """A remark in the timeline."""
    form = Opmerkingformulier(aanroep.POST or None, met_medisch=mag(aanroep.user, "medisch_zien", aanroep.dossier))

    def maak() -> None:
        data = form.cleaned_data
        medisch = data.get("medisch", False)
        aanvraag.maak_opmerking(aanroep.user, aanroep.dossier, data["tekst"], medisch, data["sleutel"])

    if aanroep.method == "POST" and voer_uit(aanroep, form, maak, "De opmerking staat in de tijdlijn."):
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
