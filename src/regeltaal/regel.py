"""Inputs, rules and rule sets: what is named, what each name means, and the checks when rules load."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from regeltaal.bron import Bron
from regeltaal.fouten import RegelFout, dichtstbij
from regeltaal.normen import NormBegrip
from regeltaal.soorten import JANEE, Soort
from regeltaal.uitdrukking import Naam, Norm, S, Uitdrukking, namen, normnamen


@dataclass(frozen=True, slots=True)
class Begrip:
    """A name of the law: its kind and how it is said in Dutch.

    `noem` is the noun with article ("de gevraagde kosten"), `ja` and `nee` are whole clauses for a ja/nee value
    ("het is afgesproken"), `codes` the words for the codes of a choice. `eindeloos` is the clause for a last day that
    never comes ("de huur heeft geen einddatum").
    """

    naam: str
    soort: Soort
    noem: str
    ja: str = ""
    nee: str = ""
    meervoud: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    eindeloos: str = ""

    def __post_init__(self) -> None:
        if self.soort is JANEE and not (self.ja and self.nee):
            raise RegelFout(f"{self.naam}: een ja/nee heeft een zin voor ja en een zin voor nee nodig")
        if not self.noem:
            raise RegelFout(f"{self.naam}: hoe noemt een lezer dit?")


@dataclass(frozen=True, slots=True)
class Gegeven(Begrip):
    """An input: a fact (`gegeven`) or a professional judgement (`oordeel`), asked of one role in one step."""

    stap: str = "0"
    rol: str = ""
    vraag: str = ""
    oordeel: bool = False


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule: a function over named values, the step it belongs to and the sources it rests on."""

    naam: str
    stap: str
    bronnen: tuple[Bron, ...]
    functie: Callable[[Any], Uitdrukking]
    noem: str
    ja: str
    nee: str
    meervoud: bool
    doorzichtig: bool
    uitleg: str

    def variant(
        self, *, stap: str = "", bron: Bron | tuple[Bron, ...] = (), noem: str = "", zin: str = ""
    ) -> Callable[[Callable[[Any], Uitdrukking]], Regel]:
        """Makes a rule that can take the place of this one; what is not given here stays as it is."""

        def maak(functie: Callable[[Any], Uitdrukking]) -> Regel:
            ja, nee = zinnen(zin) if zin else (self.ja, self.nee)
            return replace(
                self,
                stap=stap or self.stap,
                bronnen=_bronnen(bron) or self.bronnen,
                functie=functie,
                noem=noem or self.noem,
                ja=ja,
                nee=nee,
                uitleg=_uitleg(functie, self.naam),
            )

        return maak

    @property
    def plek(self) -> str:
        """Where the author wrote it."""
        code = self.functie.__code__
        return f"{self.naam} ({code.co_filename.rsplit('/', 1)[-1]}:{code.co_firstlineno})"


def regel(
    *,
    stap: str,
    bron: Bron | tuple[Bron, ...],
    noem: str,
    zin: str = "",
    ja: str = "",
    nee: str = "",
    meervoud: bool = False,
    naam: str = "",
    doorzichtig: bool = False,
) -> Callable[[Callable[[Any], Uitdrukking]], Regel]:
    """Makes a rule of a function.

    A ja/nee is said by one `zin` (see `zinnen`), or by `ja` and `nee`. `naam` differs from the function's name where
    rule sets fill the same part. A `doorzichtig` rule is an aid to the writing: a reader is given what is behind it.
    """
    bronnen = _bronnen(bron)
    if zin:
        ja, nee = zinnen(zin)

    def maak(functie: Callable[[Any], Uitdrukking]) -> Regel:
        eigen = naam or functie.__name__
        if not bronnen or not all(isinstance(b, Bron) for b in bronnen):
            raise RegelFout(f"{eigen}: een regel zonder bron is geen recht")
        return Regel(eigen, stap, bronnen, functie, noem, ja, nee, meervoud, doorzichtig, _uitleg(functie, eigen))

    return maak


def zinnen(zin: str) -> tuple[str, str]:
    """The clauses for ja and for nee that one sentence says.

    `{niet}` and `{geen}` are said for nee only, `{een|geen}` says the first for ja and the second for nee.
    """

    def gekozen(plek: int) -> str:
        tekst = _KEUZE.sub(lambda deel: (["", *deel[1].split("|")])[-2:][plek], zin)
        return " ".join(tekst.split())

    return gekozen(0), gekozen(1)


_KEUZE = re.compile(r"\{([^}]*)\}")


def _bronnen(bron: Bron | tuple[Bron, ...]) -> tuple[Bron, ...]:
    return bron if isinstance(bron, tuple) else (bron,)


def _uitleg(functie: Callable[[Any], Uitdrukking], naam: str) -> str:
    uitleg = " ".join((functie.__doc__ or "").split())
    if not uitleg:
        raise RegelFout(f"{naam}: zeg in de docstring wat de regel betekent")
    return uitleg


