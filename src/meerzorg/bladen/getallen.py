"""Numbers as a Dutch reader writes them."""

from __future__ import annotations


class Getal(str):
    """A number as it is read; shown at the right of its column."""

    __slots__ = ()


def getal(waarde: float, decimalen: int = 0, *, plus: bool = False) -> Getal:
    """1.234,5; with a true minus sign, never minus zero, and on request a plus."""
    rond = round(waarde, decimalen)
    teken = "−" if rond < 0 else "+" if plus and rond > 0 else ""
    return Getal(teken + f"{abs(rond):,.{decimalen}f}".translate(str.maketrans(",.", ".,")))


def euro(waarde: float) -> Getal:
    """Whole euros: € 99.392."""
    return Getal(f"€ {getal(waarde)}")
