"""Whether the office can work, for who watches over the server: per part yes or no, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse

from meerzorg.wachtrij.rij import ligt_stil


def gezond() -> HttpResponse:
    """200 where everything works, else 503, with a word per part."""
    gevonden = delen()
    status = 200 if all(gevonden.values()) else 503
    antwoord = JsonResponse({deel: "ok" if goed else "niet ok" for deel, goed in gevonden.items()}, status=status)
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord


def delen() -> dict[str, bool]:
    """Each part and whether it works; never raises for a part that does not."""
    return {naam: _werkt(proef) for naam, proef in PROEVEN.items()}


def _werkt(proef: Callable[[], bool]) -> bool:
    try:
        return proef()
    except (Error, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone()[0] == 1)


def _tabellen() -> bool:
    """Exactly the steps that this program knows: no fewer, and none of a newer one."""
    return set(MigrationRecorder(connection).applied_migrations()) == _bekend()


@cache
def _bekend() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _opslag() -> bool:
    settings.DOCUMENTEN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.DOCUMENTEN) as proef:
        proef.write(b"meerzorg")
        proef.flush()
    return True


def _wachtrij() -> bool:
    return not ligt_stil()


PROEVEN = {"database": _database, "tabellen": _tabellen, "opslag": _opslag, "wachtrij": _wachtrij}
