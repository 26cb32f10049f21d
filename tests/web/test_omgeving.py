"""Settings that cannot be: said in one Dutch line that names the variable, before anything starts, never a password."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meerzorg.web.database import uit_adres
from meerzorg.web.omgeving import Instelfout
from opdracht import geweigerd, meerzorg

GEHEIM = "kort-maar-krachtig"
LANG = "abcdefghij" * 5
PRODUCTIE = {"MEERZORG_PRODUCTIE": "ja", "MEERZORG_GEHEIM": LANG, "MEERZORG_DATABASE": "sqlite:///x.sqlite3"}


@pytest.mark.parametrize(
    ("omgeving", "zegt"),
    [
        *[({"MEERZORG_PRODUCTIE": waarde}, "toegestaan is ja of nee") for waarde in ("Ja", "true", "1", "", " ja")],
        (PRODUCTIE | {"MEERZORG_GEHEIM": GEHEIM}, "ten minste 50 tekens"),
        (PRODUCTIE | {"MEERZORG_GEHEIM": LANG[:49]}, "49 tekens"),
        (PRODUCTIE | {"MEERZORG_GEHEIM": "a" * 50}, "waarvan 1 verschillend"),
        (PRODUCTIE | {"MEERZORG_GEHEIM": ""}, "MEERZORG_GEHEIM: gevonden niets"),
        (PRODUCTIE | {"MEERZORG_DATABASE": ""}, "MEERZORG_DATABASE: gevonden niets"),
        (PRODUCTIE, "MEERZORG_KLOK_VOORUIT: gevonden"),
        ({"MEERZORG_KLOK_VOORUIT": "morgen"}, "toegestaan is een heel aantal seconden"),
        ({"MEERZORG_LOG": "hard"}, "DEBUG, INFO"),
        ({"MEERZORG_GEGEVENS": __file__}, "toegestaan is een map"),
        ({"MEERZORG_GEGEVENS": f"{__file__}/dieper"}, "toegestaan is een map"),
    ],
)
def test_een_instelling_die_niet_kan_wordt_geweigerd_bij_naam(omgeving: dict[str, str], zegt: str) -> None:
    melding = geweigerd(meerzorg("migreer", geheugen=4 * 1024**3, **omgeving))
    assert zegt in melding and melding.count("\n") == 2
    assert GEHEIM not in melding and LANG not in melding


def test_de_grens_van_een_geheim_ligt_op_50_tekens(monkeypatch: pytest.MonkeyPatch) -> None:
    from meerzorg.web.omgeving import geheim

    monkeypatch.setenv("MEERZORG_GEHEIM", LANG)
    assert geheim(productie=True) == LANG
    monkeypatch.setenv("MEERZORG_GEHEIM", GEHEIM)
    assert geheim(productie=False) == GEHEIM


def test_het_adres_van_een_database() -> None:
    veilig = "sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=3"
    gelezen = uit_adres(f"postgresql://a:b%40c@db:5433/meer?{veilig}")
    assert gelezen["ENGINE"].endswith("postgresql")
    assert [gelezen[naam] for naam in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "meer",
        "a",
        "b@c",
        "db",
        "5433",
    ]
    assert gelezen["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "connect_timeout": "3"}
    assert uit_adres("postgresql://a@/meer?host=/run/pg")["HOST"] == "/run/pg"


def test_een_adres_met_sslmode_komt_zo_bij_postgresql_aan(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Django hands to the driver: an option that got lost on the way would be an open line."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    gelezen = uit_adres("postgresql://a@db/meer?sslmode=verify-full")
    wil: dict[str, Any] = DatabaseWrapper(
        gelezen | {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": True, "AUTOCOMMIT": True}, "default"
    ).get_connection_params()
    assert (wil["sslmode"], wil["host"], wil["dbname"]) == ("verify-full", "db", "meer")


@pytest.mark.parametrize(
    ("adres", "zegt"),
    [
        ("mysql://a/b", "toegestaan is sqlite:///pad of postgresql://"),
        ("geheim1", "toegestaan is sqlite:///pad of postgresql://"),
        ("sqlite://pad.sqlite3", "sqlite zonder pad"),
        ("sqlite:///", "sqlite zonder pad"),
        ("sqlite:////tmp", "de map /tmp"),
        ("postgresql://a:geheim1@db", "zonder één naam"),
        ("postgresql://a:geheim1@db/", "zonder één naam"),
        ("postgresql://a:geheim1/x@db/meer", "%2F"),
        ("postgresql://a:geheim1?x@db/meer", "%3F"),
        ("postgresql://a:12/geheim1@db/meer", "zonder één naam"),
        ("postgresql://a:geheim1@db:poort/meer", "poort die niet kan"),
        ("postgresql://a:geheim1@[db/meer", "host of poort"),
        ("postgresql://a@db/meer?sslmode=streng", "verify-full"),
        ("postgresql://a@db/meer?sslmode=", "met een waarde"),
        ("postgresql://a@db/meer?sslmode=require&sslmode=disable", "één keer"),
        ("postgresql://a@db/meer?ssl=true", "sslmode"),
        ("postgresql://a@db/meer?options=-csearch_path%3Dx", "sslmode"),
        ("postgresql://a@db/meer?connect_timeout=lang", "een getal"),
    ],
)
def test_een_ander_adres_wordt_geweigerd_met_wat_mag(adres: str, zegt: str) -> None:
    with pytest.raises(Instelfout) as fout:
        uit_adres(adres)
    assert zegt in str(fout.value)
    assert "geheim1" not in str(fout.value) or adres == "geheim1"


def test_een_pad_waar_geen_bestand_kan_staan_wordt_geweigerd(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(Instelfout, match="geen bestand kan staan"):
        uit_adres(f"sqlite:///{tmp_path}/bestand/db.sqlite3")
