"""Doorrekeningen of the office: asked, computed by a process of its own, whole or not at all, whatever is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import IntegrityError, OperationalError

from kantoorhulp import medewerker
from meerzorg.beleid.rapport.blad import uit_json
from meerzorg.beleid.rapport.uitkomst import TOEGEKEND
from meerzorg.beleid.simulatie.plan import ONGEWIJZIGD, OP_DATUM, maak_plan
from meerzorg.bladen.blokken import Figuur, Tabel
from meerzorg.bladen.getallen import euro, getal
from meerzorg.kantoor.beleid import doorrekenen, rekenaar
from meerzorg.kantoor.beleid.doorrekenen import eerder, opnieuw, plaats, vraag
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.klok import nu
from meerzorg.toegang.models import Medewerker
from meerzorg.wachtrij import rij, voortgang
from meerzorg.wachtrij.rij import DOOD_NA, GEROEPEN, herstel, stop, zorg_voor_werker
from meerzorg.wachtrij.soorten import Werksoort
from meerzorg.wachtrij.voortgang import Voortgang
from meerzorg.wachtrij.werker import neem, werk
from meerzorg.web.demo.doorrekening import reken_voor
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from opdracht import meerzorg
from regeltaal.fouten import InvoerFout

GEDULD = 120
"""Seconds that a test waits for another process; it fails after them."""
KADERS = ["beleidskader-2026", "rlz-2027"]
VRAAG: dict[str, Any] = {"kaders": ["rlz-2027"], "normen": [], "personen": 1000, "zaad": 7, "trekkingen": 2}
LANG: dict[str, Any] = VRAAG | {"personen": 400_000, "trekkingen": 200}


@pytest.fixture
def wie(transactional_db: None) -> Medewerker:
    return medewerker("beleid", "beleidsmedewerker")


@pytest.fixture
def gestart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runners that the office would have started: none is."""
    gezien: list[str] = []
    monkeypatch.setattr(rij, "_start_werker", lambda: gezien.append("een rekenaar"))
    return gezien


@pytest.fixture
def nep(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., tuple[str, bytes]]], None]:
    """Lets the runner do something else than compute, and its heart beat fast."""

    def zet(doe: Callable[..., tuple[str, bytes]]) -> None:
        monkeypatch.setattr(voortgang, "TIK", 0.02)
        monkeypatch.setattr(rekenaar, "bereken", doe)

    return zet


