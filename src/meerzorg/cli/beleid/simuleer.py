"""`meerzorg simuleer`: the same rules over a population, under several frameworks and changed norms."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meerzorg.beleid.simulatie.doorrekenen import Simulatie
    from meerzorg.beleid.simulatie.plan import Plan
    from regeltaal.fouten import Fout

PERSONEN, ZAAD, TREKKINGEN = 100_000, 2026, 200


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--personen", type=int, metavar="N", help=f"zoveel fictieve mensen (standaard {PERSONEN})")
    parser.add_argument("--zaad", type=int, default=ZAAD, metavar="S", help="zaad van de fictieve mensen en trekkingen")
    parser.add_argument("--populatie", metavar="BESTAND", help="eigen mensen uit een Parquet- of CSV-bestand")
    parser.add_argument("--aannames", metavar="BESTAND.csv", help="eigen aannames over de fictieve mensen")
    parser.add_argument("--kaders", metavar="A,B,…", help="kaders; met het eerste worden de andere vergeleken")
    parser.add_argument(
        "--norm", metavar="NAAM=WAARDE", action="append", default=[], help="een norm anders dan in de wet"
    )
    parser.add_argument("--uit", metavar="BESTAND.parquet", help="schrijf de uitkomst per mens naar dit bestand")
    parser.add_argument("--rapport", metavar="BESTAND", action="append", default=[], help="een verslag (.html of .pdf)")
    uitleg = f"trek de aannames K keer opnieuw (standaard 0, en {TREKKINGEN} bij een verslag over fictieve mensen)"
    parser.add_argument("--trekkingen", type=int, metavar="K", help=uitleg)
    parser.add_argument("--motor", choices=("numba", "spark"), default="numba", help="waarmee wordt gerekend")
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")
    parser.epilog = (
        "Kader 'datum' (standaard): ieder volgens zijn eigen aanvraagdatum. Zonder --populatie zijn alle mensen "
        "verzonnen. Rijen van een bestand tellen vanaf 0, ook in meldingen en bij meerzorg verklaar."
    )


def voer_uit(args: argparse.Namespace) -> int:
    from pathlib import Path

    from meerzorg.beleid.invoer.aannames import aannames, lees_aannames
    from meerzorg.beleid.invoer.bestand import open_bestand
    from meerzorg.beleid.populatie.personen import deelpopulaties
    from meerzorg.beleid.simulatie.doorrekenen import NODIG, simuleer
    from meerzorg.beleid.simulatie.onzekerheid import trekkingen
    from meerzorg.cli.bestand import lees_bytes

    plan = _plan(args)
    van = lees_aannames(lees_bytes(args.aannames), args.aannames) if args.aannames else aannames()
    personen = PERSONEN if args.personen is None else args.personen
    uit = Path(args.uit) if args.uit else None
    standaard = TREKKINGEN if args.rapport and not args.populatie else 0
    aantal = standaard if args.trekkingen is None else args.trekkingen
    with _voortgang() as voortgang:
        if args.motor == "spark":
            from meerzorg.beleid.simulatie.spark import Fictief, simuleer_spark

            bron = args.populatie or Fictief(personen, args.zaad, van)
            uitslag = simuleer_spark(plan, bron, uit=uit, voortgang=voortgang("mensen"))
        else:
            if args.populatie:
                tabellen = open_bestand(args.populatie).deelpopulaties()
            else:
                tabellen = deelpopulaties(personen, args.zaad, van, velden=NODIG)
            uitslag = simuleer(plan, tabellen, uit=uit, voortgang=voortgang("mensen"))
        getrokken = list(trekkingen(plan, personen, args.zaad, aantal, van, voortgang("trekkingen")))
    if args.rapport:
        from meerzorg.beleid.rapport.opbouw import schrijf_rapport

        for pad in args.rapport:
            schrijf_rapport(Path(pad), plan, uitslag, getrokken, van, personen, args.zaad, fictief=not args.populatie)
    if args.json:
        print(json.dumps(als_json(args, plan, uitslag, getrokken, van.sha256), ensure_ascii=False, indent=1))
    else:
        print(_tekst(plan, uitslag, getrokken))
    return 0


def als_json(
    args: argparse.Namespace, plan: Plan, uitslag: Simulatie, getrokken: list[Any], aannames_sha256: str
) -> dict[str, Any]:
    """The result as data: counts and totals per framework, flows and paired differences with the first one."""
    import polars as pl

    from meerzorg.beleid.simulatie.kubus import stromen, verschillen
    from meerzorg.beleid.simulatie.onzekerheid import spreiding
    from meerzorg.beleid.simulatie.plan import status_van
    from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256

    anderen = [naam for naam in uitslag.varianten if naam != uitslag.basis]
    return {
        "personen": uitslag.personen,
        "populatie": args.populatie,
        "zaad": None if args.populatie else args.zaad,
        "aannames_sha256": None if args.populatie else aannames_sha256,
        "norm": dict(plan.aanpassingen),
        "kaders": {
            naam: {"status": status_van(naam), **telling.als_json()} for naam, telling in uitslag.tellingen.items()
        },
        "stromen": [
            {
                "van_kader": uitslag.basis,
                "naar_kader": naar,
                "van": rij["van"],
                "naar": rij["naar"],
                "personen": rij["personen"],
                "verschil": _euro(rij["verschil"]),
            }
            for naar in anderen
            for rij in stromen(uitslag.kubussen[naar]).iter_rows(named=True)
        ],
        "verschillen": [
            {"van_kader": uitslag.basis, "naar_kader": naar, "wie": wie, **_verschil(v)}
            for naar in anderen
            for wie, filter_ in (("iedereen", pl.lit(True)), ("wie aanvraagt", pl.col("aanvraagt")))
            for v in verschillen(uitslag.kubussen[naar].filter(filter_))
        ],
        "trekkingen": [
            {
                "naar_kader": naar,
                "aantal": len(getrokken),
                **{
                    veld: _spreiding(spreiding([float(getattr(kern[naar], veld)) for kern in getrokken]))
                    for veld in ("verschil", "meerzorg_van", "meerzorg_naar", "winnaars", "verliezers")
                },
            }
            for naar in anderen or [uitslag.basis]
            if getrokken
        ],
        "rijen_per_seconde": round(uitslag.personen / max(uitslag.seconden, 1e-9)),
        "regelset": {"versie": REGELSET_VERSIE, "sha256": regelset_sha256()},
    }


def _plan(args: argparse.Namespace) -> Plan:
    """The plan, after a look at all options together. Raises InvoerFout with every fault, before any work is done."""
    from meerzorg.beleid.populatie.personen import controleer
    from meerzorg.beleid.simulatie.plan import lees_plan
    from regeltaal.fouten import Fout, InvoerFout

    fouten: list[Fout] = []
    plan = None
    try:
        plan = lees_plan(args.kaders, args.norm)
    except InvoerFout as fout:
        fouten += fout.fouten
    if args.populatie and (args.personen is not None or args.aannames or args.trekkingen):
        fouten.append(Fout("--populatie", "samen met --personen, --aannames of --trekkingen", "een van beide"))
    gegeven = (("--kaders", args.kaders), ("--populatie", args.populatie), ("--aannames", args.aannames))
    for optie, tekst in (*gegeven, ("--uit", args.uit), *(("--rapport", pad) for pad in args.rapport)):
        if tekst == "":  # as of a variable of the shell that was never set
            fouten.append(Fout(optie, "niets", "een naam; of laat de optie weg"))
    try:
        controleer(PERSONEN if args.personen is None else args.personen, args.zaad)
    except InvoerFout as fout:
        fouten += [replace(een, pad=(f"--{een.naam}",)) for een in fout.fouten]
    if not 0 <= (args.trekkingen or 0) <= 1000:
        fouten.append(Fout("--trekkingen", str(args.trekkingen), "een heel getal van 0 tot en met 1000"))
    fouten += _bestemmingen(args)
    if fouten or plan is None:
        raise InvoerFout(fouten)
    return plan


def _bestemmingen(args: argparse.Namespace) -> Iterator[Fout]:
    """What is wrong with the files to be written."""
    import os
    from pathlib import Path

    from regeltaal.fouten import Fout, getoond

    for optie, paden, einden in (("--uit", [args.uit], (".parquet",)), ("--rapport", args.rapport, (".html", ".pdf"))):
        for pad in filter(None, paden):
            map_ = Path(pad).absolute().parent
            if not pad.endswith(einden):
                yield Fout(optie, getoond(pad), f"een bestand dat eindigt op {' of '.join(einden)}")
            elif Path(pad).is_dir():
                yield Fout(optie, f"{getoond(pad)}, een map", "een bestand")
            elif not map_.is_dir():
                yield Fout(optie, getoond(pad), "een bestand in een map die bestaat")
            elif not os.access(map_, os.W_OK):
                yield Fout(optie, getoond(pad), "een bestand in een map waarin geschreven mag worden")
            elif args.populatie and Path(pad).resolve() == Path(args.populatie).resolve():
                yield Fout(optie, getoond(pad), "een ander bestand dan de populatie zelf")


def _tekst(plan: Plan, uitslag: Simulatie, getrokken: list[Any]) -> str:
    """The result for a person at a terminal; amounts below each other, at most 80 wide."""
    from meerzorg.beleid.simulatie.kubus import verschillen
    from meerzorg.beleid.simulatie.onzekerheid import spreiding
    from meerzorg.beleid.simulatie.plan import status_van
    from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN

    mensen = "mens" if uitslag.personen == 1 else "mensen"
    regels = [f"{_getal(uitslag.personen)} {mensen}, {f'{uitslag.seconden:.1f}'.replace('.', ',')} seconden"]
    for naam, telling in uitslag.tellingen.items():
        status = status_van(naam)
        regels += ["", naam + (f", {status}" if status else "")]
        for code, aantal in sorted(telling.uitkomsten.items(), key=lambda paar: -paar[1]):
            regels.append(_regel(UITKOMSTEN[code], _getal(aantal)))
        regels.append(_regel("toegekend boven het basisbudget, per jaar", _bedrag(telling.toegekend_extra / 100)))
    for naam in uitslag.varianten[1:]:
        (v,) = verschillen(uitslag.kubussen[naam])
        regels += [
            "",
            f"Van {uitslag.basis} naar {naam}",
            _regel("verschil per jaar", _bedrag(v.verschil)),
            _regel("  met 95 % zekerheid vanaf", _bedrag(v.laag)),
            _regel("  tot en met", _bedrag(v.hoog)),
            *(["  (zo weinig mensen verschillen dat deze marge te smal kan zijn)"] if v.marge_te_smal else []),
            _regel("gaan erop vooruit", _getal(v.winnaars)),
            _regel("gaan erop achteruit", _getal(v.verliezers)),
            _regel("meerzorg toegekend", f"{_getal(v.meerzorg_van)} → {_getal(v.meerzorg_naar)}"),
        ]
    for naam in (uitslag.varianten[1:] or uitslag.varianten) if getrokken else ():
        kernen = [trekking[naam] for trekking in getrokken]
        verschil = spreiding([kern.verschil for kern in kernen])
        meerzorg = spreiding([float(kern.meerzorg_naar) for kern in kernen])
        regels += ["", f"{naam}: wie aanvraagt, bij {len(getrokken)} keer andere aannames"]
        if naam != uitslag.basis:
            regels.append(_regel("verschil per jaar, midden", _bedrag(verschil.midden)))
            regels.append(_regel("  negen van de tien liggen vanaf", _bedrag(verschil.laag)))
            regels.append(_regel("  tot en met", _bedrag(verschil.hoog)))
        regels.append(_regel("meerzorg toegekend, midden", _getal(round(meerzorg.midden))))
        grenzen = f"{_getal(round(meerzorg.laag))} tot en met {_getal(round(meerzorg.hoog))}"
        regels.append(_regel("  negen van de tien liggen van", grenzen))
    if plan.aanpassingen:
        regels += ["", "Gewijzigde normen: " + ", ".join(f"{naam} = {waarde}" for naam, waarde in plan.aanpassingen)]
    return "\n".join(regels)


def _regel(wat: str, waarde: str) -> str:
    return f"  {wat:<52}{waarde:>24}"


def _bedrag(euro: float) -> str:
    return f"€ {_getal(round(euro))}"


@contextmanager
def _voortgang() -> Iterator[Callable[[str], Callable[[int], None]]]:
    """Progress on standard error, where a person is watching; wiped out at the end."""
    if not sys.stderr.isatty():
        yield lambda wat: lambda klaar: None
        return
    try:
        yield lambda wat: lambda klaar: print(f"\r{_getal(klaar)} {wat} …", end="", file=sys.stderr, flush=True)
    finally:
        print(f"\r{'':40}\r", end="", file=sys.stderr, flush=True)


def _getal(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")


def _euro(centen: int) -> str:
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100}.{abs(centen) % 100:02d}"


def _verschil(v: Any) -> dict[str, Any]:
    return {
        "personen": v.personen,
        "verschil": f"{v.verschil:.2f}",
        "laag_95": f"{v.laag:.2f}",
        "hoog_95": f"{v.hoog:.2f}",
        "marge_te_smal": v.marge_te_smal,
        "winnaars": v.winnaars,
        "winst": f"{v.winst:.2f}",
        "verliezers": v.verliezers,
        "verlies": f"{v.verlies:.2f}",
        "meerzorg_van": v.meerzorg_van,
        "meerzorg_naar": v.meerzorg_naar,
    }


def _spreiding(s: Any) -> dict[str, float]:
    return {"midden": round(s.midden, 2), "laag_5": round(s.laag, 2), "hoog_95": round(s.hoog, 2)}
