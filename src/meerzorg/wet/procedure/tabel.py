"""The law as a table: what a procedure, a step, an outcome and a ground are.

Every condition and amount in it is a function over the names of the law, as a rule is. The ladder, which
step is reached, grounds, amounts, periods, alternatives and words are derived from these rows, and nowhere said again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, reduce
from operator import and_
from typing import TypeAlias

from meerzorg.wet.namen import Namen
from meerzorg.wet.procedure.gronden import GRONDEN, Grond, Voorwaarde
from regeltaal import soorten
from regeltaal.bron import Bron
from regeltaal.regel import Regel, regel
from regeltaal.soorten import Euro, JaNee
from regeltaal.uitdrukking import Uitdrukking

Bedrag: TypeAlias = Callable[[Namen], Uitdrukking[Euro]]
"""An amount in euro per year over the names of the law."""
MINDER = "De cliënt krijgt minder dan gevraagd."
AFGEWEKEN = "Het besluit wijkt af van het medisch advies."


@dataclass(frozen=True, slots=True)
class AantalMaanden:
    """From the ingangsdatum for a number of months; the client is invited again before the end."""

    aantal: Callable[[Namen], Uitdrukking[soorten.Maanden]]


@dataclass(frozen=True, slots=True)
class TotEnMet:
    """From the ingangsdatum to and including a day that the law names."""

    dag: Callable[[Namen], Uitdrukking[soorten.Datum]]


@dataclass(frozen=True, slots=True)
class TotEindeJaar:
    """From the ingangsdatum to and including 31 December of that year (Rlz 5.12)."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """Where the procedure can end: what is granted per year, for how long, and what stays open beside it.

    Without `bedrag` this decision grants nothing; without `looptijd` nothing of it ends. `tweede` is a sentence that
    says why this outcome always takes a second signature.
    """

    code: str
    naam: str
    bedrag: Bedrag | None = None
    looptijd: AantalMaanden | TotEnMet | TotEindeJaar | None = None
    met_alternatieven: bool = False
    tweede: str = ""

    def waarom_tweede(self, gevraagd: int | None, toegekend: int | None, *, afgeweken: bool) -> tuple[str, ...]:
        """Why one signature under this outcome is not enough, each reason as a sentence; empty where it is.

        Amounts in cents per year; where one is not known, less may be granted. `afgeweken`: from the medical advice.
        """
        minder = gevraagd is None or toegekend is None or toegekend < gevraagd
        redenen = (self.tweede or (MINDER if minder else ""), AFGEWEKEN if afgeweken else "")
        return tuple(filter(None, redenen))


@dataclass(frozen=True, slots=True)
class Uitgang:
    """One row of the ladder: where `als` is the first that holds, the procedure ends in `uitkomst`."""

    stap: str
    als: Voorwaarde
    uitkomst: Uitkomst


@dataclass(frozen=True, slots=True)
class Alternatief:
    """A tailored solution that stays open where `als` holds, up to `tot_totaal` euro per year."""

    soort: str
    als: Voorwaarde
    tot_totaal: Bedrag


@dataclass(frozen=True, slots=True)
class Weg:
    """How a step is reached: after step `na`, where `als` holds, on this source."""

    na: str
    bron: Bron
    als: Voorwaarde | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Stap:
    """A step: its number, name and question, the rule or input that answers it, how it is reached, its grounds."""

    id: str
    naam: str
    vraag: str
    waarde: str
    weg: Weg | None = None
    gronden: tuple[Grond, ...] = ()

    @property
    def nodig(self) -> str:
        """The rule that says whether the step is reached; '' for the first, which always is."""
        return "" if self.weg is None else _nodig(self.id)

    @property
    def bereikt(self) -> tuple[Regel, ...]:
        """That rule, made from `weg`."""
        return () if self.weg is None else (_bereikt(self.id, self.weg),)


@dataclass(frozen=True, repr=False)
class Procedure:
    """A framework: its steps, the rules that play their parts, and the applications (by date) that it governs.

    `van`/`tot_en_met` is None for one that is never chosen by date. `regels` are its own beside the shared ones;
    `zonder` are the rules whose part it does not know. What it puts in the place of a shared rule, it names in
    `vervangt`.
    """

    id: str
    titel: str
    status: str
    van: date | None
    tot_en_met: date | None
    bronnen: tuple[Bron, ...]
    stappen: tuple[Stap, ...]
    regels: tuple[Regel, ...]
    zonder: tuple[Regel, ...] = ()
    vervangt: tuple[str, ...] = ()

    def geldt_op(self, dag: date) -> bool:
        return self.van is not None and self.tot_en_met is not None and self.van <= dag <= self.tot_en_met

    def __repr__(self) -> str:
        return f"<Procedure {self.id}>"

    @cached_property
    def gronden(self) -> Mapping[str, str]:
        """Per ground for refusal the rule or input that must be nee for it, in the order of `GRONDEN`."""
        feiten = {grond.code: grond.feit or stap.waarde for stap in self.stappen for grond in stap.gronden}
        return {code: feiten[code] for code in GRONDEN if code in feiten}


@cache
def _nodig(stap: str) -> str:
    return f"stap_{stap}_nodig"


@cache
def _bereikt(stap: str, weg: Weg) -> Regel:
    """The rule that says when a step is reached; a step that is not reached can no longer matter."""

    def functie(d: Namen) -> Uitdrukking[JaNee]:
        """The step before it was reached, and its answer leads on."""
        delen = [getattr(d, _nodig(weg.na))] if weg.na != "0" else []
        delen += [weg.als(d)] if weg.als else []
        return reduce(and_, delen)

    maak = regel(
        stap=stap,
        bron=weg.bron,
        noem=f"het bereiken van stap {stap}",
        zin=f"stap {stap} is {{niet}} bereikt",
        naam=_nodig(stap),
        doorzichtig=True,
    )
    return maak(functie)
