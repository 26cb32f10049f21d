"""The plain reading of an expression: one small function per part, obvious rather than quick.

`zin` uses it for the amounts in a sentence; the tests hold every other reader against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from operator import itemgetter, mul, not_
from typing import Any, TypeAlias

from regeltaal.lezers.lezer import Lezer
from regeltaal.lezers.logica import gekozen, kleene
from regeltaal.normen import NormenOp
from regeltaal.regel import Regelset
from regeltaal.soorten import DATUM, EURO, maal_factor
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
)

Waarden: TypeAlias = Mapping[str, Any]
Functie: TypeAlias = Callable[[Waarden], Any]


class Rekenaar(Lezer[[], Functie]):
    """Makes of an expression the function that gives its value from the values of inputs and rules by name.

    None is unknown.
    """

    def __init__(self, normen: NormenOp, regelset: Regelset) -> None:
        self.normen = normen
        self.regelset = regelset

    def vast(self, u: Vast) -> Functie:
        waarde = u.waarde
        return lambda w: waarde

    def naam(self, u: Naam) -> Functie:
        return itemgetter(u.naam)

    def norm(self, u: Norm) -> Functie:
        if self.normen.peildatum is None:
            return lambda w: None
        waarde, begrip, sleutels = self.normen.waarden[u.naam], self.regelset.normen[u.naam], self._delen(u)
        if not sleutels:
            return lambda w: waarde
        codes = u.sleutels[-1].soort.keuzes
        return lambda w: begrip.lees(waarde, tuple(sleutel(w) for sleutel in sleutels), codes)

    def en(self, u: En) -> Functie:
        leden = self._delen(u)
        return lambda w: kleene([lid(w) for lid in leden], beslissend=False)

    def of(self, u: Of) -> Functie:
        leden = self._delen(u)
        return lambda w: kleene([lid(w) for lid in leden], beslissend=True)

    def kies(self, u: Kies) -> Functie:
        als, dan, anders = self._delen(u)
        return lambda w: gekozen(als(w), dan(w), anders(w))

    def niet(self, u: Niet) -> Functie:
        return self._bekend(not_, u)

    def vergelijk(self, u: Vergelijk) -> Functie:
        return self._bekend(u.orde, u)

    def een_van(self, u: EenVan) -> Functie:
        return self._bekend(u.codes.__contains__, u)

    def som(self, u: Som) -> Functie:
        if u.soort is DATUM:
            return self._bekend(lambda dag, dagen: dag + timedelta(dagen), u)
        return self._bekend(lambda eerste, *rest: sum(rest, eerste), u)

    def maal(self, u: Maal) -> Functie:
        return self._bekend(maal_factor if u.soort is EURO else mul, u)

    def boven_nul(self, u: BovenNul) -> Functie:
        return self._bekend(lambda links, rechts: max(links - rechts, 0), u)

    def _delen(self, u: Uitdrukking) -> list[Functie]:
        return [self.lees(deel) for deel in u.delen()]

    def _bekend(self, reken: Callable[..., Any], u: Uitdrukking) -> Functie:
        """Unknown where any part is unknown."""
        delen = self._delen(u)

        def van(w: Waarden) -> Any:
            waarden = [deel(w) for deel in delen]
            return None if None in waarden else reken(*waarden)

        return van


def functie(u: Uitdrukking, normen: NormenOp, regelset: Regelset) -> Functie:
    """The function that gives the value of `u` from the values of inputs and rules by name; None is unknown."""
    return Rekenaar(normen, regelset).lees(u)


def alle_waarden(invoer: Waarden, normen: NormenOp, regelset: Regelset) -> dict[str, Any]:
    """The inputs together with the value of every rule."""
    w = dict(invoer)
    for naam, gebouwd in regelset.regels.items():
        w[naam] = functie(gebouwd.uitdrukking, normen, regelset)(w)
    return w
