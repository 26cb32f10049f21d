"""The reader of the CIZ decision: worked examples, odd codes, hostile files, and fuzzing."""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from meerzorg.cli.wet import indicatie as opdracht
from meerzorg.koppeling.codelijsten import codelijst, domeinregels, zorgprofielen
from meerzorg.koppeling.indicatie import DOMEINEN, Indicatie, als_getal
from meerzorg.koppeling.iwlz import lees_bericht, met_samenloop
from meerzorg.wet.lezen.dossier import lees_dossiers
from meerzorg.wet.lezen.ontleden import ontleed_json
from regeltaal.fouten import InvoerFout

MAP = Path(__file__).parents[1] / "gegevens" / "iwlz"
BSN = {"A": "999990019", "B": "999990020", "C": "999993653"}
KLEIN: dict[str, Any] = json.loads((MAP / "klein_register.json").read_text(encoding="utf-8"))
KLEIN_XML = (MAP / "klein_IO31.xml").read_text(encoding="utf-8")


def bestand(begin: str) -> Path:
    (pad,) = MAP.glob(begin)
    return pad


def xml(letter: str) -> Path:
    return bestand(f"IO31_{letter}_*.xml")


def register(letter: str) -> Path:
    return bestand(f"QIR-0001-ZKi_response_{letter}_*.json")


def lees(inhoud: object, peildatum: date | None = None) -> list[Indicatie]:
    tekst = inhoud if isinstance(inhoud, (str, bytes)) else json.dumps(inhoud)
    return lees_bericht(tekst.encode() if isinstance(tekst, str) else tekst, "bericht", peildatum)


def een(peildatum: date | None = None, /, **anders: object) -> Indicatie:
    """The small decision with some fields replaced."""
    (indicatie,) = lees(KLEIN | anders, peildatum)
    return indicatie


def geweigerd(inhoud: object) -> str:
    with pytest.raises(InvoerFout) as fout:
        lees(inhoud)
    return str(fout.value)


def lees_berichten(paden: list[str]) -> list[Indicatie]:
    return met_samenloop([i for pad in paden for i in lees_bericht(Path(pad).read_bytes(), pad)])


def draai(*woorden: str) -> int:
    parser = argparse.ArgumentParser()
    opdracht.argumenten(parser)
    return opdracht.voer_uit(parser.parse_args(woorden))


# --- worked examples

UITKOMST = {
    "A": {"zorgprofiel": "VG8", "meerzorgvinkje": "ja", "beperking_sociale_redzaamheid": 3,
          "beperking_psychosociaal": 1.31, "beperking_adl": 3, "beperking_mobiliteit": 3, "beperking_gedrag": 0.57},
    "B": {"zorgprofiel": "VG7", "meerzorgvinkje": "nee", "beperking_sociale_redzaamheid": 1.74,
          "beperking_psychosociaal": 0.77, "beperking_adl": 1.78, "beperking_mobiliteit": 2, "beperking_gedrag": 3},
    "C": {"zorgprofiel": "VV7", "beperking_sociale_redzaamheid": 2.19,
          "beperking_psychosociaal": 1.38, "beperking_adl": 1.89, "beperking_mobiliteit": 2.43,
          "beperking_gedrag": 0.71},
}  # fmt: skip


@pytest.mark.parametrize("letter", "ABC")
def test_xml_en_json_geven_hetzelfde_skelet(letter: str) -> None:
    (uit_xml,), (uit_json,) = lees_berichten([str(xml(letter))]), lees_berichten([str(register(letter))])
    nummer = f"90000000{'ABC'.index(letter) + 1}"
    assert uit_xml.skelet() == uit_json.skelet()
    assert uit_xml.skelet() == {
        "dossier": f"CIZ-{nummer}",
        "gegevens": {"indicatie_ingangsdatum": "2026-02-01"} | UITKOMST[letter],
        "waarschuwingen": [],
        "bron": f"CIZ-indicatiebesluit {nummer}, afgegeven 2026-01-30",
    }
    assert uit_xml.bsn == uit_json.bsn == BSN[letter]
    assert (uit_xml.bericht, uit_json.bericht) == ("IO31", "indicatieregister")
    assert uit_xml.scores == uit_json.scores and len(uit_xml.scores) == 95
    assert uit_xml.grondslagen == uit_json.grondslagen
    assert uit_xml.zorgkantoor == uit_json.zorgkantoor


