"""How long one assessment takes, beside the same outcome in plain Python, and how long the command takes.

The times in microseconds are per dossier: in each round all example dossiers, and variants of them with gaps, are
assessed once; what is told is the median over the rounds. Reading the input is not in them.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.lezen.dossier import Dossier, lees_gegevens
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.regel import Gegeven

VOORBEELDEN = Path(__file__).parent.parent / "voorbeelden"
ONBEPAALD = "onbepaald"
STAP = {gegeven.naam: gegeven.stap for gegeven in VOCABULAIRE}

UITLEG = {
    "us_median": "één beoordeling met alle stappen en open vragen (µs)",
    "us_plain_python": "alleen de uitkomst, in gewoon Python (µs)",
    "ratio": "verhouding",
    "us_report": "beoordeling en heel verslag (µs)",
    "us_report_verklaring": "idem, met de hele redenering (µs)",
    "s_10000_dossiers": "{dossiers} dossiers met de opdracht beoordeel --json (s)",
    "mb_peak": "geheugen daarbij, hoogste (MB)",
    "s_help": "meerzorg --help (s)",
}


# --- the same outcome in plain Python -----------------------------------------------------------------------------


def _tabel(naam: str) -> list[dict[str, str]]:
    with (files("meerzorg.wet") / "normen" / f"{naam}.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


BASIS = {(rij["zorgprofiel"], rij["dagbesteding"]): int(rij["waarde"]) * 100 for rij in _tabel("basisbedrag")}
UREN = {rij["zorgprofiel"]: Decimal(rij["waarde"]) for rij in _tabel("bekostigingsuren")}
THUIS = {rij["zorgprofiel"] for rij in _tabel("bijlage_h")}
MET_RECHT = {rij["zorgprofiel"] for rij in _tabel("meerzorgprofiel")}
VV_WOONINITIATIEF = {"VV4", "VV5", "VV6", "VV7", "VV8"}


def gewoon(d: dict[str, Any], kader: str | None = None) -> str:
    """The outcome by the table of the contract, and nothing else. The first value that is needed and unknown makes it
    onbepaald; the rules themselves go on where the rest decides."""
    dag = d["aanvraagdatum"]
    if kader is None:
        if dag is None:
            return ONBEPAALD
        kader = "rlz-2025" if dag < date(2026, 3, 1) else "beleidskader-2026" if dag < date(2027, 1, 1) else "rlz-2027"

    # 0: at home, valid indication, interim line of 2025
    vorm, profiel = d["leveringsvorm"], d["zorgprofiel"]
    if vorm in ("vpt", "verblijf") or (profiel is not None and profiel not in THUIS):
        return "buiten_kader"
    van, tot = d["indicatie_ingangsdatum"], d["indicatie_einddatum"]
    if vorm is None or profiel is None or dag is None or van is None:
        return ONBEPAALD
    if not van <= dag <= tot:
        return "geen_geldige_indicatie"
    thuis = d["verantwoord_thuis"]
    if kader == "rlz-2025":
        werkwijze, soort = d["werkwijze_zorgkantoor"], d["soort_aanvraag"]
        if werkwijze is None:
            return ONBEPAALD
        if werkwijze == "verlengen":
            if soort is None:
                return ONBEPAALD
            if soort in ("verlenging", "herbeoordeling"):
                return "tijdelijk_verlengd"
            if thuis is None:
                return ONBEPAALD
            if thuis:
                return "tijdelijk_toegekend"

    # 1 and 3: the profile, and tailored solutions
    if d["best_passend_profiel"] is None:
        return ONBEPAALD
    if not d["best_passend_profiel"]:
        return "herindicatie"
    gevraagd, dagbesteding, wooninitiatief = d["gevraagde_kosten"], d["dagbesteding"], d["wooninitiatief"]
    if gevraagd is None or dagbesteding is None or wooninitiatief is None:
        return ONBEPAALD
    basis = BASIS.get((profiel, dagbesteding), 0)
    if wooninitiatief:
        basis += 1_130_600 if profiel in VV_WOONINITIATIEF else 596_100
    if gevraagd <= basis:
        return "regulier"
    toeslag = d["toeslag"]
    if toeslag is None:
        return ONBEPAALD
    bedrag = 0 if toeslag == "geen" else d["toeslag_bedrag"]
    if bedrag is None:
        return ONBEPAALD
    met_toeslag = basis + bedrag
    if gevraagd <= met_toeslag:
        return "toeslag"
    ekt = d["ekt_toepasbaar"]
    if ekt is None:
        return ONBEPAALD
    met_ekt = met_toeslag + basis // 4 if ekt and toeslag not in ("palliatief", "pab") else met_toeslag
    if gevraagd <= met_ekt:
        return "ekt"

    # 2: right by profile; 6: responsible at home
    zorgsoort = d["bijzondere_zorgsoort"]
    bijzonder = zorgsoort is not None and zorgsoort != "geen"
    if not (profiel in MET_RECHT or d["zzp_recht_2014"] or bijzonder):
        return ONBEPAALD if d["zzp_recht_2014"] is None or zorgsoort is None else "afwijzing"
    if thuis is None:
        return ONBEPAALD
    if not thuis:
        return "afwijzing"

    # 4, 5a, 5b: access
    uren = d["benodigde_uren"]
    if bijzonder or (uren is not None and zorgsoort is not None):
        boven_uren = bijzonder or uren >= UREN[profiel] * Decimal("1.25")
    else:
        boven_uren = None
    if kader == "rlz-2027":
        toegang = d["bijzondere_zorgbehoefte"]
    elif kader == "alternatief-urengrens":
        toegang = boven_uren
    elif kader == "alternatief-kostengrens":
        toegang = gevraagd >= basis * 5 // 4
    else:
        toegang = d["meer_zorg_nodig"] if kader == "rlz-2025" else d["bijzondere_zorgbehoefte"]
        if toegang:
            toegang = boven_uren
    if toegang is None:
        return ONBEPAALD
    sluitstuk = kader in ("beleidskader-2026", "rlz-2027")
    omgeving = d["bijzondere_omgevingsfactor"] if sluitstuk and not toegang else False
    if omgeving is None:
        return ONBEPAALD

    # 6: the care found fitting; 7: transition
    if toegang or omgeving:
        if d["doelmatig"] is None or d["rechtmatig"] is None:
            return ONBEPAALD
        if not (d["doelmatig"] and d["rechtmatig"]):
            return "afwijzing"
        kosten = d["vastgestelde_kosten"]
        if kosten is None:
            return ONBEPAALD
        if kosten <= basis:
            return "regulier"
        if kosten <= met_toeslag:
            return "toeslag"
        if kosten <= met_ekt:
            return "ekt"
        return "meerzorg" if toegang else "bijzondere_situatie"
    if not sluitstuk:
        return "afwijzing"
    if d["had_meerzorg"] is None or (d["had_meerzorg"] and d["overgang_gebruikt"] is None):
        return ONBEPAALD
    return "overgang" if d["had_meerzorg"] and not d["overgang_gebruikt"] else "afwijzing"


# --- dossiers -----------------------------------------------------------------------------------------------------


def voorbeelden() -> list[dict[str, Any]]:
    """The inputs of every example dossier."""
    return [lees_json(str(bestand))["gegevens"] for bestand in sorted(VOORBEELDEN.glob("*.json"))]


def met_gaten(gegevens: dict[str, Any], toeval: Random) -> Iterator[dict[str, Any]]:
    """The same as it was halfway, with nothing yet from some step on; and the same with one in four inputs left out."""
    tot = toeval.choice(VOCABULAIRE).stap
    yield {naam: waarde for naam, waarde in gegevens.items() if STAP.get(naam, "3") <= tot}
    yield {naam: waarde for naam, waarde in gegevens.items() if toeval.randrange(4)}


def aangevuld(gegevens: dict[str, Any], toeval: Random) -> dict[str, Any]:
    """The same with every gap filled in, and now and then a value exactly on a line of the law or just beside it."""
    uit = {naam: waarde for naam, waarde in gegevens.items() if waarde is not None and naam != "budgetplan"}
    for gegeven in VOCABULAIRE:
        if gegeven.soort.naam != "datum" and gegeven.naam not in uit:
            uit[gegeven.naam] = _verzonnen(gegeven, toeval)
    if uit["toeslag"] == "geen":
        uit["toeslag_bedrag"] = 0
    basis = BASIS.get((uit["zorgprofiel"], uit["dagbesteding"]), 0)
    if uit["wooninitiatief"] == "ja":
        basis += 1_130_600 if uit["zorgprofiel"] in VV_WOONINITIATIEF else 596_100
    toeslag = int(uit["toeslag_bedrag"] * 100)
    grenzen = [basis, basis + toeslag, basis + toeslag + basis // 4, basis * 5 // 4]
    for naam in ("gevraagde_kosten", "vastgestelde_kosten"):
        if toeval.randrange(3):
            uit[naam] = Decimal(max(toeval.choice(grenzen) + toeval.choice((-1, 0, 1)), 0)) / 100
    if toeval.randrange(3):
        uit["benodigde_uren"] = UREN[uit["zorgprofiel"]] * Decimal("1.25") + Decimal(toeval.choice((-1, 0, 1))) / 10_000
    uit["aanvraagdatum"] = toeval.choice((uit["aanvraagdatum"], "2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01"))
    van, dag = date.fromisoformat(uit["indicatie_ingangsdatum"]), date.fromisoformat(uit["aanvraagdatum"])
    tot = dag + timedelta(days=toeval.choice((-1, 0, 400, 400, 400)))
    return uit | {"indicatie_einddatum": max(van, tot).isoformat()}


def gewijzigd(gegevens: dict[str, Any], toeval: Random) -> dict[str, Any]:
    """The same with about one in six inputs replaced, and one in six left out."""
    uit = dict(gegevens)
    for gegeven in VOCABULAIRE:
        worp = toeval.randrange(6)
        if gegeven.naam in uit and gegeven.soort.naam != "datum" and worp < 2:
            uit[gegeven.naam] = _verzonnen(gegeven, toeval) if worp else None
    return uit if uit.get("toeslag") != "geen" else uit | {"toeslag_bedrag": 0}


def _verzonnen(gegeven: Gegeven, toeval: Random) -> Any:
    match gegeven.soort.naam:
        case "ja/nee":
            return toeval.choice(("ja", "nee"))
        case "keuze":
            return toeval.choice(gegeven.soort.keuzes)
        case "euro":
            return toeval.randrange(0, 30_000 if gegeven.naam == "toeslag_bedrag" else 200_000)
        case "uren per week":
            return toeval.randrange(0, 320) / 4
        case "score":
            return toeval.randrange(0, 13) / 4
        case _:
            return toeval.randrange(12, 37)


def gelezen(lijst: Iterable[dict[str, Any]]) -> list[Dossier]:
    return [lees_gegevens(gegevens, f"dossier {nr}", "bench") for nr, gegevens in enumerate(lijst, start=1)]


def controleer(dossiers: Iterable[Dossier], kaders: Iterable[str | None]) -> int:
    """The number of comparisons; stops where plain Python decides something else than the rules do."""
    aantal = 0
    kaders = list(kaders)
    for dossier in dossiers:
        namen = dossier.als_namen()
        for kader in kaders:
            regels, hand = beoordeel(dossier, kader).uitkomst, gewoon(namen, kader)
            assert hand in (regels, ONBEPAALD), (kader, regels, hand, namen)
            assert regels == hand or None in dossier.waarden, (kader, regels, hand, namen)
            aantal += 1
    return aantal


def vergelijk(toeval: Random, rondes: int) -> int:
    """Plain Python against the rules: the examples as they are; filled in and with gaps, under every framework."""
    basis = voorbeelden()
    for dossier in gelezen(basis):
        uitkomst = beoordeel(dossier).uitkomst
        assert gewoon(dossier.als_namen()) == uitkomst, (uitkomst, dossier)
    vol = gelezen(aangevuld(gewijzigd(g, toeval), toeval) for _ in range(rondes) for g in basis)
    half = gelezen(gewijzigd(g, toeval) for _ in range(rondes) for g in basis)
    return len(basis) + controleer([*vol, *half], [None, *KADERS])


# --- measuring ----------------------------------------------------------------------------------------------------


def us(rondes: int, *proeven: tuple[Callable[[Any], object], list[Any]]) -> list[float]:
    """Microseconds per item for each trial (work, items): the median over the rounds, after one to warm up.

    The trials take turns in every round, so that a busy machine slows all of them and not just one.
    """
    keren: list[list[float]] = [[] for _ in proeven]
    for _ in range(rondes + 1):
        for (werk, over), gemeten in zip(proeven, keren, strict=True):
            begin = time.perf_counter_ns()
            for ding in over:
                werk(ding)
            gemeten.append((time.perf_counter_ns() - begin) / 1000 / len(over))
    return [median(gemeten[1:]) for gemeten in keren]


def beoordeling(dossier: Dossier) -> tuple[object, object]:
    uit = beoordeel(dossier)
    return uit.openstaand, uit.uitkomst


def heel_verslag(dossier: Dossier) -> object:
    return verslag(beoordeel(dossier))


def met_verklaring(dossier: Dossier) -> object:
    return verslag(beoordeel(dossier), met_verklaring=True)


def opdracht(*argumenten: str) -> tuple[float, float]:
    """Seconds and the highest number of megabytes of `python -m meerzorg ARGUMENTEN`."""
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "meerzorg", *argumenten], stdout=subprocess.DEVNULL) as proces:
        _, status, gebruik = os.wait4(proces.pid, 0)
        proces.returncode = os.waitstatus_to_exitcode(status)
    if proces.returncode:
        sys.exit(f"meerzorg {' '.join(argumenten)} stopte met code {proces.returncode}")
    per_mb = 1024**2 if sys.platform == "darwin" else 1024
    return time.perf_counter() - begin, gebruik.ru_maxrss / per_mb


@contextlib.contextmanager
def bestand_met(aantal: int, toeval: Random) -> Iterator[str]:
    """A file of generated dossiers."""
    basis = voorbeelden()
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as bestand:
        for nr in range(aantal):
            dossier = {"dossier": f"dossier {nr}", "gegevens": gewijzigd(toeval.choice(basis), toeval)}
            bestand.write(("," if nr else "[") + json.dumps(dossier, default=float))
        bestand.write("]")
        bestand.flush()
        yield bestand.name


def meet(rondes: int, aantal: int) -> dict[str, float | int]:
    toeval = Random(2026)  # noqa: S311 - the same dossiers every time
    vergeleken = vergelijk(toeval, 3 if aantal < 10_000 else 20)
    basis = voorbeelden()
    dossiers = gelezen([*basis, *(variant for _ in range(2) for g in basis for variant in met_gaten(g, toeval))])
    namen = [dossier.als_namen() for dossier in dossiers]
    regels, hand = us(rondes, (beoordeling, dossiers), (gewoon, namen))
    kort, lang = us(max(3, rondes // 10), (heel_verslag, dossiers), (met_verklaring, dossiers))
    uit: dict[str, float | int] = {
        "us_median": round(regels, 2),
        "us_plain_python": round(hand, 2),
        "ratio": round(regels / hand, 2),
        "us_report": round(kort, 1),
        "us_report_verklaring": round(lang, 1),
    }
    with bestand_met(aantal, toeval) as pad:
        seconden, mb = opdracht("beoordeel", pad, "--json")
    uit |= {"s_10000_dossiers": round(seconden, 2), "mb_peak": round(mb, 1)}
    uit["s_help"] = round(median(opdracht("--help")[0] for _ in range(5)), 3)
    return uit | {"dossiers": aantal, "vergeleken": vergeleken, "rondes": rondes}


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--json", action="store_true", help="the figures as JSON")
    ontleder.add_argument("--rondes", type=int, default=300, help="rounds of measuring (300)")
    ontleder.add_argument("--snel", action="store_true", help="a file of 100 dossiers instead of 10 000; to try it out")
    args = ontleder.parse_args()
    uit = meet(max(1, args.rondes), 100 if args.snel else 10_000)
    if args.json:
        print(json.dumps(uit))
        return
    for sleutel, uitleg in UITLEG.items():
        print(f"{uit[sleutel]:>9}  {uitleg.format(**uit)}")
    print(f"\nGewoon Python en de regels gaven in {uit['vergeleken']} vergelijkingen dezelfde uitkomst.")


if __name__ == "__main__":
    main()
