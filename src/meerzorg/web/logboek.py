"""The log of the server: lines of JSON that say what happened where, and nothing about anyone.

What Django and other libraries say has names, addresses and values in it: of their lines only the words that stand in
the program are kept, of an exception its kind and its place. What we say ourselves has only the fields of VELDEN.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

VELDEN = frozenset(
    {"aanroep", "methode", "scherm", "status", "ms", "event", "level", "logger", "timestamp", "fout", "waar"}
)
MEESTE_REGELS = 30
"""Places in the program that an exception shows, the last ones."""


class Logvorm(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        regel: dict[str, Any] = {"event": str(record.msg), "level": record.levelname.lower(), "logger": record.name}
        regel.update(structlog.contextvars.get_contextvars())
        regel.update(getattr(record, "velden", {}))
        if isinstance(status := getattr(record, "status_code", None), int):
            regel["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            regel.update(fout=soorten(record.exc_info[1]), waar=plaatsen(record.exc_info[2]))
        stempel = _MOMENT(None, "", {naam: waarde for naam, waarde in regel.items() if naam in VELDEN})
        return str(_JSON(None, "", stempel))


_MOMENT = structlog.processors.TimeStamper(fmt="iso")
_JSON = structlog.processors.JSONRenderer(ensure_ascii=False)


def schrijf(naam: str, wat: str, niveau: int = logging.INFO, **velden: Any) -> None:
    """A line of our own. A field that is not in VELDEN is left out."""
    logging.getLogger(naam).log(niveau, wat, extra={"velden": velden})


def soorten(fout: BaseException | None) -> list[str]:
    """The kinds of an exception and of what caused it, without what they say: that may be a value of a person."""
    uit: list[str] = []
    while fout is not None and len(uit) < MEESTE_REGELS:
        uit.append(f"{type(fout).__module__}.{type(fout).__qualname__}")
        fout = fout.__cause__ or fout.__context__
    return uit


def plaatsen(spoor: TracebackType | None) -> list[str]:
    """Where in the program it was."""
    rijen = traceback.extract_tb(spoor)[-MEESTE_REGELS:]
    return [f"{rij.filename}:{rij.lineno} {rij.name}" for rij in rijen]


def instellingen(niveau: str) -> dict[str, Any]:
    """What Django, and gunicorn through `meerzorg dien`, log with: everything to standard error, in one form."""
    door = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"regel": {"()": "meerzorg.web.logboek.Logvorm"}},
        "handlers": {"uit": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "regel"}},
        "root": {"handlers": ["uit"], "level": niveau},
        "loggers": dict.fromkeys(("django", "django.server", "gunicorn.error", "gunicorn.access"), door),
    }
