"""What was typed into a form that could not be handled: the session had ended, or the page was too old.

It is kept on the server, in the session of this browser, for a limited time, and given back only to the person who
typed it. Nothing of it is in a page before that person has logged in. Files are not kept.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

from meerzorg.klok import nu
from meerzorg.toegang.aanroep import Aanroep

VAK = "bewaarde_formulieren"
BEWAARTIJD = timedelta(hours=2)
MEESTE = 5
"""Forms that are kept at once; the oldest one goes first."""
NIET_BEWAARD = ("csrfmiddlewaretoken",)


class Bewaard(NamedTuple):
    """A form as it was sent: to which address, with which fields, and whether there were files."""

    pad: str
    velden: list[tuple[str, str]]
    bestanden: bool


def bewaar(aanroep: HttpRequest, wie: int) -> str | None:
    """Keeps what was sent, for member of staff `wie`; returns its key. None when there is nothing or it is too big."""
    try:
        velden = [[n, w] for n, waarden in aanroep.POST.lists() for w in waarden if n not in NIET_BEWAARD]
        bestanden = bool(aanroep.FILES)
    except (SuspiciousOperation, OSError):
        return None
    if not velden:
        return None
    sleutel = secrets.token_urlsafe(12)
    nieuw = {"wie": wie, "op": nu().timestamp(), "pad": aanroep.get_full_path()}
    vak = aanroep.session.get(VAK, {}) | {sleutel: nieuw | {"velden": velden, "bestanden": bestanden}}
    aanroep.session[VAK] = dict(list(vak.items())[-MEESTE:])
    return sleutel


def haal(aanroep: Aanroep, sleutel: str) -> Bewaard | None:
    """What was kept under this key, for who typed it and while it is not too old; else None."""
    deel = aanroep.session.get(VAK, {}).get(sleutel)
    if deel is None or deel["wie"] != aanroep.user.pk or _te_oud(deel):
        return None
    return Bewaard(deel["pad"], [(naam, waarde) for naam, waarde in deel["velden"]], deel["bestanden"])


def gooi_weg(aanroep: HttpRequest, sleutel: str) -> None:
    """Forgets one form."""
    vak = dict(aanroep.session.get(VAK, {}))
    if vak.pop(sleutel, None) is not None:
        aanroep.session[VAK] = vak


def ruim_op(aanroep: HttpRequest, wie: int) -> None:
    """Forgets every form that is not of `wie`, or too old: who logs in never finds another person's words."""
    vak = aanroep.session.get(VAK)
    if vak is not None:
        aanroep.session[VAK] = {s: deel for s, deel in vak.items() if deel["wie"] == wie and not _te_oud(deel)}


def _te_oud(deel: dict[str, Any]) -> bool:
    return bool(nu().timestamp() - deel["op"] > BEWAARTIJD.total_seconds())