def test_gemiddelden_zijn_het_eens_met_een_tweede_telling() -> None:
    """Straight from the JSON text with fractions, by the prefixes in the brief and not by our mapping file."""
    bron = json.loads(register("C").read_text())["data"]["wlzIndicatie"][0]
    per_groep = [score for groep in bron["beperking"] for score in groep["beperkingScore"]]
    beperking = [(s["beperkingVraag"], int(s["beperkingScore"])) for s in per_groep]
    stoornis = [(s["stoornisVraag"], int(s["stoornisScore"])) for s in bron["stoornisScore"]]
    verwacht = {}
    for domein, rijen, groepen in [
        ("sociale_redzaamheid", beperking, {"01", "04", "05"}), ("psychosociaal", stoornis, {"01", "02", "06"}),
        ("adl", beperking, {"03"}), ("mobiliteit", beperking, {"02"}), ("gedrag", stoornis, {"04"}),
    ]:  # fmt: skip
        tel = [score for vraag, score in rijen if vraag[:2] in groepen]
        verwacht[domein] = Fraction(sum(tel), len(tel))
    (indicatie,) = lees_berichten([str(register("C"))])
    for domein, gemiddelde in indicatie.gemiddelden().items():
        assert gemiddelde is not None and abs(Fraction(gemiddelde) - verwacht[domein]) < Fraction(1, 10**20)


@pytest.mark.parametrize(("waarde", "getal"), [("2.125", 2.13), ("0.005", 0.01), ("2.50", 2.5), ("3", 3), ("2.995", 3)])
def test_een_half_wordt_naar_boven_afgerond(waarde: str, getal: float) -> None:
    assert als_getal(Decimal(waarde)) == getal


def test_kleine_voorbeelden_geven_in_beide_vormen_hetzelfde() -> None:
    (uit_xml,), uit_json = lees(KLEIN_XML), een()
    assert uit_xml.skelet() == uit_json.skelet()
    assert uit_json.skelet()["gegevens"] == {
        "indicatie_ingangsdatum": "2026-02-01", "zorgprofiel": "VG5", "meerzorgvinkje": "nee", "beperking_adl": 2.5,
    }  # fmt: skip


# --- the flag


@pytest.mark.parametrize(
    ("waarde", "vinkje", "gemeld"),
    [("1", "ja", False), ("2", "nee", False), (1, "ja", False), (None, None, False), (True, "ja", True),
     (False, "nee", True), ("true", "ja", True), ("3", None, True), ("", None, True), ([], None, True),
     ({"a": 1}, None, True), (1.0, None, True)],
)  # fmt: skip
def test_het_meerzorgvinkje_komt_in_het_skelet(waarde: object, vinkje: str | None, gemeld: bool) -> None:
    indicatie = een(meerzorg=waarde)
    assert indicatie.meerzorgvinkje == vinkje
    assert ("meerzorgvinkje" in indicatie.skelet()["gegevens"]) == (vinkje is not None)
    assert bool(indicatie.waarschuwingen) == gemeld


def test_een_vinkje_dat_er_niet_is_wordt_niet_verzonnen() -> None:
    zonder = {naam: waarde for naam, waarde in KLEIN.items() if naam != "meerzorg"}
    (indicatie,) = lees(zonder)
    assert indicatie.meerzorgvinkje is None and not indicatie.waarschuwingen


# --- scores and codes


def stoornissen(*rijen: tuple[str, object]) -> list[dict[str, object]]:
    return [{"stoornisVraag": vraag, "stoornisScore": score} for vraag, score in rijen]


def test_negen_telt_niet_mee_in_het_gemiddelde() -> None:
    indicatie = een(stoornisScore=stoornissen(("0401", "3"), ("0402", "9"), ("0403", "2")))
    assert indicatie.gemiddelden()["gedrag"] == Decimal("2.5") and not indicatie.waarschuwingen


def test_niets_beoordeeld_is_geen_gemiddelde() -> None:
    indicatie = een(stoornisScore=stoornissen(("0401", "9"), ("0402", "9")))
    assert indicatie.gemiddelden()["gedrag"] is None
    assert "beperking_gedrag" not in indicatie.skelet()["gegevens"]


