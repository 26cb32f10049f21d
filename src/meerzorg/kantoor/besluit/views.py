"""The decision: the whole reasoning on one sheet, signing it, deviating from the advice, comparing frameworks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, beeld
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.brieven.pdf import als_pdf
from meerzorg.dossier.handelingen.besluiten import neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.vastleggen import wijk_af
from meerzorg.kantoor.besluit.blad import antwoord, blad, lees
from meerzorg.kantoor.gedeeld.brief import pdf
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import Handelingsformulier, weigeringen
from meerzorg.schermen.poort import vereist
from meerzorg.toegang.rechten import mag
from meerzorg.wet.beoordeling.vergelijk import STANDAARD, vergelijk
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE

GELEZEN = "Ik heb de hele redenering en de brief gelezen."
KLAAR = "Het besluit is genomen. De brief is klaar."
NOG_EEN = "Nu tekent nog iemand anders. Pas daarna gaat de brief weg."
TE_LAAT = "Iemand anders was u voor. Wat u wilde doen, is niet gedaan. Hieronder ziet u hoe het nu is."


class Leesformulier(Handelingsformulier):
    """A signature under what was read: the version of the dossier that was on the screen."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    gelezen = forms.BooleanField(label=GELEZEN, error_messages={"required": "Lees alles en zet daarna een vinkje."})

    def lees_opnieuw(self, versie: int) -> None:
        """After a change: what was typed stays, the promise to have read it does not."""
        self.vervang(versie=str(versie))
        self.data.pop("gelezen", None)


class Ondertekenformulier(Leesformulier):
    toelichting = forms.CharField(
        label="Toelichting",
        help_text="Blijft in het dossier en komt niet in de brief. Schrijf hier geen medische gegevens.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    open_gronden = forms.BooleanField(
        label="Ik teken deze afwijzing zonder de gronden hierboven die nog open staan.",
        error_messages={"required": "Bevestig dat deze gronden niet in de afwijzing staan, of vraag ze eerst uit."},
    )
    field_order = ("open_gronden", "toelichting", "gelezen", "versie", "sleutel")

    def __init__(self, *args: Any, met_open_gronden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_open_gronden:
            del self.fields["open_gronden"]


class Redenformulier(Handelingsformulier):
    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class Afwijkformulier(Handelingsformulier):
    """Of which advice this deviates, so that nobody deviates from an advice that was never read."""

    advies = forms.IntegerField(widget=forms.HiddenInput)
    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000)


