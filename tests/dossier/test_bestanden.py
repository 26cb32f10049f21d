"""Uploads: judged by what is in them, refused with a reason, stored so that a change is noticed."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, TextStringObject

from meerzorg.dossier import bestanden
from meerzorg.dossier.bestanden import EXTENSIES, MB, Bestand, Opslag, OpslagFout, lees_upload, veilige_naam
from meerzorg.dossier.keuring import BEGIN, Geweigerd, keur, soort_van
from regeltaal.fouten import InvoerFout

Wijzig = Callable[[PdfWriter], object]


def pdf(wijzig: Wijzig = lambda schrijver: None, bladzijden: int = 1) -> bytes:
    schrijver = PdfWriter()
    for _ in range(bladzijden):
        schrijver.add_blank_page(200, 200)
    wijzig(schrijver)
    schrijver.write(uit := io.BytesIO())
    return uit.getvalue()


def plaatje(vorm: str, maat: tuple[int, int] = (40, 30), **opties: object) -> bytes:
    Image.new("RGB", maat, "white").save(uit := io.BytesIO(), vorm, **opties)
    return uit.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DELEN: dict[str, bytes] = {
    "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'.encode(),
    "_rels/.rels": b"<Relationships/>",
    "word/document.xml": b"<w:document/>",
}


def docx(extra: dict[str, bytes] | None = None, zonder: str = "") -> bytes:
    delen = {naam: deel for naam, deel in DELEN.items() if naam != zonder} | (extra or {})
    with zipfile.ZipFile(uit := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, deel in delen.items():
            zip_.writestr(naam, deel)
    return uit.getvalue()


GOED = {"pdf": pdf(), "jpeg": plaatje("JPEG"), "png": plaatje("PNG"), "docx": docx()}


def upload(inhoud: bytes, naam: str = "bijlage", **opties: int) -> Bestand:
    return lees_upload(io.BytesIO(inhoud), naam, **opties)


def geweigerd(inhoud: bytes, naam: str = "bijlage.pdf", **opties: int) -> str:
    with pytest.raises(InvoerFout) as gezien:
        upload(inhoud, naam, **opties)
    (fout,) = gezien.value.fouten
    assert fout.naam == "document" and fout.waar and fout.toegestaan
    return str(fout)


# what is accepted


@pytest.mark.parametrize("soort", GOED)
@pytest.mark.parametrize("naam", ["virus.exe", "brief.PDF", "", "foto.jpg\0.html"])
def test_de_soort_is_die_van_de_inhoud_welke_naam_ook(soort: str, naam: str) -> None:
    gelezen = upload(GOED[soort], naam)
    assert (gelezen.soort, gelezen.mime) == (soort, bestanden.MIME[soort])
    assert gelezen.naam.endswith(EXTENSIES[soort])
    assert (gelezen.inhoud, gelezen.omvang) == (GOED[soort], len(GOED[soort]))
    assert gelezen.sha256 == hashlib.sha256(GOED[soort]).hexdigest()


def test_een_foto_van_20_mb_mag_en_een_van_26_mb_niet() -> None:
    def foto(omvang: int) -> bytes:  # a telephone appends its own data to a photo
        return GOED["jpeg"] + bytes(omvang - len(GOED["jpeg"]))

    assert upload(foto(20 * MB)).omvang == 20 * MB
    assert "meer dan 25 MB" in geweigerd(foto(26 * MB))


def test_er_wordt_niet_meer_gelezen_dan_de_grens() -> None:
    stroom = io.BytesIO(bytes(30 * MB))
    with pytest.raises(InvoerFout, match="meer dan 1 MB"):
        lees_upload(stroom, "groot.pdf", grootste=MB)
    assert stroom.tell() <= 2 * MB


def test_een_grote_foto_wordt_gelezen_en_een_grotere_geweigerd() -> None:
    assert upload(plaatje("JPEG", (9000, 8000))).soort == "jpeg"
    assert "pixels" in geweigerd(plaatje("PNG", (10_000, 9_000)))
    assert "pixels" in geweigerd(plaatje("JPEG", (6000, 5000), progressive=True))


# what is refused


def test_de_melding_noemt_bestand_veld_gevonden_en_toegestaan() -> None:
    assert geweigerd(b"", "../map/brief.pdf") == (
        "brief.pdf: document: gevonden een leeg bestand; "
        "toegestaan is PDF, JPEG, PNG of Word (docx), niet leeg en hoogstens 25 MB."
    )


@pytest.mark.parametrize(
    ("inhoud", "gevonden"),
    [
        (b"zomaar tekst", "andere soort"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "webpagina"),
        (b"\n <svg onload=alert(1)>", "webpagina"),
        (plaatje("GIF"), "GIF"),
        (plaatje("TIFF"), "TIFF"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"MZ\x90\0" + bytes(200), "programma"),
        (b"%PDF-1.7\ndit is geen PDF", "beschadigd"),
        (b"\xff\xd8\xff" + bytes(200), "beschadigd"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "beschadigd"),
        (b"PK\x03\x04" + bytes(200), "beschadigd"),
    ],
)
def test_andere_soorten_worden_bij_naam_geweigerd(inhoud: bytes, gevonden: str) -> None:
    assert gevonden in geweigerd(inhoud, "foto.jpg")


@pytest.mark.parametrize("soort", GOED)
def test_een_afgebroken_bestand_wordt_geweigerd(soort: str) -> None:
    heel = {"jpeg": plaatje("JPEG", (400, 300)), "png": plaatje("PNG", (400, 300))}.get(soort, GOED[soort])
    assert "beschadigd" in geweigerd(heel[: len(heel) * 2 // 3])


@pytest.mark.parametrize("voor", ["pdf", "jpeg", "png"])
def test_een_zip_achter_een_andere_soort_wordt_geweigerd(voor: str) -> None:
    assert "twee soorten" in geweigerd(GOED[voor] + GOED["docx"])


def test_een_pdf_verstopt_in_het_begin_van_een_andere_soort_wordt_geweigerd() -> None:
    assert "twee soorten" in geweigerd(plaatje("JPEG", comment=GOED["pdf"][:BEGIN]))
    assert "twee soorten" in geweigerd(b"<html><!--" + GOED["pdf"])
    assert "iets anders vóór" in geweigerd(b"verborgen begin\n" + GOED["pdf"])
    assert upload(b"\xef\xbb\xbf\r\n" + GOED["pdf"]).soort == "pdf"


def _actie(soort: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(soort), NameObject("/F"): TextStringObject("cmd.exe")})


def _bij_openen(soort: str) -> Wijzig:
    return lambda schrijver: schrijver.root_object.update({NameObject("/OpenAction"): _actie(soort)})


def _via_een_verwijzing(schrijver: PdfWriter) -> None:
    actie = _actie("/GoTo")
    actie[NameObject("/S")] = schrijver._add_object(NameObject("/Launch"))
    assert isinstance(actie.raw_get("/S"), IndirectObject)
    schrijver.root_object[NameObject("/OpenAction")] = actie


def _op_de_bladzijde(schrijver: PdfWriter) -> None:
    schrijver.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): _actie("/JavaScript")})


@pytest.mark.parametrize(
    ("wijzig", "gevonden"),
    [
        (_bij_openen("/JavaScript"), "script"),
        (_bij_openen("/Launch"), "script of opdracht"),
        (_via_een_verwijzing, "script of opdracht"),
        (_op_de_bladzijde, "script"),
        (lambda schrijver: schrijver.add_attachment("x.exe", b"MZ"), "ander bestand"),
        (lambda schrijver: schrijver.encrypt("geheim", algorithm="RC4-128"), "wachtwoord"),
    ],
)
def test_een_pdf_die_iets_start_of_verbergt_wordt_geweigerd(wijzig: Wijzig, gevonden: str) -> None:
    assert gevonden in geweigerd(pdf(wijzig))


def test_een_pdf_met_een_link_erin_mag() -> None:
    assert upload(pdf(_bij_openen("/GoTo"))).soort == "pdf"


def test_een_pdf_zonder_bladzijden_wordt_geweigerd() -> None:
    assert "zonder bladzijden" in geweigerd(pdf(bladzijden=0))


@pytest.mark.parametrize(
    ("inhoud", "gevonden"),
    [
        (docx({"word/vbaProject.bin": b"x"}), "macro"),
        (docx({"word/embeddings/oleObject1.bin": b"x"}), "macro"),
        (docx({"../../etc/passwd": b"x"}), "buiten zijn map"),
        (docx({"C:\\x": b"x"}), "buiten zijn map"),
        (docx({"WORD/document.xml": b"x"}), "dezelfde naam"),
        (docx({"word/nullen.xml": bytes(30 * MB)}), "veel te groot"),
        (docx({f"word/{nr}.xml": b"" for nr in range(6000)}), "veel te groot"),
        (docx(zonder="[Content_Types].xml"), "geen Word-bestand"),
        (docx({"[Content_Types].xml": b"<Types/>"}), "geen Word-document"),
        (docx({"word/_rels/settings.xml.rels": b'<R Type="attachedTemplate" Target="https://x.nl/a"/>'}), "sjabloon"),
        (docx().replace(b"word/document.xml", b"word/document.xmk", 1), "beschadigd"),
    ],
)
def test_een_wordbestand_dat_iets_start_of_verbergt_wordt_geweigerd(inhoud: bytes, gevonden: str) -> None:
    assert gevonden in geweigerd(inhoud, "brief.docx")


def pdf_van_nullen() -> bytes:
    """A small PDF whose object stream would be 10 GB unpacked."""
    import zlib

    stroom = zlib.compress(zlib.compress(bytes(100 * MB), 9) * 100, 9)
    kop = b"%PDF-1.5\n"
    ding = b"1 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter[/FlateDecode/FlateDecode]/Length "
    return kop + ding + b"%d>>\nstream\n" % len(stroom) + stroom + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def pdf_met_kringen() -> bytes:
    """Pages that contain themselves, and a chain of cross references without end."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R/Prev 113>>\nstartxref\n113\n%%EOF"
    )


