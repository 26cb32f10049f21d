"""The current picture of a dossier: the last vastlegging per name, as the law reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone

from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.klok import vandaag
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.lezen import dossier as invoer
from meerzorg.wet.termijnen.berekening import Termijn, termijnen
from meerzorg.wet.termijnen.gebeurtenissen import Gebeurtenis
from meerzorg.wet.vocabulaire import PLAATS
from regeltaal.vorm import Json

__all__ = ["Beeld", "basis_van", "beeld", "vandaag"]

EIGEN_NAMEN = {"zorgplan": "de passende zorginzet", "ciz_scores": "de scores van het CIZ"}
"""What is recorded besides the vocabulary of the law: an aid to a judgement, never read by a rule."""
BEKENDMAKING = "bekendmaking"
OORDEEL_MEDISCH = "bijzondere_zorgbehoefte"


class Beeld:
    """What is known of one dossier, now or on an earlier moment; everything else is derived from it."""

    def __init__(
        self, dossier: Dossier, vastleggingen: Iterable[Vastlegging], gebeurtenissen: Iterable[Any] = ()
    ) -> None:
        self.dossier = dossier
        self.alle = list(vastleggingen)
        self.gebeurtenissen = list(gebeurtenissen)

    @cached_property
    def laatste(self) -> dict[str, Vastlegging]:
        """The last vastlegging per name; a deviation from the medical advice stands apart."""
        return {v.naam: v for v in self.alle if not v.afwijking}

    @cached_property
    def afwijking(self) -> Vastlegging | None:
        """The deviation in force: later than the advice, and not taken back (value None)."""
        laatste = next((v for v in reversed(self.alle) if v.afwijking), None)
        advies = self.laatste.get(OORDEEL_MEDISCH)
        if laatste is None or laatste.waarde is None or (advies is not None and advies.pk > laatste.pk):
            return None
        return laatste

    @cached_property
    def gegevens(self) -> dict[str, Json]:
        """The inputs of the law by name, as recorded; with the deviation in the place of the advice."""
        uit = {naam: v.waarde for naam, v in self.laatste.items() if naam not in EIGEN_NAMEN and v.waarde is not None}
        if self.afwijking is not None:
            uit[OORDEEL_MEDISCH] = self.afwijking.waarde
        return uit

    @cached_property
    def invoer(self) -> invoer.Dossier:
        return invoer.lees_gegevens(self.gegevens, self.dossier.nummer, self.dossier.nummer)

    @cached_property
    def beoordeling(self) -> Beoordeling:
        return beoordeel(self.invoer)

    def verloop(self, erbij: Iterable[Gebeurtenis] = ()) -> list[Gebeurtenis]:
        """The events as the deadlines read them, with those that a letter itself causes.

        The day of receipt is the aanvraagdatum as recorded last. A decision in the place of an earlier one has a clock
        of its own: only the last bekendmaking counts.
        """
        ontvangst: Any = self.invoer.waarden[PLAATS["aanvraagdatum"]]
        alle = [
            Gebeurtenis(ontvangst if g.soort == "ontvangst" and ontvangst else g.datum, g.soort, g.dagen)
            for g in self.gebeurtenissen
        ] + [*erbij]
        return [g for g in alle if g.soort != BEKENDMAKING] + [g for g in alle if g.soort == BEKENDMAKING][-1:]

    def termijnen(self, vandaag: date) -> list[Termijn]:
        return termijnen(self.verloop(), vandaag)


def beeld(dossier: Dossier, op: date | None = None) -> Beeld:
    """The picture now, or as it was known at the end of the day `op`. Two queries."""
    vastleggingen = dossier.vastleggingen.select_related("auteur__medewerker")
    gebeurtenissen = dossier.gebeurtenissen.select_related("auteur__medewerker")
    if op is not None:
        einde = timezone.make_aware(datetime.combine(op, time.max))
        vastleggingen, gebeurtenissen = (
            vastleggingen.filter(moment__lte=einde),
            gebeurtenissen.filter(moment__lte=einde),
        )
    return Beeld(dossier, vastleggingen, gebeurtenissen)


def basis_van(beeld_: Beeld, namen: Iterable[str]) -> Mapping[str, int]:
    """On which vastlegging a form is based, per name (0: none yet): what a later save is compared with."""
    return {naam: beeld_.laatste[naam].pk if naam in beeld_.laatste else 0 for naam in namen}
