"""The reader for one dossier: every rule's value by Kleene's three-valued logic, and what must still be asked.

The rules are written out once as a plain Python function (the source is kept in `broncode`, to read or to debug), so
that an assessment costs microseconds. Unknown is None. The logic, for every kind of value:

- nee and unknown = nee, ja or unknown = ja, otherwise unknown;
- arithmetic and comparison with an unknown are unknown;
- a choice with an unknown condition has a value only where both branches give that value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import product
from operator import mul, not_
from typing import Any, NamedTuple

from regeltaal.lezers.diagram import Diagram
from regeltaal.lezers.lezer import Lezer
from regeltaal.normen import NormenOp
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, EURO, JANEE, maal_factor
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
    namen,
    sleutel,
)

ONTHOUDEN = 20_000
"""How many patterns of known and unknown answers are remembered before starting afresh."""


class Uitslag(NamedTuple):
    """The value of every rule, in the order of the rule set, and the inputs still to be asked, in step order."""

    waarden: tuple[Any, ...]
    openstaand: tuple[Gegeven, ...]


class Beoordelaar:
    """Assesses dossiers under one rule set with the norms of one date.

    `uitkomst` names the rule that is the outcome; `vervolg` names rules (an amount, a term) that must be known as well
    once the outcome is. `datumnaam` is the input that dates the norms: with an unknown date the norms are unknown.
    """

    def __init__(
        self, regelset: Regelset, normen: NormenOp, uitkomst: str, vervolg: Sequence[str], datumnaam: str
    ) -> None:
        self.regelset = regelset
        self.normen = normen
        self.plaats = {naam: nr for nr, naam in enumerate(regelset.regels)}
        self.diagram = Diagram(regelset, regelset.regels[uitkomst].uitdrukking)
        self._uitkomst = self.plaats[uitkomst]
        self._vervolg = tuple(self.plaats[naam] for naam in vervolg)
        self._gegevens = tuple(regelset.gegevens.values())
        vertaler = _Vertaler(regelset, normen, datumnaam)
        self.broncode = vertaler.schrijf(self.diagram.vragen, uitkomst, vervolg)
        omgeving: dict[str, Any] = dict(vertaler.constanten)
        exec(compile(self.broncode, "<regels>", "exec"), omgeving)  # noqa: S102 - our own rules, no user text
        self._reken: Callable[..., tuple[tuple[Any, ...], tuple[bool | None, ...]]] = omgeving["reken"]
        self._vraag: Callable[..., int] = omgeving["vraag"]
        self._relevant: dict[tuple[bool | None, ...], int] = {}
        self._lijst: dict[int, tuple[Gegeven, ...]] = {0: ()}

    def __call__(self, invoer: tuple[Any, ...]) -> Uitslag:
        """`invoer` has one value (or None) per input, in the order of the vocabulary."""
        waarden, antwoorden = self._reken(invoer)
        relevant = 0
        if waarden[self._uitkomst] is None:
            gevonden = self._relevant.get(antwoorden)
            relevant = self._zoek(antwoorden) if gevonden is None else gevonden
        elif None not in [waarden[nr] for nr in self._vervolg]:
            return Uitslag(waarden, ())
        masker = self._vraag(invoer, waarden, relevant)
        lijst = self._lijst.get(masker)
        if lijst is None:
            lijst = tuple(g for nr, g in enumerate(self._gegevens) if masker >> nr & 1)
            self._lijst[masker] = lijst
        return Uitslag(waarden, lijst)

    def _zoek(self, antwoorden: tuple[bool | None, ...]) -> int:
        if len(self._relevant) >= ONTHOUDEN:
            self._relevant.clear()
            self._lijst = {0: ()}
        relevant = self.diagram.doet_ertoe(antwoorden) or self.diagram.nog_nodig(antwoorden)
        self._relevant[antwoorden] = relevant
        return relevant


def waarden_van(regelset: Regelset, uitdrukkingen: Sequence[Uitdrukking]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """The function that gives the values of `uitdrukkingen` from one value (or None) per input, without norms."""
    vertaler = _Vertaler(regelset, NormenOp(None, dict.fromkeys(regelset.normen)), "")
    omgeving: dict[str, Any] = vertaler.constanten
    exec(compile(vertaler.schrijf_waarden(uitdrukkingen), "<waarden>", "exec"), omgeving)  # noqa: S102 - our own text
    waarden: Callable[[Sequence[Any]], tuple[Any, ...]] = omgeving["waarden"]
    return waarden


class _Deel(NamedTuple):
    """A part of a rule in Python: the name that holds its value, and where that never changes the value itself."""

    tekst: str
    waarde: Any = None
    vast: bool = False

    def is_vast(self, waarde: Any) -> bool:
        return self.vast and self.waarde is waarde


class _Vertaler(Lezer[[], _Deel]):
    """Writes the rules out as Python: one line per part of a rule, equal parts once, what never changes worked out."""

    def __init__(self, regelset: Regelset, normen: NormenOp, datumnaam: str) -> None:
        self.regelset = regelset
        self.normen = normen
        self.constanten: dict[str, Any] = {"timedelta": timedelta, "maal_factor": maal_factor}
        self._bit = {naam: 1 << nr for nr, naam in enumerate(regelset.gegevens)}
        self._datumbit = self._bit.get(datumnaam, 0) if normen.peildatum is None else 0
        self._regels: list[str] = []
        self._al: dict[str, _Deel] = {}

    def schrijf(self, vragen: Sequence[Uitdrukking], uitkomst: str, vervolg: Sequence[str]) -> str:
        invoer = "(" + ", ".join(f"g_{naam}" for naam in self.regelset.gegevens) + ",) = invoer"
        self._begin(invoer)
        for naam, gebouwd in self.regelset.regels.items():
            self._regels.append(f"r_{naam} = {self.waarde(gebouwd.uitdrukking)}")
        waarden = "(" + ", ".join(f"r_{naam}" for naam in self.regelset.regels) + ",)"
        antwoorden = "(" + ", ".join(self.waarde(vraag) for vraag in vragen) + ",)"
        self._regels.append(f"return {waarden}, {antwoorden}")
        reken = self._functie("reken(invoer)")

        self._begin(invoer)
        self._regels.append(f"{waarden} = waarden")
        self._maskers([*vragen, *(Naam(JANEE, naam) for naam in vervolg)])
        self._regels.append(f"if r_{uitkomst} is not None: return {' | '.join(f'm_{naam}' for naam in vervolg) or 0}")
        self._regels.append("m = 0")
        for nr, u in enumerate(vragen):
            masker = self.vraagt(u)
            self._regels.append(f"if relevant & {1 << nr}: m |= {masker}")
        self._regels.append("return m")
        return reken + "\n\n" + self._functie("vraag(invoer, waarden, relevant)")

    def schrijf_waarden(self, uitdrukkingen: Sequence[Uitdrukking]) -> str:
        gelezen = {naam for u in uitdrukkingen for naam in namen(u)}
        self._begin(*(f"g_{naam} = invoer[{nr}]" for nr, naam in enumerate(self.regelset.gegevens) if naam in gelezen))
        self._regels.append(f"return ({''.join(self.waarde(u) + ', ' for u in uitdrukkingen)})")
        return self._functie("waarden(invoer)")

    def _begin(self, *eerste: str) -> None:
        self._regels = [*eerste]
        self._al = {}

    def _functie(self, kop: str) -> str:
        return f"def {kop}:\n" + "\n".join(f"    {regel}" for regel in self._regels) + "\n"

    # --- values -----------------------------------------------------------------------------------------------

    def waarde(self, u: Uitdrukking) -> str:
        """The Python name or constant that holds the value of `u`; writes the lines that compute it."""
        return self.deel(u).tekst

    def deel(self, u: Uitdrukking) -> _Deel:
        """The value of `u`, in a name of its own unless it has one."""
        sleutel_ = sleutel(u)
        if sleutel_ not in self._al:
            deel = self.lees(u)
            if not (deel.vast or deel.tekst.isidentifier()):
                naam = f"t{len(self._al)}"
                self._regels.append(f"{naam} = {deel.tekst}")
                deel = _Deel(naam)
            self._al[sleutel_] = deel
        return self._al[sleutel_]

    def vast(self, u: Vast) -> _Deel:
        return self._constante(u.waarde)

    def naam(self, u: Naam) -> _Deel:
        return _Deel(f"r_{u.naam}" if u.naam in self.regelset.regels else f"g_{u.naam}")

    def norm(self, u: Norm) -> _Deel:
        """A table is written out for every combination of keys, also unknown ones."""
        if self.normen.peildatum is None or not u.sleutels:
            return self._constante(None if u.sleutels else self.normen.waarden[u.naam])
        naam = f"n_{u.naam}"
        if naam not in self.constanten:
            begrip, tabel = self.regelset.normen[u.naam], self.normen.waarden[u.naam]
            codes = [deel.soort.keuzes for deel in u.sleutels]
            alle = {rij: begrip.lees(tabel, rij, codes[-1]) for rij in product(*((*deel, None) for deel in codes))}
            self.constanten[naam] = alle if len(codes) > 1 else {rij[0]: waarde for rij, waarde in alle.items()}
        sleutels = [self.waarde(deel) for deel in u.sleutels]
        return _Deel(f"{naam}.get({sleutels[0]})" if len(sleutels) == 1 else f"{naam}.get(({', '.join(sleutels)}))")

    def en(self, u: En) -> _Deel:
        leden = [lid for lid in map(self.deel, _plat(u, En)) if not lid.is_vast(True)]
        if any(lid.is_vast(False) for lid in leden):
            return _NEE
        if len(leden) <= 1:
            return leden[0] if leden else _JA
        nee = " or ".join(f"{lid.tekst} is False" for lid in leden)
        return _Deel(f"False if {nee} else True if {' and '.join(lid.tekst for lid in leden)} else None")

    def of(self, u: Of) -> _Deel:
        leden = [lid for lid in map(self.deel, _plat(u, Of)) if not lid.is_vast(False)]
        if any(lid.is_vast(True) for lid in leden):
            return _JA
        if len(leden) <= 1:
            return leden[0] if leden else _NEE
        nee = " and ".join(f"{lid.tekst} is False" for lid in leden)
        return _Deel(f"True if {' or '.join(lid.tekst for lid in leden)} else False if {nee} else None")

    def niet(self, u: Niet) -> _Deel:
        return self._bekend("not {}", not_, u)

    def vergelijk(self, u: Vergelijk) -> _Deel:
        return self._bekend(f"{{}} {u.orde.value} {{}}", u.orde, u)

    def een_van(self, u: EenVan) -> _Deel:
        vorm = f"{{}} == {u.codes[0]!r}" if len(u.codes) == 1 else f"{{}} in {u.codes!r}"
        return self._bekend(vorm, u.codes.__contains__, u)

    def som(self, u: Som) -> _Deel:
        if u.soort is DATUM:
            return self._bekend("{} + timedelta({})", lambda dag, dagen: dag + timedelta(dagen), u)
        return self._bekend(" + ".join(["{}"] * len(u.leden)), lambda eerste, *rest: sum(rest, eerste), u)

    def maal(self, u: Maal) -> _Deel:
        if u.soort is not EURO:
            return self._bekend("{} * {}", mul, u)
        factor = self.deel(u.factor)
        if factor.vast and factor.waarde is not None:
            teller, noemer = factor.waarde.as_integer_ratio()
            return self._bekend(f"({{}} * {2 * teller} + {noemer}) // {2 * noemer}", maal_factor, u)
        return self._bekend("maal_factor({}, {})", maal_factor, u)

    def boven_nul(self, u: BovenNul) -> _Deel:
        return self._bekend("max({} - {}, 0)", lambda links, rechts: max(links - rechts, 0), u)

    def kies(self, u: Kies) -> _Deel:
        als, dan, anders = map(self.deel, u.delen())
        if als.is_vast(True) or dan == anders:
            return dan
        if als.is_vast(False):
            return anders
        beide = f"({dan.tekst} if {dan.tekst} == {anders.tekst} else None)"
        if als.is_vast(None):
            return _Deel(beide)
        return _Deel(f"{dan.tekst} if {als.tekst} else {anders.tekst} if {als.tekst} is False else {beide}")

    def _bekend(self, vorm: str, reken: Callable[..., Any], u: Uitdrukking) -> _Deel:
        """Unknown where any part is unknown; worked out at once where every part never changes."""
        delen = [self.deel(deel) for deel in u.delen()]
        if any(deel.is_vast(None) for deel in delen):
            return _ONBEKEND
        if all(deel.vast for deel in delen):
            return self._constante(reken(*(deel.waarde for deel in delen)))
        onbekend = " or ".join(f"{naam} is None" for naam in dict.fromkeys(d.tekst for d in delen if not d.vast))
        return _Deel(f"None if {onbekend} else {vorm.format(*(deel.tekst for deel in delen))}")

    def _constante(self, waarde: Any) -> _Deel:
        if waarde is None or isinstance(waarde, bool | str | int):
            return _Deel(repr(waarde), waarde, True)
        naam = "c_" + "".join(teken if teken.isalnum() else "_" for teken in str(waarde))
        self.constanten[naam] = waarde
        return _Deel(naam, waarde, True)

    # --- questions --------------------------------------------------------------------------------------------

    def _maskers(self, uitdrukkingen: Sequence[Uitdrukking]) -> None:
        """Lines m_REGEL = the unknown inputs that keep a rule's value unknown (0 where it is known)."""
        klaar: set[str] = set()

        def verzamel(u: Uitdrukking) -> None:
            for deel in u.delen():
                verzamel(deel)
            if isinstance(u, Naam) and u.naam in self.regelset.regels and u.naam not in klaar:
                klaar.add(u.naam)
                uitdrukking = self.regelset.regels[u.naam].uitdrukking
                verzamel(uitdrukking)
                masker = self.vraagt(uitdrukking)
                self._regels.append(f"m_{u.naam} = 0 if r_{u.naam} is not None else {masker}")

        for u in uitdrukkingen:
            verzamel(u)

    def vraagt(self, u: Uitdrukking) -> str:
        """Python that gives the unknown inputs to blame for `u` being unknown, as bits."""
        match u:
            case Naam():
                if u.naam in self.regelset.regels:
                    return f"m_{u.naam}"
                return f"({self._bit[u.naam]} if g_{u.naam} is None else 0)"
            case Vast():
                return "0"
            case Norm():
                delen = [self.vraagt(deel) for deel in u.sleutels] + ([str(self._datumbit)] if self._datumbit else [])
                if not u.sleutels:
                    return delen[0] if delen else "0"
                return f"(0 if {self.waarde(u)} is not None else {' | '.join(delen)})"
            case Kies():
                als, dan, anders = self.vraagt(u.als), self.vraagt(u.dan), self.vraagt(u.anders)
                bij = self.waarde(u.als)
                return f"({dan} if {bij} else {anders} if {bij} is False else {als} | {dan} | {anders})"
            case En() | Of():
                leden = " | ".join(self.vraagt(deel) for deel in u.delen())
                return f"(0 if {self.waarde(u)} is not None else {leden})"
            case Ladder():
                return "0"  # what an outcome asks comes from its diagram
            case _:
                return "(" + " | ".join(self.vraagt(deel) for deel in u.delen()) + ")"


def _plat(u: Uitdrukking, soort: type[En] | type[Of]) -> list[Uitdrukking]:
    if isinstance(u, soort):
        return [lid for deel in u.leden for lid in _plat(deel, soort)]
    return [u]


_JA, _NEE, _ONBEKEND = _Deel("True", True, True), _Deel("False", False, True), _Deel("None", None, True)
