"""The work of every day: each reminder once, at the right moment, to the right role, without a word about a client."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from kantoorhulp import beantwoord, kantoor, medewerker, nieuw_dossier, team
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.dagelijks import draai, werk_termijnen_bij
from meerzorg.dossier.handelingen.besluiten import onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.verloop import ontvang_aanvulling, vraag_aanvulling
from meerzorg.dossier.models import Besluit, Dossier, Ketenrij, Melding
from meerzorg.dossier.status import beslistermijn
from meerzorg.klok import gezet_op, nu, vandaag
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Inzage, Medewerker

pytestmark = pytest.mark.django_db
NAAM = "Fatima van Ongewoonachtig"


def soorten(**filter_: Any) -> list[tuple[str, str]]:
    return sorted(Melding.objects.filter(**filter_).values_list("soort", "rol"))


@pytest.fixture
def mensen() -> dict[str, Medewerker]:
    return team()


def dossier_dat_loopt(mensen: dict[str, Medewerker], dagen: int, **anders: Any) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"], NAAM, dagen, **anders)


def test_twee_keer_is_een_keer(mensen: dict[str, Medewerker]) -> None:
    dossier_dat_loopt(mensen, 50), dossier_dat_loopt(mensen, 70)
    eerste = draai(vandaag())
    stand, post = soorten(), len(mail.outbox)
    tweede = draai(vandaag())
    assert sum(eerste.meldingen.values()) == len(stand) == 3
    assert (tweede.meldingen, tweede.gemaild, tweede.zegels, tweede.bijgewerkt) == ({}, 0, 0, 0)
    assert (soorten(), len(mail.outbox)) == (stand, post)


def test_wat_binnen_veertien_dagen_te_laat_is_krijgt_een_melding_en_wat_later_is_niet(
    mensen: dict[str, Medewerker],
) -> None:
    dossier = dossier_dat_loopt(mensen, 20)
    uiterlijk = dossier.uiterlijk
    assert uiterlijk is not None
    draai(uiterlijk - timedelta(days=15))
    assert soorten() == []
    draai(uiterlijk - timedelta(days=14))
    assert soorten() == [("bijna_te_laat", "zorgadviseur")]
    draai(uiterlijk)
    assert soorten() == [("bijna_te_laat", "zorgadviseur")]


def test_wat_te_laat_is_ziet_ook_de_teamleider_en_de_eerdere_melding_gaat_weg(mensen: dict[str, Medewerker]) -> None:
    dossier = dossier_dat_loopt(mensen, 50)
    draai(vandaag())
    draai(dossier.uiterlijk + timedelta(days=1))
    assert soorten(afgehandeld=False) == [("te_laat", "teamleider"), ("te_laat", "zorgadviseur")]


def test_een_termijn_die_stilstaat_schuift_elke_dag_en_loopt_weer_na_de_hersteltermijn(
    mensen: dict[str, Medewerker],
) -> None:
    dossier = dossier_dat_loopt(mensen, 45)
    vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het behandelplan."], 14)
    morgen = vandaag() + timedelta(days=1)
    assert draai(morgen).bijgewerkt == 1
    verwacht = beslistermijn(beeld(dossier), morgen)
    dossier.refresh_from_db()
    assert verwacht and dossier.staat_stil and dossier.uiterlijk == verwacht.uiterlijk
    assert soorten() == []  # nobody is late while the clock stands still
    na = vandaag() + timedelta(days=20)
    draai(na)
    dossier.refresh_from_db()
    assert (dossier.toestand, dossier.staat_stil) == ("in_behandeling", False)
    assert ("aanvulling_verstreken", "beslisser") in soorten()
    draai(na + timedelta(days=1))
    assert soorten(soort="aanvulling_verstreken") == [("aanvulling_verstreken", "beslisser")]


def test_een_gekomen_aanvulling_geeft_geen_melding(mensen: dict[str, Medewerker]) -> None:
    dossier = dossier_dat_loopt(mensen, 5)
    vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het behandelplan."], 14)
    ontvang_aanvulling(mensen["zorgadviseur"], dossier, vandaag())
    draai(vandaag() + timedelta(days=20))
    assert soorten(soort="aanvulling_verstreken") == []


def test_een_voorstel_wacht_op_de_tweede_en_na_tekenen_niet_meer(mensen: dict[str, Medewerker]) -> None:
    dossier = beantwoord(dossier_dat_loopt(mensen, 20), mensen)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    draai(vandaag())
    assert soorten() == [("tweede_handtekening", "beslisser"), ("tweede_handtekening", "teamleider")]
    teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)
    draai(vandaag())
    assert soorten(afgehandeld=False) == []


def test_voor_de_herbeoordeling_komt_een_melding_op_de_dag_uit_het_besluit(mensen: dict[str, Medewerker]) -> None:
    dossier = beantwoord(dossier_dat_loopt(mensen, 20), mensen)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)
    uitnodiging = datetime.fromisoformat(Besluit.objects.get().verslag["herbeoordeling_uitnodiging"]).date()
    draai(uitnodiging - timedelta(days=1))
    assert soorten() == []
    draai(uitnodiging)
    draai(uitnodiging + timedelta(days=7))
    assert soorten() == [("herbeoordeling", "zorgadviseur")]


def test_een_nieuwere_aanvraag_maakt_de_uitnodiging_overbodig(mensen: dict[str, Medewerker]) -> None:
    dossier = beantwoord(dossier_dat_loopt(mensen, 20), mensen)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)
    Dossier.objects.filter(pk=dossier_dat_loopt(mensen, 1).pk).update(client=dossier.client)
    draai(Besluit.objects.get().tot_en_met)
    assert soorten(soort="herbeoordeling") == []


# --- e-mail ---------------------------------------------------------------------------------------------------------


def test_een_email_noemt_het_dossier_maar_nooit_de_client(mensen: dict[str, Medewerker]) -> None:
    dossier = dossier_dat_loopt(mensen, 70)
    draai(vandaag())
    assert sorted(bericht.to[0] for bericht in mail.outbox) == [
        "teamleider@voorbeeld.invalid",
        "zorgadviseur@voorbeeld.invalid",
    ]
    client = Client.objects.get()
    for bericht in mail.outbox:
        tekst = f"{bericht.subject}\n{bericht.body}"
        assert dossier.nummer in tekst
        for geheim in (client.naam, "Ongewoonachtig", client.bsn, client.adres, client.postcode):
            assert geheim not in tekst


def test_wie_geen_email_wil_of_weg_is_krijgt_er_geen(mensen: dict[str, Medewerker]) -> None:
    Medewerker.objects.filter(rollen__rol="zorgadviseur").update(meldingen_per_mail=False)
    Medewerker.objects.filter(rollen__rol="teamleider").update(is_active=False)
    dossier_dat_loopt(mensen, 70)
    draai(vandaag())
    assert mail.outbox == [] and len(soorten()) == 2


def test_een_ander_zorgkantoor_krijgt_niets(mensen: dict[str, Medewerker]) -> None:
    ander = kantoor("3090", "Zorgkantoor Utrecht")
    medewerker("utrecht", "zorgadviseur", ander)
    dossier_dat_loopt(mensen, 70)
    draai(vandaag())
    assert not [b for b in mail.outbox if b.to == ["utrecht@voorbeeld.invalid"]]
    assert not Melding.objects.filter(zorgkantoor=ander).exists()


def test_zonder_mailserver_staan_de_meldingen_er_toch(mensen: dict[str, Medewerker], settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    dossier_dat_loopt(mensen, 70)
    gedaan = draai(vandaag())
    assert (gedaan.gemaild, gedaan.niet_gemaild, len(soorten())) == (0, 2, 2)


# --- two at once, and a kill ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_is_een_keer() -> None:
    mensen = team()
    for dagen in (45, 50, 70, 71):
        dossier_dat_loopt(mensen, dagen)
    gisteren = nu() - timedelta(days=1)
    Inzage.objects.create(moment=gisteren, handeling="x", object_soort="dossier", resultaat="toegestaan")
    dag, klaar, fouten = vandaag(), threading.Barrier(2), []

    def loop() -> None:
        try:
            klaar.wait()
            draai(dag)
        except Exception as fout:
            fouten.append(fout)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=loop) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert fouten == []
    sleutels = list(Melding.objects.values_list("sleutel", flat=True))
    assert len(sleutels) == len(set(sleutels)) == 6
    assert Ketenrij.objects.filter(handeling="inzage_verzegeld").count() == 1
    assert len(mail.outbox) == 2  # zorgadviseur and teamleider, once each


def test_na_een_onderbreking_doet_de_volgende_keer_de_rest(
    mensen: dict[str, Medewerker], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meerzorg.dossier import dagelijks

    stil = [dossier_dat_loopt(mensen, 45) for _ in range(3)]
    for dossier in stil:
        vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het behandelplan."], 14)
    morgen, echt, gedaan = vandaag() + timedelta(days=1), dagelijks.herbouw_een, []

    def tot_de_tweede(pk: int, dag: Any) -> Any:
        if gedaan:
            raise KeyboardInterrupt
        gedaan.append(pk)
        return echt(pk, dag)

    monkeypatch.setattr(dagelijks, "herbouw_een", tot_de_tweede)
    with pytest.raises(KeyboardInterrupt):
        draai(morgen)
    monkeypatch.undo()
    assert werk_termijnen_bij(morgen) == 2
    with gezet_op(timezone.make_aware(datetime.combine(morgen, datetime.min.time()))):
        assert set(Dossier.objects.values_list("bijgewerkt_op", flat=True)) == {vandaag()}
