"""The outermost layer: every request gets a mark, a line in the log, and counts."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from meerzorg.schermen.fouten import KENMERK
from meerzorg.web.logboek import schrijf
from meerzorg.web.meting import tel

KOP = "X-Request-ID"
_KENMERK = re.compile(r"[A-Za-z0-9._-]{8,64}")
ONBEKEND = "onbekend"


class Aanroeplogboek:
    """Middleware. The mark is in the answer and in every line of the log; who made the request is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, aanroep: HttpRequest) -> HttpResponse:
        merk = aanroep.META[KENMERK] = kenmerk(aanroep)
        begin = time.perf_counter()
        with structlog.contextvars.bound_contextvars(aanroep=merk):
            antwoord = self.get_response(aanroep)
            duur = time.perf_counter() - begin
            # The name of the screen, never its address: that has what was searched, and numbers of dossiers.
            scherm = getattr(aanroep.resolver_match, "view_name", None) or ONBEKEND
            methode = aanroep.method if aanroep.method in ("GET", "HEAD", "POST") else "anders"
            niveau = logging.ERROR if antwoord.status_code >= 500 else logging.INFO
            velden = {"methode": methode, "scherm": scherm, "status": antwoord.status_code, "ms": round(duur * 1000)}
            schrijf(__name__, "aanroep", niveau, **velden)
            tel(methode, scherm, antwoord.status_code, duur)
        antwoord.headers[KOP] = merk
        return antwoord


def kenmerk(aanroep: HttpRequest) -> str:
    """The mark that the server before us gave, where the settings name its header; else a new one."""
    gegeven = aanroep.headers.get(settings.KENMERKKOP, "") if settings.KENMERKKOP else ""
    return gegeven if _KENMERK.fullmatch(gegeven) else uuid4().hex
