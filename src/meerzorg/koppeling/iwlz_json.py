"""The answer of the indicatieregister (query QIR-0001-ZKi) in JSON: finds the WlzIndicatie objects in it."""

from __future__ import annotations

from typing import Any, NoReturn

from meerzorg.koppeling.besluit import getoond_zonder_inhoud
from meerzorg.wet.lezen.ontleden import ontleed_json
from regeltaal.fouten import Fout, InvoerFout, getoond

_VRAAG_OM = "het antwoord van het indicatieregister (wlzIndicatie) of een IO31"
_ANDERS = {
    "eventType": "een notificatie: die zegt alleen dát er een indicatie is; vraag die op bij het indicatieregister",
    "gegevens": "een dossier: geef dat aan 'meerzorg beoordeel'",
    "resourceType": "een FHIR-bericht",
    "gebeurtenissen": "een lijst gebeurtenissen: geef die aan 'meerzorg termijnen'",
}


def lees_register(inhoud: bytes, waar: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The WlzIndicatie objects in a register response, or given bare or as a list, and the warnings about the message.

    Raises InvoerFout when it is no strict JSON or holds something else.
    """
    data = ontleed_json(inhoud, waar, citeren=False)
    waarschuwingen: list[str] = []
    if isinstance(data, dict) and ("data" in data or "errors" in data):
        if data.get("errors"):
            if not isinstance(data.get("data"), dict):
                _weiger(waar, "een foutmelding van het register, zonder indicatie", _VRAAG_OM)
            waarschuwingen.append("Het register meldde ook fouten; mogelijk is het antwoord niet volledig.")
        data = data.get("data")
    if isinstance(data, dict) and "wlzIndicatie" in data:
        data = data["wlzIndicatie"]
    indicaties = data if isinstance(data, list) else [data]
    fouten: list[Fout] = []
    for nummer, indicatie in enumerate(indicaties, 1):
        if not (isinstance(indicatie, dict) and indicatie.keys() & {"besluitnummer", "wlzindicatieID"}):
            plek = f"{waar}, indicatie {nummer}" if len(indicaties) > 1 else waar
            fouten.append(Fout(plek, _soort(indicatie), _VRAAG_OM))
            if len(fouten) == 20:  # this is no register response; more of the same helps nobody
                break
    if fouten:
        raise InvoerFout(fouten)
    return indicaties, waarschuwingen


def _soort(waarde: object) -> str:
    if isinstance(waarde, dict):
        for sleutel, uitleg in _ANDERS.items():
            if sleutel in waarde:
                return uitleg
        sleutels = ", ".join(getoond(str(s), 30) for s in list(waarde)[:4])
        return f"een object met {sleutels}" if sleutels else "een leeg object"
    return getoond_zonder_inhoud(waarde)


def _weiger(naam: str, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(naam, gevonden, toegestaan)])
