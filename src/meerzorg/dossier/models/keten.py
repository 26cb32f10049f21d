"""The audit chain: every act is a row that carries the hash of the row before it."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from meerzorg.personen.models import Actorsoort


class Ketenkop(models.Model):
    """The one row that says where the chain ends; whoever adds a link holds a lock on it."""

    nr = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Ketenrij(models.Model):
    """One act. `actor` names who did it, within its kind; `sleutel` is the mark of the form it came from: the same form
    counts once."""

    nr = models.PositiveBigIntegerField(primary_key=True)
    moment = models.CharField(max_length=32)
    handeling = models.CharField(max_length=40)
    dossiernummer = models.CharField(max_length=20, blank=True, db_index=True)
    actor_soort = models.CharField(max_length=10, choices=Actorsoort.choices)
    actor = models.CharField(max_length=150, blank=True)
    rol = models.CharField(max_length=20, blank=True)
    gegevens = models.JSONField(encoder=DjangoJSONEncoder)
    sleutel = models.UUIDField(null=True, unique=True)
    vorige = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("nr",)
