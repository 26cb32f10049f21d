"""The Rlz as it is meant to read from 1 January 2027: no threshold in hours, and the setting plays no role."""

from __future__ import annotations

from datetime import date

from meerzorg.wet.procedure import gedeeld
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.stappen import stap_0_ontvankelijk, stap_7_overgang
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import JULI_2027

RLZ_2027 = Procedure(
    id="rlz-2027",
    titel="Voorgenomen wijziging van de Rlz per 1 januari 2027",
    status="voorgenomen",
    van=date(2027, 1, 1),
    tot_en_met=date.max,
    bronnen=(JULI_2027,),
    stappen=(
        gedeeld.ONTVANKELIJK,
        gedeeld.BEST_PASSEND_PROFIEL,
        gedeeld.PROFIELRECHT,
        gedeeld.MAATWERK,
        gedeeld.BIJZONDERE_ZORGBEHOEFTE,
        gedeeld.OMGEVINGSFACTOR,
        gedeeld.PASSENDE_ZORG,
        gedeeld.OVERGANG,
    ),
    regels=(toegang.toegang_2027, *gedeeld.SLUITSTUK, stap_7_overgang.overgang),
    zonder=(stap_0_ontvankelijk.tijdelijk_verlengd, stap_0_ontvankelijk.tijdelijk_toegekend),
)
