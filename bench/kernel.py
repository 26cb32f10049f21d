"""The reader for millions beside the memory of this machine and beside its peers: the same rules on the same rows as
polars expressions and in OpenFisca.

Rows are random, as in `kolommen.py`. All take turns in every round, and of each the best round counts. The kernel and
polars use every processor; OpenFisca has no threads. Every peer must give the outcome of the kernel on every row.
With the peers the kernel gives the outcome only, like they do; elsewhere outcome, access and amount. `vs_polars` is
against expressions without any handling of unknowns, `vs_polars_onbekend` against those with it, on rows that have
unknowns. What could not be measured is null.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from gelijken.polars_regels import PolarsRegels
from kolommen import EEN, WACHT, meet_geheugen, willekeurig
from meerzorg.beleid.simulatie.kolommen import INDELING, UITVOER, kernel
from meerzorg.wet.procedure.kaders import KADERS, regelset
from regeltaal.lezers.kolommen.invoer import Kolommen
from regeltaal.lezers.kolommen.kern import Kernel
from regeltaal.soorten import JANEE

HIER = Path(__file__).parent
VENV = HIER.parent / ".venv-openfisca"
ALLEEN = ("uitkomst",)
UITLEG = {
    "dossiers_per_s_all": "dossiers per seconde, alle kaders in één keer, met onbekenden",
    "dossiers_per_s_one": "idem, één kader, alles bekend",
    "dossiers_per_s_one_uitkomst": "idem, alleen de uitkomst (zoals de gelijken)",
    "read_bandwidth_gb_s": "leessnelheid van het geheugen (GB/s)",
    "read_bandwidth_share": "deel daarvan dat één kader leest",
    "dossiers_per_s_polars": "dossiers per seconde met polars, zonder oog voor onbekenden",
    "vs_polars": "zoveel keer sneller dan polars",
    "dossiers_per_s_polars_onbekend": "dossiers per seconde met polars, met onbekenden",
    "vs_polars_onbekend": "zoveel keer sneller dan polars, met onbekenden",
    "dossiers_per_s_openfisca": "dossiers per seconde met OpenFisca",
    "vs_openfisca": "zoveel keer sneller dan OpenFisca",
    "extra_memory_mb": "geheugen boven de tabel van {rijen_geheugen} dossiers, hoogste (MB)",
}


@njit(nogil=True)
def _som(reeks: Any) -> int:
    som = 0
    for getal in reeks:
        som += getal
    return som


def gelezen_bytes(uitvoer: tuple[str, ...]) -> int:
    """What the kernel of one framework reads of each row in which everything is known: its columns."""
    namen = {"aanvraagdatum"}.union(*(regelset(EEN).invoer_van(naam) for naam in uitvoer))
    smal = {naam for naam in namen if INDELING.kolom(naam).smal}
    return len(smal) + 4 * len(namen - smal)


def leesbeurt(megabytes: int, draden: int) -> Callable[[], Any]:
    """Reads a large array once, on as many threads as the kernel."""
    delen = np.array_split(np.ones(megabytes * 125_000, np.int64), draden)
    pool = ThreadPoolExecutor(draden)
    return lambda: list(pool.map(_som, delen))


def beste_van(beurten: dict[str, Callable[[], Any]], rondes: int) -> dict[str, float]:
    """The shortest time of each, in seconds (its own, if it gives one); each round all take their turn."""
    tijden = {naam: float("inf") for naam in beurten}
    for _ in range(rondes):
        for naam, doe in beurten.items():
            begin = time.perf_counter()
            eigen = doe()
            tijd = eigen if isinstance(eigen, float) else time.perf_counter() - begin
            tijden[naam] = min(tijden[naam], tijd)
    return tijden


def polars_beurt(kolommen: Kolommen, codes: Any, *, volledig: bool) -> Callable[[], Any]:
    """The rules in polars, in the quicker of its engines, which must give the outcomes `codes`."""
    regels = PolarsRegels(EEN, volledig=volledig)
    tabel = regels.tabel(kolommen)
    onbepaald = regelset(EEN).regels["uitkomst"].begrip.soort.keuzes.index("onbepaald")
    tijden = {}
    for motor in ("in-memory", "streaming"):
        begin = time.perf_counter()
        uit = regels.plan(tabel).collect(engine=motor)
        tijden[motor] = time.perf_counter() - begin
        _gelijk("polars", uit["uitkomst"].fill_null(onbepaald).to_numpy(), codes)
    snelste = min(tijden, key=lambda motor: tijden[motor])
    return lambda: regels.plan(tabel).collect(engine=snelste)


def openfisca_python() -> Path | None:
    """The Python with OpenFisca, made on first use; None where that cannot be."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    klaar = VENV / "klaar"
    eisen = HIER / "gelijken" / "openfisca.txt"
    if klaar.exists() and klaar.read_text() == eisen.read_text():
        return python
    print("OpenFisca wordt geïnstalleerd in .venv-openfisca …", file=sys.stderr)
    for opdracht in (
        [sys.executable, "-m", "venv", "--clear", VENV],
        [python, "-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "15", "--requirement", eisen],
    ):
        gedaan = subprocess.run(opdracht, capture_output=True, encoding="utf-8", check=False)
        if gedaan.returncode:
            laatste = (gedaan.stderr.strip() or "geen melding").splitlines()[-1]
            print(f"OpenFisca is niet te installeren en wordt niet gemeten: {laatste}", file=sys.stderr)
            shutil.rmtree(VENV, ignore_errors=True)
            return None
    klaar.write_text(eisen.read_text())
    return python


@contextmanager
def openfisca_beurt(kolommen: Kolommen, codes: Any) -> Iterator[Callable[[], float] | None]:
    """The rules in OpenFisca, which must give the outcomes `codes`; a turn gives its own seconds. None: not there."""
    python = openfisca_python()
    if python is None:
        yield None
        return
    namen = regelset(EEN).invoer_van("uitkomst")
    janee = {naam for naam in namen if INDELING.kolom(naam).soort is JANEE}
    reeksen = {naam: kolommen.codes(naam) == 1 if naam in janee else kolommen.codes(naam) for naam in namen}
    with tempfile.TemporaryDirectory() as map_:
        rijen, uitkomst = Path(map_) / "rijen.npz", Path(map_) / "uitkomst.npz"
        np.savez(rijen, **reeksen)
        with subprocess.Popen(
            [python, HIER / "gelijken" / "openfisca_regels.py", rijen, uitkomst, EEN],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(HIER.parent / "src"), str(HIER)])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as proces:
            assert proces.stdin is not None and proces.stdout is not None
            vraag, antwoord = proces.stdin, proces.stdout

            def beurt() -> float:
                vraag.write("nog eens\n")
                vraag.flush()
                seconden = antwoord.readline()
                if not seconden:
                    raise RuntimeError("OpenFisca is gestopt; de melding staat hierboven")
                return float(seconden)

            beurt()
            _gelijk("OpenFisca", np.load(uitkomst)["uitkomst"], codes)
            yield beurt


