"""The course of the procedure: letters that are shown before they are sent, the clock, withdrawal, remarks, letters."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from kantoorhulp import beantwoord, kantoor, medewerker, nieuw_dossier, noemt, team
from meerzorg.dossier import post
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.besluiten import onderteken
from meerzorg.dossier.models import Besluit, Brief, Dossier, Gebeurtenis, Opmerking
from meerzorg.klok import gezet_op
from meerzorg.toegang.models import Inzage, Medewerker
from meerzorg.wet.termijnen.kalender import KALENDER
from regeltaal.soorten import DATUM, toon

Mensen = dict[str, Medewerker]


@pytest.fixture(autouse=True)
def opslag(settings: Any, tmp_path: Any) -> None:
    settings.DOCUMENTEN = tmp_path


@pytest.fixture
def mensen(db: None) -> Mensen:
    return team()


@pytest.fixture
def dossier(mensen: Mensen) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"])


def als(wie: Medewerker) -> Browser:
    browser = Browser()
    browser.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def adres(dossier: Dossier, deel: str) -> str:
    return f"/dossier/{dossier.nummer}/{deel}"


def lees(wie: Medewerker, dossier: Dossier, deel: str) -> str:
    return unescape(als(wie).get(adres(dossier, deel)).content.decode())


def stuur(wie: Medewerker, dossier: Dossier, deel: str, **data: Any) -> Any:
    return als(wie).post(adres(dossier, deel), {"sleutel": str(uuid4())} | data, follow=True)


def verstuur(wie: Medewerker, dossier: Dossier, deel: str, **data: Any) -> Any:
    """First look at the letter, then send the letter that was looked at."""
    bekeken = stuur(wie, dossier, deel, stap="bekijk", **data)
    merk = {naam: bekeken.context["form"][naam].value() for naam in ("gezien", "sleutel")}
    return stuur(wie, dossier, deel, stap="verstuur", **merk, **data)


# --- the confirmation of receipt --------------------------------------------------------------------------------------


def test_de_ontvangstbevestiging_wordt_getoond_en_een_keer_verstuurd(mensen: Mensen, dossier: Dossier) -> None:
    za = mensen["zorgadviseur"]
    uiterlijk = toon(dossier.uiterlijk, DATUM)
    assert uiterlijk in lees(za, dossier, "ontvangst/")
    form = als(za).get(adres(dossier, "ontvangst/")).context["form"]
    data = {"gezien": form["gezien"].value(), "sleutel": str(form["sleutel"].value()), "stap": "verstuur"}
    for _ in range(2):
        assert stuur(za, dossier, "ontvangst/", **data).status_code == 200
    assert Brief.objects.get(dossier=dossier).soort == "ontvangstbevestiging"
    assert "De ontvangst is al bevestigd" in lees(za, dossier, "ontvangst/")


# --- asking for what is missing ---------------------------------------------------------------------------------------


def test_alleen_wat_de_client_kan_geven_wordt_voorgesteld(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=None)
    form = als(mensen["zorgadviseur"]).get(adres(dossier, "aanvulling/")).context["form"]
    voorgesteld = form["vragen"].value()
    assert "Hoeveel kost de gevraagde zorg per jaar (in euro), of wat is het budgetplan?" in voorgesteld
    assert not any("verantwoord" in vraag or "best passende" in vraag for vraag in voorgesteld)
    assert form["dagen"].value() == 14


def test_een_verzoek_gaat_pas_weg_als_de_brief_is_gelezen(mensen: Mensen, dossier: Dossier) -> None:
    za = mensen["zorgadviseur"]
    vragen = {"eigen": "Stuur het behandelplan.\n\nHoeveel hulp is er in de nacht?", "dagen": 14}
    zonder = stuur(za, dossier, "aanvulling/", stap="verstuur", **vragen)
    assert "Lees hem opnieuw" in zonder.content.decode() and not Brief.objects.exists()
    bekeken = stuur(za, dossier, "aanvulling/", stap="bekijk", **vragen)
    assert "Stuur het behandelplan." in bekeken.content.decode() and not Brief.objects.exists()
    gezien = bekeken.context["form"]["gezien"].value()
    anders = stuur(za, dossier, "aanvulling/", stap="verstuur", gezien=gezien, **vragen | {"dagen": 21})
    assert "Lees hem opnieuw" in anders.content.decode() and not Brief.objects.exists()
    verstuur(za, dossier, "aanvulling/", **vragen)
    dossier.refresh_from_db()
    assert dossier.toestand == "wacht_op_aanvulling"
    assert Gebeurtenis.objects.get(soort="verzoek_aanvulling").vragen == [
        "Stuur het behandelplan.",
        "Hoeveel hulp is er in de nacht?",
    ]


def test_dubbel_klikken_vraagt_een_keer(mensen: Mensen, dossier: Dossier) -> None:
    za, vragen = mensen["zorgadviseur"], {"eigen": "Stuur het plan.", "dagen": 14}
    bekeken = stuur(za, dossier, "aanvulling/", stap="bekijk", **vragen)
    merk = {naam: bekeken.context["form"][naam].value() for naam in ("gezien", "sleutel")}
    for _ in range(2):
        antwoord = stuur(za, dossier, "aanvulling/", stap="verstuur", **merk, **vragen)
    assert "Dit formulier is al verwerkt" in antwoord.content.decode()
    assert Brief.objects.count() == 1


@pytest.mark.parametrize(
    "fout", [{"eigen": " \n "}, {"eigen": "Vraag", "dagen": 0}, {"eigen": "Vraag", "dagen": 366}, {"eigen": "x" * 501}]
)
def test_een_verkeerd_verzoek_zegt_wat_er_mis_is(mensen: Mensen, dossier: Dossier, fout: dict[str, Any]) -> None:
    antwoord = stuur(mensen["zorgadviseur"], dossier, "aanvulling/", stap="bekijk", **{"dagen": 14} | fout)
    assert antwoord.context["form"].errors and "Er klopt 1 ding nog niet" in antwoord.content.decode()
    assert not Brief.objects.exists()


def test_html_en_sjabloontaal_blijven_letterlijk(mensen: Mensen, dossier: Dossier) -> None:
    vraag = "<img src=x onerror=alert(1)> {{ dossier.client.bsn }} {% debug %} #panic()"
    antwoord = stuur(mensen["zorgadviseur"], dossier, "aanvulling/", stap="bekijk", eigen=vraag, dagen=14)
    tekst = antwoord.content.decode()
    assert "<img src=x" not in tekst and vraag in unescape(tekst)
    verstuur(mensen["zorgadviseur"], dossier, "aanvulling/", eigen=vraag, dagen=14)
    assert Brief.objects.count() == 1


def test_twee_keer_stilstaan_geeft_de_juiste_dag(mensen: Mensen) -> None:
    """Asked on day 0 with a long term, answered after 5 days; asked again with a short one, answered after 3."""
    za, begin = mensen["zorgadviseur"], vandaag() - timedelta(days=20)

    def op(dagen: int) -> Any:
        return gezet_op(timezone.make_aware(datetime.combine(begin + timedelta(days=dagen), time(12))))

    with op(0):
        dossier = nieuw_dossier(za, dagen=10)
        gewoon = dossier.uiterlijk
        verstuur(za, dossier, "aanvulling/", eigen="Stuur het plan.", dagen=40)
    with op(5):
        assert "Stuur het plan." in lees(za, dossier, "aanvulling/ontvangen/")
        stuur(za, dossier, "aanvulling/ontvangen/", datum=vandaag())
        dossier.refresh_from_db()
        assert dossier.toestand == "in_behandeling"
    with op(8):
        bekeken = stuur(za, dossier, "aanvulling/", stap="bekijk", eigen="En de uren?", dagen=7)
        verzoek = next(t for t in beeld(dossier).termijnen(vandaag()) if t.termijn == "hersteltermijn")
        assert not noemt(bekeken.content.decode(), verzoek.uiterlijk)
        verstuur(za, dossier, "aanvulling/", eigen="En de uren?", dagen=7)
    with op(11):
        assert "En de uren?" in lees(za, dossier, "aanvulling/ontvangen/")
        stuur(za, dossier, "aanvulling/ontvangen/", datum=vandaag())
        assert "Er is geen open verzoek" in lees(za, dossier, "aanvulling/ontvangen/")
        termijn = next(t for t in beeld(dossier).termijnen(vandaag()) if t.termijn == "beslistermijn")
        # Each suspension runs from the day after the letter up to the day of the answer: 4 and 2 days.
        assert [stil.dagen for stil in termijn.opschortingen] == [4, 2]
        assert gewoon == KALENDER.verlengd(termijn.begin + timedelta(weeks=8))
        assert termijn.uiterlijk == KALENDER.verlengd(termijn.begin + timedelta(weeks=8, days=6))
    assert Brief.objects.filter(soort="verzoek_aanvulling").count() == 2


def test_een_aanvulling_van_morgen_bestaat_niet(mensen: Mensen, dossier: Dossier) -> None:
    za = mensen["zorgadviseur"]
    verstuur(za, dossier, "aanvulling/", eigen="Stuur het plan.", dagen=14)
    antwoord = stuur(za, dossier, "aanvulling/ontvangen/", datum=vandaag() + timedelta(days=1), toelichting="Per post.")
    assert "een dag tot en met vandaag" in antwoord.content.decode() and "Per post." in antwoord.content.decode()
    assert not Gebeurtenis.objects.filter(soort="aanvulling_ontvangen").exists()


# --- extension --------------------------------------------------------------------------------------------------------


def test_verlengen_laat_de_nieuwe_dag_zien_voor_het_gebeurt(mensen: Mensen, dossier: Dossier) -> None:
    reden = {"dagen": 28, "reden": "Wij wachten op het advies van het CCE."}
    eerst = dossier.uiterlijk
    bekeken = stuur(mensen["beslisser"], dossier, "verlengen/", stap="bekijk", **reden)
    nieuw = bekeken.context["nieuw"]["beslistermijn"].uiterlijk
    assert nieuw > eerst and noemt(bekeken.content.decode(), nieuw)
    dossier.refresh_from_db()
    assert dossier.uiterlijk == eerst
    verstuur(mensen["beslisser"], dossier, "verlengen/", **reden)
    dossier.refresh_from_db()
    assert dossier.uiterlijk == nieuw
    assert Brief.objects.get().soort == "verlenging_beslistermijn"


def test_na_de_laatste_dag_kan_verlengen_niet_meer(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], dagen=90)
    assert "Verlengen kan niet meer" in lees(mensen["teamleider"], dossier, "verlengen/")
    stuur(mensen["teamleider"], dossier, "verlengen/", stap="verstuur", dagen=14, reden="Te druk.")
    assert not Brief.objects.exists() and not Gebeurtenis.objects.filter(soort="verlenging_beslistermijn").exists()


# --- withdrawing, remarks ---------------------------------------------------------------------------------------------


def test_intrekken_vraagt_eerst_en_laat_een_voorstel_vervallen(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert "Het voorgestelde besluit vervalt." in lees(mensen["zorgadviseur"], dossier, "intrekken/")
    leeg = stuur(mensen["zorgadviseur"], dossier, "intrekken/", datum=vandaag())
    assert "Er klopt 1 ding nog niet" in leeg.content.decode()
    data = {"datum": vandaag(), "toelichting": "De cliënt verhuist.", "sleutel": str(uuid4())}
    for _ in range(2):
        antwoord = stuur(mensen["zorgadviseur"], dossier, "intrekken/", **data)
        assert antwoord.status_code == 200
    dossier.refresh_from_db()
    assert dossier.toestand == "ingetrokken"
    assert Besluit.objects.get().status == "teruggenomen"
    assert Opmerking.objects.count() == 1


def test_een_medische_opmerking_is_voor_medische_rollen(mensen: Mensen, dossier: Dossier) -> None:
    assert "Dit is medisch" not in lees(mensen["zorgadviseur"], dossier, "opmerking/")
    stuur(mensen["zorgadviseur"], dossier, "opmerking/", tekst="Gebeld.", medisch="on")
    stuur(mensen["medisch_adviseur"], dossier, "opmerking/", tekst="Aanvallen in de nacht.", medisch="on")
    assert list(Opmerking.objects.values_list("tekst", "medisch")) == [
        ("Gebeld.", False),
        ("Aanvallen in de nacht.", True),
    ]


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def brief(mensen: Mensen, dossier: Dossier) -> Brief:
    verstuur(mensen["zorgadviseur"], dossier, "aanvulling/", eigen="Stuur het plan.", dagen=14)
    return Brief.objects.get()


def test_een_verzonden_brief_openen_staat_in_het_logboek(mensen: Mensen, dossier: Dossier, brief: Brief) -> None:
    antwoord = als(mensen["teamleider"]).get(adres(dossier, f"brief/{brief.pk}/"))
    assert antwoord["Content-Type"] == "application/pdf" and antwoord["Content-Disposition"].startswith("inline")
    assert antwoord.content == post.opslag().lees(brief.sha256)
    rij = Inzage.objects.get(object_soort="brief")
    assert (rij.medewerker, rij.dossiernummer, rij.object_id, rij.resultaat) == (
        mensen["teamleider"],
        dossier.nummer,
        str(brief.pk),
        "toegestaan",
    )


def test_een_brief_van_een_ander_dossier_of_kantoor_is_er_niet(mensen: Mensen, dossier: Dossier, brief: Brief) -> None:
    ander = nieuw_dossier(mensen["zorgadviseur"], naam="Iemand Anders")
    assert als(mensen["teamleider"]).get(adres(ander, f"brief/{brief.pk}/")).status_code == 404
    elders = medewerker("elders", "teamleider", kantoor("3090", "Zorgkantoor Utrecht"))
    assert als(elders).get(adres(dossier, f"brief/{brief.pk}/")).status_code == 404
    assert als(mensen["beheerder"]).get(adres(dossier, f"brief/{brief.pk}/")).status_code == 403


def test_een_veranderde_brief_wordt_niet_getoond(mensen: Mensen, dossier: Dossier, brief: Brief) -> None:
    post.opslag().pad(brief.sha256).write_bytes(b"%PDF-1.7 iets anders")
    antwoord = als(mensen["teamleider"]).get(adres(dossier, f"brief/{brief.pk}/"))
    assert antwoord.status_code == 500
    assert "in de opslag veranderd" in antwoord.content.decode() and b"%PDF" not in antwoord.content


@pytest.mark.parametrize("deel", ["ontvangst/", "aanvulling/", "verlengen/", "intrekken/", "aanvulling/ontvangen/"])
def test_wie_het_niet_mag_ziet_het_scherm_niet(mensen: Mensen, dossier: Dossier, deel: str) -> None:
    for rol in ("medisch_adviseur", "bezwaarbehandelaar", "beheerder", "niemand"):
        assert als(mensen[rol]).get(adres(dossier, deel)).status_code == 403
        assert stuur(mensen[rol], dossier, deel).status_code == 403
    assert not Brief.objects.exists()
