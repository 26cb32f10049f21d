"""Deciding: by whom, when, with whose second signature, and what stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kantoorhulp import beantwoord
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import maak_opmerking, trek_in
from meerzorg.dossier.handelingen.besluiten import Veranderd, belet, neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast, wijk_af
from meerzorg.dossier.models import Besluit, Dossier
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


# --- deciding ---------------------------------------------------------------------------------------------------------


def gelijk_aan_gevraagd(mensen: Mensen, dossier: Dossier) -> Dossier:
    """As much is granted as was asked."""
    beantwoord(dossier, mensen)
    totaal = beeld(dossier).beoordeling.w["toegekend_totaal"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(totaal // 100)})
    assert beeld(dossier).beoordeling.w["gevraagde_kosten"] <= beeld(dossier).beoordeling.w["toegekend_totaal"]
    return dossier


def test_toekennen_wat_is_gevraagd_vraagt_een_handtekening(mensen: Mensen, dossier: Dossier) -> None:
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
    niet_veilig = Opgave(False, "huisbezoek", "De nacht is niet gedekt.")
    leg_vast(mensen["verpleegkundige"], dossier, {"verantwoord_thuis": niet_veilig})
    assert dossier.uitkomst == "afwijzing"


def _afwijking(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, medisch=False)
    wijk_af(mensen["beslisser"], dossier, True, "Het CCE adviseert anders.")
    totaal = beeld(dossier).beoordeling.w["toegekend_totaal"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(totaal // 100)})


@pytest.mark.parametrize("maak", [_lager, _afwijzing, _afwijking], ids=["lager", "afwijzing", "afwijking"])
def test_afwijzing_minder_en_afwijking_wachten_op_een_ander(
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


def test_zelfs_de_database_neemt_niet_twee_keer_dezelfde_of_een_handtekening_waar_er_twee_nodig_zijn(
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


def test_er_is_een_besluit_dat_telt(mensen: Mensen, klaar: Dossier) -> None:
    besluit = onderteken(mensen["beslisser"], klaar, klaar.versie)
    besluit.pk, besluit._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        besluit.save()


def test_wat_open_is_houdt_tekenen_tegen(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, tot="beslisser")
    assert belet(beeld(dossier)) != []
    with pytest.raises(InvoerFout):
        onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert (dossier.besluiten.count(), Dossier.objects.get(pk=dossier.pk).toestand) == (0, "in_behandeling")


def test_niets_houdt_tekenen_tegen_als_alles_beantwoord_is(mensen: Mensen, klaar: Dossier) -> None:
    assert belet(beeld(klaar)) == []


def test_een_handtekening_onder_een_dossier_dat_veranderde_wordt_geweigerd(mensen: Mensen, klaar: Dossier) -> None:
    gezien = klaar.versie
    leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Opgave(190000)})
    with pytest.raises(Veranderd):
        onderteken(mensen["beslisser"], klaar, gezien)
    onderteken(mensen["beslisser"], klaar, klaar.versie)
    gezien = klaar.versie
    maak_opmerking(mensen["zorgadviseur"], klaar, "De cliënt belde.", False)
    with pytest.raises(Veranderd):
        teken_als_tweede(mensen["beslisser2"], klaar, gezien)
    assert klaar.besluiten.get().status == "voorgesteld"


def test_een_teruggenomen_besluit_opent_het_dossier_en_blijft_te_zien(mensen: Mensen, klaar: Dossier) -> None:
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


def test_een_bevroren_besluit_verandert_niet_door_wat_voor_de_tweede_handtekening_wordt_vastgelegd(
    mensen: Mensen, klaar: Dossier
) -> None:
    besluit = onderteken(mensen["beslisser"], klaar, klaar.versie)
    with pytest.raises(GeenRecht):
        leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Opgave(1)})
    assert Besluit.objects.get(pk=besluit.pk).gegevens["gevraagde_kosten"] == 180000


@pytest.mark.parametrize("wanneer", ["voorgesteld", "in_behandeling"])
def test_op_een_ingetrokken_aanvraag_wordt_niet_meer_besloten(mensen: Mensen, klaar: Dossier, wanneer: str) -> None:
    if wanneer == "voorgesteld":
        onderteken(mensen["beslisser"], klaar, klaar.versie)
    trek_in(mensen["zorgadviseur"], klaar, vandaag(), "Per brief.")
    assert (klaar.toestand, klaar.aan_zet, klaar.uiterlijk) == ("ingetrokken", "", None)
    assert not klaar.besluiten.exclude(status="teruggenomen").exists()
    with pytest.raises(GeenRecht):
        onderteken(mensen["beslisser"], klaar, klaar.versie)
