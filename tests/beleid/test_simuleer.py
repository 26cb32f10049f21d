"""The simulation: the law on every row, counts that add up, differences as one would count them by hand.

Most runs go through the command line in this process; what a user would read is what is tested.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from meerzorg.beleid.invoer.schema import gegevens_van
from meerzorg.beleid.populatie.personen import deelpopulaties, populatie
from meerzorg.beleid.simulatie.doorrekenen import NODIG, Simulatie, simuleer
from meerzorg.beleid.simulatie.kolommen import lees_kolommen
from meerzorg.beleid.simulatie.kubus import GROEPEN, Verschil, stromen, verschillen
from meerzorg.beleid.simulatie.onzekerheid import tornado, trekkingen
from meerzorg.beleid.simulatie.plan import ONGEWIJZIGD, Plan
from meerzorg.cli.hoofd import voer_uit
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import KADERS
from opdracht import meerzorg
from regeltaal.fouten import InvoerFout
from strategieen import BASISBEDRAG, basis

ALLE = ("datum", *KADERS)
TWEE = ("datum", "rlz-2027")
NIEUW = ("beleidskader-2026", "rlz-2027")
"""Few sets of frameworks: each is compiled once."""


def mensen_met(onbekend: float) -> pl.DataFrame:
    """Everyone who applies out of 60 000, and some who do not; a third of them a year later, under the new law."""
    rij = pl.int_range(pl.len())
    allen = populatie(60_000, 5, onbekend=onbekend)
    gekozen = pl.concat([allen.filter("aanvraagt"), allen.filter(~pl.col("aanvraagt")).head(2_000)])
    later = pl.when(rij % 3 == 0).then(pl.col("aanvraagdatum").dt.offset_by("1y")).otherwise("aanvraagdatum")
    return gekozen.with_columns(aanvraagdatum=later)


@pytest.fixture(scope="module")
def mensen() -> pl.DataFrame:
    """With unknowns."""
    return mensen_met(0.05)


@pytest.fixture(scope="module")
def bestand(mensen: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pad = tmp_path_factory.mktemp("mensen") / "mensen.parquet"
    mensen.write_parquet(pad)
    return pad


def opdracht(capsys: pytest.CaptureFixture[str], *argumenten: object) -> Any:
    """What `meerzorg simuleer … --json` gives, without the speed."""
    capsys.readouterr()
    assert voer_uit(["simuleer", *map(str, argumenten), "--json"]) == 0
    uit = json.loads(capsys.readouterr().out)
    assert uit.pop("rijen_per_seconde") > 0
    return uit


def geweigerd(capsys: pytest.CaptureFixture[str], *argumenten: object) -> list[str]:
    """The faults with which `meerzorg simuleer …` is refused."""
    capsys.readouterr()
    assert voer_uit(["simuleer", *map(str, argumenten)]) == 2
    uit = capsys.readouterr()
    assert uit.out == ""
    return uit.err.splitlines()[1:]


def namen(map_: Path) -> list[str]:
    return sorted(pad.name for pad in map_.iterdir())


def geteld(uitslag: Simulatie) -> list[Any]:
    """All that a simulation counted; the squares to the precision of a float."""
    uit: list[Any] = [uitslag.personen, uitslag.tellingen]
    for kubus in uitslag.kubussen.values():
        gesorteerd = kubus.sort(*GROEPEN, "van", "naar").with_columns(pl.col("verschil2").round_sig_figs(9))
        uit.append(gesorteerd.select(sorted(gesorteerd.columns)).rows())
    return uit


# the file: the law on every row


@pytest.fixture(scope="module")
def alles(mensen: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> tuple[Simulatie, pl.DataFrame]:
    """Every framework over everyone, in batches."""
    pad = tmp_path_factory.mktemp("uit") / "uit.parquet"
    uitslag = simuleer(Plan(ALLE), mensen.iter_slices(700), uit=pad)
    return uitslag, pl.read_parquet(pad)


def test_elke_rij_zoals_de_wet_haar_beoordeelt(mensen: pl.DataFrame, alles: tuple[Simulatie, pl.DataFrame]) -> None:
    _, tabel = alles
    namen = ("uitkomst", "toegang_meerzorg", "toegekend_totaal")
    assert tabel.columns == [f"{naam}__{kader}" for kader in ALLE for naam in namen]
    assert tabel.height == mensen.height
    assert tabel["toegekend_totaal__datum"].dtype == pl.Decimal(38, 2)
    gezien = set()
    for rij in range(0, mensen.height, max(1, mensen.height // 300)):
        dossier = lees_gegevens(gegevens_van(mensen.row(rij, named=True)), "x", "x")
        gevonden = tabel.row(rij, named=True)
        for kader in ALLE:
            een = beoordeel(dossier, None if kader == "datum" else kader)
            totaal = een.w.get("toegekend_totaal")
            assert gevonden[f"uitkomst__{kader}"] == een.uitkomst, (rij, kader)
            assert gevonden[f"toegang_meerzorg__{kader}"] == een.w.get("toegang_meerzorg"), (rij, kader)
            bedrag = None if totaal is None else Decimal(totaal).scaleb(-2)  # type: ignore[arg-type]
            assert gevonden[f"toegekend_totaal__{kader}"] == bedrag, (rij, kader)
            gezien.add(een.uitkomst)
    assert len(gezien) >= 9, "the sample must reach most of the law"


def test_json_telt_op_zoals_het_bestand(
    bestand: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], alles: tuple[Simulatie, pl.DataFrame]
) -> None:
    pad, tabel = tmp_path / "uit.parquet", alles[1]
    json_ = opdracht(capsys, "--populatie", bestand, "--kaders", ",".join(ALLE), "--uit", pad)
    assert pl.read_parquet(pad).equals(tabel)
    n = json_["personen"]
    assert n == tabel.height and list(json_["kaders"]) == list(ALLE)
    for kader, telling in json_["kaders"].items():
        uitkomsten = Counter(tabel[f"uitkomst__{kader}"])
        toegang = Counter(
            {True: "ja", False: "nee", None: "onbekend"}[waarde] for waarde in tabel[f"toegang_meerzorg__{kader}"]
        )
        assert telling["uitkomsten"] == uitkomsten and sum(uitkomsten.values()) == n
        assert telling["toegang_meerzorg"] == toegang
        assert Decimal(telling["toegekend_totaal"]) == tabel[f"toegekend_totaal__{kader}"].sum()
        assert telling["status"] == (None if kader == "datum" else KADERS[kader].status)
    for kader in KADERS:
        rijen = [rij for rij in json_["stromen"] if rij["naar_kader"] == kader]
        paren = Counter(zip(tabel["uitkomst__datum"], tabel[f"uitkomst__{kader}"], strict=True))
        assert {(rij["van"], rij["naar"]): rij["personen"] for rij in rijen} == paren
        assert {rij["van_kader"] for rij in rijen} == {"datum"}
        (iedereen,) = (v for v in json_["verschillen"] if (v["naar_kader"], v["wie"]) == (kader, "iedereen"))
        assert iedereen["personen"] == n
        assert sum(Decimal(rij["verschil"]) for rij in rijen) == Decimal(iedereen["verschil"])
        assert Decimal(iedereen["winst"]) - Decimal(iedereen["verlies"]) == Decimal(iedereen["verschil"])


# paired differences


def test_verschillen_als_met_de_hand(tmp_path: Path) -> None:
    """From the file and bijlage H alone, without the code under test: who gains, who loses, how much, how sure."""
    mensen, pad = mensen_met(0), tmp_path / "uit.parquet"
    uitslag = simuleer(Plan(ALLE), mensen.iter_slices(999), uit=pad)
    tabel = pl.read_parquet(pad)
    budget = [basis(rij) for rij in mensen.iter_rows(named=True)]
    assert len(set(budget)) > 20 and set(BASISBEDRAG.values()) & set(budget)
    extra = {
        kader: np.array(
            [
                max(0, int(totaal * 100) - b)
                for totaal, b in zip(tabel[f"toegekend_totaal__{kader}"], budget, strict=True)
            ]
        )
        for kader in ALLE
    }
    profiel = mensen["zorgprofiel"].cast(pl.String).to_numpy()
    for kader in ("rlz-2027", "alternatief-kostengrens"):
        verschil = (extra[kader] - extra["datum"]) / 100
        assert (verschil > 0).any() and (verschil < 0).any()
        (allen,) = verschillen(uitslag.kubussen[kader])
        _gelijk(allen, verschil)
        assert allen.meerzorg_naar == (tabel[f"uitkomst__{kader}"] == "meerzorg").sum()
        per_profiel = {v.groep: v for v in verschillen(uitslag.kubussen[kader], "zorgprofiel")}
        assert sum(v.verschil for v in per_profiel.values()) == pytest.approx(allen.verschil)
        for naam in np.unique(profiel):
            _gelijk(per_profiel[naam], verschil[profiel == naam])


def _gelijk(v: Verschil, verschil: np.ndarray) -> None:
    marge = 1.959963984540054 * (verschil.std(ddof=1) if len(verschil) > 1 else 0) * math.sqrt(len(verschil))
    assert v.personen == len(verschil)
    assert (v.winnaars, v.verliezers) == ((verschil > 0).sum(), (verschil < 0).sum())
    assert [v.verschil, v.winst, v.verlies, v.laag, v.hoog] == pytest.approx(
        [
            verschil.sum(),
            verschil[verschil > 0].sum(),
            -verschil[verschil < 0].sum(),
            verschil.sum() - marge,
            verschil.sum() + marge,
        ],
        abs=0.01,
    )


def test_wie_niet_bekend_is_telt_niet_mee_in_het_verschil(alles: tuple[Simulatie, pl.DataFrame]) -> None:
    uitslag, _ = alles
    rijen = stromen(uitslag.kubussen["rlz-2027"]).filter(
        (pl.col("van") == "onbepaald") | (pl.col("naar") == "onbepaald")
    )
    assert rijen["personen"].sum() > 0 and rijen["verschil"].to_list() == [0] * len(rijen)


def test_zonder_verschil_geen_marge() -> None:
    """The policy framework does not read the cost threshold: exactly zero, and exactly sure."""
    plan = Plan(NIEUW, (("kostendrempel", "0.5"),))
    uitslag = simuleer(plan, [populatie(5_000, 3)])
    (v,) = verschillen(uitslag.kubussen[NIEUW[0]])
    assert (v.verschil, v.laag, v.hoog, v.winnaars, v.verliezers) == (0, 0, 0, 0, 0)


def test_marge_dekt_het_verschil_van_een_grotere_populatie() -> None:
    def verschil(personen: int, zaad: int) -> Verschil:
        uitslag = simuleer(Plan(TWEE), deelpopulaties(personen, zaad, velden=NODIG))
        return verschillen(uitslag.kubussen["rlz-2027"])[0]

    groot = verschil(300_000, 1_000).verschil / 300_000
    klein = [verschil(5_000, zaad) for zaad in range(40)]
    assert 30 <= sum(v.laag <= groot * 5_000 <= v.hoog for v in klein) <= 40
    assert max(abs(v.verschil) for v in klein) > 0


# other norms


def test_lagere_urendrempel_verandert_alleen_wat_zij_raakt(mensen: pl.DataFrame, tmp_path: Path) -> None:
    wet, pad = normen().rijen, tmp_path / "uit.parquet"
    voor = simuleer(Plan(NIEUW), [mensen], uit=pad)
    oud = pl.read_parquet(pad)
    anders = simuleer(Plan(NIEUW, (("urendrempel", "0.20"),)), [mensen], uit=pad)
    nieuw = pl.read_parquet(pad)
    na = simuleer(Plan(NIEUW), [mensen])

    assert nieuw.select(pl.selectors.ends_with("rlz-2027")).equals(oud.select(pl.selectors.ends_with("rlz-2027")))
    toegang = "toegang_meerzorg__beleidskader-2026"
    geraakt = oud[toegang].ne_missing(nieuw[toegang])
    assert geraakt.any() and nieuw.filter(geraakt)[toegang].all(), "a lower threshold only ever opens the door"
    assert oud.filter(~geraakt).equals(nieuw.filter(~geraakt))

    assert anders.varianten == (*(f"{kader}{ONGEWIJZIGD}" for kader in NIEUW), *NIEUW)
    for kader in NIEUW:
        assert anders.tellingen[f"{kader}{ONGEWIJZIGD}"] == voor.tellingen[kader] == na.tellingen[kader]
    assert normen().rijen is wet and {str(r.waarde) for r in wet if r.naam == "urendrempel"} == {"0.25"}


@pytest.mark.parametrize(
    ("norm", "woorden"),
    [
        ("urendrmpel=0.2", "Bedoelt u misschien 'urendrempel'?"),
        ("urendrempel", "gevonden ''; toegestaan is een getal van 0 tot en met 10"),
        ("urendrempel=0,2", "met een punt voor de decimalen"),
        ("urendrempel=-0.1", "een getal van 0 tot en met 10"),
        ("urendrempel=nan", "een getal van 0 tot en met 10"),
        ("urendrempel=1e400", "een getal van 0 tot en met 10"),
        ("urendrempel=0.12345678901234567", "een waarde met minder decimalen"),
        ("wooninitiatief=5961.005", "ten hoogste twee decimalen"),
        ("overgang_maanden=12.5", "een heel aantal maanden"),
        ("tijdelijk_tot_en_met=2026-02-30", "een datum als 2026-12-31"),
        ("basisbedrag=100000", "'basisbedrag', een tabel"),
    ],
)
def test_onmogelijke_norm(capsys: pytest.CaptureFixture[str], norm: str, woorden: str) -> None:
    (fout,) = geweigerd(capsys, "--personen", 10, "--norm", norm)
    assert "--norm" in fout and woorden in fout


def test_alle_fouten_van_de_opties_in_een_keer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Before any work is done: a billion people are never made."""
    fouten = geweigerd(
        *(capsys, "--personen", 10**9, "--kaders", "rlz-2072,datum", "--norm", "ekt=0.3"),
        *("--norm", "urendrempel=0.2", "--norm", "urendrempel=0.3", "--trekkingen", -1),
        *("--uit", tmp_path / "weg" / "uit.parquet", "--rapport", "verslag.doc"),
    )
    assert [fout.split(":")[0] for fout in fouten] == [
        *("- --kaders", "- --norm", "- --norm urendrempel", "- --trekkingen", "- --uit", "- --rapport")
    ]
    assert "Bedoelt u misschien 'rlz-2027'?" in fouten[0]


