"""The commands of the office, as the one who manages the server meets them: separate processes, in Dutch."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.db import connections

from kantoorhulp import kantoor, nieuw_dossier, team
from meerzorg.cli.hoofd import OPDRACHTEN
from meerzorg.dossier.models import Dossier, Ketenrij, Melding, Vastlegging
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import MATRIX, ROLLEN
from opdracht import geweigerd, meerzorg

WORTEL = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


def voer_uit(*woorden: str, code: int = 0) -> str:
    connections.close_all()
    uit = meerzorg(*woorden, geheugen=4 * 1024**3)
    assert uit.returncode == code, (uit.stdout.decode(), uit.stderr.decode()[-2000:])
    assert b"Traceback" not in uit.stderr
    return uit.stdout.decode()


def test_dagelijks_zegt_wat_het_deed_en_doet_het_een_keer() -> None:
    mensen = team()
    nieuw_dossier(mensen["zorgadviseur"], dagen=70)
    assert re.search(r"nieuwe meldingen, te laat: 2\n", voer_uit("dagelijks"))
    assert re.search(r"nieuwe meldingen, te laat: 0\n", voer_uit("dagelijks"))
    assert Melding.objects.count() == 2


def test_controleer_keten_eindigt_met_1_en_noemt_wat_er_is_veranderd() -> None:
    dossier = nieuw_dossier(team()["zorgadviseur"])
    assert "Alles klopt" in voer_uit("controleer-keten")
    Vastlegging.objects.filter(naam="zorgprofiel").update(waarde="VG1")
    tekst = voer_uit("controleer-keten", code=1)
    assert dossier.nummer in tekst and "zorgprofiel is gewijzigd" in tekst


def test_herbouw_en_herbereken() -> None:
    nieuw_dossier(team()["zorgadviseur"])
    Dossier.objects.update(vraag="iets anders")
    assert "1 dossiers nagelopen; 1 waren anders" in voer_uit("herbouw")
    assert "0 besluiten opnieuw berekend: 0 gelijk, 0 anders." in voer_uit("herbereken")


def test_de_eerste_beheerder_en_zijn_zorgkantoor_komen_van_de_opdrachtregel() -> None:
    wie = ("gebruiker", "eerste", "--naam", "Eerste Beheerder", "--email", "e@voorbeeld.invalid")
    connections.close_all()
    assert "--kantoor-naam" in geweigerd(meerzorg(*wie, "--zorgkantoor", "3010", geheugen=4 * 1024**3))
    adres = ("--kantoor-naam", "Zorgkantoor Groningen", "--kantoor-adres", "Postbus 1, 9700 AA Groningen")
    rest = ("--kantoor-telefoon", "050", "--kantoor-email", "m@voorbeeld.invalid", "--kantoor-website", "x.invalid")
    tekst = voer_uit(*wie, "--zorgkantoor", "3010", *adres, *rest)
    account = Medewerker.objects.get(username="eerste")
    wachtwoord = re.search(r"Tijdelijk wachtwoord: (\S+)", tekst)
    assert wachtwoord and account.check_password(wachtwoord[1])
    assert (account.rol, account.tijdelijk_wachtwoord) == ("beheerder", True)
    assert account.zorgkantoor.adres == "Postbus 1\n9700 AA Groningen"
    assert Ketenrij.objects.latest("nr").gegevens["account"] == "eerste"
    connections.close_all()
    assert "eerste" in geweigerd(meerzorg(*wie, "--zorgkantoor", "3010", geheugen=4 * 1024**3))


def test_een_database_zonder_tabellen_krijgt_een_uitleg_en_migreer_maakt_ze(tmp_path: Path) -> None:
    leeg = {"MEERZORG_DATABASE": f"sqlite:///{tmp_path / 'nieuw.sqlite3'}"}
    assert "meerzorg migreer" in geweigerd(meerzorg("dagelijks", geheugen=4 * 1024**3, **leeg))
    for zegt in (b"De database is bijgewerkt", b"De database was al bij."):
        uit = meerzorg("migreer", geheugen=4 * 1024**3, **leeg)
        assert uit.returncode == 0 and zegt in uit.stdout
    assert meerzorg("dagelijks", geheugen=4 * 1024**3, **leeg).returncode == 0


def test_een_verkeerd_adres_van_de_database_krijgt_een_uitleg() -> None:
    assert "postgresql://" in geweigerd(meerzorg("dagelijks", geheugen=4 * 1024**3, MEERZORG_DATABASE="mysql://x"))


def test_een_volle_schijf_is_een_zin() -> None:
    with Path("/dev/full").open("wb") as vol:
        uit = subprocess.run([sys.executable, "-m", "meerzorg", "rechten"], stdout=vol, stderr=subprocess.PIPE)
    assert (uit.returncode, uit.stderr.decode()) == (
        1,
        "Er kan niet verder worden geschreven: de schijf is vol of kapot.\n",
    )


def test_dien_op_een_bezette_poort_is_een_zin() -> None:
    connections.close_all()
    with socket.create_server(("127.0.0.1", 0)) as bezet:
        poort = str(bezet.getsockname()[1])
        assert "waar al iets luistert" in geweigerd(meerzorg("dien", "--poort", poort, geheugen=4 * 1024**3))


def test_dien_start_een_server_die_stopt_wanneer_dat_wordt_gevraagd() -> None:
    kantoor()
    connections.close_all()
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    opdracht = [sys.executable, "-m", "meerzorg", "dien", "--poort", str(poort)]
    server = subprocess.Popen(opdracht, env=os.environ | {}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert _antwoord(f"http://127.0.0.1:{poort}/inloggen/", server).startswith("<!doctype html>")
    finally:
        server.send_signal(signal.SIGTERM)
        uit, _ = server.communicate(timeout=40)
    assert b"Traceback" not in uit


def _antwoord(url: str, server: subprocess.Popen[bytes]) -> str:
    """The page, once the server is up; a server that stops by itself is a failure, its last words say why."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url) as antwoord:  # noqa: S310
                return str(antwoord.read().decode())
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, server.communicate()[0].decode()
            time.sleep(0.1)
    raise AssertionError("de server antwoordt niet")


def test_docs_rechten_is_de_matrix() -> None:
    tekst = voer_uit("rechten")
    assert (WORTEL / "docs" / "rechten.md").read_text(encoding="utf-8") == tekst
    for naam, recht in MATRIX.items():
        [regel] = [regel for regel in tekst.splitlines() if f"`{naam}`" in regel]
        cellen = [cel.strip() for cel in regel.strip("|").split("|")][2:]
        assert [bool(cel) for cel in cellen] == [bool(recht.wie.get(rol)) for rol in ROLLEN]


@pytest.mark.parametrize("opdracht", [naam for naam in OPDRACHTEN if "-" in naam])
def test_een_opdracht_met_een_streepje_heeft_uitleg(opdracht: str) -> None:
    assert opdracht in voer_uit(opdracht, "--help")
