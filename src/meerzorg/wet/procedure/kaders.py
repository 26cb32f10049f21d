"""The frameworks: which one governs an application, and its rules, built and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from meerzorg.wet.namen import Namen
from meerzorg.wet.normen import BEGRIPPEN
from meerzorg.wet.procedure.alternatieven import ALTERNATIEF_KOSTENGRENS, ALTERNATIEF_URENGRENS
from meerzorg.wet.procedure.beleidskader_2026 import BELEIDSKADER_2026
from meerzorg.wet.procedure.gedeeld import REGELS
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES, Keuzes
from meerzorg.wet.procedure.rlz_2025 import RLZ_2025
from meerzorg.wet.procedure.rlz_2027 import RLZ_2027
from meerzorg.wet.procedure.tabel import Procedure, TotEnMet
from meerzorg.wet.procedure.uitkomsten import ALTERNATIEVEN, TOEKENNINGEN
from meerzorg.wet.teksten.bronnen import JULI_UITVOERING
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout, RegelFout, dichtstbij
from regeltaal.regel import Regel, Regelset
from regeltaal.uitdrukking import NEE, Uitdrukking

_ALLE = (RLZ_2025, BELEIDSKADER_2026, RLZ_2027, ALTERNATIEF_URENGRENS, ALTERNATIEF_KOSTENGRENS)
_PER_ID = {kader.id: kader for kader in _ALLE}
KADERS: Mapping[str, Procedure] = MappingProxyType(_PER_ID)
OP_DATUM = tuple(kader for kader in KADERS.values() if kader.van is not None)
"""The frameworks that are chosen by date, in order of time."""


def kader_of_fout(kader_id: str) -> Procedure:
    """The framework with this id. Raises InvoerFout, with the nearest name."""
    if kader_id not in KADERS:
        naast = dichtstbij(kader_id, KADERS)
        raise InvoerFout([Fout("kader", repr(kader_id), f"een van {', '.join(KADERS)}", naast)])
    return KADERS[kader_id]


def kader_op(dag: date) -> Procedure:
    """The framework for an application of `dag`. Raises RegelFout before the Wlz."""
    for kader in OP_DATUM:
        if kader.geldt_op(dag):
            return kader
    raise RegelFout(f"op {dag} gold nog geen kader")


@cache
def regelset(kader_id: str, keuzes: Keuzes = ()) -> Regelset:
    """The rules of one framework, built and checked; `keuzes` are interpretations other than the standard."""
    regels = regels_van(KADERS[kader_id])
    for naam, keuze in keuzes:
        anders = {deel.naam: deel for deel in INTERPRETATIES[naam].keuzes[keuze].regels}
        if anders.keys() <= regels.keys():  # a framework that does not know the step has nothing to interpret
            regels |= anders
    return Regelset(VOCABULAIRE, BEGRIPPEN, regels.values())


def regels_van(kader: Procedure) -> dict[str, Regel]:
    """Its rules by name: the shared ones, then its own. Raises RegelFout where one hides another without saying so."""
    regels = {deel.naam: deel for deel in REGELS}
    eigen = (*kader.regels, *map(_kent_niet, kader.zonder), *(deel for stap in kader.stappen for deel in stap.bereikt))
    vervangen = set()
    for deel in eigen:
        staat = regels.setdefault(deel.naam, deel)
        if staat is not deel:
            if deel.naam not in kader.vervangt or deel.naam in vervangen:
                raise RegelFout(f"{kader.id}: {deel.plek} verdringt een regel die er al is; noem haar in `vervangt`")
            vervangen.add(deel.naam)
            regels[deel.naam] = deel
    if te_veel := set(kader.vervangt) - vervangen:
        raise RegelFout(f"{kader.id}: er is geen regel die {', '.join(sorted(te_veel))} vervangt")
    return regels


@dataclass(frozen=True, slots=True)
class Tabellen:
    """The tables of one framework as expressions over its rules: grounds, alternatives and last days.

    `langs` has, per ground that has one, its way; `alternatieven` the soort, when it is open and up to which total.
    """

    langs: Mapping[str, Uitdrukking]
    alternatieven: tuple[tuple[str, Uitdrukking, Uitdrukking], ...]
    laatste_dag: Mapping[str, Uitdrukking]


@cache
def tabellen(kader_id: str, keuzes: Keuzes = ()) -> Tabellen:
    """The tables of one framework under these interpretations."""
    rs = regelset(kader_id, keuzes)
    return Tabellen(
        {code: rs.uitdrukking(langs) for code in KADERS[kader_id].gronden if (langs := GRONDEN[code].langs)},
        tuple((rij.soort, rs.uitdrukking(rij.als), rs.uitdrukking(rij.tot_totaal)) for rij in ALTERNATIEVEN),
        {u.code: rs.uitdrukking(u.looptijd.dag) for u in TOEKENNINGEN if isinstance(u.looptijd, TotEnMet)},
    )


@cache
def _kent_niet(deel: Regel) -> Regel:
    """The rule of a part that a framework does not have."""
    zin = f"{{{deel.noem}|dit kader kent {deel.noem} niet}}"
    return deel.variant(stap="0", bron=JULI_UITVOERING, zin=zin)(_nooit)


def _nooit(d: Namen) -> Uitdrukking:
    """Never."""
    return NEE


def controleer_perioden(kaders: tuple[Procedure, ...] = OP_DATUM) -> None:
    """Raises RegelFout where the periods of the frameworks overlap or leave a gap."""
    for eerst, daarna in pairwise(kaders):
        assert eerst.tot_en_met is not None and daarna.van is not None
        if daarna.van != eerst.tot_en_met + timedelta(days=1):
            raise RegelFout(f"{eerst.id} eindigt op {eerst.tot_en_met}, en {daarna.id} begint op {daarna.van}")


controleer_perioden()
