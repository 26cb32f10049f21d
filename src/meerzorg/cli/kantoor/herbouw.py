"""`meerzorg herbouw`: the columns for lists, filled anew from what is recorded."""

from __future__ import annotations

import argparse

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Verandert niets aan wat is vastgelegd, alleen aan wat de lijsten ervan tonen."


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.dossier.herbereken import herbouw
    from meerzorg.dossier.models import Dossier
    from meerzorg.klok import vandaag

    anders = 0
    for nummer, kolommen in herbouw(vandaag()):
        anders += 1
        print(f"{nummer}: {', '.join(kolommen)}")
    print(f"{Dossier.objects.count()} dossiers nagelopen; {anders} waren anders en zijn bijgewerkt.")
    return 0
