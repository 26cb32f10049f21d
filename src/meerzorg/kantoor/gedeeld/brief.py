"""A letter for the browser: on the screen, or as its PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

from meerzorg.dossier.brieven.html import als_html
from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.brieven.opbouw import brief


def briefbeeld(gegevens: Briefgegevens) -> SafeString:
    """The letter on the screen, from the same blocks as its PDF. Raises InvoerFout where it cannot be made."""
    return mark_safe(als_html(brief(gegevens)))  # noqa: S308 - als_html escapes every text


def pdf(inhoud: bytes, naam: str) -> HttpResponse:
    """A letter in the browser, under this name when it is saved."""
    return HttpResponse(
        inhoud, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{naam}"'}
    )
