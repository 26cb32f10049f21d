"""How many dossiers per second the reader for millions judges, beside the reader for one dossier, and its memory.

The rows are random: every input anything it may be, one in ten unknown (`volledig`: none). Times are the best of the
rounds, on as many threads as there are processors, with the memory of the results used again. The two readers must
agree on the rows that both judge.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from meerzorg.beleid.simulatie.kolommen import INDELING, dossier, kernel, lees_kolommen, stroom
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.procedure.kaders import KADERS
from regeltaal.lezers.kolommen.invoer import Kolommen, decodeer
from regeltaal.lezers.kolommen.kern import Kernel

EEN = "beleidskader-2026"
WACHT = 11.0
"""Seconds after which polars has given back what it no longer uses."""
UITLEG = {
    "dossiers_per_s_one": "dossiers per seconde, één kader, alles bekend",
    "dossiers_per_s_datum": "idem, elk onder het kader van de eigen datum, met onbekenden",
    "dossiers_per_s_all": "idem, alle kaders in één keer, met onbekenden",
    "dossiers_per_s_all_1": "idem, op één draad",
    "dossiers_per_s_lezen": "dossiers per seconde, van tabel tot uitkomst (alle kaders)",
    "dossiers_per_s_scalair": "dossiers per seconde met de lezer voor één dossier (alle kaders)",
    "vs_scalair": "verhouding daarmee",
    "extra_memory_mb": "geheugen boven de tabel van {rijen_geheugen} dossiers, hoogste (MB)",
    "s_start": "tweede start: tot en met de eerste duizend uitkomsten (s)",
}
START = """
from meerzorg.beleid.simulatie.kolommen import INDELING, kernel
from regeltaal.lezers.kolommen.invoer import Kolommen
from meerzorg.wet.procedure.kaders import KADERS
kernel(list(KADERS)).beoordeel(Kolommen(INDELING, 1000))
"""


def willekeurig(aantal: int, onbekend: float) -> Kolommen:
    """Random rows that may stand in a table."""
    r, kolommen = np.random.default_rng(1), Kolommen(INDELING, aantal)
    for naam, kolom in INDELING.kolommen.items():
        van, tot = (0, kolom.onbekend) if kolom.smal else (kolom.laagste, kolom.hoogste + 1)
        match naam:
            case "aanvraagdatum" | "ingangsdatum":
                van, tot = 20_000, 21_000
            case "indicatie_ingangsdatum":
                van, tot = 18_000, 20_300
            case "indicatie_einddatum":
                van, tot = 20_300, 23_000
            case "toeslag_bedrag":
                tot = 1
            case _ if kolom.soort.naam == "euro":
                tot = 20_000_000
            case _ if kolom.soort.naam == "uren per week":
                tot = 80_000_000
        kolommen.zet(naam, r.integers(van, tot, aantal), r.random(aantal) >= onbekend)
    return kolommen


def als_tabel(kolommen: Kolommen) -> pl.DataFrame:
    """The rows as a user has them: amounts and hours as floats."""
    reeksen = [decodeer(k, kolommen.codes(k.naam), kolommen.bekend(k.naam)) for k in INDELING.kolommen.values()]
    return pl.DataFrame(reeksen).with_columns(pl.selectors.decimal().cast(pl.Float64))


def beste(doe: Callable[[], Any], rondes: int) -> float:
    """The shortest time, in seconds."""
    tijden = []
    for _ in range(rondes):
        begin = time.perf_counter()
        doe()
        tijden.append(time.perf_counter() - begin)
    return min(tijden)


def geheugen() -> float:
    """The memory of this process, in MB; 0 where the system does not say."""
    bestand = Path("/proc/self/statm")
    return int(bestand.read_text().split()[1]) * 4096 / 1e6 if bestand.exists() else 0.0


def extra_geheugen(kern: Kernel, tabel: pl.DataFrame) -> float:
    """The highest memory while `tabel` is judged in steps, above what there was before, in MB."""
    klaar, hoogste, voor = threading.Event(), [geheugen()], geheugen()

    def kijk() -> None:
        while not klaar.wait(0.002):
            hoogste[0] = max(hoogste[0], geheugen())

    kijker = threading.Thread(target=kijk)
    kijker.start()
    totaal = sum(int(resultaat.getallen("datum", "toegekend_totaal").sum()) for _, resultaat in stroom(kern, tabel))
    klaar.set()
    kijker.join()
    assert totaal > 0
    return hoogste[0] - voor


def meet_geheugen(kern: Kernel, rijen: int, wacht: float = WACHT) -> float:
    """`extra_geheugen` over random rows, after `wacht` seconds in which memory that is free is given back: memory that
    is free but not given back would hide the need. So nothing else may have been measured before."""
    stuk = lees_kolommen(als_tabel(willekeurig(min(rijen, 1 << 20), 0.1)))
    groot = pl.concat([als_tabel(stuk)] * -(-rijen // stuk.aantal))[:rijen].rechunk()
    del stuk
    time.sleep(wacht)
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
    return extra_geheugen(kern, groot)


def meet(rijen: int, rijen_geheugen: int, rondes: int) -> dict[str, Any]:
    uit: dict[str, Any] = {"rijen": rijen, "rijen_geheugen": rijen_geheugen, "rondes": rondes}
    uit["extra_memory_mb"] = meet_geheugen(kernel([*KADERS, "datum"]), rijen_geheugen)
    een, op_datum, alle = kernel([EEN]), kernel(["datum"]), kernel(list(KADERS))
    volledig, kolommen = willekeurig(rijen, 0.0), willekeurig(rijen, 0.1)
    tabel = als_tabel(kolommen)
    steekproef = [dossier(kolommen, rij) for rij in range(min(rijen, 1_000))]
    resultaat = alle.beoordeel(kolommen)
    for rij, geval in enumerate(steekproef):
        for kader in KADERS:
            assert resultaat.waarde(kader, "uitkomst", rij) == beoordeel(geval, kader).uitkomst

    def per_seconde(kern: Kernel, invoer: Kolommen, draden: int | None = None) -> float:
        weer = kern.beoordeel(invoer)
        return rijen / beste(lambda: kern.beoordeel(invoer, draden, weer), rondes)

    uit["dossiers_per_s_one"] = per_seconde(een, volledig)
    uit["dossiers_per_s_datum"] = per_seconde(op_datum, kolommen)
    uit["dossiers_per_s_all"] = per_seconde(alle, kolommen)
    uit["dossiers_per_s_all_1"] = per_seconde(alle, kolommen, 1)
    uit["dossiers_per_s_lezen"] = rijen / beste(lambda: list(_uitkomsten(alle, tabel)), 2)
    scalair = beste(lambda: [beoordeel(geval, kader) for geval in steekproef for kader in KADERS], rondes)
    uit["dossiers_per_s_scalair"] = len(steekproef) / scalair
    uit["vs_scalair"] = uit["dossiers_per_s_all"] / uit["dossiers_per_s_scalair"]
    uit["s_start"] = beste(lambda: subprocess.run([sys.executable, "-c", START], check=True), 3)
    return uit


def _uitkomsten(kern: Kernel, tabel: pl.DataFrame) -> Any:
    return (resultaat.aantal for _, resultaat in stroom(kern, tabel))


def main() -> None:
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--json", action="store_true", help="as JSON")
    opties.add_argument("--rijen", type=int, default=1 << 22)
    opties.add_argument("--rijen-geheugen", type=int, default=10_000_000)
    opties.add_argument("--rondes", type=int, default=7)
    gekozen = opties.parse_args()
    uit = meet(gekozen.rijen, gekozen.rijen_geheugen, gekozen.rondes)
    if gekozen.json:
        print(json.dumps(uit))
        return
    for naam, uitleg in UITLEG.items():
        getal = f"{uit[naam]:,.0f}" if uit[naam] >= 100 else f"{uit[naam]:.2f}"
        print(f"{uitleg.format(**uit):75} {getal.replace(',', '.'):>12}")


if __name__ == "__main__":
    main()
