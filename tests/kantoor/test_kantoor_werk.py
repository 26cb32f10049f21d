"""Mijn werk, searching, reminders, and a new application: what a member of staff sees and can do there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.test import Client as Bezoeker

from kantoorhulp import beantwoord, bsns, kantoor, medewerker, nieuw_dossier, team
from meerzorg.dossier.handelingen.besluiten import onderteken
from meerzorg.dossier.handelingen.verloop import vraag_aanvulling
from meerzorg.dossier.models import Dossier, Melding, Vastlegging
from meerzorg.kantoor.werk.lijst import PER_BLAD, dossiers, keuzes, tellingen
from meerzorg.klok import vandaag
from meerzorg.personen.models import Client
from meerzorg.schermen.velden import tekst_van, veld_voor, waarde_uit
from meerzorg.toegang.rechten import INHOUD
from meerzorg.wet.lezen.waarden import lezer_van
from meerzorg.wet.vocabulaire import VOCABULAIRE

VIJANDIG = "<script>alert(1)</script> {{ request }} {% now %} & \"'"


@pytest.fixture
def mensen(db: Any) -> dict[str, Any]:
    return team()


def bezoek(wie: Any) -> Bezoeker:
    bezoeker = Bezoeker()
    bezoeker.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
    return bezoeker


def nummers(antwoord: Any) -> list[str]:
    return [regel.dossier.nummer for regel in antwoord.context["pagina"].object_list]


@pytest.fixture
def kast(mensen: dict[str, Any]) -> dict[str, Dossier]:
    """One dossier in every stage of the work."""
    za = mensen["zorgadviseur"]
    kast = {
        "begin": nieuw_dossier(za, "Fatima de Groot", 3),
        "medisch": beantwoord(nieuw_dossier(za, "Zoë Bakker", 50), mensen, "medisch_adviseur"),
        "besluit": beantwoord(nieuw_dossier(za, "Sem Janssen", 30), mensen),
        "voorgesteld": beantwoord(nieuw_dossier(za, "Lotte Meijer", 31), mensen),
        "wacht": beantwoord(nieuw_dossier(za, "Daan Smit", 32), mensen, "medisch_adviseur"),
    }
    onderteken(mensen["beslisser"], kast["voorgesteld"], kast["voorgesteld"].versie)
    vraag_aanvulling(za, kast["wacht"], ["Stuur het behandelplan."], 14)
    nieuw_dossier(medewerker("elders", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht")), "Fatima Elders")
    return kast


# --- where someone begins -------------------------------------------------------------------------------------------


def test_de_start_leidt_elke_rol_naar_haar_eigen_scherm(mensen: dict[str, Any]) -> None:
    for rol in INHOUD:
        assert bezoek(mensen[rol]).get("/").url == "/werk/"
    assert bezoek(mensen["beheerder"]).get("/").url.startswith("/medewerkers")


def test_wie_geen_rol_heeft_leest_wat_te_doen(mensen: dict[str, Any]) -> None:
    bezoeker = bezoek(mensen["niemand"])
    assert "U hebt nog geen rol" in bezoeker.get("/").content.decode()
    assert bezoeker.get("/werk/").status_code == 403


# --- the list -------------------------------------------------------------------------------------------------------


def test_mijn_werk_is_wat_op_mijn_rol_wacht(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    def mijn(rol: str) -> list[str]:
        return nummers(bezoek(mensen[rol]).get("/werk/?wat=mij"))

    assert mijn("zorgadviseur") == [kast["begin"].nummer]
    assert mijn("medisch_adviseur") == [kast["medisch"].nummer, kast["wacht"].nummer]
    assert kast["voorgesteld"].nummer not in mijn("beslisser"), "who signed first does not sign second"
    assert kast["voorgesteld"].nummer in mijn("beslisser2")
    assert mijn("teamleider") == [kast["voorgesteld"].nummer]


def test_het_getal_bij_een_keuze_is_de_lengte_van_haar_lijst(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    for rol in (*INHOUD, "beslisser2"):
        wie = mensen[rol]
        aantallen = tellingen(wie, vandaag())
        for wat in keuzes(wie.rol):
            assert aantallen[wat] == dossiers(wie, wat, vandaag()).count(), (rol, wat)


def test_het_dringendste_komt_eerst_met_zijn_dagen_in_woorden(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    Dossier.objects.filter(pk=kast["medisch"].pk).update(uiterlijk=vandaag() - timedelta(days=3))
    antwoord = bezoek(mensen["teamleider"]).get("/werk/?wat=alles")
    assert nummers(antwoord)[0] == kast["medisch"].nummer
    tekst = antwoord.content.decode()
    assert "3 dagen te laat" in tekst
    assert "klok staat stil" in tekst


def test_een_stilstaande_klok_is_niet_te_laat(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    Dossier.objects.filter(pk__in=[kast["wacht"].pk, kast["begin"].pk]).update(uiterlijk=vandaag())
    laat = nummers(bezoek(mensen["teamleider"]).get("/werk/"))
    assert kast["begin"].nummer in laat
    assert kast["wacht"].nummer not in laat


def test_another_zorgkantoor_is_nowhere(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    ander = Dossier.objects.get(client__naam="Fatima Elders")
    for adres in ("/werk/?wat=alles", "/werk/?wat=alles&zoek=elders", "/zoek/?q=elders", f"/zoek/?q={ander.nummer}"):
        antwoord = bezoek(mensen["zorgadviseur"]).get(adres)
        assert antwoord.status_code == 200
        assert ander.nummer not in nummers(antwoord)


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("zoek=zoe", {"medisch"}),
        ("zoek=BAKKER+Zoë", {"medisch"}),
        ("zoek=groot", {"begin"}),
        ("zoek=%25", set()),
        ("stap=1", {"begin"}),
        ("soort_aanvraag=verlenging", set()),
        ("zorgprofiel=VG8&stap=4", {"medisch", "wacht"}),
    ],
)
def test_filters_maken_de_lijst_smaller(
    mensen: dict[str, Any], kast: dict[str, Dossier], vraag: str, gevonden: set[str]
) -> None:
    antwoord = bezoek(mensen["teamleider"]).get(f"/werk/?wat=alles&{vraag}")
    assert set(nummers(antwoord)) == {kast[naam].nummer for naam in gevonden}


def test_een_deel_van_een_nummer_vindt_het(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    deel = kast["begin"].nummer[3:]
    assert nummers(bezoek(mensen["beslisser"]).get(f"/werk/?wat=alles&zoek={deel}")) == [kast["begin"].nummer]


@pytest.mark.parametrize("vraag", ["wat=onzin", "stap=99", "pagina=x", "pagina=999", "zorgprofiel=<b>"])
def test_een_vreemd_adres_geeft_toch_een_lijst(mensen: dict[str, Any], kast: dict[str, Dossier], vraag: str) -> None:
    assert bezoek(mensen["zorgadviseur"]).get(f"/werk/?{vraag}").status_code == 200


def test_een_lange_lijst_heeft_bladen_die_de_filters_houden(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    eerste = kast["begin"]
    rest = [
        Dossier(
            nummer=f"MZ-2020-{nr:06d}",
            client=eerste.client,
            zorgkantoor=eerste.zorgkantoor,
            toestand="in_behandeling",
            aan_zet="zorgadviseur",
            stap="1",
            vraag="?",
            uiterlijk=vandaag() + timedelta(days=60 + nr),
        )
        for nr in range(PER_BLAD)
    ]
    Dossier.objects.bulk_create(rest)
    bezoeker = bezoek(mensen["zorgadviseur"])
    een = bezoeker.get("/werk/?wat=mij&stap=1")
    twee = bezoeker.get("/werk/?wat=mij&stap=1&pagina=2")
    assert "stap=1&amp;pagina=2" in een.content.decode()
    assert len(nummers(een)) == PER_BLAD
    assert nummers(twee) == [rest[-1].nummer]


def test_htmx_krijgt_alleen_de_lijst(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    antwoord = bezoek(mensen["zorgadviseur"]).get("/werk/?wat=alles&zoek=groot", headers={"HX-Request": "true"})
    tekst = antwoord.content.decode()
    assert kast["begin"].nummer in tekst
    assert "<html" not in tekst


def test_de_lijst_vraagt_weinig_van_de_database(
    mensen: dict[str, Any], kast: dict[str, Dossier], django_assert_max_num_queries: Any
) -> None:
    for rol in INHOUD:
        bezoeker = bezoek(mensen[rol])
        bezoeker.get("/werk/")  # the first page of a session also stores that it began
        with django_assert_max_num_queries(12):
            bezoeker.get("/werk/?wat=alles&zoek=a&zorgprofiel=VG8")


def test_een_lege_lijst_zegt_dat(mensen: dict[str, Any]) -> None:
    assert "Er ligt nu niets bij u" in bezoek(mensen["verpleegkundige"]).get("/werk/").content.decode()


# --- searching ------------------------------------------------------------------------------------------------------


def test_een_heel_nummer_opent_het_dossier(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    nummer = kast["begin"].nummer
    assert bezoek(mensen["beslisser"]).get(f"/zoek/?q=+{nummer.lower()}+").url == f"/dossier/{nummer}/"


def test_een_naam_geeft_een_lijst_en_niets_gevonden_zegt_waarop_te_zoeken_is(
    mensen: dict[str, Any], kast: dict[str, Dossier]
) -> None:
    bezoeker = bezoek(mensen["beslisser"])
    assert nummers(bezoeker.get("/zoek/?q=bakker")) == [kast["medisch"].nummer]
    assert "U kunt zoeken op een dossiernummer" in bezoeker.get("/zoek/?q=qqqq").content.decode()


@pytest.mark.parametrize("vorm", ["{}", "{} ", "{}.", " {}"])
@pytest.mark.parametrize("adres", ["/zoek/?q=", "/werk/?wat=alles&zoek="])
def test_op_een_bsn_wordt_nooit_gezocht(
    mensen: dict[str, Any], kast: dict[str, Dossier], adres: str, vorm: str
) -> None:
    bsn = kast["begin"].client.bsn
    antwoord = bezoek(mensen["zorgadviseur"]).get(adres + vorm.format(bsn), follow=True)
    tekst = antwoord.content.decode()
    assert bsn not in antwoord.redirect_chain[-1][0], "the number leaves the address"
    assert "niet zoeken op een BSN" in tekst
    assert bsn not in tekst


# --- reminders ------------------------------------------------------------------------------------------------------


def melding(dossier: Dossier, rol: str = "zorgadviseur", **anders: Any) -> Melding:
    vast = {"zorgkantoor": dossier.zorgkantoor, "rol": rol, "dossier": dossier, "soort": "bijna_te_laat"}
    vast |= {"sleutel": str(uuid4()), "tekst": "Bijna te laat.", "datum": vandaag()}
    return Melding.objects.create(**vast | anders)


def test_een_herinnering_wordt_aan_haar_rol_getoond_tot_zij_gelezen_is(
    mensen: dict[str, Any], kast: dict[str, Dossier]
) -> None:
    rij = melding(kast["begin"])
    bezoeker = bezoek(mensen["zorgadviseur"])
    assert "Bijna te laat." in bezoeker.get("/werk/").content.decode()
    assert "Bijna te laat." not in bezoek(mensen["beslisser"]).get("/werk/").content.decode()
    assert bezoeker.get(f"/werk/melding/{rij.pk}/gelezen/").status_code == 405
    assert bezoeker.post(f"/werk/melding/{rij.pk}/gelezen/").url == "/werk/"
    assert bezoeker.post(f"/werk/melding/{rij.pk}/gelezen/").status_code == 302, "the back button does no harm"
    assert "Bijna te laat." not in bezoeker.get("/werk/").content.decode()


def test_niemand_legt_de_herinnering_van_een_ander_weg(mensen: dict[str, Any], kast: dict[str, Dossier]) -> None:
    rij = melding(kast["begin"])
    elders = medewerker("elders2", "zorgadviseur", kantoor("3090"))
    for wie in (mensen["beslisser"], elders):
        assert bezoek(wie).post(f"/werk/melding/{rij.pk}/gelezen/").status_code == 404
    assert bezoek(mensen["beheerder"]).post(f"/werk/melding/{rij.pk}/gelezen/").status_code == 403
    rij.refresh_from_db()
    assert not rij.afgehandeld


# --- a new application ----------------------------------------------------------------------------------------------


def ingevuld(**anders: str) -> dict[str, str]:
    return {
        "sleutel": str(uuid4()),
        "bsn": next(bsns()),
        "naam": "Noor Visser",
        "geboortedatum": "2012-03-04",
        "adres": "Laan 1",
        "postcode": "9712ab",
        "plaats": "Groningen",
        "email": "",
        "vertegenwoordiger": "",
        "aanvraagdatum": vandaag().isoformat(),
        "soort_aanvraag": "eerste",
        "leveringsvorm": "pgb",
        "zorgprofiel": "VG8",
        "indicatie_ingangsdatum": "2024-01-01",
        "indicatie_einddatum": "",
        "meerzorgvinkje": "ja",
        "dagbesteding": "",
        "wooninitiatief": "nee",
        "gevraagde_kosten": "€ 180.000,50",
        "had_meerzorg": "",
    } | anders


def test_een_aanvraag_wordt_een_dossier_met_wat_is_ingevuld(mensen: dict[str, Any]) -> None:
    antwoord = bezoek(mensen["zorgadviseur"]).post("/dossier/nieuw/", ingevuld())
    dossier = Dossier.objects.get()
    assert antwoord.url == f"/dossier/{dossier.nummer}/"
    assert (dossier.client.naam, dossier.client.postcode) == ("Noor Visser", "9712 AB")
    waarden = dict(Vastlegging.objects.values_list("naam", "waarde"))
    assert waarden["gevraagde_kosten"] == 180000.5
    assert waarden["wooninitiatief"] is False
    assert not {"dagbesteding", "had_meerzorg", "indicatie_einddatum"} & set(waarden), "left empty is not known"


def test_twee_keer_versturen_is_een_dossier(mensen: dict[str, Any]) -> None:
    bezoeker, gegevens = bezoek(mensen["zorgadviseur"]), ingevuld()
    adressen = {bezoeker.post("/dossier/nieuw/", gegevens).url for _ in range(2)}
    assert Dossier.objects.count() == 1
    assert len(adressen) == 1


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("bsn", "123456789"),
        ("bsn", "99990"),
        ("naam", ""),
        ("naam", "x" * 101),
        ("geboortedatum", "2999-01-01"),
        ("aanvraagdatum", (vandaag() + timedelta(days=1)).isoformat()),
        ("aanvraagdatum", "2014-12-31"),
        ("postcode", "0123 AB"),
        ("email", "geen adres"),
        ("soort_aanvraag", "onzin"),
        ("indicatie_einddatum", "2020-01-01"),
        ("gevraagde_kosten", "veel"),
        ("gevraagde_kosten", "1,234"),
        ("gevraagde_kosten", "99999999"),
        ("wooninitiatief", "misschien"),
    ],
)
def test_een_fout_staat_naast_zijn_veld_en_niets_getypts_gaat_verloren(
    mensen: dict[str, Any], veld: str, waarde: str
) -> None:
    gegevens = ingevuld(**{veld: waarde})
    antwoord = bezoek(mensen["zorgadviseur"]).post("/dossier/nieuw/", gegevens)
    form = antwoord.context["form"]
    assert list(form.errors) == [veld]
    assert {naam: form[naam].value() for naam in gegevens} == gegevens
    assert not Client.objects.exists()


def test_alle_fouten_worden_meteen_getoond(mensen: dict[str, Any]) -> None:
    fout = {"bsn": "1", "aanvraagdatum": "2999-01-01", "indicatie_einddatum": "2020-01-01", "gevraagde_kosten": "x"}
    antwoord = bezoek(mensen["zorgadviseur"]).post("/dossier/nieuw/", ingevuld(**fout))
    assert set(antwoord.context["form"].errors) == set(fout)


def test_een_bekende_client_moet_dezelfde_geboortedatum_hebben(mensen: dict[str, Any]) -> None:
    bezoeker, eerste = bezoek(mensen["zorgadviseur"]), ingevuld()
    bezoeker.post("/dossier/nieuw/", eerste)
    tweede = ingevuld(bsn=eerste["bsn"], geboortedatum="2001-01-01")
    assert list(bezoeker.post("/dossier/nieuw/", tweede).context["form"].errors) == ["geboortedatum"]


def test_een_bekende_client_houdt_de_oudere_gegevens_en_het_scherm_zegt_dat(mensen: dict[str, Any]) -> None:
    bezoeker, eerste = bezoek(mensen["zorgadviseur"]), ingevuld()
    bezoeker.post("/dossier/nieuw/", eerste)
    bezoeker.get("/werk/")  # reads the message of the first one
    bezoeker.post("/dossier/nieuw/", ingevuld(bsn=eerste["bsn"], naam="Noor de Wit"))
    assert "Deze cliënt was al bekend" in bezoeker.get("/werk/").content.decode()
    assert Client.objects.get().naam == "Noor Visser"


def test_opmaak_in_elk_tekstveld_komt_eruit_zoals_getypt(mensen: dict[str, Any]) -> None:
    bezoeker = bezoek(mensen["zorgadviseur"])
    tekst = VIJANDIG[:80]
    velden = ("naam", "adres", "plaats", "vertegenwoordiger")
    fout = bezoeker.post("/dossier/nieuw/", ingevuld(bsn="1", **dict.fromkeys(velden, tekst)))
    goed = bezoeker.post("/dossier/nieuw/", ingevuld(**dict.fromkeys(velden, tekst)), follow=False)
    assert goed.status_code == 302
    melding(Dossier.objects.get(), tekst=tekst)
    zoek = bezoeker.get("/zoek/", {"q": tekst})
    for pagina in (fout, bezoeker.get("/werk/?wat=alles"), zoek):
        inhoud = pagina.content.decode()
        assert "<script>alert" not in inhoud
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ request }} {% now %}" in inhoud


def test_alleen_de_zorgadviseur_opent_een_dossier(mensen: dict[str, Any]) -> None:
    for rol, wie in mensen.items():
        verwacht = 200 if rol == "zorgadviseur" else 403
        assert bezoek(wie).get("/dossier/nieuw/").status_code == verwacht, rol


# --- fields of the vocabulary ---------------------------------------------------------------------------------------

VOORBEELD = {
    "ja/nee": ("nee", False),
    "euro": ("1.234,50", 1234.5),
    "uren per week": ("36,25", 36.25),
    "score": ("2", 2),
    "maanden": ("24", 24),
    "datum": ("2026-05-04", "2026-05-04"),
}


@pytest.mark.parametrize("gegeven", VOCABULAIRE, ids=lambda gegeven: gegeven.naam)
def test_elk_gegeven_kan_gevraagd_vastgelegd_en_getoond_worden(gegeven: Any) -> None:
    code = next(iter(gegeven.soort.keuzes), "")
    getypt, waarde = VOORBEELD.get(gegeven.soort.naam, (code, code))
    schoon = veld_voor(gegeven).clean(getypt)
    json_waarde = waarde_uit(gegeven, schoon)
    assert json_waarde == waarde
    assert json.loads(json.dumps(json_waarde)) == waarde
    lezer_van(gegeven)(json_waarde)  # the law reads it
    assert tekst_van(gegeven, waarde) != tekst_van(gegeven, None) == "nog niet bekend"
    assert veld_voor(gegeven).clean(veld_voor(gegeven).prepare_value(waarde)) == schoon, "shown again it is the same"
    assert waarde_uit(gegeven, veld_voor(gegeven).clean("")) is None
    with pytest.raises(forms.ValidationError):
        veld_voor(gegeven, verplicht=True).clean("")


@pytest.mark.parametrize(
    ("getypt", "euro"),
    [("1234", 1234), ("1.234", 1234), ("1234,5", 1234.5), ("1.234.567,89", 1234567.89), ("€ 12.50", 12.5), ("0", 0)],
)
def test_bedragen_worden_op_zijn_nederlands_getypt(getypt: str, euro: float) -> None:
    assert waarde_uit("gevraagde_kosten", veld_voor("gevraagde_kosten").clean(getypt)) == euro


@pytest.mark.parametrize("getypt", ["-1", "1e5", "1.23.4", "1,2,3", "NaN", "10.000.001", "1,234", "9" * 40, "١"])
def test_wat_geen_bedrag_is_wordt_geweigerd(getypt: str) -> None:
    with pytest.raises(forms.ValidationError):
        veld_voor("gevraagde_kosten").clean(getypt)


def test_wie_naar_een_ander_kantoor_ging_krijgt_toch_een_lijst(
    kast: dict[str, Dossier], mensen: dict[str, Any]
) -> None:
    """What was signed at the former office is no longer counted off from the work of the new one."""
    wie = mensen["beslisser"]
    wie.rollen.update(zorgkantoor=kantoor("3090", "Zorgkantoor Utrecht"))
    wie.refresh_from_db()
    assert tellingen(wie, vandaag())["mij"] == 0
    assert bezoek(wie).get("/werk/?wat=mij").status_code == 200
