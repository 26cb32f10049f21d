"""The tables of the database against those that this program knows, and bringing them up to date one at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import NamedTuple

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

SLOT = 20_150_101
"""The number of the advisory lock on PostgreSQL; any number that nothing else takes (the day the Wlz began)."""
LANGST = 3600
"""Seconds that one `migreer` waits for another on SQLite."""


class Migratiestand(NamedTuple):
    """What the database holds: steps still to take, and steps of a program newer than this one."""

    open: tuple[str, ...]
    vreemd: tuple[str, ...]

    @property
    def bij(self) -> bool:
        return not self.open and not self.vreemd


def stand() -> Migratiestand:
    """Where the tables stand. Raises django.db.Error where the database cannot be read."""
    uitvoerder = MigrationExecutor(connection)
    plan = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    vreemd = sorted(set(uitvoerder.loader.applied_migrations) - set(uitvoerder.loader.disk_migrations))
    return Migratiestand(
        tuple(f"{stap.app_label} {stap.name}" for stap, _ in plan), tuple(f"{app} {naam}" for app, naam in vreemd)
    )


def werk_bij(mag: Callable[[Migratiestand], None], wacht: Callable[[], None]) -> int:
    """Makes or updates the tables; returns the number of steps. Who comes second calls `wacht`, waits, and finds them
    done. `mag` refuses by raising: it is asked once it is our turn."""
    with _beurt(wacht):
        voor = stand()
        mag(voor)
        if voor.open:
            call_command("migrate", verbosity=0, interactive=False)
    return len(voor.open)


def _beurt(wacht: Callable[[], None]) -> AbstractContextManager[None]:
    return _slot_postgresql(wacht) if connection.vendor == "postgresql" else _slot_sqlite(wacht)


@contextmanager
def _slot_postgresql(wacht: Callable[[], None]) -> Iterator[None]:
    """Held by the connection: gone when the process is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SLOT])
        if not cursor.fetchone()[0]:
            wacht()
            cursor.execute("SELECT pg_advisory_lock(%s)", [SLOT])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SLOT])


@contextmanager
def _slot_sqlite(wacht: Callable[[], None]) -> Iterator[None]:
    """An exclusive transaction in an empty database beside ours: the lock of every system that SQLite runs on. Not in
    ours itself: migrations have transactions of their own."""
    naast = f"{connection.settings_dict['NAME']}-migreer"
    with closing(sqlite3.connect(naast, timeout=0, isolation_level=None)) as slot:
        try:
            slot.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fout:
            if fout.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            wacht()
            slot.execute(f"PRAGMA busy_timeout = {LANGST * 1000}")
            slot.execute("BEGIN EXCLUSIVE")
        yield
