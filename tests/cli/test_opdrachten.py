"""The command line as a user meets it: in Dutch, with pipes, with help for a typing mistake."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from gereedschap import vertaling
from meerzorg.cli.hoofd import OPDRACHTEN
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.vocabulaire import STAPPEN
from opdracht import geweigerd, meerzorg
from strategieen import KADER_IDS, vg8

IWLZ = Path(__file__).parents[1] / "gegevens" / "iwlz"
DOSSIER = json.dumps({"dossier": "Jansen", "gegevens": vg8()})
ENGELS = re.compile(
    r"\b(usage|options|optional|positional|arguments?|show|this|help message|exit|error|the|following|are|required"
    r"|unrecognized|invalid|choice|choose|expected|ambiguous|could|not|match|default|file|framework)\b",
    re.IGNORECASE,
)


def engels(tekst: str) -> list[str]:
    return ENGELS.findall(re.sub(r"--\w+|-h\b", "", tekst))


# --- help ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opdracht", [[], *([naam] for naam in OPDRACHTEN)], ids=" ".join)
def test_uitleg_is_nederlands(opdracht: list[str]) -> None:
    uit = meerzorg(*opdracht, "--help")
    tekst = uit.stdout.decode()
    assert (uit.returncode, uit.stderr) == (0, b"")
    assert tekst.startswith(f"gebruik: {' '.join(['meerzorg', *opdracht])}")
    assert "toon deze uitleg" in tekst
    assert engels(tekst) == []
    if not opdracht:
        assert all(naam in tekst and uitleg in " ".join(tekst.split()) for naam, uitleg in OPDRACHTEN.items())


@pytest.mark.parametrize(
    "argumenten",
    [
        "",
        "beordeel -",
        "beoordeel",
        "beoordeel - --onzin",
        "beoordeel - --kader",
        "beoordeel a b",
        "regels --json=ja",
        "indicatie x.xml --peildatum morgen",
        "termijnen",
        "--onzin",
    ],
)
def test_verkeerde_opdracht_wordt_in_het_nederlands_gemeld(argumenten: str) -> None:
    uit = meerzorg(*shlex.split(argumenten))
    melding = uit.stderr.decode()
    assert (uit.returncode, uit.stdout) == (2, b"")
    assert melding.startswith("gebruik: meerzorg")
    assert engels(melding) == []


def test_onbekende_optie_noemt_de_bedoelde() -> None:
    uit = meerzorg("simuleer", "--norn", "urendrempel=0.2")
    melding = uit.stderr.decode()
    assert uit.returncode == 2 and melding.startswith("gebruik: meerzorg simuleer")
    assert "onbekend: --norn urendrempel=0.2. Bedoelt u misschien '--norm'?" in melding


def test_versie() -> None:
    assert re.fullmatch(rb"meerzorg \d+\.\d+\.\d+\n", meerzorg("--versie").stdout)


@pytest.mark.parametrize("opdracht", ["beoordeel -", "regels"])
@pytest.mark.parametrize(("kader", "bedoeld"), [("beleidskader2026", "beleidskader-2026"), ("rlz2027", "rlz-2027")])
def test_onbekend_kader(opdracht: str, kader: str, bedoeld: str) -> None:
    melding = geweigerd(meerzorg(*opdracht.split(), "--kader", kader, invoer=DOSSIER))
    assert f"--kader: gevonden '{kader}'" in melding
    assert f"Bedoelt u misschien '{bedoeld}'?" in melding


# --- pipes --------------------------------------------------------------------------------------------------------


def test_standaardinvoer_is_hetzelfde_als_een_bestand(tmp_path: Path) -> None:
    bestand = tmp_path / "dossier.json"
    bestand.write_text(DOSSIER, "utf-8")
    for vorm in ([], ["--json"], ["--verklaring"], ["--kader", "rlz-2025"]):
        uit = meerzorg("beoordeel", str(bestand), *vorm)
        assert uit.returncode == 0
        assert uit.stdout == meerzorg("beoordeel", "-", *vorm, invoer=DOSSIER).stdout


@pytest.mark.parametrize("bericht", ["IO31_A_vg8_meerzorg_ja.xml", "QIR-0001-ZKi_response_A_vg8_meerzorg_ja.json"])
def test_van_indicatie_naar_beoordeling(bericht: str) -> None:
    """The decision of the CIZ goes in as it came; out comes what is still to be asked."""
    indicatie = meerzorg("indicatie", str(IWLZ / bericht))
    assert indicatie.returncode == 0
    uit = meerzorg("beoordeel", "-", "--json", invoer=indicatie.stdout)
    assert (uit.returncode, uit.stderr) == (0, b"")
    v = json.loads(uit.stdout)
    assert v["uitkomst"] == "onbepaald"
    assert "zorgprofiel" not in [vraag["gegeven"] for vraag in v["openstaand"]]


@pytest.mark.parametrize("opdracht", ["regels", "regels --json", "beoordeel - --json", "beoordeel - --verklaring"])
def test_wie_ophoudt_met_lezen_krijgt_geen_foutmelding(opdracht: str) -> None:
    """As in `meerzorg … | head`: the reader closes the pipe, the program stops quietly."""
    invoer = "[" + ",".join([DOSSIER] * 50) + "]"
    proces = subprocess.Popen(
        [sys.executable, "-m", "meerzorg", *opdracht.split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert proces.stdin and proces.stdout and proces.stderr
    proces.stdout.close()
    if "-" in opdracht.split():
        proces.stdin.write(invoer.encode())
    proces.stdin.close()
    assert (proces.wait(60), proces.stderr.read()) == (0, b"")
    proces.stderr.close()


# --- the report ---------------------------------------------------------------------------------------------------


def test_rapport_zegt_uitkomst_waarom_bedrag_en_bron() -> None:
    tekst = meerzorg("beoordeel", "-", invoer=DOSSIER).stdout.decode()
    for deel in ("Jansen", "meerzorg", "beleidskader-2026", "€ 131.000", "€ 99.392", "Rlz art. 2.2", "3 mei 2028"):
        assert deel in tekst
    assert "None" not in tekst
    assert max(map(len, (regel for regel in tekst.splitlines() if "http" not in regel))) <= 110


@pytest.mark.parametrize("kader", KADER_IDS)
def test_rapport_van_een_leeg_dossier_vraagt(kader: str) -> None:
    for keuze in ([], ["--kader", kader]):
        tekst = meerzorg("beoordeel", "-", *keuze, invoer='{"gegevens": {}}').stdout.decode()
        assert "Op welke datum is de aanvraag ontvangen?" in tekst
        assert "None" not in tekst


def test_rapport_van_een_afwijzing_zegt_wat_wel_kan() -> None:
    gegevens = vg8(bijzondere_zorgbehoefte="nee")
    tekst = " ".join(meerzorg("beoordeel", "-", invoer=json.dumps({"gegevens": gegevens})).stdout.decode().split())
    assert "er is geen bijzondere zorgbehoefte" in tekst.lower()
    assert "Met Extra kosten thuis (EKT): tot een totaal van € 124.240 per jaar" in tekst
    assert "Het gewone basisbudget blijft" in tekst


@pytest.mark.parametrize("tekenset", ["latin-1", "ascii"])
def test_rapport_op_een_oude_console(tekenset: str) -> None:
    """A console that has no € still gets the whole report."""
    uit = meerzorg("beoordeel", "-", invoer=DOSSIER, PYTHONIOENCODING=tekenset)
    assert (uit.returncode, uit.stderr) == (0, b"")
    assert b"UITKOMST: Meerzorg toegekend" in uit.stdout and b"131.000" in uit.stdout


# --- the rules ----------------------------------------------------------------------------------------------------


def test_regels_noemt_elke_regel_van_elk_kader() -> None:
    boek = json.loads(meerzorg("regels", "--json").stdout)
    assert [kader["id"] for kader in boek["kaders"]] == list(KADER_IDS)
    for kader in boek["kaders"]:
        regels = regelset(kader["id"])
        assert {regel["regel"] for regel in kader["regels"]} == set(regels.regels)
        assert [stap["stap"] for stap in kader["stappen"]] == [stap.id for stap in KADERS[kader["id"]].stappen]
        for regel in kader["regels"]:
            assert regel["stap"] in STAPPEN
            assert regel["zin"].endswith(".")
            assert regel["invoer"] == regels.invoer_van(regel["regel"])
            assert regel["bronnen"] and all(bron["titel"] and bron["url"] for bron in regel["bronnen"])
    normen = {norm["norm"] for norm in boek["normen"]}
    assert {norm["norm"] for kader in boek["kaders"] for regel in kader["regels"] for norm in regel["normen"]} == normen
    assert {"urendrempel", "ekt_percentage", "basisbedrag"} <= normen


def test_een_regel_toont_waar_zij_op_rust() -> None:
    (kader,) = json.loads(meerzorg("regels", "--json", "--kader", "beleidskader-2026").stdout)["kaders"]
    (uren,) = (regel for regel in kader["regels"] if regel["regel"] == "overstijgt_uren")
    assert uren["stap"] == "5a"
    assert {"zorgprofiel", "benodigde_uren", "bijzondere_zorgsoort"} == set(uren["invoer"])
    assert [norm["norm"] for norm in uren["normen"]] == ["urendrempel"]
    assert [bron["titel"] for bron in uren["bronnen"]] == ["Rlz art. 2.2 lid 3"]


@pytest.mark.parametrize("kader", KADER_IDS)
def test_regels_als_tekst(kader: str) -> None:
    tekst = meerzorg("regels", "--kader", kader).stdout.decode()
    assert [ander for ander in KADER_IDS if f"({ander})" in tekst] == [kader]
    assert [naam for naam in regelset(kader).regels if f"] {naam} (" not in tekst] == []
    assert "None" not in tekst


def test_de_vertaling_van_argparse_is_vers() -> None:
    assert vertaling.DOEL.read_bytes() == vertaling.catalogus(vertaling.WOORDEN)
