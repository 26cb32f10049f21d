"""The house rules: what may not stand in a tracked file, and the shape of the interpretations."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
SLOTEN = sorted((WORTEL / "requirements").glob("*.txt"))

# An address, an option of an installer that names one, or a direct reference `name @ place`.
ADRES = re.compile(r"://|^\s*--?(?!hash=)[a-z]|^\S+\s*@|\b(simple|packages)/", re.IGNORECASE)
# A path that exists on one machine only: a home folder, a temporary folder, a build machine.
MACHINEPAD = re.compile(r"(?<![\w.~}-])(?:/(?:home|root|Users|work|builds|tmp|opt)/[\w.]|[A-Z]:\\Users\\)")


def bestanden() -> list[Path]:
    """All files that are tracked, or would be with `git add .`."""
    git = shutil.which("git")
    assert git, "this test needs git"
    opdracht = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    namen = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, encoding="utf-8", check=True).stdout
    return [WORTEL / naam for naam in namen.split("\0") if naam and (WORTEL / naam).is_file()]


def tekst(bestand: Path) -> str:
    return bestand.read_text("utf-8", errors="replace")


def regels_met(patroon: re.Pattern[str], bestand: Path) -> list[str]:
    plek = bestand.relative_to(WORTEL)
    return [f"{plek}:{nr}: {regel}" for nr, regel in enumerate(tekst(bestand).splitlines(), 1) if patroon.search(regel)]


def pakketregels(slot: Path) -> list[str]:
    """The requirements of a lock file, each on one line with its hashes."""
    kaal = (regel for regel in tekst(slot).splitlines() if regel.strip() and not regel.lstrip().startswith("#"))
    return [regel for regel in "\n".join(kaal).replace("\\\n", " ").splitlines() if regel.strip()]


@pytest.mark.parametrize("slot", SLOTEN, ids=lambda slot: slot.name)
def test_een_slotbestand_noemt_geen_adres(slot: Path) -> None:
    assert regels_met(ADRES, slot) == []


@pytest.mark.parametrize("slot", SLOTEN, ids=lambda slot: slot.name)
def test_een_slotbestand_zet_elk_pakket_vast_met_een_vingerafdruk(slot: Path) -> None:
    assert bool(pakketregels(slot)) == (slot.name != "basis.txt"), "the law alone needs nothing"
    assert [regel for regel in pakketregels(slot) if "==" not in regel or "--hash=sha256:" not in regel] == []


def test_slotbestanden_zijn_het_eens_over_versies() -> None:
    basis, ontwikkel = (
        {regel.split()[0] for regel in pakketregels(WORTEL / "requirements" / naam)}
        for naam in ("basis.txt", "ontwikkel.txt")
    )
    assert basis <= ontwikkel


def test_geen_pad_van_een_machine_in_een_bestand() -> None:
    assert [regel for bestand in bestanden() for regel in regels_met(MACHINEPAD, bestand)] == []


@pytest.mark.parametrize("pad", ["/home/" + "jan/x", 'open("/tmp/' + 'x")', "C:\\Users\\" + "jan"])
def test_een_pad_van_een_machine_wordt_herkend(pad: str) -> None:
    assert MACHINEPAD.search(pad)


@pytest.mark.parametrize(
    "regel", ["--index-url https://example.org", "--find-links x", "x @ file:///y", "a==1 # via https://x"]
)
def test_een_adres_wordt_herkend(regel: str) -> None:
    assert ADRES.search(regel)


LANGE_REGELS = 373
"""Lines of templates that are longer still; their number may only shrink."""


def test_een_regel_van_een_sjabloon_is_te_overzien() -> None:
    lang = [
        f"{sjabloon.relative_to(WORTEL)}:{nr}"
        for sjabloon in (WORTEL / "src").rglob("*.html")
        for nr, regel in enumerate(tekst(sjabloon).splitlines(), 1)
        if len(regel) > 160
    ]
    assert len(lang) <= LANGE_REGELS, lang


def rijen(onderdeel: str) -> list[list[str]]:
    """The rows of the table in one part of a page, without its head."""
    regels = [regel for regel in onderdeel.splitlines() if regel.startswith("|")]
    return [[vak.strip() for vak in regel.strip().strip("|").split("|")] for regel in regels[2:]]


INTERPRETATIES = tekst(WORTEL / "docs" / "interpretaties.md").split("\n## ")[1:]


@pytest.mark.parametrize("onderdeel", INTERPRETATIES, ids=lambda onderdeel: onderdeel.splitlines()[0])
def test_elke_interpretatie_heeft_haar_vier_delen(onderdeel: str) -> None:
    assert rijen(onderdeel)
    for rij in rijen(onderdeel):
        assert len(rij) == 4 and all(rij), f"unclear, chosen, source, how to change: {rij}"
