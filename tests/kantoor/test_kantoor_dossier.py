"""The page of a dossier, recording answers, and the history: what each role sees, and that nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from browser import axe
from kantoorhulp import ONDERBOUWING, beantwoord, door, kantoor, medewerker, nieuw_dossier, team
from meerzorg import klok
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import maak_opmerking
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast, wijk_af
from meerzorg.dossier.handelingen.verloop import vraag_aanvulling
from meerzorg.dossier.models import Adviesvraag, Document, Dossier, Vastlegging
from meerzorg.kantoor.gedeeld.vastgelegd import ALLEEN_MEDISCH
from meerzorg.toegang.models import Medewerker
from regeltaal.soorten import UREN, toon

pytestmark = pytest.mark.django_db
VIJANDIG = "<script>alert(1)</script> {{ 7|add:7 }} {% now 'Y' %}"
ZICHT = ("zorgadviseur", "medisch_adviseur", "verpleegkundige", "beslisser", "bezwaarbehandelaar", "teamleider")


@pytest.fixture
def mensen() -> dict[str, Medewerker]:
    return team()


def als(wie: Medewerker) -> Browser:
    browser = Browser()
    browser.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def pad(naam: str, dossier: Dossier) -> str:
    return reverse(f"kantoor:{naam}", args=[dossier.nummer])


def lees(wie: Medewerker, dossier: Dossier, naam: str = "dossier", **query: str) -> str:
    """The text of a page, without markup."""
    antwoord = als(wie).get(pad(naam, dossier), query)
    assert antwoord.status_code == 200
    return kaal(antwoord.content.decode())


def kaal(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def velden(html: str) -> dict[str, Any]:
    """What a browser would send for the last form on a page that nobody touches."""
    formulier = html[html.rindex("<form") :] if "mz-formulier" not in html else html[html.index("mz-formulier") :]
    formulier = formulier[: formulier.index("</form>")]
    uit: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]+>", formulier):
        kenmerk = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if kenmerk.get("type") not in ("radio", "checkbox") or " checked" in tag:
            uit.setdefault(kenmerk["name"], []).append(unescape(kenmerk.get("value", "")))
    for naam, inhoud in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', formulier, re.S):
        uit[naam] = [unescape(inhoud)]
    for naam, keuzes in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', formulier, re.S):
        gekozen = re.findall(r'<option[^>]*value="([^"]*)"[^>]*selected', keuzes)
        uit[naam] = [unescape(gekozen[0]) if gekozen else ""]
    uit.pop("csrfmiddlewaretoken")
    return {naam: waarden if naam == "naam" else waarden[-1] for naam, waarden in uit.items()}


def formulier(wie: Medewerker, dossier: Dossier, *namen: str) -> dict[str, Any]:
    antwoord = als(wie).get(pad("vastleggen", dossier), {"naam": namen} if namen else {})
    assert antwoord.status_code == 200
    return velden(antwoord.content.decode())


def verstuur(wie: Medewerker, dossier: Dossier, data: dict[str, Any], **anders: Any) -> Any:
    return als(wie).post(pad("vastleggen", dossier), data | anders)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_de_eerste_pagina_toont_de_vraag_van_deze_rol_waaraan_zij_wordt_afgewogen_en_wie_nog_moet_antwoorden(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    tekst = lees(mensen["zorgadviseur"], dossier)
    assert "Nu voor u" in tekst
    assert "Is dit het best passende zorgprofiel?" in tekst
    assert "VG8: Wonen met" in tekst
    assert "Straks voor u" in tekst
    assert "Wat anderen nog beantwoorden" in tekst
    assert "De medisch adviseur" in tekst
    assert "Stap 1: best passend profiel nog niet, hier bent u nu" in tekst


def test_vragen_van_anderen_zijn_te_zien_maar_hebben_geen_veld(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    for rol in ZICHT[1:]:
        html = als(mensen[rol]).get(pad("dossier", dossier)).content.decode()
        assert "Is dit het best passende zorgprofiel?" in kaal(html), rol
        assert 'name="best_passend_profiel"' not in html, rol


def test_de_antwoorden_op_de_pagina_zelf_worden_vastgelegd_en_leiden_naar_de_volgende_vraag(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = velden(als(mensen["zorgadviseur"]).get(pad("dossier", dossier)).content.decode())
    data |= {"best_passend_profiel": "ja", "best_passend_profiel-reden": "Het past."}
    antwoord = verstuur(mensen["zorgadviseur"], dossier, data)
    assert antwoord.status_code == 302
    assert beeld(dossier).laatste["best_passend_profiel"].reden == "Het past."
    assert "Welke toeslag is van toepassing?" in lees(mensen["zorgadviseur"], dossier)


def test_uren_staan_naast_de_drempel_van_de_wet_en_kosten_naast_het_budget(mensen):
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="verpleegkundige")
    tekst = lees(mensen["verpleegkundige"], dossier, "vastleggen")
    w = beeld(dossier).beoordeling.w
    assert f"De bekostigingsuren {toon(w['bekostigingsuren'], UREN)}" in tekst
    assert "Het basisbudget €" in tekst
    assert "erboven" in tekst


def test_de_pagina_van_een_vol_dossier_vraagt_de_database_hooguit_vijftien_keer(mensen, django_assert_max_num_queries):
    dossier = vol_dossier(mensen)
    for rol in ZICHT:
        browser = als(mensen[rol])
        browser.get(pad("dossier", dossier))
        for naam in ("dossier", "geschiedenis"):
            with django_assert_max_num_queries(15):
                assert browser.get(pad(naam, dossier)).status_code == 200
        with django_assert_max_num_queries(15):
            browser.get(pad("geschiedenis", dossier), {"op": vandaag().isoformat()})


def test_het_bsn_is_alleen_voor_de_zorgadviseur_en_nooit_in_de_titel(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    for rol in ZICHT:
        html = als(mensen[rol]).get(pad("dossier", dossier)).content.decode()
        assert (dossier.client.bsn in html) == (rol == "zorgadviseur"), rol
        assert dossier.client.bsn not in html[: html.index("</title>")]
        assert "Fatima" not in html[: html.index("</title>")]


def test_medische_inhoud_is_verborgen_voor_andere_rollen_maar_de_conclusie_en_haar_reden_niet(mensen):
    dossier = vol_dossier(mensen)
    geheim = ("1,75", "epilepsierapport.pdf", "Medische opmerking hier", "Vraag over medicatie", "dr. Geheim")
    for rol in ZICHT:
        for naam in ("dossier", "geschiedenis"):
            tekst = lees(mensen[rol], dossier, naam)
            medisch = rol in ("medisch_adviseur", "verpleegkundige")
            assert "Ernstige epilepsie met aanvallen in de nacht." in tekst, (rol, naam)
            assert (ALLEEN_MEDISCH in tekst.lower()) == (not medisch), (rol, naam)
            for deel in geheim if naam == "dossier" else geheim[:1]:
                assert (deel in tekst) == medisch, (rol, naam, deel)
    assert "Gewone opmerking" in lees(mensen["beslisser"], dossier)


def test_een_waarschuwing_over_de_scores_is_alleen_voor_medische_rollen(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    beantwoord(dossier, mensen, tot="medisch_adviseur")
    oordeel = Opgave(True, "ciz", onderbouwing=ONDERBOUWING, tweede_reden="De nacht telt niet mee.")
    leg_vast(mensen["medisch_adviseur"], dossier, {"beperking_adl": Opgave(0), "bijzondere_zorgbehoefte": oordeel})
    zin = "wijkt af van het beperkingenbeeld"
    assert zin in lees(mensen["medisch_adviseur"], dossier)
    assert zin not in lees(mensen["beslisser"], dossier)


def test_opmaak_en_sjabloontaal_in_elke_tekst_staan_er_zoals_getypt(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"], naam=f"Kim {VIJANDIG}")
    leg_vast(mensen["zorgadviseur"], dossier, {"best_passend_profiel": Opgave(True, "gesprek", f"Reden {VIJANDIG}")})
    maak_opmerking(mensen["zorgadviseur"], dossier, f"Opmerking {VIJANDIG}", False)
    for naam in ("dossier", "geschiedenis"):
        html = als(mensen["zorgadviseur"]).get(pad(naam, dossier)).content.decode()
        assert "<script>alert" not in html
        assert f"Reden {VIJANDIG}" in kaal_tekst(html)
    html = als(mensen["zorgadviseur"]).get(pad("dossier", dossier)).content.decode()
    assert f"Opmerking {VIJANDIG}" in kaal_tekst(html)
    assert f"Kim {VIJANDIG}" in kaal_tekst(html)


def kaal_tekst(html: str) -> str:
    """The text as a reader sees it: entities become signs after the tags are gone."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_een_opgeschorte_termijn_zegt_dat_de_klok_stilstaat_en_hoe_de_dag_is_berekend(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het behandelplan."], 14)
    tekst = lees(mensen["beslisser"], dossier)
    assert "De klok staat stil" in tekst
    assert "Zo is dit berekend" in tekst
    assert "Awb art. 4:13" in tekst
    assert "Om een aanvulling gevraagd" in tekst