@dataclass(frozen=True, slots=True)
class Gebouwd:
    """A rule with its expression and its meaning, and the names and norms that it uses."""

    regel: Regel
    begrip: Begrip
    uitdrukking: Uitdrukking
    namen: tuple[str, ...]
    normen: tuple[str, ...]


class Regelset:
    """Rules that belong together, each called once, in an order in which every rule comes after what it needs.

    Raises RegelFout, naming rule and place, for an unknown name, a cycle, a name defined twice or a mistake in units.
    """

    def __init__(self, gegevens: Iterable[Gegeven], normen: Mapping[str, NormBegrip], regels: Iterable[Regel]) -> None:
        self.gegevens = {gegeven.naam: gegeven for gegeven in gegevens}
        self.normen = dict(normen)
        self._bron: dict[str, Regel] = {}
        for r in regels:
            if r.naam in self._bron or r.naam in self.gegevens:
                raise RegelFout(f"{r.plek}: de naam {r.naam} bestaat al")
            self._bron[r.naam] = r
        self.regels: dict[str, Gebouwd] = {}
        self._bezig: list[str] = []
        for naam in self._bron:
            self._bouw(naam)

    def begrip(self, naam: str) -> Begrip:
        """What `naam` means, be it an input or a rule."""
        return self.gegevens[naam] if naam in self.gegevens else self.regels[naam].begrip

    def invoer_van(self, naam: str) -> list[str]:
        """The inputs a rule depends on, in the order of the vocabulary."""
        nodig: set[str] = set()

        def loop(regelnaam: str) -> None:
            for n in self.regels[regelnaam].namen:
                if n in self.gegevens:
                    nodig.add(n)
                else:
                    loop(n)

        loop(naam)
        return [n for n in self.gegevens if n in nodig]

    def naam(self, naam: str) -> Uitdrukking:
        """A reference to an input or a rule; the rule is built when needed."""
        if naam in self.gegevens:
            return Naam(self.gegevens[naam].soort, naam)
        if naam in self._bron:
            return Naam(self._bouw(naam).begrip.soort, naam)
        naast = dichtstbij(naam, [*self.gegevens, *self._bron])
        raise RegelFout(f"{naam!r} is geen gegeven en geen regel" + (f"; bedoelt u {naast!r}?" if naast else ""))

    def uitdrukking(self, functie: Callable[[Any], Uitdrukking[S]]) -> Uitdrukking[S]:
        """The expression of a function over the names of this set, of a question that is no rule of it."""
        return functie(_Namen(self))

    def _bouw(self, naam: str) -> Gebouwd:
        if naam in self.regels:
            return self.regels[naam]
        if naam in self._bezig:
            kring = " → ".join([*self._bezig[self._bezig.index(naam) :], naam])
            raise RegelFout(f"de regels verwijzen in een kring naar elkaar: {kring}")
        r = self._bron[naam]
        self._bezig.append(naam)
        try:
            uitdrukking = self.uitdrukking(r.functie)
            if not isinstance(uitdrukking, Uitdrukking):
                raise RegelFout("de functie geeft geen uitdrukking terug")
            begrip = Begrip(naam, uitdrukking.soort, r.noem, r.ja, r.nee, r.meervoud)
        except RegelFout as fout:
            if str(fout).startswith(("regel ", "de regels")):
                raise
            raise RegelFout(f"regel {r.plek}: {fout}") from fout
        finally:
            self._bezig.pop()
        self.regels[naam] = Gebouwd(r, begrip, uitdrukking, tuple(namen(uitdrukking)), tuple(normnamen(uitdrukking)))
        return self.regels[naam]


class _Namen:
    """What a rule function gets as `d`: every name of the vocabulary, every rule, and `d.norm`."""

    def __init__(self, regelset: Regelset) -> None:
        self._regelset = regelset
        self.norm = _Normnamen(regelset)

    def __getattr__(self, naam: str) -> Uitdrukking:
        return self._regelset.naam(naam)


class _Normnamen:
    def __init__(self, regelset: Regelset) -> None:
        self._regelset = regelset

    def __getattr__(self, naam: str) -> Any:
        begrip = self._regelset.normen.get(naam)
        if begrip is None:
            naast = dichtstbij(naam, self._regelset.normen)
            raise RegelFout(f"norm {naam!r} bestaat niet" + (f"; bedoelt u {naast!r}?" if naast else ""))
        if not begrip.sleutels:
            return Norm(begrip.soort, naam)

        def met_sleutels(*sleutels: Uitdrukking) -> Norm:
            if len(sleutels) != len(begrip.sleutels):
                raise RegelFout(f"norm {naam} vraagt de sleutels {', '.join(begrip.sleutels)}")
            return Norm(begrip.soort, naam, sleutels)

        return met_sleutels
