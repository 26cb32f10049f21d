"""Writes the names that a rule may use, with their kinds, for mypy: `python -m gereedschap.namen`."""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path

from meerzorg.wet.normen import BEGRIPPEN
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.soorten import Soort

DOEL = Path(__file__).resolve().parents[1] / "src" / "meerzorg" / "wet" / "namen.py"
KOP = '''"""The names that a rule may use, with their kinds, so that mypy reads along.

Written by `python -m gereedschap.namen` from the vocabulary, the rules and the norms; do not edit.
"""

from __future__ import annotations

from typing import Literal, Protocol

from regeltaal.soorten import {soorten}
from regeltaal.uitdrukking import Uitdrukking
'''


def schrijf() -> str:
    """The text of the module. Raises ValueError for a rule that is of one kind here and of another there."""
    gegevens: dict[str, Soort] = {gegeven.naam: gegeven.soort for gegeven in VOCABULAIRE}
    namen = gegevens | _regels()
    codes = {soort: naam.title().replace("_", "") for naam, soort in namen.items() if soort.keuzes}
    soorten = [*namen.values(), *(norm.soort for norm in BEGRIPPEN.values())]

    def van(soort: Soort) -> str:
        return f"Uitdrukking[Keuze[{codes[soort]}]]" if soort.keuzes else f"Uitdrukking[{type(soort).__name__}]"

    regels = [KOP.format(soorten=", ".join(sorted({type(soort).__name__ for soort in soorten})))]
    regels += [f"{naam} = Literal[{', '.join(map(repr, soort.keuzes))}]" for soort, naam in codes.items()]
    regels += [
        "class Normnamen(Protocol):",
        '    """The norms: a value, or with keys the value that a table has for them."""',
        "",
    ]
    regels += [f"    {norm.naam}: {van(norm.soort)}" for norm in BEGRIPPEN.values() if not norm.sleutels]
    for norm in BEGRIPPEN.values():
        if norm.sleutels and gegevens.keys() >= {*norm.sleutels}:
            sleutels = ", ".join(f"{naam}: {van(gegevens[naam])}" for naam in norm.sleutels)
            regels.append(f"    def {norm.naam}(self, {sleutels}, /) -> {van(norm.soort)}: ...")
    regels += ["class Namen:", '    """What a rule gets: the inputs, the other rules, and the norms."""', ""]
    regels += [f"    {naam}: {van(soort)}" for naam, soort in namen.items()]
    regels.append("    norm: Normnamen")
    opdracht = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(DOEL), "-"]
    return subprocess.run(opdracht, input="\n".join(regels), capture_output=True, encoding="utf-8", check=True).stdout


def _regels() -> dict[str, Soort]:
    uit: dict[str, Soort] = {}
    anders = [((naam, keuze),) for naam, open_ in INTERPRETATIES.items() for keuze in open_.keuzes]
    for kader, keuzes in product(KADERS, [(), *anders]):
        for naam, gebouwd in regelset(kader, keuzes).regels.items():
            soort = gebouwd.begrip.soort
            if uit.setdefault(naam, soort) != soort:
                raise ValueError(f"{naam} is in {kader} {soort}, en elders {uit[naam]}")
    return uit


if __name__ == "__main__":
    DOEL.write_text(schrijf(), "utf-8")