def test_knoppen_zijn_die_welke_de_matrix_nu_toelaat(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    html = als(mensen["teamleider"]).get(pad("dossier", dossier)).content.decode()
    assert pad("vastleggen", dossier) not in html
    html = als(mensen["zorgadviseur"]).get(pad("dossier", dossier)).content.decode()
    assert pad("vastleggen", dossier) in html
    Dossier.objects.filter(pk=dossier.pk).update(toestand="ingetrokken")
    html = als(mensen["zorgadviseur"]).get(pad("dossier", dossier)).content.decode()
    assert pad("vastleggen", dossier) not in html
    assert "Er komt geen besluit: de aanvraag is ingetrokken." in kaal(html)


def test_een_afwijking_staat_naast_het_advies(mensen):
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="beslisser")
    wijk_af(mensen["beslisser"], dossier, False, "De nachtzorg valt onder het profiel.")
    tekst = lees(mensen["beslisser"], dossier)
    assert "Afwijking van het medisch advies nee De nachtzorg valt onder het profiel." in tekst
    assert "De bijzondere zorgbehoefte ja" in tekst


def test_een_dossier_van_een_ander_kantoor_is_er_niet(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    ander = medewerker("elders", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht"))
    for naam in ("dossier", "geschiedenis", "vastleggen"):
        assert als(ander).get(pad(naam, dossier)).status_code == 404
        assert als(mensen["beheerder"]).get(pad(naam, dossier)).status_code == 403


# --- recording --------------------------------------------------------------------------------------------------------


def test_alleen_wat_ingevuld_of_veranderd_is_wordt_vastgelegd(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    voor = Vastlegging.objects.count()
    data = formulier(mensen["zorgadviseur"], dossier)
    assert verstuur(mensen["zorgadviseur"], dossier, data, toeslag="geen").status_code == 302
    assert Vastlegging.objects.count() == voor + 1
    namen = ("aanvraagdatum", "gevraagde_kosten", "zorgprofiel", "toeslag", "wooninitiatief", "meerzorgvinkje")
    data = formulier(mensen["zorgadviseur"], dossier, *namen)
    antwoord = verstuur(mensen["zorgadviseur"], dossier, data)
    assert "U hebt nog niets ingevuld of veranderd." in kaal(antwoord.content.decode())
    assert Vastlegging.objects.count() == voor + 1


def test_een_oordeel_vraagt_een_reden_en_niets_getypts_gaat_verloren(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "best_passend_profiel", "toeslag_bedrag", "ekt_toepasbaar")
    data |= {"best_passend_profiel": "nee", "toeslag_bedrag": "12.500,50", "ekt_toepasbaar-reden": f"Nog {VIJANDIG}"}
    antwoord = verstuur(mensen["zorgadviseur"], dossier, data)
    html = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "Schrijf op waarom." in html
    assert "Kies of vul een antwoord in" in html
    terug = velden(html)
    assert {naam: terug[naam] for naam in data} == data
    assert "toeslag_bedrag" not in beeld(dossier).laatste


def test_een_correctie_toont_de_oude_waarde_vraagt_een_reden_en_bewaart_de_oude(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    antwoord = als(mensen["zorgadviseur"]).get(pad("vastleggen", dossier), {"naam": "gevraagde_kosten"})
    assert "Nu staat er: € 180.000" in kaal(antwoord.content.decode())
    data = velden(antwoord.content.decode()) | {"gevraagde_kosten": "175.000"}
    assert "Schrijf op waarom." in verstuur(mensen["zorgadviseur"], dossier, data).content.decode()
    data["gevraagde_kosten-reden"] = "Er stond een uur te veel."
    assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 302
    assert [v.waarde for v in dossier.vastleggingen.filter(naam="gevraagde_kosten")] == [180000, 175000]


def test_een_antwoord_kan_met_een_reden_worden_teruggenomen(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "wooninitiatief") | {"wooninitiatief": ""}
    assert "Schrijf op waarom." in verstuur(mensen["zorgadviseur"], dossier, data).content.decode()
    data["wooninitiatief-reden"] = "De cliënt weet het niet zeker."
    assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 302
    assert beeld(dossier).laatste["wooninitiatief"].waarde is None
    assert "weer onbekend" in lees(mensen["zorgadviseur"], dossier)


def test_het_medisch_oordeel_vraagt_zijn_drie_redenen_en_een_tweede_waar_het_van_het_beeld_verschilt(mensen):
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="medisch_adviseur")
    leg_vast(mensen["medisch_adviseur"], dossier, {"beperking_adl": Opgave(0)})
    naam = "bijzondere_zorgbehoefte"
    data = formulier(mensen["medisch_adviseur"], dossier, naam) | {naam: "ja"}
    html = verstuur(mensen["medisch_adviseur"], dossier, data).content.decode()
    assert all(f"Schrijf iets over de {deel}." in html for deel in ONDERBOUWING)
    data |= {f"{naam}-{deel}": tekst for deel, tekst in ONDERBOUWING.items()}
    antwoord = verstuur(mensen["medisch_adviseur"], dossier, data)
    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors.keys() == {f"{naam}-tweede"}
    data[f"{naam}-tweede"] = "De nacht telt niet mee in de scores."
    assert verstuur(mensen["medisch_adviseur"], dossier, data).status_code == 302
    assert beeld(dossier).laatste[naam].onderbouwing == ONDERBOUWING


def test_een_naam_van_een_andere_rol_of_een_die_niet_bestaat_is_er_niet(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    for naam in ("bijzondere_zorgbehoefte", "bestaat_niet", "zorgplan"):
        assert als(mensen["zorgadviseur"]).get(pad("vastleggen", dossier), {"naam": naam}).status_code == 404
        data = formulier(mensen["zorgadviseur"], dossier) | {"naam": [naam], naam: "ja"}
        assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 404


def test_een_medisch_stuk_kan_alleen_door_medische_rollen_genoemd_worden(mensen):
    dossier = vol_dossier(mensen)
    medisch = Document.objects.get(medisch=True)
    namen = {"zorgadviseur": "toeslag", "medisch_adviseur": "bijzondere_zorgbehoefte"}
    for rol, naam in namen.items():
        html = als(mensen[rol]).get(pad("vastleggen", dossier), {"naam": naam}).content.decode()
        assert (medisch.naam in html) == (rol == "medisch_adviseur")
    data = formulier(mensen["zorgadviseur"], dossier, "toeslag")
    data |= {"toeslag": "overig", "toeslag-reden": "Anders.", "toeslag-stuk": str(medisch.pk)}
    assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 200
    assert beeld(dossier).laatste["toeslag"].waarde == "geen"


def test_een_formulier_telt_een_keer(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "toeslag") | {"toeslag": "overig"}
    for _ in range(2):
        assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 302
    assert dossier.vastleggingen.filter(naam="toeslag").count() == 1


# --- a budgetplan -----------------------------------------------------------------------------------------------------

REGEL = {"zorgsoort": "Begeleiding", "zorgverlener": "informeel", "eenheid": "uur", "aantal": "20,5", "tarief": "24"}


def planregel(nr: int, **anders: str) -> dict[str, str]:
    return {f"budgetplan-{nr}-{veld}": waarde for veld, waarde in (REGEL | anders).items()}


def test_regels_komen_erbij_zonder_javascript_en_houden_al_het_getypte(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "budgetplan", "toeslag_bedrag")
    data |= planregel(0) | planregel(1, aantal="veel", zorgsoort=VIJANDIG) | {"toeslag_bedrag": "geen idee"}
    html = verstuur(mensen["zorgadviseur"], dossier, data, actie="regel").content.decode()
    nieuw = velden(html)
    assert {naam: nieuw[naam] for naam in data if naam != "budgetplan-aantal"} == {
        naam: waarde for naam, waarde in data.items() if naam != "budgetplan-aantal"
    }
    assert int(nieuw["budgetplan-aantal"]) > int(data["budgetplan-aantal"])
    assert "Er klopt" not in html and "Er kloppen" not in html
    assert "Samen" not in kaal(html)
    html = verstuur(mensen["zorgadviseur"], dossier, nieuw | planregel(1), actie="regel").content.decode()
    assert "Samen € 51.168 per jaar" in kaal(html)
    assert beeld(dossier).laatste.keys().isdisjoint({"budgetplan"})


def test_een_budgetplan_komt_in_de_plaats_van_het_ene_bedrag(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "budgetplan") | planregel(0) | planregel(2, eenheid="dagdeel")
    data["budgetplan-2-zorgverlener"] = "formeel"
    assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 302
    laatste = beeld(dossier).laatste
    assert laatste["gevraagde_kosten"].waarde is None
    assert laatste["budgetplan"].waarde == [
        {"zorgsoort": "Begeleiding", "zorgverlener": "informeel", "uren_per_week": 20.5, "uurtarief": 24},
        {"zorgsoort": "Begeleiding", "zorgverlener": "formeel", "dagdelen_per_week": 20.5, "dagdeeltarief": 24},
    ]
    assert "Begeleiding: 20,5 uur per week à € 24 (informeel)" in lees(mensen["zorgadviseur"], dossier)


def test_een_foute_regel_wordt_genoemd_en_een_leeggemaakte_weggelaten(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    data = formulier(mensen["zorgadviseur"], dossier, "budgetplan") | planregel(0) | planregel(1, tarief="")
    antwoord = verstuur(mensen["zorgadviseur"], dossier, data)
    assert "Regel 2, tarief in euro" in kaal(antwoord.content.decode())
    assert velden(antwoord.content.decode())["budgetplan-0-aantal"] == "20,5"
    assert verstuur(mensen["zorgadviseur"], dossier, data, **planregel(1)).status_code == 302
    data = formulier(mensen["zorgadviseur"], dossier, "budgetplan")
    assert data["budgetplan-1-aantal"] == "20,5"
    data |= planregel(0, zorgsoort="", zorgverlener="", aantal="", tarief="") | {"budgetplan-reden": "Dubbel."}
    assert verstuur(mensen["zorgadviseur"], dossier, data).status_code == 302
    assert len(beeld(dossier).laatste["budgetplan"].waarde) == 1


# --- two at once ------------------------------------------------------------------------------------------------------


@pytest.fixture
def botsing(mensen) -> tuple[Dossier, Medewerker, Any]:
    """A form that was filled in while a colleague recorded the same question."""
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    ik = medewerker("collega", "zorgadviseur")
    data = formulier(ik, dossier, "best_passend_profiel", "toeslag")
    leg_vast(mensen["zorgadviseur"], dossier, {"best_passend_profiel": Opgave(True, "gesprek", "Het past precies.")})
    mijn = {"best_passend_profiel": "nee", "best_passend_profiel-reden": f"Past niet. {VIJANDIG}", "toeslag": "overig"}
    antwoord = verstuur(ik, dossier, data | mijn)
    assert antwoord.status_code == 409
    return dossier, ik, antwoord


def test_wie_tweede_is_ziet_beide_antwoorden_en_er_wordt_niets_opgeslagen(botsing):
    dossier, _, antwoord = botsing
    tekst = kaal_tekst(antwoord.content.decode())
    assert "Het past precies." in tekst and f"Past niet. {VIJANDIG}" in tekst
    assert "Het antwoord van Zorgadviseur blijft staan" in tekst
    assert beeld(dossier).laatste["best_passend_profiel"].waarde is True
    assert "toeslag" not in beeld(dossier).laatste


def test_het_mijne_wordt_een_nieuwe_vastlegging_bovenop_die_van_de_ander(botsing):
    dossier, ik, antwoord = botsing
    data = velden(antwoord.content.decode()) | {"keuze-best_passend_profiel": "mijn", "actie": "keuze"}
    assert verstuur(ik, dossier, data).status_code == 302
    assert [v.waarde for v in dossier.vastleggingen.filter(naam="best_passend_profiel")] == [True, False]
    assert beeld(dossier).laatste["toeslag"].waarde == "overig"


def test_dat_van_de_ander_blijft_en_de_rest_van_het_mijne_wordt_vastgelegd(botsing):
    dossier, ik, antwoord = botsing
    data = velden(antwoord.content.decode()) | {"actie": "keuze"}
    assert data["keuze-best_passend_profiel"] == "ander"
    assert verstuur(ik, dossier, data).status_code == 302
    assert beeld(dossier).laatste["best_passend_profiel"].waarde is True
    assert beeld(dossier).laatste["toeslag"].waarde == "overig"


def test_terug_naar_het_formulier_houdt_al_het_getypte_en_toont_dat_van_de_ander(botsing):
    dossier, ik, antwoord = botsing
    html = verstuur(ik, dossier, velden(antwoord.content.decode()) | {"actie": "terug"}).content.decode()
    data = velden(html)
    assert data["best_passend_profiel"] == "nee"
    assert data["best_passend_profiel-reden"] == f"Past niet. {VIJANDIG}"
    assert data["toeslag"] == "overig"
    assert "Nu staat er: ja" in kaal(html)
    assert verstuur(ik, dossier, data).status_code == 302
    assert beeld(dossier).laatste["best_passend_profiel"].waarde is False


def test_een_derde_verandering_tijdens_de_keuze_vraagt_opnieuw(botsing, mensen):
    dossier, ik, antwoord = botsing
    leg_vast(mensen["zorgadviseur"], dossier, {"best_passend_profiel": Opgave(True, "gesprek", "Nog eens bekeken.")})
    data = velden(antwoord.content.decode()) | {"keuze-best_passend_profiel": "mijn", "actie": "keuze"}
    opnieuw = verstuur(ik, dossier, data)
    assert opnieuw.status_code == 409
    assert "Nog eens bekeken." in opnieuw.content.decode()


# --- history ----------------------------------------------------------------------------------------------------------


def test_de_geschiedenis_toont_elke_vastlegging_en_wat_haar_verving(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(150000, "gesprek", "Minder uren.")})
    antwoord = als(mensen["beslisser"]).get(pad("geschiedenis", dossier))
    rijen = [rij for rij in antwoord.context["rijen"] if rij.v.naam == "gevraagde_kosten"]
    assert [rij.waarde for rij in rijen] == ["€ 150.000", "€ 180.000"]
    assert rijen[0].vervangen_door is None
    assert rijen[1].vervangen_door == rijen[0].v
    assert "vervangen door Zorgadviseur" in kaal(antwoord.content.decode())


def test_zoals_bekend_op_een_eerdere_dag_is_het_hele_beeld_van_die_dag(mensen):
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="verpleegkundige")
    gisteren = klok.nu() - timedelta(days=1)
    toen = ("zorgadviseur",)
    Vastlegging.objects.filter(dossier=dossier, rol__in=toen).update(moment=gisteren)
    tekst = lees(mensen["beslisser"], dossier, "geschiedenis", op=(vandaag() - timedelta(days=1)).isoformat())
    assert "U kijkt terug naar" in tekst
    assert "Stap 4: bijzondere zorgbehoefte nog niet" in tekst
    assert "Ernstige epilepsie" not in tekst
    nu = lees(mensen["beslisser"], dossier, "geschiedenis", op=vandaag().isoformat())
    assert "Stap 4: bijzondere zorgbehoefte ja" in nu


@pytest.mark.parametrize("op", ["gisteren", "2026-02-30", "2026-1-1", "99999999999", "<b>"])
def test_een_verkeerde_datum_krijgt_een_duidelijke_melding_en_blijft_staan(mensen, op):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    antwoord = als(mensen["zorgadviseur"]).get(pad("geschiedenis", dossier), {"op": op})
    assert antwoord.status_code == 400
    assert "Dit is geen bestaande datum." in antwoord.content.decode()
    assert antwoord.context["op_tekst"] == op
    assert "<b>" not in antwoord.content.decode()


def test_een_dag_die_nog_komt_of_voor_het_dossier_wordt_in_woorden_beantwoord(mensen):
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    morgen = (vandaag() + timedelta(days=1)).isoformat()
    antwoord = als(mensen["zorgadviseur"]).get(pad("geschiedenis", dossier), {"op": morgen})
    assert antwoord.status_code == 400
    assert "Deze dag moet nog komen." in antwoord.content.decode()
    assert "nog niets vastgelegd" in lees(mensen["zorgadviseur"], dossier, "geschiedenis", op="2020-01-01")


# --- in the browser ---------------------------------------------------------------------------------------------------


def ingelogd(pagina: Any, wie: Medewerker, server: str) -> Any:
    pagina.context.add_cookies([{"name": "sessionid", "value": als(wie).cookies["sessionid"].value, "url": server}])
    return pagina


@pytest.mark.parametrize("breed", [1400, 390])
def test_de_schermen_hebben_voor_geen_rol_een_drempel(transactional_db, live_server, nieuwe_pagina, breed):
    mensen = team()
    dossier = vol_dossier(mensen)
    for rol in ("zorgadviseur", "verpleegkundige", "teamleider"):
        pagina = ingelogd(nieuwe_pagina(viewport={"width": breed, "height": 900}), mensen[rol], live_server.url)
        for adres in ("dossier", "geschiedenis", *(["vastleggen"] if rol != "teamleider" else [])):
            pagina.goto(pad(adres, dossier))
            assert axe(pagina) == [], (rol, adres)
            assert not pagina.evaluate("document.documentElement.scrollWidth > innerWidth"), (rol, adres)


def test_een_vraag_wordt_zonder_javascript_beantwoord(transactional_db, live_server, nieuwe_pagina):
    mensen = team()
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    pagina = ingelogd(nieuwe_pagina(javascript=False), mensen["zorgadviseur"], live_server.url)
    pagina.goto(pad("dossier", dossier))
    pagina.get_by_role("radio", name="Ja", exact=True).check()
    pagina.get_by_role("button", name="Leg vast").last.click()
    assert "Schrijf op waarom." in pagina.content()
    pagina.get_by_role("textbox", name="Reden").fill("Het profiel past.")
    pagina.get_by_role("button", name="Leg vast").last.click()
    assert "Uw antwoord is vastgelegd." in pagina.content()
    assert beeld(dossier).laatste["best_passend_profiel"].waarde is True


def vol_dossier(mensen: dict[str, Medewerker]) -> Dossier:
    """With medical scores, a medical document, advice and remark, and the ordinary ones beside them."""
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="verpleegkundige")
    ma, za = mensen["medisch_adviseur"], mensen["zorgadviseur"]
    leg_vast(ma, dossier, {"beperking_gedrag": Opgave(1.75), "beperking_mobiliteit": Opgave(1.75)})
    gewoon = {
        "mime": "application/pdf",
        "omvang": 10,
        "sha256": "0" * 64,
        **door(za),
    }
    for nr in range(3):
        Document.objects.create(dossier=dossier, naam=f"budget{nr}.pdf", **gewoon)
        maak_opmerking(za, dossier, f"Gewone opmerking {nr}", False)
    Document.objects.create(dossier=dossier, naam="epilepsierapport.pdf", medisch=True, **gewoon)
    maak_opmerking(ma, dossier, "Medische opmerking hier", True)
    Adviesvraag.objects.create(
        dossier=dossier,
        aan="behandelaar",
        deskundige="dr. Geheim",
        vraag="Vraag over medicatie",
        gesteld_door=door(ma)["auteur"],
    )
    return dossier
