"""The week plan: requested beside fitting, against the budget and the hours, and what it suggests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.zorginzet import Zorginzet, lees_inzet, zorginzet
from meerzorg.wet.lezen.budgetplan import Budgetplan
from meerzorg.wet.lezen.dossier import lees_gegevens
from regeltaal.fouten import InvoerFout
from strategieen import BASISBEDRAG, UREN, Gegevens, beoordeeld, gedeeltelijk, vg8, volledig

VOORBEELDEN = sorted((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))

DAG = date(2026, 5, 4)


def uren(zorgsoort: str, aantal: float, tarief: float, wie: str = "formeel") -> dict[str, Any]:
    return {"zorgsoort": zorgsoort, "zorgverlener": wie, "uren_per_week": aantal, "uurtarief": tarief}


def dagdelen(aantal: float, tarief: float) -> dict[str, Any]:
    wie = {"zorgsoort": "dagbesteding", "zorgverlener": "formeel"}
    return {**wie, "dagdelen_per_week": aantal, "dagdeeltarief": tarief}


def passend(*regels: dict[str, Any]) -> Budgetplan:
    return lees_inzet(list(regels), DAG)


def inzet(g: Gegevens, *regels: dict[str, Any], kader: str | None = None) -> Zorginzet:
    return zorginzet(beoordeeld(g, kader), passend(*regels) if regels else None)


regels = st.lists(
    st.builds(
        uren,
        st.sampled_from(["begeleiding", "verpleging", "nachtzorg"]),
        st.integers(0, 40).map(lambda kwart: kwart / 4),
        st.integers(0, 12_000).map(lambda cent: cent / 100),
        st.sampled_from(["formeel", "informeel"]),
    )
    | st.builds(dagdelen, st.integers(0, 9), st.integers(0, 9_000).map(lambda cent: cent / 100)),
    min_size=1,
    max_size=6,
)


@given(regels, regels)
def test_de_totalen_zijn_die_van_de_plannen(links: list[dict[str, Any]], rechts: list[dict[str, Any]]) -> None:
    z = inzet(vg8("gevraagde_kosten", budgetplan=links), *rechts)
    assert z.gevraagd is not None and z.passend is not None
    for data, plan in ((links, z.gevraagd), (rechts, z.passend)):
        assert plan.per_jaar == sum(regel.per_jaar for regel in plan.regels)
        assert plan.uren_per_week == sum(Decimal(str(regel.get("uren_per_week", 0))) for regel in data)
        assert plan.dagdelen_per_week == sum(Decimal(regel.get("dagdelen_per_week", 0)) for regel in data)
        assert all(regel.toegestaan_tarief <= regel.tarief for regel in plan.regels)
    assert z.gevraagd_per_jaar == z.gevraagd.per_jaar
    assert sum(rij.verschil_per_jaar for rij in z.rijen) == z.passend.per_jaar - z.gevraagd.per_jaar


@given(regels, regels)
def test_elke_regel_staat_een_keer_naast_zijn_eigen_soort(
    links: list[dict[str, Any]], rechts: list[dict[str, Any]]
) -> None:
    z = inzet(vg8("gevraagde_kosten", budgetplan=links), *rechts)
    assert z.gevraagd is not None and z.passend is not None
    assert [rij.gevraagd for rij in z.rijen if rij.gevraagd] == list(z.gevraagd.regels)
    naast = [rij.passend for rij in z.rijen if rij.passend]
    assert sorted(map(id, naast)) == sorted(map(id, z.passend.regels))
    for rij in z.rijen:
        if rij.gevraagd and rij.passend:
            assert rij.gevraagd.zorgsoort == rij.passend.zorgsoort
            assert rij.gevraagd.zorgverlener == rij.passend.zorgverlener
            assert rij.gevraagd.eenheid == rij.passend.eenheid


def test_regels_van_een_soort_worden_op_volgorde_gekoppeld() -> None:
    plan = [uren("begeleiding", 10, 60), uren("begeleiding", 5, 50)]
    z = inzet(vg8("gevraagde_kosten", budgetplan=plan), uren("Begeleiding", 8, 60), uren("nachtzorg", 4, 40))
    assert [rij.verschil_aantal for rij in z.rijen] == [-2, -5, 4]
    assert z.rijen[1].passend is None and z.rijen[2].gevraagd is None


def test_een_tarief_boven_het_maximum_wordt_met_het_maximum_getoond() -> None:
    z = inzet(vg8("gevraagde_kosten", budgetplan=[uren("verpleging", 10, 90), uren("hulp", 4, 20, "informeel")]))
    assert z.gevraagd is not None
    hoog, laag = z.gevraagd.regels
    assert (hoog.tarief, hoog.toegestaan_tarief, hoog.verlaagd) == (9_000, 8_499, True)
    assert (hoog.per_week, hoog.per_jaar) == (84_990, 84_990 * 52)
    assert not laag.verlaagd
    assert "verlaagd" in z.gevraagd.opmerkingen[0]


def test_het_plan_naast_elke_grens_van_het_budget() -> None:
    z = inzet(vg8(gevraagde_kosten=140_000, toeslag="overig", toeslag_bedrag=5_000), uren("begeleiding", 40, 60))
    basis = BASISBEDRAG["VG8", "met_vervoer"]
    bedragen = [basis, basis + 500_000, basis + 500_000 + basis // 4]
    assert [grens.bedrag for grens in z.grenzen] == bedragen
    assert [grens.gevraagd_erboven for grens in z.grenzen] == [14_000_000 - bedrag for bedrag in bedragen]
    assert [grens.passend_erboven for grens in z.grenzen] == [12_480_000 - bedrag for bedrag in bedragen]
    assert [grens.passend_past for grens in z.grenzen] == [False, False, True]
    assert [grens.gevraagd_past for grens in z.grenzen] == [False, False, False]


def test_zonder_een_tweede_plan_staan_de_vastgestelde_kosten_er() -> None:
    z = inzet(vg8(vastgestelde_kosten=120_000))
    assert z.passend is None and not z.voorstellen
    assert z.grenzen[0].passend_erboven == 12_000_000 - BASISBEDRAG["VG8", "met_vervoer"]


def test_de_uren_tegenover_de_drempel() -> None:
    z = inzet(vg8("gevraagde_kosten", budgetplan=[uren("begeleiding", 40, 60)]), uren("begeleiding", 36, 60)).uren
    grens = Decimal(UREN["VG8"].numerator) / UREN["VG8"].denominator
    assert (z.telt, z.bekostigingsuren, z.drempel) == (True, grens, grens * Decimal("1.25"))
    assert (z.erboven(z.gevraagd), z.erboven(z.passend), z.erboven(z.benodigd)) == (
        Decimal("3.75"),
        Decimal("-0.25"),
        0,
    )
    assert (z.haalt(z.gevraagd), z.haalt(z.passend), z.haalt(z.benodigd)) == (True, False, True)
    assert z.bronnen and "36,25" in z.opmerking


@pytest.mark.parametrize("kader", ["rlz-2027", "alternatief-kostengrens"])
def test_een_kader_zonder_uren_zegt_dat(kader: str) -> None:
    z = inzet(vg8(), kader=kader).uren
    assert (z.telt, z.drempel) == (False, None)
    assert kader in z.opmerking and "tellen de uren niet" in z.opmerking


def test_een_bijzondere_soort_zorg_heeft_geen_drempel() -> None:
    z = inzet(vg8(bijzondere_zorgsoort="epilepsie")).uren
    assert z.telt is False
    assert "gespecialiseerde epilepsiezorg" in z.opmerking


@pytest.mark.parametrize("weg", ["bijzondere_zorgsoort", "zorgprofiel", "aanvraagdatum"])
def test_wat_niet_bekend_is_wordt_niet_beweerd(weg: str) -> None:
    z = inzet(vg8(weg)).uren
    assert z.telt is None and z.opmerking


def test_dagdelen_worden_niet_in_uren_omgezet() -> None:
    z = inzet(vg8(), uren("begeleiding", 20, 60), dagdelen(4, 70))
    assert z.passend is not None
    assert (z.passend.uren_per_week, z.passend.dagdelen_per_week, z.passend.uren_volledig) == (20, 4, False)
    assert any("dagdelen tellen niet mee" in tekst for tekst in z.passend.opmerkingen)
    van_uren, van_kosten = z.voorstellen
    assert van_uren.waarde is None and "Geen voorstel" in van_uren.zin
    assert van_kosten.waarde == z.passend.per_jaar


@given(regels)
def test_wat_wordt_voorgesteld_is_een_mogelijk_antwoord(rechts: list[dict[str, Any]]) -> None:
    z = inzet(vg8(), *rechts)
    g = {voorstel.gegeven: voorstel.waarde for voorstel in z.voorstellen if voorstel.waarde is not None}
    assert g["vastgestelde_kosten"] == (z.passend and z.passend.per_jaar)
    if "benodigde_uren" in g:
        dossier = lees_gegevens(vg8(benodigde_uren=g["benodigde_uren"]), "proef", "proef")
        assert dossier.als_namen()["benodigde_uren"] == sum(
            Decimal(str(r["uren_per_week"])) for r in rechts if "uurtarief" in r
        )


def test_meer_dan_kan_wordt_niet_voorgesteld() -> None:
    veel = [uren(f"zorg {nr}", 336, 84.99) for nr in range(10)]
    z = inzet(vg8(), *veel)
    assert [voorstel.waarde for voorstel in z.voorstellen] == [None, None]


def test_een_verkeerd_plan_wordt_met_elke_fout_geweigerd() -> None:
    fout_tarief, fout_wie = uren("begeleiding", 10, -1), uren("begeleiding", 10, 20, "buurman")
    with pytest.raises(InvoerFout) as fout:
        passend(fout_tarief, fout_wie)
    assert len(fout.value.fouten) == 2


@given(st.one_of(volledig(), gedeeltelijk()))
def test_elk_dossier_kan_getoond_worden(g: Gegevens) -> None:
    z = inzet(g)
    assert len(z.grenzen) == 3 and z.uren.opmerking


@pytest.mark.parametrize("bestand", VOORBEELDEN, ids=lambda bestand: bestand.stem[:2])
def test_de_voorbeelden_van_de_zorginzet(bestand: Path) -> None:
    g = lees_json(str(bestand))["gegevens"]
    b = beoordeeld(g)
    z = zorginzet(b)
    assert (z.gevraagd is not None) is ("budgetplan" in g)
    assert z.gevraagd_per_jaar == b.w["gevraagde_kosten"]
    past = [grens.gevraagd_past for grens in z.grenzen]
    if b.uitkomst == "meerzorg":
        assert past == [False, False, False]
