"""The rules written out as one fused loop over blocks of rows, for `meerzorg.taal.kolommen`.

Every part of every rule of every framework becomes a node; equal nodes are one node, so what frameworks share is
computed once. A ja/nee is a pair of bits (ja, nee; neither is unknown), a choice a small code (its last code + 1 is
unknown), a number a whole number of the smallest unit with a bit that says whether it is known. There are no branches
on the data: nodes are grouped in layers, narrow ones (bits, codes) apart from wide ones (numbers), and each layer is
one loop over a block that the processor can do many rows at a time.

Numbers are exact. Each carries its number of decimals and its bounds: nothing is rounded that `scalair` does not round,
and arithmetic that could leave 64 bits is refused when the code is written (NormFout).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from meerzorg.taal.fouten import NormFout
from meerzorg.taal.kolommen_invoer import BLOK, NEE_JA_ONBEKEND, Indeling, dagnummer
from meerzorg.taal.kolommen_lussen import Knoop, Lussen
from meerzorg.taal.kolommen_normen import Normtabellen, aantal_decimalen, binnen, geheel
from meerzorg.taal.kolommen_vooraf import Vooraf
from meerzorg.taal.normen import Normen
from meerzorg.taal.regel import Regelset
from meerzorg.taal.soorten import EURO, JANEE, Soort
from meerzorg.taal.uitdrukking import (
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


@dataclass(frozen=True, slots=True)
class JaNee:
    ja: Knoop
    nee: Knoop


@dataclass(frozen=True, slots=True)
class Code:
    code: Knoop
    onbekend: int


@dataclass(frozen=True, slots=True)
class Getal:
    """`waarde` in units of 10**-decimalen between `laagste` and `hoogste`; meaningless where not `bekend`.

    Raises NormFout where it could leave 64 bits.
    """

    waarde: Knoop
    bekend: Knoop
    decimalen: int
    laagste: int
    hoogste: int

    def __post_init__(self) -> None:
        binnen(self.laagste)
        binnen(self.hoogste)


Waarde: TypeAlias = JaNee | Code | Getal


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """Where one result of one framework is found: row `smal` of the narrow results, and `breed` of the wide ones."""

    soort: Soort
    smal: int
    breed: int = -1
    decimalen: int = 0
    labels: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Programma:
    """The source of the kernel, the norms it reads, and where it leaves which result."""

    bron: str
    smal: npt.NDArray[np.uint8]
    breed: npt.NDArray[np.int64]
    uitvoer: Mapping[tuple[str, str], Uitvoer]


class Schrijver:
    """Writes the kernel for some frameworks under one set of norms.

    `datumnaam` is the input that dates the norms. `perioden` says from which day which framework applies, for results
    by each row's own date (framework `op_datum`). `onbekend` names the code that stands for unknown in a result.
    """

    def __init__(
        self,
        regelsets: Mapping[str, Regelset],
        normen: Normen,
        indeling: Indeling,
        datumnaam: str,
        perioden: Sequence[tuple[date, str]],
        op_datum: str,
        onbekend: Mapping[str, str],
    ) -> None:
        self.regelsets = regelsets
        self.indeling = indeling
        self.perioden = perioden
        self.op_datum = op_datum
        self.onbekend = onbekend
        self.tabellen = Normtabellen(normen)
        for begin in (self.tabellen.begin[0], *(dag for dag, _ in perioden[:1])):
            if dagnummer(begin) > indeling.kolom(datumnaam).laagste:
                raise NormFout(f"de normen en kaders beginnen op {begin}, en {datumnaam} mag eerder zijn")
        self._knopen: dict[tuple[Any, ...], Knoop] = {}
        self._waarden: dict[tuple[str, str], Waarde] = {}
        self._maten: dict[int, int] = {}
        self.datum = self._kolom(datumnaam)
        assert isinstance(self.datum, Getal)
        stappen = " + ".join(f"({{0}} >= {dagnummer(dag)})" for dag in self.tabellen.begin[1:]) or "0"
        self.periode = self._knoop(
            "g", f"kies({{1}}, {stappen}, {len(self.tabellen.begin)})", self.datum.waarde, self.datum.bekend
        )
        self._maten[self.periode.nr] = len(self.tabellen.begin) + 1

    def schrijf(self, kaders: Sequence[str], namen: Sequence[str]) -> Programma:
        """The kernel that gives the rules `namen` under each of `kaders`."""
        uitvoer: dict[tuple[str, str], Uitvoer] = {}
        smal: list[Knoop] = []
        breed: list[Knoop] = []
        for kader, naam in product(kaders, namen):
            soort = self._regelset(kader).regels[naam].begrip.soort
            match self._op_datum(naam) if kader == self.op_datum else self._naam(kader, naam):
                case JaNee(ja, nee):
                    smal.append(self._knoop("c", "kies({0}, u1, kies({1}, u0, u2))", ja, nee))
                    uit = Uitvoer(soort, len(smal) - 1, labels=NEE_JA_ONBEKEND)
                case Code(code, nr):
                    labels: tuple[Any, ...] = soort.keuzes
                    if naam in self.onbekend:
                        anders = labels.index(self.onbekend[naam])
                        code = self._knoop("c", f"kies({{0}} == u{nr}, u{anders}, {{0}})", code)
                    else:
                        labels = (*labels, None)
                    smal.append(code)
                    uit = Uitvoer(soort, len(smal) - 1, labels=labels)
                case Getal() as getal:
                    smal.append(getal.bekend)
                    breed.append(getal.waarde)
                    uit = Uitvoer(soort, len(smal) - 1, len(breed) - 1, getal.decimalen)
            uitvoer[kader, naam] = uit
        normen = {"normsmal": self.tabellen.smal, "normbreed": self.tabellen.breed}
        knopen = Vooraf(self.periode, self._maten, normen, self._knoop).vervang([*smal, *breed])
        knopen = [self._in_laag(knoop) for knoop in knopen]
        smal, breed = knopen[: len(smal)], knopen[len(smal) :]
        bron = Lussen(knopen).schrijf(smal, breed)
        return Programma(bron, np.array(self.tabellen.smal, np.uint8), np.array(self.tabellen.breed, np.int64), uitvoer)

    # --- nodes --------------------------------------------------------------------------------------------------

    def _knoop(self, type_: str, tekst: str, *delen: Knoop, overal: bool = False) -> Knoop:
        sleutel = (tekst, *(deel.nr for deel in delen))
        if sleutel not in self._knopen:
            laag = -1
            if not overal:
                smal = type_ != "g" and all(deel.type != "g" for deel in delen)
                laag = max([0, *(deel.laag for deel in delen)])
                laag += laag % 2 != smal
            self._knopen[sleutel] = Knoop(len(self._knopen), type_, tekst, delen, laag)
        return self._knopen[sleutel]

    def _in_laag(self, knoop: Knoop) -> Knoop:
        return knoop if knoop.laag >= 0 else self._knoop(knoop.type, "{0}", knoop)

    def _vast(self, type_: str, tekst: object) -> Knoop:
        return self._knoop(type_, str(tekst), overal=True)

    def _bit(self, waar: bool) -> Knoop:
        return self._vast("b", waar)

    def _en(self, *leden: Knoop) -> Knoop:
        return self._samen("&", leden, niets="True", beslist="False")

    def _of(self, *leden: Knoop) -> Knoop:
        return self._samen("|", leden, niets="False", beslist="True")

    def _samen(self, teken: str, leden: Sequence[Knoop], *, niets: str, beslist: str) -> Knoop:
        tellen = list({lid.nr: lid for lid in leden if lid.tekst != niets}.values())
        if any(lid.tekst == beslist for lid in tellen):
            return self._vast("b", beslist)
        if not tellen:
            return self._vast("b", niets)
        return reduce(lambda a, b: self._knoop("b", f"{{0}} {teken} {{1}}", a, b), tellen)

    def _niet(self, lid: Knoop) -> Knoop:
        if lid.tekst in ("True", "False"):
            return self._bit(lid.tekst == "False")
        return self._knoop("b", "not {0}", lid)

    def _kolom(self, naam: str) -> Waarde:
        """The input `naam`, read from its column."""
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        if kolom.smal:
            code = self._knoop("c", f"smal[{plaats * BLOK} + j]", overal=True)
            self._maten[code.nr] = kolom.onbekend + 1
            if kolom.soort is JANEE:
                return JaNee(*(self._knoop("b", f"{{0}} == u{nr}", code, overal=True) for nr in (1, 0)))
            return Code(code, len(kolom.soort.keuzes))
        masker, bit = self.indeling.bekend_bit(naam)
        waarde = self._knoop("g", f"breed[{plaats * BLOK} + j]", overal=True)
        bekend = self._knoop("b", f"(smal[{masker * BLOK} + j] & u{bit}) != u0", overal=True)
        return Getal(waarde, bekend, kolom.decimalen, min(kolom.laagste, 0), kolom.hoogste)

    # --- values -------------------------------------------------------------------------------------------------

    def _regelset(self, kader: str) -> Regelset:
        return self.regelsets[self.perioden[0][1] if kader == self.op_datum else kader]

    def _naam(self, kader: str, naam: str) -> Waarde:
        if (kader, naam) not in self._waarden:
            regelset = self._regelset(kader)
            uit = (
                self._kolom(naam)
                if naam in regelset.gegevens
                else self._waarde(kader, regelset.regels[naam].uitdrukking)
            )
            self._waarden[kader, naam] = uit
        return self._waarden[kader, naam]

    def _op_datum(self, naam: str) -> Waarde:
        """The value under the framework of each row's own date; unknown where the date is."""
        assert isinstance(self.datum, Getal)
        uit = self._naam(self.perioden[0][1], naam)
        for dag, kader in self.perioden[1:]:
            vanaf = self._knoop("b", f"{{0}} >= {dagnummer(dag)}", self.datum.waarde)
            uit = self._kies(JaNee(vanaf, self._niet(vanaf)), self._naam(kader, naam), uit)
        bekend = self.datum.bekend
        match uit:
            case JaNee(ja, nee):
                return JaNee(self._en(bekend, ja), self._en(bekend, nee))
            case Code(code, onbekend):
                return Code(self._knoop("c", f"kies({{1}}, {{0}}, u{onbekend})", code, bekend), onbekend)
            case Getal():
                return replace(uit, bekend=self._en(bekend, uit.bekend))

    def _waarde(self, kader: str, u: Uitdrukking) -> Waarde:
        def van(deel: Uitdrukking) -> Any:
            return self._waarde(kader, deel)

        match u:
            case Vast():
                return self._constante(u.waarde, u.soort)
            case Naam():
                return self._naam(kader, u.naam)
            case Norm():
                return self._norm(u, [van(sleutel).code for sleutel in u.sleutels])
            case En():
                leden = [van(lid) for lid in u.leden]
                return JaNee(self._en(*(lid.ja for lid in leden)), self._of(*(lid.nee for lid in leden)))
            case Of():
                leden = [van(lid) for lid in u.leden]
                return JaNee(self._of(*(lid.ja for lid in leden)), self._en(*(lid.nee for lid in leden)))
            case Niet():
                lid = van(u.lid)
                return JaNee(lid.nee, lid.ja)
            case Vergelijk():
                a, b = self._gelijk_geschaald(van(u.links), van(u.rechts))
                bekend = self._en(a.bekend, b.bekend)
                waar = self._knoop("b", f"{{0}} {u.teken} {{1}}", a.waarde, b.waarde)
                return JaNee(self._en(bekend, waar), self._en(bekend, self._niet(waar)))
            case EenVan():
                return self._een_van(van(u.lid), [u.lid.soort.keuzes.index(code) for code in u.codes])
            case Som():
                uit: Getal = van(u.leden[0])
                for lid in u.leden[1:]:
                    uit = self._reken("{0} + {1}", uit, van(lid), lambda a, b: a + b)
                return uit
            case BovenNul():
                return self._reken("max({0} - {1}, 0)", van(u.links), van(u.rechts), lambda a, b: max(a - b, 0))
            case Maal():
                return self._maal(van(u.lid), van(u.factor), rond_af=u.soort is EURO)
            case Kies():
                return self._kies(van(u.als), van(u.dan), van(u.anders))
            case Ladder():
                return self._waarde(kader, u.als_keuzes())
        raise TypeError(u)

    def _constante(self, waarde: Any, soort: Soort) -> Waarde:
        if soort is JANEE:
            return JaNee(self._bit(waarde), self._bit(not waarde))
        if soort.keuzes:
            return Code(self._vast("c", f"u{soort.keuzes.index(waarde)}"), len(soort.keuzes))
        decimalen = aantal_decimalen(waarde)
        getal = geheel(waarde, decimalen)
        return Getal(self._vast("g", getal), self._bit(True), decimalen, getal, getal)

    def _een_van(self, lid: Code, codes: Sequence[int]) -> JaNee:
        overal = lid.code.laag < 0
        is_een = " | ".join(f"({{0}} == u{code})" for code in codes)
        ja = self._knoop("b", is_een, lid.code, overal=overal)
        nee = self._knoop("b", f"not ({is_een} | ({{0}} == u{lid.onbekend}))", lid.code, overal=overal)
        return JaNee(ja, nee)

    def _geschaald(self, getal: Getal, decimalen: int) -> Getal:
        if decimalen == getal.decimalen:
            return getal
        keer = binnen(10 ** (decimalen - getal.decimalen))
        waarde = self._knoop("g", f"{{0}} * {keer}", getal.waarde)
        return Getal(waarde, getal.bekend, decimalen, getal.laagste * keer, getal.hoogste * keer)

    def _gelijk_geschaald(self, a: Getal, b: Getal) -> tuple[Getal, Getal]:
        decimalen = max(a.decimalen, b.decimalen)
        return self._geschaald(a, decimalen), self._geschaald(b, decimalen)

    def _reken(self, tekst: str, a: Getal, b: Getal, op: Callable[[int, int], int]) -> Getal:
        a, b = self._gelijk_geschaald(a, b)
        waarde = self._knoop("g", tekst, a.waarde, b.waarde)
        randen = [op(x, y) for x in (a.laagste, a.hoogste) for y in (b.laagste, b.hoogste)]
        return Getal(waarde, self._en(a.bekend, b.bekend), a.decimalen, min(randen), max(randen))

    def _maal(self, lid: Getal, factor: Getal, *, rond_af: bool) -> Getal:
        """A product: exact, or (money) rounded half-up to the cent like `soorten.maal_factor`."""
        bekend = self._en(lid.bekend, factor.bekend)
        waarde = self._knoop("g", "{0} * {1}", lid.waarde, factor.waarde)
        randen = [x * y for x in (lid.laagste, lid.hoogste) for y in (factor.laagste, factor.hoogste)]
        laagste, hoogste = min(randen), max(randen)
        if not rond_af:
            return Getal(waarde, bekend, lid.decimalen + factor.decimalen, laagste, hoogste)
        een = 10**factor.decimalen
        teller, noemer = f"2 * {{0}} + {een}", 2 * een
        for getal in (noemer, 2 * laagste + een, 2 * hoogste + een):
            binnen(getal)
        if laagste >= 0:  # without a sign the quotient of machine numbers is the floor
            afgerond = self._knoop("g", f"np.int64(np.uint64({teller}) // np.uint64({noemer}))", waarde)
        else:
            afgerond = self._knoop("g", f"({teller}) // {noemer}", waarde)
        laagste, hoogste = ((2 * rand + een) // noemer for rand in (laagste, hoogste))
        return Getal(afgerond, bekend, lid.decimalen, laagste, hoogste)

    def _kies(self, als: JaNee, dan: Waarde, anders: Waarde) -> Waarde:
        ja, nee = als.ja, als.nee
        if ja.tekst == "True" or nee.tekst == "True":
            return dan if ja.tekst == "True" else anders
        match dan, anders:
            case JaNee(), JaNee():
                return JaNee(
                    self._en(self._of(dan.ja, nee), self._of(anders.ja, ja)),
                    self._en(self._of(dan.nee, nee), self._of(anders.nee, ja)),
                )
            case Code(), Code():
                tekst = f"kies({{0}} | ({{2}} == {{3}}), {{2}}, kies({{1}}, {{3}}, u{dan.onbekend}))"
                return Code(self._knoop("c", tekst, ja, nee, dan.code, anders.code), dan.onbekend)
            case Getal(), Getal():
                a, b = self._gelijk_geschaald(dan, anders)
                gelijk = self._knoop("b", "{0} == {1}", a.waarde, b.waarde)
                bekend = self._en(self._of(a.bekend, nee), self._of(b.bekend, ja), self._of(ja, nee, gelijk))
                waarde = self._knoop("g", "kies({0}, {2}, {1})", nee, a.waarde, b.waarde)
                return Getal(waarde, bekend, a.decimalen, min(a.laagste, b.laagste), max(a.hoogste, b.hoogste))
        raise TypeError((dan, anders))

    # --- norms --------------------------------------------------------------------------------------------------

    def _norm(self, u: Norm, codes: Sequence[Knoop]) -> Waarde:
        """The norm of the row's period, from a dense table by period and keys, each with a place for unknown."""
        tabel = self.tabellen.tabel(u)
        maten = [len(sleutel.soort.keuzes) + 1 for sleutel in u.sleutels]
        plaats = "{0}"
        for nr, maat in enumerate(maten, start=1):
            plaats = f"({plaats}) * {maat} + {{{nr}}}"
        index = self._knoop("g", plaats, self.periode, *codes) if codes else self.periode
        code = self._knoop("c", f"normsmal[{tabel.smal} + {{0}}]", index)
        if u.soort is JANEE:
            return JaNee(self._knoop("b", "{0} == u1", code), self._knoop("b", "{0} == u0", code))
        assert isinstance(self.datum, Getal)
        if tabel.compleet:
            bekend = self._knoop("b", f"{{0}} != {len(self.tabellen.begin)}", self.periode)
        else:
            bekend = self._knoop("b", "{0} != u0", code)
        waarde = self._knoop("g", f"normbreed[{tabel.breed} + {{0}}]", index)
        return Getal(waarde, bekend, tabel.decimalen, tabel.laagste, tabel.hoogste)
