"""The screen Beleid: asking a question about the policy, following it, reading the answer; all people are fictional."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from kantoorhulp import kantoor, medewerker
from kantoortoestanden import PDF, SVG, doorrekening, verslag
from meerzorg.beleid.rapport.html import als_html
from meerzorg.beleid.simulatie.plan import OP_DATUM
from meerzorg.bladen.blokken import Figuur
from meerzorg.kantoor.beleid import doorrekenen
from meerzorg.kantoor.beleid.formulier import klaarvragen, query_van
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.kantoor.beleid.normen import beleidsnormen
from meerzorg.klok import nu, vandaag
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij import rij as wachtrij
from meerzorg.wachtrij.models import Taakstand
from meerzorg.wet.procedure.kaders import KADERS

pytestmark = pytest.mark.django_db

VRAAG = {"basis": "beleidskader-2026", "kaders": ["rlz-2027"], "personen": "1.000", "trekkingen": "0", "zaad": "7"}


@pytest.fixture(autouse=True)
def niet_gestart(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here computes."""
    monkeypatch.setattr(wachtrij, "_start_werker", lambda: None)


@pytest.fixture
def wie(db: None) -> Medewerker:
    return medewerker("beleid", "beleidsmedewerker")


@pytest.fixture
def bezoeker(wie: Medewerker) -> Client:
    return als(wie)


def als(wie: Medewerker) -> Client:
    client = Client()
    client.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return client


