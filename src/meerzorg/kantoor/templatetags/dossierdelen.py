"""The screens of one dossier, for the navigation beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from meerzorg.dossier.models import Dossier
from meerzorg.kantoor.menu import Onderdeel, adres
from meerzorg.toegang.rechten import mag

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
def dossierdelen(context: Mapping[str, Any], dossier: Dossier, huidig: str = "") -> list[Onderdeel]:
    """The screens of this dossier that who is logged in may see."""
    wie = context["request"].user
    return [
        Onderdeel(titel, adres(naam, dossier), naam == huidig)
        for titel, naam, handelingen in ONDERDELEN
        if any(mag(wie, handeling, dossier) for handeling in handelingen)
    ]