@pytest.mark.parametrize(
    ("argumenten", "woorden"),
    [
        (["--populatie", "MENSEN", "--personen", "5"], "samen met --personen"),
        (["--populatie", "MENSEN", "--trekkingen", "5"], "samen met --personen, --aannames of --trekkingen"),
        (["--populatie", "MENSEN", "--uit", "MENSEN"], "een ander bestand dan de populatie zelf"),
        (["--uit", "uit.csv"], "een bestand dat eindigt op .parquet"),
        (["--uit", "map.parquet"], "een map; toegestaan is een bestand"),
        (["--rapport", "weg/verslag.pdf"], "een map die bestaat"),
        (["--personen", "0"], "--personen: gevonden 0; toegestaan is een heel getal vanaf 1"),
        (["--zaad", "-1"], "--zaad: gevonden -1; toegestaan is een heel getal van 0"),
        (["--populatie", ""], "--populatie: gevonden niets"),
        (["--uit", ""], "--uit: gevonden niets"),
        (["--rapport", ""], "--rapport: gevonden niets"),
        (["--populatie", "weg.parquet"], "geen bestand met deze naam"),
    ],
)
def test_verkeerde_opties(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bestand: Path,
    argumenten: list[str],
    woorden: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.parquet").mkdir()
    voor = bestand.stat()
    (fout,) = geweigerd(capsys, *(str(bestand) if woord == "MENSEN" else woord for woord in argumenten))
    assert woorden in fout
    assert bestand.stat().st_mtime_ns == voor.st_mtime_ns and namen(tmp_path) == ["map.parquet"]


# the same every time


def test_zelfde_zaad_zelfde_uitkomst(capsys: pytest.CaptureFixture[str]) -> None:
    vraag = ("--personen", 4_000, "--kaders", ",".join(TWEE), "--trekkingen", 2)
    een = opdracht(capsys, *vraag, "--zaad", 4)
    assert opdracht(capsys, *vraag, "--zaad", 4) == een
    assert opdracht(capsys, *vraag, "--zaad", 5)["kaders"] != een["kaders"]


@pytest.mark.parametrize("per_keer", [1, 333, 10_000])
def test_partijgrootte_maakt_niet_uit(
    mensen: pl.DataFrame, alles: tuple[Simulatie, pl.DataFrame], tmp_path: Path, per_keer: int
) -> None:
    aantal = 40 if per_keer == 1 else mensen.height
    uitslag = simuleer(Plan(ALLE), mensen.head(aantal).iter_slices(per_keer), uit=tmp_path / "uit.parquet")
    assert pl.read_parquet(tmp_path / "uit.parquet").equals(alles[1].head(aantal))
    if per_keer > 1:
        assert geteld(uitslag) == geteld(alles[0])


# the user's own people


@pytest.mark.parametrize("soort", ["parquet", "csv"])
def test_eigen_bestand_met_meer_kolommen(
    mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str], soort: str
) -> None:
    """Columns that the rules do not read may be anything, also where they are empty; those of a person are counted."""
    deel = mensen.head(900).with_columns(
        regio=pl.lit("Noord"),
        leeftijd=pl.when(pl.int_range(900) > 3).then("leeftijd"),
        zorgkantoor=pl.when(pl.int_range(900) > 5).then(pl.col("zorgkantoor").cast(pl.String)),
    )
    pad = tmp_path / f"mensen.{soort}"
    getattr(deel, f"write_{soort}")(pad)
    json_ = opdracht(capsys, "--populatie", pad, "--kaders", ",".join(TWEE))
    uitslag = simuleer(Plan(TWEE), [deel])
    assert {naam: telling.als_json() for naam, telling in uitslag.tellingen.items()} == {
        naam: {sleutel: waarde for sleutel, waarde in telling.items() if sleutel != "status"}
        for naam, telling in json_["kaders"].items()
    }
    wie = {v["wie"]: v["personen"] for v in json_["verschillen"]}
    assert wie == {"iedereen": 900, "wie aanvraagt": deel["aanvraagt"].sum()}
    groepen = {v.groep: v.personen for v in verschillen(uitslag.kubussen["rlz-2027"], "leeftijdsklasse")}
    assert groepen["onbekend"] == 4 and sum(groepen.values()) == 900
    assert {v.groep: v.personen for v in verschillen(uitslag.kubussen["rlz-2027"], "zorgkantoor")}["onbekend"] == 6


