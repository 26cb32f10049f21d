"""The assumptions of the population: read from one file, checked, and drawn again to show how uncertain they are."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

from meerzorg.wet.teksten import bronnen
from regeltaal.bron import Bron
from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond

BESTAND = "aannames.csv"
KOLOMMEN = ["naam", "sleutel", "waarde", "laag", "hoog", "eenheid", "bron", "toelichting"]

BRONNEN: dict[str, Bron] = bronnen.BRONNEN | {
    "juli-monitor": bronnen.JULI_MONITOR,
    "pgb-2019": Bron(
        "Monitor Langdurige Zorg, mensen met een pgb in november 2019 (staatvenz.nl)", "beleid/invoer/aannames.csv"
    ),
    "rlz-8.2": bronnen.RLZ.artikel("8.2"),
}
"""What an assumption may rest on; `aanname` says that no source was found."""

GRENZEN = {
    "kans": (0.0, 1.0),
    "aandeel": (0.0, 1.0),
    "correlatie": (-1.0, 1.0),
    "log": (0.01, 2.0),
    "score": (0.0, 3.0),
}
HOOGST = 1e9


@dataclass(frozen=True, slots=True)
class Aanname:
    """One value of one assumption. `laag` and `hoog` bound what is thought possible; `bron` is a key of `BRONNEN`."""

    naam: str
    sleutel: str
    waarde: float
    laag: float
    hoog: float
    eenheid: str
    bron: str
    toelichting: str

    @property
    def plek(self) -> tuple[str, str]:
        return self.naam, self.sleutel


class Aannames:
    """All assumptions, by name and key. Immutable: `met` and `trek` give another set."""

    def __init__(self, rijen: tuple[Aanname, ...]) -> None:
        self.rijen = rijen
        self._tabellen: dict[str, dict[str, Aanname]] = {}
        for rij in rijen:
            self._tabellen.setdefault(rij.naam, {})[rij.sleutel] = rij

    def __iter__(self) -> Iterator[Aanname]:
        return iter(self.rijen)

    def getal(self, naam: str) -> float:
        """The value of an assumption that is a single number."""
        return self.tabel(naam)[""]

    def tabel(self, naam: str) -> dict[str, float]:
        """The values of an assumption by key."""
        return {sleutel: rij.waarde for sleutel, rij in self._tabellen[naam].items()}

    def verdeling(self, naam: str, vooraf: str = "") -> dict[str, float]:
        """The shares, together 1, of the keys that begin with `vooraf` and a slash (all keys without it)."""
        begin = f"{vooraf}/" if vooraf else ""
        gewichten = {s.removeprefix(begin): w for s, w in self.tabel(naam).items() if s.startswith(begin)}
        som = sum(gewichten.values())
        return {sleutel: gewicht / som for sleutel, gewicht in gewichten.items()}

    def uitleg(self, naam: str) -> str:
        """The explanation of an assumption: that of the first row of its table."""
        return next(rij.toelichting for rij in self._tabellen[naam].values())

    def met(self, anders: Mapping[tuple[str, str], float]) -> Aannames:
        """The same assumptions with other values for (name, key). Raises InvoerFout for unknown or impossible ones."""
        bekend = {_noem(rij.plek) for rij in self.rijen}
        fouten = [_onbekend(_noem(plek), bekend) for plek in anders if _noem(plek) not in bekend]
        nieuw = tuple(replace(rij, waarde=float(anders.get(rij.plek, rij.waarde))) for rij in self.rijen)
        fouten += [fout for rij in nieuw if rij.plek in anders for fout in _grenzen(rij, rij.waarde)]
        if fouten:
            raise InvoerFout(fouten)
        return Aannames(nieuw)

    def trek(self, zaad: int, nummer: int) -> Aannames:
        """Draw `nummer` of the assumptions: each from a triangle over laag, waarde and hoog, on its own.

        The same (zaad, nummer) always gives the same draw; a row added to the file leaves the draws of others alone.
        """
        lotingen = (_loting(zaad, nummer, *rij.plek) for rij in self.rijen)
        return Aannames(
            tuple(replace(rij, waarde=_driehoek(u, rij)) for u, rij in zip(lotingen, self.rijen, strict=True))
        )

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the values and their bounds, for the record of a simulation."""
        tekst = "\n".join(f"{rij.naam},{rij.sleutel},{rij.waarde!r},{rij.laag!r},{rij.hoog!r}" for rij in self.rijen)
        return hashlib.sha256(tekst.encode()).hexdigest()


def _loting(*sleutel: object) -> float:
    """A number from 0 up to 1 that is fixed by the key, and by nothing else."""
    bytes_ = hashlib.blake2b(repr(sleutel).encode(), digest_size=7).digest()
    return int.from_bytes(bytes_) / 2**56


