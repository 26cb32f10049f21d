"""What the office keeps beside the dossiers: the doorrekeningen of the policy, about fictional people only."""

from __future__ import annotations

from django.db import models

from meerzorg.beleid.simulatie.plan import kader_in_woorden, waarde_in_woorden
from meerzorg.klok import nu
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.normen import BEGRIPPEN, waarde_van
from regeltaal.lezers.zin import opsomming

TOESTANDEN = {
    "wacht": "wacht op zijn beurt",
    "bezig": "wordt gerekend",
    "klaar": "klaar",
    "mislukt": "mislukt",
    "gestopt": "gestopt",
}
OPEN = ("wacht", "bezig")


class Doorrekeningen(models.QuerySet["Doorrekening"]):
    """All doorrekeningen, the newest first."""

    def licht(self) -> Doorrekeningen:
        """For lists: without the report and the PDF, which are large."""
        return self.defer("verslag", "pdf")

    def open(self) -> Doorrekeningen:
        """Those that wait or are being computed."""
        return self.filter(toestand__in=OPEN)


class Doorrekening(models.Model):
    """A question what the rules do to a fictional population, and its answer once that is whole.

    `normen` are pairs of a name and a value as it is written in a norm file; `klaar_deel` is a percentage. `rekenaar`
    marks the runner that took it: no other one can write its progress or result. `hartslag` is the last sign of life of
    that runner; of one that waits, when a runner was called. With equal `vingerafdruk` question,
    rules and assumptions are equal, and so is the answer.
    """

    nummer = models.BigAutoField(primary_key=True)
    gevraagd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="doorrekeningen")
    gevraagd_op = models.DateTimeField(default=nu)
    kaders = models.JSONField()
    normen = models.JSONField(default=list, blank=True)
    personen = models.PositiveIntegerField()
    zaad = models.PositiveIntegerField()
    trekkingen = models.PositiveSmallIntegerField()
    vingerafdruk = models.CharField(max_length=64, db_index=True)
    regelset_versie = models.CharField(max_length=20)

    toestand = models.CharField(max_length=8, choices=list(TOESTANDEN.items()), default="wacht")
    klaar_deel = models.PositiveSmallIntegerField(default=0)
    stap = models.CharField(max_length=100, blank=True)
    melding = models.TextField(blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    rekenaar = models.CharField(max_length=32, blank=True)
    hartslag = models.DateTimeField(null=True, blank=True)
    begonnen_op = models.DateTimeField(null=True, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)
    verslag = models.TextField(blank=True)
    pdf = models.BinaryField(null=True, blank=True)

    objects = Doorrekeningen.as_manager()

    class Meta:
        ordering = ("-nummer",)
        constraints = (
            models.CheckConstraint(
                name="doorrekening_toestand",
                condition=models.Q(toestand__in=("wacht", "bezig", "klaar", "mislukt", "gestopt")),
            ),
            models.CheckConstraint(name="doorrekening_deel", condition=models.Q(klaar_deel__lte=100)),
            models.CheckConstraint(
                name="doorrekening_klaar_is_heel",
                condition=~models.Q(toestand="klaar") | (~models.Q(verslag="") & models.Q(pdf__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.vraag_in_woorden

    @property
    def is_open(self) -> bool:
        """Whether its answer is still to come."""
        return self.toestand in OPEN

    @property
    def vraag_in_woorden(self) -> str:
        """The question: the frameworks, and the norms that were changed."""
        kaders = opsomming([kader_in_woorden(kader) for kader in self.kaders])
        if not self.normen:
            return kaders
        return f"{kaders}, met {opsomming([_norm_in_woorden(naam, waarde) for naam, waarde in self.normen])}"


def _norm_in_woorden(naam: str, waarde: str) -> str:
    """A changed norm: urendrempel 20 %. A norm that the law no longer has keeps the value as it was written."""
    begrip = BEGRIPPEN.get(naam)
    nieuw = waarde_in_woorden(waarde_van(waarde, begrip.soort), begrip.soort) if begrip else waarde
    return f"{naam.replace('_', ' ')} {nieuw}"