def test_bestand_met_alleen_de_nodige_kolommen(mensen: pl.DataFrame, capsys: Any, tmp_path: Path) -> None:
    pad = tmp_path / "mensen.parquet"
    mensen.select(sorted(NODIG - {"leeftijd", "zorgkantoor", "aanvraagt"})).write_parquet(pad)
    assert opdracht(capsys, "--populatie", pad, "--kaders", ",".join(TWEE))["personen"] == mensen.height


def test_kolommen_die_ontbreken_worden_uitgelegd(
    mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`zorgkantoor` is never taken for a misspelt `werkwijze_zorgkantoor`."""
    pad = tmp_path / "mensen.parquet"
    stuk = mensen.drop("werkwijze_zorgkantoor", "doelmatig").with_columns(budgetplan=pl.lit(1))
    stuk.write_parquet(pad)
    fouten = geweigerd(capsys, "--populatie", pad, "--uit", tmp_path / "uit.parquet")
    assert [fout.split(":")[0] for fout in fouten] == ["- werkwijze_zorgkantoor", "- doelmatig", "- budgetplan"]
    assert "geen kolom met deze naam" in fouten[0] and "gebruik gevraagde_kosten" in fouten[2]
    assert namen(tmp_path) == ["mensen.parquet"]
    with pytest.raises(InvoerFout) as gezien:
        lees_kolommen(stuk)
    assert [fout.naam for fout in gezien.value.fouten] == ["werkwijze_zorgkantoor", "doelmatig"]


@pytest.mark.parametrize("soort", ["parquet", "csv"])
def test_leeftijd_die_niet_kan(
    mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str], soort: str
) -> None:
    pad = tmp_path / f"mensen.{soort}"
    stuk = mensen.head(9).with_columns(leeftijd=pl.when(pl.int_range(9) == 4).then(181).otherwise("leeftijd"))
    getattr(stuk, f"write_{soort}")(pad)
    (fout,) = geweigerd(capsys, "--populatie", pad, "--kaders", ",".join(TWEE))
    assert "- leeftijd: gevonden" in fout and "181" in fout and "(rij 4)" in fout and "130 jaar" in fout
    getattr(stuk.with_columns(leeftijd=pl.lit("oud"), aanvraagt=pl.lit("soms")), f"write_{soort}")(pad)
    assert [fout.split(":")[0] for fout in geweigerd(capsys, "--populatie", pad, "--kaders", ",".join(TWEE))] in (
        ["- leeftijd", "- aanvraagt"],
        ["- leeftijd"],
    )


def test_leeg_bestand(mensen: pl.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mensen.head(0).write_parquet(tmp_path / "leeg.parquet")
    (fout,) = geweigerd(
        capsys, "--populatie", tmp_path / "leeg.parquet", "--uit", tmp_path / "uit.parquet", "--kaders", ",".join(TWEE)
    )
    assert "geen enkele rij" in fout and namen(tmp_path) == ["leeg.parquet"]
    with pytest.raises(InvoerFout, match="geen enkele rij"):
        simuleer(Plan(TWEE), [], uit=tmp_path / "uit.parquet")


def test_uitkomst_wordt_pas_vervangen_als_zij_heel_is(mensen: pl.DataFrame, tmp_path: Path) -> None:
    pad = tmp_path / "uit.parquet"
    pad.write_bytes(b"het oude")
    goed = mensen.head(400)
    stuk = mensen.head(3).with_columns(benodigde_uren=pl.Series([1.0, 400.0, 2.0]))
    with pytest.raises(InvoerFout, match=r"400\.0 \(rij 401\)"):
        simuleer(Plan(TWEE), [goed, stuk], uit=pad)
    assert pad.read_bytes() == b"het oude" and namen(tmp_path) == [pad.name]
    simuleer(Plan(TWEE), [goed], uit=pad)
    assert pl.read_parquet(pad).height == 400 and namen(tmp_path) == [pad.name]


# how sure


def test_trekkingen(capsys: pytest.CaptureFixture[str]) -> None:
    plan = Plan(TWEE)
    een = list(trekkingen(plan, 20_000, 1, 3))
    assert een == list(trekkingen(plan, 20_000, 1, 3))
    assert len({kern["rlz-2027"].verschil for kern in een}) == 3
    (json_,) = opdracht(*(capsys, "--personen", 20_000, "--zaad", 1, "--kaders", ",".join(TWEE), "--trekkingen", 3))[
        "trekkingen"
    ]
    assert (json_["naar_kader"], json_["aantal"]) == ("rlz-2027", 3)
    for veld in ("verschil", "meerzorg_van", "meerzorg_naar", "winnaars", "verliezers"):
        waarden = sorted(getattr(kern["rlz-2027"], veld) for kern in een)
        assert json_[veld]["midden"] == waarden[1]
        assert waarden[0] <= json_[veld]["laag_5"] <= json_[veld]["midden"] <= json_[veld]["hoog_95"] <= waarden[2]


def test_trekkingen_waarbij_niemand_aanvraagt(capsys: pytest.CaptureFixture[str]) -> None:
    (json_,) = opdracht(capsys, "--personen", 2, "--kaders", ",".join(TWEE), "--trekkingen", 2)["trekkingen"]
    assert json_["verschil"] == {"midden": 0, "laag_5": 0, "hoog_95": 0}


def test_tornado_zegt_welke_aanname_ertoe_doet() -> None:
    """Sorted; what neither framework reads moves nothing."""
    uitslagen = tornado(Plan(NIEUW), "rlz-2027", 30_000, 1)
    breedten = [uitslag.breedte for uitslag in uitslagen]
    assert breedten == sorted(breedten, reverse=True) and breedten[0] > 0
    per_naam = {uitslag.aanname: uitslag.breedte for uitslag in uitslagen}
    for naam in ("meer_zorg_nodig", "werkwijze_verlengen", "meerzorgvinkje", "looptijd", "score_spreiding"):
        assert per_naam[naam] == 0, naam
    assert per_naam["uren_mediaan"] > 0, "one of the two asks for hours"


# what a person reads


def test_marge_bij_weinig_mensen(capsys: pytest.CaptureFixture[str]) -> None:
    """The program that reads the JSON is warned where the reader of the text is."""
    weinig, veel = (("--personen", 3_000, *meer) for meer in ((), ("--norm", "ekt_percentage=0.9")))
    for vraag, te_smal in ((weinig, True), (veel, False)):
        vraag = *vraag, "--kaders", "beleidskader-2026,rlz-2027"
        verschillen = opdracht(capsys, *vraag)["verschillen"]
        iedereen = [v for v in verschillen if v["wie"] == "iedereen"]
        assert te_smal == all(v["marge_te_smal"] for v in iedereen), "of 3.000 people few change between frameworks"
        assert all(v["marge_te_smal"] == (v["winnaars"] + v["verliezers"] < 10) for v in verschillen)
        voer_uit(["simuleer", *map(str, vraag)])
        assert capsys.readouterr().out.count("te smal") == sum(v["marge_te_smal"] for v in iedereen)


def test_een_mens(capsys: pytest.CaptureFixture[str]) -> None:
    assert voer_uit(["simuleer", "--personen", "1"]) == 0
    assert capsys.readouterr().out.startswith("1 mens, ")


def test_leesbare_uitkomst(capsys: pytest.CaptureFixture[str]) -> None:
    vraag = ["simuleer", "--personen", "20000", "--kaders", ",".join(ALLE), "--trekkingen", "2"]
    assert voer_uit(vraag) == 0
    tekst = capsys.readouterr().out
    regels = tekst.splitlines()
    assert regels[0].startswith("20.000 mensen, ") and "." not in regels[0].removeprefix("20.000")
    assert "rlz-2027, voorgenomen" in regels and "alternatief-urengrens, afgewezen alternatief" in regels
    assert "Van datum naar rlz-2027" in regels and "negen van de tien" in tekst
    bedragen = [regel for regel in regels if "€" in regel]
    assert len(bedragen) > 8 and len({len(regel) for regel in bedragen}) == 1
    assert max(map(len, regels)) <= 80


def test_als_eigen_proces(bestand: Path, tmp_path: Path) -> None:
    uit = meerzorg(
        *("simuleer", "--populatie", str(bestand), "--kaders", ",".join(ALLE), "--uit", str(tmp_path / "uit.parquet")),
        geheugen=1 << 34,
    )
    assert uit.returncode == 0 and uit.stderr == b"", uit.stderr[-2000:]
    assert "alternatief-kostengrens, afgewezen alternatief" in uit.stdout.decode()
    assert namen(tmp_path) == ["uit.parquet"]
