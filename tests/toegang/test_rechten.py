"""Every role on every address, by real requests: the answer is what the matrix of rights says, and it is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.test import Client as Bezoeker
from django.urls import reverse

from kantooradressen import ADRESSEN, Adres
from kantoorplek import Kantoor, richt_in, url
from meerzorg.dossier.models import Dossier
from meerzorg.toegang.models import Inzage, Medewerker
from meerzorg.toegang.rechten import INGELOGD, MATRIX, OPENBAAR, ROLLEN, TOESTANDEN, mag, mag_rol

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture(autouse=True)
def stil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals, each with its traceback in the log, would take most of the time."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


BOVENDIEN: dict[tuple[str, str], str] = {
    ("kantoor:advies_antwoord", "POST"): "advies_ontvangen",
    ("kantoor:beleid", "POST"): "beleid_doorrekenen",
    ("kantoor:beperkingenbeeld", "POST"): "vastleggen_medisch_adviseur",
    ("kantoor:zorginzet", "POST"): "vastleggen_verpleegkundige",
}
"""Where a view asks more than its declaration: the act that this method is."""


@pytest.fixture(scope="module")
def hier(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kantoor]:
    """Made once; every test works in a transaction inside this one, and leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield richt_in()
        transaction.set_rollback(True)


class Bezoek:
    """Requests of one person, who logs in again where a request logged them out; made once, which takes longest."""

    def __init__(self, wie: Medewerker | None) -> None:
        self.wie, self.bezoeker = wie, Bezoeker(raise_request_exception=False)
        self.laatste = Inzage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def __call__(self, methode: str, pad: str) -> tuple[Any, list[Inzage]]:
        """The answer to one request, with what it left in the log of who looked at what."""
        if self.wie is not None and SESSION_KEY not in self.bezoeker.session:
            self.bezoeker.force_login(self.wie, "django.contrib.auth.backends.ModelBackend")
        antwoord = self.bezoeker.post(pad) if methode == "POST" else self.bezoeker.get(pad)
        inzagen = list(Inzage.objects.filter(pk__gt=self.laatste).order_by("pk"))
        self.laatste = inzagen[-1].pk if inzagen else self.laatste
        return antwoord, inzagen


def vraag(wie: Medewerker | None, methode: str, pad: str) -> tuple[Any, list[Inzage]]:
    """One request by a person who just logged in."""
    return Bezoek(wie)(methode, pad)


def naar_inloggen(antwoord: Any) -> bool:
    return antwoord.status_code == 302 and antwoord.headers["Location"].startswith(reverse("toegang:inloggen"))


def wat_is_mis(adres: Adres, methode: str, bezoek: Bezoek, wie: Medewerker, k: Kantoor, dossier: Dossier | None) -> str:
    """Nothing where this person gets the answer that the matrix says; else what came instead."""
    antwoord, inzagen = bezoek(methode, url(adres, k, wie, dossier))
    verwacht, resultaat = _verwacht(adres, methode, wie, dossier)
    gezien = {(rij.resultaat, rij.dossiernummer) for rij in inzagen}
    if antwoord.status_code not in verwacht:
        return f"antwoord {antwoord.status_code}, verwacht een van {sorted(verwacht)}"
    if naar_inloggen(antwoord) and adres.naam != "toegang:uitloggen":
        return "moet inloggen"
    if resultaat and (resultaat, dossier.nummer if dossier else "") not in gezien:
        return f"in het logboek staat {gezien or 'niets'}, verwacht: {resultaat}"
    if resultaat in ("onbekend", "geweigerd") and any(rij.resultaat == "toegestaan" for rij in inzagen):
        return "het logboek zegt dat het mocht"
    return ""


GEDAAN = frozenset({200, 302, 405, 409, 422})
"""What a person gets who may do this: the page, a redirect, the form again, or 'not by this method'."""


