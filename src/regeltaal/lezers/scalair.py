"""The reader for one dossier: every rule's value by Kleene's three-valued logic, and what must still be asked.

The rules are written out once as a plain Python function (the source is kept in `broncode`, to read or to debug), so
that an assessment costs microseconds. Unknown is None. The logic, for every kind of value:

- nee and unknown = nee, ja or unknown = ja, otherwise unknown;
- arithmetic and comparison with an unknown are unknown;
- a choice with an unknown condition has a value only where both branches give that value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from regeltaal.lezers.diagram import Diagram
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
        omgeving: dict[str, Any] = dict(vertaler.vast)
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
    omgeving: dict[str, Any] = vertaler.vast
    exec(compile(vertaler.schrijf_waarden(uitdrukkingen), "<waarden>", "exec"), omgeving)  # noqa: S102 - our own text
    waarden: Callable[[Sequence[Any]], tuple[Any, ...]] = omgeving["waarden"]
    return waarden


class _Vertaler:
    """Writes the rules out as Python: one line per part of a rule, equal parts once."""

    def __init__(self, regelset: Regelset, normen: NormenOp, datumnaam: str) -> None:
        self.regelset = regelset
        self.normen = normen
        self.vast: dict[str, Any] = {"Decimal": Decimal, "timedelta": timedelta, "maal_factor": maal_factor}
        self._bit = {naam: 1 << nr for nr, naam in enumerate(regelset.gegevens)}
        self._datumbit = self._bit.get(datumnaam, 0) if normen.peildatum is None else 0
        self._regels: list[str] = []
        self._al: dict[str, str] = {}

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
        match u:
            case Vast():
                return self._constante(u.waarde)
            case Naam():
                return f"r_{u.naam}" if u.naam in self.regelset.regels else f"g_{u.naam}"
            case Norm() if not u.sleutels:
                return self._constante(self.normen.waarden[u.naam])
        sleutel_ = sleutel(u)
        if sleutel_ not in self._al:
            tekst = self._berekening(u)
            if _is_constante(tekst):
                self._al[sleutel_] = tekst
            else:
                self._al[sleutel_] = f"t{len(self._al)}"
                self._regels.append(f"{self._al[sleutel_]} = {tekst}")
        return self._al[sleutel_]

    def _berekening(self, u: Uitdrukking) -> str:
        match u:
            case En():
                return self._en([self.waarde(lid) for lid in _plat(u, En)])
            case Of():
                return self._of([self.waarde(lid) for lid in _plat(u, Of)])
            case Niet():
                lid = self.waarde(u.lid)
                return {"True": "False", "False": "True", "None": "None"}.get(
                    lid, f"None if {lid} is None else not {lid}"
                )
            case Vergelijk():
                return self._bekend(f"{{}} {u.orde.value} {{}}", u.links, u.rechts)
            case EenVan():
                if len(u.codes) == 1:
                    return self._bekend(f"{{}} == {u.codes[0]!r}", u.lid)
                return self._bekend(f"{{}} in {u.codes!r}", u.lid)
            case Som() if u.soort is DATUM:
                return self._bekend("{} + timedelta({})", *u.leden)
            case Som():
                return self._bekend(" + ".join(["{}"] * len(u.leden)), *u.leden)
            case Maal():
                return self._maal(u)
            case BovenNul():
                return self._bekend("max({} - {}, 0)", u.links, u.rechts)
            case Kies():
                return self._kies(self.waarde(u.als), self.waarde(u.dan), self.waarde(u.anders))
            case Ladder():
                return self.waarde(u.als_keuzes())
            case Norm():
                return self._tabel(u)
        raise TypeError(u)

    def _en(self, leden: list[str]) -> str:
        leden = [lid for lid in leden if lid != "True"]
        if "False" in leden:
            return "False"
        if len(leden) <= 1:
            return leden[0] if leden else "True"
        nee = " or ".join(f"{lid} is False" for lid in leden)
        return f"False if {nee} else True if {' and '.join(leden)} else None"

    def _of(self, leden: list[str]) -> str:
        leden = [lid for lid in leden if lid != "False"]
        if "True" in leden:
            return "True"
        if len(leden) <= 1:
            return leden[0] if leden else "False"
        nee = " and ".join(f"{lid} is False" for lid in leden)
        return f"True if {' or '.join(leden)} else False if {nee} else None"

    def _bekend(self, vorm: str, *delen: Uitdrukking) -> str:
        namen = [self.waarde(deel) for deel in delen]
        if "None" in namen:
            return "None"
        tekst = vorm.format(*namen)
        onbekend = " or ".join(f"{naam} is None" for naam in dict.fromkeys(namen) if not _is_constante(naam))
        if not onbekend:
            return self._constante(eval(tekst, dict(self.vast)))  # noqa: S307 - constants of our own rules
        return f"None if {onbekend} else {tekst}"

    def _maal(self, u: Maal) -> str:
        factor = self.waarde(u.factor)
        if u.soort is EURO and _is_constante(factor) and factor != "None":
            teller, noemer = self.vast[factor].as_integer_ratio()
            return self._bekend(f"({{}} * {2 * teller} + {noemer}) // {2 * noemer}", u.lid)
        vorm = "maal_factor({}, {})" if u.soort is EURO else "{} * {}"
        return self._bekend(vorm, u.lid, u.factor)

    def _kies(self, als: str, dan: str, anders: str) -> str:
        if als == "True" or dan == anders:
            return dan
        if als == "False":
            return anders
        beide = f"({dan} if {dan} == {anders} else None)"
        if als == "None":
            return beide
        return f"{dan} if {als} else {anders} if {als} is False else {beide}"

    def _tabel(self, u: Norm) -> str:
        if self.normen.peildatum is None:
            return "None"
        naam = f"n_{u.naam}"
        if naam not in self.vast:
            self.vast[naam] = self._compleet(u)
        sleutels = [self.waarde(deel) for deel in u.sleutels]
        return f"{naam}.get({sleutels[0]})" if len(sleutels) == 1 else f"{naam}.get(({', '.join(sleutels)}))"

    def _compleet(self, u: Norm) -> dict[Any, Any]:
        """The table for every combination of keys, also unknown ones."""
        begrip, tabel = self.regelset.normen[u.naam], self.normen.waarden[u.naam]
        sleutels = [deel.soort.keuzes for deel in u.sleutels]
        alle = {codes: begrip.lees(tabel, codes, sleutels[-1]) for codes in product(*((*c, None) for c in sleutels))}
        return alle if len(sleutels) > 1 else {codes[0]: waarde for codes, waarde in alle.items()}

    def _constante(self, waarde: Any) -> str:
        if waarde is None or isinstance(waarde, bool | str | int):
            return repr(waarde)
        naam = "c_" + "".join(teken if teken.isalnum() else "_" for teken in str(waarde))
        self.vast[naam] = waarde
        return naam

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


_CONSTANTE = re.compile(r"None|True|False|-?\d+|'\w*'|c_\w+")


def _is_constante(tekst: str) -> bool:
    return _CONSTANTE.fullmatch(tekst) is not None
