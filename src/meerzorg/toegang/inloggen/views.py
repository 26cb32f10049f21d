"""Logging in and out. The only place where a session begins: another way to log in comes beside `inloggen`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user

from meerzorg.klok import nu
from meerzorg.toegang import bewaard
from meerzorg.toegang.aanroep import Aanroep
from meerzorg.toegang.inloggen.formulieren import Codeformulier, Inlogformulier
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import INGELOGD, OPENBAAR
from meerzorg.toegang.verklaring import vereist
from meerzorg.toegang.zitting import meld_aan

WACHT_OP_CODE = "wacht_op_code"
CODETIJD = 300
"""Seconds between the password and the code."""
MEESTE_CODES = 5
"""Wrong codes after which the password is asked again."""


@vereist(OPENBAAR)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def inloggen(aanroep: HttpRequest) -> HttpResponse:
    """Name and password; then the code where this person uses one."""
    if aanroep.user.is_authenticated:
        return redirect(_daarna(aanroep))
    form = Inlogformulier(aanroep, aanroep.POST) if aanroep.method == "POST" else Inlogformulier(aanroep)
    if not (form.is_bound and form.is_valid()):
        daarna = aanroep.POST.get("next") or aanroep.GET.get("next", "")
        return render(aanroep, "toegang/inloggen.html", {"form": form, "next": daarna, "bewaard": _bewaard(daarna)})
    if _apparaat(form.medewerker) is None:
        meld_aan(aanroep, form.medewerker)
        return redirect(_daarna(aanroep))
    aanroep.session[WACHT_OP_CODE] = {"wie": form.medewerker.pk, "op": nu().timestamp(), "fout": 0}
    return redirect(f"{resolve_url('toegang:code')}?{urlencode({'next': _daarna(aanroep)})}")


@vereist(OPENBAAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(aanroep: HttpRequest) -> HttpResponse:
    """The second step: the code of the app on the telephone."""
    wacht = aanroep.session.get(WACHT_OP_CODE)
    if aanroep.user.is_authenticated:
        return redirect(_daarna(aanroep))
    if wacht is None or nu().timestamp() - wacht["op"] > CODETIJD or wacht["fout"] >= MEESTE_CODES:
        aanroep.session.pop(WACHT_OP_CODE, None)
        return redirect(f"{resolve_url('toegang:inloggen')}?{urlencode({'next': _daarna(aanroep)})}")
    wie = Medewerker.objects.filter(pk=wacht["wie"], is_active=True).first()
    apparaat = _apparaat(wie) if wie else None
    if wie is None or apparaat is None:
        del aanroep.session[WACHT_OP_CODE]
        return redirect("toegang:inloggen")
    form = Codeformulier(apparaat, aanroep.POST) if aanroep.method == "POST" else Codeformulier(apparaat)
    if form.is_bound and form.is_valid():
        del aanroep.session[WACHT_OP_CODE]
        meld_aan(aanroep, wie)
        return redirect(_daarna(aanroep))
    if form.is_bound:
        aanroep.session[WACHT_OP_CODE] = wacht | {"fout": wacht["fout"] + 1}
    return render(aanroep, "toegang/code.html", {"form": form, "next": _daarna(aanroep)})


@vereist(INGELOGD)
@never_cache
@require_POST
def uitloggen(aanroep: Aanroep) -> HttpResponse:
    logout(aanroep)
    return redirect("toegang:inloggen")


@vereist(INGELOGD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verder(aanroep: Aanroep, sleutel: str) -> HttpResponse:
    """Gives back a form that was kept; sending it again is up to the person. A POST here forgets it."""
    if aanroep.method == "POST":
        bewaard.gooi_weg(aanroep, sleutel)
        return redirect("/")
    gevonden = bewaard.haal(aanroep, sleutel)
    if gevonden is None:
        return redirect("/")
    return render(aanroep, "toegang/verder.html", {"formulier": gevonden})


def geblokkeerd(aanroep: HttpRequest, antwoord: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong passwords for a name; whether the name exists makes no difference."""
    wachttijd = f"{settings.AXES_COOLOFF_TIME.total_seconds() / 60:.0f} minuten"
    return render(
        aanroep,
        "toegang/geblokkeerd.html",
        {"failure_limit": settings.AXES_FAILURE_LIMIT, "wachttijd": wachttijd},
        status=429,
    )


def _apparaat(wie: Medewerker) -> Any:
    """The app of this person that gives codes, where there is one."""
    return next(iter(devices_for_user(wie, confirmed=True)), None)


def _daarna(aanroep: HttpRequest) -> str:
    """Where to go after logging in: only to an address of our own."""
    url = aanroep.POST.get("next") or aanroep.GET.get("next", "")
    eigen = url_has_allowed_host_and_scheme(url, {aanroep.get_host()}, require_https=aanroep.is_secure())
    return url if eigen else str(resolve_url(settings.LOGIN_REDIRECT_URL))


def _bewaard(daarna: str) -> bool:
    """Whether a form waits after logging in."""
    begin = str(resolve_url("toegang:verder", sleutel="x")).removesuffix("x/")
    return daarna.startswith(begin)
