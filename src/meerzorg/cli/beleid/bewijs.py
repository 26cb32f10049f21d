"""`meerzorg bewijs`: what the rules promise, proven for every possible dossier or refuted by one that runs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meerzorg.beleid.bewijs.beloften import Belofte
    from meerzorg.beleid.bewijs.bewijzen import Bewijsuitkomst

BREEDTE = 100


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kader", metavar="ID", help="alleen de beloften van dit kader")
    parser.add_argument("--belofte", metavar="NAAM", help="alleen deze belofte")
    parser.add_argument("--map", metavar="MAP", help="schrijf de tegenvoorbeelden als dossiers in deze map")
    parser.add_argument(
        "--interpretatie",
        metavar="NAAM=KEUZE",
        action="append",
        default=[],
        help="lees een open vraag anders dan standaard",
    )
    parser.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")
    parser.epilog = (
        "Een belofte is bewezen als zij voor elk mogelijk dossier geldt; anders volgt een dossier waarvoor zij niet "
        "geldt. Eindigt met 0 als elke belofte uitkomt zoals verwacht, met 1 als er een is gebroken."
    )


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.beleid.bewijs.bewijzen import bewijs
    from meerzorg.cli.opties import keuzes_optie

    keuzes = keuzes_optie(args)
    opgaven = _opgaven(args.belofte, args.kader)
    doel = None if args.map is None else _map(args.map)
    resultaten = []
    for nr, (belofte, kader) in enumerate(opgaven, start=1):
        _voortgang(f"{nr} van {len(opgaven)}: {belofte.naam} ({kader})")
        resultaten.append(bewijs(belofte, kader, keuzes))
    _voortgang("")
    if doel:
        _schrijf(resultaten, doel)
    if args.json:
        print(json.dumps(_als_json(resultaten), ensure_ascii=False, indent=1))
    else:
        print(_tekst(resultaten, doel))
    return 0 if all(resultaat.zoals_verwacht for resultaat in resultaten) else 1


def _opgaven(naam: str | None, kader: str | None) -> list[tuple[Belofte, str]]:
    """What is to be proven. Raises InvoerFout for an unknown name, or when nothing is left."""
    from meerzorg.beleid.bewijs.beloften import BELOFTEN
    from meerzorg.cli.opties import kader_optie
    from regeltaal.fouten import Fout, InvoerFout, dichtstbij

    per_naam = {belofte.naam: belofte for belofte in BELOFTEN}
    kader_optie(kader)
    if naam is None:
        return [(b, k) for b in BELOFTEN for k in b.kaders if kader in (None, k)]
    if naam not in per_naam:
        raise InvoerFout([Fout("--belofte", repr(naam), f"een van {', '.join(per_naam)}", dichtstbij(naam, per_naam))])
    belofte = per_naam[naam]
    if kader is not None and kader not in belofte.kaders:
        raise InvoerFout([Fout("--kader", repr(kader), f"bij {naam} een van {', '.join(belofte.kaders)}")])
    return [(belofte, k) for k in belofte.kaders if kader in (None, k)]


def _map(naam: str) -> Path:
    """The folder for the counterexamples, made where needed. Raises InvoerFout."""
    from meerzorg.beleid.invoer.schrijven import reden
    from regeltaal.fouten import Fout, InvoerFout, getoond

    if not naam:
        raise InvoerFout([Fout("--map", "niets", "een map; of laat de optie weg")])
    pad = Path(naam)
    try:
        pad.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise InvoerFout([Fout("--map", f"{getoond(naam)} ({reden(fout)})", "een map om in te schrijven")]) from fout
    return pad


def _schrijf(resultaten: list[Bewijsuitkomst], doel: Path) -> None:
    """Writes every counterexample as a file that runs. Raises InvoerFout; nothing half written stays."""
    from meerzorg.beleid.invoer.schrijven import heel, niet_geschreven

    for resultaat in resultaten:
        if not resultaat.dossiers:
            continue
        tekst = json.dumps(resultaat.dossierbestand, ensure_ascii=False, indent=2)
        bestand = doel / resultaat.bestand
        try:
            with heel(bestand) as tijdelijk:
                tijdelijk.write_text(tekst + "\n", encoding="utf-8")
        except OSError as fout:
            raise niet_geschreven(bestand, fout) from fout


def _voortgang(tekst: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{tekst}", end="", file=sys.stderr, flush=True)


def _per_belofte(resultaten: list[Bewijsuitkomst]) -> dict[str, list[Bewijsuitkomst]]:
    uit: dict[str, list[Bewijsuitkomst]] = {}
    for resultaat in resultaten:
        uit.setdefault(resultaat.belofte.naam, []).append(resultaat)
    return uit


def _als_json(resultaten: list[Bewijsuitkomst]) -> dict[str, Any]:
    from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256

    return {
        "zoals_verwacht": all(resultaat.zoals_verwacht for resultaat in resultaten),
        "beloften": [
            {
                "naam": naam,
                "belofte": groep[0].belofte.zin,
                "bronnen": [bron.als_json() for bron in groep[0].belofte.bronnen],
                "resultaten": [resultaat.als_json() for resultaat in groep],
            }
            for naam, groep in _per_belofte(resultaten).items()
        ],
        "seconden": round(sum(resultaat.seconden for resultaat in resultaten), 3),
        "regelset": {"versie": REGELSET_VERSIE, "sha256": regelset_sha256()},
    }


def _tekst(resultaten: list[Bewijsuitkomst], doel: Path | None) -> str:
    from regeltaal.lezers.zin import opsomming

    regels: list[str] = []
    for naam, groep in _per_belofte(resultaten).items():
        belofte = groep[0].belofte
        bron = opsomming([bron.titel for bron in belofte.bronnen])
        regels += [naam, _alinea(belofte.zin, 2), _alinea(f"bron: {bron}", 2)]
        goed = [resultaat.kader for resultaat in groep if resultaat.zoals_verwacht and not resultaat.dossiers]
        if goed:
            regels.append(_alinea(f"bewezen: {opsomming(goed)}", 4))
        for resultaat in groep:
            regels += _bijzonder(resultaat, doel)
        regels.append("")
    regels.append("Nagegaan voor aanvragen met deze datums:")
    regels += [
        _alinea(f"{resultaat.kader}: {opsomming([str(periode) for periode in resultaat.perioden])}", 2)
        for resultaat in {resultaat.kader: resultaat for resultaat in resultaten}.values()
    ]
    seconden = f"{sum(resultaat.seconden for resultaat in resultaten):.1f}".replace(".", ",")
    regels += ["", f"{len(resultaten)} keer nagegaan in {seconden} seconden."]
    gebroken = [resultaat for resultaat in resultaten if not resultaat.zoals_verwacht]
    regels += [f"GEBROKEN: {resultaat.belofte.naam} ({resultaat.kader})" for resultaat in gebroken]
    return "\n".join([*regels, *([] if gebroken else ["Elke belofte komt uit zoals verwacht."])])


def _bijzonder(resultaat: Bewijsuitkomst, doel: Path | None) -> list[str]:
    """What is more to say than that it is proven."""
    from regeltaal.lezers.zin import opsomming

    regels = []
    if resultaat.dossiers or not resultaat.zoals_verwacht:
        verwacht = resultaat.belofte.verwacht(resultaat.kader)
        zo = "zoals verwacht" if resultaat.zoals_verwacht else f"GEBROKEN: verwacht was {verwacht}"
        regels = [_alinea(f"{resultaat.uitkomst} ({zo}): {resultaat.kader}", 4), _alinea(resultaat.woorden, 6)]
    if doel and resultaat.dossiers:
        kader = "" if resultaat.belofte.vorig else f" --kader {resultaat.kader}"
        regels.append(f"      meerzorg beoordeel {doel / resultaat.bestand}{kader}")
    if resultaat.volgorde:
        paren = len(resultaat.volgorde.paren)
        zin = f"{resultaat.kader}: {paren} paren treden kunnen tegelijk gelden; dan beslist de eerste trede."
        nooit = [resultaat.volgorde.treden[nr - 1] for nr in resultaat.volgorde.nooit]
        regels.append(_alinea(zin + (f" Nooit aan de beurt: {opsomming(nooit)}." if nooit else ""), 6))
    return regels


def _alinea(tekst: str, inspringen: int) -> str:
    import textwrap

    wit = " " * inspringen
    return textwrap.fill(tekst, BREEDTE, initial_indent=wit, subsequent_indent=wit)
