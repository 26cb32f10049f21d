"""Every citation leads to a text: an article in `wet/teksten`, or a paragraph of a letter in `docs/brieven.md`."""

from __future__ import annotations

import re
from pathlib import Path

from gereedschap.gouden import verwijzingen
from meerzorg.wet.teksten.artikelen import artikelen, tekst_van

WORTEL = Path(__file__).parents[2]
GENOEMD = re.compile(r"\b(Awb|Wlz|Blz|Rlz) art\. (\d+[:.]\d+[a-z]?(?:\.\d+)*(?: lid \d)?)")


def test_elke_verwijzing_leidt_naar_een_tekst() -> None:
    """Also those of norms and of deadlines; the assumptions of this system stand in docs/interpretaties.md."""
    koppen = {kop for kop in (WORTEL / "docs" / "brieven.md").read_text("utf-8").split("\n") if kop.startswith("## ")}
    for bron in verwijzingen():
        pad, _, anker = bron.url.partition("#")
        if pad == "docs/brieven.md":
            assert f"## {anker}" in koppen, bron
        elif pad != "docs/interpretaties.md":
            assert tekst_van(bron) is not None, bron


def test_ook_een_artikel_in_een_zin_heeft_een_tekst() -> None:
    bronbestanden = [
        pad for pad in (WORTEL / "src" / "meerzorg").rglob("*") if pad.suffix in (".py", ".html", ".csv", ".typ")
    ]
    genoemd = {" art. ".join(deel) for pad in bronbestanden for deel in GENOEMD.findall(pad.read_text("utf-8"))}
    assert len(genoemd) > 10
    bekend = {*artikelen(), *(titel.partition(" lid ")[0] for titel in artikelen())}
    assert genoemd - bekend == set()


def test_een_aanhaling_is_een_tekst_die_is_gezien() -> None:
    """Only these were seen word for word; the others say in our words what was read, or that there is no text."""
    soorten = {tekst.titel: tekst.soort for tekst in artikelen().values()}
    assert {titel for titel, soort in soorten.items() if soort == "letterlijk"} == {
        "Rlz art. 2.2 lid 1",
        "Rlz art. 2.2 lid 3",
        "Rlz art. 5.1 lid 1",
        "Rlz art. 5.12",
        "Blz art. 3.6.1",
    }
