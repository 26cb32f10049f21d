"""The queue: stopping, starting again, what a killed runner left, and seeing to it that a runner comes.

A runner (`meerzorg doorreken`, see werker.py) takes what waits. It is called when someone asks, and again whenever a
screen looks at one that waits while nobody works; so a runner that was killed is replaced without a timer.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from meerzorg.klok import nu
from meerzorg.wachtrij.models import Taak, Taakstand
from meerzorg.wachtrij.soorten import kan_hier, soorten

DOOD_NA = timedelta(seconds=60)
"""A runner that gave no sign for so long is gone."""
GEROEPEN = timedelta(seconds=20)
"""So long after a runner was called no other one is called for the same taak: it needs time to start."""
POGINGEN = 2
WACHTEND = {
    "toestand": Taakstand.WACHT,
    "stap": "",
    "klaar_deel": 0,
    "werker": "",
    "hartslag": None,
    "begonnen_op": None,
}
"""What a taak is that nobody has begun with."""
log = logging.getLogger(__name__)


def stop(nummer: int) -> bool:
    """Stops one that waits or is being done; the runner notices. False where it was no longer open."""
    open_ = Taak.taken.open().filter(pk=nummer)
    return bool(open_.update(toestand=Taakstand.GESTOPT, stap="", klaar_op=nu(), werker=""))


def opnieuw(nummer: int, vingerafdruk: str) -> bool:
    """Lets one that failed or was stopped wait again, with this fingerprint. False where that was not its state."""
    mag = Taak.taken.filter(pk=nummer, toestand__in=(Taakstand.MISLUKT, Taakstand.GESTOPT))
    return bool(mag.update(**WACHTEND, pogingen=0, melding="", klaar_op=None, vingerafdruk=vingerafdruk))


def herstel() -> None:
    """What a runner left behind when it was killed: waits again, and after the second time it failed."""
    moment = nu()
    dood = Taak.taken.filter(toestand=Taakstand.BEZIG, hartslag__lt=moment - DOOD_NA)
    if not dood.exists():  # nearly always; a look does not wait for the right to write
        return
    dood.filter(pogingen__lt=POGINGEN).update(**WACHTEND)
    for soort in soorten():
        dood.filter(soort=soort.naam).update(
            toestand=Taakstand.MISLUKT, stap="", werker="", klaar_op=moment, melding=soort.vergeefs
        )


def ligt_stil() -> bool:
    """Whether work is open of which nothing was heard for much longer than a new runner takes, while none is alive."""
    grens = nu() - 5 * DOOD_NA
    leeft = Taak.taken.filter(toestand=Taakstand.BEZIG, hartslag__gte=grens).exists()
    return not leeft and Taak.taken.open().filter(hartslag__lt=grens).exists()


def zorg_voor_werker() -> None:
    """Starts a runner when something waits and none is alive; two callers at once start one."""
    herstel()
    if Taak.taken.filter(toestand=Taakstand.BEZIG).exists():
        return
    niet_geroepen = Q(hartslag__isnull=True) | Q(hartslag__lt=nu() - GEROEPEN)
    wachtend = Taak.taken.filter(toestand=Taakstand.WACHT, soort__in=kan_hier())
    eerste = wachtend.order_by("nummer").first()
    if eerste and wachtend.filter(niet_geroepen, pk=eerste.pk).update(hartslag=nu()):
        transaction.on_commit(_start_werker)


def _start_werker() -> None:
    """A process of its own, that outlives this one; what it says goes to a file. Where that is not possible nothing
    is lost: the taak waits, and the next who looks tries again."""
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
        log.exception("de werker start niet")
