"""The gate: every address declares which act it is; the matrix of rights decides, and looking is logged.

A view without a declaration answers nobody. A dossier of another zorgkantoor does not exist here (404), and the attempt
is in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meerzorg.dossier.handelingen.kern import AL_VERWERKT
from meerzorg.dossier.models import Dossier, Ketenrij
from meerzorg.personen.models import Actorsoort
from meerzorg.schermen.aanroep import Aanroep, Dossieraanroep, dossieradres
from meerzorg.toegang.inzage import log_inzage
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import INGELOGD, MATRIX, OPENBAAR, VOOR_HET_BESLUIT, mag
from meerzorg.toegang.verklaring import View, vereist
from meerzorg.toegang.zitting import bewaar_formulier, naar_inloggen

__all__ = ["INGELOGD", "OPENBAAR", "Poort", "vereist"]


class Poort:
    """Middleware that lets a request through to its view, or not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, aanroep: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(aanroep)
        if getattr(aanroep, "user", None) is not None and aanroep.user.is_authenticated:
            antwoord.headers.setdefault("Cache-Control", "no-store")
        return antwoord

    def process_view(
        self, aanroep: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        handelingen: tuple[str, ...] = getattr(view, "handelingen", ())
        if not handelingen:
            raise ImproperlyConfigured(f"{aanroep.path}: deze view zegt niet welke handeling het is")
        if OPENBAAR in handelingen:
            return None
        if not aanroep.user.is_authenticated:
            return bewaar_formulier(aanroep) if aanroep.method == "POST" else naar_inloggen(aanroep)
        if INGELOGD in handelingen:
            return None
        return _laat_door(cast(Dossieraanroep, aanroep), handelingen, kwargs.pop("nummer", None))


def _laat_door(aanroep: Dossieraanroep, handelingen: tuple[str, ...], nummer: str | None) -> HttpResponse | None:
    """Raises Http404 or PermissionDenied, and logs; sets `aanroep.dossier`. A form that was handled before, and so
    brought the dossier in another state, leads to the dossier."""
    wie = aanroep.user
    dossier: Dossier | None = None
    if nummer is not None:
        eigen = Dossier.objects.select_related("client", "zorgkantoor").voor(wie)
        dossier = eigen.filter(nummer=nummer).first()
        if dossier is None:
            log_inzage(aanroep, handelingen[0], "onbekend", nummer)
            raise Http404("Dit dossier is er niet.")
        aanroep.dossier = dossier
    toegestaan = next((handeling for handeling in handelingen if mag(wie, handeling, dossier)), None)
    if toegestaan is None and dossier is not None and al_verwerkt(aanroep, dossier):
        messages.info(aanroep, AL_VERWERKT)
        return redirect(dossieradres(aanroep))
    if toegestaan is None:
        log_inzage(aanroep, handelingen[0], "geweigerd", nummer or "")
        raise PermissionDenied(_waarom_niet(wie, handelingen, dossier))
    if dossier is not None:
        log_inzage(aanroep, toegestaan, "toegestaan", dossier.nummer)
    return None


def al_verwerkt(aanroep: Aanroep, dossier: Dossier) -> bool:
    """Whether this very form of this person was handled on this dossier before: a double click, the back button."""
    try:
        sleutel = UUID(aanroep.POST.get("sleutel", ""))
    except ValueError:
        return False
    return Ketenrij.objects.filter(
        sleutel=sleutel,
        dossiernummer=dossier.nummer,
        actor_soort=Actorsoort.MEDEWERKER,
        actor=aanroep.user.username,
    ).exists()


def weiger(aanroep: Dossieraanroep, handeling: str, waarom: str) -> NoReturn:
    """Refuses inside a view that the gate let through, because it asks more than its address; logged like any other.
    Raises PermissionDenied."""
    log_inzage(aanroep, handeling, "geweigerd", aanroep.dossier.nummer)
    raise PermissionDenied(waarom)


def _waarom_niet(wie: Medewerker, handelingen: tuple[str, ...], dossier: Dossier | None) -> str:
    """A sentence for the refused person: not your role, or not in this state of the dossier."""
    wat = MATRIX[handelingen[0]].uitleg
    if dossier is not None and any(wie.rol in MATRIX[handeling].wie for handeling in handelingen):
        if dossier.herzien and VOOR_HET_BESLUIT.issuperset(handelingen):
            return f"U kunt niet meer {wat}, want op deze aanvraag is al een besluit genomen."
        return f"U kunt nu niet {wat}, want de toestand van dit dossier is: {dossier.get_toestand_display()}."
    return f"Met de rol {wie.rolnaam} kunt u niet {wat}."
