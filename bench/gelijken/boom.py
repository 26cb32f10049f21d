"""The walk over the expressions of the rules that the peers share: each says what its columns are and how it chooses.

Pure Python, so that a peer in an environment of its own can use it. Arithmetic and comparison are the operators of the
peer's own columns. Numbers are whole: cents, millionths of hours and factors, days since 1970.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from itertools import product
from operator import and_, or_
from typing import Any

from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.rlz_2025 import HET_BEGIN
from regeltaal.regel import Regelset
from regeltaal.soorten import EURO, JANEE, Soort
from regeltaal.uitdrukking import (
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

DECIMALEN = {"uren per week": 6, "score": 6, "factor": 6}
EPOCHE = date(1970, 1, 1)
EERSTE_DAG = (HET_BEGIN - EPOCHE).days
LAATSTE_DAG = (date(2199, 12, 31) - EPOCHE).days


class Vertaler:
    """The rules behind one rule (`doel`), in order, and the value of each over columns.

    `periode` names the column with the period of the norms of each row: see `periode_per_dag`.
    """

    periode = "periode_van_norm"

    def __init__(self, regelset: Regelset, doel: str) -> None:
        self.regelset = regelset
        self.doel = doel
        self.invoer = regelset.invoer_van(doel)

    @cached_property
    def lagen(self) -> list[list[str]]:
        """The rules that are needed, in layers: each needs only what is in earlier ones."""
        laag: dict[str, int] = {}

        def loop(naam: str) -> int:
            if naam not in self.regelset.regels:
                return -1
            if naam not in laag:
                laag[naam] = 1 + max(map(loop, self.regelset.regels[naam].namen), default=-1)
            return laag[naam]

        return [[naam for naam in laag if laag[naam] == nr] for nr in range(loop(self.doel) + 1)]

    # --- what a peer says -----------------------------------------------------------------------------------------

    def kolom(self, naam: str) -> Any:
        """An input, rule or period as the column of the peer; a choice as its code."""
        raise NotImplementedError

    def uit_tabel(self, naam: str, cellen: list[Any], plaats: Any) -> Any:
        """The cells of a table (None: unknown) at a column of places."""
        raise NotImplementedError

    def kies(self, als: Any, dan: Any, anders: Any) -> Any:
        raise NotImplementedError

    def ladder(self, treden: list[tuple[Any, int]], anders: int) -> Any:
        raise NotImplementedError

    def lang(self, waarde: Any) -> Any:
        """The column in 64 bits."""
        raise NotImplementedError

    def laatste_sleutel(self, waarde: Any, onbekend: int) -> Any:
        """The last key of a table, with the place for unknown where it is."""
        return waarde

    # --- the walk -------------------------------------------------------------------------------------------------

    def regel(self, naam: str) -> Any:
        """The value of a rule, over the columns of inputs and of rules in earlier layers."""
        return self.waarde(self.regelset.regels[naam].uitdrukking)[0]

    def waarde(self, u: Uitdrukking) -> tuple[Any, int]:
        """The value, and of a number its decimals."""
        if isinstance(u, Naam):
            return self.kolom(u.naam), DECIMALEN.get(u.soort.naam, 0)
        if isinstance(u, Vast):
            return heel(u.waarde, u.soort), DECIMALEN.get(u.soort.naam, 0)
        if isinstance(u, Ladder):
            treden = [
                (self.waarde(trede.als)[0], u.soort.keuzes.index(trede.dan))
                for trede in u.treden
                if mogelijk(trede.als, self.regelset)
            ]
            return self.ladder(treden, u.soort.keuzes.index(u.anders)), 0
        delen = [self.waarde(deel) for deel in u.delen()]
        match u:
            case Norm():
                return self._norm(u, [deel for deel, _ in delen]), DECIMALEN.get(u.soort.naam, 0)
            case En():
                return reduce(and_, (deel for deel, _ in delen)), 0
            case Of():
                return reduce(or_, (deel for deel, _ in delen)), 0
            case Niet():
                return ~delen[0][0], 0
            case EenVan():
                keuzes = u.lid.soort.keuzes
                return reduce(or_, (delen[0][0] == keuzes.index(code) for code in u.codes)), 0
            case Maal():
                (a, decimalen), (b, meer) = delen
                maal = self.lang(a) * self.lang(b)
                if u.soort is not EURO:
                    return maal, decimalen + meer
                return (2 * maal + 10**meer) // (2 * 10**meer), decimalen
        decimalen = max(aantal for _, aantal in delen[-2:])
        geschaald = [
            deel if aantal == decimalen else self.lang(deel) * 10 ** (decimalen - aantal) for deel, aantal in delen[-2:]
        ]
        match u:
            case Vergelijk():
                return u.orde(*geschaald), 0
            case Som():
                return geschaald[0] + geschaald[1], decimalen
            case Kies():
                return self.kies(delen[0][0], *geschaald), decimalen
        raise TypeError(f"de gelijken kennen geen {type(u).__name__}")

    def _norm(self, u: Norm, sleutels: list[Any]) -> Any:
        plaats = self.kolom(self.periode)
        for nr, (sleutel, deel) in enumerate(zip(sleutels, u.sleutels, strict=True), start=1):
            onbekend = len(deel.soort.keuzes)
            if nr == len(sleutels):
                sleutel = self.laatste_sleutel(sleutel, onbekend)
            plaats = plaats * (onbekend + 1) + sleutel
        return self.uit_tabel(u.naam, list(_cellen(u)), plaats)


def heel(waarde: Any, soort: Soort) -> Any:
    """A value of a rule or norm as whole number of its smallest unit; yes/no and unknown as they are."""
    if waarde is None or soort is JANEE:
        return waarde
    getal = Decimal(waarde) * 10 ** DECIMALEN.get(soort.naam, 0)
    assert getal == int(getal)
    return int(getal)


def mogelijk(u: Uitdrukking, regelset: Regelset) -> bool:
    """Whether a rung can hold: a framework may lack the part that it names."""
    while isinstance(u, Naam) and u.naam in regelset.regels:
        u = regelset.regels[u.naam].uitdrukking
    return not (isinstance(u, Vast) and u.waarde is False)


def periode_per_dag() -> list[int]:
    """The period of the norms on each day from `EERSTE_DAG`."""
    uit: list[int] = []
    for dag in [(begin - EPOCHE).days for begin in normen().grenzen()][1:]:
        uit += [uit[-1] + 1 if uit else 0] * (min(dag, LAATSTE_DAG + 1) - EERSTE_DAG - len(uit))
    return uit + [uit[-1] + 1] * (LAATSTE_DAG + 1 - EERSTE_DAG - len(uit))


def _cellen(u: Norm) -> Iterator[Any]:
    """The values by period and keys; every key has a last place for unknown, as `scalair` reads it."""
    anders = normen().begrippen[u.naam].anders
    for begin in normen().grenzen():
        waarden = normen().op(begin).waarden[u.naam]
        if not u.sleutels:
            yield heel(waarden, u.soort)
            continue
        for sleutel in product(*((*deel.soort.keuzes, None) for deel in u.sleutels)):
            *eerste, laatste = sleutel
            codes = u.sleutels[-1].soort.keuzes if laatste is None else (laatste,)
            uit = {None} if None in eerste else {waarden.get((*eerste, code), anders) for code in codes}
            yield heel(uit.pop(), u.soort) if len(uit) == 1 else None
