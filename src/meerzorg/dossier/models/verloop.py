"""What happened to an application: events, questions to experts, documents, remarks, reminders."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from meerzorg.dossier.models.dossier import Dossier
from meerzorg.klok import nu
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Zorgkantoor


class Gebeurtenis(models.Model):
    """An event from which deadlines follow; its kinds are those of `meerzorg.wet.termijnen.gebeurtenissen`."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=40)
    datum = models.DateField()
    dagen = models.PositiveSmallIntegerField(default=0)
    vragen = models.JSONField(default=list, blank=True)
    toelichting = models.TextField(blank=True)
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20)
    moment = models.DateTimeField(default=nu)

    class Meta:
        ordering = ("datum", "id")

    def inhoud(self) -> list[Any]:
        """What the audit chain keeps a fingerprint of."""
        velden = (self.pk, self.soort, self.datum, self.dagen, self.vragen, self.toelichting, self.auteur_id, self.rol)
        return [*velden]


class Document(models.Model):
    """A document by the hash of its content; `naam` is only for showing. `medisch` ones are for medical roles."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documenten")
    naam = models.CharField(max_length=100)
    mime = models.CharField(max_length=100)
    omvang = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    medisch = models.BooleanField(default=False)
    omschrijving = models.CharField(max_length=200, blank=True)
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20)
    moment = models.DateTimeField(default=nu)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.naam)


class Adviesvraag(models.Model):
    """A question to an expert outside, and the answer; an answer is given once."""

    AAN: ClassVar = {
        "behandelaar": "behandelaar",
        "cce": "Centrum voor Consultatie en Expertise (CCE)",
        "anders": "andere deskundige",
    }

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="adviesvragen")
    aan = models.CharField(max_length=20, choices=list(AAN.items()))
    deskundige = models.CharField(max_length=100)
    vraag = models.TextField()
    medisch = models.BooleanField(default=True)
    gesteld_door = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    gesteld_op = models.DateTimeField(default=nu)
    antwoord = models.TextField(blank=True)
    bijlage = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    beantwoord_op = models.DateField(null=True)
    vastgelegd_door = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="antwoord_met_datum",
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | (~Q(antwoord="") & Q(beantwoord_op__isnull=False)),
            ),
        )


class Opmerking(models.Model):
    """A remark in the timeline; medical ones are for medical roles."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opmerkingen")
    tekst = models.TextField()
    medisch = models.BooleanField(default=False)
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20)
    moment = models.DateTimeField(default=nu)

    class Meta:
        ordering = ("id",)


class Melding(models.Model):
    """A reminder for one role of a zorgkantoor, once per `sleutel`; also sent by e-mail to who wants that."""

    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="meldingen")
    soort = models.CharField(max_length=30)
    sleutel = models.CharField(max_length=100, unique=True)
    tekst = models.CharField(max_length=300)
    datum = models.DateField()
    afgehandeld = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(name="melding_open", fields=("zorgkantoor", "rol", "afgehandeld")),)
