"""Logging who looked at what (NEN 7513): every opening of a dossier, document or letter, also a refused one."""

from __future__ import annotations

from meerzorg.toegang.aanroep import Aanroep
from meerzorg.toegang.models import Inzage


def log_inzage(
    aanroep: Aanroep,
    handeling: str,
    resultaat: str,
    dossiernummer: str = "",
    soort: str = "dossier",
    object_id: str = "",
) -> None:
    """Adds one row. `soort` is dossier, document, brief or pagina."""
    wie = aanroep.user
    Inzage.objects.create(
        medewerker=wie,
        rol=wie.rol,
        zorgkantoor=wie.zorgkantoor_id,
        handeling=handeling,
        object_soort=soort if dossiernummer else "pagina",
        object_id=object_id[:40],
        dossiernummer=dossiernummer[:20],
        resultaat=resultaat,
    )
