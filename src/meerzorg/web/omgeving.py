"""What the environment says about this place, read strictly: a setting that is not understood stops the start.

No Django here, so that a fault is told before anything is loaded. Every function raises Instelfout.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from urllib.parse import quote

from meerzorg.klok import VOORUIT

KORTSTE_GEHEIM = 50
"""Characters; what Django signs with must not be guessed (its own check security.W009)."""
KORTSTE_WACHTWOORD = 20
"""Characters of a secret between two programs."""
MINSTE_TEKENS = 5
"""Different characters in a secret: fifty times the same is none."""
NIVEAUS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class Instelfout(ValueError):
    """A setting cannot be: its name, what was found, and what is allowed, in Dutch.

    What was found is described where it may hold a password.
    """

    def __init__(self, naam: str, gevonden: str, toegestaan: str) -> None:
        super().__init__(f"{naam}: gevonden {gevonden}; toegestaan is {toegestaan}.")
        self.naam, self.gevonden, self.toegestaan = naam, gevonden, toegestaan


def ja_of_nee(naam: str) -> bool:
    """A variable that is `ja` or `nee`; not set is nee."""
    waarde = os.environ.get(naam, "nee")
    if waarde not in ("ja", "nee"):
        raise Instelfout(naam, repr(waarde), "ja of nee")
    return waarde == "ja"


def keuze(naam: str, mogelijk: tuple[str, ...], anders: str) -> str:
    """A variable with a closed list of values; not set is `anders`."""
    waarde = os.environ.get(naam, anders)
    if waarde not in mogelijk:
        raise Instelfout(naam, repr(waarde), ", ".join(mogelijk))
    return waarde


def geheim(productie: bool) -> str:
    """What sessions and forms are signed with; outside production a new one per start will do."""
    gegeven = os.environ.get("MEERZORG_GEHEIM", "")
    if not productie:
        return gegeven or secrets.token_urlsafe(KORTSTE_GEHEIM)
    if len(gegeven) < KORTSTE_GEHEIM or len(set(gegeven)) < MINSTE_TEKENS:
        gevonden = f"{len(gegeven)} tekens, waarvan {len(set(gegeven))} verschillend" if gegeven else "niets"
        nodig = f"in productie een willekeurige tekst van ten minste {KORTSTE_GEHEIM} tekens, bij elke start gelijk"
        raise Instelfout("MEERZORG_GEHEIM", gevonden, nodig)
    return gegeven


def klok_gelijk(productie: bool) -> None:
    """In production the clock is that of the machine; elsewhere it may run ahead, by a number of seconds."""
    gegeven = os.environ.get(VOORUIT)
    if productie and gegeven is not None:
        raise Instelfout(VOORUIT, repr(gegeven), "in productie niets: alleen toetsen en demonstratie verzetten de klok")
    if not re.fullmatch(r"-?[0-9]{1,10}", gegeven or "0"):
        raise Instelfout(VOORUIT, repr(gegeven), "een heel aantal seconden")


def wachtwoord(naam: str) -> str:
    """A secret that another program shows, or nothing; a short one is refused."""
    gegeven = os.environ.get(naam, "")
    if 0 < len(gegeven) < KORTSTE_WACHTWOORD:
        raise Instelfout(naam, f"{len(gegeven)} tekens", f"ten minste {KORTSTE_WACHTWOORD} tekens, of niets")
    return gegeven


def gegevensmap() -> Path:
    """The folder of the documents, and of the database where that is SQLite."""
    map_ = Path(os.environ.get("MEERZORG_GEGEVENS") or "gegevens").resolve()
    for deel in (map_, *map_.parents):
        if deel.exists():
            if not deel.is_dir():
                raise Instelfout("MEERZORG_GEGEVENS", f"het bestand {deel}", "een map")
            break
    return map_


def database(productie: bool, gegevens: Path) -> str:
    """The address of the database; in production it must be named, or one would start in an empty one."""
    adres = os.environ.get("MEERZORG_DATABASE", "")
    if productie and not adres:
        raise Instelfout("MEERZORG_DATABASE", "niets", "in productie altijd het adres van een database")
    return adres or f"sqlite:///{quote(str(gegevens))}/meerzorg.sqlite3"
