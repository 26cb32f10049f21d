"""`meerzorg indicatie`: a decision of the CIZ becomes the start of a dossier."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meerzorg.koppeling.indicatie import Indicatie


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to `parser`."""
    parser.description = (
        "Leest het indicatiebesluit van het CIZ en maakt er het begin van een dossier van. "
        "Het dossier komt op de uitvoer als JSON; waarschuwingen komen apart op de foutuitvoer. "
        "Namen, adressen en het BSN komen niet in het dossier."
    )
    parser.epilog = "Voorbeeld: meerzorg indicatie IO31.xml | meerzorg beoordeel -"
    parser.add_argument(
        "berichten",
        metavar="BERICHT",
        nargs="+",
        help="bestand met een IO31 (XML) of het antwoord van het indicatieregister (JSON); - is de standaardinvoer",
    )
    parser.add_argument("--json", action="store_true", help="JSON op de uitvoer (dat gebeurt altijd)")
    parser.add_argument(
        "--peildatum",
        type=_datum,
        metavar="JJJJ-MM-DD",
        help="kies het zorgprofiel dat op deze dag geldt (anders: het profiel met de laatste ingangsdatum)",
    )
    parser.add_argument("--scores", action="store_true", help="toon de scores per vraag als tabel op de foutuitvoer")


def voer_uit(args: argparse.Namespace) -> int:
    """Prints the dossier skeletons; 0 when all was read. Raises InvoerFout when a message was refused."""
    indicaties = _lees(args.berichten, args.peildatum)
    for indicatie in indicaties:
        for waarschuwing in indicatie.waarschuwingen:
            print(f"Let op (besluit {indicatie.besluitnummer}): {waarschuwing}", file=sys.stderr)
        if args.scores:
            print(_tabel(indicatie), file=sys.stderr)
    skeletten = [indicatie.skelet() for indicatie in indicaties]
    beperkt = not (sys.stdout.encoding or "").lower().startswith("utf")  # then \u escapes: always readable as JSON
    print(json.dumps(skeletten[0] if len(skeletten) == 1 else skeletten, ensure_ascii=beperkt, indent=2))
    return 0


def _lees(paden: list[str], peildatum: date | None) -> list[Indicatie]:
    """Every indication in these files, with a warning where they overlap. Raises InvoerFout with the faults of all."""
    from meerzorg.cli.bestand import lees_bytes, noem
    from meerzorg.koppeling.iwlz import MAXIMUM_BYTES, lees_bericht, met_samenloop
    from regeltaal.fouten import Fout, InvoerFout

    indicaties: list[Indicatie] = []
    fouten: list[Fout] = []
    for pad in paden:
        try:
            indicaties += lees_bericht(lees_bytes(pad, MAXIMUM_BYTES), noem(pad), peildatum)
        except InvoerFout as fout:
            fouten += fout.fouten
    if fouten:
        raise InvoerFout(fouten)
    return met_samenloop(indicaties)


def _datum(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{tekst!r} is geen datum; schrijf bijvoorbeeld 2026-03-01") from None


def _tabel(indicatie: Indicatie) -> str:
    """The item scores with their texts, per domain, and the mean of each domain."""
    from meerzorg.koppeling.codelijsten import domeinen_op
    from meerzorg.koppeling.indicatie import afgerond
    from regeltaal.fouten import getoond

    domein_van = domeinen_op(indicatie.afgiftedatum)
    regels = [f"Scores in besluit {indicatie.besluitnummer}"]
    for domein, gemiddelde in [*indicatie.gemiddelden().items(), (None, None)]:
        groep = [s for s in indicatie.scores if domein_van.get((s.codelijst, s.vraag)) == domein]
        if not groep:
            continue
        getal = f"gemiddeld {afgerond(gemiddelde)}".replace(".", ",") if gemiddelde is not None else "geen gemiddelde"
        kop = domein.replace("_", " ") if domein else "telt in geen domein mee"
        regels.append(f"\n{kop} - {getal}" if domein else f"\n{kop}")
        for score in groep:
            soort = "beperking" if score.codelijst == "COD825" else "stoornis"
            code = score.vraag if score.vraag.isascii() and score.vraag.isalnum() else getoond(score.vraag)
            waarde = score.gevonden if score.gevonden in tuple("012379") else getoond(score.gevonden)
            regels.append(f"  {soort:9} {code:6.12} {waarde:3.8} {score.vraagtekst} - {score.scoretekst}")
    return "\n".join(regels) + "\n"