@pytest.mark.parametrize("score", ["7", "-1", "", None, "3.0", 2.5, True, [], "٣"])
def test_een_onmogelijke_score_wordt_gemeld_en_niet_geteld(score: object) -> None:
    indicatie = een(stoornisScore=stoornissen(("0401", score), ("0402", "1")))
    assert indicatie.gemiddelden()["gedrag"] == 1
    assert any("0401" in w for w in indicatie.waarschuwingen)


def test_een_score_als_getal_telt() -> None:
    assert een(stoornisScore=stoornissen(("0401", 2))).gemiddelden()["gedrag"] == 2


def test_hetzelfde_item_met_twee_scores_telt_niet() -> None:
    indicatie = een(stoornisScore=stoornissen(("0401", "3"), ("0401", "0"), ("0402", "1"), ("0402", "1")))
    assert indicatie.gemiddelden()["gedrag"] == 1
    assert any("twee verschillende" in w for w in indicatie.waarschuwingen)


def test_onbekende_codes_blijven_met_een_waarschuwing() -> None:
    indicatie = een(
        initieelVerantwoordelijkZorgkantoor="5599",
        grondslag=[{"grondslag": "08", "volgorde": 2}, {"grondslag": "05", "volgorde": 1}],
        stoornisScore=stoornissen(("0499", "3"), ("0401", "1")),
        beperking=[{"categorie": "7", "beperkingScore": [{"beperkingVraag": "0701", "beperkingScore": "3"}]}],
    )
    assert indicatie.zorgkantoor == "5599" and indicatie.grondslagen == ("05", "08")
    assert {"0499", "0701"} <= {score.vraag for score in indicatie.scores}
    assert indicatie.gemiddelden()["gedrag"] == 1
    tekst = " ".join(indicatie.waarschuwingen)
    assert all(code in tekst for code in ("5599", "'08'", "0499", "'7'", "0701"))


def test_een_item_onder_een_andere_categorie_wordt_gemeld_en_telt_onder_zijn_eigen_nummer() -> None:
    indicatie = een(
        beperking=[{"categorie": "2", "beperkingScore": [{"beperkingVraag": "0301", "beperkingScore": "3"}]}]
    )
    assert indicatie.gemiddelden()["adl"] == 3 and indicatie.gemiddelden()["mobiliteit"] is None
    assert any("'0301' staat onder categorie '2'" in w for w in indicatie.waarschuwingen)


@pytest.mark.parametrize(("code", "zegt"), [("815", "815"), ("759", "10VV"), ("866", "4GGZ C"), ("", "''")])
def test_een_zzp_code_zonder_profiel(code: str, zegt: str) -> None:
    indicatie = een(geindiceerdZorgzwaartepakket=[{"zzpCode": code, "ingangsdatum": "2026-02-01"}])
    assert indicatie.zzp_code == code and indicatie.zorgprofiel is None
    assert "zorgprofiel" not in indicatie.skelet()["gegevens"]
    assert any(zegt in w for w in indicatie.waarschuwingen)


def test_elke_codelijst_heeft_haar_codes() -> None:
    assert {lijst: len(codelijst(lijst)) for lijst in ("COD163", "COD825", "COD824", "COD736")} == {
        "COD163": 64, "COD825": 65, "COD824": 30, "COD736": 7,
    }  # fmt: skip
    assert len(zorgprofielen()) == len(set(zorgprofielen().values())) == 49
    assert [zorgprofielen()[c] for c in ("854", "848", "770", "886", "191", "750")] == [
        "ZGaud3", "ZGvis5", "GGZ-B6", "GGZW4", "VV9b", "VV1",
    ]  # fmt: skip
    assert {r.domein for r in domeinregels()} == set(DOMEINEN) and {r.status for r in domeinregels()} == {"aanname"}
    assert all(r.item in codelijst(r.codelijst) and r.bron for r in domeinregels())
    assert len({(r.codelijst, r.item) for r in domeinregels()}) == len(domeinregels()) == 74


# --- periods


