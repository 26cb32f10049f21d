"""The addresses for programs that watch over the server: /gezond/ and /metingen/."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from meerzorg.web.gezondheid import gezond
from meerzorg.web.meting import metingen


class Machines:
    """Middleware that answers programs before sessions, https and names of hosts come in: a probe has none of those,
    and must have an answer when the database has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, aanroep: HttpRequest) -> HttpResponse:
        antwoord = None
        if aanroep.method in ("GET", "HEAD") and aanroep.path_info == "/gezond/":
            antwoord = gezond()
        elif aanroep.method == "GET" and aanroep.path_info == "/metingen/":
            antwoord = metingen(aanroep)
        return antwoord or self.get_response(aanroep)
