"""Amounts and periods: yearly grants to the cent, periods without gap or overlap, never past the indication."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meerzorg.wet.beoordeling.perioden import einde_na_maanden, jaarverleningen
from meerzorg.wet.procedure.tabel import AFGEWEKEN, MINDER
from meerzorg.wet.procedure.uitkomsten import AFWIJZING, MEERZORG
from regeltaal.soorten import als_euro, centen, maal_factor
from strategieen import Gegevens, beoordeeld, half_omhoog, kader_ids, verslag, vg8, volledig

DAG = timedelta(days=1)
begindagen = st.dates(date(2015, 1, 1), date(2199, 12, 31))
maanden = st.integers(1, 60)
bedragen = st.integers(0, 1_000_000_000)


def deel_van(per_jaar: int, van: date, tot_en_met: date) -> int:
    """Total × days / days in the year, half a cent up."""
    dagen, jaardagen = (tot_en_met - van).days + 1, 366 if isleap(van.year) else 365
    return half_omhoog(Fraction(per_jaar * dagen, jaardagen))


# --- yearly grants ------------------------------------------------------------------------------------------------


@given(begindagen, maanden, bedragen)
def test_jaarverleningen(begin: date, aantal: int, per_jaar: int) -> None:
    einde = einde_na_maanden(begin, aantal)
    delen = list(jaarverleningen(begin, einde, per_jaar))
    assert (delen[0].van, delen[-1].tot_en_met) == (begin, einde)
    for eerst, daarna in pairwise(delen):
        assert daarna.van == eerst.tot_en_met + DAG == date(daarna.jaar, 1, 1)
    for deel in delen:
        assert deel.van.year == deel.tot_en_met.year == deel.jaar
        assert deel.dagen == (deel.tot_en_met - deel.van).days + 1
        assert deel.bedrag == deel_van(per_jaar, deel.van, deel.tot_en_met)
        if deel.dagen == deel.jaardagen:
            assert deel.bedrag == per_jaar
    assert sum(deel.dagen for deel in delen) == (einde - begin).days + 1


@given(begindagen, bedragen)
def test_twee_delen_van_een_jaar_zijn_samen_het_jaar(einde: date, per_jaar: int) -> None:
    """A year cut in two by another decision: the parts differ from the whole by a cent of rounding at most."""
    eerste, laatste = date(einde.year, 1, 1), date(einde.year, 12, 31)
    delen = list(jaarverleningen(eerste, einde, per_jaar))
    if einde < laatste:
        delen += jaarverleningen(einde + DAG, laatste, per_jaar)
    assert abs(sum(deel.bedrag for deel in delen) - per_jaar) <= 1


@pytest.mark.parametrize(
    ("begin", "einde", "bedragen"),
    [
        ("2028-02-29", "2028-02-29", ["1000.00"]),  # one day of a leap year
        ("2027-01-01", "2028-12-31", ["366000.00", "366000.00"]),
        ("2027-12-31", "2028-01-01", ["1002.74", "1000.00"]),
        ("2027-07-01", "2028-06-30", ["184504.11", "182000.00"]),
    ],
)
def test_schrikkeljaar(begin: str, einde: str, bedragen: list[str]) -> None:
    delen = jaarverleningen(date.fromisoformat(begin), date.fromisoformat(einde), 36_600_000)
    assert [als_euro(deel.bedrag) for deel in delen] == bedragen


def test_een_halve_cent_gaat_omhoog() -> None:
    assert [deel.bedrag for deel in jaarverleningen(date(2028, 1, 1), date(2028, 7, 1), 1)] == [1]  # 183 / 366
    assert [deel.bedrag for deel in jaarverleningen(date(2028, 1, 1), date(2028, 6, 30), 1)] == [0]


@given(volledig(), kader_ids)
def test_elke_stap_van_de_berekening_staat_erbij(gegevens: Gegevens, kader: str) -> None:
    """Rlz 5.19: who follows the calculation as it is written comes to the amount of the decision."""
    for deel in verslag(beoordeeld(gegevens, kader))["jaarverleningen"]:
        totaal, _, breuk = deel["berekening"].partition(" × ")
        dagen, _, jaardagen = breuk.partition(" / ")
        assert int(dagen) == deel["dagen"]
        assert als_euro(half_omhoog(Fraction(totaal) * 100 * int(dagen) / int(jaardagen))) == deel["bedrag"]


# --- periods ------------------------------------------------------------------------------------------------------


@given(begindagen, maanden, maanden)
def test_opeenvolgende_perioden_sluiten_aan(begin: date, eerst: int, daarna: int) -> None:
    """Two periods in a row are as long as one: nothing lost, nothing twice. (From the 29th on the first may have to
    end on the last day of a shorter month; the second then begins on the first.)"""
    tweede = einde_na_maanden(begin, eerst) + DAG
    assert tweede.day == begin.day or (begin.day > 28 and tweede.day == 1)
    if tweede.day == begin.day:
        assert einde_na_maanden(tweede, daarna) == einde_na_maanden(begin, eerst + daarna)


@given(begindagen, maanden)
def test_een_maand_meer_eindigt_een_maand_later(begin: date, aantal: int) -> None:
    assert 28 <= (einde_na_maanden(begin, aantal + 1) - einde_na_maanden(begin, aantal)).days <= 31
    assert einde_na_maanden(begin, aantal) > begin


@pytest.mark.parametrize(
    ("begin", "aantal", "einde"),
    [
        ("2026-05-04", 24, "2028-05-03"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-27"),
        ("2027-03-01", 12, "2028-02-29"),
        ("2026-01-31", 13, "2027-02-28"),
        ("2026-03-31", 15, "2027-06-30"),
        ("2026-08-31", 36, "2029-08-30"),
    ],
)
def test_laatste_dag_na_maanden(begin: str, aantal: int, einde: str) -> None:
    assert einde_na_maanden(date.fromisoformat(begin), aantal).isoformat() == einde


@given(volledig(), kader_ids)
def test_nooit_verder_dan_de_indicatie(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    if b.periode is None:
        assert b.jaarverleningen == ()
    else:
        begin, einde = b.periode
        assert begin == b.w["ingangsdatum"] <= einde <= b.w["indicatie_einddatum"]
        assert (b.jaarverleningen[0].van, b.jaarverleningen[-1].tot_en_met) == (begin, einde)
        assert sum(deel.dagen for deel in b.jaarverleningen) == (einde - begin).days + 1


OVERGANG = {"bijzondere_zorgbehoefte": "nee", "had_meerzorg": "ja"}


@pytest.mark.parametrize(
    ("gegevens", "kader", "van", "tot_en_met"),
    [
        (vg8(looptijd_maanden=36), None, "2026-05-04", "2029-05-03"),
        (vg8(looptijd_maanden=36, indicatie_einddatum="2027-02-01"), None, "2026-05-04", "2027-02-01"),
        (vg8(ingangsdatum="2026-06-15"), None, "2026-06-15", "2028-06-14"),
        (vg8(**OVERGANG), None, "2026-05-04", "2027-05-03"),
        (vg8(**OVERGANG, indicatie_einddatum="2026-05-31"), None, "2026-05-04", "2026-05-31"),
        (vg8(gevraagde_kosten=124240), None, "2026-05-04", "2026-12-31"),
        (vg8(gevraagde_kosten=124240, ingangsdatum="2027-03-01"), None, "2027-03-01", "2027-12-31"),
        (vg8(gevraagde_kosten=100000, toeslag="cva", toeslag_bedrag=608), None, "2026-05-04", "2026-12-31"),
        (vg8(werkwijze_zorgkantoor="verlengen", ingangsdatum="2025-11-01"), "rlz-2025", "2025-11-01", "2026-12-31"),
        (vg8(gevraagde_kosten=1), None, None, None),  # the regular budget has no period of this decision
        (vg8(leveringsvorm="vpt"), None, None, None),
        (vg8(doelmatig="nee"), None, None, None),
    ],
)
def test_periode_per_uitkomst(gegevens: Gegevens, kader: str | None, van: str | None, tot_en_met: str | None) -> None:
    looptijd = verslag(beoordeeld(gegevens, kader))["looptijd"]
    assert (looptijd["van"], looptijd["tot_en_met"]) == (van, tot_en_met)


@pytest.mark.parametrize(
    ("gegevens", "kader"),
    [
        (vg8(indicatie_einddatum="2026-06-30", ingangsdatum="2026-07-01"), None),
        (vg8(werkwijze_zorgkantoor="verlengen", ingangsdatum="2027-01-01"), "rlz-2025"),
    ],
)
def test_ingang_na_de_laatste_dag_wordt_gemeld(gegevens: Gegevens, kader: str | None) -> None:
    v = verslag(beoordeeld(gegevens, kader))
    assert (v["looptijd"]["van"], v["jaarverleningen"]) == (None, [])
    assert any("Er is geen periode" in tekst for tekst in v["waarschuwingen"])


def test_einde_door_de_indicatie_wordt_gemeld() -> None:
    (waarschuwing,) = verslag(beoordeeld(vg8(indicatie_einddatum="2027-02-01")))["waarschuwingen"]
    assert "niet verder dan de indicatie, die eindigt op 1 februari 2027" in waarschuwing


def test_uitnodiging_zestien_weken_voor_het_einde() -> None:
    assert verslag(beoordeeld(vg8()))["herbeoordeling_uitnodiging"] == "2028-01-12"
    assert verslag(beoordeeld(vg8(gevraagde_kosten=1)))["herbeoordeling_uitnodiging"] is None


# --- money --------------------------------------------------------------------------------------------------------


@example(2, Decimal("0.25"))
@given(bedragen, st.decimals(0, 100, places=4))
def test_geld_maal_factor_rondt_een_halve_cent_omhoog(bedrag: int, factor: Decimal) -> None:
    assert maal_factor(bedrag, factor) == half_omhoog(bedrag * Fraction(factor))


@example(Decimal("0.005"))
@given(st.decimals(0, 10_000_000, places=4))
def test_euro_naar_centen_rondt_een_halve_cent_omhoog(euro: Decimal) -> None:
    assert centen(euro) == half_omhoog(Fraction(euro) * 100)


@given(bedragen)
def test_bedrag_als_tekst_is_het_bedrag(bedrag: int) -> None:
    tekst = als_euro(bedrag)
    assert tekst is not None
    assert Decimal(tekst) * 100 == bedrag
    assert tekst[-3] == "."


# --- signatures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gevraagd", "toegekend", "afgeweken", "verwacht"),
    [
        (100_00, 100_00, False, ()),
        (100_00, 100_01, False, ()),
        (100_00, 99_99, False, (MINDER,)),
        (None, 99_99, False, (MINDER,)),
        (100_00, None, False, (MINDER,)),
        (100_00, 100_00, True, (AFGEWEKEN,)),
        (100_00, 99_99, True, (MINDER, AFGEWEKEN)),
    ],
)
def test_wie_krijgt_wat_is_gevraagd_heeft_aan_een_handtekening_genoeg(
    gevraagd: int | None, toegekend: int | None, afgeweken: bool, verwacht: tuple[str, ...]
) -> None:
    assert MEERZORG.waarom_tweede(gevraagd, toegekend, afgeweken=afgeweken) == verwacht


def test_een_afwijzing_vraagt_altijd_een_tweede_handtekening() -> None:
    assert AFWIJZING.waarom_tweede(100_00, 0, afgeweken=False) == ("Dit is een afwijzing.",)
    assert AFWIJZING.waarom_tweede(0, 0, afgeweken=True) == ("Dit is een afwijzing.", AFGEWEKEN)