def test_geldigheid_en_laatste_dag() -> None:
    indicatie = een(einddatum="2026-12-31", vervaldatum="2026-06-01")
    assert [indicatie.geldig_op(date(2026, m, d)) for m, d in [(1, 31), (2, 1), (5, 31), (6, 1)]] == [
        False, True, True, False,
    ]  # fmt: skip
    assert indicatie.skelet()["gegevens"]["indicatie_einddatum"] == "2026-05-31"
    assert any("vervalt op 2026-06-01" in w for w in indicatie.waarschuwingen)
    assert een(einddatum="2026-03-31", vervaldatum="2026-06-01").laatste_dag == date(2026, 3, 31)
    einde = een(einddatum="2026-12-31")
    assert einde.geldig_op(date(2026, 12, 31)) and not einde.geldig_op(date(2027, 1, 1)) and not einde.waarschuwingen


@pytest.mark.parametrize("vervaldatum", ["2026-02-01", "2025-12-31", "0001-01-01"])
def test_nooit_geldig_laat_de_datums_weg(vervaldatum: str) -> None:
    indicatie = een(vervaldatum=vervaldatum)
    assert not indicatie.geldig_op(date(2026, 2, 1))
    assert not {"indicatie_ingangsdatum", "indicatie_einddatum"} & set(indicatie.skelet()["gegevens"])
    assert any("nooit gegolden" in w for w in indicatie.waarschuwingen)


TWEE = [
    {"zzpCode": "812", "ingangsdatum": "2026-07-01", "einddatum": None},
    {"zzpCode": "808", "ingangsdatum": "2026-02-01", "einddatum": "2026-06-30"},
]


@pytest.mark.parametrize(
    ("peildatum", "profiel"),
    [(None, "VG7"), (date(2026, 7, 1), "VG7"), (date(2026, 6, 30), "VG5"), (date(2026, 1, 1), None)],
)
def test_van_meer_profielen_telt_dat_van_de_peildatum(peildatum: date | None, profiel: str | None) -> None:
    indicatie = een(peildatum, geindiceerdZorgzwaartepakket=TWEE)
    assert indicatie.zorgprofiel == profiel
    tekst = " ".join(indicatie.waarschuwingen)
    assert "VG5 (code '808') vanaf 2026-02-01 tot en met 2026-06-30" in tekst and "VG7 (code '812')" in tekst
    assert ("geldt niet op de peildatum" in tekst) == (peildatum == date(2026, 1, 1))


def test_twee_profielen_op_dezelfde_dag_worden_niet_geraden() -> None:
    beide = [{"zzpCode": code, "ingangsdatum": "2026-02-01"} for code in ("808", "812")]
    assert een(geindiceerdZorgzwaartepakket=beide).zorgprofiel is None


def test_van_overlappende_profielen_telt_het_laatste() -> None:
    open_einde = [TWEE[0], TWEE[1] | {"einddatum": None}]
    assert een(date(2026, 8, 1), geindiceerdZorgzwaartepakket=open_einde).zorgprofiel == "VG7"


def test_een_profiel_dat_voor_het_besluit_eindigt_wordt_gemeld() -> None:
    een_dag = {"zzpCode": "808", "ingangsdatum": "2026-02-01", "einddatum": "2026-02-01"}
    for einddatum, gemeld in [(None, True), ("2026-12-31", True), ("2026-02-01", False)]:
        indicatie = een(geindiceerdZorgzwaartepakket=[een_dag], einddatum=einddatum)
        assert indicatie.zorgprofiel == "VG5"
        assert any("eindigt op 2026-02-01" in w for w in indicatie.waarschuwingen) == gemeld


@pytest.mark.parametrize("leeg", [None, []])
def test_helemaal_geen_profiel(leeg: object) -> None:
    indicatie = een(geindiceerdZorgzwaartepakket=leeg)
    assert indicatie.zzp_code is None and any("geen zorgzwaartepakket" in w for w in indicatie.waarschuwingen)


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [("ingangsdatum", "2026-02-30"), ("ingangsdatum", None), ("afgiftedatum", "30-01-2026"),
     ("einddatum", "2025-01-01"), ("einddatum", ""), ("vervaldatum", "2026-13-01"),
     ("ingangsdatum", 20260201), ("ingangsdatum", "0000-01-01"),
     ("besluitnummer", 0), ("besluitnummer", None), ("besluitnummer", True), ("besluitnummer", "12x"),
     ("besluitnummer", 10**9), ("besluitnummer", {}), ("beperking", "tekst"), ("grondslag", [1])],
)  # fmt: skip
def test_onmogelijke_waarden_worden_bij_naam_geweigerd(naam: str, waarde: object) -> None:
    assert naam in geweigerd(KLEIN | {naam: waarde})


