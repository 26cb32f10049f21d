"""The grounds for refusal: the sentence of each, and where it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from meerzorg.wet.namen import Namen
from regeltaal.soorten import JaNee
from regeltaal.uitdrukking import Uitdrukking

Voorwaarde: TypeAlias = Callable[[Namen], Uitdrukking[JaNee]]
"""A ja/nee over the names of the law, as the function of a rule is."""


@dataclass(frozen=True, slots=True)
class Grond:
    """A ground for refusal with its sentence: its fact is established as nee, and `langs` is not.

    `feit` is a rule or input, by default the answer of the step. `langs` is the way to where it counts; a part of the
    way that is still unknown may stay undecided where another ground already carries the refusal. Where no care at home
    is possible at all (`sluit_alternatieven`), there is no tailored solution either.
    """

    code: str
    zin: str
    langs: Voorwaarde | None = None
    feit: str = ""
    sluit_alternatieven: bool = False


def _geen_weg(d: Namen) -> Uitdrukking[JaNee]:
    """Neither of the two ways in was found."""
    return d.profielrecht & d.verantwoord_thuis & ~d.toegang_of_omgeving


def _niet_akkoord(d: Namen) -> Uitdrukking[JaNee]:
    """A way in was found, and the care is responsible at home."""
    return d.profielrecht & d.verantwoord_thuis & d.toegang_of_omgeving


GRONDEN = {
    grond.code: grond
    for grond in (
        Grond("geen_profielrecht", "dit zorgprofiel kan geen recht geven op meerzorg"),
        Grond(
            "niet_verantwoord_thuis",
            "de zorg kan thuis niet verantwoord worden gegeven",
            langs=lambda d: d.profielrecht,
            feit="verantwoord_thuis",
            sluit_alternatieven=True,
        ),
        Grond(
            "ondoelmatig",
            "de inzet van de zorg is niet doelmatig",
            langs=_niet_akkoord,
            feit="doelmatig",
            sluit_alternatieven=True,
        ),
        Grond(
            "onrechtmatig",
            "de inzet van de zorg is niet rechtmatig",
            langs=_niet_akkoord,
            feit="rechtmatig",
            sluit_alternatieven=True,
        ),
        Grond("geen_bijzondere_zorgbehoefte", "er is geen bijzondere zorgbehoefte", langs=_geen_weg),
        Grond(
            "onder_urendrempel",
            "de benodigde uren liggen niet ver genoeg boven die van het zorgprofiel",
            langs=_geen_weg,
        ),
        Grond(
            "onder_kostengrens",
            "de gevraagde kosten liggen niet ver genoeg boven het basisbudget",
            langs=_geen_weg,
        ),
        Grond("geen_omgevingsfactor", "er is geen bijzondere omgevingsfactor", langs=_geen_weg),
    )
}
"""The grounds for refusal, in the order in which a decision names them."""