def _verwacht(adres: Adres, methode: str, wie: Medewerker, dossier: Dossier | None) -> tuple[frozenset[int], str]:
    """The answers that agree with the declaration of the view, and what the log must say."""
    if {OPENBAAR, INGELOGD} & set(adres.handelingen):
        return GEDAAN, ""
    if dossier is not None and dossier.zorgkantoor_id != wie.zorgkantoor_id:
        return frozenset({404}), "onbekend"
    if not any(mag(wie, handeling, dossier) for handeling in adres.handelingen):
        return frozenset({403}), "geweigerd"
    strenger = BOVENDIEN.get((adres.naam, methode))
    if strenger and not mag(wie, strenger, dossier):
        return frozenset({403}), ""
    return GEDAAN, "toegestaan" if dossier is not None else ""


def fouten_van(wie: Medewerker, k: Kantoor) -> str:
    """Every answer that differs from what the matrix says, a line each."""
    fouten, bezoek = [], Bezoek(wie)
    for adres in ADRESSEN:
        dossiers = [*k.dossiers.values(), k.elders] if adres.bij_dossier else [None]
        for dossier in dossiers:
            for methode in ("GET", "POST"):
                if mis := wat_is_mis(adres, methode, bezoek, wie, k, dossier):
                    waar = f" ({dossier.toestand}, zorgkantoor {dossier.zorgkantoor_id})" if dossier else ""
                    fouten.append(f"{wie.username}: {methode} {adres.naam}{waar}: {mis}")
    return "\n".join(fouten)


@pytest.mark.parametrize("rol", [*ROLLEN, "niemand"])
def test_elke_rol_krijgt_op_elk_adres_wat_de_matrix_zegt(hier: Kantoor, rol: str) -> None:
    assert fouten_van(hier.mensen[rol], hier) == ""


def test_een_collega_van_een_ander_zorgkantoor_ziet_alleen_de_eigen_dossiers(hier: Kantoor) -> None:
    een = hier._replace(dossiers={"in_behandeling": hier.dossiers["in_behandeling"]})
    assert fouten_van(hier.collega_elders, een) == ""


def test_wie_weg_is_komt_nergens_in(hier: Kantoor) -> None:
    wie = hier.mensen["zorgadviseur"]
    Medewerker.objects.filter(pk=wie.pk).update(is_active=False)
    binnen = [
        adres.naam
        for adres in ADRESSEN
        if OPENBAAR not in adres.handelingen
        if not naar_inloggen(vraag(wie, "GET", url(adres, hier, wie))[0])
    ]
    assert binnen == []


def test_zonder_inloggen_vraagt_elk_adres_behalve_de_open_om_in_te_loggen(hier: Kantoor) -> None:
    fouten = []
    for adres in ADRESSEN:
        for methode in ("GET", "POST"):
            antwoord, inzagen = vraag(None, methode, url(adres, hier, None))
            goed = antwoord.status_code in GEDAAN if OPENBAAR in adres.handelingen else naar_inloggen(antwoord)
            if not goed or inzagen:
                fouten.append(f"{methode} {adres.naam}: {antwoord.status_code}")
    assert fouten == []


def test_elk_adres_heeft_een_naam_en_zegt_welke_handeling_het_is() -> None:
    zonder = [adres.patroon for adres in ADRESSEN if not adres.handelingen or adres.naam.endswith(":None")]
    assert zonder == [], "deze adressen hebben geen naam of geen @vereist"
    vreemd = {(a.naam, h) for a in ADRESSEN for h in a.handelingen if h not in MATRIX and h not in (OPENBAAR, INGELOGD)}
    assert vreemd == set()


def test_een_adres_van_een_dossier_noemt_alleen_handelingen_op_een_dossier() -> None:
    """An act with a state on an address without a dossier would be refused to everyone, and the other way round."""
    mis = [
        f"{adres.naam}: {handeling}"
        for adres in ADRESSEN
        for handeling in adres.handelingen
        if handeling in MATRIX
        and adres.bij_dossier != any(toestanden - {""} for toestanden in MATRIX[handeling].wie.values())
    ]
    assert mis == []


