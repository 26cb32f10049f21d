"""The events of a dossier, checked together by the reader of the law: nothing happens before what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meerzorg.klok import vandaag
from meerzorg.wet.termijnen.gebeurtenissen import Gebeurtenis, fouten_in
from regeltaal.fouten import Fout, InvoerFout


def controleer_verloop(gebeurtenissen: Iterable[Gebeurtenis]) -> None:
    """Raises InvoerFout where these events cannot have happened in this order."""
    if fouten := fouten_in(list(gebeurtenissen)):
        raise InvoerFout(fouten)


def niet_later_dan_vandaag(veld: str, datum: date) -> None:
    """Raises InvoerFout for a day that is still to come: only what happened can be recorded."""
    if datum > vandaag():
        raise InvoerFout([Fout(veld, datum.isoformat(), f"een dag tot en met vandaag ({vandaag().isoformat()})")])
