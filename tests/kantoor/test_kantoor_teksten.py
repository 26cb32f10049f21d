"""The texts that a zorgkantoor words itself, on the screen: data with fixed places, never a template."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import kantoor, medewerker, nieuw_dossier, team
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.brieven.html import als_html
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.brieven.tekstblokken import BLOKKEN
from meerzorg.dossier.handelingen.verloop import gegevens_ontvangst
from meerzorg.dossier.models import Ketenrij, Tekstblok
from meerzorg.toegang.models import Medewerker

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]
VIJANDIG = '<script>alert(1)</script>#set text(red) {% now "Y" %}'


@pytest.fixture
def mensen() -> Mensen:
    return team()


def vraag(wie: Medewerker, naam: str, tekst: str | None = None, **velden: str) -> Any:
    bezoeker = Bezoeker()
    bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    pad = reverse("kantoor:tekst", args=[naam])
    if tekst is None:
        return bezoeker.get(pad)
    return bezoeker.post(pad, {"sleutel": str(uuid4()), "tekst": tekst} | velden)


def test_een_tekst_staat_in_de_volgende_brief_en_een_lege_brengt_de_standaard_terug(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])

    def letter() -> str:
        return als_html(brief(gegevens_ontvangst(beeld(dossier), mensen["zorgadviseur"])))

    assert vraag(mensen["teamleider"], "hulp", "Bel onze hulplijn: {telefoon}.").status_code == 302
    assert "Bel onze hulplijn: 050 000 00 00." in letter()
    assert vraag(mensen["teamleider"], "hulp", "").status_code == 302
    assert "hulplijn" not in letter() and "onafhankelijke cliëntondersteuner" in letter()
    assert Tekstblok.objects.count() == 2
    assert Ketenrij.objects.filter(handeling="tekstblokken_wijzigen").count() == 2


@pytest.mark.parametrize(
    ("tekst", "woord"),
    [
        ("Bel {telefon}.", "{telefoon}"),
        ("Bel {{ telefoon }}.", "onbekende plek"),
        ("Bel {% telefoon %}.", "onbekende plek"),
        ("Bel {telefoon.", "accolade"),
        ("a" * 2001, "2001 tekens"),
        ("Bel\x07.", "stuurteken"),
    ],
)
def test_een_verkeerde_tekst_wordt_met_de_reden_geweigerd_en_blijft_staan(
    mensen: Mensen, tekst: str, woord: str
) -> None:
    antwoord = vraag(mensen["teamleider"], "hulp", tekst)
    pagina = unescape(antwoord.content.decode())
    assert antwoord.status_code in (200, 422)
    assert woord in pagina and tekst.replace("\x07", "") in pagina.replace("\x07", "")
    assert not Tekstblok.objects.exists()


def test_een_tekst_die_op_code_lijkt_blijft_tekst(mensen: Mensen) -> None:
    antwoord = vraag(mensen["teamleider"], "hulp", VIJANDIG)
    assert "<script>alert" not in antwoord.content.decode()
    assert not Tekstblok.objects.exists()
    zonder = VIJANDIG.replace("{% now", "% now").replace("%}", "%")
    assert vraag(mensen["teamleider"], "hulp", zonder).status_code == 302
    pagina = vraag(mensen["teamleider"], "hulp").content.decode()
    assert "<script>alert" not in pagina and zonder in unescape(pagina)


def test_een_tekst_van_het_ene_zorgkantoor_is_niet_die_van_het_andere(mensen: Mensen) -> None:
    elders = medewerker("utrecht", "teamleider", kantoor("3090", "Zorgkantoor Utrecht"))
    vraag(mensen["teamleider"], "hulp", "Alleen in Groningen.")
    assert "Alleen in Groningen." not in vraag(elders, "hulp").content.decode()


def test_een_tekst_die_niet_bestaat_is_er_niet(mensen: Mensen) -> None:
    assert vraag(mensen["teamleider"], "gedicht").status_code == 404
    assert vraag(mensen["teamleider"], "gedicht", "Rozen zijn rood.").status_code == 404


def test_de_lijst_toont_elk_blok(mensen: Mensen) -> None:
    bezoeker = Bezoeker()
    bezoeker.force_login(mensen["teamleider"], "django.contrib.auth.backends.ModelBackend")
    pagina = bezoeker.get(reverse("kantoor:teksten")).content.decode()
    assert all(reverse("kantoor:tekst", args=[naam]) in pagina for naam in BLOKKEN)
