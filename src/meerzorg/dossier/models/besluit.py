"""The frozen decision, the letters that were sent, and the texts a zorgkantoor adds to them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from meerzorg.dossier.models.dossier import Dossier
from meerzorg.klok import nu
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Medewerker, Zorgkantoor
from meerzorg.wet.beoordeling.vormen import Verslag
from regeltaal.vorm import lees


class Besluit(models.Model):
    """A decision as it was taken: inputs, result with its whole reasoning, fingerprint of the rules.

    Only its signatures are added later: `voorgesteld` waits for the second one, `bekendgemaakt` is final,
    `teruggenomen` never became a decision. Amounts in cents per year.
    """

    STATUSSEN = ("voorgesteld", "bekendgemaakt", "teruggenomen")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="besluiten")
    status = models.CharField(max_length=15)
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
    teruggenomen_reden = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="een_geldend_besluit", fields=("dossier",), condition=~Q(status="teruggenomen")
            ),
            models.CheckConstraint(
                name="tweede_is_een_ander", condition=Q(tweede__isnull=True) | ~Q(tweede=F("eerste"))
            ),
            models.CheckConstraint(
                name="tweede_handtekening",
                condition=~Q(status="bekendgemaakt") | Q(tweede_nodig=False) | Q(tweede__isnull=False),
            ),
            models.CheckConstraint(
                name="bekendgemaakt_met_datum", condition=~Q(status="bekendgemaakt") | Q(bekendgemaakt_op__isnull=False)
            ),
        )

    @cached_property
    def bevroren(self) -> Verslag:
        """The result as it was frozen, with its own words: no rule of today is asked for it."""
        gelezen: Verslag = lees(Verslag, self.verslag)
        return gelezen

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
