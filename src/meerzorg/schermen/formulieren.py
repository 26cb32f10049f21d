"""What every form of an act has: a mark that makes it count once, and one way to show why the act was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.db.models import EmailField
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from meerzorg.dossier.handelingen.besluiten import Veranderd
from meerzorg.dossier.handelingen.kern import LANGSTE_TEKST, AlGedaan, GeenRecht
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.lezers.zin import hoofdletter

LANGSTE_EMAIL = EmailField().max_length or 0
"""Characters, as the tables have it; a form of Django allows more."""


class Handelingsformulier(forms.Form):
    """A form for one act. `sleutel` is its mark: a double click or the back button does not act twice.

    Its way through a view: is_valid, then the act inside `weigeringen`, then `verwerkt`.
    """

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    data: MultiValueDict[str, Any]
    verwerkt = False
    """Whether the act was done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"sleutel": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            _begrens(veld)

    def vervang(self, **velden: str) -> None:
        """Other values in these fields for when the form is shown again; the rest stays as it was typed."""
        self.data = self.data.copy()
        for naam, waarde in velden.items():
            self.data[naam] = waarde

    def neem_fouten_over(self, fout: InvoerFout) -> None:
        """Shows the faults of the core beside the fields they name, the others above the form."""
        for deel in fout.fouten:
            veld = deel.pad[0]
            if veld in self.fields:
                self.add_error(veld, naast_veld(deel))
            else:
                self.add_error(None, zin_van(deel))


def _begrens(veld: forms.Field) -> None:
    """Text that says no limit of its own gets one: of an e-mail address what is stored, else the longest text."""
    if type(veld) is forms.EmailField:
        grens = LANGSTE_EMAIL
    elif type(veld) is forms.CharField and veld.max_length is None:
        grens = LANGSTE_TEKST
    else:
        return
    veld.max_length = grens
    veld.validators.append(MaxLengthValidator(grens))
    veld.widget.attrs |= veld.widget_attrs(veld.widget)


def zin_van(fout: Fout) -> str:
    """One fault as a sentence for people."""
    bedoeld = f" Bedoelde u {fout.bedoeld}?" if fout.bedoeld else ""
    plek = f"{fout.naam}: " if fout.pad else ""
    return f"{plek}gevonden {fout.gevonden}; toegestaan is {fout.toegestaan}.{bedoeld}"


def naast_veld(fout: Fout) -> str:
    """The same beside the field, where its name says nothing new; of a part of the field the name stays."""
    return hoofdletter(zin_van(replace(fout, pad=fout.pad[1:])))


@contextmanager
def weigeringen(aanroep: HttpRequest, form: Handelingsformulier, gelukt: str) -> Iterator[None]:
    """Around the act that a valid form asks for: a refusal stands on the form, beside the field it names. Where the act
    was done, now or by this same form before, a message says so and `form.verwerkt` is set.

    Any other refusal, such as a Botsing, is the view's own.
    """
    try:
        yield
    except InvoerFout as fout:
        form.neem_fouten_over(fout)
    except (GeenRecht, Veranderd) as fout:
        form.add_error(None, str(fout))
    except AlGedaan as al:
        form.verwerkt = True
        messages.info(aanroep, str(al))
    else:
        form.verwerkt = True
        messages.success(aanroep, gelukt)
