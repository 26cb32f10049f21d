"""Millions of dossiers as narrow columns: what a table holds, checked and encoded, for the kernel.

Rows lie in blocks of `BLOK`; within a block each column is contiguous, so that one block of everything fits the cache.
A ja/nee takes a byte (0, 1, 2 = unknown), a choice a byte (its code; the number of codes = unknown). Money (cents),
hours and scores (millionths), dates (days since 1970) and months take four bytes, and one bit that says whether they
are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from regeltaal.fouten import Fout, RegelFout, dichtstbij, getoond
from regeltaal.soorten import DATUM, EURO, JANEE, Soort, Waarde

Reeks: TypeAlias = npt.NDArray[Any]
Bits: TypeAlias = npt.NDArray[np.bool_]

BLOK = 1024
"""Rows per block."""
NEE_JA_ONBEKEND = (False, True, None)
ONBEKEND = 2
"""The code of an unknown ja/nee."""
DECIMALEN = {"uren per week": 6, "score": 6, "factor": 6}
"""The decimals that are kept, per kind; money is in whole cents."""
EERSTE_RIJEN = 5
"""How many rows a fault names."""
_EPOCHE = date(1970, 1, 1)


def dagnummer(dag: date) -> int:
    """The number of days since 1 January 1970."""
    return (dag - _EPOCHE).days


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: its name, kind, and bounds in its own unit (cents, millionths, days since 1970).

    `leeg` is the value that an empty cell stands for; None: an empty cell is unknown.
    """

    naam: str
    soort: Soort
    laagste: int = 0
    hoogste: int = 0
    leeg: int | None = None

    @property
    def smal(self) -> bool:
        return self.soort is JANEE or bool(self.soort.keuzes)

    @property
    def decimalen(self) -> int:
        """The decimals in the unit of the rules."""
        return DECIMALEN.get(self.soort.naam, 0)

    @property
    def leesdecimalen(self) -> int:
        """The decimals as a user writes the number: an amount is in euro."""
        return 2 if self.soort is EURO else self.decimalen

    @property
    def onbekend(self) -> int:
        """The code of unknown, of a narrow column."""
        return ONBEKEND if self.soort is JANEE else len(self.soort.keuzes)

    @property
    def toegestaan(self) -> str:
        """What a user may put in it."""
        if self.soort is JANEE:
            return "ja/nee (true of false)"
        if self.soort.keuzes:
            return f"een van {', '.join(self.soort.keuzes)}"
        if self.soort is DATUM:
            return f"een datum van {self.waarde(self.laagste)} tot en met {self.waarde(self.hoogste)}"
        van, tot = (f"{grens // 10**self.leesdecimalen:,}".replace(",", ".") for grens in (self.laagste, self.hoogste))
        if not self.leesdecimalen:
            return f"een heel getal van {van} tot en met {tot} {self.soort}"
        return f"een getal van {van} tot en met {tot} {self.soort}, met ten hoogste {self.leesdecimalen} decimalen"

    def waarde(self, code: int) -> Waarde:
        """The value that `scalair` reads, from the code of the column."""
        if self.soort is JANEE:
            return NEE_JA_ONBEKEND[code]
        if self.soort.keuzes:
            return self.soort.keuzes[code] if code < len(self.soort.keuzes) else None
        if self.soort is DATUM:
            return _EPOCHE + timedelta(days=code)
        return Decimal(code).scaleb(-self.decimalen) if self.decimalen else code

    def code(self, waarde: Waarde) -> int:
        """The code of a known value as `scalair` has it."""
        if self.soort.keuzes:
            return self.soort.keuzes.index(str(waarde))
        if isinstance(waarde, date):
            return dagnummer(waarde)
        return int(Decimal(waarde) * 10**self.decimalen)  # type: ignore[arg-type]


