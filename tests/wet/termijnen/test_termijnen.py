"""The statutory deadlines: worked dates from the law, properties that must always hold, and refusal of bad input."""

from __future__ import annotations

import argparse
import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meerzorg.cli.wet import termijnen as opdracht
from meerzorg.wet.termijnen.berekening import SOORTEN, Gebeurtenis, Termijn, lees_gebeurtenissen, termijnen
from meerzorg.wet.termijnen.kalender import KB_2026_2028, Duur, Kalender, is_werkdag
from regeltaal.fouten import InvoerFout

DAG = timedelta(days=1)
VANDAAG = date(2026, 12, 31)


def gebeurtenissen(*regels: str) -> tuple[Gebeurtenis, ...]:
    """Events written as 'ontvangst 2026-04-13' or 'verzoek_aanvulling 2026-04-20 14', read as the program does."""
    return lees_gebeurtenissen(als_invoer(*regels))


def als_invoer(*regels: str) -> dict[str, Any]:
    lijst = []
    for regel in regels:
        soort, datum, *dagen = regel.split()
        lengte = {SOORTEN[soort].dagen: int(dagen[0])} if dagen else {}
        lijst.append({"soort": soort, "datum": datum} | lengte)
    return {"gebeurtenissen": lijst}


def bereken(*regels: str, vandaag: str | None = None) -> dict[str, Termijn]:
    dag = date.fromisoformat(vandaag) if vandaag else VANDAAG
    return {termijn.termijn: termijn for termijn in termijnen(gebeurtenissen(*regels), dag)}


AANVRAAG, BESLUIT = "ontvangst 2026-04-13", "bekendmaking 2026-04-13"
GEVRAAGD = "verzoek_aanvulling 2026-04-20 21"  # answer possible up to and including Monday 11 May