@pytest.fixture
def rekenaars() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts runners as processes of their own; none outlives the test."""
    gestart: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        connections.close_all()
        opdracht = [sys.executable, "-m", "meerzorg", "doorreken"]
        gestart.append(subprocess.Popen(opdracht, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        return gestart[-1]

    yield start
    for proces in gestart:
        proces.kill()
        proces.communicate()


def vers(doorrekening: Doorrekening) -> Doorrekening:
    return Doorrekening.objects.get(pk=doorrekening.pk)


def wacht_tot(klaar: Callable[[], bool]) -> None:
    einde = time.monotonic() + GEDULD
    while not klaar():
        assert time.monotonic() < einde, "dit duurde te lang"
        time.sleep(0.05)


def wacht_op_toestand(doorrekening: Doorrekening, *toestanden: str) -> Doorrekening:
    wacht_tot(lambda: vers(doorrekening).toestand in toestanden)
    return vers(doorrekening)


def lang_geleden(doorrekening: Doorrekening) -> None:
    """As if more than a minute went by since the last sign of life."""
    Doorrekening.objects.filter(pk=doorrekening.pk).update(hartslag=nu() - DOOD_NA - timedelta(seconds=1))


def fouten(fout: pytest.ExceptionInfo[InvoerFout]) -> list[str]:
    return [een.naam for een in fout.value.fouten]


# --- the question -----------------------------------------------------------------------------------------------------


def test_alles_wat_mis_is_wordt_meteen_gezegd(wie: Medewerker) -> None:
    with pytest.raises(InvoerFout) as fout:
        vraag(
            wie,
            ["rlz-2028", "rlz-2027"],
            [("urendrempel", "veel"), ("kostendrempel", "0.12345"), ("drempel", "1"), ("overgang_maanden", "1,5")],
            personen=999,
            zaad=-1,
            trekkingen=201,
        )
    assert set(fouten(fout)) == {
        *("personen", "zaad", "trekkingen", "kaders"),
        *("norm urendrempel", "norm kostendrempel", "norm", "norm overgang_maanden"),
    }
    assert not Doorrekening.objects.exists()


@pytest.mark.parametrize(
    ("anders", "naam"),
    [
        ({"kaders": []}, "kaders"),
        ({"kaders": ["datum", *(f"rlz-{jaar}" for jaar in range(2020, 2026))]}, "kaders"),
        ({"normen": [("urendrempel", "0.2")] * 7}, "normen"),
        ({"normen": [("urendrempel", "1E-9")]}, "norm urendrempel"),
        ({"normen": [("urendrempel", "NaN")]}, "norm urendrempel"),
        ({"personen": 1_000_001}, "personen"),
    ],
)
def test_een_vraag_voorbij_de_grenzen_wordt_geweigerd(wie: Medewerker, anders: dict[str, Any], naam: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        vraag(wie, **VRAAG | anders)
    assert naam in fouten(fout)


def test_hooguit_drie_tegelijk_en_een_gestopte_maakt_plaats(wie: Medewerker, gestart: list[str]) -> None:
    eerste, *_ = [vraag(wie, **VRAAG | {"zaad": zaad}) for zaad in range(3)]
    with pytest.raises(InvoerFout) as fout:
        vraag(wie, **VRAAG | {"zaad": 3})
    assert fouten(fout) == ["doorrekeningen"]
    assert stop(eerste.pk)
    vraag(wie, **VRAAG | {"zaad": 3})
    vraag(medewerker("collega", "beleidsmedewerker"), **VRAAG | {"zaad": 4})


def test_hetzelfde_formulier_twee_keer_verstuurd_is_een_vraag(wie: Medewerker, gestart: list[str]) -> None:
    assert vraag(wie, **VRAAG) == vraag(wie, **VRAAG)


def klaar(doorrekening: Doorrekening) -> None:
    Doorrekening.objects.filter(pk=doorrekening.pk).update(toestand="klaar", verslag="{}", pdf=b"%PDF")


def test_een_gelijke_vraag_vindt_het_eerdere_antwoord(wie: Medewerker, gestart: list[str]) -> None:
    normen = [("urendrempel", "0,20"), ("overgang_maanden", "6")]
    eerste = vraag(wie, **VRAAG | {"normen": normen})
    klaar(eerste)
    anders_geschreven = [("overgang_maanden", "6"), ("urendrempel", "0.2")]
    assert eerder(**VRAAG | {"normen": anders_geschreven}) == eerste
    assert eerder(**VRAAG | {"normen": [("urendrempel", "0.21"), ("overgang_maanden", "6")]}) is None
    assert eerder(**VRAAG | {"normen": normen, "zaad": 8}) is None


@pytest.mark.parametrize("wat", ["regelset_sha256", "aannames", "__version__"])
def test_andere_regels_of_aannames_vinden_het_niet(
    wie: Medewerker, gestart: list[str], monkeypatch: pytest.MonkeyPatch, wat: str
) -> None:
    klaar(vraag(wie, **VRAAG))
    midden = doorrekenen.aannames()
    rij = next(rij for rij in midden if rij.waarde < rij.hoog)
    anders: dict[str, Any] = {
        "regelset_sha256": lambda: "0" * 64,
        "aannames": lambda: midden.met({rij.plek: rij.hoog}),
        "__version__": "99",
    }
    assert eerder(**VRAAG)
    monkeypatch.setattr(doorrekenen, wat, anders[wat])
    assert eerder(**VRAAG) is None


def test_de_vraag_in_woorden(wie: Medewerker, gestart: list[str]) -> None:
    normen = [("urendrempel", "0,20"), ("tarief_formeel_uur", "80.5")]
    gevraagd = vraag(wie, **VRAAG | {"kaders": [*KADERS, OP_DATUM], "normen": normen})
    assert vers(gevraagd).vraag_in_woorden == (
        "beleidskader-2026, rlz-2027 en het kader van de aanvraagdatum, "
        "met tarief formeel uur € 80,50 en urendrempel 20 %"
    )


def test_een_norm_die_er_niet_meer_is_wordt_nog_getoond(wie: Medewerker) -> None:
    assert "oude norm 0.3" in Doorrekening(kaders=["rlz-2020"], normen=[["oude_norm", "0.3"]]).vraag_in_woorden


def test_de_naam_van_op_datum_is_die_van_de_kern() -> None:
    from regeltaal.lezers.kolommen import opdracht

    assert opdracht.OP_DATUM == OP_DATUM
    assert maak_plan([OP_DATUM], []).kaders == ("datum",)


# --- the whole way ----------------------------------------------------------------------------------------------------


def test_het_kantoor_geeft_de_cijfers_van_de_opdracht(wie: Medewerker) -> None:
    """Asked as a screen does: a process starts by itself, and its report says what `meerzorg simuleer` says."""
    gevraagd = vraag(wie, ["rlz-2027"], [("ekt_percentage", "0,30")], personen=5000, zaad=7, trekkingen=2)
    connections.close_all()
    vraag_ = ("--personen", "5000", "--zaad", "7", "--trekkingen", "2", "--norm", "ekt_percentage=0.30")
    opties = ("--kaders", "rlz-2027", *vraag_, "--json")
    uit = json.loads(meerzorg("simuleer", *opties, geheugen=8 * 1024**3).stdout)
    af = wacht_op_toestand(gevraagd, "klaar", "mislukt")
    assert (af.toestand, af.klaar_deel, af.melding, af.pogingen) == ("klaar", 100, "", 1)
    assert af.begonnen_op and af.klaar_op and af.begonnen_op <= af.klaar_op
    assert bytes(af.pdf).startswith(b"%PDF")

    varianten = [f"rlz-2027{ONGEWIJZIGD}", "rlz-2027"]
    rapport = uit_json(af.verslag)
    tabellen = {blok.titel: blok for blok in rapport.blokken if isinstance(blok, Tabel)}
    tabellen |= {blok.tabel.titel: blok.tabel for blok in rapport.blokken if isinstance(blok, Figuur)}
    iedereen = {rij[0]: rij[1:] for rij in tabellen["Als iedereen een aanvraag deed"].rijen}
    for code, zin in UITKOMSTEN.items():
        aantallen = [uit["kaders"][kader]["uitkomsten"].get(code, 0) for kader in varianten]
        assert iedereen.get(zin, (getal(0), getal(0))) == tuple(map(getal, aantallen))
    bedragen = [float(uit["kaders"][kader]["toegekend_extra"]) for kader in varianten]
    assert iedereen[TOEGEKEND] == tuple(map(euro, bedragen))
    (getrokken,) = uit["trekkingen"]
    (over,) = (tabel for titel, tabel in tabellen.items() if titel.startswith("Uitkomsten over 2 trekkingen"))
    (verschil,) = (rij[2:] for rij in over.rijen if rij[1] == "verschil per jaar")
    assert verschil == tuple(euro(getrokken["verschil"][wat]) for wat in ("midden", "laag_5", "hoog_95"))
    herkomst = dict(tabellen["Waarmee is gerekend"].rijen)
    assert herkomst["regels en normen (sha256)"] == uit["regelset"]["sha256"]
    assert herkomst["aannames (sha256)"] == uit["aannames_sha256"]


def test_twee_processen_rekenen_elke_vraag_een_keer(
    wie: Medewerker, rekenaars: Callable[[], subprocess.Popen[bytes]]
) -> None:
    gevraagd = [plaats(wie, **VRAAG | {"zaad": zaad}) for zaad in range(3)]
    regels = "".join(
        uit.decode() for uit, _ in [proces.communicate(timeout=GEDULD) for proces in (rekenaars(), rekenaars())]
    )
    for een in gevraagd:
        assert regels.count(f"doorrekening {een.pk}: klaar") == 1
        assert (vers(een).toestand, vers(een).pogingen) == ("klaar", 1)


def test_veel_rekenaars_tegelijk_nemen_elke_vraag_een_keer(wie: Medewerker, nep: Callable[..., None]) -> None:
    alle = [plaats(medewerker(f"m{nr}", "beleidsmedewerker"), **VRAAG | {"zaad": nr}).pk for nr in range(9)]
    genomen: list[int] = []

    def onthoud(doorrekening: Doorrekening, _: Any) -> tuple[str, bytes]:
        genomen.append(doorrekening.pk)
        return "{}", b"%PDF"

    def loop(_: int) -> int:
        try:
            return werk(lambda regel: None)
        finally:
            connections.close_all()

    nep(onthoud)
    with ThreadPoolExecutor(4) as werkers:
        assert sum(werkers.map(loop, range(4))) == len(alle)
    assert sorted(genomen) == alle
    assert set(Doorrekening.objects.values_list("toestand", flat=True)) == {"klaar"}


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_een_gedode_rekenaar_wordt_opgemerkt_en_zijn_werk_nog_een_keer_gedaan(
    wie: Medewerker, rekenaars: Callable[[], subprocess.Popen[bytes]], gestart: list[str]
) -> None:
    lang = plaats(wie, **LANG)
    for poging in (1, 2):
        proces = rekenaars()
        wacht_tot(lambda: vers(lang).stap == "opnieuw rekenen met andere aannames")
        kinderen = Path(f"/proc/{proces.pid}/task/{proces.pid}/children")
        eigen = kinderen.read_text().split() if kinderen.exists() else []
        proces.kill()
        proces.wait(GEDULD)
        wacht_tot(lambda pids=eigen: not any(rekent(pid) for pid in pids))
        herstel()
        assert (vers(lang).toestand, vers(lang).pogingen) == ("bezig", poging)  # it may still be alive
        lang_geleden(lang)
        herstel()
        assert (vers(lang).verslag, vers(lang).pdf) == ("", None)
        assert vers(lang).toestand == ("wacht" if poging == 1 else "mislukt")
    assert "twee keer onverwacht afgebroken" in vers(lang).melding
    assert opnieuw(lang)
    assert (vers(lang).toestand, vers(lang).pogingen, vers(lang).melding) == ("wacht", 0, "")
    assert len(gestart) == 1


def rekent(pid: str) -> bool:
    """Whether this process is still there and is one that computes."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_gestopt_terwijl_het_loopt_en_de_volgende_wordt_berekend(
    wie: Medewerker, rekenaars: Callable[[], subprocess.Popen[bytes]]
) -> None:
    lang, daarna = plaats(wie, **LANG), plaats(wie, **VRAAG)
    proces = rekenaars()
    wacht_op_toestand(lang, "bezig")
    assert stop(lang.pk)
    uit, _ = proces.communicate(timeout=GEDULD)
    assert (proces.returncode, uit.decode()) == (
        0,
        f"doorrekening {lang.pk}: gestopt\ndoorrekening {daarna.pk}: klaar\n",
    )
    assert (vers(lang).toestand, vers(lang).verslag, vers(lang).pdf) == ("gestopt", "", None)
    assert vers(daarna).toestand == "klaar"
    assert not stop(daarna.pk) and not opnieuw(daarna)
    assert vers(daarna).toestand == "klaar"


