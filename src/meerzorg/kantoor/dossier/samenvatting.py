"""The head of a dossier: who it is about, what is asked, and which papers there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from meerzorg.kantoor.gedeeld.vastgelegd import ALLEEN_MEDISCH
from meerzorg.kantoor.menu import adres
from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.vocabulaire import LEVERINGSVORMEN, SOORTEN_AANVRAAG, ZORGPROFIELEN
from regeltaal.soorten import DATUM, EURO, toon


class Stuk(NamedTuple):
    """A document or a letter in the list. `slot`: it is medical, and this person may not see it."""

    naam: str
    moment: Any
    url: str
    slot: bool = False


def samenvatting(client: Any, b: Beoordeling, dag: date) -> list[tuple[str, str]]:
    """The client and the application, without BSN and address."""
    w = b.w
    profiel = w["zorgprofiel"]
    rijen = [
        ("Cliënt", f"{client.naam}, {leeftijd(client.geboortedatum, dag)} jaar"),
        ("Geboren", toon(client.geboortedatum, DATUM)),
        ("Vertegenwoordiger", client.vertegenwoordiger(dag) or ""),
        ("Zorgprofiel", f"{profiel}: {ZORGPROFIELEN[profiel]}" if profiel else ""),
        ("Soort aanvraag", SOORTEN_AANVRAAG.get(w["soort_aanvraag"], "")),
        ("Leveringsvorm", LEVERINGSVORMEN.get(w["leveringsvorm"], "")),
        ("Gevraagd", _per_jaar(w["gevraagde_kosten"])),
        ("Basisbudget", _per_jaar(w.get("basisbudget"))),
        ("Aanvraag ontvangen", toon(w["aanvraagdatum"], DATUM) if w["aanvraagdatum"] else ""),
    ]
    return [(naam, waarde) for naam, waarde in rijen if waarde]


def contact(client: Any) -> list[tuple[str, str]]:
    """What is needed to write to the client, and to find them elsewhere."""
    rijen = [
        ("BSN", client.bsn),
        ("Adres", f"{client.adres}, {client.postcode} {client.plaats}"),
        ("E-mail", client.email or "niet bekend"),
    ]
    return rijen


def stukken(dossier: Any, blad: Any, *, stukken_open: bool, brieven_open: bool) -> list[Stuk]:
    """Documents and letters, newest first; a medical document without its name for who may not see it."""
    alle = [*_documenten(dossier, blad, stukken_open), *_brieven(dossier, blad, brieven_open)]
    return sorted(alle, key=lambda stuk: stuk.moment, reverse=True)


def leeftijd(geboren: date, dag: date) -> int:
    """Age in whole years on this day."""
    return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))


def _documenten(dossier: Any, blad: Any, open_: bool) -> Iterator[Stuk]:
    for d in blad.documenten:
        if d.medisch and not blad.medisch:
            yield Stuk(ALLEEN_MEDISCH.capitalize(), d.moment, "", slot=True)
        else:
            yield Stuk(d.omschrijving or d.naam, d.moment, adres("stuk", dossier, id=d.pk) if open_ else "")


def _brieven(dossier: Any, blad: Any, open_: bool) -> Iterator[Stuk]:
    for brief in blad.brieven:
        yield Stuk(f"Brief: {brief.onderwerp}", brief.moment, adres("brief", dossier, id=brief.pk) if open_ else "")


def _per_jaar(bedrag: int | None) -> str:
    return "" if bedrag is None else f"{toon(bedrag, EURO)} per jaar"
