"""Messages of the CIZ: what is new in them comes into the right dossier, once, and never over a medical judgement."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Bezoeker
from django.urls import reverse

from kantoorhulp import kantoor, medewerker, nieuw_dossier, team
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.handelingen.aanvraag import trek_in
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.keten import breuken
from meerzorg.dossier.models import Dossier, Ketenrij, Vastlegging
from meerzorg.koppeling.inlezen import Ingelezen, lees_in
from meerzorg.personen.models import Client
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
MAP = Path(__file__).parents[1] / "gegevens" / "iwlz"
KLEIN: dict[str, Any] = json.loads((MAP / "klein_register.json").read_text(encoding="utf-8"))
BSN = KLEIN["bsn"]
Mensen = dict[str, Medewerker]


@pytest.fixture
def mensen() -> Mensen:
    return team()


@pytest.fixture
def dossier(mensen: Mensen) -> Dossier:
    """A dossier of the client of the messages, in which nothing of the CIZ is recorded yet."""
    return _van_client(mensen["zorgadviseur"])


def _van_client(wie: Medewerker, **anders: Any) -> Dossier:
    leeg = {"zorgprofiel": None, "indicatie_ingangsdatum": None, "meerzorgvinkje": None}
    dossier = nieuw_dossier(wie, **(leeg | anders))
    Client.objects.filter(pk=dossier.client_id).update(bsn=BSN)
    return dossier


def bericht(**anders: Any) -> bytes:
    return json.dumps(KLEIN | anders).encode()


def lees(mensen: Mensen, inhoud: bytes, waar: str = "bericht.json") -> Ingelezen:
    (deel,) = lees_in(mensen["zorgadviseur"], inhoud, waar)
    return deel


def stand(dossier: Dossier) -> tuple[int, int, int]:
    return (Dossier.objects.get(pk=dossier.pk).versie, Vastlegging.objects.count(), Ketenrij.objects.count())


def test_een_nieuw_besluit_komt_in_het_dossier(mensen: Mensen, dossier: Dossier) -> None:
    deel = lees(mensen, bericht())
    assert (deel.uitkomst, deel.dossiernummer) == ("overgenomen", dossier.nummer)
    assert set(deel.namen) == {"indicatie_ingangsdatum", "zorgprofiel", "meerzorgvinkje", "beperking_adl"}
    b = beeld(dossier)
    gegevens = {naam: b.gegevens[naam] for naam in deel.namen}
    assert gegevens == {
        "indicatie_ingangsdatum": "2026-02-01",
        "zorgprofiel": "VG5",
        "meerzorgvinkje": False,
        "beperking_adl": 2.5,
    }
    assert {b.laatste[naam].grond for naam in deel.namen} == {"ciz"}
    assert Dossier.objects.get(pk=dossier.pk).zorgprofiel == "VG5"
    assert list(breuken()) == []


@pytest.mark.parametrize("pad", sorted(MAP.glob("IO31_*.xml")) + sorted(MAP.glob("QIR*.json")), ids=lambda p: p.stem)
def test_echte_berichten_komen_in_het_dossier_van_hun_client(mensen: Mensen, pad: Path) -> None:
    dossier = _van_client(mensen["zorgadviseur"])
    letter = pad.stem.split("_")[1 if pad.suffix == ".xml" else 2]
    Client.objects.update(bsn={"A": "999990019", "B": "999990020", "C": "999993653"}[letter])
    deel = lees(mensen, pad.read_bytes(), pad.name)
    assert (deel.uitkomst, deel.dossiernummer) == ("overgenomen", dossier.nummer)
    profiel = {"A": "VG8", "B": "VG7", "C": "VV7"}[letter]
    assert beeld(dossier).gegevens["zorgprofiel"] == profiel


def test_xml_en_register_zeggen_hetzelfde(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht())
    voor = stand(dossier)
    assert lees(mensen, (MAP / "klein_IO31.xml").read_bytes(), "klein.xml").uitkomst == "ongewijzigd"
    assert stand(dossier) == voor


def test_een_herhaald_bericht_verandert_niets(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht())
    voor = stand(dossier)
    for _ in range(2):
        assert lees(mensen, bericht()).uitkomst == "ongewijzigd"
    assert stand(dossier) == voor


def _zzp(code: str, **anders: Any) -> list[dict[str, Any]]:
    return [{"zzpCode": code, "ingangsdatum": "2026-02-01", "einddatum": None} | anders]


def test_een_nieuwer_besluit_legt_alleen_vast_wat_veranderde(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht())
    deel = lees(
        mensen,
        bericht(besluitnummer=900000010, afgiftedatum="2026-03-01", geindiceerdZorgzwaartepakket=_zzp("810")),
    )
    assert (deel.uitkomst, deel.namen) == ("overgenomen", ("zorgprofiel",))
    profielen = list(dossier.vastleggingen.filter(naam="zorgprofiel").values_list("waarde", flat=True))
    assert len(profielen) == 2 and profielen[0] == "VG5" != profielen[1]


def test_een_ouder_besluit_wordt_niet_overgenomen(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht())
    voor = stand(dossier)
    oud = bericht(besluitnummer=900000001, afgiftedatum="2025-12-01", geindiceerdZorgzwaartepakket=_zzp("810"))
    assert lees(mensen, oud).uitkomst == "ouder"
    assert stand(dossier) == voor


def test_een_besluit_dat_voor_zijn_begin_is_ingetrokken_blijft_buiten_het_dossier(
    mensen: Mensen, dossier: Dossier
) -> None:
    voor = stand(dossier)
    assert lees(mensen, bericht(vervaldatum="2026-02-01")).uitkomst == "ingetrokken"
    assert stand(dossier) == voor


def test_een_einde_dat_kwam_en_ging(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht(einddatum="2027-01-31"))
    assert beeld(dossier).gegevens["indicatie_einddatum"] == "2027-01-31"
    deel = lees(mensen, bericht(besluitnummer=900000010, afgiftedatum="2026-03-01"))
    assert deel.namen == ("indicatie_einddatum",)
    assert "indicatie_einddatum" not in beeld(dossier).gegevens


def test_een_score_van_de_medisch_adviseur_wordt_nooit_vervangen(mensen: Mensen, dossier: Dossier) -> None:
    leg_vast(mensen["medisch_adviseur"], dossier, {"beperking_adl": Opgave(1.5, "gesprek", "Zelf gezien.")})
    lees(mensen, bericht())
    assert beeld(dossier).gegevens["beperking_adl"] == 1.5
    assert beeld(dossier).laatste["ciz_scores"].waarde["scores"]


def test_een_feit_dat_iemand_na_het_bericht_verbeterde_blijft_verbeterd(mensen: Mensen, dossier: Dossier) -> None:
    lees(mensen, bericht())
    leg_vast(mensen["zorgadviseur"], dossier, {"zorgprofiel": Opgave("VG7", "administratie", "Het CIZ belde.")})
    assert lees(mensen, bericht()).uitkomst == "ongewijzigd"
    assert beeld(dossier).gegevens["zorgprofiel"] == "VG7"


def test_alleen_lopende_dossiers_van_het_eigen_zorgkantoor_krijgen_het(mensen: Mensen) -> None:
    elders = medewerker("utrecht", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht"))
    dossier = _van_client(elders)
    voor = stand(dossier)
    assert (lees(mensen, bericht()).uitkomst, lees(mensen, bericht()).dossiernummer) == ("geen_dossier", "")
    trek_in(elders, dossier, vandaag(), "Per brief.")
    assert lees_in(elders, bericht(), "bericht")[0].uitkomst == "geen_dossier"
    assert stand(dossier)[1] == voor[1]


def test_alleen_de_zorgadviseur_neemt_het_over(mensen: Mensen, dossier: Dossier) -> None:
    for rol in ("medisch_adviseur", "beslisser", "beheerder", "niemand"):
        with pytest.raises(GeenRecht):
            lees_in(mensen[rol], bericht(), "bericht")
    assert stand(dossier)[0] == 1


@pytest.mark.parametrize("inhoud", [b"", b"{", b"<a>", b"PK\x03\x04"])
def test_een_verkeerd_bericht_wordt_heel_geweigerd_en_herhaalt_nooit_het_bsn(mensen: Mensen, inhoud: bytes) -> None:
    with pytest.raises(InvoerFout) as fout:
        lees_in(mensen["zorgadviseur"], inhoud, "bericht.json")
    assert BSN not in str(fout.value)
    assert "bericht.json" in str(fout.value)


def test_het_bsn_staat_in_niets_wat_getoond_of_gelogd_wordt(mensen: Mensen, dossier: Dossier) -> None:
    deel = lees(mensen, bericht())
    assert BSN not in repr(deel) and BSN not in deel.zin
    assert BSN not in str(list(Vastlegging.objects.values())) + str(list(Ketenrij.objects.values()))


# --- the screen and the command ---------------------------------------------------------------------------------------


def _bezoeker(wie: Medewerker) -> Bezoeker:
    bezoeker = Bezoeker()
    bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return bezoeker


def test_het_scherm_neemt_meer_berichten_en_een_verkeerd_houdt_de_andere_niet_op(
    mensen: Mensen, dossier: Dossier
) -> None:
    bestanden = [
        SimpleUploadedFile("goed.json", bericht()),
        SimpleUploadedFile("<b>mis.xml", b"dit is geen bericht"),
        SimpleUploadedFile("vreemd.json", bericht(bsn="999990020")),
    ]
    antwoord = _bezoeker(mensen["zorgadviseur"]).post(reverse("kantoor:ciz"), {"berichten": bestanden})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert beeld(dossier).gegevens["zorgprofiel"] == "VG5"
    assert dossier.nummer in tekst and "overgenomen in het dossier" in tekst
    assert "hoort niet bij een lopend dossier" in tekst
    assert "<b>mis" not in tekst and "&lt;b&gt;mis.xml" in tekst
    assert BSN not in tekst and "999990020" not in tekst


def test_het_scherm_zonder_bestand_zegt_dat(mensen: Mensen) -> None:
    antwoord = _bezoeker(mensen["zorgadviseur"]).post(reverse("kantoor:ciz"), {"csrfmiddlewaretoken": "x"})
    assert "Kies ten minste één bestand." in antwoord.content.decode()


def _opdracht(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "meerzorg", "lees-ciz", *args], capture_output=True, text=True, check=False
    )


@pytest.mark.django_db(transaction=True)
def test_de_opdracht_doet_hetzelfde_als_het_scherm_en_nog_eens_verandert_niets(mensen: Mensen, tmp_path: Path) -> None:
    dossier = _van_client(mensen["zorgadviseur"])
    pad = tmp_path / "bericht.json"
    pad.write_bytes(bericht())
    eerst = _opdracht(str(pad), "--als", "zorgadviseur")
    assert (eerst.returncode, eerst.stderr) == (0, "")
    assert dossier.nummer in eerst.stdout and "overgenomen" in eerst.stdout and BSN not in eerst.stdout
    assert beeld(dossier).gegevens["zorgprofiel"] == "VG5"
    assert "er is niets veranderd" in _opdracht(str(pad), "--als", "zorgadviseur").stdout


@pytest.mark.django_db(transaction=True)
def test_de_opdracht_weigert_in_gewone_woorden(mensen: Mensen, tmp_path: Path) -> None:
    pad = tmp_path / "mis.json"
    pad.write_bytes(b"{}")
    for args in ((str(pad), "--als", "zorgadviseur"), (str(pad), "--als", "beslisser"), (str(pad), "--als", "nergens")):
        uit = _opdracht(*args)
        assert uit.returncode != 0
        assert uit.stderr and "Traceback" not in uit.stderr
