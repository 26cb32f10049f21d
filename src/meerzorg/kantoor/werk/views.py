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
from meerzorg.schermen.formulieren import weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.rechten import INGELOGD, mag

GEEN_BSN = (
    "U kunt niet zoeken op een BSN: wat u zoekt, komt in het adres van de pagina te staan. "
    "Zoek op het dossiernummer of op de naam van de cliënt."
)


@vereist(INGELOGD)
def start(aanroep: Aanroep) -> HttpResponse:
    """To the screen where this role begins; who has no role yet is told what to do."""
    if mag(aanroep.user, "mijn_werk_zien"):
        return redirect("kantoor:mijn_werk")
    if mag(aanroep.user, "medewerkers_beheren"):
        return redirect("kantoor:medewerkers")
    if mag(aanroep.user, "beleid_zien"):
        return redirect("kantoor:beleid")
    return render(aanroep, "werk/start.html")


@vereist("mijn_werk_zien")
def mijn_werk(aanroep: Aanroep) -> HttpResponse:
    """What must I do now, the most urgent first. For htmx only the list."""
    filter_ = Werkfilter(aanroep.GET, aanroep.user)
    if lijkt_bsn(aanroep.GET.get("zoek", "")):
        messages.warning(aanroep, GEEN_BSN)
        return redirect(f"{reverse('kantoor:mijn_werk')}?wat={filter_.wat}")
    lijst = _lijst(aanroep, filter_)
    if aanroep.htmx:
        return render(aanroep, "werk/werk_deel.html", lijst)
    return render(aanroep, "werk/mijn_werk.html", lijst | meldingen(aanroep.user))


@vereist("mijn_werk_zien")
def zoek(aanroep: Aanroep) -> HttpResponse:
    """A whole dossier number of the own zorgkantoor opens the dossier; anything else gives a list."""
    vraag = aanroep.GET.get("q", "").strip()[:LANGSTE_VRAAG]
    if lijkt_bsn(vraag):
        messages.warning(aanroep, GEEN_BSN)
        return redirect("kantoor:zoek")
    if vraag and Dossier.objects.voor(aanroep.user).filter(nummer=vraag.upper()).exists():
        return redirect("kantoor:dossier", vraag.upper())
    filter_ = Werkfilter({"zoek": vraag}, aanroep.user, "alles")
    gevonden = filter_.qs if vraag else Dossier.objects.none()
    pagina = blad(gevonden, gevonden.count(), aanroep.GET.get("pagina"), vandaag())
    return render(aanroep, "werk/zoek.html", {"vraag": vraag, "pagina": pagina, "wat": "alles"})


@vereist("melding_afhandelen")
@require_POST
def melding_gelezen(aanroep: Aanroep, id: int) -> HttpResponse:
    if not handel_melding_af(aanroep.user, id):
        raise Http404("Deze melding is er niet.")
    if aanroep.htmx:
        return render(aanroep, "werk/meldingen.html", meldingen(aanroep.user))
    return redirect("kantoor:mijn_werk")


@vereist("dossier_openen")
def nieuw(aanroep: Aanroep) -> HttpResponse:
    """A new application becomes a dossier; sent twice it is still one, and both lead to it."""
    form = Aanvraagformulier(aanroep.POST or None)
    if form.is_valid():
        with weigeringen(aanroep, form, "De aanvraag is vastgelegd."):
            _open(aanroep, form)
    if form.verwerkt:
        rij = Ketenrij.objects.get(sleutel=form.cleaned_data["sleutel"])
        return redirect("kantoor:dossier", rij.dossiernummer)
    return render(aanroep, "werk/nieuw.html", {"form": form})


def _lijst(aanroep: Aanroep, filter_: Werkfilter) -> dict[str, Any]:
    aantallen = tellingen(aanroep.user, vandaag())
    gevonden = filter_.qs
    aantal = gevonden.count() if filter_.vernauwd else aantallen[filter_.wat]
    titels = keuzes(aanroep.user.rol)
    return {
        "filter": filter_,
        "wat": filter_.wat,
        "titel": titels[filter_.wat],
        "keuzes": [(code, titel, aantallen[code]) for code, titel in titels.items()],
        "pagina": blad(gevonden, aantal, aanroep.GET.get("pagina"), vandaag()),
    }


def _open(aanroep: Aanroep, form: Aanvraagformulier) -> None:
    client = form.client()
    bekend = Client.objects.filter(zorgkantoor=aanroep.user.zorgkantoor_id, bsn=client.bsn).first()
    open_dossier(aanroep.user, client, form.gegevens(), sleutel=form.cleaned_data["sleutel"])
    if bekend is not None and (bekend.naam, bekend.adres) != (client.naam, client.adres):
        messages.warning(
            aanroep,
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
