"""Asking for a doorrekening, and what the office does with it. Light: the computing is in a process of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from meerzorg import __version__
from meerzorg.beleid.invoer.aannames import aannames
from meerzorg.beleid.simulatie.plan import Plan, maak_plan
from meerzorg.kantoor.beleid.models import SOORT, Doorrekening
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij import rij
from meerzorg.wachtrij.models import Taakstand
from meerzorg.wachtrij.soorten import soort_van
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


def is_er() -> bool:
    """Whether the libraries that a doorrekening needs are installed here."""
    return soort_van(SOORT).kan_hier


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
        transaction.on_commit(rij.zorg_voor_werker)
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
            soort=SOORT,
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
    return Doorrekening.objects.licht().filter(vingerafdruk=afdruk, toestand=Taakstand.KLAAR).first()


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


def opnieuw(doorrekening: Doorrekening) -> bool:
    """Lets one that failed or was stopped wait again. False where that was not its state.

    The rules may have changed since: the fingerprint and the version become those of now.
    """
    d = doorrekening
    afdruk = vingerafdruk(plan_van(d), d.personen, d.zaad, d.trekkingen)
    with transaction.atomic():
        terug = rij.opnieuw(d.pk, afdruk)
        if terug:
            Doorrekening.objects.filter(pk=d.pk).update(regelset_versie=REGELSET_VERSIE)
        transaction.on_commit(rij.zorg_voor_werker)
    return terug


def plan_van(doorrekening: Doorrekening) -> Plan:
    """The question as a plan."""
    return Plan(tuple(doorrekening.kaders), tuple((naam, waarde) for naam, waarde in doorrekening.normen))


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
