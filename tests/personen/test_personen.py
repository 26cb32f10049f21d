"""The people of an application: a client per zorgkantoor, who acts for them, and one actor behind every row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kantoorhulp import AANVRAAG, beantwoord, kantoor, medewerker, nieuw_dossier
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, open_dossier
from meerzorg.dossier.handelingen.besluiten import onderteken
from meerzorg.dossier.models import Dossier, Gebeurtenis, Ketenrij, Vastlegging
from meerzorg.dossier.post import geadresseerde
from meerzorg.dossier.zegel import verzegel
from meerzorg.personen.models import Actor, Actorsoort, Betrokkene, Betrokkenesoort, Client
from meerzorg.toegang.inzage import Inzage
from meerzorg.toegang.models import Medewerker

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)


def open_(wie: Medewerker, bsn: str, naam: str = "Noor Visser", **anders: Any) -> Dossier:
    gegevens = {"adres": "Laan 1", "postcode": "9712 AB", "plaats": "Groningen"} | anders
    aanvraag = {"aanvraagdatum": vandaag().isoformat()} | AANVRAAG
    return open_dossier(wie, Clientgegevens(bsn, naam, date(2012, 3, 4), **gegevens), aanvraag)


def test_hetzelfde_bsn_bij_een_ander_zorgkantoor_is_een_andere_client(mensen: dict[str, Medewerker]) -> None:
    hier = open_(mensen["zorgadviseur"], "999990019")
    elders = medewerker("utrecht", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht"))
    daar = open_(elders, "999990019", adres="Gracht 2", plaats="Utrecht", postcode="3511 AB")
    assert Client.objects.count() == 2
    assert (hier.client.adres, daar.client.adres) == ("Laan 1", "Gracht 2")
    assert geadresseerde(daar).adres == ("Gracht 2", "3511 AB  Utrecht")


def test_twee_keer_hetzelfde_bsn_bij_een_zorgkantoor_kan_niet(dossier: Dossier) -> None:
    client = dossier.client
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.create(
            zorgkantoor=client.zorgkantoor, bsn=client.bsn, naam="Dubbel", geboortedatum=client.geboortedatum
        )


def test_brieven_gaan_naar_de_vertegenwoordiger_zolang_die_dat_is(mensen: dict[str, Medewerker]) -> None:
    dossier = open_(mensen["zorgadviseur"], "999990019", vertegenwoordiger="Ouder Visser")
    (ouder,) = dossier.client.betrokkenen.all()
    assert (ouder.soort, ouder.van) == (Betrokkenesoort.VERTEGENWOORDIGER, vandaag())
    assert geadresseerde(dossier).naam == "Ouder Visser"
    Betrokkene.objects.filter(pk=ouder.pk).update(van=vandaag() - 2 * DAG, tot_en_met=vandaag() - DAG)
    assert geadresseerde(dossier).naam == "Noor Visser"


def test_wie_alleen_iets_weet_krijgt_geen_brieven(dossier: Dossier) -> None:
    Betrokkene.objects.create(
        client=dossier.client, soort=Betrokkenesoort.BEHANDELAAR, naam="Dr. Oorbeeld", van=vandaag(), mag_invullen=True
    )
    assert geadresseerde(dossier).naam == dossier.client.naam


@pytest.mark.parametrize(
    "anders",
    [{"soort": "buurman"}, {"tot_en_met": date(2020, 1, 1)}, {"gecontroleerd_op": date(2026, 1, 1)}],
    ids=["onbekende soort", "einde voor het begin", "gecontroleerd zonder stuk"],
)
def test_de_database_weigert_een_betrokkene_die_niet_kan(dossier: Dossier, anders: dict[str, Any]) -> None:
    velden = {"soort": "mentor", "naam": "M. Mentor", "van": date(2026, 1, 1)} | anders
    with pytest.raises(IntegrityError), transaction.atomic():
        Betrokkene.objects.create(client=dossier.client, **velden)


def test_alles_wat_is_opgeslagen_zegt_wie_het_deed(mensen: dict[str, Medewerker], klaar: Dossier) -> None:
    onderteken(mensen["beslisser"], klaar, klaar.versie)
    Inzage.objects.create(handeling="dossier_zien", object_soort="dossier", resultaat="toegestaan")
    verzegel(vandaag() + DAG)
    for model in (Vastlegging, Gebeurtenis):
        assert {rij.auteur.soort for rij in model.objects.select_related("auteur")} == {Actorsoort.MEDEWERKER}
    door = set(Ketenrij.objects.values_list("actor_soort", "actor"))
    assert ("medewerker", "beslisser") in door and ("systeem", "") in door


def test_er_is_een_actor_per_persoon_en_per_bericht(mensen: dict[str, Medewerker]) -> None:
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)
    betrokkene = Betrokkene.objects.create(client=dossier.client, soort="mentor", naam="M. Mentor", van=vandaag())
    maak = Actor.objects
    for eerste, tweede, naam in (
        (maak.van(mensen["beslisser"]), maak.van(mensen["beslisser"]), "Beslisser"),
        (maak.van(dossier.client), maak.van(dossier.client), "Fatima de Groot"),
        (maak.van(betrokkene), maak.van(betrokkene), "M. Mentor"),
        (maak.bericht("IO31-12"), maak.bericht("IO31-12"), "IO31-12"),
        (maak.systeem(), maak.systeem(), "Meerzorg zelf"),
    ):
        assert (eerste, eerste.naam) == (tweede, naam)


@pytest.mark.parametrize("soort", [soort for soort in Actorsoort if soort != Actorsoort.SYSTEEM])
def test_een_actor_die_niemand_is_weigert_de_database(db: None, soort: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.create(soort=soort)
