"""Wrong input and bad luck in a real browser: nothing counts twice, and nothing that was typed is lost."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image
from playwright.sync_api import Page, expect

from browser import NieuwePagina, axe, schermafbeelding
from browserhulp import Bezetting, adres, klik, pad, tekst, vul_in
from dag import later
from kantoorhulp import WACHTWOORD, beantwoord, medewerker, nieuw_dossier
from kantoorhulp import kantoor as zorgkantoor
from kantoortoestanden import voorgesteld
from meerzorg.dossier.models import Dossier
from meerzorg.toegang.models import Inzage

MARKUP = "<script>alert('mis')</script> {{ 7|add:7 }} {% csrf_token %} & <b>vet</b>"


@pytest.fixture
def kantoor(nieuwe_pagina: NieuwePagina, live_server: Any) -> Bezetting:
    return Bezetting(nieuwe_pagina, live_server.url)


@pytest.fixture
def dossier(kantoor: Bezetting) -> Dossier:
    return nieuw_dossier(kantoor.mensen["zorgadviseur"])


def log_in(pagina: Page, naam: str, wachtwoord: str = WACHTWOORD) -> None:
    vul_in(pagina, username=naam, password=wachtwoord)
    klik(pagina, "Log in")


def leg_vast(pagina: Page) -> None:
    pagina.locator("main button.utrecht-button--primary-action:visible", has_text="Leg vast").click()


# --- the same form twice ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False])
def test_een_dubbele_klik_telt_een_keer(kantoor: Bezetting, dossier: Dossier, javascript: bool) -> None:
    pagina = kantoor.als("zorgadviseur", javascript=javascript)
    pagina.goto(adres("opmerking", dossier))
    vul_in(pagina, tekst="De moeder belde.")
    pagina.get_by_role("button", name="Zet in de tijdlijn").dblclick()
    pagina.wait_for_url(f"**{adres('dossier', dossier)}*")
    expect(pagina.get_by_text("De moeder belde.")).to_have_count(1)
    assert dossier.opmerkingen.count() == 1


def test_de_terugknop_na_opslaan_en_nog_eens_opslaan(kantoor: Bezetting, dossier: Dossier) -> None:
    pagina = kantoor.als("zorgadviseur")
    pagina.goto(adres("dossier", dossier))
    pagina.goto(f"{adres('vastleggen', dossier)}?naam=ekt_toepasbaar")
    velden = {"ekt_toepasbaar": "ja", "ekt_toepasbaar__grond": "gesprek", "ekt_toepasbaar__reden": "EKT kan."}
    vul_in(pagina, **velden)
    leg_vast(pagina)
    expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()
    pagina.go_back()
    vul_in(pagina, **velden)
    leg_vast(pagina)
    expect(pagina.locator(".mz-meldingen, [data-fouten]").first).to_be_visible()
    assert dossier.vastleggingen.filter(naam="ekt_toepasbaar").count() == 1


# --- a session that ends ----------------------------------------------------------------------------------------------


def test_een_zitting_die_midden_in_een_lang_formulier_eindigt(kantoor: Bezetting, dossier: Dossier) -> None:
    getypt = f"Eerste regel.\nTweede regel met {MARKUP}"
    pagina = kantoor.leeg()
    pagina.goto(f"{adres('vastleggen', dossier)}?naam=best_passend_profiel&naam=ekt_toepasbaar")
    log_in(pagina, "zorgadviseur")
    vul_in(
        pagina,
        best_passend_profiel="ja",
        best_passend_profiel__grond="gesprek",
        best_passend_profiel__reden=getypt,
        ekt_toepasbaar="nee",
        ekt_toepasbaar__reden="EKT kan niet.",
    )
    with later(seconds=settings.ZITTING_STIL.seconds + 60):
        leg_vast(pagina)
        expect(pagina.get_by_text("Wat u had ingevuld, is bewaard.")).to_be_visible()
        assert getypt not in pagina.content() and not dossier.vastleggingen.filter(naam="ekt_toepasbaar").exists()
        schermafbeelding(pagina, "zitting-voorbij", hoogte=900)
        log_in(pagina, "zorgadviseur")
        expect(pagina.get_by_role("heading", name="Ga verder waar u was")).to_be_visible()
        assert axe(pagina) == []
        schermafbeelding(pagina, "zitting-verder", hoogte=700)
        klik(pagina, "Ga verder")
        expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()
    redenen = {v.naam: v.reden for v in dossier.vastleggingen.all()}
    assert redenen["best_passend_profiel"] == getypt and redenen["ekt_toepasbaar"] == "EKT kan niet."


# --- two people at once -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keuze", ["mijn", "ander"])
def test_twee_mensen_leggen_tegelijk_hetzelfde_vast(kantoor: Bezetting, dossier: Dossier, keuze: str) -> None:
    kantoor.mensen["collega"] = medewerker("collega", "zorgadviseur")
    mijn, ander = kantoor.als("zorgadviseur"), kantoor.als("collega")
    for pagina in (mijn, ander):
        pagina.goto(f"{adres('vastleggen', dossier)}?naam=ekt_toepasbaar")
    for pagina, waarde, reden in ((ander, "ja", "EKT kan."), (mijn, "nee", "EKT kan juist niet.")):
        vul_in(pagina, ekt_toepasbaar=waarde, ekt_toepasbaar__grond="gesprek", ekt_toepasbaar__reden=reden)
        leg_vast(pagina)
    expect(mijn.get_by_role("heading", name="Iemand was u voor")).to_be_visible()
    assert "EKT kan." in tekst(mijn) and "EKT kan juist niet." in tekst(mijn)
    schermafbeelding(mijn, "iemand-was-u-voor", hoogte=1000)
    vul_in(mijn, keuze__ekt_toepasbaar=keuze)
    klik(mijn, "Ga verder met deze keuze")
    expect(mijn.locator(".mz-meldingen")).to_be_visible()
    redenen = list(dossier.vastleggingen.filter(naam="ekt_toepasbaar").values_list("reden", flat=True))
    assert redenen == (["EKT kan.", "EKT kan juist niet."] if keuze == "mijn" else ["EKT kan."])


def test_twee_mensen_tekenen_tegelijk(kantoor: Bezetting) -> None:
    dossier = beantwoord(nieuw_dossier(kantoor.mensen["zorgadviseur"]), kantoor.mensen)
    een, twee = kantoor.als("beslisser"), kantoor.als("beslisser2")
    for pagina in (een, twee):
        pagina.goto(adres("besluit", dossier))
        vul_in(pagina, gelezen="ja")
    klik(een, "Onderteken het besluit")
    expect(een.get_by_text("Nu tekent nog iemand anders.")).to_be_visible()
    klik(twee, "Onderteken het besluit")
    expect(twee.get_by_text("want de toestand van dit dossier is: wacht op tweede handtekening")).to_be_visible()
    assert axe(twee) == []
    twee.get_by_role("main").get_by_role("link", name=dossier.nummer).click()
    assert pad(twee) == adres("dossier", dossier)
    assert dossier.besluiten.count() == 1


def test_twee_tweede_handtekeningen_geven_een_brief(kantoor: Bezetting) -> None:
    dossier = voorgesteld(kantoor.mensen)
    een, twee = kantoor.als("beslisser2"), kantoor.als("teamleider")
    for pagina in (een, twee):
        pagina.goto(adres("besluit", dossier))
        vul_in(pagina, gelezen="ja")
    for pagina in (een, twee):
        klik(pagina, "Onderteken als tweede")
        pagina.wait_for_load_state()
    assert dossier.brieven.count() == 1
    assert dossier.besluiten.get().tweede == kantoor.mensen["beslisser2"]


# --- someone else's dossier -------------------------------------------------------------------------------------------


def test_een_dossier_van_een_ander_kantoor_is_er_niet_en_dat_komt_in_het_logboek(kantoor: Bezetting) -> None:
    utrecht = zorgkantoor("3090", "Zorgkantoor Utrecht")
    elders = nieuw_dossier(medewerker("utrecht", "zorgadviseur", utrecht), "Iemand Elders")
    pagina = kantoor.als("zorgadviseur")
    antwoord = pagina.goto(adres("dossier", elders))
    assert antwoord is not None and antwoord.status == 404
    assert "Iemand Elders" not in pagina.content()
    schermafbeelding(pagina, "niet-gevonden", hoogte=700)
    rij = Inzage.objects.get(dossiernummer=elders.nummer)
    assert (rij.resultaat, rij.medewerker) == ("onbekend", kantoor.mensen["zorgadviseur"])
    pagina.get_by_role("main").get_by_role("link").first.click()
    assert pad(pagina) == "/werk/"


# --- documents --------------------------------------------------------------------------------------------------------


def test_een_stuk_dat_niet_is_wat_zijn_naam_zegt_wordt_geweigerd(kantoor: Bezetting, dossier: Dossier) -> None:
    pagina = kantoor.als("zorgadviseur")
    pagina.goto(adres("stuk_toevoegen", dossier))
    pagina.set_input_files(
        "[name=document]", {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00geen pdf"}
    )
    vul_in(pagina, omschrijving="Het rapport van de behandelaar")
    klik(pagina, "Toevoegen")
    expect(pagina.locator("[data-fouten]")).to_be_visible()
    assert pagina.locator("[name=omschrijving]").input_value() == "Het rapport van de behandelaar"
    schermafbeelding(pagina, "stuk-geweigerd", hoogte=1000)
    assert not dossier.documenten.exists()


def test_een_foto_van_twintig_megabyte_mag(kantoor: Bezetting, dossier: Dossier, tmp_path: Any) -> None:
    foto = tmp_path / "foto van de lift.jpg"
    foto.write_bytes(grote_foto())
    assert 20_000_000 < foto.stat().st_size < 25_000_000
    pagina = kantoor.als("zorgadviseur")
    pagina.goto(adres("stuk_toevoegen", dossier))
    pagina.set_input_files("[name=document]", foto)
    klik(pagina, "Toevoegen")
    expect(pagina.get_by_text("Het stuk is toegevoegd.")).to_be_visible(timeout=30_000)
    assert dossier.documenten.get().omvang == foto.stat().st_size


def grote_foto() -> bytes:
    """A real JPEG that cannot be made small: noise, so that its size is that of a good camera."""
    breedte, hoogte = 3600, 2400
    ruis = Image.frombytes("RGB", (breedte, hoogte), os.urandom(breedte * hoogte * 3))
    ruis.save(uit := io.BytesIO(), "JPEG", quality=97, subsampling=0)
    return uit.getvalue()


# --- markup -----------------------------------------------------------------------------------------------------------


def test_opmaak_en_sjabloontaal_staan_er_zoals_getypt(kantoor: Bezetting, dossier: Dossier) -> None:
    pagina = kantoor.als("zorgadviseur")
    pagina.on("dialog", lambda dialoog: pytest.fail(f"er liep een script: {dialoog.message}"))
    pagina.goto(adres("opmerking", dossier))
    vul_in(pagina, tekst=MARKUP)
    klik(pagina, "Zet in de tijdlijn")
    expect(pagina.get_by_text(MARKUP)).to_be_visible()
    pagina.goto(f"{adres('vastleggen', dossier)}?naam=ekt_toepasbaar")
    vul_in(pagina, ekt_toepasbaar="ja", ekt_toepasbaar__grond="gesprek", ekt_toepasbaar__reden=MARKUP)
    leg_vast(pagina)
    assert pagina.get_by_text(MARKUP).count() == 2
    pagina.goto(adres("aanvulling", dossier))
    vul_in(pagina, eigen=MARKUP)
    klik(pagina, "Bekijk de brief")
    expect(pagina.get_by_role("heading", name="Zo gaat de brief weg")).to_be_visible()
    assert MARKUP in tekst(pagina)
    pagina.goto(f"/zoek/?q={MARKUP[:30]}")
    assert MARKUP[:30].strip() in pagina.content().replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'")


# --- logging in -------------------------------------------------------------------------------------------------------


@pytest.mark.echte_klok
def test_foute_wachtwoorden_sluiten_het_account_een_poos(kantoor: Bezetting) -> None:
    pagina = kantoor.leeg()
    pagina.goto("/inloggen/")
    schermafbeelding(pagina, "inloggen", hoogte=800)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(pagina, "beslisser", "niet-het-wachtwoord")
    assert "15 minuten" in tekst(pagina)
    assert axe(pagina) == []
    schermafbeelding(pagina, "geblokkeerd", hoogte=700)
    pagina.goto("/inloggen/")
    log_in(pagina, "beslisser")
    assert pad(pagina) == "/inloggen/"
    with time_machine.travel(timezone.now() + settings.AXES_COOLOFF_TIME + timedelta(minutes=1), tick=True):
        pagina.goto("/inloggen/")
        log_in(pagina, "beslisser")
        pagina.wait_for_url("**/werk/")


@pytest.mark.echte_klok
def test_inloggen_met_een_code_van_de_app(kantoor: Bezetting) -> None:
    app = TOTPDevice.objects.create(user=kantoor.mensen["beslisser"], name="app", confirmed=True)
    pagina = kantoor.leeg()
    pagina.goto("/inloggen/")
    log_in(pagina, "beslisser")
    pagina.wait_for_url("**/inloggen/code/**")
    assert axe(pagina) == []
    schermafbeelding(pagina, "inloggen-code", hoogte=700)
    vul_in(pagina, code="000000")
    pagina.locator("main button[type=submit]").click()
    expect(pagina.locator("[data-fouten]")).to_be_visible()
    # A wrong code makes the app wait a moment; half a minute later there is a new code anyway.
    with time_machine.travel(timezone.now() + timedelta(seconds=40), tick=True):
        vul_in(pagina, code=f"{TOTP(app.bin_key, app.step, app.t0, app.digits, app.drift).token():06d}")
        pagina.locator("main button[type=submit]").click()
        pagina.wait_for_url("**/werk/")
