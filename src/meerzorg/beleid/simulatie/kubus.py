"""The cube: what two variants do to the same people, counted per pair of outcomes and per group.

A cube is small whatever the number of people, and cubes add up: every table and picture of a comparison is made from
one. Money is in whole cents; only the squares, which serve the intervals, are binary floats.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

GROEPEN = ("zorgprofiel", "leeftijdsklasse", "zorgkantoor", "aanvraagt")
_SOMMEN = (
    "personen",
    "bedrag_van",
    "bedrag_naar",
    "verschil",
    "verschil2",
    "winst",
    "winnaars",
    "verlies",
    "verliezers",
)
Z95 = 1.959963984540054
"""The normal quantile of a 95 % interval."""
WEINIG = 10
"""With fewer people who differ a normal interval, which counts on many, is too narrow."""


@dataclass(frozen=True, slots=True)
class Verschil:
    """The paired difference of one group: euro per year, with a 95 % interval over the people (not the assumptions)."""

    groep: str
    personen: int
    verschil: float
    laag: float
    hoog: float
    winnaars: int
    verliezers: int
    winst: float
    verlies: float
    meerzorg_van: int
    meerzorg_naar: int

    @property
    def marge_te_smal(self) -> bool:
        """So few people get another amount that the interval says more than is known."""
        return self.winnaars + self.verliezers < WEINIG


def kubus(mensen: pl.DataFrame, van: str, naar: str) -> pl.DataFrame:
    """The cube of `van` against `naar` over one batch.

    `mensen` has the groups and, per variant, `uitkomst__VARIANT` and `extra__VARIANT`: what is granted above the
    basisbudget, in cents (null is unknown, and leaves the person out of the amounts). Above the basisbudget, because a
    refusal leaves the basisbudget as it is.
    """
    bedrag_van, bedrag_naar = pl.col(f"extra__{van}"), pl.col(f"extra__{naar}")
    verschil = (bedrag_naar - bedrag_van).fill_null(0)
    return (
        mensen.lazy()
        .select(
            *GROEPEN,
            van=pl.col(f"uitkomst__{van}").cast(pl.String),
            naar=pl.col(f"uitkomst__{naar}").cast(pl.String),
            bedrag_van=bedrag_van.fill_null(0),
            bedrag_naar=bedrag_naar.fill_null(0),
            verschil=verschil,
        )
        .group_by(*GROEPEN, "van", "naar")
        .agg(
            personen=pl.len().cast(pl.Int64),
            bedrag_van=pl.col("bedrag_van").sum(),
            bedrag_naar=pl.col("bedrag_naar").sum(),
            verschil=pl.col("verschil").sum(),
            verschil2=(pl.col("verschil").cast(pl.Float64) ** 2).sum(),
            winst=pl.col("verschil").clip(lower_bound=0).sum(),
            winnaars=(pl.col("verschil") > 0).sum().cast(pl.Int64),
            verlies=-pl.col("verschil").clip(upper_bound=0).sum(),
            verliezers=(pl.col("verschil") < 0).sum().cast(pl.Int64),
        )
        .collect()
    )


def samen(kubussen: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Cubes of several batches as one."""
    return _gegroepeerd(pl.concat(list(kubussen)), (*GROEPEN, "van", "naar"))


def stromen(k: pl.DataFrame) -> pl.DataFrame:
    """How many people go from which outcome to which, largest first."""
    return _gegroepeerd(k, ("van", "naar")).sort("personen", "van", "naar", descending=[True, False, False])


def verschillen(k: pl.DataFrame, groep: str | None = None) -> list[Verschil]:
    """The paired differences: of everyone, or per value of `groep`."""
    kolom = pl.lit("iedereen").alias("groep") if groep is None else pl.col(groep).cast(pl.String).alias("groep")
    meerzorg = [
        (pl.col("personen") * (pl.col(kant) == "meerzorg")).sum().alias(f"meerzorg_{kant}") for kant in ("van", "naar")
    ]
    rijen = k.group_by(kolom).agg(*(pl.col(som).sum() for som in _SOMMEN), *meerzorg).sort("groep")
    return [_verschil(rij) for rij in rijen.iter_rows(named=True)]


def _verschil(rij: dict[str, float]) -> Verschil:
    n, totaal = int(rij["personen"]), rij["verschil"] / 100
    gemiddeld, kwadraat = (som / max(n, 1) for som in (totaal, rij["verschil2"] / 10_000))
    variantie = max(kwadraat - gemiddeld**2, 0) * n / max(n - 1, 1)
    marge = Z95 * math.sqrt(variantie * n)
    return Verschil(
        groep=str(rij["groep"]),
        personen=n,
        verschil=totaal,
        laag=totaal - marge,
        hoog=totaal + marge,
        winnaars=int(rij["winnaars"]),
        verliezers=int(rij["verliezers"]),
        winst=rij["winst"] / 100,
        verlies=rij["verlies"] / 100,
        meerzorg_van=int(rij["meerzorg_van"]),
        meerzorg_naar=int(rij["meerzorg_naar"]),
    )


def _gegroepeerd(k: pl.DataFrame, sleutels: Sequence[str]) -> pl.DataFrame:
    return k.group_by(*sleutels).agg(*(pl.col(som).sum() for som in _SOMMEN))