@pytest.mark.parametrize("maak", [pdf_van_nullen, pdf_met_kringen])
def test_een_pdf_gemaakt_om_te_hangen_of_het_geheugen_te_vullen_wordt_geweigerd(maak: Callable[[], bytes]) -> None:
    assert geweigerd(maak())


def test_een_bestand_dat_te_lang_duurt_wordt_geweigerd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bestanden, "KEURTIJD", 0.001)
    assert "te veel tijd of geheugen" in geweigerd(GOED["pdf"])


@st.composite
def _gewijzigd(draw: st.DrawFn) -> bytes:
    """A sound document with a few bytes changed, put in or cut out."""
    inhoud = bytearray(GOED[draw(st.sampled_from(sorted(GOED)))])
    for _ in range(draw(st.integers(1, 5))):
        plek = draw(st.integers(0, len(inhoud)))
        inhoud[plek : plek + draw(st.integers(0, 20))] = draw(st.binary(max_size=20))
    return bytes(inhoud)


@given(st.binary(max_size=300) | _gewijzigd())
@example(b"%PDF-")
@example(b"PK\x05\x06" + bytes(18))
def test_alle_bytes_zijn_een_soort_of_worden_met_reden_geweigerd(inhoud: bytes) -> None:
    try:
        soort = soort_van(inhoud)
        keur(soort, inhoud)
    except Geweigerd as reden:
        assert reden.gevonden
    else:
        assert soort in bestanden.MIME


