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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from regeltaal.fouten import NormFout
from regeltaal.lezers.kolommen.bewerkingen import (
    ANDERS,
    BEKEND,
    BIT_ALS_CODE,
    BITS_ALS_CODE,
    BOVEN_NUL,
    BREED,
    EEN_VAN,
    EN,
    GEEN_VAN,
    GELIJK,
    HOOGSTENS,
    IN_PLAATS_VAN,
    IS,
    IS_NIET,
    KEER,
    KIES,
    KIES_CODE,
    MAAL,
    MINSTENS,
    NIET,
    NORMBREED,
    NORMSMAL,
    OF,
    OMHOOG,
    OMLAAG,
    PERIODE,
    PERIODE_OF_ONBEKEND,
    PLAATS,
    PLUS,
    ROND_AF,
    ROND_AF_POSITIEF,
    SMAL,
    VANAF,
    VAST,
    WAAR_BEKEND,
    ZELFDE,
    Bewerking,
    Knoop,
)
from regeltaal.lezers.kolommen.invoer import BLOK, NEE_JA_ONBEKEND, dagnummer
from regeltaal.lezers.kolommen.lussen import SOORTEN, schrijf_lussen, soort_laag
from regeltaal.lezers.kolommen.normen import Normtabellen, aantal_decimalen, binnen, geheel, past
from regeltaal.lezers.kolommen.opdracht import OP_DATUM, Opdracht
from regeltaal.lezers.kolommen.vooraf import Vooraf
from regeltaal.lezers.lezer import Lezer
from regeltaal.soorten import EURO, JANEE, Soort
from regeltaal.uitdrukking import (
    BovenNul,
    EenVan,
    En,
    Kies,
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
        return self.bekend.is_vast(1)


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


def schrijf(opdracht: Opdracht) -> Programma:
    """The kernel for a request. Raises NormFout for norms that cannot be computed with exactly."""
    tabellen = Normtabellen(opdracht.normen)
    algemeen, volledig = (Schrijver(opdracht, tabellen, volledig=alles_bekend) for alles_bekend in (False, True))
    knopen, uitvoer = algemeen.knopen()
    bron = schrijf_lussen(knopen, [knoop for _, knoop in volledig.knopen()[0]])
    normsmal, normbreed = np.array(tabellen.smal, np.uint8), np.array(tabellen.breed, np.int64)
    return Programma(bron, frozenset(algemeen.gelezen), normsmal, normbreed, uitvoer)


class Schrijver(Lezer[[str], Any]):
    """Writes the nodes of the rules, per framework; with `volledig` for blocks in which every input that is read is
    known."""

    def __init__(self, opdracht: Opdracht, tabellen: Normtabellen, *, volledig: bool) -> None:
        self.opdracht = opdracht
        self.indeling = opdracht.indeling
        self.tabellen = tabellen
        self.volledig = volledig
        self.gelezen: set[str] = set()
        for begin in (self.tabellen.begin[0], *(dag for dag, _ in opdracht.perioden[:1])):
            if dagnummer(begin) > self.indeling.kolom(opdracht.datumnaam).laagste:
                raise NormFout(f"de normen en kaders beginnen op {begin}, en {opdracht.datumnaam} mag eerder zijn")
        self._knopen: dict[tuple[Any, ...], Knoop] = {}
        self._waarden: dict[tuple[str, str], Waarde] = {}
        self._maten: dict[int, int] = {}
        self.datum = self._kolom(opdracht.datumnaam)
        assert isinstance(self.datum, Getal)
        dagen = tuple(map(dagnummer, self.tabellen.begin[1:]))
        if volledig:
            self.periode = self._knoop("k", PERIODE, self.datum.waarde, getallen=dagen)
        else:
            delen = self.datum.waarde, self.datum.bekend
            self.periode = self._knoop("k", PERIODE_OF_ONBEKEND, *delen, getallen=dagen)
        self._maten[self.periode.nr] = len(dagen) + (1 if volledig else 2)

    def knopen(self) -> tuple[list[tuple[str, Knoop]], dict[tuple[str, str], Uitvoer]]:
        """The results with where they go, and how each of them is read."""
        uitvoer: dict[tuple[str, str], Uitvoer] = {}
        smal: list[Knoop] = []
        getallen: dict[bool, list[Knoop]] = {False: [], True: []}
        for kader, naam in self.opdracht.gevraagd:
            soort = self.opdracht.regelset(kader).regels[naam].begrip.soort
            match self._op_datum(naam) if kader == OP_DATUM else self._naam(kader, naam):
                case JaNee(ja, nee, zeker):
                    als_code = self._knoop("c", BIT_ALS_CODE, ja) if zeker else self._knoop("c", BITS_ALS_CODE, ja, nee)
                    smal.append(als_code)
                    uit = Uitvoer(soort, len(smal) - 1, labels=NEE_JA_ONBEKEND)
                case Code(code, nr, zeker):
                    labels: tuple[Any, ...] = soort.keuzes
                    if naam in self.opdracht.onbekend:
                        anders = labels.index(self.opdracht.onbekend[naam])
                        vervang = (ZELFDE, ()) if zeker else (IN_PLAATS_VAN, (nr, anders))
                        code = self._knoop("c", vervang[0], code, getallen=vervang[1])
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

    def _knoop(
        self, type_: str, bewerking: Bewerking, *delen: Knoop, getallen: tuple[int, ...] = (), overal: bool = False
    ) -> Knoop:
        sleutel = (type_, bewerking, getallen, *(deel.nr for deel in delen))
        if sleutel not in self._knopen:
            laag = -1
            if not overal:
                laag = max([0, *(deel.laag for deel in delen)])
                soort = soort_laag(type_, bewerking, delen)
                laag += (soort - laag) % SOORTEN
            self._knopen[sleutel] = Knoop(len(self._knopen), type_, bewerking, getallen, delen, laag)
        return self._knopen[sleutel]

    def _getal(
        self, bewerking: Bewerking, grenzen: tuple[int, int], *delen: Knoop, getallen: tuple[int, ...] = ()
    ) -> Knoop:
        """A number, of four bytes if that is enough for its bounds: the processor does twice as many at a time."""
        return self._knoop("k" if past(*grenzen) else "g", bewerking, *delen, getallen=getallen)

    def _in_laag(self, knoop: Knoop) -> Knoop:
        return knoop if knoop.laag >= 0 else self._knoop(knoop.type, ZELFDE, knoop)

    def _vast(self, type_: str, waarde: int) -> Knoop:
        return self._knoop(type_, VAST, getallen=(waarde,), overal=True)

    def _bit(self, waar: bool) -> Knoop:
        return self._vast("b", int(waar))

    def _en(self, *leden: Knoop) -> Knoop:
        return self._samen(EN, leden, beslist=0)

    def _of(self, *leden: Knoop) -> Knoop:
        return self._samen(OF, leden, beslist=1)

    def _samen(self, bewerking: Bewerking, leden: Sequence[Knoop], *, beslist: int) -> Knoop:
        tellen = list({lid.nr: lid for lid in leden if not lid.is_vast(1 - beslist)}.values())
        if any(lid.is_vast(beslist) for lid in tellen):
            return self._vast("b", beslist)
        if not tellen:
            return self._vast("b", 1 - beslist)
        return reduce(lambda a, b: self._knoop("b", bewerking, a, b), tellen)

    def _niet(self, lid: Knoop) -> Knoop:
        if lid.bewerking is VAST:
            return self._bit(lid.is_vast(0))
        if lid.bewerking is NIET:
            return lid.delen[0]
        return self._knoop("b", NIET, lid, overal=lid.laag < 0)

    def _ja_nee(self, ja: Knoop, nee: Knoop, *delen: Waarde) -> JaNee:
        """Known wherever all its parts are."""
        return JaNee(ja, self._niet(ja), True) if all(deel.zeker for deel in delen) else JaNee(ja, nee)

    def _kolom(self, naam: str) -> Waarde:
        """The input `naam`, read from its column."""
        self.gelezen.add(naam)
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        if kolom.smal:
            code = self._knoop("c", SMAL, getallen=(plaats * BLOK,), overal=True)
            self._maten[code.nr] = kolom.onbekend if self.volledig else kolom.onbekend + 1
            if kolom.soort is JANEE:
                ja, nee = (self._knoop("b", IS, code, getallen=(nr,), overal=True) for nr in (1, 0))
                return JaNee(ja, nee, self.volledig)
            return Code(code, kolom.onbekend, self.volledig)
        masker, bit = self.indeling.bekend_bit(naam)
        waarde = self._knoop("k", BREED, getallen=(plaats * BLOK,), overal=True)
        bekend = self._knoop("b", BEKEND, getallen=(masker * BLOK, bit), overal=True)
        if self.volledig:
            bekend = self._bit(True)
        return Getal(waarde, bekend, kolom.decimalen, min(kolom.laagste, 0), kolom.hoogste)

    # --- values -------------------------------------------------------------------------------------------------

    def _naam(self, kader: str, naam: str) -> Waarde:
        if (kader, naam) not in self._waarden:
            gebouwd = self.opdracht.regelset(kader).regels.get(naam)
            self._waarden[kader, naam] = self._kolom(naam) if gebouwd is None else self.lees(gebouwd.uitdrukking, kader)
        return self._waarden[kader, naam]

    def _op_datum(self, naam: str) -> Waarde:
        """The value under the framework of each row's own date; unknown where the date is."""
        assert isinstance(self.datum, Getal)
        (_, eerste), *rest = self.opdracht.perioden
        uit = self._naam(eerste, naam)
        for dag, kader in rest:
            vanaf = self._knoop("b", VANAF, self.datum.waarde, getallen=(dagnummer(dag),))
            uit = self._kies(JaNee(vanaf, self._niet(vanaf), True), self._naam(kader, naam), uit)
        bekend = self.datum.bekend
        if self.volledig:
            return uit
        match uit:
            case JaNee(ja, nee):
                return JaNee(self._en(bekend, ja), self._en(bekend, nee))
            case Code(code, onbekend):
                return Code(self._knoop("c", WAAR_BEKEND, code, bekend, getallen=(onbekend,)), onbekend)
            case Getal():
                return replace(uit, bekend=self._en(bekend, uit.bekend))

    def vast(self, u: Vast, kader: str) -> Waarde:
        if u.soort is JANEE:
            return JaNee(self._bit(u.waarde), self._bit(not u.waarde), True)
        if u.soort.keuzes:
            return Code(self._vast("c", u.soort.keuzes.index(u.waarde)), len(u.soort.keuzes), True)
        decimalen = aantal_decimalen(u.waarde)
        getal = geheel(u.waarde, decimalen)
        return Getal(self._vast("g", getal), self._bit(True), decimalen, getal, getal)

    def naam(self, u: Naam, kader: str) -> Waarde:
        return self._naam(kader, u.naam)

    def en(self, u: En, kader: str) -> Waarde:
        leden = self._delen(u, kader)
        ja, nee = self._en(*(lid.ja for lid in leden)), self._of(*(lid.nee for lid in leden))
        return self._ja_nee(ja, nee, *leden)

    def of(self, u: Of, kader: str) -> Waarde:
        leden = self._delen(u, kader)
        ja, nee = self._of(*(lid.ja for lid in leden)), self._en(*(lid.nee for lid in leden))
        return self._ja_nee(ja, nee, *leden)

    def niet(self, u: Niet, kader: str) -> Waarde:
        lid = self.lees(u.lid, kader)
        return JaNee(lid.nee, lid.ja, lid.zeker)

    def vergelijk(self, u: Vergelijk, kader: str) -> Waarde:
        a, b = self._vergelijkbaar(self.lees(u.links, kader), u.orde, self.lees(u.rechts, kader))
        bekend = self._en(a.bekend, b.bekend)
        waar = self._knoop("b", HOOGSTENS if u.orde is Orde.HOOGSTENS else MINSTENS, a.waarde, b.waarde)
        return self._ja_nee(self._en(bekend, waar), self._en(bekend, self._niet(waar)), a, b)

    def een_van(self, u: EenVan, kader: str) -> Waarde:
        lid = self.lees(u.lid, kader)
        codes, overal = tuple(u.lid.soort.keuzes.index(code) for code in u.codes), lid.code.laag < 0
        ja = self._knoop("b", EEN_VAN, lid.code, getallen=codes, overal=overal)
        nee = self._knoop("b", GEEN_VAN, lid.code, getallen=(*codes, lid.onbekend), overal=overal)
        return self._ja_nee(ja, nee, lid)

    def som(self, u: Som, kader: str) -> Waarde:
        eerste: Getal
        eerste, *rest = self._delen(u, kader)
        return reduce(partial(self._reken, PLUS), rest, eerste)

    def boven_nul(self, u: BovenNul, kader: str) -> Waarde:
        return self._reken(BOVEN_NUL, *self._delen(u, kader))

    def maal(self, u: Maal, kader: str) -> Waarde:
        """A product: exact, or (money) rounded half-up to the cent like `soorten.maal_factor`."""
        lid, factor = self._delen(u, kader)
        bekend = self._en(lid.bekend, factor.bekend)
        randen = [x * y for x in (lid.laagste, lid.hoogste) for y in (factor.laagste, factor.hoogste)]
        laagste, hoogste = min(randen), max(randen)
        waarde = self._getal(MAAL, (laagste, hoogste), lid.waarde, factor.waarde)
        if u.soort is not EURO:
            return Getal(waarde, bekend, lid.decimalen + factor.decimalen, laagste, hoogste)
        een = 10**factor.decimalen
        for getal in (2 * een, 2 * laagste + een, 2 * hoogste + een):
            binnen(getal)
        grenzen = (2 * laagste + een) // (2 * een), (2 * hoogste + een) // (2 * een)
        deling = ROND_AF_POSITIEF if laagste >= 0 else ROND_AF
        return Getal(self._getal(deling, grenzen, waarde, getallen=(een, 2 * een)), bekend, lid.decimalen, *grenzen)

    def kies(self, u: Kies, kader: str) -> Waarde:
        return self._kies(*self._delen(u, kader))

    def _delen(self, u: Uitdrukking, kader: str) -> list[Any]:
        return [self.lees(deel, kader) for deel in u.delen()]

    def _geschaald(self, getal: Getal, decimalen: int) -> Getal:
        if decimalen == getal.decimalen:
            return getal
        keer = binnen(10 ** (decimalen - getal.decimalen))
        grenzen = getal.laagste * keer, getal.hoogste * keer
        waarde = self._getal(KEER, grenzen, getal.waarde, getallen=(keer,))
        return Getal(waarde, getal.bekend, decimalen, *grenzen)

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
        laagste, hoogste = (-(-rand // keer) if boven else rand // keer for rand in (getal.laagste, getal.hoogste))
        waarde = self._getal(OMHOOG if boven else OMLAAG, (laagste, hoogste), getal.waarde, getallen=(keer,))
        return Getal(waarde, getal.bekend, decimalen, laagste, hoogste)

    def _vooraf(self, knoop: Knoop) -> bool:
        """Whether a number depends on the period and on codes only."""
        return (knoop.bewerking is not BREED and all(map(self._vooraf, knoop.delen))) or knoop.nr in self._maten

    def _reken(self, bewerking: Bewerking, a: Getal, b: Getal) -> Getal:
        a, b = self._gelijk_geschaald(a, b)
        randen = [int(bewerking.reken(x, y)) for x in (a.laagste, a.hoogste) for y in (b.laagste, b.hoogste)]
        waarde = self._getal(bewerking, (min(randen), max(randen)), a.waarde, b.waarde)
        return Getal(waarde, self._en(a.bekend, b.bekend), a.decimalen, min(randen), max(randen))

    def _kies(self, als: JaNee, dan: Waarde, anders: Waarde) -> Waarde:
        ja, nee = als.ja, als.nee
        if ja.is_vast(1) or nee.is_vast(1):
            return dan if ja.is_vast(1) else anders
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
                code = self._knoop("c", KIES, ja, dan.code, anders.code)
                return Code(code, dan.onbekend, dan.zeker and anders.zeker)
            case Code(), Code():
                delen = ja, nee, dan.code, anders.code
                return Code(self._knoop("c", KIES_CODE, *delen, getallen=(dan.onbekend,)), dan.onbekend)
            case Getal(), Getal():
                a, b = self._gelijk_geschaald(dan, anders)
                gelijk = self._knoop("b", GELIJK, a.waarde, b.waarde)
                gekozen = self._bit(True) if als.zeker else self._of(ja, nee, gelijk)
                bekend = self._en(self._of(a.bekend, nee), self._of(b.bekend, ja), gekozen)
                grenzen = min(a.laagste, b.laagste), max(a.hoogste, b.hoogste)
                waarde = self._getal(KIES, grenzen, nee, b.waarde, a.waarde)
                return Getal(waarde, bekend, a.decimalen, *grenzen)
        raise TypeError((dan, anders))

    # --- norms --------------------------------------------------------------------------------------------------

    def norm(self, u: Norm, kader: str) -> Waarde:
        """The norm of the row's period, from a dense table by period and keys, each with a place for unknown."""
        tabel, sleutels = self.tabellen.tabel(u), [self.lees(sleutel, kader) for sleutel in u.sleutels]
        index = self.periode
        if sleutels:
            maten = tuple(len(sleutel.soort.keuzes) + 1 for sleutel in u.sleutels)
            index = self._knoop("k", PLAATS, self.periode, *(sleutel.code for sleutel in sleutels), getallen=maten)
        code = self._knoop("c", NORMSMAL, index, getallen=(tabel.smal,))
        zeker = self.volledig and tabel.compleet and all(sleutel.zeker for sleutel in sleutels)
        if u.soort is JANEE:
            ja, nee = (self._knoop("b", IS, code, getallen=(nr,)) for nr in (1, 0))
            return JaNee(ja, nee, zeker)
        if zeker:
            bekend = self._bit(True)
        elif tabel.compleet and not sleutels:
            bekend = self._knoop("b", ANDERS, self.periode, getallen=(len(self.tabellen.begin),))
        else:
            bekend = self._knoop("b", IS_NIET, code, getallen=(0,))
        waarde = self._getal(NORMBREED, (tabel.laagste, tabel.hoogste), index, getallen=(tabel.breed,))
        return Getal(waarde, bekend, tabel.decimalen, tabel.laagste, tabel.hoogste)
