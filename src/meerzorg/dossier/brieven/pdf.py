"""The letter as a PDF that everybody can read and that can be kept: PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

from meerzorg.bladen.pdf import als_pdf as blokken_als_pdf
from meerzorg.dossier.brieven.blad import Briefblad
from meerzorg.dossier.brieven.pagina import PAGINA

STANDAARDEN = ("ua-1", "a-2a")


def als_pdf(brief: Briefblad) -> bytes:
    """The letter as the bytes of a tagged PDF; the same letter always gives the same bytes. Safe in threads."""
    kop = {
        "onderwerp": brief.onderwerp,
        "datum": [brief.datum.year, brief.datum.month, brief.datum.day],
        "afzender": brief.van,
        "geadresseerde": brief.aan,
        "kenmerken": brief.kenmerken,
        "voet": " · ".join(waarde for _, waarde in brief.kenmerken[:2]),
    }
    return blokken_als_pdf(PAGINA, kop, brief.blokken, STANDAARDEN, brief.datum)
