"""Every screen for everyone: axe finds nothing, and all works by keyboard, without scripts and enlarged to 400 %."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page, expect

from browser import NieuwePagina, axe
from browserhulp import FOCUS, Bezetting, adres, pad, tab_naar, vul_in
from kantoorhulp import WACHTWOORD, beantwoord, nieuw_dossier
from kantoortoestanden import doorrekening, in_elke_toestand
from meerzorg.dossier.models import Dossier
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.toegang.rechten import INGELOGD, OPENBAAR, ROLLEN, mag
from meerzorg.wachtrij import rij as wachtrij
from meerzorg.wachtrij.models import Taakstand

EERSTE = next(iter(ROLLEN))
TOESTANDEN = ("in_behandeling", "wacht_op_aanvulling", "voorgesteld", "besloten")
IN_ELKE_TOESTAND = {"kantoor:dossier", "kantoor:besluit"}
"""The screens that change with the state of the dossier; of the others one state is enough."""
NIET_TE_BEKIJKEN = {
    "kantoor:stuk",  # a document
    "kantoor:brief",  # a PDF
    "kantoor:voorbeeld",  # a PDF
    "kantoor:inzage_csv",  # a CSV
    "kantoor:doorrekening_figuur",  # a picture
    "kantoor:doorrekening_pdf",
    "kantoor:doorrekening_html",  # a file by itself: test_rapport_beleid
    "toegang:verder",  # only with a form that was kept: test_browser_pech
    "toegang:code",  # only after a password: test_browser_pech
}
"""Addresses that are no screen by themselves."""
ALLEEN_VERSTUREN = {
    "kantoor:melding_gelezen",
    "kantoor:doorrekening_stop",
    "kantoor:doorrekening_opnieuw",
    "kantoor:medewerker_wachtwoord",
    "kantoor:medewerker_code",
    "toegang:uitloggen",
    "toegang:werkrol",
    "toegang:code_beginnen",
    "toegang:code_uitzetten",
}
"""Addresses to which a form is sent; there is nothing to look at."""


@pytest.fixture
def kantoor(nieuwe_pagina: NieuwePagina, live_server: Any) -> Bezetting:
    return Bezetting(nieuwe_pagina, live_server.url)


class Scherm(NamedTuple):
    naam: str
    view: Any
    argumenten: tuple[str, ...]


def schermen(resolver: Any = None, ruimte: str = "") -> Iterator[Scherm]:
    """Every address of the application that may be a screen."""
    for deel in (resolver or get_resolver()).url_patterns:
        if isinstance(deel, URLResolver):
            yield from schermen(deel, f"{deel.namespace}:" if deel.namespace else ruimte)
        elif isinstance(deel, URLPattern) and f"{ruimte}{deel.name}" not in NIET_TE_BEKIJKEN | ALLEEN_VERSTUREN:
            yield Scherm(f"{ruimte}{deel.name}", deel.callback, tuple(deel.pattern.converters))


def paden(scherm: Scherm, wie: Any, dossiers: dict[str, Dossier]) -> Iterator[str]:
    """The addresses of this screen that this person may open, of a dossier in which that makes sense."""
    handelingen = set(scherm.view.handelingen)
    if OPENBAAR in handelingen and wie.rol != EERSTE:
        return  # for every role the same page
    if "nummer" not in scherm.argumenten:
        if handelingen & {INGELOGD, OPENBAAR} or any(mag(wie, handeling) for handeling in handelingen):
            voorbeelden: dict[str, list[Any]] = {"id": [wie.pk], "naam": ["hulp"]}
            voorbeelden["doorrekening"] = list(Doorrekening.objects.values_list("pk", flat=True))
            for keuze in product(*(voorbeelden[naam] for naam in scherm.argumenten)):
                yield reverse(scherm.naam, kwargs=dict(zip(scherm.argumenten, keuze, strict=True)))
        return
    kan = [d for d in map(dossiers.__getitem__, TOESTANDEN) if any(mag(wie, handeling, d) for handeling in handelingen)]
    for dossier in kan if scherm.naam in IN_ELKE_TOESTAND else kan[:1]:
        rest = {"id": dossier.adviesvragen.values_list("pk", flat=True).first()}
        yield reverse(scherm.naam, kwargs={n: rest.get(n, dossier.nummer) for n in scherm.argumenten})


SCHERMEN = list(schermen())


def test_axe_vindt_niets_op_enig_scherm_van_enige_rol(kantoor: Bezetting, monkeypatch: pytest.MonkeyPatch) -> None:
    dossiers = in_elke_toestand(kantoor.mensen)
    for toestand in Taakstand:
        doorrekening(kantoor.mensen["beleidsmedewerker"], toestand)
    monkeypatch.setattr(wachtrij, "_start_werker", lambda: None)
    fouten = [
        f"{rol}: {fout}"
        for rol in ROLLEN
        for venster in [kantoor.als(rol)]
        for scherm in SCHERMEN
        for url in paden(scherm, kantoor.mensen[rol], dossiers)
        for fout in fouten_op(venster, url)
    ]
    assert "\n".join(fouten) == ""


def fouten_op(pagina: Page, url: str) -> list[str]:
    antwoord = pagina.goto(url)
    if antwoord is None or antwoord.status != 200:
        return [f"{url}: antwoord {antwoord and antwoord.status}"]
    if antwoord.request.redirected_from:
        return []  # the screen it leads to is looked at by itself
    return axe(pagina) + te_breed(pagina)


def te_breed(pagina: Page) -> list[str]:
    """What does not fit on a screen 320 pixels wide, as an ordinary one is at 400 % zoom (WCAG 1.4.10)."""
    groot = pagina.viewport_size
    pagina.set_viewport_size({"width": 320, "height": 800})
    breedte = pagina.evaluate("document.documentElement.scrollWidth")
    pagina.set_viewport_size(groot or {"width": 1280, "height": 900})
    return [f"{pagina.url}: {breedte} pixels breed op een scherm van 320"] if breedte > 320 else []


def test_axe_vindt_niets_voor_het_inloggen(kantoor: Bezetting) -> None:
    pagina = kantoor.leeg()
    open_ = [s for s in SCHERMEN if OPENBAAR in s.view.handelingen and not s.argumenten]
    assert open_
    for scherm in open_:
        pagina.goto(reverse(scherm.naam))
        assert axe(pagina) + te_breed(pagina) == []
    pagina.goto("/inloggen/")
    pagina.get_by_role("button", name="Log in").click()
    assert "nog niet" in pagina.locator("main").inner_text()
    assert axe(pagina) == []


def test_axe_vindt_niets_op_een_formulier_met_fouten_en_waar_iemand_eerder_was(kantoor: Bezetting) -> None:
    dossier = nieuw_dossier(kantoor.mensen["zorgadviseur"])
    pagina, ander = kantoor.als("zorgadviseur"), kantoor.als("zorgadviseur")
    for venster in (pagina, ander):
        venster.goto(f"{adres('vastleggen', dossier)}?naam=toeslag_bedrag")
    vul_in(pagina, toeslag_bedrag="veel")
    stuur(pagina)
    assert pagina.locator("[aria-invalid=true]").count() == 1
    assert axe(pagina) == []
    for venster, bedrag in ((pagina, "10"), (ander, "20")):
        vul_in(venster, toeslag_bedrag=bedrag)
        stuur(venster)
    expect(ander.get_by_role("heading", name="Iemand was u voor")).to_be_visible()
    assert axe(ander) + te_breed(ander) == []
    ander.goto("/dossier/MZ-1999-000001/")
    assert axe(ander) == []


def stuur(pagina: Page) -> None:
    pagina.locator("main button.utrecht-button--primary-action:visible", has_text="Leg vast").click()


# --- by the keyboard ----------


def test_inloggen_antwoorden_en_tekenen_met_alleen_het_toetsenbord(kantoor: Bezetting) -> None:
    mensen = kantoor.mensen
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=100000), mensen, "beslisser")
    pagina = kantoor.leeg()
    toetsen = pagina.keyboard
    pagina.goto("/")
    tab_naar(pagina, naam="username")
    toetsen.type("beslisser")
    tab_naar(pagina, naam="password")
    toetsen.type(WACHTWOORD)
    toetsen.press("Enter")
    pagina.wait_for_url("**/werk/**")

    tab_naar(pagina, wat=dossier.nummer)
    toetsen.press("Enter")
    pagina.wait_for_url(f"**{adres('dossier', dossier)}")
    tab_naar(pagina, wat="Naar de inhoud")
    toetsen.press("Enter")
    tab_naar(pagina, naam="looptijd_maanden")
    toetsen.type("24")
    tab_naar(pagina, naam="looptijd_maanden-reden")
    toetsen.type("De situatie is stabiel.")
    tab_naar(pagina, wat="Leg vast")
    toetsen.press("Enter")
    expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()

    tab_naar(pagina, wat="Besluit ondertekenen")
    toetsen.press("Enter")
    pagina.wait_for_url("**/besluit/**")
    tab_naar(pagina, naam="gelezen")
    toetsen.press("Space")
    tab_naar(pagina, wat="Onderteken het besluit")
    toetsen.press("Enter")
    expect(pagina.get_by_text("Uw handtekening is gezet.")).to_be_visible()
    dossier.refresh_from_db()
    assert dossier.toestand in ("voorgesteld", "besloten")


def test_keuzerondjes_en_de_weg_terug_met_het_toetsenbord(kantoor: Bezetting) -> None:
    dossier = nieuw_dossier(kantoor.mensen["zorgadviseur"])
    pagina = kantoor.als("zorgadviseur")
    pagina.goto(f"{adres('vastleggen', dossier)}?naam=ekt_toepasbaar")
    tab_naar(pagina, naam="ekt_toepasbaar")
    while pagina.evaluate(FOCUS)["waarde"] != "nee":
        pagina.keyboard.press("ArrowUp")
    tab_naar(pagina, naam="ekt_toepasbaar-grond")
    pagina.keyboard.press("Shift+Tab")
    assert pagina.evaluate(FOCUS)["naam"] == "ekt_toepasbaar"
    tab_naar(pagina, naam="ekt_toepasbaar-reden")
    pagina.keyboard.type("De behandeling loopt nog.")
    tab_naar(pagina, wat="Leg vast")
    pagina.keyboard.press("Space")
    expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()
    assert dossier.vastleggingen.get(naam="ekt_toepasbaar").waarde is False


# --- without JavaScript ----------


def test_het_hele_pad_zonder_javascript(kantoor: Bezetting) -> None:
    mensen = kantoor.mensen
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen, "beslisser")
    pagina = kantoor.leeg(javascript=False)
    pagina.goto("/")
    vul_in(pagina, username="beslisser", password=WACHTWOORD)
    pagina.get_by_role("button", name="Log in").click()
    pagina.get_by_role("link", name=dossier.nummer).first.click()
    assert pad(pagina) == adres("dossier", dossier)
    vul_in(pagina, looptijd_maanden="24", looptijd_maanden__reden="De situatie is stabiel.")
    stuur(pagina)
    expect(pagina.get_by_text("Uw antwoord is vastgelegd.")).to_be_visible()
    pagina.get_by_role("link", name="Besluit ondertekenen").click()
    pagina.get_by_role("button", name="Onderteken het besluit").click()
    expect(pagina.get_by_text("Lees alles en zet daarna een vinkje.").first).to_be_visible()
    vul_in(pagina, gelezen="ja")
    pagina.get_by_role("button", name="Onderteken het besluit").click()
    expect(pagina.get_by_text("Nu tekent nog iemand anders.")).to_be_visible()

    tweede = kantoor.als("teamleider", javascript=False)
    tweede.goto(adres("besluit", dossier))
    vul_in(tweede, gelezen="ja")
    tweede.get_by_role("button", name="Onderteken als tweede").click()
    expect(tweede.get_by_text("Het besluit is genomen.")).to_be_visible()
    dossier.refresh_from_db()
    assert dossier.toestand == "besloten"


def test_filters_en_het_plan_werken_zonder_javascript(kantoor: Bezetting) -> None:
    dossier = nieuw_dossier(kantoor.mensen["zorgadviseur"], "Sem Janssen")
    pagina = kantoor.als("verpleegkundige", javascript=False)
    pagina.goto(adres("zorginzet", dossier))
    regels = pagina.locator(".mz-planregels > li")
    eerst = regels.count()
    pagina.get_by_role("button", name="Regel toevoegen").click()
    assert regels.count() > eerst
    pagina.goto("/werk/?wat=alles")
    vul_in(pagina, zoek="Janssen")
    pagina.locator("form.mz-filters button, main form[method=get] button[type=submit]").first.click()
    expect(pagina.get_by_role("link", name=dossier.nummer).first).to_be_visible()
