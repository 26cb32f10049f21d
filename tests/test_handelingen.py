"""The acts on a dossier: what each may and may not do, that nothing is lost, and that nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kantoorhulp import ONDERBOUWING, beantwoord, bsns, nieuw_dossier, team
from kantoortoestanden import besloten, stuk, voorgesteld, wachtend
from meerzorg.dossier.beeld import basis_van, beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, maak_opmerking, open_dossier, trek_in
from meerzorg.dossier.handelingen.besluiten import Veranderd, belet, neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import AlGedaan, GeenRecht
from meerzorg.dossier.handelingen.teksten import wijzig_tekstblok
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, Waarde, leg_vast, wijk_af
from meerzorg.dossier.handelingen.verloop import (
    bevestig_ontvangst,
    ontvang_aanvulling,
    ontvang_advies,
    verleng_termijn,
    voeg_document_toe,
    vraag_aanvulling,
    vraag_advies,
)
from meerzorg.dossier.keten import breuken
from meerzorg.dossier.models import Adviesvraag, Besluit, Brief, Client, Dossier, Gebeurtenis, Ketenrij, Vastlegging
from meerzorg.taal.fouten import InvoerFout
from meerzorg.toegang.klok import gezet_op
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.vocabulaire import VOCABULAIRE

pytestmark = pytest.mark.django_db
OORDEEL = "bijzondere_zorgbehoefte"
Mensen = dict[str, Medewerker]


@pytest.fixture
def mensen() -> Mensen:
    return team()


@pytest.fixture
def dossier(mensen: Mensen) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"])


@pytest.fixture
def klaar(mensen: Mensen, dossier: Dossier) -> Dossier:
    """Everything is answered; less is granted than was asked."""
    return beantwoord(dossier, mensen)


def stand(dossier: Dossier) -> tuple[int, int, int, int, int]:
    """What is stored of a dossier: where this stays the same, nothing was stored."""
    nu = Dossier.objects.get(pk=dossier.pk)
    return (
        nu.versie,
        nu.vastleggingen.count(),
        nu.gebeurtenissen.count(),
        nu.brieven.count(),
        Ketenrij.objects.count(),
    )


def advies(ja: bool = True, **anders: Any) -> dict[str, Waarde]:
    return {OORDEEL: Waarde(ja, "behandelaar", onderbouwing=ONDERBOUWING, **anders)}


# --- recording --------------------------------------------------------------------------------------------------------


def test_correction_is_a_new_vastlegging_and_the_old_one_stays(mensen: Mensen, dossier: Dossier) -> None:
    oud = beeld(dossier).laatste["gevraagde_kosten"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(150000, "gesprek", "Nieuwe begroting.")})
    rijen = list(dossier.vastleggingen.filter(naam="gevraagde_kosten"))
    assert [rij.waarde for rij in rijen] == [180000, 150000]
    assert rijen[0].inhoud() == oud.inhoud()
    assert (rijen[1].auteur, rijen[1].rol, rijen[1].grond, rijen[1].reden) == (
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
            dossier=dossier, naam=OORDEEL, waarde=True, auteur=mensen[rol], rol=rol, afwijking=afwijking, reden="Omdat."
        )


def test_database_takes_no_deviation_without_a_reason_or_of_anything_else(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["beslisser"]
    for naam, reden in ((OORDEEL, ""), ("doelmatig", "Omdat.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vastlegging.objects.create(
                dossier=dossier, naam=naam, waarde=False, auteur=wie, rol=wie.rol, afwijking=True, reden=reden
            )


def test_deviation_stands_beside_the_advice_and_decides(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Het rapport van het CCE zegt iets anders.")
    b = beeld(klaar)
    assert (b.laatste[OORDEEL].waarde, b.gegevens[OORDEEL]) == (True, False)
    assert b.beoordeling.uitkomst != "toekenning"
    assert b.afwijking is not None and b.afwijking.auteur == mensen["beslisser"]


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


# --- deciding ---------------------------------------------------------------------------------------------------------


def gelijk_aan_gevraagd(mensen: Mensen, dossier: Dossier) -> Dossier:
    """As much is granted as was asked."""
    beantwoord(dossier, mensen)
    totaal = beeld(dossier).beoordeling.w["toegekend_totaal"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(totaal // 100)})
    assert beeld(dossier).beoordeling.w["gevraagde_kosten"] <= beeld(dossier).beoordeling.w["toegekend_totaal"]
    return dossier


def test_granting_what_was_asked_needs_one_signature(mensen: Mensen, dossier: Dossier) -> None:
    gelijk_aan_gevraagd(mensen, dossier)
    besluit = onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert (besluit.status, besluit.tweede_nodig, dossier.toestand) == ("bekendgemaakt", False, "besloten")
    assert besluit.bekendgemaakt_op == vandaag()
    assert dossier.brieven.get().soort == "toekenning"
    assert dossier.gebeurtenissen.filter(soort="bekendmaking").count() == 1


def _lager(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen)


def _afwijzing(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen)
    niet_veilig = Waarde(False, "huisbezoek", "De nacht is niet gedekt.")
    leg_vast(mensen["verpleegkundige"], dossier, {"verantwoord_thuis": niet_veilig})
    assert dossier.uitkomst == "afwijzing"


def _afwijking(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, medisch=False)
    wijk_af(mensen["beslisser"], dossier, True, "Het CCE adviseert anders.")
    totaal = beeld(dossier).beoordeling.w["toegekend_totaal"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Waarde(totaal // 100)})


@pytest.mark.parametrize("maak", [_lager, _afwijzing, _afwijking], ids=["lager", "afwijzing", "afwijking"])
def test_refusal_less_and_deviation_wait_for_someone_else(
    mensen: Mensen, dossier: Dossier, maak: Callable[[Mensen, Dossier], None]
) -> None:
    maak(mensen, dossier)
    besluit = onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert (besluit.status, dossier.toestand, dossier.brieven.count()) == ("voorgesteld", "voorgesteld", 0)
    with pytest.raises(GeenRecht):
        teken_als_tweede(mensen["beslisser"], dossier, dossier.versie)
    assert dossier.brieven.count() == 0
    besluit = teken_als_tweede(mensen["teamleider"], dossier, dossier.versie)
    assert (besluit.status, besluit.tweede, dossier.toestand) == ("bekendgemaakt", mensen["teamleider"], "besloten")
    assert dossier.brieven.count() == 1


def test_not_even_the_database_takes_one_person_twice_or_one_signature_where_two_are_needed(
    mensen: Mensen, klaar: Dossier
) -> None:
    besluit = onderteken(mensen["beslisser"], klaar, klaar.versie)
    rij = Besluit.objects.filter(pk=besluit.pk)
    verkeerd: list[dict[str, Any]] = [
        {"tweede": mensen["beslisser"]},
        {"status": "bekendgemaakt", "bekendgemaakt_op": vandaag()},
        {"status": "bekendgemaakt", "tweede": mensen["beslisser2"]},
    ]
    for velden in verkeerd:
        with pytest.raises(IntegrityError), transaction.atomic():
            rij.update(**velden)


def test_there_is_one_decision_that_counts(mensen: Mensen, klaar: Dossier) -> None:
    besluit = onderteken(mensen["beslisser"], klaar, klaar.versie)
    besluit.pk, besluit._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        besluit.save()


def test_what_is_open_keeps_from_signing(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, tot="beslisser")
    assert belet(beeld(dossier)) != []
    with pytest.raises(InvoerFout):
        onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert (dossier.besluiten.count(), Dossier.objects.get(pk=dossier.pk).toestand) == (0, "in_behandeling")


def test_nothing_keeps_from_signing_when_all_is_answered(mensen: Mensen, klaar: Dossier) -> None:
    assert belet(beeld(klaar)) == []


def test_signature_under_a_dossier_that_changed_is_refused(mensen: Mensen, klaar: Dossier) -> None:
    gezien = klaar.versie
    leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Waarde(190000)})
    with pytest.raises(Veranderd):
        onderteken(mensen["beslisser"], klaar, gezien)
    onderteken(mensen["beslisser"], klaar, klaar.versie)
    gezien = klaar.versie
    maak_opmerking(mensen["zorgadviseur"], klaar, "De cliënt belde.", False)
    with pytest.raises(Veranderd):
        teken_als_tweede(mensen["beslisser2"], klaar, gezien)
    assert klaar.besluiten.get().status == "voorgesteld"


def test_decision_taken_back_opens_the_dossier_and_stays_to_be_seen(mensen: Mensen, klaar: Dossier) -> None:
    onderteken(mensen["beslisser"], klaar, klaar.versie)
    with pytest.raises(InvoerFout):
        neem_terug(mensen["teamleider"], klaar, " ")
    neem_terug(mensen["teamleider"], klaar, "Het bedrag klopt niet.")
    assert klaar.toestand == "in_behandeling"
    assert [(b.status, b.teruggenomen_reden) for b in klaar.besluiten.all()] == [
        ("teruggenomen", "Het bedrag klopt niet.")
    ]
    onderteken(mensen["beslisser2"], klaar, klaar.versie)
    assert [b.status for b in klaar.besluiten.all()] == ["teruggenomen", "voorgesteld"]


def test_frozen_decision_does_not_change_with_what_is_recorded_before_the_second_signature(
    mensen: Mensen, klaar: Dossier
) -> None:
    besluit = onderteken(mensen["beslisser"], klaar, klaar.versie)
    with pytest.raises(GeenRecht):
        leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Waarde(1)})
    assert Besluit.objects.get(pk=besluit.pk).gegevens["gevraagde_kosten"] == 180000


@pytest.mark.parametrize("wanneer", ["voorgesteld", "in_behandeling"])
def test_withdrawn_application_is_decided_no_more(mensen: Mensen, klaar: Dossier, wanneer: str) -> None:
    if wanneer == "voorgesteld":
        onderteken(mensen["beslisser"], klaar, klaar.versie)
    trek_in(mensen["zorgadviseur"], klaar, vandaag(), "Per brief.")
    assert (klaar.toestand, klaar.aan_zet, klaar.uiterlijk) == ("ingetrokken", "", None)
    assert not klaar.besluiten.exclude(status="teruggenomen").exists()
    with pytest.raises(GeenRecht):
        onderteken(mensen["beslisser"], klaar, klaar.versie)


# --- once -------------------------------------------------------------------------------------------------------------

Doe = Callable[[Mensen, Dossier, Any], Any]
EENMALIG: dict[str, tuple[Callable[[Mensen], Dossier], Doe]] = {}


def eenmalig(begin: Callable[[Mensen], Dossier]) -> Callable[[Doe], Doe]:
    def voeg_toe(doe: Doe) -> Doe:
        EENMALIG[doe.__name__] = (begin, doe)
        return doe

    return voeg_toe


def _nieuw(mensen: Mensen) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"])


def _beantwoord(mensen: Mensen) -> Dossier:
    return beantwoord(_nieuw(mensen), mensen)


@eenmalig(_nieuw)
def vastleggen(m: Mensen, d: Dossier, s: Any) -> None:
    leg_vast(m["zorgadviseur"], d, {"rechtmatig": Waarde(True, reden="In orde.")}, s)


@eenmalig(_beantwoord)
def afwijken(m: Mensen, d: Dossier, s: Any) -> None:
    wijk_af(m["beslisser"], d, False, "Omdat.", s)


@eenmalig(_nieuw)
def opmerking(m: Mensen, d: Dossier, s: Any) -> None:
    maak_opmerking(m["zorgadviseur"], d, "De cliënt belde.", False, s)


@eenmalig(_nieuw)
def intrekken(m: Mensen, d: Dossier, s: Any) -> None:
    trek_in(m["zorgadviseur"], d, vandaag(), "Per brief.", s)


@eenmalig(_nieuw)
def ontvangst(m: Mensen, d: Dossier, s: Any) -> None:
    bevestig_ontvangst(m["zorgadviseur"], d, s)


@eenmalig(_nieuw)
def aanvulling(m: Mensen, d: Dossier, s: Any) -> None:
    vraag_aanvulling(m["zorgadviseur"], d, ["Stuur het plan."], 14, s)


@eenmalig(wachtend)
def aanvulling_ontvangen(m: Mensen, d: Dossier, s: Any) -> None:
    ontvang_aanvulling(m["zorgadviseur"], d, vandaag(), "Alles is er.", s)


@eenmalig(_nieuw)
def verlengen(m: Mensen, d: Dossier, s: Any) -> None:
    verleng_termijn(m["teamleider"], d, 14, "Het advies van het CCE komt later.", s)


@eenmalig(_nieuw)
def adviesvraag(m: Mensen, d: Dossier, s: Any) -> None:
    vraag_advies(m["medisch_adviseur"], d, "cce", "CCE", "Past dit?", s)


@eenmalig(_nieuw)
def document(m: Mensen, d: Dossier, s: Any) -> None:
    voeg_document_toe(m["zorgadviseur"], d, stuk(), medisch=False, sleutel=s)


@eenmalig(_beantwoord)
def ondertekenen(m: Mensen, d: Dossier, s: Any) -> None:
    onderteken(m["beslisser"], d, d.versie, "", s)


@eenmalig(voorgesteld)
def tekenen(m: Mensen, d: Dossier, s: Any) -> None:
    teken_als_tweede(m["beslisser2"], d, d.versie, s)


@eenmalig(voorgesteld)
def terugnemen(m: Mensen, d: Dossier, s: Any) -> None:
    neem_terug(m["teamleider"], d, "Het bedrag klopt niet.", s)


@pytest.mark.parametrize("naam", EENMALIG)
def test_form_that_is_sent_twice_counts_once(mensen: Mensen, naam: str) -> None:
    begin, doe = EENMALIG[naam]
    dossier, sleutel = begin(mensen), uuid4()
    doe(mensen, dossier, sleutel)
    voor = stand(dossier)
    with pytest.raises(AlGedaan):
        doe(mensen, dossier, sleutel)
    assert stand(dossier) == voor


def test_opening_twice_gives_one_dossier(mensen: Mensen) -> None:
    client = Clientgegevens(next(bsns()), "Fatima de Groot", date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
    gegevens, sleutel = {"aanvraagdatum": vandaag().isoformat(), "soort_aanvraag": "eerste"}, uuid4()
    open_dossier(mensen["zorgadviseur"], client, gegevens, sleutel=sleutel)
    with pytest.raises(AlGedaan):
        open_dossier(mensen["zorgadviseur"], client, gegevens, sleutel=sleutel)
    assert (Dossier.objects.count(), Client.objects.count(), Ketenrij.objects.count()) == (1, 1, 1)


def test_text_block_sent_twice_is_one_version(mensen: Mensen) -> None:
    sleutel = uuid4()
    wijzig_tekstblok(mensen["teamleider"], "hulp", "Bel {telefoon}.", sleutel)
    with pytest.raises(AlGedaan):
        wijzig_tekstblok(mensen["teamleider"], "hulp", "Bel {telefoon}.", sleutel)


def test_answer_to_a_question_is_given_once(mensen: Mensen, dossier: Dossier) -> None:
    vraag = vraag_advies(mensen["medisch_adviseur"], dossier, "cce", "CCE", "Past dit?")
    ontvang_advies(mensen["medisch_adviseur"], vraag, "Ja.", vandaag(), stuk())
    with pytest.raises(InvoerFout):
        ontvang_advies(mensen["medisch_adviseur"], vraag, "Nee.", vandaag())
    vraag = Adviesvraag.objects.get()
    assert (vraag.antwoord, vraag.bijlage.medisch) == ("Ja.", True)


def test_confirmation_of_receipt_goes_once_per_dossier(mensen: Mensen, dossier: Dossier) -> None:
    bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    with pytest.raises(InvoerFout):
        bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    assert dossier.brieven.count() == 1


# --- the course of the procedure --------------------------------------------------------------------------------------


def test_clock_stands_still_while_something_is_asked_several_times_if_need_be(mensen: Mensen) -> None:
    wie, begin = mensen["zorgadviseur"], datetime(2026, 9, 1, 10, tzinfo=timezone.get_current_timezone())
    with gezet_op(begin):
        dossier = nieuw_dossier(wie, dagen=5)
        zonder = dossier.uiterlijk
        vraag_aanvulling(wie, dossier, ["Stuur het plan."], 14)
        assert (dossier.toestand, dossier.staat_stil) == ("wacht_op_aanvulling", True)
        with pytest.raises(InvoerFout, match="loopt al"):
            vraag_aanvulling(wie, dossier, ["En nog iets."], 14)
    with gezet_op(begin + timedelta(days=6)):
        ontvang_aanvulling(wie, dossier, vandaag())
        assert (dossier.toestand, dossier.staat_stil) == ("in_behandeling", False)
        een_keer = dossier.uiterlijk
    with gezet_op(begin + timedelta(days=10)):
        vraag_aanvulling(wie, dossier, ["Nog één ding."], 14)
        assert dossier.staat_stil
    with gezet_op(begin + timedelta(days=14)):
        ontvang_aanvulling(wie, dossier, vandaag())
        assert not dossier.staat_stil
    assert zonder < een_keer < dossier.uiterlijk
    assert dossier.brieven.filter(soort="verzoek_aanvulling").count() == 2


def test_term_is_what_the_law_counts(mensen: Mensen, dossier: Dossier) -> None:
    verleng_termijn(mensen["beslisser"], dossier, 21, "Het advies komt later.")
    (termijn,) = (t for t in beeld(dossier).termijnen(vandaag()) if t.termijn == "beslistermijn")
    assert dossier.uiterlijk == termijn.uiterlijk
    assert dossier.brieven.get().soort == "verlenging_beslistermijn"


def test_nothing_happened_tomorrow(mensen: Mensen, dossier: Dossier) -> None:
    morgen, wie = vandaag() + timedelta(days=1), mensen["zorgadviseur"]
    wachten = wachtend(mensen)
    vraag = vraag_advies(wie, dossier, "anders", "Gemeente", "Is er Wmo?")
    client = Clientgegevens(next(bsns()), "Te Vroeg", date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
    doen: list[Callable[[], Any]] = [
        lambda: trek_in(wie, dossier, morgen, "Per brief."),
        lambda: ontvang_aanvulling(wie, wachten, morgen),
        lambda: ontvang_advies(wie, vraag, "Ja.", morgen),
        lambda: open_dossier(wie, client, {"aanvraagdatum": morgen.isoformat()}),
    ]
    for doe in doen:
        with pytest.raises(InvoerFout, match="vandaag"):
            doe()


def test_medical_question_answer_and_remark_are_of_medical_roles(mensen: Mensen, dossier: Dossier) -> None:
    vraag = vraag_advies(mensen["verpleegkundige"], dossier, "behandelaar", "Huisarts", "Hoe vaak?")
    assert vraag.medisch
    with pytest.raises(GeenRecht):
        ontvang_advies(mensen["zorgadviseur"], vraag, "Vaak.", vandaag())
    with pytest.raises(GeenRecht):
        maak_opmerking(mensen["zorgadviseur"], dossier, "Epilepsie.", True)
    assert not dossier.opmerkingen.exists()


# --- opening ----------------------------------------------------------------------------------------------------------


def test_numbers_follow_each_other_and_are_unique(mensen: Mensen) -> None:
    nummers = [nieuw_dossier(mensen["zorgadviseur"]).nummer for _ in range(3)]
    volgnummers = [int(nummer.rsplit("-", 1)[1]) for nummer in nummers]
    assert volgnummers == [1, 2, 3]
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(nummer=nummers[0]).update(nummer=nummers[1])


def test_wrong_bsn_is_refused_without_repeating_it(mensen: Mensen) -> None:
    for bsn in ("999900001", "12345678", "", "abcdefghi", "000000000", "９９９９９００１９"):
        client = Clientgegevens(bsn, "Fatima de Groot", date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
        with pytest.raises(InvoerFout) as fout:
            open_dossier(mensen["zorgadviseur"], client, {"aanvraagdatum": vandaag().isoformat()})
        assert not bsn or bsn not in str(fout.value)
    assert not Dossier.objects.exists() and not Client.objects.exists() and not Ketenrij.objects.exists()


def test_known_client_gets_a_second_dossier_and_keeps_its_data(mensen: Mensen, dossier: Dossier) -> None:
    bekend = dossier.client
    client = Clientgegevens(bekend.bsn, "Andere Naam", bekend.geboortedatum, "Elders 2", "1000 AA", "Amsterdam")
    tweede = open_dossier(mensen["zorgadviseur"], client, {"aanvraagdatum": vandaag().isoformat()})
    assert (tweede.client, tweede.client.naam) == (bekend, "Fatima de Groot")
    vreemd = Clientgegevens(bekend.bsn, "Andere Naam", date(1999, 1, 1), "Elders 2", "1000 AA", "Amsterdam")
    with pytest.raises(InvoerFout, match="geboortedatum"):
        open_dossier(mensen["zorgadviseur"], vreemd, {"aanvraagdatum": vandaag().isoformat()})


# --- as it was known --------------------------------------------------------------------------------------------------


def test_dossier_as_it_was_known_on_a_day(mensen: Mensen) -> None:
    wie, zone = mensen["zorgadviseur"], timezone.get_current_timezone()
    with gezet_op(datetime(2026, 9, 1, 10, tzinfo=zone)):
        dossier = nieuw_dossier(wie, dagen=1)
    with gezet_op(datetime.combine(date(2026, 9, 3), time(23, 59, 59), zone)):
        leg_vast(wie, dossier, {"gevraagde_kosten": Waarde(150000)})
    with gezet_op(datetime.combine(date(2026, 9, 4), time(0, 0, 0), zone)):
        leg_vast(wie, dossier, {"gevraagde_kosten": Waarde(140000)})
        vraag_aanvulling(wie, dossier, ["Stuur het plan."], 14)
    bekend = {dag: beeld(dossier, date(2026, 9, dag)).gegevens.get("gevraagde_kosten") for dag in (1, 2, 3, 4)}
    assert bekend == {1: 180000, 2: 180000, 3: 150000, 4: 140000}
    assert beeld(dossier, date(2026, 8, 31)).alle == []
    assert [g.soort for g in beeld(dossier, date(2026, 9, 3)).gebeurtenissen] == ["ontvangst"]


def test_whole_way_leaves_a_whole_chain(mensen: Mensen) -> None:
    besloten(mensen)
    assert list(breuken()) == []
    assert Ketenrij.objects.count() == 8
    assert (Brief.objects.count(), Gebeurtenis.objects.count()) == (1, 2)
