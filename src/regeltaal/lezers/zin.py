"""The reader for people: a rule as a Dutch sentence, in general and filled in with the values of one dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from regeltaal.lezers.lezer import Lezer
from regeltaal.lezers.rekenen import Functie, functie
from regeltaal.normen import NormenOp
from regeltaal.regel import Begrip, Regelset
from regeltaal.soorten import DATUM, JANEE, toon
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

_DATUMS = {
    (Orde.HOOGSTENS, True): "ligt niet na",
    (Orde.HOOGSTENS, False): "ligt na",
    (Orde.MINSTENS, True): "ligt niet vóór",
    (Orde.MINSTENS, False): "ligt vóór",
}
_GETALLEN = {
    (Orde.HOOGSTENS, True): "niet hoger dan",
    (Orde.HOOGSTENS, False): "hoger dan",
    (Orde.MINSTENS, True): "ten minste",
    (Orde.MINSTENS, False): "lager dan",
}


def hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def opsomming(delen: Sequence[str], woord: str = "en") -> str:
    """'a, b en c'."""
    delen = list(dict.fromkeys(delen))
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} {woord} {delen[-1]}"


class _Reden(NamedTuple):
    """A clause that explains a value; comparisons of the same thing are weighed against each other."""

    tekst: str
    van: str = ""
    grens: Any = None


_Woorden: TypeAlias = Callable[[Mapping[str, Any]], str]
_Uitleg: TypeAlias = Callable[[Mapping[str, Any]], list[_Reden]]


class Zinnen:
    """Sentences over one rule set, with the norms of one date."""

    def __init__(self, regelset: Regelset, normen: NormenOp) -> None:
        self.regelset = regelset
        self.normen = normen
        self._functies: dict[int, Functie] = {}
        self._uitleg: dict[tuple[int, bool, bool], _Uitleg] = {}
        self._bewaard: list[Uitdrukking] = []
        self._algemeen = _Algemeen(self)
        self._redenen = _Redenen(self)
        self._ingevuld = _Ingevuld(self)

    # --- the rule in general ------------------------------------------------------------------------------------

    def regelzin(self, naam: str) -> str:
        """What the rule says, for any dossier."""
        gebouwd = self.regelset.regels[naam]
        begrip, u = gebouwd.begrip, gebouwd.uitdrukking
        if isinstance(u, Ladder):
            treden = [f"{t.dan.replace('_', ' ')} als {self.algemeen(t.als)}" for t in u.treden]
            return f"{hoofdletter(begrip.noem)} is het eerste dat geldt: {'; '.join(treden)}; anders {u.anders}."
        if u.soort is JANEE:
            if isinstance(u, Vast):
                return f"{hoofdletter(begrip.nee)}."
            return f"{hoofdletter(begrip.ja)} als: {self.algemeen(u)}."
        return f"{hoofdletter(begrip.noem)} {_zijn(begrip)} {self.algemeen(u)}."

    def algemeen(self, u: Uitdrukking, *, ontkend: bool = False) -> str:
        """The expression in words; `ontkend` says the opposite of a ja/nee."""
        return self._algemeen.lees(u, ontkend)

    # --- filled in ----------------------------------------------------------------------------------------------

    def waarom(self, naam: str, w: Mapping[str, Any], *, diep: bool = True) -> str:
        """Why the ja/nee `naam` has its value in this dossier, as clauses joined by 'en'; '' when it is unknown.

        `diep` goes down to the facts; otherwise other rules are named by what they say.
        """
        uitkomst = w[naam]
        if uitkomst is None:
            return ""
        if naam in self.regelset.gegevens:
            begrip = self.regelset.gegevens[naam]
            return begrip.ja if uitkomst else begrip.nee
        return self.waarom_van(self.regelset.regels[naam].uitdrukking, w, uitkomst, diep=diep)

    def waarom_van(self, u: Uitdrukking, w: Mapping[str, Any], uitkomst: bool, *, diep: bool = True) -> str:
        """Why the expression `u` has the value `uitkomst`."""
        return opsomming([reden.tekst for reden in _sterkste(self.redenen(u, uitkomst, diep)(w))])

    def onbekenden(self, u: Uitdrukking, w: Mapping[str, Any]) -> list[str]:
        """The inputs that keep `u` unknown, as nouns."""
        if self.waarde(u, w) is not None:
            return []
        if isinstance(u, Naam):
            if u.naam in self.regelset.gegevens:
                return [self.regelset.gegevens[u.naam].noem]
            u = self.regelset.regels[u.naam].uitdrukking
        return list(dict.fromkeys(tekst for deel in u.delen() for tekst in self.onbekenden(deel, w)))

    def rekenzin(self, naam: str, w: Mapping[str, Any]) -> str:
        """The rule filled in: an amount with its parts, or a ja/nee with its reason."""
        gebouwd = self.regelset.regels[naam]
        begrip, u = gebouwd.begrip, gebouwd.uitdrukking
        if w[naam] is None:
            open_ = opsomming(self.onbekenden(u, w)) or "er is geen norm"
            return f"{hoofdletter(begrip.noem)} {_zijn(begrip)} nog niet bekend: {open_}."
        if u.soort is JANEE:
            zin = begrip.ja if w[naam] else begrip.nee
            reden = "" if isinstance(u, Vast) else self.waarom(naam, w, diep=False)
            return hoofdletter(f"{zin}, want {reden}." if reden and reden != zin else f"{zin}.")
        if isinstance(u, Ladder):
            return f"{hoofdletter(begrip.noem)} is {toon(w[naam], u.soort)}."
        getal = toon(w[naam], u.soort)
        delen = self._ingevuld.lees(u, w)
        return f"{hoofdletter(begrip.noem)} {_zijn(begrip)} {getal}" + (f": {delen}." if delen != getal else ".")

    def redenen(self, u: Uitdrukking, uitkomst: bool, diep: bool) -> _Uitleg:
        """The function that gives the reasons for `u` having this value; made once, then kept."""
        sleutel = (id(u), uitkomst, diep)
        if sleutel not in self._uitleg:
            self._bewaard.append(u)
            self._uitleg[sleutel] = self._redenen.lees(u, uitkomst, diep)
        return self._uitleg[sleutel]

    def keuzewoorden(self, u: EenVan, w: Mapping[str, Any]) -> str:
        begrip = self.begrip_van(u.lid)
        code = self.waarde(u.lid, w)
        if code == "geen":
            return f"er is geen {_zonder_lidwoord(begrip.noem)}"
        return f"{begrip.noem} is {begrip.codes.get(code, code)}"

    def vergeleken(self, u: Vergelijk, *, waar: bool) -> str:
        """The comparison in general."""
        if _is_nooit(u):
            begrip = self.begrip_van(u.links)
            return begrip.eindeloos if waar else f"er is een {_zonder_lidwoord(begrip.noem)}"
        return f"{self.algemeen(u.links)} {self._verhouding(u, waar)} {self.algemeen(u.rechts)}"

    def ingevulde_vergelijking(self, u: Vergelijk, waar: bool) -> _Woorden:
        """The function that says the comparison with the amounts of a dossier."""
        if _is_nooit(u):
            return _altijd_woorden(self.vergeleken(u, waar=waar))
        links, rechts, waarde = self._kant(u.links), self._kant(u.rechts), self.functie(u.rechts)
        verhouding = self._verhouding(u, waar)
        if u.links.soort is not DATUM:
            return lambda w: f"{links(w)} {verhouding} {rechts(w)}"
        einde = self.regelset.begrip(u.rechts.naam).eindeloos if isinstance(u.rechts, Naam) else ""
        return lambda w: einde if einde and waarde(w) == date.max else f"{links(w)} {verhouding} {rechts(w)}"

    def _verhouding(self, u: Vergelijk, waar: bool) -> str:
        if u.links.soort is DATUM:
            return _DATUMS[u.orde, waar]
        zijn = _zijn(self.regelset.begrip(u.links.naam)) if isinstance(u.links, Naam) else "is"
        return f"{zijn} {_GETALLEN[u.orde, waar]}"

    def _kant(self, u: Uitdrukking) -> _Woorden:
        """The function that says one side of a comparison: its words, without what is nothing, and its value."""
        waarde, soort = self.functie(u), u.soort
        leden = _leden(u)
        if isinstance(u, Maal):
            factor, maal = self.functie(u.factor), self.algemeen(u.lid)
            return lambda w: f"{toon(factor(w), u.factor.soort)} maal {maal} ({toon(waarde(w), soort)})"
        if len(leden) == 1:
            woorden = self.algemeen(u)
            return lambda w: f"{woorden} ({toon(waarde(w), soort)})"
        delen = [(self.functie(lid), self.algemeen(lid)) for lid in leden]

        def som(w: Mapping[str, Any]) -> str:
            namen = [naam for deel, naam in delen if deel(w)] or [delen[0][1]]
            samen = namen[0] if len(namen) == 1 else " plus ".join(map(_zonder_lidwoord, namen))
            return f"{samen} ({toon(waarde(w), soort)})"

        return som

    def normwoorden(self, u: Norm, ontkend: bool, w: Mapping[str, Any] | None = None) -> str:
        label = self.normlabel(u)
        if u.soort is not JANEE:
            return label
        eerste = u.sleutels[0]
        wie = self.begrip_van(eerste).noem
        if w is not None:
            wie = f"{_zonder_lidwoord(wie)} {self.waarde(eerste, w)}"
        return f"{wie} staat {'niet ' if ontkend else ''}op {label}"

    def normlabel(self, u: Norm) -> str:
        return self.regelset.normen[u.naam].label

    def begrip_van(self, u: Uitdrukking) -> Begrip:
        assert isinstance(u, Naam)
        return self.regelset.begrip(u.naam)

    def waarde(self, u: Uitdrukking, w: Mapping[str, Any]) -> Any:
        """The value of any expression in this dossier."""
        return self.functie(u)(w)

    def functie(self, u: Uitdrukking) -> Functie:
        if id(u) not in self._functies:
            self._bewaard.append(u)
            self._functies[id(u)] = functie(u, self.normen, self.regelset)
        return self._functies[id(u)]


class _Algemeen(Lezer[[bool], str]):
    """An expression in words, for any dossier; with True the opposite of a ja/nee."""

    def __init__(self, zinnen: Zinnen) -> None:
        self.zinnen = zinnen

    def vast(self, u: Vast, ontkend: bool) -> str:
        return toon(u.waarde, u.soort)

    def naam(self, u: Naam, ontkend: bool) -> str:
        begrip = self.zinnen.regelset.begrip(u.naam)
        if u.soort is not JANEE:
            return begrip.noem
        return begrip.nee if ontkend else begrip.ja

    def norm(self, u: Norm, ontkend: bool) -> str:
        return self.zinnen.normwoorden(u, ontkend)

    def en(self, u: En, ontkend: bool) -> str:
        return self._samen(u, ontkend, "of" if ontkend else "en")

    def of(self, u: Of, ontkend: bool) -> str:
        return self._samen(u, ontkend, "en" if ontkend else "of")

    def _samen(self, u: En | Of, ontkend: bool, woord: str) -> str:
        leden = [(lid, self.lees(lid, ontkend)) for lid in _gelijksoortig(u)]
        return f", {woord} ".join(f"({tekst})" if isinstance(lid, En | Of) else tekst for lid, tekst in leden)

    def niet(self, u: Niet, ontkend: bool) -> str:
        return self.lees(u.lid, not ontkend)

    def vergelijk(self, u: Vergelijk, ontkend: bool) -> str:
        return self.zinnen.vergeleken(u, waar=not ontkend)

    def een_van(self, u: EenVan, ontkend: bool) -> str:
        begrip = self.zinnen.begrip_van(u.lid)
        if u.codes == ("geen",):
            return f"er is {'een' if ontkend else 'geen'} {_zonder_lidwoord(begrip.noem)}"
        codes = opsomming([begrip.codes.get(code, code) for code in u.codes], "of")
        return f"{begrip.noem} is {'niet ' if ontkend else ''}{codes}"

    def som(self, u: Som, ontkend: bool) -> str:
        return (" na " if u.soort is DATUM else " plus ").join(self.lees(lid, False) for lid in _in_woorden(u))

    def maal(self, u: Maal, ontkend: bool) -> str:
        return f"{self.lees(u.factor, False)} maal {self.lees(u.lid, False)}"

    def boven_nul(self, u: BovenNul, ontkend: bool) -> str:
        return f"{self.lees(u.links, False)} min {self.lees(u.rechts, False)}, en nooit minder dan nul"

    def kies(self, u: Kies, ontkend: bool) -> str:
        dan, als, anders = (self.lees(deel, False) for deel in (u.dan, u.als, u.anders))
        return f"{dan} (als {als}; anders {anders})"


class _Redenen(Lezer[[bool, bool], _Uitleg]):
    """The reasons for a ja/nee having a value; diep goes down to the facts."""

    def __init__(self, zinnen: Zinnen) -> None:
        self.zinnen = zinnen

    def vast(self, u: Vast, uitkomst: bool, diep: bool) -> _Uitleg:
        return _altijd([])

    def naam(self, u: Naam, uitkomst: bool, diep: bool) -> _Uitleg:
        gebouwd = self.zinnen.regelset.regels.get(u.naam)
        if gebouwd is not None and (diep or gebouwd.regel.doorzichtig):
            return self.zinnen.redenen(gebouwd.uitdrukking, uitkomst, diep)
        begrip = self.zinnen.regelset.begrip(u.naam)
        return _altijd([_Reden(begrip.ja if uitkomst else begrip.nee)])

    def norm(self, u: Norm, uitkomst: bool, diep: bool) -> _Uitleg:
        return lambda w: [_Reden(self.zinnen.normwoorden(u, not uitkomst, w))]

    def en(self, u: En, uitkomst: bool, diep: bool) -> _Uitleg:
        return self._samen(u, uitkomst, diep, allemaal=uitkomst)

    def of(self, u: Of, uitkomst: bool, diep: bool) -> _Uitleg:
        return self._samen(u, uitkomst, diep, allemaal=not uitkomst)

    def _samen(self, u: En | Of, uitkomst: bool, diep: bool, *, allemaal: bool) -> _Uitleg:
        """The reasons of every member, or of the first that decides."""
        leden = [(self.zinnen.functie(lid), self.zinnen.redenen(lid, uitkomst, diep)) for lid in _gelijksoortig(u)]
        if allemaal:
            return lambda w: [reden for _, uitleg in leden for reden in uitleg(w)]
        return lambda w: next(uitleg(w) for lid, uitleg in leden if lid(w) is uitkomst)

    def niet(self, u: Niet, uitkomst: bool, diep: bool) -> _Uitleg:
        return self.zinnen.redenen(u.lid, not uitkomst, diep)

    def vergelijk(self, u: Vergelijk, uitkomst: bool, diep: bool) -> _Uitleg:
        van = f"{u.links.naam if isinstance(u.links, Naam) else ''}{u.orde.value}{uitkomst}"
        woorden, rechts = self.zinnen.ingevulde_vergelijking(u, uitkomst), self.zinnen.functie(u.rechts)
        return lambda w: [_Reden(woorden(w), van, rechts(w))]

    def een_van(self, u: EenVan, uitkomst: bool, diep: bool) -> _Uitleg:
        return lambda w: [_Reden(self.zinnen.keuzewoorden(u, w))]

    def kies(self, u: Kies, uitkomst: bool, diep: bool) -> _Uitleg:
        als = self.zinnen.functie(u.als)
        voor = {waar: self.zinnen.redenen(u.als, waar, diep) for waar in (True, False)}
        na = {True: self.zinnen.redenen(u.dan, uitkomst, diep), False: self.zinnen.redenen(u.anders, uitkomst, diep)}
        # with an unknown condition both branches say the same
        return lambda w: [*voor[als(w)](w), *na[als(w)](w)] if als(w) is not None else na[True](w)

    def _geen_janee(self, u: Uitdrukking, uitkomst: bool, diep: bool) -> _Uitleg:
        raise TypeError(u)

    som = maal = boven_nul = _geen_janee


class _Ingevuld(Lezer[[Mapping[str, Any]], str]):
    """An amount with its parts, filled in with the values of a dossier."""

    def __init__(self, zinnen: Zinnen) -> None:
        self.zinnen = zinnen

    def naam(self, u: Naam, w: Mapping[str, Any]) -> str:
        return f"{self.zinnen.regelset.begrip(u.naam).noem} ({self._getal(u, w)})"

    def norm(self, u: Norm, w: Mapping[str, Any]) -> str:
        return f"{self.zinnen.normlabel(u)} ({self._getal(u, w)})"

    def som(self, u: Som, w: Mapping[str, Any]) -> str:
        if u.soort is DATUM:
            return " na ".join(self.lees(lid, w) for lid in _in_woorden(u))
        return " plus ".join(self.lees(lid, w) for lid in u.leden if self.zinnen.waarde(lid, w))

    def maal(self, u: Maal, w: Mapping[str, Any]) -> str:
        return f"{self.lees(u.lid, w)} maal {self._getal(u.factor, w)}"

    def boven_nul(self, u: BovenNul, w: Mapping[str, Any]) -> str:
        return f"{self.lees(u.links, w)} min {self.lees(u.rechts, w)}, en nooit minder dan nul"

    def kies(self, u: Kies, w: Mapping[str, Any]) -> str:
        als = self.zinnen.waarde(u.als, w)
        return self._getal(u, w) if als is None else self.lees(u.dan if als else u.anders, w)

    def _getal(self, u: Uitdrukking, w: Mapping[str, Any]) -> str:
        return toon(self.zinnen.waarde(u, w), u.soort)

    vast = en = of = niet = vergelijk = een_van = ladder = _getal


def _is_nooit(u: Vergelijk) -> bool:
    """Whether it asks if a day never comes."""
    return isinstance(u.rechts, Vast) and u.rechts.waarde == date.max


def _in_woorden(u: Som) -> Sequence[Uitdrukking]:
    """The members as a reader says them: so many days after a day."""
    return u.leden[::-1] if u.soort is DATUM else u.leden


def _altijd_woorden(tekst: str) -> _Woorden:
    return lambda w: tekst


def _altijd(redenen: list[_Reden]) -> _Uitleg:
    return lambda w: redenen


def _zijn(begrip: Begrip) -> str:
    return "zijn" if begrip.meervoud else "is"


def _gelijksoortig(u: Uitdrukking) -> list[Uitdrukking]:
    """The members of an 'en' or 'of', with nested ones of the same kind opened up."""
    return [diep for lid in u.delen() for diep in (_gelijksoortig(lid) if type(lid) is type(u) else [lid])]


def _leden(u: Uitdrukking) -> list[Uitdrukking]:
    som = isinstance(u, Som) and u.soort is not DATUM
    return [diep for lid in u.delen() for diep in _leden(lid)] if som else [u]


def _sterkste(redenen: list[_Reden]) -> list[_Reden]:
    """Of several comparisons of the same amount only the one that says most: 'more than 124', not 'more than 99'."""
    if len(redenen) < 2:
        return redenen
    uit: dict[str, _Reden] = {}
    for reden in redenen:
        sleutel = reden.van or reden.tekst
        staat = uit.get(sleutel)
        if staat is not None and reden.van:
            hoger = reden.van.endswith(("<=False", ">=True"))
            if (reden.grens > staat.grens) is not hoger:
                continue
        uit[sleutel] = reden
    return list(uit.values())


def _zonder_lidwoord(tekst: str) -> str:
    eerste, _, rest = tekst.partition(" ")
    return rest if eerste in ("de", "het", "een") and rest else tekst
