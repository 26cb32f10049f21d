"""Once is once, the clock, the opening of a dossier, and what was known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kantoorhulp import beantwoord, bsns, nieuw_dossier, stand
from kantoortoestanden import besloten, stuk, voorgesteld, wachtend
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, maak_opmerking, open_dossier, trek_in
from meerzorg.dossier.handelingen.besluiten import neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import AlGedaan, GeenRecht
from meerzorg.dossier.handelingen.teksten import wijzig_tekstblok
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast, wijk_af
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
from meerzorg.dossier.models import Adviesvraag, Brief, Dossier, Gebeurtenis, Ketenrij
from meerzorg.klok import gezet_op
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


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
    leg_vast(m["zorgadviseur"], d, {"rechtmatig": Opgave(True, reden="In orde.")}, s)


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
def test_een_formulier_dat_twee_keer_wordt_verstuurd_telt_een_keer(mensen: Mensen, naam: str) -> None:
    begin, doe = EENMALIG[naam]
    dossier, sleutel = begin(mensen), uuid4()
    doe(mensen, dossier, sleutel)
    voor = stand(dossier)
    with pytest.raises(AlGedaan):
        doe(mensen, dossier, sleutel)
    assert stand(dossier) == voor


def test_twee_keer_openen_geeft_een_dossier(mensen: Mensen) -> None:
    client = Clientgegevens(next(bsns()), "Fatima de Groot", date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
    gegevens, sleutel = {"aanvraagdatum": vandaag().isoformat(), "soort_aanvraag": "eerste"}, uuid4()
    open_dossier(mensen["zorgadviseur"], client, gegevens, sleutel=sleutel)
    with pytest.raises(AlGedaan):
        open_dossier(mensen["zorgadviseur"], client, gegevens, sleutel=sleutel)
    assert (Dossier.objects.count(), Client.objects.count(), Ketenrij.objects.count()) == (1, 1, 1)


def test_een_tekstblok_dat_twee_keer_wordt_verstuurd_is_een_versie(mensen: Mensen) -> None:
    sleutel = uuid4()
    wijzig_tekstblok(mensen["teamleider"], "hulp", "Bel {telefoon}.", sleutel)
    with pytest.raises(AlGedaan):
        wijzig_tekstblok(mensen["teamleider"], "hulp", "Bel {telefoon}.", sleutel)


def test_een_vraag_wordt_een_keer_beantwoord(mensen: Mensen, dossier: Dossier) -> None:
    vraag = vraag_advies(mensen["medisch_adviseur"], dossier, "cce", "CCE", "Past dit?")
    ontvang_advies(mensen["medisch_adviseur"], vraag, "Ja.", vandaag(), stuk())
    with pytest.raises(InvoerFout):
        ontvang_advies(mensen["medisch_adviseur"], vraag, "Nee.", vandaag())
    vraag = Adviesvraag.objects.get()
    assert (vraag.antwoord, vraag.bijlage.medisch) == ("Ja.", True)


def test_de_ontvangstbevestiging_gaat_een_keer_per_dossier(mensen: Mensen, dossier: Dossier) -> None:
    bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    with pytest.raises(InvoerFout):
        bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    assert dossier.brieven.count() == 1


# --- the course of the procedure --------------------------------------------------------------------------------------


@pytest.mark.parametrize("dagen", [0, -1])
def test_een_verzoek_zonder_termijn_wordt_geweigerd(mensen: Mensen, dossier: Dossier, dagen: int) -> None:
    with pytest.raises(InvoerFout, match="ten minste één dag"):
        vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het plan."], dagen)
    assert not dossier.brieven.exists()


def test_de_klok_staat_stil_zolang_iets_gevraagd_is_zo_nodig_meer_keren(mensen: Mensen) -> None:
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


def test_de_termijn_is_wat_de_wet_telt(mensen: Mensen, dossier: Dossier) -> None:
    verleng_termijn(mensen["beslisser"], dossier, 21, "Het advies komt later.")
    (termijn,) = (t for t in beeld(dossier).termijnen(vandaag()) if t.termijn == "beslistermijn")
    assert dossier.uiterlijk == termijn.uiterlijk
    assert dossier.brieven.get().soort == "verlenging_beslistermijn"


def test_morgen_is_er_niets_gebeurd(mensen: Mensen, dossier: Dossier) -> None:
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


def test_medische_vraag_antwoord_en_opmerking_zijn_van_medische_rollen(mensen: Mensen, dossier: Dossier) -> None:
    vraag = vraag_advies(mensen["verpleegkundige"], dossier, "behandelaar", "Huisarts", "Hoe vaak?")
    assert vraag.medisch
    with pytest.raises(GeenRecht):
        ontvang_advies(mensen["zorgadviseur"], vraag, "Vaak.", vandaag())
    with pytest.raises(GeenRecht):
        maak_opmerking(mensen["zorgadviseur"], dossier, "Epilepsie.", True)
    assert not dossier.opmerkingen.exists()


# --- opening ----------------------------------------------------------------------------------------------------------


def test_nummers_volgen_elkaar_op_en_zijn_uniek(mensen: Mensen) -> None:
    nummers = [nieuw_dossier(mensen["zorgadviseur"]).nummer for _ in range(3)]
    volgnummers = [int(nummer.rsplit("-", 1)[1]) for nummer in nummers]
    assert volgnummers == [1, 2, 3]
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(nummer=nummers[0]).update(nummer=nummers[1])


def test_een_verkeerd_bsn_wordt_geweigerd_zonder_het_te_herhalen(mensen: Mensen) -> None:
    for bsn in ("999900001", "12345678", "", "abcdefghi", "000000000", "９９９９９００１９"):
        client = Clientgegevens(bsn, "Fatima de Groot", date(2010, 5, 4), "Laan 1", "9712 AB", "Groningen")
        with pytest.raises(InvoerFout) as fout:
            open_dossier(mensen["zorgadviseur"], client, {"aanvraagdatum": vandaag().isoformat()})
        assert not bsn or bsn not in str(fout.value)
    assert not Dossier.objects.exists() and not Client.objects.exists() and not Ketenrij.objects.exists()


def test_een_bekende_client_krijgt_een_tweede_dossier_en_houdt_zijn_gegevens(mensen: Mensen, dossier: Dossier) -> None:
    bekend = dossier.client
    client = Clientgegevens(bekend.bsn, "Andere Naam", bekend.geboortedatum, "Elders 2", "1000 AA", "Amsterdam")
    tweede = open_dossier(mensen["zorgadviseur"], client, {"aanvraagdatum": vandaag().isoformat()})
    assert (tweede.client, tweede.client.naam) == (bekend, "Fatima de Groot")
    vreemd = Clientgegevens(bekend.bsn, "Andere Naam", date(1999, 1, 1), "Elders 2", "1000 AA", "Amsterdam")
    with pytest.raises(InvoerFout, match="geboortedatum"):
        open_dossier(mensen["zorgadviseur"], vreemd, {"aanvraagdatum": vandaag().isoformat()})


# --- as it was known --------------------------------------------------------------------------------------------------


def test_het_dossier_zoals_het_op_een_dag_bekend_was(mensen: Mensen) -> None:
    wie, zone = mensen["zorgadviseur"], timezone.get_current_timezone()
    with gezet_op(datetime(2026, 9, 1, 10, tzinfo=zone)):
        dossier = nieuw_dossier(wie, dagen=1)
    with gezet_op(datetime.combine(date(2026, 9, 3), time(23, 59, 59), zone)):
        leg_vast(wie, dossier, {"gevraagde_kosten": Opgave(150000)})
    with gezet_op(datetime.combine(date(2026, 9, 4), time(0, 0, 0), zone)):
        leg_vast(wie, dossier, {"gevraagde_kosten": Opgave(140000)})
        vraag_aanvulling(wie, dossier, ["Stuur het plan."], 14)
    bekend = {dag: beeld(dossier, date(2026, 9, dag)).gegevens.get("gevraagde_kosten") for dag in (1, 2, 3, 4)}
    assert bekend == {1: 180000, 2: 180000, 3: 150000, 4: 140000}
    assert beeld(dossier, date(2026, 8, 31)).alle == []
    assert [g.soort for g in beeld(dossier, date(2026, 9, 3)).gebeurtenissen] == ["ontvangst"]


def test_de_hele_weg_laat_een_hele_keten_achter(mensen: Mensen) -> None:
    besloten(mensen)
    assert list(breuken()) == []
    assert Ketenrij.objects.count() == 8
    assert (Brief.objects.count(), Gebeurtenis.objects.count()) == (1, 2)
