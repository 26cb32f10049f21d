"""The picture of limitations for the medical adviser: six domains beside the profile, each with how sure that is.

An aid to the judgement (brief juli 2026: "hulpmiddel"); it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld
from meerzorg.wet.beoordeling.vormen import Domeinscore
from meerzorg.wet.beoordeling.waarschuwingen import boven_referentie, wijkt_af_van_beeld
from meerzorg.wet.vocabulaire import DOMEINEN
from regeltaal.bron import Bron
from regeltaal.soorten import SCORE, toon

STATUSUITLEG = {
    "gemeten": "Gemeten: afgelezen uit de grafiek die bij dit zorgprofiel in de regeling staat.",
    "duiding": "Duiding: afgeleid uit de woorden van het zorgprofiel. Dit is geen officieel gemiddelde.",
    "aanname": "Aanname: hiervoor is geen bron. Wees extra voorzichtig met deze vergelijking.",
    "geldend": "Geldend: dit getal staat in de regeling.",
    "voorgenomen": "Voorgenomen: dit getal is aangekondigd, maar nog niet gepubliceerd.",
}
"""What the status of a reference means to a reader."""
GEEN_REFERENTIE = "Voor dit zorgprofiel is in dit domein geen referentie bekend. Vergelijken kan niet."
HULPMIDDEL = "Het beeld is een hulpmiddel en beslist niet. Het oordeel is van de medisch adviseur."


class Itemscore(NamedTuple):
    """The score of one question of the CIZ; `score` None: not assessed, it does not count. `domein` None: in none."""

    domein: str | None
    codelijst: str
    vraagtekst: str
    score: int | None
    scoretekst: str


@dataclass(frozen=True, slots=True)
class Domeinbeeld:
    """One domain. Scores 0 to 3; `verschil` is score minus reference; `overstijgt` None: it cannot be compared."""

    domein: str
    naam: str
    score: Decimal | None
    referentie: Decimal | None
    marge: Decimal | None
    verschil: Decimal | None
    overstijgt: bool | None
    status: str | None
    uitleg: str
    toelichting: str
    bron: Bron | None
    items: tuple[Itemscore, ...]

    @property
    def zin(self) -> str:
        """The comparison as one Dutch sentence."""
        if self.score is None:
            return "De score is nog niet bekend."
        begin = f"De score is {toon(self.score, SCORE)}"
        if self.verschil is None or self.overstijgt is None:
            return f"{begin}. Er is niets om mee te vergelijken."
        ten_opzichte = "gelijk aan"
        if self.verschil:
            ten_opzichte = f"{toon(abs(self.verschil), SCORE)} {'hoger' if self.verschil > 0 else 'lager'} dan"
        gevolg = "meer" if self.overstijgt else "niet meer"
        vergeleken = f"{ten_opzichte} de referentie ({toon(self.referentie, SCORE)})"
        return f"{begin}: {vergeleken}, en dus {gevolg} dan de marge van {toon(self.marge, SCORE)} erboven."


@dataclass(frozen=True, slots=True)
class Medischbeeld:
    """The six domains, the judgement beside them, and the items that belong to no domain.

    `wijst_op`: ja where a domain lies above its reference, nee where none does, None where nothing can be compared.
    A judgement other than that needs a second reason; `wijkt_af` says that the judgement given is such a one.
    """

    domeinen: tuple[Domeinbeeld, ...]
    oordeel: bool | None
    wijst_op: bool | None
    wijkt_af: bool
    overige_items: tuple[Itemscore, ...]
    uitleg: str = HULPMIDDEL

    @property
    def overstijgend(self) -> tuple[Domeinbeeld, ...]:
        """The domains that lie more than the margin above their reference."""
        return tuple(domein for domein in self.domeinen if domein.overstijgt)


def medisch_beeld(b: Beoordeling, item_scores: Iterable[Itemscore] = ()) -> Medischbeeld:
    """The picture of one assessment, with the item scores of the CIZ by domain."""
    items = tuple(item_scores)
    beeld = beperkingenbeeld(b)
    return Medischbeeld(
        tuple(_domein(b, deel, items) for deel in beeld),
        b.w["bijzondere_zorgbehoefte"],
        boven_referentie(beeld),
        wijkt_af_van_beeld(b, beeld),
        tuple(item for item in items if item.domein not in DOMEINEN),
    )


def _domein(b: Beoordeling, deel: Domeinscore, items: tuple[Itemscore, ...]) -> Domeinbeeld:
    domein, score, referentie = deel.domein, deel.score, deel.referentie
    rij = b.normen.gekozen.get("beperkingen", {}).get((b.w["zorgprofiel"], domein))
    return Domeinbeeld(
        domein,
        DOMEINEN[domein],
        score,
        referentie,
        b.normen.waarden["beeldmarge"],
        None if score is None or referentie is None else score - referentie,
        deel.overstijgt,
        rij.status if rij else None,
        STATUSUITLEG[rij.status] if rij else GEEN_REFERENTIE,
        rij.toelichting if rij else "",
        rij.bron if rij else None,
        tuple(item for item in items if item.domein == domein),
    )
