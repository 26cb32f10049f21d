"""The form of a new application: who it is about, what was asked, and what is known already."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from meerzorg.dossier.handelingen.aanvraag import Clientgegevens
from meerzorg.dossier.handelingen.verloopcontrole import niet_later_dan_vandaag
from meerzorg.klok import vandaag
from meerzorg.personen.bsn import lees_bsn
from meerzorg.schermen.formulieren import Handelingsformulier
from meerzorg.schermen.velden import Datumveld, veld_voor, waarde_uit
from meerzorg.wet.lezen.dossier import lees_gegevens
from regeltaal.fouten import InvoerFout

_CLIENT = ("bsn", "naam", "geboortedatum", "adres", "postcode", "plaats", "email", "vertegenwoordiger")
_AANVRAAG = ("aanvraagdatum", "soort_aanvraag", "leveringsvorm")
_INDICATIE = ("zorgprofiel", "indicatie_ingangsdatum", "indicatie_einddatum", "meerzorgvinkje")
_BEKEND = ("dagbesteding", "wooninitiatief", "gevraagde_kosten", "had_meerzorg")
GEVRAAGD = (*_AANVRAAG, *_INDICATIE, *_BEKEND)
"""The inputs of the law on this form."""


class Formulierdeel(NamedTuple):
    """A part of the form: its heading, a word of explanation, its fields."""

    titel: str
    uitleg: str
    velden: list[Any]


class Aanvraagformulier(Handelingsformulier):
    """A new application; the fields about the law come from the vocabulary."""

    bsn = forms.CharField(
        label="Burgerservicenummer (BSN)",
        help_text="Negen cijfers.",
        max_length=15,
        widget=forms.TextInput(attrs={"class": "mz-smal", "inputmode": "numeric", "autocomplete": "off"}),
    )
    naam = forms.CharField(label="Naam", help_text="Voornaam en achternaam.", max_length=100)
    geboortedatum = Datumveld(label="Geboortedatum")
    adres = forms.CharField(label="Straat en huisnummer", max_length=150)
    postcode = forms.RegexField(
        r"^\s*[1-9]\d{3}\s?[A-Za-z]{2}\s*$",
        label="Postcode",
        error_messages={"invalid": "Vul een postcode in als 1234 AB."},
        widget=forms.TextInput(attrs={"class": "mz-smal"}),
    )
    plaats = forms.CharField(label="Plaats", max_length=80)
    email = forms.EmailField(label="E-mailadres", required=False)
    vertegenwoordiger = forms.CharField(
        label="Vertegenwoordiger",
        help_text="De naam van wie voor de cliënt spreekt, bijvoorbeeld een ouder of curator.",
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"aanvraagdatum": vandaag()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields |= {naam: veld_voor(naam, verplicht=naam in _AANVRAAG) for naam in GEVRAAGD}
        for naam in (*_CLIENT, *GEVRAAGD):
            self.fields[naam].widget.attrs.setdefault("autocomplete", "off")

    def delen(self) -> list[Formulierdeel]:
        """The parts in the order of filling in."""
        delen = (
            ("De cliënt", "Om wie gaat het?", _CLIENT),
            ("De aanvraag", "Wat is er gevraagd, en wanneer kwam de aanvraag binnen?", _AANVRAAG),
            (
                "De indicatie",
                "Wat staat er in het indicatiebesluit van het CIZ? Is het er nog niet? Laat dit dan leeg.",
                _INDICATIE,
            ),
            (
                "Wat al bekend is",
                "Vul in wat in de aanvraag staat. De rest kunt u later vastleggen.",
                _BEKEND,
            ),
        )
        return [Formulierdeel(titel, uitleg, [self[naam] for naam in namen]) for titel, uitleg, namen in delen]

    def clean_bsn(self) -> str:
        try:
            return lees_bsn(self.cleaned_data["bsn"])
        except InvoerFout:
            raise ValidationError("Dit is geen BSN. Vul de negen cijfers in en kijk of ze kloppen.") from None

    def clean_postcode(self) -> str:
        kaal = "".join(self.cleaned_data["postcode"].split()).upper()
        return f"{kaal[:4]} {kaal[4:]}"

    def clean(self) -> None:
        for naam in ("geboortedatum", "aanvraagdatum"):
            if dag := self.cleaned_data.get(naam):
                self._probeer(niet_later_dan_vandaag, naam, dag)
        self._probeer(lees_gegevens, self.gegevens(), "aanvraag", "formulier")

    def gegevens(self) -> dict[str, Any]:
        """The inputs that were given, by name, as JSON values."""
        waarden = {naam: waarde_uit(naam, self.cleaned_data.get(naam)) for naam in GEVRAAGD}
        return {naam: waarde for naam, waarde in waarden.items() if waarde is not None}

    def client(self) -> Clientgegevens:
        return Clientgegevens(**{naam: self.cleaned_data[naam] for naam in _CLIENT})

    def _probeer(self, controle: Any, *args: Any) -> None:
        try:
            controle(*args)
        except InvoerFout as fout:
            self.neem_fouten_over(fout)
