"""Numbers as a Dutch reader writes them."""

from __future__ import annotations


class Getalcel(str):
    """A number as it is read; shown at the right of its column."""

    __slots__ = ()


def getal(waarde: float, decimalen: int = 0, *, plus: bool = False) -> Getalcel:
    """1.234,5; with a true minus sign, never minus zero, and on request a plus."""
    rond = round(waarde, decimalen)
    teken = "−" if rond < 0 else "+" if plus and rond > 0 else ""
    return Getalcel(teken + f"{abs(rond):,.{decimalen}f}".translate(str.maketrans(",.", ".,")))


def euro(waarde: float) -> Getalcel:
    """Whole euros: € 99.392."""
    return Getalcel(f"€ {getal(waarde)}")
