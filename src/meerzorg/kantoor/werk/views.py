"""Where a working day begins: the list of work, searching, and a new application."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from meerzorg.dossier.handelingen.aanvraag import open_dossier
from meerzorg.dossier.handelingen.meldingen import handel_melding_af
from meerzorg.dossier.models import Dossier, Ketenrij
from meerzorg.kantoor.werk.filters import LANGSTE_VRAAG, Werkfilter, lijkt_bsn
from meerzorg.kantoor.werk.formulier import Aanvraagformulier
from meerzorg.kantoor.werk.lijst import blad, keuzes, meldingen, tellingen
from meerzorg.klok import vandaag
from meerzorg.personen.models import Client
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.schermen.formulieren import voer_uit
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.rechten import INGELOGD, mag

GEEN_BSN = (
    "U kunt niet zoeken op een BSN: wat u zoekt, komt in het adres van de pagina te staan. "
    "Zoek op het dossiernummer of op de naam van de cliënt."
)


@vereist(INGELOGD)
def start(request: Aanroep) -> HttpResponse:
    """To the screen where this role begins; who has no role yet is told what to do."""
    if mag(request.user, "mijn_werk_zien"):
        return redirect("kantoor:mijn_werk")
    if mag(request.user, "medewerkers_beheren"):
        return redirect("kantoor:medewerkers")
    if mag(request.user, "beleid_zien"):
        return redirect("kantoor:beleid")
    return render(request, "werk/start.html")


@vereist("mijn_werk_zien")
def mijn_werk(request: Aanroep) -> HttpResponse:
    """What must I do now, the most urgent first. For htmx only the list."""
    filter_ = Werkfilter(request.GET, request.user)
    if lijkt_bsn(request.GET.get("zoek", "")):
        messages.warning(request, GEEN_BSN)
        return redirect(f"{reverse('kantoor:mijn_werk')}?wat={filter_.wat}")
    lijst = _lijst(request, filter_)
    if request.htmx:
        return render(request, "werk/werk_deel.html", lijst)
    return render(request, "werk/mijn_werk.html", lijst | meldingen(request.user))


@vereist("mijn_werk_zien")
def zoek(request: Aanroep) -> HttpResponse:
    """A whole dossier number of the own zorgkantoor opens the dossier; anything else gives a list."""
    vraag = request.GET.get("q", "").strip()[:LANGSTE_VRAAG]
    if lijkt_bsn(vraag):
        messages.warning(request, GEEN_BSN)
        return redirect("kantoor:zoek")
    if vraag and Dossier.objects.voor(request.user).filter(nummer=vraag.upper()).exists():
        return redirect("kantoor:dossier", vraag.upper())
    filter_ = Werkfilter({"zoek": vraag}, request.user, "alles")
    gevonden = filter_.qs if vraag else Dossier.objects.none()
    pagina = blad(gevonden, gevonden.count(), request.GET.get("pagina"), vandaag())
    return render(request, "werk/zoek.html", {"vraag": vraag, "pagina": pagina, "wat": "alles"})


@vereist("melding_afhandelen")
@require_POST
def melding_gelezen(request: Aanroep, id: int) -> HttpResponse:
    if not handel_melding_af(request.user, id):
        raise Http404("Deze melding is er niet.")
    if request.htmx:
        return render(request, "werk/meldingen.html", meldingen(request.user))
    return redirect("kantoor:mijn_werk")


@vereist("dossier_openen")
def nieuw(request: Aanroep) -> HttpResponse:
    """A new application becomes a dossier; sent twice it is still one, and both lead to it."""
    form = Aanvraagformulier(request.POST or None)
    if request.method == "POST" and voer_uit(request, form, lambda: _open(request, form), "De aanvraag is vastgelegd."):
        rij = Ketenrij.objects.get(sleutel=form.cleaned_data["sleutel"])
        return redirect("kantoor:dossier", rij.dossiernummer)
    return render(request, "werk/nieuw.html", {"form": form})


def _lijst(request: Aanroep, filter_: Werkfilter) -> dict[str, Any]:
    aantallen = tellingen(request.user, vandaag())
    gevonden = filter_.qs
    aantal = gevonden.count() if filter_.vernauwd else aantallen[filter_.wat]
    titels = keuzes(request.user.rol)
    return {
        "filter": filter_,
        "wat": filter_.wat,
        "titel": titels[filter_.wat],
        "keuzes": [(code, titel, aantallen[code]) for code, titel in titels.items()],
        "pagina": blad(gevonden, aantal, request.GET.get("pagina"), vandaag()),
    }


def _open(request: Aanroep, form: Aanvraagformulier) -> None:
    client = form.client()
    bekend = Client.objects.filter(zorgkantoor=request.user.zorgkantoor_id, bsn=client.bsn).first()
    open_dossier(request.user, client, form.gegevens(), sleutel=form.cleaned_data["sleutel"])
    if bekend is not None and (bekend.naam, bekend.adres) != (client.naam, client.adres):
        messages.warning(
            request,
            "Deze cliënt was al bekend, met een andere naam of een ander adres. De gegevens die bekend waren, "
            "zijn niet gewijzigd.",
        )


adressen: list[Any] = [
    path("", start, name="start"),
    path("werk/", mijn_werk, name="mijn_werk"),
    path("werk/melding/<int:id>/gelezen/", melding_gelezen, name="melding_gelezen"),
    path("zoek/", zoek, name="zoek"),
    path("dossier/nieuw/", nieuw, name="nieuw"),
]
