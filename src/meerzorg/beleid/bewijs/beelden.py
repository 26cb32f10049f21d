"""What an assessment shows, of a dossier that exists or of every dossier at once: what promises are written over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import regelset, tabellen
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.procedure.uitkomsten import AFWIJZING, UITKOMST_PER_CODE
from regeltaal.lezers.bewijs import (
    Bool,
    Getal,
    Lezing,
    Term,
    Zeker,
    alle,
    een,
    gelijk,
    niet,
    som,
    vast,
)
from regeltaal.normen import NormenOp
from regeltaal.soorten import Waarde
from regeltaal.uitdrukking import Uitdrukking


class Bewijsbeeld(ABC):
    """One assessment, of a dossier that exists or of every dossier at once."""

    kader: Procedure
    regels: tuple[str, ...]

    @abstractmethod
    def __getitem__(self, naam: str) -> Term:
        """The value of an input or a rule."""

    @abstractmethod
    def grond(self, *codes: str) -> Bool:
        """Whether a refusal rests on one of these grounds."""

    @abstractmethod
    def biedt_ekt(self) -> Bool:
        """Whether EKT is among what stays open, up to basisbudget, toeslag and EKT together."""

    def zeker(self, naam: str, *waarden: Waarde) -> Bool:
        """Whether it is certain that `naam` is one of `waarden`."""
        term = self[naam]
        assert isinstance(term, Zeker)
        return een(*(term[waarde] for waarde in waarden))

    def ja(self, naam: str) -> Bool:
        return self.zeker(naam, True)

    def nee(self, naam: str) -> Bool:
        return self.zeker(naam, False)

    def uitkomst(self, *codes: str) -> Bool:
        return self.zeker("uitkomst", *codes)

    def getal(self, naam: str) -> Getal:
        term = self[naam]
        assert isinstance(term, Getal)
        return term

    @property
    def ekt_grens(self) -> Getal:
        """What basisbudget, toeslag and EKT give together."""
        return som(self.getal("basisbudget"), self.getal("toeslag_som"), self.getal("ekt_ruimte"))


class Werkelijk(Bewijsbeeld):
    """The assessment of one dossier, by the reader that decides."""

    def __init__(self, beoordeling: Beoordeling) -> None:
        assert beoordeling.kader is not None
        self.kader = beoordeling.kader
        self.regels = tuple(beoordeling.regelset.regels)
        self.beoordeling = beoordeling

    def __getitem__(self, naam: str) -> Term:
        return vast(self.beoordeling.w[naam], self.beoordeling.regelset.begrip(naam).soort)

    def grond(self, *codes: str) -> Bool:
        return bool({*codes}.intersection(self.beoordeling.gronden))

    def biedt_ekt(self) -> Bool:
        return ("ekt", self.ekt_grens.waarde) in self.beoordeling.alternatieven


class Symbolisch(Bewijsbeeld):
    """The assessment of all dossiers under one framework with the norms of one period."""

    def __init__(self, kader: Procedure, keuzes: Keuzes, normen_op: NormenOp, invoer: Mapping[str, Term]) -> None:
        self.kader = kader
        self.lezing = Lezing(regelset(kader.id, keuzes), normen_op, invoer)
        self.tabellen = tabellen(kader.id, keuzes)
        self.regels = tuple(self.lezing.regelset.regels)

    def __getitem__(self, naam: str) -> Term:
        return self.lezing[naam]

    def grond(self, *codes: str) -> Bool:
        return alle(self.uitkomst(AFWIJZING.code), een(*(self._grond(code) for code in codes)))

    def _grond(self, code: str) -> Bool:
        if code not in self.kader.gronden:
            return False
        langs = self.tabellen.langs.get(code)
        mogelijk = True if langs is None else niet(self.zeker_van(langs)[False])
        return alle(self.nee(self.kader.gronden[code]), mogelijk)

    def biedt_ekt(self) -> Bool:
        laat_open = [code for code, uitkomst in UITKOMST_PER_CODE.items() if uitkomst.met_alternatieven]
        sluit = [code for code, grond in GRONDEN.items() if grond.sluit_alternatieven]
        for soort, als, tot in self.tabellen.alternatieven:
            if soort == "ekt":
                totaal = self.lezing.term(tot)
                assert isinstance(totaal, Getal)
                open_ = alle(self.uitkomst(*laat_open), niet(self.grond(*sluit)), self.zeker_van(als)[True])
                return alle(open_, totaal.bekend, gelijk(totaal, self.ekt_grens))
        return False

    def zeker_van(self, uitdrukking: Uitdrukking) -> Zeker:
        """The term of a ja/nee or a choice."""
        term = self.lezing.term(uitdrukking)
        assert isinstance(term, Zeker)
        return term
