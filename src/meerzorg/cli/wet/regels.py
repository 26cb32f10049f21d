"""`meerzorg regels`: the law as executed, every rule as a sentence made from the rule itself."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meerzorg.wet.beoordeling.regelboek import Regelboek


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kader", metavar="ID", help="alleen de regels van dit kader")
    parser.add_argument("--json", action="store_true", help="geef de regels als JSON")


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.cli.opties import kader_optie
    from meerzorg.wet.beoordeling.regelboek import regelboek

    kader = kader_optie(args.kader)
    boek = regelboek([kader] if kader else None)
    print(json.dumps(boek, ensure_ascii=False, indent=1) if args.json else _tekst(boek))
    return 0


def _tekst(boek: Regelboek) -> str:
    import textwrap

    regels: list[str] = []
    for kader in boek["kaders"]:
        tot = f" tot en met {kader['tot_en_met']}" if kader["tot_en_met"] else ""
        periode = f"vanaf {kader['van']}{tot}" if kader["van"] else "nooit op datum"
        regels += [f"{kader['titel']} ({kader['id']})", f"  status: {kader['status']}; aanvragen: {periode}"]
        stappen = ", ".join(f"{stap['stap']} {stap['naam']}" for stap in kader["stappen"])
        regels += [f"  stappen: {stappen}", ""]
        for regel in kader["regels"]:
            regels.append(f"  [{regel['stap']}] {regel['regel']} ({regel['eenheid']})")
            regels.append(textwrap.fill(regel["zin"], 100, initial_indent="      ", subsequent_indent="      "))
            if regel["invoer"]:
                invoer = ", ".join(regel["invoer"])
                regels.append(
                    textwrap.fill(f"invoer: {invoer}", 100, initial_indent="      ", subsequent_indent="        ")
                )
            for norm in regel["normen"]:
                regels.append(f"      norm: {norm['norm']} ({norm['label']})")
            for bron in regel["bronnen"]:
                regels.append(f"      bron: {bron['titel']}")
        regels.append("")
    regels.append(f"Regelset {boek['regelset']['versie']}, sha256 {boek['regelset']['sha256']}")
    return "\n".join(regels)