def _driehoek(u: float, rij: Aanname) -> float:
    """The u-th quantile of the triangular distribution over laag, waarde, hoog."""
    a, m, b = rij.laag, rij.waarde, rij.hoog
    if a == b:
        return m
    if u < (m - a) / (b - a):
        return a + math.sqrt(u * (b - a) * (m - a))
    return b - math.sqrt((1 - u) * (b - a) * (b - m))


@cache
def aannames() -> Aannames:
    """The assumptions that come with this package."""
    return ontleed_aannames((files("meerzorg.beleid.invoer") / BESTAND).read_bytes(), BESTAND)


def lees_aannames(inhoud: bytes, waar: str) -> Aannames:
    """The user's own assumptions: the file of this package with other values, with every row present; `waar` names it.

    Raises InvoerFout with every fault found: a row missing or unknown, a value that is no number or not possible.
    """
    eigen = ontleed_aannames(inhoud, waar)
    hier, daar = ({_noem(rij.plek): None for rij in van} for van in (aannames(), eigen))
    fouten = [Fout(naam, "geen regel", "elke aanname één keer", waar=waar) for naam in hier if naam not in daar]
    fouten += [_onbekend(naam, hier, waar) for naam in daar if naam not in hier]
    if fouten:
        raise InvoerFout(fouten)
    return eigen


def ontleed_aannames(inhoud: bytes, waar: str) -> Aannames:
    """Assumptions from the bytes of a CSV file. Raises InvoerFout with every fault found."""
    try:
        lezer = csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), strict=True)
        regels = [(lezer.line_num, cellen) for cellen in lezer if cellen]
    except (UnicodeDecodeError, csv.Error) as fout:
        raise InvoerFout([Fout(waar, f"geen leesbare tabel ({fout})", "een CSV-bestand in UTF-8")]) from None
    if not regels or regels[0][1] != KOLOMMEN:
        gevonden = ", ".join(regels[0][1]) if regels else "een leeg bestand"
        raise InvoerFout([Fout("de eerste regel", getoond(gevonden, 100), ", ".join(KOLOMMEN), waar=waar)])
    rijen: dict[tuple[str, str], Aanname] = {}
    fouten: list[Fout] = []
    for nr, cellen in regels[1:]:
        plek = f"{waar}, regel {nr}"
        if len(cellen) != len(KOLOMMEN):
            fouten.append(Fout("de regel", f"{len(cellen)} cellen", f"{len(KOLOMMEN)} cellen", waar=plek))
            continue
        naam, sleutel, *getallen, eenheid, bron, toelichting = cellen
        try:
            waarde, laag, hoog = map(float, getallen)
        except ValueError:
            toegestaan = "drie getallen, met een punt voor de decimalen"
            fouten.append(Fout(naam, getoond(", ".join(getallen)), toegestaan, waar=plek))
            continue
        rij = Aanname(naam, sleutel, waarde, laag, hoog, eenheid, bron, toelichting)
        fouten += _fouten(rij, plek)
        if rij.plek in rijen:
            fouten.append(Fout(_noem(rij.plek), "twee regels", "elke aanname één keer", waar=plek))
        rijen[rij.plek] = rij
    if fouten:
        raise InvoerFout(fouten)
    return Aannames(tuple(rijen.values()))


def _fouten(rij: Aanname, plek: str) -> Iterator[Fout]:
    yield from (replace(fout, waar=plek) for getal in (rij.waarde, rij.laag, rij.hoog) for fout in _grenzen(rij, getal))
    if not rij.laag <= rij.waarde <= rij.hoog:
        yield Fout(rij.naam, f"{rij.laag:g}, {rij.waarde:g}, {rij.hoog:g}", "laag ≤ waarde ≤ hoog", waar=plek)
    if rij.bron not in BRONNEN:
        toegestaan = f"een van {', '.join(BRONNEN)}"
        yield Fout(rij.naam, f"bron {getoond(rij.bron)}", toegestaan, dichtstbij(rij.bron, BRONNEN), plek)


def _noem(plek: tuple[str, str]) -> str:
    return "/".join(filter(None, plek))


def _onbekend(naam: str, bekend: Iterable[str], waar: str | None = None) -> Fout:
    return Fout(naam, "een onbekende aanname", f"een naam uit {BESTAND}", dichtstbij(naam, sorted(bekend)), waar)


def _grenzen(rij: Aanname, getal: float) -> Iterator[Fout]:
    laagst, hoogst = GRENZEN.get(rij.eenheid, (0.0, HOOGST))
    if not laagst <= getal <= hoogst:  # also refuses NaN
        yield Fout(_noem(rij.plek), f"{getal:g}", f"een getal van {laagst:g} tot en met {hoogst:g}")
