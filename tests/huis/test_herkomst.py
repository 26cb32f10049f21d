"""Where the law comes from: every demand of the letters has a place, and every cited paragraph can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from meerzorg.wet.teksten import bronnen
from regeltaal.bron import Bron

WORTEL = Path(__file__).parents[2]
DOCS = WORTEL / "docs"
HERKOMST = (DOCS / "herkomst.md").read_text("utf-8")
KOPPEN = re.findall(r"^## (\S+)$", (DOCS / "brieven.md").read_text("utf-8"), re.MULTILINE)
BRIEVEN = {"J": "juli-2026-", "D": "december-2025-"}
PAD = re.compile(r"`([\w.-]+(?:/[\w.-]*)+)`")

# The later parts and where each will live. Once a part is there, its rows must name the place instead.
LATER = {
    "bezwaar": "src/meerzorg/dossier/handelingen/bezwaar.py",
    "loket": "src/meerzorg/loket",
    "intervisie": "src/meerzorg/landelijk/intervisie",
    "monitor": "src/meerzorg/landelijk/monitor",
    "beleid": "src/meerzorg/beleid",
}


class Rij(NamedTuple):
    """One row of the table: number, what the letter says, paragraph, place."""

    nr: str
    eis: str
    alinea: str
    waar: str

    @property
    def paden(self) -> list[str]:
        return PAD.findall(self.waar)

    @property
    def later(self) -> list[str]:
        """The later parts that this row names, in one or more lists after the word `later:`."""
        lijsten = re.findall(r"\blater: ([^(;]*)", self.waar)
        return [naam for lijst in lijsten for naam in re.split(r",\s*", lijst.strip())]


RIJEN = [
    Rij(*(vak.strip() for vak in regel.strip("|").split("|")))
    for regel in HERKOMST.splitlines()
    if re.match(r"\| [JD]\d", regel)
]


def test_beide_brieven_zijn_doorgenummerd() -> None:
    for letter in BRIEVEN:
        nummers = [rij.nr for rij in RIJEN if rij.nr.startswith(letter)]
        assert nummers
        assert nummers == [f"{letter}{nr}" for nr in range(1, len(nummers) + 1)]


def test_elke_eis_heeft_een_plaats() -> None:
    assert [
        rij.nr for rij in RIJEN if not (rij.eis and (rij.paden or rij.later or "niet in software: " in rij.waar))
    ] == []


def test_elke_genoemde_plaats_bestaat() -> None:
    assert [(rij.nr, pad) for rij in RIJEN for pad in rij.paden if not (WORTEL / pad).exists()] == []


def test_later_noemt_een_deel_dat_er_nog_niet_is() -> None:
    genoemd = [(rij.nr, deel) for rij in RIJEN for deel in rij.later]
    assert [(nr, deel) for nr, deel in genoemd if deel not in LATER] == []
    assert [(nr, deel) for nr, deel in genoemd if any(WORTEL.glob(f"{LATER[deel]}*"))] == []


def test_elke_rij_wijst_naar_een_alinea_van_haar_eigen_brief() -> None:
    for rij in RIJEN:
        (anker,) = re.findall(r"\(brieven\.md#([\w-]+)\)", rij.alinea)
        assert anker in KOPPEN and anker.startswith(BRIEVEN[rij.nr[0]]), rij.nr


def test_elke_alinea_wordt_in_de_tabel_gebruikt() -> None:
    assert [kop for kop in KOPPEN if f"brieven.md#{kop})" not in HERKOMST] == []


def test_elke_bron_binnen_het_project_is_te_lezen() -> None:
    waarden = [*vars(bronnen).values(), *bronnen.BRONNEN.values()]
    eigen = {bron.url for bron in waarden if isinstance(bron, Bron) and bron.url.startswith("docs/")}
    assert any("#" in url for url in eigen)
    for url in eigen:
        pagina, _, anker = url.partition("#")
        assert not anker or f"## {anker}" in (WORTEL / pagina).read_text("utf-8").splitlines(), url


def test_elke_interpretatie_is_te_veranderen_waar_zij_zegt() -> None:
    paden = PAD.findall((DOCS / "interpretaties.md").read_text("utf-8"))
    assert paden
    assert [pad for pad in paden if not (WORTEL / pad).exists()] == []


def ankers(pagina: Path) -> set[str]:
    """The anchors of a page as GitHub makes them from its headings."""
    koppen = re.findall(r"^#+ (.+)$", pagina.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", kop.lower()).replace(" ", "-") for kop in koppen}


@pytest.mark.parametrize("pagina", [*WORTEL.glob("*.md"), *DOCS.glob("*.md")], ids=lambda pagina: pagina.name)
def test_een_verwijzing_tussen_paginas_komt_ergens_uit(pagina: Path) -> None:
    for pad, anker in re.findall(r"\]\((?!\w+://)([^)#\s]*)#?([^)\s]*)\)", pagina.read_text("utf-8")):
        doel = pagina.parent / pad if pad else pagina
        assert doel.exists(), pad
        assert not anker or anker in ankers(doel), f"{pad}#{anker}"
