"""The letter as a PDF that everybody can read and that can be kept: PDF/UA-1 and PDF/A-2a in one file, set by typst.

All text goes in as data, so that nothing in it can be read as markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from threading import local
from typing import Any

import typst

from meerzorg.dossier.brieven.blokken import Blok, Brief
from meerzorg.dossier.brieven.sjabloon import SJABLOON

STANDAARDEN = ["ua-1", "a-2a"]
_SJABLOON = SJABLOON.encode()
_eigen = local()


def als_pdf(brief: Brief) -> bytes:
    """The letter as the bytes of a tagged PDF; the same letter always gives the same bytes. Safe in threads."""
    pdf: bytes = _compiler().compile(
        _SJABLOON,
        format="pdf",
        sys_inputs={"brief": json.dumps(_gegevens(brief), ensure_ascii=False).replace("€ ", "€\u00a0")},
        pdf_standards=STANDAARDEN,
        timestamp=int(datetime(brief.datum.year, brief.datum.month, brief.datum.day, tzinfo=UTC).timestamp()),
    )
    return pdf


def _compiler() -> Any:
    """One compiler for each thread: it holds the fonts, and must not be used by two at once."""
    if not hasattr(_eigen, "compiler"):
        _eigen.compiler = typst.Compiler(ignore_system_fonts=True, font_paths=[])
    return _eigen.compiler


def _gegevens(brief: Brief) -> dict[str, Any]:
    a, aan = brief.afzender, brief.geadresseerde
    return {
        "onderwerp": brief.onderwerp,
        "datum": [brief.datum.year, brief.datum.month, brief.datum.day],
        "afzender": [a.naam, *a.adres, a.telefoon, a.email, a.website],
        "geadresseerde": [aan.naam, *aan.adres],
        "kenmerken": brief.kenmerken,
        "voet": " · ".join(waarde for _, waarde in brief.kenmerken[:2]),
        "blokken": [_blok(blok) for blok in brief.blokken],
    }


def _blok(blok: Blok) -> dict[str, Any]:
    return asdict(blok) | {"soort_blok": type(blok).__name__}
