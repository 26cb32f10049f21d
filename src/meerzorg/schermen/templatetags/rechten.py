"""What this person may do, for templates: a button is only there for whom the matrix of rights allows the act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from meerzorg.toegang import rechten

register = template.Library()

ONDERDELEN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Dossier", "dossier", ("dossier_zien",)),
    ("Beperkingenbeeld", "beperkingenbeeld", ("medisch_zien",)),
    ("Zorginzet", "zorginzet", ("dossier_zien",)),
    ("Besluit", "besluit", ("besluit_zien",)),
    ("Vergelijk kaders", "vergelijk", ("dossier_zien",)),
    ("Geschiedenis", "geschiedenis", ("dossier_zien",)),
)
"""The screens of one dossier: title, name of the address, and the acts of which one must be allowed."""


@register.simple_tag(takes_context=True)
def mag(context: Mapping[str, Any], handeling: str, dossier: Any = None) -> bool:
    """Whether who is logged in may do this: `{% mag "besluit_zien" dossier as ok %}`. KeyError for an unknown act."""
    return rechten.mag(context["request"].user, handeling, dossier)


@register.simple_tag(takes_context=True)
def dossierdelen(context: Mapping[str, Any], dossier: Any, huidig: str = "") -> list[dict[str, Any]]:
    """The screens of this dossier for who is logged in: titel, url, huidig."""
    wie = context["request"].user
    delen = []
    for titel, naam, handelingen in ONDERDELEN:
        url = adres(naam, dossier)
        if url and any(rechten.mag(wie, handeling, dossier) for handeling in handelingen):
            delen.append({"titel": titel, "url": url, "huidig": naam == huidig})
    return delen


def adres(naam: str, dossier: Any, **meer: Any) -> str:
    """The address of a screen of this dossier; empty where there is no such screen."""
    try:
        return str(reverse(f"kantoor:{naam}", kwargs={"nummer": dossier.nummer, **meer}))
    except NoReverseMatch:
        return ""
