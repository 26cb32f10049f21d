"""Two people at the same moment, and a server that is killed: one decision, no number twice, nothing half stored."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import AANVRAAG, beantwoord, nieuw_dossier, team
from meerzorg.dossier.beeld import basis_van, beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import Clientgegevens, maak_opmerking, open_dossier
from meerzorg.dossier.handelingen.besluiten import Veranderd, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import AlGedaan, GeenRecht
from meerzorg.dossier.handelingen.vastleggen import Botsing, Opgave, leg_vast
from meerzorg.dossier.handelingen.verloop import bevestig_ontvangst, vraag_aanvulling
from meerzorg.dossier.keten import breuken
from meerzorg.dossier.models import Besluit, Brief, Dossier, Ketenrij, Toekenning, Vastlegging
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db(transaction=True)
Mensen = dict[str, Medewerker]
GEWEIGERD = (InvoerFout, GeenRecht, AlGedaan, Botsing, Veranderd)


@pytest.fixture
def mensen() -> Mensen:
    return team()


def tegelijk(*doen: Callable[[], Any]) -> list[Any]:
    """Runs these at the same moment, each in a thread with a connection of its own; what each gave or raised."""
    start, uit = threading.Barrier(len(doen)), [None] * len(doen)

    def loop(plek: int, doe: Callable[[], Any]) -> None:
        start.wait(30)
        try:
            uit[plek] = doe()
        except Exception as fout:
            uit[plek] = fout
        finally:
            connections.close_all()

    draden = [threading.Thread(target=loop, args=deel) for deel in enumerate(doen)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(120)
    assert not any(draad.is_alive() for draad in draden)
    return uit


def vers(dossier: Dossier) -> Dossier:
    """The dossier as another process would have it."""
    return Dossier.objects.get(pk=dossier.pk)


def mislukt(uitslagen: list[Any]) -> list[type]:
    return [type(uitslag) for uitslag in uitslagen if isinstance(uitslag, Exception)]


def test_twee_mensen_leggen_tegelijk_hetzelfde_vast_en_een_krijgt_de_keuze(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    basis = basis_van(beeld(dossier), ["gevraagde_kosten"])["gevraagde_kosten"]

    def leg(bedrag: int) -> Callable[[], Any]:
        waarden, mijn = {"gevraagde_kosten": Opgave(bedrag, basis=basis)}, vers(dossier)
        return lambda: leg_vast(mensen["zorgadviseur"], mijn, waarden)

    uitslagen = tegelijk(*(leg(bedrag) for bedrag in (100_000, 110_000, 120_000, 130_000)))
    assert mislukt(uitslagen) == [Botsing] * 3
    assert dossier.vastleggingen.filter(naam="gevraagde_kosten").count() == 2
    (gelukt,) = (uitslag[0] for uitslag in uitslagen if isinstance(uitslag, list))
    assert beeld(vers(dossier)).gegevens["gevraagde_kosten"] == gelukt.waarde
    assert list(breuken()) == []


def test_twee_mensen_tekenen_tegelijk_en_er_is_een_besluit(mensen: Mensen) -> None:
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)

    def teken(wie: str) -> Callable[[], Any]:
        mijn = vers(dossier)
        return lambda: onderteken(mensen[wie], mijn, dossier.versie)

    uitslagen = tegelijk(teken("beslisser"), teken("beslisser2"))
    assert len(mislukt(uitslagen)) == 1 and set(mislukt(uitslagen)) <= {Veranderd, GeenRecht}
    besluit = Besluit.objects.get()
    assert (besluit.status, vers(dossier).toestand) == ("voorgesteld", "voorgesteld")
    tweede = "beslisser2" if besluit.eerste == mensen["beslisser"] else "beslisser"
    versie = vers(dossier).versie
    uitslagen = tegelijk(
        *(lambda wie=wie: teken_als_tweede(mensen[wie], vers(dossier), versie) for wie in (tweede, "teamleider"))
    )
    assert len(mislukt(uitslagen)) == 1 and set(mislukt(uitslagen)) <= {Veranderd, GeenRecht}
    assert (Besluit.objects.get().status, Brief.objects.count()) == ("bekendgemaakt", 1)
    assert list(breuken()) == []


def test_twee_aanvragen_van_een_client_tegelijk_toegekend_geven_een_toekenning(mensen: Mensen) -> None:
    een = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)
    twee = beantwoord(nieuw_dossier(mensen["zorgadviseur"], bsn=een.client.bsn), mensen)

    def teken(dossier: Dossier) -> Callable[[], Any]:
        onderteken(mensen["beslisser"], dossier, dossier.versie)
        return lambda: teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)

    uitslagen = tegelijk(teken(een), teken(twee))
    assert mislukt(uitslagen) == [InvoerFout]
    assert Toekenning.objects.get().besluit == Besluit.objects.get(status="bekendgemaakt")
    assert list(breuken()) == []


def test_dubbelklikken_op_hetzelfde_moment_telt_een_keer(mensen: Mensen) -> None:
    dossier, sleutel = nieuw_dossier(mensen["zorgadviseur"]), uuid4()
    doe = lambda: maak_opmerking(mensen["zorgadviseur"], vers(dossier), "De cliënt belde.", False, sleutel)  # noqa: E731
    assert mislukt(tegelijk(*[doe] * 4)) == [AlGedaan] * 3
    assert (dossier.opmerkingen.count(), Ketenrij.objects.filter(sleutel=sleutel).count()) == (1, 1)


def test_dubbelklikken_op_dezelfde_brief_verstuurt_er_een(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])
    doe = lambda: bevestig_ontvangst(mensen["zorgadviseur"], vers(dossier), uuid4())  # noqa: E731
    assert mislukt(tegelijk(doe, doe)) == [InvoerFout]
    assert Brief.objects.count() == 1


def test_dubbelklikken_in_de_browser_is_een_opmerking_en_geen_foutpagina(mensen: Mensen) -> None:
    dossier, sleutel = nieuw_dossier(mensen["zorgadviseur"]), str(uuid4())
    pad = reverse("kantoor:advies", args=[dossier.nummer])
    bezoekers = [Bezoeker(), Bezoeker()]
    for bezoeker in bezoekers:
        bezoeker.force_login(mensen["zorgadviseur"], "django.contrib.auth.backends.ModelBackend")
    data = {"aan": "anders", "deskundige": "Gemeente", "vraag": "Is er Wmo?", "sleutel": sleutel}
    uitslagen = tegelijk(*(lambda b=b: b.post(pad, data).status_code for b in bezoekers))
    assert uitslagen == [302, 302]
    assert dossier.adviesvragen.count() == 1


def test_twee_mensen_openen_tegelijk_een_dossier_en_krijgen_andere_nummers(mensen: Mensen) -> None:
    gegevens = {"aanvraagdatum": vandaag().isoformat()} | AANVRAAG

    def open_(bsn: str) -> Callable[[], Any]:
        client = Clientgegevens(bsn, "Fatima de Groot", vandaag(), "Laan 1", "9712 AB", "Groningen")
        return lambda: open_dossier(mensen["zorgadviseur"], client, gegevens).nummer

    uitslagen = tegelijk(*(open_(bsn) for bsn in ("999990019", "999990020", "999993653", "999990019")))
    assert mislukt(uitslagen) == []
    assert len(set(uitslagen)) == 4
    assert (Client.objects.count(), Dossier.objects.count()) == (3, 4)
    assert list(breuken()) == []


def test_de_keten_is_heel_na_handelingen_op_meer_dossiers_tegelijk(mensen: Mensen) -> None:
    dossiers = [nieuw_dossier(mensen["zorgadviseur"]) for _ in range(3)]

    def doe(dossier: Dossier, nr: int) -> Callable[[], Any]:
        mijn = vers(dossier)
        return lambda: [
            maak_opmerking(mensen["zorgadviseur"], mijn, f"Opmerking {nr}-{keer}", False) for keer in range(3)
        ]

    uitslagen = tegelijk(*(doe(dossier, nr) for nr in range(2) for dossier in dossiers))
    assert mislukt(uitslagen) == []
    assert [vers(dossier).versie for dossier in dossiers] == [7, 7, 7]
    assert Ketenrij.objects.count() == 21
    assert list(breuken()) == []


def test_er_is_een_verzoek_om_aanvulling_ook_als_twee_tegelijk_vragen(mensen: Mensen) -> None:
    dossier = nieuw_dossier(mensen["zorgadviseur"])

    def vraag(wie: str) -> Callable[[], Any]:
        return lambda: vraag_aanvulling(mensen[wie], vers(dossier), ["Stuur het plan."], 14)

    assert mislukt(tegelijk(vraag("zorgadviseur"), vraag("beslisser"))) == [InvoerFout]
    assert Brief.objects.count() == 1


# --- a server that is killed ------------------------------------------------------------------------------------------

OMGELEGD = """
import os, signal, django
django.setup()
from meerzorg.dossier import keten, post
from meerzorg.dossier.handelingen import kern, besluiten
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Besluit, Dossier, Ketenkop
from meerzorg.toegang.models import Medewerker

