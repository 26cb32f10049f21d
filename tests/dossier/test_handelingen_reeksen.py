"""Any sequence of acts by anyone: nothing that was stored changes, a refusal stores nothing, the columns stay right."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kantoorhulp import ONDERBOUWING, beantwoord, nieuw_dossier, team
from kantoortoestanden import stuk
from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld, beeld, vandaag
from meerzorg.dossier.controle import controleer_alles
from meerzorg.dossier.handelingen.aanvraag import maak_opmerking, trek_in
from meerzorg.dossier.handelingen.besluiten import Veranderd, herzie, neem_terug, onderteken, teken_als_tweede
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
from meerzorg.dossier.models import (
    Besluit,
    Besluitsoort,
    Brief,
    Dossier,
    Gebeurtenis,
    Ketenrij,
    Toekenning,
    Vastlegging,
)
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
SOORTEN = st.sampled_from([soort for soort in Besluitsoort if soort is not Besluitsoort.AANVRAAG])


VAST = frozenset(model._meta.db_table for model in (Vastlegging, Gebeurtenis, Ketenrij, Brief))
"""Where a row never changes again once it is there."""


def stand() -> dict[tuple[str, Any], Any]:
    """Every row of the dossiers as it is stored, by its table and key."""
    uit: dict[tuple[str, Any], Any] = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("dossier").get_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            uit |= {(model._meta.db_table, rij[0]): rij for rij in cursor.fetchall()}
    return uit


class Kantoorspel(RuleBasedStateMachine):
    """Everyone tries everything on one or two applications of a client, while the days go by.

    `alles` is what is stored, read once after each act: after a refusal it is as it was, and then whatever held holds.
    """

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
        self.dossiers = [self.dossier]
        self.alles, self.veranderd = stand(), True

    def teardown(self) -> None:
        if hasattr(self, "terug"):
            gevonden = controleer_alles(met_bestanden=False)
            transaction.set_rollback(True)
            self.terug.__exit__(None, None, None)
            assert gevonden == []

    def probeer(self, doe: Any, *args: Any, **kwargs: Any) -> None:
        """Runs an act as it would run in the office; a refusal leaves everything as it was."""
        voor = self.alles
        try:
            with gezet_op(self.moment), transaction.atomic():
                doe(*args, **kwargs)
        except GEWEIGERD:
            assert stand() == voor
        else:
            self.alles, self.veranderd = stand(), True
            assert {wat: self.alles.get(wat) for wat in voor if wat[0] in VAST} == {
                wat: rij for wat, rij in voor.items() if wat[0] in VAST
            }

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

    @rule(wie=st.sampled_from(("beslisser", "teamleider", "zorgadviseur")), soort=SOORTEN, reden=TEKST)
    def herzien(self, wie: str, soort: Besluitsoort, reden: str) -> None:
        self.probeer(herzie, self.mensen[wie], self.dossier, soort, reden)

    @rule(kan=st.booleans(), soort=SOORTEN)
    def beslissen(self, kan: bool, soort: Besluitsoort) -> None:
        """As it goes when nothing is in the way: granted or refused, also in the place of what was decided before."""
        self.probeer(self._beslis, kan, soort)

    def _beslis(self, kan: bool, soort: Besluitsoort) -> None:
        if Dossier.objects.get(pk=self.dossier.pk).toestand == "besloten":
            herzie(self.mensen["teamleider"], self.dossier, soort, "Omdat het zo is.")
        beantwoord(self.dossier, self.mensen)
        veilig = {"verantwoord_thuis": Opgave(kan, "huisbezoek", "Zo is het thuis.")}
        leg_vast(self.mensen["verpleegkundige"], self.dossier, veilig)
        onderteken(self.mensen["beslisser"], self.dossier, self.dossier.versie)
        teken_als_tweede(self.mensen["beslisser2"], self.dossier, self.dossier.versie)

    @rule(soort=st.sampled_from(("verlenging", "verhoging")), over=st.sampled_from((0, 40, 1000)))
    def nog_een_aanvraag(self, soort: str, over: int) -> None:
        """The client applies again; from then on the one dossier is worked on in turn with the other."""
        if len(self.dossiers) == 1:
            self.probeer(self._vraag_aan, soort, self.dag() + timedelta(days=over))
        self.dossier = self.dossiers[self.dossier is self.dossiers[0] and len(self.dossiers) - 1]
        self.veranderd = True

    def _vraag_aan(self, soort: str, ingang: date) -> None:
        anders = {"bsn": self.dossier.client.bsn, "soort_aanvraag": soort, "ingangsdatum": ingang.isoformat()}
        self.dossiers.append(nieuw_dossier(self.mensen["zorgadviseur"], dagen=0, **anders))

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
    def alles_klopt(self) -> None:
        """What must hold of what is stored; looked at again only after something was stored."""
        if not self.veranderd:
            return
        self.veranderd = False
        nu = Dossier.objects.get(pk=self.dossier.pk)
        b, besluiten = beeld(nu), list(nu.besluiten.all())
        assert list(breuken()) == []
        assert Ketenrij.objects.filter(dossiernummer=nu.nummer).count() == nu.versie
        kolommen_zijn_wat_er_vastligt(nu, b)
        aan_zet_is_wie_de_eerste_open_vraag_heeft(nu, b)
        besluiten_passen_bij_de_toestand(nu, besluiten)
        elke_dag_is_er_een_besluit(besluiten)
        niemand_heeft_twee_toekenningen(list(nu.client.toekenningen.select_related("besluit")))


def kolommen_zijn_wat_er_vastligt(nu: Dossier, b: Beeld) -> None:
    opnieuw = copy(nu)
    werk_bij(opnieuw, b, nu.bijgewerkt_op)
    verschil = {
        veld.attname: (getattr(nu, veld.attname), getattr(opnieuw, veld.attname))
        for veld in Dossier._meta.concrete_fields
        if getattr(nu, veld.attname) != getattr(opnieuw, veld.attname)
    }
    assert verschil == {}


def aan_zet_is_wie_de_eerste_open_vraag_heeft(nu: Dossier, b: Beeld) -> None:
    assert nu.toestand in TOESTANDEN
    if nu.toestand in AF:
        assert (nu.aan_zet, nu.open_rollen, nu.uiterlijk) == ("", 0, None)
        return
    (termijn,) = (t for t in b.termijnen(nu.bijgewerkt_op) if t.termijn == "beslistermijn")
    loopt = nu.besluitsoort == Besluitsoort.AANVRAAG
    verwacht = (termijn.uiterlijk, nu.toestand == "wacht_op_aanvulling") if loopt else (None, False)
    assert (nu.uiterlijk, nu.staat_stil) == verwacht
    open_ = b.beoordeling.openstaand
    if nu.toestand == "voorgesteld" or not open_:
        assert nu.aan_zet == "beslisser"
    else:
        assert (nu.aan_zet, nu.vraag) == (vastlegger(open_[0]), open_[0].vraag[:200])


def besluiten_passen_bij_de_toestand(nu: Dossier, besluiten: list[Besluit]) -> None:
    geldig = [b for b in besluiten if b.status != "teruggenomen"]
    getekend, genomen = ([b for b in geldig if b.status == s] for s in ("voorgesteld", "bekendgemaakt"))
    assert [b.pk for b in getekend] == [b.pk for b in geldig[-1:] if nu.toestand == "voorgesteld"]
    assert bool(genomen) == (nu.toestand == "besloten" or nu.besluitsoort != Besluitsoort.AANVRAAG)
    assert [b.soort == Besluitsoort.AANVRAAG for b in geldig] == [nr == 0 for nr in range(len(geldig))]
    assert all(b.tweede_id not in (None, b.eerste_id) for b in genomen if b.tweede_nodig)


def elke_dag_is_er_een_besluit(besluiten: list[Besluit]) -> None:
    """From the first one on, and of two that follow each other the one until the day before the other."""
    genomen = [b for b in besluiten if b.geldt_van]
    for eerst, daarna in pairwise(genomen):
        assert eerst.geldt_tot_en_met == daarna.geldt_van - timedelta(days=1)
    assert [b.geldt_tot_en_met for b in genomen[-1:]] in ([], [None])


def niemand_heeft_twee_toekenningen(toekenningen: list[Toekenning]) -> None:
    lopend = [t for t in toekenningen if t.van <= t.tot_en_met]
    assert all(eerst.tot_en_met < daarna.van for eerst, daarna in pairwise(lopend))
    for t in toekenningen:
        assert (t.bedrag, t.van, t.besluit.status) == (t.besluit.toegekend_totaal, t.besluit.van, "bekendgemaakt")
        assert t.beeindigd_door_id is not None or t.tot_en_met == t.besluit.tot_en_met


@pytest.mark.django_db
def test_elke_reeks_handelingen_houdt_het_dossier_heel() -> None:
    Kantoorspel.mensen = team()
    run_state_machine_as_test(Kantoorspel, settings=settings(max_examples=40, stateful_step_count=20, deadline=None))
