"""Blocks as plain data for JSON and back, without loss: how a report is kept until someone looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from meerzorg.bladen.blokken import Blok, Figuur, Tabel
from meerzorg.bladen.getallen import Getalcel

SOORTEN: dict[str, type[Blok]] = {soort.__name__.lower(): soort for soort in get_args(Blok)}


def naam_van(blok: Blok) -> str:
    """The kind of a block as one word: kop, alinea, tabel."""
    return type(blok).__name__.lower()


def als_gegevens(blokken: Iterable[Blok]) -> list[dict[str, object]]:
    """The blocks as data that JSON can hold."""
    return [_van_blok(blok) for blok in blokken]


def uit_gegevens(gegevens: Iterable[Mapping[str, object]]) -> tuple[Blok, ...]:
    """The blocks that `als_gegevens` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(map(_naar_blok, gegevens))


def _van_blok(blok: Blok) -> dict[str, object]:
    velden = {naam: getattr(blok, naam) for naam in blok.__slots__}
    match blok:
        case Tabel():
            velden["rijen"] = [[_van_cel(cel) for cel in rij] for rij in blok.rijen]
        case Figuur():
            velden["tabel"] = _van_blok(blok.tabel)
    return {"blok": naam_van(blok), **velden}


def _naar_blok(gegevens: Mapping[str, Any]) -> Blok:
    velden = dict(gegevens)
    soort = SOORTEN[velden.pop("blok")]
    velden = {naam: _vast(deel) for naam, deel in velden.items()}
    if soort is Tabel:
        velden["rijen"] = tuple(tuple(_naar_cel(cel) for cel in rij) for rij in velden["rijen"])
    if soort is Figuur:
        velden["tabel"] = _naar_blok(velden["tabel"])
    return soort(**velden)


def _vast(deel: Any) -> Any:
    """A list is a tuple in a block, at any depth."""
    return tuple(map(_vast, deel)) if isinstance(deel, list) else deel


def _van_cel(cel: str) -> str | dict[str, str]:
    """Text as it is; a number as an object, so that it stays one."""
    return {"getal": str(cel)} if isinstance(cel, Getalcel) else cel


def _naar_cel(cel: str | dict[str, str]) -> str:
    return Getalcel(cel["getal"]) if isinstance(cel, dict) else cel
