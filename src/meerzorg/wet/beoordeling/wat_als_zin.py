"""The sentences of wat als: another answer and its outcome, in plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from regeltaal.lezers.zin import opsomming
from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM, EURO, JANEE, UREN, Waarde, toon

GEORDEND = (EURO, UREN, DATUM)
"""The kinds on which an outcome can rest and that have a nearest other value; the rest is tried value by value."""
MEESTE_WOORDEN = 5
"""A sentence names so many values or questions, and of a longer list how many there are besides."""


def zin(
    gegeven: Gegeven, nu: Waarde, waarden: Sequence[Waarde], bereik: tuple[Waarde, Waarde], b: Beoordeling, ander: bool
) -> str:
    """'Als de benodigde uren 36,25 uur per week of meer waren, dan was de uitkomst: meerzorg toegekend.'"""
    toen = nu is not None  # another answer than the one given is unreal; an answer still to come is not
    if gegeven.soort in GEORDEND:
        werkwoord = ("waren" if toen else "zijn") if gegeven.meervoud else ("was" if toen else "is")
        als = f"Als {gegeven.noem} {_stukwoorden(gegeven, waarden, bereik)} {werkwoord}, dan"
    else:
        als = f"Stel: {_codewoorden(gegeven, waarden)}. Dan"
    kader = f" (volgens {b.kader.id})" if ander and b.kader else ""
    uitkomst = f"{als} {'was' if toen else 'is'} de uitkomst{kader}"
    if b.uitkomst != "onbepaald":
        return f"{uitkomst}: {UITKOMSTEN[b.uitkomst]}."
    vragen = _ingekort([vraag.noem for vraag in b.openstaand], "en", "gegevens")
    return f"{uitkomst} nog niet te bepalen" + (f": eerst moet bekend zijn {vragen}." if vragen else ".")


def _stukwoorden(gegeven: Gegeven, waarden: Sequence[Waarde], bereik: tuple[Waarde, Waarde]) -> str:
    eerste, laatste = (toon(waarde, gegeven.soort) for waarde in (waarden[0], waarden[-1]))
    if waarden[-1] == bereik[1]:
        return f"{eerste} of {'later' if gegeven.soort is DATUM else 'meer'}"
    if waarden[0] == bereik[0]:
        return f"{laatste} of {'eerder' if gegeven.soort is DATUM else 'minder'}"
    return eerste if eerste == laatste else f"{eerste} tot en met {laatste}"


def _codewoorden(gegeven: Gegeven, waarden: Sequence[Waarde]) -> str:
    if gegeven.soort is JANEE:
        return opsomming([gegeven.ja if waarde else gegeven.nee for waarde in waarden], "of")
    codes = [gegeven.codes[str(waarde)] for waarde in waarden]
    return f"er is {codes[0]}" if list(waarden) == ["geen"] else f"{gegeven.noem} is {_ingekort(codes, 'of', 'andere')}"


def _ingekort(delen: Sequence[str], woord: str, rest: str) -> str:
    """'a, b of c', and of a long list the first few and how many there are besides."""
    if len(delen) <= MEESTE_WOORDEN + 1:
        return opsomming(delen, woord)
    extra = len(delen) - MEESTE_WOORDEN
    return opsomming([*delen[:MEESTE_WOORDEN], f"{'nog' if woord == 'en' else 'een van de'} {extra} {rest}"], woord)
