"""Sets up the office for a command: only when it runs, so that help stays quick."""

from __future__ import annotations

import os
from typing import Any


def start_django() -> None:
    """Loads the settings and the models. Raises InvoerFout where the extra packages are missing or the environment
    holds something that cannot be."""
    from regeltaal.fouten import Fout, InvoerFout

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meerzorg.web.instellingen")
    try:
        import django

        django.setup()
    except ModuleNotFoundError as fout:
        nodig = "de onderdelen van het kantoor: pip install 'meerzorg[kantoor]'"
        raise InvoerFout([Fout("omgeving", f"{fout.name} ontbreekt", nodig)]) from None
    except (RuntimeError, ValueError) as fout:
        raise InvoerFout([Fout("omgeving", str(fout), "een andere instelling")]) from None


def start_kantoor() -> None:
    """The same, and the tables are there. Raises InvoerFout where they are not up to date."""
    start_django()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    from regeltaal.fouten import Fout, InvoerFout

    try:
        uitvoerder = MigrationExecutor(connection)
        open_ = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    except OperationalError as fout:
        raise InvoerFout([Fout("database", str(fout).strip(), "een database die bereikbaar is")]) from None
    if open_:
        raise InvoerFout([Fout("database", "tabellen die niet zijn bijgewerkt", "eerst: meerzorg migreer")])


def medewerker(gebruikersnaam: str) -> Any:
    """Who a command acts for. Raises InvoerFout where there is no such account, or it is closed."""
    from meerzorg.toegang.models import Medewerker
    from regeltaal.fouten import Fout, InvoerFout

    wie = Medewerker.objects.select_related("zorgkantoor").filter(username=gebruikersnaam, is_active=True).first()
    if wie is None:
        raise InvoerFout([Fout("gebruiker", repr(gebruikersnaam), "de gebruikersnaam van een medewerker")])
    return wie
