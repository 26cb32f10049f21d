"""The running award that follows from the decisions in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from meerzorg.dossier.models.besluit import Besluit
from meerzorg.dossier.models.periode import EenPerDag
from meerzorg.personen.models import Client
from regeltaal.soorten import DATUM, toon


class Toekenningen(models.QuerySet["Toekenning"]):
    """The awards, by the days on which they run."""

    def vanaf(self, dag: date) -> Toekenningen:
        """Those that run on this day, or on a later one."""
        return self.filter(tot_en_met__gte=dag).filter(tot_en_met__gte=F("van"))


class Toekenning(models.Model):
    """What a client has: so many cents per year, from `van` to and including `tot_en_met`, by this decision.

    Signing makes it. It is never taken away: where a later decision takes its place, it ends the day before, and
    `beeindigd_door` says by which. One that ends on the day before it begins was replaced as a whole.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="toekenningen")
    besluit = models.OneToOneField(Besluit, models.PROTECT, related_name="toekenning")
    bedrag = models.PositiveBigIntegerField()
    van = models.DateField()
    tot_en_met = models.DateField(db_index=True)
    beeindigd_door = models.ForeignKey(Besluit, models.PROTECT, null=True, related_name="+")

    objects = Toekenningen.as_manager()

    class Meta:
        ordering = ("van", "id")
        constraints = (
            EenPerDag(name="een_toekenning_per_dag", per="client", van="van", tot_en_met="tot_en_met"),
            models.CheckConstraint(name="toekenning_van_iets", condition=Q(bedrag__gt=0)),
        )

    def __str__(self) -> str:
        periode = f"van {toon(self.van, DATUM)} tot en met {toon(self.tot_en_met, DATUM)}"
        return f"Dossier {self.besluit.dossier} geeft al een toekenning {periode}."

    def stand(self) -> list[Any]:
        """What the audit chain keeps a fingerprint of."""
        return [self.client_id, self.besluit_id, self.bedrag, self.van, self.tot_en_met, self.beeindigd_door_id]
