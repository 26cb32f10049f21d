"""One reader per kind of value: from JSON to the exact value the rules use, or a refusal that says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from meerzorg.wet.lezen.grenzen import MAXIMUM_EURO, MAXIMUM_UREN, PER_NAAM, PER_SOORT
from regeltaal.fouten import dichtstbij
from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM, MAANDEN, SCORE, Waarde

NAAM_TOEGESTAAN = "een tekst van 1 tot en met 100 leesbare tekens"


def is_naam(waarde: object) -> bool:
    """Whether this is a short text that can be shown: no line ends, control characters or halves of characters."""
    return isinstance(waarde, str) and 1 <= len(waarde) <= 100 and waarde.isprintable()


class Ongeldig(Exception):
    """A value that is not allowed; `bedoeld` is the code that was probably meant."""

    def __init__(self, toegestaan: str, bedoeld: str | None = None) -> None:
        self.toegestaan = toegestaan
        self.bedoeld = bedoeld


def _getal(waarde: Any, maximum: int, toegestaan: str) -> Decimal:
    if isinstance(waarde, bool) or not isinstance(waarde, int | Decimal | float):
        raise Ongeldig(toegestaan)
    getal = Decimal(repr(waarde)) if isinstance(waarde, float) else Decimal(waarde)
    if not getal.is_finite() or not 0 <= getal <= maximum:
        raise Ongeldig(toegestaan)
    if getal and getal.as_tuple().exponent < -20:  # type: ignore[operator]
        raise Ongeldig(f"{toegestaan}, met ten hoogste 20 decimalen")
    return abs(getal)  # minus zero is zero


def lees_euro(waarde: Any) -> int:
    """An amount as whole cents; a JSON number of at most two decimals."""
    toegestaan = "een getal van 0 tot en met 10.000.000 euro, met ten hoogste twee decimalen"
    centen = _getal(waarde, MAXIMUM_EURO, toegestaan) * 100
    if centen != int(centen):
        raise Ongeldig(toegestaan)
    return int(centen)


def lees_uren(waarde: Any) -> Decimal:
    return _getal(waarde, MAXIMUM_UREN, f"een getal van 0 tot en met {MAXIMUM_UREN} uur per week")


def lees_score(waarde: Any) -> Decimal:
    hoogste = PER_SOORT[SCORE][1]
    return _getal(waarde, hoogste, f"een getal van 0 tot en met {hoogste}")


def lees_maanden(waarde: Any) -> int:
    laagste, hoogste = PER_SOORT[MAANDEN]
    toegestaan = f"een heel getal van {laagste} tot en met {hoogste} maanden"
    getal = _getal(waarde, hoogste, toegestaan)
    if getal < laagste or getal != int(getal):
        raise Ongeldig(toegestaan)
    return int(getal)


def lees_janee(waarde: Any) -> bool:
    if waarde is True or waarde is False:
        return waarde
    if waarde == "ja":
        return True
    if waarde == "nee":
        return False
    raise Ongeldig("ja of nee (of true of false)")


_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def lees_datum(waarde: Any, grenzen: tuple[date, date] = PER_SOORT[DATUM]) -> date:
    """A date as JJJJ-MM-DD in the years of the bounds."""
    eerste, laatste = grenzen[0].year, grenzen[1].year
    toegestaan = f"een bestaande datum als JJJJ-MM-DD, van {eerste} tot en met {laatste}"
    if not isinstance(waarde, str) or not _DATUM.fullmatch(waarde):
        raise Ongeldig(toegestaan)
    try:
        dag = date.fromisoformat(waarde)
    except ValueError:
        raise Ongeldig(toegestaan) from None
    if not eerste <= dag.year <= laatste:
        raise Ongeldig(toegestaan)
    return dag


def _lees_keuze(gegeven: Gegeven) -> Callable[[Any], str]:
    codes = gegeven.soort.keuzes
    toegestaan = f"een van {', '.join(codes)}"

    def lees(waarde: Any) -> str:
        if isinstance(waarde, str) and waarde in codes:
            return waarde
        raise Ongeldig(toegestaan, dichtstbij(waarde, codes) if isinstance(waarde, str) else None)

    return lees


def lezer_van(gegeven: Gegeven) -> Callable[[Any], Waarde]:
    if gegeven.naam in PER_NAAM:
        return partial(lees_datum, grenzen=PER_NAAM[gegeven.naam])
    if gegeven.soort.keuzes:
        return _lees_keuze(gegeven)
    return {
        "ja/nee": lees_janee,
        "euro": lees_euro,
        "uren per week": lees_uren,
        "score": lees_score,
        "maanden": lees_maanden,
        "datum": lees_datum,
    }[gegeven.soort.naam]  # type: ignore[return-value]
