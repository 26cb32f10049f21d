"""`meerzorg gebruiker`: an account from the command line, for the first beheerder of a zorgkantoor."""

from __future__ import annotations

import argparse
from typing import Any

from meerzorg.cli.kantoor.kantooromgeving import in_kantoor

KANTOOR = {
    "naam": ("--kantoor-naam", "naam van het zorgkantoor"),
    "adres": ("--kantoor-adres", "postadres; een komma begint een nieuwe regel"),
    "telefoon": ("--kantoor-telefoon", "telefoonnummer"),
    "email": ("--kantoor-email", "e-mailadres"),
    "website": ("--kantoor-website", "website"),
}
"""What letters say about a zorgkantoor; only needed when it is new."""


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gebruikersnaam", metavar="GEBRUIKERSNAAM", help="de naam om mee in te loggen")
    parser.add_argument("--naam", required=True, help="de naam zoals die onder brieven staat")
    parser.add_argument("--email", required=True, help="e-mailadres")
    parser.add_argument("--rol", default="beheerder", help="de rol (beheerder)")
    parser.add_argument("--zorgkantoor", metavar="NUMMER", required=True, help="nummer van het zorgkantoor, zoals 3010")
    for vlag, uitleg in KANTOOR.values():
        parser.add_argument(vlag, metavar="TEKST", help=f"alleen bij een nieuw zorgkantoor: {uitleg}")
    parser.epilog = "Toont één keer een tijdelijk wachtwoord. Bij de eerste keer inloggen kiest de gebruiker een eigen."


@in_kantoor
def voer_uit(args: argparse.Namespace) -> int:
    from django.db import transaction

    from meerzorg.dossier.handelingen.medewerkers import maak_account

    with transaction.atomic():
        wie, wachtwoord = maak_account(
            None, _kantoor(args), username=args.gebruikersnaam, naam=args.naam, email=args.email, rol=args.rol
        )
    print(f"Het account {wie.username} is gemaakt: {wie.naam}, {wie.rolnaam}, {wie.zorgkantoor}.")
    print(f"Tijdelijk wachtwoord: {wachtwoord}")
    print("Dit wachtwoord is hierna niet meer te zien.")
    return 0


def _kantoor(args: argparse.Namespace) -> Any:
    from meerzorg.beleid.invoer.zorgkantoren import met_nummer
    from meerzorg.toegang.models import Concessiehouder, Zorgkantoor
    from regeltaal.fouten import Fout, InvoerFout

    bestaand = Zorgkantoor.objects.filter(pk=args.zorgkantoor).first()
    if bestaand is not None:
        return bestaand
    velden = {naam: getattr(args, vlag[2:].replace("-", "_")) for naam, (vlag, _) in KANTOOR.items()}
    fouten = [
        Fout(KANTOOR[naam][0], "niets", f"{KANTOOR[naam][1]}; zorgkantoor {args.zorgkantoor} is er nog niet")
        for naam, waarde in velden.items()
        if not waarde
    ]
    if not (args.zorgkantoor.isascii() and args.zorgkantoor.isdecimal() and len(args.zorgkantoor) == 4):
        fouten.append(Fout("--zorgkantoor", repr(args.zorgkantoor), "een nummer van vier cijfers"))
    if fouten:
        raise InvoerFout(fouten)
    velden["adres"] = "\n".join(regel.strip() for regel in velden["adres"].split(","))
    bekend = met_nummer(args.zorgkantoor)
    houder, _ = Concessiehouder.objects.get_or_create(naam=bekend.concessiehouder if bekend else velden["naam"])
    return Zorgkantoor.objects.create(nummer=args.zorgkantoor, concessiehouder=houder, **velden)
