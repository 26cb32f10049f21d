"""What the screen of the picture of limitations shows: per domain the bars, where its score comes from, and what was
asked by the CIZ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld
from meerzorg.dossier.models import Vastlegging
from meerzorg.kantoor.gedeeld.vastgelegd import Vastgelegd, rij_van
from meerzorg.koppeling.codelijsten import domeinen_op
from meerzorg.koppeling.indicatie import Cizscore, afgerond
from meerzorg.koppeling.inlezen import SCORES
from meerzorg.wet.beoordeling.medisch_beeld import Domeinbeeld, Itemscore, Medischbeeld, medisch_beeld
from regeltaal.lezers.zin import opsomming

NIET_VAN_CIZ = ("verpleging",)
"""The CIZ scores no question in this domain: it is the treating professional who knows."""

HOOGSTE_SCORE = 3


@dataclass(frozen=True)
class Gebied:
    """One domain: the comparison, the vastlegging behind the score, the earlier ones (last first)."""

    beeld: Domeinbeeld
    nu: Vastgelegd | None
    eerder: list[Vastgelegd]

    @property
    def grens(self) -> Decimal | None:
        """Above this the score is higher than the profile."""
        d = self.beeld
        return None if d.referentie is None or d.marge is None else d.referentie + d.marge

    @property
    def kan_niet(self) -> bool:
        """Whether no score can lie above the profile here: the profile itself is near the top of the scale."""
        return self.grens is not None and self.grens >= HOOGSTE_SCORE

    @property
    def ciz_gemiddelde(self) -> Decimal | None:
        """The mean of what the CIZ scored; None where it scored nothing."""
        scores = [item.score for item in self.beeld.items if item.score is not None]
        return afgerond(Decimal(sum(scores)) / len(scores)) if scores else None

    @property
    def niet_van_ciz(self) -> bool:
        return self.beeld.domein in NIET_VAN_CIZ


@dataclass(frozen=True)
class Medischblad:
    """The whole screen. `ciz` is the decision of the CIZ that the item scores come from."""

    beeld: Medischbeeld
    gebieden: list[Gebied]
    ciz: Vastlegging | None
    oordeel: Vastgelegd | None
    eerdere_oordelen: list[Vastgelegd]
    afwijking: Vastgelegd | None

    @property
    def zin(self) -> str:
        """What the picture points to, in one sentence."""
        if self.beeld.wijst_op is None:
            return "Er is nog niets te vergelijken: er is nog geen score met een referentie ernaast."
        if not self.beeld.wijst_op:
            return "Geen enkel gebied ligt meer dan de marge boven het zorgprofiel. Het beeld wijst op nee."
        namen = opsomming([domein.naam for domein in self.beeld.overstijgend])
        aantal = len(self.beeld.overstijgend)
        ligt = "Eén gebied ligt" if aantal == 1 else f"{aantal} gebieden liggen"
        return f"{ligt} meer dan de marge boven het zorgprofiel: {namen}. Het beeld wijst op ja."

    @property
    def zonder_ruimte(self) -> list[str]:
        """The domains in which no score can lie above the profile."""
        return [gebied.beeld.naam for gebied in self.gebieden if gebied.kan_niet]

    @property
    def zonder_score(self) -> list[str]:
        return [gebied.beeld.naam for gebied in self.gebieden if gebied.beeld.score is None]


def medischblad(b: Beeld, documenten: Iterable[Any] = ()) -> Medischblad:
    """For who may see medical content; `documenten` are those that the rows may name."""
    stukken = list(documenten)

    def rijen(naam: str, *, afwijking: bool = False) -> list[Vastgelegd]:
        gevonden = [v for v in reversed(b.alle) if v.naam == naam and v.afwijking is afwijking]
        return [rij_van(v, b, True, stukken) for v in gevonden]

    ciz = b.laatste.get(SCORES)
    beeld = medisch_beeld(b.beoordeling, itemscores(ciz.waarde if ciz else None))
    gebieden = []
    for domein in beeld.domeinen:
        scores = rijen(f"beperking_{domein.domein}")
        gebieden.append(Gebied(domein, scores[0] if scores else None, scores[1:]))
    oordelen = rijen(OORDEEL_MEDISCH)
    afwijking = rij_van(b.afwijking, b, True, stukken) if b.afwijking else None
    oordeel = oordelen[0] if oordelen else None
    return Medischblad(beeld, gebieden, ciz, oordeel, oordelen[1:], afwijking)


def itemscores(ciz: Any) -> list[Itemscore]:
    """The recorded scores of the CIZ with their texts and domains, as the lists stood when the decision was given."""
    if not ciz:
        return []
    domein_van = domeinen_op(date.fromisoformat(ciz["afgegeven"]))
    scores = [Cizscore(*score) for score in ciz["scores"]]
    return [
        Itemscore(domein_van.get((s.codelijst, s.vraag)), s.codelijst, s.vraagtekst, s.waarde, s.scoretekst)
        for s in scores
    ]
