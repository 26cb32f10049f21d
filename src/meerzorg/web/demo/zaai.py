"""Fills an empty database with three zorgkantoren, their staff, and fictional dossiers in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from random import Random

import typst
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from meerzorg import klok
from meerzorg.beleid.invoer.zorgkantoren import zorgkantoren
from meerzorg.dossier.bestanden import Bestand, lees_upload
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens
from meerzorg.personen.bsn import klopt
from meerzorg.toegang.models import Concessiehouder, Medewerker, Medewerkerrol, Zorgkantoor
from meerzorg.toegang.rechten import ROLLEN
from meerzorg.web.demo import leven, verhalen

WACHTWOORD = "welkom-bij-meerzorg"
KANTOREN = {"3010": "", "3090": "utrecht-", "3260": "brabant-"}
"""The zorgkantoren of the demonstration, with the start of their user names."""
PER_KANTOOR = 60
DAGEN_TERUG = 150
PLAATSEN = {"3010": ("Groningen", 9711), "3090": ("Utrecht", 3511), "3260": ("Breda", 4811)}
LAATSTE_AANVRAAG = date(2026, 12, 31)
"""Later applications fall under a framework that is not published yet: nothing could be decided (voorlopig)."""
COLLEGAS = {"zorgadviseur2": "zorgadviseur", "beslisser2": "beslisser", "medisch_adviseur2": "medisch_adviseur"}
_NAMEN = [
    "Marijke Hofstra",
    "Dr. Ruben Elzinga",
    "Sanne Kooistra",
    "Johan Wiersma",
    "Leila Haddad",
    "Petra van Buren",
    "Tim de Boer",
    "Karim Dijkstra",
    "Anke Vogels",
    "Hugo Martens",
    "Dr. Naima Bouzid",
    "Geen Rol",
]


def zaai(meld: Callable[[str], None], aantal: int = PER_KANTOOR) -> None:
    """Makes offices, staff and `aantal` dossiers per office; all of it or nothing."""
    nu = timezone.localtime(klok.nu())
    with transaction.atomic():
        toeval = Random(2026)  # noqa: S311 - fiction, not secrecy
        stuk = behandelbrief()
        bsns = testnummers()
        levens = []
        for nummer, begin in KANTOREN.items():
            team = _team(_kantoor(nummer), begin)
            for nr in range(aantal):
                start = min(_start(nu, nr, aantal), _einde_van(LAATSTE_AANVRAAG, nu))
                eigen = dict(team, **({"zorgadviseur": team["zorgadviseur2"]} if nr % 3 == 0 else {}))
                client = _client(next(bsns), nummer, toeval)
                eigen_toeval = Random(toeval.random())  # noqa: S311
                levens.append((start, partial(leven.leven, eigen, client, eigen_toeval, stuk, start.date())))
        leven.beleef(levens, nu, lambda klaar: meld(f"{klaar} dossiers afgerond") if klaar % 50 == 0 else None)


def testnummers() -> Iterator[str]:
    """Numbers of the test range (999…) that pass the 11-test."""
    return (bsn for bsn in (f"{nr:09d}" for nr in range(999_000_000, 1_000_000_000)) if klopt(bsn))


def behandelbrief() -> Bestand:
    """A fictional letter of a treating doctor, as a real PDF that goes through the same check as every upload."""
    tekst = (
        '#set document(title: "Brief van de behandelaar")\n#set text(lang: "nl")\n= Brief van de behandelaar\n'
        "Dit is een verzonnen brief, alleen om te laten zien hoe een stuk in het dossier staat.\n\n"
        "De cliënt heeft dag en nacht zorg nodig. Wij verwachten geen verbetering."
    )
    pdf: bytes = typst.compile(tekst.encode(), format="pdf", timestamp=0)
    return lees_upload(BytesIO(pdf), "brief-behandelaar.pdf")


def _start(nu: datetime, nr: int, aantal: int) -> datetime:
    """Spread over the last months, most of them in the last weeks; in office hours."""
    dag = nu - timedelta(days=1 + DAGEN_TERUG * nr**2 // aantal**2)
    dag -= timedelta(days=max(0, dag.weekday() - 4))
    return dag.replace(hour=9 + nr % 7, minute=nr * 7 % 60, second=0, microsecond=0)


def _einde_van(dag: date, nu: datetime) -> datetime:
    return nu.replace(year=dag.year, month=dag.month, day=dag.day, hour=9, minute=0, second=0, microsecond=0)


def _kantoor(nummer: str) -> Zorgkantoor:
    rij = next(rij for rij in zorgkantoren() if rij.zoka_nr == nummer)
    plaats, postcode = PLAATSEN[nummer]
    return Zorgkantoor.objects.create(
        nummer=nummer,
        naam=rij.zorgkantoor,
        concessiehouder=Concessiehouder.objects.get_or_create(naam=rij.concessiehouder)[0],
        adres=f"Postbus {nummer}\n{postcode} AA {plaats}",
        telefoon="088 000 00 00",
        email=f"meerzorg@{plaats.lower()}.invalid",
        website=f"www.zorgkantoor-{plaats.lower()}.invalid",
    )


def _team(kantoor: Zorgkantoor, begin: str) -> dict[str, Medewerker]:
    """One person per role, a second one for some, and one without a role (`niemand`)."""
    versleuteld = make_password(WACHTWOORD)  # once: it is the same for all, and slow on purpose
    rollen = {rol: rol for rol in ROLLEN} | COLLEGAS | {"niemand": ""}
    team = {}
    for (naam, rol), persoon in zip(rollen.items(), _NAMEN, strict=True):
        team[naam] = Medewerker.objects.create(
            username=begin + naam,
            email=f"{begin}{naam}@voorbeeld.invalid",
            password=versleuteld,
            naam=persoon,
            concessiehouder=kantoor.concessiehouder,
        )
        Medewerkerrol.objects.create(medewerker=team[naam], zorgkantoor=kantoor, rol=rol)
    return team


def _client(bsn: str, kantoor: str, toeval: Random) -> Clientgegevens:
    plaats, postcode = PLAATSEN[kantoor]
    achternaam = toeval.choice(verhalen.ACHTERNAMEN)
    geboren = date(toeval.randint(1938, 2020), toeval.randint(1, 12), toeval.randint(1, 28))
    ouder = f"{toeval.choice(verhalen.VOORNAMEN)} {achternaam}" if geboren.year > 2008 else ""
    return Clientgegevens(
        bsn=bsn,
        naam=f"{toeval.choice(verhalen.VOORNAMEN)} {achternaam}",
        geboortedatum=geboren,
        adres=f"{toeval.choice(verhalen.STRATEN)} {toeval.randint(1, 180)}",
        postcode=f"{postcode + toeval.randint(0, 60)} {toeval.choice('ABCDEGHKLN')}{toeval.choice('ABCDEGHKLN')}",
        plaats=plaats,
        vertegenwoordiger=ouder,
    )
