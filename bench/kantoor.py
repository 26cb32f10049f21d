"""How quick the office is with many dossiers: Mijn werk, a Dossier, a letter, and eight people at once.

Makes the dossiers in a database that is thrown away. `mijn_werk` and `dossier` are server time through the whole
application, with the most queries that one request took; `brief_ms` is a decision letter from what is stored to PDF;
`pages_per_s` is what 8 users get together of a real server with 2 workers. The bench asks the pages on the same
machine, so its own work is in that figure.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import kantoor_meting as meting
from kantoor_meting import Mislukt, Verzoek

sys.path.append(str(Path(__file__).parent.parent / "tests" / "hulp"))
import postgres

GEBRUIKERS = 8
KIJKERS = ("zorgadviseur", "medisch_adviseur", "verpleegkundige", "beslisser", "teamleider")
PER_TOESTAND = 4
"""Dossiers of each state that each role opens."""
BRIEVEN = 40
WERKVRAGEN = (
    "",
    "?pagina=5",
    "?wat=straks",
    "?wat=laat",
    "?wat=client",
    "?wat=besloten&pagina=5",
    "?wat=alles&pagina=5",
    "?wat=alles&pagina=200",
    "?wat=alles&zoek=mulder",
    "?wat=alles&zoek=zoe+van+der",
    "?wat=alles&zoek=niemand+heet+zo",
    "?wat=alles&zoek=MZ-2026-1009",
    "?zorgprofiel=VG7",
    "?wat=alles&stap=4&soort_aanvraag=verlenging",
)
UITLEG = {
    "mijn_werk": "Mijn werk, met keuzes en zoeken",
    "dossier": "Dossier, in elke toestand en rol",
}


# --- a database that is thrown away ---------------------------------------------------------------------------------


@contextlib.contextmanager
def database(soort: str) -> Iterator[None]:
    """Django on an empty database of this kind. PostgreSQL is a private one, or the empty one of MEERZORG_DATABASE."""
    with contextlib.ExitStack() as stapel:
        map_ = stapel.enter_context(tempfile.TemporaryDirectory(prefix="mz-bench-"))
        gegeven = os.environ.get("MEERZORG_DATABASE", "")
        if soort == "sqlite":
            gegeven = f"sqlite:///{map_}/bench.sqlite3"
        elif not gegeven.startswith("postgres"):
            gegeven = stapel.enter_context(postgres.server(postgres.nieuwe_map()))
            _maak(gegeven)
        Path(map_, "static").mkdir()
        os.environ |= {
            "MEERZORG_DATABASE": gegeven,
            "MEERZORG_GEGEVENS": map_,
            "MEERZORG_GEHEIM": secrets.token_urlsafe(50),
            "MEERZORG_PRODUCTIE": "nee",
            "DJANGO_SETTINGS_MODULE": "meerzorg.web.instellingen",
        }
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        stapel.callback(connections.close_all)
        call_command("migrate", verbosity=0)
        from meerzorg.toegang.models import Zorgkantoor

        if Zorgkantoor.objects.exists():
            raise Mislukt("De database van MEERZORG_DATABASE is niet leeg. Geef een lege, of laat de variabele weg.")
        yield


def _maak(adres: str) -> None:
    import psycopg

    with psycopg.connect(adres.replace(f"/{postgres.NAAM}?", "/postgres?"), autocommit=True) as verbinding:
        verbinding.execute(f"CREATE DATABASE {postgres.NAAM}")


def _telling() -> None:
    """What PostgreSQL does by itself after a while: counting which values occur how often."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


# --- who looks at what ----------------------------------------------------------------------------------------------


def koekjes() -> dict[str, list[str]]:
    """Per role the cookies of everyone who has it, logged in."""
    from django.conf import settings
    from django.test import Client

    from meerzorg.toegang.models import Medewerker

    uit: dict[str, list[str]] = {}
    for wie in Medewerker.objects.filter(rollen__rol__in=KIJKERS).order_by("pk"):
        browser = Client()
        browser.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
        koekje = browser.cookies[settings.SESSION_COOKIE_NAME].value
        uit.setdefault(wie.rol, []).append(f"{settings.SESSION_COOKIE_NAME}={koekje}")
    return uit


def werklijsten(ingelogd: dict[str, list[str]]) -> list[Verzoek]:
    """Mijn werk as people use it: as it opens, chosen, searched, and further on."""
    return [Verzoek(f"/werk/{vraag}", ingelogd[rol][0]) for rol in KIJKERS for vraag in WERKVRAGEN]


