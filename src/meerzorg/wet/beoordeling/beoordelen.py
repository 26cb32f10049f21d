"""One assessment: the right framework, the norms of the day, every rule's value, the period and the yearly grants."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from meerzorg import __version__
from meerzorg.wet.beoordeling.perioden import Jaarverlening, einde_na_maanden, jaarverleningen
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES, Keuzes
from meerzorg.wet.procedure.kaders import KADERS, OP_DATUM, Kader, kader_op, regelset
from meerzorg.wet.procedure.uitkomst import gronden
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.lezers.scalair import Beoordelaar, Uitslag
from regeltaal.lezers.zin import Zinnen
from regeltaal.normen import NormenOp
from regeltaal.regel import Gegeven, Regelset
from regeltaal.uitdrukking import sleutel

VERVOLG = ("toegekend_totaal", "duur")
"""What must be known besides the outcome before a decision can be taken."""

_AANVRAAGDATUM = PLAATS["aanvraagdatum"]
_TOT_EIND_JAAR = ("toeslag", "ekt")
_TIJDELIJK = ("tijdelijk_verlengd", "tijdelijk_toegekend")
_MET_DUUR = ("meerzorg", "bijzondere_situatie", "overgang")


@dataclass(frozen=True)
class Beoordeling:
    """The result for one dossier under one framework. Amounts are in cents; None is unknown.

    `kader` is None where the date of the application is not known: then nothing is decided, and `openstaand` has what
    could matter under any framework. `normen` are those of the period that the date is in.
    """

    dossier: Dossier
    kader: Kader | None
    normen: NormenOp
    uitslag: Uitslag
    zinnen: Zinnen | None
    keuzes: Keuzes = ()

    @property
    def regelset(self) -> Regelset:
        """The rules that were applied; only where there is a framework."""
        assert self.zinnen is not None
        return self.zinnen.regelset

    @cached_property
    def w(self) -> Mapping[str, Any]:
        """The value of every input and every rule, by name."""
        namen = self.dossier.als_namen()
        if self.kader is not None:
            namen.update(zip(self.regelset.regels, self.uitslag.waarden, strict=True))
        return namen

    @property
    def uitkomst(self) -> str:
        return self.w.get("uitkomst") or "onbepaald"

    @property
    def openstaand(self) -> tuple[Gegeven, ...]:
        """What must still be asked, in step order; not the costs of a budgetplan that waits for its maximum rates."""
        open_ = self.uitslag.openstaand
        if self.dossier.budgetplan is None:
            return open_
        return tuple(gegeven for gegeven in open_ if gegeven.naam != "gevraagde_kosten")

    @cached_property
    def gronden(self) -> list[str]:
        """The grounds, of a refusal."""
        return gronden(self.kader.gronden, self.w) if self.kader and self.uitkomst == "afwijzing" else []

    @property
    def peildatum(self) -> date | None:
        """The day of which the norms are applied."""
        return self.dossier.waarden[_AANVRAAGDATUM]  # type: ignore[return-value]

    @cached_property
    def periode(self) -> tuple[date, date] | None:
        """First and last day of what is granted; None where nothing runs, or it is not known yet."""
        begin, uitkomst = self.w["ingangsdatum"], self.uitkomst
        if begin is None:
            return None
        if uitkomst in _TOT_EIND_JAAR:
            einde = date(begin.year, 12, 31)
        elif uitkomst in _TIJDELIJK:
            einde = self.normen.waarden["tijdelijk_tot_en_met"]
        elif uitkomst in _MET_DUUR and self.w["duur"] is not None:
            einde = einde_na_maanden(begin, self.w["duur"])
        else:
            return None
        einde = min(einde, self.w["indicatie_einddatum"])
        return (begin, einde) if begin <= einde else None

    @cached_property
    def jaarverleningen(self) -> list[Jaarverlening]:
        """The yearly grants; empty where there is no period or the amount is not known yet."""
        totaal = self.w.get("toegekend_totaal")
        if self.periode is None or totaal is None:
            return []
        return list(jaarverleningen(*self.periode, totaal))

    @property
    def herbeoordeling_uitnodiging(self) -> date | None:
        """The day on which the client is invited for the next assessment."""
        if self.periode is None or self.uitkomst not in _MET_DUUR:
            return None
        weken = timedelta(weeks=self.normen.waarden["herbeoordeling_weken"])
        return max(self.periode[1] - weken, self.periode[0])

    @cached_property
    def alternatieven(self) -> list[tuple[str, int]]:
        """The tailored solutions that stay open after a transition or refusal, and up to which total."""
        w = self.w
        if self.uitkomst != "overgang" and not (self.uitkomst == "afwijzing" and not _ZORG.intersection(self.gronden)):
            return []
        uit: list[tuple[str, int]] = []
        basis, toeslag, ekt = w["basisbudget"], w["toeslag_som"], w["ekt_ruimte"]
        if basis is not None and toeslag is not None:
            if w["toeslag"] not in (None, "geen"):
                uit.append(("toeslag", basis + toeslag))
            if ekt:
                uit.append(("ekt", basis + toeslag + ekt))
        return uit


_ZORG = {"niet_verantwoord_thuis", "ondoelmatig", "onrechtmatig"}


def beoordeel(dossier: Dossier, kader_id: str | None = None, keuzes: Keuzes = ()) -> Beoordeling:
    """Assesses one dossier under the framework of its date, or under `kader_id`.

    `keuzes` are interpretations other than the standard (see `meerzorg.wet.procedure.interpretaties`).
    """
    dag: date | None = dossier.waarden[_AANVRAAGDATUM]  # type: ignore[assignment]
    if dag is None and kader_id is None:
        return _zonder_datum(dossier, keuzes)
    kader = KADERS[kader_id] if kader_id else kader_op(dag)  # type: ignore[arg-type]
    lezer, zinnen = beoordelaar(kader.id, None if dag is None else normen().periode(dag), keuzes)
    return Beoordeling(dossier, kader, lezer.normen, lezer(dossier.waarden), zinnen, keuzes)


def _zonder_datum(dossier: Dossier, keuzes: Keuzes) -> Beoordeling:
    """Without a date there is no framework: ask the date first, and what could matter under any framework."""
    open_: set[str] = {"aanvraagdatum"}
    for kader in OP_DATUM:
        open_ |= {gegeven.naam for gegeven in beoordelaar(kader.id, None, keuzes)[0](dossier.waarden).openstaand}
    lijst = tuple(gegeven for gegeven in VOCABULAIRE if gegeven.naam in open_)
    return Beoordeling(dossier, None, normen().op(None), Uitslag((), lijst), None, keuzes)


@cache
def beoordelaar(kader_id: str, periode: int | None, keuzes: Keuzes = ()) -> tuple[Beoordelaar, Zinnen]:
    """The reader of one framework with the norms of one period (an index in the dates on which norms change)."""
    op_dag = normen().op(None if periode is None else normen().grenzen()[periode])
    regels = regelset(kader_id, keuzes)
    return Beoordelaar(regels, op_dag, "uitkomst", VERVOLG, "aanvraagdatum"), Zinnen(regels, op_dag)


@cache
def regelset_sha256() -> str:
    """The fingerprint of the law as executed: every rule of every framework, every norm, with their sources."""
    hash_ = hashlib.sha256()
    for kader in KADERS.values():
        hash_.update(f"{kader.id} {kader.status} {kader.van} {kader.tot_en_met} {kader.stappen}\n".encode())
        anders = [((naam, keuze),) for naam, open_ in INTERPRETATIES.items() for keuze in open_.keuzes]
        for keuzes in ((), *anders):
            for gebouwd in regelset(kader.id, keuzes).regels.values():
                hash_.update(f"{keuzes} {gebouwd.regel.stap} {gebouwd.regel.naam} {gebouwd.regel.bronnen} ".encode())
                hash_.update(f"{sleutel(gebouwd.uitdrukking)}\n".encode())
    for rij in normen().rijen:
        hash_.update(f"{rij}\n".encode())
    return hash_.hexdigest()


REGELSET_VERSIE = __version__
