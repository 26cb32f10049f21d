"""`meerzorg lees-ciz`: messages of the CIZ into the dossiers of one zorgkantoor; the same as the screen does."""

from __future__ import annotations

import argparse

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor, medewerker

MAXIMUM = 20 * 1024 * 1024


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to `parser`."""
    parser.description = (
        "Neemt besluiten van het CIZ over in de lopende dossiers van het zorgkantoor van de gebruiker. "
        "Wat al bekend is, verandert niets: hetzelfde bericht kan zonder gevaar nog eens worden aangeboden."
    )
    parser.add_argument(
        "berichten", metavar="BERICHT", nargs="+", help="bestand met een IO31 (XML) of registerantwoord"
    )
    parser.add_argument(
        "--als", metavar="GEBRUIKER", required=True, help="gebruikersnaam van de zorgadviseur die dit vastlegt"
    )


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    """Prints per decision what happened; 0 when every message was read. Raises InvoerFout."""
    from meerzorg.cli.bestand import lees_bytes
    from meerzorg.koppeling.inlezen import lees_in
    from meerzorg.toegang.rechten import mag
    from regeltaal.fouten import Fout, InvoerFout

    wie = medewerker(args.als)
    if not mag(wie, "ciz_inlezen"):
        raise InvoerFout([Fout("--als", f"{args.als} ({wie.rolnaam})", "een zorgadviseur")])
    for pad in args.berichten:
        for deel in lees_in(wie, lees_bytes(pad, MAXIMUM), pad):
            print(f"{deel.dossiernummer or '-':<16} {deel.zin}")
            for waarschuwing in deel.waarschuwingen:
                print(f"{'':<16}   Let op: {waarschuwing}")
    return 0
