"""Uploaded documents: what a file really is, a name that is safe to show, and a store where nothing changes unseen."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from meerzorg.dossier import keuring
from regeltaal.fouten import Fout, InvoerFout, Weigering
from regeltaal.lezers.zin import opsomming

MB = 1024 * 1024
GROOTSTE = 25 * MB
"""Bytes; a photo of a telephone or a scan of a whole file fits."""
KEURTIJD = 30
"""Seconds that a file may take to be read before it is refused."""
LANGSTE_NAAM = 100

MIME = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXTENSIES = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg"), "png": (".png",), "docx": (".docx",)}
"""Per kind what a name may end in; the first one is given to a name that ends otherwise."""
SOORTEN_IN_WOORDEN = opsomming(["PDF", "JPEG", "PNG", "Word (docx)"], "of")

_TEKENS_NIET_IN_NAAM = re.compile(r'[<>:"|?*]')
_SHA256 = re.compile(r"[0-9a-f]{64}")


class OpslagFout(Weigering):
    """A stored document is gone, or is no longer what was stored; the message is in Dutch."""


@dataclass(frozen=True, slots=True)
class Bestand:
    """A document that was read and approved: `soort` is a key of MIME, `omvang` is in bytes, `naam` is safe to show."""

    soort: str
    mime: str
    omvang: int
    sha256: str
    naam: str
    inhoud: bytes = field(repr=False)


def lees_upload(stroom: IO[bytes], naam: str, *, grootste: int = GROOTSTE, veld: str = "document") -> Bestand:
    """Read an upload and decide by its content alone what it is; the name only serves to show.

    `grootste` is in bytes, `veld` is the field that a message names. Raises InvoerFout with one Dutch message for a
    file that is empty, too large, damaged, of another kind, of two kinds at once, or that can start something.
    """
    try:
        inhoud = _lees_hoogstens(stroom, grootste)
        soort = keuring.soort_van(inhoud)
        _keur_apart(soort, inhoud)
    except keuring.Geweigerd as reden:
        toegestaan = reden.toegestaan or f"{SOORTEN_IN_WOORDEN}, niet leeg en hoogstens {_in_mb(grootste)}"
        raise InvoerFout([Fout(veld, reden.gevonden, toegestaan, waar=veilige_naam(naam))]) from None
    return Bestand(
        soort=soort,
        mime=MIME[soort],
        omvang=len(inhoud),
        sha256=_hash(inhoud),
        naam=veilige_naam(naam, soort),
        inhoud=inhoud,
    )


def _lees_hoogstens(stroom: IO[bytes], grootste: int) -> bytes:
    delen: list[bytes] = []
    over = grootste + 1
    while over and (deel := stroom.read(min(over, MB))):
        delen.append(deel)
        over -= len(deel)
    if not over:
        raise keuring.Geweigerd(f"een bestand van meer dan {_in_mb(grootste)}")
    return b"".join(delen)


def _in_mb(omvang: int) -> str:
    return f"{omvang / MB:.4g} MB".replace(".", ",")


def _keur_apart(soort: str, inhoud: bytes) -> None:
    """Read the file in a process of its own, which has little memory and time: a file made to harm ends there."""
    opdracht = [sys.executable, "-P", keuring.__file__, soort]
    try:
        klaar = subprocess.run(opdracht, input=inhoud, capture_output=True, timeout=KEURTIJD, check=False)
    except subprocess.TimeoutExpired:
        raise keuring.Geweigerd(keuring.TE_ZWAAR, keuring.OPNIEUW) from None
    if klaar.returncode == keuring.AFGEKEURD:
        gevonden, _, toegestaan = klaar.stdout.decode("utf-8").partition("\n")
        raise keuring.Geweigerd(gevonden, toegestaan)
    if klaar.returncode:
        raise keuring.Geweigerd(keuring.TE_ZWAAR, keuring.OPNIEUW)


def veilige_naam(naam: str, soort: str | None = None) -> str:
    """A name to show and to download under: no folders, no invisible or turning characters, at most 100 characters.

    With `soort` it ends as that kind should: foto.png that is a JPEG becomes foto.jpg, and brief.exe that is a PDF
    becomes brief.exe.pdf.
    """
    zichtbaar = "".join(
        " " if teken.isspace() else teken
        for teken in unicodedata.normalize("NFC", naam)
        if teken.isspace() or not unicodedata.category(teken).startswith("C")
    )
    kaal = _TEKENS_NIET_IN_NAAM.sub("_", re.split(r"[/\\]", zichtbaar)[-1])
    stam, extensie = _gesplitst(" ".join(kaal.split()).rstrip(". "), soort)
    return (stam.lstrip(". ")[: LANGSTE_NAAM - len(extensie)].rstrip(". ") or "document") + extensie


def _gesplitst(naam: str, soort: str | None) -> tuple[str, str]:
    """The stem and the extension of a bare name, the extension made right for the kind."""
    bekend = next((e for rij in EXTENSIES.values() for e in rij if naam.lower().endswith(e)), "")
    stam, extensie = naam[: len(naam) - len(bekend)], naam[len(naam) - len(bekend) :].lower()
    if soort and extensie not in EXTENSIES[soort]:
        extensie = EXTENSIES[soort][0]
    return stam, extensie


class Opslag:
    """Documents in a folder outside all that the web server hands out, each under the hash of its content."""

    def __init__(self, map_: Path | str) -> None:
        self.map = Path(map_)

    def pad(self, sha256: str) -> Path:
        """Where the document with this hash is, or would be: `ab/cd/abcd…`. Raises OpslagFout when it is no hash."""
        if not _SHA256.fullmatch(sha256):
            raise OpslagFout("Dit document bestaat niet: het kenmerk is geen sha256.")
        return self.map / sha256[:2] / sha256[2:4] / sha256

    def bewaar(self, bestand: Bestand) -> str:
        """Store the content and give its hash; the same content is stored once. After this it survives a power cut.

        A stored copy that was damaged meanwhile is replaced. Raises OpslagFout when `bestand` belies its own hash.
        """
        if _hash(bestand.inhoud) != bestand.sha256:
            raise OpslagFout(f"Het document {bestand.naam} is veranderd nadat het is goedgekeurd.")
        doel = self.pad(bestand.sha256)
        if not (doel.exists() and _hash(doel.read_bytes()) == bestand.sha256):
            _schrijf(doel, bestand.inhoud)
        return bestand.sha256

    def lees(self, sha256: str) -> bytes:
        """The content as it was stored. Raises OpslagFout when it is not there or was changed."""
        try:
            inhoud = self.pad(sha256).read_bytes()
        except FileNotFoundError:
            raise OpslagFout(f"Het document met kenmerk {sha256[:12]}… ontbreekt in de opslag.") from None
        if _hash(inhoud) != sha256:
            raise OpslagFout(
                f"Het document met kenmerk {sha256[:12]}… is in de opslag veranderd en wordt niet getoond."
            )
        return inhoud


def _hash(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def _schrijf(doel: Path, inhoud: bytes) -> None:
    """Write a file that is there whole or not at all, also when the machine stops in between."""
    doel.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    greep, naam = tempfile.mkstemp(dir=doel.parent, prefix=".nieuw-")
    tijdelijk = Path(naam)
    try:
        with os.fdopen(greep, "wb") as bestand:
            bestand.write(inhoud)
            bestand.flush()
            os.fsync(bestand.fileno())
        tijdelijk.replace(doel)
    finally:
        tijdelijk.unlink(missing_ok=True)
    for map_ in (doel.parent, doel.parent.parent, doel.parent.parent.parent):
        _bewaar_map(map_)


def _bewaar_map(map_: Path) -> None:
    """A name in a folder survives a power cut only when the folder is written too. Windows has no such thing."""
    if os.name == "posix":
        greep = os.open(map_, os.O_RDONLY)
        try:
            os.fsync(greep)
        finally:
            os.close(greep)
