"""What the nodes of a kernel do: each operator once, as numba writes it and as numpy computes it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False, slots=True)
class Bewerking:
    """An operator: its text, from the texts of its parts and its own numbers, and its value, from theirs.

    `smaller`: the types of node for which the text is wider than the node, and is narrowed.
    """

    tekst: Callable[[Sequence[str], tuple[int, ...]], str]
    reken: Callable[..., Any]
    smaller: str = "k"


@dataclass(frozen=True, eq=False, slots=True)
class Knoop:
    """One computed value of one row, of type 'b' (bit), 'c' (code), 'k' or 'g' (number of four or eight bytes): a
    `bewerking` of `delen`, with numbers of its own.

    `laag` is the loop it is computed in, of the kinds of `soort_laag` in turn; -1 is so cheap that every loop that
    needs it computes it itself.
    """

    nr: int
    type: str
    bewerking: Bewerking
    getallen: tuple[int, ...]
    delen: tuple[Knoop, ...]
    laag: int

    def is_vast(self, waarde: int) -> bool:
        """Whether it is this constant."""
        return self.bewerking is VAST and self.getallen == (waarde,)

    def tekst(self, delen: Sequence[str] = ()) -> str:
        """As numba writes it."""
        if self.bewerking is VAST:
            return {"b": str(bool(self.getallen[0])), "c": f"u{self.getallen[0]}"}.get(self.type, str(self.getallen[0]))
        tekst = self.bewerking.tekst(delen, self.getallen)
        return f"np.{_SMALLER[self.type]}({tekst})" if self.type in self.bewerking.smaller else tekst


_SMALLER = {"k": "int32", "c": "uint8"}


def _vorm(vorm: str, reken: Callable[..., Any], smaller: str = "k") -> Bewerking:
    """An operator of which the parts are {0}, {1}, … and the numbers {a}, {b}."""
    return Bewerking(
        lambda delen, getallen: vorm.format(*delen, **dict(zip("ab", getallen, strict=False))), reken, smaller
    )


def _nooit(*_: Any) -> Any:
    raise TypeError("a column or a table has no value beforehand")


def _een_van(delen: Sequence[str], codes: Sequence[int]) -> str:
    return " | ".join(f"({delen[0]} == u{code})" for code in codes)


def _plaats(delen: Sequence[str], maten: Sequence[int]) -> str:
    return reduce(
        lambda plaats, paar: f"({plaats}) * {paar[0]} + {paar[1]}", zip(maten, delen[1:], strict=True), delen[0]
    )


def _reken_plaats(eerste: Any, *rest: Any) -> Any:
    codes, maten = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    return reduce(lambda plaats, paar: plaats * paar[0] + paar[1], zip(maten, codes, strict=True), eerste)


def _vanaf(deel: str, dagen: Sequence[int]) -> str:
    return " + ".join(f"({deel} >= {dag})" for dag in dagen) or "0"


# constants and columns
VAST = Bewerking(_nooit, lambda waarde: np.int64(waarde))
SMAL = _vorm("smal[{a} + j]", _nooit)
BREED = _vorm("breed[{a} + j]", _nooit, smaller="")
BEKEND = _vorm("(smal[{a} + j] & u{b}) != u0", _nooit)
ZELFDE = _vorm("{0}", lambda a: a, smaller="")

# bits
EN = _vorm("{0} & {1}", lambda a, b: a & b)
OF = _vorm("{0} | {1}", lambda a, b: a | b)
NIET = _vorm("not {0}", lambda a: 1 - a)
GELIJK = _vorm("{0} == {1}", lambda a, b: (a == b) * 1)
HOOGSTENS = _vorm("{0} <= {1}", lambda a, b: (a <= b) * 1)
MINSTENS = _vorm("{0} >= {1}", lambda a, b: (a >= b) * 1)
VANAF = _vorm("{0} >= {a}", lambda getal, grens: (getal >= grens) * 1)
ANDERS = _vorm("{0} != {a}", lambda getal, ander: (getal != ander) * 1)

# codes
IS = _vorm("{0} == u{a}", lambda code, ander: (code == ander) * 1)
IS_NIET = _vorm("{0} != u{a}", lambda code, ander: (code != ander) * 1)
EEN_VAN = Bewerking(_een_van, lambda code, *codes: np.isin(code, codes) * 1)
GEEN_VAN = Bewerking(
    lambda delen, codes: f"not ({_een_van(delen, codes)})", lambda code, *codes: 1 - np.isin(code, codes) * 1
)
BIT_ALS_CODE = _vorm("kies({0}, u1, u0)", lambda ja: ja)
BITS_ALS_CODE = _vorm(
    "kies({0}, u1, kies({1}, u0, u2))", lambda ja, nee: np.where(ja == 1, 1, np.where(nee == 1, 0, 2))
)
IN_PLAATS_VAN = _vorm("kies({0} == u{a}, u{b}, {0})", lambda code, van, naar: np.where(code == van, naar, code))
WAAR_BEKEND = _vorm("kies({1}, {0}, u{a})", lambda code, bekend, anders: np.where(bekend == 1, code, anders))
KIES_CODE = _vorm(
    "kies({0} | ({2} == {3}), {2}, kies({1}, {3}, u{a}))",
    lambda ja, nee, dan, anders, onbekend: np.where(
        (ja == 1) | (dan == anders), dan, np.where(nee == 1, anders, onbekend)
    ),
)

# a choice, and numbers
KIES = _vorm("kies({0}, {1}, {2})", lambda als, dan, anders: np.where(als == 1, dan, anders))
PLUS = _vorm("{0} + {1}", lambda a, b: a + b)
BOVEN_NUL = _vorm("max({0} - {1}, 0)", lambda a, b: np.maximum(a - b, 0))
MAAL = _vorm("{0} * {1}", lambda a, b: a * b)
KEER = _vorm("{0} * {a}", lambda getal, keer: getal * keer)
OMLAAG = _vorm("{0} // {a}", lambda getal, door: getal // door)
OMHOOG = _vorm("-(-{0} // {a})", lambda getal, door: -(-getal // door))
ROND_AF = _vorm("(2 * {0} + {a}) // {b}", lambda getal, half, door: (2 * getal + half) // door)
ROND_AF_POSITIEF = _vorm("np.int64(np.uint64(2 * {0} + {a}) // np.uint64({b}))", ROND_AF.reken)
"""Without a sign the quotient of machine numbers is the floor."""

# periods and tables
PERIODE = Bewerking(
    lambda delen, dagen: _vanaf(delen[0], dagen), lambda dag, *dagen: sum((dag >= begin) * 1 for begin in dagen)
)
PERIODE_OF_ONBEKEND = Bewerking(
    lambda delen, dagen: f"kies({delen[1]}, {_vanaf(delen[0], dagen)}, {len(dagen) + 1})",
    lambda dag, bekend, *dagen: np.where(bekend == 1, PERIODE.reken(dag, *dagen), len(dagen) + 1),
)
PLAATS = Bewerking(_plaats, _reken_plaats)
NORMSMAL = _vorm("normsmal[{a} + {0}]", _nooit)
NORMBREED = _vorm("normbreed[{a} + {0}]", _nooit, smaller="k")
BIT = _vorm("({0} & {a}) != 0", lambda cel, bit: (cel & bit != 0) * 1)
BITS = _vorm("({0} >> {a}) & {b}", lambda cel, van, masker: (cel >> van) & masker, smaller="kc")
CEL = _vorm("{0}", lambda cel: cel)

KOLOMMEN = {SMAL: "smal", BREED: "breed"}
TABELLEN = {NORMSMAL: "normsmal", NORMBREED: "normbreed"}
