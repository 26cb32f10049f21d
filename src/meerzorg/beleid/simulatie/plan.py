"""What to simulate: frameworks, and norms laid over those of the law. Light: a question is checked without arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from meerzorg.wet.lezen.grenzen import MAXIMUM_EURO
from meerzorg.wet.normen import BEGRIPPEN, WAARDEN, normen, waarde_van
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.teksten.bronnen import AANNAME
from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond
from regeltaal.normen import Normen
from regeltaal.soorten import FACTOR, Soort, Waarde, toon

OP_DATUM = "datum"
"""The framework 'by each row's own date', as `regeltaal.lezers.kolommen.opdracht` has it."""
ONGEWIJZIGD = " (normen ongewijzigd)"
HOOGST = {"factor": 10, "euro": MAXIMUM_EURO * 100, "weken": 530, "maanden": 120, "score": 3}
"""The highest value that a changed norm may have; amounts in cents."""
NORM_TOEGESTAAN = {
    "factor": "een getal van 0 tot en met 10, met een punt voor de decimalen: 0.25 is 25 %",
    "euro": f"een bedrag van 0 tot en met {MAXIMUM_EURO}, met een punt en ten hoogste twee decimalen",
    "weken": "een heel aantal weken van 0 tot en met 530",
    "maanden": "een heel aantal maanden van 0 tot en met 120",
    "score": "een getal van 0 tot en met 3, met een punt voor de decimalen",
    "datum": "een datum als 2026-12-31",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate: the frameworks (first one is compared with the others) and the norms laid over the law's."""

    kaders: tuple[str, ...] = (OP_DATUM,)
    aanpassingen: tuple[tuple[str, str], ...] = ()

    @property
    def varianten(self) -> tuple[str, ...]:
        """Without changed norms each framework; with them each framework unchanged, then changed."""
        if not self.aanpassingen:
            return self.kaders
        return (*(f"{kader}{ONGEWIJZIGD}" for kader in self.kaders), *self.kaders)


def maak_plan(kaders: Sequence[str], aanpassingen: Iterable[tuple[str, str]]) -> Plan:
    """The plan of these frameworks and changed norms, as (name, value as in a norm file).

    Raises InvoerFout with every fault, named "kaders", "norm" (a name that is none) or "norm <naam>".
    """
    fouten: list[Fout] = []
    gekozen = tuple(dict.fromkeys(kaders))
    bekend = (OP_DATUM, *KADERS)
    for naam in gekozen:
        if naam not in bekend:
            fouten.append(Fout("kaders", repr(naam), f"een van {', '.join(bekend)}", dichtstbij(naam, bekend)))
    paren: dict[str, str] = {}
    scalair = [begrip.naam for begrip in WAARDEN]
    for naam, waarde in aanpassingen:
        if naam not in scalair:
            gevonden = f"{getoond(naam)}, een tabel" if naam in BEGRIPPEN else getoond(naam)
            fouten.append(Fout("norm", gevonden, f"een van {', '.join(scalair)}", dichtstbij(naam, scalair)))
            continue
        if naam in paren:
            fouten.append(Fout(("norm", naam), "twee waarden", "elke norm één keer"))
        soort = BEGRIPPEN[naam].soort
        if not _mogelijk(waarde, soort):
            fouten.append(Fout(("norm", naam), getoond(waarde), NORM_TOEGESTAAN[soort.naam]))
        paren[naam] = waarde
    if fouten:
        raise InvoerFout(fouten)
    return Plan(gekozen, tuple(paren.items()))


def lees_plan(kaders: str | None, aanpassingen: Sequence[str]) -> Plan:
    """The plan from the command line: `A,B` and NAME=VALUE. Raises InvoerFout with every fault, named as an option."""
    delen = (tekst.partition("=") for tekst in aanpassingen)
    paren = [(naam.strip(), waarde.strip()) for naam, _, waarde in delen]
    try:
        return maak_plan([naam.strip() for naam in (kaders or OP_DATUM).split(",")], paren)
    except InvoerFout as fout:
        raise InvoerFout([replace(een, pad=(f"--{een.naam}",)) for een in fout.fouten]) from None


def status_van(variant: str) -> str | None:
    """The legal status of the framework of a variant; None where each row has its own."""
    kader = variant.removesuffix(ONGEWIJZIGD)
    return None if kader == OP_DATUM else KADERS[kader].status


def kader_in_woorden(naam: str) -> str:
    """A framework as it is called in a sentence."""
    return "het kader van de aanvraagdatum" if naam == OP_DATUM else naam


def waarde_in_woorden(waarde: Waarde, soort: Soort) -> str:
    """A value of a norm as people say it: a factor as a percentage."""
    return f"{toon(waarde * 100, soort)} %" if soort == FACTOR and isinstance(waarde, Decimal) else toon(waarde, soort)


def aangepaste_normen(aanpassingen: Iterable[tuple[str, str]]) -> Normen:
    """The norms of the law with others laid over them; the law's own stay as they are."""
    uit = normen()
    for naam, waarde in aanpassingen:
        uit = uit.met(naam, waarde_van(waarde, BEGRIPPEN[naam].soort), AANNAME)
    return uit


def _mogelijk(tekst: str, soort: Soort) -> bool:
    try:
        waarde = waarde_van(tekst, soort)
        return isinstance(waarde, date) or (isinstance(waarde, int | Decimal) and 0 <= waarde <= HOOGST[soort.naam])
    except (ArithmeticError, ValueError):  # NaN, too, cannot be compared
        return False