# names


@pytest.mark.parametrize(
    ("naam", "soort", "veilig"),
    [
        ("brief.pdf", "pdf", "brief.pdf"),
        ("C:\\Users\\jan\\Mijn brief.PDF", "pdf", "Mijn brief.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("foto.png", "jpeg", "foto.jpg"),
        ("foto.jpeg", "jpeg", "foto.jpeg"),
        ("factuur.pdf.exe", "pdf", "factuur.pdf.exe.pdf"),
        ("brief\u202efdp.exe", "docx", "brieffdp.exe.docx"),
        ("een\r\nSet-Cookie: x.pdf", "pdf", "een Set-Cookie_ x.pdf"),
        ("<b>jo</b>.png", "png", "b_.png"),
        (".pdf", "pdf", "document.pdf"),
        ("", None, "document"),
        ("...", None, "document"),
        ("brief 3 mei 2026", None, "brief 3 mei 2026"),
    ],
)
def test_een_naam_om_te_tonen_is_veilig(naam: str, soort: str | None, veilig: str) -> None:
    assert veilige_naam(naam, soort) == veilig


@given(st.text(max_size=300), st.sampled_from([None, *EXTENSIES]))
def test_een_veilige_naam_heeft_geen_pad_niets_onzichtbaars_en_het_juiste_einde(naam: str, soort: str | None) -> None:
    veilig = veilige_naam(naam, soort)
    assert 1 <= len(veilig) <= bestanden.LANGSTE_NAAM
    assert not {"/", "\\", '"', "<", ">"} & set(veilig)
    assert not any(unicodedata.category(teken).startswith("C") for teken in veilig)
    assert soort is None or veilig.endswith(EXTENSIES[soort])
    assert veilige_naam(veilig, soort) == veilig


# the store


@pytest.fixture
def opslag(tmp_path: Path) -> Opslag:
    return Opslag(tmp_path / "documenten")


def bestanden_in(opslag: Opslag) -> list[Path]:
    return [pad for pad in opslag.map.rglob("*") if pad.is_file()]


def test_opgeslagen_inhoud_komt_terug_en_wordt_een_keer_bewaard(opslag: Opslag) -> None:
    document = upload(GOED["pdf"], "a.pdf")
    assert opslag.bewaar(document) == opslag.bewaar(upload(GOED["pdf"], "b.pdf")) == document.sha256
    assert opslag.lees(document.sha256) == GOED["pdf"]
    assert bestanden_in(opslag) == [opslag.pad(document.sha256)]
    assert opslag.pad(document.sha256).parent.parent.name == document.sha256[:2]


def test_veranderde_inhoud_wordt_niet_gegeven_en_opnieuw_opslaan_herstelt_haar(opslag: Opslag) -> None:
    kenmerk = opslag.bewaar(document := upload(GOED["png"]))
    opslag.pad(kenmerk).write_bytes(b"iets anders")
    with pytest.raises(OpslagFout, match="veranderd"):
        opslag.lees(kenmerk)
    opslag.bewaar(document)
    assert opslag.lees(kenmerk) == GOED["png"]


@pytest.mark.parametrize("kenmerk", ["", "../../../etc/passwd", "A" * 64, "a" * 63 + "/", "a" * 64 + "\n"])
def test_alleen_een_vingerafdruk_leidt_naar_een_bestand(opslag: Opslag, kenmerk: str) -> None:
    with pytest.raises(OpslagFout, match="geen sha256"):
        opslag.lees(kenmerk)


def test_missing_document_is_said(opslag: Opslag) -> None:
    with pytest.raises(OpslagFout, match="ontbreekt"):
        opslag.lees("0" * 64)


def test_een_mislukte_schrijfactie_laat_niets_achter(opslag: Opslag, monkeypatch: pytest.MonkeyPatch) -> None:
    def vol(_: int) -> None:
        raise OSError("schijf vol")

    monkeypatch.setattr("os.fsync", vol)
    with pytest.raises(OSError, match="schijf vol"):
        opslag.bewaar(upload(GOED["pdf"]))
    assert bestanden_in(opslag) == []
