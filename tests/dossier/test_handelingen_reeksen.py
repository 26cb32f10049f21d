"""Any sequence of acts by anyone: nothing that was stored changes, a refusal stores nothing, the columns stay right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kantoorhulp import ONDERBOUWING, beantwoord, nieuw_dossier, team
from kantoortoestanden import stuk
from meerzorg.dossier.beeld import OORDEEL_MEDISCH, beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import maak_opmerking, trek_in
from meerzorg.dossier.handelingen.besluiten import Veranderd, neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import AlGedaan, GeenRecht
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, Opgave, leg_vast, wijk_af
from meerzorg.dossier.handelingen.verloop import (
    bevestig_ontvangst,
    ontvang_aanvulling,
    verleng_termijn,
    voeg_document_toe,
    vraag_aanvulling,
    vraag_advies,
)
from meerzorg.dossier.keten import breuken
from meerzorg.dossier.models import Dossier, Gebeurtenis, Ketenrij, Vastlegging
from meerzorg.dossier.status import vastlegger, werk_bij
from meerzorg.klok import gezet_op
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import TOESTANDEN
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import InvoerFout

GEWEIGERD = (InvoerFout, GeenRecht, AlGedaan, Botsing, Veranderd)
AF = ("besloten", "ingetrokken", "buiten_behandeling")
WIE = ("zorgadviseur", "medisch_adviseur", "verpleegkundige", "beslisser", "beslisser2", "teamleider", "niemand")
VOORBEELDEN: dict[str, tuple[Any, ...]] = {
    "ja/nee": (True, False),
    "datum": ("2024-01-01", "2026-06-01"),
    "euro": (0, 60_000, 180_000, 400_000),
    "score": (0, 1.5, 3),
    "maanden": (6, 24, 60),
    "uren per week": (0, 20, 168),
}
"""Values per kind of input; a choice brings its own."""


def _waarden(naam: str) -> st.SearchStrategy[Any]:
    gegeven = next(g for g in VOCABULAIRE if g.naam == naam)
    goed = tuple(gegeven.codes or ()) or VOORBEELDEN[str(gegeven.soort)]
    return st.sampled_from((*goed, None, "onzin"))


NAMEN = [g.naam for g in VOCABULAIRE]
ANTWOORDEN = st.sampled_from(NAMEN).flatmap(lambda naam: st.tuples(st.just(naam), _waarden(naam)))
TEKST = st.sampled_from(("Omdat het zo is.", "<script>", "", "regel\r\nregel", "a\x00b", "😀"))
DAGEN = st.integers(-1, 60)


class Kantoorspel(RuleBasedStateMachine):
    """Everyone tries everything on one dossier, while the days go by."""

    mensen: dict[str, Medewerker]

    @initialize(af=st.booleans(), dagen=st.integers(0, 70))
    def begin(self, af: bool, dagen: int) -> None:
        self.terug = transaction.atomic()
        self.terug.__enter__()
        self.moment = datetime(2026, 9, 1, 12, tzinfo=timezone.get_current_timezone())
        self.sleutels: list[UUID] = []
        with gezet_op(self.moment):
            self.dossier = nieuw_dossier(self.mensen["zorgadviseur"], dagen=dagen)
            if af:
                beantwoord(self.dossier, self.mensen)
        self.vast = self.vastgelegd()

    def teardown(self) -> None:
        if hasattr(self, "terug"):
            transaction.set_rollback(True)
            self.terug.__exit__(None, None, None)

    def vastgelegd(self) -> dict[tuple[str, int], Any]:
        """All that may never change again once it is there."""
        rijen = {("vastlegging", v.pk): (v.inhoud(), v.moment) for v in Vastlegging.objects.all()}
        gebeurd = {("gebeurtenis", g["id"]): g for g in Gebeurtenis.objects.values()}
        return rijen | gebeurd | {("keten", k["nr"]): k for k in Ketenrij.objects.values()}

    def probeer(self, doe: Any, *args: Any, **kwargs: Any) -> None:
        """Runs an act as it would run in the office; a refusal leaves everything as it was."""
        voor = self.alles()
        try:
            with gezet_op(self.moment), transaction.atomic():
                doe(*args, **kwargs)
        except GEWEIGERD:
            assert self.alles() == voor

    def alles(self) -> Any:
        dossier = Dossier.objects.filter(pk=self.dossier.pk).values().get()
        return dossier, self.vastgelegd(), [*self.dossier.besluiten.values()], [*self.dossier.brieven.values()]

    @rule(wie=st.sampled_from(WIE), antwoorden=st.lists(ANTWOORDEN, max_size=3), reden=TEKST, basis=st.booleans())
    def vastleggen(self, wie: str, antwoorden: list[tuple[str, Any]], reden: str, basis: bool) -> None:
        bekend = beeld(self.dossier).laatste
        waarden = {
            naam: Opgave(
                waarde,
                reden=reden,
                onderbouwing=ONDERBOUWING if naam == OORDEEL_MEDISCH else {},
                basis=bekend[naam].pk if basis and naam in bekend else 0 if basis else None,
            )
            for naam, waarde in antwoorden
        }
        self.probeer(leg_vast, self.mensen[wie], self.dossier, waarden)

    @rule(antwoord=ANTWOORDEN)
    def vastleggen_door_wie_het_mag(self, antwoord: tuple[str, Any]) -> None:
        naam, waarde = antwoord
        waarden = {naam: Opgave(waarde, reden="Daarom.", onderbouwing=ONDERBOUWING, tweede_reden="Ook daarom.")}
        self.probeer(leg_vast, self.mensen[ROL_VAN[naam]], self.dossier, waarden)

    @rule(wie=st.sampled_from(("beslisser", "zorgadviseur")), waarde=st.sampled_from((True, False, None)), reden=TEKST)
    def afwijken(self, wie: str, waarde: bool | None, reden: str) -> None:
        self.probeer(wijk_af, self.mensen[wie], self.dossier, waarde, reden)

    @rule(wie=st.sampled_from(WIE), oud=st.booleans())
    def ondertekenen(self, wie: str, oud: bool) -> None:
        versie = Dossier.objects.get(pk=self.dossier.pk).versie - oud
        self.probeer(onderteken, self.mensen[wie], self.dossier, versie)

    @rule(wie=st.sampled_from(("beslisser", "beslisser2", "teamleider")))
    def tekenen(self, wie: str) -> None:
        versie = Dossier.objects.get(pk=self.dossier.pk).versie
        self.probeer(teken_als_tweede, self.mensen[wie], self.dossier, versie)

    @rule(wie=st.sampled_from(WIE), reden=TEKST)
    def terugnemen(self, wie: str, reden: str) -> None:
        self.probeer(neem_terug, self.mensen[wie], self.dossier, reden)

    @rule(wie=st.sampled_from(WIE), vragen=st.lists(TEKST, max_size=2), dagen=DAGEN)
    def aanvulling(self, wie: str, vragen: list[str], dagen: int) -> None:
        self.probeer(vraag_aanvulling, self.mensen[wie], self.dossier, vragen, dagen)

    @rule(wie=st.sampled_from(("zorgadviseur", "beslisser")), geleden=st.integers(-1, 3))
    def aanvulling_ontvangen(self, wie: str, geleden: int) -> None:
        self.probeer(ontvang_aanvulling, self.mensen[wie], self.dossier, self.dag() - timedelta(days=geleden))

    @rule(wie=st.sampled_from(("beslisser", "teamleider", "zorgadviseur")), dagen=DAGEN, reden=TEKST)
    def verlengen(self, wie: str, dagen: int, reden: str) -> None:
        self.probeer(verleng_termijn, self.mensen[wie], self.dossier, dagen, reden)

    @rule(wie=st.sampled_from(WIE), tekst=TEKST, medisch=st.booleans())
    def om_het_dossier_heen(self, wie: str, tekst: str, medisch: bool) -> None:
        self.probeer(maak_opmerking, self.mensen[wie], self.dossier, tekst, medisch)
        self.probeer(vraag_advies, self.mensen[wie], self.dossier, "cce", "CCE", tekst)
        self.probeer(voeg_document_toe, self.mensen[wie], self.dossier, stuk(), medisch=medisch, omschrijving=tekst)
        self.probeer(bevestig_ontvangst, self.mensen[wie], self.dossier)

    @rule(zeker=st.integers(0, 9))
    def intrekken(self, zeker: int) -> None:
        if zeker == 0:
            self.probeer(trek_in, self.mensen["zorgadviseur"], self.dossier, self.dag(), "Per brief.")

    @rule(nieuw=st.booleans())
    def dubbelklik(self, nieuw: bool) -> None:
        if nieuw or not self.sleutels:
            self.sleutels.append(uuid4())
        sleutel = self.sleutels[-1]
        self.probeer(maak_opmerking, self.mensen["zorgadviseur"], self.dossier, "Twee keer?", False, sleutel)
        assert Ketenrij.objects.filter(sleutel=sleutel).count() <= 1

    @rule(dagen=st.integers(1, 30))
    def later(self, dagen: int) -> None:
        self.moment += timedelta(days=dagen)

    def dag(self) -> Any:
        with gezet_op(self.moment):
            return vandaag()

    @invariant()
    def niets_is_gewijzigd_of_weg(self) -> None:
        nu = self.vastgelegd()
        assert {wat: nu.get(wat) for wat in self.vast} == self.vast
        self.vast = nu

    @invariant()
    def keten_is_heel(self) -> None:
        assert list(breuken()) == []
        nu = Dossier.objects.get(pk=self.dossier.pk)
        assert Ketenrij.objects.filter(dossiernummer=nu.nummer).count() == nu.versie

    @invariant()
    def kolommen_zijn_wat_er_vastligt(self) -> None:
        nu, opnieuw = (Dossier.objects.get(pk=self.dossier.pk) for _ in range(2))
        werk_bij(opnieuw, beeld(opnieuw), nu.bijgewerkt_op)
        verschil = {
            veld.attname: (getattr(nu, veld.attname), getattr(opnieuw, veld.attname))
            for veld in Dossier._meta.concrete_fields
            if getattr(nu, veld.attname) != getattr(opnieuw, veld.attname)
        }
        assert verschil == {}

    @invariant()
    def aan_zet_is_wie_de_eerste_open_vraag_heeft(self) -> None:
        nu = Dossier.objects.get(pk=self.dossier.pk)
        b = beeld(nu)
        assert nu.toestand in TOESTANDEN
        if nu.toestand in AF:
            assert (nu.aan_zet, nu.open_rollen, nu.uiterlijk) == ("", 0, None)
            return
        (termijn,) = (t for t in b.termijnen(nu.bijgewerkt_op) if t.termijn == "beslistermijn")
        assert (nu.uiterlijk, nu.staat_stil) == (termijn.uiterlijk, nu.toestand == "wacht_op_aanvulling")
        open_ = b.beoordeling.openstaand
        if nu.toestand == "voorgesteld" or not open_:
            assert nu.aan_zet == "beslisser"
        else:
            assert (nu.aan_zet, nu.vraag) == (vastlegger(open_[0]), open_[0].vraag[:200])

    @invariant()
    def besluit_past_bij_de_toestand(self) -> None:
        nu = Dossier.objects.get(pk=self.dossier.pk)
        geldig = [b for b in nu.besluiten.all() if b.status != "teruggenomen"]
        verwacht = {"voorgesteld": ["voorgesteld"], "besloten": ["bekendgemaakt"]}.get(nu.toestand, [])
        assert [b.status for b in geldig] == verwacht
        assert all(
            b.tweede_id not in (None, b.eerste_id) for b in geldig if b.tweede_nodig and verwacht[0] != "voorgesteld"
        )


@pytest.mark.django_db
def test_elke_reeks_handelingen_houdt_het_dossier_heel() -> None:
    Kantoorspel.mensen = team()
    run_state_machine_as_test(Kantoorspel, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))
