"""The two alternatives that the minister weighed and rejected in the letter of July 2026: only to compare with."""

from __future__ import annotations

from dataclasses import replace

from meerzorg.wet.procedure import gedeeld
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.tabel import Procedure, Weg
from meerzorg.wet.stappen import stap_0_ontvankelijk, stap_7_overgang
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import JULI_ALTERNATIEVEN, JULI_UITVOERING

_ALLEEN_UREN = replace(gedeeld.OVERSTIJGT_UREN, weg=Weg("4", JULI_UITVOERING))
_ALLEEN_KOSTEN = replace(
    _ALLEEN_UREN,
    naam="kostengrens",
    vraag="liggen de kosten ver genoeg boven het basisbudget?",
    waarde="overstijgt_kosten",
    gronden=(GRONDEN["onder_kostengrens"],),
)
_ZONDER = (
    *(stap_0_ontvankelijk.tijdelijk_verlengd, stap_0_ontvankelijk.tijdelijk_toegekend),
    *(toegang.omgeving, stap_7_overgang.overgang),
)

ALTERNATIEF_URENGRENS = Procedure(
    id="alternatief-urengrens",
    titel="Alternatief: alleen een urengrens (afgewogen en afgewezen)",
    status="afgewezen alternatief",
    van=None,
    tot_en_met=None,
    bronnen=(JULI_ALTERNATIEVEN,),
    stappen=(
        gedeeld.ONTVANKELIJK,
        gedeeld.BEST_PASSEND_PROFIEL,
        gedeeld.PROFIELRECHT,
        gedeeld.MAATWERK,
        _ALLEEN_UREN,
        gedeeld.PASSENDE_ZORG,
    ),
    regels=(toegang.toegang_urengrens, *gedeeld.URENDREMPEL, toegang.alleen_toegang),
    zonder=_ZONDER,
)

ALTERNATIEF_KOSTENGRENS = Procedure(
    id="alternatief-kostengrens",
    titel="Alternatief: alleen een kostengrens (afgewogen en afgewezen)",
    status="afgewezen alternatief",
    van=None,
    tot_en_met=None,
    bronnen=(JULI_ALTERNATIEVEN,),
    stappen=(
        gedeeld.ONTVANKELIJK,
        gedeeld.BEST_PASSEND_PROFIEL,
        gedeeld.PROFIELRECHT,
        gedeeld.MAATWERK,
        _ALLEEN_KOSTEN,
        gedeeld.PASSENDE_ZORG,
    ),
    regels=(toegang.toegang_kostengrens, toegang.overstijgt_kosten, toegang.alleen_toegang),
    zonder=_ZONDER,
)
