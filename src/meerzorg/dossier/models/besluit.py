"""The frozen decision, the letters that were sent, and the texts a zorgkantoor adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from meerzorg.dossier.models.dossier import Besluitsoort, Dossier
from meerzorg.dossier.models.periode import EenPerDag
from meerzorg.klok import nu
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Medewerker, Zorgkantoor
from meerzorg.wet.beoordeling.vormen import Verslag
from regeltaal.vorm import lees


class Besluitstatus(models.TextChoices):
    """How far a decision is: one waits for its second signature, one is final, one never became a decision."""

    VOORGESTELD = "voorgesteld", "Besluit ondertekend, wacht op de tweede handtekening"
    BEKENDGEMAAKT = "bekendgemaakt", "Besluit genomen"
    TERUGGENOMEN = "teruggenomen", "Voorgesteld besluit teruggenomen"


VERVOLGSTATUS: Mapping[str, tuple[str, ...]] = {
    Besluitstatus.VOORGESTELD: (Besluitstatus.BEKENDGEMAAKT, Besluitstatus.TERUGGENOMEN),
    Besluitstatus.BEKENDGEMAAKT: (),
    Besluitstatus.TERUGGENOMEN: (),
}
"""What a decision of each status can become."""
_BEKENDGEMAAKT = Q(status=Besluitstatus.BEKENDGEMAAKT.value)


class Besluit(models.Model):
    """A decision as it was taken: inputs, result with its whole reasoning, fingerprint of the rules.

    Only its signatures are added later, and the days on which it is in force: from `geldt_van`, not before it was made
    known (Awb 3:40), to and including `geldt_tot_en_met`, the day before another decision on the application took its
    place. Amounts in cents per year.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="besluiten")
    soort = models.CharField(max_length=15, choices=Besluitsoort.choices)
    status = models.CharField(max_length=15, choices=Besluitstatus.choices, default=Besluitstatus.VOORGESTELD)
    versie = models.PositiveIntegerField()
    gegevens = models.JSONField(encoder=DjangoJSONEncoder)
    verslag = models.JSONField(encoder=DjangoJSONEncoder)
    redenen = models.JSONField(encoder=DjangoJSONEncoder)
    afwijkingen = models.JSONField(encoder=DjangoJSONEncoder, default=list)
    toelichting = models.TextField(blank=True)
    kader = models.CharField(max_length=30)
    uitkomst = models.CharField(max_length=30)
    toegekend_totaal = models.BigIntegerField()
    van = models.DateField(null=True)
    tot_en_met = models.DateField(null=True)
    regelset_sha256 = models.CharField(max_length=64)
    besluit_sha256 = models.CharField(max_length=64)
    tweede_nodig = models.BooleanField()
    eerste = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    eerste_op = models.DateTimeField(default=nu)
    tweede = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    tweede_op = models.DateTimeField(null=True)
    bekendgemaakt_op = models.DateField(null=True, db_index=True)
    geldt_van = models.DateField(null=True)
    geldt_tot_en_met = models.DateField(null=True)
    teruggenomen_reden = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            EenPerDag(name="een_besluit_per_dag", per="dossier", van="geldt_van", tot_en_met="geldt_tot_en_met"),
            models.UniqueConstraint(
                name="een_voorstel", fields=("dossier",), condition=Q(status=Besluitstatus.VOORGESTELD.value)
            ),
            models.UniqueConstraint(
                name="een_besluit_op_de_aanvraag",
                fields=("dossier",),
                condition=Q(soort=Besluitsoort.AANVRAAG.value) & ~Q(status=Besluitstatus.TERUGGENOMEN.value),
            ),
            models.CheckConstraint(name="besluit_soort", condition=Q(soort__in=Besluitsoort.values)),
            models.CheckConstraint(name="besluit_status", condition=Q(status__in=Besluitstatus.values)),
            models.CheckConstraint(
                name="tweede_is_een_ander", condition=Q(tweede__isnull=True) | ~Q(tweede=F("eerste"))
            ),
            models.CheckConstraint(
                name="tweede_handtekening",
                condition=~_BEKENDGEMAAKT | Q(tweede_nodig=False) | Q(tweede__isnull=False),
            ),
            models.CheckConstraint(
                name="geldt_na_bekendmaking",
                condition=Q(_BEKENDGEMAAKT, bekendgemaakt_op__isnull=False, geldt_van__isnull=False)
                & Q(geldt_van__gte=F("bekendgemaakt_op"))
                | ~_BEKENDGEMAAKT & Q(bekendgemaakt_op__isnull=True, geldt_van__isnull=True),
            ),
        )

    @cached_property
    def bevroren(self) -> Verslag:
        """The result as it was frozen, with its own words: no rule of today is asked for it."""
        gelezen: Verslag = lees(Verslag, self.verslag)
        return gelezen

    @property
    def looptijd(self) -> tuple[date, date] | None:
        """First and last day of the award that follows from it; None where it grants no amount, or not for a period."""
        if self.van is None or self.tot_en_met is None or not self.toegekend_totaal:
            return None
        return self.van, self.tot_en_met

    def wordt(self, status: Besluitstatus) -> None:
        """Takes a step; does not save. Raises ValueError where a decision of this status cannot become that."""
        if status not in VERVOLGSTATUS[self.status]:
            raise ValueError(f"een besluit dat {self.status} is, wordt niet {status}")
        self.status = status

    def geldt_op(self, dag: date) -> bool:
        """Whether it is the decision in force on this day."""
        begonnen = self.geldt_van is not None and self.geldt_van <= dag
        return begonnen and (self.geldt_tot_en_met is None or dag <= self.geldt_tot_en_met)

    def stand(self) -> list[Any]:
        """When it is in force; the audit chain keeps a fingerprint of it."""
        return [self.soort, self.geldt_van, self.geldt_tot_en_met]

    def inhoud(self) -> dict[str, Any]:
        """What was signed; `besluit_sha256` is its fingerprint."""
        namen = ("gegevens", "verslag", "redenen", "afwijkingen", "toelichting")
        return {naam: getattr(self, naam) for naam in namen}


class Brief(models.Model):
    """A letter that was sent: its PDF stands in the store of documents under `sha256`."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="brieven")
    besluit = models.ForeignKey(Besluit, models.PROTECT, null=True, related_name="brieven")
    soort = models.CharField(max_length=30)
    onderwerp = models.CharField(max_length=200)
    datum = models.DateField()
    sha256 = models.CharField(max_length=64)
    omvang = models.PositiveIntegerField()
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    moment = models.DateTimeField(default=nu)

    class Meta:
        ordering = ("id",)


class Tekstblok(models.Model):
    """A version of a text of one zorgkantoor; the last one counts, older ones stay."""

    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="tekstblokken")
    naam = models.CharField(max_length=40)
    tekst = models.TextField(blank=True)
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    moment = models.DateTimeField(default=nu)

    class Meta:
        ordering = ("id",)
