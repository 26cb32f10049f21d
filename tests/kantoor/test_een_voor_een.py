"""No screen asks the database the same thing row by row (N+1), on lists and dossiers with many rows."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client as Bezoeker
from django.urls import reverse
from PIL import Image
from zeal import NPlusOneError, zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from kantooradressen import ADRESSEN
from kantoorhulp import beantwoord, nieuw_dossier, team
from meerzorg.dossier.bestanden import MIME, Bestand
from meerzorg.dossier.handelingen import aanvraag, verloop
from meerzorg.dossier.handelingen.besluiten import onderteken
from meerzorg.dossier.handelingen.teksten import wijzig_tekstblok
from meerzorg.dossier.models import Dossier
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import INHOUD

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
MEER = 3
"""Of every kind of row more than one, from more than one person."""


@pytest.fixture(scope="module", autouse=True)
def bewaakt() -> None:
    initialize_app_registry()
    patch()


@pytest.fixture
def mensen(db: None) -> dict[str, Medewerker]:
    return team()


@pytest.fixture
def dossiers(mensen: dict[str, Medewerker]) -> list[Dossier]:
    """An open, a proposed and several other dossiers, each with several rows of every kind."""
    alle = [vol_dossier(mensen, f"Cliënt {nr}") for nr in range(MEER)]
    beantwoord(alle[1], mensen)
    onderteken(mensen["beslisser"], alle[1], alle[1].versie)
    for nr in range(MEER):
        wijzig_tekstblok(mensen["teamleider"], "hulp", f"Bel ons. Versie {nr}.")
    return alle


def vol_dossier(mensen: dict[str, Medewerker], naam: str) -> Dossier:
    dossier = nieuw_dossier(mensen["zorgadviseur"], naam)
    verloop.bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    for nr in range(MEER):
        for rol in ("zorgadviseur", "medisch_adviseur", "verpleegkundige"):
            aanvraag.maak_opmerking(mensen[rol], dossier, f"Opmerking {nr}", rol == "medisch_adviseur")
            verloop.vraag_advies(mensen[rol], dossier, "cce", "CCE", f"Vraag {nr}?")
            verloop.voeg_document_toe(mensen[rol], dossier, foto(nr), medisch=False)
    for _ in range(MEER):
        verloop.vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Wat nog?"], 14)
        verloop.ontvang_aanvulling(mensen["zorgadviseur"], dossier, verloop.vandaag())
    return dossier


def foto(nr: int) -> Bestand:
    from hashlib import sha256

    stroom = BytesIO()
    Image.new("RGB", (8, 8), (nr, nr, nr)).save(stroom, "PNG")
    inhoud = stroom.getvalue()
    return Bestand("png", MIME["png"], len(inhoud), sha256(inhoud).hexdigest(), f"foto-{nr}.png", inhoud)


@pytest.mark.parametrize("rol", [*INHOUD, "beheerder", "beleidsmedewerker"])
def test_geen_scherm_vraagt_rij_voor_rij(mensen: dict[str, Medewerker], dossiers: list[Dossier], rol: str) -> None:
    bezoeker = Bezoeker(raise_request_exception=True)
    bezoeker.force_login(mensen[rol])
    gezien = 0
    for adres in ADRESSEN:
        if set(adres.argumenten) - {"nummer"} or adres.naam.startswith("toegang:"):
            continue
        for dossier in dossiers if adres.bij_dossier else dossiers[:1]:
            pad = reverse(adres.naam, args=[dossier.nummer] if adres.bij_dossier else [])
            with zeal_context():
                antwoord = bezoeker.get(pad)
            gezien += antwoord.status_code == 200
    assert gezien >= 4


def test_de_bewaker_ziet_het(dossiers: list[Dossier]) -> None:
    """Else the test above could not fail."""
    with pytest.raises(NPlusOneError), zeal_context():
        for dossier in Dossier.objects.all():
            assert dossier.client.naam
