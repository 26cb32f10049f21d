"""The rules written out as one fused loop over blocks of rows, for `regeltaal.lezers.kolommen.kern`.

Every part of every rule of every framework becomes a node; equal nodes are one node, so what frameworks share is
computed once. A ja/nee is a pair of bits (ja, nee; neither is unknown), a choice a small code (its last code + 1 is
unknown), a number a whole number of the smallest unit with a bit that says whether it is known. There are no branches
on the data: nodes are grouped in layers, narrow ones (bits, codes) apart from wide ones (numbers) and from looking up,
and each layer is one loop over a block that the processor can do many rows at a time. All is written twice: for any
block, and shorter for blocks in which nothing is unknown.

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

from regeltaal.fouten import NormFout
from regeltaal.lezers.kolommen.invoer import BLOK, NEE_JA_ONBEKEND, Indeling, dagnummer
from regeltaal.lezers.kolommen.lussen import SOORTEN, Knoop, schrijf_lussen, soort_laag
from regeltaal.lezers.kolommen.normen import Normtabellen, aantal_decimalen, binnen, geheel, past
from regeltaal.lezers.kolommen.vooraf import Vooraf
from regeltaal.normen import Normen
from regeltaal.regel import Regelset
from regeltaal.soorten import EURO, JANEE, Soort
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
    Orde,
    Som,
    Uitdrukking,
    Vast,
    Vergelijk,
)


@dataclass(frozen=True, slots=True)
class JaNee:
    """`zeker`: known in every row, and so `nee` is just not `ja`."""

    ja: Knoop
    nee: Knoop
    zeker: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """`zeker`: known in every row."""

    code: Knoop
    onbekend: int
    zeker: bool = False


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

    @property
    def zeker(self) -> bool:
        """Known in every row."""
        return self.bekend.tekst == "True"


Waarde: TypeAlias = JaNee | Code | Getal


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """Where one result of one framework is found: row `smal` of the codes, and of a number row `getal` of the wide
    results (four bytes), or of the `lang` ones (eight)."""

    soort: Soort
    smal: int
    getal: int = -1
    lang: bool = False
    decimalen: int = 0
    labels: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Programma:
    """The source of the kernel, the inputs and norms it reads, and where it leaves which result."""

    bron: str
    gelezen: frozenset[str]
    smal: npt.NDArray[np.uint8]
    breed: npt.NDArray[np.int64]
    uitvoer: Mapping[tuple[str, str], Uitvoer]


def schrijf(
    regelsets: Mapping[str, Regelset],
    normen: Normen,
    indeling: Indeling,
    datumnaam: str,
    perioden: Sequence[tuple[date, str]],
    op_datum: str,
    onbekend: Mapping[str, str],
    kaders: Sequence[str],
    namen: Sequence[str],
) -> Programma:
    """The kernel that gives the rules `namen` under each of `kaders`, under one set of norms.

    `datumnaam` is the input that dates the norms. `perioden` says from which day which framework applies, for results
    by each row's own date (framework `op_datum`). `onbekend` names the code that stands for unknown in a result.
    """
    tabellen = Normtabellen(normen)
    algemeen, volledig = (
        Schrijver(regelsets, tabellen, indeling, datumnaam, perioden, op_datum, onbekend, volledig=alles_bekend)
        for alles_bekend in (False, True)
    )
    knopen, uitvoer = algemeen.knopen(kaders, namen)
    bron = schrijf_lussen(knopen, [knoop for _, knoop in volledig.knopen(kaders, namen)[0]])
    normsmal, normbreed = np.array(tabellen.smal, np.uint8), np.array(tabellen.breed, np.int64)
    return Programma(bron, frozenset(algemeen.gelezen), normsmal, normbreed, uitvoer)


class Schrijver:
    """Writes the nodes of the rules; with `volledig` for blocks in which every input that is read is known."""

    def __init__(
        self,
        regelsets: Mapping[str, Regelset],
        tabellen: Normtabellen,
        indeling: Indeling,
        datumnaam: str,
        perioden: Sequence[tuple[date, str]],
        op_datum: str,
        onbekend: Mapping[str, str],
        *,
        volledig: bool,
    ) -> None:
        self.regelsets = regelsets
        self.indeling = indeling
        self.perioden = perioden
        self.op_datum = op_datum
        self.onbekend = onbekend
        self.tabellen = tabellen
        self.volledig = volledig
        self.gelezen: set[str] = set()
        for begin in (self.tabellen.begin[0], *(dag for dag, _ in perioden[:1])):
            if dagnummer(begin) > indeling.kolom(datumnaam).laagste:
                raise NormFout(f"de normen en kaders beginnen op {begin}, en {datumnaam} mag eerder zijn")
        self._knopen: dict[tuple[Any, ...], Knoop] = {}
        self._waarden: dict[tuple[str, str], Waarde] = {}
        self._maten: dict[int, int] = {}
        self.datum = self._kolom(datumnaam)
        assert isinstance(self.datum, Getal)
        aantal = len(self.tabellen.begin)
        stappen = " + ".join(f"({{0}} >= {dagnummer(dag)})" for dag in self.tabellen.begin[1:]) or "0"
        if not volledig:
            stappen = f"kies({{1}}, {stappen}, {aantal})"
        self.periode = self._knoop("k", f"np.int32({stappen})", self.datum.waarde, self.datum.bekend)
        self._maten[self.periode.nr] = aantal if volledig else aantal + 1

    def knopen(
        self, kaders: Sequence[str], namen: Sequence[str]
    ) -> tuple[list[tuple[str, Knoop]], dict[tuple[str, str], Uitvoer]]:
        """The results (the rules `namen` under each of `kaders`) with where they go, and how each of them is read."""
        uitvoer: dict[tuple[str, str], Uitvoer] = {}
        smal: list[Knoop] = []
        getallen: dict[bool, list[Knoop]] = {False: [], True: []}
        for kader, naam in product(kaders, namen):
            soort = self._regelset(kader).regels[naam].begrip.soort
            match self._op_datum(naam) if kader == self.op_datum else self._naam(kader, naam):
                case JaNee(ja, nee, zeker):
                    tekst = "kies({0}, u1, u0)" if zeker else "kies({0}, u1, kies({1}, u0, u2))"
                    smal.append(self._knoop("c", tekst, ja, nee))
                    uit = Uitvoer(soort, len(smal) - 1, labels=NEE_JA_ONBEKEND)
                case Code(code, nr, zeker):
                    labels: tuple[Any, ...] = soort.keuzes
                    if naam in self.onbekend:
                        anders = labels.index(self.onbekend[naam])
                        tekst = "{0}" if zeker else f"kies({{0}} == u{nr}, u{anders}, {{0}})"
                        code = self._knoop("c", tekst, code)
                    else:
                        labels = (*labels, None)
                    smal.append(code)
                    uit = Uitvoer(soort, len(smal) - 1, labels=labels)
                case Getal() as getal:
                    smal.append(getal.bekend)
                    lang = not past(getal.laagste, getal.hoogste)
                    getallen[lang].append(getal.waarde)
                    uit = Uitvoer(soort, len(smal) - 1, len(getallen[lang]) - 1, lang, getal.decimalen)
            uitvoer[kader, naam] = uit
        normen = {"normsmal": self.tabellen.smal, "normbreed": self.tabellen.breed}
        rijen = [("uitsmal", smal), ("uitbreed", getallen[False]), ("uitlang", getallen[True])]
        waar = [f"{uit}[{nr}]" for uit, rij in rijen for nr in range(len(rij))]
        knopen = Vooraf(self.periode, self._maten, normen, self._knoop).vervang([k for _, rij in rijen for k in rij])
        return [(plek, self._in_laag(knoop)) for plek, knoop in zip(waar, knopen, strict=True)], uitvoer

    # --- nodes --------------------------------------------------------------------------------------------------

    def _knoop(self, type_: str, tekst: str, *delen: Knoop, overal: bool = False) -> Knoop:
        sleutel = (tekst, *(deel.nr for deel in delen))
        if sleutel not in self._knopen:
            laag = -1
            if not overal:
                laag = max([0, *(deel.laag for deel in delen)])
                soort = soort_laag(type_, tekst, delen)
                laag += (soort - laag) % SOORTEN
            self._knopen[sleutel] = Knoop(len(self._knopen), type_, tekst, delen, laag)
        return self._knopen[sleutel]

    def _getal(self, tekst: str, laagste: int, hoogste: int, *delen: Knoop) -> Knoop:
        """A number, of four bytes if that is enough for its bounds: the processor does twice as many at a time."""
        if past(laagste, hoogste):
            return self._knoop("k", f"np.int32({tekst})", *delen)
        return self._knoop("g", tekst, *delen)

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
        if lid.tekst == "not {0}":
            return lid.delen[0]
        return self._knoop("b", "not {0}", lid, overal=lid.laag < 0)

    def _ja_nee(self, ja: Knoop, nee: Knoop, *delen: Waarde) -> JaNee:
        """Known wherever all its parts are."""
        return JaNee(ja, self._niet(ja), True) if all(deel.zeker for deel in delen) else JaNee(ja, nee)

    def _kolom(self, naam: str) -> Waarde:
        """The input `naam`, read from its column."""
        self.gelezen.add(naam)
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        if kolom.smal:
            code = self._knoop("c", f"smal[{plaats * BLOK} + j]", overal=True)
            self._maten[code.nr] = kolom.onbekend if self.volledig else kolom.onbekend + 1
            if kolom.soort is JANEE:
                ja, nee = (self._knoop("b", f"{{0}} == u{nr}", code, overal=True) for nr in (1, 0))
                return JaNee(ja, nee, self.volledig)
            return Code(code, kolom.onbekend, self.volledig)
        masker, bit = self.indeling.bekend_bit(naam)
        waarde = self._knoop("k", f"breed[{plaats * BLOK} + j]", overal=True)
        bekend = self._knoop("b", f"(smal[{masker * BLOK} + j] & u{bit}) != u0", overal=True)
        if self.volledig:
            bekend = self._bit(True)
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
            uit = self._kies(JaNee(vanaf, self._niet(vanaf), True), self._naam(kader, naam), uit)
        bekend = self.datum.bekend
        if self.volledig:
            return uit
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
                return self._norm(u, [van(sleutel) for sleutel in u.sleutels])
            case En():
                leden = [van(lid) for lid in u.leden]
                ja, nee = self._en(*(lid.ja for lid in leden)), self._of(*(lid.nee for lid in leden))
                return self._ja_nee(ja, nee, *leden)
            case Of():
                leden = [van(lid) for lid in u.leden]
                ja, nee = self._of(*(lid.ja for lid in leden)), self._en(*(lid.nee for lid in leden))
                return self._ja_nee(ja, nee, *leden)
            case Niet():
                lid = van(u.lid)
                return JaNee(lid.nee, lid.ja, lid.zeker)
            case Vergelijk():
                a, b = self._vergelijkbaar(van(u.links), u.orde, van(u.rechts))
                bekend = self._en(a.bekend, b.bekend)
                waar = self._knoop("b", f"{{0}} {u.orde.value} {{1}}", a.waarde, b.waarde)
                return self._ja_nee(self._en(bekend, waar), self._en(bekend, self._niet(waar)), a, b)
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
            return JaNee(self._bit(waarde), self._bit(not waarde), True)
        if soort.keuzes:
            return Code(self._vast("c", f"u{soort.keuzes.index(waarde)}"), len(soort.keuzes), True)
        decimalen = aantal_decimalen(waarde)
        getal = geheel(waarde, decimalen)
        return Getal(self._vast("g", getal), self._bit(True), decimalen, getal, getal)

    def _een_van(self, lid: Code, codes: Sequence[int]) -> JaNee:
        overal = lid.code.laag < 0
        is_een = " | ".join(f"({{0}} == u{code})" for code in codes)
        ja = self._knoop("b", is_een, lid.code, overal=overal)
        nee = self._knoop("b", f"not ({is_een} | ({{0}} == u{lid.onbekend}))", lid.code, overal=overal)
        return self._ja_nee(ja, nee, lid)

    def _geschaald(self, getal: Getal, decimalen: int) -> Getal:
        if decimalen == getal.decimalen:
            return getal
        keer = binnen(10 ** (decimalen - getal.decimalen))
        grenzen = getal.laagste * keer, getal.hoogste * keer
        return Getal(self._getal(f"{{0}} * {keer}", *grenzen, getal.waarde), getal.bekend, decimalen, *grenzen)

    def _gelijk_geschaald(self, a: Getal, b: Getal) -> tuple[Getal, Getal]:
        decimalen = max(a.decimalen, b.decimalen)
        return self._geschaald(a, decimalen), self._geschaald(b, decimalen)

    def _vergelijkbaar(self, a: Getal, orde: Orde, b: Getal) -> tuple[Getal, Getal]:
        """Both with as many decimals, for a comparison; what can be computed beforehand is rounded to the decimals of
        the other: n >= 3.2 is n >= 4 for a whole number n."""
        if a.decimalen < b.decimalen and self._vooraf(b.waarde):
            return a, self._grover(b, a.decimalen, boven=orde is Orde.MINSTENS)
        if b.decimalen < a.decimalen and self._vooraf(a.waarde):
            return self._grover(a, b.decimalen, boven=orde is Orde.HOOGSTENS), b
        return self._gelijk_geschaald(a, b)

    def _grover(self, getal: Getal, decimalen: int, *, boven: bool) -> Getal:
        """With fewer decimals, rounded up or down."""
        keer = 10 ** (getal.decimalen - decimalen)
        tekst = f"-(-{{0}} // {keer})" if boven else f"{{0}} // {keer}"
        laagste, hoogste = (-(-rand // keer) if boven else rand // keer for rand in (getal.laagste, getal.hoogste))
        waarde = self._getal(tekst, laagste, hoogste, getal.waarde)
        return Getal(waarde, getal.bekend, decimalen, laagste, hoogste)

    def _vooraf(self, knoop: Knoop) -> bool:
        """Whether a number depends on the period and on codes only."""
        return (not knoop.tekst.startswith("breed[") and all(map(self._vooraf, knoop.delen))) or knoop.nr in self._maten

    def _reken(self, tekst: str, a: Getal, b: Getal, op: Callable[[int, int], int]) -> Getal:
        a, b = self._gelijk_geschaald(a, b)
        randen = [op(x, y) for x in (a.laagste, a.hoogste) for y in (b.laagste, b.hoogste)]
        waarde = self._getal(tekst, min(randen), max(randen), a.waarde, b.waarde)
        return Getal(waarde, self._en(a.bekend, b.bekend), a.decimalen, min(randen), max(randen))

    def _maal(self, lid: Getal, factor: Getal, *, rond_af: bool) -> Getal:
        """A product: exact, or (money) rounded half-up to the cent like `soorten.maal_factor`."""
        bekend = self._en(lid.bekend, factor.bekend)
        randen = [x * y for x in (lid.laagste, lid.hoogste) for y in (factor.laagste, factor.hoogste)]
        laagste, hoogste = min(randen), max(randen)
        waarde = self._getal("{0} * {1}", laagste, hoogste, lid.waarde, factor.waarde)
        if not rond_af:
            return Getal(waarde, bekend, lid.decimalen + factor.decimalen, laagste, hoogste)
        een = 10**factor.decimalen
        teller, noemer = f"2 * {{0}} + {een}", 2 * een
        for getal in (noemer, 2 * laagste + een, 2 * hoogste + een):
            binnen(getal)
        deling = f"({teller}) // {noemer}"
        if laagste >= 0:  # without a sign the quotient of machine numbers is the floor
            deling = f"np.int64(np.uint64({teller}) // np.uint64({noemer}))"
        laagste, hoogste = ((2 * rand + een) // noemer for rand in (laagste, hoogste))
        return Getal(self._getal(deling, laagste, hoogste, waarde), bekend, lid.decimalen, laagste, hoogste)

    def _kies(self, als: JaNee, dan: Waarde, anders: Waarde) -> Waarde:
        ja, nee = als.ja, als.nee
        if ja.tekst == "True" or nee.tekst == "True":
            return dan if ja.tekst == "True" else anders
        match dan, anders:
            case JaNee(), JaNee():
                return self._ja_nee(
                    self._en(self._of(dan.ja, nee), self._of(anders.ja, ja)),
                    self._en(self._of(dan.nee, nee), self._of(anders.nee, ja)),
                    als,
                    dan,
                    anders,
                )
            case Code(), Code() if als.zeker:
                code = self._knoop("c", "kies({0}, {1}, {2})", ja, dan.code, anders.code)
                return Code(code, dan.onbekend, dan.zeker and anders.zeker)
            case Code(), Code():
                tekst = f"kies({{0}} | ({{2}} == {{3}}), {{2}}, kies({{1}}, {{3}}, u{dan.onbekend}))"
                return Code(self._knoop("c", tekst, ja, nee, dan.code, anders.code), dan.onbekend)
            case Getal(), Getal():
                a, b = self._gelijk_geschaald(dan, anders)
                gelijk = self._knoop("b", "{0} == {1}", a.waarde, b.waarde)
                gekozen = self._bit(True) if als.zeker else self._of(ja, nee, gelijk)
                bekend = self._en(self._of(a.bekend, nee), self._of(b.bekend, ja), gekozen)
                grenzen = min(a.laagste, b.laagste), max(a.hoogste, b.hoogste)
                waarde = self._getal("kies({0}, {2}, {1})", *grenzen, nee, a.waarde, b.waarde)
                return Getal(waarde, bekend, a.decimalen, *grenzen)
        raise TypeError((dan, anders))

    # --- norms --------------------------------------------------------------------------------------------------

    def _norm(self, u: Norm, sleutels: Sequence[Code]) -> Waarde:
        """The norm of the row's period, from a dense table by period and keys, each with a place for unknown."""
        tabel, codes = self.tabellen.tabel(u), [sleutel.code for sleutel in sleutels]
        maten = [len(sleutel.soort.keuzes) + 1 for sleutel in u.sleutels]
        plaats = "{0}"
        for nr, maat in enumerate(maten, start=1):
            plaats = f"({plaats}) * {maat} + {{{nr}}}"
        index = self._knoop("k", f"np.int32({plaats})", self.periode, *codes) if codes else self.periode
        code = self._knoop("c", f"normsmal[{tabel.smal} + {{0}}]", index)
        zeker = self.volledig and tabel.compleet and all(sleutel.zeker for sleutel in sleutels)
        if u.soort is JANEE:
            return JaNee(self._knoop("b", "{0} == u1", code), self._knoop("b", "{0} == u0", code), zeker)
        if zeker:
            bekend = self._bit(True)
        elif tabel.compleet and not codes:
            bekend = self._knoop("b", f"{{0}} != {len(self.tabellen.begin)}", self.periode)
        else:
            bekend = self._knoop("b", "{0} != u0", code)
        waarde = self._getal(f"normbreed[{tabel.breed} + {{0}}]", tabel.laagste, tabel.hoogste, index)
        return Getal(waarde, bekend, tabel.decimalen, tabel.laagste, tabel.hoogste)
