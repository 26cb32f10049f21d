"""The example dossiers: each gives what is stated here, and together they reach every outcome and every ground."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from meerzorg.cli.bestand import lees_json
from meerzorg.cli.wet.rapport import rapport
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.beoordeling.verklaring import sha256_van
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.lezen.dossier import lees_dossier
from meerzorg.wet.procedure.kaders import OP_DATUM
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.termijnen.berekening import termijnen
from meerzorg.wet.termijnen.gebeurtenissen import lees_gebeurtenissen

MAP = Path(__file__).parents[2] / "voorbeelden"
BESTANDEN = {bestand.stem: bestand for bestand in sorted(MAP.glob("*.json"))}

# The outcome of each example, by its number, and the grounds of a refusal.
VERWACHT = {
    "01": "meerzorg",
    "02": "meerzorg",
    "03": "meerzorg",
    "04": "ekt",
    "05": "toeslag",
    "06": "regulier",
    "07": "ekt",
    "08": "bijzondere_situatie",
    "09": "overgang",
    "10": "herindicatie",
    "11": "buiten_kader",
    "12": "geen_geldige_indicatie",
    "13": "onbepaald",
    "14": "afwijzing: geen_profielrecht",
    "15": "afwijzing: niet_verantwoord_thuis",
    "16": "afwijzing: ondoelmatig, onrechtmatig",
    "17": "afwijzing: geen_bijzondere_zorgbehoefte, geen_omgevingsfactor",
    "18": "afwijzing: onder_urendrempel, geen_omgevingsfactor",
    "19": "tijdelijk_verlengd",
    "20": "tijdelijk_toegekend",
    "21": "meerzorg",
    "22": "afwijzing: geen_profielrecht",
    "23": "afwijzing: niet_verantwoord_thuis",
    "24": "afwijzing: ondoelmatig, onrechtmatig",
    "25": "afwijzing: onder_urendrempel",
    "26": "afwijzing: geen_bijzondere_zorgbehoefte",
    "27": "meerzorg",
    "28": "afwijzing: geen_profielrecht",
    "29": "afwijzing: niet_verantwoord_thuis",
    "30": "afwijzing: ondoelmatig, onrechtmatig",
    "31": "afwijzing: geen_bijzondere_zorgbehoefte, geen_omgevingsfactor",
}


class Voorbeeld(NamedTuple):
    """One file as a user gives it, and its assessment."""

    toelichting: str
    beoordeling: Beoordeling

    @property
    def kader(self) -> str:
        assert self.beoordeling.kader is not None
        return self.beoordeling.kader.id

    @property
    def uitkomst(self) -> str:
        """The outcome with its grounds, as `VERWACHT` and README.md write it."""
        return ": ".join(filter(None, [self.beoordeling.uitkomst, ", ".join(self.beoordeling.gronden)]))


def lees(bestand: Path) -> Voorbeeld:
    data = lees_json(str(bestand))
    return Voorbeeld(data["toelichting"], beoordeel(lees_dossier(data, bestand.name)))


VOORBEELDEN = {naam: lees(bestand) for naam, bestand in BESTANDEN.items()}


def vingerafdruk(naam: str) -> str:
    return sha256_van(verslag(lees(BESTANDEN[naam]).beoordeling, met_verklaring=True).als_json())


def test_elk_voorbeeld_staat_in_de_tabel_en_geeft_wat_daar_staat() -> None:
    assert {naam[:2]: voorbeeld.uitkomst for naam, voorbeeld in VOORBEELDEN.items()} == VERWACHT


def test_samen_bereiken_zij_elke_uitkomst() -> None:
    assert {voorbeeld.beoordeling.uitkomst for voorbeeld in VOORBEELDEN.values()} == set(UITKOMSTEN)


@pytest.mark.parametrize("kader", OP_DATUM, ids=lambda kader: kader.id)
def test_samen_bereiken_zij_elke_grond_van_het_kader(kader) -> None:
    van_kader = [voorbeeld for voorbeeld in VOORBEELDEN.values() if voorbeeld.kader == kader.id]
    assert {grond for voorbeeld in van_kader for grond in voorbeeld.beoordeling.gronden} == set(kader.gronden)


def test_alleen_het_onbesliste_voorbeeld_heeft_vragen_over() -> None:
    for naam, voorbeeld in VOORBEELDEN.items():
        onbepaald = voorbeeld.beoordeling.uitkomst == "onbepaald"
        assert bool(voorbeeld.beoordeling.openstaand) is onbepaald, naam


def test_in_een_verschilt_het_oordeel_van_het_beperkingenbeeld() -> None:
    afwijkend = [
        naam
        for naam, voorbeeld in VOORBEELDEN.items()
        if any(deel.medisch for deel in verslag(voorbeeld.beoordeling).waarschuwingen)
    ]
    assert afwijkend == ["02-vg7-vrouw-met-moeilijk-gedrag"]


def test_met_het_begrensde_tarief_past_het_budgetplan() -> None:
    beoordeling = VOORBEELDEN["04-lg7-budgetplan-boven-maximumtarief"].beoordeling
    plan = beoordeling.dossier.budgetplan
    assert plan is not None and plan.totaal is not None and len(plan.waarschuwingen) == 1
    grens = beoordeling.w["basisbudget"] + beoordeling.w["ekt_ruimte"]
    zonder_maximum = sum(regel.per_jaar * regel.tarief // regel.toegestaan_tarief for regel in plan.regels)
    assert plan.totaal <= grens < zonder_maximum


def test_zonder_de_uren_van_2026_was_het_voorbeeld_van_2027_een_afwijzing() -> None:
    dossier = VOORBEELDEN["27-vg8-zonder-urendrempel-2027"].beoordeling.dossier
    assert beoordeel(dossier, "beleidskader-2026").gronden == ("onder_urendrempel", "geen_omgevingsfactor")


def test_de_tabel_in_de_leesmij_klopt() -> None:
    regels = (MAP / "README.md").read_text("utf-8").splitlines()
    rijen = [[vak.strip() for vak in regel.strip("|").split("|")] for regel in regels if regel.startswith("| [")]
    assert rijen == [
        [f"[{naam}]({naam}.json)", voorbeeld.toelichting, voorbeeld.uitkomst, voorbeeld.kader]
        for naam, voorbeeld in VOORBEELDEN.items()
    ]


def test_de_uitkomst_in_de_leesmij_van_het_project_is_echt() -> None:
    leesmij = (MAP.parent / "README.md").read_text("utf-8")
    getoond = leesmij.split("```text\n")[1].split("\n```")[0]
    assert rapport(VOORBEELDEN["17-vg8-een-euro-boven-ekt"].beoordeling).startswith(getoond + "\n")


def test_elke_uitkomst_is_elke_keer_dezelfde() -> None:
    eerst = {naam: vingerafdruk(naam) for naam in BESTANDEN}
    assert {naam: vingerafdruk(naam) for naam in BESTANDEN} == eerst
    for zaad in ("1", "2"):
        assert in_ander_proces(zaad) == eerst


def in_ander_proces(zaad: str) -> dict[str, str]:
    """The fingerprints as a fresh process finds them, through the command line, with another order of sets."""
    opdracht = (
        "import contextlib, io, json, sys\n"
        "from meerzorg.cli import main\n"
        "for bestand in sys.argv[1:]:\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as uit:\n"
        "        assert main(['beoordeel', bestand, '--json']) == 0\n"
        "    print(uit.getvalue().strip())\n"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", opdracht, *map(str, BESTANDEN.values())],
        env={**os.environ, "PYTHONHASHSEED": zaad, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    uitvoer = map(json.loads, klaar.stdout.splitlines())
    return {naam: sha256_van(uit) for naam, uit in zip(BESTANDEN, uitvoer, strict=True)}


@pytest.mark.parametrize(
    ("bestand", "verwacht"),
    [
        (
            "01-aanvraag-met-aanvulling.json",
            {
                "beslistermijn": "2026-06-22",
                "hersteltermijn": "2026-05-18",
                "bezwaartermijn": "2026-07-27",
                "beslistermijn_bezwaar": "2026-09-07",
            },
        ),
        (
            "02-bezwaar-met-advies-zorginstituut.json",
            {
                "bezwaartermijn": "2026-05-26",
                "beslistermijn_bezwaar": "2026-10-20",
                "advies_zorginstituut": "2026-08-17",
            },
        ),
    ],
)
def test_de_gebeurtenissen_geven_deze_termijnen(bestand: str, verwacht: dict[str, str]) -> None:
    gebeurtenissen = lees_gebeurtenissen(lees_json(str(MAP / "termijnen" / bestand)))
    laatste = max(gebeurtenis.datum for gebeurtenis in gebeurtenissen)
    gevonden = termijnen(gebeurtenissen, laatste)
    assert {termijn.termijn: termijn.uiterlijk.isoformat() for termijn in gevonden} == verwacht


def test_elk_bestand_met_gebeurtenissen_wordt_getoetst() -> None:
    assert [bestand.name for bestand in sorted((MAP / "termijnen").iterdir())] == [
        "01-aanvraag-met-aanvulling.json",
        "02-bezwaar-met-advies-zorginstituut.json",
    ]
