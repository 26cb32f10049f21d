"""Staff and their zorgkantoor, and the log of who opened what (NEN 7513)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from meerzorg.klok import nu
from meerzorg.toegang.rechten import ROLLEN


class Zorgkantoor(models.Model):
    """One of the zorgkantoren; its letters carry this name and address."""

    nummer = models.CharField(max_length=4, primary_key=True)
    naam = models.CharField(max_length=100)
    adres = models.TextField(help_text="Regels van het postadres")
    telefoon = models.CharField(max_length=30)
    email = models.EmailField()
    website = models.CharField(max_length=100)

    class Meta:
        ordering = ("naam",)

    def __str__(self) -> str:
        return str(self.naam)


class Medewerker(AbstractUser):
    """Someone who works at one zorgkantoor, in one role; without a role there are no rights at all."""

    naam = models.CharField("naam", max_length=100)
    rol = models.CharField("rol", max_length=20, choices=list(ROLLEN.items()), blank=True)
    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="medewerkers")
    meldingen_per_mail = models.BooleanField("meldingen ook per e-mail", default=True)
    tijdelijk_wachtwoord = models.BooleanField("wachtwoord eerst vervangen", default=False)

    REQUIRED_FIELDS = ["naam", "email", "zorgkantoor"]  # noqa: RUF012 - as Django has it

    class Meta:
        constraints = (models.CheckConstraint(name="rol_bestaat", condition=models.Q(rol__in=["", *ROLLEN])),)

    def __str__(self) -> str:
        return self.naam or self.username

    @property
    def rolnaam(self) -> str:
        return ROLLEN.get(self.rol, "geen rol")


class Inzage(models.Model):
    """One act of looking, with the fields of NEN 7513; rows are only ever added, and sealed each day in the chain."""

    moment = models.DateTimeField(default=nu, db_index=True)
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    rol = models.CharField(max_length=20, blank=True)
    zorgkantoor = models.CharField(max_length=4, blank=True)
    handeling = models.CharField(max_length=40)
    object_soort = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40, blank=True)
    dossiernummer = models.CharField(max_length=20, blank=True, db_index=True)
    resultaat = models.CharField(max_length=12)
    bron = models.CharField(max_length=40, default="kantoor")

    RESULTATEN = ("toegestaan", "geweigerd", "onbekend")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="inzage_resultaat", condition=models.Q(resultaat__in=("toegestaan", "geweigerd", "onbekend"))
            ),
        )
