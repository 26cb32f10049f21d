"""Recording: nothing is overwritten, nothing counts twice, and each judgement is of its own role."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kantoorhulp import ONDERBOUWING, OORDEEL, advies, beantwoord, door, stand
from meerzorg.dossier.beeld import basis_van, beeld
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, Waarde, leg_vast, wijk_af
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


# --- recording --------------------------------------------------------------------------------------------------------


def test_correction_is_a_new_vastlegging_and_the_old_one_stays(mensen: Mensen, dossier: Dossier) -> None:
    oud = beeld(dossier).laatste["gevraagde_kosten"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(150000, "gesprek", "Nieuwe begroting.")})
    rijen = list(dossier.vastleggingen.filter(naam="gevraagde_kosten"))
    assert [rij.waarde for rij in rijen] == [180000, 150000]
    assert rijen[0].inhoud() == oud.inhoud()
    assert (rijen[1].auteur.medewerker, rijen[1].rol, rijen[1].grond, rijen[1].reden) == (
        mensen["zorgadviseur"],
        "zorgadviseur",
        "gesprek",
        "Nieuwe begroting.",
    )
    assert beeld(dossier).gegevens["gevraagde_kosten"] == 150000


def test_taking_back_makes_it_an_open_question_again(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, tot="medisch_adviseur")
    leg_vast(mensen["zorgadviseur"], dossier, {"best_passend_profiel": Waarde(None, reden="Vergissing.")})
    assert "best_passend_profiel" not in beeld(dossier).gegevens
    assert "best_passend_profiel" in [g.naam for g in beeld(dossier).beoordeling.openstaand]


def test_same_value_and_reason_is_not_recorded_again(mensen: Mensen, dossier: Dossier) -> None:
    waarden = {"best_passend_profiel": Waarde(True, "gesprek", "Het past.")}
    assert len(leg_vast(mensen["zorgadviseur"], dossier, waarden)) == 1
    assert leg_vast(mensen["zorgadviseur"], dossier, waarden) == []
    anders = {"best_passend_profiel": Waarde(True, "gesprek", "Het past, zegt ook de arts.")}
    assert len(leg_vast(mensen["zorgadviseur"], dossier, anders)) == 1


@pytest.mark.parametrize(
    "verkeerd",
    [
        {"gevraagde_kosten": Waarde("veel")},
        {"gevraagde_kosten": Waarde(-1)},
        {"gevraagde_kosten": Waarde(150000, grond="horen zeggen")},
        {"dagbesteding": Waarde("soms")},
        {"indicatie_ingangsdatum": Waarde("31-12-2024")},
        {"rechtmatig": Waarde(True)},
        {"rechtmatig": Waarde(True, reden="   \n")},
        {"rechtmatig": Waarde(True, reden="a\x00b")},
        {"rechtmatig": Waarde(True, reden="a" * 10_001)},
    ],
    ids=lambda w: f"{next(iter(w))}: {str(next(iter(w.values())).waarde)[:12]}",
)
def test_one_wrong_value_refuses_the_whole_form(mensen: Mensen, dossier: Dossier, verkeerd: dict[str, Waarde]) -> None:
    voor = stand(dossier)
    with pytest.raises(InvoerFout):
        goed = {"best_passend_profiel": Waarde(True, "gesprek", "Het past.")}
        leg_vast(mensen["zorgadviseur"], dossier, goed | verkeerd)
    assert stand(dossier) == voor


def test_every_fault_is_named_at_once(mensen: Mensen, dossier: Dossier) -> None:
    with pytest.raises(InvoerFout) as fout:
        leg_vast(mensen["medisch_adviseur"], dossier, {OORDEEL: Waarde(True)})
    assert {deel.naam for deel in fout.value.fouten} >= {f"{OORDEEL}, {deel}" for deel in ONDERBOUWING}


def test_empty_form_and_unknown_name_are_refused(mensen: Mensen, dossier: Dossier) -> None:
    for waarden in ({}, {"schoenmaat": Waarde(42)}):
        with pytest.raises((InvoerFout, GeenRecht)):
            leg_vast(mensen["zorgadviseur"], dossier, waarden)


OORDELEN = [g.naam for g in VOCABULAIRE if g.oordeel]


@pytest.mark.parametrize("naam", OORDELEN)
def test_every_judgement_asks_for_its_reason(mensen: Mensen, dossier: Dossier, naam: str) -> None:
    waarde = 24 if naam == "looptijd_maanden" else True
    with pytest.raises(InvoerFout, match="reden"):
        leg_vast(mensen[ROL_VAN[naam]], dossier, {naam: Waarde(waarde, "gesprek")})
    assert not dossier.vastleggingen.filter(naam=naam).exists()


def test_medical_judgement_against_the_picture_asks_for_a_second_reason(mensen: Mensen, dossier: Dossier) -> None:
    scores = {f"beperking_{d}": Waarde(0, "ciz") for d in ("sociale_redzaamheid", "psychosociaal", "adl", "mobiliteit")}
    scores |= {"beperking_gedrag": Waarde(0, "ciz"), "beperking_verpleging": Waarde(0, "ciz")}
    leg_vast(mensen["medisch_adviseur"], dossier, scores)
    with pytest.raises(InvoerFout, match="tweede reden"):
        leg_vast(mensen["medisch_adviseur"], dossier, advies())
    leg_vast(mensen["medisch_adviseur"], dossier, advies(tweede_reden="De scores meten de nacht niet."))
    assert beeld(dossier).laatste[OORDEEL].tweede_reden == "De scores meten de nacht niet."


# --- someone was before -----------------------------------------------------------------------------------------------


def test_who_is_second_gets_a_choice_and_nothing_is_stored(mensen: Mensen, dossier: Dossier) -> None:
    namen = ("gevraagde_kosten", "dagbesteding")
    basis = basis_van(beeld(dossier), namen)
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(150000, basis=basis["gevraagde_kosten"])})
    voor = stand(dossier)
    mijn = {
        "gevraagde_kosten": Waarde(140000, basis=basis["gevraagde_kosten"]),
        "dagbesteding": Waarde("zonder_vervoer"),
    }
    with pytest.raises(Botsing) as botsing:
        leg_vast(mensen["zorgadviseur"], dossier, mijn)
    assert stand(dossier) == voor
    (mijne, hunne) = botsing.value.delen["gevraagde_kosten"]
    assert (mijne.waarde, hunne.waarde, list(botsing.value.delen)) == (140000, 150000, ["gevraagde_kosten"])


def test_first_answer_collides_too_when_someone_gave_one_meanwhile(mensen: Mensen, dossier: Dossier) -> None:
    leg_vast(mensen["zorgadviseur"], dossier, {"rechtmatig": Waarde(True, reden="In orde.", basis=0)})
    with pytest.raises(Botsing):
        leg_vast(mensen["zorgadviseur"], dossier, {"rechtmatig": Waarde(False, reden="Niet in orde.", basis=0)})


def test_change_of_something_else_is_no_collision(mensen: Mensen, dossier: Dossier) -> None:
    basis = basis_van(beeld(dossier), ["dagbesteding"])["dagbesteding"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(150000)})
    leg_vast(mensen["zorgadviseur"], dossier, {"dagbesteding": Waarde("zonder_vervoer", basis=basis)})
    assert beeld(dossier).gegevens["dagbesteding"] == "zonder_vervoer"


# --- the medical judgement is independent -----------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ["zorgadviseur", "verpleegkundige", "beslisser", "teamleider", "beheerder", "niemand"])
def test_medical_judgement_is_of_the_medical_adviser(mensen: Mensen, dossier: Dossier, rol: str) -> None:
    with pytest.raises(GeenRecht):
        leg_vast(mensen[rol], dossier, advies())
    assert not dossier.vastleggingen.filter(naam=OORDEEL).exists()


@pytest.mark.parametrize(
    ("rol", "afwijking"), [("beslisser", False), ("zorgadviseur", True), ("medisch_adviseur", True)]
)
def test_not_even_the_database_takes_it_from_another_role(
    mensen: Mensen, dossier: Dossier, rol: str, afwijking: bool
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Vastlegging.objects.create(
            dossier=dossier,
            naam=OORDEEL,
            waarde=True,
            **door(mensen[rol]),
            afwijking=afwijking,
            reden="Omdat.",
        )


def test_database_takes_no_deviation_without_a_reason_or_of_anything_else(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["beslisser"]
    for naam, reden in ((OORDEEL, ""), ("doelmatig", "Omdat.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vastlegging.objects.create(
                dossier=dossier,
                naam=naam,
                waarde=False,
                **door(wie),
                afwijking=True,
                reden=reden,
            )


def test_deviation_stands_beside_the_advice_and_decides(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Het rapport van het CCE zegt iets anders.")
    b = beeld(klaar)
    assert (b.laatste[OORDEEL].waarde, b.gegevens[OORDEEL]) == (True, False)
    assert b.beoordeling.uitkomst != "toekenning"
    assert b.afwijking is not None and b.afwijking.auteur.medewerker == mensen["beslisser"]


def test_deviation_asks_for_a_reason_an_advice_and_another_answer(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["beslisser"]
    with pytest.raises(InvoerFout, match="medisch advies"):
        wijk_af(wie, dossier, False, "Omdat.")
    beantwoord(dossier, mensen)
    for waarde, reden in ((False, "  "), (True, "Ik ben het ermee eens.")):
        with pytest.raises(InvoerFout):
            wijk_af(wie, dossier, waarde, reden)
    assert beeld(dossier).afwijking is None
    with pytest.raises(GeenRecht):
        wijk_af(mensen["zorgadviseur"], dossier, False, "Omdat.")


def test_deviation_ends_by_a_newer_advice_and_by_taking_it_back(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    wijk_af(mensen["beslisser"], klaar, None, "Toch niet.")
    assert beeld(klaar).afwijking is None and beeld(klaar).gegevens[OORDEEL] is True
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    leg_vast(mensen["medisch_adviseur"], klaar, advies(reden="Opnieuw bekeken."))
    assert beeld(klaar).afwijking is None and beeld(klaar).gegevens[OORDEEL] is True


def test_recording_something_else_leaves_the_deviation_in_force(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Waarde(200000)})
    assert beeld(klaar).gegevens[OORDEEL] is False
