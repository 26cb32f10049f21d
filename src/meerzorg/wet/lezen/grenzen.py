"""What an input may be: the lowest and highest value, what an empty one stands for, and what contradicts what.

One table each, for one dossier and for a population. A new contradiction is one row, in the language of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from meerzorg.wet.normen import BEGRIPPEN
from meerzorg.wet.procedure.rlz_2025 import HET_BEGIN
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.lezers.scalair import waarden_van
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, EURO, MAANDEN, SCORE, UREN, Soort, Waarde
from regeltaal.uitdrukking import Uitdrukking

if TYPE_CHECKING:
    from meerzorg.wet.namen import Namen
    from regeltaal.soorten import JaNee

MAXIMUM_EURO = 10_000_000
MAXIMUM_UREN = 336
"""Two caregivers round the clock."""

PER_SOORT: dict[Soort, tuple[Any, Any]] = {
    EURO: (0, MAXIMUM_EURO * 100),
    UREN: (0, MAXIMUM_UREN),
    SCORE: (0, 3),
    MAANDEN: (12, 36),
    DATUM: (date(1900, 1, 1), date(2199, 12, 31)),
}
"""The lowest and the highest value per kind; money in cents."""
PER_NAAM = {"aanvraagdatum": (HET_BEGIN, PER_SOORT[DATUM][1])}
"""Inputs with bounds of their own."""


def grenzen(gegeven: Gegeven) -> tuple[Any, Any]:
    """The lowest and the highest value of an input that is a number or a date."""
    return PER_NAAM.get(gegeven.naam) or PER_SOORT[gegeven.soort]


LEEG: dict[str, Waarde] = {"indicatie_einddatum": date.max}
"""What an absent input stands for, where that is not unknown: an indication without an end."""


_LEEG = [(PLAATS[naam], waarde) for naam, waarde in LEEG.items()]
_AANVRAAGDATUM, _INGANGSDATUM = PLAATS["aanvraagdatum"], PLAATS["ingangsdatum"]


def vul_aan(waarden: list[Waarde]) -> None:
    """Fills in what an absent input stands for; the care begins on the day of the application."""
    for nr, waarde in _LEEG:
        if waarden[nr] is None:
            waarden[nr] = waarde
    if waarden[_INGANGSDATUM] is None:
        waarden[_INGANGSDATUM] = waarden[_AANVRAAGDATUM]


@dataclass(frozen=True, slots=True)
class Tegenspraak:
    """Inputs that cannot be true together: the input to blame, when it is so, what was found and what is allowed.

    `met` is another input whose value is told with what is allowed, for one dossier.
    """

    naam: str
    als: Uitdrukking[JaNee]
    gevonden: str
    toegestaan: str
    met: str = ""


_NAMEN = Regelset(VOCABULAIRE, BEGRIPPEN, ())


def _als(functie: Callable[[Namen], Uitdrukking[JaNee]]) -> Uitdrukking[JaNee]:
    return _NAMEN.uitdrukking(functie)


TEGENSPRAKEN = (
    Tegenspraak(
        "toeslag_bedrag",
        _als(lambda d: (d.toeslag == "geen") & (d.toeslag_bedrag > 0)),
        gevonden="een bedrag bij toeslag 'geen'",
        toegestaan="0, want toeslag is 'geen'",
    ),
    Tegenspraak(
        "indicatie_einddatum",
        _als(lambda d: d.indicatie_einddatum < d.indicatie_ingangsdatum),
        gevonden="een datum vóór de ingangsdatum van de indicatie",
        toegestaan="een datum op of na de ingangsdatum van de indicatie",
        met="indicatie_ingangsdatum",
    ),
)

_geldt = waarden_van(_NAMEN, [tegenspraak.als for tegenspraak in TEGENSPRAKEN])


def tegenspraken(waarden: Sequence[Waarde]) -> list[Tegenspraak]:
    """The contradictions in one dossier: a value or None per input, in the order of the vocabulary."""
    gevonden = _geldt(waarden)
    return [t for t, geldt in zip(TEGENSPRAKEN, gevonden, strict=True) if geldt] if True in gevonden else []
