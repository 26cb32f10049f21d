"""What was typed into a form that could not be handled, handed back on the page that says so: without user, session or
database, for those may be what is broken. Nothing is kept on the server; where it can be, see toegang/bewaard.py."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve

GROOTST = 500_000
"""Characters that a page hands back; more is not in one form of ours."""
MEESTE = 1000
"""Fields."""


class Getypt(NamedTuple):
    """The form as it was sent: to which address, with which fields, and whether there were files (those are lost).

    `leesbaar` are the texts that a person typed, to copy from the page.
    """

    pad: str
    velden: list[tuple[str, str]]
    bestanden: bool

    @property
    def leesbaar(self) -> list[str]:
        return [waarde for naam, waarde in self.velden if " " in waarde.strip()]


def getypt(aanroep: HttpRequest) -> Getypt | None:
    """What this request sent. None where there is nothing, too much of it, it is a password, or it came from elsewhere:
    another site must not put words on our page. The mark against forgery goes back as it was sent, so it still holds.
    """
    if aanroep.method != "POST" or not van_hier(aanroep) or _met_wachtwoord(aanroep):
        return None
    try:
        velden = [(naam, waarde) for naam, waarden in aanroep.POST.lists() for waarde in waarden]
        bestanden = bool(aanroep.FILES)
    except (SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        return None
    if not velden or len(velden) > MEESTE or sum(len(waarde) for _, waarde in velden) > GROOTST:
        return None
    return Getypt(aanroep.get_full_path(), velden, bestanden)


def van_hier(aanroep: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours."""
    herkomst = aanroep.META.get("HTTP_ORIGIN") or aanroep.META.get("HTTP_REFERER") or ""
    return bool(herkomst) and urlsplit(herkomst).netloc == aanroep.META.get("HTTP_HOST")


def _met_wachtwoord(aanroep: HttpRequest) -> bool:
    try:
        return resolve(aanroep.path_info).app_name == "toegang"
    except Resolver404:
        return True
