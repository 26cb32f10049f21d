"""The care week by week: what is asked beside what the verpleegkundige finds fitting, against budget and hours."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from meerzorg.dossier.beeld import Beeld, beeld
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, leg_vast
from meerzorg.kantoor.gedeeld.vastgelegd import rij_van, titel_van
from meerzorg.kantoor.zorginzet.formulier import PLAN, Inzetformulier, met_regels, zonder_regel
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import weigeringen
from meerzorg.schermen.poort import vereist, weiger
from meerzorg.schermen.velden import Getalveld
from meerzorg.toegang.rechten import mag
from meerzorg.wet.beoordeling.zorginzet import DAGDELEN_TELLEN_NIET, Voorstel, Zorginzet, lees_inzet
from meerzorg.wet.beoordeling.zorginzet import zorginzet as bereken
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.soorten import EURO

ZONDER_RECHT = "Alleen de verpleegkundige legt de passende zorg vast, zolang er geen besluit is."


@vereist("dossier_zien")
def zorginzet(aanroep: Dossieraanroep) -> HttpResponse:
    """To look for everyone who sees the dossier; the fitting plan is recorded by the verpleegkundige."""
    b = beeld(aanroep.dossier)
    kan = mag(aanroep.user, "vastleggen_verpleegkundige", aanroep.dossier)
    if aanroep.method != "POST":
        return _toon(aanroep, b, Inzetformulier(b) if kan else None)
    if not kan:
        weiger(aanroep, "vastleggen_verpleegkundige", ZONDER_RECHT)
    actie, _, nummer = aanroep.POST.get("actie", "").partition("-")
    if actie == "erbij":
        return _toon(aanroep, b, Inzetformulier(b, getypt=aanroep.POST, leeg=1))
    if actie == "weg":
        return _toon(aanroep, b, Inzetformulier(b, getypt=zonder_regel(aanroep.POST, nummer), leeg=0))
    if actie == "gevraagd":
        gevraagd = b.laatste.get("budgetplan")
        getypt = met_regels(aanroep.POST, (gevraagd and gevraagd.waarde) or [])
        return _toon(aanroep, b, Inzetformulier(b, getypt=getypt, leeg=0))
    return _bewaar(aanroep, b, Inzetformulier(b, data=aanroep.POST))


def _bewaar(aanroep: Dossieraanroep, b: Beeld, form: Inzetformulier) -> HttpResponse:
    """Records the plan; where someone was before, the form comes back with their plan beside it."""
    if form.is_valid():
        try:
            with weigeringen(aanroep, form, "De passende zorg is vastgelegd."):
                leg_vast(aanroep.user, aanroep.dossier, {PLAN: form.waarde()}, form.cleaned_data["sleutel"])
        except Botsing as botsing:
            _, ander = botsing.delen[PLAN]
            nieuw = Inzetformulier(b, getypt=aanroep.POST, basis=ander.pk, leeg=0)
            return _toon(aanroep, b, nieuw, ander=rij_van(ander, b, medisch=True), status=409)
    if form.verwerkt:
        return redirect(reverse("kantoor:zorginzet", args=[aanroep.dossier.nummer]) + "#voorstellen")
    return _toon(aanroep, b, form)


def _toon(
    aanroep: Dossieraanroep, b: Beeld, form: Inzetformulier | None, *, ander: Any = None, status: int = 200
) -> HttpResponse:
    inzet = _inzet(b)
    plan = b.laatste.get(PLAN)
    plannen = [deel for deel in (inzet.gevraagd, inzet.passend) if deel is not None]
    context = {
        "dossier": aanroep.dossier,
        "inzet": inzet,
        "form": form,
        "ander": ander,
        "vastgelegd": rij_van(plan, b, medisch=True) if plan else None,
        "uren": [
            (naam, uren, inzet.uren.haalt(uren))
            for naam, uren in (
                ("Gevraagd, in het budgetplan", inzet.uren.gevraagd),
                ("Passend, in het plan van de verpleegkundige", inzet.uren.passend),
                ("Nodig, volgens het oordeel van de verpleegkundige", inzet.uren.benodigd),
            )
            if uren is not None
        ],
        "voorstellen": [_voorstel(aanroep, b, v) for v in inzet.voorstellen],
        "verschil": inzet.passend.per_jaar - inzet.gevraagd.per_jaar if inzet.passend and inzet.gevraagd else None,
        "verlaagd": any(regel.verlaagd for deel in plannen for regel in deel.regels),
        "dagdelen": "" if all(deel.uren_volledig for deel in plannen) else DAGDELEN_TELLEN_NIET,
        "budgetplan": bool(b.gegevens.get("budgetplan")),
    }
    return render(aanroep, "zorginzet/zorginzet.html", context, status=status)


def _inzet(b: Beeld) -> Zorginzet:
    plan = b.laatste.get(PLAN)
    if plan is None or plan.waarde is None:
        return bereken(b.beoordeling)
    return bereken(b.beoordeling, lees_inzet(plan.waarde, b.beoordeling.w["aanvraagdatum"]))


def _voorstel(aanroep: Dossieraanroep, b: Beeld, voorstel: Voorstel) -> dict[str, Any]:
    """A suggestion with what its button sends: it opens the form of recording filled in, and stores nothing."""
    naam = voorstel.gegeven
    nu = b.laatste.get(naam)
    uit: dict[str, Any] = {"titel": titel_van(naam), "zin": voorstel.zin}
    if nu is not None and nu.waarde is not None:
        uit["nu"] = rij_van(nu, b, medisch=True)
    mag_dit = mag(aanroep.user, f"vastleggen_{ROL_VAN[naam]}", aanroep.dossier)
    if voorstel.waarde is None or not mag_dit:
        return uit
    in_centen = VOCABULAIRE[PLAATS[naam]].soort is EURO
    waarde = voorstel.waarde / 100 if in_centen else voorstel.waarde
    velden = {"actie": "regel", "sleutel": uuid4(), "naam": naam, naam: Getalveld().prepare_value(waarde)}
    return uit | {"velden": velden | {f"{naam}-basis": nu.pk if nu else 0, f"{naam}-grond": "huisbezoek"}}


adressen = [path("dossier/<str:nummer>/zorginzet/", zorginzet, name="zorginzet")]
