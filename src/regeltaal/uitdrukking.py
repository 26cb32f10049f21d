"""The expressions that rules are made of.

A rule is an ordinary function over named values. Calling it once builds one of these trees; every reader (`scalair`,
`zin`, …) walks the same tree. Mistakes of the author (adding hours to euros, an unknown code, `and` instead of `&`)
are refused while the tree is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from operator import ge, le
from typing import TYPE_CHECKING, Any, Generic, Literal, overload

from regeltaal.fouten import RegelFout, dichtstbij
from regeltaal.soorten import (
    DAGEN,
    DATUM,
    EURO,
    FACTOR,
    GEORDEND,
    JANEE,
    REKENBAAR,
    UREN,
    C,
    Dagen,
    Datum,
    Euro,
    Factor,
    JaNee,
    Keuze,
    Maanden,
    Score,
    Soort,
    Uren,
    Weken,
)

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    S = TypeVar("S", bound=Soort, default=Any)
else:
    from typing import TypeVar

    S = TypeVar("S")
G = TypeVar("G", Euro, Uren, Factor, Score, Maanden, Weken, Datum)
R = TypeVar("R", Euro, Uren, Factor, Score, Maanden, Weken)
E = TypeVar("E", Euro, Uren)


class Orde(Enum):
    """How two values of one kind lie to each other; called with both it says whether they do."""

    HOOGSTENS = "<="
    MINSTENS = ">="

    def __call__(self, links: Any, rechts: Any) -> Any:
        return le(links, rechts) if self is Orde.HOOGSTENS else ge(links, rechts)


@dataclass(frozen=True, eq=False, slots=True)
class Uitdrukking(Generic[S]):
    """A value that may be unknown, of one kind (`soort`). The types say of which kind, as far as they are known."""

    soort: S

    def __and__(self: Uitdrukking[JaNee], ander: Uitdrukking[JaNee]) -> Uitdrukking[JaNee]:
        return En(JANEE, (_janee(self, "&"), _janee(ander, "&")))

    def __or__(self: Uitdrukking[JaNee], ander: Uitdrukking[JaNee]) -> Uitdrukking[JaNee]:
        return Of(JANEE, (_janee(self, "|"), _janee(ander, "|")))

    def __invert__(self: Uitdrukking[JaNee]) -> Uitdrukking[JaNee]:
        return Niet(JANEE, _janee(self, "~"))

    def __le__(self: Uitdrukking[G], ander: Uitdrukking[G] | Literal[0]) -> Uitdrukking[JaNee]:
        return _vergelijk(Orde.HOOGSTENS, self, ander)

    def __ge__(self: Uitdrukking[G], ander: Uitdrukking[G] | Literal[0]) -> Uitdrukking[JaNee]:
        return _vergelijk(Orde.MINSTENS, self, ander)

    def __lt__(self: Uitdrukking[G], ander: Uitdrukking[G] | Literal[0]) -> Uitdrukking[JaNee]:
        return ~_vergelijk(Orde.MINSTENS, self, ander)

    def __gt__(self: Uitdrukking[G], ander: Uitdrukking[G] | Literal[0]) -> Uitdrukking[JaNee]:
        return ~_vergelijk(Orde.HOOGSTENS, self, ander)

    def __eq__(self: Uitdrukking[Keuze[C]], ander: C) -> Uitdrukking[JaNee]:  # type: ignore[override]
        return self.een_van(ander)

    def __ne__(self: Uitdrukking[Keuze[C]], ander: C) -> Uitdrukking[JaNee]:  # type: ignore[override]
        return ~self.een_van(ander)

    __hash__ = object.__hash__

    def een_van(self: Uitdrukking[Keuze[C]], *codes: C) -> Uitdrukking[JaNee]:
        """Whether this choice is one of `codes`; each code must exist."""
        if not self.soort.keuzes:
            raise RegelFout(f"alleen een keuze is gelijk aan een code; dit is {self.soort}")
        for code in codes:
            if code not in self.soort.keuzes:
                naast = dichtstbij(str(code), self.soort.keuzes)
                raise RegelFout(f"de code {code!r} bestaat niet" + (f"; bedoelt u {naast!r}?" if naast else ""))
        return EenVan(JANEE, self, tuple(str(code) for code in codes))

    def na(self: Uitdrukking[Datum], dagen: Uitdrukking[Dagen]) -> Uitdrukking[Datum]:
        """The day that lies so many days after this one."""
        if self.soort is not DATUM or dagen.soort is not DAGEN:
            raise RegelFout(f"{dagen.soort} na {self.soort} is geen dag")
        return Som(DATUM, (self, dagen))

    def nooit(self: Uitdrukking[Datum]) -> Uitdrukking[JaNee]:
        """Whether this day never comes, or was not chosen."""
        return _vergelijk(Orde.MINSTENS, self, Vast(DATUM, date.max))

    def __add__(self: Uitdrukking[R], ander: Uitdrukking[R] | Literal[0]) -> Uitdrukking[R]:
        rechts = _verpakt(ander, self.soort)
        if self.soort not in REKENBAAR or rechts.soort is not self.soort:
            raise RegelFout(f"{self.soort} en {rechts.soort} zijn niet op te tellen")
        return Som(self.soort, (self, rechts))

    def __radd__(self: Uitdrukking[R], ander: int) -> Uitdrukking[R]:
        return _verpakt(ander, self.soort) + self

    def __mul__(self: Uitdrukking[E], factor: Uitdrukking[Factor] | int) -> Uitdrukking[E]:
        rechts = _verpakt(factor, FACTOR)
        if self.soort not in (EURO, UREN) or rechts.soort is not FACTOR:
            raise RegelFout(f"{self.soort} is niet te vermenigvuldigen met {rechts.soort}")
        return Maal(self.soort, self, rechts)

    def __bool__(self) -> bool:
        raise RegelFout("gebruik &, | en ~ in plaats van and, or, not en if: een waarde kan ook onbekend zijn")

    def delen(self) -> tuple[Uitdrukking, ...]:
        """The expressions this one is made of."""
        return ()


@dataclass(frozen=True, eq=False, slots=True)
class Vast(Uitdrukking):
    """A constant."""

    waarde: Any


@dataclass(frozen=True, eq=False, slots=True)
class Naam(Uitdrukking):
    """The value of an input or of another rule."""

    naam: str


@dataclass(frozen=True, eq=False, slots=True)
class Norm(Uitdrukking):
    """The dated value of a norm; with keys it is looked up in the norm's table."""

    naam: str
    sleutels: tuple[Uitdrukking, ...] = ()

    def delen(self) -> tuple[Uitdrukking, ...]:
        return self.sleutels