def dossiers(ingelogd: dict[str, list[str]], toeval: Random) -> list[Verzoek]:
    """Dossiers with all that was recorded, of each state about as many, for each role that sees them."""
    from meerzorg.dossier.models import Dossier
    from meerzorg.toegang.models import Medewerkerrol

    kantoor = Medewerkerrol.objects.filter(rol__in=KIJKERS).order_by("pk").values_list("zorgkantoor", flat=True)[0]
    vol = Dossier.objects.filter(zorgkantoor=kantoor, vastleggingen__isnull=False).distinct()
    per_toestand: dict[str, list[str]] = {}
    for nummer, toestand in vol.values_list("nummer", "toestand").order_by("pk"):
        per_toestand.setdefault(toestand, []).append(nummer)
    return [
        Verzoek(f"/dossier/{toeval.choice(lijst)}/", ingelogd[rol][0])
        for rol in KIJKERS
        for lijst in per_toestand.values()
        for _ in range(PER_TOESTAND)
    ]


def gemengd(werk: list[Verzoek], blad: list[Verzoek], toeval: Random) -> list[Verzoek]:
    """What one person reads: lists, dossiers, now and then a decision or the rules."""
    uit = []
    for _ in range(50):
        dossier = toeval.choice(blad)
        uit += [toeval.choice(werk), dossier, toeval.choice(blad), Verzoek(f"{dossier.pad}besluit/", dossier.koekje)]
        uit += [Verzoek("/regels/", dossier.koekje)] if toeval.random() < 0.5 else []
    return uit


def brieven() -> list[Any]:
    from meerzorg.dossier.models import Besluit

    genomen = Besluit.objects.filter(status="bekendgemaakt").select_related("dossier__client", "dossier__zorgkantoor")
    return list(genomen.select_related("eerste", "dossier__client", "dossier__zorgkantoor")[:BRIEVEN])


def maak_brief(besluit: Any) -> bytes:
    """The letter of a decision: read what it needs, build it, set it as PDF."""
    from meerzorg.dossier.beeld import beeld
    from meerzorg.dossier.brieven.opbouw import brief
    from meerzorg.dossier.brieven.pdf import als_pdf
    from meerzorg.dossier.handelingen.besluiten import brief_van

    return als_pdf(brief(brief_van(besluit, beeld(besluit.dossier), besluit.bekendgemaakt_op)))


# --- measuring ------------------------------------------------------------------------------------------------------


def meet(aantal: int, seconden: float, rondes: int) -> dict[str, Any]:
    from kantoor_gegevens import meld, vul
    from meerzorg.web.wsgi import application

    toeval = Random(2026)  # noqa: S311 - the same dossiers every time
    vul(aantal, toeval)
    _telling()
    ingelogd = koekjes()
    werk, blad = werklijsten(ingelogd), dossiers(ingelogd, toeval)
    uit: dict[str, Any] = {"dossiers": aantal}
    for naam, verzoeken in (("mijn_werk", werk), ("dossier", blad)):
        meld(f"{naam} meten")
        uit[naam] = meting.meet(application, verzoeken, rondes)._asdict()
    meld("brieven meten")
    uit["brief_ms"] = meting.ms(maak_brief, brieven())
    with meting.server() as poort:
        meld(f"{GEBRUIKERS} gebruikers tegelijk")
        lezers = [gemengd(werk, blad, Random(nr)) for nr in range(GEBRUIKERS)]  # noqa: S311
        uit["pages_per_s"] = meting.bladzijden_per_s(poort, lezers, seconden)
        for naam, verzoeken in (("mijn_werk", werk), ("dossier", blad)):
            alle = [meting.kb(poort, verzoek) for verzoek in verzoeken[:: max(1, len(verzoeken) // 10)]]
            uit[naam] |= {"kb_first": max(eerst for eerst, _ in alle), "kb_after": max(later for _, later in alle)}
    meld("")
    return uit


def toon(uit: dict[str, Any]) -> None:
    for naam, uitleg in UITLEG.items():
        print(
            "{0:<34} {queries:>3} queries   p50 {p50_ms:>6} ms   p95 {p95_ms:>6} ms   {kb_first:>5} kB, daarna "
            "{kb_after} kB   (traagst: {traagste})".format(uitleg, **uit[naam])
        )
    print(f"brief van een besluit, met PDF     {uit['brief_ms']} ms")
    print(f"{GEBRUIKERS} gebruikers, {meting.WERKERS} werkers             {uit['pages_per_s']} bladzijden per seconde")


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    ontleder.add_argument("--dossiers", type=int, default=10_000, help="how many dossiers (10 000)")
    ontleder.add_argument("--json", action="store_true", help="the figures as JSON")
    ontleder.add_argument("--rondes", type=int, default=3, help="rounds of measuring (3)")
    ontleder.add_argument("--seconden", type=float, default=10, help="how long the eight users read (10)")
    args = ontleder.parse_args()
    if args.dossiers < 100:
        ontleder.error(f"--dossiers: gevonden {args.dossiers}; ten minste 100")
    try:
        with database(args.database):
            uit = {"database": args.database} | meet(args.dossiers, args.seconden, max(1, args.rondes))
    except (Mislukt, postgres.GeenPostgres) as fout:
        sys.exit(f"\n{fout}")
    print(json.dumps(uit)) if args.json else toon(uit)


if __name__ == "__main__":
    main()
