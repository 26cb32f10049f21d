"""Every address of the application, straight from its resolver: a new screen is tested without being named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Adres(NamedTuple):
    """One address of the application: its full name, its view and the names of its arguments."""

    naam: str
    patroon: str
    view: Any
    argumenten: tuple[str, ...]

    @property
    def handelingen(self) -> tuple[str, ...]:
        return tuple(getattr(self.view, "handelingen", ()))

    @property
    def bij_dossier(self) -> bool:
        return "nummer" in self.argumenten


def adressen(resolver: Any = None, voor: str = "", ruimte: str = "") -> Iterator[Adres]:
    """Every address, straight from the resolver of the application."""
    for deel in (resolver or get_resolver()).url_patterns:
        patroon = voor + str(deel.pattern)
        if isinstance(deel, URLResolver):
            yield from adressen(deel, patroon, f"{deel.namespace}:" if deel.namespace else ruimte)
        elif isinstance(deel, URLPattern):
            yield Adres(f"{ruimte}{deel.name}", patroon, deel.callback, tuple(deel.pattern.converters))


ADRESSEN = list(adressen())
