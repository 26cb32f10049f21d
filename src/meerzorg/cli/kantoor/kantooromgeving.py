"""Sets up the office for a command: only when it runs, so that help stays quick."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from meerzorg.web.migraties import Migratiestand

Opdracht = Callable[["argparse.Namespace"], int]
NIEUWER = "een database die met een nieuwere versie van Meerzorg is bijgewerkt"


def in_kantoor(opdracht: Opdracht) -> Opdracht:
    """Makes a command of the office: its database is there and up to date, and what goes wrong with it is told.

    The command raises InvoerFout for it, as `start_kantoor` does.
    """

    @wraps(opdracht)
    def voer_uit(args: argparse.Namespace) -> int:
        start_kantoor()
        with storing_gemeld():
            return opdracht(args)

    return voer_uit


def start_django() -> None:
    """Loads the settings and the models. Raises InvoerFout where the environment holds something that cannot be."""
    from meerzorg.web.omgeving import Instelfout
    from regeltaal.fouten import Fout, InvoerFout

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meerzorg.web.instellingen")
    try:
        import django

        django.setup()
    except Instelfout as fout:
        raise InvoerFout([Fout(fout.naam, fout.gevonden, fout.toegestaan)]) from None


def start_kantoor() -> None:
    """The same, and the tables are there. Raises InvoerFout where they are not up to date, or are newer than this
    program, or the database cannot be reached."""
    start_django()
    from meerzorg.web.migraties import stand
    from regeltaal.fouten import Fout, InvoerFout

    with storing_gemeld():
        nu = stand()
    weiger_nieuwer(nu)
    if nu.open:
        raise InvoerFout([Fout("database", "tabellen die niet zijn bijgewerkt", "eerst: meerzorg migreer")])


def weiger_nieuwer(stand: Migratiestand) -> None:
    """Old code must not write in tables it does not know. Raises InvoerFout."""
    from regeltaal.fouten import Fout, InvoerFout

    if stand.vreemd:
        raise InvoerFout([Fout("database", f"{NIEUWER} (onbekend: {stand.vreemd[0]})", "die versie, of een nieuwere")])


@contextmanager
def storing_gemeld() -> Iterator[None]:
    """Inside, a database that does not answer or refuses is an InvoerFout: one line, without what the driver says."""
    from sqlite3 import Error

    from django.db import DatabaseError, InterfaceError

    from meerzorg.web.storing import storing
    from regeltaal.fouten import Fout, InvoerFout

    try:
        yield
    except (DatabaseError, InterfaceError, Error) as fout:
        if wat := storing(fout):
            nodig = "een database die bereikbaar is en waarin geschreven mag worden; zie MEERZORG_DATABASE"
            raise InvoerFout([Fout("database", wat, nodig)]) from None
        raise


def medewerker(gebruikersnaam: str) -> Any:
    """Who a command acts for. Raises InvoerFout where there is no such account, or it is closed."""
    from meerzorg.toegang.models import Medewerker
    from regeltaal.fouten import Fout, InvoerFout

    wie = Medewerker.objects.filter(username=gebruikersnaam, is_active=True).first()
    if wie is None:
        raise InvoerFout([Fout("gebruiker", repr(gebruikersnaam), "de gebruikersnaam van een medewerker")])
    return wie
