"""Which unknowns can still change a value: the decision diagram of an expression over its questions.

The *questions* of a ja/nee expression are its smallest parts that are answered as a whole: an input, a comparison, a
choice being one of some codes. A diagram asks them in a fixed order, each at most once, and is reduced, so that it
contains exactly the questions on which the value depends (an ordered, reduced, multi-terminal decision diagram).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from regeltaal.lezers.logica import gekozen, kleene
from regeltaal.regel import Regelset
from regeltaal.soorten import JANEE
from regeltaal.uitdrukking import En, Kies, Ladder, Naam, Niet, Of, Uitdrukking, Vast, sleutel


class Vraagknoop(NamedTuple):
    """Ask question number `vraag`; follow `ja` or `nee`."""

    vraag: int
    ja: Tak
    nee: Tak


Tak: TypeAlias = "Vraagknoop | str | bool"


class Diagram:
    """The diagram of one rule of a rule set. `vragen` holds its questions, in the order in which they are asked."""

    def __init__(self, regelset: Regelset, uitdrukking: Uitdrukking) -> None:
        self._regelset = regelset
        self._uitdrukking = uitdrukking
        self.vragen: list[Uitdrukking] = []
        self._nummer: dict[str, int] = {}
        self._regeltak: dict[str, Tak] = {}
        self._knopen: dict[tuple[int, int, int], Vraagknoop] = {}
        self._kiezen: dict[tuple[int, int, int], Tak] = {}
        self._bewaard: list[Tak] = []
        self.wortel = self._tak(uitdrukking)
        self._kiezen.clear()

    def waarde(self, antwoorden: Sequence[bool | None]) -> str | bool | None:
        """The value if the answers given determine it, otherwise None."""
        tak = self._ingevuld(antwoorden)
        return None if isinstance(tak, Vraagknoop) else tak

    def doet_ertoe(self, antwoorden: Sequence[bool | None]) -> int:
        """The questions that can still change the value, as a bit per question number."""
        masker = 0
        bekeken: set[int] = set()
        stapel = [self._ingevuld(antwoorden)]
        while stapel:
            tak = stapel.pop()
            if isinstance(tak, Vraagknoop) and id(tak) not in bekeken:
                bekeken.add(id(tak))
                masker |= 1 << tak.vraag
                stapel += (tak.ja, tak.nee)
        return masker

    def nog_nodig(self, antwoorden: Sequence[bool | None]) -> int:
        """The unknown questions whose answer makes the value known by the three-valued logic, as bits.

        That logic is careful: it does not see that one unknown appears twice, so that the value can be unknown to it
        where no answer can change it any more. Then whichever answer settles the matter must still be asked.
        """
        onbekend = [nr for nr, antwoord in enumerate(antwoorden) if antwoord is None]

        def beslist(nr: int) -> bool:
            ingevuld = ([*antwoorden[:nr], antwoord, *antwoorden[nr + 1 :]] for antwoord in (True, False))
            return all(self._kleene(self._uitdrukking, gegeven, {}) is not None for gegeven in ingevuld)

        beslissend = [nr for nr in onbekend if beslist(nr)]
        return sum(1 << nr for nr in beslissend or onbekend)

    def _kleene(self, u: Uitdrukking, antwoorden: Sequence[bool | None], regels: dict[str, Any]) -> Any:
        """The value of `u` by three-valued logic, from the answers alone; `regels` keeps the rules already valued."""

        def van(deel: Uitdrukking) -> Any:
            return self._kleene(deel, antwoorden, regels)

        match u:
            case Vast():
                return u.waarde
            case Naam() if u.naam in self._regelset.regels:
                if u.naam not in regels:
                    regels[u.naam] = van(self._regelset.regels[u.naam].uitdrukking)
                return regels[u.naam]
            case En() | Of():
                return kleene([van(lid) for lid in u.leden], beslissend=isinstance(u, Of))
            case Niet():
                lid = van(u.lid)
                return None if lid is None else not lid
            case Kies():
                return gekozen(van(u.als), van(u.dan), van(u.anders))
            case Ladder():
                return van(u.als_keuzes())
            case _:
                return antwoorden[self._nummer[sleutel(u)]]

    def _ingevuld(self, antwoorden: Sequence[bool | None]) -> Tak:
        """The diagram that is left when the known answers are filled in, again reduced."""
        gezien: dict[int, Tak] = {}
        knopen: dict[tuple[int, int, int], Vraagknoop] = {}

        def vul(tak: Tak) -> Tak:
            if not isinstance(tak, Vraagknoop):
                return tak
            if id(tak) in gezien:
                return gezien[id(tak)]
            antwoord = antwoorden[tak.vraag]
            if antwoord is not None:
                uit = vul(tak.ja if antwoord else tak.nee)
            else:
                ja, nee = vul(tak.ja), vul(tak.nee)
                sleutel_ = (tak.vraag, id(ja), id(nee))
                uit = ja if ja is nee else knopen.setdefault(sleutel_, Vraagknoop(tak.vraag, ja, nee))
            gezien[id(tak)] = uit
            return uit

        return vul(self.wortel)

    def _tak(self, u: Uitdrukking) -> Tak:
        match u:
            case Vast():
                return u.waarde if isinstance(u.waarde, bool) else _uniek(u.waarde)
            case Naam() if u.naam in self._regelset.regels:
                if u.naam not in self._regeltak:
                    self._regeltak[u.naam] = self._tak(self._regelset.regels[u.naam].uitdrukking)
                return self._regeltak[u.naam]
            case En():
                uit: Tak = True
                for lid in u.leden:
                    uit = self._kies(uit, self._tak(lid), False)
                return uit
            case Of():
                uit = False
                for lid in u.leden:
                    uit = self._kies(uit, True, self._tak(lid))
                return uit
            case Niet():
                return self._kies(self._tak(u.lid), False, True)
            case Kies():
                return self._kies(self._tak(u.als), self._tak(u.dan), self._tak(u.anders))
            case Ladder():
                # the questions of the first rung come first, whatever the nesting
                takken = [self._tak(trede.als) for trede in u.treden]
                uit = _uniek(u.anders)
                for trede, als in zip(reversed(u.treden), reversed(takken), strict=True):
                    uit = self._kies(als, _uniek(trede.dan), uit)
                return uit
            case _:
                assert u.soort is JANEE, f"{u.soort} is geen vraag"
                return self._knoop(self._vraag(u), True, False)

    def _vraag(self, u: Uitdrukking) -> int:
        sleutel_ = sleutel(u)
        if sleutel_ not in self._nummer:
            self._nummer[sleutel_] = len(self.vragen)
            self.vragen.append(u)
        return self._nummer[sleutel_]

    def _knoop(self, vraag: int, ja: Tak, nee: Tak) -> Tak:
        if ja is nee:
            return ja
        return self._knopen.setdefault((vraag, id(ja), id(nee)), Vraagknoop(vraag, ja, nee))

    def _kies(self, als: Tak, dan: Tak, anders: Tak) -> Tak:
        if als is True:
            return dan
        if als is False:
            return anders
        if dan is anders:
            return dan
        sleutel_ = (id(als), id(dan), id(anders))
        if sleutel_ not in self._kiezen:
            vraag = min(tak.vraag for tak in (als, dan, anders) if isinstance(tak, Vraagknoop))
            ja = self._kies(*(_kant(tak, vraag, True) for tak in (als, dan, anders)))
            nee = self._kies(*(_kant(tak, vraag, False) for tak in (als, dan, anders)))
            self._kiezen[sleutel_] = self._knoop(vraag, ja, nee)
            self._bewaard += (als, dan, anders)  # keeps the ids in use
        return self._kiezen[sleutel_]


def _kant(tak: Tak, vraag: int, antwoord: bool) -> Tak:
    if isinstance(tak, Vraagknoop) and tak.vraag == vraag:
        return tak.ja if antwoord else tak.nee
    return tak


_TEKSTEN: dict[str, str] = {}


def _uniek(tekst: str) -> str:
    """One object per text, so that equal outcomes are the same object."""
    return _TEKSTEN.setdefault(tekst, tekst)
