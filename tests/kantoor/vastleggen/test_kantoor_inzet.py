"""The care week by week on the screen: the plan found fitting, its limits, and what it suggests."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from browser import NieuwePagina, axe
from kantoorhulp import WACHTWOORD, beantwoord, nieuw_dossier, team
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.kantoor.zorginzet.formulier import PLAN, met_regels, zonder_regel
from meerzorg.toegang.rechten import INHOUD
from regeltaal.fouten import InvoerFout

db = pytest.mark.django_db
GEVRAAGD = [
    {"zorgsoort": "Verzorging", "zorgverlener": "informeel", "uren_per_week": 30, "uurtarief": 25.5},
    {"zorgsoort": "Verpleging", "zorgverlener": "formeel", "uren_per_week": 36.5, "uurtarief": 900},
]


@pytest.fixture
def mensen() -> dict[str, Any]:
    return team()


@pytest.fixture
def dossier(mensen: dict[str, Any]) -> Dossier:
    """With a budgetplan, and ready for the verpleegkundige."""
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=None, budgetplan=GEVRAAGD)
    return beantwoord(dossier, mensen, tot="verpleegkundige")


def als(wie: Any) -> Client:
    client = Client()
    client.force_login(wie)
    return client


def adres(dossier: Dossier) -> str:
    return f"/dossier/{dossier.nummer}/zorginzet/"


def rijen(*regels: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """Rows as the browser sends them: zorgsoort, zorgverlener, eenheid, aantal, tarief."""
    data: dict[str, Any] = {f"{PLAN}-aantal": len(regels), "sleutel": uuid4(), "grond": "huisbezoek", "basis": 0}
    for nr, regel in enumerate(regels):
        velden = ("zorgsoort", "zorgverlener", "eenheid", "aantal", "tarief")
        data |= {f"{PLAN}-{nr}-{veld}": waarde for veld, waarde in zip(velden, regel, strict=True)}
    return data


VERZORGING = ("Verzorging", "informeel", "uur", "24,5", "25,50")
VERPLEGING = ("Verpleging", "formeel", "uur", "20", "900")


def typt(antwoord: Any) -> list[tuple[str, ...]]:
    """The rows on the form as they are shown, without the empty ones."""
    uit = [tuple(str(veld.value() or "") for veld in regel) for regel in antwoord.context["form"].plan.regels]
    return [rij for rij in uit if rij[0] or rij[3]]


@db
def test_wie_het_dossier_ziet_ziet_de_zorg_en_alleen_de_verpleegkundige_verandert_haar(
    mensen: dict[str, Any], dossier: Dossier
) -> None:
    for rol, wie in mensen.items():
        antwoord = als(wie).get(adres(dossier))
        ziet = wie.rol in INHOUD
        assert antwoord.status_code == (200 if ziet else 403), rol
        if ziet:
            assert (antwoord.context["form"] is not None) is (rol == "verpleegkundige")
            assert "Verzorging" in antwoord.content.decode()
        if rol != "verpleegkundige":
            assert als(wie).post(adres(dossier), rijen(VERZORGING)).status_code == 403
    assert PLAN not in beeld(dossier).laatste


@db
def test_het_plan_staat_naast_wat_gevraagd_is_met_begrensde_tarieven(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["verpleegkundige"])
    antwoord = client.post(adres(dossier), rijen(VERZORGING, VERPLEGING, ("", "", "uur", "", "")))
    assert antwoord.status_code == 302 and antwoord["Location"].endswith("#voorstellen")
    v = beeld(dossier).laatste[PLAN]
    assert (v.rol, v.grond, len(v.waarde)) == ("verpleegkundige", "huisbezoek", 2)
    antwoord = client.get(adres(dossier))
    inzet = antwoord.context["inzet"]
    assert [(r.gevraagd.zorgsoort, r.passend.zorgsoort) for r in inzet.rijen] == [
        ("Verzorging", "Verzorging"),
        ("Verpleging", "Verpleging"),
    ]
    tekst = antwoord.content.decode()
    assert "maximum; gevraagd € 900" in tekst and "telt mee tot het maximum" in tekst
    verschil = inzet.passend.per_jaar - inzet.gevraagd.per_jaar
    assert antwoord.context["verschil"] == verschil < 0
    assert "basisbudget" in tekst.lower() and "urendrempel" in tekst.lower()


@db
def test_een_voorstel_opent_het_formulier_ingevuld_en_slaat_niets_op(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["verpleegkundige"])
    client.post(adres(dossier), rijen(VERZORGING))
    antwoord = client.get(adres(dossier))
    voorstellen = {v["velden"]["naam"]: v["velden"] for v in antwoord.context["voorstellen"]}
    assert voorstellen.keys() == {"benodigde_uren", "vastgestelde_kosten"}
    assert voorstellen["benodigde_uren"]["benodigde_uren"] == "24,5"
    for naam, velden in voorstellen.items():
        geopend = client.post(f"/dossier/{dossier.nummer}/vastleggen/", velden)
        assert geopend.status_code == 200
        assert geopend.context["form"][naam].value() == velden[naam]
        assert naam not in beeld(dossier).laatste
    velden = voorstellen["benodigde_uren"]
    bewaar = {naam: waarde for naam, waarde in velden.items() if naam != "actie"}
    bewaar["benodigde_uren-reden"] = "Volgt uit het plan."
    client.post(f"/dossier/{dossier.nummer}/vastleggen/", bewaar)
    assert beeld(dossier).laatste["benodigde_uren"].waarde == 24.5


@db
def test_anderen_zien_het_voorstel_zonder_knop(mensen: dict[str, Any], dossier: Dossier) -> None:
    als(mensen["verpleegkundige"]).post(adres(dossier), rijen(VERZORGING))
    voorstellen = als(mensen["beslisser"]).get(adres(dossier)).context["voorstellen"]
    assert voorstellen and not any("velden" in voorstel for voorstel in voorstellen)


@db
def test_regels_erbij_en_eraf_houden_wat_getypt_is(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["verpleegkundige"])
    half = ("Nog te bepalen", "", "uur", "veel", "")
    data = rijen(VERZORGING, half, VERPLEGING) | {"reden": "Nog niet af <b>"}
    erbij = client.post(adres(dossier), data | {"actie": "erbij"})
    assert typt(erbij) == [VERZORGING, half, VERPLEGING]
    assert len(erbij.context["form"].plan.regels) > 3
    weg = client.post(adres(dossier), data | {"actie": "weg-1"})
    assert typt(weg) == [VERZORGING, VERPLEGING]
    assert weg.context["form"]["reden"].value() == "Nog niet af <b>"
    assert "Nog niet af &lt;b&gt;" in weg.content.decode()
    over = client.post(adres(dossier), data | {"actie": "gevraagd"})
    assert [rij[0] for rij in typt(over)] == ["Verzorging", "Nog te bepalen", "Verpleging", "Verzorging", "Verpleging"]
    assert not Vastlegging.objects.filter(naam=PLAN).exists()


@db
@pytest.mark.parametrize(
    ("regel", "veld"),
    [
        (("Verzorging", "informeel", "uur", "veel", "20"), "aantal"),
        (("Verzorging", "", "uur", "3", "20"), "zorgverlener"),
        (("Verzorging", "informeel", "uur", "400", "20"), "aantal"),
        (("Verzorging", "formeel", "uur", "3", "5000"), "tarief"),
        (("Begeleiding", "informeel", "dagdeel", "2", "50"), "aantal"),
    ],
)
def test_een_fout_staat_naast_zijn_regel(
    mensen: dict[str, Any], dossier: Dossier, regel: tuple[str, str, str, str, str], veld: str
) -> None:
    leeg = ("", "", "uur", "", "")
    antwoord = als(mensen["verpleegkundige"]).post(adres(dossier), rijen(VERZORGING, leeg, regel))
    assert antwoord.status_code == 200
    form = antwoord.context["form"]
    assert [list(rij.errors) if rij.is_bound else [] for rij in form.plan.regels] == [[], [], [veld]]
    assert "Regel 3" in " ".join(form.non_field_errors())
    assert PLAN not in beeld(dossier).laatste


@db
def test_een_leeg_plan_wordt_niet_vastgelegd(mensen: dict[str, Any], dossier: Dossier) -> None:
    antwoord = als(mensen["verpleegkundige"]).post(adres(dossier), rijen(("", "", "uur", "", "")))
    assert "Vul ten minste één regel in." in antwoord.content.decode()


@db
def test_een_plan_dat_de_wet_niet_kan_lezen_wordt_nooit_opgeslagen(mensen: dict[str, Any], dossier: Dossier) -> None:
    onleesbaar = [{"zorgsoort": "Zorg", "zorgverlener": "formeel", "uren_per_week": 999, "uurtarief": 10}]
    with pytest.raises(InvoerFout):
        leg_vast(mensen["verpleegkundige"], dossier, {PLAN: Opgave(onleesbaar, "huisbezoek")})
    assert PLAN not in beeld(dossier).laatste


@db
def test_de_tweede_van_twee_ziet_het_plan_van_de_eerste(mensen: dict[str, Any], dossier: Dossier) -> None:
    client = als(mensen["verpleegkundige"])
    client.post(adres(dossier), rijen(VERPLEGING))
    antwoord = client.post(adres(dossier), rijen(VERZORGING))
    assert antwoord.status_code == 409
    assert "Iemand was u voor" in antwoord.content.decode()
    assert typt(antwoord) == [VERZORGING]
    assert beeld(dossier).laatste[PLAN].waarde[0]["zorgsoort"] == "Verpleging"
    nogmaals = rijen(VERZORGING) | {"basis": antwoord.context["form"]["basis"].value()}
    assert client.post(adres(dossier), nogmaals).status_code == 302
    assert beeld(dossier).laatste[PLAN].waarde[0]["zorgsoort"] == "Verzorging"


@db
def test_na_het_besluit_verandert_niemand_het_plan(mensen: dict[str, Any], dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(toestand="besloten")
    client = als(mensen["verpleegkundige"])
    assert client.get(adres(dossier)).context["form"] is None
    assert client.post(adres(dossier), rijen(VERZORGING)).status_code == 403


@db
def test_de_zorginzet_vraagt_weinig_van_de_database(
    mensen: dict[str, Any], dossier: Dossier, django_assert_max_num_queries: Any
) -> None:
    client = als(mensen["verpleegkundige"])
    client.post(adres(dossier), rijen(VERZORGING, VERPLEGING))
    with django_assert_max_num_queries(12):
        client.get(adres(dossier))


teksten = st.lists(st.text("abc,1 ", max_size=4), max_size=6)


@given(teksten, st.text("0123456789-x", max_size=3))
def test_een_regel_weghalen_laat_de_andere_zoals_getypt(soorten: list[str], nummer: str) -> None:
    data = QueryDict(mutable=True)
    data.update(rijen(*((soort, "formeel", "uur", "1", "2") for soort in soorten)))
    na = zonder_regel(data, nummer)
    over = [na[f"{PLAN}-{nr}-zorgsoort"] for nr in range(int(na[f"{PLAN}-aantal"]))]
    assert over == [soort for nr, soort in enumerate(soorten) if str(nr) != nummer]


@given(teksten)
def test_de_gevraagde_regels_komen_na_wat_getypt_is(soorten: list[str]) -> None:
    data = QueryDict(mutable=True)
    data.update(rijen(*((soort, "formeel", "uur", "", "") for soort in soorten)))
    na = met_regels(data, GEVRAAGD)
    over = [na[f"{PLAN}-{nr}-zorgsoort"] for nr in range(int(na[f"{PLAN}-aantal"]))]
    assert over == [*(soort for soort in soorten if soort.strip()), "Verzorging", "Verpleging"]


def log_in(pagina: Any, dossier: Dossier) -> None:
    pagina.goto(adres(dossier))
    pagina.get_by_label("Gebruikersnaam").fill("verpleegkundige")
    pagina.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    pagina.keyboard.press("Enter")
    pagina.get_by_role("heading", name="Zorginzet").wait_for()


def test_een_plan_zonder_javascript_en_met_alleen_het_toetsenbord(
    mensen: dict[str, Any], dossier: Dossier, nieuwe_pagina: NieuwePagina
) -> None:
    pagina = nieuwe_pagina(javascript=False)
    log_in(pagina, dossier)
    pagina.get_by_label("Soort zorg, regel 1", exact=True).focus()
    for toets in ("Verzorging", "i", "", "24,5", "25,50"):
        pagina.keyboard.type(toets)
        pagina.keyboard.press("Tab")
    pagina.keyboard.press("Shift+Tab")
    pagina.keyboard.press("Enter")
    pagina.get_by_text("De passende zorg is vastgelegd.").wait_for()
    assert beeld(dossier).laatste[PLAN].waarde == [
        {"zorgsoort": "Verzorging", "zorgverlener": "informeel", "uren_per_week": 24.5, "uurtarief": 25.5}
    ]


@pytest.mark.parametrize("breedte", [1400, 390])
def test_de_schermen_zijn_toegankelijk(
    mensen: dict[str, Any], dossier: Dossier, nieuwe_pagina: NieuwePagina, breedte: int
) -> None:
    als(mensen["verpleegkundige"]).post(adres(dossier), rijen(VERZORGING, VERPLEGING))
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 900})
    log_in(pagina, dossier)
    for naam in ("zorginzet", "beperkingenbeeld"):
        pagina.goto(f"/dossier/{dossier.nummer}/{naam}/")
        assert axe(pagina) == []
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte
    pagina.goto(adres(dossier))
    pagina.get_by_label("Tarief in euro, regel 1").fill("veel")
    pagina.get_by_role("button", name="Leg dit plan vast").last.click()
    pagina.get_by_text("Er klopt 1 ding nog niet").wait_for()
    assert axe(pagina) == []
