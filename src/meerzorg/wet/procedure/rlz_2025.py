"""Rlz art. 2.2 as applied until 1 March 2026, with the interim line of 2025 that each zorgkantoor chose for itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meerzorg.wet.procedure import gedeeld
from meerzorg.wet.procedure.tabel import Procedure, Weg
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.stappen import stap_7_overgang
from meerzorg.wet.teksten.bronnen import CRVB_2025, DECEMBER_WERKWIJZE, JULI_UITVOERING, RLZ

HET_BEGIN = date(2015, 1, 1)
"""The Wlz came into force."""

RLZ_2025 = Procedure(
    id="rlz-2025",
    titel="Rlz art. 2.2 met 25 %-drempel en de tijdelijke lijn van 2025",
    status="geldend toen",
    van=HET_BEGIN,
    tot_en_met=date(2026, 2, 28),
    bronnen=(RLZ.artikel("2.2"), CRVB_2025, DECEMBER_WERKWIJZE),
    stappen=(
        gedeeld.ONTVANKELIJK,
        gedeeld.BEST_PASSEND_PROFIEL,
        gedeeld.PROFIELRECHT,
        gedeeld.MAATWERK,
        gedeeld.MEER_ZORG_NODIG,
        replace(gedeeld.OVERSTIJGT_UREN, weg=Weg("4", JULI_UITVOERING, lambda d: d.meer_zorg_nodig)),
        gedeeld.PASSENDE_ZORG,
    ),
    regels=(*gedeeld.TIJDELIJKE_LIJN, toegang.toegang_2025, *gedeeld.URENDREMPEL, toegang.alleen_toegang),
    zonder=(toegang.omgeving, stap_7_overgang.overgang),
)
