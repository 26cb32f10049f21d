"""What several commands ask in the same option: the law knows its frameworks and readings, and no options."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from meerzorg.wet.procedure.interpretaties import Keuzes, lees_keuzes
from meerzorg.wet.procedure.kaders import kader_of_fout
from meerzorg.wet.procedure.tabel import Procedure
from regeltaal.fouten import InvoerFout


def kader_optie(naam: str | None) -> Procedure | None:
    """The framework of --kader; None where the option is not given. Raises InvoerFout."""
    with _als_optie("kader"):
        return kader_of_fout(naam) if naam else None


def keuzes_optie(args: argparse.Namespace) -> Keuzes:
    """The readings of --interpretatie, other than the standard. Raises InvoerFout with every fault."""
    teksten: list[str] = args.interpretatie
    with _als_optie("interpretatie"):
        return lees_keuzes(teksten)


@contextmanager
def _als_optie(naam: str) -> Iterator[None]:
    """A fault in `naam` is told of the option --naam."""
    try:
        yield
    except InvoerFout as fout:
        eigen = [replace(een, pad=(f"--{naam}",)) if een.pad == (naam,) else een for een in fout.fouten]
        raise InvoerFout(eigen) from None
