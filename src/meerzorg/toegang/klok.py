"""The one clock: what time it is for everything that is stored. Demonstration data and tests can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_gezet: ContextVar[datetime | None] = ContextVar("klok", default=None)


def nu() -> datetime:
    """This moment, with time zone."""
    moment: datetime = _gezet.get() or timezone.now()
    return moment


def vandaag() -> date:
    """Today in the Netherlands."""
    dag: date = timezone.localdate(nu())
    return dag


@contextmanager
def gezet_op(moment: datetime) -> Iterator[None]:
    """Inside, the clock stands at `moment`: how the history of a demonstration dossier is made by the real acts."""
    merk = _gezet.set(moment)
    try:
        yield
    finally:
        _gezet.reset(merk)
