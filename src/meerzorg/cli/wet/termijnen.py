"""`meerzorg termijnen`: the statutory deadlines that follow from a list of events."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meerzorg.wet.termijnen.termijn import Termijn

NAMEN = {
    "beslistermijn": "Besluit op de aanvraag",
    "hersteltermijn": "Aanvulling van de aanvraag of het bezwaar",
    "bezwaartermijn": "Bezwaar maken",
    "beslistermijn_bezwaar": "Beslissing op het bezwaar",
    "advies_zorginstituut": "Advies van het Zorginstituut",
    "dwangsom_start": "Dwangsom",
}


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command to `parser`."""
    parser.description = "Bereken de wettelijke termijnen uit wat er met een aanvraag is gebeurd."
    parser.add_argument(
        "bestand", metavar="GEBEURTENISSEN.json", help="bestand met gebeurtenissen, of - voor de standaardinvoer"
    )
    parser.add_argument("--json", action="store_true", help="geef het resultaat als JSON")
    parser.add_argument(
        "--vandaag",
        metavar="DATUM",
        help="reken alsof het deze dag is (jjjj-mm-dd); alleen van belang zolang een aanvulling nog niet binnen is",
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Print the deadlines and return 0; raises InvoerFout when the input is refused."""
    from meerzorg.cli.bestand import lees_json
    from meerzorg.wet.termijnen.berekening import lees_gebeurtenissen, termijnen

    vandaag = _vandaag(args.vandaag)
    gevonden = termijnen(lees_gebeurtenissen(lees_json(args.bestand)), vandaag)
    if args.json:
        print(json.dumps({"termijnen": [t.als_json() for t in gevonden]}, ensure_ascii=False, indent=2))
    else:
        print(verslag(gevonden))
    return 0


def verslag(gevonden: list[Termijn]) -> str:
    """The deadlines as a readable Dutch report: the day first, below it how it was calculated."""
    from meerzorg.wet.termijnen.kalender import voluit

    if not gevonden:
        return "Uit deze gebeurtenissen volgt nog geen termijn."
    blokken = []
    for termijn in gevonden:
        wanneer = "vanaf" if termijn.termijn == "dwangsom_start" else "uiterlijk"
        stil = " (staat nu stil)" if termijn.loopt_nog else ""
        kop = f"{NAMEN[termijn.termijn]}: {wanneer} {voluit(termijn.uiterlijk)}{stil}"
        blokken.append("\n".join([kop, *(f"  - {regel}" for regel in termijn.berekening.splitlines())]))
    return "\n\n".join(blokken)


def _vandaag(tekst: str | None) -> date:
    from meerzorg.klok import vandaag
    from meerzorg.wet.termijnen.gebeurtenissen import DATUM_TOEGESTAAN, lees_datum
    from regeltaal.fouten import Fout, InvoerFout, getoond

    dag = vandaag() if tekst is None else lees_datum(tekst)
    if dag is None:
        raise InvoerFout([Fout("--vandaag", getoond(tekst), DATUM_TOEGESTAAN)])
    return dag
