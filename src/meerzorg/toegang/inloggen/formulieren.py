"""The forms of logging in and of the own account."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm

from meerzorg.toegang.models import Medewerker

VERKEERD = "De gebruikersnaam of het wachtwoord klopt niet. Let op hoofdletters."
CODE_VERKEERD = "Deze code klopt niet, of is al gebruikt. Wacht op een nieuwe code en vul die in."


class Inlogformulier(forms.Form):
    """Name and password. `medewerker` is who this is, once the form is valid; a failure never says what was wrong."""

    username = forms.CharField(
        label="Gebruikersnaam",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, aanroep: Any, *args: Any) -> None:
        super().__init__(*args)
        self.aanroep = aanroep
        self.medewerker: Any = None

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = self.cleaned_data
        if not self.errors:
            self.medewerker = authenticate(self.aanroep, **gegevens)
            if self.medewerker is None:
                raise forms.ValidationError(VERKEERD)
        return gegevens


class Codeformulier(forms.Form):
    """The six digits that an app on the telephone shows."""

    code = forms.CharField(
        label="Code uit de app",
        help_text="6 cijfers. De code verandert elke 30 seconden.",
        max_length=10,
        widget=forms.TextInput(attrs={"class": "mz-smal", "inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, apparaat: Any, *args: Any) -> None:
        super().__init__(*args)
        self.apparaat = apparaat

    def clean_code(self) -> str:
        """Checks the code with the device; too many wrong ones and it waits."""
        code = self.cleaned_data["code"].replace(" ", "")
        mag, uitleg = self.apparaat.verify_is_allowed()
        if not mag:
            tot = uitleg.get("locked_until") if uitleg else None
            wanneer = f" Probeer het na {tot.astimezone():%H:%M:%S} opnieuw." if tot else " Wacht even."
            raise forms.ValidationError(f"Er zijn verkeerde codes ingevuld.{wanneer}")
        if not (code.isascii() and code.isdecimal()) or not self.apparaat.verify_token(code):
            raise forms.ValidationError(CODE_VERKEERD)
        return str(code)


class Wachtwoordformulier(PasswordChangeForm):
    """Choosing another password."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Dit is niet uw huidige wachtwoord.",
        "password_mismatch": "De twee nieuwe wachtwoorden zijn niet gelijk.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Huidig wachtwoord"
        self.fields["new_password1"].label = "Nieuw wachtwoord"
        self.fields["new_password2"].label = "Nieuw wachtwoord, nog een keer"
        self.fields[
            "new_password1"
        ].help_text = "Ten minste 12 tekens. Een zin van een paar woorden is goed te onthouden en moeilijk te raden."
        self.fields["new_password2"].help_text = ""
        del self.fields["old_password"].widget.attrs["autofocus"]

    def clean_new_password1(self) -> str:
        nieuw = str(self.cleaned_data["new_password1"])
        if self.user.check_password(nieuw):
            raise forms.ValidationError("Kies een ander wachtwoord dan het huidige.")
        return nieuw


class Meldingenformulier(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument while it runs
    """Where reminders go."""

    class Meta:
        model = Medewerker
        fields = ("meldingen_per_mail",)
        labels: ClassVar = {"meldingen_per_mail": "Stuur meldingen ook per e-mail"}
        help_texts: ClassVar = {
            "meldingen_per_mail": "In de e-mail staat alleen een dossiernummer en wat er moet gebeuren."
        }