def test_wie_moet_stoppen_geeft_zijn_werk_terug(
    wie: Medewerker, rekenaars: Callable[[], subprocess.Popen[bytes]]
) -> None:
    lang = plaats(wie, **LANG)
    proces = rekenaars()
    wacht_op_toestand(lang, "bezig")
    wacht_tot(lambda: vers(lang).klaar_deel > 0)
    proces.send_signal(signal.SIGTERM)
    assert proces.wait(GEDULD) == 143
    assert (vers(lang).toestand, vers(lang).pogingen, vers(lang).klaar_deel) == ("wacht", 0, 0)


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        (RuntimeError("geheim"), "Er ging iets mis in het programma (RuntimeError)"),
        (MemoryError(), "te weinig geheugen"),
        (BrokenProcessPool(), "te weinig geheugen"),
    ],
)
def test_een_mislukking_wordt_gemeld_en_houdt_geen_andere_op(
    wie: Medewerker, nep: Callable[..., None], fout: Exception, melding: str
) -> None:
    eerste, tweede = (plaats(wie, **VRAAG | {"zaad": zaad}) for zaad in (1, 2))

    def doe(doorrekening: Doorrekening, _: Any) -> tuple[str, bytes]:
        if doorrekening == eerste:
            raise fout
        return "{}", b"%PDF"

    nep(doe)
    assert werk(lambda regel: None) == 2
    assert (vers(eerste).toestand, vers(tweede).toestand) == ("mislukt", "klaar")
    assert melding in vers(eerste).melding and "geheim" not in vers(eerste).melding


