"""The tables: made once by two at a time, never touched by old code; and what is wrong with a database is said."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper

import postgres
from databases import ontbreekt
from meerzorg.web.database import uit_adres
from meerzorg.web.storing import storing
from opdracht import geweigerd, meerzorg

GB = 1024**3
NIEUWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('dossier', '9999_later', '2030-01-01')"


@pytest.fixture(scope="module")
def pg_map() -> Iterator[Path]:
    """A PostgreSQL of its own in this folder, whatever the tests run on; it asks `meerzorg` for no password."""
    map_ = postgres.nieuwe_map()
    try:
        with postgres.server(map_):
            yield map_
    except postgres.GeenPostgres as fout:
        ontbreekt(str(fout))


def _op_postgres(map_: Path, opdracht: str, database: str = "postgres") -> None:
    with psycopg.connect(host=str(map_), user="meerzorg", dbname=database, autocommit=True) as verbinding:
        verbinding.execute(opdracht)


@pytest.fixture(params=["sqlite", "postgresql"])
def nieuw(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/nieuw.sqlite3"
    map_ = request.getfixturevalue("pg_map")
    _op_postgres(map_, "DROP DATABASE IF EXISTS nieuw")
    _op_postgres(map_, "CREATE DATABASE nieuw")
    return f"postgresql://meerzorg@/nieuw?host={map_}"


def _zet(adres: str, opdracht: str) -> None:
    if adres.startswith("sqlite"):
        with closing(sqlite3.connect(adres.removeprefix("sqlite:///"))) as verbinding, verbinding:
            verbinding.execute(opdracht)
    else:
        _op_postgres(Path(adres.partition("host=")[2]), opdracht, "nieuw")


def test_twee_tegelijk_wachten_op_elkaar_en_oude_code_weigert_een_nieuwere_database(nieuw: str) -> None:
    opdracht = [sys.executable, "-m", "meerzorg", "migreer"]
    omgeving = os.environ | {"MEERZORG_DATABASE": nieuw}
    twee = [
        subprocess.Popen(opdracht, env=omgeving, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    gezegd = [proces.communicate(timeout=300) for proces in twee]
    assert [proces.returncode for proces in twee] == [0, 0], gezegd
    assert sorted(uit.partition(" (")[0].strip() for uit, _ in gezegd) == [
        "De database is bijgewerkt",
        "De database was al bij.",
    ]
    assert all(fout in ("", "Een andere migreer is bezig. Deze wacht tot die klaar is.\n") for _, fout in gezegd)

    _zet(nieuw, NIEUWER)
    for woorden in (["migreer"], ["dien", "--poort", "1"]):
        melding = geweigerd(meerzorg(*woorden, geheugen=4 * GB, MEERZORG_DATABASE=nieuw))
        assert "nieuwere versie" in melding and "dossier 9999_later" in melding


def test_wie_later_komt_wacht_tot_de_eerste_klaar_is(tmp_path: Path) -> None:
    """The first is a process that stands still in the middle: a lock that nobody looks at would let the second by."""
    pad = tmp_path / "nieuw.sqlite3"
    with closing(sqlite3.connect(f"{pad}-migreer", isolation_level=None)) as slot:
        slot.execute("BEGIN EXCLUSIVE")
        wie = subprocess.Popen(
            [sys.executable, "-m", "meerzorg", "migreer"],
            env=os.environ | {"MEERZORG_DATABASE": f"sqlite:///{pad}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert wie.stderr and wie.stderr.readline().startswith("Een andere migreer is bezig.")
        assert wie.poll() is None and not pad.exists()
    assert wie.communicate(timeout=300)[0].startswith("De database is bijgewerkt")


def test_een_wachtwoord_een_host_of_een_naam_die_niet_klopt_is_een_zin(pg_map: Path) -> None:
    _op_postgres(pg_map, "CREATE ROLE klant LOGIN PASSWORD 'juist'")
    hba = pg_map / "gegevens" / "pg_hba.conf"
    hba.write_text(f"local all klant scram-sha-256\n{hba.read_text()}")
    _op_postgres(pg_map, "SELECT pg_reload_conf()")
    fout = f"postgresql://klant:geheim1@/postgres?host={pg_map}"
    for opdracht in ("migreer", "dagelijks"):
        melding = geweigerd(meerzorg(opdracht, geheugen=4 * GB, MEERZORG_DATABASE=fout))
        assert "wachtwoord dat de database weigert" in melding
        assert "geheim1" not in melding and melding.count("\n") == 2
    mag_niet = fout.replace("geheim1", "juist")
    assert "die dit in de database niet mag" in geweigerd(
        meerzorg("migreer", geheugen=4 * GB, MEERZORG_DATABASE=mag_niet)
    )
    for adres, zegt in [
        (f"postgresql://klant@/postgres?host={pg_map}", "wachtwoord dat de database weigert"),
        (f"postgresql://vreemde:geheim1@/postgres?host={pg_map}", "wachtwoord dat de database weigert"),
        (f"postgresql://meerzorg:geheim1@/weg?host={pg_map}", "een naam van een database die er niet is"),
        (f"postgresql://a:geheim1@/b?host={pg_map}/weg", "geen antwoord van de database"),
        ("postgresql://a:geheim1@127.0.0.1:1/b", "geen antwoord van de database"),
        ("postgresql://a:geheim1@nergens.invalid/b", "een host die niet te vinden is"),
    ]:
        verbinding = DatabaseWrapper(uit_adres(adres) | {"TIME_ZONE": None, "AUTOCOMMIT": True})
        with pytest.raises(OperationalError) as weigering, verbinding.wrap_database_errors:
            verbinding.get_new_connection(verbinding.get_connection_params())
        assert storing(weigering.value).endswith(zegt)


def test_een_bestand_dat_geen_database_is_of_niet_geschreven_mag_worden_is_een_zin(tmp_path: Path) -> None:
    tekst = tmp_path / "tekst.sqlite3"
    tekst.write_text("dit is geen database\n" * 200)
    map_ = tmp_path / "map"
    map_.mkdir()
    for opdracht, pad in [
        ("migreer", tekst),
        ("dagelijks", map_),
        ("migreer", "/proc/version"),
        ("dagelijks", "/proc/x"),
    ]:
        melding = geweigerd(meerzorg(opdracht, geheugen=4 * GB, MEERZORG_DATABASE=f"sqlite:///{pad}"))
        assert melding.count("\n") == 2, melding
