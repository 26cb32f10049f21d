"""The law as executed, laid out for reading: per framework its steps with their rules, and every norm in time.

Built once per process: the rules do not change while it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from meerzorg.kantoor.gedeeld.normstatus import STATUSSOORT
from meerzorg.wet.beoordeling.regelboek import Regelrij, regelboek
from meerzorg.wet.normen import BEGRIPPEN, normen
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES, Interpretatie
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.procedure.rlz_2025 import HET_BEGIN
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vocabulaire import DOMEINEN, PLAATS, ROLLEN, STAPPEN, VOCABULAIRE
from regeltaal.bron import Bron
from regeltaal.lezers.zin import Zinnen, hoofdletter
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, toon
from regeltaal.uitdrukking import En, Kies, Ladder, Naam, Uitdrukking, Vast

SLOT = ("uitkomst", "toegekend_totaal", "toegekend_extra", "duur")
"""The rules that make the outcome out of all steps."""


@dataclass(frozen=True)
class Regelzin:
    """One rule: its sentence (`begin`, and `delen` where it is a list: a value, and when it holds) and its grounds.

    `genummerd`: the first part that holds counts.
    """

    naam: str
    begin: str
    delen: tuple[tuple[str, str], ...]
    genummerd: bool
    normen: list[dict[str, str]]
    invoer: list[str]
    bronnen: list[dict[str, str]]


@dataclass(frozen=True)
class Stapblad:
    """One step: the rules, and the judgements that people give in it; without `naam` the framework does not ask it."""

    stap: str
    naam: str
    oordelen: list[tuple[Gegeven, str]]
    regels: list[Regelzin]


@dataclass(frozen=True)
class Uitleg:
    """One question that the sources leave open, with the answer that is used and the other ones."""

    interpretatie: Interpretatie
    gekozen: str
    anders: list[tuple[str, str]]
    bronnen: list[Bron]

    @property
    def naam(self) -> str:
        return self.interpretatie.naam


@dataclass(frozen=True)
class Kaderblad:
    """One framework: its period in words, the steps, the outcome, and how it was read."""

    kader: Procedure
    soort: str
    periode: str
    stappen: list[Stapblad]
    slot: list[Regelzin]
    uitleg: list[Uitleg]


@dataclass(frozen=True)
class Normblad:
    """One norm with all its rows: the words of the key, value, period, and how sure it is."""

    naam: str
    label: str
    sleutels: list[str]
    rijen: list[dict[str, Any]]
    aannames: int


@cache
def kaderblad(kader_id: str) -> Kaderblad:
    """The page of one framework. KeyError for one that is not there."""
    kader = KADERS[kader_id]
    (boek,) = regelboek([kader])["kaders"]
    rs = regelset(kader_id)
    woorden = Zinnen(rs, normen().op(kader.van or HET_BEGIN))
    zinnen = {rij["regel"]: (rij["stap"], _regelzin(rs, woorden, rij)) for rij in boek["regels"]}
    namen = {stap.id: stap.naam.replace("_", " ") for stap in kader.stappen}
    van_stap: dict[str, list[Regelzin]] = {}
    for naam, (stap, zin) in zinnen.items():
        if naam not in SLOT:
            van_stap.setdefault(stap, []).append(zin)
    stappen = [
        Stapblad(stap, namen.get(stap, ""), list(_oordelen(kader, stap)), van_stap.get(stap, []))
        for stap in STAPPEN
        if stap in namen or stap in van_stap
    ]
    return Kaderblad(
        kader,
        STATUSSOORT.get(kader.status, "neutraal"),
        _periode(kader),
        stappen,
        [zinnen[naam][1] for naam in SLOT],
        list(_uitleg(kader)),
    )


def _regelzin(rs: Regelset, zinnen: Zinnen, rij: Regelrij) -> Regelzin:
    u = rs.regels[rij["regel"]].uitdrukking
    keuzes = tuple(_keuzes(rs, zinnen, u))
    if keuzes:
        begin = f"{hoofdletter(rs.begrip(rij['regel']).noem)} is het eerste dat geldt:"
        delen = (*((hoofdletter(dan), als.replace("_", " ")) for dan, als in keuzes),)
    else:
        begin, delen = leesbaar(rij["zin"])
    invoer = [VOCABULAIRE[PLAATS[naam]].noem for naam in rij["invoer"]]
    return Regelzin(rij["regel"], begin, delen, bool(keuzes), rij["normen"], invoer, rij["bronnen"])


def _keuzes(rs: Regelset, zinnen: Zinnen, u: Uitdrukking) -> Iterator[tuple[str, str]]:
    """Of a rule that chooses: every value with when it is chosen; the last one otherwise. Nothing for other rules."""
    match u:
        case Ladder():
            for trede in u.treden:
                if not _nooit(rs, trede.als):
                    yield UITKOMSTEN[trede.dan], f"als {zinnen.algemeen(trede.als)}"
            yield UITKOMSTEN[u.anders], "in alle andere gevallen"
        case Kies():
            yield zinnen.algemeen(u.dan), f"als {zinnen.algemeen(u.als)}"
            verder = tuple(_keuzes(rs, zinnen, u.anders))
            yield from verder or [(zinnen.algemeen(u.anders), "in alle andere gevallen")]


def _nooit(rs: Regelset, u: Uitdrukking) -> bool:
    """Whether this needs a part that the framework does not have; that part says so itself."""
    if isinstance(u, En):
        return any(_nooit(rs, lid) for lid in u.leden)
    return isinstance(u, Naam) and u.naam in rs.regels and isinstance(rs.regels[u.naam].uitdrukking, Vast)


def leesbaar(zin: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A sentence as its beginning and the parts of its list; the words stay the same."""
    begin, scheiding, rest = zin.partition(" als: ")
    delen = tuple(("", deel) for deel in _delen(rest))
    return (begin + scheiding.rstrip(), delen) if scheiding and len(delen) > 1 else (zin, ())


