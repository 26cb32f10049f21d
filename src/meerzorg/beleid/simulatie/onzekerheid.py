"""How sure is the outcome? The assumptions drawn again and again, and each moved on its own (tornado).

Every draw judges the same people with the same random numbers under other assumptions, so that what differs is the
assumption and not chance. Only who applies counts: that is where money and access are decided.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process

import numpy as np
import polars as pl

from meerzorg.beleid.invoer.aannames import Aannames, aannames
from meerzorg.beleid.populatie.personen import deelpopulaties
from meerzorg.beleid.simulatie.doorrekenen import NODIG, kernel_van, simuleer
from meerzorg.beleid.simulatie.kubus import verschillen
from meerzorg.beleid.simulatie.plan import Plan

PROCESSORS = len(os.sched_getaffinity(0))
NAAST_ELKAAR = 40
"""From so many draws on they are computed side by side, each processor its own."""
SAMEN, VEEL = 4, 100_000
"""So many draws go to a process together; with more people than `VEEL` one, or stopping halfway would take long."""
AANDELEN = ("aandeel", "personen", "mln euro")
"""Units of assumptions whose values count relative to the others of the same table: shares of a whole."""


@dataclass(frozen=True, slots=True)
class Kern:
    """The main figures of one variant against the first: euro per year above the basisbudget, and people."""

    verschil: float
    meerzorg_van: int
    meerzorg_naar: int
    winnaars: int
    verliezers: int


@dataclass(frozen=True, slots=True)
class Spreiding:
    """A figure over the draws: the middle one, and the bounds between which nine out of ten lie."""

    midden: float
    laag: float
    hoog: float


@dataclass(frozen=True, slots=True)
class Gevoeligheid:
    """What happens to the difference when one assumption goes to its lowest and to its highest value."""

    aanname: str
    bij_laag: float
    bij_hoog: float

    @property
    def breedte(self) -> float:
        return abs(self.bij_hoog - self.bij_laag)


def kernen(plan: Plan, personen: int, zaad: int, van: Aannames) -> dict[str, Kern]:
    """The main figures per variant, over those who apply; zero where nobody does."""
    mensen = deelpopulaties(personen, zaad, van, velden=NODIG, draden=1)
    tabellen = (tabel.filter(pl.col("aanvraagt")) for tabel in mensen)
    uitslag = simuleer(plan, tabellen)
    uit = dict.fromkeys(plan.varianten, Kern(0.0, 0, 0, 0, 0))
    for naam, kubus in uitslag.kubussen.items():
        (v,) = verschillen(kubus)
        uit[naam] = Kern(v.verschil, v.meerzorg_van, v.meerzorg_naar, v.winnaars, v.verliezers)
    return uit


def trekkingen(
    plan: Plan,
    personen: int,
    zaad: int,
    aantal: int,
    van: Aannames | None = None,
    voortgang: Callable[[int], None] = lambda klaar: None,
) -> Iterator[dict[str, Kern]]:
    """The main figures under `aantal` draws of all assumptions together."""
    midden = van or aannames()
    een = partial(_trekking, plan, personen, zaad, midden)
    with ExitStack() as bij_einde:
        getrokken: Iterator[dict[str, Kern]] = map(een, range(aantal))
        if aantal >= NAAST_ELKAAR and PROCESSORS > 1:
            kernel_van(plan)  # compiled once, found by the others
            pool = ProcessPoolExecutor(PROCESSORS, mp_context=get_context("spawn"), initializer=_eindig_met_ouder)
            bij_einde.callback(pool.shutdown, cancel_futures=True)  # who stops halfway does not wait for the rest
            getrokken = pool.map(een, range(aantal), chunksize=SAMEN if personen <= VEEL else 1)
        for nummer, kern in enumerate(getrokken, start=1):
            yield kern
            voortgang(nummer)


def _eindig_met_ouder() -> None:
    """Without this the processes of a parent that is killed would wait for work for ever."""

    def wacht() -> None:
        if ouder := parent_process():
            ouder.join()
            os._exit(1)

    threading.Thread(target=wacht, daemon=True).start()


def _trekking(plan: Plan, personen: int, zaad: int, midden: Aannames, nummer: int) -> dict[str, Kern]:
    return kernen(plan, personen, zaad, midden.trek(zaad, nummer))


def spreiding(getallen: list[float]) -> Spreiding:
    """The middle and the 5th and 95th percentile."""
    laag, midden, hoog = np.percentile(np.array(getallen), [5, 50, 95])
    return Spreiding(float(midden), float(laag), float(hoog))


def tornado(
    plan: Plan,
    naar: str,
    personen: int,
    zaad: int,
    van: Aannames | None = None,
    voortgang: Callable[[int], None] = lambda klaar: None,
) -> list[Gevoeligheid]:
    """Per assumption the difference of `naar` with that assumption low and high, the widest first.

    A table moves as a whole. Of shares that add up to one the largest moves, and the others make room.
    """
    midden = van or aannames()
    uit = []
    for nr, naam in enumerate(dict.fromkeys(rij.naam for rij in midden), start=1):
        rijen = [rij for rij in midden if rij.naam == naam and rij.laag < rij.hoog]
        if not rijen:
            continue
        if rijen[0].eenheid in AANDELEN:
            rijen = [max(rijen, key=lambda rij: rij.waarde)]
        kanten = [
            kernen(plan, personen, zaad, midden.met({rij.plek: getattr(rij, kant) for rij in rijen}))[naar].verschil
            for kant in ("laag", "hoog")
        ]
        uit.append(Gevoeligheid(naam, *kanten))
        voortgang(nr)
    return sorted(uit, key=lambda uitslag: -uitslag.breedte)
