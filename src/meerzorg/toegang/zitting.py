"""The session of a member of staff: how it begins, how it ends by itself, and how nothing typed is lost then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from meerzorg.klok import nu
from meerzorg.toegang import bewaard
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.verklaring import View

BEGIN, GEZIEN = "zitting_begin", "zitting_gezien"
BIJHOUDEN = 60
"""Seconds between two notes that someone is still there: not every request writes the session."""
WIE = "meerzorg_wie"
"""The cookie that says, signed, who worked here last: after the session has ended only that person gets back what was
typed. It gives no access to anything."""
VORIGE = "vorige_medewerker"
"""The mark on a request of whose session has just ended."""
WERKROL = "werkrol"
"""In the session: the key of the role in which someone with several works now; without it the first."""
MET_TIJDELIJK_WACHTWOORD = ("toegang:wachtwoord", "toegang:uitloggen")


def meld_aan(aanroep: HttpRequest, medewerker: Medewerker) -> None:
    """Begins the session. Every way to log in ends here, after it made sure who this is."""
    login(aanroep, medewerker, backend="django.contrib.auth.backends.ModelBackend")
    aanroep.session[BEGIN] = aanroep.session[GEZIEN] = nu().timestamp()
    bewaard.ruim_op(aanroep, medewerker.pk)


class Zitting:
    """Middleware that ends a session: after ZITTING_STIL without a request, after ZITTING_LANGST in any case."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, aanroep: HttpRequest) -> HttpResponse:
        if aanroep.user.is_authenticated:
            _houd_bij(aanroep)
        if aanroep.user.is_authenticated and WERKROL in aanroep.session:
            aanroep.user.werk_als(aanroep.session[WERKROL])
        antwoord = self.get_response(aanroep)
        wie = aanroep.user
        if wie.is_authenticated and _vorige(aanroep) != wie.pk:
            antwoord.set_signed_cookie(
                WIE, str(wie.pk), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return antwoord

    def process_view(
        self, aanroep: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Who has a temporary password first chooses another one."""
        if not getattr(aanroep.user, "tijdelijk_wachtwoord", False):
            return None
        return (
            None
            if aanroep.resolver_match and aanroep.resolver_match.view_name in MET_TIJDELIJK_WACHTWOORD
            else redirect("toegang:wachtwoord")
        )


def _houd_bij(aanroep: HttpRequest) -> None:
    zitting, tijd = aanroep.session, nu().timestamp()
    begin, gezien = zitting.setdefault(BEGIN, tijd), zitting.setdefault(GEZIEN, tijd)
    stil, lang = settings.ZITTING_STIL.total_seconds(), settings.ZITTING_LANGST.total_seconds()
    if tijd - gezien > stil or tijd - begin > lang:
        setattr(aanroep, VORIGE, aanroep.user.pk)
        logout(aanroep)
    elif tijd - gezien > BIJHOUDEN:
        zitting[GEZIEN] = tijd


def _vorige(aanroep: HttpRequest) -> int | None:
    """Who worked in this browser last."""
    if (wie := getattr(aanroep, VORIGE, None)) is not None:
        return int(wie)
    tekst = aanroep.get_signed_cookie(WIE, default="") or ""
    return int(tekst) if tekst.isdecimal() else None


# --- a request without a session ------------------------------------------------------------------------------------


def naar_inloggen(aanroep: HttpRequest, daarna: str | None = None) -> HttpResponse:
    """To the login page, and after it to `daarna` (default: the same address)."""
    antwoord: HttpResponseRedirect = redirect_to_login(daarna or _pagina(aanroep))
    return HttpResponseClientRedirect(antwoord.url) if getattr(aanroep, "htmx", False) else antwoord


def bewaar_formulier(aanroep: HttpRequest) -> HttpResponse:
    """A form was sent while nobody is logged in: keeps what was typed, and asks to log in."""
    sleutel = houd_vast(aanroep)
    return naar_inloggen(aanroep, reverse("toegang:verder", args=[sleutel]) if sleutel else _verwijzer(aanroep))


def houd_vast(aanroep: HttpRequest) -> str | None:
    """Keeps a form for who is logged in, or else worked here last; None when that is unknown, or it came from
    elsewhere: another site must not be able to put words in someone's mouth. Passwords are never kept."""
    if aanroep.resolver_match is None or aanroep.resolver_match.app_name == "toegang":
        return None
    wie = aanroep.user.pk if aanroep.user.is_authenticated else _vorige(aanroep)
    return bewaard.bewaar(aanroep, wie) if wie is not None and _van_hier(aanroep) else None


def _van_hier(aanroep: HttpRequest) -> bool:
    herkomst = aanroep.META.get("HTTP_ORIGIN") or aanroep.META.get("HTTP_REFERER") or ""
    return not herkomst or urlsplit(herkomst).netloc == aanroep.get_host()


def _pagina(aanroep: HttpRequest) -> str:
    """The address of the page: of a piece that htmx asked for, that of the page around it."""
    if (htmx := getattr(aanroep, "htmx", None)) and htmx.current_url_abs_path:
        return str(htmx.current_url_abs_path)
    return str(aanroep.get_full_path())


def _verwijzer(aanroep: HttpRequest) -> str:
    """The page that a form stood on; the address it was sent to can often not be opened."""
    deel = urlsplit(aanroep.META.get("HTTP_REFERER", ""))
    return deel.path if deel.path and deel.netloc == aanroep.get_host() else "/"