def _gelijk(wie: str, codes: Any, kernel_codes: Any) -> None:
    if len(codes) != len(kernel_codes) or (anders := np.flatnonzero(codes != kernel_codes)).size:
        plek = f", het eerst in rij {anders[0]}" if len(codes) == len(kernel_codes) else ""
        raise AssertionError(f"{wie} geeft andere uitkomsten dan de kernel{plek}")


def meet(
    rijen: int, rijen_geheugen: int, megabytes: int, rondes: int, *, openfisca: bool, snel: bool = False
) -> dict[str, Any]:
    uit: dict[str, Any] = {"rijen": rijen, "rijen_geheugen": rijen_geheugen, "rondes": rondes}
    uit["draden"] = draden = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    met_datum = kernel([*KADERS, "datum"])
    alle = met_datum if snel else kernel(list(KADERS))  # one less to compile
    uit["extra_memory_mb"] = meet_geheugen(met_datum, rijen_geheugen, 0 if snel else WACHT)
    volledig, kolommen = willekeurig(rijen, 0.0), willekeurig(rijen, 0.1)
    een, uitkomst = kernel([EEN]), kernel([EEN], uitvoer=ALLEEN)

    def beurt(kern: Kernel, invoer: Kolommen) -> Callable[[], Any]:
        weer = kern.beoordeel(invoer)
        return lambda: kern.beoordeel(invoer, draden, weer)

    codes = {
        naam: uitkomst.beoordeel(rij).codes(EEN, "uitkomst") for naam, rij in (("alles", volledig), ("deel", kolommen))
    }
    beurten = {
        "lezen": leesbeurt(megabytes, draden),
        "all": beurt(alle, kolommen),
        "one": beurt(een, volledig),
        "one_uitkomst": beurt(uitkomst, volledig),
        "one_onbekend": beurt(uitkomst, kolommen),
        "polars": polars_beurt(volledig, codes["alles"], volledig=True),
        "polars_onbekend": polars_beurt(kolommen, codes["deel"], volledig=False),
    }
    uit["vergeleken_polars"] = 2 * rijen  # outcomes, the same on every row
    _som(np.ones(1, np.int64))
    met_openfisca = openfisca_beurt(volledig, codes["alles"]) if openfisca else nullcontext()
    with met_openfisca as erbij:
        tijd: dict[str, Any] = beste_van(beurten | ({"openfisca": erbij} if erbij else {}), rondes)

    def keer(wie: str, kern: str) -> float | None:
        return tijd[wie] / tijd[kern] if wie in tijd else None

    for naam in ("all", "one", "one_uitkomst", "polars", "polars_onbekend", "openfisca"):
        uit[f"dossiers_per_s_{naam}"] = rijen / tijd[naam] if naam in tijd else None
    uit["read_bandwidth_gb_s"] = megabytes * 1e6 / tijd["lezen"] / 1e9
    uit["read_bandwidth_share"] = (
        uit["dossiers_per_s_one"] * gelezen_bytes(UITVOER) / (uit["read_bandwidth_gb_s"] * 1e9)
    )
    uit["vs_polars"] = keer("polars", "one_uitkomst")
    uit["vs_polars_onbekend"] = keer("polars_onbekend", "one_onbekend")
    uit["vs_openfisca"] = keer("openfisca", "one_uitkomst")
    return uit


