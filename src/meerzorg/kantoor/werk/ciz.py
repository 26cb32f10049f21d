"""Reading messages of the CIZ: offer files, see per decision what happened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from meerzorg.koppeling.inlezen import Ingelezen, lees_in
from meerzorg.koppeling.iwlz import MAXIMUM_BYTES
from meerzorg.schermen.aanroep import Aanroep
from meerzorg.schermen.formulieren import zin_van
from meerzorg.schermen.poort import vereist
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import InvoerFout, getoond

MEESTE_BERICHTEN = 50


class MeerBestanden(forms.ClearableFileInput):
    allow_multiple_selected = True


class Berichten(forms.FileField):
    """One or more files at once."""

    widget = MeerBestanden

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        bestanden = data if isinstance(data, list | tuple) and data else [data]
        if len(bestanden) > MEESTE_BERICHTEN:
            raise forms.ValidationError(
                f"gevonden {len(bestanden)} bestanden; toegestaan zijn er {MEESTE_BERICHTEN} tegelijk"
            )
        return [super(Berichten, self).clean(bestand, initial) for bestand in bestanden]


class Inleesformulier(forms.Form):
    berichten = Berichten(
        label="Berichten van het CIZ",
        help_text="Een IO31 (XML) of het antwoord van het indicatieregister (JSON). U kunt er meer tegelijk kiezen. "
        "Een bericht dat al is ingelezen, verandert niets.",
        error_messages={"required": "Kies ten minste één bestand."},
    )


@vereist("ciz_inlezen")
def ciz(aanroep: Aanroep) -> HttpResponse:
    """Each file stands alone: one that is refused does not hold up the others."""
    form = Inleesformulier(aanroep.POST or None, aanroep.FILES or None)
    uitslagen = None
    if aanroep.method == "POST" and form.is_valid():
        uitslagen = [_lees(aanroep, bestand) for bestand in form.cleaned_data["berichten"]]
        form = Inleesformulier()
    return render(aanroep, "werk/ciz.html", {"form": form, "uitslagen": uitslagen})


def _lees(aanroep: Aanroep, bestand: Any) -> dict[str, Any]:
    naam = getoond(bestand.name).strip("'\"")
    try:
        delen = lees_in(aanroep.user, bestand.read(MAXIMUM_BYTES + 1), naam)
    except InvoerFout as fout:
        return {"naam": naam, "fouten": [zin_van(deel) for deel in fout.fouten[:20]], "aantal": len(fout.fouten)}
    return {"naam": naam, "delen": [(deel, _namen(deel)) for deel in delen]}


def _namen(deel: Ingelezen) -> list[str]:
    return [VOCABULAIRE[PLAATS[naam]].noem for naam in deel.namen if naam in PLAATS]


adressen = [path("ciz/", ciz, name="ciz")]
