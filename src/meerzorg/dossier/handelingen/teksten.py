"""Changing a text block of the own zorgkantoor: a new version, checked against the closed list of places."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from meerzorg.dossier import keten
from meerzorg.dossier.brieven.tekstblokken import controleer as controleer_blok
from meerzorg.dossier.handelingen.kern import controleer, eenmalig
from meerzorg.dossier.models import Tekstblok
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout


def wijzig_tekstblok(wie: Medewerker, naam: str, tekst: str, sleutel: UUID | None = None) -> Tekstblok:
    """Keeps a new version; an empty text brings the standard text back.

    Raises InvoerFout with every fault (an unknown place, a brace alone, too long), GeenRecht, AlGedaan.
    """
    controleer("tekstblokken_wijzigen", wie, None)
    tekst = tekst.replace("\r\n", "\n").strip()
    if tekst and (fouten := controleer_blok(naam, tekst)):
        raise InvoerFout(fouten)
    with transaction.atomic():
        eenmalig(sleutel)
        auteur = Actor.objects.van(wie)
        blok = Tekstblok.objects.create(zorgkantoor_id=wie.zorgkantoor_id, naam=naam, tekst=tekst, auteur=auteur)
        gegevens = {"naam": naam, "zorgkantoor": wie.zorgkantoor_id, "sha256": keten.vingerafdruk(tekst)}
        keten.voeg_toe("tekstblokken_wijzigen", gegevens, auteur, rol=wie.rol, sleutel=sleutel)
    return blok
