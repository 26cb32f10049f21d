"""Seals on the access log: each day a link in the audit chain says which rows there were, and their fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from meerzorg.dossier import keten
from meerzorg.dossier.models import Ketenrij
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Inzage

HANDELING = "inzage_verzegeld"
PER_ZEGEL = 10_000
"""Rows under one seal: a busy day has several, so that nobody waits long for the chain."""
VELDEN = (
    *("id", "moment", "medewerker_id", "rol", "zorgkantoor", "handeling", "object_soort", "object_id"),
    *("dossiernummer", "resultaat", "bron"),
)


def verzegel(dag: date) -> int:
    """Seals all rows from before `dag` that have no seal yet; returns how many seals. Safe to run twice, or by two."""
    begin = timezone.make_aware(datetime.combine(dag, time.min))
    aantal = 0
    while _verzegel_deel(begin):
        aantal += 1
    return aantal


@transaction.atomic
def _verzegel_deel(voor: datetime) -> bool:
    keten.op_slot()
    laatste = _zegels().last()
    vorige = laatste.gegevens["laatste"] if laatste else 0
    tot = Inzage.objects.filter(id__gt=vorige, moment__lt=voor).aggregate(tot=Max("id"))["tot"]
    if tot is None:
        return False
    einde = Inzage.objects.filter(id__gt=vorige, id__lte=tot).order_by("id").values_list("id", flat=True)
    tot = list(einde[:PER_ZEGEL])[-1]
    keten.voeg_toe(HANDELING, {"na": vorige} | _afdruk(vorige, tot), Actor.objects.systeem())
    return True


def zegelfouten() -> Iterator[str]:
    """Every seal under which rows were changed, removed or added, each as a Dutch sentence."""
    vorige = 0
    for rij in _zegels().iterator():
        zegel = rij.gegevens
        if zegel["na"] != vorige:
            yield f"het zegel in regel {rij.nr} sluit niet aan op het vorige zegel"
        echt = _afdruk(zegel["na"], zegel["laatste"])
        if echt != {naam: zegel[naam] for naam in echt}:
            verschil = echt["aantal"] - zegel["aantal"]
            wat = f"{abs(verschil)} {'te veel' if verschil > 0 else 'te weinig'}" if verschil else "een is gewijzigd"
            yield f"de lijst van inzages {zegel['eerste']} tot en met {zegel['laatste']} is gewijzigd: {wat}"
        vorige = zegel["laatste"]


def _zegels() -> Any:
    return Ketenrij.objects.filter(handeling=HANDELING).order_by("nr")


def _afdruk(na: int, tot: int) -> dict[str, Any]:
    """First and last row after `na` up to and including `tot`, how many there are, and their fingerprint."""
    som, aantal, eerste = hashlib.sha256(), 0, 0
    rijen = Inzage.objects.filter(id__gt=na, id__lte=tot).order_by("id").values_list(*VELDEN)
    for pk, moment, *rest in rijen.iterator(chunk_size=2000):
        regel = [pk, moment.astimezone(UTC).isoformat(), *rest]
        som.update(json.dumps(regel, ensure_ascii=False).encode() + b"\n")
        aantal, eerste = aantal + 1, eerste or pk
    return {"eerste": eerste, "laatste": tot, "aantal": aantal, "sha256": som.hexdigest()}
