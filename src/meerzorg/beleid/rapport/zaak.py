"""The matter of a report: what was simulated, the words for it, and what every chapter counts with."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from meerzorg.beleid.invoer.aannames import Aannames, aannames
from meerzorg.beleid.simulatie.doorrekenen import Simulatie
from meerzorg.beleid.simulatie.kubus import GROEPEN, Verschil, verschillen
from meerzorg.beleid.simulatie.onzekerheid import Kern
from meerzorg.beleid.simulatie.plan import ONGEWIJZIGD, Plan, kader_in_woorden
from regeltaal.lezers.zin import opsomming

KLEIN = 10
"""A group with fewer people is shown together with the other small ones."""
OVERIGE = f"overige (groepen met minder dan {KLEIN} mensen)"
GEEN_GROEP = "onbekend"
MAX_NAAM = 60


def _stil(klaar: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Rapportstof:
    """A simulation to be reported; `bestand` is the name of the report, for the command that makes it again.

    `voortgang` is told how many assumptions were moved on their own: what takes longest in making the report.
    """

    plan: Plan
    uitslag: Simulatie
    getrokken: tuple[Mapping[str, Kern], ...]
    van: Aannames
    personen: int
    zaad: int
    fictief: bool
    bestand: str
    voortgang: Callable[[int], None] = _stil

    @property
    def basis(self) -> str:
        """The variant with which the others are compared."""
        return self.uitslag.basis

    @property
    def anderen(self) -> tuple[str, ...]:
        return self.uitslag.varianten[1:]

    @property
    def mensen(self) -> str:
        return "verzonnen mensen" if self.fictief else "mensen uit uw eigen bestand"

    @property
    def kaders(self) -> str:
        """All frameworks in words, and whether norms were changed."""
        namen = opsomming([kader_in_woorden(kader) for kader in self.plan.kaders])
        return f"{namen}, met de normen van nu en met andere normen" if self.plan.aanpassingen else namen

    @cached_property
    def wie(self) -> dict[str, pl.DataFrame]:
        """Per variant the cube of those who apply, with names of groups that are safe to show."""
        return {naam: _schoon(k.filter(pl.col("aanvraagt"))) for naam, k in self.uitslag.kubussen.items()}

    @cached_property
    def aanvragers(self) -> int:
        return int(self.wie[self.basis]["personen"].sum())

    @cached_property
    def verschil(self) -> dict[str, Verschil]:
        """Per other variant the difference with the first, over those who apply; empty when nobody does."""
        return {naam: v for naam in self.anderen for v in verschillen(self.wie[naam])}

    def noem(self, variant: str) -> str:
        """A variant in words: which framework, and whether its norms were changed."""
        naam = kader_in_woorden(variant.removesuffix(ONGEWIJZIGD))
        if not self.plan.aanpassingen:
            return naam
        return f"{naam} ({'normen van nu' if variant.endswith(ONGEWIJZIGD) else 'andere normen'})"

    def telling(self, variant: str) -> dict[str, int]:
        """How many of those who apply get which outcome."""
        return dict(self.wie[variant].group_by("naar").agg(pl.col("personen").sum()).iter_rows())

    def bedrag(self, variant: str) -> float:
        """What those who apply are granted above the basisbudget, in euro per year."""
        return float(self.wie[variant]["bedrag_naar"].sum()) / 100

    def per_groep(self, variant: str, kolom: str) -> list[Verschil]:
        """The differences of those who apply per group, the small groups as one, at the end."""
        kubus = self.wie[variant]
        per_groep = kubus.group_by(kolom).agg(pl.col("personen").sum())
        klein = per_groep.filter(pl.col("personen") < KLEIN)[kolom].to_list()
        groep = pl.when(pl.col(kolom).is_in(klein)).then(pl.lit(OVERIGE)).otherwise(pl.col(kolom))
        rijen = verschillen(kubus.with_columns(groep.alias(kolom)), kolom)
        return sorted(rijen, key=lambda rij: (rij.groep in (OVERIGE, GEEN_GROEP), rij.groep))

    def opdracht(self) -> str:
        """The command that makes this report again."""
        delen = ["meerzorg", "simuleer"]
        if self.fictief:
            delen += ["--personen", str(self.personen), "--zaad", str(self.zaad)]
            delen += ["--aannames", "UW-AANNAMES.csv"] if self.van.rijen != aannames().rijen else []
        else:
            delen += ["--populatie", "UW-BESTAND"]
        delen += ["--kaders", ",".join(self.plan.kaders)]
        for naam, waarde in self.plan.aanpassingen:
            delen += ["--norm", f"{naam}={waarde}"]
        delen += ["--trekkingen", str(len(self.getrokken))] if self.fictief else []
        return shlex.join([*delen, "--rapport", self.bestand])


def _schoon(kubus: pl.DataFrame) -> pl.DataFrame:
    """Names of groups that came from a user's file: empty is unknown, nothing unprintable, not endless."""

    def naam(tekst: str | None) -> str:
        heel = "".join(teken if teken.isprintable() else "?" for teken in tekst or GEEN_GROEP)
        return heel if len(heel) <= MAX_NAAM else heel[: MAX_NAAM - 1] + "…"

    namen = [pl.Series(groep, map(naam, kubus[groep]), dtype=pl.String) for groep in GROEPEN if groep != "aanvraagt"]
    return kubus.with_columns(namen)
