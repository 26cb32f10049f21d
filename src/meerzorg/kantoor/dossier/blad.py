"""Everything the page of one dossier shows, for one person: read in a fixed number of queries, derived from the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from meerzorg.dossier.beeld import EIGEN_NAMEN, Beeld, beeld, vandaag
from meerzorg.dossier.handelingen.besluiten import belet
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN
from meerzorg.dossier.models import Besluitstatus, Dossier
from meerzorg.dossier.status import BESLUITEN, EINDSTANDEN, TEKENEN, beslistermijn, vastlegger
from meerzorg.kantoor.dossier.samenvatting import Stuk, contact, samenvatting, stukken
from meerzorg.kantoor.dossier.tijdlijn import Punt, tijdlijn
from meerzorg.kantoor.dossier.uitkomstzin import besluitzin, uitkomstzin
from meerzorg.kantoor.gedeeld.afweging import Weging, afweging
from meerzorg.kantoor.gedeeld.termijnblok import TERMIJNEN, Termijnblok
from meerzorg.kantoor.gedeeld.vastgelegd import Vastgelegd, bundel_verborgen, rij_van
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import OPEN, ROLLEN, Toestand, mag
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.beoordeling.vormen import Stapuitkomst, Verslag
from meerzorg.wet.termijnen.termijn import Termijn
from meerzorg.wet.vocabulaire import PLAATS, STAPPEN, VOCABULAIRE
from regeltaal.regel import Gegeven

EERST = 8
"""So many points of the timeline are shown at once; the others at a click."""


class Vraag(NamedTuple):
    """An open question of the law, and what it is weighed against."""

    gegeven: Gegeven
    weging: list[Weging]


class Rolvragen(NamedTuple):
    """The open questions that another role answers."""

    rol: str
    vragen: list[Gegeven]


class Stapgroep(NamedTuple):
    """What was recorded for one step."""

    stap: str
    rijen: list[Vastgelegd]


@dataclass
class Dossierblad:
    """The page. Lists are read once; `b` is the picture on which everything rests."""

    dossier: Dossier
    wie: Medewerker
    beeld: Beeld
    dag: date

    # --- what is stored, one query each -----------------------------------------------------------------------------

    @cached_property
    def documenten(self) -> list[Any]:
        return list(self.dossier.documenten.select_related("auteur__medewerker"))

    @cached_property
    def brieven(self) -> list[Any]:
        return list(self.dossier.brieven.select_related("auteur__medewerker"))

    @cached_property
    def besluiten(self) -> list[Any]:
        grote_velden = ("gegevens", "verslag", "redenen", "afwijkingen", "toelichting")
        return list(self.dossier.besluiten.select_related("eerste", "tweede").defer(*grote_velden))

    @cached_property
    def adviesvragen(self) -> list[Any]:
        return list(self.dossier.adviesvragen.select_related("gesteld_door__medewerker", "vastgelegd_door__medewerker"))

    @cached_property
    def opmerkingen(self) -> list[Any]:
        return list(self.dossier.opmerkingen.select_related("auteur__medewerker"))

    # --- the steps and the outcome ----------------------------------------------------------------------------------

    @cached_property
    def medisch(self) -> bool:
        return mag(self.wie, "medisch_zien", self.dossier)

    @cached_property
    def verslag(self) -> Verslag:
        return verslag(self.beeld.beoordeling)

    @property
    def stappen(self) -> tuple[Stapuitkomst, ...]:
        return self.verslag.stappen

    @cached_property
    def huidig(self) -> str:
        """The step at hand: the first one the law still asks something for."""
        open_ = self.beeld.beoordeling.openstaand
        return open_[0].stap if open_ and self.loopt else ""

    @property
    def kader(self) -> str:
        return self.verslag.kadertitel

    @property
    def voorlopig(self) -> bool:
        return self.verslag.voorlopig

    @property
    def waarschuwingen(self) -> list[str]:
        """What the reader must know. That a judgement differs from the scores is medical."""
        return [deel.tekst for deel in self.verslag.zichtbaar(medisch=self.medisch)]

    @property
    def loopt(self) -> bool:
        return self.dossier.toestand not in EINDSTANDEN

    @property
    def uitkomst(self) -> str:
        """The outcome so far in one sentence; of a decided dossier what was decided."""
        getekend = [b for b in self.besluiten if b.status != Besluitstatus.TERUGGENOMEN]
        genomen = getekend[-1] if getekend and self.dossier.toestand not in OPEN else None
        return besluitzin(genomen) if genomen else uitkomstzin(self.beeld.beoordeling, self.dossier.toestand)

    @property
    def uitkomstkop(self) -> str:
        return "De uitkomst tot nu toe" if self.loopt else "De uitkomst"

    @property
    def uitkomst_toen(self) -> str:
        """The outcome as it was at the end of the day of this picture."""
        genomen = next((b for b in self.besluiten if b.geldt_op(self.dag)), None)
        return besluitzin(genomen) if genomen else uitkomstzin(self.beeld.beoordeling, Toestand.IN_BEHANDELING)

    @property
    def te_besluiten(self) -> bool:
        return not belet(self.beeld)

    @property
    def samenvatting(self) -> list[tuple[str, str]]:
        return samenvatting(self.dossier.client, self.beeld.beoordeling, self.dag)

    @property
    def contact(self) -> list[tuple[str, str]]:
        return contact(self.dossier.client)

    # --- the questions ----------------------------------------------------------------------------------------------

    @cached_property
    def mag_vastleggen(self) -> bool:
        naam = f"vastleggen_{self.wie.rol}"
        return self.wie.rol in ROLLEN and naam in _VASTLEGGEN and mag(self.wie, naam, self.dossier)

    @property
    def nu(self) -> list[Vraag]:
        """The open questions of this person in the step at hand."""
        return [self._vraag(gegeven) for gegeven in self._mijn_vragen() if gegeven.stap == self.huidig]

    @property
    def straks(self) -> list[Vraag]:
        """Those of later steps; they can still become unnecessary."""
        return [self._vraag(gegeven) for gegeven in self._mijn_vragen() if gegeven.stap != self.huidig]

    @property
    def anderen(self) -> list[Rolvragen]:
        """What the other roles must still answer, in the order of their first question."""
        per_rol: dict[str, list[Gegeven]] = {}
        for gegeven in self.beeld.beoordeling.openstaand if self.loopt else ():
            rol = vastlegger(gegeven)
            if not self.mag_vastleggen or rol != self.wie.rol:
                per_rol.setdefault(rol, []).append(gegeven)
        return [Rolvragen(ROLLEN[rol], vragen) for rol, vragen in per_rol.items()]

    def _mijn_vragen(self) -> Iterator[Gegeven]:
        if self.mag_vastleggen:
            yield from (g for g in self.beeld.beoordeling.openstaand if vastlegger(g) == self.wie.rol)

    def _vraag(self, gegeven: Gegeven) -> Vraag:
        return Vraag(gegeven, afweging(self.beeld.beoordeling, gegeven, medisch=self.medisch))

    @property
    def aan_zet(self) -> str:
        """Who goes on when all questions are answered; empty while there are questions, and in a closed dossier."""
        if self.dossier.vraag == TEKENEN:
            return "Er is een tweede handtekening nodig, van een andere beslisser of de teamleider."
        if self.dossier.vraag == BESLUITEN:
            return "Alle vragen zijn beantwoord. De beslisser is aan zet en kan een besluit nemen."
        return ""

    # --- what was recorded ------------------------------------------------------------------------------------------

    @property
    def vastgelegd(self) -> list[Stapgroep]:
        """The values in force, by step; then what is no input of the law."""
        alle = [*self.beeld.laatste.values(), *filter(None, [self.beeld.afwijking])]
        return groepeer(bundel_verborgen([self._rij(v) for v in alle]))

    def _rij(self, v: Any) -> Vastgelegd:
        mijn = self.mag_vastleggen and ROL_VAN[v.naam] == self.wie.rol and not v.afwijking
        rij = rij_van(v, self.beeld, self.medisch, self.zichtbare_documenten)
        return replace(rij, te_wijzigen=mijn and v.naam not in EIGEN_NAMEN)

    @property
    def zichtbare_documenten(self) -> list[Any]:
        return [d for d in self.documenten if self.medisch or not d.medisch]

    # --- deadlines and timeline -------------------------------------------------------------------------------------

    @property
    def termijnen(self) -> list[Termijnblok]:
        return [
            Termijnblok(TERMIJNEN[t.termijn], t, self._dagen(t))
            for t in self.beeld.termijnen(self.dag)
            if self._telt(t)
        ]

    def _telt(self, t: Termijn) -> bool:
        """A term for completing counts while the application runs; one for an objection only where there is one. That
        of the decision no longer counts while what was decided is looked at again."""
        if t.termijn == "beslistermijn_bezwaar":
            return any(g.soort == "ontvangst_bezwaar" for g in self.beeld.gebeurtenissen)
        if t.termijn == "beslistermijn" and self.loopt:
            return beslistermijn(self.beeld, self.dag) is not None
        return t.termijn != "hersteltermijn" or self.loopt

    def _dagen(self, t: Termijn) -> int | None:
        """Days left. The decision on the application no longer runs once it is taken, or will not be."""
        voorbij = t.termijn in ("beslistermijn", "hersteltermijn") and not self.loopt
        return None if voorbij else (t.uiterlijk - self.dag).days

    @property
    def staat_stil(self) -> bool:
        termijn = beslistermijn(self.beeld, self.dag)
        return self.loopt and termijn is not None and termijn.loopt_nog

    @cached_property
    def punten(self) -> list[Punt]:
        return tijdlijn(
            self.dossier,
            self,
            medisch=self.medisch,
            brieven_open=mag(self.wie, "brief_openen", self.dossier),
            stukken_open=mag(self.wie, "document_openen", self.dossier),
        )

    @property
    def stukken(self) -> list[Stuk]:
        return stukken(
            self.dossier,
            self,
            stukken_open=mag(self.wie, "document_openen", self.dossier),
            brieven_open=mag(self.wie, "brief_openen", self.dossier),
        )

    @property
    def eerste_punten(self) -> list[Punt]:
        return self.punten[:EERST]

    @property
    def latere_punten(self) -> list[Punt]:
        return self.punten[EERST:]


_VASTLEGGEN = tuple(f"vastleggen_{rol}" for rol in ("zorgadviseur", "medisch_adviseur", "verpleegkundige", "beslisser"))


def dossierblad(dossier: Dossier, wie: Medewerker, op: date | None = None) -> Dossierblad:
    """The page as it is now, or with the picture as it was known at the end of the day `op`."""
    return Dossierblad(dossier, wie, beeld(dossier, op), op or vandaag())


def groepeer(rijen: Iterable[Vastgelegd]) -> list[Stapgroep]:
    """Rows by step in the order of the law; within a step in the order of the vocabulary."""
    per_stap: dict[str, list[Vastgelegd]] = {}
    for rij in sorted(rijen, key=lambda rij: PLAATS.get(rij.v.naam, len(PLAATS))):
        stap = VOCABULAIRE[PLAATS[rij.v.naam]].stap if rij.v.naam in PLAATS else _STAP_VAN.get(rij.v.naam, "")
        per_stap.setdefault(stap, []).append(rij)
    return [Stapgroep(stap, per_stap[stap]) for stap in STAPPEN if stap in per_stap]


_STAP_VAN = {"budgetplan": "3", "ciz_scores": "4", "zorgplan": "6"}
