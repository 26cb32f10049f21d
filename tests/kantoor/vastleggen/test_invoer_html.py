"""HTML and template syntax in every text that people type: on every page and in every letter it stays text."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client as Bezoeker
from django.urls import reverse
from pypdf import PdfReader

from kantooradressen import ADRESSEN
from kantoorhulp import AANVRAAG, bsns, team
from kantoortoestanden import stuk
from meerzorg.dossier import post
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, maak_opmerking, open_dossier, trek_in
from meerzorg.dossier.handelingen.besluiten import neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast, wijk_af
from meerzorg.dossier.handelingen.verloop import (
    bevestig_ontvangst,
    ontvang_aanvulling,
    ontvang_advies,
    verleng_termijn,
    voeg_document_toe,
    vraag_aanvulling,
    vraag_advies,
)
from meerzorg.dossier.models import Brief, Dossier
from meerzorg.toegang.models import Medewerker

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
VIJAND = '<script>alert(1)</script>{{ 7|add:7 }}{% now "Y" %}#set text(red)'
Mensen = dict[str, Medewerker]


def tekst(veld: str) -> str:
    """The hostile text, with the name of the field so that it is recognised on a page."""
    return f"[{veld}]{VIJAND}"


NAAM = tekst("naam")


@pytest.fixture
def mensen() -> Mensen:
    mensen = team()
    for rol in ("beslisser", "medisch_adviseur"):
        Medewerker.objects.filter(pk=mensen[rol].pk).update(naam=tekst(rol)[:100])
        mensen[rol].refresh_from_db()
    return mensen


def vijandig_dossier(m: Mensen) -> Dossier:
    """A dossier that went the whole way, with the hostile text wherever someone can type."""
    client = Clientgegevens(
        next(bsns()), NAAM, vandaag() - timedelta(days=6000), tekst("adres"), "1234 AB", tekst("plaats")[:80], "",
        tekst("vertegenwoordiger"),
    )  # fmt: skip
    gegevens = {"aanvraagdatum": (vandaag() - timedelta(days=10)).isoformat()} | AANVRAAG
    dossier = open_dossier(m["zorgadviseur"], client, gegevens)
    bevestig_ontvangst(m["zorgadviseur"], dossier)
    vraag_aanvulling(m["zorgadviseur"], dossier, [tekst("vraag 1"), tekst("vraag 2")], 14)
    ontvang_aanvulling(m["zorgadviseur"], dossier, vandaag(), tekst("toelichting aanvulling"))
    verleng_termijn(m["teamleider"], dossier, 14, tekst("reden verlenging"))
    maak_opmerking(m["zorgadviseur"], dossier, tekst("opmerking"), False)
    maak_opmerking(m["verpleegkundige"], dossier, tekst("medische opmerking"), True)
    voeg_document_toe(m["zorgadviseur"], dossier, stuk(naam="plan.pdf"), medisch=False, omschrijving=tekst("stuk"))
    voeg_document_toe(m["verpleegkundige"], dossier, stuk(), medisch=True, omschrijving=tekst("medisch stuk"))
    gesteld = vraag_advies(m["zorgadviseur"], dossier, "anders", tekst("deskundige"), tekst("adviesvraag"))
    ontvang_advies(m["zorgadviseur"], gesteld, tekst("adviesantwoord"), vandaag())
    _beantwoord(m, dossier)
    return dossier


def _beantwoord(m: Mensen, dossier: Dossier) -> None:
    def w(waarde: Any, veld: str) -> Opgave:
        return Opgave(waarde, "gesprek", tekst(veld))

    leg_vast(
        m["zorgadviseur"],
        dossier,
        {
            "best_passend_profiel": w(True, "reden profiel"),
            "toeslag": w("geen", "reden toeslag"),
            "toeslag_bedrag": Opgave(0),
            "ekt_toepasbaar": w(True, "reden ekt"),
            "bijzondere_omgevingsfactor": w(False, "reden omgeving"),
        },
    )
    delen = {deel: tekst(deel) for deel in ("aard", "omvang", "blijvendheid")}
    oordeel = Opgave(False, "behandelaar", onderbouwing=delen, tweede_reden=tekst("tweede reden"))
    leg_vast(m["medisch_adviseur"], dossier, {"bijzondere_zorgbehoefte": oordeel})
    wijk_af(m["beslisser"], dossier, True, tekst("reden afwijking"))
    leg_vast(
        m["verpleegkundige"],
        dossier,
        {
            "benodigde_uren": w(60, "reden uren"),
            "verantwoord_thuis": w(True, "reden thuis"),
            "doelmatig": w(True, "reden doelmatig"),
            "vastgestelde_kosten": w(170000, "reden kosten"),
        },
    )
    leg_vast(m["zorgadviseur"], dossier, {"rechtmatig": w(True, "reden rechtmatig")})
    leg_vast(m["beslisser"], dossier, {"looptijd_maanden": w(24, "reden looptijd")})


def paginas(m: Mensen, dossier: Dossier) -> dict[str, str]:
    """Every page of this dossier, and every list it can stand in, as each role sees it: HTML by role and address."""
    voorbeelden: dict[str, list[Any]] = {
        "kantoor:stuk": list(dossier.documenten.values_list("pk", flat=True)),
        "kantoor:brief": list(dossier.brieven.values_list("pk", flat=True)),
        "kantoor:advies_antwoord": list(dossier.adviesvragen.values_list("pk", flat=True)),
    }
    uit = {}
    for rol in ("zorgadviseur", "medisch_adviseur", "verpleegkundige", "beslisser", "teamleider", "beheerder"):
        bezoeker = Bezoeker(raise_request_exception=False)
        bezoeker.force_login(m[rol], "django.contrib.auth.backends.ModelBackend")
        for adres in ADRESSEN:
            rest = [naam for naam in adres.argumenten if naam != "nummer"]
            if rest and adres.naam not in voorbeelden:
                continue
            nummer = {"nummer": dossier.nummer} if adres.bij_dossier else {}
            for extra in [{rest[0]: pk} for pk in voorbeelden[adres.naam]] if rest else [{}]:
                pad = reverse(adres.naam, kwargs=nummer | extra)
                antwoord = bezoeker.get(pad)
                assert antwoord.status_code < 500, f"{rol}: {pad}"
                if antwoord.headers.get("Content-Type", "").startswith("text/html"):
                    uit[f"{rol} {pad}"] = antwoord.content.decode()
    return uit


def niet_letterlijk(html: str) -> list[str]:
    """Places where the hostile text is not shown exactly as it was typed."""
    if "<script>alert" in html:
        return ["het script staat er als script"]
    kaal = unescape(html)
    plekken = (m.end() for m in re.finditer(re.escape("alert(1)</script>"), kaal))
    rest = VIJAND.split("</script>", 1)[1]
    return [kaal[plek - 60 : plek + 60] for plek in plekken if not _begint_met(kaal[plek:], rest)]


def _begint_met(gevonden: str, rest: str) -> bool:
    """Whether this is the rest of the text, or the start of it where a page shortens it with an ellipsis."""
    return gevonden.startswith(rest) or any(gevonden.startswith(rest[:n] + "…") for n in range(len(rest)))


STANDEN = ("in behandeling", "voorgesteld", "teruggenomen", "besloten", "ingetrokken")


def breng_naar(m: Mensen, dossier: Dossier, stand: str) -> None:
    if stand in ("voorgesteld", "teruggenomen", "besloten"):
        onderteken(m["beslisser"], dossier, dossier.versie, tekst("toelichting besluit"))
    if stand == "teruggenomen":
        neem_terug(m["teamleider"], dossier, tekst("reden terugnemen"))
    if stand == "besloten":
        teken_als_tweede(m["teamleider"], dossier, dossier.versie)
    if stand == "ingetrokken":
        trek_in(m["zorgadviseur"], dossier, vandaag(), tekst("toelichting intrekken"))


@pytest.mark.parametrize("stand", STANDEN)
def test_elke_pagina_toont_wat_getypt_is_en_niets_anders(mensen: Mensen, stand: str) -> None:
    dossier = vijandig_dossier(mensen)
    breng_naar(mensen, dossier, stand)
    gevonden = paginas(mensen, dossier)
    assert {pad: fout for pad, html in gevonden.items() if (fout := niet_letterlijk(html))} == {}
    alles = "".join(unescape(html) for html in gevonden.values())
    getypt = {"naam", "opmerking", "stuk", "deskundige", "reden thuis", "reden afwijking", "aard", "reden verlenging"}
    getypt |= {"toelichting aanvulling", "adviesantwoord", "medische opmerking", "reden looptijd"}
    getypt |= {"voorgesteld": {"toelichting besluit"}, "teruggenomen": {"reden terugnemen"}}.get(stand, set())
    assert {veld for veld in getypt if tekst(veld) not in alles} == set(), "dit is op geen enkele pagina te zien"


def test_elke_brief_toont_wat_getypt_is_en_niets_anders(mensen: Mensen) -> None:
    dossier = vijandig_dossier(mensen)
    breng_naar(mensen, dossier, "besloten")
    letters = {brief.soort: _pdf_tekst(brief) for brief in Brief.objects.all()}
    assert set(letters) == {"ontvangstbevestiging", "verzoek_aanvulling", "verlenging_beslistermijn", "toekenning"}
    for soort, letter in letters.items():
        assert letter.count("alert(1)</script>") == letter.count(_aaneen(VIJAND)) > 0, soort
    waar = {
        "verzoek_aanvulling": {"vraag 1", "vraag 2"},
        "verlenging_beslistermijn": {"reden verlenging"},
        "toekenning": {"naam", "vertegenwoordiger", "reden afwijking", "reden thuis", "reden looptijd", "aard"},
    }
    ontbreekt = {
        (soort, veld) for soort, velden in waar.items() for veld in velden if _aaneen(tekst(veld)) not in letters[soort]
    }
    assert ontbreekt == set()


def _pdf_tekst(brief: Brief) -> str:
    lezer = PdfReader(io.BytesIO(post.opslag().lees(brief.sha256)))
    return _aaneen("".join(blad.extract_text() for blad in lezer.pages))


def _aaneen(tekst_: str) -> str:
    """Without white space: where a line breaks in a letter makes no difference. A hyphen at a break is left out too."""
    return re.sub(r"[\s\u00ad]", "", tekst_)
