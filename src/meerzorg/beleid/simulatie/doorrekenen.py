"""What the rules do to everyone: the same people under several frameworks and changed norms.

A variant is a framework with a set of norms; norms are changed by laying others over them, never in place. Every
variant sees the same people in the same batch, so that differences are paired and nothing larger than a batch stays in
memory.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from meerzorg.beleid.invoer.bestand import schrijf_parquet
from meerzorg.beleid.simulatie.kolommen import UITVOER, VERPLICHT, kernel, lees_kolommen
from meerzorg.beleid.simulatie.kubus import kubus, samen
from meerzorg.beleid.simulatie.plan import ONGEWIJZIGD, Plan, aangepaste_normen
from regeltaal.fouten import Fout, InvoerFout, NormFout
from regeltaal.lezers.kolommen.kern import Kernel, Resultaat
from regeltaal.soorten import als_euro

LEEFTIJDSKLASSEN = ((0, "0-17"), (18, "18-64"), (65, "65-79"), (80, "80 en ouder"))
_REGELS = (*UITVOER, "toegekend_extra")


@dataclass
class Telling:
    """What one variant gives: people per outcome and per access, and money in cents per year."""

    uitkomsten: dict[str, int] = field(default_factory=dict)
    toegang: dict[str, int] = field(default_factory=dict)
    toegekend_totaal: int = 0
    toegekend_extra: int = 0

    def bij(self, r: Resultaat, kader: str) -> None:
        """Adds a batch."""
        for naam, teller in (("uitkomst", self.uitkomsten), ("toegang_meerzorg", self.toegang)):
            labels: dict[Any, str] = {None: "onbekend", True: "ja", False: "nee"} if naam == "toegang_meerzorg" else {}
            for code, label in enumerate(r.labels(kader, naam)):
                aantal = int((r.codes(kader, naam) == code).sum())
                if aantal:
                    sleutel = labels.get(label, str(label))
                    teller[sleutel] = teller.get(sleutel, 0) + aantal
        for naam in ("toegekend_totaal", "toegekend_extra"):
            som = int(r.getallen(kader, naam)[r.bekend(kader, naam)].sum())
            setattr(self, naam, getattr(self, naam) + som)

    def als_json(self) -> dict[str, Any]:
        return {
            "uitkomsten": dict(sorted(self.uitkomsten.items(), key=lambda paar: -paar[1])),
            "toegang_meerzorg": self.toegang,
            "toegekend_totaal": als_euro(self.toegekend_totaal),
            "toegekend_extra": als_euro(self.toegekend_extra),
        }


@dataclass
class Simulatie:
    """The result: a count per variant, and a cube of paired differences of the first variant against each."""

    varianten: tuple[str, ...]
    personen: int = 0
    seconden: float = 0.0
    tellingen: dict[str, Telling] = field(default_factory=dict)
    kubussen: dict[str, pl.DataFrame] = field(default_factory=dict)

    @property
    def basis(self) -> str:
        """The variant with which the others are compared."""
        return self.varianten[0]

    def tel(self, tabel: pl.DataFrame, per_variant: Mapping[str, tuple[Resultaat, str]]) -> None:
        """Adds a batch: the people, and per variant the result and the framework it was judged under."""
        self.personen += tabel.height
        for naam, (resultaat, kader) in per_variant.items():
            self.tellingen[naam].bij(resultaat, kader)
        mensen = _mensen(tabel, per_variant)
        for naam in self.varianten:
            erbij = kubus(mensen, self.basis, naam)
            self.kubussen[naam] = samen([self.kubussen[naam], erbij]) if naam in self.kubussen else erbij


def simuleer(
    plan: Plan,
    tabellen: Iterable[pl.DataFrame],
    *,
    uit: Path | None = None,
    voortgang: Callable[[int], None] = lambda personen: None,
) -> Simulatie:
    """Judges all people under every variant of the plan, batch by batch.

    With `uit` the results go to a Parquet file, a row per person in the order of the input. `voortgang` is told how
    many people are done. Raises InvoerFout for a table that does not fit the vocabulary.
    """
    gewijzigd = kernel_van(plan)
    zoals_het_is = kernel_van(Plan(plan.kaders)) if plan.aanpassingen else None
    uitslag = Simulatie(plan.varianten, tellingen={naam: Telling() for naam in plan.varianten})
    begin = time.perf_counter()

    def resultaten() -> Iterator[Resultaat]:
        for tabel in tabellen:
            if tabel.is_empty():
                continue
            kolommen = lees_kolommen(tabel, uitslag.personen)
            resultaat = gewijzigd.beoordeel(kolommen)
            per_variant = {kader: (resultaat, kader) for kader in plan.kaders}
            if zoals_het_is is not None:
                anders = zoals_het_is.beoordeel(kolommen)
                per_variant |= {f"{kader}{ONGEWIJZIGD}": (anders, kader) for kader in plan.kaders}
            uitslag.tel(tabel, per_variant)
            voortgang(uitslag.personen)
            yield resultaat

    if uit is None:
        deque(resultaten(), maxlen=0)
    else:
        schrijf_parquet((_resultaat(resultaat, plan.kaders) for resultaat in resultaten()), uit)
    uitslag.seconden = time.perf_counter() - begin
    return uitslag


@cache
def kernel_van(plan: Plan) -> Kernel:
    """The kernel under the norms of the plan, made once. Raises InvoerFout where these are too precise to be exact."""
    try:
        return kernel(plan.kaders, aangepaste_normen(plan.aanpassingen), _REGELS)
    except NormFout as fout:
        gevonden = ", ".join(f"{naam}={waarde}" for naam, waarde in plan.aanpassingen)
        raise InvoerFout([Fout("--norm", f"{gevonden} ({fout})", "een waarde met minder decimalen")]) from fout


NODIG = frozenset({*VERPLICHT, "indicatie_einddatum", "ingangsdatum", "leeftijd", "zorgkantoor", "aanvraagt"})
"""The columns that a simulation reads."""


def _resultaat(r: Resultaat, kaders: Sequence[str]) -> pl.DataFrame:
    alles = r.tabel()
    return alles.select(f"{regel}__{kader}" for kader in kaders for regel in UITVOER)


def _mensen(tabel: pl.DataFrame, per_variant: Mapping[str, tuple[Resultaat, str]]) -> pl.DataFrame:
    """The groups of each person and, per variant, outcome and extra amount in cents."""
    klasse: pl.Expr = pl.lit("onbekend")
    if "leeftijd" in tabel.columns:
        for vanaf, naam in LEEFTIJDSKLASSEN:
            klasse = pl.when(pl.col("leeftijd") >= vanaf).then(pl.lit(naam)).otherwise(klasse)
    kantoor = (
        pl.col("zorgkantoor").cast(pl.String).fill_null("onbekend")
        if "zorgkantoor" in tabel.columns
        else pl.lit("onbekend")
    )
    aanvraagt = pl.col("aanvraagt") if "aanvraagt" in tabel.columns else pl.lit(True)
    groepen = tabel.select(
        zorgprofiel=pl.col("zorgprofiel").cast(pl.String).fill_null("onbekend"),
        leeftijdsklasse=klasse,
        zorgkantoor=kantoor,
        aanvraagt=aanvraagt,
    )
    reeksen = []
    for naam, (r, kader) in per_variant.items():
        labels = [str(label) for label in r.labels(kader, "uitkomst")]
        codes = pl.Series(r.codes(kader, "uitkomst")).cast(pl.UInt32)
        reeksen.append(pl.Series(labels).gather(codes).alias(f"uitkomst__{naam}"))
        extra = pl.Series(r.getallen(kader, "toegekend_extra"))
        bekend = pl.Series(r.bekend(kader, "toegekend_extra"))
        reeksen.append(extra.set(~bekend, None).alias(f"extra__{naam}"))
    return groepen.with_columns(reeksen)
