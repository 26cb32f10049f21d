"""The runner: takes the taken that wait, one at a time, and does them; until nothing waits.

Any number may run at once: a taak is of the runner whose mark it carries, and only that one writes to it. What a
killed runner left is found by the next (`rij.herstel`). An answer is stored at once, whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from uuid import uuid4

from django.db import close_old_connections, transaction
from django.db.models import F

from meerzorg.klok import nu
from meerzorg.wachtrij.models import Taak, Taakstand, Taken
from meerzorg.wachtrij.rij import WACHTEND, herstel
from meerzorg.wachtrij.soorten import Bewaar, kan_hier, soort_van
from meerzorg.wachtrij.voortgang import Gestopt, Voortgang
from regeltaal.fouten import InvoerFout

FOUT_IN_PROGRAMMA = (
    "Er ging iets mis in het programma ({soort}). Wat precies, staat in het logboek van de server. Opnieuw proberen "
    "helpt waarschijnlijk niet; meld het aan de beheerder van de server."
)
log = logging.getLogger(__name__)


def werk(meld: Callable[[str], None]) -> int:
    """Does what waits until nothing does; how many were taken. `meld` is told how each ended."""
    aantal = 0
    while (taak := neem()) is not None:
        aantal += 1
        meld(f"{taak}: {_doe(taak)}")
    return aantal


def neem() -> Taak | None:
    """Takes the oldest one that waits and can be done here, for this runner alone; None where nothing waits."""
    herstel()
    wachtend = Taak.taken.filter(toestand=Taakstand.WACHT, soort__in=kan_hier()).order_by("nummer")
    while (eerste := wachtend.first()) is not None:
        merk, moment = uuid4().hex, nu()
        genomen = wachtend.filter(pk=eerste.pk).update(
            toestand=Taakstand.BEZIG,
            werker=merk,
            pogingen=F("pogingen") + 1,
            klaar_deel=0,
            stap="beginnen",
            begonnen_op=moment,
            hartslag=moment,
        )
        if genomen:
            eerste.werker = merk
            return eerste
    return None


def _doe(taak: Taak) -> str:
    """Does one, and stores how it ended; says it in a word. Only the end of this process goes further."""
    eigen, soort = _eigen(taak), soort_van(taak.soort)
    try:
        with Voortgang(eigen).loopt() as voortgang:
            bewaar = soort.doe(taak.pk, voortgang)
    except Gestopt:
        return str(Taakstand.GESTOPT)
    except InvoerFout as fout:
        return _eindig(eigen, Taakstand.MISLUKT, melding="\n".join(str(een) for een in fout.fouten))
    except (MemoryError, BrokenProcessPool):
        log.exception("%s", taak)
        return _eindig(eigen, Taakstand.MISLUKT, melding=soort.geen_geheugen)
    except Exception as fout:
        log.exception("%s", taak)
        return _eindig(eigen, Taakstand.MISLUKT, melding=FOUT_IN_PROGRAMMA.format(soort=type(fout).__name__))
    except BaseException:  # told to end: another runner may begin again, and this try does not count
        eigen.update(**WACHTEND, pogingen=F("pogingen") - 1)
        raise
    return _eindig(eigen, Taakstand.KLAAR, bewaar)


def _eindig(eigen: Taken, toestand: Taakstand, bewaar: Bewaar | None = None, *, melding: str = "") -> str:
    """The end and the answer in one transaction; nothing of it where the taak is no longer of this runner."""
    close_old_connections()  # it was idle for minutes, and may be gone
    with transaction.atomic():
        deel = {"klaar_deel": 100} if toestand == Taakstand.KLAAR else {}
        if not eigen.update(toestand=toestand, melding=melding, stap="", werker="", klaar_op=nu(), **deel):
            return str(Taakstand.GESTOPT)
        if bewaar:
            bewaar()
    return str(toestand)


def _eigen(taak: Taak) -> Taken:
    """The row of this taak, as long as it is of this runner."""
    return Taak.taken.filter(pk=taak.pk, werker=taak.werker, toestand=Taakstand.BEZIG)
