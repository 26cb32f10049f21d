"""Meerzorg thuis (Wlz): one law as executable text, and its readers.

    from meerzorg import beoordeel

    b = beoordeel({"aanvraagdatum": "2026-05-04", "zorgprofiel": "VG8", "leveringsvorm": "pgb"})
    b.uitkomst, b.verslag

These names are the door, stable under semantic versioning: docs/bibliotheek.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
    from meerzorg.wet.beoordeling.vormen import Verslag
    from meerzorg.wet.lezen.dossier import Dossier
    from meerzorg.wet.procedure.kaders import KADERS
    from regeltaal.fouten import InvoerFout

__version__ = "0.1.0"
__all__ = ["KADERS", "Beoordeling", "Dossier", "InvoerFout", "Verslag", "beoordeel"]

_HUIS = {
    "beoordeel": "meerzorg.wet.beoordeling.beoordelen",
    "Beoordeling": "meerzorg.wet.beoordeling.beoordelen",
    "Dossier": "meerzorg.wet.lezen.dossier",
    "InvoerFout": "regeltaal.fouten",
    "KADERS": "meerzorg.wet.procedure.kaders",
    "Verslag": "meerzorg.wet.beoordeling.vormen",
}


def __getattr__(naam: str) -> Any:
    """The law is loaded when one of its names is asked: `meerzorg --help` needs none."""
    if naam not in _HUIS:
        raise AttributeError(f"module {__name__!r} has no attribute {naam!r}")
    return getattr(import_module(_HUIS[naam]), naam)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
