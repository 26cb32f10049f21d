"""How long each term of the law is, by date; the lengths are norms, in `normen/termijnen.csv`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from meerzorg.wet.normen import termijnnormen
from meerzorg.wet.termijnen.kalender import Duur
from regeltaal.bron import Bron


class Wettermijn(NamedTuple):
    """The length of a term, and the article that gives it."""

    duur: Duur
    bron: Bron


def wettelijk(naam: str, dag: date) -> Wettermijn:
    """The term of the law as it reads on `dag`, the day from which it counts. Raises NormFout before 2015."""
    (rij,) = termijnnormen().op(dag).gekozen[naam].values()
    soort = termijnnormen().begrippen[naam].soort.naam
    assert isinstance(rij.waarde, int)
    return Wettermijn(Duur(rij.waarde, "weken" if soort == "weken" else "dagen"), rij.bron)
