"""The legal calendar against the published table, the `holidays` package and dates worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.wet.termijnen.kalender import (
    KALENDER,
    KB_2026_2028,
    Duur,
    Kalender,
    feestdagen,
    is_feestdag,
    is_werkdag,
    minstens_twee_werkdagen,
    pasen,
    verlengd,
    voluit,
)

DAG = timedelta(days=1)
DAGEN = st.dates(date(2015, 1, 1), date(2099, 12, 1))

# Algemene termijnenwet art. 3 for 2025-2030, as derived in the domain research: Goede Vrijdag, tweede Paasdag,
# Koningsdag, Hemelvaartsdag, tweede Pinksterdag; the other four are on fixed dates.
TABEL = {
    2025: ("04-18", "04-21", "04-26", "05-29", "06-09"),
    2026: ("04-03", "04-06", "04-27", "05-14", "05-25"),
    2027: ("03-26", "03-29", "04-27", "05-06", "05-17"),
    2028: ("04-14", "04-17", "04-27", "05-25", "06-05"),
    2029: ("03-30", "04-02", "04-27", "05-10", "05-21"),
    2030: ("04-19", "04-22", "04-27", "05-30", "06-10"),
}


@pytest.mark.parametrize("jaar", TABEL)
def test_feestdagen_volgens_de_tabel(jaar: int) -> None:
    dagen = {*TABEL[jaar], "01-01", "05-05", "12-25", "12-26"}
    assert set(feestdagen(jaar)) == {date.fromisoformat(f"{jaar}-{dag}") for dag in dagen}


@pytest.mark.parametrize(
    "zondag",
    ["1818-03-22", "1943-04-25", "2008-03-23", "2011-04-24", "2024-03-31", "2026-04-05", "2038-04-25", "2285-03-22"],
)
def test_pasen_ook_op_de_vroegste_en_de_laatste_dag(zondag: str) -> None:
    dag = date.fromisoformat(zondag)
    assert pasen(dag.year) == dag


@pytest.mark.parametrize("jaar", range(2015, 2100))
def test_zelfde_dagen_als_het_pakket_holidays_op_5_mei_na(jaar: int) -> None:
    """`holidays` knows 5 May as a public holiday once in five years only; the law knows it every year."""
    pakket = set(holidays.country_holidays("NL", years=jaar, categories=("public", "optional")))
    vrij = {dag for dag in feestdagen(jaar) if dag != date(jaar, 5, 5)}
    zondagen = {pasen(jaar), pasen(jaar) + 49 * DAG}
    assert vrij <= pakket
    assert pakket - vrij <= zondagen | {date(jaar, 5, 5)}


def test_5_mei_en_koningsdag() -> None:
    assert all(is_feestdag(date(jaar, 5, 5)) for jaar in range(2015, 2100))
    assert is_feestdag(date(2025, 4, 26)) and not is_feestdag(date(2025, 4, 27))  # 27 April 2025 is a Sunday
    assert is_feestdag(date(2026, 4, 27)) and not is_feestdag(date(2026, 4, 26))
    assert not is_feestdag(date(2026, 12, 24)) and not is_feestdag(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("laatste_dag", "wordt"),
    [
        ("2026-04-03", "2026-04-07"),  # Goede Vrijdag, weekend, tweede Paasdag
        ("2026-04-25", "2026-04-28"),  # weekend, then Koningsdag on Monday
        ("2025-04-26", "2025-04-28"),  # Koningsdag on Saturday
        ("2026-05-05", "2026-05-06"),
        ("2027-05-05", "2027-05-07"),  # 5 mei and Hemelvaartsdag
        ("2026-05-14", "2026-05-15"),
        ("2026-05-25", "2026-05-26"),
        ("2026-12-24", "2026-12-24"),
        ("2026-12-25", "2026-12-28"),  # Friday, Saturday and a Sunday
        ("2025-12-27", "2025-12-29"),
        ("2027-12-25", "2027-12-27"),  # eerste Kerstdag on Saturday, tweede on Sunday
        ("2023-12-31", "2024-01-02"),  # the turn of the year
        ("2027-01-01", "2027-01-04"),
    ],
)
def test_verlengd(laatste_dag: str, wordt: str) -> None:
    assert verlengd(date.fromisoformat(laatste_dag)) == date.fromisoformat(wordt)


@pytest.mark.parametrize(
    ("eerste_dag", "laatste_dag", "wordt"),
    [
        ("2026-04-03", "2026-04-06", "2026-04-08"),  # four free days at Easter: Tuesday and Wednesday are added
        ("2026-12-24", "2026-12-26", "2026-12-28"),  # Thursday counts, then Monday
        ("2026-12-25", "2026-12-27", "2026-12-29"),
        ("2026-04-04", "2026-04-05", "2026-04-05"),  # two days: art. 2 does not apply
        ("2026-06-01", "2026-06-05", "2026-06-05"),
    ],
)
def test_minstens_twee_werkdagen(eerste_dag: str, laatste_dag: str, wordt: str) -> None:
    gevonden = minstens_twee_werkdagen(date.fromisoformat(eerste_dag), date.fromisoformat(laatste_dag))
    assert gevonden == date.fromisoformat(wordt)


@given(DAGEN)
def test_verlengd_is_de_eerste_werkdag_vanaf_die_dag(dag: date) -> None:
    eind = verlengd(dag)
    assert is_werkdag(eind) and verlengd(eind) == eind
    assert not any(is_werkdag(dag + n * DAG) for n in range((eind - dag).days))


@given(DAGEN, st.integers(3, 60))
def test_twee_werkdagen_zitten_erin(eerste_dag: date, lengte: int) -> None:
    laatste_dag = eerste_dag + (lengte - 1) * DAG
    eind = minstens_twee_werkdagen(eerste_dag, laatste_dag)
    assert eind >= laatste_dag
    assert sum(is_werkdag(eerste_dag + n * DAG) for n in range((eind - eerste_dag).days + 1)) >= 2


def test_gelijkgestelde_dagen_zijn_gegevens() -> None:
    na_hemelvaart = date(2026, 5, 15)
    assert KALENDER.is_werkdag(na_hemelvaart)
    assert Kalender(KB_2026_2028).verlengd(na_hemelvaart) == date(2026, 5, 18)
    assert Kalender(KB_2026_2028).waarom_vrij(na_hemelvaart) == "een dag die gelijk is gesteld met een feestdag"


@pytest.mark.parametrize(
    ("duur", "geldt"),
    [
        (Duur(48, "uren"), False),
        (Duur(90, "dagen"), True),
        (Duur(91, "dagen"), False),
        (Duur(12, "weken"), True),
        (Duur(13, "weken"), False),
        (Duur(3, "maanden"), True),
        (Duur(4, "maanden"), False),
        (Duur(1, "jaren"), False),
    ],
)
def test_waarvoor_de_termijnenwet_geldt(duur: Duur, geldt: bool) -> None:
    assert duur.onder_termijnenwet is geldt


def test_duur_in_woorden_en_dagen() -> None:
    assert (str(Duur(1, "dagen")), str(Duur(8, "weken")), Duur(8, "weken").dagen) == ("1 dag", "8 weken", 56)
    with pytest.raises(ValueError, match="maanden"):
        _ = Duur(3, "maanden").dagen
    assert voluit(date(2026, 4, 13)) == "maandag 13 april 2026"