def test_een_view_zonder_verklaring_antwoordt_niemand(hier: Kantoor, monkeypatch: pytest.MonkeyPatch) -> None:
    adres = next(a for a in ADRESSEN if a.naam == "kantoor:dossier")
    monkeypatch.delattr(adres.view, "handelingen")
    for rol in ROLLEN:
        assert vraag(hier.mensen[rol], "GET", url(adres, hier, hier.mensen[rol]))[0].status_code == 500


def test_een_dossier_dat_er_nooit_was_wordt_niet_gevonden_en_gelogd(hier: Kantoor) -> None:
    pad = reverse("kantoor:dossier", args=["MZ-1999-000001"])
    antwoord, (rij,) = vraag(hier.mensen["zorgadviseur"], "GET", pad)
    assert antwoord.status_code == 404
    assert (rij.resultaat, rij.dossiernummer, rij.medewerker) == (
        "onbekend",
        "MZ-1999-000001",
        hier.mensen["zorgadviseur"],
    )


def test_een_dossier_elders_en_een_dat_er_nooit_was_geven_dezelfde_pagina(hier: Kantoor) -> None:
    """Nothing shows whether a number is in use at another zorgkantoor."""
    wie = hier.mensen["zorgadviseur"]
    elders, nergens = (
        vraag(wie, "GET", reverse("kantoor:dossier", args=[nummer]))[0].content.decode().replace(nummer, "")
        for nummer in (hier.elders.nummer, "MZ-1999-000001")
    )
    assert elders == nergens


def test_een_weigering_zegt_waarom(hier: Kantoor) -> None:
    pad = reverse("kantoor:besluit", args=[hier.dossiers["besloten"].nummer])
    antwoord, _ = vraag(hier.mensen["beheerder"], "GET", pad)
    assert antwoord.status_code == 403
    assert "Met de rol beheerder kunt u niet" in antwoord.content.decode()


def test_knop_en_server_zijn_het_eens_over_een_besloten_dossier(hier: Kantoor) -> None:
    """Nothing can be recorded any more: no role, not by hand either."""
    besloten = hier.dossiers["besloten"]
    for rol in ROLLEN:
        antwoord, _ = vraag(hier.mensen[rol], "POST", reverse("kantoor:vastleggen", args=[besloten.nummer]))
        assert antwoord.status_code == 403


# --- the matrix itself ------------------------------------------------------------------------------------------------


def wie_mag(handeling: str) -> set[str]:
    return {rol for rol in ROLLEN for toestand in ["", *TOESTANDEN] if mag_rol(rol, handeling, toestand)}


def test_een_medisch_oordeel_is_alleen_van_de_medisch_adviseur() -> None:
    assert wie_mag("vastleggen_medisch_adviseur") == {"medisch_adviseur"}
    assert wie_mag("medisch_zien") == {"medisch_adviseur", "verpleegkundige"}


@pytest.mark.parametrize("rol", ["beheerder", "beleidsmedewerker"])
def test_beheerder_en_beleidsmedewerker_zien_nooit_een_dossier(rol: str) -> None:
    assert {h for h in MATRIX for t in TOESTANDEN if mag_rol(rol, h, t)} == set()


def test_niets_verandert_na_het_einde_behalve_stukken_en_opmerkingen() -> None:

    einde = ("besloten", "ingetrokken", "buiten_behandeling")
    mag_nog = {h for h in MATRIX for t in einde for rol in ROLLEN if mag_rol(rol, h, t)} - {"besluit_herzien"}
    assert {h for h in mag_nog if not h.endswith(("_zien", "_openen"))} == {"document_toevoegen", "opmerking_maken"}
    assert {t for t in TOESTANDEN for rol in ROLLEN if mag_rol(rol, "besluit_herzien", t)} == {"besloten"}


def test_wie_hier_zonder_rol_werkt_mag_niets() -> None:
    assert [h for h in MATRIX for t in ["", *TOESTANDEN] if mag_rol("", h, t)] == []
