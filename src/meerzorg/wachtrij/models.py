"""A piece of long work: of which kind, and how far it is. What is asked and answered is of the kind itself."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Taakstand(StrEnum):
    """Where a taak is between asked and over."""

    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"
    GESTOPT = "gestopt"


IN_WOORDEN = {
    Taakstand.WACHT: "wacht op zijn beurt",
    Taakstand.BEZIG: "is bezig",
    Taakstand.KLAAR: "klaar",
    Taakstand.MISLUKT: "mislukt",
    Taakstand.GESTOPT: "gestopt",
}
KEUZES = [(str(naam), woorden) for naam, woorden in IN_WOORDEN.items()]
OPEN = (Taakstand.WACHT, Taakstand.BEZIG)


class Taken(models.QuerySet["Taak"]):
    """Taken of every kind."""

    def open(self) -> Taken:
        """Those that wait or are being done."""
        return self.filter(toestand__in=OPEN)


class Taak(models.Model):
    """One piece of work, done by one runner at a time. A kind of work adds its question and answer in a child of this.

    `klaar_deel` is a percentage. `werker` marks the runner that took it: no other one can write its progress or end.
    `hartslag` is the last sign of life of that runner; of one that waits, when a runner was called. With equal
    `vingerafdruk` everything that the answer depends on is equal, and so is the answer.
    """

    nummer = models.BigAutoField(primary_key=True)
    soort = models.CharField(max_length=40)
    vingerafdruk = models.CharField(max_length=64, db_index=True)
    toestand = models.CharField(max_length=8, choices=KEUZES, default=str(Taakstand.WACHT))
    klaar_deel = models.PositiveSmallIntegerField(default=0)
    stap = models.CharField(max_length=100, blank=True)
    melding = models.TextField(blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    werker = models.CharField(max_length=32, blank=True)
    hartslag = models.DateTimeField(null=True, blank=True)
    begonnen_op = models.DateTimeField(null=True, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    taken = Taken.as_manager()

    class Meta:
        ordering = ("-nummer",)
        constraints = (
            models.CheckConstraint(name="taak_toestand", condition=models.Q(toestand__in=list(map(str, Taakstand)))),
            models.CheckConstraint(name="taak_deel", condition=models.Q(klaar_deel__lte=100)),
            models.CheckConstraint(
                name="taak_bezig_heeft_werker", condition=models.Q(toestand=str(Taakstand.BEZIG)) | models.Q(werker="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.nummer}"

    @property
    def is_open(self) -> bool:
        """Whether its answer is still to come."""
        return self.toestand in OPEN
