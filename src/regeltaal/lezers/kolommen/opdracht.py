"""What a kernel is asked, as one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from regeltaal.fouten import RegelFout, dichtstbij
from regeltaal.lezers.kolommen.invoer import Indeling
from regeltaal.normen import Normen
from regeltaal.regel import Regelset

OP_DATUM = "datum"
"""The framework 'by each row's own date'."""


@dataclass(frozen=True)
class Opdracht:
    """The rules of some frameworks under one set of norms, and what is wanted of them.

    `regelsets` has the rules per framework; `perioden` from which day which of them applies, for the framework `datum`.
    `kaders` are the frameworks to judge under, `uitvoer` the rules whose values are wanted, `onbekend` the code of a
    choice that stands for unknown. `datumnaam` is the input that dates the norms; `bewaar_in` the folder in which the
    machine code is kept for the next time. Raises RegelFout for an unknown framework or rule.
    """

    regelsets: Mapping[str, Regelset]
    normen: Normen
    indeling: Indeling
    datumnaam: str
    kaders: Sequence[str]
    uitvoer: Sequence[str]
    perioden: Sequence[tuple[date, str]] = ()
    onbekend: Mapping[str, str] = field(default_factory=dict)
    bewaar_in: Path | None = None

    def __post_init__(self) -> None:
        bekend = [*self.regelsets, *([OP_DATUM] if self.perioden else [])]
        for kader in self.kaders:
            if kader not in bekend:
                raise RegelFout(f"kader {kader!r} bestaat niet{_bedoeld(kader, bekend)}")
        nodig = [kader for kader in self.kaders if kader != OP_DATUM]
        nodig += [kader for _, kader in self.perioden if OP_DATUM in self.kaders]
        for kader, naam in product(nodig, self.uitvoer):
            if naam not in (regels := self.regelsets[kader].regels):
                raise RegelFout(f"regel {naam!r} bestaat niet in {kader}{_bedoeld(naam, regels)}")

    @property
    def gevraagd(self) -> list[tuple[str, str]]:
        """Each framework with each rule, each once."""
        return list(product(dict.fromkeys(self.kaders), dict.fromkeys(self.uitvoer)))

    def regelset(self, kader: str) -> Regelset:
        """The rules of a framework; of `datum` those of the first period."""
        return self.regelsets[self.perioden[0][1] if kader == OP_DATUM else kader]


def _bedoeld(naam: str, bekend: Sequence[str] | Mapping[str, Any]) -> str:
    naast = dichtstbij(naam, bekend)
    return f"; bedoelt u {naast!r}?" if naast else f"; kies uit {', '.join(bekend)}"
