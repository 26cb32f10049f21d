"""The plain reading of an expression: one small function per part, obvious rather than quick.

`zin` uses it for the amounts in a sentence; the tests hold every other reader against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from regeltaal.lezers.logica import gekozen, kleene
from regeltaal.normen import NormenOp
from regeltaal.regel import Regelset
from regeltaal.soorten import EURO, maal_factor
from regeltaal.uitdrukking import (
    BovenNul,
    EenVan,
    En,
    Kies,
    Ladder,
    Maal,
    Naam,
    Niet,
    Norm,
    Of,
    Som,
    Uitdrukking,
    Vast,
    Vergelijk,
)

Waarden: TypeAlias = Mapping[str, Any]
Functie: TypeAlias = Callable[[Waarden], Any]


def functie(u: Uitdrukking, normen: NormenOp, regelset: Regelset) -> Functie:
    """The function that gives the value of `u` from the values of inputs and rules by name; None is unknown."""
    if isinstance(u, Ladder):
        return functie(u.als_keuzes(), normen, regelset)
    if isinstance(u, Vast):
        vast = u.waarde
        return lambda w: vast
    if isinstance(u, Naam):
        return itemgetter(u.naam)
    delen = [functie(deel, normen, regelset) for deel in u.delen()]
    match u:
        case Norm():
            return _norm(u, delen, normen, regelset)
        case En():
            return lambda w: kleene([deel(w) for deel in delen], beslissend=False)
        case Of():
            return lambda w: kleene([deel(w) for deel in delen], beslissend=True)
        case Kies():
            als, dan, anders = delen
            return lambda w: gekozen(als(w), dan(w), anders(w))
        case Niet():
            return _bekend(lambda a: not a, delen)
        case Vergelijk():
            return _bekend(u.orde, delen)
        case EenVan():
            codes = u.codes
            return _bekend(lambda a: a in codes, delen)
        case Som():
            return _bekend(lambda *leden: sum(leden[1:], leden[0]), delen)
        case Maal():
            return _bekend(maal_factor if u.soort is EURO else (lambda a, b: a * b), delen)
        case BovenNul():
            return _bekend(lambda a, b: max(a - b, 0), delen)
    raise TypeError(u)


def alle_waarden(invoer: Waarden, normen: NormenOp, regelset: Regelset) -> dict[str, Any]:
    """The inputs together with the value of every rule."""
    w = dict(invoer)
    for naam, gebouwd in regelset.regels.items():
        w[naam] = functie(gebouwd.uitdrukking, normen, regelset)(w)
    return w


def _bekend(reken: Callable[..., Any], delen: list[Functie]) -> Functie:
    """Unknown where any part is unknown."""

    def van(w: Waarden) -> Any:
        waarden = [deel(w) for deel in delen]
        return None if None in waarden else reken(*waarden)

    return van


def _norm(u: Norm, delen: list[Functie], normen: NormenOp, regelset: Regelset) -> Functie:
    if normen.peildatum is None:
        return lambda w: None
    waarde, anders = normen.waarden[u.naam], regelset.normen[u.naam].anders
    if not delen:
        return lambda w: waarde

    def van(w: Waarden) -> Any:
        sleutels = tuple(deel(w) for deel in delen)
        if None not in sleutels:
            return waarde.get(sleutels, anders)
        if None in sleutels[:-1]:
            return None
        # with only the last key unknown the value is known where every possible key gives the same
        mogelijk = {waarde.get((*sleutels[:-1], code), anders) for code in u.sleutels[-1].soort.keuzes}
        return mogelijk.pop() if len(mogelijk) == 1 else None

    return van
