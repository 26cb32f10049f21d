"""`meerzorg verklaar`: the full explanation of one row of a population."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

ZAAD = 2026
HOOGSTE_RIJ = 10**12


def argumenten(parser: argparse.ArgumentParser) -> None:
    uitleg = "een populatie, zoals bij meerzorg simuleer; zonder bestand: de fictieve mensen"
    parser.add_argument("bestand", metavar="BESTAND", nargs="?", help=uitleg)
    parser.add_argument("--rij", type=int, required=True, metavar="N", help="het nummer van de rij; de eerste is 0")
    parser.add_argument(
        "--kader", metavar="ID", help="beoordeel volgens dit kader in plaats van dat van de aanvraagdatum"
    )
    parser.add_argument(
        "--norm", metavar="NAAM=WAARDE", action="append", default=[], help="een norm anders dan in de wet"
    )
    parser.add_argument("--zaad", type=int, metavar="S", help=f"zaad van de fictieve mensen (standaard {ZAAD})")
    parser.add_argument("--aannames", metavar="BESTAND.csv", help="eigen aannames over de fictieve mensen")
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON, met de hele redenering")
    parser.epilog = (
        "De uitkomst is die van dezelfde rij bij meerzorg simuleer, met hetzelfde bestand of zaad, hetzelfde kader en "
        "dezelfde normen."
    )


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.beleid.simulatie.kolommen import dossier, lees_kolommen
    from meerzorg.beleid.simulatie.plan import lees_plan
    from meerzorg.beleid.simulatie.uitleg import beoordeel_volgens
    from meerzorg.cli.wet.rapport import rapport
    from meerzorg.wet.beoordeling.verslag import verslag

    plan = lees_plan(_kader(args.kader), args.norm)
    tabel = _fictief(args) if args.bestand is None else _uit_bestand(args)
    beoordeling = beoordeel_volgens(plan, dossier(lees_kolommen(tabel, args.rij), 0, f"rij {args.rij}"))
    if args.json:
        normen = {"norm": dict(plan.aanpassingen)} if plan.aanpassingen else {}
        print(json.dumps(verslag(beoordeling, met_verklaring=True).als_json() | normen, ensure_ascii=False))
        return 0
    print(rapport(beoordeling, verklaard=True))
    if plan.aanpassingen:
        print("\nGewijzigde normen: " + ", ".join(f"{naam} = {waarde}" for naam, waarde in plan.aanpassingen))
    return 0


def _kader(naam: str | None) -> str | None:
    """The framework, one. Raises InvoerFout for a name that is none."""
    from meerzorg.beleid.simulatie.plan import OP_DATUM
    from meerzorg.cli.opties import kader_optie

    kader = kader_optie(naam) if naam != OP_DATUM else None
    return kader.id if kader else None


def _uit_bestand(args: argparse.Namespace) -> pl.DataFrame:
    from meerzorg.beleid.invoer.bestand import open_bestand
    from regeltaal.fouten import Fout, InvoerFout

    if args.zaad is not None or args.aannames:
        raise InvoerFout([Fout(args.bestand, "samen met --zaad of --aannames", "een van beide")])
    bestand = open_bestand(args.bestand)
    aantal = bestand.rijen
    if not aantal:
        raise InvoerFout([Fout(args.bestand, "geen enkele rij", "een bestand met ten minste één rij")])
    if not 0 <= args.rij < aantal:
        raise InvoerFout([Fout("--rij", str(args.rij), f"een heel getal van 0 tot en met {aantal - 1}")])
    return bestand.rij(args.rij)


def _fictief(args: argparse.Namespace) -> pl.DataFrame:
    """The person of this row: the same in a population of any size."""
    from meerzorg.beleid.invoer.aannames import aannames, lees_aannames
    from meerzorg.beleid.populatie.personen import Maker
    from meerzorg.beleid.populatie.trekking import BLOK
    from meerzorg.cli.bestand import lees_bytes
    from regeltaal.fouten import Fout, InvoerFout

    if not 0 <= args.rij < HOOGSTE_RIJ:
        raise InvoerFout([Fout("--rij", str(args.rij), f"een heel getal van 0 tot en met {HOOGSTE_RIJ - 1}")])
    van = lees_aannames(lees_bytes(args.aannames), args.aannames) if args.aannames else aannames()
    maker = Maker(args.rij + 1, ZAAD if args.zaad is None else args.zaad, van)
    return maker.blok(args.rij // BLOK).tail(1)
