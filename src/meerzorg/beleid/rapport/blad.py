"""A report that is ready to be set, and how it is kept until someone looks at it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from meerzorg.bladen.blokken import Blok
from meerzorg.bladen.json import als_gegevens, uit_gegevens


@dataclass(frozen=True, slots=True)
class Rapport:
    """The whole report, in reading order."""

    titel: str
    ondertitel: str
    blokken: tuple[Blok, ...]


def als_json(rapport: Rapport) -> str:
    """The whole report as JSON text, without loss."""
    blokken = als_gegevens(rapport.blokken)
    return json.dumps(
        {"titel": rapport.titel, "ondertitel": rapport.ondertitel, "blokken": blokken}, ensure_ascii=False
    )


def uit_json(tekst: str) -> Rapport:
    """The report that `als_json` wrote. Raises KeyError, TypeError or ValueError for any other text."""
    inhoud = json.loads(tekst)
    return Rapport(inhoud["titel"], inhoud["ondertitel"], uit_gegevens(inhoud["blokken"]))
