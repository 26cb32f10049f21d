"""The application, and the vastleggingen of which it consists."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from meerzorg.klok import nu
from meerzorg.personen.models import Actor, Client
from meerzorg.toegang.models import Medewerker, Zorgkantoor
from meerzorg.toegang.rechten import TOESTANDEN, Toestand, keuzes
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN


class Besluitsoort(models.TextChoices):
    """What a decision is taken on: the application, or an earlier decision that it takes the place of."""

    AANVRAAG = "aanvraag", "besluit op de aanvraag"
    HERSTEL = "herstel", "herstel van een fout"
    BEZWAAR = "bezwaar", "beslissing op bezwaar"
    UITSPRAAK = "uitspraak", "besluit na een uitspraak van de rechter"


class Dossiers(models.QuerySet["Dossier"]):
    """The one place where dossiers are kept within a zorgkantoor, beside the guard of each act."""

    def voor(self, wie: Medewerker) -> Dossiers:
        """Those of the zorgkantoor where this person works now."""
        return self.filter(zorgkantoor=wie.zorgkantoor_id)


class Dossier(models.Model):
    """One application. What is known stands in its vastleggingen; the columns below `besluitsoort` (what the next or
    last decision is taken on) are a copy for lists.

    `open_rollen` has a bit per role (see `meerzorg.dossier.status`) with an open question; `uiterlijk` is the last day
    of the beslistermijn as counted on `bijgewerkt_op`; `zoeknaam` is the name of the client in the form in which it is
    searched; amounts are in cents.
    """

    nummer = models.CharField(max_length=20, unique=True)
    client = models.ForeignKey(Client, models.PROTECT, related_name="dossiers")
    zorgkantoor = models.ForeignKey(Zorgkantoor, models.PROTECT, related_name="+")
    geopend_op = models.DateTimeField(default=nu)
    versie = models.PositiveIntegerField(default=0)
    besluitsoort = models.CharField(max_length=15, choices=Besluitsoort.choices, default=Besluitsoort.AANVRAAG)

    toestand = models.CharField(max_length=20, default=Toestand.IN_BEHANDELING.value, choices=keuzes(TOESTANDEN))
    kader = models.CharField(max_length=30, blank=True)
    uitkomst = models.CharField(max_length=30, default="onbepaald")
    aanvraagdatum = models.DateField(null=True)
    soort_aanvraag = models.CharField(max_length=20, blank=True)
    zorgprofiel = models.CharField(max_length=10, blank=True)
    stap = models.CharField(max_length=20, blank=True)
    vraag = models.CharField(max_length=200, blank=True)
    aan_zet = models.CharField(max_length=20, blank=True)
    open_rollen = models.PositiveSmallIntegerField(default=0)
    uiterlijk = models.DateField(null=True)
    staat_stil = models.BooleanField(default=False)
    bijgewerkt_op = models.DateField(null=True)
    zoeknaam = models.CharField(max_length=200, blank=True)

    objects = Dossiers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="toestand_bestaat", condition=Q(toestand__in=list(map(str, TOESTANDEN)))),
            models.CheckConstraint(name="besluitsoort_bestaat", condition=Q(besluitsoort__in=Besluitsoort.values)),
            models.CheckConstraint(name="uitkomst_bestaat", condition=Q(uitkomst__in=list(UITKOMSTEN))),
        )
        indexes = (
            models.Index(name="werklijst", fields=("zorgkantoor", "toestand", "aan_zet", "open_rollen")),
            # Its last columns are there to search and count in the index alone, without the rows.
            models.Index(
                name="werklijst_datum",
                fields=("zorgkantoor", "uiterlijk", "id", "staat_stil", "nummer", "zoeknaam"),
            ),
        )

    def __str__(self) -> str:
        return str(self.nummer)

    @property
    def herzien(self) -> bool:
        """Whether a decision on the application was taken, and is or was looked at again."""
        return bool(self.besluitsoort != Besluitsoort.AANVRAAG)


class Vastlegging(models.Model):
    """One thing that was recorded: name, value, by whom, in which role, when, on what ground, and why.

    Rows are only ever added; the last one per name counts. `afwijking` marks a decision of the beslisser that differs
    from the medical advice (Awb 3:50); the advice itself stays as it is.
    """

    GRONDEN: ClassVar = {
        "aanvraag": "de aanvraag",
        "ciz": "het indicatiebesluit van het CIZ",
        "behandelaar": "informatie van de behandelaar",
        "huisbezoek": "een huisbezoek",
        "gesprek": "een gesprek",
        "dossieronderzoek": "onderzoek van de stukken",
        "advies": "een gevraagd advies",
        "administratie": "de administratie van het zorgkantoor",
    }

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="vastleggingen")
    naam = models.CharField(max_length=40)
    waarde = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    auteur = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20)
    moment = models.DateTimeField(default=nu)
    grond = models.CharField(max_length=20, blank=True)
    reden = models.TextField(blank=True)
    onderbouwing = models.JSONField(default=dict, blank=True)
    tweede_reden = models.TextField(blank=True)
    document = models.ForeignKey("Document", models.PROTECT, null=True, related_name="+")
    afwijking = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(name="vastlegging_naam", fields=("dossier", "naam", "id")),)
        constraints = (
            models.CheckConstraint(
                name="medisch_oordeel_onafhankelijk",
                condition=~Q(naam="bijzondere_zorgbehoefte")
                | Q(rol="medisch_adviseur", afwijking=False)
                | Q(rol="beslisser", afwijking=True),
            ),
            models.CheckConstraint(name="afwijking_met_reden", condition=Q(afwijking=False) | ~Q(reden="")),
            models.CheckConstraint(
                name="afwijking_alleen_medisch", condition=Q(afwijking=False) | Q(naam="bijzondere_zorgbehoefte")
            ),
        )

    def __str__(self) -> str:
        return f"{self.naam} van {self.dossier_id}"

    def inhoud(self) -> dict[str, Any]:
        """What the audit chain keeps a fingerprint of."""
        return {
            "naam": self.naam,
            "waarde": self.waarde,
            "auteur": self.auteur_id,
            "rol": self.rol,
            "grond": self.grond,
            "reden": self.reden,
            "onderbouwing": self.onderbouwing,
            "tweede_reden": self.tweede_reden,
            "document": self.document_id,
            "afwijking": self.afwijking,
        }
