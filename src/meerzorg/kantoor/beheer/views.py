"""Accounts, the log of acts, and who opened a dossier. The beheerder sees no clients here either."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from meerzorg.dossier.controle import controleer_alles, controleer_keten
from meerzorg.dossier.handelingen import medewerkers as acties
from meerzorg.dossier.models import Ketenrij
from meerzorg.kantoor.beheer.logboek import eigen_nummers, regels
from meerzorg.klok import nu
from meerzorg.schermen.aanroep import Aanroep, Dossieraanroep
from meerzorg.schermen.formulieren import Handelingsformulier, weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.models import Inzage, Medewerker
from meerzorg.toegang.rechten import MATRIX, ROLLEN

PER_BLAD = 50
MEESTE_GETOOND = 20
GROOTSTE_CONTROLE = 20_000
"""Acts up to which a page can wait for the whole control; beyond it the command `controleer-keten` does the rest."""
ROLKEUZE = [*ROLLEN.items(), ("", "geen rol: kan inloggen, verder niets")]


class Accountformulier(Handelingsformulier):
    """What the beheerder says about someone."""

    naam = forms.CharField(label="Naam", max_length=100, help_text="Deze naam komt onder brieven te staan.")
    email = forms.EmailField(label="E-mailadres")
    rol = forms.ChoiceField(label="Rol", choices=ROLKEUZE, required=False, widget=forms.RadioSelect)


class NieuwAccount(Accountformulier):
    """A new account also needs a name to log in with, which never changes."""

    username = forms.CharField(
        label="Gebruikersnaam",
        max_length=150,
        help_text="Hiermee logt deze medewerker in. U kunt dit later niet wijzigen.",
    )
    field_order = ("username", "naam", "email", "rol")


class WijzigAccount(Accountformulier):
    """Someone who left cannot log in any more; the account stays, for what it did."""

    actief = forms.BooleanField(label="Deze medewerker kan inloggen", required=False)


@vereist("medewerkers_beheren")
def medewerkers(aanroep: Aanroep) -> HttpResponse:
    """Everyone of the own zorgkantoor."""
    met_code = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    mensen = Medewerker.objects.bij(aanroep.user.zorgkantoor_id).annotate(met_code=Exists(met_code))
    pagina = Paginator(mensen.order_by("-is_active", "naam", "pk"), PER_BLAD).get_page(aanroep.GET.get("pagina"))
    return render(aanroep, "beheer/medewerkers.html", {"pagina": pagina})


@vereist("medewerkers_beheren")
@never_cache
def medewerker_nieuw(aanroep: Aanroep) -> HttpResponse:
    """A new account; its temporary password is shown once, in this answer."""
    form = NieuwAccount(aanroep.POST) if aanroep.method == "POST" else NieuwAccount()
    gemaakt = None
    if form.is_valid():
        with weigeringen(aanroep, form, "Het account is gemaakt."):
            gemaakt = acties.maak_account(aanroep.user, aanroep.user.zorgkantoor, **form.cleaned_data)
    if form.verwerkt:
        return _toon_wachtwoord(aanroep, *gemaakt) if gemaakt else redirect("kantoor:medewerkers")
    return render(aanroep, "beheer/medewerker_nieuw.html", {"form": form})


@vereist("medewerkers_beheren")
@never_cache
def medewerker(aanroep: Aanroep, id: int) -> HttpResponse:
    """One account: change it, or help someone who cannot get in."""
    wie = _van_ons(aanroep, id)
    begin = {"naam": wie.naam, "email": wie.email, "rol": wie.rol, "actief": wie.is_active}
    form = WijzigAccount(aanroep.POST) if aanroep.method == "POST" else WijzigAccount(initial=begin)
    if form.is_valid():
        with weigeringen(aanroep, form, f"Het account van {wie.naam} is gewijzigd."):
            acties.wijzig_account(aanroep.user, wie, **form.cleaned_data)
    if form.verwerkt:
        return redirect("kantoor:medewerkers")
    met_code = TOTPDevice.objects.filter(user=wie, confirmed=True).exists()
    hulp = {"wachtwoord_form": Handelingsformulier(auto_id=False), "code_form": Handelingsformulier(auto_id=False)}
    return render(aanroep, "beheer/medewerker.html", {"form": form, "wie": wie, "met_code": met_code} | hulp)


@vereist("medewerkers_beheren")
@never_cache
@require_POST
def medewerker_wachtwoord(aanroep: Aanroep, id: int) -> HttpResponse:
    """A temporary password, shown once."""
    wie = _van_ons(aanroep, id)
    form = Handelingsformulier(aanroep.POST)
    gegeven = ""
    if form.is_valid():
        with weigeringen(aanroep, form, f"{wie.naam} heeft een tijdelijk wachtwoord."):
            gegeven = acties.geef_wachtwoord(aanroep.user, wie, **form.cleaned_data)
    return _toon_wachtwoord(aanroep, wie, gegeven) if gegeven else redirect("kantoor:medewerker", wie.pk)


@vereist("medewerkers_beheren")
@require_POST
def medewerker_code(aanroep: Aanroep, id: int) -> HttpResponseRedirect:
    """Puts the code of the app off, for someone who lost it."""
    wie = _van_ons(aanroep, id)
    form = Handelingsformulier(aanroep.POST)
    if form.is_valid():
        with weigeringen(aanroep, form, f"De inlogcode van {wie.naam} staat uit."):
            acties.zet_code_uit(aanroep.user, wie, **form.cleaned_data)
    return redirect("kantoor:medewerker", wie.pk)


@vereist("keten_controleren")
def logboek(aanroep: Aanroep) -> HttpResponse:
    """The last acts; by POST the whole log is checked, which can take a while."""
    context: dict[str, Any] = regels(aanroep)
    if aanroep.method == "POST":
        aantal = Ketenrij.objects.count()
        klein = aantal <= GROOTSTE_CONTROLE
        gevonden = controleer_alles(met_bestanden=False) if klein else controleer_keten()
        getoond = gevonden[:MEESTE_GETOOND]
        eigen = eigen_nummers(aanroep, {fout.dossiernummer for fout in getoond})
        context |= {
            "aantal": aantal,
            "alleen_keten": not klein,
            "fouten": [str(fout) if fout.dossiernummer in eigen else fout.wat for fout in getoond],
            "meer": max(0, len(gevonden) - MEESTE_GETOOND),
            "gecontroleerd": nu(),
        }
    return render(aanroep, "beheer/logboek.html", context)


@vereist("inzage_zien")
def inzage(aanroep: Dossieraanroep) -> HttpResponse:
    """Who opened this dossier, also who was refused."""
    pagina = Paginator(_inzage_van(aanroep), PER_BLAD).get_page(aanroep.GET.get("pagina"))
    rijen = [(rij, _wat(rij), ROLLEN.get(rij.rol, "geen rol")) for rij in pagina]
    return render(aanroep, "beheer/inzage.html", {"dossier": aanroep.dossier, "pagina": pagina, "rijen": rijen})


@vereist("inzage_zien")
def inzage_csv(aanroep: Dossieraanroep) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    antwoord = HttpResponse(content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="inzage-{aanroep.dossier.nummer}.csv"'
    antwoord.write("\ufeff")
    blad = csv.writer(antwoord, delimiter=";")
    blad.writerow(
        ("moment", "gebruikersnaam", "naam", "rol", "zorgkantoor", "handeling", "soort", "kenmerk", "resultaat", "bron")
    )
    for rij in _inzage_van(aanroep).iterator(chunk_size=2000):
        wie = rij.medewerker
        velden = (
            timezone.localtime(rij.moment).isoformat(timespec="seconds"),
            *((wie.username, wie.naam) if wie else ("", "")),
            *(rij.rol, rij.zorgkantoor, rij.handeling, rij.object_soort, rij.object_id, rij.resultaat, rij.bron),
        )
        blad.writerow([_zonder_formule(str(veld)) for veld in velden])
    return antwoord


def _inzage_van(aanroep: Dossieraanroep) -> QuerySet[Inzage]:
    return Inzage.objects.filter(dossiernummer=aanroep.dossier.nummer).select_related("medewerker")


def _wat(rij: Inzage) -> str:
    """What someone did or wanted to do, in words."""
    recht = MATRIX.get(rij.handeling)
    return recht.uitleg if recht else rij.handeling


def _zonder_formule(tekst: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{tekst}" if tekst[:1] in "=+-@\t\r" and tekst else tekst


def _van_ons(aanroep: Aanroep, id: int) -> Medewerker:
    """An account of the own zorgkantoor, else 404."""
    return get_object_or_404(Medewerker.objects.bij(aanroep.user.zorgkantoor_id), pk=id)


def _toon_wachtwoord(aanroep: Aanroep, wie: Medewerker, wachtwoord: str) -> HttpResponse:
    return render(aanroep, "beheer/wachtwoord.html", {"wie": wie, "wachtwoord": wachtwoord})


adressen: list[Any] = [
    path("medewerkers/", medewerkers, name="medewerkers"),
    path("medewerkers/nieuw/", medewerker_nieuw, name="medewerker_nieuw"),
    path("medewerkers/<int:id>/", medewerker, name="medewerker"),
    path("medewerkers/<int:id>/wachtwoord/", medewerker_wachtwoord, name="medewerker_wachtwoord"),
    path("medewerkers/<int:id>/code/", medewerker_code, name="medewerker_code"),
    path("logboek/", logboek, name="logboek"),
    path("dossier/<str:nummer>/inzage/", inzage, name="inzage"),
    path("dossier/<str:nummer>/inzage.csv", inzage_csv, name="inzage_csv"),
]
