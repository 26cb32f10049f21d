"""Kinds of value: what may be added to, or compared with, what.

Values are exact. Money is a whole number of cents, hours and scores are Decimal, a factor is Decimal, a date is a date,
ja/nee is a bool, a choice is its code. None is unknown, in every kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Generic, TypeAlias, TypeVar

Waarde: TypeAlias = bool | int | Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of value, with its unit in the name; a choice carries its codes."""

    naam: str
    keuzes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.naam


# Each kind is a class of its own, so that the type of an expression says what it can be combined with.


class JaNee(Soort):
    """Ja or nee."""

    __slots__ = ()


class Euro(Soort):
    """Money, in whole cents."""

    __slots__ = ()


class Uren(Soort):
    """Hours per week."""

    __slots__ = ()


class Factor(Soort):
    """A number to multiply with."""

    __slots__ = ()


class Datum(Soort):
    """A day."""

    __slots__ = ()


class Score(Soort):
    """A score on a scale."""

    __slots__ = ()


class Maanden(Soort):
    """A whole number of months."""

    __slots__ = ()


class Weken(Soort):
    """A whole number of weeks."""

    __slots__ = ()


class Dagen(Soort):
    """A whole number of days."""

    __slots__ = ()


C = TypeVar("C", bound=str)


class Keuze(Soort, Generic[C]):
    """One of some codes."""

    __slots__ = ()


JANEE = JaNee("ja/nee")
EURO = Euro("euro")
UREN = Uren("uren per week")
FACTOR = Factor("factor")
DATUM = Datum("datum")
SCORE = Score("score")
MAANDEN = Maanden("maanden")
WEKEN = Weken("weken")
DAGEN = Dagen("dagen")

REKENBAAR = (EURO, UREN, FACTOR, SCORE, MAANDEN, WEKEN)
GEORDEND = (*REKENBAAR, DATUM)


def keuze(*codes: C) -> Keuze[C]:
    """The kind 'one of these codes'."""
    return Keuze("keuze", codes)


def maal_factor(centen: int, factor: Decimal) -> int:
    """Money times a factor, in cents, rounded half-up to the cent."""
    teller, noemer = factor.as_integer_ratio()
    return (2 * centen * teller + noemer) // (2 * noemer)


def centen(euro: Decimal) -> int:
    """An amount in euro as whole cents, rounded half-up."""
    return int((euro * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def als_euro(bedrag: int | None) -> str | None:
    """Cents as text with two decimals and a point, the form of the contract: 9939200 -> '99392.00'."""
    return None if bedrag is None else f"{bedrag // 100}.{bedrag % 100:02d}"


MAANDNAMEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def toon(waarde: Any, soort: Soort) -> str:
    """A value as a Dutch reader writes it: € 99.392, 36,25 uur per week, 4 mei 2026, ja."""
    if waarde is None:
        return "nog niet bekend"
    match soort.naam:
        case "euro":
            heel, rest = divmod(waarde, 100)
            return f"€ {heel:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
        case "ja/nee":
            return "ja" if waarde else "nee"
        case "datum":
            if waarde == date.max:
                return "geen einddatum"
            return f"{waarde.day} {MAANDNAMEN[waarde.month - 1]} {waarde.year}"
        case "keuze":
            return str(waarde).replace("_", " ")
        case "uren per week":
            return f"{_getal(waarde)} uur per week"
        case "maanden" | "weken" | "dagen":
            return f"{waarde} {soort.naam}"
        case _:
            return _getal(waarde)


def _getal(waarde: Decimal | int) -> str:
    tekst = format(Decimal(waarde).normalize(), "f")
    return tekst.replace(".", ",")
