"""The picture of limitations beside the profile, and the form for the scores and the medical judgement."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld, beeld
from meerzorg.dossier.handelingen.vastleggen import Botsing, leg_vast
from meerzorg.kantoor.medisch.blad import Gebied, medischblad
from meerzorg.kantoor.vastleggen.botsing import botsingblad
from meerzorg.kantoor.vastleggen.formulier import Vastlegformulier
from meerzorg.kantoor.vastleggen.vraagdeel import Vraagdeel, sleutel
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import weigeringen
from meerzorg.schermen.poort import vereist, weiger
from meerzorg.toegang.rechten import mag
from meerzorg.wet.vocabulaire import DOMEINEN

VRAGEN = (*(f"beperking_{domein}" for domein in DOMEINEN), OORDEEL_MEDISCH)

ZONDER_RECHT = "Alleen de medisch adviseur legt scores en het medisch oordeel vast, zolang er geen besluit is."


class Medischformulier(Vastlegformulier):
    """Scores and judgement, in which every answer says what it rests on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in self.namen:
            self.fields[sleutel(naam, "grond")].required = True

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        for naam in self.namen:
            if self._aangeraakt(naam) and not self.cleaned_data.get(sleutel(naam, "grond")):
                self.add_error(sleutel(naam, "grond"), "Kies waarop dit antwoord rust.")
        return schoon


@vereist("medisch_zien")
def beperkingenbeeld(aanroep: Dossieraanroep) -> HttpResponse:
    """To look for every medical role; scores and judgement only by the medisch adviseur."""
    b = beeld(aanroep.dossier)
    kan = mag(aanroep.user, "vastleggen_medisch_adviseur", aanroep.dossier)
    if aanroep.method != "POST":
        return _toon(aanroep, b, _formulier(aanroep, b) if kan else None)
    if not kan:
        weiger(aanroep, "vastleggen_medisch_adviseur", ZONDER_RECHT)
    form = _formulier(aanroep, b, aanroep.POST)
    if form.is_valid():
        try:
            with weigeringen(aanroep, form, "Uw antwoord is vastgelegd."):
                leg_vast(aanroep.user, aanroep.dossier, form.waarden(), form.cleaned_data["sleutel"])
        except Botsing as botsing:
            return render(aanroep, "vastleggen/botsing.html", botsingblad(aanroep.dossier, form, botsing), status=409)
    if form.verwerkt:
        return redirect("kantoor:beperkingenbeeld", aanroep.dossier.nummer)
    return _toon(aanroep, b, form)


def _formulier(aanroep: Dossieraanroep, b: Beeld, data: Any = None) -> Vastlegformulier:
    return Medischformulier(VRAGEN, b, aanroep.dossier.documenten.all(), data=data)


def _toon(aanroep: Dossieraanroep, b: Beeld, form: Vastlegformulier | None) -> HttpResponse:
    blad = medischblad(b, aanroep.dossier.documenten.all())
    context: dict[str, Any] = {"dossier": aanroep.dossier, "blad": blad, "form": form}
    if form is not None:
        *scores, oordeel = form.delen
        delen = [(deel, gebied, _open(form, deel, gebied)) for deel, gebied in zip(scores, blad.gebieden, strict=True)]
        context |= {"scores": delen, "oordeel": oordeel}
    return render(aanroep, "medisch/beperkingenbeeld.html", context)


def _open(form: Vastlegformulier, deel: Vraagdeel, gebied: Gebied) -> bool:
    """Whether the form of this score is unfolded: there is no score yet, or something was typed."""
    getypt = form.is_bound and any(veld.partition("-")[0] == deel.naam for veld in form.changed_data)
    return getypt or gebied.beeld.score is None


adressen = [path("dossier/<str:nummer>/beperkingenbeeld/", beperkingenbeeld, name="beperkingenbeeld")]