class Indeling:
    """Which column lies where in a block. Raises RegelFout where the bounds of a column do not fit its four bytes."""

    def __init__(self, kolommen: Sequence[Kolom]) -> None:
        self.kolommen = {kolom.naam: kolom for kolom in kolommen}
        smal = [kolom.naam for kolom in kolommen if kolom.smal]
        breed = [kolom.naam for kolom in kolommen if not kolom.smal]
        for naam in breed:
            if max(-self.kolom(naam).laagste, self.kolom(naam).hoogste) > np.iinfo(np.int32).max:
                raise RegelFout(f"{naam}: de grenzen passen niet in een kolom van vier bytes")
        self.plaats = {naam: nr for namen in (smal, breed) for nr, naam in enumerate(namen)}
        self._maskers = len(smal)
        self.smal = len(smal) + -(-len(breed) // 8)
        self.breed = len(breed)

    def kolom(self, naam: str) -> Kolom:
        return self.kolommen[naam]

    def bekend_bit(self, naam: str) -> tuple[int, int]:
        """The narrow column and the bit in it that say whether the number `naam` is known."""
        nr = self.plaats[naam]
        return self._maskers + nr // 8, 1 << nr % 8


class Kolommen:
    """`aantal` dossiers as columns; at first everything is unknown."""

    def __init__(self, indeling: Indeling, aantal: int) -> None:
        self.indeling = indeling
        self.aantal = aantal
        self.blokken = -(-aantal // BLOK)
        self._volledig = dict.fromkeys(indeling.kolommen, np.zeros(self.blokken, np.bool_))
        self.smal = np.zeros((self.blokken, indeling.smal, BLOK), np.uint8)
        self.breed = np.zeros((self.blokken, indeling.breed, BLOK), np.int32)
        for kolom in indeling.kolommen.values():
            if kolom.smal:
                self.smal[:, indeling.plaats[kolom.naam]] = kolom.onbekend
            elif kolom.leeg is not None:
                self.zet(kolom.naam, np.full(aantal, kolom.leeg))

    def zet(self, naam: str, codes: Reeks, bekend: Bits | None = None) -> None:
        """Fills a column with codes, unknown where not `bekend`. The codes are trusted; `lees` checks what it reads."""
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        if kolom.smal:
            codes = codes if bekend is None else np.where(bekend, codes, kolom.onbekend)
            self._vul(self.smal[:, plaats], codes)
            bekend = codes != kolom.onbekend
        elif bekend is None:
            bekend = np.ones(self.aantal, np.bool_)
        heel = self.aantal // BLOK
        self._volledig[naam] = np.zeros(self.blokken, np.bool_)
        self._volledig[naam][:heel] = bekend[: heel * BLOK].reshape(heel, BLOK).all(1)
        if kolom.smal:
            return
        self._vul(self.breed[:, plaats], np.where(bekend, codes, 0))
        masker, bit = self.indeling.bekend_bit(naam)
        bits = self.smal[:, masker]
        self._vul(bits, self._vlak(bits) & (255 - bit) | bekend.astype(np.uint8) * np.uint8(bit))

    def codes(self, naam: str) -> Reeks:
        """The codes of a column; 0 for an unknown number."""
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        return self._vlak(self.smal[:, plaats] if kolom.smal else self.breed[:, plaats])

    def bekend(self, naam: str) -> Bits:
        """Where the value of a column is known."""
        kolom = self.indeling.kolom(naam)
        if kolom.smal:
            bekend: Bits = self.codes(naam) != kolom.onbekend
            return bekend
        masker, bit = self.indeling.bekend_bit(naam)
        bekend = (self._vlak(self.smal[:, masker]) & bit) != 0
        return bekend

    def volledig(self, namen: Collection[str]) -> Bits:
        """Per block whether it is full, and all of these columns are known in every row of it."""
        bits: Bits = np.logical_and.reduce([self._volledig[naam] for naam in namen])
        return bits

    def rij(self, rij: int) -> tuple[Waarde, ...]:
        """One dossier as `scalair` reads it: a value or None per input, in the order of the columns; from 0."""
        if not 0 <= rij < self.aantal:
            raise IndexError(f"rij {rij} bestaat niet; er zijn {self.aantal} rijen, vanaf 0")
        return next(self.rijen(rij, rij + 1))

    def rijen(self, van: int = 0, tot: int | None = None) -> Iterator[tuple[Waarde, ...]]:
        """The dossiers of a range of rows."""
        tot = self.aantal if tot is None else min(tot, self.aantal)
        for blok in range(van // BLOK, -(-tot // BLOK)):
            plek = slice(max(0, van - blok * BLOK), min(BLOK, tot - blok * BLOK))
            yield from zip(*(self._waarden(naam, blok, plek) for naam in self.indeling.kolommen), strict=True)

    def _waarden(self, naam: str, blok: int, plek: slice) -> list[Waarde]:
        kolom, plaats = self.indeling.kolom(naam), self.indeling.plaats[naam]
        if kolom.smal:
            return [kolom.waarde(code) for code in self.smal[blok, plaats, plek].tolist()]
        masker, bit = self.indeling.bekend_bit(naam)
        paren = zip(self.breed[blok, plaats, plek].tolist(), self.smal[blok, masker, plek].tolist(), strict=True)
        return [kolom.waarde(code) if bits & bit else None for code, bits in paren]

    def _vlak(self, blokken: Reeks) -> Reeks:
        return blokken.reshape(-1)[: self.aantal]

    def _vul(self, doel: Reeks, waarden: Reeks) -> None:
        heel = self.aantal // BLOK
        doel[:heel] = waarden[: heel * BLOK].reshape(heel, BLOK)
        if heel < self.blokken:
            doel[heel, : self.aantal - heel * BLOK] = waarden[heel * BLOK :]


def lees(
    tabel: pl.DataFrame, indeling: Indeling, verplicht: Collection[str], eerste_rij: int = 0
) -> tuple[Kolommen, list[Fout]]:
    """The table as columns, with every fault found: columns that are missing or misspelt, types, cells and their rows.

    Columns of `indeling` that are not `verplicht` may be absent: then they are unknown. Other columns are let be,
    unless their name resembles an absent one. `eerste_rij` is the number of the first row in messages: in a
    whole table rows count from 0.
    """
    kolommen = Kolommen(indeling, tabel.height)
    fouten: list[Fout] = []
    afwezig = [naam for naam in indeling.kolommen if naam not in tabel.columns]
    for vreemd in tabel.columns:
        if vreemd not in indeling.kolommen and (bedoeld := dichtstbij(vreemd, afwezig)):
            fouten.append(Fout(getoond(vreemd), "een onbekende kolom", "een naam uit het vocabulaire", bedoeld))
    bedoelde = {fout.bedoeld for fout in fouten}
    fouten += [
        Fout(naam, "geen kolom met deze naam", f"een kolom met {indeling.kolom(naam).toegestaan}")
        for naam in afwezig
        if naam in verplicht and naam not in bedoelde
    ]
    for naam, kolom in indeling.kolommen.items():
        if naam in tabel.columns:
            try:
                codes, bekend, fout = codeer(kolom, tabel[naam])
            except _VerkeerdeSoort as verkeerd:
                fouten.append(Fout(naam, f"een kolom met {verkeerd}", kolom.toegestaan))
                continue
            if fout.any():
                fouten.append(fout_in(kolom, tabel[naam], fout, eerste_rij))
            else:
                kolommen.zet(naam, codes, bekend)
    return kolommen, fouten


class _VerkeerdeSoort(Exception):
    """The type of the column cannot hold this kind of value."""

    def __init__(self, soort: Any) -> None:
        in_woorden = (
            (soort.is_integer(), "hele getallen"),
            (soort.is_numeric(), "getallen"),
            (soort == pl.String, "tekst"),
            (soort == pl.Boolean, "ja/nee"),
            (soort == pl.Date, "datums"),
            (getattr(soort, "time_zone", None) is not None, "tijdstippen in een tijdzone"),
            (soort == pl.Datetime, "tijdstippen"),
        )
        super().__init__(next((woorden for is_het, woorden in in_woorden if is_het), f"waarden van soort {soort}"))


def codeer(kolom: Kolom, reeks: pl.Series) -> tuple[Reeks, Bits, Bits]:
    """A column as codes, where they are known, and where a cell is not allowed."""
    leeg = reeks.is_null().to_numpy()
    if reeks.dtype == pl.Null:
        codes, fout = np.zeros(len(reeks), np.int64), np.zeros(len(reeks), np.bool_)
    elif kolom.smal:
        codes, fout = _codeer_keuze(kolom, reeks, leeg)
    else:
        codes, fout = _codeer_getal(kolom, reeks)
        fout = fout & ~leeg
    if kolom.leeg is not None:
        return np.where(leeg, kolom.leeg, codes), np.ones(len(reeks), np.bool_), fout
    return codes, ~leeg, fout


def decodeer(kolom: Kolom, codes: Reeks, bekend: Bits) -> pl.Series:
    """The column as a user reads it: booleans, words, dates, amounts in euro; null where unknown."""
    reeks = pl.Series(kolom.naam, codes)
    if kolom.soort is JANEE:
        reeks = reeks == 1
    elif kolom.soort.keuzes:
        reeks = reeks.cast(pl.UInt32).replace_strict(
            range(len(kolom.soort.keuzes)), kolom.soort.keuzes, default=None, return_dtype=pl.Enum(kolom.soort.keuzes)
        )
    elif kolom.soort is DATUM:
        reeks = reeks.cast(pl.Int32).cast(pl.Date)
    elif kolom.leesdecimalen:
        reeks = reeks.cast(pl.Decimal(38, kolom.leesdecimalen)) / 10**kolom.leesdecimalen
    leeg = ~bekend if kolom.leeg is None else ~bekend | (codes == kolom.leeg)
    return reeks.set(pl.Series(leeg), None)


def fout_in(kolom: Kolom, reeks: pl.Series, fout: Bits, eerste_rij: int) -> Fout:
    """The fault of a column: the first cells with their rows, and how many more there are."""
    plekken = np.flatnonzero(fout)
    eerste = [f"{getoond(reeks[int(nr)])} (rij {int(nr) + eerste_rij})" for nr in plekken[:EERSTE_RIJEN]]
    rest = len(plekken) - len(eerste)
    waarde = reeks[int(plekken[0])]
    bedoeld = dichtstbij(waarde, kolom.soort.keuzes) if kolom.soort.keuzes and isinstance(waarde, str) else None
    return Fout(kolom.naam, ", ".join(eerste) + (f" en nog {rest}" if rest else ""), kolom.toegestaan, bedoeld)


def _codeer_keuze(kolom: Kolom, reeks: pl.Series, leeg: Bits) -> tuple[Reeks, Bits]:
    if reeks.dtype == pl.Boolean and kolom.soort is JANEE:
        codes = reeks.cast(pl.UInt8)
    elif reeks.dtype in (pl.String, pl.Categorical, pl.Enum):
        woorden = pl.Enum(["nee", "ja"] if kolom.soort is JANEE else kolom.soort.keuzes)
        codes = reeks if reeks.dtype == woorden else reeks.cast(pl.String).cast(woorden, strict=False)
        codes = codes.to_physical().cast(pl.UInt8)
    else:
        raise _VerkeerdeSoort(reeks.dtype)
    fout = codes.is_null().to_numpy() & ~leeg
    return codes.fill_null(kolom.onbekend).to_numpy(), fout


def _codeer_getal(kolom: Kolom, reeks: pl.Series) -> tuple[Reeks, Bits]:
    """Whole numbers of the unit; a cell that is out of bounds or has too many decimals is a fault."""
    schaal = 10**kolom.leesdecimalen
    soort = reeks.dtype
    if kolom.soort is DATUM or soort.is_temporal():
        if kolom.soort is not DATUM or soort not in (pl.Date, pl.Datetime("ms"), pl.Datetime("us"), pl.Datetime("ns")):
            raise _VerkeerdeSoort(soort)
        dagen = reeks.cast(pl.Date)
        heel = (dagen.cast(soort) == reeks).fill_null(True).to_numpy()  # a moment of midnight is a day
        getal = dagen.to_physical().fill_null(0).to_numpy().astype(np.int64)
        return getal, ~heel | (getal < kolom.laagste) | (getal > kolom.hoogste)
    if isinstance(soort, pl.Decimal):
        passend = reeks.cast(pl.Decimal(38, kolom.leesdecimalen), strict=False)
        getallen = passend.to_physical().cast(pl.Int64, strict=False)
        gelijk = (passend.cast(soort, strict=False) == reeks).fill_null(False).to_numpy()
        getal = getallen.fill_null(kolom.laagste - 1).to_numpy()
        return getal, ~gelijk | (getal < kolom.laagste) | (getal > kolom.hoogste)
    if soort.is_integer():
        getal = reeks.fill_null(0).to_numpy()
        fout_bits = (getal < -(-kolom.laagste // schaal)) | (getal > kolom.hoogste // schaal)
        return np.where(fout_bits, 0, getal).astype(np.int64) * schaal, fout_bits
    if soort != pl.Float64:
        raise _VerkeerdeSoort(soort)
    getal = reeks.fill_null(0).to_numpy()
    with np.errstate(invalid="ignore", over="ignore"):
        maal = np.rint(getal * schaal)
        # a decimal of at most 15 digits is the nearest float to no other: this is exact, not approximate
        fout_bits = ~((maal >= kolom.laagste) & (maal <= kolom.hoogste) & (maal / schaal == getal))
    return np.where(fout_bits, 0, maal).astype(np.int64), fout_bits
