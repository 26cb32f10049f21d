"""The plain reading of an expression: a walk over the tree, slow and obvious.

`zin` uses it for the amounts in a sentence; the tests hold every other reader against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meerzorg.taal.normen import NormenOp
from meerzorg.taal.regel import Regelset
from meerzorg.taal.soorten import EURO, maal_factor
from meerzorg.taal.uitdrukking import (
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


def waarde(u: Uitdrukking, w: Mapping[str, Any], normen: NormenOp, regelset: Regelset) -> Any:
    """The value of `u` given the values `w` of inputs and rules by name; None is unknown."""

    def van(deel: Uitdrukking) -> Any:
        return waarde(deel, w, normen, regelset)

    match u:
        case Vast():
            return u.waarde
        case Naam():
            return w[u.naam]
        case Norm():
            return _norm(u, [van(deel) for deel in u.sleutels], normen, regelset)
        case En():
            leden = [van(lid) for lid in u.leden]
            return False if False in leden else None if None in leden else True
        case Of():
            leden = [van(lid) for lid in u.leden]
            return True if True in leden else None if None in leden else False
        case Kies():
            als, dan, anders = van(u.als), van(u.dan), van(u.anders)
            if als is None:
                return dan if dan == anders else None
            return dan if als else anders
        case Ladder():
            return van(u.als_keuzes())
    delen = [van(deel) for deel in u.delen()]
    if None in delen:
        return None
    match u:
        case Niet():
            return not delen[0]
        case Vergelijk():
            return delen[0] <= delen[1] if u.teken == "<=" else delen[0] >= delen[1]
        case EenVan():
            return delen[0] in u.codes
        case Som():
            return sum(delen[1:], delen[0])
        case Maal():
            return maal_factor(delen[0], delen[1]) if u.soort is EURO else delen[0] * delen[1]
        case BovenNul():
            return max(delen[0] - delen[1], 0)
    raise TypeError(u)


def alle_waarden(invoer: Mapping[str, Any], normen: NormenOp, regelset: Regelset) -> dict[str, Any]:
    """The inputs together with the value of every rule."""
    w = dict(invoer)
    for naam, gebouwd in regelset.regels.items():
        w[naam] = waarde(gebouwd.uitdrukking, w, normen, regelset)
    return w


def _norm(u: Norm, sleutels: list[Any], normen: NormenOp, regelset: Regelset) -> Any:
    if normen.peildatum is None:
        return None
    if not sleutels:
        return normen.waarden[u.naam]
    tabel, anders = normen.waarden[u.naam], regelset.normen[u.naam].anders
    if None not in sleutels:
        return tabel.get(tuple(sleutels), anders)
    # with an unknown last key the value is known where every possible key gives the same
    if None in sleutels[:-1]:
        return None
    mogelijk = {tabel.get((*sleutels[:-1], code), anders) for code in u.sleutels[-1].soort.keuzes}
    return mogelijk.pop() if len(mogelijk) == 1 else None