@pytest.mark.parametrize(
    ("regels", "termijn", "uiterlijk"),
    [
        # the examples of assessment.md
        ([BESLUIT], "bezwaartermijn", "2026-05-26"),
        ([BESLUIT], "beslistermijn_bezwaar", "2026-07-07"),
        ([BESLUIT, "advies_zorginstituut_gevraagd 2026-06-08"], "beslistermijn_bezwaar", "2026-10-20"),
        ([AANVRAAG], "beslistermijn", "2026-06-08"),
        ([AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-04"], "beslistermijn", "2026-06-22"),
        # free days at the end
        (["ontvangst 2026-04-10"], "beslistermijn", "2026-06-05"),
        (["ontvangst 2026-04-11"], "beslistermijn", "2026-06-08"),  # a Saturday
        (["ontvangst 2026-10-30"], "beslistermijn", "2026-12-28"),  # 25 December, then a weekend
        (["ontvangst 2026-11-06"], "beslistermijn", "2027-01-04"),  # 1 January, then a weekend
        (["ontvangst 2028-02-21"], "beslistermijn", "2028-04-18"),  # Easter Monday; a leap year
        (["ontvangst 2026-03-02"], "beslistermijn", "2026-04-28"),  # Koningsdag
        (["ontvangst 2026-03-10"], "beslistermijn", "2026-05-06"),  # 5 mei, not a year of the lustrum
        (["bekendmaking 2025-11-13"], "bezwaartermijn", "2025-12-29"),  # 25 and 26 December, then a weekend
        (["bekendmaking 2025-11-12"], "bezwaartermijn", "2025-12-24"),
        (["bekendmaking 2025-11-20"], "bezwaartermijn", "2026-01-02"),  # 1 January; by decree the 2nd is free as well
        (["bekendmaking 2026-02-20"], "bezwaartermijn", "2026-04-07"),  # Goede Vrijdag up to Easter Monday
        (["bekendmaking 2025-03-15"], "bezwaartermijn", "2025-04-28"),  # Koningsdag on Saturday the 26th
        # suspension
        ([AANVRAAG, GEVRAAGD], "hersteltermijn", "2026-05-11"),
        ([AANVRAAG, "verzoek_aanvulling 2026-04-20 14"], "hersteltermijn", "2026-05-04"),
        ([AANVRAAG, "verzoek_aanvulling 2026-04-20 15"], "hersteltermijn", "2026-05-06"),  # 5 mei
        ([AANVRAAG, "verzoek_aanvulling 2026-12-24 3"], "hersteltermijn", "2026-12-29"),  # ATW art. 2: two working days
        ([AANVRAAG, "verzoek_aanvulling 2026-12-24 2"], "hersteltermijn", "2026-12-28"),
        (
            [AANVRAAG, GEVRAAGD],
            "beslistermijn",
            "2026-06-29",
        ),  # lapsed: 21 April up to and including 10 May, 20 days; a Sunday
        (
            [AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-06-01"],
            "beslistermijn",
            "2026-06-29",
        ),  # an answer after that
        (
            [AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-04-20"],
            "beslistermijn",
            "2026-06-08",
        ),  # answered the same day
        ([AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-04-22"], "beslistermijn", "2026-06-09"),  # one day
        ([AANVRAAG, "verzoek_aanvulling 2026-06-09 14"], "beslistermijn", "2026-06-08"),  # asked when the term was over
        (
            [AANVRAAG, "verzoek_aanvulling 2026-06-08 14"],
            "beslistermijn",
            "2026-06-08",
        ),  # starts the day after: too late
        # two pairs: 21-30 April and, overlapping, 24 April-3 May make 13 days; then adjacent ones: 13 + 6 days
        (
            [
                AANVRAAG,
                GEVRAAGD,
                "verzoek_aanvulling 2026-04-23 21",
                "aanvulling_ontvangen 2026-05-01",
                "aanvulling_ontvangen 2026-05-04",
            ],
            "beslistermijn",
            "2026-06-22",
        ),
        (
            [
                AANVRAAG,
                GEVRAAGD,
                "aanvulling_ontvangen 2026-05-04",
                "verzoek_aanvulling 2026-05-04 14",
                "aanvulling_ontvangen 2026-05-11",
            ],
            "beslistermijn",
            "2026-06-29",
        ),
        # extension
        ([AANVRAAG, "verlenging_beslistermijn 2026-06-01 42"], "beslistermijn", "2026-07-20"),
        ([AANVRAAG, "verlenging_beslistermijn 2026-06-08 14"], "beslistermijn", "2026-06-22"),
        ([AANVRAAG, "verlenging_beslistermijn 2026-06-09 14"], "beslistermijn", "2026-06-08"),  # told too late
        (
            [AANVRAAG, "verlenging_beslistermijn 2026-06-01 7", "verlenging_beslistermijn 2026-06-10 7"],
            "beslistermijn",
            "2026-06-22",
        ),
        (
            [AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-04", "verlenging_beslistermijn 2026-06-15 14"],
            "beslistermijn",
            "2026-07-06",  # 8 June + 13 days + 14 days = Sunday 5 July
        ),
        # objection
        ([BESLUIT, "adviescommissie 2026-06-01"], "beslistermijn_bezwaar", "2026-08-18"),
        ([BESLUIT, "verdaging_bezwaar 2026-06-30"], "beslistermijn_bezwaar", "2026-08-18"),
        (
            [BESLUIT, "adviescommissie 2026-06-01", "verdaging_bezwaar 2026-06-30"],
            "beslistermijn_bezwaar",
            "2026-09-29",
        ),
        ([BESLUIT, "verdaging_bezwaar 2026-07-08"], "beslistermijn_bezwaar", "2026-07-07"),  # told too late
        (
            [
                BESLUIT,
                "adviescommissie 2026-06-01",
                "advies_zorginstituut_gevraagd 2026-06-08",
                "verdaging_bezwaar 2026-10-01",
            ],
            "beslistermijn_bezwaar",
            "2026-12-01",
        ),
        (["bekendmaking 2026-06-19", "advies_zorginstituut_gevraagd 2026-08-03"], "bezwaartermijn", "2026-07-31"),
        (  # 21 weeks after 31 July is Christmas Day: longer than 12 weeks, so it stays (ATW art. 4)
            ["bekendmaking 2026-06-19", "advies_zorginstituut_gevraagd 2026-08-03"],
            "beslistermijn_bezwaar",
            "2026-12-25",
        ),
        (["bekendmaking 2026-09-25"], "beslistermijn_bezwaar", "2026-12-18"),
        (["bekendmaking 2026-10-02"], "beslistermijn_bezwaar", "2026-12-28"),  # 12 weeks do move
        ([BESLUIT, "advies_zorginstituut_gevraagd 2026-06-08"], "advies_zorginstituut", "2026-08-17"),
        (["bekendmaking 2026-09-01", "advies_zorginstituut_gevraagd 2026-10-16"], "advies_zorginstituut", "2026-12-28"),
        (  # herstel van verzuim (Awb 6:6): 2-8 June, seven days
            [
                BESLUIT,
                "ontvangst_bezwaar 2026-05-20",
                "verzoek_aanvulling 2026-06-01 14",
                "aanvulling_ontvangen 2026-06-09",
            ],
            "beslistermijn_bezwaar",
            "2026-07-14",
        ),
        (  # only the days after the objection term stand still: 27 May up to and including 31 May
            [
                BESLUIT,
                "ontvangst_bezwaar 2026-05-11",
                "verzoek_aanvulling 2026-05-18 21",
                "aanvulling_ontvangen 2026-06-01",
            ],
            "beslistermijn_bezwaar",
            "2026-07-13",  # Sunday the 12th
        ),
        # dwangsom
        ([AANVRAAG, "ingebrekestelling 2026-06-09"], "dwangsom_start", "2026-06-23"),
        ([AANVRAAG, "ingebrekestelling 2026-06-01", "ingebrekestelling 2026-06-10"], "dwangsom_start", "2026-06-24"),
        ([AANVRAAG, "ingebrekestelling 2026-12-11"], "dwangsom_start", "2026-12-28"),
        ([BESLUIT, "ontvangst_bezwaar 2026-05-20", "ingebrekestelling 2026-07-08"], "dwangsom_start", "2026-07-22"),
    ],
)
def test_uitgewerkte_termijnen(regels: list[str], termijn: str, uiterlijk: str) -> None:
    assert bereken(*regels)[termijn].uiterlijk.isoformat() == uiterlijk


@pytest.mark.parametrize(
    ("regels", "namen"),
    [
        ([], []),
        ([AANVRAAG], ["beslistermijn"]),
        ([AANVRAAG, GEVRAAGD], ["beslistermijn", "hersteltermijn"]),
        ([BESLUIT], ["bezwaartermijn", "beslistermijn_bezwaar"]),
        ([AANVRAAG, "bekendmaking 2026-05-29"], ["beslistermijn", "bezwaartermijn", "beslistermijn_bezwaar"]),
        ([AANVRAAG, "ingebrekestelling 2026-06-08"], ["beslistermijn"]),  # too early, on the last day itself
        (
            [AANVRAAG, "ingebrekestelling 2026-06-09", "bekendmaking 2026-06-22"],
            ["beslistermijn", "bezwaartermijn", "beslistermijn_bezwaar"],
        ),
        ([AANVRAAG, GEVRAAGD, "ingebrekestelling 2026-06-09"], ["beslistermijn", "hersteltermijn"]),
    ],
)
def test_alleen_termijnen_die_er_zijn(regels: list[str], namen: list[str]) -> None:
    assert list(bereken(*regels)) == namen


def test_te_vroege_ingebrekestelling_wordt_gezegd() -> None:
    termijn = bereken(AANVRAAG, "ingebrekestelling 2026-06-08")["beslistermijn"]
    assert "Dat was te vroeg: de termijn liep toen nog tot en met maandag 8 juni 2026." in termijn.berekening
    assert "geen dwangsom" in termijn.opmerkingen[0]


def test_later_gevraagd_advies_maakt_een_geldige_ingebrekestelling_niet_te_vroeg() -> None:
    bezwaar = [BESLUIT, "ontvangst_bezwaar 2026-05-20", "ingebrekestelling 2026-07-10"]
    assert bereken(*bezwaar, "advies_zorginstituut_gevraagd 2026-07-13")["dwangsom_start"].uiterlijk == date(
        2026, 7, 24
    )
    assert "dwangsom_start" not in bereken(*bezwaar, "advies_zorginstituut_gevraagd 2026-07-06")


def test_open_opschorting_telt_alsof_vandaag_beantwoord() -> None:
    beantwoord = bereken(AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-04")["beslistermijn"]
    loopt = bereken(AANVRAAG, GEVRAAGD, vandaag="2026-05-04")["beslistermijn"]
    assert (loopt.uiterlijk, loopt.loopt_nog, beantwoord.loopt_nog) == (beantwoord.uiterlijk, True, False)
    assert "staat nu stil" in loopt.berekening and "alsof die vandaag komt" in loopt.berekening
    assert bereken(AANVRAAG, GEVRAAGD, vandaag="2026-04-20")["beslistermijn"].loopt_nog
    assert not bereken(AANVRAAG, GEVRAAGD, vandaag="2026-05-12")["beslistermijn"].loopt_nog
    besloten = bereken(AANVRAAG, GEVRAAGD, "bekendmaking 2026-05-04", vandaag="2026-05-06")["beslistermijn"]
    assert (besloten.uiterlijk, besloten.loopt_nog) == (beantwoord.uiterlijk, False)


def test_antwoord_hoort_bij_het_verzoek_dat_nog_open_staat() -> None:
    """The first request lapsed on 27 April; the answer of 15 May is for the second."""
    regels = ["verzoek_aanvulling 2026-04-20 7", "verzoek_aanvulling 2026-05-11 14", "aanvulling_ontvangen 2026-05-15"]
    termijn = bereken(AANVRAAG, *regels)["beslistermijn"]
    assert [(o.dagen, o.einde) for o in termijn.opschortingen] == [(7, "verstreken"), (3, "aangevuld")]


def test_elke_regel_noemt_zijn_artikel() -> None:
    for termijn in termijnen(gebeurtenissen(AANVRAAG, GEVRAAGD, "ingebrekestelling 2026-07-10"), VANDAAG):
        titels = {bron.titel for bron in termijn.bronnen}
        for stap in termijn.stappen:
            assert stap.bron.titel in titels and str(stap).endswith(f"({stap.bron.titel})")
        assert termijn.stappen[-1].laatste_dag == termijn.uiterlijk


def test_de_berekening_in_woorden() -> None:
    assert bereken(AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-04")["beslistermijn"].berekening.splitlines() == [
        "Het zorgkantoor kreeg de aanvraag op maandag 13 april 2026. De termijn telt vanaf de dag erna. "
        "(Awb art. 4:13 lid 1)",
        "De termijn is 8 weken. De laatste dag is dan maandag 8 juni 2026. (Awb art. 4:13 lid 2)",
        "De termijn stond 13 dagen stil: van dinsdag 21 april 2026 tot en met zondag 3 mei 2026. "
        "Toen was de aanvulling er. De laatste dag wordt zondag 21 juni 2026. (Awb art. 4:15 lid 1 onder a)",
        "Dat is een zondag. De laatste dag schuift naar maandag 22 juni 2026. (Algemene termijnenwet art. 1 lid 1)",
    ]


def test_gelijkgestelde_dagen_tellen_mee_als_ze_zijn_opgegeven() -> None:
    regels = gebeurtenissen("bekendmaking 2025-11-20")
    assert termijnen(regels, VANDAAG, Kalender(KB_2026_2028))[0].uiterlijk == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("bezwaar", "woorden"),
    [("2026-05-26", "op tijd. (Awb art. 6:9 lid 1)"), ("2026-06-02", "op de post"), ("2026-06-03", "te laat")],
)
def test_is_het_bezwaar_op_tijd(bezwaar: str, woorden: str) -> None:
    assert woorden in bereken(BESLUIT, f"ontvangst_bezwaar {bezwaar}")["bezwaartermijn"].berekening


# Properties

DATA = st.dates(date(2024, 1, 1), date(2030, 12, 31))
PAREN = st.lists(st.tuples(st.integers(0, 55), st.integers(1, 60), st.integers(0, 80)), max_size=5)


@st.composite
def procedures(draw: st.DrawFn) -> list[Gebeurtenis]:
    """Any application with requests, answers, extensions, a decision, an objection and notices of default."""
    begin = draw(DATA)
    lijst = [Gebeurtenis(begin, "ontvangst")]
    for na, dagen, duur in draw(PAREN):
        lijst.append(Gebeurtenis(begin + na * DAG, "verzoek_aanvulling", dagen))
        if duur <= dagen:
            lijst.append(Gebeurtenis(begin + (na + duur) * DAG, "aanvulling_ontvangen"))
    for na, dagen in draw(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 120)), max_size=2)):
        lijst.append(Gebeurtenis(begin + na * DAG, "verlenging_beslistermijn", dagen))
    if draw(st.booleans()):
        besluit = begin + draw(st.integers(0, 200)) * DAG
        lijst.append(Gebeurtenis(besluit, "bekendmaking"))
        latere = ["ontvangst_bezwaar", "adviescommissie", "advies_zorginstituut_gevraagd", "verdaging_bezwaar"]
        for soort in draw(st.sets(st.sampled_from(latere))):
            lijst.append(Gebeurtenis(besluit + draw(st.integers(0, 120)) * DAG, soort))
    for na in draw(st.lists(st.integers(0, 400), max_size=3)):
        lijst.append(Gebeurtenis(begin + na * DAG, "ingebrekestelling"))
    return lijst


def eind_van_beslistermijn(lijst: list[Gebeurtenis], vandaag: date = VANDAAG) -> date:
    return next(t.uiterlijk for t in termijnen(lijst, vandaag) if t.termijn == "beslistermijn")


@given(procedures(), DATA, st.randoms(use_true_random=False))
def test_eigenschappen_van_elke_termijn(lijst: list[Gebeurtenis], vandaag: date, toeval: random.Random) -> None:
    gevonden = termijnen(lijst, vandaag)
    geschud = [*lijst]
    toeval.shuffle(geschud)
    assert termijnen(geschud, vandaag) == gevonden
    for termijn in gevonden:
        assert termijn.uiterlijk > termijn.begin
        assert is_werkdag(termijn.uiterlijk) or termijn.duur == Duur(21, "weken")
        assert termijn.uiterlijk >= termijn.begin + termijn.duur.dagen * DAG
        stil = [o.van + n * DAG for o in termijn.opschortingen for n in range(o.dagen)]
        assert len(stil) == len(set(stil))
        assert all(o.tot <= termijn.uiterlijk for o in termijn.opschortingen)
        json.dumps(termijn.als_json())


def met_verzoeken(begin: date, paren: list[tuple[int, int, int]]) -> list[Gebeurtenis]:
    """An application with requests (day, length of the suspension) that are all answered within their own term."""
    lijst = [Gebeurtenis(begin, "ontvangst")]
    for plek, (na, _, duur) in enumerate(paren):
        lijst.append(Gebeurtenis(begin + na * DAG, "verzoek_aanvulling", 365 - plek))
        lijst.append(Gebeurtenis(begin + (na + duur) * DAG, "aanvulling_ontvangen"))
    return lijst


@given(procedures(), DATA)
def test_geen_dwangsom_voordat_de_termijn_voorbij_is(lijst: list[Gebeurtenis], vandaag: date) -> None:
    aanvraag = [g for g in lijst if g.soort != "ontvangst_bezwaar"]
    gevonden = {termijn.termijn: termijn for termijn in termijnen(aanvraag, vandaag)}
    if start := gevonden.get("dwangsom_start"):
        assert start.begin > gevonden["beslistermijn"].uiterlijk
        assert start.uiterlijk >= start.begin + 14 * DAG
        assert all(g.datum >= start.uiterlijk for g in aanvraag if g.soort == "bekendmaking")


@given(DATA, PAREN, st.tuples(st.integers(0, 55), st.just(1), st.integers(1, 60)))
def test_een_opschorting_verkort_nooit(
    begin: date, paren: list[tuple[int, int, int]], nieuw: tuple[int, int, int]
) -> None:
    """An answer on the day of a new request is for the older one; who is asked and answers that day is left out."""
    alle = [*paren, nieuw]
    assume(not {na + duur for na, _, duur in alle} & {na for na, _, _ in alle})
    zonder, met, met_meer = (eind_van_beslistermijn(met_verzoeken(begin, p)) for p in ([], paren, alle))
    assert zonder <= met <= met_meer


@given(DATA, st.integers(0, 60), st.integers(1, 364), DATA)
def test_meer_hersteltermijn_geeft_nooit_een_eerdere_dag(begin: date, na: int, dagen: int, vandaag: date) -> None:
    def met(aantal: int) -> list[Termijn]:
        verzoek = Gebeurtenis(begin + na * DAG, "verzoek_aanvulling", aantal)
        return termijnen([Gebeurtenis(begin, "ontvangst"), verzoek], vandaag)

    assert all(kort.uiterlijk <= lang.uiterlijk for kort, lang in zip(met(dagen), met(dagen + 1), strict=True))


@given(DATA, st.integers(0, 30), st.integers(0, 90))
def test_een_dag_later_aangevuld_geeft_nooit_een_eerdere_dag(begin: date, na: int, duur: int) -> None:
    def met(aantal: int) -> date:
        verzoek = Gebeurtenis(begin + na * DAG, "verzoek_aanvulling", 60)
        antwoord = Gebeurtenis(verzoek.datum + aantal * DAG, "aanvulling_ontvangen")
        return eind_van_beslistermijn([Gebeurtenis(begin, "ontvangst"), verzoek, antwoord])

    assert met(duur) <= met(duur + 1)


@given(DATA, PAREN)
def test_overlappende_opschortingen_tellen_geen_dag_dubbel(begin: date, paren: list[tuple[int, int, int]]) -> None:
    """Against counting day by day: a day counts unless more was asked before it than was answered up to it."""
    lijst = met_verzoeken(begin, paren)
    dag, over = begin, 56
    while over:
        dag += DAG
        gevraagd = sum(g.soort == "verzoek_aanvulling" and g.datum < dag for g in lijst)
        over -= gevraagd <= sum(g.soort == "aanvulling_ontvangen" and g.datum <= dag for g in lijst)
    termijn = termijnen(lijst, VANDAAG)[0]
    geteld = [stap for stap in termijn.stappen if stap.soort not in ("twee_werkdagen", "vrije_dag", "te_laat")]
    if all(is_werkdag(stap.laatste_dag) for stap in geteld[1:]):  # no free day in between that could give respite
        assert geteld[-1].laatste_dag == dag
    assert geteld[-1].laatste_dag >= dag


# Refusal

FOUT = {
    "geen object": ([], ["invoer"]),
    "geen lijst": ({}, ["gebeurtenissen"]),
    "onbekende naam": ({"gebeurtenissen": [], "gebeurtenis": 1}, ["'gebeurtenis'", "misschien 'gebeurtenissen'"]),
    "geen gebeurtenis": ({"gebeurtenissen": [7, None]}, ["gebeurtenis 1", "gebeurtenis 2"]),
    "te veel": ({"gebeurtenissen": [{}] * 501}, ["501 stuks"]),
    "onbekende soort": (
        {"gebeurtenissen": [{"soort": "bekendmakin", "datum": "2026-04-13"}]},
        ["misschien 'bekendmaking'"],
    ),
    "onbekend veld": (als_invoer(AANVRAAG) | {"dagen": 3}, ["'dagen'"]),
    "31 februari": (als_invoer("ontvangst 2026-02-31"), ["2026-02-31"]),
    "te vroeg jaar": (als_invoer("ontvangst 2014-12-31"), ["2014-12-31"]),
    "te laat jaar": (als_invoer("ontvangst 2100-01-01"), ["2100-01-01"]),
    "geen dagen": (als_invoer(AANVRAAG, "verlenging_beslistermijn 2026-05-01"), ["dagen", "niets"]),
    "nul dagen": (
        als_invoer(AANVRAAG, "verzoek_aanvulling 2026-05-01 0"),
        ["hersteltermijn_dagen", "1 tot en met 365"],
    ),
    "366 dagen": (als_invoer(AANVRAAG, "verzoek_aanvulling 2026-05-01 366"), ["366"]),
    "zonder verzoek": (als_invoer(AANVRAAG, "aanvulling_ontvangen 2026-05-01"), ["alleen na verzoek_aanvulling"]),
    "voor het verzoek": (als_invoer(AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-04-19"), ["2026-04-20 of later"]),
    "te veel antwoorden": (
        als_invoer(AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-01", "aanvulling_ontvangen 2026-05-04"),
        ["2026-05-04, zonder open verzoek"],
    ),
    "verdaging": (als_invoer(AANVRAAG, "verdaging_bezwaar 2026-05-01"), ["alleen na bekendmaking"]),
    "bezwaar": (als_invoer("ontvangst_bezwaar 2026-05-01"), ["alleen na bekendmaking"]),
    "verlenging": (als_invoer("verlenging_beslistermijn 2026-05-01 7"), ["alleen na ontvangst"]),
    "ingebrekestelling": (
        als_invoer(BESLUIT, "ingebrekestelling 2026-09-01"),
        ["alleen na ontvangst of ontvangst_bezwaar"],
    ),
    "besluit voor ontvangst": (als_invoer(AANVRAAG, "bekendmaking 2026-04-01"), ["na de bekendmaking van 2026-04-01"]),
    "verzoek na besluit": (als_invoer(AANVRAAG, BESLUIT, GEVRAAGD), ["alleen bij een ontvangen bezwaar"]),
    "twee ontvangsten": (als_invoer(AANVRAAG, "ontvangst 2026-04-14"), ["2026-04-13 en 2026-04-14"]),
    "twee lengten": (als_invoer(AANVRAAG, GEVRAAGD, "verzoek_aanvulling 2026-04-20 7"), ["7 en 21 dagen"]),
}


@pytest.mark.parametrize("geval", FOUT)
def test_onjuiste_invoer_wordt_geweigerd(geval: str) -> None:
    invoer, woorden = FOUT[geval]
    with pytest.raises(InvoerFout) as fout:
        lees_gebeurtenissen(invoer)
    for woord in woorden:
        assert woord in str(fout.value)


@pytest.mark.parametrize("dagen", [True, 14.0, Decimal("14.0"), "14", None, [], {}, -1, float("nan")])
def test_dagen_zijn_een_heel_getal(dagen: object) -> None:
    verzoek = {"soort": "verzoek_aanvulling", "datum": "2026-04-20", "hersteltermijn_dagen": dagen}
    with pytest.raises(InvoerFout, match="hersteltermijn_dagen"):
        lees_gebeurtenissen({"gebeurtenissen": [*als_invoer(AANVRAAG)["gebeurtenissen"], verzoek]})


def test_dagen_zijn_een_heel_getal_van_gewone_grootte() -> None:
    test_dagen_zijn_een_heel_getal(10**9999)


@pytest.mark.parametrize(
    "datum", [20260413, "20260413", "2026-W16-1", "13-04-2026", " 2026-04-13", "2026-04-13T00:00", "٢٠٢٦-٠٤-١٣", True]
)
def test_datum_is_een_datum(datum: object) -> None:
    with pytest.raises(InvoerFout, match="datum"):
        lees_gebeurtenissen({"gebeurtenissen": [{"soort": "ontvangst", "datum": datum}]})


def test_alle_fouten_tegelijk() -> None:
    invoer = {
        "gebeurtenissen": [
            {"soort": "ontvangst", "datum": "2026-02-30", "dagn": 1},
            {"soort": "verzoek_aanvuling", "datum": "2026-04-20", "hersteltermijn_dagen": 0.5},
            {"soort": "verdaging_bezwaar", "datum": "2026-06-01"},
        ]
    }
    with pytest.raises(InvoerFout) as fout:
        lees_gebeurtenissen(invoer)
    assert [f.naam for f in fout.value.fouten] == [
        "'dagn'",
        "datum",
        "soort",
        "hersteltermijn_dagen",
        "verdaging_bezwaar",
    ]


def test_twee_keer_hetzelfde_telt_een_keer() -> None:
    dubbel = [AANVRAAG, GEVRAAGD, "aanvulling_ontvangen 2026-05-04"]
    assert bereken(*dubbel, *dubbel) == bereken(*dubbel)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from([*SOORTEN]),
    lambda kind: st.lists(kind, max_size=5) | st.dictionaries(st.text(max_size=20), kind, max_size=5),
)
BIJNA = st.fixed_dictionaries(
    {"soort": st.sampled_from([*SOORTEN]) | JSON, "datum": st.dates().map(str) | DATA.map(str) | JSON},
    optional={"dagen": st.integers(0, 366) | JSON, "hersteltermijn_dagen": st.integers(0, 366) | JSON, "x": JSON},
)


@settings(max_examples=300)
@given(JSON | st.fixed_dictionaries({"gebeurtenissen": JSON | st.lists(BIJNA | JSON, max_size=6)}), DATA)
def test_wat_er_ook_binnenkomt_het_is_een_antwoord_of_een_weigering(invoer: object, vandaag: date) -> None:
    try:
        gelezen = lees_gebeurtenissen(invoer)
    except InvoerFout as fout:
        assert fout.fouten
        return
    termijnen(gelezen, vandaag)


WILLEKEURIG = st.builds(Gebeurtenis, DATA, st.sampled_from([*SOORTEN]), st.integers(1, 365))


@given(st.lists(WILLEKEURIG, max_size=12), DATA)
def test_de_berekening_faalt_nooit(lijst: list[Gebeurtenis], vandaag: date) -> None:
    for termijn in termijnen(lijst, vandaag):
        assert termijn.uiterlijk > termijn.begin and termijn.berekening


# Command line


def opdracht_uitgevoerd(*woorden: str) -> int:
    parser = argparse.ArgumentParser()
    opdracht.argumenten(parser)
    return opdracht.voer_uit(parser.parse_args(woorden))


def test_opdracht_geeft_json_en_een_verslag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bestand = tmp_path / "gebeurtenissen.json"
    bestand.write_text(json.dumps(als_invoer(AANVRAAG, GEVRAAGD)), encoding="utf-8")
    assert opdracht_uitgevoerd(str(bestand), "--json", "--vandaag", "2026-05-04") == 0
    termijn, herstel = json.loads(capsys.readouterr().out)["termijnen"]
    assert (termijn["termijn"], termijn["uiterlijk"], termijn["loopt_nog"]) == ("beslistermijn", "2026-06-22", True)
    assert herstel["bronnen"][0]["titel"] == "Awb art. 4:5 lid 1" and herstel["bronnen"][0]["url"].startswith(
        "https://"
    )
    assert opdracht_uitgevoerd(str(bestand), "--vandaag", "2026-05-04") == 0
    assert "Besluit op de aanvraag: uiterlijk maandag 22 juni 2026 (staat nu stil)" in capsys.readouterr().out
    with pytest.raises(InvoerFout, match="--vandaag"):
        opdracht_uitgevoerd(str(bestand), "--vandaag", "vandaag")


def test_een_verzoek_zonder_termijn_schort_op_tot_het_antwoord() -> None:
    """Without hersteltermijn_dagen there is no hersteltermijn to report; the suspension lasts until the answer."""
    verzoek = {"soort": "verzoek_aanvulling", "datum": "2026-04-20"}
    antwoord = {"soort": "aanvulling_ontvangen", "datum": "2026-05-04"}
    invoer = {"gebeurtenissen": [*als_invoer(AANVRAAG)["gebeurtenissen"], verzoek]}
    open_ = {t.termijn: t for t in termijnen(lees_gebeurtenissen(invoer), date(2026, 5, 4))}
    assert set(open_) == {"beslistermijn"} and open_["beslistermijn"].loopt_nog
    invoer["gebeurtenissen"].append(antwoord)
    (beslissing,) = termijnen(lees_gebeurtenissen(invoer), date(2026, 9, 1))
    assert beslissing.uiterlijk == date(2026, 6, 22)
