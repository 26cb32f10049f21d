"""The runner: takes the doorrekeningen that wait, one at a time, and computes them; until nothing waits.

Any number may run at once: a doorrekening is of the runner whose mark it carries, and only that one writes to it. What
a killed runner left is found by the next (`doorrekenen.herstel`). The result is stored at once, whole.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F

from meerzorg.beleid.invoer.aannames import aannames
from meerzorg.beleid.rapport.blad import als_json
from meerzorg.kantoor.doorrekenen import WACHTEND, herstel, plan_van
from meerzorg.kantoor.models import Doorrekening, Doorrekeningen
from meerzorg.klok import nu
from regeltaal.fouten import InvoerFout

TIK = 1.0
"""Seconds between two signs of life."""
KLAARZETTEN, OPMAKEN = 300_000, 1_000_000
"""What preparing the rules and setting the report take, in people judged in the same time."""
GEEN_GEHEUGEN = (
    "De server heeft te weinig geheugen voor deze doorrekening. Probeer het met minder mensen, of vraag het de "
    "beheerder van de server."
)
FOUT_IN_PROGRAMMA = (
    "Er ging iets mis in het programma ({soort}). Wat precies, staat in het logboek van de server. Opnieuw proberen "
    "helpt waarschijnlijk niet; meld het aan de beheerder van de server."
)
log = logging.getLogger(__name__)


class Gestopt(Exception):
    """The doorrekening is no longer of this runner: someone stopped it, or another runner took it over."""


def reken(meld: Callable[[str], None]) -> int:
    """Computes what waits until nothing does; how many were taken. `meld` is told how each ended."""
    aantal = 0
    while (doorrekening := neem()) is not None:
        aantal += 1
        meld(f"doorrekening {doorrekening.nummer}: {_doe(doorrekening)}")
    return aantal


def neem() -> Doorrekening | None:
    """Takes the oldest one that waits, for this runner alone; None where nothing waits."""
    herstel()
    wachtend = Doorrekening.objects.licht().filter(toestand="wacht").order_by("nummer")
    while (eerste := wachtend.first()) is not None:
        merk, moment = uuid4().hex, nu()
        genomen = wachtend.filter(pk=eerste.pk).update(
            toestand="bezig",
            rekenaar=merk,
            pogingen=F("pogingen") + 1,
            klaar_deel=0,
            stap="beginnen",
            begonnen_op=moment,
            hartslag=moment,
        )
        if genomen:
            eerste.rekenaar = merk
            return eerste
    return None


def _doe(doorrekening: Doorrekening) -> str:
    """Computes one, and stores how it ended; says it in a word. Only the end of this process goes further."""
    eigen = _eigen(doorrekening)
    try:
        with Verloop(doorrekening).loopt() as verloop:
            verslag, pdf = _bereken(doorrekening, verloop)
        einde = {"toestand": "klaar", "klaar_deel": 100, "verslag": verslag, "pdf": pdf}
    except Gestopt:
        return "gestopt"
    except InvoerFout as fout:
        einde = _mislukt("\n".join(str(een) for een in fout.fouten))
    except (MemoryError, BrokenProcessPool):
        log.exception("doorrekening %s", doorrekening.nummer)
        einde = _mislukt(GEEN_GEHEUGEN)
    except Exception as fout:
        log.exception("doorrekening %s", doorrekening.nummer)
        einde = _mislukt(FOUT_IN_PROGRAMMA.format(soort=type(fout).__name__))
    except BaseException:  # told to end: another runner may begin again, and this try does not count
        eigen.update(**WACHTEND, pogingen=F("pogingen") - 1)
        raise
    close_old_connections()  # it was idle for minutes, and may be gone
    gelukt = eigen.update(**einde, stap="", rekenaar="", klaar_op=nu())
    return str(einde["toestand"]) if gelukt else "gestopt"


def _mislukt(melding: str) -> dict[str, object]:
    return {"toestand": "mislukt", "melding": melding}


def _eigen(doorrekening: Doorrekening) -> Doorrekeningen:
    """The row of this doorrekening, as long as it is of this runner."""
    return Doorrekening.objects.filter(pk=doorrekening.pk, rekenaar=doorrekening.rekenaar, toestand="bezig")


def _bereken(doorrekening: Doorrekening, verloop: Verloop) -> tuple[str, bytes]:
    """The report as JSON and as PDF. The heavy libraries are loaded here, in the process that needs them."""
    from meerzorg.beleid.populatie.personen import deelpopulaties
    from meerzorg.beleid.rapport.opbouw import maak_rapport
    from meerzorg.beleid.rapport.pdf import als_pdf
    from meerzorg.beleid.rapport.zaak import Zaak
    from meerzorg.beleid.simulatie.doorrekenen import NODIG, kernel_van, simuleer
    from meerzorg.beleid.simulatie.onzekerheid import trekkingen

    plan, van = plan_van(doorrekening), aannames()
    personen, zaad, aantal = doorrekening.personen, doorrekening.zaad, doorrekening.trekkingen
    verloop.begin("klaarzetten")
    kernel_van(plan)
    tabellen = deelpopulaties(personen, zaad, van, velden=NODIG)
    uitslag = simuleer(plan, tabellen, voortgang=verloop.begin("mensen"))
    getrokken = tuple(trekkingen(plan, personen, zaad, aantal, van, verloop.begin("trekkingen")))
    naam = f"doorrekening-{doorrekening.nummer}.pdf"
    zaak = Zaak(plan, uitslag, getrokken, van, personen, zaad, True, naam, verloop.begin("gevoelig"))
    rapport = maak_rapport(zaak)
    verloop.begin("opmaken")
    return als_json(rapport), als_pdf(rapport)


class Verloop:
    """How far a doorrekening is. A thread writes it with a sign of life, and sees whether it was stopped meanwhile.

    The work itself calls back now and then, and is ended there by Gestopt.
    """

    def __init__(self, doorrekening: Doorrekening) -> None:
        from meerzorg.beleid.rapport.zekerheid import TORNADO_PERSONEN
        from meerzorg.beleid.simulatie.onzekerheid import NAAST_ELKAAR, PROCESSORS

        personen, aantal = doorrekening.personen, doorrekening.trekkingen
        namen = len({aanname.naam for aanname in aannames()})
        naast_elkaar = PROCESSORS if aantal >= NAAST_ELKAAR else 1
        self.stappen = {
            "klaarzetten": ("de regels klaarzetten", 1, KLAARZETTEN),
            "mensen": ("alle mensen beoordelen", personen, personen),
            "trekkingen": ("opnieuw rekenen met andere aannames", aantal, aantal * personen // naast_elkaar),
            "gevoelig": (
                "zoeken welke aanname het meest uitmaakt",
                namen,
                2 * namen * min(personen, TORNADO_PERSONEN) * (len(plan_van(doorrekening).varianten) > 1),
            ),
            "opmaken": ("het verslag opmaken", 1, OPMAKEN),
        }
        """Per step what it is called, how many parts it has, and how much work it is."""
        self.eigen = _eigen(doorrekening)
        self.stap, self.klaar = "klaarzetten", 0
        self._gestopt, self._einde = threading.Event(), threading.Event()

    def begin(self, stap: str) -> Callable[[int], None]:
        """Begins a step; what it returns is to be called with how many of its parts are done."""

        def klaar(delen: int) -> None:
            self.klaar = delen
            if self._gestopt.is_set():
                raise Gestopt

        self.stap = stap
        klaar(0)
        return klaar

    @property
    def deel(self) -> int:
        """How much of all work is done, in percent; never 100 before the end."""
        namen = list(self.stappen)
        gedaan: float = sum(self.stappen[naam][2] for naam in namen[: namen.index(self.stap)])
        _, delen, gewicht = self.stappen[self.stap]
        gedaan += gewicht * min(self.klaar, delen) / max(delen, 1)
        return min(99, int(100 * gedaan / sum(gewicht for _, _, gewicht in self.stappen.values())))

    @contextmanager
    def loopt(self) -> Iterator[Verloop]:
        """Inside, the heart beats."""
        hart = threading.Thread(target=self._klop, daemon=True)
        hart.start()
        try:
            yield self
        finally:
            self._einde.set()
            hart.join()

    def _klop(self) -> None:
        try:
            while not self._einde.wait(TIK):
                self._schrijf()
        finally:
            connection.close()

    def _schrijf(self) -> None:
        try:
            if not self.eigen.update(klaar_deel=self.deel, stap=self.stappen[self.stap][0], hartslag=nu()):
                self._gestopt.set()
        except DatabaseError:
            log.warning("voortgang niet opgeslagen; straks weer", exc_info=True)
            connection.close()
