"""Many fictional dossiers in little time: a few are made by the real acts, as in the demonstration; the others are
copies of those with a client, a number and days of their own.

The first `VOL` copies have everything that was recorded, so that their pages are real; the rest only what lists show.
Half of the dossiers is still being handled, which is many more than in a real office: lists are the harder for it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models, transaction

from meerzorg.dossier.handelingen.aanvraag import Clientgegevens
from meerzorg.dossier.models import (
    Adviesvraag,
    Besluit,
    Brief,
    Document,
    Dossier,
    Gebeurtenis,
    Melding,
    Opmerking,
    Vastlegging,
)
from meerzorg.dossier.status import EINDSTANDEN, zoekvorm
from meerzorg.klok import vandaag
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Medewerker
from meerzorg.web.demo.leven import leven
from meerzorg.web.demo.verhalen import ACHTERNAMEN, STRATEN, VOORNAMEN
from meerzorg.web.demo.zaai import KANTOREN, behandelbrief, testnummers, zaai

VOL = 3000
MEESTE_CLIENTEN = 80_000
"""The test range of the BSN has about 90 000 numbers that pass the 11-test; beyond it clients have more dossiers."""
GEWICHT = {"in_behandeling": 30, "wacht_op_aanvulling": 12, "voorgesteld": 8, "besloten": 46, "ingetrokken": 4}
PARTIJ = 2000
TWEEDE = ("van", "Bos", "Peters", "de Boer", "Vos", "Hendriks", "Koster", "Jacobs", "Brouwer", "de Haan", "Vermeulen")


def vul(aantal: int, toeval: Random) -> None:
    """Fills an empty database with about 100 real dossiers and copies, `aantal` together."""
    per_kantoor = max(2, min(35, aantal // 30))
    meld(f"{per_kantoor * len(KANTOREN)} dossiers door de echte handelingen")
    zaai(lambda _: None, per_kantoor)
    for toestand in ("wacht_op_aanvulling", "voorgesteld"):
        _leef_tot(toestand, toeval)
    voorbeelden = list(Dossier.objects.select_related("client"))
    with transaction.atomic():
        clienten = _clienten(max(1, min(MEESTE_CLIENTEN, aantal * 3 // 4)), toeval)
        nodig = aantal - len(voorbeelden)
        vol = kopieer(voorbeelden, clienten, range(min(VOL, nodig)), toeval, verschuif=False)
        for model in (Vastlegging, Gebeurtenis, Opmerking, Adviesvraag, Document):
            kopieer_bij(model, vol)
        kopieer_bij(Brief, vol, besluiten=kopieer_bij(Besluit, vol))
        kopieer(voorbeelden, clienten, range(len(vol), nodig), toeval, verschuif=True)
        _meldingen(vol)


def _leef_tot(toestand: str, toeval: Random) -> None:
    """Three more real dossiers that have come this far: these states last a few days, so chance gives hardly any."""
    team = {mens.username: mens for mens in Medewerker.objects.bij(min(KANTOREN))}
    stuk, start = behandelbrief(), vandaag() - timedelta(days=20)
    gebruikt = set(Client.objects.values_list("bsn", flat=True))
    for bsn in islice((bsn for bsn in testnummers() if bsn not in gebruikt), 300):
        if Dossier.objects.filter(toestand=toestand).count() >= 3:
            return
        client = Clientgegevens(bsn, "Roos van Vliet", date(2011, 5, 4), "Molenweg 3", "9711 AB", "Groningen")
        for _ in leven(team, client, toeval, stuk, start):
            if Dossier.objects.latest("pk").toestand == toestand:
                break


def kopieer(
    voorbeelden: list[Dossier], clienten: list[Client], nummers: range, toeval: Random, *, verschuif: bool
) -> list[tuple[Dossier, int]]:
    """Copies of dossiers, each with the key of its example; with `verschuif` on other days than the example."""
    per_toestand = defaultdict(list)
    for voorbeeld in voorbeelden:
        per_toestand[voorbeeld.toestand].append(voorbeeld)
    toestanden = [toestand for toestand in GEWICHT if per_toestand[toestand]]
    gewichten = [GEWICHT[toestand] for toestand in toestanden]

    def een(nr: int) -> tuple[Dossier, int]:
        voorbeeld = toeval.choice(per_toestand[toeval.choices(toestanden, gewichten)[0]])
        dossier = _kopie(voorbeeld)
        dossier.client = toeval.choice(clienten)
        dossier.zorgkantoor_id = dossier.client.zorgkantoor_id
        dossier.zoeknaam = zoekvorm(dossier.client.naam)
        if verschuif:
            _verschuif(dossier, toeval)
        dossier.nummer = f"MZ-{dossier.aanvraagdatum.year}-{100_000 + nr:06d}"
        return dossier, voorbeeld.pk

    return list(_bewaar(Dossier, (een(nr) for nr in nummers), eerst=lambda paar: paar[0]))


def _verschuif(dossier: Dossier, toeval: Random) -> None:
    """To other days: what has ended up to three years back, what still runs some weeks earlier or later."""
    terug = toeval.randrange(1100) if dossier.toestand in EINDSTANDEN else toeval.randrange(-20, 45)
    dag = max(min(dossier.aanvraagdatum - timedelta(days=terug), vandaag()), date(vandaag().year - 3, 1, 1))
    verschil = dag - dossier.aanvraagdatum
    dossier.aanvraagdatum = dag
    dossier.geopend_op += verschil
    dossier.uiterlijk = dossier.uiterlijk + verschil if dossier.uiterlijk else None


def kopieer_bij(
    model: Any, vol: list[tuple[Dossier, int]], besluiten: dict[tuple[int, int], int] | None = None
) -> dict[tuple[int, int], int]:
    """Gives every copied dossier its own copy of the rows of its example. Returns the new keys by (dossier, old key);
    with `besluiten`, those of the decisions, a copied letter belongs to the copied decision."""
    per_dossier = defaultdict(list)
    for rij in model.objects.order_by("pk"):
        per_dossier[rij.dossier_id].append(rij)

    def alle() -> Iterator[tuple[Any, tuple[int, int]]]:
        for dossier, voorbeeld in vol:
            for rij in per_dossier[voorbeeld]:
                kopie = _kopie(rij)
                kopie.dossier_id = dossier.pk
                if besluiten is not None and rij.besluit_id:
                    kopie.besluit_id = besluiten[dossier.pk, rij.besluit_id]
                yield kopie, (dossier.pk, rij.pk)

    return {sleutel: kopie.pk for kopie, sleutel in _bewaar(model, alle(), eerst=lambda paar: paar[0])}


def _kopie(rij: models.Model) -> Any:
    """The same row without its key."""
    velden = {veld.attname: getattr(rij, veld.attname) for veld in rij._meta.concrete_fields}
    return type(rij)(**velden | {"id": None})


def _bewaar(model: Any, dingen: Iterable[Any], eerst: Callable[[Any], Any]) -> Iterator[Any]:
    """Stores in batches, and gives the same things back with their keys filled in."""
    doorloop = iter(dingen)
    klaar = 0
    while partij := list(islice(doorloop, PARTIJ)):
        model.objects.bulk_create([eerst(ding) for ding in partij])
        klaar += len(partij)
        meld(f"{klaar} × {model.__name__}")
        yield from partij
    print(file=sys.stderr)


def _clienten(aantal: int, toeval: Random) -> list[Client]:
    gebruikt = set(Client.objects.values_list("bsn", flat=True))
    nummers = (bsn for bsn in testnummers() if bsn not in gebruikt)
    kantoren = list(KANTOREN)

    def een() -> Client:
        naam = f"{toeval.choice(VOORNAMEN)} {toeval.choice(ACHTERNAMEN)}"
        if toeval.random() < 0.4:
            naam += f"-{toeval.choice(TWEEDE)}"
        return Client(
            zorgkantoor_id=toeval.choice(kantoren),
            bsn=next(nummers),
            naam=naam,
            geboortedatum=date(toeval.randint(1938, 2020), toeval.randint(1, 12), toeval.randint(1, 28)),
            adres=f"{toeval.choice(STRATEN)} {toeval.randint(1, 180)}",
            postcode=f"{toeval.randint(1000, 9999)} AB",
            plaats=toeval.choice(("Groningen", "Utrecht", "Breda")),
        )

    return list(_bewaar(Client, (een() for _ in range(aantal)), eerst=lambda client: client))


def _meldingen(vol: list[tuple[Dossier, int]]) -> None:
    """A reminder for each dossier that must be decided within two weeks."""
    grens = vandaag() + timedelta(days=14)
    rijen = (
        Melding(
            zorgkantoor_id=dossier.zorgkantoor_id,
            rol=dossier.aan_zet,
            dossier=dossier,
            soort="bijna_te_laat",
            sleutel=f"bench-{dossier.pk}",
            tekst=f"Dossier {dossier.nummer} moet binnen 14 dagen af.",
            datum=vandaag(),
        )
        for dossier, _ in vol
        if dossier.uiterlijk and dossier.uiterlijk <= grens
    )
    list(_bewaar(Melding, rijen, eerst=lambda melding: melding))


def meld(bericht: str) -> None:
    """Progress, on one line of standard error."""
    print(f"\r{bericht:<70}", end="", file=sys.stderr, flush=True)
