"""Typed results as plain JSON data, read back from it, and its JSON Schema: all three made from the dataclasses.

There are two forms. `als_data` is the whole, to keep and read back with `lees`. `als_json` is what is told outside,
and `schema` says how that looks; a field may be left out of it, or shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

from regeltaal.soorten import als_euro

Scalair: TypeAlias = bool | int | float | str | None
Json: TypeAlias = "Scalair | Sequence[Json] | Mapping[str, Json]"
"""What JSON can hold."""
Omzetting: TypeAlias = Callable[[Any], Any] | None
"""How a value becomes plain data; None: it is that already."""


@dataclass(frozen=True, slots=True, eq=False)
class Vorm:
    """How a value looks in JSON, where its Python type does not say so."""

    naar: Callable[[Any], Any]
    van: Callable[[Any], Any]
    schema: Mapping[str, Any]


def getal(waarde: Decimal | int) -> int | float | str:
    """A JSON number where that says exactly the same, otherwise the digits as text."""
    if isinstance(waarde, int) or waarde == int(waarde):
        return int(waarde)
    drijvend = float(waarde)
    return drijvend if Decimal(repr(drijvend)) == waarde else format(waarde, "f")


Centen: TypeAlias = Annotated[
    int, Vorm(als_euro, lambda tekst: int(Decimal(tekst) * 100), {"type": "string", "pattern": r"^\d+\.\d{2}$"})
]
"""An amount in cents; in JSON euro as text with two decimals."""
Getal: TypeAlias = Annotated[Decimal, Vorm(getal, lambda tekst: Decimal(str(tekst)), {"type": ["number", "string"]})]
"""An exact number; in JSON a number, or its digits as text where a float cannot hold it."""


@dataclass(frozen=True, slots=True)
class Alleen:
    """In an annotation: outside shows only this attribute of each."""

    attribuut: str


class Plek(Enum):
    """In an annotation: where a field is told."""

    BINNEN = "only in what is kept"
    MAG_WEG = "left out where it is None"


BINNEN, MAG_WEG = Plek.BINNEN, Plek.MAG_WEG


def als_json(ding: Any) -> Any:
    """A dataclass as it is told outside."""
    return _naar(_klasse(ding), True)(ding)


def als_data(ding: Any) -> Any:
    """A dataclass as a whole, as plain data."""
    return _naar(_klasse(ding), False)(ding)


def _klasse(ding: Any) -> Any:
    return type(ding)


def lees(soort: Hashable, data: Any) -> Any:
    """The dataclass `soort` from the plain data of `als_data`. Raises KeyError where a part is missing."""
    return _van(soort)(data)


def schema(soort: type[Any]) -> dict[str, Any]:
    """The JSON Schema of `als_json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_schema(soort)}


# --- from and to plain data -------------------------------------------------------------------------------------------


class _Veld(NamedTuple):
    """A field: its type, where it is told, and its default."""

    naam: str
    soort: Any
    alleen: str
    plek: Plek | None
    anders: Any


@cache
def _velden(klasse: Hashable) -> tuple[_Veld, ...]:
    soorten = get_type_hints(klasse, include_extras=True)
    return tuple(_veld(deel.name, soorten[deel.name], deel.default) for deel in fields(klasse))  # type: ignore[arg-type]


def _veld(naam: str, soort: Any, anders: Any) -> _Veld:
    merken = soort.__metadata__ if get_origin(soort) is Annotated else ()
    vorm = next((merk for merk in merken if isinstance(merk, Vorm)), None)
    kaal = Annotated[get_args(soort)[0], vorm] if vorm else get_args(soort)[0] if merken else soort
    alleen = next((merk.attribuut for merk in merken if isinstance(merk, Alleen)), "")
    return _Veld(naam, kaal, alleen, next((merk for merk in merken if isinstance(merk, Plek)), None), anders)


@cache
def _naar(klasse: Hashable, buiten: bool) -> Callable[[Any], dict[str, Any]]:
    """Written out as one expression: reports are made by the ten thousand."""
    velden = [veld for veld in _velden(klasse) if not (buiten and veld.plek is BINNEN)]
    ruimte: dict[str, Any] = {}
    delen = []
    for veld in velden:
        waarde = f"ding.{veld.naam}"
        zet = _elk(attrgetter(veld.alleen)) if buiten and veld.alleen else _omzetting(veld.soort, buiten)
        if zet is not None:
            ruimte[f"zet_{veld.naam}"] = zet
            waarde = f"None if {waarde} is None else zet_{veld.naam}({waarde})"
        delen.append(f"{veld.naam!r}: {waarde}")
    maak: Callable[[Any], dict[str, Any]] = eval(f"lambda ding: {{{', '.join(delen)}}}", ruimte)  # noqa: S307 - our own names
    weg = [veld.naam for veld in velden if veld.plek is MAG_WEG]
    if not weg:
        return maak

    def naar(ding: Any) -> dict[str, Any]:
        uit = maak(ding)
        for naam in weg:
            if uit[naam] is None:
                del uit[naam]
        return uit

    return naar


def _omzetting(soort: Any, buiten: bool) -> Omzetting:
    oorsprong, delen = get_origin(soort), get_args(soort)
    if oorsprong is Annotated:
        naar: Callable[[Any], Any] = delen[1].naar
        return naar
    if soort is date:
        return date.isoformat
    if is_dataclass(soort):
        klasse: Any = soort
        return _naar(klasse, buiten)
    if oorsprong is tuple:
        zet = _omzetting(delen[0], buiten)
        return list if zet is None else _elk(zet)
    if oorsprong in (Union, UnionType):
        echt = [deel for deel in delen if deel is not NoneType]
        if all(is_dataclass(deel) for deel in echt):
            return lambda ding: _naar(_klasse(ding), buiten)(ding)
        omzettingen = [zet for deel in echt if (zet := _omzetting(deel, buiten)) is not None]
        return omzettingen[0] if omzettingen else None
    return dict if isinstance(oorsprong, type) and issubclass(oorsprong, Mapping) else None


def _elk(zet: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda rij: [zet(deel) for deel in rij]


@cache
def _van(soort: Hashable) -> Callable[[Any], Any]:
    oorsprong, delen = get_origin(soort), get_args(soort)
    if oorsprong is Annotated:
        van: Callable[[Any], Any] = delen[1].van
        return van
    if soort is date:
        return date.fromisoformat
    if is_dataclass(soort):
        klasse: Any = soort
        return lambda data: klasse(**{veld.naam: _waarde(veld, data) for veld in _velden(klasse)})
    if oorsprong is tuple:
        een = _van(delen[0])
        return lambda data: tuple(een(deel) for deel in data)
    if oorsprong in (Union, UnionType):
        return _van_een(tuple(deel for deel in delen if deel is not NoneType))
    return lambda data: data


def _van_een(soorten: tuple[Any, ...]) -> Callable[[Any], Any]:
    """From one of several types: dataclasses are told apart by their field `soort`, plain values are what they are."""
    if len(soorten) == 1:
        return _van(soorten[0])
    if not all(is_dataclass(deel) for deel in soorten):
        return lambda data: data
    per_soort = {veld.anders: deel for deel in soorten for veld in _velden(deel) if veld.naam == "soort"}
    return lambda data: _van(per_soort[data["soort"]])(data)


def _waarde(veld: _Veld, data: Mapping[str, Any]) -> Any:
    if veld.naam not in data and (veld.anders is not MISSING or veld.plek is MAG_WEG):
        return None if veld.anders is MISSING else veld.anders
    waarde = data[veld.naam]
    return None if waarde is None else _van(veld.soort)(waarde)


# --- the schema -------------------------------------------------------------------------------------------------------


def _schema(soort: Any) -> dict[str, Any]:
    oorsprong, delen = get_origin(soort), get_args(soort)
    if oorsprong is Annotated:
        return dict(delen[1].schema)
    if soort is date:
        return {"type": "string", "format": "date"}
    if soort in _NAMEN:
        return {"type": _NAMEN[soort]}
    if oorsprong is Literal:
        return {"enum": list(delen)}
    if oorsprong is tuple:
        return {"type": "array", "items": _schema(delen[0])}
    if oorsprong in (Union, UnionType):
        return {"anyOf": [_schema(deel) for deel in delen]}
    if is_dataclass(soort):
        klasse: Any = soort
        buiten = [veld for veld in _velden(klasse) if veld.plek is not BINNEN]
        return {
            "title": klasse.__name__,
            "description": (soort.__doc__ or "").split("\n\n")[0],
            "type": "object",
            "properties": {veld.naam: _van_veld(veld) for veld in buiten},
            "required": [veld.naam for veld in buiten if veld.plek is not MAG_WEG],
            "additionalProperties": False,
        }
    return {"type": "object", "additionalProperties": _schema(delen[1])}


def _van_veld(veld: _Veld) -> dict[str, Any]:
    if veld.alleen:
        van = get_type_hints(get_args(veld.soort)[0], include_extras=True)
        return {"type": "array", "items": _schema(van[veld.alleen])}
    return _schema(veld.soort)


_NAMEN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
