"""From a question of the vocabulary to a field on a form, and from what was filled in to the value to record.

What is allowed is asked of the reader of the law itself (`meerzorg.wet.lezen.waarden`), so that a form never accepts
what the law refuses. Numbers are typed as in Dutch: 1.234,50.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meerzorg.schermen.templatetags.opmaak import waarde as in_woorden
from meerzorg.wet.lezen.waarden import Ongeldig, lezer_van
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE, ZORGPROFIELEN
from regeltaal.lezers.zin import hoofdletter
from regeltaal.regel import Gegeven

NIET_BEKEND = "Nog niet bekend"
MAAK_EEN_KEUZE = "Maak een keuze"
DATUMVORMEN = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_HINTS = {
    "euro": "In hele euro's of met centen, bijvoorbeeld 12.500 of 12.500,50.",
    "uren per week": "In uren per week, bijvoorbeeld 36,5.",
    "score": "Een getal van 0 tot en met 3, bijvoorbeeld 1,75.",
    "maanden": "Een heel getal.",
}
_DUIZENDEN = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_GEWOON = re.compile(r"\d+([,.]\d+)?", re.ASCII)
_LANGSTE_GETAL = 15
"""Digits and signs: so much comes out of JSON as it went in."""


def veld_voor(gegeven: Gegeven | str, *, verplicht: bool = False, label: str = "") -> forms.Field:
    """The field that asks this; empty (None) means: not known yet. The question is its label, unless `label` is given.

    Its `initial` may be the recorded JSON value. KeyError for a name that is not in the vocabulary.
    """
    gegeven = _gegeven(gegeven)
    algemeen: dict[str, Any] = {"label": label or gegeven.vraag, "required": verplicht}
    match gegeven.soort.naam:
        case "ja/nee":
            keuzes = [("ja", "Ja"), ("nee", "Nee")] + ([] if verplicht else [("", NIET_BEKEND)])
            return Janeeveld(choices=keuzes, coerce={"ja": True, "nee": False}.get, empty_value=None, **algemeen)
        case "keuze":
            leeg = ("", MAAK_EEN_KEUZE if verplicht else NIET_BEKEND)
            return forms.TypedChoiceField(choices=[leeg, *_keuzes(gegeven)], empty_value=None, **algemeen)
        case "datum":
            return Datumveld(validators=[_toegestaan(gegeven)], **algemeen)
        case soort:
            return Getalveld(validators=[_toegestaan(gegeven)], help_text=_HINTS.get(soort, ""), **algemeen)


def waarde_uit(gegeven: Gegeven | str, schoon: Any) -> Any:
    """The cleaned value of that field as JSON, to record; None where it was left empty."""
    if schoon in (None, ""):
        return None
    return _json(schoon)


def tekst_van(gegeven: Gegeven | str, waarde: Any) -> str:
    """A recorded JSON value in words: '€ 12.500,50', '4 mei 2026', 'ja', 'eerste aanvraag', 'nog niet bekend'."""
    gegeven = _gegeven(gegeven)
    return in_woorden(None if waarde is None else lezer_van(gegeven)(waarde), gegeven)


class Janeeveld(forms.TypedChoiceField):
    """Ja or nee as radio buttons."""

    widget = forms.RadioSelect

    def prepare_value(self, value: Any) -> Any:
        return ("ja" if value else "nee") if isinstance(value, bool) else value


class Datumveld(forms.DateField):
    """A date: the calendar of the browser, or typed as 4-5-2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format=DATUMVORMEN[0]))
        super().__init__(input_formats=DATUMVORMEN, **kwargs)


class Getalveld(forms.Field):
    """A number of at least zero, typed with a comma; points between thousands and a euro sign are allowed."""

    default_error_messages = {"getal": "Vul een getal in, bijvoorbeeld 1.234,50."}  # noqa: RUF012 - as Django has it

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "mz-smal", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        tekst = "".join(str(value or "").replace("€", "").split())
        if not tekst:
            return None
        if len(tekst) <= _LANGSTE_GETAL:
            if _DUIZENDEN.fullmatch(tekst):
                return Decimal(tekst.replace(".", "").replace(",", "."))
            if _GEWOON.fullmatch(tekst):
                return Decimal(tekst.replace(",", "."))
        raise ValidationError(self.error_messages["getal"], code="getal")

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else _getypt(value)


def _gegeven(gegeven: Gegeven | str) -> Gegeven:
    return VOCABULAIRE[PLAATS[gegeven]] if isinstance(gegeven, str) else gegeven


def _keuzes(gegeven: Gegeven) -> list[tuple[str, str]]:
    if gegeven.naam == "zorgprofiel":
        return [(code, f"{code}: {naam}") for code, naam in ZORGPROFIELEN.items()]
    return [(code, hoofdletter(tekst)) for code, tekst in gegeven.codes.items()]


def _toegestaan(gegeven: Gegeven) -> Callable[[Any], None]:
    lees = lezer_van(gegeven)

    def controleer(schoon: Any) -> None:
        try:
            lees(_json(schoon))
        except Ongeldig as fout:
            raise ValidationError(f"Dit kan niet. Vul in: {fout.toegestaan}.", code="toegestaan") from None

    return controleer


def _json(schoon: Any) -> Any:
    if isinstance(schoon, date):
        return schoon.isoformat()
    if isinstance(schoon, Decimal):
        return int(schoon) if schoon == int(schoon) else float(schoon)
    return schoon


def _getypt(getal: Any) -> str:
    """1234.5 as '1.234,5'."""
    heel, _, rest = format(Decimal(str(getal)), "f").partition(".")
    return f"{int(heel):,}".replace(",", ".") + (f",{rest}" if rest.strip("0") else "")
