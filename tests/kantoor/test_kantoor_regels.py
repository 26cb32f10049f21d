"""The pages for everyone: the law as executed, its norms, how accessible the office is; and the manual for staff."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from browser import NieuwePagina, axe
from kantoorhulp import team
from meerzorg.kantoor.regels.wetboek import kaderblad, leesbaar, normbladen
from meerzorg.klok import vandaag
from meerzorg.toegang.rechten import MATRIX, ROLLEN
from meerzorg.wet.beoordeling.regelboek import regelboek
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import KADERS, kader_op, regelset
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vingerafdruk import regelset_sha256
from regeltaal.lezers.zin import hoofdletter
from regeltaal.uitdrukking import Ladder

OPENBAAR = ("/regels/", "/regels/normen/", "/toegankelijkheid/")


def tekst(html: bytes) -> str:
    """What a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.decode())).split())


def als(wie: Any) -> Client:
    client = Client()
    client.force_login(wie)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("adres", OPENBAAR)
def test_iedereen_kan_het_lezen_zonder_inloggen_en_medewerkers_houden_het_menu(adres: str) -> None:
    mensen = team()
    antwoord = Client().get(adres)
    assert antwoord.status_code == 200
    assert "Hoofdmenu" not in antwoord.content.decode() and "Log uit" not in antwoord.content.decode()
    for wie in mensen.values():
        met = als(wie).get(adres).content.decode()
        assert "Log uit" in met


@pytest.mark.django_db
@pytest.mark.parametrize("adres", OPENBAAR)
def test_een_pagina_is_klein(adres: str) -> None:
    antwoord = Client().get(adres, headers={"accept-encoding": "gzip"})
    assert antwoord["Content-Encoding"] == "gzip"
    assert gzip.decompress(antwoord.content)
    assert len(antwoord.content) <= 20_000


@pytest.mark.django_db
@pytest.mark.parametrize("kader", KADERS)
def test_een_kader_toont_elke_regel_met_een_eigen_anker_en_bronnen(kader: str) -> None:
    antwoord = Client().get("/regels/", {"kader": kader})
    html = antwoord.content.decode()
    (boek,) = regelboek([KADERS[kader]])["kaders"]
    ankers = re.findall(r'id="(regel-[^"]+)"', html)
    assert sorted(ankers) == sorted(f"regel-{rij['regel']}" for rij in boek["regels"])
    gelezen = tekst(antwoord.content)
    for rij in boek["regels"]:
        for bron in rij["bronnen"]:
            assert bron["titel"] in gelezen
    assert KADERS[kader].status in gelezen and regelset_sha256() in gelezen
    assert all(
        f'href="{bron.url.replace("&", "&amp;")}"' in html for bron in KADERS[kader].bronnen if "http" in bron.url
    )


@pytest.mark.django_db
def test_het_kader_van_vandaag_komt_eerst_en_een_onbekend_kader_is_er_niet() -> None:
    antwoord = Client().get("/regels/")
    assert antwoord.context["blad"].kader is kader_op(vandaag())
    assert Client().get("/regels/", {"kader": "rlz-1999"}).status_code == 404


@pytest.mark.django_db
def test_wat_alleen_is_aangekondigd_zegt_dat() -> None:
    assert "nog niet bekendgemaakt" in tekst(Client().get("/regels/?kader=rlz-2027").content)
    assert "nog niet bekendgemaakt" not in tekst(Client().get("/regels/?kader=beleidskader-2026").content)


@pytest.mark.parametrize("kader", KADERS)
def test_de_lijst_van_een_regel_heeft_dezelfde_woorden_als_zijn_zin(kader: str) -> None:
    zinnen = {rij["regel"]: rij["zin"] for rij in regelboek([KADERS[kader]])["kaders"][0]["regels"]}
    for stap in kaderblad(kader).stappen:
        for regel in stap.regels:
            if not regel.genummerd:
                assert " ".join([regel.begin, *(deel for _, deel in regel.delen)]) == zinnen[regel.naam]


