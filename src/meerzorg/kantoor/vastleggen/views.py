"""Recording answers: a form for one or more questions, and the choice when someone else was before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from meerzorg.dossier.beeld import Beeld, beeld
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, leg_vast
from meerzorg.dossier.status import vastlegger
from meerzorg.kantoor.gedeeld.vastgelegd import titel_van
from meerzorg.kantoor.vastleggen.botsing import botsingblad, na_keuze
from meerzorg.kantoor.vastleggen.formulier import Vastlegformulier
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.rechten import mag

NIET_HIER = ("ciz_scores", "zorgplan")
"""These are recorded on a screen of their own."""


@vereist("vastleggen_zorgadviseur", "vastleggen_medisch_adviseur", "vastleggen_verpleegkundige", "vastleggen_beslisser")
def vastleggen(aanroep: Dossieraanroep) -> HttpResponse:
    """The open questions of my role, or those named in the address; `actie` says which button was pressed."""
    b = beeld(aanroep.dossier)
    actie = aanroep.POST.get("actie", "")
    if aanroep.method != "POST":
        return _toon(aanroep, _formulier(aanroep, b, aanroep.GET))
    if actie == "regel":
        return _toon(aanroep, _formulier(aanroep, b, aanroep.POST, getypt=aanroep.POST))
    if actie in ("keuze", "terug"):
        data = na_keuze(aanroep.POST, b, terug=actie == "terug")
        if actie == "terug":
            return _toon(aanroep, _formulier(aanroep, b, data, getypt=data))
        if not data.getlist("naam"):
            messages.info(aanroep, "Wat er al stond, blijft staan. Er is niets nieuws vastgelegd.")
            return redirect("kantoor:dossier", aanroep.dossier.nummer)
        return _bewaar(aanroep, _formulier(aanroep, b, data, data=data))
    return _bewaar(aanroep, _formulier(aanroep, b, aanroep.POST, data=aanroep.POST))


def _bewaar(aanroep: Dossieraanroep, form: Vastlegformulier) -> HttpResponse:
    """Records what was filled in; where someone else was before, nothing is stored and both answers are shown."""
    if form.is_valid():
        try:
            with weigeringen(aanroep, form, "Uw antwoord is vastgelegd."):
                leg_vast(aanroep.user, aanroep.dossier, form.waarden(), form.cleaned_data["sleutel"])
        except Botsing as botsing:
            return render(aanroep, "vastleggen/botsing.html", botsingblad(aanroep.dossier, form, botsing), status=409)
    if form.verwerkt:
        return redirect("kantoor:dossier", aanroep.dossier.nummer)
    return _toon(aanroep, form)


def _formulier(aanroep: Dossieraanroep, b: Beeld, bron: Any, **kwargs: Any) -> Vastlegformulier:
    documenten = aanroep.dossier.documenten.all()
    if not mag(aanroep.user, "medisch_zien", aanroep.dossier):
        documenten = documenten.filter(medisch=False)
    return Vastlegformulier(_namen(aanroep, b, bron.getlist("naam")), b, documenten, **kwargs)


def _namen(aanroep: Dossieraanroep, b: Beeld, gevraagd: list[str]) -> list[str]:
    """The questions on the form. Raises Http404 for a name that is not one of this role."""
    for naam in gevraagd:
        if ROL_VAN.get(naam) != aanroep.user.rol or naam in NIET_HIER:
            raise Http404("Deze vraag is er niet, of hoort bij een andere rol.")
    if gevraagd:
        return list(dict.fromkeys(gevraagd))
    return [gegeven.naam for gegeven in b.beoordeling.openstaand if vastlegger(gegeven) == aanroep.user.rol]


def _toon(aanroep: Dossieraanroep, form: Vastlegformulier) -> HttpResponse:
    titels = [titel_van(naam) for naam in form.namen]
    titel = titels[0] if len(titels) == 1 else "Vragen beantwoorden"
    context = {"dossier": aanroep.dossier, "form": form, "titel": titel}
    return render(aanroep, "vastleggen/vastleggen.html", context)


adressen = [path("dossier/<str:nummer>/vastleggen/", vastleggen, name="vastleggen")]
