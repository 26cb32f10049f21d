"""When something goes wrong: pages that say what happened and what to do."""

from __future__ import annotations

import sys
from typing import Any, cast

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from meerzorg.schermen.aanroep import Dossieraanroep, dossieradres
from meerzorg.schermen.getypt import getypt
from meerzorg.toegang.rechten import mag
from meerzorg.toegang.zitting import houd_vast

KENMERK = "meerzorg.kenmerk"
"""Where a request carries the mark by which its lines in the log are found."""


def verkeerd(aanroep: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(aanroep, "400.html", status=400)


def geweigerd(aanroep: HttpRequest, exception: Any = None) -> HttpResponse:
    """The matrix of rights said no; the exception carries the sentence. Who may see the dossier can go back to it."""
    context: dict[str, Any] = {"reden": str(exception or "")}
    if (dossier := getattr(aanroep, "dossier", None)) is not None and mag(aanroep.user, "dossier_zien", dossier):
        context |= {"dossier": dossier, "terug": dossieradres(cast(Dossieraanroep, aanroep))}
    return render(aanroep, "403.html", context, status=403)


def niet_gevonden(aanroep: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(aanroep, "404.html", status=404)


def kapot(aanroep: HttpRequest) -> HttpResponse:
    """A fault of ours, or the database is away (503). Made without user, session and database: each may be the fault.
    What was typed is handed back."""
    blad, status = ("503.html", 503) if database_weg(sys.exception()) else ("500.html", 500)
    context = {"getypt": getypt(aanroep), "kenmerk": aanroep.META.get(KENMERK, "")}
    antwoord = HttpResponse(render_to_string(blad, context), status=status)
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord


def database_weg(fout: BaseException | None) -> bool:
    """Whether this says that the database does not answer, or not now; a wrong value or a double one is our fault."""
    return isinstance(fout, OperationalError | InterfaceError)


def csrf(aanroep: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old, or the form came from elsewhere. What was typed is kept; sending it again is a choice."""
    sleutel = houd_vast(aanroep)
    return render(aanroep, "csrf.html", {"sleutel": sleutel}, status=403)
