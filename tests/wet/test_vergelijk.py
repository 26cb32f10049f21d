"""Frameworks side by side: the same as each alone, steps by their number, and why they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.beoordeling.vergelijk import BESTAAT_NIET, Vergelijking, vergelijk
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.procedure.kaders import KADERS
from regeltaal.fouten import InvoerFout
from strategieen import KADER_IDS, Gegevens, gedeeltelijk, verslag, vg8, volledig

VOORBEELDEN = sorted((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))

dossiers = st.one_of(volledig(), gedeeltelijk())
ALLE = tuple(KADERS)


def vergeleken(g: Gegevens, *kaders: str) -> Vergelijking:
    dossier = lees_gegevens(g, "proef", "proef")
    return vergelijk(dossier, kaders) if kaders else vergelijk(dossier)


@given(dossiers)
def test_elke_kolom_zegt_wat_het_kader_alleen_zegt(g: Gegevens) -> None:
    v = vergeleken(g, *ALLE)
    for nr, (kolom, kader) in enumerate(zip(v.kolommen, ALLE, strict=True)):
        alleen: dict[str, Any] = verslag(beoordeel(lees_gegevens(g, "proef", "proef"), kader))
        assert (kolom.kader, kolom.uitkomst, kolom.status) == (kader, alleen["uitkomst"], alleen["status_kader"])
        assert [vraag.naam for vraag in kolom.openstaand] == [vraag["gegeven"] for vraag in alleen["openstaand"]]
        assert [deel.tekst for deel in kolom.waarschuwingen] == alleen["waarschuwingen"]
        cellen = {stap.stap: stap.cellen[nr] for stap in v.stappen}
        bestaand = {stap: cel for stap, cel in cellen.items() if cel.uitkomst != BESTAAT_NIET}
        assert {stap["stap"]: (stap["naam"], stap["uitkomst"], stap["toelichting"]) for stap in alleen["stappen"]} == {
            stap: (cel.naam, cel.uitkomst, cel.toelichting) for stap, cel in bestaand.items()
        }
        assert all(cel.bronnen for cel in bestaand.values())


@given(dossiers, st.lists(st.sampled_from(KADER_IDS), min_size=2, max_size=3, unique=True))
def test_wie_anders_zegt_zegt_waarom(g: Gegevens, kaders: list[str]) -> None:
    v = vergeleken(g, *kaders)
    for stap in v.stappen:
        assert bool(stap.waarom) is stap.anders
        assert stap.anders or len({(cel.uitkomst, cel.naam) for cel in stap.cellen}) == 1
    if len({kolom.uitkomst for kolom in v.kolommen}) > 1:
        assert v.verschillend and v.waarom
        assert v.zin.startswith("De uitkomst is verschillend")
    for tekst in [v.zin, *v.waarom, *(stap.waarom for stap in v.verschillend)]:
        assert "None" not in tekst and "__" not in tekst and tekst.endswith((".", "?"))


@given(dossiers, st.sampled_from(KADER_IDS))
def test_een_kader_naast_zichzelf_verschilt_niet(g: Gegevens, kader: str) -> None:
    v = vergeleken(g, kader, kader)
    assert len(v.kolommen) == 1 and not v.verschillend and not v.regels
    assert v.verschil(v.kolommen[0]) in (0, None)


def test_zonder_de_uren_volgt_meerzorg_in_2027() -> None:
    v = vergeleken(vg8(benodigde_uren=30))
    oud, nieuw = v.kolommen
    assert (oud.uitkomst, nieuw.uitkomst) == ("afwijzing", "meerzorg")
    assert (oud.status, nieuw.status) == ("geldend", "voorgenomen")
    assert v.verschil(nieuw) == 13_100_000
    uren = next(stap for stap in v.stappen if stap.stap == "5a")
    assert [cel.uitkomst for cel in uren.cellen] == ["nee", BESTAAT_NIET]
    assert "Stap 5a bestaat niet onder rlz-2027." in uren.waarom
    assert [regel.regel for regel in v.regels if regel.telt] == ["toegang_meerzorg"]
    oud_zin, nieuw_zin = (cel.regelzin for cel in v.regels[-1].cellen)
    assert "in uren" in oud_zin and "in uren" not in nieuw_zin


def test_de_andere_vraag_van_de_oude_praktijk_wordt_verteld() -> None:
    v = vergeleken(vg8(meer_zorg_nodig="nee"), "rlz-2025", "beleidskader-2026")
    stap = next(stap for stap in v.stappen if stap.stap == "4")
    assert [cel.naam for cel in stap.cellen] == ["meer_zorg_nodig", "bijzondere_zorgbehoefte"]
    assert all(cel.regelzin in stap.waarom for cel in stap.cellen)


def test_wat_nog_niet_bekend_is_heeft_geen_verschil_in_geld() -> None:
    v = vergeleken(vg8("vastgestelde_kosten", benodigde_uren=30))
    assert [kolom.uitkomst for kolom in v.kolommen] == ["afwijzing", "onbepaald"]
    assert v.verschil(v.kolommen[1]) is None


def test_een_onbekend_kader_wordt_geweigerd() -> None:
    with pytest.raises(InvoerFout, match="rlz-2027"):
        vergeleken(vg8(), "rlz-2072")


@pytest.mark.parametrize("bestand", VOORBEELDEN, ids=lambda bestand: bestand.stem[:2])
def test_de_voorbeelden_van_de_vergelijking(bestand: Path) -> None:
    g = lees_json(str(bestand))["gegevens"]
    v = vergeleken(g)
    eigen = beoordeel(lees_gegevens(g, "proef", "proef"))
    for kolom in v.kolommen:
        if eigen.kader is not None and kolom.kader == eigen.kader.id:
            assert (kolom.uitkomst, kolom.toegekend_totaal) == (eigen.uitkomst, _totaal(eigen))


def _totaal(b: Beoordeling) -> int | None:
    return None if b.uitkomst == "onbepaald" else b.w["toegekend_totaal"]
