"""What follows when a decision is made known: it is in force, in the place of the earlier one, and makes the award."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from meerzorg.dossier import keten
from meerzorg.dossier.handelingen.kern import Handeling
from meerzorg.dossier.models import Besluit, Dossier, Toekenning
from meerzorg.personen.models import Client
from regeltaal.fouten import Fout, InvoerFout

DAG = timedelta(days=1)


def treed_in_werking(loop: Handeling, besluit: Besluit, dag: date) -> None:
    """Stores the decision as the one in force from this day on; what it takes the place of ends the day before.

    One that is replaced on the day it came into force has no day left. Raises InvoerFout where an award is in the way.
    """
    besluiten = [*loop.dossier.besluiten.filter(geldt_van__isnull=False, geldt_tot_en_met=None), besluit]
    for eerder in besluiten[:-1]:
        eerder.geldt_tot_en_met = dag - DAG
        eerder.save()
    besluit.geldt_van = dag
    besluit.save()
    loop.gegevens |= {
        "gelding": {str(b.pk): keten.vingerafdruk(b.stand()) for b in besluiten},
        "toekenningen": {str(t.pk): keten.vingerafdruk(t.stand()) for t in _ken_toe(besluit, dag)},
    }


def belet_toekenning(dossier: Dossier, gegevens: Mapping[str, object], periode: tuple[date, date]) -> str:
    """Why there can be no award for this period, as a Dutch sentence; empty where there can.

    Nobody has two awards for one day. Only a decision on an increase (verhoging) says that an award of another
    application ends where its own begins.
    """
    van, tot_en_met = periode
    lopend = dossier.client.toekenningen.vanaf(van).filter(van__lte=tot_en_met).exclude(besluit__dossier=dossier)
    verhoging = gegevens.get("soort_aanvraag") == "verhoging"
    weg = (lopend.filter(van__gt=van) if verhoging else lopend).select_related("besluit__dossier").first()
    if weg is None:
        return ""
    anders = "" if verhoging else ", of behandel de aanvraag als verhoging"
    return f"{weg} Laat dit besluit op een andere dag ingaan{anders}."


def _ken_toe(besluit: Besluit, dag: date) -> list[Toekenning]:
    """The awards that this decision makes and ends: its own, if it grants, and what that takes the place of."""
    client = Client.objects.select_for_update().get(pk=besluit.dossier.client_id)
    begin, wijkt = dag, Q(besluit__dossier=besluit.dossier)
    if besluit.looptijd:
        if weg := belet_toekenning(besluit.dossier, besluit.gegevens, besluit.looptijd):
            raise InvoerFout([Fout("besluit", weg, "één toekenning per dag")])
        begin = besluit.looptijd[0]
        wijkt |= Q(van__lte=begin)
    toekenningen = list(client.toekenningen.vanaf(begin).filter(wijkt))
    for toekenning in toekenningen:
        toekenning.tot_en_met, toekenning.beeindigd_door = max(begin, toekenning.van) - DAG, besluit
        toekenning.save()
    if besluit.looptijd:
        begin, einde = besluit.looptijd
        nieuw = Toekenning(client=client, besluit=besluit, bedrag=besluit.toegekend_totaal, van=begin, tot_en_met=einde)
        nieuw.save()
        toekenningen.append(nieuw)
    return toekenningen
