"""Every vastlegging of a dossier in order, each with the one that replaced it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from meerzorg.kantoor.gedeeld.vastgelegd import Vastgelegd, rij_van


def geschiedenis(blad: Any) -> list[Vastgelegd]:
    """Newest first. An advice and a deviation from it stand apart: the one does not replace the other."""
    latere: dict[tuple[str, bool], Any] = {}
    rijen = []
    for v in reversed(blad.beeld.alle):
        rij = rij_van(v, blad.beeld, blad.medisch, blad.zichtbare_documenten)
        rijen.append(replace(rij, vervangen_door=latere.get((v.naam, v.afwijking))))
        latere[v.naam, v.afwijking] = v
    return rijen
