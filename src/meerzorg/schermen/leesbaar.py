"""Refuses what no screen can store or show, before any session or view: a page that says so, never a fault of ours.

PostgreSQL keeps no NUL and no half character, and what is not UTF-8 would be read as something that nobody typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

GEEN_TEKST = "Er staat een teken in dat geen tekst is."
ANDERE_CODERING = "De tekst is niet in UTF-8 verstuurd."


class Leesbaar:
    """Middleware. BadRequest (400) for a NUL or half a character in address, cookie, field or name of a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, aanroep: HttpRequest) -> HttpResponse:
        if (aanroep.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            aanroep.encoding = "utf-8"  # also for the page that refuses it
            raise BadRequest(ANDERE_CODERING)
        if not all(map(is_tekst, _teksten(aanroep))):
            raise BadRequest(GEEN_TEKST)
        return self.get_response(aanroep)


def is_tekst(tekst: str) -> bool:
    """Whether this can be stored and shown: no NUL, no half of a pair of UTF-16."""
    return "\0" not in tekst and (tekst.isascii() or not any("\ud800" <= teken <= "\udfff" for teken in tekst))


def _teksten(aanroep: HttpRequest) -> Iterator[str]:
    yield aanroep.path_info
    for naam, waarde in aanroep.COOKIES.items():
        yield from (naam, waarde)
    yield from _van(aanroep.GET)
    yield from _van(aanroep.POST)
    for naam, bestanden in aanroep.FILES.lists():
        yield naam
        yield from (bestand.name or "" for bestand in bestanden)


def _van(velden: QueryDict) -> Iterator[str]:
    for naam, waarden in velden.lists():
        yield naam
        yield from (waarde for waarde in waarden if isinstance(waarde, str))
