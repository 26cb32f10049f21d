"""The reader for millions against the reader for one dossier: on random dossiers they never disagree.

MEERZORG_RIJEN=1000000 makes the number of random dossiers a million (default 100 000); MEERZORG_ZAAD another seed.
"""

from __future__ import annotations

import math
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from meerzorg.beleid.simulatie.kolommen import (
    INDELING,
    UITVOER,
    VERPLICHT,
    dossier,
    kernel,
    lees_kolommen,
    stroom,
)
from meerzorg.wet.beoordeling.beoordelen import beoordeel, beoordelaar
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import KADERS, kader_op, regelset
from meerzorg.wet.procedure.uitkomsten import VERVOLG
from meerzorg.wet.teksten.bronnen import BRONNEN
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import InvoerFout, NormFout, RegelFout
from regeltaal.lezers.kolommen import kern as taalkolommen
from regeltaal.lezers.kolommen.invoer import BLOK, Kolommen, codeer, dagnummer, decodeer
from regeltaal.lezers.kolommen.kern import Kernel, Resultaat
from regeltaal.lezers.scalair import Beoordelaar
from regeltaal.normen import Normen, Normrij

RIJEN = int(os.environ.get("MEERZORG_RIJEN", "100000"))
ZAAD = int(os.environ.get("MEERZORG_ZAAD", "1"))
PER_DEEL = 50_000
ALLE = (*KADERS, "datum")
MEER = (*UITVOER, "basisbudget", "toegekend_extra", "duur", "ekt_ruimte", "stap_7_nodig")


@pytest.fixture(scope="session")
def alles(bewaarmap: Path) -> Kernel:
    return kernel(ALLE, uitvoer=UITVOER)


# --- random dossiers ------------------------------------------------------------------------------------------------


