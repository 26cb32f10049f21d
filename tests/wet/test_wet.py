"""The law: every outcome against a table worked by hand, every limit to the cent, and what never may happen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.lezen.ontleden import ontleed_json
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import KADERS, OP_DATUM, kader_op
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from orakel import orakel
from strategieen import (
    KADER_IDS,
    KANSRIJK,
    PROFIELEN,
    THUIS,
    UREN,
    VG8,
    Gegevens,
    basis,
    beoordeeld,
    compleet,
    gedeeltelijk,
    half_omhoog,
    in_euro,
    kader_ids,
    verslag,
    vg8,
    volledig,
)

DAG = timedelta(days=1)
ALTERNATIEVEN = ("alternatief-urengrens", "alternatief-kostengrens")


def stappen(b: Beoordeling) -> dict[str, str]:
    return {stap["stap"]: stap["uitkomst"] for stap in verslag(b)["stappen"]}


# --- the outcome table --------------------------------------------------------------------------------------------


@settings(max_examples=1000)
@given(volledig(), kader_ids)
def test_elke_uitkomst_is_die_van_de_tabel(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    verwacht = orakel(gegevens, kader)
    assert (b.uitkomst, b.w["toegang_meerzorg"], b.w["toegekend_totaal"]) == verwacht[:3]
    assert sorted(b.gronden) == sorted(verwacht.gronden)


def test_de_proef_komt_overal() -> None:
    """The random dossiers reach every outcome under every framework that knows it; otherwise they prove little."""
    rng = Random(2026)  # noqa: S311 - no secret
    gezien = {(kader, orakel(compleet(rng), kader).uitkomst) for _ in range(3000) for kader in KADER_IDS}
    oud, nieuw = ("rlz-2025",), ("beleidskader-2026", "rlz-2027")
    alleen = {"tijdelijk_verlengd": oud, "tijdelijk_toegekend": oud, "overgang": nieuw, "bijzondere_situatie": nieuw}
    uitkomsten = set(UITKOMSTEN) - {"onbepaald"}
    assert gezien == {(kader, uit) for uit in uitkomsten for kader in alleen.get(uit, KADER_IDS)}


NEE = {"bijzondere_zorgbehoefte": "nee", "meer_zorg_nodig": "nee"}
TE_WEINIG = {"benodigde_uren": 36.249999}


@pytest.mark.parametrize(
    ("anders", "uitkomst", "totaal"),
    [
        ({}, "meerzorg", 131000),
        ({"leveringsvorm": "vpt"}, "buiten_kader", 0),
        ({"leveringsvorm": "verblijf", "indicatie_ingangsdatum": "2026-05-05"}, "buiten_kader", 0),
        ({"zorgprofiel": "GGZW5"}, "buiten_kader", 0),  # no amount in bijlage H
        ({"leveringsvorm": "mpt"}, "meerzorg", 131000),
        ({"leveringsvorm": "pgb_mpt"}, "meerzorg", 131000),
        ({"indicatie_ingangsdatum": "2026-05-04", "indicatie_einddatum": "2026-05-04"}, "meerzorg", 131000),
        ({"indicatie_ingangsdatum": "2026-05-05"}, "geen_geldige_indicatie", 0),
        ({"indicatie_einddatum": "2026-05-03"}, "geen_geldige_indicatie", 0),
        ({"best_passend_profiel": "nee", "gevraagde_kosten": 1}, "herindicatie", 0),
        ({"gevraagde_kosten": 99392}, "regulier", 99392),
        ({"gevraagde_kosten": 0}, "regulier", 99392),
        ({"gevraagde_kosten": 99392.01, "toeslag": "cva", "toeslag_bedrag": 5000}, "toeslag", 104392),
        ({"gevraagde_kosten": 104392.01, "toeslag": "cva", "toeslag_bedrag": 5000}, "ekt", 104392.01),
        ({"gevraagde_kosten": 129240, "toeslag": "pab", "toeslag_bedrag": 5000}, "meerzorg", 131000),  # no EKT
        ({"gevraagde_kosten": 129240, "toeslag": "palliatief", "toeslag_bedrag": 5000}, "meerzorg", 131000),
        ({"zorgprofiel": "VG6"}, "afwijzing", 0),
        ({"zorgprofiel": "VG6", "zzp_recht_2014": "ja"}, "meerzorg", 131000),
        ({"verantwoord_thuis": "nee"}, "afwijzing", 0),
        ({"vastgestelde_kosten": 99392}, "regulier", 99392),
        ({"vastgestelde_kosten": 100000, "toeslag": "cva", "toeslag_bedrag": 608}, "toeslag", 100000),
        ({"vastgestelde_kosten": 124240}, "ekt", 124240),
        ({"vastgestelde_kosten": 124240.01}, "meerzorg", 124240.01),
        ({"vastgestelde_kosten": 124240, "ekt_toepasbaar": "nee"}, "meerzorg", 124240),
        ({"doelmatig": "nee"}, "afwijzing", 0),
        ({"rechtmatig": "nee"}, "afwijzing", 0),
    ],
)
@pytest.mark.parametrize("kader", KADER_IDS)
def test_wat_in_elk_kader_hetzelfde_is(kader: str, anders: Gegevens, uitkomst: str, totaal: float) -> None:
    b = beoordeeld(vg8(**anders), kader)
    assert (b.uitkomst, b.w["toegekend_totaal"]) == (uitkomst, round(totaal * 100))


@pytest.mark.parametrize(
    ("anders", "verwacht"),  # rlz-2025, beleidskader-2026, rlz-2027, urengrens, kostengrens
    [
        (NEE, "afwijzing afwijzing afwijzing meerzorg meerzorg"),
        (TE_WEINIG, "afwijzing afwijzing meerzorg afwijzing meerzorg"),
        ({**TE_WEINIG, "bijzondere_zorgsoort": "huntington"}, "meerzorg meerzorg meerzorg meerzorg meerzorg"),
        ({**NEE, "bijzondere_zorgsoort": "cva"}, "afwijzing afwijzing afwijzing meerzorg meerzorg"),
        (
            {"gevraagde_kosten": 124239.99, "ekt_toepasbaar": "nee"},
            "meerzorg meerzorg meerzorg meerzorg afwijzing",
        ),
        ({"gevraagde_kosten": 124240, "ekt_toepasbaar": "nee"}, "meerzorg meerzorg meerzorg meerzorg meerzorg"),
        (
            {**NEE, "bijzondere_omgevingsfactor": "ja"},
            "afwijzing bijzondere_situatie bijzondere_situatie meerzorg meerzorg",
        ),
        ({**NEE, "had_meerzorg": "ja"}, "afwijzing overgang overgang meerzorg meerzorg"),
        ({**NEE, "had_meerzorg": "ja", "overgang_gebruikt": "ja"}, "afwijzing afwijzing afwijzing meerzorg meerzorg"),
        ({**NEE, "had_meerzorg": "ja", "bijzondere_omgevingsfactor": "ja", "doelmatig": "nee"}, "afwijzing " * 5),
        ({"werkwijze_zorgkantoor": "verlengen"}, "tijdelijk_toegekend meerzorg meerzorg meerzorg meerzorg"),
        (
            {"werkwijze_zorgkantoor": "verlengen", "soort_aanvraag": "herbeoordeling", "verantwoord_thuis": "nee"},
            "tijdelijk_verlengd afwijzing afwijzing afwijzing afwijzing",
        ),
        ({"werkwijze_zorgkantoor": "verlengen", "verantwoord_thuis": "nee"}, "afwijzing " * 5),
    ],
)
def test_wat_per_kader_verschilt(anders: Gegevens, verwacht: str) -> None:
    assert [beoordeeld(vg8(**anders), kader).uitkomst for kader in KADER_IDS] == verwacht.split()


def test_grond_van_een_oude_afwijzing_zegt_dat_meer_zorg_niet_nodig_is() -> None:
    b = beoordeeld(vg8(meer_zorg_nodig="nee", **TE_WEINIG), "rlz-2025")
    assert b.gronden == ("geen_bijzondere_zorgbehoefte", "onder_urendrempel")


@given(gedeeltelijk(), kader_ids)
def test_een_afwijzing_heeft_altijd_een_grond(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    assert bool(b.gronden) == (b.uitkomst == "afwijzing")


# --- limits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profiel", PROFIELEN)
def test_precies_een_kwart_meer_uren_telt(profiel: str) -> None:
    """As exact decimals, and as a program writes 1.25 × hours in JSON; one millionth of an hour less does not count."""
    grens = Decimal(str(float(UREN[profiel]))) * Decimal("1.25")
    als_float = json.dumps(1.25 * float(UREN[profiel]))

    def overstijgt(uren: str) -> Any:
        gegevens = ontleed_json(f'{{"zorgprofiel": "{profiel}", "benodigde_uren": {uren}}}', "proef")
        return beoordeeld({**VG8, **gegevens}, "beleidskader-2026").w["overstijgt_uren"]

    assert overstijgt(str(grens)) is True
    assert overstijgt(als_float) is True
    assert overstijgt(str(grens - Decimal("0.000001"))) is False


def test_lg5_heeft_vier_decimalen() -> None:
    assert UREN["LG5"] == Fraction("26.0833")


@pytest.mark.parametrize("profiel", THUIS)
def test_precies_de_grens_van_ekt(profiel: str) -> None:
    """The limit itself is EKT; one cent more is not, and then the EKT is still offered."""
    for dagbesteding, woont in product(("nee", "zonder_vervoer", "met_vervoer"), ("ja", "nee")):
        g = vg8(zorgprofiel=profiel, dagbesteding=dagbesteding, wooninitiatief=woont, **NEE)
        grens = basis(g) + half_omhoog(Fraction(basis(g), 4))
        op, erboven = (beoordeeld({**g, "gevraagde_kosten": in_euro(grens + cent)}) for cent in (0, 1))
        assert op.w["basisbudget"] == basis(g)
        # a profile without an amount for this day care has nothing to take 25 % of
        assert (op.uitkomst, op.w["toegekend_totaal"]) == (("ekt" if basis(g) else "regulier"), grens)
        assert erboven.uitkomst == "afwijzing"
        assert erboven.alternatieven == ((("ekt", grens),) if basis(g) else ())


def test_alternatieven_noemen_toeslag_en_ekt() -> None:
    g = vg8(**NEE, toeslag="cva", toeslag_bedrag=5000)
    assert beoordeeld(g).alternatieven == (
        ("toeslag", 10_439_200),
        ("ekt", 12_924_000),
    )
    assert beoordeeld({**g, "ekt_toepasbaar": "nee"}).alternatieven == (("toeslag", 10_439_200),)
    assert beoordeeld({**g, "had_meerzorg": "ja"}).alternatieven == (
        ("toeslag", 10_439_200),
        ("ekt", 12_924_000),
    )
    assert beoordeeld({**g, "toeslag": "pab"}).alternatieven == (("toeslag", 10_439_200),)


@given(volledig(), kader_ids)
def test_alternatieven_alleen_waar_maatwerk_nog_kan(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    door_zorg = {"niet_verantwoord_thuis", "ondoelmatig", "onrechtmatig"}.intersection(b.gronden)
    mag = b.uitkomst == "overgang" or (b.uitkomst == "afwijzing" and not door_zorg)
    kan = [soort for soort, geldt in (("toeslag", b.w["toeslag"] != "geen"), ("ekt", b.w["ekt_ruimte"])) if geldt]
    assert [soort for soort, _ in b.alternatieven] == (kan if mag else [])


# --- steps --------------------------------------------------------------------------------------------------------

NIET = dict.fromkeys(("1", "2", "3", "4", "5a", "5b", "6", "7"), "niet_nodig")
DOOR = {"0": "ja", "1": "ja", "2": "ja", "3": "nee", "4": "ja", "5a": "ja", "5b": "niet_nodig", "6": "ja"}
MEERZORG = DOOR | {"7": "niet_nodig"}


@pytest.mark.parametrize(
    ("gegevens", "verwacht"),
    [
        (vg8(), MEERZORG),
        (vg8(leveringsvorm="vpt"), {"0": "nee"} | NIET),
        (vg8(best_passend_profiel="nee"), {"0": "ja"} | NIET | {"1": "nee"}),
        (vg8(gevraagde_kosten=99392), {"0": "ja"} | NIET | {"1": "ja", "3": "ja"}),
        (vg8(zorgprofiel="VG6"), {"0": "ja"} | NIET | {"1": "ja", "3": "nee", "2": "nee"}),
        (
            vg8(verantwoord_thuis="nee"),
            {"0": "ja"} | NIET | {"1": "ja", "3": "nee", "2": "ja", "6": "nee"},
        ),
        (vg8(**NEE), MEERZORG | {"4": "nee", "5a": "niet_nodig", "5b": "nee", "6": "niet_nodig", "7": "nee"}),
        (vg8(**TE_WEINIG), MEERZORG | {"5a": "nee", "5b": "nee", "6": "niet_nodig", "7": "nee"}),
        (vg8(**TE_WEINIG, bijzondere_omgevingsfactor="ja"), MEERZORG | {"5a": "nee", "5b": "ja"}),
        (
            vg8(**NEE, had_meerzorg="ja"),
            MEERZORG | {"4": "nee", "5a": "niet_nodig", "5b": "nee", "6": "niet_nodig", "7": "ja"},
        ),
        # while a judgement is awaited all that is known stays visible; nothing is 'not needed' yet
        (vg8("bijzondere_zorgbehoefte"), MEERZORG | {"4": "onbekend", "5b": "nee", "7": "nee"}),
        ({"aanvraagdatum": "2026-05-04"}, dict.fromkeys(["0", *NIET], "onbekend")),
    ],
)
def test_uitkomst_per_stap(gegevens: Gegevens, verwacht: dict[str, str]) -> None:
    assert stappen(beoordeeld(gegevens, "beleidskader-2026")) == verwacht


@given(volledig(), kader_ids)
def test_bij_een_volledig_dossier_is_geen_stap_onbekend(gegevens: Gegevens, kader: str) -> None:
    assert "onbekend" not in stappen(beoordeeld(gegevens, kader)).values()


@given(volledig(), kader_ids)
def test_een_onnodige_stap_verandert_niets(gegevens: Gegevens, kader: str) -> None:
    """Whatever a step that is 'niet_nodig' could have said: the outcome stays the same."""
    b = beoordeeld(gegevens, kader)
    for stap in KADERS[kader].stappen:
        if stappen(b)[stap.id] == "niet_nodig" and stap.waarde in gegevens:
            anders = {**gegevens, stap.waarde: "nee" if gegevens[stap.waarde] in ("ja", True) else "ja"}
            assert beoordeeld(anders, kader).uitkomst == b.uitkomst


# --- dates --------------------------------------------------------------------------------------------------------


def dagen_van_verandering() -> list[date]:
    grenzen = {*normen().grenzen(), *(kader.van for kader in OP_DATUM if kader.van)}
    return sorted({dag + n * DAG for dag in grenzen for n in (-1, 0, 1)} - {date(2014, 12, 31)})


@pytest.mark.parametrize("dag", dagen_van_verandering(), ids=str)
def test_op_elke_dag_is_er_een_uitkomst(dag: date) -> None:
    """On, before and after every day on which anything changes: one framework, no norm missing, one outcome."""
    assert sum(kader.geldt_op(dag) for kader in OP_DATUM) == 1
    rng = Random(dag.toordinal())  # noqa: S311 - no secret
    for profiel, kader in product(PROFIELEN, (None, *KADER_IDS)):
        b = beoordeeld(compleet(rng, {"aanvraagdatum": dag.isoformat(), "zorgprofiel": profiel}), kader)
        assert b.uitkomst in set(UITKOMSTEN) - {"onbepaald"}
        assert [naam for naam, waarde in b.w.items() if waarde is None] == []
        assert b.openstaand == ()


@pytest.mark.parametrize(
    ("dag", "kader"),
    [
        ("2015-01-01", "rlz-2025"),
        ("2026-02-28", "rlz-2025"),
        ("2026-03-01", "beleidskader-2026"),
        ("2026-12-31", "beleidskader-2026"),
        ("2027-01-01", "rlz-2027"),
        ("2199-12-31", "rlz-2027"),
    ],
)
def test_kader_volgt_uit_de_aanvraagdatum(dag: str, kader: str) -> None:
    assert kader_op(date.fromisoformat(dag)).id == kader
    assert beoordeeld(vg8(aanvraagdatum=dag, ingangsdatum="2026-07-01")).kader is KADERS[kader]


@pytest.mark.parametrize("jaar", [2025, 2027])
def test_bedragen_van_een_ander_jaar_zijn_voorlopig(jaar: int) -> None:
    v = verslag(beoordeeld(vg8(aanvraagdatum=f"{jaar}-12-31")))
    assert v["voorlopig"] is True
    assert [tekst for tekst in v["waarschuwingen"] if str(jaar) in tekst and "2026" in tekst and "bedragen" in tekst]


def test_het_lopende_jaar_is_niet_voorlopig() -> None:
    v = verslag(beoordeeld(vg8()))
    assert (v["voorlopig"], v["waarschuwingen"]) == (False, [])


@given(gedeeltelijk())
def test_zonder_tekst_in_de_staatscourant_zegt_elke_uitkomst_dat(gegevens: Gegevens) -> None:
    v = verslag(beoordeeld(gegevens, "rlz-2027"))
    assert (v["status_kader"], v["voorlopig"]) == ("voorgenomen", True)
    assert any("voorgenomen" in tekst for tekst in v["waarschuwingen"])


@pytest.mark.parametrize("kader", ALTERNATIEVEN)
def test_een_afgewezen_alternatief_is_nooit_een_besluit(kader: str) -> None:
    assert verslag(beoordeeld(vg8(), kader))["voorlopig"] is True


# --- what never may matter ----------------------------------------------------------------------------------------


@given(gedeeltelijk(), kader_ids, st.sampled_from(["ja", "nee", None]))
def test_het_meerzorgvinkje_beslist_nooit(gegevens: Gegevens, kader: str, vinkje: str | None) -> None:
    assert verslag(beoordeeld({**gegevens, "meerzorgvinkje": vinkje}, kader)) == verslag(beoordeeld(gegevens, kader))


PLEK = ("leveringsvorm", "benodigde_uren", "gevraagde_kosten", "vastgestelde_kosten", "meerzorgvinkje", "dagbesteding")


@given(gedeeltelijk() | volledig(), volledig())
def test_de_plek_telt_niet_voor_de_toegang_in_2027(gegevens: Gegevens, ander: Gegevens) -> None:
    verplaatst = gegevens | {naam: ander[naam] for naam in PLEK}
    toegang = beoordeeld(gegevens, "rlz-2027").w["toegang_meerzorg"]
    assert beoordeeld(verplaatst, "rlz-2027").w["toegang_meerzorg"] is toegang


@given(gedeeltelijk(), kader_ids, st.randoms(use_true_random=False))
def test_de_volgorde_van_de_gegevens_telt_niet(gegevens: Gegevens, kader: str, rng: Random) -> None:
    namen = list(gegevens)
    rng.shuffle(namen)
    geschud = {naam: gegevens[naam] for naam in namen}
    assert verslag(beoordeeld(geschud, kader)) == verslag(beoordeeld(gegevens, kader))


@pytest.mark.parametrize("profiel", KANSRIJK)
def test_elk_profiel_van_de_lijst_kan_thuis_meerzorg_krijgen(profiel: str) -> None:
    g = vg8(zorgprofiel=profiel, gevraagde_kosten=500_000, vastgestelde_kosten=500_000, benodigde_uren=168)
    assert [beoordeeld(g, kader).uitkomst for kader in KADER_IDS] == ["meerzorg"] * len(KADER_IDS)
