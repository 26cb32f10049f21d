"""The one clock: what time it is for everything that is shown, reckoned and stored.

Nothing else reads the clock of the machine (tests/huis/test_klok.py). Outside production MEERZORG_KLOK_VOORUIT sets it
some seconds ahead of that clock, or behind: the tests run on a fixed day, and the demonstration can be made on any day.
A process that is started inherits the variable, and with it the day.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

NEDERLAND = ZoneInfo("Europe/Amsterdam")
VOORUIT = "MEERZORG_KLOK_VOORUIT"

_gezet: ContextVar[datetime | None] = ContextVar("klok", default=None)


def nu() -> datetime:
    """This moment, with time zone."""
    return _gezet.get() or datetime.now(UTC) + timedelta(seconds=int(os.environ.get(VOORUIT, 0)))


def vandaag() -> date:
    """Today in the Netherlands."""
    return nu().astimezone(NEDERLAND).date()


def vooruit_tot(moment: datetime) -> str:
    """The value of MEERZORG_KLOK_VOORUIT with which it is `moment` now."""
    return str(round((moment - datetime.now(UTC)).total_seconds()))


@contextmanager
def gezet_op(moment: datetime) -> Iterator[None]:
    """Inside, the clock stands at `moment`: how the history of a demonstration dossier is made by the real acts."""
    merk = _gezet.set(moment)
    try:
        yield
    finally:
        _gezet.reset(merk)
