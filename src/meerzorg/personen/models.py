"""The people of an application: the client of one zorgkantoor, who acts for them, and who did what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from meerzorg.klok import vandaag
from meerzorg.toegang.models import Medewerker, Zorgkantoor


class Client(models.Model):
    """The person whose care it is about, as one zorgkantoor knows them; at another one they are another row."""

    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="clienten")
    bsn = models.CharField(max_length=9)
    naam = models.CharField(max_length=100)
    geboortedatum = models.DateField()
    adres = models.CharField(max_length=150)
    postcode = models.CharField(max_length=7)
    plaats = models.CharField(max_length=80)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="een_client_per_zorgkantoor", fields=("zorgkantoor", "bsn")),)

    def __str__(self) -> str:
        return str(self.naam)

    def vertegenwoordiger(self, dag: date | None = None) -> Betrokkene | None:
        """Who receives the decisions for the client on this day (today); one query."""
        dag = dag or vandaag()
        return next((b for b in self.betrokkenen.all() if b.krijgt_besluiten and b.geldt_op(dag)), None)


class Betrokkenesoort(models.TextChoices):
    """As what someone is known beside a client; the last one is for whom an application only names."""

    OUDER = "ouder", "ouder"
    VOOGD = "voogd", "voogd"
    CURATOR = "curator", "curator"
    MENTOR = "mentor", "mentor"
    BEWINDVOERDER = "bewindvoerder", "bewindvoerder"
    GEMACHTIGDE = "gemachtigde", "gemachtigde"
    GEWAARBORGDE_HULP = "gewaarborgde_hulp", "gewaarborgde hulp"
    GEVOLMACHTIGDE = "gevolmachtigde", "gevolmachtigde (Rlz art. 5.11)"
    INSTELLING = "instelling", "gecertificeerde instelling"
    PARTNER = "partner", "partner"
    BEHANDELAAR = "behandelaar", "behandelaar"
    CCE = "cce", "Centrum voor Consultatie en Expertise (CCE)"
    ZORGAANBIEDER = "zorgaanbieder", "zorgaanbieder"
    VERTEGENWOORDIGER = "vertegenwoordiger", "vertegenwoordiger, soort niet vastgelegd"


class Betrokkene(models.Model):
    """Someone who acts for a client, or knows about them: from when until when, on which paper, and what they may.

    `grondslag` names the paper it rests on (a beschikking, a volmacht); `gecontroleerd_op` is the day on which somebody
    saw it. `tot_en_met` None: until further notice.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="betrokkenen")
    soort = models.CharField(max_length=20, choices=Betrokkenesoort.choices)
    naam = models.CharField(max_length=100)
    van = models.DateField()
    tot_en_met = models.DateField(null=True)
    grondslag = models.CharField(max_length=200, blank=True)
    gecontroleerd_op = models.DateField(null=True)
    mag_lezen = models.BooleanField(default=False)
    mag_invullen = models.BooleanField(default=False)
    mag_versturen = models.BooleanField(default=False)
    krijgt_besluiten = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="betrokkene_soort", condition=Q(soort__in=Betrokkenesoort.values)),
            models.CheckConstraint(
                name="betrokkene_periode", condition=Q(tot_en_met__isnull=True) | Q(tot_en_met__gte=F("van"))
            ),
            models.CheckConstraint(
                name="gecontroleerd_is_een_stuk", condition=Q(gecontroleerd_op__isnull=True) | ~Q(grondslag="")
            ),
        )

    def __str__(self) -> str:
        return str(self.naam)

    def geldt_op(self, dag: date) -> bool:
        return bool(self.van <= dag and (self.tot_en_met is None or dag <= self.tot_en_met))


SYSTEEM = "Meerzorg zelf"
"""What the system is called where people see who did something."""


class Actorsoort(models.TextChoices):
    """Who can do something in a dossier."""

    MEDEWERKER = "medewerker", "medewerker"
    CLIENT = "client", "cliënt"
    BETROKKENE = "betrokkene", "betrokkene"
    BERICHT = "bericht", "bericht"
    SYSTEEM = "systeem", SYSTEEM


class Actoren(models.Manager["Actor"]):
    """The actors; each is made when it acts for the first time."""

    def van(self, wie: Medewerker | Client | Betrokkene) -> Actor:
        """The actor that this person is."""
        soort = Actorsoort(wie._meta.model_name or "")
        wie_het_is: dict[str, Any] = {soort.value: wie}
        actor = self.get_or_create(soort=soort, **wie_het_is)[0]
        setattr(actor, soort.value, wie)  # its name is asked at once, and here without a query
        return actor

    def bericht(self, kenmerk: str) -> Actor:
        """The actor that a message from elsewhere is, such as one of the CIZ."""
        return self.get_or_create(soort=Actorsoort.BERICHT, bericht=kenmerk)[0]

    def systeem(self) -> Actor:
        """Meerzorg itself, for what nobody asked for: the daily work, the first account."""
        return self.get_or_create(soort=Actorsoort.SYSTEEM)[0]


def _precies(soort: Any) -> Q:
    """Of this kind, and then exactly the column of that kind is filled."""
    leeg = {f"{naam}__isnull": naam != soort.value for naam in ("medewerker", "client", "betrokkene")}
    bericht = Q(bericht="")
    return Q(soort=soort.value, **leeg) & (~bericht if soort == Actorsoort.BERICHT else bericht)


class Actor(models.Model):
    """Who did something: a member of staff, a client, a betrokkene, a message, or the system; in which role stands
    beside what was done."""

    soort = models.CharField(max_length=10, choices=Actorsoort.choices)
    medewerker = models.OneToOneField(Medewerker, models.PROTECT, null=True, related_name="+")
    client = models.OneToOneField(Client, models.PROTECT, null=True, related_name="+")
    betrokkene = models.OneToOneField(Betrokkene, models.PROTECT, null=True, related_name="+")
    bericht = models.CharField(max_length=100, blank=True)

    objects = Actoren()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="actor_is_een_van_vijf",
                condition=_precies(Actorsoort.MEDEWERKER)
                | _precies(Actorsoort.CLIENT)
                | _precies(Actorsoort.BETROKKENE)
                | _precies(Actorsoort.BERICHT)
                | _precies(Actorsoort.SYSTEEM),
            ),
            models.UniqueConstraint(name="een_systeem", fields=("soort",), condition=Q(soort="systeem")),
            models.UniqueConstraint(name="een_actor_per_bericht", fields=("bericht",), condition=~Q(bericht="")),
        )

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        """What people call this actor; of a person as they are called now."""
        persoon = self.medewerker or self.client or self.betrokkene
        return str(persoon.naam) if persoon else str(self.bericht or SYSTEEM)

    @property
    def kenmerk(self) -> str:
        """What names this actor in the audit chain, beside its kind: the user name, the key, or the mark of the
        message. Empty for the system."""
        if self.medewerker is not None:
            return str(self.medewerker.username)
        return str(self.client_id or self.betrokkene_id or self.bericht)
