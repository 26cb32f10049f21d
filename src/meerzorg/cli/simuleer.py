"""`meerzorg simuleer`: the same rules over a population, under several frameworks and changed norms."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meerzorg.beleid.simulatie import Plan, Simulatie

PERSONEN, ZAAD = 100_000, 2026


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
    parser.add_argument("--trekkingen", type=int, default=0, metavar="K", help="trek de aannames K keer opnieuw")
    parser.add_argument("--motor", choices=("numba", "spark"), default="numba", help="waarmee wordt gerekend")
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")
    parser.epilog = "Kader 'datum' (standaard): ieder volgens zijn eigen aanvraagdatum. Alle mensen zijn verzonnen."


def voer_uit(args: argparse.Namespace) -> int:
    from pathlib import Path

    from meerzorg.beleid.aannames import aannames, lees_aannames
    from meerzorg.beleid.bestand import open_bestand
    from meerzorg.beleid.onzekerheid import trekkingen
    from meerzorg.beleid.populatie import deelpopulaties
    from meerzorg.beleid.simulatie import NODIG, lees_plan, simuleer

    plan = lees_plan(args.kaders, args.norm)
    _controleer(args)
    van = lees_aannames(args.aannames) if args.aannames else aannames()
    personen = PERSONEN if args.personen is None else args.personen
    if args.populatie:
        tabellen = open_bestand(args.populatie).deelpopulaties()
    else:
        tabellen = deelpopulaties(personen, args.zaad, van, velden=NODIG)
    uit = Path(args.uit) if args.uit else None
    if args.motor == "spark":
        from meerzorg.beleid.spark import simuleer_spark

        uitslag = simuleer_spark(plan, tabellen, uit=uit, voortgang=_voortgang("mensen"))
    else:
        uitslag = simuleer(plan, tabellen, uit=uit, voortgang=_voortgang("mensen"))
    getrokken = list(trekkingen(plan, personen, args.zaad, args.trekkingen, van, _voortgang("trekkingen")))
    if args.rapport:
        from meerzorg.beleid.rapport import schrijf_rapport

        for pad in args.rapport:
            schrijf_rapport(Path(pad), plan, uitslag, getrokken, van, personen, args.zaad, fictief=not args.populatie)
    if args.json:
        print(json.dumps(als_json(args, plan, uitslag, getrokken, van.sha256), ensure_ascii=False, indent=1))
    else:
        print(_tekst(plan, uitslag))
    return 0


def als_json(
    args: argparse.Namespace, plan: Plan, uitslag: Simulatie, getrokken: list[Any], aannames_sha256: str
) -> dict[str, Any]:
    """The result as data: counts and totals per framework, flows and paired differences with the first one."""
    import polars as pl

    from meerzorg.beleid.kubus import stromen, verschillen
    from meerzorg.beleid.onzekerheid import spreiding
    from meerzorg.wet.beoordeling import REGELSET_VERSIE, regelset_sha256

    anderen = [naam for naam in uitslag.varianten if naam != uitslag.basis]
    return {
        "personen": uitslag.personen,
        "populatie": args.populatie,
        "zaad": None if args.populatie else args.zaad,
        "aannames_sha256": None if args.populatie else aannames_sha256,
        "norm": dict(plan.aanpassingen),
        "kaders": {naam: telling.als_json() for naam, telling in uitslag.tellingen.items()},
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
            for naar in anderen
            if getrokken
        ],
        "rijen_per_seconde": round(uitslag.personen * len(uitslag.varianten) / max(uitslag.seconden, 1e-9)),
        "regelset": {"versie": REGELSET_VERSIE, "sha256": regelset_sha256()},
    }


def _controleer(args: argparse.Namespace) -> None:
    from pathlib import Path

    from meerzorg.taal.fouten import Fout, InvoerFout

    fouten = []
    if args.populatie and (args.personen is not None or args.aannames or args.trekkingen):
        fouten.append(Fout("--populatie", "samen met --personen, --aannames of --trekkingen", "een van beide"))
    if args.trekkingen < 0 or args.trekkingen > 1000:
        fouten.append(Fout("--trekkingen", str(args.trekkingen), "een heel getal van 0 tot en met 1000"))
    for optie, paden, einden in (("--uit", [args.uit], (".parquet",)), ("--rapport", args.rapport, (".html", ".pdf"))):
        for pad in filter(None, paden):
            if not pad.endswith(einden):
                fouten.append(Fout(optie, repr(pad), f"een bestand dat eindigt op {' of '.join(einden)}"))
            elif not Path(pad).absolute().parent.is_dir():
                fouten.append(Fout(optie, repr(pad), "een bestand in een map die bestaat"))
    if fouten:
        raise InvoerFout(fouten)


def _tekst(plan: Plan, uitslag: Simulatie) -> str:
    from meerzorg.beleid.kubus import verschillen
    from meerzorg.wet.uitkomst import UITKOMSTEN

    regels = [f"{_getal(uitslag.personen)} mensen, {uitslag.seconden:.1f} seconden".replace(".", ",", 0)]
    for naam, telling in uitslag.tellingen.items():
        regels += ["", naam]
        for code, aantal in sorted(telling.uitkomsten.items(), key=lambda paar: -paar[1]):
            regels.append(f"  {UITKOMSTEN[code]:<52}{_getal(aantal):>12}")
        regels.append(
            f"  {'toegekend boven het basisbudget, per jaar':<52}{'€ ' + _getal(telling.toegekend_extra // 100):>12}"
        )
    for naam in uitslag.varianten[1:]:
        (v,) = verschillen(uitslag.kubussen[naam])
        regels += ["", f"Van {uitslag.basis} naar {naam}"]
        regels.append(
            f"  {'verschil per jaar':<40}€ {_getal(round(v.verschil))} (95 %: {_getal(round(v.laag))} tot {_getal(round(v.hoog))})"
        )
        regels.append(f"  {'gaan erop vooruit':<40}{_getal(v.winnaars)}")
        regels.append(f"  {'gaan erop achteruit':<40}{_getal(v.verliezers)}")
        regels.append(f"  {'meerzorg toegekend':<40}{_getal(v.meerzorg_van)} → {_getal(v.meerzorg_naar)}")
    if plan.aanpassingen:
        regels += ["", "Gewijzigde normen: " + ", ".join(f"{naam} = {waarde}" for naam, waarde in plan.aanpassingen)]
    return "\n".join(regels)


def _voortgang(wat: str) -> Any:
    """Progress on standard error, where a person is watching."""
    if not sys.stderr.isatty():
        return lambda klaar: None
    return lambda klaar: print(f"\r{_getal(klaar)} {wat} …", end="", file=sys.stderr, flush=True)


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
        "winnaars": v.winnaars,
        "winst": f"{v.winst:.2f}",
        "verliezers": v.verliezers,
        "verlies": f"{v.verlies:.2f}",
        "meerzorg_van": v.meerzorg_van,
        "meerzorg_naar": v.meerzorg_naar,
    }


def _spreiding(s: Any) -> dict[str, float]:
    return {"midden": round(s.midden, 2), "laag_5": round(s.laag, 2), "hoog_95": round(s.hoog, 2)}