def _delen(tekst: str) -> Iterator[str]:
    """Split before ', en' and ', of', except inside brackets."""
    diepte = begin = 0
    for nr, teken in enumerate(tekst):
        diepte += {"(": 1, ")": -1}.get(teken, 0)
        if diepte == 0 and re.match(r", (en|of) ", tekst[nr : nr + 5]):
            yield tekst[begin : nr + 1]
            begin = nr + 2
    yield tekst[begin:]


def _oordelen(kader: Procedure, stap: str) -> Iterator[tuple[Gegeven, str]]:
    """The judgements of this step that this framework asks, each with the role that gives it."""
    gevraagd = set(regelset(kader.id).invoer_van("uitkomst"))
    for gegeven in VOCABULAIRE:
        if gegeven.oordeel and gegeven.stap == stap and gegeven.naam in gevraagd:
            yield gegeven, ROLLEN[gegeven.rol]


def _uitleg(kader: Procedure) -> Iterator[Uitleg]:
    """The questions left open that this framework has an answer to."""
    bekend = regelset(kader.id).regels.keys()
    for interpretatie in INTERPRETATIES.values():
        anders = {code: keuze for code, keuze in interpretatie.keuzes.items() if code != interpretatie.standaard}
        regels = [regel for keuze in anders.values() for regel in keuze.regels]
        if {regel.naam for regel in regels} <= bekend:
            bronnen = list(dict.fromkeys(bron for regel in regels for bron in regel.bronnen))
            gekozen = interpretatie.keuzes[interpretatie.standaard].uitleg
            yield Uitleg(interpretatie, gekozen, [(code, keuze.uitleg) for code, keuze in anders.items()], bronnen)


def _periode(kader: Procedure) -> str:
    if kader.van is None:
        return "Dit kader geldt voor geen enkele aanvraag. Het is afgewogen en niet gekozen."
    van = toon(kader.van, DATUM)
    if kader.tot_en_met in (None, date.max):
        return f"Voor aanvragen vanaf {van}."
    tot = toon(kader.tot_en_met, DATUM)
    return f"Voor aanvragen van {van} tot en met {tot}."


# --- the norms --------------------------------------------------------------------------------------------------------


@cache
def normbladen() -> tuple[Normblad, ...]:
    """Every norm, each with every version in time."""
    return tuple(_normblad(naam) for naam in BEGRIPPEN)


def _normblad(naam: str) -> Normblad:
    begrip = BEGRIPPEN[naam]
    rijen = [
        {
            "sleutel": [_sleutelwoord(soort, code) for soort, code in zip(begrip.sleutels, rij.sleutel, strict=True)],
            "waarde": toon(rij.waarde, begrip.soort),
            "van": rij.van,
            "tot_en_met": None if rij.tot_en_met == date.max else rij.tot_en_met,
            "status": rij.status,
            "soort": STATUSSOORT.get(rij.status, "neutraal"),
            "toelichting": rij.toelichting,
            "bron": rij.bron,
        }
        for rij in normen().rijen
        if rij.naam == naam
    ]
    aannames = sum(rij["status"] == "aanname" for rij in rijen)
    return Normblad(naam, begrip.label, list(begrip.sleutels), rijen, aannames)


def _sleutelwoord(soort: str, code: str | None) -> str:
    if code is None:
        return ""
    if soort == "domein":
        return DOMEINEN[code]
    if soort == "zorgprofiel":
        return code
    return VOCABULAIRE[PLAATS[soort]].codes.get(code, code)
