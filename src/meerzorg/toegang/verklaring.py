"""How a view declares which act it is; the gate of the office (meerzorg.schermen.poort) reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from meerzorg.toegang.rechten import INGELOGD, MATRIX, OPENBAAR

View = Callable[..., Any]


def vereist(*handelingen: str) -> Callable[[View], View]:
    """Declares which act a view is (one of several suffices), or OPENBAAR or INGELOGD. The view gets `request.dossier`
    where its address has a `nummer`."""
    for handeling in handelingen:
        if handeling not in MATRIX and handeling not in (OPENBAAR, INGELOGD):
            raise ImproperlyConfigured(f"{handeling} staat niet in de matrix van rechten")

    def merk(view: View) -> View:
        view.handelingen = handelingen  # type: ignore[attr-defined]
        return view

    return merk
