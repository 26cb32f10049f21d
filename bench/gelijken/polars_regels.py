"""The same rules as polars expressions: null is unknown, norms are lookups by place in a dense table.

Tuned: choices and dates are small whole numbers, every rule is computed once, rules that do not need each other in
one step. With `volledig` the handling of unknowns is left out (for rows on which everything is known).
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Any

import polars as pl

from gelijken.boom import EERSTE_DAG, Vertaler, periode_per_dag
from meerzorg.wet.procedure.kaders import regelset
from regeltaal.lezers.kolommen.invoer import Kolommen
from regeltaal.soorten import JANEE


class PolarsRegels(Vertaler):
    def __init__(self, kader: str, doel: str = "uitkomst", *, volledig: bool = False) -> None:
        super().__init__(regelset(kader), doel)
        self.volledig = volledig

    def tabel(self, kolommen: Kolommen) -> pl.DataFrame:
        """The inputs of the rules, as polars has them."""
        reeksen = []
        for naam in self.invoer:
            reeks = pl.Series(naam, kolommen.codes(naam))
            reeks = reeks == 1 if kolommen.indeling.kolom(naam).soort is JANEE else reeks
            reeksen.append(reeks if self.volledig else reeks.set(pl.Series(~kolommen.bekend(naam)), None))
        return pl.DataFrame(reeksen).rechunk()

    def plan(self, tabel: pl.DataFrame) -> pl.LazyFrame:
        """The computation of the outcome, as its code; null is not to be determined."""
        dag = (pl.col("aanvraagdatum") - EERSTE_DAG).cast(pl.UInt32)
        uit = tabel.lazy().with_columns(_periode().gather(dag).alias(self.periode))
        for laag in self.lagen:
            uit = uit.with_columns(self.regel(naam).alias(naam) for naam in laag)
        return uit.select(self.doel)

    def regel(self, naam: str) -> pl.Expr:
        waarde = super().regel(naam)
        return waarde if isinstance(waarde, pl.Expr) else pl.lit(waarde)

    def kolom(self, naam: str) -> pl.Expr:
        return pl.col(naam)

    def uit_tabel(self, naam: str, cellen: list[Any], plaats: pl.Expr) -> pl.Expr:
        soort = pl.Boolean if self.regelset.normen[naam].soort is JANEE else pl.Int32
        return pl.lit(pl.Series(cellen, dtype=soort)).gather(plaats)

    def laatste_sleutel(self, waarde: pl.Expr, onbekend: int) -> pl.Expr:
        return waarde if self.volledig else waarde.fill_null(onbekend)

    def lang(self, waarde: Any) -> Any:
        return waarde.cast(pl.Int64) if isinstance(waarde, pl.Expr) else waarde

    def kies(self, als: pl.Expr, dan: Any, anders: Any) -> pl.Expr:
        dan, anders = (deel if isinstance(deel, pl.Expr) else pl.lit(deel, pl.Int32) for deel in (dan, anders))
        uit = pl.when(als).then(dan)
        if not self.volledig:
            uit = uit.when(als.is_null() & (dan != anders).fill_null(True)).then(None)
        return uit.otherwise(anders)

    def ladder(self, treden: list[tuple[pl.Expr, int]], anders: int) -> pl.Expr:
        """The first rung that surely holds, unless one before it that may hold gives something else."""
        alle = [*treden, (pl.lit(True), anders)]
        if self.volledig:
            return _eerste([(als, pl.lit(code, pl.UInt8)) for als, code in alle])
        eerste = _eerste([(als, pl.lit(nr, pl.UInt8)) for nr, (als, _) in enumerate(alle)])
        code = pl.lit(pl.Series([code for _, code in alle], dtype=pl.UInt8)).gather(eerste)
        strijd = (als.is_null() & (eerste > nr) & (code != dan) for nr, (als, dan) in enumerate(treden))
        return pl.when(reduce(or_, strijd)).then(None).otherwise(code)


def _eerste(treden: list[tuple[pl.Expr, pl.Expr]]) -> pl.Expr:
    (als, dan), *rest = treden[:-1]
    uit = pl.when(als).then(dan)
    for als, dan in rest:
        uit = uit.when(als).then(dan)
    return uit.otherwise(treden[-1][1])


@cache
def _periode() -> pl.Expr:
    return pl.lit(pl.Series(periode_per_dag(), dtype=pl.UInt32))
