"""How far a taak is. A thread writes it with a sign of life, and sees whether the taak was stopped meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DatabaseError, connection

from meerzorg.klok import nu
from meerzorg.wachtrij.models import Taken

TIK = 1.0
"""Seconds between two signs of life."""
log = logging.getLogger(__name__)


class Gestopt(Exception):
    """The taak is no longer of this runner: someone stopped it, or another runner took it over."""


class Voortgangstap(NamedTuple):
    """A step: what it is called, how many parts it has, and how much work it is beside the other steps."""

    naam: str
    delen: int
    gewicht: int


class Voortgang:
    """Of one taak; `eigen` is its row as long as it is of this runner.

    The work says which steps it has (`verdeel`) and calls back now and then; there it is ended by Gestopt.
    """

    def __init__(self, eigen: Taken) -> None:
        self.eigen = eigen
        self.stappen: Mapping[str, Voortgangstap] = {"": Voortgangstap("beginnen", 1, 1)}
        self.stap, self.klaar = "", 0
        self._gestopt, self._einde = threading.Event(), threading.Event()

    def verdeel(self, stappen: Mapping[str, Voortgangstap]) -> None:
        """Says which steps the work has, in order."""
        self.stap, self.stappen, self.klaar = "", {"": Voortgangstap("beginnen", 1, 0), **stappen}, 0

    def begin(self, stap: str) -> Callable[[int], None]:
        """Begins a step; what it returns is to be called with how many of its parts are done."""

        def klaar(delen: int) -> None:
            self.klaar = delen
            if self._gestopt.is_set():
                raise Gestopt

        self.stap = stap
        klaar(0)
        return klaar

    @property
    def deel(self) -> int:
        """How much of all work is done, in percent; never 100 before the end."""
        namen = list(self.stappen)
        gedaan: float = sum(self.stappen[naam].gewicht for naam in namen[: namen.index(self.stap)])
        _, delen, gewicht = self.stappen[self.stap]
        gedaan += gewicht * min(self.klaar, delen) / max(delen, 1)
        return min(99, int(100 * gedaan / sum(stap.gewicht for stap in self.stappen.values())))

    @contextmanager
    def loopt(self) -> Iterator[Voortgang]:
        """Inside, the heart beats."""
        hart = threading.Thread(target=self._klop, daemon=True)
        hart.start()
        try:
            yield self
        finally:
            self._einde.set()
            hart.join()

    def _klop(self) -> None:
        try:
            while not self._einde.wait(TIK):
                self._schrijf()
        finally:
            connection.close()

    def _schrijf(self) -> None:
        stap = self.stappen[self.stap].naam
        try:
            if not self.eigen.update(klaar_deel=self.deel, stap=stap, hartslag=nu()):
                self._gestopt.set()
        except DatabaseError:
            log.warning("voortgang niet opgeslagen; straks weer", exc_info=True)
            connection.close()
