"""The gate: every address declares which act it is; the matrix of rights decides, and looking is logged.

A view without a declaration answers nobody. A dossier of another zorgkantoor does not exist here (404), and the attempt
is in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from meerzorg.dossier.models import Dossier
from meerzorg.toegang.inzage import log_inzage
from meerzorg.toegang.rechten import INGELOGD, MATRIX, OPENBAAR, mag
from meerzorg.toegang.zitting import bewaar_formulier

View = Callable[..., HttpResponse]


def vereist(*handelingen: str) -> Callable[[View], View]:
    """Declares which act a view is (one of several suffices), or OPENBAAR or INGELOGD. The view gets `request.dossier`
    where its address has a `nummer`."""
    for handeling in handelingen:
        if handeling not in MATRIX and handeling not in (OPENBAAR, INGELOGD):
            raise ImproperlyConfigured(f"{handeling} staat niet in de matrix van rechten")

    def merk(view: View) -> View:
        view.handelingen = handelingen  # type: ignore[attr-defined]
        return view

    return merk


class Poort:
    """Middleware that lets a request through to its view, or not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            antwoord.headers.setdefault("Cache-Control", "no-store")
        return antwoord

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        handelingen: tuple[str, ...] = getattr(view, "handelingen", ())
        if not handelingen:
            raise ImproperlyConfigured(f"{request.path}: deze view zegt niet welke handeling het is")
        if OPENBAAR in handelingen:
            return None
        if not request.user.is_authenticated:
            return bewaar_formulier(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        if INGELOGD in handelingen:
            return None
        _laat_door(request, handelingen, kwargs.pop("nummer", None))
        return None


def _laat_door(request: HttpRequest, handelingen: tuple[str, ...], nummer: str | None) -> None:
    """Raises Http404 or PermissionDenied, and logs; sets `request.dossier`."""
    wie = request.user
    dossier = None
    if nummer is not None:
        eigen = Dossier.objects.select_related("client", "zorgkantoor").filter(zorgkantoor=wie.zorgkantoor_id)
        dossier = eigen.filter(nummer=nummer).first()
        if dossier is None:
            log_inzage(request, handelingen[0], "onbekend", nummer)
            raise Http404("Dit dossier is er niet.")
    request.dossier = dossier
    toegestaan = next((handeling for handeling in handelingen if mag(wie, handeling, dossier)), None)
    if toegestaan is None:
        log_inzage(request, handelingen[0], "geweigerd", nummer or "")
        raise PermissionDenied(_waarom_niet(wie, handelingen, dossier))
    if dossier is not None:
        log_inzage(request, toegestaan, "toegestaan", dossier.nummer)


def _waarom_niet(wie: Any, handelingen: tuple[str, ...], dossier: Dossier | None) -> str:
    """A sentence for the refused person: not your role, or not in this state of the dossier."""
    wat = MATRIX[handelingen[0]].uitleg
    if dossier is not None and any(wie.rol in MATRIX[handeling].wie for handeling in handelingen):
        return f"U kunt nu niet {wat}, want de toestand van dit dossier is: {dossier.get_toestand_display()}."
    return f"Met de rol {wie.rolnaam} kunt u niet {wat}."