def test_alle_fouten_tegelijk() -> None:
    tekst = geweigerd([KLEIN | {"ingangsdatum": "2026-02-30", "besluitnummer": 0}, KLEIN | {"einddatum": "gisteren"}])
    assert "3 fouten" in tekst and "indicatie 1" in tekst and "indicatie 2" in tekst


# --- several decisions


def test_meer_berichten_en_clienten(tmp_path: Path) -> None:
    client = KLEIN_XML[KLEIN_XML.index("<b:Client>") : KLEIN_XML.index("</b:Clienten>")]
    ander = client.replace("900000009", "900000010").replace(BSN["A"], BSN["B"])
    dubbel = tmp_path / "twee.xml"
    dubbel.write_text(KLEIN_XML.replace(client, client + ander), encoding="utf-8")
    lijst = tmp_path / "lijst.json"
    lijst.write_text(json.dumps([KLEIN | {"besluitnummer": 900000011}, KLEIN]), encoding="utf-8")
    indicaties = lees_berichten([str(dubbel), str(lijst)])
    assert [i.besluitnummer for i in indicaties] == [900000009, 900000010, 900000011, 900000009]
    assert "2 keer aangeboden" in " ".join(indicaties[0].waarschuwingen)
    assert "900000011" in " ".join(indicaties[0].waarschuwingen)
    assert not indicaties[1].waarschuwingen


@pytest.mark.parametrize("vorm", [lambda i: i, lambda i: [i], lambda i: {"wlzIndicatie": [i]},
                                  lambda i: {"data": {"wlzIndicatie": i}}])  # fmt: skip
def test_vormen_van_een_antwoord_van_het_register(vorm: Any) -> None:
    assert lees(vorm(KLEIN))[0].skelet() == een().skelet()


def test_een_onvolledig_antwoord_van_het_register_wordt_gemeld() -> None:
    (indicatie,) = lees({"data": {"wlzIndicatie": [KLEIN]}, "errors": [{"message": "x"}]})
    assert any("niet volledig" in w for w in indicatie.waarschuwingen)


# --- other messages


@pytest.mark.parametrize(
    ("begin", "zegt"), [("AW39_*", ["AW39", "358", "IO31"]), ("NIEUWE_*_A_*", ["notificatie", "wlzIndicatie"])]
)
def test_andere_berichten_worden_genoemd(begin: str, zegt: list[str]) -> None:
    tekst = geweigerd(bestand(begin).read_bytes())
    assert all(woord in tekst for woord in zegt)


@pytest.mark.parametrize(
    ("inhoud", "zegt"),
    [("<html/>", "html"), ('<Bericht xmlns="http://www.istandaarden.nl/iwlz/2_2/aw33/schema"/>', "AW33"),
     ("{}", "leeg object"), ("[]", "geen enkele indicatie"), ("[1]", "gevonden 1"), ('{"data": null}', "niets"),
     ('{"errors": [{"message": "x"}], "data": null}', "foutmelding"), ('{"resourceType": "Bundle"}', "FHIR"),
     ('{"dossier": "x", "gegevens": {}}', "beoordeel"), ('{"data": {"bemiddeling": []}}', "bemiddeling"),
     ('"tekst"', "geen XML"), (KLEIN_XML.replace("b:Indicatie>", "b:Iets>"), "geen enkele indicatie"),
     (KLEIN_XML.replace(">388<", ">389<"), "389"),
     (KLEIN_XML.replace("<b:BerichtCode>388</b:BerichtCode>", ""), "zonder"),
     (KLEIN_XML.replace("<b:Besluitnummer>", "<b:Besluitnummer>1</b:Besluitnummer><b:Besluitnummer>"), "2 keer")],
)  # fmt: skip
def test_wat_geen_besluit_is_wordt_geweigerd_met_wat_het_is(inhoud: str, zegt: str) -> None:
    assert zegt in geweigerd(inhoud)


def test_namen_worden_herkend_zonder_voorvoegsel_of_naamruimte() -> None:
    kaal = KLEIN_XML.replace("b:", "").replace("i:", "").replace("xmln", "data-")
    kaal = kaal[: kaal.index("<Bericht")] + "<Bericht>" + kaal[kaal.index("<Header>") :]
    assert lees(kaal)[0].skelet() == een().skelet()


