"""The picture of limitations on the screen: who sees it, who judges, and what a judgement against it asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kantoorhulp import ONDERBOUWING, beantwoord, nieuw_dossier, team
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.handelingen.kern import handeling
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast, leg_waarden_vast
from meerzorg.dossier.models import Dossier
from meerzorg.kantoor.medisch.blad import itemscores, medischblad
from meerzorg.kantoor.medisch.views import VRAGEN
from meerzorg.koppeling.codelijsten import domeinregels
from meerzorg.wet.vocabulaire import DOMEINEN

pytestmark = pytest.mark.django_db

OORDEEL = "bijzondere_zorgbehoefte"


@pytest.fixture
def mensen() -> dict[str, Any]:
    return team()


@pytest.fixture
def dossier(mensen: dict[str, Any]) -> Dossier:
    return beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, tot="medisch_adviseur")


def als(wie: Any) -> Client:
    client = Client()
    client.force_login(wie)
    return client


def adres(dossier: Dossier) -> str:
    return f"/dossier/{dossier.nummer}/beperkingenbeeld/"


def formulier(client: Client, dossier: Dossier, **anders: Any) -> dict[str, Any]:
    """What the browser would send of the form as it is shown, with these answers filled in."""
    form = client.get(adres(dossier)).context["form"]
    data = {veld.html_name: veld.value() for veld in form if veld.value() not in (None, "")}
    data = {naam: {True: "ja", False: "nee"}.get(w, w) if isinstance(w, bool) else w for naam, w in data.items()}
    return data | {naam.replace("__", "-"): waarde for naam, waarde in anders.items()}


def oordeel(antwoord: str, **anders: Any) -> dict[str, Any]:
    delen = {f"{OORDEEL}__{deel}": tekst for deel, tekst in ONDERBOUWING.items()}
    return {OORDEEL: antwoord, f"{OORDEEL}__grond": "behandelaar", **delen, **anders}


def ciz(dossier: Dossier, wie: Any, score: int) -> None:
    """A decision of the CIZ in which every question has this score."""
    nu = [regel for regel in domeinregels() if regel.tot_en_met is None]
    scores = [[regel.codelijst, regel.item, str(score), score] for regel in nu]
    per_domein = {f"beperking_{regel.domein}": score for regel in nu if regel.domein in DOMEINEN}
    besluit = {"besluitnummer": 4711, "afgegeven": "2026-05-04", "scores": scores}
    with handeling("ciz_overnemen", wie, dossier) as loop:
        leg_waarden_vast(loop, {**per_domein, "ciz_scores": besluit}, grond="ciz")


# --- who ----------------------------------------------------------------------------------------------------------


def test_alleen_medische_rollen_zien_het_beeld(mensen: dict[str, Any], dossier: Dossier) -> None:
    ziet = {rol for rol, wie in mensen.items() if als(wie).get(adres(dossier)).status_code == 200}
    assert ziet == {"medisch_adviseur", "verpleegkundige"}


def test_de_verpleegkundige_kijkt_en_kan_niet_oordelen(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["verpleegkundige"])
    assert client.get(adres(dossier)).context["form"] is None
    antwoord = client.post(adres(dossier), {OORDEEL: "ja"})
    assert antwoord.status_code == 403
    assert OORDEEL not in beeld(dossier).laatste


# --- the picture ----------------------------------------------------------------------------------------------------


def test_de_scores_van_het_ciz_vullen_het_formulier_en_zeggen_waar_zij_vandaan_komen(
    mensen: dict[str, Any], dossier: Dossier
) -> None:
    ciz(dossier, mensen["zorgadviseur"], 2)
    antwoord = als(mensen["medisch_adviseur"]).get(adres(dossier))
    blad = antwoord.context["blad"]
    gebied = next(gebied for gebied in blad.gebieden if gebied.beeld.domein == "adl")
    assert antwoord.context["form"]["beperking_adl"].value() == "2"
    assert gebied.ciz_gemiddelde == 2
    assert len(gebied.beeld.items) == sum(r.domein == "adl" and r.tot_en_met is None for r in domeinregels())
    tekst = antwoord.content.decode()
    assert "besluit 4711 van het CIZ, afgegeven op 4 mei 2026" in tekst
    assert all(item.vraagtekst.capitalize()[:12] in tekst for item in gebied.beeld.items)
    assert blad.zonder_score == ["verpleging"]


def test_waar_het_profiel_bovenaan_de_schaal_staat_wordt_dat_gezegd(mensen: dict[str, Any], dossier: Dossier) -> None:
    ciz(dossier, mensen["zorgadviseur"], 3)
    blad = medischblad(beeld(dossier))
    assert blad.zonder_ruimte, "VG8 has references of 3"
    for gebied in blad.gebieden:
        if gebied.beeld.naam in blad.zonder_ruimte:
            assert not gebied.beeld.overstijgt
    gelezen = als(mensen["medisch_adviseur"]).get(adres(dossier)).content.decode()
    assert "kan een score daar niet boven komen" in gelezen


def test_een_item_dat_niet_beoordeeld_is_telt_niet(mensen: dict[str, Any], dossier: Dossier) -> None:
    nu = [regel for regel in domeinregels() if regel.tot_en_met is None and regel.domein == "adl"]
    scores = [[regel.codelijst, regel.item, "9", None] for regel in nu]
    items = itemscores({"besluitnummer": 1, "afgegeven": "2026-05-04", "scores": scores})
    assert {item.score for item in items} == {None}
    with handeling("ciz_overnemen", mensen["zorgadviseur"], dossier) as loop:
        leg_waarden_vast(
            loop, {"ciz_scores": {"besluitnummer": 1, "afgegeven": "2026-05-04", "scores": scores}}, grond="ciz"
        )
    adl = next(g for g in medischblad(beeld(dossier)).gebieden if g.beeld.domein == "adl")
    assert adl.ciz_gemiddelde is None
    assert "telt niet mee" in als(mensen["medisch_adviseur"]).get(adres(dossier)).content.decode()


def test_een_nieuwe_score_houdt_de_oude_in_zicht(mensen: dict[str, Any], dossier: Dossier) -> None:
    ciz(dossier, mensen["zorgadviseur"], 1)
    client = als(mensen["medisch_adviseur"])
    anders = {
        "beperking_adl": "2,5",
        "beperking_adl__grond": "behandelaar",
        "beperking_adl__reden": "De brief van de arts.",
    }
    assert client.post(adres(dossier), formulier(client, dossier, **anders)).status_code == 302
    adl = next(g for g in medischblad(beeld(dossier)).gebieden if g.beeld.domein == "adl")
    assert adl.nu is not None
    assert (adl.nu.v.waarde, adl.nu.v.grond, [rij.v.waarde for rij in adl.eerder]) == (2.5, "behandelaar", [1])
    tekst = client.get(adres(dossier)).content.decode()
    assert "Eerdere scores (1)" in tekst and "De brief van de arts." in tekst
    assert beeld(dossier).laatste["beperking_gedrag"].rol == "zorgadviseur", "not recorded again"


def test_een_veranderde_score_vraagt_een_reden(mensen: dict[str, Any], dossier: Dossier) -> None:
    ciz(dossier, mensen["zorgadviseur"], 1)
    client = als(mensen["medisch_adviseur"])
    antwoord = client.post(adres(dossier), formulier(client, dossier, beperking_adl="2,5"))
    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors.keys() == {"beperking_adl-reden"}
    assert antwoord.context["form"]["beperking_adl"].value() == "2,5"
    assert beeld(dossier).laatste["beperking_adl"].waarde == 1


# --- the judgement --------------------------------------------------------------------------------------------------


def test_een_oordeel_heeft_drie_delen_en_een_grond(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["medisch_adviseur"])
    antwoord = client.post(adres(dossier), formulier(client, dossier, **{OORDEEL: "ja"}))
    nodig = {f"{OORDEEL}-{deel}" for deel in (*ONDERBOUWING, "grond")}
    assert antwoord.context["form"].errors.keys() == nodig
    assert client.post(adres(dossier), formulier(client, dossier, **oordeel("ja"))).status_code == 302
    v = beeld(dossier).laatste[OORDEEL]
    assert (v.waarde, v.grond, v.onderbouwing) == (True, "behandelaar", ONDERBOUWING)
    tekst = als(mensen["verpleegkundige"]).get(adres(dossier)).content.decode()
    assert ONDERBOUWING["omvang"] in tekst


def test_een_oordeel_anders_dan_het_beeld_vraagt_een_tweede_reden(mensen: dict[str, Any], dossier: Dossier) -> None:
    ciz(dossier, mensen["zorgadviseur"], 0)
    client = als(mensen["medisch_adviseur"])
    assert "Het beeld wijst op nee" in client.get(adres(dossier)).content.decode()
    antwoord = client.post(adres(dossier), formulier(client, dossier, **oordeel("ja")))
    assert antwoord.context["form"].errors.keys() == {f"{OORDEEL}-tweede"}
    assert OORDEEL not in beeld(dossier).laatste
    data = oordeel("ja", **{f"{OORDEEL}__tweede": "Het beeld meet de nacht niet."})
    assert client.post(adres(dossier), formulier(client, dossier, **data)).status_code == 302
    assert beeld(dossier).laatste[OORDEEL].tweede_reden == "Het beeld meet de nacht niet."
    assert "wijkt af van het beeld" in client.get(adres(dossier)).content.decode()


def test_twee_tegelijk_kiezen_en_er_gaat_niets_verloren(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["medisch_adviseur"])
    data = formulier(client, dossier, **oordeel("ja"))
    leg_vast(mensen["medisch_adviseur"], dossier, {OORDEEL: Opgave(False, "gesprek", onderbouwing=ONDERBOUWING)})
    antwoord = client.post(adres(dossier), data)
    assert antwoord.status_code == 409
    tekst = antwoord.content.decode()
    assert tekst.count(ONDERBOUWING["aard"]) >= 2, "mine and theirs"
    assert beeld(dossier).laatste[OORDEEL].waarde is False


def test_de_afwijking_van_de_beslisser_staat_naast_het_advies(mensen: dict[str, Any], dossier: Dossier) -> None:
    from meerzorg.dossier.handelingen.vastleggen import wijk_af

    leg_vast(mensen["medisch_adviseur"], dossier, {OORDEEL: Opgave(True, "gesprek", onderbouwing=ONDERBOUWING)})
    wijk_af(mensen["beslisser"], dossier, False, "Er kwam nieuwe informatie.")
    tekst = als(mensen["medisch_adviseur"]).get(adres(dossier)).content.decode()
    assert "De beslisser wijkt van dit advies af" in tekst and "Er kwam nieuwe informatie." in tekst
    assert ONDERBOUWING["aard"] in tekst


def test_het_beeld_vraagt_weinig_van_de_database(
    mensen: dict[str, Any], dossier: Dossier, django_assert_max_num_queries: Any
) -> None:
    ciz(dossier, mensen["zorgadviseur"], 2)
    client = als(mensen["medisch_adviseur"])
    client.get(adres(dossier))
    with django_assert_max_num_queries(12):
        client.get(adres(dossier))


def test_alle_scores_en_het_oordeel_worden_gevraagd() -> None:
    assert set(VRAGEN) == {f"beperking_{domein}" for domein in DOMEINEN} | {OORDEEL}
