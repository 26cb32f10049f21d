"""Asking an expert and recording the answer, on the screen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import nieuw_dossier, team
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.handelingen.verloop import vraag_advies
from meerzorg.dossier.models import Adviesvraag, Dossier
from meerzorg.toegang.models import Medewerker

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


@pytest.fixture
def mensen() -> Mensen:
    return team()


@pytest.fixture
def dossier(mensen: Mensen) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"])


def vraag(wie: Medewerker, pad: str, data: dict[str, Any] | None = None) -> Any:
    bezoeker = Bezoeker()
    bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return bezoeker.get(pad) if data is None else bezoeker.post(pad, {"sleutel": str(uuid4())} | data)


def antwoordpad(adviesvraag: Adviesvraag) -> str:
    return reverse("kantoor:advies_antwoord", args=[adviesvraag.dossier.nummer, adviesvraag.pk])


def test_question_is_recorded(mensen: Mensen, dossier: Dossier) -> None:
    data = {"aan": "cce", "deskundige": "CCE Noord", "vraag": "Past deze zorg?"}
    antwoord = vraag(mensen["medisch_adviseur"], reverse("kantoor:advies", args=[dossier.nummer]), data)
    assert antwoord.status_code == 302
    gesteld = Adviesvraag.objects.get()
    assert (gesteld.aan, gesteld.deskundige, gesteld.vraag) == ("cce", "CCE Noord", "Past deze zorg?")
    assert (gesteld.medisch, gesteld.gesteld_door.medewerker) == (True, mensen["medisch_adviseur"])


def test_een_onvolledige_vraag_wordt_geweigerd_en_wat_getypt_is_blijft(mensen: Mensen, dossier: Dossier) -> None:
    data = {"aan": "iedereen", "deskundige": "", "vraag": "Past deze zorg?"}
    antwoord = vraag(mensen["zorgadviseur"], reverse("kantoor:advies", args=[dossier.nummer]), data)
    assert antwoord.status_code in (200, 422) and "Past deze zorg?" in antwoord.content.decode()
    assert not Adviesvraag.objects.exists()


def test_een_antwoord_telt_een_keer(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["verpleegkundige"]
    gesteld = vraag_advies(wie, dossier, "behandelaar", "Huisarts", "Hoe vaak?")
    data = {"antwoord": "Twee keer per nacht.", "datum": vandaag().isoformat(), "sleutel": str(uuid4())}
    assert vraag(wie, antwoordpad(gesteld), data).status_code == 302
    vraag(wie, antwoordpad(gesteld), data)
    anders = vraag(wie, antwoordpad(gesteld), data | {"antwoord": "Toch niet.", "sleutel": str(uuid4())})
    assert anders.status_code == 403
    gesteld.refresh_from_db()
    assert (gesteld.antwoord, gesteld.vastgelegd_door.medewerker) == ("Twee keer per nacht.", wie)
    assert "Twee keer per nacht." in vraag(wie, antwoordpad(gesteld)).content.decode()


def test_dubbelklikken_op_het_antwoord_is_geen_fout(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["verpleegkundige"]
    gesteld = vraag_advies(wie, dossier, "behandelaar", "Huisarts", "Hoe vaak?")
    data = {"antwoord": "Twee keer per nacht.", "datum": vandaag().isoformat(), "sleutel": str(uuid4())}
    assert [vraag(wie, antwoordpad(gesteld), data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("datum", ["2099-01-01", "gisteren", ""])
def test_een_antwoord_van_een_onmogelijke_dag_wordt_geweigerd_en_blijft_staan(
    mensen: Mensen, dossier: Dossier, datum: str
) -> None:
    wie = mensen["medisch_adviseur"]
    gesteld = vraag_advies(wie, dossier, "cce", "CCE", "Past dit?")
    antwoord = vraag(wie, antwoordpad(gesteld), {"antwoord": "Het past.", "datum": datum})
    assert antwoord.status_code in (200, 422) and "Het past." in antwoord.content.decode()
    gesteld.refresh_from_db()
    assert gesteld.antwoord == ""


def test_een_medische_vraag_is_voor_medische_rollen(mensen: Mensen, dossier: Dossier) -> None:
    gesteld = vraag_advies(mensen["medisch_adviseur"], dossier, "cce", "CCE", "Hoe ernstig is de epilepsie?")
    for rol in ("zorgadviseur", "beslisser", "teamleider", "bezwaarbehandelaar"):
        antwoord = vraag(mensen[rol], antwoordpad(gesteld))
        assert antwoord.status_code == 403 and "epilepsie" not in antwoord.content.decode()
    assert "epilepsie" in vraag(mensen["verpleegkundige"], antwoordpad(gesteld)).content.decode()


def test_een_vraag_van_een_ander_dossier_is_er_niet(mensen: Mensen, dossier: Dossier) -> None:
    gesteld = vraag_advies(mensen["zorgadviseur"], dossier, "anders", "Gemeente", "Is er Wmo?")
    ander = nieuw_dossier(mensen["zorgadviseur"], "Iemand Anders")
    pad = reverse("kantoor:advies_antwoord", args=[ander.nummer, gesteld.pk])
    assert vraag(mensen["zorgadviseur"], pad).status_code == 404
