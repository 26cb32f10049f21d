"""`python -m meerzorg.web.demo`: a database with demonstration data, the logins, and the server on 127.0.0.1:8000."""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import sys
from datetime import date, datetime, time
from pathlib import Path

from meerzorg import klok

MAP = Path(".demo")
WELKOM = """
Meerzorg draait op  http://{host}:{poort}/

Inloggen (demonstratie, verzonnen mensen; overal hetzelfde wachtwoord: {wachtwoord})

  {kop}
{rijen}
Stoppen: Ctrl-C.  Opnieuw beginnen met verse gegevens: verwijder de map {map}.
"""


def main() -> int:
    ontleder = argparse.ArgumentParser(prog="python -m meerzorg.web.demo", description=__doc__)
    ontleder.add_argument("--poort", type=int, default=8000)
    ontleder.add_argument("--alleen-gegevens", action="store_true", help="maak de gegevens, start geen server")
    ontleder.add_argument("--op", metavar="DATUM", type=date.fromisoformat, help="doe alsof het deze dag is")
    args = ontleder.parse_args()
    _omgeving()
    if args.op:
        os.environ[klok.VOORUIT] = klok.vooruit_tot(datetime.combine(args.op, time(10), klok.NEDERLAND))
    import django

    django.setup()
    _gegevens()
    _toon_logins(args.poort)
    return 0 if args.alleen_gegevens else _dien(args.poort)


def _omgeving() -> None:
    """Everything in one folder, with a secret of its own, so that logins survive a restart."""
    MAP.mkdir(exist_ok=True)
    geheim = MAP / "geheim"
    if not geheim.exists():
        geheim.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        geheim.chmod(0o600)
    os.environ.setdefault("MEERZORG_GEGEVENS", str(MAP.resolve()))
    os.environ.setdefault("MEERZORG_GEHEIM", geheim.read_text(encoding="utf-8"))
    os.environ.setdefault("MEERZORG_MAIL", "django.core.mail.backends.dummy.EmailBackend")  # nobody to write to
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meerzorg.web.instellingen")


def _gegevens() -> None:
    from django.core.management import call_command

    from meerzorg.dossier.dagelijks import draai
    from meerzorg.toegang.models import Zorgkantoor
    from meerzorg.web.demo.doorrekening import regels_vertaald, reken_voor
    from meerzorg.web.demo.zaai import KANTOREN, PER_KANTOOR, zaai

    call_command("migrate", verbosity=0)
    if Zorgkantoor.objects.exists():
        draai(klok.vandaag())
        return
    print(
        f"Demonstratiegegevens maken: {PER_KANTOOR * len(KANTOREN)} verzonnen dossiers (ongeveer een halve minuut) …",
        flush=True,
    )

    def meld(bericht: str) -> None:
        print(f"  {bericht}", flush=True)

    with regels_vertaald():
        zaai(meld)
        draai(klok.vandaag())
    reken_voor(meld)


def _toon_logins(poort: int) -> None:
    from meerzorg.toegang.models import Medewerkerrol
    from meerzorg.toegang.rechten import ROLLEN
    from meerzorg.web.demo.zaai import WACHTWOORD

    regels = [("gebruikersnaam", "naam", "rol", "zorgkantoor")]
    for rij in Medewerkerrol.objects.select_related("medewerker").order_by("zorgkantoor_id", "id"):
        mens = rij.medewerker
        regels.append((mens.username, mens.naam, ROLLEN.get(rij.rol, "geen rol"), rij.zorgkantoor.naam))
    breedtes = [max(len(regel[kolom]) for regel in regels) for kolom in range(4)]
    rijen = ["  ".join(deel.ljust(breedte) for deel, breedte in zip(regel, breedtes, strict=True)) for regel in regels]
    tekst = "".join(f"  {rij.rstrip()}\n" for rij in rijen[1:])
    print(WELKOM.format(host="127.0.0.1", poort=poort, wachtwoord=WACHTWOORD, kop=rijen[0], rijen=tekst, map=MAP))


def _dien(poort: int) -> int:
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", poort))
        except OSError:
            print(f"Poort {poort} is al in gebruik. Kies een andere: make demo ARGS='--poort 8001'", file=sys.stderr)
            return 1
    sys.stdout.flush()
    opties = ["--no-control-socket", "--workers", "2", "--bind", f"127.0.0.1:{poort}"]
    # the server takes the place of this process
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *opties, "meerzorg.web.wsgi"])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
