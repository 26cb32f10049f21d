"""Asking for a doorrekening, and what the office does with it. Light: the computing is in a process of its own.

A runner (`meerzorg doorreken`, see rekenaar.py) takes what waits. It is called when someone asks, and again whenever a
screen looks at one that waits while nobody computes; so a runner that was killed is replaced without a timer.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from meerzorg import __version__
from meerzorg.beleid.invoer.aannames import aannames
from meerzorg.beleid.simulatie.plan import Plan, maak_plan
from meerzorg.kantoor.models import Doorrekening
from meerzorg.klok import nu
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.normen import BEGRIPPEN, waarde_van
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256
from regeltaal.fouten import Fout, InvoerFout, getoond
from regeltaal.soorten import Soort

PERSONEN = (1_000, 1_000_000)
ZAAD = (0, 999_999_999)
TREKKINGEN = (0, 200)
MEESTE_KADERS, MEESTE_NORMEN, MEESTE_OPEN = 5, 6, 3
MEESTE_DECIMALEN = 4
"""Of a changed norm: with more, sums over the whole population might not be exact."""
NODIG = ("numpy", "polars", "numba", "altair", "vl_convert", "typst")
"""The libraries that computing and reporting need; they come with the extra `beleid`."""
DOOD_NA = timedelta(seconds=60)
"""A runner that gave no sign for so long is gone."""
GEROEPEN = timedelta(seconds=20)
"""So long after a runner was called no other one is called for the same doorrekening: it needs time to start."""
POGINGEN = 2
WACHTEND = {
    "toestand": "wacht",
    "stap": "",
    "klaar_deel": 0,
    "rekenaar": "",
    "hartslag": None,
    "begonnen_op": None,
}
"""What a doorrekening is that nobody has begun with."""
OPNIEUW_VERGEEFS = (
    "Het rekenen is twee keer onverwacht afgebroken, zonder dat een fout is gemeld. Misschien is er te weinig "
    "geheugen. Probeer het met minder mensen, of vraag het de beheerder van de server."
)
log = logging.getLogger(__name__)


def is_er() -> bool:
    """Whether the libraries that a doorrekening needs are installed here."""
    return all(importlib.util.find_spec(naam) for naam in NODIG)


def vraag(
    wie: Medewerker,
    kaders: Sequence[str],
    normen: Iterable[tuple[str, str]],
    personen: int,
    zaad: int,
    trekkingen: int,
) -> Doorrekening:
    """Stores a question as `plaats` does, and calls a runner once it is stored for good. Raises InvoerFout."""
    with transaction.atomic():
        nieuw = plaats(wie, kaders, normen, personen, zaad, trekkingen)
        transaction.on_commit(zorg_dat_er_wordt_gerekend)
    return nieuw


def plaats(
    wie: Medewerker,
    kaders: Sequence[str],
    normen: Iterable[tuple[str, str]],
    personen: int,
    zaad: int,
    trekkingen: int,
) -> Doorrekening:
    """Stores a question that waits for a runner; an equal one that waits or is being computed is given back instead.

    A value of a norm may have a comma for its decimals. Raises InvoerFout with every fault, under the names "kaders",
    "norm <naam>", "personen", "zaad", "trekkingen", "normen" (too many) and "doorrekeningen" (too many at once).
    """
    plan = lees_vraag(kaders, normen, personen, zaad, trekkingen)
    afdruk = vingerafdruk(plan, personen, zaad, trekkingen)
    with transaction.atomic():
        Medewerker.objects.select_for_update().get(pk=wie.pk)  # two questions at once of one person are counted in turn
        if lopend := Doorrekening.objects.licht().open().filter(vingerafdruk=afdruk).first():
            return lopend
        if Doorrekening.objects.open().filter(gevraagd_door=wie).count() >= MEESTE_OPEN:
            gevonden = f"{MEESTE_OPEN} die nog niet klaar zijn"
            toegestaan = f"ten hoogste {MEESTE_OPEN} tegelijk; wacht, of stop er een"
            raise InvoerFout([Fout("doorrekeningen", gevonden, toegestaan)])
        return Doorrekening.objects.create(
            gevraagd_door=wie,
            kaders=list(plan.kaders),
            normen=[list(paar) for paar in plan.aanpassingen],
            personen=personen,
            zaad=zaad,
            trekkingen=trekkingen,
            vingerafdruk=afdruk,
            regelset_versie=REGELSET_VERSIE,
        )


def lees_vraag(
    kaders: Sequence[str], normen: Iterable[tuple[str, str]], personen: int, zaad: int, trekkingen: int
) -> Plan:
    """The question as a plan, its norms in one order and one way of writing. Raises InvoerFout: see `plaats`."""
    paren = [(naam, waarde.strip().replace(",", ".")) for naam, waarde in normen]
    fouten: list[Fout] = []
    for naam, getal, (laagst, hoogst) in (
        ("personen", personen, PERSONEN),
        ("zaad", zaad, ZAAD),
        ("trekkingen", trekkingen, TREKKINGEN),
    ):
        if not laagst <= getal <= hoogst:
            fouten.append(Fout(naam, str(getal), f"een heel getal van {_punten(laagst)} tot en met {_punten(hoogst)}"))
    if not 1 <= len(set(kaders)) <= MEESTE_KADERS:
        fouten.append(Fout("kaders", str(len(set(kaders))), f"een tot en met {MEESTE_KADERS} kaders"))
    if len(paren) > MEESTE_NORMEN:
        fouten.append(Fout("normen", str(len(paren)), f"ten hoogste {MEESTE_NORMEN} andere normen"))
    for naam, waarde in paren:
        if _decimalen(waarde) > MEESTE_DECIMALEN:
            fouten.append(Fout(("norm", naam), getoond(waarde), f"ten hoogste {MEESTE_DECIMALEN} decimalen"))
    try:
        plan = maak_plan(kaders, paren)
    except InvoerFout as fout:
        fouten += fout.fouten
    if fouten:
        raise InvoerFout(fouten)
    netjes = sorted((naam, _netjes(waarde, BEGRIPPEN[naam].soort)) for naam, waarde in plan.aanpassingen)
    return Plan(plan.kaders, tuple(netjes))


def zelfde(afdruk: str) -> Doorrekening | None:
    """The last finished doorrekening with this fingerprint: the same question, rules and assumptions."""
    return Doorrekening.objects.licht().filter(vingerafdruk=afdruk, toestand="klaar").first()


def eerder(
    kaders: Sequence[str], normen: Iterable[tuple[str, str]], personen: int, zaad: int, trekkingen: int
) -> Doorrekening | None:
    """An equal question of anyone that is answered or is being answered. Raises InvoerFout as `vraag` does."""
    afdruk = vingerafdruk(lees_vraag(kaders, normen, personen, zaad, trekkingen), personen, zaad, trekkingen)
    return zelfde(afdruk) or Doorrekening.objects.licht().open().filter(vingerafdruk=afdruk).first()


def vingerafdruk(plan: Plan, personen: int, zaad: int, trekkingen: int) -> str:
    """What the answer depends on, as one sha256: the question, the rules and norms, the assumptions, the program."""
    vraag_ = [plan.kaders, plan.aanpassingen, personen, zaad, trekkingen]
    alles = json.dumps([vraag_, regelset_sha256(), aannames().sha256, __version__])
    return hashlib.sha256(alles.encode()).hexdigest()


def stop(doorrekening: Doorrekening) -> bool:
    """Stops one that waits or is being computed; the runner notices. False where it was no longer open."""
    open_ = Doorrekening.objects.open().filter(pk=doorrekening.pk)
    return bool(open_.update(toestand="gestopt", stap="", klaar_op=nu(), rekenaar=""))


def opnieuw(doorrekening: Doorrekening) -> bool:
    """Lets one that failed or was stopped wait again. False where that was not its state.

    The rules may have changed since: the fingerprint and the version become those of now.
    """
    plan = plan_van(doorrekening)
    mag = Doorrekening.objects.filter(pk=doorrekening.pk, toestand__in=("mislukt", "gestopt"))
    with transaction.atomic():
        terug = mag.update(
            **WACHTEND,
            pogingen=0,
            melding="",
            klaar_op=None,
            vingerafdruk=vingerafdruk(plan, doorrekening.personen, doorrekening.zaad, doorrekening.trekkingen),
            regelset_versie=REGELSET_VERSIE,
        )
        transaction.on_commit(zorg_dat_er_wordt_gerekend)
    return bool(terug)


def plan_van(doorrekening: Doorrekening) -> Plan:
    """The question as a plan."""
    return Plan(tuple(doorrekening.kaders), tuple((naam, waarde) for naam, waarde in doorrekening.normen))


def herstel() -> None:
    """What a runner left behind when it was killed: waits again, and after the second time it failed."""
    dood = Doorrekening.objects.filter(toestand="bezig", hartslag__lt=nu() - DOOD_NA)
    if not dood.exists():  # nearly always; a look does not wait for the right to write
        return
    dood.filter(pogingen__lt=POGINGEN).update(**WACHTEND)
    dood.update(toestand="mislukt", stap="", rekenaar="", klaar_op=nu(), melding=OPNIEUW_VERGEEFS)


def zorg_dat_er_wordt_gerekend() -> None:
    """Starts a runner when something waits and none is alive; two callers at once start one."""
    herstel()
    if not is_er() or Doorrekening.objects.filter(toestand="bezig").exists():
        return
    niet_geroepen = Q(hartslag__isnull=True) | Q(hartslag__lt=nu() - GEROEPEN)
    eerste = Doorrekening.objects.licht().filter(toestand="wacht").order_by("nummer").first()
    wachtend = Doorrekening.objects.filter(niet_geroepen, toestand="wacht")
    if eerste and wachtend.filter(pk=eerste.pk).update(hartslag=nu()):
        transaction.on_commit(_start_rekenaar)


def _start_rekenaar() -> None:
    """A process of its own, that outlives this one; what it says goes to a file. Where that is not possible nothing
    is lost: the doorrekening waits, and the next who looks tries again."""
    try:
        settings.GEGEVENS.mkdir(parents=True, exist_ok=True)
        with (settings.GEGEVENS / "doorreken.log").open("ab") as uit:
            subprocess.Popen(
                [sys.executable, "-m", "meerzorg", "doorreken"],
                stdin=subprocess.DEVNULL,
                stdout=uit,
                stderr=uit,
                start_new_session=True,
            )
    except OSError:
        log.exception("de rekenaar start niet")


def _decimalen(waarde: str) -> int:
    """How many a number has; 0 for what is no number, which is refused for that."""
    try:
        exponent = Decimal(waarde).normalize().as_tuple().exponent
    except ArithmeticError:
        return 0
    return -exponent if isinstance(exponent, int) else 0


def _netjes(waarde: str, soort: Soort) -> str:
    """The same value in the one way to write it, so that equal questions look equal."""
    if soort.naam == "datum":
        return str(waarde_van(waarde, soort))
    return format(Decimal(waarde).normalize(), "f")


def _punten(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")
