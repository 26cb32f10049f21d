"""Someone with roles at two zorgkantoren works in one of them at a time, with that role and those dossiers alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import beantwoord, kantoor, medewerker, nieuw_dossier
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.dagelijks import draai
from meerzorg.dossier.handelingen.besluiten import onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.medewerkers import wijzig_account
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.toegang.models import Medewerker, Medewerkerrol
from meerzorg.toegang.rechten import DOELGROEPEN, MATRIX, TOESTANDEN, Doelgroep, Rol, mag, mag_rol

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture
def utrecht(mensen: dict[str, Medewerker]) -> Dossier:
    """A dossier elsewhere; `beslisser` is zorgadviseur there."""
    daar = kantoor("3090", "Zorgkantoor Utrecht")
    mensen["beslisser"].rollen.create(zorgkantoor=daar, rol=Rol.ZORGADVISEUR)
    return nieuw_dossier(medewerker("utrecht", "zorgadviseur", daar), "Iemand Elders")


def binnen(wie: Medewerker) -> Bezoeker:
    bezoeker = Bezoeker()
    bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return bezoeker


def adres(dossier: Dossier) -> str:
    return reverse("kantoor:dossier", args=[dossier.nummer])


def test_wie_bij_twee_kantoren_werkt_ziet_er_een_tegelijk(
    mensen: dict[str, Medewerker], dossier: Dossier, utrecht: Dossier
) -> None:
    bezoeker = binnen(mensen["beslisser"])
    assert (bezoeker.get(adres(dossier)).status_code, bezoeker.get(adres(utrecht)).status_code) == (200, 404)
    daar = Medewerkerrol.objects.get(medewerker=mensen["beslisser"], zorgkantoor="3090")
    assert "Werken als zorgadviseur bij Zorgkantoor Utrecht" in bezoeker.get("/account/").content.decode()
    assert bezoeker.post("/account/werkrol/", {"werkrol": daar.pk}).status_code == 302
    assert (bezoeker.get(adres(dossier)).status_code, bezoeker.get(adres(utrecht)).status_code) == (404, 200)
    assert utrecht.nummer in bezoeker.get("/werk/").content.decode()


@pytest.mark.parametrize("keuze", ["", "x", "999999", "-1", "\u00b2"])
def test_de_rol_van_een_ander_kan_niemand_kiezen(mensen: dict[str, Medewerker], utrecht: Dossier, keuze: str) -> None:
    bezoeker = binnen(mensen["teamleider"])
    ander = keuze or str(Medewerkerrol.objects.get(medewerker__username="utrecht").pk)
    assert bezoeker.post("/account/werkrol/", {"werkrol": ander}).status_code == 302
    assert bezoeker.get(adres(utrecht)).status_code == 404


def test_met_een_rol_is_er_niets_te_kiezen(mensen: dict[str, Medewerker]) -> None:
    assert "Anders werken" not in binnen(mensen["beslisser"]).get("/account/").content.decode()


def test_vastleggen_gebeurt_in_de_rol_van_dat_kantoor(
    mensen: dict[str, Medewerker], dossier: Dossier, utrecht: Dossier
) -> None:
    wie = mensen["beslisser"]
    assert not mag(wie, "vastleggen_zorgadviseur", utrecht)
    assert wie.werk_als(wie.rollen.get(zorgkantoor="3090").pk)
    leg_vast(wie, utrecht, {"gevraagde_kosten": Opgave(150_000, "gesprek")})
    laatste = Vastlegging.objects.latest("pk")
    assert (laatste.rol, laatste.auteur.medewerker) == ("zorgadviseur", wie)
    with pytest.raises(GeenRecht):
        leg_vast(wie, dossier, {"gevraagde_kosten": Opgave(150_000, "gesprek")})


def test_wie_het_medisch_oordeel_gaf_tekent_het_besluit_niet(mensen: dict[str, Medewerker], dossier: Dossier) -> None:
    """Not with a second role either: first as beslisser, then as second signer."""
    arts = mensen["medisch_adviseur"]
    beslisser = arts.rollen.create(zorgkantoor=kantoor(), rol=Rol.BESLISSER)
    beantwoord(dossier, mensen, medisch=False)
    arts.werk_als(beslisser.pk)
    with pytest.raises(GeenRecht, match="medisch oordeel"):
        onderteken(arts, dossier, dossier.versie)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    with pytest.raises(GeenRecht, match="medisch oordeel"):
        teken_als_tweede(arts, dossier, dossier.versie)


def test_een_melding_komt_bij_elke_rol_van_dat_kantoor_in_een_bericht(mensen: dict[str, Medewerker]) -> None:
    mensen["zorgadviseur"].rollen.create(zorgkantoor=kantoor(), rol=Rol.TEAMLEIDER)
    nieuw_dossier(mensen["zorgadviseur"], dagen=70)
    draai(vandaag())
    (bericht,) = [b for b in mail.outbox if b.to == [mensen["zorgadviseur"].email]]
    assert bericht.subject == "Meerzorg: 2 nieuwe meldingen"


def test_de_beheerder_wijzigt_alleen_de_rol_bij_het_eigen_kantoor(
    mensen: dict[str, Medewerker], utrecht: Dossier
) -> None:
    wie = mensen["beslisser"]
    wijzig_account(mensen["beheerder"], wie, naam=wie.naam, email=wie.email, rol="teamleider", actief=True)
    rollen = set(wie.rollen.values_list("zorgkantoor", "rol"))
    assert rollen == {("3010", "teamleider"), ("3090", "zorgadviseur")}


def test_dezelfde_rol_twee_keer_of_een_rol_die_niet_bestaat_weigert_de_database(mensen: dict[str, Medewerker]) -> None:
    for rol in ("beslisser", "client", "tovenaar"):
        with pytest.raises(IntegrityError), transaction.atomic():
            mensen["beslisser"].rollen.create(zorgkantoor=kantoor(), rol=rol)


def test_wie_een_rol_kwijt_is_beheert_geen_accounts_meer(mensen: dict[str, Medewerker]) -> None:
    oud: Any = Medewerker.objects.get(pk=mensen["beheerder"].pk)
    assert oud.rol == "beheerder"
    Medewerkerrol.objects.filter(medewerker=oud).update(rol="")
    with pytest.raises(GeenRecht):
        wijzig_account(oud, mensen["niemand"], naam="N", email="n@voorbeeld.invalid", rol="", actief=True)


def test_een_client_en_een_betrokkene_hebben_nog_geen_enkel_recht() -> None:
    rollen = [rol for groep in (Doelgroep.CLIENT, Doelgroep.BETROKKENE) for rol in DOELGROEPEN[groep]]
    assert [h for h in MATRIX for rol in rollen for t in ("", *TOESTANDEN) if mag_rol(rol, h, t)] == []
