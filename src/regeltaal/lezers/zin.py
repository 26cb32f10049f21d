"""The reader for people: a rule as a Dutch sentence, in general and filled in with the values of one dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

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
        match u:
            case Naam():
                begrip = self.regelset.begrip(u.naam)
                if u.soort is not JANEE:
                    return begrip.noem
                return begrip.nee if ontkend else begrip.ja
            case Niet():
                return self.algemeen(u.lid, ontkend=not ontkend)
            case En() | Of():
                delen = [
                    f"({tekst})" if isinstance(lid, En | Of) else tekst
                    for lid in _gelijksoortig(u)
                    for tekst in [self.algemeen(lid, ontkend=ontkend)]
                ]
                woord = "en" if isinstance(u, En) != ontkend else "of"
                return f", {woord} ".join(delen)
            case Vergelijk():
                return self._vergeleken(u, waar=not ontkend)
            case EenVan():
                begrip = self._begrip_van(u.lid)
                if u.codes == ("geen",):
                    return f"er is {'een' if ontkend else 'geen'} {_zonder_lidwoord(begrip.noem)}"
                codes = opsomming([begrip.codes.get(code, code) for code in u.codes], "of")
                return f"{begrip.noem} is {'niet ' if ontkend else ''}{codes}"
            case Norm():
                return self._normwoorden(u, ontkend)
            case Som():
                return (" na " if u.soort is DATUM else " plus ").join(self.algemeen(lid) for lid in _in_woorden(u))
            case Maal():
                return f"{self.algemeen(u.factor)} maal {self.algemeen(u.lid)}"
            case BovenNul():
                return f"{self.algemeen(u.links)} min {self.algemeen(u.rechts)}, en nooit minder dan nul"
            case Kies():
                return f"{self.algemeen(u.dan)} (als {self.algemeen(u.als)}; anders {self.algemeen(u.anders)})"
            case Vast():
                return toon(u.waarde, u.soort)
        raise TypeError(u)

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
        return opsomming([reden.tekst for reden in _sterkste(self._redenen(u, uitkomst, diep)(w))])

    def onbekenden(self, u: Uitdrukking, w: Mapping[str, Any]) -> list[str]:
        """The inputs that keep `u` unknown, as nouns."""
        match u:
            case Naam() if u.naam in self.regelset.gegevens:
                return [self.regelset.gegevens[u.naam].noem] if w[u.naam] is None else []
            case Naam():
                return [] if w[u.naam] is not None else self.onbekenden(self.regelset.regels[u.naam].uitdrukking, w)
        if self.waarde(u, w) is not None:
            return []
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
        delen = self._ingevuld(u, w)
        return f"{hoofdletter(begrip.noem)} {_zijn(begrip)} {getal}" + (f": {delen}." if delen != getal else ".")

    def _redenen(self, u: Uitdrukking, uitkomst: bool, diep: bool) -> _Uitleg:
        """The function that gives the reasons for `u` having this value; made once, then kept."""
        sleutel = (id(u), uitkomst, diep)
        if sleutel not in self._uitleg:
            self._bewaard.append(u)
            self._uitleg[sleutel] = self._maak_redenen(u, uitkomst, diep)
        return self._uitleg[sleutel]

    def _maak_redenen(self, u: Uitdrukking, uitkomst: bool, diep: bool) -> _Uitleg:
        match u:
            case Naam():
                gebouwd = self.regelset.regels.get(u.naam)
                if gebouwd is not None and (diep or gebouwd.regel.doorzichtig):
                    return self._redenen(gebouwd.uitdrukking, uitkomst, diep)
                begrip = self.regelset.begrip(u.naam)
                return _altijd([_Reden(begrip.ja if uitkomst else begrip.nee)])
            case Niet():
                return self._redenen(u.lid, not uitkomst, diep)
            case En() | Of():
                leden = _gelijksoortig(u)
                uitleg = [self._redenen(lid, uitkomst, diep) for lid in leden]
                if isinstance(u, En) is uitkomst:  # every member has this value
                    return lambda w: [reden for deel in uitleg for reden in deel(w)]
                paren = [(self._functie(lid), deel) for lid, deel in zip(leden, uitleg, strict=True)]
                return lambda w: next(deel(w) for lid, deel in paren if lid(w) is uitkomst)
            case Vergelijk():
                van = f"{u.links.naam if isinstance(u.links, Naam) else ''}{u.orde.value}{uitkomst}"
                woorden, rechts = self._ingevulde_vergelijking(u, uitkomst), self._functie(u.rechts)
                return lambda w: [_Reden(woorden(w), van, rechts(w))]
            case EenVan():
                return lambda w: [_Reden(self._keuzewoorden(u, w))]
            case Norm():
                return lambda w: [_Reden(self._normwoorden(u, not uitkomst, w))]
            case Kies():
                als = self._functie(u.als)
                voor = {waar: self._redenen(u.als, waar, diep) for waar in (True, False)}
                na = {True: self._redenen(u.dan, uitkomst, diep), False: self._redenen(u.anders, uitkomst, diep)}
                # with an unknown condition both branches say the same
                return lambda w: [*voor[als(w)](w), *na[als(w)](w)] if als(w) is not None else na[True](w)
            case Vast():
                return _altijd([])
        raise TypeError(u)

    def _keuzewoorden(self, u: EenVan, w: Mapping[str, Any]) -> str:
        begrip = self._begrip_van(u.lid)
        code = self.waarde(u.lid, w)
        if code == "geen":
            return f"er is geen {_zonder_lidwoord(begrip.noem)}"
        return f"{begrip.noem} is {begrip.codes.get(code, code)}"

    def _ingevuld(self, u: Uitdrukking, w: Mapping[str, Any]) -> str:
        match u:
            case Naam() | Norm():
                naam = self.regelset.begrip(u.naam).noem if isinstance(u, Naam) else self._normlabel(u)
                return f"{naam} ({toon(self.waarde(u, w), u.soort)})"
            case Som():
                if u.soort is DATUM:
                    return " na ".join(self._ingevuld(lid, w) for lid in _in_woorden(u))
                return " plus ".join(self._ingevuld(lid, w) for lid in u.leden if self.waarde(lid, w))
            case Maal():
                return f"{self._ingevuld(u.lid, w)} maal {toon(self.waarde(u.factor, w), u.factor.soort)}"
            case BovenNul():
                return f"{self._ingevuld(u.links, w)} min {self._ingevuld(u.rechts, w)}, en nooit minder dan nul"
            case Kies():
                als = self.waarde(u.als, w)
                if als is None:
                    return toon(self.waarde(u, w), u.soort)
                return self._ingevuld(u.dan if als else u.anders, w)
        return toon(self.waarde(u, w), u.soort)

    def _vergeleken(self, u: Vergelijk, *, waar: bool) -> str:
        """The comparison in general."""
        if _is_nooit(u):
            begrip = self._begrip_van(u.links)
            return begrip.eindeloos if waar else f"er is een {_zonder_lidwoord(begrip.noem)}"
        return f"{self.algemeen(u.links)} {self._verhouding(u, waar)} {self.algemeen(u.rechts)}"

    def _ingevulde_vergelijking(self, u: Vergelijk, waar: bool) -> _Woorden:
        """The function that says the comparison with the amounts of a dossier."""
        if _is_nooit(u):
            return _altijd_woorden(self._vergeleken(u, waar=waar))
        links, rechts, waarde = self._kant(u.links), self._kant(u.rechts), self._functie(u.rechts)
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
        waarde, soort = self._functie(u), u.soort
        leden = _leden(u)
        if isinstance(u, Maal):
            factor, maal = self._functie(u.factor), self.algemeen(u.lid)
            return lambda w: f"{toon(factor(w), u.factor.soort)} maal {maal} ({toon(waarde(w), soort)})"
        if len(leden) == 1:
            woorden = self.algemeen(u)
            return lambda w: f"{woorden} ({toon(waarde(w), soort)})"
        delen = [(self._functie(lid), self.algemeen(lid)) for lid in leden]

        def som(w: Mapping[str, Any]) -> str:
            namen = [naam for deel, naam in delen if deel(w)] or [delen[0][1]]
            samen = namen[0] if len(namen) == 1 else " plus ".join(map(_zonder_lidwoord, namen))
            return f"{samen} ({toon(waarde(w), soort)})"

        return som

    def _normwoorden(self, u: Norm, ontkend: bool, w: Mapping[str, Any] | None = None) -> str:
        label = self._normlabel(u)
        if u.soort is not JANEE:
            return label
        eerste = u.sleutels[0]
        wie = self._begrip_van(eerste).noem
        if w is not None:
            wie = f"{_zonder_lidwoord(wie)} {self.waarde(eerste, w)}"
        return f"{wie} staat {'niet ' if ontkend else ''}op {label}"

    def _normlabel(self, u: Norm) -> str:
        return self.regelset.normen[u.naam].label

    def _begrip_van(self, u: Uitdrukking) -> Begrip:
        assert isinstance(u, Naam)
        return self.regelset.begrip(u.naam)

    def waarde(self, u: Uitdrukking, w: Mapping[str, Any]) -> Any:
        """The value of any expression in this dossier."""
        return self._functie(u)(w)

    def _functie(self, u: Uitdrukking) -> Functie:
        if id(u) not in self._functies:
            self._bewaard.append(u)
            self._functies[id(u)] = functie(u, self.normen, self.regelset)
        return self._functies[id(u)]


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