def test_een_andere_versie_van_het_bericht_wordt_gemeld() -> None:
    (indicatie,) = lees(KLEIN_XML.replace("<b:BerichtVersie>5<", "<b:BerichtVersie>6<"))
    assert any("versie '6'" in w for w in indicatie.waarschuwingen)


# --- no personal data


@pytest.mark.parametrize("letter", "ABC")
@pytest.mark.parametrize("soort", [xml, register])
def test_geen_persoonsgegevens_in_enige_uitvoer(letter: str, soort: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(str(soort(letter)), "--scores") == 0
    uit = capsys.readouterr()
    (indicatie,) = lees_berichten([str(soort(letter))])
    for tekst in (uit.out, uit.err, repr(indicatie), str(indicatie)):
        assert not any(geheim in tekst for geheim in (BSN[letter], "Voorbeeld", "Testpersoon", "Fictief", "0000AA"))


@pytest.mark.parametrize("bsn", ["123456780", "000000000", "99999001", "abcdefghi", ["999990019"], 12])
def test_een_fout_bsn_wordt_gemeld_maar_niet_getoond(bsn: object) -> None:
    indicatie = een(bsn=bsn)
    tekst = " ".join(indicatie.waarschuwingen)
    assert "BSN" in tekst and str(bsn) not in tekst + repr(indicatie)


def test_twee_verschillende_bsns_worden_gemeld() -> None:
    assert any("verschillen" in w for w in een(client={"bsn": BSN["B"]}).waarschuwingen)


def test_een_schrijffout_haalt_het_bericht_niet_aan() -> None:
    tekst = json.dumps(KLEIN).replace('"bsn": "', '"bsn" "')
    melding = geweigerd(tekst)
    assert "regel 1, kolom 8" in melding and BSN["A"] not in melding and "99999" not in melding


# --- the command line


def test_de_opdracht_geeft_een_skelet(capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(str(xml("A")), "--json") == 0
    uit = capsys.readouterr()
    assert json.loads(uit.out)["dossier"] == "CIZ-900000001" and uit.err == ""
    assert draai(str(xml("A")), str(register("B"))) == 0
    assert [d["dossier"] for d in json.loads(capsys.readouterr().out)] == ["CIZ-900000001", "CIZ-900000002"]


def test_de_opdrachtregel_waarschuwt_en_noemt_de_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = tmp_path / "b.json"
    rijen = stoornissen(("0401", "3"), ("0402", "9"), ("\x1b[31m", "\ud800"), ("0501", "7"))
    pad.write_text(json.dumps(KLEIN | {"stoornisScore": rijen}), encoding="utf-8")
    assert draai(str(pad), "--scores", "--peildatum", "2026-03-01") == 0
    uit = capsys.readouterr()
    assert "Let op (besluit 900000009): stoornis '0501': score '7'" in uit.err
    assert "gedrag - gemiddeld 3,00" in uit.err and "Verbaal agressief gedrag - Niet beoordeeld" in uit.err
    assert "\x1b" not in uit.err + uit.out and json.loads(uit.out)["waarschuwingen"]


def test_de_opdracht_leest_standaardinvoer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(xml("B").read_bytes())))
    assert draai("-") == 0
    assert json.loads(capsys.readouterr().out)["gegevens"]["zorgprofiel"] == "VG7"


def test_een_verkeerde_peildatum_krijgt_uitleg(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as einde:
        draai("x", "--peildatum", "31-02-2026")
    assert einde.value.code == 2 and "is geen datum" in capsys.readouterr().err


@pytest.mark.parametrize("pad", [xml("A"), register("B"), xml("C"), bestand("klein_register*")])
def test_de_uitvoer_is_een_dossier_voor_beoordeel(pad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(str(pad)) == 0
    (dossier,) = lees_dossiers(ontleed_json(capsys.readouterr().out, "uitvoer"), "uitvoer")
    (indicatie,) = lees_berichten([str(pad)])
    namen = dossier.als_namen()
    assert dossier.naam == f"CIZ-{indicatie.besluitnummer}" and namen["zorgprofiel"] == indicatie.zorgprofiel
    assert namen["indicatie_ingangsdatum"] == date(2026, 2, 1)
