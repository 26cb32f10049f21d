"""What a statutory deadline is and how it is counted: typed steps that each name their article, and their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from meerzorg.wet.teksten.bronnen import ATW
from meerzorg.wet.termijnen.kalender import DAG, Duur, Kalender, voluit
from regeltaal.bron import Bron
from regeltaal.vorm import Json

Einde = Literal["aangevuld", "verstreken", "besluit", "loopt_nog"]
STAAT_STIL = "De termijn staat nu stil. De laatste dag schuift elke dag een dag op tot de aanvulling er is."
_EINDE = {
    "aangevuld": "Toen was de aanvulling er.",
    "verstreken": "Toen was de hersteltermijn voorbij, zonder aanvulling.",
    "besluit": "Toen was er een besluit.",
    "loopt_nog": "De aanvulling is er nog niet. We rekenen alsof die vandaag komt.",
}


@dataclass(frozen=True, slots=True)
class Opschorting:
    """Days on which a decision term stood still: `van` up to, not including, `tot` (Awb 4:15 lid 1, 7:10 lid 2)."""

    van: date
    tot: date
    einde: Einde
    bron: Bron

    @property
    def dagen(self) -> int:
        return (self.tot - self.van).days

    def vanaf(self, dag: date) -> Opschorting:
        """The part of the suspension from `dag` on."""
        return replace(self, van=max(self.van, dag), tot=max(self.tot, dag))


@dataclass(frozen=True, slots=True)
class Uitstel:
    """A later last day that the zorgkantoor announced on the day `van` (Awb 4:14 lid 3, 7:10 lid 3)."""

    van: date
    duur: Duur
    bron: Bron


@dataclass(frozen=True, slots=True)
class Termijnstap:
    """One line of the calculation: what happened to the last day, by which article, and the last day after it.

    `waarom` is the event for a `begin` and the name of the free day for a `vrije_dag`.
    """

    soort: Literal["begin", "duur", "ingreep", "te_laat", "twee_werkdagen", "vrije_dag", "blijft_vrij"]
    laatste_dag: date
    bron: Bron
    waarom: str = ""
    duur: Duur | None = None
    ingreep: Opschorting | Uitstel | None = None

    def __str__(self) -> str:
        return f"{self._zin()} ({self.bron.titel})"

    def _zin(self) -> str:
        dag = voluit(self.laatste_dag)
        match self.soort, self.ingreep:
            case "begin", _:
                return f"{self.waarom} {dag}. De termijn telt vanaf de dag erna."
            case "duur", _:
                return f"De termijn is {self.duur}. De laatste dag is dan {dag}."
            case "ingreep", Opschorting(van, tot, einde) as stil:
                hoelang = Duur(stil.dagen, "dagen")
                periode = f"van {voluit(van)} tot en met {voluit(tot - DAG)}"
                return f"De termijn stond {hoelang} stil: {periode}. {_EINDE[einde]} De laatste dag wordt {dag}."
            case "ingreep", Uitstel(van, duur):
                bericht = f"Het zorgkantoor liet op {voluit(van)} weten dat het later beslist"
                return f"{bericht}, met {duur} erbij. De laatste dag wordt {dag}."
            case "te_laat", Uitstel(van):
                bericht = f"Het zorgkantoor liet op {voluit(van)} weten dat het later beslist"
                return f"{bericht}. De termijn was toen al voorbij. Daarom telt dit niet mee."
            case "te_laat", _:
                return (
                    "Het zorgkantoor vroeg een aanvulling toen de termijn al voorbij was. De termijn stond niet stil."
                )
            case "twee_werkdagen", _:
                return f"In deze termijn moeten minstens twee werkdagen zitten. De laatste dag wordt {dag}."
            case "vrije_dag", _:
                return f"Dat is {self.waarom}. De laatste dag schuift naar {dag}."
            case _:
                return "Dat is een vrije dag. De termijn is langer dan 12 weken. Daarom schuift de laatste dag niet."


@dataclass(frozen=True, slots=True)
class Termijn:
    """One deadline. `uiterlijk` is the last day of the term; for dwangsom_start the first day that costs money.

    `begin` is the day of the event; the term counts from the day after. `loopt_nog` marks a suspension that is still
    open: `uiterlijk` then moves one day for every day without an answer.
    """

    termijn: str
    uiterlijk: date
    begin: date
    duur: Duur
    stappen: tuple[Termijnstap, ...]
    opschortingen: tuple[Opschorting, ...] = ()
    loopt_nog: bool = False
    opmerkingen: tuple[str, ...] = ()

    @property
    def berekening(self) -> str:
        """The calculation in Dutch, one line for each step, then what the reader must know."""
        return "\n".join([*map(str, self.stappen), *self.opmerkingen])

    @property
    def bronnen(self) -> tuple[Bron, ...]:
        """The articles behind the calculation, each once, in order of use."""
        return tuple(dict.fromkeys(stap.bron for stap in self.stappen))

    def als_json(self) -> dict[str, Json]:
        return {
            "termijn": self.termijn,
            "uiterlijk": self.uiterlijk.isoformat(),
            "berekening": self.berekening,
            "bronnen": [bron.als_json() for bron in self.bronnen],
            "begin": self.begin.isoformat(),
            "duur": str(self.duur),
            "opschortingen": [
                {"van": o.van.isoformat(), "tot": o.tot.isoformat(), "dagen": o.dagen, "einde": o.einde}
                for o in self.opschortingen
            ],
            "loopt_nog": self.loopt_nog,
            "opmerkingen": list(self.opmerkingen),
        }


def bereken(
    naam: str,
    begin: Termijnstap,
    duur: Duur,
    bron: Bron,
    kalender: Kalender,
    ingrepen: Sequence[Opschorting | Uitstel] = (),
    *,
    altijd_werkdag: bool = False,
) -> Termijn:
    """Count `duur` from the day after `begin`, add what stood still and what was extended, end on a werkdag.

    The last day moves to a werkdag where the Algemene termijnenwet applies, and with `altijd_werkdag`: for a term that
    the zorgkantoor sets itself. A suspension or extension after the term was over has no effect. `ingrepen` may come in
    any order; the suspensions among them do not overlap.
    """
    verschuift = altijd_werkdag or duur.onder_termijnenwet
    eerste_dag = begin.laatste_dag + DAG
    laatste = begin.laatste_dag + duur.dagen * DAG
    stappen = [begin, Termijnstap("duur", laatste, bron, duur=duur)]
    geteld: list[Opschorting] = []
    geknipt = [i.vanaf(eerste_dag) if isinstance(i, Opschorting) else i for i in ingrepen]
    for ingreep in sorted(geknipt, key=lambda i: (i.van, isinstance(i, Uitstel))):
        if ingreep.van > (kalender.verlengd(laatste) if verschuift else laatste):
            stappen.append(Termijnstap("te_laat", laatste, ingreep.bron, ingreep=ingreep))
            continue
        if isinstance(ingreep, Uitstel):
            laatste += ingreep.duur.dagen * DAG
        else:
            geteld.append(ingreep)
            if not ingreep.dagen:
                continue
            laatste = max(laatste, ingreep.van) + ingreep.dagen * DAG
        stappen.append(Termijnstap("ingreep", laatste, ingreep.bron, ingreep=ingreep))
    if verschuift:
        stappen.extend(_naar_werkdag(eerste_dag, laatste, kalender))
    elif not kalender.is_werkdag(laatste):
        stappen.append(Termijnstap("blijft_vrij", laatste, ATW.artikel("4", onder="a")))
    loopt_nog = any(o.einde == "loopt_nog" for o in geteld)
    return Termijn(
        naam,
        stappen[-1].laatste_dag,
        begin.laatste_dag,
        duur,
        tuple(stappen),
        tuple(geteld),
        loopt_nog,
        (STAAT_STIL,) if loopt_nog else (),
    )


def _naar_werkdag(eerste_dag: date, laatste: date, kalender: Kalender) -> Iterator[Termijnstap]:
    ruim = kalender.minstens_twee_werkdagen(eerste_dag, laatste)
    if ruim != laatste:
        yield Termijnstap("twee_werkdagen", ruim, ATW.artikel("2"))
    if not kalender.is_werkdag(ruim):
        yield Termijnstap("vrije_dag", kalender.verlengd(ruim), ATW.artikel("1", lid=1), kalender.waarom_vrij(ruim))
