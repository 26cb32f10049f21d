"""What kind of document some bytes are, and whether it is sound and harmless.

`soort_van` looks at the bytes and is quick. `keur` reads the whole document with libraries that a hostile file may
drive mad; that is why this file is also a program, that does so with little memory and time:
`python keuring.py SOORT < bestand`.

What can start something when it is opened is refused, and not cleaned: a cleaned document is no longer what was sent.
The sender can print it to a new PDF.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from regeltaal.fouten import Weigering

AFGEKEURD = 3
"""The exit code of the program for a refused document; its output is then what was found and what is allowed."""
GEHEUGEN = 256 * 1024 * 1024
"""Bytes that the program may use."""
REKENTIJD = 20
"""Seconds of the processor that the program may use."""

PIXELS = 80_000_000
PIXELS_PROGRESSIEF = 20_000_000
"""A progressive JPEG is kept whole in memory while it is read, at six bytes per pixel."""
LAGEN = 100
"""Layers of a progressive JPEG; each one costs a pass over all pixels."""
DELEN = 5_000
UITGEPAKT = 200 * 1024 * 1024
INPAKFACTOR = 200
"""How much smaller a part of a Word file may have become by packing, from a size of 1 MB; text reaches some tens."""

BEGIN = 1024
"""Bytes from the start in which a reader of PDF looks for the header."""
TE_ZWAAR = "een bestand dat te veel tijd of geheugen kost om te lezen"
OPNIEUW = "hetzelfde document, opnieuw opgeslagen of afgedrukt naar een nieuwe PDF"
ANDERS_OPSLAAN = "PDF, JPEG, PNG of Word (docx); sla het document op als een van deze soorten"

ANDERE_SOORTEN: tuple[tuple[str, str], ...] = (
    (r"GIF8[79]a", "een GIF-plaatje"),
    (r"II\*\0|MM\0\*", "een TIFF-plaatje"),
    (r"RIFF....WEBP", "een WebP-plaatje"),
    (r"....ftyp(hei[cxms]|hev[cx]|mif1|msf1)", "een HEIC-foto (van een iPhone)"),
    (r"....ftyp", "een film of geluid"),
    (r"\xd0\xcf\x11\xe0", "een oud Office-bestand (.doc), of een Office-bestand met een wachtwoord"),
    (r"\{\\rtf", "een RTF-bestand"),
    (r"MZ|\x7fELF|#!", "een programma"),
    (r"(?i:(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|script|svg|\?xml|!--))", "een webpagina of XML"),
)
_ANDERE = [(re.compile(patroon.encode("latin-1"), re.DOTALL), naam) for patroon, naam in ANDERE_SOORTEN]

_STARTENDE_ACTIES = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}
_MACRO = re.compile(r"vba(Project|Data)|activeX|oleObject", re.IGNORECASE)
_SJABLOON_ELDERS = re.compile(rb"attachedTemplate[^>]*Target=[\"']https?:|Target=[\"']https?:[^>]*attachedTemplate")
_HOOFDDEEL = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Geweigerd(Weigering):
    """A document that is refused: what was found and, where the general rule does not say it, what is allowed."""

    def __init__(self, gevonden: str, toegestaan: str = "") -> None:
        super().__init__(gevonden, toegestaan)
        self.gevonden = gevonden
        self.toegestaan = toegestaan


def soort_van(inhoud: bytes) -> str:
    """pdf, jpeg, png or docx (any zip, until `keur` has looked). Raises Geweigerd for another kind, or two at once."""
    if not inhoud:
        raise Geweigerd("een leeg bestand")
    soorten = {soort for soort, klopt in _KENMERKEN.items() if klopt(inhoud)}
    anders = next((naam for patroon, naam in _ANDERE if patroon.match(inhoud)), None)
    if len(soorten) > 1 or (soorten and anders):
        raise Geweigerd("een bestand dat twee soorten tegelijk is", "een bestand van één soort")
    if not soorten:
        raise Geweigerd(anders or "een bestand van een andere soort", ANDERS_OPSLAAN if anders else "")
    (soort,) = soorten
    if soort == "pdf" and not inhoud.lstrip(b"\xef\xbb\xbf\0\t\n\f\r ").startswith(b"%PDF-"):
        raise Geweigerd("een PDF waar iets anders vóór staat", OPNIEUW)
    if soort == "docx" and not inhoud.startswith(b"PK\3\4"):
        raise Geweigerd("een zip-bestand waar iets anders vóór staat", OPNIEUW)
    return soort


_KENMERKEN: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda inhoud: b"%PDF-" in inhoud[:BEGIN],
    "jpeg": lambda inhoud: inhoud.startswith(b"\xff\xd8\xff"),
    "png": lambda inhoud: inhoud.startswith(b"\x89PNG\r\n\x1a\n"),
    # The directory of a zip stands at the end, so that a zip can hide behind anything.
    "docx": lambda inhoud: inhoud.startswith(b"PK\3\4") or zipfile.is_zipfile(io.BytesIO(inhoud)),
}


def keur(soort: str, inhoud: bytes) -> None:
    """Read the whole document. Raises Geweigerd when it is damaged, too heavy, locked, or can start something."""
    try:
        _KEUREN[soort](inhoud)
    except Geweigerd:
        raise
    except MemoryError:
        raise Geweigerd(TE_ZWAAR, OPNIEUW) from None
    except Exception as fout:  # whatever a library stumbles over: a document that it cannot read is not accepted
        raise Geweigerd("een beschadigd of onvolledig bestand", "een bestand dat helemaal te lezen is") from fout


# images


def _keur_jpeg(inhoud: bytes) -> None:
    from PIL import Image

    if inhoud.count(b"\xff\xda") > LAGEN:
        raise Geweigerd(TE_ZWAAR, OPNIEUW)
    with Image.open(io.BytesIO(inhoud), formats=["JPEG"]) as beeld:
        _keur_pixels(beeld, PIXELS_PROGRESSIEF if beeld.info.get("progressive") else PIXELS)
        # An eighth of the size each way: all data are read, and hardly any memory is used.
        beeld.draft("L", (beeld.width // 8, beeld.height // 8))
        beeld.load()


def _keur_png(inhoud: bytes) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(inhoud), formats=["PNG"]) as beeld:
        _keur_pixels(beeld, PIXELS)
        beeld.verify()  # every part by its checksum, without unpacking


def _keur_pixels(beeld: Any, hoogstens: int) -> None:
    if beeld.width * beeld.height > hoogstens:
        raise Geweigerd(
            f"een plaatje van {beeld.width} bij {beeld.height} pixels", f"hoogstens {hoogstens // 1_000_000} megapixel"
        )


# PDF


def _keur_pdf(inhoud: bytes) -> None:
    from pypdf import PdfReader

    lezer = PdfReader(io.BytesIO(inhoud))
    if lezer.is_encrypted:
        raise Geweigerd("een PDF met een wachtwoord of beveiliging", "een PDF zonder beveiliging")
    if not len(lezer.pages):
        raise Geweigerd("een PDF zonder bladzijden", "een PDF met ten minste één bladzijde")
    for verzameling in _verzamelingen(lezer):
        if _waarde(verzameling, "/S") in _STARTENDE_ACTIES or "/JS" in verzameling or "/XFA" in verzameling:
            raise Geweigerd("een PDF met een script of opdracht erin", OPNIEUW)
        if "/EF" in verzameling or _waarde(verzameling, "/Subtype") in ("/FileAttachment", "/RichMedia"):
            raise Geweigerd("een PDF met een ander bestand erin", "een PDF zonder bijlagen; stuur die apart")


def _verzamelingen(lezer: Any) -> Iterator[Any]:
    """Every dictionary in the file, also in objects that no page points to: readers differ in what they follow."""
    from pypdf.generic import ArrayObject, DictionaryObject

    rijen = [(nummer, generatie) for generatie, rij in lezer.xref.items() for nummer in rij]
    rijen += [(nummer, 0) for nummer in lezer.xref_objStm]
    wachtrij: list[Any] = [lezer.trailer]
    for nummer, generatie in rijen:
        wachtrij.append(lezer.get_object(_verwijzing(nummer, generatie, lezer)))
        while wachtrij:
            ding = wachtrij.pop()
            if isinstance(ding, DictionaryObject):
                yield ding
                wachtrij.extend(dict.values(ding))
            elif isinstance(ding, ArrayObject):
                wachtrij.extend(list.__iter__(ding))


def _waarde(verzameling: Any, naam: str) -> Any:
    """A value, also when it stands elsewhere in the file."""
    waarde = verzameling.get(naam)
    return waarde.get_object() if waarde is not None else None


def _verwijzing(nummer: int, generatie: int, lezer: Any) -> Any:
    from pypdf.generic import IndirectObject

    return IndirectObject(nummer, generatie, lezer)


# Word


def _keur_docx(inhoud: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        delen = zip_.infolist()
        _keur_namen([deel.orig_filename for deel in delen])
        if len(delen) > DELEN or sum(deel.file_size for deel in delen) > UITGEPAKT or any(map(_te_klein, delen)):
            raise Geweigerd("een ingepakt bestand dat uitgepakt veel te groot is", OPNIEUW)
        if any(deel.flag_bits & 1 for deel in delen):
            raise Geweigerd("een ingepakt bestand met een wachtwoord", "een Word-bestand zonder wachtwoord")
        # A part is read no further than the size it gives itself, and its checksum must then be right.
        if zip_.testzip() is not None:
            raise Geweigerd("een beschadigd of onvolledig bestand", "een bestand dat helemaal te lezen is")
        namen = {deel.filename for deel in delen}
        if "[Content_Types].xml" not in namen or "_rels/.rels" not in namen:
            raise Geweigerd("een zip-bestand dat geen Word-bestand is", ANDERS_OPSLAAN)
        inhoudssoorten = zip_.read("[Content_Types].xml")
        if b"macroEnabled" in inhoudssoorten or any(_MACRO.search(naam) for naam in namen):
            raise Geweigerd("een Word-bestand met macro's of ingesloten programma's", "een Word-bestand zonder macro's")
        if _HOOFDDEEL not in inhoudssoorten:
            raise Geweigerd("een Office-bestand dat geen Word-document is", ANDERS_OPSLAAN)
        if any(_SJABLOON_ELDERS.search(zip_.read(naam)) for naam in namen if naam.endswith(".rels")):
            raise Geweigerd("een Word-bestand dat een sjabloon van het internet haalt", OPNIEUW)


def _keur_namen(namen: list[str]) -> None:
    for naam in namen:
        if naam.startswith("/") or ".." in naam.split("/") or re.search(r"[\\:\0]", naam):
            raise Geweigerd("een ingepakt bestand dat buiten zijn map wil schrijven", OPNIEUW)
    if len({naam.lower() for naam in namen}) < len(namen):
        raise Geweigerd("een ingepakt bestand met twee delen van dezelfde naam", OPNIEUW)


def _te_klein(deel: zipfile.ZipInfo) -> bool:
    return deel.file_size > 1024 * 1024 and deel.file_size > INPAKFACTOR * deel.compress_size


_KEUREN: dict[str, Callable[[bytes], None]] = {
    "pdf": _keur_pdf,
    "jpeg": _keur_jpeg,
    "png": _keur_png,
    "docx": _keur_docx,
}


def _begrens() -> None:
    try:
        import resource
    except ImportError:  # Windows; there the time limit of the caller remains
        return
    resource.setrlimit(resource.RLIMIT_DATA, (GEHEUGEN, GEHEUGEN))
    resource.setrlimit(resource.RLIMIT_CPU, (REKENTIJD, REKENTIJD))


if __name__ == "__main__":
    _begrens()
    try:
        keur(sys.argv[1], sys.stdin.buffer.read())
    except Geweigerd as reden:
        sys.stdout.buffer.write(f"{reden.gevonden}\n{reden.toegestaan}".encode())
        sys.exit(AFGEKEURD)
