"""What a view of one dossier gets from the gate."""

from __future__ import annotations

from django.urls import reverse

from meerzorg.dossier.models import Dossier
from meerzorg.toegang.aanroep import Aanroep

__all__ = ["Aanroep", "Dossieraanroep", "dossieradres"]


class Dossieraanroep(Aanroep):
    """A request about `dossier`, which `user` may see here."""

    dossier: Dossier


def dossieradres(aanroep: Dossieraanroep) -> str:
    """The address of the page of this dossier, among those of the same audience as this request."""
    assert aanroep.resolver_match is not None
    return reverse(f"{aanroep.resolver_match.app_name}:dossier", args=[aanroep.dossier.nummer])
