"""An application that is not completed: when it may be left untreated, what is stored, and what the client gets."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from kantoorhulp import beantwoord, nieuw_dossier, team
from meerzorg.dossier import post
from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.handelingen.buiten_behandeling import stel_buiten_behandeling
from meerzorg.dossier.handelingen.kern import AlGedaan, GeenRecht
from meerzorg.dossier.handelingen.verloop import ontvang_aanvulling, vraag_aanvulling
from meerzorg.dossier.keten import breuken
from meerzorg.dossier.models import Brief, Dossier, Ketenrij
from meerzorg.klok import gezet_op, nu, vandaag
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
VRAAG = "Stuur het weekschema van de zorg."
REDEN = "Zonder het weekschema is niet te zien hoeveel zorg nodig is."
Mensen = dict[str, Medewerker]


@pytest.fixture
def mensen() -> Mensen:
    return team()


def dagen_terug(dagen: int) -> datetime:
    moment: datetime = nu() - timedelta(days=dagen)
    return moment


def gevraagd(mensen: Mensen, dagen: int = 20) -> Dossier:
    """A dossier in which something was asked so many days ago, to be sent within two weeks."""
    dossier = nieuw_dossier(mensen["zorgadviseur"], dagen=dagen + 5)
    with gezet_op(dagen_terug(dagen)):
        vraag_aanvulling(mensen["zorgadviseur"], dossier, [VRAAG], 14)
    return dossier


def test_de_aanvraag_eindigt_met_een_brief_waartegen_bezwaar_kan(mensen: Mensen) -> None:
    dossier = gevraagd(mensen)
    brief = stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)
    dossier.refresh_from_db()
    assert (dossier.toestand, dossier.aan_zet, dossier.vraag) == ("buiten_behandeling", "", "")
    assert brief.soort == "buiten_behandeling" and brief.datum == vandaag()
    bezwaar = next(t for t in beeld(dossier).termijnen(vandaag()) if t.termijn == "bezwaartermijn")
    assert bezwaar.begin == vandaag()
    bladen = PdfReader(BytesIO(post.opslag().lees(brief.sha256))).pages
    woorden = " ".join(" ".join(blad.extract_text() for blad in bladen).split())
    assert VRAAG in woorden and REDEN in woorden
    assert "Dan kunt u bezwaar maken" in woorden
    assert Ketenrij.objects.latest("nr").gegevens["sha256"] == brief.sha256
    assert list(breuken()) == []


def test_niet_zolang_de_client_nog_tijd_heeft(mensen: Mensen) -> None:
    dossier = gevraagd(mensen, dagen=10)
    with pytest.raises(InvoerFout, match="geen verstreken verzoek"):
        stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)
    assert not Brief.objects.filter(soort="buiten_behandeling").exists()


def test_niet_zonder_verzoek_en_niet_na_een_antwoord(mensen: Mensen) -> None:
    zonder = nieuw_dossier(mensen["zorgadviseur"])
    beantwoord_ = gevraagd(mensen)
    ontvang_aanvulling(mensen["zorgadviseur"], beantwoord_, vandaag() - timedelta(days=1))
    for dossier in (zonder, beantwoord_):
        with pytest.raises(InvoerFout, match="zonder antwoord"):
            stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)


def test_een_later_verzoek_telt_na_een_beantwoord_verzoek(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], dagen=50)
    with gezet_op(dagen_terug(45)):
        vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Wie neemt de zorg over bij ziekte?"], 14)
    with gezet_op(dagen_terug(20)):
        ontvang_aanvulling(mensen["zorgadviseur"], dossier, vandaag())
        vraag_aanvulling(mensen["zorgadviseur"], dossier, [VRAAG], 14)
    brief = stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)
    assert brief.soort == "buiten_behandeling"


def test_na_vier_weken_moet_op_de_aanvraag_worden_beslist(mensen: Mensen) -> None:
    dossier = gevraagd(mensen, dagen=60)
    with pytest.raises(InvoerFout, match="beslis nu op de aanvraag zelf"):
        stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)


def test_niet_als_er_niets_ontbreekt(mensen: Mensen) -> None:
    dossier = beantwoord(gevraagd(mensen), mensen)
    with pytest.raises(InvoerFout, match="een volledige aanvraag"):
        stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN)


def test_een_reden_hoort_erbij(mensen: Mensen) -> None:
    with pytest.raises(InvoerFout, match="toelichting"):
        stel_buiten_behandeling(mensen["beslisser"], gevraagd(mensen), "  ")


@pytest.mark.parametrize("rol", ["zorgadviseur", "medisch_adviseur", "verpleegkundige", "teamleider", "niemand"])
def test_alleen_de_beslisser(mensen: Mensen, rol: str) -> None:
    with pytest.raises(GeenRecht):
        stel_buiten_behandeling(mensen[rol], gevraagd(mensen), REDEN)


def test_een_keer_is_genoeg(mensen: Mensen) -> None:
    dossier, sleutel = gevraagd(mensen), uuid4()
    stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN, sleutel)
    with pytest.raises(AlGedaan):
        stel_buiten_behandeling(mensen["beslisser"], dossier, REDEN, sleutel)
    assert Brief.objects.filter(soort="buiten_behandeling").count() == 1


# --- the screen --------------------------------------------------------------------------------------------------


def scherm(dossier: Dossier) -> str:
    return f"/dossier/{dossier.nummer}/buiten-behandeling/"


def test_eerst_de_brief_zien_dan_versturen(client: Client, mensen: Mensen) -> None:
    dossier = gevraagd(mensen)
    client.force_login(mensen["beslisser"])
    pagina = client.get(scherm(dossier))
    assert VRAAG in pagina.content.decode()
    velden = {"toelichting": REDEN, "sleutel": str(uuid4())}
    pagina = client.post(scherm(dossier), velden | {"stap": "bekijk"})
    assert "niets beoordeeld over de zorg zelf" in pagina.content.decode()
    assert not Brief.objects.filter(soort="buiten_behandeling").exists()
    gezien = pagina.context["form"].data["gezien"]
    antwoord = client.post(scherm(dossier), velden | {"stap": "verstuur", "gezien": gezien})
    assert antwoord.status_code == 302
    dossier.refresh_from_db()
    assert dossier.toestand == "buiten_behandeling"


@pytest.mark.parametrize(("dagen", "uitleg"), [(10, "Dit kan nu niet"), (60, "Dit kan niet meer")])
def test_scherm_zegt_waarom_het_niet_kan(client: Client, mensen: Mensen, dagen: int, uitleg: str) -> None:
    client.force_login(mensen["beslisser"])
    inhoud = client.get(scherm(gevraagd(mensen, dagen))).content.decode()
    assert uitleg in inhoud and "<textarea" not in inhoud


@pytest.mark.parametrize(("dagen", "knop"), [(10, False), (20, True)])
def test_de_knop_staat_er_als_de_termijn_voorbij_is(client: Client, mensen: Mensen, dagen: int, knop: bool) -> None:
    dossier = gevraagd(mensen, dagen)
    client.force_login(mensen["beslisser"])
    assert (scherm(dossier) in client.get(f"/dossier/{dossier.nummer}/").content.decode()) is knop
