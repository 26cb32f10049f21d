"""What an assessment shows, of a dossier that exists or of every dossier at once: what promises are written over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import Kader, regelset
from meerzorg.wet.procedure.uitkomst import gronden
from regeltaal.lezers.bewijs import (
    Bool,
    Getal,
    Lezing,
    Term,
    Zeker,
    alle,
    een,
    niet,
    som,
    uit_python,
    vast,
)
from regeltaal.normen import NormenOp
from regeltaal.soorten import Waarde
from regeltaal.uitdrukking import Uitdrukking


class Beeld(ABC):
    """One assessment, of a dossier that exists or of every dossier at once."""

    kader: Kader
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


class Werkelijk(Beeld):
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


class Symbolisch(Beeld):
    """The assessment of all dossiers under one framework with the norms of one period.

    Grounds and alternatives are plain Python in the law; here that very Python is run along all its paths.
    """

    def __init__(self, kader: Kader, keuzes: Keuzes, normen_op: NormenOp, invoer: Mapping[str, Term]) -> None:
        self.kader = kader
        self.lezing = Lezing(regelset(kader.id, keuzes), normen_op, invoer)
        self.regels = tuple(self.lezing.regelset.regels)

    def __getitem__(self, naam: str) -> Term:
        return self.lezing[naam]

    def grond(self, *codes: str) -> Bool:
        return alle(self.uitkomst("afwijzing"), een(*(self._grond(code) for code in codes)))

    def _grond(self, code: str) -> Bool:
        feiten = {code: self.kader.gronden[code]} if code in self.kader.gronden else {}
        return uit_python(lambda w: code in gronden(feiten, w), lambda naam: self._zeker(naam))

    def biedt_ekt(self) -> Bool:
        """Amounts are stood in for by small ones: which alternatives there are depends only on their being zero."""
        ruimte = self.getal("ekt_ruimte")
        in_plaats_van = {
            "basisbudget": Zeker({100: self.getal("basisbudget").bekend}),
            "toeslag_som": Zeker({10: self.getal("toeslag_som").bekend}),
            "ekt_ruimte": Zeker(
                {1: alle(ruimte.bekend, ruimte.waarde > 0), 0: alle(ruimte.bekend, ruimte.waarde <= 0)}
            ),
            **{f"grond {code}": Zeker({True: zo, False: niet(zo)}) for code, zo in self._alle_gronden()},
        }
        alternatieven = vars(Beoordeling)["alternatieven"].func

        def ekt_erbij(w: Mapping[str, Any]) -> bool:
            bedragen = (w["basisbudget"], w["toeslag_som"], w["ekt_ruimte"])
            return None not in bedragen and ("ekt", sum(bedragen)) in alternatieven(_Ontleed(self.kader, w))

        return uit_python(ekt_erbij, lambda naam: in_plaats_van.get(naam) or self._zeker(naam))

    def _alle_gronden(self) -> list[tuple[str, Bool]]:
        return [(code, self._grond(code)) for code in self.kader.gronden]

    def _zeker(self, naam: str) -> Zeker:
        term = self[naam]
        assert isinstance(term, Zeker)
        return term

    def zeker_van(self, uitdrukking: Uitdrukking) -> Zeker:
        """The term of a ja/nee or a choice."""
        term = self.lezing.term(uitdrukking)
        assert isinstance(term, Zeker)
        return term


class _Ontleed:
    """What `Beoordeling.alternatieven` looks at, along one path."""

    def __init__(self, kader: Kader, w: Mapping[str, Any]) -> None:
        self.kader = kader
        self.w = w

    @property
    def uitkomst(self) -> str:
        return self.w["uitkomst"] or "onbepaald"

    @property
    def gronden(self) -> list[str]:
        return [code for code in self.kader.gronden if self.w[f"grond {code}"]]
