"""`meerzorg verklaar`: the full explanation of one row of a population."""

from __future__ import annotations

import argparse
import json


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bestand", metavar="BESTAND.parquet", help="een populatie, zoals bij meerzorg simuleer")
    parser.add_argument("--rij", type=int, required=True, metavar="N", help="het nummer van de rij; de eerste is 0")
    parser.add_argument(
        "--kader", metavar="ID", help="beoordeel volgens dit kader in plaats van dat van de aanvraagdatum"
    )
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON, met de hele redenering")


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.beleid.bestand import open_bestand
    from meerzorg.beleid.kolommen_wet import dossier, lees_kolommen
    from meerzorg.cli.rapport import rapport
    from meerzorg.taal.fouten import Fout, InvoerFout
    from meerzorg.taal.kolommen import OP_DATUM
    from meerzorg.wet.beoordeling import beoordeel
    from meerzorg.wet.regelboek import kader_of_fout
    from meerzorg.wet.verslag import verslag

    kader = kader_of_fout(args.kader).id if args.kader and args.kader != OP_DATUM else None
    bestand = open_bestand(args.bestand)
    aantal = bestand.rijen
    if not aantal:
        raise InvoerFout([Fout(args.bestand, "geen enkele rij", "een bestand met ten minste één rij")])
    if not 0 <= args.rij < aantal:
        raise InvoerFout([Fout("--rij", str(args.rij), f"een heel getal van 0 tot en met {aantal - 1}")])
    tabel = bestand.rij(args.rij)
    beoordeling = beoordeel(dossier(lees_kolommen(tabel, args.rij), 0, f"rij {args.rij}"), kader)
    if args.json:
        print(json.dumps(verslag(beoordeling, met_verklaring=True), ensure_ascii=False))
    else:
        print(rapport(beoordeling, verklaard=True))
    return 0
