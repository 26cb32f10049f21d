"""The demonstration: fictional people only, every state and role, made by the real acts, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from meerzorg.dossier import keten
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.models import Besluit, Brief, Dossier, Vastlegging
from meerzorg.dossier.status import werk_bij
from meerzorg.personen.bsn import klopt
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Medewerker, Medewerkerrol, Zorgkantoor
from meerzorg.toegang.rechten import ROLLEN
from meerzorg.web.demo import verhalen
from meerzorg.web.demo.zaai import KANTOREN, WACHTWOORD, zaai
from meerzorg.wet.vocabulaire import PLAATS

PER_KANTOOR = 12


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for all tests here, and rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        zaai(lambda bericht: None, PER_KANTOOR)
        yield
        transaction.set_rollback(True)


def test_elk_kantoor_heeft_zijn_mensen_en_dossiers(demo: None) -> None:
    assert Zorgkantoor.objects.count() == len(KANTOREN)
    for kantoor in Zorgkantoor.objects.all():
        rollen = set(Medewerkerrol.objects.filter(zorgkantoor=kantoor).values_list("rol", flat=True))
        assert rollen == {*ROLLEN, ""}
        assert 0 < Dossier.objects.filter(zorgkantoor=kantoor).count() <= PER_KANTOOR


def test_er_is_werk_voor_mensen_en_er_zijn_besluiten(demo: None) -> None:
    toestanden = set(Dossier.objects.values_list("toestand", flat=True))
    assert {"in_behandeling", "besloten"} <= toestanden
    aan_zet = set(Dossier.objects.filter(toestand="in_behandeling").values_list("aan_zet", flat=True))
    assert len(aan_zet) >= 2


def test_alle_mensen_komen_uit_de_testreeks(demo: None) -> None:
    for bsn in Client.objects.values_list("bsn", flat=True):
        assert bsn.startswith("999") and klopt(bsn)
    for adres in Medewerker.objects.values_list("email", flat=True):
        assert adres.endswith(".invalid")


def test_niets_ligt_in_de_toekomst(demo: None) -> None:
    morgen = vandaag() + timedelta(days=1)
    assert not Vastlegging.objects.filter(moment__date__gte=morgen).exists()
    assert not Besluit.objects.filter(bekendgemaakt_op__gte=morgen).exists()
    assert not Brief.objects.filter(datum__gte=morgen).exists()


def test_de_keten_is_heel_en_in_de_volgorde_van_de_tijd(demo: None) -> None:
    assert list(keten.breuken()) == []
    momenten = list(keten.Ketenrij.objects.order_by("nr").values_list("moment", flat=True))
    assert momenten == sorted(momenten)


def test_de_lijsten_zeggen_wat_de_dossiers_zeggen(demo: None) -> None:
    from meerzorg.dossier.beeld import beeld

    for dossier in Dossier.objects.select_related("client"):
        eerst = (dossier.toestand, dossier.uitkomst, dossier.aan_zet, dossier.vraag)
        werk_bij(dossier, beeld(dossier), dossier.bijgewerkt_op)
        assert (dossier.toestand, dossier.uitkomst, dossier.aan_zet, dossier.vraag) == eerst


def test_iedereen_kan_inloggen_en_beginnen(demo: None) -> None:
    for naam in (*ROLLEN, "niemand"):
        browser = Browser()
        antwoord = browser.post("/inloggen/", {"username": naam, "password": WACHTWOORD})
        assert antwoord.status_code == 302, naam
        assert browser.get("/", follow=True).status_code == 200, naam


def test_een_verhaal_beantwoordt_al_wat_de_wet_kan_vragen() -> None:
    """Else the life of a demonstration dossier would end in an error on the day that question comes."""
    buiten = {"aanvraagdatum", "ingangsdatum", "indicatie_einddatum"}
    for zaad in range(200):
        _, antwoorden = verhalen.kies(Random(zaad))  # noqa: S311
        assert set(PLAATS) - buiten <= set(antwoorden)


def test_niemand_blijkt_meer_nodig_te_hebben_dan_gevraagd() -> None:
    for zaad in range(200):
        _, antwoorden = verhalen.kies(Random(zaad))  # noqa: S311
        assert antwoorden["vastgestelde_kosten"] <= antwoorden["gevraagde_kosten"]


def test_een_weekplan_kost_ongeveer_wat_het_moet() -> None:
    for kosten in (60_000, 131_000, 172_000):
        totaal = sum(regel["uren_per_week"] * regel["uurtarief"] * 52 for regel in verhalen.weekplan(kosten))
        assert kosten - 1000 < totaal <= kosten
