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
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from meerzorg.beleid.bestand import schrijf_parquet
from meerzorg.beleid.kolommen_wet import UITVOER, VERPLICHT, kernel, lees_kolommen
from meerzorg.beleid.kubus import kubus, samen
from meerzorg.taal.fouten import Fout, InvoerFout, NormFout, dichtstbij, getoond
from meerzorg.taal.kolommen import OP_DATUM, Kernel, Resultaat
from meerzorg.taal.normen import Normen
from meerzorg.taal.soorten import Soort, als_euro
from meerzorg.wet.bronnen import AANNAME
from meerzorg.wet.kaders import KADERS
from meerzorg.wet.normen import BEGRIPPEN, WAARDEN, normen, waarde_van
from meerzorg.wet.waarden import MAXIMUM_EURO

ONGEWIJZIGD = " (normen ongewijzigd)"
LEEFTIJDSKLASSEN = ((0, "0-17"), (18, "18-64"), (65, "65-79"), (80, "80 en ouder"))
HOOGST = {"factor": 10, "euro": MAXIMUM_EURO * 100, "weken": 530, "maanden": 120, "score": 3}
"""The highest value that a changed norm may have; amounts in cents."""
NORM_TOEGESTAAN = {
    "factor": "een getal van 0 tot en met 10, met een punt voor de decimalen: 0.25 is 25 %",
    "euro": f"een bedrag van 0 tot en met {MAXIMUM_EURO}, met een punt en ten hoogste twee decimalen",
    "weken": "een heel aantal weken van 0 tot en met 530",
    "maanden": "een heel aantal maanden van 0 tot en met 120",
    "score": "een getal van 0 tot en met 3, met een punt voor de decimalen",
    "datum": "een datum als 2026-12-31",
}
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate: the frameworks (first one is compared with the others) and the norms laid over the law's."""

    kaders: tuple[str, ...] = (OP_DATUM,)
    aanpassingen: tuple[tuple[str, str], ...] = ()

    @property
    def varianten(self) -> tuple[str, ...]:
        """Without changed norms each framework; with them each framework unchanged, then changed."""
        if not self.aanpassingen:
            return self.kaders
        return (*(f"{kader}{ONGEWIJZIGD}" for kader in self.kaders), *self.kaders)


def lees_plan(kaders: str | None, aanpassingen: Sequence[str]) -> Plan:
    """The plan from the command line: `A,B` and NAME=VALUE. Raises InvoerFout with every fault."""
    fouten: list[Fout] = []
    gekozen = tuple(dict.fromkeys(naam.strip() for naam in (kaders or OP_DATUM).split(",")))
    bekend = (OP_DATUM, *KADERS)
    for naam in gekozen:
        if naam not in bekend:
            fouten.append(Fout("--kaders", repr(naam), f"een van {', '.join(bekend)}", dichtstbij(naam, bekend)))
    paren: dict[str, str] = {}
    scalair = [begrip.naam for begrip in WAARDEN]
    for tekst in aanpassingen:
        naam, _, waarde = (deel.strip() for deel in tekst.partition("="))
        if naam not in scalair:
            gevonden = f"{getoond(naam)}, een tabel" if naam in BEGRIPPEN else getoond(naam)
            fouten.append(Fout("--norm", gevonden, f"een van {', '.join(scalair)}", dichtstbij(naam, scalair)))
            continue
        if naam in paren:
            fouten.append(Fout(f"--norm {naam}", "twee waarden", "elke norm één keer"))
        soort = BEGRIPPEN[naam].soort
        if not _mogelijk(waarde, soort):
            fouten.append(Fout(f"--norm {naam}", getoond(waarde), NORM_TOEGESTAAN[soort.naam]))
        paren[naam] = waarde
    if fouten:
        raise InvoerFout(fouten)
    return Plan(gekozen, tuple(paren.items()))


def status_van(variant: str) -> str | None:
    """The legal status of the framework of a variant; None where each row has its own."""
    kader = variant.removesuffix(ONGEWIJZIGD)
    return None if kader == OP_DATUM else KADERS[kader].status


def _mogelijk(tekst: str, soort: Soort) -> bool:
    try:
        waarde = waarde_van(tekst, soort)
        return isinstance(waarde, date) or (isinstance(waarde, int | Decimal) and 0 <= waarde <= HOOGST[soort.naam])
    except (ArithmeticError, ValueError):  # NaN, too, cannot be compared
        return False


def aangepaste_normen(aanpassingen: Iterable[tuple[str, str]]) -> Normen:
    """The norms of the law with others laid over them; the law's own stay as they are."""
    uit = normen()
    for naam, waarde in aanpassingen:
        uit = uit.met(naam, waarde_van(waarde, BEGRIPPEN[naam].soort), AANNAME)
    return uit


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
