"""What everyone may read: the law as executed, its norms, how accessible the office is; and the manual for staff."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from meerzorg.kantoor.regels.rolwijzer import wijzer
from meerzorg.kantoor.regels.wetboek import kaderblad, normbladen
from meerzorg.klok import vandaag
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.schermen.poort import INGELOGD, OPENBAAR, vereist
from meerzorg.wet.procedure.kaders import KADERS, kader_op
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256


@vereist(OPENBAAR)
def regels(aanroep: HttpRequest) -> HttpResponse:
    """One framework, by default the one of today; ?kader= another."""
    vandaag_geldt = kader_op(vandaag()).id
    gekozen = aanroep.GET.get("kader", vandaag_geldt)
    if gekozen not in KADERS:
        raise Http404("Dit kader is er niet.")
    kaders = [(kader, kader.id == gekozen, kader.id == vandaag_geldt) for kader in KADERS.values()]
    return _toon(aanroep, "regels/regels.html", {"blad": kaderblad(gekozen), "kaders": kaders})


@vereist(OPENBAAR)
def regels_normen(aanroep: HttpRequest) -> HttpResponse:
    """Every norm with all its versions in time."""
    return _toon(aanroep, "regels/regels_normen.html", {"normen": normbladen()})


@vereist(OPENBAAR)
def toegankelijkheid(aanroep: HttpRequest) -> HttpResponse:
    return _toon(aanroep, "regels/toegankelijkheid.html", {})


@vereist(INGELOGD)
def handleiding(aanroep: Aanroep) -> HttpResponse:
    """What this person can do here, made from the matrix of rights."""
    return render(aanroep, "regels/handleiding.html", {"wijzer": wijzer(aanroep.user.rol)})


def _toon(aanroep: HttpRequest, sjabloon: str, context: dict[str, Any]) -> HttpResponse:
    """With the menu for who is logged in, without it for everyone else."""
    basis = "base.html" if aanroep.user.is_authenticated else "kaal.html"
    vast = {"basis": basis, "regelset": REGELSET_VERSIE, "sha256": regelset_sha256()}
    return render(aanroep, sjabloon, context | vast)


adressen = [
    path("regels/", regels, name="regels"),
    path("regels/normen/", regels_normen, name="regels_normen"),
    path("toegankelijkheid/", toegankelijkheid, name="toegankelijkheid"),
    path("handleiding/", handleiding, name="handleiding"),
]
