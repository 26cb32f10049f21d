"""What the frameworks share: the steps, the grounds for refusal, and the rules; each adds its own."""

from __future__ import annotations

from dataclasses import replace

from meerzorg.wet.procedure import uitkomsten
from meerzorg.wet.procedure.gronden import GRONDEN, Grond
from meerzorg.wet.procedure.tabel import Stap, Weg
from meerzorg.wet.stappen import stap_0_ontvankelijk as stap_0
from meerzorg.wet.stappen import stap_2_profielrecht as stap_2
from meerzorg.wet.stappen import stap_3_maatwerk as stap_3
from meerzorg.wet.stappen import stap_4_5_toegang as stap_4_5
from meerzorg.wet.stappen import stap_6_passende_zorg as stap_6
from meerzorg.wet.teksten.bronnen import BRIEF_FEBRUARI, JULI_MAATWERK, JULI_OVERGANG, JULI_ROLLEN, JULI_UITVOERING
from regeltaal.regel import Regel


def _gronden(*codes: str) -> tuple[Grond, ...]:
    return tuple(GRONDEN[code] for code in codes)


# --- the steps ----------------------------------------------------------------------------------------------------

ONTVANKELIJK = Stap(
    "0",
    "ontvankelijk",
    "kunnen wij de aanvraag inhoudelijk bekijken?",
    waarde="ontvankelijk",
)
BEST_PASSEND_PROFIEL = Stap(
    "1",
    "best_passend_profiel",
    "is dit het best passende zorgprofiel?",
    waarde="best_passend_profiel",
    weg=Weg("0", JULI_UITVOERING, lambda d: d.ontvankelijk & ~d.tijdelijk_verlengd & ~d.tijdelijk_toegekend),
)
PROFIELRECHT = Stap(
    "2",
    "profielrecht",
    "kan dit zorgprofiel recht geven op meerzorg?",
    waarde="profielrecht",
    weg=Weg("3", JULI_MAATWERK, lambda d: ~d.maatwerk),
    gronden=_gronden("geen_profielrecht"),
)
MAATWERK = Stap(
    "3",
    "maatwerk",
    "kan de zorg met het gewone budget, een toeslag of EKT?",
    waarde="maatwerk",
    weg=Weg("1", JULI_MAATWERK, lambda d: d.best_passend_profiel),
)
BIJZONDERE_ZORGBEHOEFTE = Stap(
    "4",
    "bijzondere_zorgbehoefte",
    "is er een bijzondere zorgbehoefte?",
    waarde="bijzondere_zorgbehoefte",
    weg=Weg("2", JULI_ROLLEN, lambda d: d.profielrecht & d.verantwoord_thuis),
    gronden=_gronden("geen_bijzondere_zorgbehoefte"),
)
OVERSTIJGT_UREN = Stap(
    "5a",
    "overstijgt_uren",
    "liggen de uren die nodig zijn ver genoeg boven die van het zorgprofiel?",
    waarde="overstijgt_uren",
    weg=Weg("4", BRIEF_FEBRUARI, lambda d: d.bijzondere_zorgbehoefte),
    gronden=_gronden("onder_urendrempel"),
)
OMGEVINGSFACTOR = Stap(
    "5b",
    "bijzondere_omgevingsfactor",
    "is er een bijzondere omgevingsfactor?",
    waarde="bijzondere_omgevingsfactor",
    weg=Weg("4", JULI_MAATWERK, lambda d: ~d.toegang_meerzorg),
    gronden=_gronden("geen_omgevingsfactor"),
)
PASSENDE_ZORG = Stap(
    "6",
    "passende_zorg",
    "kan de zorg thuis, en past de inzet ervan?",
    waarde="zorg_akkoord",
    weg=Weg("2", JULI_ROLLEN, lambda d: d.profielrecht & (d.toegang_of_omgeving | ~d.verantwoord_thuis)),
    gronden=_gronden("niet_verantwoord_thuis", "ondoelmatig", "onrechtmatig"),
)
OVERGANG = Stap(
    "7",
    "overgang",
    "is er een overgangsjaar?",
    waarde="overgang",
    weg=Weg("4", JULI_OVERGANG, lambda d: ~d.toegang_of_omgeving),
)
MEER_ZORG_NODIG = replace(
    BIJZONDERE_ZORGBEHOEFTE,
    naam="meer_zorg_nodig",
    vraag="is er meer zorg nodig dan het zorgprofiel biedt?",
    waarde="meer_zorg_nodig",
)

# --- the rules ----------------------------------------------------------------------------------------------------

REGELS: tuple[Regel, ...] = (
    *(stap_0.thuis, stap_0.geldige_indicatie, stap_0.ontvankelijk),
    *(stap_3.wooninitiatief_bedrag, stap_3.basisbudget, stap_3.toeslag_som),
    *(stap_3.ekt_mogelijk, stap_3.ekt_maximum, stap_3.ekt_ruimte),
    *(stap_3.past_in_basisbudget, stap_3.past_met_toeslag, stap_3.past_met_ekt, stap_3.maatwerk),
    stap_2.profielrecht,
    *(stap_6.zorg_akkoord, stap_6.passend_in_basisbudget, stap_6.passend_met_toeslag, stap_6.passend_met_ekt),
    *BEST_PASSEND_PROFIEL.bereikt,
    *PROFIELRECHT.bereikt,
    *MAATWERK.bereikt,
    *BIJZONDERE_ZORGBEHOEFTE.bereikt,
    *PASSENDE_ZORG.bereikt,
    *(uitkomsten.uitkomst, uitkomsten.toegekend_totaal, uitkomsten.toegekend_extra, uitkomsten.duur),
)
"""The rules that are the same in every framework."""

TIJDELIJKE_LIJN = (stap_0.herhaalaanvraag, stap_0.tijdelijk_verlengd, stap_0.tijdelijk_toegekend)
URENDREMPEL = (stap_4_5.overstijgt_uren, stap_4_5.bekostigingsuren)
SLUITSTUK = (stap_4_5.omgeving, stap_4_5.toegang_of_omgeving)