def willekeurig(aantal: int, zaad: int, wet: Normen | None = None) -> pl.DataFrame:
    """Dossiers over all profiles, choices and dates, amounts and hours near every threshold, and unknowns; in every
    other block nothing is unknown."""
    r, wet = np.random.default_rng(zaad), wet or normen()
    onbekend = r.choice([0.0, 0.02, 0.15, 0.6], aantal, p=[0.3, 0.4, 0.2, 0.1])
    onbekend[np.arange(aantal) // BLOK % 2 == 0] = 0
    vast: dict[str, Any] = {}
    for gegeven in VOCABULAIRE:
        if gegeven.soort.keuzes:
            vast[gegeven.naam] = r.integers(0, len(gegeven.soort.keuzes), aantal)
        elif gegeven.soort.naam == "ja/nee":
            vast[gegeven.naam] = r.random(aantal) < r.choice([0.3, 0.9])
        elif gegeven.soort.naam == "score":
            vast[gegeven.naam] = r.integers(0, 301, aantal) / 100
    vast["leveringsvorm"] = np.where(r.random(aantal) < 0.8, 0, vast["leveringsvorm"])
    vast["bijzondere_zorgsoort"] = np.where(r.random(aantal) < 0.7, 0, vast["bijzondere_zorgsoort"])
    vast["looptijd_maanden"] = r.integers(12, 37, aantal)

    grenzen = [*wet.grenzen(), *(k.van for k in KADERS.values() if k.van), date(2026, 12, 31)]
    rond = np.array([dagnummer(dag) + plus for dag in grenzen for plus in (-1, 0, 1)])
    rond = rond[rond >= dagnummer(date(2015, 1, 1))]
    dag = np.where(r.random(aantal) < 0.5, r.choice(rond, aantal), r.integers(16436, 21000, aantal))
    vast["aanvraagdatum"] = dag
    vast["indicatie_ingangsdatum"] = dag - r.choice([-1, 0, 1, 400], aantal, p=[0.05, 0.1, 0.05, 0.8])
    vast["indicatie_einddatum"] = vast["indicatie_ingangsdatum"] + r.choice([0, 1, 399, 400, 401, 4000], aantal)
    vast["ingangsdatum"] = dag + r.integers(0, 60, aantal)

    geld, uren = _drempels(wet)
    sleutel = vast["zorgprofiel"] * 3 + vast["dagbesteding"]
    toeslag = np.where(vast["toeslag"] == 0, 0, r.integers(0, 3_000_000, aantal))
    for naam in ("gevraagde_kosten", "vastgestelde_kosten"):
        drempel = geld[sleutel, r.integers(0, geld.shape[1], aantal)] + toeslag * r.integers(0, 2, aantal)
        dichtbij = drempel + r.choice([-100, -1, 0, 1, 100], aantal)
        cent = np.where(r.random(aantal) < 0.75, dichtbij, r.integers(0, 25_000_000, aantal))
        vast[naam] = np.clip(cent, 0, 1_000_000_000) / 100
    vast["toeslag_bedrag"] = toeslag / 100
    vast["lopend_bedrag"] = r.choice(np.array([0, 1, 10_000_000, 1_000_000_000]), aantal) / 100
    drempel = uren[vast["zorgprofiel"], r.integers(0, uren.shape[1], aantal)] + r.choice([-1, 0, 1], aantal)
    vast["benodigde_uren"] = np.where(r.random(aantal) < 0.7, drempel, r.integers(0, 336_000_001, aantal)) / 1e6

    kolommen = []
    for gegeven in VOCABULAIRE:
        waarden, soort = vast[gegeven.naam], gegeven.soort
        if soort.keuzes:
            reeks = pl.Series(gegeven.naam, waarden).cast(pl.UInt32)
            reeks = reeks.replace_strict(range(len(soort.keuzes)), soort.keuzes, return_dtype=pl.String)
        elif soort.naam == "datum":
            reeks = pl.Series(gegeven.naam, waarden).cast(pl.Int32).cast(pl.Date)
        else:
            reeks = pl.Series(gegeven.naam, waarden)
        kolommen.append(reeks.set(pl.Series(r.random(aantal) < onbekend), None))
    return pl.DataFrame(kolommen).with_columns(
        toeslag_bedrag=pl.when(pl.col("toeslag") == "geen").then(0.0).otherwise("toeslag_bedrag"),
    )


def _drempels(wet: Normen) -> tuple[np.ndarray, np.ndarray]:
    """Per profile (and day care) every amount and number of hours at which something changes; cents, millionths."""
    op = [wet.op(dag).waarden for dag in wet.grenzen()][-2]
    profielen, dagbestedingen = (VOCABULAIRE[PLAATS[naam]].soort.keuzes for naam in ("zorgprofiel", "dagbesteding"))
    geld = []
    for profiel in profielen:
        for dagbesteding in dagbestedingen:
            basis = op["basisbedrag"].get((profiel, dagbesteding), 0)
            budgetten = [basis, basis + op["wooninitiatief"], basis + op["wooninitiatief"] + op["wooninitiatief_vv"]]
            factoren = (Decimal(1), 1 + op["ekt_percentage"], 1 + op["kostendrempel"])
            geld.append([math.floor(budget * factor + Decimal("0.5")) for budget in budgetten for factor in factoren])
    drempel = 1 + op["urendrempel"]
    uren = [[int(op["bekostigingsuren"].get((p,), 24) * f * 10**6) for f in (Decimal(1), drempel)] for p in profielen]
    return np.array(geld), np.array(uren)


# --- the two readers ------------------------------------------------------------------------------------------------


def verschillen(kolommen: Kolommen, resultaat: Resultaat, lezers: Any, namen: tuple[str, ...]) -> list[str]:
    """Where the kernel says something else than scalair, for all frameworks and by date."""
    uit: list[str] = []
    datum = PLAATS["aanvraagdatum"]
    kaders = list(dict.fromkeys(kader for kader, _ in resultaat.uitvoer))
    gevonden = {sleutel: _waarden(resultaat, *sleutel) for sleutel in resultaat.uitvoer}
    te_lezen = list(KADERS) if "datum" in kaders else kaders
    plaats = {kader: [list(regelset(kader).regels).index(naam) for naam in namen] for kader in te_lezen}
    leeg = {naam: "onbepaald" if naam == "uitkomst" else None for naam in namen}
    for rij, waarden in enumerate(kolommen.rijen()):
        dag: Any = waarden[datum]
        verwacht = {}
        for kader in te_lezen:
            uitslag = lezers(kader, dag)(waarden).waarden
            verwacht[kader] = [
                leeg[n] if uitslag[nr] is None else uitslag[nr] for n, nr in zip(namen, plaats[kader], strict=True)
            ]
        if "datum" in kaders:
            verwacht["datum"] = [leeg[n] for n in namen] if dag is None else verwacht[kader_op(dag).id]
        for kader in kaders:
            for nr, naam in enumerate(namen):
                kolom = gevonden[kader, naam][rij]
                if kolom != verwacht[kader][nr]:
                    uit.append(f"rij {rij} {kader} {naam}: {kolom} en niet {verwacht[kader][nr]}; {waarden}")
    return uit


def _waarden(resultaat: Resultaat, kader: str, naam: str) -> list[Any]:
    uit = resultaat.uitvoer[kader, naam]
    if uit.getal < 0:
        return [uit.labels[code] for code in resultaat.codes(kader, naam).tolist()]
    paren = zip(resultaat.getallen(kader, naam).tolist(), resultaat.bekend(kader, naam).tolist(), strict=True)
    deler = Decimal(10) ** uit.decimalen
    return [(getal / deler if uit.decimalen else getal) if bekend else None for getal, bekend in paren]


@cache
def wettelijk(kader: str, dag: date | None) -> Beoordelaar:
    return beoordelaar(kader, None if dag is None else sum(begin <= dag for begin in normen().grenzen()) - 1)[0]


@pytest.mark.parametrize("deel", range(math.ceil(RIJEN / PER_DEEL)))
def test_kolommen_zijn_het_eens_met_scalair(alles: Kernel, deel: int) -> None:
    kolommen = lees_kolommen(zonder_fouten(willekeurig(PER_DEEL, ZAAD * 1000 + deel)))
    assert verschillen(kolommen, alles.beoordeel(kolommen), wettelijk, UITVOER)[:3] == []


def test_ook_over_andere_regels_zijn_de_lezers_het_eens() -> None:
    kolommen = lees_kolommen(zonder_fouten(willekeurig(5_000, ZAAD + 1)))
    resultaat = kernel(["beleidskader-2026"], uitvoer=MEER).beoordeel(kolommen)
    assert verschillen(kolommen, resultaat, wettelijk, MEER)[:3] == []


def zonder_fouten(tabel: pl.DataFrame) -> pl.DataFrame:
    begin, einde = pl.col("indicatie_ingangsdatum"), pl.col("indicatie_einddatum")
    return tabel.with_columns(indicatie_einddatum=pl.when(einde < begin).then(None).otherwise(einde))


def test_de_willekeurige_dossiers_komen_overal(alles: Kernel) -> None:
    """The random dossiers come to every outcome and to every kind of unknown."""
    resultaat = alles.beoordeel(lees_kolommen(zonder_fouten(willekeurig(PER_DEEL, ZAAD))))
    codes = np.concatenate([resultaat.codes(kader, "uitkomst") for kader in ALLE])
    labels = resultaat.labels("datum", "uitkomst")
    assert {labels[code] for code in np.unique(codes)} == set(labels)
    for kader in ALLE:
        assert set(np.unique(resultaat.codes(kader, "toegang_meerzorg"))) == {0, 1, 2}
        for uitkomst in ("afwijzing", "onbepaald", "ekt", "regulier", "toeslag"):
            assert (resultaat.codes(kader, "uitkomst") == labels.index(uitkomst)).sum() > 20


def met(naam: str, waarde: str) -> Normen:
    return normen().met(naam, Decimal(waarde), BRONNEN["aanname"])


def andere_perioden() -> Normen:
    """Norms that do change on their dates, with a profile without hours: the published ones hardly differ in time."""
    rijen: list[Normrij] = []
    for rij in normen().rijen:
        if rij.naam == "basisbedrag" or rij.naam.startswith("wooninitiatief"):
            vorig = replace(rij, van=date(2025, 1, 1), tot_en_met=date(2025, 12, 31), waarde=rij.waarde * 9 // 10)
            rijen += [vorig, rij]
        elif rij.naam == "ekt_percentage":
            rijen.append(replace(rij, tot_en_met=date(2026, 5, 29)))
            rijen.append(replace(rij, van=date(2026, 5, 30), waarde=Decimal("0.3")))
        elif rij.naam == "urendrempel" and rij.van.year == 2027:
            rijen.append(replace(rij, waarde=Decimal("0")))
        elif rij.naam == "meerzorgprofiel" and rij.tot_en_met != date.max:
            rijen.append(replace(rij, waarde=False))
        elif rij.naam != "bekostigingsuren" or rij.sleutel != ("VG8",):
            rijen.append(rij)
    return Normen(normen().begrippen.values(), rijen)


@pytest.mark.parametrize(
    ("variant", "kaders"),
    [
        (met("urendrempel", "0.2"), ALLE),
        (met("ekt_percentage", "0.333"), ALLE),
        (met("kostendrempel", "0"), ALLE),
        (andere_perioden(), ["datum", "rlz-2027"]),
        (met("urendrempel", "0.2512345"), ["beleidskader-2026"]),
    ],
    ids=["uren", "ekt", "kosten", "perioden", "zeven decimalen"],
)
def test_een_variant_is_het_eens_met_scalair(variant: Normen, kaders: list[str]) -> None:
    """Other norms are other numbers in the same kernel, exact in any number of decimals."""
    grenzen = variant.grenzen()

    @cache
    def vanaf(begin: date | None, kader: str) -> Beoordelaar:
        return Beoordelaar(regelset(kader), variant.op(begin), "uitkomst", VERVOLG, "aanvraagdatum")

    def lezer(kader: str, dag: date | None) -> Beoordelaar:
        return vanaf(None if dag is None else max(grens for grens in grenzen if grens <= dag), kader)

    kolommen = lees_kolommen(zonder_fouten(willekeurig(10_000, 7, variant)))
    resultaat = kernel(kaders, variant, UITVOER).beoordeel(kolommen)
    assert verschillen(kolommen, resultaat, lezer, UITVOER)[:3] == []


def test_een_uitgelegde_rij_is_dezelfde(alles: Kernel) -> None:
    """Any row, read back as a dossier, gets the same outcome with all its reasons."""
    tabel = zonder_fouten(willekeurig(BLOK + 300, 3))
    kolommen = lees_kolommen(tabel)
    resultaat = alles.beoordeel(kolommen)
    for rij in range(0, kolommen.aantal, 3):
        gegevens = {
            naam: _als_json(waarde) for naam, waarde in tabel.row(rij, named=True).items() if waarde is not None
        }
        assert dossier(kolommen, rij, "x") == lees_gegevens(gegevens, "x", "x")
        for kader in ALLE:
            een = beoordeel(dossier(kolommen, rij), None if kader == "datum" else kader)
            assert resultaat.waarde(kader, "uitkomst", rij) == een.uitkomst
            for naam in ("toegang_meerzorg", "toegekend_totaal"):
                assert resultaat.waarde(kader, naam, rij) == een.w.get(naam), (rij, kader, naam)


def _als_json(waarde: Any) -> Any:
    if isinstance(waarde, date):
        return waarde.isoformat()
    return Decimal(repr(waarde)) if isinstance(waarde, float) else waarde


# --- the numbers of rows, threads, steps ----------------------------------------------------------------------------


@pytest.mark.parametrize("aantal", [0, 1, BLOK - 1, BLOK, BLOK + 1, 5 * BLOK])
def test_elk_aantal_rijen_draden_en_stappen(alles: Kernel, aantal: int) -> None:
    tabel = zonder_fouten(willekeurig(5 * BLOK, 5))[:aantal]
    geheel = alles.beoordeel(lees_kolommen(tabel), draden=1).tabel()
    assert geheel.height == aantal
    assert alles.beoordeel(lees_kolommen(tabel), draden=3).tabel().equals(geheel)
    delen = [resultaat.tabel() for _, resultaat in stroom(alles, tabel, per_stap=700)]
    assert pl.concat([geheel[:0], *delen]).equals(geheel)


def test_blokken_die_overal_bekend_zijn() -> None:
    """Full blocks in which nothing is unknown are judged by shorter code: it matters which those are."""
    kolommen = lees_kolommen(zonder_fouten(willekeurig(4 * BLOK + 5, 11)))
    alle = list(INDELING.kolommen)
    assert kolommen.volledig(alle).tolist() == [True, False, True, False, False]  # the last one is not full
    bekend = np.ones(kolommen.aantal, np.bool_)
    bekend[5] = False
    kolommen.zet("zorgprofiel", kolommen.codes("zorgprofiel"), bekend)
    assert kolommen.volledig(alle).tolist() == [False, False, True, False, False]
    assert kolommen.volledig(["leveringsvorm"])[0]
    kolommen.zet("zorgprofiel", np.zeros(kolommen.aantal, np.uint8))
    assert kolommen.volledig(alle).tolist() == [True, False, True, False, False]


def test_een_kader_is_hetzelfde_als_in_alle(alles: Kernel) -> None:
    kolommen = lees_kolommen(zonder_fouten(willekeurig(3_000, 6)))
    samen = alles.beoordeel(kolommen)
    alleen = kernel(["beleidskader-2026"]).beoordeel(kolommen).tabel()
    assert alleen.equals(samen.tabel()[alleen.columns])


def test_uren_als_uitkomst() -> None:
    kolommen = lees_kolommen(tabel_met(zorgprofiel="LG5"))
    resultaat = kernel(["rlz-2025"], uitvoer=["bekostigingsuren"]).beoordeel(kolommen)
    assert resultaat.waarde("rlz-2025", "bekostigingsuren", 0) == Decimal("26.0833")
    assert resultaat.tabel().item() == Decimal("26.0833")


def test_de_uitkomst_als_tabel(alles: Kernel) -> None:
    tabel = alles.beoordeel(lees_kolommen(zonder_fouten(willekeurig(2_000, 8)))).tabel()
    assert tabel["toegang_meerzorg__rlz-2027"].dtype == pl.Boolean
    assert tabel["uitkomst__datum"].null_count() == 0 and "onbepaald" in tabel["uitkomst__datum"]
    bedrag = tabel["toegekend_totaal__datum"]
    assert bedrag.dtype == pl.Decimal(38, 2) and bedrag.null_count() > 0
    assert all(isinstance(waarde, Decimal) for waarde in bedrag.drop_nulls().head(5))


# --- encoding -------------------------------------------------------------------------------------------------------


def test_een_teruggelezen_kolom_is_de_kolom() -> None:
    tabel = willekeurig(2_000, 9)
    for kolom in INDELING.kolommen.values():
        codes, bekend, fout = codeer(kolom, tabel[kolom.naam])
        terug = decodeer(kolom, codes, bekend)
        assert not fout.any() and terug.cast(tabel[kolom.naam].dtype).equals(tabel[kolom.naam]), kolom.naam


@pytest.mark.parametrize(
    "reeks",
    [
        pl.Series([99392.0, 0.07, 10_000_000.0, None]),
        pl.Series([Decimal("99392.00"), Decimal("0.07"), Decimal("10000000"), None]),
        pl.Series([Decimal("99392"), Decimal("0.070000"), Decimal("10000000"), None], dtype=pl.Decimal(30, 6)),
    ],
)
def test_geld_klopt_op_de_cent(reeks: pl.Series) -> None:
    codes, bekend, fout = codeer(INDELING.kolom("gevraagde_kosten"), reeks)
    assert codes[bekend].tolist() == [9939200, 7, 1_000_000_000] and not fout.any()


def test_uren_kloppen_precies() -> None:
    uren = INDELING.kolom("benodigde_uren")
    codes, _, fout = codeer(uren, pl.Series([32.604125, 26.0833, 336.0, 0.000001]))
    assert codes.tolist() == [32_604_125, 26_083_300, 336_000_000, 1] and not fout.any()
    assert uren.waarde(32_604_125) == Decimal("32.604125") and uren.code(Decimal("32.604125")) == 32_604_125


GOED = {
    "aanvraagdatum": date(2026, 5, 4), "soort_aanvraag": "eerste", "leveringsvorm": "pgb", "zorgprofiel": "VG8",
    "indicatie_ingangsdatum": date(2020, 1, 1), "werkwijze_zorgkantoor": None, "best_passend_profiel": True,
    "zzp_recht_2014": None, "bijzondere_zorgsoort": "geen", "dagbesteding": "met_vervoer", "wooninitiatief": False,
    "gevraagde_kosten": 140000.0, "toeslag": "geen", "toeslag_bedrag": 0, "ekt_toepasbaar": True,
    "bijzondere_zorgbehoefte": "ja", "meer_zorg_nodig": None, "benodigde_uren": Decimal("60.5"),
    "bijzondere_omgevingsfactor": None, "verantwoord_thuis": True, "doelmatig": True, "rechtmatig": True,
    "vastgestelde_kosten": 140000, "had_meerzorg": False, "lopend_bedrag": None, "overgang_gebruikt": None,
}  # fmt: skip


def tabel_met(**anders: Any) -> pl.DataFrame:
    return pl.DataFrame({naam: [waarde] for naam, waarde in (GOED | anders).items()}, strict=False)


def test_een_goede_rij_mag() -> None:
    assert set(GOED) == VERPLICHT
    kolommen = lees_kolommen(tabel_met(regio="Utrecht"))
    assert kernel(["datum"]).beoordeel(kolommen).waarde("datum", "uitkomst", 0) == "meerzorg"
    assert kolommen.rij(0)[PLAATS["indicatie_einddatum"]] == date.max


@pytest.mark.parametrize(
    ("anders", "woorden"),
    [
        (
            {"gevraagde_kosten": 0.005},
            "gevonden 0.005 (rij 0); toegestaan is een getal van 0 tot en met",
        ),
        ({"gevraagde_kosten": Decimal("0.005")}, "met ten hoogste 2 decimalen"),
        ({"gevraagde_kosten": 10_000_000.01}, "10.000.000 euro"),
        ({"gevraagde_kosten": 10_000_001}, "10.000.000 euro"),
        ({"gevraagde_kosten": -1}, "gevonden -1 (rij 0)"),
        ({"gevraagde_kosten": math.nan}, "gevonden nan (rij 0)"),
        ({"gevraagde_kosten": math.inf}, "gevonden inf (rij 0)"),
        ({"gevraagde_kosten": 1e300}, "gevonden 1e+300 (rij 0)"),
        ({"gevraagde_kosten": "100"}, "een kolom met tekst"),
        ({"gevraagde_kosten": True}, "een kolom met ja/nee"),
        ({"benodigde_uren": 32.6041251}, "benodigde_uren: gevonden 32.6041251 (rij 0)"),
        ({"benodigde_uren": 336.5}, "336 uren per week, met ten hoogste 6 decimalen"),
        ({"looptijd_maanden": 48}, "een heel getal van 12 tot en met 36 maanden"),
        ({"looptijd_maanden": 12.5}, "een heel getal van 12 tot en met 36 maanden"),
        ({"beperking_adl": 4.0}, "beperking_adl: gevonden 4.0 (rij 0)"),
        ({"aanvraagdatum": date(2014, 12, 31)}, "een datum van 2015-01-01 tot en met 2199-12-31"),
        ({"aanvraagdatum": "2026-05-04"}, "een kolom met tekst"),
        ({"aanvraagdatum": datetime(2026, 5, 4, 13)}, "gevonden 2026-05-04 13:00:00 (rij 0)"),
        ({"aanvraagdatum": datetime(2026, 5, 4, tzinfo=UTC)}, "een kolom met tijdstippen in een tijdzone"),
        ({"gevraagde_kosten": date(2026, 1, 1)}, "een kolom met datums"),
        ({"gevraagde_kosten": datetime(2026, 1, 1)}, "een kolom met tijdstippen"),
        ({"zorgprofiel": "VG88"}, "Bedoelt u misschien 'VG8'?"),
        ({"zorgprofiel": 8}, "een kolom met hele getallen"),
        ({"rechtmatig": "misschien"}, "ja/nee (true of false)"),
        ({"rechtmatig": 1}, "een kolom met hele getallen"),
        ({"toeslag_bedrag": 5}, "0, want toeslag is 'geen'"),
        ({"indicatie_einddatum": date(2019, 12, 31)}, "een datum vóór de ingangsdatum van de indicatie (rij 0)"),
    ],
)
def test_een_verkeerde_cel_wordt_geweigerd(anders: dict[str, Any], woorden: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        lees_kolommen(tabel_met(**anders))
    assert len(fout.value.fouten) == 1 and woorden in str(fout.value)


def test_een_moment_om_middernacht_is_een_dag() -> None:
    """Other programs write dates so."""
    kolommen = lees_kolommen(tabel_met(aanvraagdatum=datetime(2026, 5, 4)))
    assert dossier(kolommen, 0) == dossier(lees_kolommen(tabel_met(aanvraagdatum=date(2026, 5, 4))), 0)


def test_alle_fouten_tegelijk_met_de_eerste_rijen() -> None:
    tabel = pl.concat([tabel_met()] * 9).drop("toeslag", "lopend_bedrag").rename({"benodigde_uren": "benodigde_uur"})
    tabel = tabel.with_columns(gevraagde_kosten=pl.Series([1.0, -1, 1, -2, -3, -4, -5, -6, -7]), doelmatig=pl.lit(3))
    with pytest.raises(InvoerFout) as fout:
        lees_kolommen(tabel, eerste_rij=101)
    regels = str(fout.value).splitlines()
    assert [regel.split(":")[0] for regel in regels[1:]] == [
        "- 'benodigde_uur'", "- toeslag", "- lopend_bedrag", "- gevraagde_kosten", "- doelmatig",
    ]  # fmt: skip
    assert "Bedoelt u misschien 'benodigde_uren'?" in regels[1]
    assert "-1.0 (rij 102), -2.0 (rij 104), -3.0 (rij 105), -4.0 (rij 106), -5.0 (rij 107) en nog 2;" in regels[4]


def test_een_stroom_noemt_de_rij_in_het_geheel() -> None:
    tabel = pl.concat([tabel_met()] * 5 + [tabel_met(gevraagde_kosten=-1.0)])
    with pytest.raises(InvoerFout, match=r"-1\.0 \(rij 5\)"):
        list(stroom(kernel(["datum"]), tabel, per_stap=2))


# --- making the kernel ----------------------------------------------------------------------------------------------


def test_een_onbekend_kader_of_een_onbekende_regel() -> None:
    with pytest.raises(RegelFout, match="bedoelt u 'rlz-2027'"):
        kernel(["rlz-2072"])
    with pytest.raises(RegelFout, match="bedoelt u 'basisbudget'"):
        kernel(["datum"], uitvoer=["basisbudgt"])


def test_normen_die_niet_precies_kunnen_worden_geweigerd() -> None:
    with pytest.raises(NormFout, match="exact"):
        kernel(["datum"], normen().met("urendrempel", Decimal("0.12345678901234567"), BRONNEN["aanname"]))


def test_dezelfde_code_voor_een_andere_variant() -> None:
    variant = normen().met("urendrempel", Decimal("0.2"), BRONNEN["aanname"])
    assert kernel(["datum"]).programma.bron == kernel(["datum"], variant).programma.bron


def test_het_werkt_waar_niets_bewaard_kan_worden(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bestand = tmp_path / "bestand"
    bestand.touch()
    monkeypatch.setenv("MEERZORG_CACHE", str(bestand / "map"))
    taalkolommen.laad.cache_clear()
    een = kernel(["rlz-2027"])
    assert een.melding is not None and "niet worden bewaard" in een.melding
    assert een.beoordeel(lees_kolommen(tabel_met())).waarde("rlz-2027", "uitkomst", 0) == "meerzorg"
    taalkolommen.laad.cache_clear()


def test_beschadigde_code_wordt_niet_gebruikt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEERZORG_CACHE", str(tmp_path))
    taalkolommen.laad.cache_clear()
    assert kernel(["rlz-2027"]).melding is None
    for bestand in tmp_path.rglob("*.nbc"):
        bestand.write_bytes(bestand.read_bytes()[:1000])
    taalkolommen.laad.cache_clear()
    weer = kernel(["rlz-2027"])
    assert weer.melding is not None
    assert weer.beoordeel(lees_kolommen(tabel_met())).waarde("rlz-2027", "uitkomst", 0) == "meerzorg"
    taalkolommen.laad.cache_clear()


def test_bewaarde_code_wordt_weer_gebruikt(bewaarmap: Path) -> None:
    een = kernel(["datum"])
    bestanden = set(bewaarmap.rglob("*.nbc"))
    taalkolommen.laad.cache_clear()
    assert bestanden and een.melding is None
    assert kernel(["datum"])._reken.stats.cache_hits  # type: ignore[attr-defined]
    assert set(bewaarmap.rglob("*.nbc")) == bestanden
