"""Policy: what other rules would do to fictional people. Seen by whoever may, of every zorgkantoor: it is about no one.

The web process only asks and shows; computing is in a process of its own (meerzorg.wachtrij).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from meerzorg.beleid.rapport.blad import Rapport, uit_json
from meerzorg.beleid.rapport.html import als_html
from meerzorg.beleid.simulatie.plan import OP_DATUM
from meerzorg.kantoor.beleid import doorrekenen
from meerzorg.kantoor.beleid.blad import blad, figuren
from meerzorg.kantoor.beleid.formulier import Beleidsformulier, begin_uit, klaarvragen, query_van
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.klok import vandaag
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.rechten import mag
from meerzorg.wachtrij import rij as wachtrij
from meerzorg.wachtrij.models import Taakstand
from meerzorg.wet.procedure.kaders import KADERS
from regeltaal.fouten import InvoerFout

PER_BLAD = 10
FIGUUR_CSP = "default-src 'none'; frame-ancestors 'none'"
"""A picture of a report has no script and no style of its own, and asks for nothing."""
BEWAAR = "private, max-age=86400"
"""A finished report never changes."""
AL_GEVRAAGD = "Deze vraag is al eerder gesteld, met dezelfde regels en aannames. Dit is het antwoord van toen."
AL_BEZIG = "Deze vraag wordt al doorgerekend. U hoeft niets te doen."
VAN_EEN_ANDER = "Alleen wie een doorrekening heeft gevraagd, kan die stoppen of opnieuw starten."


@vereist("beleid_zien")
def beleid(aanroep: Aanroep) -> HttpResponse:
    """The questions that were asked, and a new one for who may ask; the query fills in the form."""
    mag_vragen = mag(aanroep.user, "beleid_doorrekenen")
    if aanroep.method == "POST":
        if not mag_vragen:
            raise PermissionDenied(f"Met de rol {aanroep.user.rolnaam} kunt u geen nieuwe doorrekening vragen.")
        form = Beleidsformulier(aanroep.POST, dag=vandaag())
        if doorrekening := _vraag(aanroep, form):
            return redirect("kantoor:doorrekening", doorrekening.pk)
    else:
        form = Beleidsformulier(dag=vandaag(), begin=begin_uit(aanroep.GET))
    eerdere = Doorrekening.objects.licht().select_related("gevraagd_door").prefetch_related("gevraagd_door__rollen")
    context = {
        "mag_vragen": mag_vragen,
        "form": form if mag_vragen and doorrekenen.is_er() else None,
        "ingevuld": aanroep.method == "GET" and "basis" in aanroep.GET,
        "klaarvragen": klaarvragen(),
        "pagina": Paginator(eerdere, PER_BLAD).get_page(aanroep.GET.get("pagina")),
    }
    return render(aanroep, "beleid/beleid.html", context)


def _vraag(aanroep: Aanroep, form: Beleidsformulier) -> Doorrekening | None:
    """The doorrekening that answers the form: an equal one of before, or a new one. None: show what is wrong."""
    if not form.is_valid():
        return None
    try:
        if eerder := doorrekenen.eerder(*form.vraag()):
            messages.info(aanroep, AL_BEZIG if eerder.is_open else AL_GEVRAAGD)
            return eerder
        return doorrekenen.vraag(aanroep.user, *form.vraag())
    except InvoerFout as fout:
        form.neem_fouten_over(fout)
        return None


@vereist("beleid_zien")
def doorrekening(aanroep: Aanroep, doorrekening: int) -> HttpResponse:
    """How far it is; or its answer; or why there is none. For htmx only how far it is, until that is over."""
    rij = _lees(doorrekening)
    if rij.is_open:
        wachtrij.zorg_voor_werker()
        rij = _lees(doorrekening)
    if aanroep.htmx:
        if not rij.is_open:
            return HttpResponseClientRefresh()
        gezegd = aanroep.GET.get("gezegd", "")
        return render(aanroep, "beleid/doorrekening_stand.html", _stand(rij) | {"htmx": True, "gezegd": gezegd})
    context = {
        "doorrekening": rij,
        "kaders": [(naam, KADERS.get(naam), naam == OP_DATUM) for naam in rij.kaders],
        "eigen": rij.gevraagd_door_id == aanroep.user.pk and mag(aanroep.user, "beleid_doorrekenen"),
        "mag_vragen": mag(aanroep.user, "beleid_doorrekenen"),
        "query": query_van(rij),
        "blad": blad(_rapport(rij)) if rij.toestand == Taakstand.KLAAR else None,
    }
    return render(aanroep, "beleid/doorrekening.html", context | _stand(rij))


def _stand(rij: Doorrekening) -> dict[str, Any]:
    """How far it is; `kwart` is what is said aloud, four times in all."""
    return {"doorrekening": rij, "kwart": str(rij.klaar_deel // 25 * 25)}


@vereist("beleid_doorrekenen")
@require_POST
def doorrekening_stop(aanroep: Aanroep, doorrekening: int) -> HttpResponse:
    rij = _eigen(aanroep, doorrekening)
    if wachtrij.stop(rij.pk):
        messages.success(aanroep, "De doorrekening is gestopt.")
    else:
        messages.info(aanroep, "Deze doorrekening liep al niet meer.")
    return redirect("kantoor:doorrekening", rij.pk)


@vereist("beleid_doorrekenen")
@require_POST
def doorrekening_opnieuw(aanroep: Aanroep, doorrekening: int) -> HttpResponse:
    rij = _eigen(aanroep, doorrekening)
    if not doorrekenen.opnieuw(rij):
        messages.info(aanroep, "Deze doorrekening is niet gestopt of mislukt. Opnieuw starten hoeft niet.")
    return redirect("kantoor:doorrekening", rij.pk)


@vereist("beleid_zien")
def doorrekening_figuur(aanroep: Aanroep, doorrekening: int, figuur: int) -> HttpResponse:
    """One picture of the report."""
    beelden = figuren(_rapport(_lees(doorrekening, klaar=True)))
    if not 1 <= figuur <= len(beelden):
        raise Http404("Deze figuur is er niet.")
    antwoord = HttpResponse(beelden[figuur - 1].svg, content_type="image/svg+xml")
    antwoord["Content-Security-Policy"] = FIGUUR_CSP
    antwoord["Cache-Control"] = BEWAAR
    return antwoord


@vereist("beleid_zien")
def doorrekening_verslag(aanroep: Aanroep, doorrekening: int, vorm: str) -> HttpResponse:
    """The whole report as a file: the PDF that was made with it, or one HTML file."""
    if vorm == "pdf":
        rij = get_object_or_404(Doorrekening.objects.defer("verslag"), pk=doorrekening, toestand=Taakstand.KLAAR)
        antwoord = HttpResponse(bytes(rij.pdf or b""), content_type="application/pdf")
    else:
        html = als_html(_rapport(_lees(doorrekening, klaar=True)))
        antwoord = HttpResponse(html, content_type="text/html; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="doorrekening-{doorrekening}.{vorm}"'
    return antwoord


def _lees(nummer: int, *, klaar: bool = False) -> Doorrekening:
    """This doorrekening, without its PDF. Raises Http404 where there is none, or where it must be finished."""
    rijen = Doorrekening.objects.defer("pdf").select_related("gevraagd_door").prefetch_related("gevraagd_door__rollen")
    return get_object_or_404(rijen.filter(toestand=Taakstand.KLAAR) if klaar else rijen, pk=nummer)


def _eigen(aanroep: Aanroep, nummer: int) -> Doorrekening:
    """One that this person asked. Raises Http404, or PermissionDenied for that of someone else."""
    rij = get_object_or_404(Doorrekening.objects.licht(), pk=nummer)
    if rij.gevraagd_door_id != aanroep.user.pk:
        raise PermissionDenied(VAN_EEN_ANDER)
    return rij


def _rapport(rij: Doorrekening) -> Rapport:
    return uit_json(rij.verslag)


adressen: list[Any] = [
    path("beleid/", beleid, name="beleid"),
    path("beleid/<int:doorrekening>/", doorrekening, name="doorrekening"),
    path("beleid/<int:doorrekening>/stop/", doorrekening_stop, name="doorrekening_stop"),
    path("beleid/<int:doorrekening>/opnieuw/", doorrekening_opnieuw, name="doorrekening_opnieuw"),
    path("beleid/<int:doorrekening>/figuur/<int:figuur>.svg", doorrekening_figuur, name="doorrekening_figuur"),
    path("beleid/<int:doorrekening>/verslag.pdf", doorrekening_verslag, {"vorm": "pdf"}, name="doorrekening_pdf"),
    path("beleid/<int:doorrekening>/verslag.html", doorrekening_verslag, {"vorm": "html"}, name="doorrekening_html"),
]
