"""Why: the grounds of a refusal, the steps with the reasons of the professionals, and where an advice was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from meerzorg.bladen.blokken import Alinea, Blok, Citaat, Kop, Lijst, Paren
from meerzorg.dossier.brieven.inhoud import Briefgegevens, Reden, weiger
from meerzorg.wet.beoordeling.vormen import NIET_NODIG, ONBEKEND, Regelwaarde, Stapuitkomst, Verslag
from meerzorg.wet.vocabulaire import PLAATS, ROLLEN, VOCABULAIRE
from regeltaal.lezers.zin import hoofdletter, opsomming


def gronden(g: Briefgegevens, v: Verslag) -> Iterator[Blok]:
    """Every ground of a refusal, the fact it rests on and the reason. Raises InvoerFout for a judgement without one."""
    yield Kop("Waarom wij de aanvraag afwijzen")
    if len(v.gronden) > 1:
        yield Alinea(f"Er zijn {len(v.gronden)} gronden voor deze afwijzing.")
    for nummer, grondslag in enumerate(v.gronden, start=1):
        grond = hoofdletter(grondslag.zin)
        yield Kop(f"Grond {nummer}: {grondslag.zin}" if len(v.gronden) > 1 else grond, 2)
        feit = grondslag.feit
        yield from _oordeel(g, v, feit) if feit in PLAATS else _regel(v, feit)


def _oordeel(g: Briefgegevens, v: Verslag, feit: str) -> Iterator[Blok]:
    """A ground that rests on a judgement: who gave it, and why."""
    gegeven = VOCABULAIRE[PLAATS[feit]]
    eigen = _over(g.redenen, feit)
    if not eigen:
        weiger("redenen", f"geen reden bij '{gegeven.vraag}'", "de reden van wie dit oordeelde (Awb art. 3:46)")
    yield Alinea(f"Dit rust op een oordeel bij stap {gegeven.stap}.")
    yield from _citaten(eigen)
    yield from (_bron(stap) for stap in v.stappen if stap.stap == gegeven.stap)


def _regel(v: Verslag, feit: str) -> Iterator[Blok]:
    """A ground that rests on a rule: what the rule says, also where its step was not reached any more."""
    regel = next(regel for regel in v.regels if regel.regel == feit)
    yield Alinea(f"Dit rust op stap {regel.stap}. {regel.zin}")
    yield _bron(regel)


def _over(redenen: Iterable[Reden], feit: str) -> list[Reden]:
    return [reden for reden in redenen if reden.vraag in (feit, VOCABULAIRE[PLAATS[feit]].vraag)]


def stappen(g: Briefgegevens, v: Verslag) -> Iterator[Blok]:
    """Per step what was found and why, with the sources and the professionals' own reasons."""
    feiten = [grond.feit for grond in v.gronden]
    eerder = {reden for feit in feiten if feit in PLAATS for reden in _over(g.redenen, feit)}
    yield Kop("Hoe wij dit stap voor stap hebben beoordeeld")
    for stap in v.stappen:
        if stap.uitkomst in (NIET_NODIG, ONBEKEND):
            continue
        yield Kop(f"Stap {stap.stap}: {stap.vraag}", 2)
        yield Alinea(stap.toelichting)
        eigen = [reden for reden in g.redenen if reden.stap == stap.stap]
        yield from _citaten([reden for reden in eigen if reden not in eerder])
        if hierboven := [reden for reden in eigen if reden in eerder]:
            wie = opsomming([_de_rol(reden.rol) for reden in hierboven])
            yield Alinea(f"De reden van {wie} staat hierboven bij de afwijzing.")
        yield _bron(stap)
    yield from _niet_bereikt(v, feiten)


def _niet_bereikt(v: Verslag, feiten: list[str]) -> Iterator[Blok]:
    """The steps that did not matter any more, together where the cause is the same; not those of a ground."""
    om: dict[str, list[str]] = {}
    for stap in v.stappen:
        if stap.feit in feiten:
            continue
        if stap.uitkomst == NIET_NODIG:
            om.setdefault(stap.waarom, []).append(stap.stap)
        elif stap.uitkomst == ONBEKEND:
            om.setdefault("de uitkomst stond al vast.", []).append(stap.stap)
    if om:
        yield Kop("Stappen die niet nodig waren", 2)
        yield Lijst(tuple(f"{_stappen(ids)}, want {waarom}" for waarom, ids in om.items()))


def _stappen(ids: list[str]) -> str:
    return f"{'Stap' if len(ids) == 1 else 'Stappen'} {opsomming(ids)}"


def _citaten(redenen: list[Reden]) -> Iterator[Blok]:
    for reden in redenen:
        wie = f"{hoofdletter(_de_rol(reden.rol))}{f' ({reden.wie})' if reden.wie else ''}"
        yield Alinea(f"{wie} gaf op de vraag “{_vraag(reden.vraag)}” het antwoord: {reden.antwoord}. De reden:")
        yield Citaat(reden.reden)


def _de_rol(rol: str) -> str:
    naam = ROLLEN.get(rol, rol)
    return f"het {naam}" if rol in ("ciz", "zorgkantoor") else f"de {naam}"


def _vraag(vraag: str) -> str:
    return VOCABULAIRE[PLAATS[vraag]].vraag if vraag in PLAATS else vraag


def _bron(stap: Stapuitkomst | Regelwaarde) -> Alinea:
    titels = [bron.titel for bron in stap.bronnen]
    return Alinea(f"{'Bron' if len(titels) == 1 else 'Bronnen'}: {'; '.join(titels)}.", "klein")


def afwijkingen(g: Briefgegevens) -> Iterator[Blok]:
    """Advice, decision and why the decision is another (Awb 3:50)."""
    if g.afwijkingen:
        yield Kop("Waar ons besluit anders is dan een advies")
        yield Alinea(
            "Wij vroegen advies. Ons besluit is op dit punt anders. Wij moeten dan uitleggen waarom (Awb art. 3:50)."
        )
    for afwijking in g.afwijkingen:
        yield Paren(
            (
                ("De vraag", _vraag(afwijking.vraag)),
                ("Het advies", f"{afwijking.advies} ({afwijking.wie})" if afwijking.wie else afwijking.advies),
                ("Ons besluit", afwijking.besluit),
                ("Waarom", afwijking.reden),
            )
        )