@dataclass(frozen=True, eq=False, slots=True)
class En(Uitdrukking):
    leden: tuple[Uitdrukking, ...]

    def delen(self) -> tuple[Uitdrukking, ...]:
        return self.leden


@dataclass(frozen=True, eq=False, slots=True)
class Of(Uitdrukking):
    leden: tuple[Uitdrukking, ...]

    def delen(self) -> tuple[Uitdrukking, ...]:
        return self.leden


@dataclass(frozen=True, eq=False, slots=True)
class Niet(Uitdrukking):
    lid: Uitdrukking

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.lid,)


@dataclass(frozen=True, eq=False, slots=True)
class Vergelijk(Uitdrukking):
    """Whether `links` lies to `rechts` as `orde` says."""

    orde: Orde
    links: Uitdrukking
    rechts: Uitdrukking

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.links, self.rechts)


@dataclass(frozen=True, eq=False, slots=True)
class EenVan(Uitdrukking):
    lid: Uitdrukking
    codes: tuple[str, ...]

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.lid,)


@dataclass(frozen=True, eq=False, slots=True)
class Som(Uitdrukking):
    """The sum; of a day and a number of days: the day so much later."""

    leden: tuple[Uitdrukking, ...]

    def delen(self) -> tuple[Uitdrukking, ...]:
        return self.leden


@dataclass(frozen=True, eq=False, slots=True)
class Maal(Uitdrukking):
    lid: Uitdrukking
    factor: Uitdrukking

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.lid, self.factor)


@dataclass(frozen=True, eq=False, slots=True)
class BovenNul(Uitdrukking):
    """`links` minus `rechts`, at least zero."""

    links: Uitdrukking
    rechts: Uitdrukking

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.links, self.rechts)


@dataclass(frozen=True, eq=False, slots=True)
class Kies(Uitdrukking):
    """`dan` where `als` is ja, otherwise `anders`; with `als` unknown only what both agree on."""

    als: Uitdrukking
    dan: Uitdrukking
    anders: Uitdrukking

    def delen(self) -> tuple[Uitdrukking, ...]:
        return (self.als, self.dan, self.anders)


@dataclass(frozen=True, slots=True)
class Trede:
    """One rung of a ladder: where `als` is the first that holds, the value is `dan`."""

    stap: str
    als: Uitdrukking[JaNee]
    dan: str


@dataclass(frozen=True, eq=False, slots=True)
class Ladder(Uitdrukking):
    """The first rung that holds decides; otherwise `anders`."""

    treden: tuple[Trede, ...]
    anders: str

    def delen(self) -> tuple[Uitdrukking, ...]:
        return tuple(trede.als for trede in self.treden)

    def als_keuzes(self) -> Uitdrukking:
        """The ladder as nested choices."""
        uit: Uitdrukking = Vast(self.soort, self.anders)
        for trede in reversed(self.treden):
            uit = Kies(self.soort, trede.als, Vast(self.soort, trede.dan), uit)
        return uit


JA = Vast(JANEE, True)
NEE = Vast(JANEE, False)


