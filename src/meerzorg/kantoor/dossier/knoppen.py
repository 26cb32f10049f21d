"""The acts that this person can do now on a dossier, as buttons: only what the matrix allows and makes sense here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from meerzorg.dossier.beeld import OORDEEL_MEDISCH
from meerzorg.dossier.handelingen.buiten_behandeling import verstreken_verzoek
from meerzorg.kantoor.menu import adres
from meerzorg.toegang.rechten import Toestand, mag


class Knop(NamedTuple):
    """A link to the screen of an act."""

    tekst: str
    url: str


class _Handeling(NamedTuple):
    """An act: its right, the name of its address, its words, and when it makes sense (given the page)."""

    recht: str
    naam: str
    tekst: str
    kan: Callable[[Any], bool] = lambda blad: True


def _geen_bevestiging(blad: Any) -> bool:
    return all(brief.soort != "ontvangstbevestiging" for brief in blad.brieven)


def _wacht(blad: Any) -> bool:
    return any(g.soort == "verzoek_aanvulling" for g in blad.beeld.gebeurtenissen)


def _verstreken(blad: Any) -> bool:
    return verstreken_verzoek(blad.beeld, blad.dag) is not None


def _met_advies(blad: Any) -> bool:
    advies = blad.beeld.laatste.get(OORDEEL_MEDISCH)
    return advies is not None and advies.waarde is not None


BESLISSEN = (
    _Handeling("besluit_voorstellen", "ondertekenen", "Besluit ondertekenen", lambda blad: blad.te_besluiten),
    _Handeling("besluit_tekenen", "tekenen", "Als tweede ondertekenen"),
    _Handeling("voorstel_terugnemen", "terugnemen", "Voorstel terugnemen"),
)
PROCEDURE = (
    _Handeling("ontvangst_bevestigen", "ontvangst", "Ontvangst bevestigen", _geen_bevestiging),
    _Handeling(
        "aanvulling_vragen",
        "aanvulling",
        "Aanvulling vragen",
        lambda blad: blad.dossier.toestand == Toestand.IN_BEHANDELING,
    ),
    _Handeling("aanvulling_ontvangen", "aanvulling_ontvangen", "Aanvulling ontvangen", _wacht),
    _Handeling("advies_vragen", "advies", "Advies vragen"),
    _Handeling("afwijken", "afwijken", "Afwijken van het medisch advies", _met_advies),
    _Handeling("termijn_verlengen", "verlengen", "Beslistermijn verlengen"),
    _Handeling("document_toevoegen", "stuk_toevoegen", "Stuk toevoegen"),
    _Handeling("opmerking_maken", "opmerking", "Opmerking maken"),
    _Handeling("inzage_zien", "inzage", "Wie opende dit dossier"),
    _Handeling("buiten_behandeling_stellen", "buiten_behandeling", "Aanvraag niet behandelen", _verstreken),
    _Handeling("intrekken", "intrekken", "Aanvraag intrekken"),
)


def knoppen(blad: Any, handelingen: tuple[_Handeling, ...]) -> list[Knop]:
    """Those of these acts that are possible now, for the person of this page."""
    return [
        Knop(handeling.tekst, adres(handeling.naam, blad.dossier))
        for handeling in handelingen
        if mag(blad.wie, handeling.recht, blad.dossier) and handeling.kan(blad)
    ]
