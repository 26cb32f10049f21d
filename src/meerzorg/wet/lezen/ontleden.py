"""JSON text from outside as values: strict, bounded in depth, every refusal in words a user can act on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

from regeltaal.fouten import Fout, InvoerFout, getoond


class ObjectMetDubbelen(dict[str, Any]):
    """A JSON object in which names were given more than once; `dubbel` holds those names."""

    dubbel: tuple[str, ...] = ()


def ontleed_json(tekst: str | bytes, waar: str, *, dubbelen_weigeren: bool = True, citeren: bool = True) -> Any:
    """JSON text as Python values; numbers with a decimal point as Decimal, so that nothing is rounded.

    Raises InvoerFout with line and column for anything that is not strict JSON (also NaN and Infinity), for nesting
    that is too deep and, unless `dubbelen_weigeren` is False, for names given twice in one object. The message quotes
    the text at fault, unless `citeren` is False: it may hold a BSN or a name.
    """
    if isinstance(tekst, bytes):
        tekst = _als_tekst(tekst, waar)
    dubbel: list[str] = []

    def object_van(paren: list[tuple[str, Any]]) -> dict[str, Any]:
        inhoud = dict(paren)
        if len(inhoud) == len(paren):
            return inhoud
        gezien: set[str] = set()
        met_dubbelen = ObjectMetDubbelen(inhoud)
        met_dubbelen.dubbel = tuple(dict.fromkeys(n for n, _ in paren if n in gezien or gezien.add(n)))  # type: ignore[func-returns-value]
        dubbel.extend(met_dubbelen.dubbel)
        return met_dubbelen

    try:
        data = json.loads(tekst, parse_float=Decimal, parse_constant=_geen_getal, object_pairs_hook=object_van)
    except json.JSONDecodeError as fout:
        plek = f"{waar}, regel {fout.lineno}, kolom {fout.colno}"
        _weiger(plek, _gevonden_op(tekst, fout.pos, citeren), "geldige JSON")
    except _GeenGetal as fout:
        _weiger(waar, str(fout), "een getal; NaN en Infinity zijn geen getallen")
    except RecursionError:
        _weiger(waar, "te diep geneste haken", "JSON met hooguit enkele niveaus")
    except ArithmeticError:  # Decimal: an exponent of more than eighteen digits
        _weiger(waar, "een getal met een onvoorstelbare exponent", "een gewoon getal")
    except ValueError as fout:
        _weiger(waar, f"een getal dat niet te lezen is ({str(fout)[:60]})", "een gewoon getal")
    if dubbel and dubbelen_weigeren:
        raise InvoerFout([Fout(naam, "meer dan één keer gegeven", "elke naam één keer", waar=waar) for naam in dubbel])
    return data


class _GeenGetal(ValueError):
    pass


def _geen_getal(tekst: str) -> NoReturn:
    raise _GeenGetal(tekst)


def _als_tekst(inhoud: bytes, waar: str) -> str:
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        voor = inhoud[: fout.start]
        regel, kolom = voor.count(b"\n") + 1, fout.start - (voor.rfind(b"\n") + 1) + 1
        _weiger(f"{waar}, regel {regel}, kolom {kolom}", f"byte 0x{inhoud[fout.start]:02x}", "tekst in UTF-8")


def _gevonden_op(tekst: str, plek: int, citeren: bool) -> str:
    if not tekst.strip():
        return "een leeg bestand"
    if plek >= len(tekst):
        return "het einde van het bestand"
    return getoond(tekst[plek : plek + 20]) if citeren else "tekst die hier niet hoort"


def _weiger(naam: str, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(naam, gevonden, toegestaan)])
