"""Writes the law as it is to `tests/wet/gouden`, so that a review sees each change: `python -m gereedschap.gouden`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from meerzorg.wet.normen import normgroepen
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.teksten import bronnen
from meerzorg.wet.teksten.artikelen import tekst_van
from meerzorg.wet.vingerafdruk import gegevens_als_tekst, kader_als_tekst, normen_als_tekst, perioden_als_tekst
from regeltaal.bron import Bron, Regeling

WORTEL = Path(__file__).parents[1]
DOEL = WORTEL / "tests" / "wet" / "gouden"


def gouden() -> dict[str, str]:
    """Each file by name, as it should read."""
    return {f"{kader.id}.txt": kader_als_tekst(kader) for kader in KADERS.values()} | {
        "gegevens.txt": gegevens_als_tekst(),
        "normen.txt": normen_als_tekst(),
        "perioden.txt": perioden_als_tekst(),
        "bronnen.txt": "\n".join(sorted(map(_regel, verwijzingen()))) + "\n",
    }


def verwijzingen() -> set[Bron]:
    """Every citation: of rules, frameworks and norms, and those that the code makes where it uses them."""
    uit = {bron for kader in KADERS.values() for bron in kader.bronnen}
    uit |= {b for kader in KADERS for gebouwd in regelset(kader).regels.values() for b in gebouwd.regel.bronnen}
    uit |= {rij.bron for groep in normgroepen() for rij in groep.rijen}
    uit |= {waarde for waarde in vars(bronnen).values() if isinstance(waarde, Bron)}
    return uit | {bron for pad in (WORTEL / "src" / "meerzorg").rglob("*.py") for bron in _in(pad)}


def _in(pad: Path) -> Iterator[Bron]:
    """The calls `WET.artikel(…)` and `WET.bijlage(…)` in one file."""
    for knoop in ast.walk(ast.parse(pad.read_text("utf-8"))):
        match knoop:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=naam), attr="artikel" | "bijlage" as vorm)):
                regeling = getattr(bronnen, naam, None)
                if isinstance(regeling, Regeling):
                    anders = {woord.arg or "": ast.literal_eval(woord.value) for woord in knoop.keywords}
                    yield getattr(regeling, vorm)(*map(ast.literal_eval, knoop.args), **anders)


def _regel(bron: Bron) -> str:
    tekst = tekst_van(bron)
    return f"{bron.titel} <{bron.url}>" + (f" {tekst.soort}, stand {tekst.stand}" if tekst else "")


def main() -> None:
    for naam, tekst in gouden().items():
        (DOEL / naam).write_text(tekst, "utf-8")


if __name__ == "__main__":
    main()
