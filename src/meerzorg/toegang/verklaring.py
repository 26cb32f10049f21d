"""How a view declares which act it is; the gate of the office (meerzorg.schermen.poort) reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.http.response import HttpResponseBase

from meerzorg.toegang.rechten import INGELOGD, MATRIX, OPENBAAR

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)


def vereist(*handelingen: str) -> Callable[[V], V]:
    """Declares which act a view is (one of several suffices), or OPENBAAR or INGELOGD. The view gets `aanroep.dossier`
    where its address has a `nummer`."""
    for handeling in handelingen:
        if handeling not in MATRIX and handeling not in (OPENBAAR, INGELOGD):
            raise ImproperlyConfigured(f"{handeling} staat niet in de matrix van rechten")

    def merk(view: V) -> V:
        view.handelingen = handelingen  # type: ignore[attr-defined]
        return view

    return merk
