"""The doorrekeningen of the policy: what was asked, by whom, and the answer; about fictional people only."""

from __future__ import annotations

from django.db import models

from meerzorg.beleid.simulatie.plan import kader_in_woorden, waarde_in_woorden
from meerzorg.klok import nu
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij.models import OPEN, Taak, Taakstand
from meerzorg.wet.normen import BEGRIPPEN, waarde_van
from regeltaal.lezers.zin import opsomming

SOORT = "doorrekening"
"""The name of this kind of work in the queue."""


class Doorrekeningen(models.QuerySet["Doorrekening"]):
    """All doorrekeningen, the newest first."""

    def open(self) -> Doorrekeningen:
        """Those that wait or are being computed."""
        return self.filter(toestand__in=OPEN)

    def licht(self) -> Doorrekeningen:
        """For lists: without the report and the PDF, which are large."""
        return self.defer("verslag", "pdf")


class Doorrekening(Taak):
    """A question what the rules do to a fictional population, and its answer once that is whole.

    `normen` are pairs of a name and a value as it is written in a norm file. The fingerprint covers the question, the
    rules, the assumptions and the program.
    """

    gevraagd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="doorrekeningen")
    gevraagd_op = models.DateTimeField(default=nu)
    kaders = models.JSONField()
    normen = models.JSONField(default=list, blank=True)
    personen = models.PositiveIntegerField()
    zaad = models.PositiveIntegerField()
    trekkingen = models.PositiveSmallIntegerField()
    regelset_versie = models.CharField(max_length=20)
    verslag = models.TextField(blank=True)
    pdf = models.BinaryField(null=True, blank=True)

    objects = Doorrekeningen.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = (
            models.CheckConstraint(
                name="doorrekening_antwoord_is_heel",
                condition=models.Q(verslag="", pdf__isnull=True) | ~models.Q(verslag="") & models.Q(pdf__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.vraag_in_woorden

    @property
    def toestand_in_woorden(self) -> str:
        """Where it is, for who looks at it."""
        return "wordt gerekend" if self.toestand == Taakstand.BEZIG else str(self.get_toestand_display())

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