def tekst(antwoord: Any) -> str:
    """What a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())).split())


def vraag(bezoeker: Client, **anders: Any) -> Any:
    return bezoeker.post("/beleid/", VRAAG | anders)


def velden(antwoord: Any) -> dict[str, Any]:
    """What stands in the form, by field."""
    form = antwoord.context["form"]
    return {naam: form[naam].value() for naam in form.fields}


def van(rij: Doorrekening, deel: str = "") -> str:
    return f"/beleid/{rij.pk}/{deel}"


# --- who may --------------------------------------------------------------------------------------------------------


def test_een_beleidsmedewerker_begint_hier_en_ziet_geen_clienten(bezoeker: Client) -> None:
    antwoord = bezoeker.get("/", follow=True)
    assert antwoord.redirect_chain == [("/beleid/", 302)]
    assert "Beleid De regels" in tekst(antwoord) and "Mijn werk" not in tekst(antwoord)
    assert "Zoek een dossier" not in antwoord.content.decode()
    assert bezoeker.get("/werk/").status_code == 403


def test_een_teamleider_leest_wat_gevraagd_is_en_kan_niet_vragen(wie: Medewerker) -> None:
    rij = doorrekening(wie)
    leider = als(medewerker("leider", "teamleider", kantoor("3090", "Zorgkantoor Utrecht")))
    lijst = leider.get("/beleid/")
    assert lijst.context["form"] is None and "Reken door" not in tekst(lijst)
    assert rij.vraag_in_woorden in tekst(lijst)
    assert "Verander iets" not in tekst(leider.get(van(rij)))
    assert vraag(leider).status_code == 403
    assert Doorrekening.objects.count() == 1


@pytest.mark.parametrize("wat", ["stop", "opnieuw"])
def test_alleen_wie_vroeg_stopt_en_begint_opnieuw(wie: Medewerker, bezoeker: Client, wat: str) -> None:
    voor, na = ("bezig", "gestopt") if wat == "stop" else ("mislukt", "wacht")
    rij = doorrekening(wie, voor, hartslag=nu())
    ander = als(medewerker("ander", "beleidsmedewerker"))
    assert f"/{wat}/" not in ander.get(van(rij)).content.decode()
    assert ander.post(van(rij, f"{wat}/")).status_code == 403
    rij.refresh_from_db()
    assert rij.toestand == voor
    assert bezoeker.get(van(rij, f"{wat}/")).status_code == 405
    assert f"/{wat}/" in bezoeker.get(van(rij)).content.decode()
    assert bezoeker.post(van(rij, f"{wat}/")).status_code == 302
    rij.refresh_from_db()
    assert rij.toestand == na


def test_wat_er_niet_is_wordt_niet_gevonden(wie: Medewerker, bezoeker: Client) -> None:
    rij, bezig = doorrekening(wie), doorrekening(wie, "bezig", hartslag=nu())
    paden = ["/beleid/999999/", van(rij, "figuur/3.svg"), van(rij, "figuur/0.svg"), van(bezig, "verslag.html")]
    paden += [van(bezig, "verslag.pdf"), van(bezig, "figuur/1.svg"), "/beleid/999999/verslag.pdf"]
    assert {pad: bezoeker.get(pad).status_code for pad in paden} == dict.fromkeys(paden, 404)


# --- asking ---------------------------------------------------------------------------------------------------------


def test_een_vraag_wordt_opgeslagen_zoals_zij_gesteld_is(bezoeker: Client, wie: Medewerker) -> None:
    antwoord = vraag(bezoeker, **{"norm-urendrempel": "20 %", "norm-wooninitiatief": "€ 6.000,50"})
    rij = Doorrekening.objects.get()
    assert antwoord["Location"] == van(rij)
    assert (rij.gevraagd_door, rij.kaders) == (wie, ["beleidskader-2026", "rlz-2027"])
    assert rij.normen == [["urendrempel", "0.2"], ["wooninitiatief", "6000.5"]]
    assert (rij.personen, rij.trekkingen, rij.zaad, rij.toestand) == (1000, 0, 7, "wacht")


@pytest.mark.parametrize(
    ("getypt", "waarde"), [("0,2", "0.2"), ("0.20", "0.2"), ("20%", "0.2"), ("12,5 %", "0.125"), ("1", "1"), ("0", "0")]
)
def test_een_percentage_wordt_getypt_zoals_mensen_dat_doen(bezoeker: Client, getypt: str, waarde: str) -> None:
    vraag(bezoeker, **{"norm-urendrempel": getypt})
    assert Doorrekening.objects.get().normen == [["urendrempel", waarde]]


@pytest.mark.parametrize(
    ("getypt", "woorden"),
    [
        ("20", "Bedoelt u 20 %?"),
        ("veel", "bijvoorbeeld 20 %"),
        ("%", "bijvoorbeeld 20 %"),
        ("2 % 3", "bijvoorbeeld 20 %"),
        ("-5 %", "bijvoorbeeld 20 %"),
        ("1001 %", "ten hoogste 1000 %"),
        ("0,12345", "ten hoogste 4 cijfers"),
        ("9" * 50, "bijvoorbeeld 20 %"),
    ],
)
def test_een_verkeerd_getal_wordt_naast_zijn_veld_geweigerd_en_blijft(
    bezoeker: Client, getypt: str, woorden: str
) -> None:
    antwoord = vraag(bezoeker, **{"norm-urendrempel": getypt})
    assert antwoord.status_code == 200 and not Doorrekening.objects.exists()
    (fout,) = antwoord.context["form"]["norm-urendrempel"].errors
    assert woorden in fout and tekst(antwoord).count(fout) == 2  # in the summary and beside the field
    assert velden(antwoord)["norm-urendrempel"] == getypt


def test_alle_fouten_worden_meteen_gezegd_en_al_het_getypte_blijft(bezoeker: Client) -> None:
    fout = {"basis": "rlz-2030", "kaders": ["rlz-2027", "niets"], "personen": "10", "trekkingen": "x", "zaad": "-1"}
    fout |= {"norm-wooninitiatief": "12,345"}
    antwoord = bezoeker.post("/beleid/", fout)
    assert set(antwoord.context["form"].errors) == set(fout)
    assert {naam: velden(antwoord)[naam] for naam in fout} == fout
    assert "Er kloppen 6 dingen nog niet" in tekst(antwoord)
    assert 'details class="mz-uitklap" open' in antwoord.content.decode()


def test_een_norm_die_in_geen_van_de_kaders_telt_wordt_geweigerd(bezoeker: Client) -> None:
    antwoord = vraag(bezoeker, basis="rlz-2027", kaders=[], **{"norm-urendrempel": "20 %"})
    assert "telt alleen in" in antwoord.context["form"].errors["norm-urendrempel"][0]
    assert vraag(bezoeker, basis=OP_DATUM, kaders=[], **{"norm-urendrempel": "20 %"}).status_code == 302


def test_elke_norm_op_het_formulier_telt_ergens_en_toont_haar_bron(bezoeker: Client) -> None:
    gezien = tekst(bezoeker.get("/beleid/"))
    normen = beleidsnormen(vandaag())
    assert {"urendrempel", "ekt_percentage", "kostendrempel"} <= {norm.naam for norm in normen}
    for norm in normen:
        assert norm.kaders and f"{norm.label} Nu {norm.waarde}" in gezien and norm.nu.bron.titel in gezien
    for kader in KADERS.values():
        assert f"{kader.id} ({kader.status})" in gezien


def test_meer_kaders_dan_passen_wordt_naast_het_veld_gezegd(bezoeker: Client) -> None:
    antwoord = vraag(bezoeker, kaders=[*KADERS, OP_DATUM])
    assert antwoord.context["form"].errors == {"kaders": ["Gevonden 6; toegestaan is een tot en met 5 kaders."]}


def test_te_veel_tegelijk_wordt_boven_het_formulier_gezegd(bezoeker: Client, wie: Medewerker) -> None:
    for nr in range(doorrekenen.MEESTE_OPEN):
        doorrekening(wie, "wacht", vingerafdruk=f"{nr}" * 64, hartslag=nu())
    antwoord = vraag(bezoeker)
    assert "ten hoogste 3 tegelijk" in antwoord.context["form"].non_field_errors()[0]
    assert Doorrekening.objects.count() == doorrekenen.MEESTE_OPEN


@pytest.mark.parametrize(("toestand", "woorden"), [("klaar", "al eerder gesteld"), ("wacht", "wordt al doorgerekend")])
def test_een_gelijke_vraag_leidt_naar_het_antwoord_van_eerder(bezoeker: Client, toestand: str, woorden: str) -> None:
    vraag(bezoeker)
    eerste = Doorrekening.objects.get()
    klaar = doorrekening(eerste.gevraagd_door).__dict__
    velden = {naam: klaar[naam] for naam in ("verslag", "pdf")} if toestand == "klaar" else {}
    Doorrekening.objects.exclude(pk=eerste.pk).delete()
    Doorrekening.objects.filter(pk=eerste.pk).update(toestand=toestand, **velden)
    ander = als(medewerker("ander", "beleidsmedewerker"))
    antwoord = ander.post("/beleid/", VRAAG, follow=True)
    assert antwoord.redirect_chain == [(van(eerste), 302)] and woorden in tekst(antwoord)
    assert Doorrekening.objects.count() == 1


@pytest.mark.parametrize("klaar", klaarvragen(), ids=lambda klaar: klaar.tekst)
def test_een_kant_en_klare_vraag_vult_een_formulier_dat_verstuurd_kan_worden(bezoeker: Client, klaar: Any) -> None:
    leeg = bezoeker.get("/beleid/")
    assert unescape(leeg.content.decode()).count(f"?{klaar.query}#vraag") == 1
    antwoord = bezoeker.get(f"/beleid/?{klaar.query}")
    gevuld = velden(antwoord)
    assert "Reken deze vraag door" in tekst(antwoord) and "Reken deze vraag door" not in tekst(leeg)
    assert gevuld != velden(leeg)
    assert bezoeker.post("/beleid/", {naam: w for naam, w in gevuld.items() if w is not None}).status_code == 302
    assert query_van(Doorrekening.objects.get()) == klaar.query


def test_een_adres_met_onzin_geeft_het_gewone_formulier(bezoeker: Client) -> None:
    onzin = "?basis=niets&kaders=ook-niets&norm-niets=1&personen=%3Cscript%3E&zaad=&pagina=x"
    antwoord = bezoeker.get(f"/beleid/{onzin}")
    assert antwoord.status_code == 200 and "<script>" not in antwoord.content.decode().split("<main")[1]
    assert velden(antwoord)["basis"] == "beleidskader-2026" and velden(antwoord)["kaders"] == []


def test_een_antwoord_kan_opnieuw_gevraagd_worden_met_iets_anders(bezoeker: Client, wie: Medewerker) -> None:
    rij = doorrekening(wie)
    html = unescape(bezoeker.get(van(rij)).content.decode())
    (query,) = re.findall(r'href="/beleid/\?([^"#]+)#vraag"', html)
    gevuld = velden(bezoeker.get(f"/beleid/?{query}"))
    assert (gevuld["basis"], gevuld["kaders"]) == ("beleidskader-2026", ["rlz-2027"])
    assert (gevuld["norm-urendrempel"], gevuld["personen"], gevuld["trekkingen"]) == ("20 %", "1000", "0")


def test_zonder_de_bibliotheken_zegt_het_scherm_wat_te_doen(bezoeker: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorrekenen, "is_er", lambda: False)
    antwoord = bezoeker.get("/beleid/")
    assert antwoord.context["form"] is None and "meerzorg[beleid]" in tekst(antwoord)


# --- the list -------------------------------------------------------------------------------------------------------


def test_de_lijst_zegt_dat_alles_verzonnen_is_en_toont_elke_toestand(bezoeker: Client, wie: Medewerker) -> None:
    assert "Nog niets doorgerekend" in tekst(bezoeker.get("/beleid/"))
    for toestand in Taakstand:
        doorrekening(wie, toestand, hartslag=nu())
    gezien = tekst(bezoeker.get("/beleid/"))
    assert "Alle mensen zijn verzonnen" in gezien and "voorspelt niets" in gezien
    assert all(rij.toestand_in_woorden in gezien for rij in Doorrekening.objects.all())
    assert gezien.count("Beleid, Zorgkantoor Groningen") == len(Taakstand)


def test_een_lange_lijst_heeft_bladen_en_vraagt_niet_meer_van_de_database(
    bezoeker: Client, wie: Medewerker, django_assert_max_num_queries: Any
) -> None:
    rijen = [doorrekening(wie, personen=1000 + nr) for nr in range(12)]
    with django_assert_max_num_queries(9):
        eerste = bezoeker.get("/beleid/")
    tweede = bezoeker.get("/beleid/?pagina=2")
    assert [rij.pk for rij in eerste.context["pagina"]] == [rij.pk for rij in reversed(rijen[2:])]
    assert [rij.pk for rij in tweede.context["pagina"]] == [rijen[1].pk, rijen[0].pk]


# --- while it is computed -------------------------------------------------------------------------------------------


def test_hoe_ver_het_is_komt_vanzelf_opnieuw(bezoeker: Client, wie: Medewerker) -> None:
    rij = doorrekening(wie, "bezig", klaar_deel=37, stap="alle mensen beoordelen", hartslag=nu())
    html = bezoeker.get(van(rij)).content.decode()
    assert 'hx-trigger="every 2s"' in html and '<progress max="100" value="37">' in html
    assert "<noscript><meta http-equiv" in html and "Alle mensen beoordelen" in html
    assert "U kunt weggaan" in html and "Ja, stop" in html


def test_een_kwart_wordt_een_keer_hardop_gezegd(bezoeker: Client, wie: Medewerker) -> None:
    rij = doorrekening(wie, "bezig", klaar_deel=37, hartslag=nu())
    gezegd = bezoeker.get(van(rij, "?gezegd=25"), headers={"hx-request": "true"}).content.decode()
    nieuw = bezoeker.get(van(rij, "?gezegd=0"), headers={"hx-request": "true"}).content.decode()
    assert "hx-swap-oob" not in gezegd and "25 procent is klaar" in nieuw
    assert "<main" not in nieuw


@pytest.mark.parametrize("toestand", ["klaar", "mislukt", "gestopt"])
def test_als_het_voorbij_is_komt_de_hele_pagina(bezoeker: Client, wie: Medewerker, toestand: str) -> None:
    antwoord = bezoeker.get(van(doorrekening(wie, toestand)), headers={"hx-request": "true"})
    assert antwoord["HX-Refresh"] == "true"
    assert "every 2s" not in bezoeker.get(van(Doorrekening.objects.get())).content.decode()


def test_wie_kijkt_zet_een_stilstaande_machine_weer_aan(
    bezoeker: Client, wie: Medewerker, monkeypatch: pytest.MonkeyPatch
) -> None:
    gestart: list[str] = []
    monkeypatch.setattr(wachtrij, "zorg_voor_werker", lambda: gestart.append("gestart"))
    bezoeker.get(van(doorrekening(wie)))
    assert gestart == []
    bezoeker.get(van(doorrekening(wie, "wacht", hartslag=nu() - timedelta(hours=1))))
    assert gestart == ["gestart"]


def test_een_mislukking_zegt_waarom_en_wat_er_te_doen_is(bezoeker: Client, wie: Medewerker) -> None:
    gezien = tekst(bezoeker.get(van(doorrekening(wie, "mislukt", melding="Er is te weinig geheugen."))))
    assert "Het rekenen is mislukt" in gezien and "Er is te weinig geheugen." in gezien
    assert "Reken opnieuw" in gezien and "Pas de vraag aan" in gezien


# --- the answer -----------------------------------------------------------------------------------------------------


def test_het_antwoord_begint_met_de_conclusie_en_beelden_komen_voor_uitleg(bezoeker: Client, wie: Medewerker) -> None:
    antwoord = bezoeker.get(van(doorrekening(wie)))
    html, gezien = antwoord.content.decode(), tekst(antwoord)
    plekken = [gezien.index(deel) for deel in ("In het kort", "Meerzorg krijgen er 590.", "Op deze pagina")]
    plekken += [html.index(f">{kop}</h2>") for kop in ("Wat komt eruit", "Wat is vergeleken")]
    assert plekken[:3] == sorted(plekken[:3]) and plekken[3:] == sorted(plekken[3:])
    assert html.index("figuur/1.svg") < html.index('id="tabel-2"')
    for plek in re.findall(r'href="#(deel-\d+)"', html):
        assert html.count(f'id="{plek}"') == 1
    assert "voorgenomen" in gezien and "hiermee is vergeleken" in gezien


def test_elk_blok_van_het_rapport_staat_op_de_pagina(bezoeker: Client, wie: Medewerker) -> None:
    antwoord = bezoeker.get(van(doorrekening(wie)))
    html, gezien = antwoord.content.decode(), tekst(antwoord)
    for blok in verslag().blokken:
        if isinstance(blok, Figuur):
            assert f'alt="{blok.alt} De getallen staan in de tabel."' in html
            assert all(cel in gezien for rij in blok.tabel.rijen for cel in rij)
    assert '<td class="utrecht-table__cell mz-getal" data-naam="mensen">590</td>' in html
    assert "<summary>Tabel: Aannames (49 regels)</summary>" in html and "aanname 48" in gezien
    assert "meerzorg simuleer" in gezien
    assert html.count("mz-figuur--naast") == 1  # the table of nine columns does not fit beside its picture


def test_de_downloads_zijn_het_rapport_zelf(bezoeker: Client, wie: Medewerker) -> None:
    rij = doorrekening(wie)
    html, pdf = bezoeker.get(van(rij, "verslag.html")), bezoeker.get(van(rij, "verslag.pdf"))
    assert html.content == als_html(verslag()).encode()
    assert (pdf.content, pdf["Content-Type"]) == (PDF, "application/pdf")
    assert pdf["Content-Disposition"] == f'attachment; filename="doorrekening-{rij.pk}.pdf"'
    assert html["Content-Disposition"] == f'attachment; filename="doorrekening-{rij.pk}.html"'


def test_een_figuur_mag_alleen_gezien_worden(bezoeker: Client, wie: Medewerker) -> None:
    antwoord = bezoeker.get(van(doorrekening(wie), "figuur/1.svg"))
    assert (antwoord.content.decode(), antwoord["Content-Type"]) == (SVG, "image/svg+xml")
    assert antwoord["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in bezoeker.get("/beleid/")["Content-Security-Policy"]


def test_de_pagina_van_een_antwoord_is_licht(bezoeker: Client, wie: Medewerker) -> None:
    antwoord = bezoeker.get(van(doorrekening(wie)), headers={"accept-encoding": "gzip"})
    assert b"In het kort" in gzip.decompress(antwoord.content) and len(antwoord.content) < 20_000


# --- the real thing -------------------------------------------------------------------------------------------------


@pytest.mark.een_database
def test_de_beelden_van_een_echt_rapport_bevatten_niets_wat_het_beleid_verbiedt() -> None:
    pytest.importorskip("altair")
    from meerzorg.beleid.invoer.aannames import aannames
    from meerzorg.beleid.populatie.personen import deelpopulaties
    from meerzorg.beleid.rapport.opbouw import maak_rapport
    from meerzorg.beleid.rapport.zaak import Rapportstof
    from meerzorg.beleid.simulatie.doorrekenen import NODIG, simuleer
    from meerzorg.beleid.simulatie.onzekerheid import trekkingen
    from meerzorg.beleid.simulatie.plan import maak_plan

    plan = maak_plan(["beleidskader-2026", "rlz-2027"], [("ekt_percentage", "0.3")])
    uitslag = simuleer(plan, deelpopulaties(20_000, 7, aannames(), velden=NODIG))
    getrokken = tuple(trekkingen(plan, 20_000, 7, 2, aannames()))
    rapport = maak_rapport(Rapportstof(plan, uitslag, getrokken, aannames(), 20_000, 7, True, "verslag.html"))
    beelden = [blok.svg for blok in rapport.blokken if isinstance(blok, Figuur)]
    assert len(beelden) > 8
    for svg in beelden:
        assert not re.search(r"<style|<script|<foreignObject|<image|\sstyle=|\son\w+=|javascript:|url\((?!#)", svg)
        assert {adres.split('"')[0] for adres in re.split(r"https?://", svg)[1:]} <= {
            "www.w3.org/2000/svg",
            "www.w3.org/1999/xlink",
        }