def test_een_kader_dat_er_niet_meer_is_mislukt_met_een_melding(wie: Medewerker) -> None:
    oud = plaats(wie, **VRAAG)
    Doorrekening.objects.filter(pk=oud.pk).update(kaders=["rlz-1999"])
    werk(lambda regel: None)
    assert vers(oud).toestand == "mislukt" and vers(oud).melding


def test_voortgang_wordt_geschreven_terwijl_het_rekent(wie: Medewerker, nep: Callable[..., None]) -> None:
    gezien: list[tuple[int, str]] = []

    def doe(doorrekening: Doorrekening, verloop: Voortgang) -> tuple[str, bytes]:
        for stap, delen in (("mensen", 500), ("trekkingen", 2), ("gevoelig", 10), ("opmaken", 0)):
            verloop.begin(stap)(delen)
            verwacht = (verloop.deel, verloop.stappen[stap].naam)
            wacht_tot(lambda hoort=verwacht: (vers(doorrekening).klaar_deel, vers(doorrekening).stap) == hoort)
            gezien.append(verwacht)
        hartslag = vers(doorrekening).hartslag
        wacht_tot(lambda: vers(doorrekening).hartslag > hartslag)
        return "{}", b"%PDF"

    plaats(wie, KADERS, [], personen=100_000, zaad=1, trekkingen=20)
    nep(doe)
    werk(lambda regel: None)
    delen = [deel for deel, _ in gezien]
    assert delen == sorted(set(delen)) and delen[-1] < 100
    assert len({stap for _, stap in gezien}) == 4


