"""The main command: Dutch help, one module per command, one place where refused input becomes a message."""

from __future__ import annotations

import argparse
import errno
import gettext
import importlib
import io
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

KAMERS: dict[str, dict[str, str]] = {
    "wet": {
        "beoordeel": "beoordeel een of meer dossiers",
        "termijnen": "bereken de wettelijke termijnen van een zaak",
        "regels": "toon de regels zoals ze worden uitgevoerd",
        "indicatie": "lees een indicatiebesluit van het CIZ als begin van een dossier",
    },
    "beleid": {
        "simuleer": "reken de regels door voor een hele populatie",
        "verklaar": "leg de uitkomst van één mens uit een populatie uit",
        "bewijs": "bewijs wat de regels beloven, of geef een tegenvoorbeeld",
    },
    "kantoor": {
        "migreer": "maak de tabellen van het kantoor, of werk ze bij",
        "gebruiker": "maak een account, zoals van de eerste beheerder",
        "dien": "start de webserver van het kantoor",
        "lees-ciz": "neem berichten van het CIZ over in de dossiers",
        "dagelijks": "doe het dagelijkse werk van het kantoor: meldingen, termijnen, zegels",
        "doorreken": "reken door wat op het scherm Beleid is gevraagd",
        "controleer-keten": "zoek in het logboek en de dossiers naar wat achteraf is veranderd",
        "herbereken": "bereken elk besluit opnieuw en vergelijk het",
        "herbouw": "vul de kolommen voor lijsten opnieuw uit wat is vastgelegd",
        "rechten": "toon wie wat mag, als tabel",
    },
}
"""The commands by their room, in the order of the help."""
OPDRACHTEN = {opdracht: uitleg for opdrachten in KAMERS.values() for opdracht, uitleg in opdrachten.items()}
KAMER_VAN = {opdracht: kamer for kamer, opdrachten in KAMERS.items() for opdracht in opdrachten}
VOL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
EXTRA = KAMER_VAN | {"indicatie": "keten", "doorreken": "beleid"}
"""Which extra a command needs; those of the law need none."""
VERTALING = Path(__file__).with_name("vertaling")
"""What argparse says, in Dutch: made by gereedschap.vertaling, read by gettext."""


class Ontleder(argparse.ArgumentParser):
    """An argument parser that speaks Dutch."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(**{"formatter_class": _breed} | opties)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")

    def weiger(self, vreemd: list[str]) -> NoReturn:
        """Refuses arguments that do not exist, with the nearest name that does."""
        from regeltaal.fouten import dichtstbij

        bedoeld = dichtstbij(vreemd[0].partition("=")[0], self._option_string_actions)
        self.error(f"onbekend: {' '.join(vreemd)}" + (f". Bedoelt u misschien '{bedoeld}'?" if bedoeld else ""))


def _breed(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, max_help_position=30, width=100)


def ontleder(opdracht: str | None = None) -> Ontleder:
    """The parser; only the arguments of `opdracht` are filled in, so that help is quick."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("argparse", VERTALING)
    gettext.textdomain("argparse")
    hoofd = Ontleder(
        prog="meerzorg",
        description="Meerzorg thuis (Wlz): van aanvraag naar besluit, regel voor regel uitgelegd.",
        epilog="Meer over een opdracht: meerzorg OPDRACHT --help",
    )
    hoofd.add_argument("--versie", action="version", version=_versie(), help="toon de versie")
    delen = hoofd.add_subparsers(
        dest="opdracht", metavar="OPDRACHT", required=True, title="opdrachten", parser_class=Ontleder
    )
    for naam, uitleg in OPDRACHTEN.items():
        deel = delen.add_parser(naam, help=uitleg, description=uitleg[0].upper() + uitleg[1:] + ".")
        if naam == opdracht:
            deel.set_defaults(deel=deel)
            _module(naam).argumenten(deel)
    return hoofd


def voer_uit(argv: list[str]) -> int:
    """Runs the command in `argv`; refused input becomes a message on standard error and exit code 2."""
    for uitvoer in (sys.stdout, sys.stderr):
        if isinstance(uitvoer, io.TextIOWrapper):
            uitvoer.reconfigure(errors="replace")  # an old console shows ? for what it lacks
    opdracht = next((woord for woord in argv if woord in OPDRACHTEN), None)
    args, vreemd = ontleder(opdracht).parse_known_args(argv)
    if vreemd:
        args.deel.weiger(vreemd)
    module = _module(args.opdracht)
    from regeltaal.fouten import Weigering

    try:
        code = int(module.voer_uit(args))
        sys.stdout.flush()
    except Weigering as fout:
        print(fout.bericht(), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, less) stopped reading
        _zwijg()
        return 0
    except OSError as fout:
        if fout.errno not in VOL:
            raise
        _zwijg()
        print("Er kan niet verder worden geschreven: de schijf is vol of kapot.", file=sys.stderr)
        return 1
    except ModuleNotFoundError as fout:
        if (fout.name or "").partition(".")[0] in ("meerzorg", "regeltaal"):
            raise
        extra = EXTRA[args.opdracht]
        print(f"{fout.name} ontbreekt. Installeer het met: pip install 'meerzorg[{extra}]'", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Afgebroken.", file=sys.stderr)
        return 130
    return code


def _zwijg() -> None:
    """Throws away what is still to be written: the end of the process would try, and fail, once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _module(opdracht: str) -> Any:
    return importlib.import_module(f"meerzorg.cli.{KAMER_VAN[opdracht]}.{opdracht.replace('-', '_')}")


def _versie() -> str:
    from meerzorg import __version__

    return f"meerzorg {__version__}"
