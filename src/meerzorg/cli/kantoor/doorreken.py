"""`meerzorg doorreken`: computes what was asked on the screen Beleid; the office starts it itself."""

from __future__ import annotations

import argparse


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Het kantoor start dit zelf zodra iemand iets vraagt. Er kunnen er meer tegelijk draaien: elke doorrekening "
        "wordt door één opgepakt. Na een onderbreking: start opnieuw."
    )


def voer_uit(args: argparse.Namespace) -> int:
    import os
    import signal
    import sys

    from meerzorg.cli.kantoor.kantooromgeving import start_kantoor
    from regeltaal.fouten import Fout, InvoerFout

    os.nice(10)  # who works in the office goes first
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # told to end: what it was computing waits again
    start_kantoor()
    from meerzorg.wachtrij.soorten import soorten
    from meerzorg.wachtrij.werker import werk

    if missend := [soort.ontbreekt for soort in soorten() if not soort.kan_hier]:
        raise InvoerFout([Fout("omgeving", "onderdelen die ontbreken", nodig) for nodig in missend])
    aantal = werk(lambda regel: print(regel, flush=True))
    if not aantal:
        print("Er wacht geen doorrekening.")
    return 0
