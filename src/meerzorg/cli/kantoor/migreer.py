"""`meerzorg migreer`: the tables of the database, made or brought up to date."""

from __future__ import annotations

import argparse
import sys


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "De database staat in MEERZORG_DATABASE. Nog een keer uitvoeren mag: dan gebeurt er niets. "
        "Ook twee keer tegelijk mag: de een wacht op de ander."
    )


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.cli.kantoor.kantooromgeving import start_django, storing_gemeld, weiger_nieuwer

    start_django()
    from meerzorg.web.migraties import werk_bij

    with storing_gemeld():
        aantal = werk_bij(weiger_nieuwer, _wacht)
    print(f"De database is bijgewerkt ({aantal} stappen)." if aantal else "De database was al bij.")
    return 0


def _wacht() -> None:
    print("Een andere migreer is bezig. Deze wacht tot die klaar is.", file=sys.stderr, flush=True)
