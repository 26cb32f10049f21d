"""The tests run where they say they run: on the chosen database, that threads and other processes share."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections

import postgres
from meerzorg.klok import nu


def _bewaar(sleutel: str) -> None:
    Session.objects.create(session_key=sleutel, session_data="", expire_date=nu())


def test_de_database_is_de_gekozene(db: None, pytestconfig: pytest.Config) -> None:
    assert connection.vendor == pytestconfig.getoption("database")


def test_een_toets_zonder_database_bereikt_er_geen() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Session.objects.count()


def test_een_ander_proces_ziet_dezelfde_gegevens(transactional_db: None) -> None:
    _bewaar("hier")
    vraag = (
        "import django; django.setup(); from django.contrib.sessions.models import Session as S; print(S.objects.get())"
    )
    daar = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=False)
    assert (daar.stdout.strip(), daar.stderr) == ("hier", "")


def test_draden_schrijven_elk_over_een_eigen_verbinding(transactional_db: None) -> None:
    def werk(nummer: int) -> None:
        _bewaar(f"draad {nummer}")
        connections.close_all()

    draden = [threading.Thread(target=werk, args=(nummer,)) for nummer in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert Session.objects.count() == 8


def test_missing_postgresql_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.glob", lambda *_: iter(()))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(postgres.GeenPostgres, match="niet geïnstalleerd"), postgres.server(postgres.nieuwe_map()):
        pass