def test_een_levensteken_dat_mislukt_wordt_opnieuw_gegeven(wie: Medewerker, nep: Callable[..., None]) -> None:
    """The database is away for a moment, and the work goes on."""

    def doe(doorrekening: Doorrekening, verloop: Voortgang) -> tuple[str, bytes]:
        eigen, verloop.eigen = verloop.eigen, Weg()
        wacht_tot(lambda: verloop.eigen.keren > 1)
        hartslag = vers(doorrekening).hartslag
        verloop.eigen = eigen
        wacht_tot(lambda: vers(doorrekening).hartslag > hartslag)
        return "{}", b"%PDF"

    gevraagd = plaats(wie, **VRAAG)
    nep(doe)
    werk(lambda regel: None)
    assert vers(gevraagd).toestand == "klaar"


class Weg:
    """Rows of a database that is away."""

    keren = 0

    def update(self, **_: Any) -> int:
        self.keren += 1
        raise OperationalError("weg")


def test_een_rekenaar_die_zijn_werk_verloor_slaat_niets_op(wie: Medewerker, nep: Callable[..., None]) -> None:
    """It was thought dead, and another one took over."""

    def verlies(doorrekening: Doorrekening, _: Any) -> tuple[str, bytes]:
        Doorrekening.objects.filter(pk=doorrekening.pk).update(werker="een ander")
        return "{}", b"%PDF"

    gevraagd = plaats(wie, **VRAAG)
    nep(verlies)
    werk(lambda regel: None)
    assert (vers(gevraagd).toestand, vers(gevraagd).verslag, vers(gevraagd).werker) == ("bezig", "", "een ander")


