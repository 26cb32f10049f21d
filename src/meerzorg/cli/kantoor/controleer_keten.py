"""`meerzorg controleer-keten`: is everything still as it was stored?"""

from __future__ import annotations

import argparse

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Eindigt met 0 als alles klopt, met 1 als iets is veranderd, verdwenen of toegevoegd."


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.dossier.controle import controleer_alles
    from meerzorg.dossier.models import Ketenrij

    aantal = Ketenrij.objects.count()
    fouten = controleer_alles()
    if not fouten:
        print(f"Alles klopt: {aantal} handelingen, en alles wat daarmee is opgeslagen.")
        return 0
    print(f"Er klopt iets niet ({len(fouten)} keer, in {aantal} handelingen):")
    for fout in fouten:
        print(f"  - {fout}")
    return 1
