"""The contract of the core: twenty worked dossiers, and the exact form in which a result is given."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from meerzorg.cli import main
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vocabulaire import ROLLEN
from regeltaal.fouten import InvoerFout
from strategieen import KADER_IDS, Gegevens, beoordeeld, gedeeltelijk, kader_ids, verslag, volledig

VOORBEELDEN = json.loads((Path(__file__).parents[1] / "gegevens" / "beoordelingen.json").read_text("utf-8"))
BEDRAG = re.compile(r"\d+\.\d\d")
DAG = re.compile(r"\d{4}-\d\d-\d\d")

STAPPEN = {
    "rlz-2025": [*"01234", "5a", "6"],
    "beleidskader-2026": [*"01234", "5a", "5b", "6", "7"],
    "rlz-2027": [*"01234", "5b", "6", "7"],
    "alternatief-urengrens": [*"0123", "5a", "6"],
    "alternatief-kostengrens": [*"0123", "5a", "6"],
}
STAPNAMEN = {
    "0": "ontvankelijk",
    "1": "best_passend_profiel",
    "2": "profielrecht",
    "3": "maatwerk",
    "4": "bijzondere_zorgbehoefte",
    "5a": "overstijgt_uren",
    "5b": "bijzondere_omgevingsfactor",
    "6": "passende_zorg",
    "7": "overgang",
}
ANDERE_STAPNAMEN = {("rlz-2025", "4"): "meer_zorg_nodig", ("alternatief-kostengrens", "5a"): "kostengrens"}

VELDEN = (
    "dossier kader status_kader peildatum uitkomst gronden toegang_meerzorg stappen openstaand bedragen looptijd "
    "jaarverleningen alternatieven beperkingenbeeld waarschuwingen regelset"
)


def met_velden(deel: dict[str, Any], velden: str) -> bool:
    """All fields of the contract, in its order; a program that reads them is not troubled by others in between."""
    return [naam for naam in deel if naam in velden.split()] == velden.split()


def verkort(v: dict[str, Any]) -> dict[str, Any]:
    """What the worked examples say about a result."""
    jaren = [{naam: jaar[naam] for naam in jaar if naam != "berekening"} for jaar in v["jaarverleningen"]]
    return {
        **{naam: v[naam] for naam in ("kader", "uitkomst", "toegang_meerzorg")},
        **{naam: v["bedragen"][naam] for naam in ("basisbudget", "ekt_ruimte", "toegekend_totaal")},
        "tot_en_met": v["looptijd"]["tot_en_met"],
        "jaarverleningen": jaren,
    }


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: voorbeeld["toelichting"])
def test_voorbeeld(voorbeeld: dict[str, Any]) -> None:
    assert verkort(verslag(beoordeeld(voorbeeld["gegevens"], voorbeeld["kader"]))) == voorbeeld["verwacht"]


def test_twintig_voorbeelden() -> None:
    assert len(VOORBEELDEN) == 20


def bewaar(pad: Path, data: Any) -> str:
    pad.write_text(json.dumps(data), "utf-8")
    return str(pad)


def test_een_dossier_geeft_een_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voorbeeld = VOORBEELDEN[0]
    bestand = bewaar(tmp_path / "een.json", {"dossier": "Jansen", "gegevens": voorbeeld["gegevens"]})
    assert main(["beoordeel", bestand, "--json"]) == 0
    uit = json.loads(capsys.readouterr().out)
    assert uit["dossier"] == "Jansen"
    assert verkort(uit) == voorbeeld["verwacht"]


def test_een_lijst_geeft_een_lijst_in_dezelfde_volgorde(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    op_datum = [voorbeeld for voorbeeld in VOORBEELDEN if voorbeeld["kader"] is None]
    lijst = [{"dossier": f"nr {nr}", "gegevens": v["gegevens"]} for nr, v in enumerate(op_datum)]
    assert main(["beoordeel", bewaar(tmp_path / "lijst.json", lijst), "--json"]) == 0
    uit = json.loads(capsys.readouterr().out)
    assert [v["dossier"] for v in uit] == [deel["dossier"] for deel in lijst]
    assert [verkort(v) for v in uit] == [v["verwacht"] for v in op_datum]


def test_lijst_van_een_blijft_een_lijst(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bestand = bewaar(tmp_path / "x.json", [{"gegevens": VOORBEELDEN[0]["gegevens"]}])
    assert main(["beoordeel", bestand, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_gevraagd_kader_gaat_voor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (voorbeeld,) = (v for v in VOORBEELDEN if v["kader"])
    bestand = bewaar(tmp_path / "x.json", {"gegevens": voorbeeld["gegevens"]})
    assert main(["beoordeel", bestand, "--json", "--kader", voorbeeld["kader"]]) == 0
    assert verkort(json.loads(capsys.readouterr().out)) == voorbeeld["verwacht"]


def test_onbepaald_is_beoordeeld_en_geweigerd_niet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["beoordeel", bewaar(tmp_path / "leeg.json", {"gegevens": {}}), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["uitkomst"] == "onbepaald"
    assert main(["beoordeel", bewaar(tmp_path / "fout.json", {"gegevens": {"zorgprofiel": 8}}), "--json"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("kader", KADER_IDS)
def test_stappen_van_een_kader(kader: str) -> None:
    stappen = verslag(beoordeeld({}, kader))["stappen"]
    assert [stap["stap"] for stap in stappen] == STAPPEN[kader]
    for stap in stappen:
        assert stap["naam"] == ANDERE_STAPNAMEN.get((kader, stap["stap"]), STAPNAMEN[stap["stap"]])


@given(gedeeltelijk() | volledig(), kader_ids)
def test_vorm_van_het_verslag(gegevens: Gegevens, kader: str) -> None:
    v = verslag(beoordeeld(gegevens, kader))
    json.dumps(v, allow_nan=False)
    assert met_velden(v, VELDEN)
    assert (v["kader"], v["status_kader"], v["uitkomst"] in UITKOMSTEN) == (kader, KADERS[kader].status, True)
    assert isinstance(v["voorlopig"], bool)
    assert v["toegang_meerzorg"] in (True, False, None)
    assert set(v["gronden"]) <= set(GRONDEN)
    for stap in v["stappen"]:
        assert met_velden(stap, "stap naam uitkomst toelichting bronnen")
        assert stap["uitkomst"] in ("ja", "nee", "niet_nodig", "onbekend")
        assert stap["bronnen"]
        assert all(met_velden(bron, "titel url") for bron in stap["bronnen"])
    for vraag in v["openstaand"]:
        assert met_velden(vraag, "gegeven rol stap vraag")
        assert vraag["rol"] in ROLLEN
        assert "?" in vraag["vraag"]
    assert met_velden(v["bedragen"], "basisbudget ekt_ruimte gevraagd toegekend_extra toegekend_totaal")
    totalen = [v["bedragen"].values(), [j["bedrag"] for j in v["jaarverleningen"]]]
    totalen.append([a["tot_totaal"] for a in v["alternatieven"]])
    assert all(bedrag is None or BEDRAG.fullmatch(bedrag) for bedragen in totalen for bedrag in bedragen)
    assert met_velden(v["looptijd"], "van tot_en_met maanden")
    dagen = [v["peildatum"], v["looptijd"]["van"], v["looptijd"]["tot_en_met"]]
    assert all(dag is None or DAG.fullmatch(dag) for dag in dagen)
    for jaar in v["jaarverleningen"]:
        assert met_velden(jaar, "jaar van tot_en_met dagen bedrag")
    for deel in v["beperkingenbeeld"]:
        assert met_velden(deel, "domein score referentie status overstijgt")
    assert len(v["beperkingenbeeld"]) == 6
    assert re.fullmatch(r"[0-9a-f]{64}", v["regelset"]["sha256"])


@given(volledig(), kader_ids)
def test_een_besluit_is_over_te_doen(gegevens: Gegevens, kader: str) -> None:
    """The same input gives the same result, to the letter."""
    eerst, daarna = (verslag(beoordeeld(gegevens, kader), met_verklaring=True) for _ in range(2))
    assert json.dumps(eerst) == json.dumps(daarna)


@given(volledig(), kader_ids)
def test_meer_dan_het_basisbudget_is_extra(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    assert b.w["toegekend_extra"] == max(0, b.w["toegekend_totaal"] - b.w["basisbudget"])


@pytest.mark.parametrize(
    "gegevens", [{"aanvraagdatum": "2014-12-31"}, {"aanvraagdatum": "2200-01-01"}, {"aanvraagdatum": "26-05-04"}]
)
def test_datum_zonder_wet_wordt_geweigerd(gegevens: Gegevens) -> None:
    with pytest.raises(InvoerFout, match="aanvraagdatum"):
        beoordeeld(gegevens)
