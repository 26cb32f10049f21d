"""The reader for proofs: every rule as z3 terms, so that a promise is shown for all dossiers at once, or refuted.

What may be unknown is read as what is *certain* of it:

- of a ja/nee or a choice, per possible value: whether it certainly is that one; unknown is none of them (`Zeker`);
- of a number: the number, and whether it is known (`Getal`). Money is a whole number of cents; hours, scores and
  factors are exact fractions; a date is its day number.

Kleene's logic is then ordinary logic: a conjunction is certainly ja where all parts are, certainly nee where one is.
What is the same in every dossier stays plain Python and is folded at once. Read over concrete values, a rule or a
promise therefore comes out as a plain bool, without z3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import add, mul
from typing import Any, NamedTuple, TypeAlias

import z3  # type: ignore[import-untyped,import-not-found,unused-ignore]

from regeltaal.lezers.lezer import Lezer
from regeltaal.normen import NormenOp
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, EURO, FACTOR, JANEE, SCORE, UREN, Soort, Waarde, maal_factor
from regeltaal.uitdrukking import (
    BovenNul,
    EenVan,
    En,
    Kies,
    Maal,
    Naam,
    Niet,
    Norm,
    Of,
    Som,
    Uitdrukking,
    Vast,
    Vergelijk,
    sleutel,
)

GEDULD = 30
"""Seconds that z3 may think about one question."""

Bool: TypeAlias = Any
"""A Python bool or a z3 term of that kind."""


class Onbeslist(Exception):
    """z3 gave up: neither a proof nor a counterexample."""


class Getal(NamedTuple):
    """A number (a Python number or a z3 term), and whether it is known."""

    waarde: Any
    bekend: Bool = True


class Zeker(dict[Any, Bool]):
    """Per possible value whether it certainly is that one; a value that is not listed is impossible."""

    def __missing__(self, waarde: Any) -> bool:
        return False


Term: TypeAlias = Getal | Zeker


# --- logic that folds ---------------------------------------------------------------------------------------------


def alle(*leden: Bool) -> Bool:
    """All of them."""
    rest = [lid for lid in leden if lid is not True]
    if any(lid is False for lid in rest):
        return False
    return z3.And(rest) if len(rest) > 1 else rest[0] if rest else True


def een(*leden: Bool) -> Bool:
    """At least one of them."""
    rest = [lid for lid in leden if lid is not False]
    if any(lid is True for lid in rest):
        return True
    return z3.Or(rest) if len(rest) > 1 else rest[0] if rest else False


def niet(lid: Bool) -> Bool:
    return not lid if isinstance(lid, bool) else z3.Not(lid)


def som(*leden: Getal) -> Getal:
    """The sum; unknown where one of them is."""
    return _reken(lambda *waarden: reduce(add, waarden), *leden)


def minder(links: Getal, rechts: Getal) -> Bool:
    """Whether both are known and `links` is less."""
    bekend = alle(links.bekend, rechts.bekend)
    return alle(bekend, links.waarde < rechts.waarde) if bekend is not False else False


def gelijk(links: Term, rechts: Term) -> Bool:
    """Whether they are the same, known or unknown."""
    if isinstance(links, Zeker) and isinstance(rechts, Zeker):
        return alle(*(links[w] == rechts[w] for w in {**links, **rechts}))
    assert isinstance(links, Getal) and isinstance(rechts, Getal)
    return alle(links.bekend == rechts.bekend, een(niet(links.bekend), links.waarde == rechts.waarde))


def vult_aan(links: Term, rechts: Term) -> Bool:
    """Whether `rechts` is `links`, where that is known."""
    if isinstance(links, Zeker) and isinstance(rechts, Zeker):
        return alle(*(een(niet(zo), rechts[w]) for w, zo in links.items()))
    assert isinstance(links, Getal) and isinstance(rechts, Getal)
    return een(niet(links.bekend), alle(rechts.bekend, links.waarde == rechts.waarde))


def veelvoud(getal: Getal, van: int | Fraction) -> Bool:
    """Whether a number is a multiple of another one: a wish for round values."""
    if isinstance(getal.waarde, z3.ArithRef) and getal.waarde.is_real():
        return z3.IsInt(getal.waarde / z3.Q(*van.as_integer_ratio()))
    return getal.waarde % van == 0


def _als(als: Bool, dan: Any, anders: Any) -> Any:
    """A number by condition."""
    if isinstance(als, bool):
        return dan if als else anders
    return z3.If(als, _z3_getal(dan), _z3_getal(anders))


def _z3_getal(getal: Any) -> Any:
    return z3.RealVal(str(getal)) if isinstance(getal, Decimal) else getal


def _reken(f: Callable[..., Any], *leden: Getal) -> Getal:
    bekend = alle(*(lid.bekend for lid in leden))
    return Getal(0, False) if bekend is False else Getal(f(*(lid.waarde for lid in leden)), bekend)


# --- values as terms ----------------------------------------------------------------------------------------------


def mogelijk(soort: Soort) -> tuple[Any, ...]:
    """The possible values of a ja/nee or a choice; nothing for a number."""
    return (True, False) if soort is JANEE else soort.keuzes


def vast(waarde: Waarde, soort: Soort) -> Term:
    """A value, or None for unknown, as a term."""
    if mogelijk(soort):
        return Zeker() if waarde is None else Zeker({waarde: True})
    if waarde is None:
        return Getal(0, False)
    return Getal(waarde.toordinal() if isinstance(waarde, date) else waarde)


def vrij(gegeven: Gegeven, merk: str, *, volledig: bool = True) -> tuple[Term, list[Bool]]:
    """An input that can have any value (or be unknown, unless `volledig`), and what always holds for its variables."""
    naam, waarden = f"{gegeven.naam}{merk}", mogelijk(gegeven.soort)
    if not waarden:
        getal = z3.Real(naam) if gegeven.soort in (UREN, SCORE, FACTOR) else z3.Int(naam)
        return Getal(getal, volledig or z3.Bool(f"{naam} bekend")), []
    if volledig and gegeven.soort is JANEE:
        ja = z3.Bool(naam)
        return Zeker({True: ja, False: z3.Not(ja)}), []
    zeker = Zeker({waarde: z3.Bool(f"{naam} {waarde}") for waarde in waarden})
    hoogstens_een = z3.AtMost(*zeker.values(), 1)
    return zeker, [hoogstens_een, een(*zeker.values())] if volledig else [hoogstens_een]


class Lezing(Lezer[[], Term]):
    """The rules of a rule set under the norms of one date, read over the inputs given; `lezing[naam]` is a term."""

    def __init__(self, regelset: Regelset, normen: NormenOp, invoer: Mapping[str, Term]) -> None:
        self.regelset = regelset
        self.normen = normen
        self.invoer = dict(invoer)
        self._al: dict[str, Term] = {}

    def __getitem__(self, naam: str) -> Term:
        if naam in self.regelset.regels:
            return self.term(self.regelset.regels[naam].uitdrukking)
        return self.invoer[naam]

    def term(self, u: Uitdrukking) -> Term:
        """The term of an expression; equal expressions give the same one."""
        sleutel_ = sleutel(u)
        if sleutel_ not in self._al:
            self._al[sleutel_] = self.lees(u)
        return self._al[sleutel_]

    def vast(self, u: Vast) -> Term:
        return vast(u.waarde, u.soort)

    def naam(self, u: Naam) -> Term:
        return self[u.naam]

    def en(self, u: En) -> Term:
        return _janee(alle(*self._zo(u, True)), een(*self._zo(u, False)))

    def of(self, u: Of) -> Term:
        return _janee(een(*self._zo(u, True)), alle(*self._zo(u, False)))

    def niet(self, u: Niet) -> Term:
        return _janee(*self._zo(u, False), *self._zo(u, True))

    def een_van(self, u: EenVan) -> Term:
        lid = self._zeker(u.lid)
        rest = [code for code in u.lid.soort.keuzes if code not in u.codes]
        return _janee(een(*(lid[code] for code in u.codes)), een(*(lid[code] for code in rest)))

    def vergelijk(self, u: Vergelijk) -> Term:
        houdt, bekend = _reken(u.orde, *self._getallen(u))
        return _janee(alle(bekend, houdt), alle(bekend, niet(houdt))) if bekend is not False else Zeker()

    def som(self, u: Som) -> Term:
        return som(*self._getallen(u))

    def maal(self, u: Maal) -> Term:
        return _reken(_maal_factor if u.soort is EURO else mul, *self._getallen(u))

    def boven_nul(self, u: BovenNul) -> Term:
        return _reken(lambda a, b: _als(a > b, a - b, 0), *self._getallen(u))

    def kies(self, u: Kies) -> Term:
        als, dan, anders = self._zeker(u.als), self.term(u.dan), self.term(u.anders)
        ja, nee = als[True], als[False]
        if isinstance(dan, Zeker) and isinstance(anders, Zeker):
            return Zeker(
                {w: een(alle(ja, dan[w]), alle(nee, anders[w]), alle(dan[w], anders[w])) for w in {**dan, **anders}}
            )
        assert isinstance(dan, Getal) and isinstance(anders, Getal)
        beide = alle(dan.bekend, anders.bekend, dan.waarde == anders.waarde)
        bekend = een(alle(ja, dan.bekend), alle(nee, anders.bekend), beide)
        return Getal(_als(nee, anders.waarde, dan.waarde), bekend)

    def norm(self, u: Norm) -> Term:
        tabel, begrip = self.normen.waarden[u.naam], self.regelset.normen[u.naam]
        if self.normen.peildatum is None:
            return vast(None, u.soort)
        if not u.sleutels:
            return vast(tabel, u.soort)
        *eerste, laatste = [self._zeker(deel) for deel in u.sleutels]
        wanneer: dict[Any, list[Bool]] = {}
        for codes in product(*(deel.soort.keuzes for deel in u.sleutels[:-1])):
            per_waarde: dict[Any, list[Bool]] = {}
            for code in u.sleutels[-1].soort.keuzes:
                per_waarde.setdefault(begrip.lees(tabel, (*codes, code), ()), []).append(laatste[code])
            for waarde, leden in per_waarde.items():
                zo = [zeker[code] for zeker, code in zip(eerste, codes, strict=True)]
                # the last key need not be known where every possible one gives the same
                wanneer.setdefault(waarde, []).append(alle(*zo, een(*leden) if len(per_waarde) > 1 else True))
        zeker = Zeker({waarde: een(*leden) for waarde, leden in wanneer.items() if waarde is not None})
        if mogelijk(u.soort):
            return zeker
        uit: Any = 0
        for waarde, als in zeker.items():
            uit = _als(als, waarde, uit)
        return Getal(uit, een(*zeker.values()))

    def _zo(self, u: Uitdrukking, waarde: bool) -> Iterator[Bool]:
        """Per part whether it certainly is `waarde`."""
        return (self._zeker(deel)[waarde] for deel in u.delen())

    def _zeker(self, u: Uitdrukking) -> Zeker:
        term = self.term(u)
        assert isinstance(term, Zeker)
        return term

    def _getallen(self, u: Uitdrukking) -> list[Getal]:
        getallen = [self.term(deel) for deel in u.delen()]
        assert all(isinstance(getal, Getal) for getal in getallen)
        return getallen  # type: ignore[return-value]


def _janee(ja: Bool, nee: Bool) -> Zeker:
    return Zeker({True: ja, False: nee})


def _maal_factor(centen: Any, factor: Decimal) -> Any:
    if isinstance(centen, int):
        return maal_factor(centen, factor)
    teller, noemer = factor.as_integer_ratio()
    return (2 * centen * teller + noemer) / (2 * noemer)  # on whole numbers z3 divides downwards


# --- search -------------------------------------------------------------------------------------------------------


def voorbeeld(
    eisen: Iterable[Bool], breuken: Iterable[Bool], wensen: Iterable[Sequence[Bool]] = ()
) -> z3.ModelRef | None:
    """Values for which all `eisen` and one of `breuken` hold, or None: then it is proven that there are none.

    `breuken` are taken in order, and what is proven impossible helps with the next. Of every wish the first alternative
    that still fits is granted; earlier wishes go before later ones. Raises Onbeslist.
    """
    zoeker = z3.SimpleSolver()
    zoeker.set("timeout", GEDULD * 1000)
    zoeker.add(*eisen)
    for breuk in breuken:
        model = _erbij(zoeker, breuk)
        if model is not None:
            break
        zoeker.add(niet(breuk))
    else:
        return None
    for wens in wensen:
        for deel in wens:
            if waar_in(model, deel):
                zoeker.add(deel)
                break
            try:
                beter = _erbij(zoeker, deel)
            except Onbeslist:
                continue
            if beter is not None:
                model = beter
                break
    return model


def _erbij(zoeker: z3.Solver, eis: Bool) -> z3.ModelRef | None:
    """The values with one more requirement, which stays; or None, and then it is dropped."""
    zoeker.push()
    zoeker.add(eis)
    antwoord = zoeker.check()
    if antwoord == z3.sat:
        return zoeker.model()
    zoeker.pop()
    if antwoord == z3.unsat:
        return None
    raise Onbeslist(zoeker.reason_unknown())


def waar_in(model: z3.ModelRef, lid: Bool) -> bool:
    """Whether `lid` holds in an example."""
    return lid if isinstance(lid, bool) else z3.is_true(model.eval(lid, model_completion=True))


def waarde_in(model: z3.ModelRef, term: Term, soort: Soort) -> Waarde:
    """The value of a term in an example; None is unknown."""
    if isinstance(term, Zeker):
        return next((waarde for waarde, zo in term.items() if waar_in(model, zo)), None)
    if not waar_in(model, term.bekend):
        return None
    getal: Any = term.waarde
    if isinstance(getal, z3.ExprRef):
        getal = model.eval(getal, model_completion=True)
        getal = Fraction(str(getal))
    if soort is DATUM:
        return date.fromordinal(int(getal))
    breuk = Fraction(getal)
    return Decimal(breuk.numerator) / breuk.denominator if soort in (UREN, SCORE, FACTOR) else int(breuk)
