"""The law as executed, as text: all that can change an outcome, an amount, a period, a ground or a deadline.

The fingerprint is the hash of that text; `tests/wet/gouden` holds it line by line, so that a change of the law is seen
in a review.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from meerzorg import __version__
from meerzorg.wet.beoordeling.perioden import einde_na_maanden, jaarverleningen
from meerzorg.wet.lezen.grenzen import LEEG, TEGENSPRAKEN, grenzen
from meerzorg.wet.normen import Normgroep, normgroepen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES
from meerzorg.wet.procedure.kaders import KADERS, regelset, tabellen
from meerzorg.wet.procedure.tabel import AantalMaanden, Procedure, TotEindeJaar, Uitkomst
from meerzorg.wet.procedure.uitkomsten import TOEKENNINGEN, UITKOMST_PER_CODE, VERVOLG
from meerzorg.wet.termijnen.berekening import Gebeurtenis, termijnen
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.bron import Bron
from regeltaal.normen import Normrij
from regeltaal.regel import Gebouwd, Gegeven, Regelset
from regeltaal.soorten import JANEE, als_euro
from regeltaal.uitdrukking import Ladder, sleutel

REGELSET_VERSIE = __version__


@cache
def regelset_sha256() -> str:
    """The fingerprint of the law as executed."""
    delen = [*map(kader_als_tekst, KADERS.values()), gegevens_als_tekst(), normen_als_tekst(), perioden_als_tekst()]
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()


# --- a framework --------------------------------------------------------------------------------------------------


def kader_als_tekst(kader: Procedure) -> str:
    """One framework: period, steps with their grounds, ladder, what each outcome gives, and every rule."""
    return "\n".join(_kader(kader)) + "\n"


def _kader(kader: Procedure) -> Iterator[str]:
    rs, tabel = regelset(kader.id), tabellen(kader.id)
    yield f"kader {kader.id}: {kader.status}, van {kader.van} tot en met {kader.tot_en_met}"
    yield from map(_bron, kader.bronnen)
    yield "\nde stappen"
    for stap in kader.stappen:
        yield f"{stap.id} {stap.naam} — {stap.vraag} antwoord: {stap.waarde}"
    yield "\nde gronden, en waar zij tellen"
    for code, feit in kader.gronden.items():
        langs = sleutel(tabel.langs[code]) if code in tabel.langs else "overal"
        slot = "; geen alternatieven" if GRONDEN[code].sluit_alternatieven else ""
        yield f"{code}: {feit} is nee; langs {langs}{slot}"
    yield "\nde ladder"
    ladder = rs.regels["uitkomst"].uitdrukking
    assert isinstance(ladder, Ladder)
    for nr, trede in enumerate(ladder.treden, start=1):
        yield f"{nr:2} stap {trede.stap}: {sleutel(trede.als)} -> {trede.dan}"
    yield f"   anders -> {ladder.anders}"
    yield "\nwat een uitkomst geeft"
    yield from (f"{uitkomst.code}: {_uitkomst(rs, uitkomst)}" for uitkomst in UITKOMST_PER_CODE.values())
    yield f"ook nodig: {', '.join(VERVOLG)}"
    yield from (f"alternatief {soort}: {sleutel(als)}, tot {sleutel(tot)}" for soort, als, tot in tabel.alternatieven)
    yield "\nde regels"
    for gebouwd in rs.regels.values():
        yield from _regel(gebouwd)
    for naam, open_ in INTERPRETATIES.items():
        for keuze in open_.keuzes:
            anders = regelset(kader.id, () if keuze == open_.standaard else ((naam, keuze),))
            gewijzigd = [g for g in anders.regels.values() if _regel(g) != _regel(rs.regels[g.regel.naam])]
            if gewijzigd:
                yield f"\nandere lezing: {naam}={keuze}"
                for gebouwd in gewijzigd:
                    yield from _regel(gebouwd)


def _uitkomst(rs: Regelset, uitkomst: Uitkomst) -> str:
    if uitkomst not in TOEKENNINGEN or uitkomst.bedrag is None:
        delen = ["niets"]
    else:
        delen = [sleutel(rs.uitdrukking(uitkomst.bedrag)), _looptijd(rs, uitkomst)]
    return ", ".join([*delen, *(["met alternatieven"] if uitkomst.met_alternatieven else [])])


def _looptijd(rs: Regelset, uitkomst: Uitkomst) -> str:
    match uitkomst.looptijd:
        case None:
            return "zonder laatste dag"
        case AantalMaanden(aantal):
            return f"maanden: {sleutel(rs.uitdrukking(aantal))}"
        case TotEindeJaar():
            return "tot en met het einde van het jaar"
        case dag:
            return f"tot en met {sleutel(rs.uitdrukking(dag.dag))}"


def _regel(gebouwd: Gebouwd) -> list[str]:
    regel = gebouwd.regel
    kop = f"[{regel.stap}] {regel.naam} ({gebouwd.begrip.soort}) = {sleutel(gebouwd.uitdrukking)}"
    return [kop, *map(_bron, regel.bronnen)]


def _bron(bron: Bron) -> str:
    return f"    {bron.titel} <{bron.url}>"


# --- inputs, norms and periods ------------------------------------------------------------------------------------


def gegevens_als_tekst() -> str:
    """Every input: step, kind, who gives it, codes or limits, what an empty one stands for; and the contradictions."""
    tegenspraken = (f"tegenspraak bij {rij.naam}: {sleutel(rij.als)}" for rij in TEGENSPRAKEN)
    return "\n".join([*map(_gegeven, VOCABULAIRE), *tegenspraken]) + "\n"


def _gegeven(gegeven: Gegeven) -> str:
    soort = "oordeel" if gegeven.oordeel else "gegeven"
    delen = [f"{gegeven.stap} {gegeven.naam} ({gegeven.soort}), {soort} van {gegeven.rol}"]
    if gegeven.soort.keuzes:
        delen.append(", ".join(gegeven.soort.keuzes))
    elif gegeven.soort is not JANEE:
        delen.append("van {} tot en met {}".format(*grenzen(gegeven)))
    if gegeven.naam in LEEG:
        delen.append(f"leeg is {LEEG[gegeven.naam]}")
    return "; ".join(delen)


def normen_als_tekst() -> str:
    """Every norm: what it is, its control totals, and a hash over all its rows."""
    return "\n".join(_norm(groep) for groep in normgroepen()) + "\n"


def _norm(groep: Normgroep) -> str:
    begrip, rijen = groep
    inhoud = hashlib.sha256("\n".join(map(_normrij, rijen)).encode()).hexdigest()[:16]
    delen = [
        f"{begrip.naam} ({begrip.soort}) per {', '.join(begrip.sleutels) or 'periode'}",
        *(["dichtstbijzijnde jaar"] if begrip.per_jaar else []),
        *([f"anders {begrip.anders}"] if begrip.anders is not None else []),
        f"{len(rijen)} rijen",
        f"totaal {_totaal(rijen)}",
        f"van {min(rij.van for rij in rijen)} tot en met {max(rij.tot_en_met for rij in rijen)}",
        inhoud,
    ]
    return "; ".join(delen)


def _totaal(rijen: tuple[Normrij, ...]) -> str:
    """The sum, of ja/nee how many are ja; days are counted from year 1."""
    getallen: list[Any] = [rij.waarde.toordinal() if isinstance(rij.waarde, date) else rij.waarde for rij in rijen]
    return str(sum(getallen))


def _normrij(rij: Normrij) -> str:
    delen = (*rij.sleutel, rij.waarde, rij.van, rij.tot_en_met, rij.status, rij.bron.titel, rij.bron.url)
    return "|".join(map(str, delen))


_MAANDEN = (("2026-01-31", 1), ("2024-02-29", 12), ("2026-03-01", 24), ("2026-12-15", 36))
_GRENZEN = (("2026-05-04", "2028-05-03", 10_000_001), ("2024-02-29", "2024-02-29", 36_600))
_VERLOOP = (
    ("ontvangst", "2026-04-13", 0),
    ("verzoek_aanvulling", "2026-04-20", 14),
    ("aanvulling_ontvangen", "2026-05-04", 0),
    ("verlenging_beslistermijn", "2026-05-11", 21),
    ("ingebrekestelling", "2026-07-20", 0),
    ("bekendmaking", "2026-08-24", 0),
    ("ontvangst_bezwaar", "2026-09-07", 0),
    ("verdaging_bezwaar", "2026-10-12", 0),
)
_ADVIES = ("adviescommissie", "advies_zorginstituut_gevraagd")


def perioden_als_tekst() -> str:
    """How days, parts of a year and deadlines are counted, shown by examples."""
    return "\n".join(_perioden()) + "\n"


def _perioden() -> Iterator[str]:
    dag: Callable[[str], date] = date.fromisoformat
    for begin, maanden in _MAANDEN:
        yield f"{maanden} maanden van {begin}: tot en met {einde_na_maanden(dag(begin), maanden)}"
    for begin, einde, bedrag in _GRENZEN:
        for deel in jaarverleningen(dag(begin), dag(einde), bedrag):
            yield f"{als_euro(bedrag)} per jaar, {deel.van} tot en met {deel.tot_en_met}: {als_euro(deel.bedrag)}"
    verloop = [Gebeurtenis(dag(op), soort, dagen) for soort, op, dagen in _VERLOOP]
    for advies in ("", *_ADVIES):
        erbij = [Gebeurtenis(dag("2026-09-21"), advies)] if advies else []
        yield f"\ntermijnen{f' met {advies}' if advies else ''}"
        for termijn in termijnen([*verloop, *erbij], dag("2026-12-01")):
            yield f"{termijn.termijn}: {termijn.uiterlijk}, {termijn.duur}"
            yield from (f"    {regel}" for regel in termijn.berekening.splitlines())
