"""The one place where an expression finds what a reader does with it; a reader says it per kind of node."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

from regeltaal.fouten import RegelFout
from regeltaal.uitdrukking import (
    BovenNul,
    EenVan,
    En,
    Kies,
    Ladder,
    Maal,
    Naam,
    Niet,
    Norm,
    Of,
    Som,
    Uitdrukking,
    Vast,
    Vergelijk,
)

P = ParamSpec("P")
T = TypeVar("T")

KNOPEN: dict[type[Uitdrukking], str] = {
    **{Vast: "vast", Naam: "naam", Norm: "norm", En: "en", Of: "of", Niet: "niet", Vergelijk: "vergelijk"},
    **{EenVan: "een_van", Som: "som", Maal: "maal", BovenNul: "boven_nul", Kies: "kies", Ladder: "ladder"},
}
"""Every kind of node, with the method of a reader that reads it."""


class Lezer(ABC, Generic[P, T]):
    """A reader: what it makes of each kind of node. Raises RegelFout on import where it forgets one."""

    _methoden: ClassVar[dict[type[Uitdrukking], Callable[..., Any]]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._methoden = {knoop: getattr(cls, naam) for knoop, naam in KNOPEN.items()}
        vergeten = [naam for naam in KNOPEN.values() if getattr(getattr(cls, naam), "__isabstractmethod__", False)]
        vergeten += {knoop.__name__ for knoop in Uitdrukking.__subclasses__()} - {knoop.__name__ for knoop in KNOPEN}
        if vergeten:
            raise RegelFout(f"de lezer {cls.__name__} zegt niet wat hij doet met: {', '.join(sorted(vergeten))}")

    def lees(self, u: Uitdrukking, *bij: P.args, **ook: P.kwargs) -> T:
        """What this reader makes of the expression."""
        uit: T = self._methoden[type(u)](self, u, *bij, **ook)
        return uit

    @abstractmethod
    def vast(self, u: Vast, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def naam(self, u: Naam, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def norm(self, u: Norm, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def en(self, u: En, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def of(self, u: Of, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def niet(self, u: Niet, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def vergelijk(self, u: Vergelijk, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def een_van(self, u: EenVan, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def som(self, u: Som, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def maal(self, u: Maal, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def boven_nul(self, u: BovenNul, /, *bij: P.args, **ook: P.kwargs) -> T: ...
    @abstractmethod
    def kies(self, u: Kies, /, *bij: P.args, **ook: P.kwargs) -> T: ...

    def ladder(self, u: Ladder, /, *bij: P.args, **ook: P.kwargs) -> T:
        """A ladder is a choice in a choice, where the reader does not say otherwise."""
        return self.lees(u.als_keuzes(), *bij, **ook)
