"""The whole path of an application in a real browser, each step by the person it takes, in a window of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser import NieuwePagina, schermafbeelding
from browserhulp import NUMMER, Bezetting, adres, bezetting, dagen_later, klik, pad, pdf_tekst, tekst, vul_in
from kantoorhulp import ONDERBOUWING, beantwoord, bsns, nieuw_dossier
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.models import Dossier
from meerzorg.kantoor.templatetags.opmaak import datum

VOORSTELLEN = {"benodigde_uren": "uren", "vastgestelde_kosten": "kosten"}
"""What the plan of the verpleegkundige suggests, and a word of its heading."""


@pytest.fixture
def kantoor(nieuwe_pagina: NieuwePagina, live_server: Any) -> Iterator[Bezetting]:
    with bezetting(nieuwe_pagina, live_server) as mensen:
        yield mensen


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
    schermafbeelding(pagina, "zorgadviseur-nieuw")
    pagina.locator("main form button[type=submit]").last.click()
    expect(pagina.get_by_text("De aanvraag is vastgelegd.")).to_be_visible()
    (nummer,) = NUMMER.findall(pad(pagina))
    return str(nummer)


def bevestig_ontvangst(pagina: Page, nummer: str) -> None:
    pagina.goto(adres("dossier", nummer))
    schermafbeelding(pagina, "zorgadviseur-dossier")
    pagina.get_by_role("link", name="Ontvangst bevestigen").click()
    expect(pagina.get_by_role("heading", name="Zo gaat de brief weg")).to_be_visible()
    schermafbeelding(pagina, "zorgadviseur-ontvangst")
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
    vul_in(pagina, beperking_adl="2,9", beperking_adl__grond="ciz")
    leg_vast(pagina)
    schermafbeelding(pagina, "medisch-adviseur-beeld", hoogte=1000)
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


def test_a_grant_from_application_to_letter(kantoor: Bezetting) -> None:
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
    print(tekst(beslisser))
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
    print(inhoud)
    assert False
