"""The events of a dossier, checked together by the reader of the law: nothing happens before what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meerzorg.klok import vandaag
from meerzorg.wet.termijnen.gebeurtenissen import SOORTEN, Gebeurtenis, lees_gebeurtenissen
from regeltaal.fouten import Fout, InvoerFout


def controleer_verloop(gebeurtenissen: Iterable[Gebeurtenis]) -> None:
    """Raises InvoerFout where these events cannot have happened in this order."""
    lees_gebeurtenissen({"gebeurtenissen": [_als_ruw(gebeurtenis) for gebeurtenis in gebeurtenissen]})


def niet_later_dan_vandaag(veld: str, datum: date) -> None:
    """Raises InvoerFout for a day that is still to come: only what happened can be recorded."""
    if datum > vandaag():
        raise InvoerFout([Fout(veld, datum.isoformat(), f"een dag tot en met vandaag ({vandaag().isoformat()})")])


def _als_ruw(gebeurtenis: Gebeurtenis) -> dict[str, object]:
    veld = SOORTEN[gebeurtenis.soort].dagen
    dagen: dict[str, object] = {veld: gebeurtenis.dagen} if veld and gebeurtenis.dagen else {}
    return dagen | {"soort": gebeurtenis.soort, "datum": gebeurtenis.datum.isoformat()}
