"""The report as JSON and back, without loss: how it is kept until someone looks at it."""

from __future__ import annotations

import json
from typing import Any

from meerzorg.beleid.rapport.blokken import Alinea, Blok, Figuur, Getal, Kop, Lijst, Opdracht, Rapport, Tabel

SOORTEN: dict[str, type[Blok]] = {
    "kop": Kop,
    "alinea": Alinea,
    "lijst": Lijst,
    "opdracht": Opdracht,
    "tabel": Tabel,
    "figuur": Figuur,
}
_NAMEN = {soort: naam for naam, soort in SOORTEN.items()}


def als_json(rapport: Rapport) -> str:
    """The whole report as JSON text."""
    blokken = [_van_blok(blok) for blok in rapport.blokken]
    return json.dumps(
        {"titel": rapport.titel, "ondertitel": rapport.ondertitel, "blokken": blokken}, ensure_ascii=False
    )


def uit_json(tekst: str) -> Rapport:
    """The report that `als_json` wrote. Raises KeyError, TypeError or ValueError for any other text."""
    inhoud = json.loads(tekst)
    return Rapport(inhoud["titel"], inhoud["ondertitel"], tuple(_naar_blok(blok) for blok in inhoud["blokken"]))


def _van_blok(blok: Blok) -> dict[str, Any]:
    velden = {naam: getattr(blok, naam) for naam in blok.__slots__}
    match blok:
        case Tabel():
            velden["rijen"] = [[_van_cel(cel) for cel in rij] for rij in blok.rijen]
        case Figuur():
            velden["tabel"] = _van_blok(blok.tabel)
    return {"soort": _NAMEN[type(blok)], **velden}


def _naar_blok(inhoud: dict[str, Any]) -> Blok:
    velden: dict[str, Any] = {naam: tuple(deel) if isinstance(deel, list) else deel for naam, deel in inhoud.items()}
    soort = SOORTEN[velden.pop("soort")]
    if soort is Tabel:
        velden["rijen"] = tuple(tuple(_naar_cel(cel) for cel in rij) for rij in velden["rijen"])
    if soort is Figuur:
        velden["tabel"] = _naar_blok(velden["tabel"])
    return soort(**velden)


def _van_cel(cel: str) -> str | dict[str, str]:
    """Text as it is; a number as an object, so that it stays one."""
    return {"getal": str(cel)} if isinstance(cel, Getal) else cel


def _naar_cel(cel: str | dict[str, str]) -> str:
    return Getal(cel["getal"]) if isinstance(cel, dict) else cel
