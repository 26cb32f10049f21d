"""The database does not answer, refuses, or cannot be written: told in Dutch, never with what the driver said."""

from __future__ import annotations

import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

WEIGERT = "een gebruiker of wachtwoord dat de database weigert"
ALLEEN_LEZEN = "een database waarin niet geschreven mag worden"
GEEN_DATABASE = "een bestand dat geen database is"
GEEN_ANTWOORD = "geen antwoord van de database"
# A connection that failed has no code, in neither database: its words are all there is.
_WOORDEN = {
    "password": WEIGERT,
    'role "': WEIGERT,
    'database "': "een naam van een database die er niet is",
    "resolve host": "een host die niet te vinden is",
    "certificate": "een certificaat dat niet klopt",
    "SSL": "geen veilige verbinding",
    "unable to open database file": "een bestand dat niet te openen is",
    "readonly": ALLEEN_LEZEN,
    "locked": "een database waarin iets anders al lang schrijft",
    "disk": "een schijf die vol of kapot is",
    "no such table": "tabellen die ontbreken",
    "not a database": GEEN_DATABASE,
    "malformed": GEEN_DATABASE,
}
_CODES = {
    "42501": "een gebruiker die dit in de database niet mag",
    "25006": ALLEEN_LEZEN,
    "42P01": "tabellen die ontbreken",
}
"""SQLSTATEs of PostgreSQL that are about the place, though their class says a program went wrong."""


def storing(fout: BaseException | None) -> str:
    """What is the matter with the database, in a few words; empty where this is no fault of the database."""
    if not isinstance(fout, DatabaseError | InterfaceError | sqlite3.Error):
        return ""
    if zin := _CODES.get(_sqlstate(fout)):
        return zin
    gevonden = next((zin for woord, zin in _WOORDEN.items() if woord in str(fout)), "")
    if isinstance(fout, OperationalError | InterfaceError | sqlite3.OperationalError):
        return gevonden or GEEN_ANTWOORD
    return gevonden if type(fout) is DatabaseError else ""


def _sqlstate(fout: BaseException | None) -> str:
    """The code of PostgreSQL behind this fault, where there is one; Django wraps it once or twice."""
    while fout is not None:
        if code := getattr(fout, "sqlstate", None):
            return str(code)
        fout = fout.__cause__ or fout.__context__
    return ""
