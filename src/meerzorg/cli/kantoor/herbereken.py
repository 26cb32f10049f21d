"""`meerzorg herbereken`: does every decision still follow from what was frozen with it?"""

from __future__ import annotations

import argparse

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Eindigt met 0 als elk besluit opnieuw dezelfde uitkomst en hetzelfde verslag geeft en elke brief nog "
        "gelijk is, anders met 1."
    )


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.dossier.herbereken import herbereken

    aantal = fout = 0
    for uitslag in herbereken():
        aantal += 1
        gevonden = [*uitslag.verschillen, *uitslag.brieffouten]
        if not gevonden:
            continue
        fout += 1
        waarom = " (met andere regels dan die van het besluit)" if uitslag.andere_regels else ""
        print(f"Besluit {uitslag.besluit.pk} in dossier {uitslag.besluit.dossier.nummer} is nu anders{waarom}:")
        for wat in gevonden:
            print(f"  - {wat}")
    print(f"{aantal} besluiten opnieuw berekend: {aantal - fout} gelijk, {fout} anders.")
    return 1 if fout else 0
