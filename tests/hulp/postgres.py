"""A private PostgreSQL for the tests: made in a folder of its own, reached by a socket, gone afterwards.

`python tests/hulp/postgres.py` starts one by hand, for a benchmark or a look around.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

ONTBREEKT = "PostgreSQL is niet geïnstalleerd (Debian: apt-get install postgresql)"
NAAM = "toets"
GEBRUIKER = "meerzorg"
# A crash may lose the data of a test; waiting for the disk is all that these settings save.
INSTELLINGEN = """
listen_addresses = ''
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 50
"""
# The server stops when the pipe on standard input closes: at the end, and also when the tests are killed.
WACHTER = """
trap '' INT
"$0" -D "$1" -w -l "$1/log" start || exit 1
echo klaar
cat >/dev/null
"$0" -D "$1" -m immediate stop
rm -rf "$1"
"""


class GeenPostgres(Exception):
    """PostgreSQL is missing or does not start; the message says why, in Dutch."""


def programma(naam: str) -> str:
    """The path of a program of PostgreSQL: of the newest version in Debian's folder, or else on the PATH."""
    versies = Path("/usr/lib/postgresql").glob(f"*/bin/{naam}")
    nieuwste = max(versies, key=lambda pad: float(pad.parts[-3]), default=None)
    gevonden = str(nieuwste) if nieuwste else shutil.which(naam)
    if not gevonden:
        raise GeenPostgres(ONTBREEKT)
    return gevonden


def url(map_: Path) -> str:
    """The address of the database whose server has its socket in `map_`, in the form of MEERZORG_DATABASE."""
    return f"postgresql://{GEBRUIKER}@/{NAAM}?host={quote(str(map_), safe='')}"


def nieuwe_map() -> Path:
    """A folder for a server; short, since the path of a socket has at most 107 characters."""
    return Path(tempfile.mkdtemp(prefix="mz-toets-"))


@contextmanager
def server(map_: Path) -> Iterator[str]:
    """Run a server in the empty folder `map_`, which is removed afterwards; gives the `url`. Raises GeenPostgres."""
    try:
        initdb, pg_ctl = programma("initdb"), programma("pg_ctl")
        gegevens = map_ / "gegevens"
        wie = _eigenaar(map_)
        opdracht = [initdb, "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8", f"--username={GEBRUIKER}"]
        gemaakt = subprocess.run([*opdracht, str(gegevens)], capture_output=True, text=True, cwd=map_, **wie)
        if gemaakt.returncode:
            raise GeenPostgres(f"initdb van PostgreSQL mislukt: {gemaakt.stderr.strip()}")
        with (gegevens / "postgresql.conf").open("a", encoding="utf-8") as instellingen:
            instellingen.write(f"{INSTELLINGEN}unix_socket_directories = '{map_}'\n")
        with _draaiend(pg_ctl, gegevens, wie):
            yield url(map_)
    finally:
        shutil.rmtree(map_, ignore_errors=True)


@contextmanager
def _draaiend(pg_ctl: str, gegevens: Path, wie: dict[str, Any]) -> Iterator[None]:
    wachter = subprocess.Popen(
        ["/bin/sh", "-c", WACHTER, pg_ctl, str(gegevens)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=gegevens.parent,
        start_new_session=True,  # Ctrl-C is for the tests; they then close the pipe
        **wie,
    )
    assert wachter.stdin and wachter.stdout
    try:
        if not any(regel == "klaar\n" for regel in wachter.stdout):
            log = gegevens / "log"
            raise GeenPostgres(f"PostgreSQL start niet: {log.read_text('utf-8') if log.exists() else pg_ctl}")
        yield
    finally:
        wachter.stdin.close()
        wachter.wait()
        wachter.stdout.close()


def _eigenaar(map_: Path) -> dict[str, Any]:
    """Who runs the server, as options of subprocess: PostgreSQL refuses root, so root lends `map_` to another user."""
    if os.geteuid() != 0:
        return {}
    for naam in ("postgres", "nobody"):
        with suppress(KeyError):
            wie = pwd.getpwnam(naam)
            os.chown(map_, wie.pw_uid, wie.pw_gid)
            return {"user": wie.pw_uid, "group": wie.pw_gid, "extra_groups": []}
    raise GeenPostgres("PostgreSQL draait niet als root, en er is geen gebruiker 'postgres' of 'nobody'")


if __name__ == "__main__":
    with server(nieuwe_map()) as adres:
        print(f"MEERZORG_DATABASE='{adres}'; maak eerst de database '{NAAM}'. Enter stopt de server.")
        input()
