"""The audit chain: adding a link, and finding one that was changed, removed or put elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from meerzorg.dossier.models import Ketenkop, Ketenrij
from meerzorg.klok import nu
from meerzorg.personen.models import Actor

BEGIN = "0" * 64
VELDEN = ("nr", "moment", "handeling", "dossiernummer", "actor_soort", "actor", "rol", "gegevens", "sleutel", "vorige")


class Breuk(NamedTuple):
    """A place where the chain does not hold, and what is wrong there."""

    nr: int
    wat: str


def vingerafdruk(data: Any) -> str:
    """The sha256 of plain data; equal data, equal fingerprint."""
    tekst = json.dumps(data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()


def voeg_toe(
    handeling: str,
    gegevens: dict[str, Any],
    actor: Actor,
    *,
    dossiernummer: str = "",
    rol: str = "",
    sleutel: UUID | None = None,
) -> Ketenrij:
    """Adds one link; inside a transaction, so that act and link are stored together or not at all."""
    kop = op_slot()
    rij = Ketenrij(
        nr=kop.nr + 1,
        moment=nu().isoformat(),
        handeling=handeling,
        dossiernummer=dossiernummer,
        actor_soort=actor.soort,
        actor=actor.kenmerk,
        rol=rol,
        gegevens=json.loads(json.dumps(gegevens, cls=DjangoJSONEncoder)),
        sleutel=sleutel,
        vorige=kop.hash,
    )
    rij.hash = _hash(rij)
    rij.save(force_insert=True)
    kop.nr, kop.hash = rij.nr, rij.hash
    kop.save()
    return rij


def op_slot() -> Ketenkop:
    """The head of the chain, held by this transaction until its end: acts that must wait for each other do so here."""
    kop, _ = Ketenkop.objects.select_for_update().get_or_create(pk=1, defaults={"hash": BEGIN})
    return kop


def _hash(rij: Ketenrij) -> str:
    return vingerafdruk({veld: str(waarde) if veld == "sleutel" else waarde for veld, waarde in _velden(rij)})


def _velden(rij: Ketenrij) -> Iterator[tuple[str, Any]]:
    for veld in VELDEN:
        yield veld, getattr(rij, veld)


def breuken() -> Iterator[Breuk]:
    """Every place where a row was changed, removed, added or reordered; nothing where the chain is whole."""
    vorige, verwacht = BEGIN, 1
    for rij in Ketenrij.objects.order_by("nr").iterator(chunk_size=2000):
        if rij.nr != verwacht:
            yield Breuk(verwacht, f"tussen regel {verwacht - 1} en regel {rij.nr} ontbreken regels")
        elif rij.vorige != vorige:
            yield Breuk(rij.nr, f"regel {rij.nr} sluit niet aan op de regel ervoor")
        if _hash(rij) != rij.hash:
            yield Breuk(rij.nr, f"regel {rij.nr} is gewijzigd")
        vorige, verwacht = rij.hash, rij.nr + 1
    kop = Ketenkop.objects.filter(pk=1).first()
    nr, hash_ = (kop.nr, kop.hash) if kop else (0, BEGIN)
    if verwacht - 1 < nr:
        yield Breuk(verwacht, f"regel {verwacht} tot en met {nr} ontbreken aan het einde")
    elif verwacht - 1 > nr or vorige != hash_:
        yield Breuk(nr, "het einde van de keten klopt niet met de kop")
