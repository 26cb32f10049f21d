"""When something goes wrong: pages that say what happened and what to do."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meerzorg.schermen.aanroep import Dossieraanroep, dossieradres
from meerzorg.toegang.rechten import mag
from meerzorg.toegang.zitting import houd_vast


def verkeerd(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def geweigerd(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The matrix of rights said no; the exception carries the sentence. Who may see the dossier can go back to it."""
    context: dict[str, Any] = {"reden": str(exception or "")}
    if (dossier := getattr(request, "dossier", None)) is not None and mag(request.user, "dossier_zien", dossier):
        context |= {"dossier": dossier, "terug": dossieradres(cast(Dossieraanroep, request))}
    return render(request, "403.html", context, status=403)


def niet_gevonden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def kapot(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old, or the form came from elsewhere. What was typed is kept; sending it again is a choice."""
    sleutel = houd_vast(request)
    return render(request, "csrf.html", {"sleutel": sleutel}, status=403)
