"""On which database the tests run: SQLite, or with `--database postgresql` a private PostgreSQL.

Only tests that use the Django database run on PostgreSQL, without those marked `een_database`; the others would do the
same there.
Django is set up when the first file is collected that needs it, so that the other tests start quickly.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

import postgres

INSTELLINGEN = "meerzorg.web.instellingen"
DATABASEFIXTURES = {"db", "transactional_db", "live_server"}
DJANGO_NODIG = re.compile(
    rf"\b(django(_db)?|{'|'.join(DATABASEFIXTURES)}|pagina|nieuwe_pagina|meerzorg\.(web|kantoor|toegang|personen|dossier))\b"
)
MAP = pytest.StashKey[Path]()


def ontbreekt(reden: str) -> None:
    """Skip a test that needs something this machine lacks; on CI that is a failure, or nobody would notice."""
    if os.environ.get("CI"):
        pytest.fail(reden, pytrace=False)
    pytest.skip(reden)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="of the database tests")


def pytest_configure(config: pytest.Config) -> None:
    """Name the database and the folder of documents before Django reads its settings; a test that asks makes them."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: the tests choose their own settings and database")
    map_ = config.stash[MAP] = postgres.nieuwe_map()
    config.add_cleanup(lambda: shutil.rmtree(map_, ignore_errors=True))
    os.environ["MEERZORG_GEGEVENS"] = str(map_ / "kantoor")
    os.environ["MEERZORG_DATABASE"] = (
        postgres.url(map_) if op_postgres(config) else f"sqlite:///{map_ / 'toets.sqlite3'}"
    )


def op_postgres(config: pytest.Config) -> bool:
    return bool(config.getoption("database") == "postgresql")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    if "DJANGO_SETTINGS_MODULE" not in os.environ and DJANGO_NODIG.search(module_path.read_text("utf-8")):
        os.environ["DJANGO_SETTINGS_MODULE"] = INSTELLINGEN
        import django

        django.setup()
        parent.config.stash[blocking_manager_key].block()  # a test asks for the database, or does not reach it


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if op_postgres(config):
        config.hook.pytest_deselected(items=[item for item in items if not hangt_af_van_database(item)])
        items[:] = [item for item in items if hangt_af_van_database(item)]


def hangt_af_van_database(item: pytest.Item) -> bool:
    """Whether a test can do something else on another database."""
    return gebruikt_database(item) and item.get_closest_marker("een_database") is None


def gebruikt_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASEFIXTURES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(pytestconfig: pytest.Config) -> Iterator[None]:
    """Start PostgreSQL when it is wanted; the test database has the name that MEERZORG_DATABASE gives.

    So a command in a process of its own meets the same data as the test that starts it, and SQLite is a real file,
    to which each thread has its own connection.
    """
    from django.conf import settings

    standaard = settings.DATABASES["default"]
    standaard.setdefault("TEST", {})["NAME"] = standaard["NAME"]
    with ExitStack() as stapel:
        if op_postgres(pytestconfig):
            try:
                stapel.enter_context(postgres.server(pytestconfig.stash[MAP]))
            except postgres.GeenPostgres as fout:
                ontbreekt(str(fout))
        yield
