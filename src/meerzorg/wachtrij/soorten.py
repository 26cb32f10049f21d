"""The kinds of work, by name: each is announced by the part that knows what it is about."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from meerzorg.wachtrij.voortgang import Voortgang

Bewaar: TypeAlias = Callable[[], object]
"""Stores an answer; called inside the transaction that ends the taak, so that it is stored whole or not at all."""


@dataclass(frozen=True, slots=True)
class Werksoort:
    """A kind of work.

    `doe` gets the number of the taak, does the work in a process of its own, and returns how its answer is stored;
    InvoerFout says what is wrong with the question. `nodig` are the libraries it loads, `ontbreekt` says what to
    install without them. `geen_geheugen` and `vergeefs` are told to who asked: too little memory, killed each time.
    """

    naam: str
    doe: Callable[[int, Voortgang], Bewaar]
    geen_geheugen: str
    vergeefs: str
    nodig: tuple[str, ...] = ()
    ontbreekt: str = ""

    @property
    def kan_hier(self) -> bool:
        """Whether its libraries are installed here."""
        return all(importlib.util.find_spec(naam) for naam in self.nodig)


_SOORTEN: dict[str, Werksoort] = {}


def meld_aan(soort: Werksoort) -> None:
    """Announces a kind of work; once, when Django starts."""
    _SOORTEN[soort.naam] = soort


def soorten() -> tuple[Werksoort, ...]:
    """Every kind of work."""
    return tuple(_SOORTEN.values())


def soort_van(naam: str) -> Werksoort:
    """The kind of this name."""
    return _SOORTEN[naam]


def kan_hier() -> list[str]:
    """The names of the kinds that can be done here."""
    return [soort.naam for soort in soorten() if soort.kan_hier]
