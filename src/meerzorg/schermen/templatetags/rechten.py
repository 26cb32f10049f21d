"""What this person may do, for templates: a button is only there for whom the matrix of rights allows the act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from meerzorg.toegang import rechten

register = template.Library()


@register.simple_tag(takes_context=True)
def mag(context: Mapping[str, Any], handeling: str, dossier: Any = None) -> bool:
    """Whether who is logged in may do this: `{% mag "besluit_zien" dossier as ok %}`. KeyError for an unknown act."""
    return rechten.mag(context["request"].user, handeling, dossier)
