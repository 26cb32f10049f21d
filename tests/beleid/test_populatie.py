"""The fictional population: the same every time, true to the public figures, every row a dossier that can be judged."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from meerzorg.beleid.invoer.aannames import BRONNEN, aannames, lees_aannames, ontleed_aannames
from meerzorg.beleid.invoer.schema import INVOER, SCHEMA, ZORGKANTOREN, gegevens_van
from meerzorg.beleid.populatie.model import Model
from meerzorg.beleid.populatie.personen import BLOK, deelpopulaties, populatie
from meerzorg.beleid.rapport.populatiebeeld import ONDERWERPEN, TOEGEKEND, maak_beeld
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from regeltaal.fouten import InvoerFout

GROOT = 1_000_000
SIGMA = 5
"""How many standard errors of sampling a figure may be off; with some 60 figures a chance of about 1 in 30 000."""


@pytest.fixture(scope="module")
def groot() -> list[pl.DataFrame]:
    return list(deelpopulaties(GROOT))


def uitkomsten(rijen: pl.DataFrame, kader: str | None = None) -> Counter[str]:
    dossiers = (lees_gegevens(gegevens_van(rij), "x", "x") for rij in rijen.iter_rows(named=True))
    return Counter(beoordeel(dossier, kader).uitkomst for dossier in dossiers)


# the same every time


def test_zelfde_zaad_zelfde_mensen() -> None:
    een, twee = populatie(50_000, 7), populatie(50_000, 7)
    assert een.equals(twee)
    assert not een.drop("persoon").equals(populatie(50_000, 8).drop("persoon"))


def test_vastgelegd() -> None:
    """What seed 7 gives; changes only together with the assumptions or the way of drawing, and then knowingly."""
    rijen = populatie(50_000, 7)
    assert rijen.select(pl.col("had_meerzorg").sum(), pl.col("benodigde_uren").sum()).row(0) == (
        354,
        Decimal("993342.75"),
    )


@pytest.mark.parametrize("per_keer", [1, 777, BLOK, BLOK + 1, 200_000])
def test_partijgrootte_maakt_niet_uit(per_keer: int) -> None:
    personen = 5_000 if per_keer == 1 else 70_000
    delen = list(deelpopulaties(personen, 7, per_keer=per_keer))
    assert pl.concat(delen).equals(populatie(personen, 7))
    assert {len(deel) for deel in delen[:-1]} <= {per_keer}
    assert sum(map(len, delen)) == personen


def test_rij_hangt_niet_af_van_omvang_draden_of_velden() -> None:
    heel = populatie(40_000, 7)
    assert populatie(35_000, 7).equals(heel.head(35_000))
    assert pl.concat(deelpopulaties(40_000, 7, draden=1)).equals(heel)
    assert pl.concat(deelpopulaties(40_000, 7, velden=["doelmatig", "persoon"])).equals(
        heel.select("persoon", "doelmatig")
    )


def test_andere_aanname_laat_anderen_met_rust() -> None:
    """The same person draws the same numbers: one chance more or less moves only those near the edge."""
    anders = aannames().met({("doelmatig", "overig"): 0.9})
    voor, na = populatie(50_000, 7), populatie(50_000, 7, anders)
    assert voor.drop("doelmatig").equals(na.drop("doelmatig"))
    assert 0.05 < (voor["doelmatig"] != na["doelmatig"]).mean() < 0.11  # type: ignore[operator]


def test_kolommen_en_soorten() -> None:
    rijen = populatie(1_000, 7)
    assert dict(rijen.schema) == SCHEMA
    assert rijen["persoon"].to_list() == list(range(1, 1_001))
    leeg = {naam for naam in SCHEMA if rijen[naam].null_count()}
    assert leeg == {"indicatie_einddatum"}


@pytest.mark.parametrize(
    "fout", [{"personen": 0}, {"zaad": -1}, {"zaad": 2**64}, {"onbekend": 1.1}, {"onbekend": math.nan}, {"per_keer": 0}]
)
def test_onmogelijke_vraag_wordt_geweigerd(fout: dict[str, Any]) -> None:
    with pytest.raises(InvoerFout):
        deelpopulaties(**fout)


def test_onbekend_veld_noemt_het_dichtstbijzijnde() -> None:
    with pytest.raises(InvoerFout, match="'doelmatig'"):
        deelpopulaties(10, velden=["doelmatg"])


# every row is a dossier


def test_elke_rij_is_een_volledig_dossier() -> None:
    rijen = populatie(4_000, 11)
    geteld = Counter[str]()
    for kader in (
        None,
        "rlz-2025",
        "beleidskader-2026",
        "rlz-2027",
        "alternatief-urengrens",
        "alternatief-kostengrens",
    ):
        geteld += uitkomsten(rijen, kader)
    assert set(geteld) <= set(UITKOMSTEN) - {"onbepaald", "buiten_kader"}


def test_aanvragers_bereiken_elke_uitkomst_thuis(groot: list[pl.DataFrame]) -> None:
    aanvragers = pl.concat(deel.filter("aanvraagt") for deel in groot)
    assert set(uitkomsten(aanvragers)) == set(UITKOMSTEN) - {"onbepaald", "buiten_kader"}


def test_onbekend_maakt_onbekend() -> None:
    heel, deels = populatie(20_000, 3), populatie(20_000, 3, onbekend=0.2)
    for naam in INVOER:
        leeg = deels[naam].is_null()
        assert deels.filter(~leeg)[naam].equals(heel.filter(~leeg)[naam])
        if naam not in ("indicatie_einddatum", "ingangsdatum"):
            assert abs(leeg.mean() - 0.2) < SIGMA * math.sqrt(0.16 / 20_000)  # type: ignore[operator]
    assert "onbepaald" in uitkomsten(deels.head(500))


def test_getallen_zijn_precies() -> None:
    rijen = populatie(20_000, 3)
    for naam, soort in INVOER.items():
        if isinstance(soort, pl.Decimal):
            stap = (
                Decimal("0.25") if naam == "benodigde_uren" else Decimal("0.1") if "beperking" in naam else Decimal(1)
            )
            assert all(waarde % stap == 0 for waarde in rijen[naam].head(2_000))


def test_de_mensen_kloppen(groot: list[pl.DataFrame]) -> None:
    rijen = pl.concat(groot)
    waar = {
        "kind zonder wooninitiatief": pl.col("wooninitiatief") & (pl.col("leeftijd") < 18),
        "toen nog niet geboren": pl.col("zzp_recht_2014") & (pl.col("leeftijd") <= 12),
        "indicatie na de aanvraag": pl.col("indicatie_ingangsdatum") > pl.col("aanvraagdatum"),
        "einde voor begin": pl.col("indicatie_einddatum") < pl.col("indicatie_ingangsdatum"),
        "toeslag zonder bedrag": (pl.col("toeslag") == "geen") != (pl.col("toeslag_bedrag") == 0),
        "kindtoeslag voor volwassene": (pl.col("toeslag") == "kind_meervoudig") & (pl.col("leeftijd") >= 18),
        "meerzorg zonder lopend bedrag": pl.col("had_meerzorg") != (pl.col("lopend_bedrag") > 0),
        "meerzorg en eerste aanvraag": pl.col("had_meerzorg") == (pl.col("soort_aanvraag") == "eerste"),
        "passend meer dan gevraagd": pl.col("vastgestelde_kosten") > pl.col("gevraagde_kosten"),
        "overgang zonder meerzorg": pl.col("overgang_gebruikt") & ~pl.col("had_meerzorg"),
        "overige aanvrager": pl.col("aanvraagt") & (pl.col("groep") == "overig"),
    }
    fout = rijen.select(**{naam: voorwaarde.fill_null(False).sum() for naam, voorwaarde in waar.items()}).row(
        0, named=True
    )
    assert fout == dict.fromkeys(waar, 0)
    uren = rijen["benodigde_uren"]
    assert Decimal("0.25") <= uren.min() and uren.max() <= 336  # type: ignore[operator]


# true to the public figures


def test_naast_de_openbare_cijfers(groot: list[pl.DataFrame]) -> None:
    beeld = maak_beeld(groot)
    assert beeld.personen == GROOT
    assert {cijfer.onderwerp for cijfer in beeld.cijfers} == set(ONDERWERPEN)
    afronding = {"meerzorg": 0.0, "leeftijd": 0.0, "zorgkantoor": 0.0, "score": 0.02}  # scores are rounded to tenths
    for cijfer in beeld.cijfers:
        if cijfer.naam.startswith("aanvragen"):
            continue  # not drawn but decided: see below
        grens = SIGMA * cijfer.marge / 1.96 + afronding[cijfer.onderwerp]
        assert abs(cijfer.verschil) <= grens, cijfer
    besluiten = {cijfer.naam: cijfer for cijfer in beeld.cijfers if cijfer.naam.startswith("aanvragen")}
    for naam, ruimte in (("aanvragen toegekend", 15), ("aanvragen afgewezen", 3)):
        cijfer = besluiten[naam]
        assert abs(cijfer.verschil) <= ruimte + 3 * cijfer.marge / 1.96, cijfer


def test_scores_zijn_hoger_bij_een_bijzondere_zorgbehoefte(groot: list[pl.DataFrame]) -> None:
    vg7 = pl.concat(groot).filter(pl.col("zorgprofiel") == "VG7")
    gemiddeld = vg7.group_by("bijzondere_zorgbehoefte").agg(pl.col("beperking_adl").cast(pl.Float64).mean())
    per = dict(gemiddeld.iter_rows())
    assert per[True] > per[False] + 0.4


def test_zelfde_aantal_aanvragen_als_besluiten(groot: list[pl.DataFrame]) -> None:
    aanvragers = pl.concat(
        deel.filter(pl.col("aanvraagt") & (pl.col("aanvraagdatum") < date(2026, 6, 1))) for deel in groot
    )
    geteld = uitkomsten(aanvragers)
    toegekend = sum(geteld[uitkomst] for uitkomst in TOEGEKEND)
    assert 0.03 < geteld["afwijzing"] / (toegekend + geteld["afwijzing"]) < 0.065  # 15 of 315 is 0.048


def test_werkwijze_hoort_bij_het_zorgkantoor() -> None:
    rijen = populatie(20_000, 5)
    assert (
        rijen.group_by("zorgkantoor").agg(pl.col("werkwijze_zorgkantoor").n_unique())["werkwijze_zorgkantoor"].max()
        == 1
    )
    anders = populatie(20_000, 6)
    eerste = [dict(p.select("zorgkantoor", "werkwijze_zorgkantoor").unique().iter_rows()) for p in (rijen, anders)]
    assert eerste[0] != eerste[1], "which office it is must not be fixed: that is not public"


# the assumptions


def test_elke_aanname_heeft_bron_reeks_en_uitleg() -> None:
    for rij in aannames():
        assert rij.bron in BRONNEN, rij
        assert rij.laag <= rij.waarde <= rij.hoog, rij
        assert rij.laag < rij.hoog or rij.waarde == 0, f"{rij}: nothing is certain"
        assert len(aannames().uitleg(rij.naam)) > 30, rij


def test_elke_aanname_doet_mee() -> None:
    """Every row of the file changes the model; a row that nobody reads would be a false promise."""
    gewoon = _getallen(Model(aannames()))
    for rij in aannames():
        anders = aannames().met({rij.plek: rij.hoog if rij.hoog != rij.waarde else rij.laag})
        if rij.laag < rij.hoog:
            assert not _gelijk(gewoon, _getallen(Model(anders))), rij


def _getallen(model: Model) -> list[Any]:
    return [np.hstack([np.ravel(deel) for deel in _delen(waarde)]) for waarde in vars(model).values()]


def _delen(waarde: Any) -> list[Any]:
    return (
        list(waarde.values()) if isinstance(waarde, dict) else list(waarde) if isinstance(waarde, tuple) else [waarde]
    )


def _gelijk(een: list[Any], ander: list[Any]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(een, ander, strict=True))


def test_verdelingen_tellen_op_tot_een() -> None:
    for naam, vooraf in (("sector", "80+"), ("zorgprofiel", "VG"), ("leeftijd_geslacht", "pgb"), ("zorgkantoor", "")):
        assert math.isclose(sum(aannames().verdeling(naam, vooraf).values()), 1)
    assert set(aannames().tabel("zorgkantoor")) == set(ZORGKANTOREN)


def test_trekken_uit_de_aannames() -> None:
    trekkingen = [aannames().trek(1, nr) for nr in range(300)]
    assert trekkingen[4].rijen == aannames().trek(1, 4).rijen
    assert trekkingen[4].sha256 != trekkingen[5].sha256
    for nr, rij in enumerate(aannames()):
        waarden = [trekking.rijen[nr].waarde for trekking in trekkingen]
        assert rij.laag <= min(waarden) and max(waarden) <= rij.hoog, rij
        midden = (rij.laag + rij.waarde + rij.hoog) / 3
        assert abs(sum(waarden) / 300 - midden) <= (rij.hoog - rij.laag) / 10, rij
    for trekking in trekkingen:
        Model(trekking)  # no draw contradicts itself


def test_aannames_van_de_gebruiker(tmp_path: Path) -> None:
    bron = Path(lees_aannames.__code__.co_filename).with_name("aannames.csv").read_text("utf-8")
    eigen = tmp_path / "eigen.csv"
    eigen.write_text(bron.replace("meerzorg_lopend,,700,", "meerzorg_lopend,,690,"), "utf-8")
    assert lees_aannames(eigen.read_bytes(), str(eigen)).getal("meerzorg_lopend") == 690
    eigen.write_text(
        bron.replace("looptijd,12,", "lopetijd,12,").replace("looptijd,24,0.25", "looptijd,24,veel"), "utf-8"
    )
    with pytest.raises(InvoerFout, match="drie getallen"):
        lees_aannames(eigen.read_bytes(), str(eigen))
    eigen.write_text(bron.replace("looptijd,12,", "lopetijd,12,"), "utf-8")
    with pytest.raises(InvoerFout, match="lopetijd/12") as gezien:
        lees_aannames(eigen.read_bytes(), str(eigen))
    assert len(gezien.value.fouten) == 2  # one too many, one missing


@pytest.mark.parametrize(
    ("regel", "woorden"),
    [
        ("x,,0.5,0.6,0.7,kans,aanname,", "laag ≤ waarde ≤ hoog"),
        ("x,,nan,0,1,kans,aanname,", "van 0 tot en met 1"),
        ("x,,2,0,3,kans,aanname,", "van 0 tot en met 1"),
        ("x,,0.5,0,1,kans,anname,", "Bedoelt u misschien 'aanname'"),
        ("x,,0.5,0,1,kans", "8 cellen"),
        ("x,,0.5,0,1,kans,aanname,\nx,,0.5,0,1,kans,aanname,", "elke aanname één keer"),
    ],
)
def test_foute_aanname_wordt_uitgelegd(regel: str, woorden: str) -> None:
    kop = "naam,sleutel,waarde,laag,hoog,eenheid,bron,toelichting\n"
    with pytest.raises(InvoerFout, match=re.escape(woorden)):
        ontleed_aannames((kop + regel + "\n").encode(), "proef.csv")


def test_aanname_die_niet_kan_wordt_geweigerd() -> None:
    with pytest.raises(InvoerFout, match="'doelmatig/overig'"):
        aannames().met({("doelmatig", "overg"): 0.5})
    with pytest.raises(InvoerFout, match="tot en met 1"):
        aannames().met({("doelmatig", "overig"): 1.5})
    with pytest.raises(InvoerFout, match="meer mensen met meerzorg"):
        Model(aannames().met({("meerzorg_lopend", ""): 1e6}))


# memory

GEHEUGEN = """
import resource, sys
from meerzorg.beleid.populatie.personen import deelpopulaties
gezien = sum(len(deel) for deel in deelpopulaties(int(sys.argv[1]), per_keer=50_000))
print(gezien, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kilobytes on Linux")
def test_geheugen_groeit_niet_mee() -> None:
    """Ten times as many people, a million, take hardly more memory (MB) than a hundred thousand."""

    def piek(personen: int) -> int:
        opdracht = [sys.executable, "-c", GEHEUGEN, str(personen)]
        gezien, mb = subprocess.run(opdracht, capture_output=True, encoding="utf-8", check=True).stdout.split()
        assert int(gezien) == personen
        return int(mb)

    assert piek(1_000_000) < piek(100_000) + 60
