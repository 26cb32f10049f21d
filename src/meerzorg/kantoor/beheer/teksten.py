"""The texts that a zorgkantoor words itself in its letters: data with fixed places, checked before they are kept."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from meerzorg.dossier import post
from meerzorg.dossier.brieven.tekstblokken import BLOKKEN, PLAATSEN
from meerzorg.dossier.handelingen.teksten import wijzig_tekstblok
from meerzorg.dossier.models import Tekstblok
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.schermen.formulieren import Handelingsformulier, weigeringen
from meerzorg.schermen.poort import vereist


class Tekstformulier(Handelingsformulier):
    tekst = forms.CharField(
        label="Tekst",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Gewone tekst. Een lege regel begint een nieuwe alinea. Leeg laten: de standaardtekst geldt weer.",
    )


@vereist("tekstblokken_wijzigen")
def teksten(aanroep: Aanroep) -> HttpResponse:
    eigen = post.tekstblokken(aanroep.user.zorgkantoor)
    blokken = [(naam, blok, eigen.get(naam)) for naam, blok in BLOKKEN.items()]
    return render(aanroep, "beheer/teksten.html", {"blokken": blokken})


@vereist("tekstblokken_wijzigen")
def tekst(aanroep: Aanroep, naam: str) -> HttpResponse:
    if naam not in BLOKKEN:
        raise Http404("Deze tekst is er niet.")
    kantoor = aanroep.user.zorgkantoor
    huidig = post.tekstblokken(kantoor).get(naam, "")
    form = Tekstformulier(aanroep.POST or None, initial={"tekst": huidig})
    if form.is_valid():
        with weigeringen(aanroep, form, "De tekst is bewaard."):
            wijzig_tekstblok(aanroep.user, naam, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:teksten")
    versies = Tekstblok.objects.filter(zorgkantoor=kantoor, naam=naam).select_related("auteur__medewerker")
    versies = versies.order_by("-id")[:20]
    context = {"naam": naam, "blok": BLOKKEN[naam], "form": form, "plaatsen": PLAATSEN, "versies": versies}
    return render(aanroep, "beheer/tekst.html", context)


adressen = [path("teksten/", teksten, name="teksten"), path("teksten/<str:naam>/", tekst, name="tekst")]
