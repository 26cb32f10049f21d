"""`meerzorg beoordeel`: dossiers in, decisions with reasons out."""

from __future__ import annotations

import argparse
import gc
import json
import sys


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dossier", metavar="DOSSIER.json", help="een dossier of een lijst van dossiers; - leest de standaardinvoer"
    )
    parser.add_argument(
        "--kader", metavar="ID", help="beoordeel volgens dit kader in plaats van dat van de aanvraagdatum"
    )
    parser.add_argument(
        "--interpretatie",
        metavar="NAAM=KEUZE",
        action="append",
        default=[],
        help="lees een open vraag anders dan standaard: route_5b=een_route of bekostigingsuren=zonder_behandeling",
    )
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")
    parser.add_argument(
        "--verklaring",
        action="store_true",
        help="met de hele redenering, regel voor regel (bij één dossier met --json altijd)",
    )
    parser.epilog = (
        'Een dossier is {"dossier": "naam", "gegevens": {…}}. Wat ontbreekt is onbekend; de uitkomst zegt wat '
        "nog gevraagd moet worden. Eindigt met 0 als is beoordeeld, met 2 als de invoer is geweigerd."
    )


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.cli.bestand import lees_json, noem
    from meerzorg.cli.opties import kader_optie, keuzes_optie
    from meerzorg.wet.beoordeling.beoordelen import beoordeel
    from meerzorg.wet.beoordeling.verslag import verslag
    from meerzorg.wet.lezen.dossier import lees_dossiers

    gekozen, keuzes = kader_optie(args.kader), keuzes_optie(args)
    kader = gekozen.id if gekozen else None
    data = lees_json(args.dossier, dubbelen_weigeren=False)
    lijst = isinstance(data, list)
    dossiers = lees_dossiers(data, noem(args.dossier))
    del data
    if not args.json:
        from meerzorg.cli.wet.rapport import rapport

        for nr, dossier in enumerate(dossiers):
            print("\n" * bool(nr) + rapport(beoordeel(dossier, kader, keuzes), verklaard=args.verklaring))
        return 0
    gc.freeze()  # what was read stays; the collector need not look at it again for every result
    schrijf, als_json = sys.stdout.write, json.JSONEncoder(ensure_ascii=False).encode
    schrijf("[" if lijst else "")
    for nr, dossier in enumerate(dossiers):
        uit = verslag(beoordeel(dossier, kader, keuzes), met_verklaring=args.verklaring or not lijst)
        schrijf((",\n" if nr else "") + als_json(uit.als_json()))
    schrijf("]\n" if lijst else "\n")
    return 0
