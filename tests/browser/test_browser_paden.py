"""The whole path of an application in a real browser, each step by the person it takes, in a window of their own."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser import NieuwePagina, schermafbeelding
from browserhulp import (
    NUMMER,
    Bezetting,
    adres,
    dagen_later,
    klik,
    pad,
    pdf_tekst,
    tab_naar,
    tekst,
    vul_in,
)
from kantoorhulp import ONDERBOUWING, beantwoord, bsns, nieuw_dossier, noemt
from kantoortoestanden import in_elke_toestand, voorgesteld
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.models import Besluit, Dossier
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.schermen.templatetags.opmaak import euro
from meerzorg.wachtrij import rij as wachtrij
from meerzorg.wet.termijnen.kalender import voluit
from meerzorg.wet.vocabulaire import DOMEINEN

VOORSTELLEN = {"benodigde_uren": "uren", "vastgestelde_kosten": "kosten"}
"""What the plan of the verpleegkundige suggests, and a word of its heading."""
BELEIDSMENSEN = "100.000" if os.environ.get("MEERZORG_BEELDEN") == "1" else "1.000"
"""Few, so that computing is quick; for the pictures of the manual so many that they show something."""
LANG = 180_000
"""Milliseconds in which a small doorrekening is done, also where the rules must be compiled first."""


@pytest.fixture
def kantoor(nieuwe_pagina: NieuwePagina, live_server: Any) -> Bezetting:
    return Bezetting(nieuwe_pagina, live_server.url)


def leg_vast(pagina: Page) -> None:
    """Sends the form of answers and sees that they were recorded."""
    pagina.locator("button:visible:not(.mz-verborgen)", has_text="Leg vast").click()
    expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()


def beantwoord_vraag(pagina: Page, nummer: str, naam: str, waarde: str, reden: str = "", grond: str = "") -> None:
    """Opens the form of one question and answers it."""
    pagina.goto(f"{adres('vastleggen', nummer)}?naam={naam}")
    delen = {"": waarde, "__grond": grond, "__reden": reden}
    vul_in(pagina, **{naam + deel: inhoud for deel, inhoud in delen.items() if inhoud})
    leg_vast(pagina)


def teken(pagina: Page, nummer: str, knop: str) -> None:
    """Reads the sheet to its end and signs."""
    pagina.goto(adres("besluit", nummer))
    pagina.get_by_label("Ik heb de hele redenering en de brief gelezen.").check()
    klik(pagina, knop)


def open_aanvraag(pagina: Page, bsn: str) -> str:
    """A new application by the screen; its dossier number."""
    pagina.goto("/werk/")
    pagina.get_by_role("link", name="Nieuwe aanvraag").click()
    vul_in(
        pagina,
        bsn=bsn,
        naam="Fatima de Groot",
        geboortedatum="2010-05-04",
        adres="Laan 1",
        postcode="9712 ab",
        plaats="Groningen",
        aanvraagdatum="2026-11-02",
        soort_aanvraag="eerste",
        leveringsvorm="pgb",
        zorgprofiel="VG8",
        indicatie_ingangsdatum="2024-01-01",
        meerzorgvinkje="ja",
        dagbesteding="nee",
        wooninitiatief="nee",
        gevraagde_kosten="180.000",
        had_meerzorg="nee",
    )
    schermafbeelding(pagina, "zorgadviseur-nieuw", hoogte=1500)
    pagina.locator("main form button[type=submit]").last.click()
    expect(pagina.get_by_text("De aanvraag is vastgelegd.")).to_be_visible()
    (nummer,) = NUMMER.findall(pad(pagina))
    return str(nummer)


def bevestig_ontvangst(pagina: Page, nummer: str) -> None:
    pagina.goto(adres("dossier", nummer))
    schermafbeelding(pagina, "zorgadviseur-dossier", hoogte=1500)
    pagina.get_by_role("link", name="Ontvangst bevestigen").click()
    expect(pagina.get_by_role("heading", name="Zo gaat de brief weg")).to_be_visible()
    schermafbeelding(pagina, "zorgadviseur-ontvangst", hoogte=1200)
    klik(pagina, "Verstuur de brief")
    expect(pagina.get_by_text("De ontvangstbevestiging is verzonden.")).to_be_visible()


def oordeel_zorgadviseur(pagina: Page, nummer: str) -> None:
    """All judgements of this role on one form."""
    redenen = {
        "best_passend_profiel": ("ja", "Het profiel past bij de zorgvraag."),
        "ekt_toepasbaar": ("ja", "EKT kan worden ingezet."),
        "bijzondere_omgevingsfactor": ("nee", "Passende zorg in natura is beschikbaar."),
        "rechtmatig": ("ja", "De overeenkomsten kloppen."),
    }
    feiten = {"bijzondere_zorgsoort": "geen", "toeslag": "geen", "toeslag_bedrag": "0"}
    pagina.goto(adres("vastleggen", nummer) + "?" + "&".join(f"naam={naam}" for naam in [*redenen, *feiten]))
    vul_in(pagina, **feiten)
    for naam, (waarde, reden) in redenen.items():
        vul_in(pagina, **{naam: waarde, f"{naam}__grond": "gesprek", f"{naam}__reden": reden})
    leg_vast(pagina)


def oordeel_medisch(pagina: Page, nummer: str) -> None:
    """Scores first, then the judgement, on the screen of the picture of limitations."""
    pagina.goto(adres("beperkingenbeeld", nummer))
    for plek, domein in enumerate(DOMEINEN):
        vul_in(
            pagina, **{f"beperking_{domein}": f"{1 + plek / 4}".replace(".", ","), f"beperking_{domein}__grond": "ciz"}
        )
    leg_vast(pagina)
    schermafbeelding(pagina, "medisch-adviseur-beeld", hoogte=1400)
    vul_in(
        pagina,
        bijzondere_zorgbehoefte="ja",
        bijzondere_zorgbehoefte__grond="behandelaar",
        bijzondere_zorgbehoefte__tweede="De nacht staat niet in de scores.",
        **{f"bijzondere_zorgbehoefte__{deel}": reden for deel, reden in ONDERBOUWING.items()},
    )
    schermafbeelding(pagina, "medisch-adviseur-oordeel", deel="section[aria-labelledby=oordeel]")
    leg_vast(pagina)


def plan_zorg(pagina: Page, nummer: str) -> None:
    """The care week, and what it suggests taken over with a reason."""
    pagina.goto(adres("zorginzet", nummer))
    for regel, (zorg, wie, uren, tarief) in enumerate(
        [
            ("Persoonlijke verzorging", "formeel", "30", "60,00"),
            ("Begeleiding", "informeel", "30", "25,00"),
        ]
    ):
        velden = {"zorgsoort": zorg, "zorgverlener": wie, "aantal": uren, "tarief": tarief}
        vul_in(pagina, **{f"zorgplan__{regel}__{veld}": waarde for veld, waarde in velden.items()})
    schermafbeelding(pagina, "verpleegkundige-plan", deel="section[aria-labelledby=plan]")
    klik(pagina, "Leg dit plan vast")
    expect(pagina.get_by_text("De passende zorg is vastgelegd.")).to_be_visible()
    schermafbeelding(pagina, "verpleegkundige-zorginzet", hoogte=1500)
    for naam, titel in VOORSTELLEN.items():
        pagina.goto(adres("zorginzet", nummer))
        pagina.locator(".mz-voorstel", has_text=titel).get_by_role("button").click()
        vul_in(pagina, **{f"{naam}__reden": "Volgt uit het plan."})
        leg_vast(pagina)
    beantwoord_vraag(pagina, nummer, "verantwoord_thuis", "ja", "Het netwerk is sterk en geoefend.", "huisbezoek")
    beantwoord_vraag(pagina, nummer, "doelmatig", "ja", "Er is geen goedkopere weg.", "huisbezoek")


def test_een_toekenning_van_aanvraag_tot_brief(kantoor: Bezetting) -> None:
    adviseur = kantoor.als("zorgadviseur")
    nummer = open_aanvraag(adviseur, next(bsns()))
    bevestig_ontvangst(adviseur, nummer)
    oordeel_zorgadviseur(adviseur, nummer)
    oordeel_medisch(kantoor.als("medisch_adviseur"), nummer)
    plan_zorg(kantoor.als("verpleegkundige"), nummer)
    beslisser = kantoor.als("beslisser")
    beantwoord_vraag(beslisser, nummer, "looptijd_maanden", "24", "De situatie is stabiel.")
    beslisser.goto("/werk/")
    schermafbeelding(beslisser, "beslisser-werk", hoogte=1000)
    beslisser.get_by_role("link", name=nummer).first.click()
    beslisser.get_by_role("link", name="Besluit ondertekenen").click()
    expect(beslisser.get_by_role("heading", name="De redenering, stap voor stap")).to_be_visible()
    schermafbeelding(beslisser, "beslisser-besluit", hoogte=1500)
    beslisser.get_by_label("Ik heb de hele redenering en de brief gelezen.").check()
    schermafbeelding(beslisser, "beslisser-tekenen", deel="#tekenen")
    klik(beslisser, "Onderteken het besluit")
    expect(beslisser.get_by_text("Nu tekent nog iemand anders.")).to_be_visible()
    assert Dossier.objects.get(nummer=nummer).toestand == "voorgesteld"

    tweede = kantoor.als("beslisser2")
    tweede.goto(adres("dossier", nummer))
    tweede.get_by_role("link", name="Als tweede ondertekenen").click()
    schermafbeelding(tweede, "beslisser-tweede", deel="#tekenen")
    tweede.get_by_label("Ik heb de hele redenering en de brief gelezen.").check()
    klik(tweede, "Onderteken als tweede")
    expect(tweede.get_by_text("Het besluit is genomen. De brief is klaar.")).to_be_visible()
    schermafbeelding(tweede, "beslisser-besloten", hoogte=1000)

    brief = tweede.get_by_role("link", name="Open de verzonden brief (PDF)").get_attribute("href")
    inhoud = pdf_tekst(adviseur, str(brief))
    besluit = Besluit.objects.get(dossier__nummer=nummer)
    for deel in (
        "Besluit: meerzorg toegekend",
        f"een budget van {euro(besluit.toegekend_totaal)} per jaar",
        "U vroeg om zorg die € 180.000 per jaar kost.",
        ONDERBOUWING["omvang"],
        "De situatie is stabiel.",
        f"tot en met {bezwaar_tot(nummer)}",
    ):
        assert deel in inhoud
    assert "999" not in inhoud, "een BSN hoort niet in een brief"


def bezwaar_tot(nummer: str) -> str:
    """The last day for an objection, by the deadlines of the law."""
    gebeurtenissen = beeld(Dossier.objects.get(nummer=nummer))
    (termijn,) = (t for t in gebeurtenissen.termijnen(vandaag()) if t.termijn == "bezwaartermijn")
    return voluit(termijn.uiterlijk)


def test_een_afwijzing_vraagt_twee_ondertekenaars_en_de_tweede_is_een_ander(kantoor: Bezetting) -> None:
    dossier = beantwoord(nieuw_dossier(kantoor.mensen["zorgadviseur"]), kantoor.mensen, "verpleegkundige")
    reden = "Er is 's nachts niemand die kan ingrijpen."
    verpleegkundige = kantoor.als("verpleegkundige")
    beantwoord_vraag(verpleegkundige, dossier.nummer, "verantwoord_thuis", "nee", reden, "huisbezoek")

    eerste = kantoor.als("beslisser")
    eerste.goto(adres("besluit", dossier))
    expect(eerste.get_by_text("Dit is een afwijzing.")).to_be_visible()
    klik(eerste, "Onderteken het besluit")  # the grounds that are still open were not confirmed
    expect(eerste.get_by_text("Bevestig dat deze gronden niet in de afwijzing staan").first).to_be_visible()
    vul_in(eerste, open_gronden="ja", gelezen="ja")
    klik(eerste, "Onderteken het besluit")
    expect(eerste.get_by_text("U tekende als eerste")).to_be_visible()
    assert eerste.get_by_role("button", name="Onderteken als tweede").count() == 0
    schermafbeelding(eerste, "beslisser-eerste", deel="#tekenen")
    assert not dossier.brieven.exists()

    tweede = kantoor.als("teamleider")
    teken(tweede, dossier.nummer, "Onderteken als tweede")
    expect(tweede.get_by_text("Het besluit is genomen. De brief is klaar.")).to_be_visible()
    besluit = Besluit.objects.get(dossier=dossier, status="bekendgemaakt")
    assert (besluit.eerste, besluit.tweede) == (kantoor.mensen["beslisser"], kantoor.mensen["teamleider"])
    brief = str(tweede.get_by_role("link", name="Open de verzonden brief (PDF)").get_attribute("href"))
    inhoud = pdf_tekst(kantoor.als("zorgadviseur"), brief)
    assert reden in inhoud and f"tot en met {bezwaar_tot(dossier.nummer)}" in inhoud


def test_een_voorstel_dat_wordt_teruggenomen_laat_het_dossier_open(kantoor: Bezetting) -> None:
    dossier = voorgesteld(kantoor.mensen)
    pagina = kantoor.als("beslisser2")
    pagina.goto(adres("besluit", dossier))
    vul_in(pagina, reden="De uren kloppen niet.")
    klik(pagina, "Neem het voorstel terug")
    expect(pagina.get_by_text("Het dossier is weer in behandeling.", exact=False).first).to_be_visible()
    dossier.refresh_from_db()
    assert dossier.toestand == "in_behandeling" and not dossier.brieven.exists()


def test_een_onvolledige_aanvraag_staat_twee_keer_stil(kantoor: Bezetting) -> None:
    dossier = nieuw_dossier(kantoor.mensen["zorgadviseur"], dagen=5, zorgprofiel=None)
    verloop = ((2, vraag, "Stuur het indicatiebesluit.", 20), (9, ontvang, "", 0), (12, vraag, "En de uren?", 7))
    for dagen, doe, eigen, termijn in (*verloop, (15, ontvang, "", 0)):
        with dagen_later(dagen) as op:
            pagina = kantoor.als("zorgadviseur")  # a new day: everyone logs in again
            doe(pagina, dossier, eigen, termijn)
            zelfde_termijnen(pagina, dossier, op)
            zelfde_termijnen(kantoor.als("beslisser"), dossier, op)
    with dagen_later(15) as op:
        beslis = next(t for t in beeld(dossier).termijnen(op) if t.termijn == "beslistermijn")
        assert len(beslis.opschortingen) == 2 and all(deel.dagen > 0 for deel in beslis.opschortingen)
    vragen = [pdf_tekst(kantoor.als("teamleider"), adres("brief", dossier, id=b.pk)) for b in dossier.brieven.all()]
    assert [any(vraag in brief for brief in vragen) for vraag in ("Stuur het indicatiebesluit.", "En de uren?")]


def vraag(pagina: Page, dossier: Dossier, eigen: str, dagen: int) -> None:
    """Asks the client: the letter is read first, and then sent."""
    pagina.goto(adres("dossier", dossier))
    pagina.get_by_role("link", name="Aanvulling vragen").click()
    vul_in(pagina, eigen=eigen, dagen=str(dagen))
    klik(pagina, "Bekijk de brief")
    expect(pagina.get_by_role("heading", name="Zo gaat de brief weg")).to_be_visible()
    schermafbeelding(pagina, "zorgadviseur-aanvulling", hoogte=1400)
    klik(pagina, "Verstuur de brief")
    expect(pagina.get_by_text("De klok staat stil: het zorgkantoor wacht op een aanvulling.")).to_be_visible()


def ontvang(pagina: Page, dossier: Dossier, eigen: str, dagen: int) -> None:
    """Records that what was asked came in today."""
    pagina.goto(adres("dossier", dossier))
    pagina.get_by_role("link", name="Aanvulling ontvangen").click()
    klik(pagina, "Leg vast")
    expect(pagina.get_by_text("De aanvulling is vastgelegd. De klok loopt.")).to_be_visible()


def zelfde_termijnen(pagina: Page, dossier: Dossier, op: date) -> None:
    """What the page says of the deadlines is what the law counts on this day."""
    pagina.goto(adres("dossier", dossier))
    vak = " ".join(pagina.locator("section[aria-labelledby=termijn]").inner_text().split())
    termijnen = beeld(dossier).termijnen(op)
    assert termijnen
    for termijn in termijnen:
        assert noemt(vak, termijn.uiterlijk), f"{termijn.termijn}: {vak}"


def test_afwijken_van_het_medisch_advies(kantoor: Bezetting) -> None:
    dossier = beantwoord(nieuw_dossier(kantoor.mensen["zorgadviseur"]), kantoor.mensen)
    pagina = kantoor.als("beslisser")
    pagina.goto(adres("besluit", dossier))
    pagina.get_by_role("link", name="Wijk met een reden af van dit advies").click()
    klik(pagina, "Wijk af van het advies")
    expect(pagina.locator("[aria-invalid=true]")).to_have_count(1)
    vul_in(pagina, reden="Het dossier laat zien dat de nacht rustig is.")
    schermafbeelding(pagina, "beslisser-afwijken", hoogte=1100)
    klik(pagina, "Wijk af van het advies")
    expect(pagina.get_by_text("De afwijking is vastgelegd.")).to_be_visible()
    expect(pagina.get_by_text("Het besluit wijkt af van het medisch advies.")).to_be_visible()
    # The advice itself is untouched; the medisch adviseur sees both.
    medisch = kantoor.als("medisch_adviseur")
    medisch.goto(adres("beperkingenbeeld", dossier))
    assert ONDERBOUWING["aard"] in tekst(medisch)
    assert "Het dossier laat zien dat de nacht rustig is." in tekst(medisch)

    if pagina.locator("[name=open_gronden]").count():
        vul_in(pagina, open_gronden="ja")
    vul_in(pagina, gelezen="ja")
    klik(pagina, "Onderteken het besluit")
    expect(pagina.get_by_text("U tekende als eerste")).to_be_visible()
    tweede = kantoor.als("beslisser2")
    teken(tweede, dossier.nummer, "Onderteken als tweede")
    brief = str(tweede.get_by_role("link", name="Open de verzonden brief (PDF)").get_attribute("href"))
    inhoud = pdf_tekst(tweede, brief)
    assert ONDERBOUWING["aard"] in inhoud and "Het dossier laat zien dat de nacht rustig is." in inhoud
    assert "3:50" in inhoud


def test_elke_rol_begint_waar_haar_werk_is(kantoor: Bezetting) -> None:
    dossiers = in_elke_toestand(kantoor.mensen)
    nieuw_dossier(kantoor.mensen["zorgadviseur"], "Noor de Wit", dagen=50)

    adviseur = begin(kantoor, "zorgadviseur", "Mijn werk")
    schermafbeelding(adviseur, "zorgadviseur-werk", hoogte=1000)
    adviseur.goto(adres("ciz"))
    schermafbeelding(adviseur, "zorgadviseur-ciz", hoogte=700)

    begin(kantoor, "medisch_adviseur", "Mijn werk")
    begin(kantoor, "verpleegkundige", "Mijn werk")

    bezwaar = begin(kantoor, "bezwaarbehandelaar", "Mijn werk")
    bezwaar.goto(adres("dossier", dossiers["besloten"]))
    assert bezwaar.locator("main form").count() == 0, "hier valt niets in te vullen"
    schermafbeelding(bezwaar, "bezwaarbehandelaar-dossier", hoogte=1100)

    leider = begin(kantoor, "teamleider", "Mijn werk")
    schermafbeelding(leider, "teamleider-werk", hoogte=1000)
    leider.goto(adres("teksten"))
    schermafbeelding(leider, "teamleider-teksten", hoogte=900)
    leider.goto(adres("inzage", dossiers["besloten"]))
    assert "Bezwaarbehandelaar" in tekst(leider)
    schermafbeelding(leider, "teamleider-inzage", hoogte=900)

    beheerder = begin(kantoor, "beheerder", "Medewerkers")
    assert not NUMMER.search(tekst(beheerder))
    schermafbeelding(beheerder, "beheerder-medewerkers", hoogte=1000)
    beheerder.goto(adres("logboek"))
    assert not NUMMER.search(tekst(beheerder)), "de beheerder ziet geen dossiers"
    schermafbeelding(beheerder, "beheerder-logboek", hoogte=900)

    niemand = kantoor.als("niemand")
    niemand.goto("/")
    assert "rol" in tekst(niemand)


def begin(kantoor: Bezetting, rol: str, kop: str) -> Page:
    """A window of this role on the page where it lands after logging in."""
    pagina = kantoor.als(rol)
    pagina.goto("/")
    expect(pagina.get_by_role("heading", level=1, name=kop)).to_be_visible()
    return pagina


def test_een_beleidsvraag_met_alleen_het_toetsenbord(kantoor: Bezetting) -> None:
    pagina = begin(kantoor, "beleidsmedewerker", "Beleid")
    toetsen = pagina.keyboard
    tab_naar(pagina, wat="Wat doet de Rlz van 2027")
    toetsen.press("Enter")
    pagina.wait_for_url("**/beleid/?**")
    schermafbeelding(pagina, "beleidsmedewerker-vraag")
    tab_naar(pagina, wat="Hoeveel mensen")
    toetsen.press("Enter")
    for naam, waarde in (("personen", BELEIDSMENSEN), ("trekkingen", "2")):
        tab_naar(pagina, naam=naam)
        toetsen.type(waarde)
    tab_naar(pagina, wat="Reken door")
    toetsen.press("Enter")

    bezig = pagina.get_by_text("Alle mensen beoordelen").or_(pagina.get_by_text("De regels klaarzetten"))
    antwoord = pagina.get_by_role("heading", name="In het kort")  # so few people may be done between two looks
    expect(bezig.or_(antwoord).first).to_be_visible(timeout=LANG)
    schermafbeelding(pagina, "beleidsmedewerker-bezig", hoogte=700)
    expect(antwoord).to_be_visible(timeout=LANG)  # by itself
    for figuur in pagina.locator("main img").all()[:3]:
        figuur.scroll_into_view_if_needed()
        expect(figuur).to_have_js_property("complete", True)
        assert figuur.evaluate("figuur => figuur.naturalWidth") > 0
    pagina.locator("h1").scroll_into_view_if_needed()
    schermafbeelding(pagina, "beleidsmedewerker-antwoord", hoogte=1650)
    rij = Doorrekening.objects.get()
    assert "verzonnen mensen" in pdf_tekst(pagina, adres("doorrekening_pdf", doorrekening=rij.pk))

    tab_naar(pagina, wat="Verander iets en reken opnieuw")
    toetsen.press("Enter")
    pagina.wait_for_url("**/beleid/?**")
    assert pagina.locator("[name=personen]").input_value().replace(".", "") == str(rij.personen)
    expect(pagina.get_by_role("checkbox", name="rlz-2027")).to_be_checked()


def test_vragen_en_stoppen_zonder_javascript(kantoor: Bezetting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wachtrij, "_start_werker", lambda: None)  # it waits
    pagina = kantoor.als("beleidsmedewerker", javascript=False)
    pagina.goto(adres("beleid"))
    pagina.get_by_role("link", name="Wat als de urendrempel").click()
    vul_in(pagina, **{"norm-urendrempel": "20"})
    klik(pagina, "Reken door")
    expect(pagina.get_by_text("Bedoelt u 20 %?").first).to_be_visible()
    vul_in(pagina, **{"norm-urendrempel": "20 %"})
    klik(pagina, "Reken door")
    expect(pagina.get_by_text("Het rekenen begint zo.")).to_be_visible()
    pagina.get_by_text("Stop deze doorrekening").click()
    klik(pagina, "Ja, stop")
    expect(pagina.get_by_text("De doorrekening is gestopt.")).to_be_visible()
    pagina.get_by_role("link", name="Alle doorrekeningen").click()
    expect(pagina.get_by_role("link", name="beleidskader-2026, met urendrempel")).to_be_visible()