@pytest.mark.parametrize("kader", KADERS)
def test_de_ladder_staat_in_haar_volgorde_zonder_treden_die_nooit_gelden(kader: str) -> None:
    u = regelset(kader).regels["uitkomst"].uitdrukking
    assert isinstance(u, Ladder)
    uitkomst = next(regel for regel in kaderblad(kader).slot if regel.naam == "uitkomst")
    assert uitkomst.genummerd
    kent_niet = {
        rij.begin[17:-6] for stap in kaderblad(kader).stappen for rij in stap.regels if "kader kent" in rij.begin
    }
    getoond = [dan for dan, _ in uitkomst.delen[:-1]]
    in_volgorde = iter(hoofdletter(UITKOMSTEN[trede.dan]) for trede in u.treden)
    assert all(dan in in_volgorde for dan in getoond), "the order of the law"
    assert not any(als.startswith(f"als {deel}") for _, als in uitkomst.delen for deel in kent_niet)
    assert {"Meerzorg toegekend", "Het gewone budget is genoeg", "Afgewezen"} <= {*getoond}
    assert ("Een overgangsjaar" in getoond) is ("stap_7_nodig" in regelset(kader).regels)
    assert uitkomst.delen[-1] == ("Afgewezen", "in alle andere gevallen")


def test_geen_code_van_een_programmeur_bereikt_de_lezer() -> None:
    for kader in KADERS:
        for regels in ([r for s in kaderblad(kader).stappen for r in s.regels], kaderblad(kader).slot):
            for regel in regels:
                assert "_" not in regel.begin + "".join(dan + als for dan, als in regel.delen), regel.naam


def test_een_zin_wordt_niet_binnen_haakjes_gesplitst() -> None:
    begin, delen = leesbaar("Het mag als: a, en (b, of c), en d.")
    assert (begin, [deel for _, deel in delen]) == ("Het mag als:", ["a,", "en (b, of c),", "en d."])
    assert leesbaar("Het mag als: a.") == ("Het mag als: a.", ())


@pytest.mark.django_db
def test_elke_norm_heeft_al_haar_versies_en_een_aanname_zegt_dat() -> None:
    antwoord = Client().get("/regels/normen/")
    html = antwoord.content.decode()
    assert html.count("<td") > len(normen().rijen)
    assert sum(len(norm.rijen) for norm in normbladen()) == len(normen().rijen)
    for norm in normbladen():
        assert f'id="norm-{norm.naam}"' in html
        assert norm.aannames == sum(rij.status == "aanname" for rij in normen().rijen if rij.naam == norm.naam)
    gelezen = tekst(antwoord.content)
    assert gelezen.count("aanname") >= sum(rij.status == "aanname" for rij in normen().rijen)
    assert "€ 21.593" in gelezen and regelset_sha256() in gelezen


@pytest.mark.django_db
def test_elke_norm_van_een_regel_leidt_naar_haar_versies() -> None:
    namen = {norm.naam for norm in normbladen()}
    for kader in KADERS:
        html = Client().get("/regels/", {"kader": kader}).content.decode()
        verwezen = set(re.findall(r'href="/regels/normen/#norm-([^"]+)"', html))
        assert verwezen and verwezen <= namen


@pytest.mark.django_db
def test_de_open_vragen_tonen_de_keuze_en_hoe_zij_te_veranderen_is() -> None:
    gelezen = tekst(Client().get("/regels/?kader=beleidskader-2026").content)
    assert "Gekozen: ja: stap 5b volgt ook als stap 4 nee is" in gelezen
    assert "--interpretatie route_5b=een_route" in gelezen
    assert "--interpretatie" not in tekst(Client().get("/regels/?kader=alternatief-kostengrens").content)


@pytest.mark.django_db
def test_de_verklaring_zegt_wat_niet_getoetst_is() -> None:
    gelezen = tekst(Client().get("/toegankelijkheid/").content)
    assert "Wat nog niet is getest" in gelezen and "schermlezer" in gelezen


@pytest.mark.django_db
def test_de_handleiding_is_die_van_de_eigen_rol() -> None:
    mensen = team()
    assert Client().get("/handleiding/").status_code == 302
    for rol in ROLLEN:
        gelezen = tekst(als(mensen[rol]).get("/handleiding/").content)
        for recht in MATRIX.values():
            zin = recht.uitleg[0].upper() + recht.uitleg[1:]
            if rol in recht.wie:
                assert zin in gelezen
        ander = next(recht for recht in MATRIX.values() if rol not in recht.wie)
        assert ander.uitleg[0].upper() + ander.uitleg[1:] not in gelezen
    assert "Nog geen rol" in tekst(als(mensen["niemand"]).get("/handleiding/").content)


@pytest.mark.parametrize("breedte", [1400, 390])
def test_de_openbare_paginas_zijn_toegankelijk(
    transactional_db: None, nieuwe_pagina: NieuwePagina, breedte: int
) -> None:
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 900})
    for adres in OPENBAAR:
        pagina.goto(adres)
        assert axe(pagina) == []
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte
