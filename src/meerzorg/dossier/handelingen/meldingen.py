"""Reminders: who has read one, puts it away for the whole role."""

from __future__ import annotations

from meerzorg.dossier.handelingen.kern import controleer
from meerzorg.dossier.models import Melding
from meerzorg.toegang.models import Medewerker


def handel_melding_af(wie: Medewerker, melding: int) -> bool:
    """Puts a reminder for the own role and zorgkantoor away; False where there is none with this id. Raises GeenRecht.

    Twice is once: it says nothing about a client, so the chain has no link of it.
    """
    controleer("melding_afhandelen", wie, None)
    eigen = Melding.objects.filter(pk=melding, zorgkantoor=wie.zorgkantoor_id, rol=wie.rol)
    return bool(eigen.update(afgehandeld=True))
