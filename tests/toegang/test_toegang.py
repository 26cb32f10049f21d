"""Logging in: who gets in, who does not, how a session ends, and that nothing typed is lost then."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from kantoorhulp import WACHTWOORD, kantoor, medewerker
from meerzorg.klok import gezet_op, nu
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import INGELOGD
from meerzorg.toegang.verklaring import vereist
from meerzorg.web import adressen

pytestmark = pytest.mark.django_db
INLOGGEN = "/inloggen/"
GEHEIM = "Twee keer per nacht is hulp nodig.\nOok <b>overdag</b>."


@vereist(INGELOGD)
def formulier(request: Any) -> HttpResponse:
    """A form of the office as it comes in: the answer shows what was sent."""
    return HttpResponse(f"{request.POST.getlist('reden')} {request.POST.get('los')}")


urlpatterns = [*adressen.urlpatterns, path("lang/formulier/", formulier)]
handler403, handler404 = adressen.handler403, adressen.handler404


@pytest.fixture
def wie() -> Medewerker:
    return medewerker("anna", "zorgadviseur")


def log_in(client: Client, naam: str = "anna", wachtwoord: str = WACHTWOORD, **anders: Any) -> Any:
    return client.post(INLOGGEN, {"username": naam, "password": wachtwoord} | anders)


def ingelogd(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def code_van(apparaat: TOTPDevice, verschuiving: int = 0) -> str:
    totp = TOTP(apparaat.bin_key, apparaat.step, apparaat.t0, apparaat.digits, apparaat.drift + verschuiving)
    return f"{totp.token():06d}"


@pytest.fixture
def apparaat(wie: Medewerker) -> TOTPDevice:
    return TOTPDevice.objects.create(user=wie, name="app", confirmed=True)


# --- who gets in ----------------------------------------------------------------------------------------------------


def test_met_het_goede_wachtwoord_kom_je_binnen_en_na_uitloggen_niet_meer(client: Client, wie: Medewerker) -> None:
    assert not ingelogd(client)
    antwoord = log_in(client)
    assert antwoord.status_code == 302 and antwoord.url == "/"
    assert ingelogd(client)
    assert client.get("/uitloggen/").status_code == 405  # a link or picture elsewhere cannot log someone out
    assert client.post("/uitloggen/").status_code == 302
    assert not ingelogd(client)


@pytest.mark.parametrize("naam", ["anna", "bestaat-niet", "dicht"])
def test_een_verkeerde_poging_verraadt_niet_of_een_account_bestaat(client: Client, wie: Medewerker, naam: str) -> None:
    Medewerker.objects.filter(pk=medewerker("dicht", "").pk).update(is_active=False)
    wachtwoord = WACHTWOORD if naam == "dicht" else "niet-het-wachtwoord"
    tekst = log_in(client, naam, wachtwoord).content.decode()
    assert "De gebruikersnaam of het wachtwoord klopt niet." in tekst
    zonder_naam = re.sub(r'value="[^"]*"', "", tekst)
    ander = re.sub(r'value="[^"]*"', "", log_in(Client(), "nog-iemand", "x").content.decode())
    assert zonder_naam == ander


@pytest.mark.parametrize("naam", ["anna", "bestaat-niet"])
def test_na_vijf_verkeerde_wachtwoorden_gaat_inloggen_een_tijd_niet(client: Client, wie: Medewerker, naam: str) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        laatste = log_in(client, naam, "verkeerd")
    assert laatste.status_code == 429
    tekst = laatste.content.decode()
    assert "15 minuten" in tekst and "beheerder" in tekst
    nog_een = log_in(client, naam)  # with the right password
    assert nog_een.status_code == 429 and nog_een.content.decode() == tekst
    assert not ingelogd(client)


def test_een_ander_account_blijft_bereikbaar_tijdens_een_blokkade(client: Client, wie: Medewerker) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(client, "iemand-anders", "verkeerd")
    log_in(client)
    assert ingelogd(client)


@pytest.mark.parametrize("next_", ["https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)", "/\\kwaad"])
def test_na_inloggen_ga_je_nooit_naar_een_ander_adres(client: Client, wie: Medewerker, next_: str) -> None:
    assert log_in(client, next=next_).url == "/"


def test_na_inloggen_ga_je_naar_de_pagina_die_je_vroeg(client: Client, wie: Medewerker) -> None:
    naar = client.get("/account/wachtwoord/?a=b").url
    assert log_in(client, next=re.sub(r".*next=", "", naar).replace("%3F", "?").replace("%3D", "=")).url == (
        "/account/wachtwoord/?a=b"
    )


def test_een_wachtwoord_staat_als_argon2_in_de_database(wie: Medewerker) -> None:
    assert wie.password.startswith("argon2$argon2id$")


# --- the code of an app ---------------------------------------------------------------------------------------------


def test_met_een_inlogcode_is_het_wachtwoord_niet_genoeg(client: Client, apparaat: TOTPDevice) -> None:
    antwoord = log_in(client, next="/account/")
    assert antwoord.url.startswith("/inloggen/code/")
    assert not ingelogd(client)
    assert client.post(antwoord.url, {"code": code_van(apparaat)}).url == "/account/"
    assert ingelogd(client)


def test_dezelfde_code_werkt_geen_tweede_keer(client: Client, apparaat: TOTPDevice) -> None:
    code = code_van(apparaat)
    client.post(log_in(client).url, {"code": code})
    ander = Client()
    antwoord = ander.post(log_in(ander).url, {"code": code})
    assert "Deze code klopt niet" in antwoord.content.decode()
    assert not ingelogd(ander)


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６", "1234567890", "000 000"])
def test_een_verkeerde_code_laat_niemand_binnen(client: Client, apparaat: TOTPDevice, code: str) -> None:
    assert client.post(log_in(client).url, {"code": code}).status_code == 200
    assert not ingelogd(client)


def test_raden_van_codes_houdt_op(client: Client, apparaat: TOTPDevice) -> None:
    adres = log_in(client).url
    antwoorden = [client.post(adres, {"code": "000000"}) for _ in range(6)]
    assert "Probeer het na" in antwoorden[1].content.decode()  # the device waits
    assert antwoorden[-1].url.startswith(INLOGGEN)  # and the password is asked again


def test_de_code_moet_binnen_vijf_minuten(client: Client, apparaat: TOTPDevice) -> None:
    adres = log_in(client).url
    with gezet_op(nu() + timedelta(minutes=6)):
        assert client.post(adres, {"code": code_van(apparaat)}).url.startswith(INLOGGEN)
    assert not ingelogd(client)


def test_inlogcode_aanzetten_telt_pas_na_een_goede_code(client: Client, wie: Medewerker) -> None:
    log_in(client)
    client.post("/account/code/beginnen/")
    tekst = client.get("/account/code/").content.decode()
    nieuw = TOTPDevice.objects.get(user=wie)
    assert "<svg" in tekst and not re.search(r"<svg[^>]*style=|<path[^>]*style=", tekst)
    geheim = "".join(re.findall(r"secret=([A-Z2-7]+)", nieuw.config_url))
    assert geheim in tekst.replace(" ", "")
    client.post("/account/code/", {"code": "000000"})
    assert not TOTPDevice.objects.get(user=wie).confirmed
    TOTPDevice.objects.filter(user=wie).update(throttling_failure_timestamp=None, throttling_failure_count=0)
    client.post("/account/code/", {"code": code_van(nieuw)})
    assert TOTPDevice.objects.get(user=wie).confirmed
    assert log_in(Client()).url.startswith("/inloggen/code/")


def test_inlogcode_uitzetten_vraagt_een_code(client: Client, apparaat: TOTPDevice) -> None:
    client.post(log_in(client).url, {"code": code_van(apparaat)})
    client.post("/account/code/uitzetten/", {"code": ""})
    assert TOTPDevice.objects.filter(confirmed=True).exists()
    client.post("/account/code/uitzetten/", {"code": code_van(apparaat, 1)})
    assert not TOTPDevice.objects.exists()


# --- password and account -------------------------------------------------------------------------------------------


def test_wachtwoord_wijzigen_beeindigt_de_andere_sessies(client: Client, wie: Medewerker) -> None:
    ander = Client()
    log_in(client), log_in(ander)
    nieuw = "een ander lang wachtwoord"
    velden = {"old_password": WACHTWOORD, "new_password1": nieuw, "new_password2": nieuw}
    assert client.post("/account/wachtwoord/", velden).status_code == 302
    assert ingelogd(client) and not ingelogd(ander)
    log_in(ander, wachtwoord=nieuw)
    assert ingelogd(ander)


@pytest.mark.parametrize(("nieuw", "zegt"), [("kort", "12"), (WACHTWOORD, "ander wachtwoord"), ("password1234", "")])
def test_een_zwak_of_gelijk_wachtwoord_wordt_geweigerd(client: Client, wie: Medewerker, nieuw: str, zegt: str) -> None:
    log_in(client)
    velden = {"old_password": WACHTWOORD, "new_password1": nieuw, "new_password2": nieuw}
    antwoord = client.post("/account/wachtwoord/", velden)
    assert antwoord.status_code == 200 and zegt in antwoord.content.decode()
    assert Medewerker.objects.get(pk=wie.pk).check_password(WACHTWOORD)


def test_met_een_tijdelijk_wachtwoord_kies_je_eerst_een_eigen(client: Client, wie: Medewerker) -> None:
    Medewerker.objects.filter(pk=wie.pk).update(tijdelijk_wachtwoord=True)
    log_in(client)
    assert client.get("/account/").url == "/account/wachtwoord/"
    nieuw = "een ander lang wachtwoord"
    client.post("/account/wachtwoord/", {"old_password": WACHTWOORD, "new_password1": nieuw, "new_password2": nieuw})
    assert ingelogd(client)


def test_meldingen_per_mail_kunnen_uit(client: Client, wie: Medewerker) -> None:
    log_in(client)
    client.post("/account/", {})
    assert not Medewerker.objects.get(pk=wie.pk).meldingen_per_mail


# --- the end of a session -------------------------------------------------------------------------------------------


def test_een_sessie_eindigt_na_een_half_uur_stilte_en_niet_eerder(client: Client, wie: Medewerker) -> None:
    begin = nu()
    log_in(client)
    for minuten in (29, 58):
        with gezet_op(begin + timedelta(minutes=minuten)):
            assert ingelogd(client)
    with gezet_op(begin + timedelta(minutes=89)):
        assert not ingelogd(client)


def test_een_sessie_eindigt_na_tien_uur_ook_als_je_doorwerkt(client: Client, wie: Medewerker) -> None:
    begin = nu()
    log_in(client)
    for minuten in range(20, 600, 20):
        with gezet_op(begin + timedelta(minutes=minuten)):
            assert ingelogd(client)
    with gezet_op(begin + timedelta(minutes=601)):
        assert not ingelogd(client)


def test_niet_elk_verzoek_schrijft_de_sessie(
    client: Client, wie: Medewerker, django_assert_max_num_queries: Any
) -> None:
    log_in(client)
    ingelogd(client)
    with django_assert_max_num_queries(4) as vragen:  # session, member of staff, zorgkantoor, app
        ingelogd(client)
    assert all(vraag["sql"].startswith("SELECT") for vraag in vragen)


# --- what was typed is not lost -------------------------------------------------------------------------------------


@pytest.fixture
def eigen_adressen(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


def verlopen(client: Client, **velden: Any) -> Any:
    """Sends a form long after the session ended; returns the answer."""
    with gezet_op(nu() + timedelta(minutes=45)):
        return client.post("/lang/formulier/?stap=2", {"reden": [GEHEIM, "tweede"], "los": "één"} | velden)


def velden_van(html: str) -> list[tuple[str, str]]:
    from html import unescape

    deel = html[html.index('action="/lang/formulier/') :]
    paren = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', deel[: deel.index("</form>")])
    return [(naam, unescape(waarde)) for naam, waarde in paren if naam != "csrfmiddlewaretoken"]


def volgende(antwoord: Any) -> str:
    return str(re.sub(r".*next=", "", antwoord.url))


@pytest.mark.usefixtures("eigen_adressen")
def test_een_formulier_na_het_einde_van_de_sessie_gaat_niet_verloren(client: Client, wie: Medewerker) -> None:
    log_in(client)
    naar = verlopen(client)
    bladzijde = client.get(naar.url).content.decode()
    assert "Wat u had ingevuld, is bewaard" in bladzijde and "per nacht" not in bladzijde
    verder = log_in(client, next=volgende(naar)).url
    tekst = client.get(verder).content.decode()
    assert 'action="/lang/formulier/?stap=2"' in tekst
    velden = velden_van(tekst)
    assert velden == [("reden", GEHEIM), ("reden", "tweede"), ("los", "één")]
    assert "<b>overdag" not in tekst


@pytest.mark.usefixtures("eigen_adressen")
def test_een_ander_krijgt_niets_te_zien_van_wat_was_getypt(client: Client, wie: Medewerker) -> None:
    medewerker("bram", "zorgadviseur")
    log_in(client)
    naar = verlopen(client)
    verder = log_in(client, "bram", next=volgende(naar)).url
    antwoord = client.get(verder, follow=True)
    assert "per nacht" not in antwoord.content.decode()
    assert "per nacht" not in str(dict(client.session))
    client.post("/uitloggen/")
    log_in(client)
    assert client.get(verder).status_code == 302


@pytest.mark.usefixtures("eigen_adressen")
def test_ook_als_de_sessie_al_is_opgeruimd_blijft_het_formulier_van_wie_het_typte(
    client: Client, wie: Medewerker
) -> None:
    log_in(client)
    client.get("/account/")
    del client.cookies[settings.SESSION_COOKIE_NAME]
    naar = verlopen(client)
    verder = log_in(client, next=volgende(naar)).url
    assert velden_van(client.get(verder).content.decode())[0] == ("reden", GEHEIM)


@pytest.mark.usefixtures("eigen_adressen")
def test_van_een_onbekende_wordt_niets_bewaard(client: Client, wie: Medewerker) -> None:
    naar = verlopen(client)
    assert naar.url.startswith(INLOGGEN) and "verder" not in naar.url


@pytest.mark.usefixtures("eigen_adressen")
def test_wat_bewaard_is_verloopt_en_kan_weg(client: Client, wie: Medewerker) -> None:
    log_in(client)
    een = volgende(verlopen(client))
    log_in(client, next=een)
    assert client.get(een).status_code == 200
    assert client.post(een).status_code == 302
    assert client.get(een).status_code == 302
    client.post("/uitloggen/")
    log_in(client)
    twee = volgende(verlopen(client))
    with gezet_op(nu() + timedelta(hours=4)):
        log_in(client, next=twee)
        assert client.get(twee).status_code == 302


@pytest.mark.usefixtures("eigen_adressen")
def test_een_bestand_wordt_niet_bewaard_en_dat_staat_er(client: Client, wie: Medewerker) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    log_in(client)
    naar = verlopen(client, stuk=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 geheim"))
    tekst = client.get(log_in(client, next=volgende(naar)).url).content.decode()
    assert "Bestanden zijn niet bewaard" in tekst and "geheim" not in tekst


@pytest.mark.usefixtures("eigen_adressen")
def test_een_te_oude_pagina_bewaart_het_formulier_en_verstuurt_niets_zelf(wie: Medewerker) -> None:
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(wie)
    antwoord = streng.post("/lang/formulier/", {"reden": GEHEIM})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 403 and "De pagina was te oud" in tekst and "per nacht" not in tekst
    verder = re.search(r'href="(/verder/[^"]+)"', tekst)
    assert verder
    assert velden_van(streng.get(verder[1]).content.decode()) == [("reden", GEHEIM)]


@pytest.mark.usefixtures("eigen_adressen")
def test_een_andere_site_kan_niemand_iets_laten_versturen(wie: Medewerker) -> None:
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(wie)
    antwoord = streng.post("/lang/formulier/", {"reden": "kwaad"}, headers={"origin": "https://kwaad.example"})
    assert antwoord.status_code == 403 and "/verder/" not in antwoord.content.decode()


def test_een_wachtwoord_wordt_nooit_bewaard(wie: Medewerker) -> None:
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(wie)
    streng.post("/account/wachtwoord/", {"old_password": WACHTWOORD, "new_password1": "x" * 12})
    assert WACHTWOORD not in str(dict(streng.session))


@pytest.mark.usefixtures("eigen_adressen")
def test_htmx_gaat_als_hele_pagina_naar_inloggen(client: Client) -> None:
    kop = {"HX-Request": "true", "HX-Current-URL": "http://testserver/werk/?rol=x"}
    antwoord = client.get("/lang/formulier/", headers=kop)
    assert "next=/werk/%3Frol%3Dx" in antwoord["HX-Redirect"]


# --- safety of every page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adres", ["/inloggen/", "/account/", "/bestaat-niet/"])
def test_elke_pagina_heeft_strenge_koppen(client: Client, wie: Medewerker, adres: str) -> None:
    log_in(client)
    antwoord = (Client() if adres == INLOGGEN else client).get(adres)
    csp = antwoord["Content-Security-Policy"]
    assert "default-src 'none'" in csp and "script-src 'self'" in csp and "base-uri 'none'" in csp
    assert "unsafe" not in csp and "http:" not in csp and "*" not in csp
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["X-Frame-Options"] == "SAMEORIGIN"
    assert antwoord["Referrer-Policy"] == "same-origin"
    tekst = antwoord.content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<script>|<style", tekst)


def test_cookies_zijn_niet_te_lezen_door_scripts(client: Client, wie: Medewerker) -> None:
    log_in(client)
    client.get("/account/")
    for naam in (settings.SESSION_COOKIE_NAME, "meerzorg_wie"):
        assert client.cookies[naam]["httponly"] and client.cookies[naam]["samesite"] == "Lax"


def test_wie_geen_account_heeft_ziet_alleen_openbare_paginas(client: Client) -> None:
    for naam in ("account", "wachtwoord", "code_instellen", "code_uitzetten"):
        assert client.get(reverse(f"toegang:{naam}")).url.startswith(INLOGGEN)


def test_een_medewerker_die_weg_is_verliest_de_sessie(client: Client, wie: Medewerker) -> None:
    log_in(client)
    Medewerker.objects.filter(pk=wie.pk).update(is_active=False)
    assert not ingelogd(client)
    assert kantoor().rollen.count() == 1