def test_de_database_weigert_een_half_antwoord(wie: Medewerker) -> None:
    gevraagd = plaats(wie, **VRAAG)
    with pytest.raises(IntegrityError):
        Doorrekening.objects.filter(pk=gevraagd.pk).update(verslag="{}")


# --- starting a runner ------------------------------------------------------------------------------------------------


def test_een_rekenaar_wordt_een_keer_geroepen_en_opnieuw_als_hij_niet_komt(wie: Medewerker, gestart: list[str]) -> None:
    gevraagd = vraag(wie, **VRAAG)
    vraag(wie, **VRAAG | {"zaad": 8})
    zorg_voor_werker()
    assert len(gestart) == 1
    Doorrekening.objects.filter(pk=gevraagd.pk).update(hartslag=nu() - GEROEPEN - timedelta(seconds=1))
    zorg_voor_werker()
    assert len(gestart) == 2


def test_geen_wordt_geroepen_zolang_een_leeft_en_wel_als_hij_stierf(wie: Medewerker, gestart: list[str]) -> None:
    plaats(wie, **VRAAG)
    bezig = neem()
    assert bezig is not None
    plaats(wie, **VRAAG | {"zaad": 8})
    zorg_voor_werker()
    assert gestart == []
    lang_geleden(bezig)
    zorg_voor_werker()
    assert len(gestart) == 1 and vers(bezig).toestand == "wacht"


def test_geen_wordt_geroepen_voor_de_vraag_voorgoed_is_opgeslagen(db: None, gestart: list[str]) -> None:
    vraag(medewerker("beleid", "beleidsmedewerker"), **VRAAG)  # inside the transaction of this test
    assert gestart == []


def test_zonder_de_bibliotheken_begint_er_niets(
    wie: Medewerker, gestart: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Werksoort, "kan_hier", False)
    assert not doorrekenen.is_er()
    assert vraag(wie, **VRAAG).is_open
    assert gestart == []


def test_waar_geen_proces_kan_beginnen_wacht_de_vraag(wie: Medewerker, monkeypatch: pytest.MonkeyPatch) -> None:
    def vol(*_: Any, **__: Any) -> None:
        raise OSError("geen ruimte")

    monkeypatch.setattr(rij.subprocess, "Popen", vol)
    assert vers(vraag(wie, **VRAAG)).toestand == "wacht"


def test_niets_te_doen_wordt_gezegd(transactional_db: None) -> None:
    connections.close_all()
    uit = meerzorg("doorreken")
    assert (uit.returncode, uit.stdout.decode(), uit.stderr) == (0, "Er wacht geen doorrekening.\n", b"")


def test_het_webproces_laadt_geen_zware_bibliotheek() -> None:
    """The screens ask and show; only the process that computes pays for arrays and a compiler."""
    code = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns\n"
        "print([naam for naam in ('numpy', 'polars', 'numba', 'altair', 'z3', 'pyspark') if naam in sys.modules])"
    )
    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert (uit.stdout.strip(), uit.stderr) == ("[]", "")


def test_de_demonstratie_heeft_er_een_die_klaar_is(transactional_db: None, nep: Callable[..., None]) -> None:
    medewerker("beleidsmedewerker", "beleidsmedewerker")
    nep(lambda *_: ("{}", b"%PDF"))
    reken_voor(lambda regel: None)
    assert [een.toestand for een in Doorrekening.objects.all()] == ["klaar"]
