"""Beleidskader Meerzorg pgb 2026: the stepwise assessment that all zorgkantoren apply from 1 March 2026."""

from __future__ import annotations

from datetime import date

from meerzorg.wet.procedure import gedeeld
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.stappen import stap_0_ontvankelijk, stap_7_overgang
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import BRIEF_FEBRUARI, JULI_UITVOERING, RLZ

BELEIDSKADER_2026 = Procedure(
    id="beleidskader-2026",
    titel="Beleidskader Meerzorg pgb 2026 van de zorgkantoren",
    status="geldend",
    van=date(2026, 3, 1),
    tot_en_met=date(2026, 12, 31),
    bronnen=(BRIEF_FEBRUARI, JULI_UITVOERING, RLZ.artikel("2.2")),
    stappen=(
        gedeeld.ONTVANKELIJK,
        gedeeld.BEST_PASSEND_PROFIEL,
        gedeeld.PROFIELRECHT,
        gedeeld.MAATWERK,
        gedeeld.BIJZONDERE_ZORGBEHOEFTE,
        gedeeld.OVERSTIJGT_UREN,
        gedeeld.OMGEVINGSFACTOR,
        gedeeld.PASSENDE_ZORG,
        gedeeld.OVERGANG,
    ),
    regels=(toegang.toegang_2026, *gedeeld.URENDREMPEL, *gedeeld.SLUITSTUK, stap_7_overgang.overgang),
    zonder=(stap_0_ontvankelijk.tijdelijk_verlengd, stap_0_ontvankelijk.tijdelijk_toegekend),
)