def main() -> None:
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--json", action="store_true", help="as JSON")
    opties.add_argument("--rijen", type=int, default=1 << 22)
    opties.add_argument("--rijen-geheugen", type=int, default=10_000_000)
    opties.add_argument("--megabytes", type=int, default=1_000, help="of the array that measures the memory")
    opties.add_argument("--rondes", type=int, default=7)
    opties.add_argument("--snel", action="store_true", help="the smallest form: the figures mean nothing")
    opties.add_argument("--zonder-openfisca", action="store_true")
    gekozen = opties.parse_args()
    if gekozen.snel:
        gekozen.rijen, gekozen.rijen_geheugen, gekozen.megabytes, gekozen.rondes = 20_000, 20_000, 8, 1
    uit = meet(
        gekozen.rijen,
        gekozen.rijen_geheugen,
        gekozen.megabytes,
        gekozen.rondes,
        openfisca=not gekozen.zonder_openfisca,
        snel=gekozen.snel,
    )
    if gekozen.json:
        print(json.dumps(uit))
        return
    for naam, uitleg in UITLEG.items():
        getal = uit[naam]
        tekst = "niet gemeten" if getal is None else f"{getal:,.0f}" if getal >= 1000 else f"{getal:.2f}"
        tekst = tekst.translate(str.maketrans(",.", ".,"))
        print(f"{uitleg.format(**uit):75} {tekst:>12}")


if __name__ == "__main__":
    main()
