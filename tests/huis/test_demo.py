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
from meerzorg.toegang.models import Medewerker, Zorgkantoor
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


def test_every_office_has_its_people_and_dossiers(demo: None) -> None:
    assert Zorgkantoor.objects.count() == len(KANTOREN)
    for kantoor in Zorgkantoor.objects.all():
        rollen = set(Medewerker.objects.filter(zorgkantoor=kantoor).values_list("rol", flat=True))
        assert rollen == {*ROLLEN, ""}
        assert 0 < Dossier.objects.filter(zorgkantoor=kantoor).count() <= PER_KANTOOR


def test_there_is_work_for_people_and_there_are_decisions(demo: None) -> None:
    toestanden = set(Dossier.objects.values_list("toestand", flat=True))
    assert {"in_behandeling", "besloten"} <= toestanden
    aan_zet = set(Dossier.objects.filter(toestand="in_behandeling").values_list("aan_zet", flat=True))
    assert len(aan_zet) >= 2


def test_all_people_are_from_the_test_range(demo: None) -> None:
    for bsn in Client.objects.values_list("bsn", flat=True):
        assert bsn.startswith("999") and klopt(bsn)
    for adres in Medewerker.objects.values_list("email", flat=True):
        assert adres.endswith(".invalid")


def test_nothing_lies_in_the_future(demo: None) -> None:
    morgen = vandaag() + timedelta(days=1)
    assert not Vastlegging.objects.filter(moment__date__gte=morgen).exists()
    assert not Besluit.objects.filter(bekendgemaakt_op__gte=morgen).exists()
    assert not Brief.objects.filter(datum__gte=morgen).exists()


def test_the_chain_is_whole_and_in_the_order_of_time(demo: None) -> None:
    assert list(keten.breuken()) == []
    momenten = list(keten.Ketenrij.objects.order_by("nr").values_list("moment", flat=True))
    assert momenten == sorted(momenten)


def test_the_lists_say_what_the_dossiers_say(demo: None) -> None:
    from meerzorg.dossier.beeld import beeld

    for dossier in Dossier.objects.select_related("client"):
        eerst = (dossier.toestand, dossier.uitkomst, dossier.aan_zet, dossier.vraag)
        werk_bij(dossier, beeld(dossier), dossier.bijgewerkt_op)
        assert (dossier.toestand, dossier.uitkomst, dossier.aan_zet, dossier.vraag) == eerst


def test_everyone_can_log_in_and_start(demo: None) -> None:
    for naam in (*ROLLEN, "niemand"):
        browser = Browser()
        antwoord = browser.post("/inloggen/", {"username": naam, "password": WACHTWOORD})
        assert antwoord.status_code == 302, naam
        assert browser.get("/", follow=True).status_code == 200, naam


def test_a_story_answers_whatever_the_law_can_ask() -> None:
    """Else the life of a demonstration dossier would end in an error on the day that question comes."""
    buiten = {"aanvraagdatum", "ingangsdatum", "indicatie_einddatum"}
    for zaad in range(200):
        _, antwoorden = verhalen.kies(Random(zaad))  # noqa: S311
        assert set(PLAATS) - buiten <= set(antwoorden)


def test_nobody_is_found_to_need_more_than_was_asked() -> None:
    for zaad in range(200):
        _, antwoorden = verhalen.kies(Random(zaad))  # noqa: S311
        assert antwoorden["vastgestelde_kosten"] <= antwoorden["gevraagde_kosten"]


def test_a_week_plan_costs_about_what_it_should() -> None:
    for kosten in (60_000, 131_000, 172_000):
        totaal = sum(regel["uren_per_week"] * regel["uurtarief"] * 52 for regel in verhalen.weekplan(kosten))
        assert kosten - 1000 < totaal <= kosten
