"""The picture of limitations: the comparison, what its certainty means, and when a second reason is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.medisch_beeld import Itemscore, Medischbeeld, medisch_beeld
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld, waarschuwingen, wijkt_af_van_beeld
from meerzorg.wet.normen import normen
from meerzorg.wet.vocabulaire import DOMEINEN
from strategieen import Gegevens, beoordeeld, gedeeltelijk, vg8, volledig

VOORBEELDEN = sorted((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))

dossiers = st.one_of(volledig(), gedeeltelijk())


def beeld(g: Gegevens, *items: Itemscore) -> Medischbeeld:
    return medisch_beeld(beoordeeld(g), items)


@given(dossiers)
def test_the_six_domains_as_in_the_report(g: Gegevens) -> None:
    b = beoordeeld(g)
    m = medisch_beeld(b)
    assert [(d.domein, d.overstijgt, d.status) for d in m.domeinen] == [
        (d["domein"], d["overstijgt"], d["status"]) for d in beperkingenbeeld(b)
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
def test_a_second_reason_is_asked_where_the_report_warns(g: Gegevens) -> None:
    b = beoordeeld(g)
    m = medisch_beeld(b)
    gewaarschuwd = any("tweede reden" in tekst for tekst in waarschuwingen(b))
    assert m.wijkt_af is wijkt_af_van_beeld(b) is gewaarschuwd
    assert m.wijkt_af is (None not in (m.oordeel, m.wijst_op) and m.oordeel is not m.wijst_op)


@pytest.mark.parametrize(("score", "oordeel", "wijkt_af"), [(3, "ja", False), (3, "nee", True), (1, "ja", True)])
def test_the_judgement_beside_the_picture(score: int, oordeel: str, wijkt_af: bool) -> None:
    m = beeld(vg8(zorgprofiel="VV4", beperking_mobiliteit=score, bijzondere_zorgbehoefte=oordeel))
    assert m.wijkt_af is wijkt_af
    assert [d.domein for d in m.overstijgend] == (["mobiliteit"] if score == 3 else [])


def test_without_scores_there_is_nothing_to_differ_from() -> None:
    m = beeld(vg8())
    assert (m.wijst_op, m.wijkt_af) == (None, False)
    assert {d.zin for d in m.domeinen} == {"De score is nog niet bekend."}


def test_the_comparison_in_words() -> None:
    m = beeld(vg8(zorgprofiel="VV4", beperking_adl=2.5, beperking_mobiliteit=0.25))
    zinnen = {d.domein: d.zin for d in m.domeinen}
    adl = "De score is 2,5: 1,37 hoger dan de referentie (1,13), en dus meer dan de marge van 0,5 erboven."
    assert zinnen["adl"] == adl
    assert "0,32 lager dan" in zinnen["mobiliteit"] and "niet meer dan de marge" in zinnen["mobiliteit"]


def test_a_profile_without_reference_says_so() -> None:
    m = beeld(vg8(zorgprofiel="VG3", beperking_adl=3))
    adl = next(d for d in m.domeinen if d.domein == "adl")
    assert (adl.referentie, adl.status, adl.overstijgt) == (None, None, None)
    assert "geen referentie" in adl.uitleg


def test_the_items_of_the_ciz_stand_with_their_domain() -> None:
    eten = Itemscore("adl", "COD825", "Persoonlijke zorg - Eten", 3, "Kan dit niet zelfstandig")
    lopen = Itemscore("mobiliteit", "COD825", "Mobiliteit - Lopen", None, "Niet beoordeeld")
    wassen = Itemscore(None, "COD825", "Huishoudelijk leven - Wassen", 2, "Met hulp")
    m = beeld(vg8(), eten, lopen, wassen)
    assert {d.domein: d.items for d in m.domeinen if d.items} == {"adl": (eten,), "mobiliteit": (lopen,)}
    assert m.overige_items == (wassen,)


def test_every_status_of_a_reference_is_explained() -> None:
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
def test_the_examples(bestand: Path) -> None:
    m = beeld(lees_json(str(bestand))["gegevens"])
    assert len(m.domeinen) == 6
    for d in m.domeinen:
        assert "None" not in d.zin and (d.overstijgt is None or d.status is not None)