@overload
def kies(als: Uitdrukking[JaNee], dan: Uitdrukking[S], anders: Uitdrukking[S] | Literal[0]) -> Uitdrukking[S]: ...
@overload
def kies(als: Uitdrukking[JaNee], dan: Literal[0], anders: Uitdrukking[S]) -> Uitdrukking[S]: ...
def kies(als: Uitdrukking[JaNee], dan: Any, anders: Any) -> Uitdrukking:
    """`dan` where `als` holds, otherwise `anders`; both of one kind."""
    soort = dan.soort if isinstance(dan, Uitdrukking) else anders.soort
    dan, anders = _verpakt(dan, soort), _verpakt(anders, soort)
    if dan.soort != anders.soort:
        raise RegelFout(f"een keuze tussen {dan.soort} en {anders.soort} heeft geen eenheid")
    return Kies(soort, _janee(als, "kies"), dan, anders)


def hoogste(eerste: Uitdrukking[G], *rest: Uitdrukking[G]) -> Uitdrukking[G]:
    """The highest, or the latest, of these."""
    for ander in rest:
        eerste = kies(eerste >= ander, eerste, ander)
    return eerste


def laagste(eerste: Uitdrukking[G], *rest: Uitdrukking[G]) -> Uitdrukking[G]:
    """The lowest, or the earliest, of these."""
    for ander in rest:
        eerste = kies(eerste <= ander, eerste, ander)
    return eerste


def boven_nul(links: Uitdrukking[R], rechts: Uitdrukking[R]) -> Uitdrukking[R]:
    """`links` minus `rechts`, but never below zero."""
    if links.soort is not rechts.soort or links.soort not in REKENBAAR:
        raise RegelFout(f"{links.soort} min {rechts.soort} heeft geen eenheid")
    return BovenNul(links.soort, links, rechts)


def ladder(soort: Soort, treden: tuple[Trede, ...], anders: str) -> Uitdrukking:
    """A choice by the first rung that holds; every outcome must be a code of `soort`."""
    for code in (*(trede.dan for trede in treden), anders):
        if code not in soort.keuzes:
            raise RegelFout(f"de uitkomst {code!r} bestaat niet")
    return Ladder(soort, tuple(Trede(t.stap, _janee(t.als, "trede"), t.dan) for t in treden), anders)


def namen(uitdrukking: Uitdrukking) -> Iterator[str]:
    """Every input and rule named in the expression, in order, each once."""
    gezien: set[str] = set()
    for knoop in knopen(uitdrukking):
        if isinstance(knoop, Naam) and knoop.naam not in gezien:
            gezien.add(knoop.naam)
            yield knoop.naam


def normnamen(uitdrukking: Uitdrukking) -> Iterator[str]:
    """Every norm named in the expression, in order, each once."""
    gezien: set[str] = set()
    for knoop in knopen(uitdrukking):
        if isinstance(knoop, Norm) and knoop.naam not in gezien:
            gezien.add(knoop.naam)
            yield knoop.naam


def knopen(uitdrukking: Uitdrukking) -> Iterator[Uitdrukking]:
    """The expression and all its parts, from the outside in."""
    yield uitdrukking
    for deel in uitdrukking.delen():
        yield from knopen(deel)


def sleutel(u: Uitdrukking) -> str:
    """The expression as text: equal expressions have equal keys, and different ones different keys."""
    match u:
        case Vast():
            return f"{u.soort.naam}:{u.waarde}"
        case Naam():
            return u.naam
        case Norm():
            return f"norm.{u.naam}({', '.join(map(sleutel, u.sleutels))})"
        case Vergelijk():
            return f"({sleutel(u.links)} {u.orde.value} {sleutel(u.rechts)})"
        case EenVan():
            return f"({sleutel(u.lid)} in {'/'.join(u.codes)})"
        case Ladder():
            treden = "; ".join(f"{t.stap} {sleutel(t.als)} -> {t.dan}" for t in u.treden)
            return f"ladder[{treden}; {u.anders}]"
        case _:
            return f"{type(u).__name__}({', '.join(map(sleutel, u.delen()))})"


def _janee(u: Any, teken: str) -> Uitdrukking[JaNee]:
    if not isinstance(u, Uitdrukking) or u.soort is not JANEE:
        wat = u.soort if isinstance(u, Uitdrukking) else repr(u)
        raise RegelFout(f"{teken} vraagt ja/nee, en dit is {wat}")
    return u


def _verpakt(waarde: Any, soort: Soort) -> Uitdrukking:
    if isinstance(waarde, Uitdrukking):
        return waarde
    if isinstance(waarde, bool) or not isinstance(waarde, int):
        raise RegelFout(f"{waarde!r} is geen waarde van een regel; zet getallen en datums bij de normen")
    if soort is FACTOR:
        return Vast(FACTOR, Decimal(waarde))
    if waarde != 0 or soort not in REKENBAAR:
        raise RegelFout(f"{waarde!r} heeft geen eenheid; zet het getal bij de normen")
    return Vast(soort, Decimal(0) if soort is UREN else 0)


def _vergelijk(orde: Orde, links: Uitdrukking, rechts: Any) -> Uitdrukking[JaNee]:
    rechts = _verpakt(rechts, links.soort)
    if links.soort is not rechts.soort or links.soort not in GEORDEND:
        raise RegelFout(f"{links.soort} en {rechts.soort} zijn niet te vergelijken")
    return Vergelijk(JANEE, orde, links, rechts)
