"""Staff of a concession holder, their roles per zorgkantoor, and the log of who opened what (NEN 7513)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.functional import cached_property

from meerzorg.klok import nu
from meerzorg.toegang.rechten import ROLLEN, keuzes


class Concessiehouder(models.Model):
    """The Wlz-uitvoerder that runs one or more zorgkantoren; its staff may serve all of them."""

    naam = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ("naam",)

    def __str__(self) -> str:
        return str(self.naam)


class Zorgkantoor(models.Model):
    """One of the zorgkantoren; its letters carry this name and address."""

    nummer = models.CharField(max_length=4, primary_key=True)
    concessiehouder = models.ForeignKey(Concessiehouder, models.PROTECT, related_name="zorgkantoren")
    naam = models.CharField(max_length=100)
    adres = models.TextField(help_text="Regels van het postadres")
    telefoon = models.CharField(max_length=30)
    email = models.EmailField()
    website = models.CharField(max_length=100)

    class Meta:
        ordering = ("naam",)

    def __str__(self) -> str:
        return str(self.naam)


class Personeel(UserManager["Medewerker"]):
    """Accounts, and who of them works where."""

    def bij(self, zorgkantoor: str, *rollen: str) -> models.QuerySet[Medewerker]:
        """Who works at this zorgkantoor (in one of these roles), as they work there."""
        daar = Medewerkerrol.objects.filter(zorgkantoor=zorgkantoor, **({"rol__in": rollen} if rollen else {}))
        return self.filter(pk__in=daar.values("medewerker")).prefetch_related(models.Prefetch("rollen", daar))


class Medewerker(AbstractUser):
    """Someone of a concession holder, with one or more roles per zorgkantoor; they work in one of these at a time.

    `rol` and `zorgkantoor` are those in which someone works now: the first, or the one chosen in the session.
    """

    naam = models.CharField("naam", max_length=100)
    concessiehouder = models.ForeignKey(Concessiehouder, models.PROTECT, related_name="medewerkers")
    meldingen_per_mail = models.BooleanField("meldingen ook per e-mail", default=True)
    tijdelijk_wachtwoord = models.BooleanField("wachtwoord eerst vervangen", default=False)

    objects: ClassVar[Personeel] = Personeel()
    REQUIRED_FIELDS = ["naam", "email", "concessiehouder"]  # noqa: RUF012 - as Django has it

    def __str__(self) -> str:
        return self.naam or self.username

    @property
    def werkrollen(self) -> list[Medewerkerrol]:
        """Every role of this person, or of who was found `bij` a zorgkantoor those there; asked once."""
        models.prefetch_related_objects([self], "rollen")
        return list(self.rollen.all())

    @cached_property
    def werkrol(self) -> Medewerkerrol:
        """As what, and where, this person works now; without any role there are no rights at all."""
        return next(iter(self.werkrollen), Medewerkerrol(medewerker=self))

    def werk_als(self, werkrol: int) -> bool:
        """Chooses another of the own roles by its key; False, and nothing changes, where it is no own role."""
        gevonden = next((rij for rij in self.werkrollen if rij.pk == werkrol), None)
        if gevonden is not None:
            self.werkrol = gevonden
        return gevonden is not None

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("werkrol", None)

    @property
    def rol(self) -> str:
        return str(self.werkrol.rol)

    @property
    def rolnaam(self) -> str:
        return ROLLEN.get(self.rol, "geen rol")

    @property
    def zorgkantoor(self) -> Zorgkantoor:
        return self.werkrol.zorgkantoor

    @property
    def zorgkantoor_id(self) -> str:
        return str(self.werkrol.zorgkantoor_id)

    def heeft(self, dossier: Any) -> bool:
        """Whether this is a dossier of the zorgkantoor where this person works now."""
        return bool(dossier.zorgkantoor_id == self.zorgkantoor_id)


class Rolmanager(models.Manager["Medewerkerrol"]):
    """Roles with their zorgkantoor, which is always shown or compared."""

    def get_queryset(self) -> models.QuerySet[Medewerkerrol]:
        return super().get_queryset().select_related("zorgkantoor")


class Medewerkerrol(models.Model):
    """One role of a person at one zorgkantoor; an empty one is someone who works there without rights."""

    medewerker = models.ForeignKey(Medewerker, models.CASCADE, related_name="rollen")
    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="rollen")
    rol = models.CharField("rol", max_length=20, choices=keuzes(ROLLEN), blank=True)

    objects = Rolmanager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="rol_bestaat", condition=models.Q(rol__in=["", *map(str, ROLLEN)])),
            models.UniqueConstraint(name="elke_rol_een_keer", fields=("medewerker", "zorgkantoor", "rol")),
        )

    def __str__(self) -> str:
        return f"{ROLLEN.get(self.rol, 'geen rol')} bij {self.zorgkantoor}"


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
