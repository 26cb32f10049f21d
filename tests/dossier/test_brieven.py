"""The letters: what each must say, that all readings say the same, that text stays text, and what is refused."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from meerzorg.bladen.blokken import met_elke_tekst
from meerzorg.bladen.tekens import TOONBAAR, schoon
from meerzorg.cli.bestand import lees_json
from meerzorg.dossier.brieven.html import als_html
from meerzorg.dossier.brieven.inhoud import (
    BESLUITSOORTEN,
    BRIEFSOORTEN,
    Afwijking,
    Afzender,
    Briefgegevens,
    Geadresseerde,
    Reden,
    soort_voor,
)
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.brieven.pdf import als_pdf
from meerzorg.dossier.brieven.tekst import als_tekst
from meerzorg.dossier.brieven.tekstblokken import BLOKKEN, MEESTE_TEKENS, PLAATSEN, controleer, vul_in
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.beoordeling.vormen import Openstaand, Verslag
from meerzorg.wet.lezen.dossier import lees_dossier
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.termijnen.berekening import Gebeurtenis, termijnen
from meerzorg.wet.termijnen.kalender import voluit
from meerzorg.wet.vocabulaire import DOMEINEN, VOCABULAIRE
from regeltaal.fouten import InvoerFout

MAP = Path(__file__).parents[2] / "voorbeelden"
AFZENDER = Afzender(
    "Zorgkantoor Merwedeland",
    ("Postbus 1234", "3500 AB Utrecht"),
    "030 123 45 67",
    "meerzorg@merwedeland.example",
    "www.merwedeland.example",
)
MOEDER = Geadresseerde("Mevrouw F. Jansen", ("Lindelaan 12", "3571 XX Utrecht"), "Geachte mevrouw Jansen,")
ONTVANGST = Gebeurtenis(date(2026, 4, 13), "ontvangst")


def _beoordeeld(stam: str) -> tuple[dict[str, Any], Verslag]:
    invoer = lees_json(str(MAP / f"{stam}.json"))
    return invoer["gegevens"], verslag(beoordeel(lees_dossier(invoer)), met_verklaring=True)


BEOORDEELD = {stam: _beoordeeld(stam) for stam in sorted(bestand.stem for bestand in MAP.glob("*.json"))}
BESLIST = [stam for stam, (_, v) in BEOORDEELD.items() if v.uitkomst != "onbepaald"]


def _redenen(gegevens: dict[str, Any]) -> tuple[Reden, ...]:
    """A reason for each judgement in a dossier, recognisable by the name of what it is about."""
    return tuple(
        Reden(g.stap, g.naam, str(gegevens[g.naam]), g.rol, "A. Tester", f"Daarom {g.naam}.")
        for g in VOCABULAIRE
        if (g.oordeel or g.naam == "vastgestelde_kosten") and g.naam in gegevens
    )


def besluit(stam: str, **anders: Any) -> Briefgegevens:
    """The letter of an example dossier, as if the norms of its year were known (else most of 2025 is provisional)."""
    gegevens, v = BEOORDEELD[stam]
    aanvraag = v.peildatum
    dag = aanvraag + timedelta(weeks=6)
    gebeurd = [Gebeurtenis(aanvraag, "ontvangst"), Gebeurtenis(dag, "bekendmaking")]
    g = Briefgegevens(
        soort=soort_voor(v.uitkomst),
        dossiernummer="MZ-2026-000123",
        datum=dag,
        afzender=AFZENDER,
        geadresseerde=MOEDER,
        client="Noor Jansen",
        ondertekenaar="P. de Graaf",
        verslag=replace(v, voorlopig=False),
        termijnen=tuple(termijnen(gebeurd, dag)),
        redenen=_redenen(gegevens),
    )
    return replace(g, **anders)


def onderweg(soort: str, dag: date, *gebeurd: Gebeurtenis, **anders: Any) -> Briefgegevens:
    """A letter before the decision."""
    return Briefgegevens(
        soort=soort,
        dossiernummer="MZ-2026-000123",
        datum=dag,
        afzender=AFZENDER,
        geadresseerde=MOEDER,
        client="Noor Jansen",
        ondertekenaar="P. de Graaf",
        termijnen=tuple(termijnen([ONTVANGST, *gebeurd], dag)),
        **anders,
    )


def ontvangst() -> Briefgegevens:
    return onderweg("ontvangstbevestiging", date(2026, 4, 14))


def aanvulling(**anders: Any) -> Briefgegevens:
    dag = date(2026, 4, 20)
    vragen = ("Een brief van de behandelaar.", "Het budgetplan.")
    velden: dict[str, Any] = {"vragen": vragen, "hersteltermijn": date(2026, 5, 18)} | anders
    return onderweg("verzoek_aanvulling", dag, Gebeurtenis(dag, "verzoek_aanvulling", 28), **velden)


def verlenging(dag: date = date(2026, 5, 28), **anders: Any) -> Briefgegevens:
    velden: dict[str, Any] = {"verlenging_dagen": 28, "verlenging_reden": "Het advies van het CCE komt later."} | anders
    return onderweg("verlenging_beslistermijn", dag, Gebeurtenis(dag, "verlenging_beslistermijn", 28), **velden)


def niet_behandeld(dag: date = date(2026, 5, 26), **anders: Any) -> Briefgegevens:
    """What was asked on 20 April did not come by 18 May."""
    gebeurd = (Gebeurtenis(date(2026, 4, 20), "verzoek_aanvulling", 28), Gebeurtenis(dag, "bekendmaking"))
    velden: dict[str, Any] = {
        "vragen": ("Een brief van de behandelaar.", "Het budgetplan."),
        "hersteltermijn": date(2026, 5, 18),
        "toelichting": "Zonder het budgetplan weten wij niet welke zorg nodig is.",
    }
    return onderweg("buiten_behandeling", dag, *gebeurd, **velden | anders)


def tekst(g: Briefgegevens) -> str:
    return als_tekst(brief(g))


def lees_pdf(pdf: bytes) -> str:
    """The words of a PDF, without the places where a line or page was broken, nor what stands at the foot of a page."""
    regels = [blad.extract_text().splitlines() for blad in PdfReader(io.BytesIO(pdf)).pages]
    assert all(f"bladzijde {nr} van {len(regels)}" in blad[-1] for nr, blad in enumerate(regels, start=1))
    return "".join("".join("".join(blad[:-1]).split()) for blad in regels)


# --- what each letter must say -----------------------------------------------------------------------------------


def test_elke_uitkomst_en_elke_briefsoort_heeft_een_brief() -> None:
    assert {BEOORDEELD[stam][1].uitkomst for stam in BESLIST} == set(UITKOMSTEN) - {"onbepaald"}
    soorten = {soort_voor(uitkomst) for uitkomst in UITKOMSTEN if uitkomst != "onbepaald"}
    assert soorten == set(BESLUITSOORTEN)
    assert set(BRIEFSOORTEN) == soorten | {g.soort for g in (ontvangst(), aanvulling(), verlenging(), niet_behandeld())}


@pytest.mark.parametrize("stam", BESLIST)
def test_besluit_zegt_alles(stam: str) -> None:
    g = besluit(stam)
    v, b, zegt = BEOORDEELD[stam][1], brief(g), tekst(g)
    assert b.blokken[1].soort == "kern", "the decision comes first"  # type: ignore[union-attr]
    assert g.client in b.blokken[1].tekst  # type: ignore[union-attr]
    for stap in v.stappen:
        if stap.uitkomst in ("ja", "nee"):
            assert stap.toelichting in zegt
            assert all(bron.titel in zegt for bron in stap.bronnen)
    bereikt = {stap.stap for stap in v.stappen if stap.uitkomst in ("ja", "nee")}
    for reden in g.redenen:
        if reden.stap in bereikt:
            assert zegt.count(reden.reden) == 1
    for deel in v.jaarverleningen:
        assert f"× {deel.dagen} / " in zegt
    if v.looptijd.van:
        assert str(v.looptijd.tot_en_met.year) in b.blokken[1].tekst  # type: ignore[union-attr]
    if v.herbeoordeling_uitnodiging:
        assert "uitnodiging voor de herbeoordeling" in zegt
    assert zegt.count("tot samen") == len(v.alternatieven)
    assert "cliëntondersteuner" in zegt and "Awb art. 6:16" in zegt and "kunt u bezwaar maken" in zegt


@pytest.mark.parametrize("stam", BESLIST)
def test_elke_lezing_zegt_hetzelfde(stam: str) -> None:
    b = brief(besluit(stam))
    teksten: list[str] = []
    met_elke_tekst(tuple(blok for blok in b.blokken), lambda deel: teksten.append(deel) or deel)  # type: ignore[func-returns-value]
    in_pdf, op_scherm, als_mail = lees_pdf(als_pdf(b)), als_html(b), als_tekst(b)
    for deel in teksten:
        if deel in ("gewoon", "kern", "klein") or deel.startswith("https://"):
            continue  # not words of the letter
        assert "".join(deel.split()) in in_pdf
        assert escape(deel).replace("\n", "<br>") in op_scherm
        assert deel in als_mail


def test_toegekende_bedragen_met_berekening() -> None:
    zegt = tekst(besluit("01-vg8-kind-met-beademing"))
    assert "€ 171.600 per jaar, van 4 mei 2026 tot en met 3 mei 2029" in zegt
    assert "2026 | 4 mei 2026 | 31 december 2026 | € 171.600 × 242 / 365 | € 113.773,15" in zegt
    assert "€ 13.312 per jaar lager dan u vroeg" in zegt
    assert "11 januari 2029" in zegt


@pytest.mark.parametrize("stam", [stam for stam in BESLIST if BEOORDEELD[stam][1].gronden])
def test_afwijzing_noemt_elke_grond_met_zijn_reden(stam: str) -> None:
    zegt = tekst(besluit(stam))
    waarom = zegt[zegt.index("Waarom wij de aanvraag afwijzen") : zegt.index("Hoe wij dit stap voor stap")]
    gronden = BEOORDEELD[stam][1].gronden
    assert all(grond.zin.lower() in waarom.lower() for grond in gronden)
    assert waarom.count("Dit rust op") == len(gronden) == len(re.findall("^Bron", waarom, re.M))


def test_grond_van_een_stap_die_niet_meer_nodig_was() -> None:
    invoer = lees_json(str(MAP / "18-vg8-te-weinig-uren.json"))
    invoer["gegevens"]["bijzondere_zorgbehoefte"] = "nee"
    v = verslag(beoordeel(lees_dossier(invoer)), met_verklaring=True)
    assert "onder_urendrempel" in [grond.code for grond in v.gronden]
    zegt = tekst(besluit("18-vg8-te-weinig-uren", verslag=v, redenen=_redenen(invoer["gegevens"])))
    assert "36 uur per week" in zegt, "the ground says how many hours, though step 5a was not reached"
    assert "Stap 5a, want" not in zegt


def test_afwijking_van_advies() -> None:
    afwijking = Afwijking("bijzondere_zorgbehoefte", "ja", "nee", "dr. De Wit", "Nieuwe informatie van de behandelaar.")
    zegt = tekst(besluit("17-vg8-een-euro-boven-ekt", afwijkingen=(afwijking,)))
    assert "Awb art. 3:50" in zegt
    assert "Het advies: ja (dr. De Wit)\nOns besluit: nee\nWaarom: Nieuwe informatie van de behandelaar." in zegt


def test_scores_blijven_bij_de_medisch_adviseur() -> None:
    stam = "02-vg7-vrouw-met-moeilijk-gedrag"
    assert any(deel.medisch for deel in BEOORDEELD[stam][1].waarschuwingen)
    zegt = tekst(besluit(stam))
    assert "beperkingenbeeld" not in zegt and "score" not in zegt
    assert not any(f"{domein}:" in zegt for domein in DOMEINEN.values())
    assert "Daarom bijzondere_zorgbehoefte." in zegt


def test_waarschuwing_over_een_verlaagd_tarief_staat_erin() -> None:
    assert "verlaagd naar het maximum van € 26,98" in tekst(besluit("04-lg7-budgetplan-boven-maximumtarief"))


def test_de_brief_rekent_zelf_geen_datum_uit() -> None:
    g = besluit("16-lg7-inzet-niet-akkoord")
    bezwaar = next(t for t in g.termijnen if t.termijn == "bezwaartermijn")
    assert f"bezwaar maken. Dat kan tot en met {voluit(bezwaar.uiterlijk)}." in tekst(g)
    later = replace(bezwaar, uiterlijk=date(2033, 3, 3))
    zegt = tekst(replace(g, termijnen=(later,)))
    assert zegt.count("donderdag 3 maart 2033") >= 2 and voluit(bezwaar.uiterlijk) in later.berekening


def test_ontvangstbevestiging() -> None:
    zegt = tekst(ontvangst())
    assert "uiterlijk op maandag 8 juni 2026" in zegt
    assert ontvangst().termijnen[0].berekening.replace("\n", "\n- ") in zegt
    assert "Awb art. 4:15 lid 1 onder a" in zegt, "that the date can move is said before it does"


def test_verzoek_om_aanvulling() -> None:
    zegt = tekst(aanvulling())
    assert "1. Een brief van de behandelaar.\n2. Het budgetplan." in zegt
    assert "maandag 18 mei 2026" in zegt
    assert all(f"Awb art. {artikel}" in zegt for artikel in ("4:5 lid 1", "4:5 lid 4", "4:15 lid 1 onder a"))


def test_verlenging() -> None:
    zegt = tekst(verlenging())
    assert "uiterlijk op maandag 6 juli 2026" in zegt and "Awb art. 4:14 lid 3" in zegt
    assert "Het advies van het CCE komt later." in zegt


def test_niet_behandeld() -> None:
    g = niet_behandeld()
    zegt = tekst(g)
    assert "Op maandag 20 april 2026 vroegen wij u om deze gegevens" in zegt
    assert "1. Een brief van de behandelaar.\n2. Het budgetplan." in zegt
    assert "Op maandag 18 mei 2026 hadden wij deze gegevens niet." in zegt
    assert "Zonder het budgetplan weten wij niet welke zorg nodig is." in zegt
    assert "niets beoordeeld over de zorg zelf" in zegt and "altijd opnieuw meerzorg aanvragen" in zegt
    assert "Awb art. 4:5 lid 1" in zegt
    bezwaar = next(t for t in g.termijnen if t.termijn == "bezwaartermijn")
    assert f"bezwaar maken. Dat kan tot en met {voluit(bezwaar.uiterlijk)}." in zegt


@pytest.mark.parametrize("dag", [date(2026, 5, 19), date(2026, 6, 15)])
def test_niet_behandelen_kan_in_de_vier_weken_na_de_termijn(dag: date) -> None:
    assert "Wij behandelen de aanvraag voor meerzorg voor Noor Jansen niet" in tekst(niet_behandeld(dag))


def test_afkortingen_die_er_staan_worden_uitgelegd() -> None:
    zegt = tekst(besluit("01-vg8-kind-met-beademing"))
    assert "Rlz: Regeling langdurige zorg" in zegt and "mpt: modulair" not in zegt


# --- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stam", [stam for stam in BESLIST if BEOORDEELD[stam][1].voorlopig])
def test_voorlopige_uitkomst_wordt_geen_besluit(stam: str) -> None:
    with pytest.raises(InvoerFout, match="voorlopige uitkomst"):
        brief(besluit(stam, verslag=BEOORDEELD[stam][1]))


def test_onbepaald_heeft_geen_brief() -> None:
    with pytest.raises(InvoerFout, match="onbepaald"):
        soort_voor("onbepaald")
    with pytest.raises(InvoerFout, match="onbepaald"):
        brief(besluit("01-vg8-kind-met-beademing", verslag=BEOORDEELD["13-vg8-wacht-op-medisch-advies"][1]))


OPEN = Openstaand("doelmatig", "beslisser", "6", "Is de zorg doelmatig?")
GRANT, WEIGERING = "01-vg8-kind-met-beademing", "16-lg7-inzet-niet-akkoord"
GEWEIGERD = {
    "soort": lambda: replace(ontvangst(), soort="ontvangstbevestigin"),
    "ondertekenaar": lambda: besluit(GRANT, ondertekenaar=" "),
    "verslag: gevonden niets": lambda: besluit(GRANT, verslag=None),
    "afwijzing bij de uitkomst": lambda: besluit(WEIGERING, soort="toekenning"),
    "bezwaartermijn": lambda: besluit(GRANT, termijnen=()),
    "bekendmaking op de datum": lambda: besluit(GRANT, datum=date(2026, 6, 16)),
    "open vragen": lambda: besluit(GRANT, verslag=replace(BEOORDEELD[GRANT][1], openstaand=(OPEN,))),
    "geen periode": lambda: besluit(GRANT, verslag=replace(BEOORDEELD[GRANT][1], jaarverleningen=())),
    "zonder verklaring": lambda: besluit(GRANT, verslag=replace(BEOORDEELD[GRANT][1], verklaring=None)),
    "lager bedrag": lambda: besluit(GRANT, redenen=()),
    "geen reden bij": lambda: besluit(WEIGERING, redenen=()),
    "ten minste één vraag": lambda: aanvulling(vragen=()),
    "hersteltermijn": lambda: aanvulling(hersteltermijn=None),
    "verlenging_reden": lambda: verlenging(verlenging_reden=" "),
    "zonder gevolg": lambda: verlenging(date(2026, 6, 9)),
    "14 dagen op": lambda: verlenging(verlenging_dagen=14),
    "vragen die niet zijn beantwoord": lambda: niet_behandeld(vragen=()),
    "toelichting": lambda: niet_behandeld(toelichting=" "),
    "een termijn om aan te vullen die voorbij is": lambda: niet_behandeld(date(2026, 5, 18)),
    "ten laatste 15 juni 2026": lambda: niet_behandeld(date(2026, 6, 16)),
    "een andere bekendmaking": lambda: replace(niet_behandeld(), datum=date(2026, 5, 27)),
    "onbekende plek": lambda: besluit(GRANT, blokken={"hulp": "Bel {telefon}."}),
}


@pytest.mark.parametrize("melding", GEWEIGERD)
def test_wat_niet_verstuurd_kan_worden(melding: str) -> None:
    with pytest.raises(InvoerFout, match=melding):
        brief(GEWEIGERD[melding]())


# --- text blocks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", BLOKKEN)
def test_standaardtekst_is_goed_en_staat_in_zijn_brieven(naam: str) -> None:
    assert controleer(naam, BLOKKEN[naam].tekst) == []
    eigen = {naam: "Eigen tekst over {client}, zie {uiterlijk}.\n\nTweede alinea."}
    gezien = {
        g.soort for g in _alle_soorten() if "Eigen tekst over Noor Jansen, zie " in tekst(replace(g, blokken=eigen))
    }
    assert gezien == set(BLOKKEN[naam].brieven)


def _alle_soorten() -> list[Briefgegevens]:
    return [
        ontvangst(),
        aanvulling(),
        verlenging(),
        niet_behandeld(),
        *map(besluit, (GRANT, "09-ggzw4-overgangsjaar", WEIGERING)),
    ]


@pytest.mark.parametrize(
    ("fout", "gemeld"),
    [
        ("Beste {cliënt}", "{client}"),
        ("Beste {client", "accolade"),
        ("Beste client}", "accolade"),
        ("{{client}}", "accolade"),
        ("{% if x %}", "onbekende plek"),
        ("Bel \x07 nu", "U+0007"),
        ("a" * (MEESTE_TEKENS + 1), f"ten hoogste {MEESTE_TEKENS}"),
        ("  \n", "leeg"),
    ],
)
def test_fout_tekstblok_wordt_uitgelegd(fout: str, gemeld: str) -> None:
    assert any(gemeld in str(melding) for melding in controleer("hulp", fout))


def test_onbekend_tekstblok() -> None:
    assert "'hulp'" in str(controleer("hulpp", "Tekst")[0])


def test_invullen_gaat_in_een_keer() -> None:
    assert vul_in("{client} en {datum}", {"client": "{datum}", "datum": "vandaag"}) == "{datum} en vandaag"
    with pytest.raises(InvoerFout, match="zonder waarde"):
        vul_in("{client}", {})


@given(st.text(max_size=80), st.dictionaries(st.sampled_from(sorted(PLAATSEN)), st.text(max_size=20)))
def test_goedgekeurd_blok_is_altijd_in_te_vullen(ruw: str, waarden: dict[str, str]) -> None:
    alles = dict.fromkeys(PLAATSEN, "x") | waarden
    if not controleer("hulp", ruw):
        assert "{" not in vul_in(ruw, dict.fromkeys(PLAATSEN, ""))
        vul_in(ruw, alles)


# --- text stays text ---------------------------------------------------------------------------------------------

VIJANDIG = (
    '<script>alert("x")</script> & <b>vet</b> #panic("x") $x^2$ *vet* _schuin_ `code` @bron <label> \\ "aanhaling" '
    "= Kop #sys.inputs {client} {{ x }} {% x %} // weg /* ook */ ~ -- --- ... 'enkel' https://voorbeeld.example"
)


def test_vijandige_tekst_blijft_tekst_in_elk_veld() -> None:
    g = besluit(WEIGERING, afwijkingen=(Afwijking("v", "a", "b", "w", "r"),), bijlagen=("bijlage",))
    redenen = tuple(replace(reden, reden=VIJANDIG, wie=VIJANDIG, antwoord=VIJANDIG) for reden in g.redenen)
    ergens = {"dossiernummer": VIJANDIG, "client": VIJANDIG, "ondertekenaar": VIJANDIG, "bijlagen": (VIJANDIG,)}
    wie = {
        "afzender": met_elke_tekst(g.afzender, lambda _: VIJANDIG),
        "geadresseerde": met_elke_tekst(g.geadresseerde, lambda _: VIJANDIG),
        "afwijkingen": met_elke_tekst(g.afwijkingen, lambda _: VIJANDIG),
    }
    b = brief(replace(g, redenen=redenen, **ergens, **wie))
    letterlijk, op_scherm = "".join(VIJANDIG.split()), als_html(b)
    assert letterlijk in lees_pdf(als_pdf(b))
    assert VIJANDIG in als_tekst(b)
    assert "<script" not in op_scherm and escape(VIJANDIG) in op_scherm
    assert "style=" not in op_scherm and " on" not in "".join(re.findall(r"<[a-z][^>]*>", op_scherm))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_elke_reden_komt_er_letterlijk_uit(ruw: str) -> None:
    g = besluit("06-vv7-gewoon-budget-is-genoeg", redenen=(Reden("3", "vraag", "ja", "zorgadviseur", "", ruw),))
    b = brief(g)
    assert schoon(ruw) in als_tekst(b)
    assert schoon(ruw) in unescape(als_html(b)).replace("<br>", "\n")
    assert als_pdf(b).startswith(b"%PDF-1.7")


@given(st.text(alphabet=sorted(TOONBAAR), max_size=60))
def test_gewone_tekst_verandert_niet(ruw: str) -> None:
    assert schoon(ruw) == ruw


@given(st.text(max_size=60))
def test_zuiveren_is_af_in_een_keer(ruw: str) -> None:
    assert set(schoon(ruw)) <= TOONBAAR and schoon(schoon(ruw)) == schoon(ruw)


def test_het_lettertype_heeft_elk_toonbaar_teken() -> None:
    alles = "".join(sorted(TOONBAAR))
    g = besluit(GRANT, client=alles, redenen=(Reden("6", "v", "ja", "verpleegkundige", "", alles),))
    assert als_pdf(brief(g)).startswith(b"%PDF")


def test_wat_niet_te_tonen_is_wordt_zichtbaar() -> None:
    assert schoon("ﬁjn \u202e😀\u00ad\r\nregel\t2") == "fijn [U+1F600]\nregel 2"


# --- the PDF -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("g", _alle_soorten(), ids=lambda g: g.soort)
def test_pdf_is_toegankelijk_en_te_bewaren(g: Briefgegevens) -> None:
    b = brief(g)
    lezer = PdfReader(io.BytesIO(als_pdf(b)))
    wortel: Any = lezer.trailer["/Root"]
    assert wortel["/Lang"].startswith("nl") and wortel["/MarkInfo"]["/Marked"] == True  # noqa: E712 (pypdf has its own booleans)
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert lezer.metadata is not None and lezer.metadata.title == b.onderwerp
    xmp = wortel["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    tags = _tags(wortel["/StructTreeRoot"])
    assert {"/H1", "/P", "/L", "/LI", "/LBody"} <= tags
    if g.soort in BESLUITSOORTEN:
        assert {"/Table", "/TH", "/TD", "/BlockQuote", "/Link"} <= tags


def _tags(knoop: Any) -> set[str]:
    knoop = knoop.get_object()
    if not hasattr(knoop, "get"):
        return set().union(*map(_tags, knoop)) if isinstance(knoop, list) else set()
    eigen = {str(knoop["/S"])} if "/S" in knoop else set()
    return eigen | (_tags(knoop["/K"]) if "/K" in knoop else set())


def test_zelfde_brief_zelfde_bytes_ook_tegelijk() -> None:
    brieven = [brief(g) for g in _alle_soorten()]
    een_voor_een = [als_pdf(b) for b in brieven]
    with ThreadPoolExecutor(4) as draden:
        assert list(draden.map(als_pdf, brieven * 4)) == een_voor_een * 4
