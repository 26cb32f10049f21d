"""Managing accounts, the log of acts, and who opened a dossier."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from kantoorhulp import WACHTWOORD, kantoor, medewerker, nieuw_dossier, team
from meerzorg.dossier import keten
from meerzorg.dossier.models import Ketenrij, Vastlegging
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Inzage, Medewerker

pytestmark = pytest.mark.django_db
NAAM = "Fatima van Ongewoonachtig"


@pytest.fixture
def mensen() -> dict[str, Medewerker]:
    return team()


@pytest.fixture
def beheer(client: Client, mensen: dict[str, Medewerker]) -> Client:
    client.force_login(mensen["beheerder"])
    return client


def stuur(client: Client, adres: str, **velden: Any) -> Any:
    return client.post(adres, {"sleutel": str(uuid4())} | velden)


def account(wie: Medewerker, **anders: Any) -> dict[str, Any]:
    velden = {"naam": wie.naam, "email": wie.email, "rol": wie.rol, "actief": "on"} | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def wachtwoord_uit(tekst: str) -> str:
    gevonden = re.search(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", tekst)
    assert gevonden
    return gevonden[0]


NIEUW = {"username": "noor", "naam": "Noor de Wit", "email": "noor@voorbeeld.invalid", "rol": "verpleegkundige"}


def test_een_nieuw_account_krijgt_een_tijdelijk_wachtwoord_dat_een_keer_te_zien_is(beheer: Client) -> None:
    velden = NIEUW | {"sleutel": str(uuid4())}
    wachtwoord = wachtwoord_uit(beheer.post("/medewerkers/nieuw/", velden).content.decode())
    nieuw = Medewerker.objects.get(username="noor")
    assert (nieuw.rol, nieuw.zorgkantoor_id, nieuw.tijdelijk_wachtwoord) == ("verpleegkundige", "3010", True)
    assert nieuw.check_password(wachtwoord)
    opnieuw = beheer.post("/medewerkers/nieuw/", velden)  # refresh, double click
    assert opnieuw.status_code == 302 and Medewerker.objects.filter(username="noor").count() == 1
    zelf = Client()
    zelf.post("/inloggen/", {"username": "noor", "password": wachtwoord})
    assert zelf.get("/account/").url == "/account/wachtwoord/"
    assert wachtwoord not in str(list(Ketenrij.objects.values()))


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("username", "Beheerder"),
        ("username", "met spatie"),
        ("email", "geen adres"),
        ("rol", "directeur"),
        ("naam", "  "),
        ("naam", "x" * 101),
    ],
)
def test_een_verkeerd_account_wordt_geweigerd_en_er_gaat_niets_verloren(beheer: Client, veld: str, waarde: str) -> None:
    aantal = Medewerker.objects.count()
    antwoord = stuur(beheer, "/medewerkers/nieuw/", **(NIEUW | {veld: waarde}))
    assert antwoord.status_code == 200 and Medewerker.objects.count() == aantal
    tekst = antwoord.content.decode()
    assert "nog niet" in tekst
    assert all(f'value="{w}"' in tekst for n, w in NIEUW.items() if n not in (veld, "rol"))


def test_een_wijziging_is_een_schakel_in_het_logboek(beheer: Client, mensen: dict[str, Medewerker]) -> None:
    wie = mensen["zorgadviseur"]
    assert stuur(beheer, f"/medewerkers/{wie.pk}/", **account(wie, rol="beslisser", actief=None)).status_code == 302
    wie.refresh_from_db()
    assert (wie.rol, wie.is_active) == ("beslisser", False)
    rij = Ketenrij.objects.latest("nr")
    assert (rij.handeling, rij.actor, rij.gegevens["account"]) == (
        "medewerkers_beheren",
        "beheerder",
        wie.username,
    )
    assert rij.gegevens["velden"] == ["is_active", "rol"] and not list(keten.breuken())


@pytest.mark.parametrize("anders", [{"rol": "teamleider"}, {"rol": ""}, {"actief": None}])
def test_de_laatste_beheerder_blijft_en_niemand_sluit_zichzelf_buiten(
    beheer: Client, mensen: dict[str, Medewerker], anders: dict[str, Any]
) -> None:
    ik = mensen["beheerder"]
    medewerker("elders", "beheerder", kantoor("3090", "Zorgkantoor Utrecht"))
    antwoord = stuur(beheer, f"/medewerkers/{ik.pk}/", **account(ik, **anders))
    assert "de laatste beheerder" in antwoord.content.decode()
    tweede = medewerker("tweede", "beheerder")
    antwoord = stuur(beheer, f"/medewerkers/{ik.pk}/", **account(ik, **anders))
    assert "uw eigen account" in antwoord.content.decode()
    ik.refresh_from_db()
    assert (ik.rol, ik.is_active) == ("beheerder", True)
    assert stuur(beheer, f"/medewerkers/{tweede.pk}/", **account(tweede, **anders)).status_code == 302


def test_een_tijdelijk_wachtwoord_heft_ook_de_blokkade_op(beheer: Client, mensen: dict[str, Medewerker]) -> None:
    wie, zelf = mensen["zorgadviseur"], Client()
    for _ in range(5):
        zelf.post("/inloggen/", {"username": wie.username, "password": "verkeerd"})
    antwoord = stuur(beheer, f"/medewerkers/{wie.pk}/wachtwoord/")
    nieuw = wachtwoord_uit(antwoord.content.decode())
    assert zelf.post("/inloggen/", {"username": wie.username, "password": WACHTWOORD}).status_code == 200
    assert zelf.post("/inloggen/", {"username": wie.username, "password": nieuw}).status_code == 302


def test_de_inlogcode_van_een_verloren_telefoon_kan_uit(beheer: Client, mensen: dict[str, Medewerker]) -> None:
    wie = mensen["zorgadviseur"]
    TOTPDevice.objects.create(user=wie, name="app", confirmed=True)
    assert "Zet de inlogcode uit" in beheer.get(f"/medewerkers/{wie.pk}/").content.decode()
    stuur(beheer, f"/medewerkers/{wie.pk}/code/")
    assert not TOTPDevice.objects.exists()


def test_een_account_van_een_ander_zorgkantoor_bestaat_hier_niet(beheer: Client) -> None:
    ander = medewerker("elders", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht"))
    assert "elders" not in beheer.get("/medewerkers/").content.decode().lower()
    assert beheer.get(f"/medewerkers/{ander.pk}/").status_code == 404
    for deel in ("", "wachtwoord/", "code/"):
        assert stuur(beheer, f"/medewerkers/{ander.pk}/{deel}", **account(ander)).status_code == 404


@pytest.mark.parametrize("rol", ["zorgadviseur", "teamleider", "niemand"])
def test_wie_geen_beheerder_is_beheert_niets(client: Client, mensen: dict[str, Medewerker], rol: str) -> None:
    client.force_login(mensen[rol])
    wie = mensen["zorgadviseur"]
    assert client.get("/medewerkers/").status_code == 403
    for adres in ("nieuw/", f"{wie.pk}/", f"{wie.pk}/wachtwoord/", f"{wie.pk}/code/"):
        assert stuur(client, f"/medewerkers/{adres}", **account(wie, rol="beheerder")).status_code == 403
    wie.refresh_from_db()
    assert wie.rol == "zorgadviseur" and wie.check_password(WACHTWOORD)


# --- the log --------------------------------------------------------------------------------------------------------


def test_de_beheerder_ziet_handelingen_maar_geen_client_of_dossier(
    client: Client, mensen: dict[str, Medewerker]
) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], NAAM)
    client.force_login(mensen["beheerder"])
    Vastlegging.objects.filter(naam="zorgprofiel").update(waarde="VG1")
    for antwoord in (client.get("/logboek/"), client.post("/logboek/")):
        tekst = antwoord.content.decode()
        assert "een nieuwe aanvraag vastleggen" in tekst and "Zorgadviseur" in tekst
        assert dossier.nummer not in tekst and "Ongewoonachtig" not in tekst
    assert "zorgprofiel is gewijzigd" in tekst


def test_de_teamleider_ziet_nummers_van_het_eigen_zorgkantoor(client: Client, mensen: dict[str, Medewerker]) -> None:
    ander = kantoor("3090", "Zorgkantoor Utrecht")
    eigen = nieuw_dossier(mensen["zorgadviseur"], NAAM)
    elders = nieuw_dossier(medewerker("utrecht", "zorgadviseur", ander), NAAM)
    client.force_login(mensen["teamleider"])
    Vastlegging.objects.filter(naam="zorgprofiel").update(waarde="VG1")
    tekst = client.post("/logboek/").content.decode()
    assert eigen.nummer in tekst and elders.nummer not in tekst and NAAM not in tekst
    assert "Er klopt iets niet" in tekst


def test_de_controle_zegt_dat_alles_klopt(beheer: Client, mensen: dict[str, Medewerker]) -> None:
    nieuw_dossier(mensen["zorgadviseur"])
    assert "Alles klopt" in beheer.post("/logboek/").content.decode()


def test_het_logboek_bladert_zonder_iets_over_te_slaan(beheer: Client, django_assert_max_num_queries: Any) -> None:
    for nr in range(120):
        keten.voeg_toe("inzage_verzegeld", {"nr": nr}, Actor.objects.systeem())
    gezien, adres = [], "/logboek/"
    while adres:
        with django_assert_max_num_queries(10):
            tekst = beheer.get(adres).content.decode()
        gezien += [int(nr) for nr in re.findall(r'mz-getal">(\d+)</td>', tekst)]
        volgende = re.search(r'rel="next" href="([^"]+)"', tekst)
        adres = volgende[1] if volgende else ""
    assert gezien == list(range(120, 0, -1))


# --- who opened a dossier -------------------------------------------------------------------------------------------


def test_de_teamleider_ziet_wie_een_dossier_opende_en_wie_is_geweigerd(
    client: Client, mensen: dict[str, Medewerker], django_assert_max_num_queries: Any
) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    client.force_login(mensen["beslisser"])
    assert client.get(f"/dossier/{dossier.nummer}/inzage/").status_code == 403
    client.force_login(mensen["teamleider"])
    Inzage.objects.bulk_create(
        Inzage(
            medewerker=mensen["verpleegkundige"],
            rol="verpleegkundige",
            handeling="dossier_zien",
            object_soort="dossier",
            dossiernummer=dossier.nummer,
            resultaat="toegestaan",
        )
        for _ in range(60)
    )
    with django_assert_max_num_queries(12):
        tekst = client.get(f"/dossier/{dossier.nummer}/inzage/").content.decode()
    assert "Verpleegkundige" in tekst and "een dossier zien" in tekst
    assert "geweigerd" in client.get(f"/dossier/{dossier.nummer}/inzage/?pagina=2").content.decode()


def test_de_lijst_van_inzages_is_een_bestand_zonder_formules(client: Client, mensen: dict[str, Medewerker]) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    Medewerker.objects.filter(pk=mensen["teamleider"].pk).update(naam="=1+1")
    client.force_login(Medewerker.objects.get(pk=mensen["teamleider"].pk))
    antwoord = client.get(f"/dossier/{dossier.nummer}/inzage.csv")
    tekst = antwoord.content.decode("utf-8-sig")
    assert antwoord["Content-Type"].startswith("text/csv") and dossier.nummer in antwoord["Content-Disposition"]
    assert tekst.splitlines()[0].startswith("moment;gebruikersnaam;naam;rol;zorgkantoor;handeling")
    assert ";teamleider;'=1+1;teamleider;3010;inzage_zien;" in tekst
