"""A letter that is ready to be set: what stands above it, and its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meerzorg.bladen.blokken import Blok
from meerzorg.dossier.brieven.inhoud import Afzender, Geadresseerde


@dataclass(frozen=True, slots=True)
class Briefblad:
    """A whole letter. `kenmerken` are the lines of reference: label and value."""

    soort: str
    onderwerp: str
    datum: date
    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerken: tuple[tuple[str, str], ...]
    blokken: tuple[Blok, ...]

    @property
    def van(self) -> tuple[str, ...]:
        """Who writes, as lines."""
        a = self.afzender
        return (a.naam, *a.adres, a.telefoon, a.email, a.website)

    @property
    def aan(self) -> tuple[str, ...]:
        """Who gets it, as lines."""
        return (self.geadresseerde.naam, *self.geadresseerde.adres)
