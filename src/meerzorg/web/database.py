"""The database from one address: `sqlite:///pad` or `postgresql://gebruiker:wachtwoord@host:poort/naam`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WACHTTIJD = 20
"""Seconds that a writer waits for another one."""
OPEN_BLIJVEN = 600
"""Seconds that a connection is used again; opening one costs a quarter of a page on SQLite."""


def uit_adres(adres: str) -> dict[str, Any]:
    """The Django settings of one database. Raises ValueError, in Dutch, for any other kind of address."""
    deel = urlsplit(adres)
    if deel.scheme == "sqlite":
        pad = Path(unquote(deel.path[1:]))
        pad.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(pad),
            "CONN_MAX_AGE": OPEN_BLIJVEN,
            "OPTIONS": {
                "timeout": WACHTTIJD,
                # A transaction takes the right to write at its start: two of them never wait for each other for ever.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
            },
        }
    if deel.scheme in ("postgresql", "postgres"):
        opties = dict(parse_qsl(deel.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(deel.path[1:]),
            "USER": unquote(deel.username or ""),
            "PASSWORD": unquote(deel.password or ""),
            "HOST": opties.get("host", deel.hostname or ""),
            "PORT": opties.get("port", str(deel.port or "")),
            "CONN_MAX_AGE": OPEN_BLIJVEN,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"MEERZORG_DATABASE: gevonden {deel.scheme!r}; toegestaan sqlite:///pad of postgresql://…")
