"""The office seen from outside: what the log keeps, whether it works, what a page says when it does not."""

from __future__ import annotations

import json
import logging
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import WACHTWOORD, bsns, nieuw_dossier, team
from meerzorg.dossier.models import Dossier
from meerzorg.kantoor.werk import views
from meerzorg.personen.models import Client
from meerzorg.web import gezondheid
from meerzorg.web.logboek import VELDEN, Logvorm

pytestmark = pytest.mark.django_db


@pytest.fixture
def logboek() -> Any:
    """Everything that is logged, at every level, as it would be written."""
    uit = StringIO()
    schrijver = logging.StreamHandler(uit)
    schrijver.setFormatter(Logvorm())
    wortel = logging.getLogger()
    niveau = wortel.level
    wortel.addHandler(schrijver)
    wortel.setLevel(logging.DEBUG)
    yield uit
    wortel.removeHandler(schrijver)
    wortel.setLevel(niveau)


def bezoek(wie: Any = None) -> Bezoeker:
    bezoeker = Bezoeker(raise_request_exception=False)
    if wie is not None:
        bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return bezoeker


def regels(logboek: StringIO) -> list[dict[str, Any]]:
    return [json.loads(regel) for regel in logboek.getvalue().splitlines()]


def test_in_het_logboek_staat_niets_van_iemand(logboek: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of line: a page, a search, a wrong login, a refused form, a page that is not there, a fault with
    a value of a person in it, and a database that names the value that was double."""
    mensen, bsn = team(), next(bsns())
    dossier = nieuw_dossier(mensen["zorgadviseur"], "Wilhelmina Geheimzinnig")
    adviseur = bezoek(mensen["zorgadviseur"])
    adviseur.get(reverse("kantoor:dossier", args=[dossier.nummer]))
    adviseur.get("/zoek/?q=Geheimzinnig")
    adviseur.get(f"/werk/?zoek={bsn}")
    adviseur.get("/Geheimzinnig/")
    adviseur.get("/zoek/?q=Geheimzinnig%00")
    adviseur.post("/dossier/nieuw/", {"naam": "Geheimzinnig", "bsn": bsn, "email": "g@geheimzinnig.invalid"})
    bezoek().post("/inloggen/", {"username": "zorgadviseur", "password": WACHTWOORD + "Geheimzinnig"})
    bezoek(mensen["beheerder"]).get(reverse("kantoor:dossier", args=[dossier.nummer]))

    def kapot(*args: Any) -> Any:
        raise ValueError(f"Geheimzinnig {bsn}") from OperationalError("Key (naam)=(Geheimzinnig) already exists")

    monkeypatch.setattr(views, "Werkfilter", kapot)
    assert adviseur.get("/werk/?zoek=Geheimzinnig").status_code == 500
    logging.getLogger("django.request").warning("Not Found: %s", "/Geheimzinnig/")
    tekst = logboek.getvalue()
    persoon = (*(str(wat) for wat in Client.objects.values_list("bsn", "naam", "adres", "plaats")[0]), bsn, WACHTWOORD)
    gevonden = [wat for wat in (*persoon, "eheimzinnig", dossier.nummer, "zorgadviseur") if wat in tekst]
    assert gevonden == []
    assert {naam for regel in regels(logboek) for naam in regel} <= VELDEN
    aanroepen = [regel for regel in regels(logboek) if regel["event"] == "aanroep"]
    assert {regel["status"] for regel in aanroepen} >= {200, 302, 400, 403, 404, 500}
    fout = next(regel for regel in regels(logboek) if "fout" in regel and "builtins.ValueError" in regel["fout"])
    assert any("in kapot" in plek or plek.endswith(" kapot") for plek in fout["waar"])
    assert fout["aanroep"] in {regel["aanroep"] for regel in aanroepen}


def test_elke_aanroep_heeft_een_kenmerk_dat_ook_in_het_antwoord_staat(settings: Any, logboek: StringIO) -> None:
    eigen = bezoek().get("/inloggen/", headers={"X-Request-ID": "van-een-vreemde"}).headers["X-Request-ID"]
    assert len(eigen) == 32 and eigen == regels(logboek)[-1]["aanroep"]
    settings.KENMERKKOP = "X-Request-ID"
    for gegeven, blijft in (("van-de-proxy-1", True), ("kort", False), ("a b" * 9, False), ("x" * 65, False)):
        terug = bezoek().get("/inloggen/", headers={"X-Request-ID": gegeven}).headers["X-Request-ID"]
        assert (terug == gegeven) == blijft


def test_gezond_zegt_per_deel_of_het_werkt_en_verder_niets(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECURE_SSL_REDIRECT = True  # a probe speaks http, by any name
    antwoord = bezoek().get("/gezond/", headers={"host": "10.0.0.7"})
    goed = {"database": "ok", "tabellen": "ok", "opslag": "ok", "wachtrij": "ok"}
    assert (antwoord.status_code, antwoord.json()) == (200, goed)
    for deel, proef in (("opslag", OSError("vol")), ("wachtrij", OperationalError("geheim")), ("tabellen", None)):

        def mislukt(fout: Exception | None = proef) -> bool:
            if fout:
                raise fout
            return False

        with monkeypatch.context() as even:
            even.setitem(gezondheid.PROEVEN, deel, mislukt)
            antwoord = bezoek().get("/gezond/")
        assert (antwoord.status_code, antwoord.json()) == (503, goed | {deel: "niet ok"})


def test_gezond_ziet_een_map_waarin_niet_geschreven_kan_worden_en_een_tabel_te_veel(
    settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "bestand").touch()
    settings.DOCUMENTEN = tmp_path / "bestand"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('dossier', '9999_later', '2030-01-01')"
        )
    assert bezoek().get("/gezond/").json() == {
        "database": "ok",
        "tabellen": "niet ok",
        "opslag": "niet ok",
        "wachtrij": "ok",
    }


def test_metingen_zijn_er_alleen_voor_wie_het_geheim_toont(settings: Any) -> None:
    geheim = "een-geheim-van-prometheus"
    toon = {"Authorization": f"Bearer {geheim}"}
    assert bezoek().get("/metingen/", headers=toon).status_code == 404
    settings.METINGEN = geheim
    for kop in ({}, {"Authorization": "Bearer fout"}, {"Authorization": "Bearer "}):
        assert bezoek().get("/metingen/", headers=kop).status_code == 404
    bezoek().get("/inloggen/?q=Geheimzinnig")
    antwoord = bezoek().get("/metingen/", headers=toon)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200 and 'meerzorg_gezond{deel="database"} 1.0' in tekst
    assert 'meerzorg_aanroepen_total{methode="GET",scherm="toegang:inloggen",status="200"}' in tekst
    assert "Geheimzinnig" not in tekst


GETYPT = {"reden": 'Mijn <b>hele</b> verhaal over "nachtzorg"', "sleutel": "x", "csrfmiddlewaretoken": "t" * 64}


def _zonder_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("server closed the connection unexpectedly")

    for naam in ("cursor", "chunked_cursor", "ensure_connection"):
        monkeypatch.setattr(connection, naam, weg)


def test_zonder_database_staat_wat_is_getypt_op_de_pagina_om_opnieuw_te_versturen(
    mensen: Any, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    bezoeker, pad = bezoek(mensen["beslisser"]), reverse("kantoor:afwijken", args=[dossier.nummer])
    _zonder_database(monkeypatch)
    antwoord = bezoeker.post(pad, GETYPT, headers={"origin": "http://testserver", "host": "testserver"})
    html = antwoord.content.decode()
    assert antwoord.status_code == 503 and "even niet bereikbaar" in html
    assert "<b>hele" not in html and GETYPT["reden"] in unescape(html)
    for naam, waarde in GETYPT.items():
        assert f'name="{naam}">\n{waarde}</textarea>' in unescape(html)
    assert f'action="{pad}"' in html and antwoord.headers["X-Request-ID"] in html
    assert bezoeker.get(pad).status_code == 503 and "Verstuur opnieuw" not in bezoeker.get(pad).content.decode()
    assert bezoeker.get("/gezond/").json()["database"] == "niet ok"


@pytest.mark.parametrize(
    ("pad", "koppen"),
    [
        ("/dossier/nieuw/", {"origin": "https://elders.invalid"}),
        ("/dossier/nieuw/", {}),
        ("/inloggen/", {"origin": "http://testserver"}),
        ("/account/wachtwoord/", {"origin": "http://testserver"}),
    ],
)
def test_een_wachtwoord_of_wat_van_elders_komt_staat_nooit_op_die_pagina(
    mensen: Any, monkeypatch: pytest.MonkeyPatch, pad: str, koppen: dict[str, str]
) -> None:
    bezoeker = bezoek(mensen["zorgadviseur"])
    _zonder_database(monkeypatch)
    antwoord = bezoeker.post(pad, GETYPT, headers=koppen | {"host": "testserver"})
    assert antwoord.status_code == 503 and "nachtzorg" not in antwoord.content.decode()


def test_bij_een_fout_van_ons_blijft_wat_is_getypt(mensen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def kapot(*args: Any, **kwargs: Any) -> Any:
        raise ValueError("stuk")

    monkeypatch.setattr(views, "Aanvraagformulier", kapot)
    koppen = {"origin": "http://testserver", "host": "testserver"}
    antwoord = bezoek(mensen["zorgadviseur"]).post("/dossier/nieuw/", GETYPT, headers=koppen)
    assert antwoord.status_code == 500 and "Er ging iets mis bij ons" in antwoord.content.decode()
    assert GETYPT["reden"] in unescape(antwoord.content.decode())
