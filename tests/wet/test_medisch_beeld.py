"""The picture of limitations: the comparison, what its certainty means, and when a second reason is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.medisch_beeld import Itemscore, Medischbeeld, medisch_beeld
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld, verslag
from meerzorg.wet.normen import normen
from meerzorg.wet.vocabulaire import DOMEINEN
from strategieen import Gegevens, beoordeeld, gedeeltelijk, vg8, volledig

VOORBEELDEN = sorted((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))

dossiers = st.one_of(volledig(), gedeeltelijk())


def beeld(g: Gegevens, *items: Itemscore) -> Medischbeeld:
    return medisch_beeld(beoordeeld(g), items)


@given(dossiers)
def test_de_zes_domeinen_zoals_in_het_verslag(g: Gegevens) -> None:
    b = beoordeeld(g)
    m = medisch_beeld(b)
    assert [(d.domein, d.overstijgt, d.status) for d in m.domeinen] == [
        (d.domein, d.overstijgt, d.status) for d in beperkingenbeeld(b)
    ]
    assert [d.domein for d in m.domeinen] == list(DOMEINEN)
    for d in m.domeinen:
        assert d.uitleg and (d.bron is None) is (d.referentie is None)
        if d.score is not None and d.referentie is not None:
            assert d.verschil == d.score - d.referentie
        if d.overstijgt is not None:
            assert d.marge is not None and d.verschil is not None
            assert d.overstijgt is (d.verschil > d.marge)


@given(dossiers)
def test_een_tweede_reden_wordt_gevraagd_waar_het_verslag_waarschuwt(g: Gegevens) -> None:
    b = beoordeeld(g)
    m = medisch_beeld(b)
    gewaarschuwd = any(deel.medisch for deel in verslag(b).waarschuwingen)
    assert m.wijkt_af is gewaarschuwd
    assert m.wijkt_af is (None not in (m.oordeel, m.wijst_op) and m.oordeel is not m.wijst_op)


@pytest.mark.parametrize(("score", "oordeel", "wijkt_af"), [(3, "ja", False), (3, "nee", True), (1, "ja", True)])
def test_het_oordeel_naast_het_beeld(score: int, oordeel: str, wijkt_af: bool) -> None:
    m = beeld(vg8(zorgprofiel="VV4", beperking_mobiliteit=score, bijzondere_zorgbehoefte=oordeel))
    assert m.wijkt_af is wijkt_af
    assert [d.domein for d in m.overstijgend] == (["mobiliteit"] if score == 3 else [])


def test_zonder_scores_is_er_niets_om_van_te_verschillen() -> None:
    m = beeld(vg8())
    assert (m.wijst_op, m.wijkt_af) == (None, False)
    assert {d.zin for d in m.domeinen} == {"De score is nog niet bekend."}


def test_de_vergelijking_in_woorden() -> None:
    m = beeld(vg8(zorgprofiel="VV4", beperking_adl=2.5, beperking_mobiliteit=0.25))
    zinnen = {d.domein: d.zin for d in m.domeinen}
    adl = "De score is 2,5: 1,37 hoger dan de referentie (1,13), en dus meer dan de marge van 0,5 erboven."
    assert zinnen["adl"] == adl
    assert "0,32 lager dan" in zinnen["mobiliteit"] and "niet meer dan de marge" in zinnen["mobiliteit"]


def test_een_profiel_zonder_ijkpunt_zegt_dat() -> None:
    m = beeld(vg8(zorgprofiel="VG3", beperking_adl=3))
    adl = next(d for d in m.domeinen if d.domein == "adl")
    assert (adl.referentie, adl.status, adl.overstijgt) == (None, None, None)
    assert "geen referentie" in adl.uitleg


def test_de_items_van_het_ciz_staan_bij_hun_domein() -> None:
    eten = Itemscore("adl", "COD825", "Persoonlijke zorg - Eten", 3, "Kan dit niet zelfstandig")
    lopen = Itemscore("mobiliteit", "COD825", "Mobiliteit - Lopen", None, "Niet beoordeeld")
    wassen = Itemscore(None, "COD825", "Huishoudelijk leven - Wassen", 2, "Met hulp")
    m = beeld(vg8(), eten, lopen, wassen)
    assert {d.domein: d.items for d in m.domeinen if d.items} == {"adl": (eten,), "mobiliteit": (lopen,)}
    assert m.overige_items == (wassen,)


def test_elke_status_van_een_ijkpunt_wordt_uitgelegd() -> None:
    statussen = {rij.status for rij in normen().rijen if rij.naam == "beperkingen"}
    uitleg = {
        d.status: d.uitleg
        for profiel in ("VV4", "VG8")
        for d in beeld(vg8(zorgprofiel=profiel, beperking_adl=Decimal(2))).domeinen
        if d.status
    }
    assert uitleg.keys() == statussen
    assert len(set(uitleg.values())) == len(statussen)


@pytest.mark.parametrize("bestand", VOORBEELDEN, ids=lambda bestand: bestand.stem[:2])
def test_de_voorbeelden_van_het_medisch_beeld(bestand: Path) -> None:
    m = beeld(lees_json(str(bestand))["gegevens"])
    assert len(m.domeinen) == 6
    for d in m.domeinen:
        assert "None" not in d.zin and (d.overstijgt is None or d.status is not None)
