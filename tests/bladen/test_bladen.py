"""The blocks of letters and reports: no kind of block is lost or changed, wherever it goes."""

from __future__ import annotations

import io
from dataclasses import fields
from html import escape
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from meerzorg.beleid.rapport.blad import Rapport, als_json, uit_json
from meerzorg.beleid.rapport.html import STIJL
from meerzorg.beleid.rapport.pdf import als_pdf
from meerzorg.bladen.blokken import (
    Alinea,
    Blok,
    Bronnen,
    Citaat,
    Commando,
    Figuur,
    Kop,
    Lijst,
    Paren,
    Tabel,
    met_elke_tekst,
)
from meerzorg.bladen.getallen import Getalcel, euro, getal
from meerzorg.bladen.html import SCHERM, Stijl, als_html
from meerzorg.bladen.tekst import als_tekst

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 40"><text x="5" y="20">beeld</text></svg>'
BEDRAGEN = Tabel("Bedragen", ("wat", "per jaar"), (("basisbudget", euro(99_392)), ("<samen>", euro(120_000))))
ALLES: tuple[Blok, ...] = (
    Kop("Eerste & hoofdstuk"),
    Kop("Onderdeel", 2),
    *(Alinea(f"Een alinea ({soort}).", soort) for soort in ("gewoon", "kern", "klein", "nadruk")),
    Citaat("Ik slaap\nslecht."),
    Lijst(("punt een", "punt twee")),
    Lijst(("vraag een", "vraag twee"), genummerd=True),
    Paren((("Advies", "nee"), ("Besluit", "ja"))),
    Bronnen((("Rlz art. 5.19", "https://wetten.example/rlz"), ("Een brief", ""))),
    Commando("meerzorg simuleer"),
    BEDRAGEN,
    Figuur("Een beeld", SVG, "Staafdiagram van de bedragen.", BEDRAGEN),
)


def zichtbaar(blok: Blok) -> list[str]:
    """Every text of a block that a reader must find."""
    teksten: list[str] = []
    for veld in fields(blok):
        if veld.name not in ("soort", "svg", "alt"):
            met_elke_tekst(getattr(blok, veld.name), lambda tekst: teksten.append(tekst) or tekst)  # type: ignore[func-returns-value]
    return [tekst for tekst in teksten if not tekst.startswith("https://")]


def test_alle_soorten_doen_mee() -> None:
    assert {type(blok) for blok in ALLES} == set(get_args(Blok))


@pytest.mark.parametrize("stijl", [SCHERM, STIJL])
def test_elk_woord_staat_op_het_scherm(stijl: Stijl) -> None:
    html = "".join(als_html(ALLES, stijl)).replace("€&nbsp;", "€ ")
    for tekst in (tekst for blok in ALLES for tekst in zichtbaar(blok)):
        assert escape(tekst).replace("\n", "<br>") in html
    assert "<samen>" not in html and 'aria-label="Staafdiagram van de bedragen."' in html


def test_elk_woord_staat_in_de_tekst_en_de_pdf() -> None:
    pdf = PdfReader(io.BytesIO(als_pdf(Rapport("Titel", "ondertitel", ALLES))))
    gelezen = "".join("".join(blad.extract_text() for blad in pdf.pages).split())
    als_mail = als_tekst(ALLES)
    for blok in ALLES:
        for tekst in zichtbaar(blok):
            assert "".join(tekst.split()) in gelezen
            assert tekst in als_mail or isinstance(blok, Figuur)


def test_een_kolom_met_getallen_staat_rechts() -> None:
    assert [BEDRAGEN.rechts(kolom) for kolom in range(2)] == [False, True]
    (html,) = als_html([BEDRAGEN], STIJL)
    assert '<td class="getal">€ 99.392</td>' in html and '<th scope="row">basisbudget</th>' in html
    schoon = met_elke_tekst(BEDRAGEN, str.upper)
    assert schoon.rechts(1), "a number stays one when its text is cleaned"


def test_getallen_zoals_een_lezer_ze_schrijft() -> None:
    assert (getal(1234.5, 1), getal(-0.2), getal(3, plus=True), euro(-99_392)) == ("1.234,5", "0", "+3", "€ −99.392")


# keeping

tekst = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
cel = tekst | tekst.map(Getalcel)


@st.composite
def tabellen(draw: st.DrawFn) -> Tabel:
    breed = draw(st.integers(1, 3))
    koppen = draw(st.tuples(*[tekst] * breed))
    return Tabel(draw(tekst), koppen, tuple(draw(st.lists(st.tuples(*[cel] * breed), max_size=3))))


blokken: st.SearchStrategy[Blok] = st.one_of(
    st.builds(Kop, tekst, st.integers(1, 3)),
    st.builds(Alinea, tekst, st.sampled_from(("gewoon", "kern", "klein", "nadruk"))),
    st.builds(Citaat, tekst),
    st.builds(Paren, st.lists(st.tuples(tekst, tekst), max_size=3).map(tuple)),
    st.builds(Bronnen, st.lists(st.tuples(tekst, tekst), max_size=3).map(tuple)),
    st.builds(Lijst, st.lists(tekst, max_size=3).map(tuple), st.booleans()),
    st.builds(Commando, tekst),
    tabellen(),
    st.builds(Figuur, tekst, tekst, tekst, tabellen()),
)


@given(st.builds(Rapport, tekst, tekst, st.lists(blokken, max_size=4).map(tuple)))
def test_een_bewaard_verslag_komt_terug_zoals_het_was(rapport: Rapport) -> None:
    terug = uit_json(als_json(rapport))
    assert terug == rapport

    def soorten(van: Rapport) -> list[type]:
        tabellen = [getattr(blok, "tabel", blok) for blok in van.blokken]
        return [type(cel) for blok in tabellen if isinstance(blok, Tabel) for rij in blok.rijen for cel in rij]

    assert soorten(terug) == soorten(rapport)