def dood(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def daarna(doe):
    def loop(*args, **kwargs):
        doe(*args, **kwargs)
        dood()
    return loop

dossier, wie = Dossier.objects.get(), Medewerker.objects.get(username="{wie}")
{waar}
{doe}
raise SystemExit("niet omgelegd")
"""
VASTLEGGEN = (
    "zorgadviseur",
    "leg_vast(wie, dossier, {'gevraagde_kosten': Opgave(1), 'rechtmatig': Opgave(True, reden='In orde.')})",
)
ONDERTEKENEN = ("beslisser", "besluiten.onderteken(wie, dossier, dossier.versie)")
PLEKKEN = {
    "na de vastleggingen": (VASTLEGGEN, "kern.werk_bij = dood"),
    "voor de schakel in de keten": (VASTLEGGEN, "keten.voeg_toe = dood"),
    "na de schakel, voor de kop": (VASTLEGGEN, "Ketenkop.save = dood"),
    "na alles, voor het vastzetten": (VASTLEGGEN, "kern.rond_af = daarna(kern.rond_af)"),
    "na het besluit, voor de brief": (ONDERTEKENEN, "post.verstuur = dood"),
    "na de brief": (ONDERTEKENEN, "post.verstuur = daarna(post.verstuur)"),
    "na de handtekening": (ONDERTEKENEN, "keten.voeg_toe = daarna(keten.voeg_toe)"),
}


def alles() -> dict[str, Any]:
    """Everything that an act can store."""
    soorten = (Vastlegging, Besluit, Brief, Ketenrij)
    return {s.__name__: list(s.objects.values()) for s in soorten} | {"dossier": Dossier.objects.values().get()}


@pytest.mark.parametrize("plek", PLEKKEN)
def test_een_server_die_midden_in_het_werk_sterft_laat_niets_half_en_de_handeling_kan_opnieuw(
    mensen: Mensen, plek: str
) -> None:
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)
    totaal = beeld(dossier).beoordeling.w["toegekend_totaal"] // 100
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(totaal)})  # one signature is enough
    voor = alles()
    (wie, doe), waar = PLEKKEN[plek]
    kind = subprocess.run(
        [sys.executable, "-c", OMGELEGD.format(wie=wie, waar=waar, doe=doe)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert kind.returncode == -signal.SIGKILL, kind.stderr
    assert alles() == voor
    assert list(breuken()) == []
    if wie == "beslisser":
        onderteken(mensen["beslisser"], dossier, dossier.versie)
        assert (vers(dossier).toestand, Brief.objects.count()) == ("besloten", 1)
    else:
        leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(1)})
        assert beeld(vers(dossier)).gegevens["gevraagde_kosten"] == 1
    assert list(breuken()) == []
