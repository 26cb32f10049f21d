"""The page of one dossier, and its history: everything that was recorded, also as it was known on an earlier day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from meerzorg.dossier.beeld import vandaag
from meerzorg.kantoor.dossier.blad import dossierblad
from meerzorg.kantoor.dossier.geschiedenis import geschiedenis as alles_op_een_rij
from meerzorg.kantoor.dossier.knoppen import BESLISSEN, PROCEDURE, knoppen
from meerzorg.kantoor.vastleggen.formulier import Vastlegformulier
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.poort import vereist
from regeltaal.soorten import DATUM, toon


@vereist("dossier_zien")
def dossier(aanroep: Dossieraanroep) -> HttpResponse:
    """What must I do here, what is known, and by when."""
    blad = dossierblad(aanroep.dossier, aanroep.user)
    nu = [vraag.gegeven.naam for vraag in blad.nu]
    context = {
        "dossier": aanroep.dossier,
        "blad": blad,
        "form": Vastlegformulier(nu, blad.beeld, blad.zichtbare_documenten) if nu else None,
        "beslissen": knoppen(blad, BESLISSEN),
        "procedure": knoppen(blad, PROCEDURE),
    }
    return render(aanroep, "dossier/dossier.html", context)


@vereist("dossier_zien")
def geschiedenis(aanroep: Dossieraanroep) -> HttpResponse:
    """Every vastlegging in order; with `op` the picture at the end of that day."""
    tekst = aanroep.GET.get("op", "").strip()
    op, fout = _lees_dag(tekst)
    blad = dossierblad(aanroep.dossier, aanroep.user, op)
    context = {
        "dossier": aanroep.dossier,
        "blad": blad,
        "rijen": alles_op_een_rij(blad),
        "op": op,
        "op_tekst": tekst,
        "fout": fout,
        "terugblik": f"U kijkt terug naar {toon(op, DATUM)}",
        "vandaag": vandaag(),
    }
    return render(aanroep, "dossier/geschiedenis.html", context, status=400 if fout else 200)


def _lees_dag(tekst: str) -> tuple[date | None, str]:
    """The day that was asked for, or what is wrong with it."""
    if not tekst:
        return None, ""
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        return (
            None,
            "Dit is geen bestaande datum. Kies een dag, of schrijf hem als jjjj-mm-dd, bijvoorbeeld 2026-05-04.",
        )
    if dag > vandaag():
        return None, "Deze dag moet nog komen. Kies vandaag of een eerdere dag."
    return dag, ""


adressen = [
    path("dossier/<str:nummer>/", dossier, name="dossier"),
    path("dossier/<str:nummer>/geschiedenis/", geschiedenis, name="geschiedenis"),
]
