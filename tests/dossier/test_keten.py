"""Whatever is changed outside the application is found and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F

from kantoorhulp import beantwoord, door, medewerker, nieuw_dossier, team
from meerzorg.dossier import keten
from meerzorg.dossier.controle import controleer_alles
from meerzorg.dossier.handelingen.besluiten import onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.verloop import bevestig_ontvangst
from meerzorg.dossier.herbereken import herbereken, herbouw
from meerzorg.dossier.models import Besluit, Brief, Dossier, Gebeurtenis, Ketenkop, Ketenrij, Vastlegging
from meerzorg.dossier.post import opslag
from meerzorg.dossier.zegel import verzegel
from meerzorg.klok import vandaag
from meerzorg.toegang.models import Inzage
from meerzorg.wet.termijnen.kalender import DAG

pytestmark = pytest.mark.django_db


@pytest.fixture
def besloten() -> Dossier:
    """A dossier with a decision by two signers, letters, and looks in the sealed log."""
    mensen = team()
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)
    bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)
    for _ in range(3):
        Inzage.objects.create(
            medewerker=mensen["teamleider"],
            rol="teamleider",
            handeling="dossier_zien",
            object_soort="dossier",
            dossiernummer=dossier.nummer,
            resultaat="toegestaan",
        )
    verzegel(vandaag() + DAG)
    assert controleer_alles() == []
    return dossier


def gevonden() -> str:
    return "\n".join(map(str, controleer_alles()))


# --- the chain ------------------------------------------------------------------------------------------------------


def wijzig(nr: int) -> None:
    Ketenrij.objects.filter(nr=nr).update(actor="iemand")


def verwijder(nr: int) -> None:
    Ketenrij.objects.filter(nr=nr).delete()


def verwissel(nr: int) -> None:
    Ketenrij.objects.filter(nr=nr).update(nr=1000)
    Ketenrij.objects.filter(nr=nr + 1).update(nr=nr)
    Ketenrij.objects.filter(nr=1000).update(nr=nr + 1)


@pytest.mark.parametrize("hoe", [wijzig, verwijder, verwissel])
@pytest.mark.parametrize("nr", [1, 3])
def test_een_gewijzigde_verwijderde_of_verplaatste_regel_valt_op(
    besloten: Dossier, hoe: Callable[[int], None], nr: int
) -> None:
    hoe(nr)
    plaatsen = {breuk.nr for breuk in keten.breuken()}
    assert plaatsen & {nr, nr + 1}


def test_de_laatste_regel_weghalen_valt_op(besloten: Dossier) -> None:
    Ketenrij.objects.order_by("-nr")[0].delete()
    assert "ontbreken aan het einde" in gevonden()


def test_alles_weghalen_valt_op(besloten: Dossier) -> None:
    Ketenrij.objects.all().delete()
    assert list(keten.breuken())


def test_een_regel_namaken_aan_het_einde_valt_op(besloten: Dossier) -> None:
    laatste = Ketenrij.objects.latest("nr")
    laatste.nr, laatste.vorige, laatste.sleutel = laatste.nr + 1, laatste.hash, None
    laatste.hash = keten._hash(laatste)
    laatste.save(force_insert=True)
    assert "het einde van de keten klopt niet" in gevonden()


def test_een_hele_keten_is_heel_na_elke_handeling(besloten: Dossier) -> None:
    kop = Ketenkop.objects.get()
    assert (kop.nr, list(keten.breuken())) == (Ketenrij.objects.count(), [])


# --- what the chain keeps a fingerprint of --------------------------------------------------------------------------


def _vastlegging() -> Any:
    return Vastlegging.objects.filter(naam="benodigde_uren")


def _vreemd() -> Any:
    return door(medewerker("vreemd", ""))["auteur"]


def _zonder_bestand(**anders: Any) -> None:
    opslag().pad(Brief.objects.first().sha256).unlink()


INGREPEN: dict[str, tuple[Callable[[], Any], str]] = {
    "waarde": (lambda: _vastlegging().update(waarde=40), "van benodigde_uren is gewijzigd"),
    "reden": (lambda: _vastlegging().update(reden="Anders."), "van benodigde_uren is gewijzigd"),
    "auteur": (lambda: _vastlegging().update(auteur=_vreemd()), "benodigde_uren is gewijzigd"),
    "moment": (lambda: _vastlegging().update(moment=F("moment") - DAG), "het moment van de vastlegging"),
    "vastlegging weg": (lambda: _vastlegging().delete(), "van benodigde_uren ontbreekt"),
    "vastlegging erbij": (
        lambda: Vastlegging.objects.create(
            dossier=Dossier.objects.get(), naam="doelmatig", waarde=False, auteur=_vreemd(), rol="x"
        ),
        "staat niet in het logboek",
    ),
    "toelichting": (lambda: Besluit.objects.update(toelichting="Anders."), "het besluit"),
    "uitkomst": (lambda: Besluit.objects.update(uitkomst="afwijzing"), "het besluit"),
    "handtekening": (lambda: Besluit.objects.update(tweede=medewerker("vreemd", "").pk), "een handtekening onder"),
    "brief": (lambda: Brief.objects.filter(soort="ontvangstbevestiging").update(sha256="0" * 64), "is gewijzigd"),
    "brief weg": (lambda: Brief.objects.filter(soort="ontvangstbevestiging").delete(), "de brief"),
    "bestand weg": (_zonder_bestand, "ontbreekt in de opslag"),
    "gebeurtenis": (lambda: Gebeurtenis.objects.filter(soort="ontvangst").update(datum=vandaag()), "de gebeurtenissen"),
    "inzage anders": (lambda: Inzage.objects.filter(pk=_inzage()).update(rol="beheerder"), "lijst van inzages"),
    "inzage weg": (lambda: Inzage.objects.filter(pk=_inzage()).delete(), "1 te weinig"),
}


def _inzage() -> int:
    return int(Inzage.objects.order_by("pk")[1].pk)


@pytest.mark.parametrize("naam", INGREPEN)
def test_wat_buiten_de_toepassing_om_verandert_wordt_genoemd(besloten: Dossier, naam: str) -> None:
    ingreep, zegt = INGREPEN[naam]
    ingreep()
    tekst = gevonden()
    assert zegt in tekst
    assert "inzage" in naam or besloten.nummer in tekst


def test_een_bestand_met_andere_inhoud_wordt_gevonden(besloten: Dossier) -> None:
    brief = Brief.objects.get(besluit__isnull=False)
    pad = opslag().pad(brief.sha256)
    pad.write_bytes(pad.read_bytes() + b" ")
    assert f"de brief {brief.pk}" in gevonden()
    assert any(uitslag.brieffouten for uitslag in herbereken())


def test_zegels_sluiten_op_elkaar_aan_en_nieuwe_inzages_krijgen_een_eigen(besloten: Dossier) -> None:
    assert verzegel(vandaag() + DAG) == 0
    Inzage.objects.create(handeling="dossier_zien", object_soort="dossier", resultaat="toegestaan")
    assert verzegel(vandaag()) == 0  # the day is not over
    assert verzegel(vandaag() + DAG) == 1
    assert controleer_alles() == []


# --- recalculation --------------------------------------------------------------------------------------------------


def test_elk_besluit_volgt_opnieuw_uit_zijn_eigen_gegevens(besloten: Dossier) -> None:
    [uitslag] = herbereken()
    assert (uitslag.verschillen, uitslag.brieffouten, uitslag.andere_regels) == ([], [], False)


def test_een_besluit_met_andere_gegevens_reproduceert_niet(besloten: Dossier) -> None:
    besluit = Besluit.objects.get()
    besluit.gegevens["vastgestelde_kosten"] = 150000
    besluit.save()
    [uitslag] = herbereken()
    assert any("toegekend_totaal" in wat for wat in uitslag.verschillen)


def test_andere_regels_worden_genoemd(besloten: Dossier) -> None:
    besluit = Besluit.objects.get()
    besluit.verslag["regelset"]["sha256"] = besluit.regelset_sha256 = "0" * 64
    besluit.save()
    [uitslag] = herbereken()
    assert uitslag.andere_regels and any("regelset.sha256" in wat for wat in uitslag.verschillen)


def test_herbouw_herstelt_de_kolommen_en_zegt_welke_fout_waren(besloten: Dossier) -> None:
    assert list(herbouw(vandaag())) == []
    Dossier.objects.update(uitkomst="afwijzing", zorgprofiel="VG1")
    assert list(herbouw(vandaag())) == [(besloten.nummer, ["uitkomst", "zorgprofiel"])]
    assert Dossier.objects.get().uitkomst == besloten.uitkomst
