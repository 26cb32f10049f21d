"""The database from one address: `sqlite:///pad` or `postgresql://gebruiker:wachtwoord@host:poort/naam`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from meerzorg.web.omgeving import Instelfout

WACHTTIJD = 20
"""Seconds that a writer waits for another one."""
VERBINDTIJD = "5"
"""Seconds that a page waits for a PostgreSQL that does not answer, before it says so."""
OPEN_BLIJVEN = 600
"""Seconds that a connection is used again; opening one costs a quarter of a page on SQLite."""
SSLMODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
DOORGEGEVEN = (
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "sslcrl",
    "channel_binding",
    "gssencmode",
    "connect_timeout",
    "application_name",
    "target_session_attrs",
)
"""What may stand after the question mark and goes to PostgreSQL as it is; besides `host` and `port`."""
VORMEN = "sqlite:///pad of postgresql://gebruiker:wachtwoord@host:poort/naam"


def uit_adres(adres: str) -> dict[str, Any]:
    """The Django settings of one database. Raises Instelfout, without the password, for any other kind of address."""
    try:
        deel = urlsplit(adres)
        poort = deel.port
    except ValueError:
        raise _fout("een host of poort die niet kan (in een wachtwoord is / %2F, ? %3F, # %23 en @ %40)") from None
    if deel.scheme == "sqlite":
        return _sqlite(deel)
    if deel.scheme in ("postgresql", "postgres"):
        return _postgresql(deel, poort)
    raise _fout(f"{deel.scheme!r}")


def _sqlite(deel: SplitResult) -> dict[str, Any]:
    pad = Path(unquote(deel.path[1:]))
    if deel.netloc or deel.query or deel.fragment or not pad.name:
        raise _fout("sqlite zonder pad, of met iets anders erbij")
    if pad.is_dir():
        raise _fout(f"de map {pad}", "een bestand; sqlite:///map/naam.sqlite3")
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise _fout(f"{pad}, een plek waar geen bestand kan staan ({fout.strerror})", "een pad in een map") from None
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


def _postgresql(deel: SplitResult, poort: int | None) -> dict[str, Any]:
    naam = unquote(deel.path[1:])
    if not naam or "/" in deel.path[1:] or deel.fragment:
        raise _fout("een adres zonder één naam van een database aan het einde")
    opties = _opties(deel.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": naam,
        "USER": unquote(deel.username or ""),
        "PASSWORD": unquote(deel.password or ""),
        "HOST": opties.pop("host", deel.hostname or ""),
        "PORT": opties.pop("port", str(poort or "")),
        "CONN_MAX_AGE": OPEN_BLIJVEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": VERBINDTIJD} | opties,
    }


def _opties(vraag: str) -> dict[str, str]:
    """What stands after the question mark: only what is known, and each once."""
    paren = parse_qsl(vraag, keep_blank_values=True)
    opties = dict(paren)
    vreemd = [naam for naam in opties if naam not in ("host", "port", *DOORGEGEVEN)]
    if vreemd:
        raise _fout(f"{', '.join(map(repr, vreemd))} na het vraagteken", f"host, port, {', '.join(DOORGEGEVEN)}")
    if len(paren) != len(opties) or "" in opties.values():
        raise _fout("een gegeven na het vraagteken dat leeg is of twee keer voorkomt", "elk één keer, met een waarde")
    if opties.get("sslmode", "prefer") not in SSLMODES:
        raise _fout(f"sslmode={opties['sslmode']!r}", ", ".join(SSLMODES))
    for naam in ("port", "connect_timeout"):
        if not (getal := opties.get(naam, "1")).isascii() or not getal.isdecimal():
            raise _fout(f"{naam}={getal!r}", "een getal")
    return opties


def _fout(gevonden: str, toegestaan: str = VORMEN) -> Instelfout:
    return Instelfout("MEERZORG_DATABASE", gevonden, toegestaan)
