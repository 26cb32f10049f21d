"""A counterexample that was found, as the inputs of a dossier file and as a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.lezers.bewijs import (
    Term,
    waarde_in,
)
from regeltaal.lezers.zin import opsomming
from regeltaal.regel import Gegeven
from regeltaal.soorten import EURO, Waarde, toon

GEWOON: dict[str, tuple[Any, ...]] = {
    "zorgprofiel": ("VG8", "VG7", "LG6"),
    "soort_aanvraag": ("eerste",),
    "leveringsvorm": ("pgb",),
    "indicatie_ingangsdatum": (date(2024, 9, 1), date(2015, 1, 1)),
    "indicatie_einddatum": (date.max,),
    "meerzorgvinkje": (False,),
    "werkwijze_zorgkantoor": ("voortzetten",),
    "best_passend_profiel": (True,),
    "zzp_recht_2014": (False,),
    "bijzondere_zorgsoort": ("geen",),
    "dagbesteding": ("nee",),
    "wooninitiatief": (False,),
    "gevraagde_kosten": (14_000_000, 12_000_000, 10_000_000, 8_000_000),
    "toeslag": ("geen",),
    "toeslag_bedrag": (0, 900_000),
    "ekt_toepasbaar": (True,),
    "beperking_sociale_redzaamheid": (Decimal(3),),
    "beperking_psychosociaal": (Decimal(3),),
    "beperking_adl": (Decimal(3),),
    "beperking_mobiliteit": (Decimal(3),),
    "beperking_verpleging": (Decimal(1),),
    "beperking_gedrag": (Decimal(1),),
    "bijzondere_zorgbehoefte": (True,),
    "meer_zorg_nodig": (True,),
    "benodigde_uren": (Decimal(60), Decimal(40), Decimal(30)),
    "bijzondere_omgevingsfactor": (False,),
    "verantwoord_thuis": (True,),
    "doelmatig": (True,),
    "rechtmatig": (True,),
    "vastgestelde_kosten": (13_500_000, 11_500_000, 8_000_000),
    "looptijd_maanden": (24,),
    "had_meerzorg": (False,),
    "lopend_bedrag": (0, 13_000_000),
    "overgang_gebruikt": (False,),
}
"""An ordinary dossier: what a counterexample looks like where it is free to choose."""


def als_gegevens(model: Any, invoer: Mapping[str, Term]) -> dict[str, Any]:
    """The example as the inputs of a dossier file."""
    waarden = {gegeven.naam: waarde_in(model, invoer[gegeven.naam], gegeven.soort) for gegeven in VOCABULAIRE}
    if waarden["ingangsdatum"] == waarden["aanvraagdatum"]:
        del waarden["ingangsdatum"]
    return {
        gegeven.naam: _json(waarden[gegeven.naam], gegeven)
        for gegeven in VOCABULAIRE
        if waarden.get(gegeven.naam) not in (None, date.max)
    }


def _json(waarde: Waarde, gegeven: Gegeven) -> str | int | float:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, str):
        return waarde
    assert waarde is not None
    getal = Decimal(waarde) / 100 if gegeven.soort is EURO else Decimal(waarde)
    return int(getal) if getal == int(getal) else float(getal)


def in_woorden(beoordelingen: Sequence[Beoordeling]) -> str:
    """The example as a story: what is asked, what is out of the ordinary, what comes of it."""
    eerste, laatste = beoordelingen[0], beoordelingen[-1]
    profiel = eerste.w["zorgprofiel"]
    met = f"met zorgprofiel {profiel}" if profiel else "waarvan het zorgprofiel nog niet bekend is"
    anders = [
        f"{g.noem} (bij de eerste {toon(eerste.w[g.naam], g.soort)}, bij de tweede {toon(laatste.w[g.naam], g.soort)})"
        for g in VOCABULAIRE
        if eerste.w[g.naam] != laatste.w[g.naam] and g.naam != "ingangsdatum"
    ]
    bijzonder = opsomming(
        [
            _feit(g, eerste.w[g.naam])
            for g in VOCABULAIRE
            if g.naam in GEWOON
            and eerste.w[g.naam] == laatste.w[g.naam]
            and eerste.w[g.naam] not in (*GEWOON[g.naam], None)
        ]
    )
    if len(beoordelingen) == 1:
        waarbij = f" Daarbij geldt: {bijzonder}." if bijzonder else ""
        return f"Neem een aanvraag {met}.{waarbij} {_uitslag('er is', eerste)}"
    verschil = f", die alleen verschillen in {opsomming(anders)}" if anders else ""
    waarbij = f" Voor beide geldt: {bijzonder}." if bijzonder else ""
    begin = f"Neem twee aanvragen {met}{verschil}.{waarbij}"
    return f"{begin} {_uitslag('bij de eerste is er', eerste)} {_uitslag('bij de tweede is er', laatste)}"


def _feit(gegeven: Gegeven, waarde: Waarde) -> str:
    if isinstance(waarde, bool):
        return gegeven.ja if waarde else gegeven.nee
    return f"{gegeven.noem} {'zijn' if gegeven.meervoud else 'is'} {toon(waarde, gegeven.soort)}"


def _uitslag(begin: str, b: Beoordeling) -> str:
    toegang = {True: "", False: "geen ", None: "misschien "}[b.w.get("toegang_meerzorg")]
    totaal = b.w.get("toegekend_totaal")
    bedrag = f", {toon(totaal, EURO)} per jaar" if totaal else ""
    redenen = opsomming([GRONDEN[grond].zin for grond in b.gronden])
    waarom = f", want {redenen}" if redenen else ""
    zin = f"{begin} {toegang}toegang tot meerzorg. De uitkomst is: {UITKOMSTEN[b.uitkomst]}{bedrag}{waarom}."
    return zin[0].upper() + zin[1:]
