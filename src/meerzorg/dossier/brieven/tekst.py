"""The letter as plain text, for e-mail and for search."""

from __future__ import annotations

from meerzorg.bladen.blokken import Paren
from meerzorg.bladen.tekst import als_tekst as blokken_als_tekst
from meerzorg.dossier.brieven.blad import Briefblad


def als_tekst(brief: Briefblad) -> str:
    """The whole letter, in reading order."""
    kop = ["\n".join(brief.van), "\n".join(brief.aan)]
    inhoud = blokken_als_tekst(brief.blokken)
    kenmerken = blokken_als_tekst([Paren(brief.kenmerken)])
    return "\n\n".join((*kop, kenmerken, f"Onderwerp: {brief.onderwerp}", inhoud)) + "\n"
