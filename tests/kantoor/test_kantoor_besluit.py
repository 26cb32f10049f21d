"""The sheet of the decision: signing once or twice, taking back, deviating, comparing; what is shown is sent."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client as Browser

from kantoorhulp import ONDERBOUWING, beantwoord, medewerker, nieuw_dossier, team
from kantoortoestanden import besloten
from meerzorg.dossier import post
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.handelingen.aanvraag import maak_opmerking, trek_in
from meerzorg.dossier.handelingen.besluiten import herzie, onderteken
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Besluit, Besluitsoort, Brief, Dossier, Ketenrij
from meerzorg.klok import gezet_op, nu
from meerzorg.toegang.models import Medewerker

Mensen = dict[str, Medewerker]


@pytest.fixture(autouse=True)
def opslag(settings: Any, tmp_path: Any) -> None:
    settings.DOCUMENTEN = tmp_path


@pytest.fixture
def mensen(db: None) -> Mensen:
    return team()


def als(wie: Medewerker) -> Browser:
    browser = Browser()
    browser.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def adres(dossier: Dossier, deel: str = "besluit/") -> str:
    return f"/dossier/{dossier.nummer}/{deel}"


def blad(wie: Medewerker, dossier: Dossier) -> str:
    antwoord = als(wie).get(adres(dossier))
    assert antwoord.status_code == 200
    return str(antwoord.content.decode())


def teken(wie: Medewerker, dossier: Dossier, deel: str = "ondertekenen/", **anders: Any) -> Any:
    dossier.refresh_from_db()
    data = {"versie": dossier.versie, "gelezen": "on", "sleutel": str(uuid4())} | anders
    return als(wie).post(adres(dossier, f"besluit/{deel}"), data, follow=True)


def toekenning(mensen: Mensen, **anders: Any) -> Dossier:
    """Ready for a decision; less is granted than was asked."""
    return beantwoord(nieuw_dossier(mensen["zorgadviseur"], **anders), mensen)


def afwijzing(mensen: Mensen) -> Dossier:
    """Ready for a refusal: the care at home is not responsible, and of other grounds nothing is known."""
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    beantwoord(dossier, mensen, "verpleegkundige")
    leg_vast(
        mensen["verpleegkundige"],
        dossier,
        {"verantwoord_thuis": Opgave(False, "huisbezoek", "Er is 's nachts niemand die kan ingrijpen.")},
    )
    assert dossier.uitkomst == "afwijzing"
    return dossier


# --- looking ----------------------------------------------------------------------------------------------------------


def test_het_hele_besluit_staat_op_een_blad(mensen: Mensen) -> None:
    tekst = blad(mensen["beslisser"], toekenning(mensen))
    for deel in (
        "Wij kennen meerzorg toe aan Fatima de Groot",
        "Twee begeleiders zijn nodig bij de verzorging.",
        "€ 170.000",
        "Per kalenderjaar",
        "Wat als één antwoord anders was?",
        "Bent u het niet eens met dit besluit?",
        "De cliënt krijgt minder dan gevraagd.",
    ):
        assert deel in tekst


def test_wat_ontbreekt_staat_er_en_er_valt_niets_te_tekenen(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    tekst = blad(mensen["beslisser"], dossier)
    assert "Nog te beantwoorden: Is dit het best passende zorgprofiel?" in tekst
    assert "Onderteken het besluit" not in tekst
    voorbeeld = als(mensen["beslisser"]).get(adres(dossier, "besluit/voorbeeld.pdf"), follow=True)
    assert "Er is nog geen brief" in voorbeeld.content.decode()


@pytest.mark.parametrize("rol", ["zorgadviseur", "medisch_adviseur", "verpleegkundige", "bezwaarbehandelaar"])
def test_anderen_lezen_alles_en_tekenen_niets(mensen: Mensen, rol: str) -> None:
    dossier = toekenning(mensen)
    tekst = blad(mensen[rol], dossier)
    assert "Wij kennen meerzorg toe" in tekst
    assert "<textarea" not in tekst
    assert teken(mensen[rol], dossier).status_code == 403
    assert not Besluit.objects.exists()


def test_na_intrekken_komt_er_geen_besluit_en_geen_brief(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    trek_in(mensen["zorgadviseur"], dossier, vandaag(), "De cliënt verhuist.")
    tekst = blad(mensen["beslisser"], dossier)
    voorbeeld = als(mensen["beslisser"]).get(adres(dossier, "besluit/voorbeeld.pdf"))
    assert voorbeeld.status_code == 302
    assert (
        "Er komt geen besluit" in tekst and "Toegekend per jaar" not in tekst and "Wij kennen meerzorg toe" not in tekst
    )
    assert "Onderteken het besluit" not in tekst


def test_wat_de_scores_zeggen_is_voor_medische_rollen(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    beantwoord(dossier, mensen, "medisch_adviseur")
    oordeel = Opgave(True, "behandelaar", onderbouwing=ONDERBOUWING, tweede_reden="Het beeld meet de nacht niet.")
    scores = {naam: Opgave(0, "ciz") for naam in ("beperking_adl", "beperking_mobiliteit", "beperking_gedrag")}
    leg_vast(mensen["medisch_adviseur"], dossier, {"bijzondere_zorgbehoefte": oordeel} | scores)
    zin = "wijkt af van het beperkingenbeeld"
    assert zin in blad(mensen["medisch_adviseur"], dossier)
    assert zin not in blad(mensen["beslisser"], dossier)
    assert "Twee keer per nacht is hulp nodig." in blad(mensen["beslisser"], dossier)


def test_het_blad_vraagt_weinig_van_de_database(mensen: Mensen, django_assert_max_num_queries: Any) -> None:
    dossier = toekenning(mensen)
    browser = als(mensen["beslisser"])
    with django_assert_max_num_queries(15):
        browser.get(adres(dossier))


def test_tekst_van_mensen_blijft_letterlijk(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], naam="Bram <b>{{ Vis }}</b>")
    beantwoord(dossier, mensen, "beslisser")
    reden = "<script>alert(1)</script> {{ request.user.password }} {% now 'Y' %} #set $x"
    leg_vast(mensen["beslisser"], dossier, {"looptijd_maanden": Opgave(24, reden=reden)})
    tekst = blad(mensen["beslisser"], dossier)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ request.user.password }} {% now &#x27;Y&#x27; %} #set $x" in tekst
    assert "Bram &lt;b&gt;{{ Vis }}&lt;/b&gt;" in tekst
    assert "<script>alert" not in tekst


# --- signing ----------------------------------------------------------------------------------------------------------


def test_regulier_gaat_met_een_handtekening_weg(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=60000)
    beantwoord(dossier, mensen, "medisch_adviseur")
    assert "Eén handtekening is genoeg" in blad(mensen["beslisser"], dossier)
    voorbeeld = als(mensen["beslisser"]).get(adres(dossier, "besluit/voorbeeld.pdf"))
    assert voorbeeld["Content-Type"] == "application/pdf"
    assert "De brief is klaar" in teken(mensen["beslisser"], dossier).content.decode()
    dossier.refresh_from_db()
    assert dossier.toestand == "besloten"
    brief = Brief.objects.get(dossier=dossier)
    assert post.opslag().lees(brief.sha256) == voorbeeld.content
    tekst = blad(mensen["zorgadviseur"], dossier)
    assert f"/brief/{brief.pk}/" in tekst
    assert Besluit.objects.get().besluit_sha256 in tekst.replace("<wbr>", "")
    assert "Bezwaar maken" in tekst


def test_het_besluit_is_ook_weken_later_te_lezen(mensen: Mensen) -> None:
    with gezet_op(nu() - timedelta(days=30)):
        dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=60000)
        beantwoord(dossier, mensen, "medisch_adviseur")
        onderteken(mensen["beslisser"], dossier, dossier.versie)
    assert f"/brief/{Brief.objects.get(soort='toekenning').pk}/" in blad(mensen["beslisser"], dossier)


def test_minder_dan_gevraagd_vraagt_een_tweede_die_niet_de_eerste_is(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    eerste, tweede = mensen["beslisser"], mensen["beslisser2"]
    teken(eerste, dossier, toelichting="Besproken in het team.")
    dossier.refresh_from_db()
    assert dossier.toestand == "voorgesteld" and not Brief.objects.exists()
    voorbeeld = als(tweede).get(adres(dossier, "besluit/voorbeeld.pdf")).content
    assert "moet van iemand anders zijn" in blad(eerste, dossier)
    geweigerd = teken(eerste, dossier, "tekenen/").content.decode()
    dossier.refresh_from_db()
    assert dossier.toestand == "voorgesteld" and "U tekende als eerste" in geweigerd
    assert "Besproken in het team." in blad(tweede, dossier)
    teken(tweede, dossier, "tekenen/")
    besluit = Besluit.objects.get()
    assert (besluit.status, besluit.eerste, besluit.tweede) == ("bekendgemaakt", eerste, tweede)
    assert post.opslag().lees(Brief.objects.get().sha256) == voorbeeld


def test_een_afwijzing_met_open_gronden_wordt_apart_bevestigd(mensen: Mensen) -> None:
    dossier = afwijzing(mensen)
    tekst = blad(mensen["beslisser"], dossier)
    assert "Over deze gronden is nog niets bekend" in tekst and "de inzet van de zorg is niet doelmatig" in tekst
    zonder = teken(mensen["beslisser"], dossier, toelichting="Dit blijft staan.").content.decode()
    assert "Bevestig dat deze gronden niet in de afwijzing staan" in zonder and "Dit blijft staan." in zonder
    assert not Besluit.objects.exists()
    teken(mensen["beslisser"], dossier, open_gronden="on")
    assert Besluit.objects.get().status == "voorgesteld"
    teken(mensen["teamleider"], dossier, "tekenen/")
    assert Brief.objects.get().soort == "afwijzing"


def test_zonder_vinkje_dat_het_gelezen_is_wordt_niet_getekend(mensen: Mensen) -> None:
    tekst = teken(mensen["beslisser"], toekenning(mensen), gelezen="").content.decode()
    assert "Lees alles en zet daarna een vinkje." in tekst
    assert not Besluit.objects.exists()


def test_wie_een_oude_bladzijde_tekent_leest_eerst_opnieuw(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    oud = dossier.versie
    leg_vast(mensen["beslisser"], dossier, {"looptijd_maanden": Opgave(12, reden="Toch korter.")})
    antwoord = teken(mensen["beslisser"], dossier, versie=oud, toelichting="Mijn toelichting.")
    tekst = antwoord.content.decode()
    assert "Het dossier is veranderd sinds u het bekeek" in tekst and "Mijn toelichting." in tekst
    assert f'name="versie" value="{dossier.versie}"' in tekst and "checked" not in tekst
    assert not Besluit.objects.exists()


def test_ook_de_tweede_leest_opnieuw_na_een_verandering(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    teken(mensen["beslisser"], dossier)
    dossier.refresh_from_db()
    oud = dossier.versie
    maak_opmerking(mensen["zorgadviseur"], dossier, "De cliënt belde.", medisch=False)
    tekst = teken(mensen["beslisser2"], dossier, "tekenen/", versie=oud).content.decode()
    assert "Het dossier is veranderd sinds u het bekeek" in tekst
    assert Besluit.objects.get().status == "voorgesteld"


def test_terugnemen_maakt_het_dossier_weer_open(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    teken(mensen["beslisser"], dossier)
    zonder = teken(mensen["beslisser"], dossier, "terugnemen/")
    assert "Er klopt 1 ding nog niet" in zonder.content.decode()
    teken(mensen["beslisser"], dossier, "terugnemen/", reden="De uren kloppen niet.")
    dossier.refresh_from_db()
    assert dossier.toestand == "in_behandeling" and not Brief.objects.exists()
    tekst = blad(mensen["beslisser"], dossier)
    assert "De uren kloppen niet." in tekst and "Onderteken het besluit" in tekst


def test_een_herzien_besluit_staat_op_het_blad_zoals_het_nu_zou_zijn_en_daarna_zoals_het_is_genomen(
    mensen: Mensen,
) -> None:
    dossier = besloten(mensen)
    eerst, genomen = dossier.besluiten.get(), "Zoals het dossier nu is"
    assert genomen not in als(mensen["beslisser"]).get(adres(dossier, "")).content.decode()
    with gezet_op(nu() + timedelta(days=60)):
        herzie(mensen["beslisser"], dossier, Besluitsoort.BEZWAAR, "De rechter ziet het anders.")
        voor = als(mensen["beslisser"]).get(adres(dossier, "")).content.decode()
        assert genomen in voor and "De rechter ziet het anders." in voor
        assert "Besluit op de aanvraag" not in voor, "its term was met; no term says when it is looked at again"
        assert adres(dossier, "stuk/") in voor and adres(dossier, "verlengen/") not in voor
        geweigerd = als(mensen["beslisser"]).get(adres(dossier, "intrekken/"))
        assert "op deze aanvraag is al een besluit genomen" in geweigerd.content.decode()
        assert "Het besluit zoals het nu zou zijn" in blad(mensen["beslisser"], dossier)
        teken(mensen["beslisser"], dossier)
        teken(mensen["beslisser2"], dossier, "tekenen/")
        na = blad(mensen["beslisser"], dossier)
    laatste = dossier.besluiten.exclude(pk=eerst.pk).get()
    assert f"/brief/{laatste.brieven.get().pk}/" in na and "Eerder voorgesteld en teruggenomen" not in na


def test_waar_al_een_toekenning_loopt_staat_welke_en_valt_er_niets_te_tekenen(mensen: Mensen) -> None:
    eerder = besloten(mensen)
    dossier = toekenning(mensen, bsn=eerder.client.bsn)
    tekst = blad(mensen["beslisser"], dossier)
    assert f"Dossier {eerder.nummer} geeft al een toekenning van" in tekst and "Onderteken het besluit" not in tekst
    assert "Nu tekent nog iemand anders" not in teken(mensen["beslisser"], dossier).content.decode()
    assert not dossier.besluiten.exists()


def test_dubbel_klikken_tekent_een_keer(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=60000)
    beantwoord(dossier, mensen, "medisch_adviseur")
    sleutel, oud = str(uuid4()), dossier.versie
    for _ in range(2):
        antwoord = teken(mensen["beslisser"], dossier, sleutel=sleutel, versie=oud)
        assert antwoord.status_code == 200
    assert "Dit formulier is al verwerkt" in antwoord.content.decode()
    assert Brief.objects.count() == Besluit.objects.count() == 1
    assert Ketenrij.objects.filter(handeling="besluit_voorstellen").count() == 1


def test_een_sleutel_van_een_ander_opent_niets(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=60000)
    beantwoord(dossier, mensen, "medisch_adviseur")
    sleutel = str(uuid4())
    teken(mensen["beslisser"], dossier, sleutel=sleutel)
    assert teken(mensen["beslisser2"], dossier, sleutel=sleutel).status_code == 403


def test_een_dossier_van_een_ander_kantoor_is_er_niet(mensen: Mensen) -> None:
    from kantoorhulp import kantoor

    ander = medewerker("elders", "beslisser", kantoor("3090", "Zorgkantoor Utrecht"))
    dossier = toekenning(mensen)
    for deel in ("besluit/", "besluit/voorbeeld.pdf", "afwijken/", "vergelijk/"):
        assert als(ander).get(adres(dossier, deel)).status_code == 404
    assert teken(ander, dossier).status_code == 404


def tegelijk(dossier: Dossier, deel: str, wie: list[Medewerker]) -> list[str]:
    """Everyone sends the same form at the same moment; what each then reads."""
    gelijk, gelezen = threading.Barrier(len(wie)), []
    data = {"versie": dossier.versie, "gelezen": "on"}
    browsers = [als(iemand) for iemand in wie]

    def stuur(browser: Browser) -> None:
        gelijk.wait()
        antwoord = browser.post(adres(dossier, deel), data | {"sleutel": str(uuid4())}, follow=True)
        gelezen.append(antwoord.content.decode())
        connections.close_all()

    draden = [threading.Thread(target=stuur, args=(browser,)) for browser in browsers]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return gelezen


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_besluiten_tegelijk_en_er_is_een_besluit() -> None:
    mensen = team()
    dossier = nieuw_dossier(mensen["zorgadviseur"], gevraagde_kosten=60000)
    beantwoord(dossier, mensen, "medisch_adviseur")
    gelezen = tegelijk(dossier, "besluit/ondertekenen/", [mensen["beslisser"], mensen["beslisser2"]])
    assert Besluit.objects.count() == Brief.objects.count() == 1
    assert sum("De brief is klaar" in tekst for tekst in gelezen) == 1
    te_laat = next(tekst for tekst in gelezen if "De brief is klaar" not in tekst)
    assert "Iemand anders was u voor" in te_laat or "de toestand van dit dossier is: besluit genomen" in te_laat


@pytest.mark.django_db(transaction=True)
def test_twee_tweede_handtekeningen_tegelijk_geven_een_brief() -> None:
    mensen = team()
    dossier = toekenning(mensen)
    teken(mensen["beslisser"], dossier)
    dossier.refresh_from_db()
    gelezen = tegelijk(dossier, "besluit/tekenen/", [mensen["beslisser2"], mensen["teamleider"]])
    assert Besluit.objects.get().tweede in (mensen["beslisser2"], mensen["teamleider"])
    assert Brief.objects.count() == 1
    assert sum("De brief is klaar" in tekst for tekst in gelezen) == 1


# --- deviating --------------------------------------------------------------------------------------------------------


def wijk_af(wie: Medewerker, dossier: Dossier, **anders: Any) -> Any:
    browser = als(wie)
    form = browser.get(adres(dossier, "afwijken/")).context["form"]
    data = {"advies": form["advies"].value(), "sleutel": str(uuid4()), "reden": "De nacht telt zwaarder."} | anders
    return browser.post(adres(dossier, "afwijken/"), data, follow=True)


def test_afwijken_staat_in_de_brief_en_vraagt_een_tweede(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    beslisser = mensen["beslisser"]
    pagina = als(beslisser).get(adres(dossier, "afwijken/")).content.decode()
    assert "Er is een bijzondere zorgbehoefte." in pagina and "Er is geen bijzondere zorgbehoefte." in pagina
    assert "Ernstige epilepsie" in pagina
    assert "Er klopt 1 ding nog niet" in wijk_af(beslisser, dossier, reden=" ").content.decode()
    wijk_af(beslisser, dossier)
    dossier.refresh_from_db()
    assert dossier.uitkomst == "afwijzing"
    tekst = blad(beslisser, dossier)
    assert "Waar ons besluit anders is dan een advies" in tekst
    assert "Het besluit wijkt af van het medisch advies." in tekst
    wijk_af(beslisser, dossier, reden="Bij nader inzien klopt het advies.")
    dossier.refresh_from_db()
    assert dossier.uitkomst == "meerzorg"


def test_afwijken_van_een_advies_dat_u_niet_las_kan_niet(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    tekst = wijk_af(mensen["beslisser"], dossier, advies=1, reden="Mijn reden.").content.decode()
    assert "gaf intussen een ander advies" in tekst and "Mijn reden." in tekst
    dossier.refresh_from_db()
    assert dossier.uitkomst == "meerzorg"


def test_zonder_advies_is_er_niets_om_van_af_te_wijken(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    assert "Er is nog geen medisch advies" in als(mensen["beslisser"]).get(adres(dossier, "afwijken/")).content.decode()


# --- comparing --------------------------------------------------------------------------------------------------------


def test_vergelijken_zegt_wat_voorgenomen_en_wat_afgewezen_is(mensen: Mensen) -> None:
    dossier = toekenning(mensen)
    browser = als(mensen["zorgadviseur"])
    gewoon = browser.get(adres(dossier, "vergelijk/")).content.decode()
    assert "Dit kader is voorgenomen." in gewoon and "heeft afgewogen en afgewezen" not in gewoon
    alles = browser.get(adres(dossier, "vergelijk/"))
    keuzes = [code for code, _ in alles.context["form"].fields["kaders"].choices]
    assert len(keuzes) == 5
    tekst = browser.get(adres(dossier, "vergelijk/"), {"kaders": keuzes}).content.decode()
    assert "heeft afgewogen en afgewezen" in tekst
    assert all(f'id="kader-{code}"' in tekst for code in keuzes)


def test_een_onbekend_kader_is_een_fout_en_geen_storing(mensen: Mensen) -> None:
    antwoord = als(mensen["teamleider"]).get(adres(toekenning(mensen), "vergelijk/"), {"kaders": "<b>rlz"})
    assert antwoord.status_code == 200
    assert "Dit kader is er niet: &lt;b&gt;rlz." in antwoord.content.decode()
