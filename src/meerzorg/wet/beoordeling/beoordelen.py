"""One assessment: the right framework, the norms of the day, every rule's value, the period and the yearly grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from meerzorg.wet.beoordeling.perioden import Jaarverlening, einde_na_maanden, jaarverleningen
from meerzorg.wet.lezen.dossier import Dossier, lees_gegevens
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import OP_DATUM, Tabellen, kader_of_fout, kader_op, regelset, tabellen
from meerzorg.wet.procedure.tabel import AantalMaanden, Procedure, TotEindeJaar, Uitkomst
from meerzorg.wet.procedure.uitkomsten import AFWIJZING, UITKOMST_PER_CODE, VERVOLG
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.lezers.scalair import Beoordelaar, Uitslag
from regeltaal.lezers.zin import Zinnen
from regeltaal.normen import NormenOp
from regeltaal.regel import Gegeven, Regelset
from regeltaal.uitdrukking import Uitdrukking
from regeltaal.vorm import Json

if TYPE_CHECKING:
    from meerzorg.wet.beoordeling.vormen import Verslag

_AANVRAAGDATUM = PLAATS["aanvraagdatum"]


@dataclass(frozen=True, repr=False)
class Beoordeling:
    """The result for one dossier under one framework. Amounts are in cents; None is unknown.

    `kader` is None where the date of the application is not known: then nothing is decided, and `openstaand` has what
    could matter under any framework. `normen` are those of the period that the date is in.
    """

    dossier: Dossier
    kader: Procedure | None
    normen: NormenOp
    uitslag: Uitslag
    zinnen: Zinnen | None
    keuzes: Keuzes = ()

    def __repr__(self) -> str:
        return f"<Beoordeling: {self.uitkomst} onder {self.kader.id if self.kader else 'geen kader'}>"

    @cached_property
    def verslag(self) -> Verslag:
        """The result by the contract, typed, with its own words."""
        from meerzorg.wet.beoordeling.verslag import verslag  # it is made of a Beoordeling

        return verslag(self)

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
        return MappingProxyType(namen)

    @property
    def uitkomst(self) -> str:
        return self.w.get("uitkomst") or "onbepaald"

    @property
    def _uitkomst(self) -> Uitkomst:
        """The row of the outcome in the table."""
        return UITKOMST_PER_CODE[self.uitkomst]

    @property
    def eindigt(self) -> bool:
        """Whether what is granted runs to a last day, and what sets that day is known."""
        looptijd = self._uitkomst.looptijd
        return looptijd is not None and not (isinstance(looptijd, AantalMaanden) and self.w["duur"] is None)

    @property
    def _tabellen(self) -> Tabellen:
        assert self.kader is not None
        return tabellen(self.kader.id, self.keuzes)

    def _waarde(self, u: Uitdrukking) -> Any:
        assert self.zinnen is not None
        return self.zinnen.waarde(u, self.w)

    @property
    def openstaand(self) -> tuple[Gegeven, ...]:
        """What must still be asked, in step order; not the costs of a budgetplan that waits for its maximum rates."""
        open_ = self.uitslag.openstaand
        if self.dossier.budgetplan is None:
            return open_
        return tuple(gegeven for gegeven in open_ if gegeven.naam != "gevraagde_kosten")

    @cached_property
    def gronden(self) -> tuple[str, ...]:
        """The grounds of a refusal: facts that are established as nee, where they count or may count."""
        if self.kader is None or self.uitkomst != AFWIJZING.code:
            return ()
        langs = self._tabellen.langs
        return tuple(
            code
            for code, feit in self.kader.gronden.items()
            if self.w[feit] is False and (code not in langs or self._waarde(langs[code]) is not False)
        )

    @property
    def peildatum(self) -> date | None:
        """The day of which the norms are applied."""
        return self.dossier.waarden[_AANVRAAGDATUM]  # type: ignore[return-value]

    @cached_property
    def periode(self) -> tuple[date, date] | None:
        """First and last day of what is granted; None where nothing runs, or it is not known yet."""
        begin, looptijd = self.w["ingangsdatum"], self._uitkomst.looptijd
        if begin is None or not self.eindigt:
            return None
        if isinstance(looptijd, AantalMaanden):
            einde = einde_na_maanden(begin, self.w["duur"])
        elif isinstance(looptijd, TotEindeJaar):
            einde = date(begin.year, 12, 31)
        else:
            einde = self._waarde(self._tabellen.laatste_dag[self.uitkomst])
        einde = min(einde, self.w["indicatie_einddatum"])
        return (begin, einde) if begin <= einde else None

    @cached_property
    def jaarverleningen(self) -> tuple[Jaarverlening, ...]:
        """The yearly grants; empty where there is no period or the amount is not known yet."""
        totaal = self.w.get("toegekend_totaal")
        if self.periode is None or totaal is None:
            return ()
        return tuple(jaarverleningen(*self.periode, totaal))

    def waarom_tweede(self, *, afgeweken: bool) -> tuple[str, ...]:
        """Why one signature is not enough for this decision, each as a sentence; `afgeweken`: from the advice."""
        gevraagd, toegekend = self.w["gevraagde_kosten"], self.w.get("toegekend_totaal")
        return self._uitkomst.waarom_tweede(gevraagd, toegekend, afgeweken=afgeweken)

    @property
    def herbeoordeling_uitnodiging(self) -> date | None:
        """The day on which the client is invited for the next assessment."""
        if self.periode is None or not isinstance(self._uitkomst.looptijd, AantalMaanden):
            return None
        weken = timedelta(weeks=self.normen.waarden["herbeoordeling_weken"])
        return max(self.periode[1] - weken, self.periode[0])

    @cached_property
    def alternatieven(self) -> tuple[tuple[str, int], ...]:
        """The tailored solutions that stay open beside the outcome, each with the total up to which."""
        if not self._uitkomst.met_alternatieven or any(GRONDEN[code].sluit_alternatieven for code in self.gronden):
            return ()
        rijen = ((soort, self._waarde(als), self._waarde(tot)) for soort, als, tot in self._tabellen.alternatieven)
        return tuple((soort, tot) for soort, als, tot in rijen if als and tot is not None)


def beoordeel(dossier: Dossier | Mapping[str, Json], kader_id: str | None = None, keuzes: Keuzes = ()) -> Beoordeling:
    """Assesses one dossier under the framework of its date, or under `kader_id`.

    A mapping has the inputs by name, as JSON has them. `keuzes` are interpretations other than the standard (see
    `meerzorg.wet.procedure.interpretaties`). Raises InvoerFout, with every fault, where the inputs are not right, and
    for a framework that does not exist.
    """
    if not isinstance(dossier, Dossier):
        dossier = lees_gegevens(dossier, "dossier", "dossier")
    dag: date | None = dossier.waarden[_AANVRAAGDATUM]  # type: ignore[assignment]
    if dag is None and kader_id is None:
        return _zonder_datum(dossier, keuzes)
    kader = kader_of_fout(kader_id) if kader_id else kader_op(dag)  # type: ignore[arg-type]
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
