"""Which signs a letter can hold. What the typeface cannot show becomes visible as its number, never a silent gap.

A PDF/A file may not hold a sign without a picture of it. The screen shows the same, so nobody signs what is not sent.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_REEKSEN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x241), (0x1E00, 0x1E9B), (0x1EA0, 0x1EF9),  # Latin: every name in the BRP
    (0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F),  # Greek and Cyrillic
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2030, 0x2033), (0x2039, 0x203A), (0x2190, 0x2193),
)  # fmt: skip
_LOSSE = "\n€…™√∞−≈≠≤≥■□●○\ufffd"
TOONBAAR = frozenset(_LOSSE).union(*(map(chr, range(van, tot + 1)) for van, tot in _REEKSEN))
"""The signs that the typeface of the letters (Libertinus Serif) has, upright, bold and italic."""

_REGELEINDEN = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}


def schoon(tekst: str) -> str:
    """The text in signs that a letter can hold; a text that already is stays the same."""
    if TOONBAAR.issuperset(tekst):
        return tekst
    for eruit, erin in _REGELEINDEN.items():
        tekst = tekst.replace(eruit, erin)
    return "".join(map(_teken, unicodedata.normalize("NFC", tekst)))


@lru_cache(maxsize=4096)
def _teken(teken: str) -> str:
    if teken in TOONBAAR:
        return teken
    if unicodedata.category(teken) == "Cf" or "\ufe00" <= teken <= "\ufe0f":
        return ""  # invisible: a soft hyphen, a direction mark, a variant of the sign before it
    gewoon = unicodedata.normalize("NFKC", teken)
    return gewoon if TOONBAAR.issuperset(gewoon) else f"[U+{ord(teken):04X}]"