class Vergelijkformulier(forms.Form):
    kaders = forms.MultipleChoiceField(
        label="Welke kaders wilt u naast elkaar zien?",
        choices=[(kader.id, f"{kader.titel} ({kader.status})") for kader in KADERS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één kader.", "invalid_choice": "Dit kader is er niet: %(value)s."},
    )


# --- the sheet --------------------------------------------------------------------------------------------------------


@vereist("besluit_zien")
def besluit(aanroep: Dossieraanroep) -> HttpResponse:
    return _toon(aanroep)


@vereist("besluit_voorstellen")
def ondertekenen(aanroep: Dossieraanroep) -> HttpResponse:
    """The first signature."""
    if aanroep.method != "POST":
        return _naar_blad(aanroep, "#tekenen")
    stand = lees(aanroep.dossier, aanroep.user)
    form = Ondertekenformulier(aanroep.POST, met_open_gronden=bool(stand.open_gronden))
    if form.is_valid():
        data = form.cleaned_data
        with weigeringen(
            aanroep, form, f"Uw handtekening is gezet. {NOG_EEN if stand.besluit.tweede_nodig else KLAAR}"
        ):
            onderteken(aanroep.user, aanroep.dossier, data["versie"], data["toelichting"], data["sleutel"])
    return _daarna(aanroep, "besluit_voorstellen", ondertekenformulier=form)


@vereist("besluit_tekenen")
def tekenen(aanroep: Dossieraanroep) -> HttpResponse:
    """The second signature, by someone else."""
    if aanroep.method != "POST":
        return _naar_blad(aanroep, "#tekenen")
    form = Leesformulier(aanroep.POST)
    if form.is_valid():
        data = form.cleaned_data
        with weigeringen(aanroep, form, KLAAR):
            teken_als_tweede(aanroep.user, aanroep.dossier, data["versie"], data["sleutel"])
    return _daarna(aanroep, "besluit_tekenen", tekenformulier=form)


@vereist("voorstel_terugnemen")
def terugnemen(aanroep: Dossieraanroep) -> HttpResponse:
    """Takes back what waits for its second signature."""
    if aanroep.method != "POST":
        return _naar_blad(aanroep, "#tekenen")
    form = Redenformulier(aanroep.POST)
    if form.is_valid():
        with weigeringen(aanroep, form, "Het voorstel is teruggenomen. Het dossier is weer in behandeling."):
            neem_terug(aanroep.user, aanroep.dossier, **form.cleaned_data)
    return _daarna(aanroep, "voorstel_terugnemen", terugneemformulier=form)


@vereist("besluit_zien")
def voorbeeld(aanroep: Dossieraanroep) -> HttpResponse:
    """The PDF as it would be sent today; of a decision that was made known, the letter that was sent."""
    stand = lees(aanroep.dossier, aanroep.user)
    if stand.bevroren and (verzonden := stand.besluit.brieven.first()):
        return redirect("kantoor:brief", aanroep.dossier.nummer, verzonden.pk)
    if stand.belet:
        messages.warning(aanroep, "Er is nog geen brief. Hieronder staat wat er eerst moet gebeuren.")
        return _naar_blad(aanroep)
    return pdf(als_pdf(brief(stand.brief)), f"{aanroep.dossier.nummer}-voorbeeld.pdf")


def _toon(aanroep: Dossieraanroep, **formulieren: Handelingsformulier) -> HttpResponse:
    """The sheet with a form for each act that is allowed now, as it was sent or new."""
    wie, dossier = aanroep.user, aanroep.dossier
    stand = lees(dossier, wie)
    versie = {"versie": dossier.versie}
    klaar = not stand.bevroren and not stand.belet
    if klaar and mag(wie, "besluit_voorstellen", dossier) and "ondertekenformulier" not in formulieren:
        gronden = bool(stand.open_gronden)
        formulieren["ondertekenformulier"] = Ondertekenformulier(met_open_gronden=gronden, initial=versie)
    eerste = wie.pk == stand.besluit.eerste_id
    if mag(wie, "besluit_tekenen", dossier) and not eerste and "tekenformulier" not in formulieren:
        formulieren["tekenformulier"] = Leesformulier(initial=versie)
    if mag(wie, "voorstel_terugnemen", dossier) and "terugneemformulier" not in formulieren:
        formulieren["terugneemformulier"] = Redenformulier(auto_id="terug_%s")
    zelf = eerste and mag(wie, "besluit_tekenen", dossier)
    return render(aanroep, "besluit/besluit.html", blad(stand, wie) | formulieren | {"zelf_eerste": zelf})


def _daarna(aanroep: Dossieraanroep, handeling: str, **formulier: Handelingsformulier) -> HttpResponse:
    """After an act of deciding: the sheet, for it was done, or someone else was first; else the form again."""
    (form,) = formulier.values()
    if form.verwerkt:
        return _naar_blad(aanroep)
    aanroep.dossier.refresh_from_db()
    if not mag(aanroep.user, handeling, aanroep.dossier):
        messages.warning(aanroep, TE_LAAT)
        return _naar_blad(aanroep)
    if isinstance(form, Leesformulier):
        form.lees_opnieuw(aanroep.dossier.versie)
    return _toon(aanroep, **formulier)


def _naar_blad(aanroep: Dossieraanroep, plek: str = "") -> HttpResponse:
    return redirect(reverse("kantoor:besluit", args=[aanroep.dossier.nummer]) + plek)


# --- deviating from the advice ----------------------------------------------------------------------------------------


@vereist("afwijken")
def afwijken(aanroep: Dossieraanroep) -> HttpResponse:
    """Deciding otherwise than the medisch adviseur with a reason (Awb 3:50), or taking that back."""
    b = beeld(aanroep.dossier)
    advies = b.laatste.get(OORDEEL_MEDISCH)
    if advies is None or advies.waarde is None:
        return render(aanroep, "besluit/afwijken.html", {"dossier": aanroep.dossier})
    positief = advies.waarde is True
    anders = None if b.afwijking else not positief
    form = Afwijkformulier(aanroep.POST or None, initial={"advies": advies.pk})
    if form.is_valid() and form.cleaned_data["advies"] != advies.pk:
        form.add_error(None, "De medisch adviseur gaf intussen een ander advies. Lees het hieronder.")
        form.vervang(advies=str(advies.pk))
    elif form.is_valid():
        gelukt = "De afwijking is teruggenomen. Het advies telt weer." if b.afwijking else "De afwijking is vastgelegd."
        with weigeringen(aanroep, form, gelukt):
            data = form.cleaned_data
            wijk_af(aanroep.user, aanroep.dossier, anders, data["reden"], data["sleutel"])
    if form.verwerkt:
        return _naar_blad(aanroep)
    gegeven = VOCABULAIRE[PLAATS[OORDEEL_MEDISCH]]
    return render(
        aanroep,
        "besluit/afwijken.html",
        {
            "dossier": aanroep.dossier,
            "advies": advies,
            "vraag": gegeven.vraag,
            "antwoord": antwoord(advies),
            "tegendeel": gegeven.nee if positief else gegeven.ja,
            "afwijking": b.afwijking,
            "form": form,
        },
    )


# --- comparing frameworks ---------------------------------------------------------------------------------------------


@vereist("dossier_zien")
def vergelijk_kaders(aanroep: Dossieraanroep) -> HttpResponse:
    """This dossier under several frameworks side by side; ?kaders= chooses which."""
    form = Vergelijkformulier(aanroep.GET if "kaders" in aanroep.GET else {"kaders": STANDAARD})
    gekozen = form.cleaned_data["kaders"] if form.is_valid() else STANDAARD
    vergelijking = vergelijk(beeld(aanroep.dossier).invoer, gekozen)
    kolommen = [(kolom, vergelijking.verschil(kolom)) for kolom in vergelijking.kolommen]
    return render(
        aanroep,
        "besluit/vergelijk.html",
        {
            "dossier": aanroep.dossier,
            "form": form,
            "vergelijking": vergelijking,
            "kolommen": kolommen,
            "eigen_kader": aanroep.dossier.kader,
            "gelijk": [stap for stap in vergelijking.stappen if not stap.anders],
        },
    )


adressen = [
    path("dossier/<str:nummer>/besluit/", besluit, name="besluit"),
    path("dossier/<str:nummer>/besluit/ondertekenen/", ondertekenen, name="ondertekenen"),
    path("dossier/<str:nummer>/besluit/tekenen/", tekenen, name="tekenen"),
    path("dossier/<str:nummer>/besluit/terugnemen/", terugnemen, name="terugnemen"),
    path("dossier/<str:nummer>/besluit/voorbeeld.pdf", voorbeeld, name="voorbeeld"),
    path("dossier/<str:nummer>/afwijken/", afwijken, name="afwijken"),
    path("dossier/<str:nummer>/vergelijk/", vergelijk_kaders, name="vergelijk"),
]
