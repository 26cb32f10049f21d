"""One dossier under several frameworks side by side: what differs, why, and what it means in money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld, stapuitkomst
from meerzorg.wet.beoordeling.vormen import Waarschuwing
from meerzorg.wet.beoordeling.waarschuwingen import waarschuwingen
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import kader_of_fout
from meerzorg.wet.procedure.tabel import Procedure, Stap
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vocabulaire import STAPPEN
from regeltaal.bron import Bron
from regeltaal.lezers.zin import opsomming
from regeltaal.regel import Gebouwd, Gegeven
from regeltaal.soorten import DATUM, EURO, toon
from regeltaal.uitdrukking import NEE, Naam, Vast, sleutel

STANDAARD = ("beleidskader-2026", "rlz-2027")
BESTAAT_NIET = "bestaat_niet"
STATUSUITLEG = {
    "geldend": "Dit kader geldt.",
    "geldend toen": "Dit kader gold toen.",
    "voorgenomen": "Dit kader is voorgenomen. De tekst is nog niet gepubliceerd: er kan nog iets veranderen.",
    "afgewezen alternatief": "Dit is een alternatief dat de minister heeft afgewogen en afgewezen. Het geldt nergens.",
}


@dataclass(frozen=True, slots=True)
class Stapcel:
    """A step under one framework: ja, nee, niet_nodig, onbekend or bestaat_niet; its rule in general and filled in."""

    kader: str
    uitkomst: str
    naam: str = ""
    regelzin: str = ""
    toelichting: str = "Deze stap bestaat hier niet."
    bronnen: tuple[Bron, ...] = ()


@dataclass(frozen=True, slots=True)
class Stapvergelijking:
    """One step under each framework. `anders`: its outcome, its question or its rule is not the same everywhere."""

    stap: str
    cellen: tuple[Stapcel, ...]
    anders: bool
    waarom: str


@dataclass(frozen=True, slots=True)
class Regelcel:
    """A rule under one framework: what it says in general, its value here, and filled in. Amounts in cents."""

    kader: str
    regelzin: str
    waarde: Any
    ingevuld: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Regelvergelijking:
    """A rule that says something else under one framework than under another. `telt`: in this dossier that shows."""

    regel: str
    noem: str
    cellen: tuple[Regelcel, ...]
    telt: bool
    waarom: str


@dataclass(frozen=True, slots=True)
class Kaderkolom:
    """This dossier under one framework. Amounts in cents per year; None is not known yet."""

    beoordeling: Beoordeling
    kader: str
    titel: str
    status: str
    statusuitleg: str
    periode: str
    bronnen: tuple[Bron, ...]
    uitkomst: str
    uitkomstzin: str
    gronden: tuple[str, ...]
    toegang_meerzorg: bool | None
    basisbudget: int | None
    ekt_ruimte: int | None
    toegekend_totaal: int | None
    toegekend_extra: int | None
    openstaand: tuple[Gegeven, ...]
    waarschuwingen: tuple[Waarschuwing, ...]


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """The columns, the steps and rules side by side, and the difference in words."""

    kolommen: tuple[Kaderkolom, ...]
    stappen: tuple[Stapvergelijking, ...]
    regels: tuple[Regelvergelijking, ...]
    zin: str

    @property
    def verschillend(self) -> tuple[Stapvergelijking, ...]:
        """The steps that are not the same under every framework."""
        return tuple(stap for stap in self.stappen if stap.anders)

    @property
    def waarom(self) -> tuple[str, ...]:
        """Why the results differ: the rules that are another and show in this dossier."""
        return tuple(regel.waarom for regel in self.regels if regel.telt)

    def verschil(self, kolom: Kaderkolom) -> int | None:
        """What is granted more (or less) than under the first framework, in cents per year; None: not known yet."""
        eerste = self.kolommen[0].toegekend_totaal
        return None if eerste is None or kolom.toegekend_totaal is None else kolom.toegekend_totaal - eerste


def vergelijk(dossier: Dossier, kaders: Sequence[str] = STANDAARD, keuzes: Keuzes = ()) -> Vergelijking:
    """This dossier under each of `kaders`, with the norms of its own date. Raises InvoerFout for an unknown one."""
    gekozen = [kader_of_fout(kader_id) for kader_id in dict.fromkeys(kaders)]
    oordelen = [beoordeel(dossier, kader.id, keuzes) for kader in gekozen]
    kolommen = tuple(_kolom(b, kader) for b, kader in zip(oordelen, gekozen, strict=True))
    ids = [stap for stap in STAPPEN if any(_stap(kader, stap) for kader in gekozen)]
    stappen = tuple(_stapvergelijking(stap, oordelen, gekozen) for stap in ids)
    return Vergelijking(kolommen, stappen, tuple(_regels(oordelen, gekozen)), _uitkomstzin(kolommen))


def _kolom(b: Beoordeling, kader: Procedure) -> Kaderkolom:
    bepaald = b.uitkomst != "onbepaald"
    return Kaderkolom(
        b,
        kader.id,
        kader.titel,
        kader.status,
        STATUSUITLEG[kader.status],
        _periode(kader),
        kader.bronnen,
        b.uitkomst,
        UITKOMSTEN[b.uitkomst],
        tuple(GRONDEN[grond].zin for grond in b.gronden),
        b.w["toegang_meerzorg"],
        b.w["basisbudget"],
        b.w["ekt_ruimte"],
        b.w["toegekend_totaal"] if bepaald else None,
        b.w["toegekend_extra"] if bepaald else None,
        b.openstaand,
        tuple(waarschuwingen(b, beperkingenbeeld(b))),
    )


def _periode(kader: Procedure) -> str:
    if kader.van is None or kader.tot_en_met is None:
        return "nooit"
    vanaf = f"aanvragen vanaf {toon(kader.van, DATUM)}"
    return vanaf if kader.tot_en_met == date.max else f"{vanaf} tot en met {toon(kader.tot_en_met, DATUM)}"


def _uitkomstzin(kolommen: tuple[Kaderkolom, ...]) -> str:
    """The outcomes in one sentence, frameworks with the same outcome and amount together."""
    groepen: dict[tuple[str, int | None], list[str]] = {}
    for kolom in kolommen:
        groepen.setdefault((kolom.uitkomstzin, kolom.toegekend_totaal), []).append(kolom.kader)
    delen = []
    for (uitkomst, totaal), kaders in groepen.items():
        bedrag = f" ({toon(totaal, EURO)} per jaar)" if totaal else ""
        delen.append(f"onder {opsomming(kaders)}: {uitkomst}{bedrag}")
    return f"De uitkomst is {'gelijk' if len(delen) == 1 else 'verschillend'}: {'; '.join(delen)}."


# --- steps ------------------------------------------------------------------------------------------------------------


def _stap(kader: Procedure, stap_id: str) -> Stap | None:
    return next((stap for stap in kader.stappen if stap.id == stap_id), None)


def _stapvergelijking(stap_id: str, oordelen: list[Beoordeling], kaders: list[Procedure]) -> Stapvergelijking:
    paren = [(b, _stap(kader, stap_id)) for b, kader in zip(oordelen, kaders, strict=True)]
    cellen = tuple(
        _cel(b, stap) if stap else Stapcel(kader.id, BESTAAT_NIET)
        for (b, stap), kader in zip(paren, kaders, strict=True)
    )
    if len({(cel.uitkomst, cel.naam, cel.regelzin) for cel in cellen}) == 1:
        return Stapvergelijking(stap_id, cellen, False, "")
    return Stapvergelijking(stap_id, cellen, True, _waarom_stap(stap_id, cellen))


def _cel(b: Beoordeling, stap: Stap) -> Stapcel:
    assert b.kader is not None and b.zinnen is not None
    uit, rs = stapuitkomst(b, stap), b.regelset
    regelzin = b.zinnen.regelzin(stap.waarde) if stap.waarde in rs.regels else rs.gegevens[stap.waarde].vraag
    return Stapcel(b.kader.id, uit.uitkomst, stap.naam, regelzin, uit.toelichting, uit.bronnen)


def _waarom_stap(stap_id: str, cellen: tuple[Stapcel, ...]) -> str:
    """Which frameworks do not know the step, where it asks something else, and where another value follows."""
    zonder = [cel.kader for cel in cellen if cel.uitkomst == BESTAAT_NIET]
    met = [cel for cel in cellen if cel.uitkomst != BESTAAT_NIET]
    zinnen = [f"Stap {stap_id} bestaat niet onder {opsomming(zonder)}."] if zonder else []
    if zonder or len({cel.regelzin for cel in met}) > 1:
        zinnen += [f"Onder {cel.kader} is de {_soort(cel)}: {cel.regelzin}" for cel in met]
    if zonder or len({cel.uitkomst for cel in met}) > 1:
        zinnen += [f"Onder {cel.kader}: {cel.toelichting}" for cel in met]
    return " ".join(zinnen)


def _soort(cel: Stapcel) -> str:
    return "vraag" if cel.regelzin.endswith("?") else "regel"


# --- rules ------------------------------------------------------------------------------------------------------------


def _regels(oordelen: list[Beoordeling], kaders: list[Procedure]) -> list[Regelvergelijking]:
    """The rules by the same name that do not say the same; aids to the writing are left out."""
    uit = []
    for naam in dict.fromkeys(naam for b in oordelen for naam in b.regelset.regels):
        gebouwd = [b.regelset.regels.get(naam) for b in oordelen]
        eerste = next(deel for deel in gebouwd if deel)
        anders = {sleutel(deel.uitdrukking) if deel else None for deel in gebouwd}
        alleen_naam = any(deel and isinstance(deel.uitdrukking, Naam) for deel in gebouwd)  # the rule it names says it
        if eerste.regel.doorzichtig or alleen_naam or len(anders) == 1:
            continue
        cellen = tuple(
            _regelcel(b, kader, deel) for b, kader, deel in zip(oordelen, kaders, gebouwd, strict=True) if deel
        )
        bestaand = [cel for cel, deel in zip(cellen, filter(None, gebouwd), strict=True) if not _kent_niet(deel)]
        telt = len({cel.waarde for cel in cellen}) > 1
        zonder = [kader.id for kader, deel in zip(kaders, gebouwd, strict=True) if not deel or _kent_niet(deel)]
        uit.append(Regelvergelijking(naam, eerste.begrip.noem, cellen, telt, _waarom_regel(bestaand, zonder)))
    return uit


def _kent_niet(gebouwd: Gebouwd) -> bool:
    """Whether this is the stand-in for a part that the framework does not have."""
    return isinstance(gebouwd.uitdrukking, Vast) and gebouwd.uitdrukking.waarde is NEE.waarde


def _regelcel(b: Beoordeling, kader: Procedure, gebouwd: Gebouwd) -> Regelcel:
    assert b.zinnen is not None
    naam = gebouwd.regel.naam
    return Regelcel(kader.id, b.zinnen.regelzin(naam), b.w[naam], b.zinnen.rekenzin(naam, b.w), gebouwd.regel.bronnen)


def _waarom_regel(cellen: list[Regelcel], zonder: list[str]) -> str:
    zinnen = [f"Onder {cel.kader} is de regel: {cel.regelzin} Hier: {cel.ingevuld}" for cel in cellen]
    if zonder:
        zinnen.append(f"Onder {opsomming(zonder)} geldt deze regel niet.")
    return " ".join(zinnen)
