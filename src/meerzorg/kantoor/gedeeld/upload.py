"""The field through which a document comes in."""

from __future__ import annotations

from typing import Any

from django import forms

from meerzorg.dossier.bestanden import SOORTEN_IN_WOORDEN, Bestand, lees_upload
from meerzorg.schermen.formulieren import naast_veld
from regeltaal.fouten import InvoerFout


class Uploadveld(forms.FileField):
    """A file that is judged by its content; the cleaned value is a `Bestand`."""

    def clean(self, data: Any, initial: Any = None) -> Bestand | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return lees_upload(upload.file, upload.name)
        except InvoerFout as fout:
            raise forms.ValidationError([naast_veld(deel) for deel in fout.fouten]) from None


def uploadveld(label: str, *, verplicht: bool = True) -> Uploadveld:
    """The same field wherever a document comes in."""
    return Uploadveld(
        label=label,
        required=verplicht,
        help_text=f"{SOORTEN_IN_WOORDEN}, ten hoogste 25 MB.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg. Kies een ander bestand."},
    )
