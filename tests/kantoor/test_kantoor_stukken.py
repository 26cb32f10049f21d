"""Documents on the screen: judged by content, opened by role, every opening logged, and never changed content."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Bezoeker
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from kantoorhulp import kantoor, medewerker, nieuw_dossier, team
from kantoortoestanden import stuk
from meerzorg.dossier.bestanden import Opslag
from meerzorg.dossier.handelingen.verloop import voeg_document_toe
from meerzorg.dossier.models import Document, Dossier
from meerzorg.toegang.models import Inzage, Medewerker

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


def binnen(wie: Medewerker) -> Bezoeker:
    bezoeker = Bezoeker(raise_request_exception=False)
    bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
    return bezoeker


@pytest.fixture
def mensen() -> Mensen:
    return team()


@pytest.fixture
def dossier(mensen: Mensen) -> Dossier:
    return nieuw_dossier(mensen["zorgadviseur"])


def pdf() -> bytes:
    schrijver, uit = PdfWriter(), io.BytesIO()
    schrijver.add_blank_page(200, 200)
    schrijver.write(uit)
    return uit.getvalue()


def foto_van_20_mb() -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(uit, "JPEG")
    return uit.getvalue() + bytes(20 * 1024 * 1024)  # as a telephone appends its own data


def stuur(wie: Medewerker, dossier: Dossier, inhoud: bytes, naam: str, **velden: Any) -> Any:
    data = {"sleutel": str(uuid4()), "document": SimpleUploadedFile(naam, inhoud)} | velden
    return binnen(wie).post(reverse("kantoor:stuk_toevoegen", args=[dossier.nummer]), data)


def open_(wie: Medewerker, document: Document, nummer: str = "") -> Any:
    return binnen(wie).get(reverse("kantoor:stuk", args=[nummer or document.dossier.nummer, document.pk]))


def test_een_pdf_komt_binnen_en_wordt_gegeven_zoals_hij_was(mensen: Mensen, dossier: Dossier) -> None:
    inhoud = pdf()
    antwoord = stuur(mensen["zorgadviseur"], dossier, inhoud, "plan.pdf", omschrijving="Het plan")
    assert antwoord.status_code == 302
    document = Document.objects.get()
    assert (document.naam, document.mime, document.medisch) == ("plan.pdf", "application/pdf", False)
    terug = open_(mensen["beslisser"], document)
    assert (terug.status_code, terug.content) == (200, inhoud)
    assert terug["Content-Type"] == "application/pdf"
    assert terug["Content-Disposition"].startswith("inline")
    assert terug["X-Content-Type-Options"] == "nosniff"


def test_een_foto_van_20_mb_komt_binnen(mensen: Mensen, dossier: Dossier) -> None:
    assert stuur(mensen["zorgadviseur"], dossier, foto_van_20_mb(), "foto.jpg").status_code == 302
    assert Document.objects.get().omvang > 20 * 1024 * 1024


@pytest.mark.parametrize(
    ("inhoud", "woord"),
    [
        (b"MZ this is a program", "programma"),
        (b"%PDF-1.7 and then nothing", "beschadigd"),
        (b"<html><script>alert(1)</script></html>", "webpagina"),
        (b"", "leeg"),
    ],
)
def test_een_pdf_die_er_geen_is_wordt_geweigerd_en_wat_getypt_is_blijft(
    mensen: Mensen, dossier: Dossier, inhoud: bytes, woord: str
) -> None:
    antwoord = stuur(mensen["zorgadviseur"], dossier, inhoud, "plan.pdf", omschrijving="Plan van de moeder")
    tekst = antwoord.content.decode()
    assert antwoord.status_code in (200, 422)
    assert woord in tekst and "Plan van de moeder" in tekst
    assert not Document.objects.exists()


def test_dubbelklikken_voegt_er_een_toe(mensen: Mensen, dossier: Dossier) -> None:
    sleutel = str(uuid4())
    for _ in range(2):
        assert stuur(mensen["zorgadviseur"], dossier, pdf(), "plan.pdf", sleutel=sleutel).status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "naam", ["../../etc/passwd.pdf", "C:\\geheim\\plan.pdf", "plan.html", "a\r\nSet-Cookie: x.pdf"]
)
def test_de_naam_van_een_upload_wordt_nooit_vertrouwd(mensen: Mensen, dossier: Dossier, naam: str) -> None:
    assert stuur(mensen["zorgadviseur"], dossier, pdf(), naam).status_code == 302
    document = Document.objects.get()
    assert document.naam.endswith(".pdf") and not set(document.naam) & set("/\\\r\n")
    assert "Set-Cookie" not in open_(mensen["zorgadviseur"], document).headers
    assert list(Path(settings.DOCUMENTEN).rglob("*.html")) == []


def test_een_medisch_stuk_is_voor_medische_rollen_en_elke_poging_komt_in_het_logboek(
    mensen: Mensen, dossier: Dossier
) -> None:
    document = voeg_document_toe(mensen["medisch_adviseur"], dossier, stuk(), medisch=True)
    wie_mag = {"medisch_adviseur", "verpleegkundige"}
    for rol in ("medisch_adviseur", "verpleegkundige", "zorgadviseur", "beslisser", "bezwaarbehandelaar", "teamleider"):
        antwoord = open_(mensen[rol], document)
        assert antwoord.status_code == (200 if rol in wie_mag else 403)
        assert (b"%PDF" in antwoord.content) == (rol in wie_mag)
        rij = Inzage.objects.filter(medewerker=mensen[rol], object_soort="document").get()
        verwacht = "toegestaan" if rol in wie_mag else "geweigerd"
        assert (rij.resultaat, rij.object_id, rij.dossiernummer) == (verwacht, str(document.pk), dossier.nummer)


def test_een_medisch_stuk_wordt_zo_aangemerkt_door_wie_het_toevoegt(mensen: Mensen, dossier: Dossier) -> None:
    stuur(mensen["verpleegkundige"], dossier, pdf(), "verslag.pdf", medisch="on")
    assert Document.objects.get().medisch


def test_word_wordt_alleen_gegeven_om_op_te_slaan(mensen: Mensen, dossier: Dossier) -> None:
    document = voeg_document_toe(mensen["zorgadviseur"], dossier, stuk(b"PK\3\4", "docx", "brief.docx"), medisch=False)
    antwoord = open_(mensen["zorgadviseur"], document)
    assert antwoord["Content-Disposition"] == 'attachment; filename="brief.docx"'


def test_een_stuk_van_een_ander_dossier_is_er_niet(mensen: Mensen, dossier: Dossier) -> None:
    document = voeg_document_toe(mensen["zorgadviseur"], dossier, stuk(), medisch=False)
    ander = nieuw_dossier(mensen["zorgadviseur"], "Iemand Anders")
    assert open_(mensen["zorgadviseur"], document, ander.nummer).status_code == 404
    collega = medewerker("utrecht", "zorgadviseur", kantoor("3090", "Zorgkantoor Utrecht"))
    assert open_(collega, document).status_code == 404
    assert Inzage.objects.filter(medewerker=collega, resultaat="onbekend", dossiernummer=dossier.nummer).exists()


def test_een_stuk_dat_in_de_opslag_veranderde_wordt_niet_gegeven(mensen: Mensen, dossier: Dossier) -> None:
    inhoud = b"%PDF-1.7\n% " + os.urandom(16).hex().encode()
    document = voeg_document_toe(mensen["zorgadviseur"], dossier, stuk(inhoud), medisch=False)
    pad = Opslag(settings.DOCUMENTEN).pad(document.sha256)
    pad.chmod(0o600)
    pad.write_bytes(b"%PDF-1.7\nvervalst")
    antwoord = open_(mensen["zorgadviseur"], document)
    assert b"vervalst" not in antwoord.content
    assert antwoord.status_code >= 400
    assert "stuk" in antwoord.content.decode() and "Meerzorg" in antwoord.content.decode()
    pad.unlink()
    assert open_(mensen["zorgadviseur"], document).status_code >= 400
