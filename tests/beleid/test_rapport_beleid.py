"""The report of a simulation: whole, readable, with the numbers of the simulation; no text of a user acts as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from meerzorg.beleid.invoer.aannames import Aannames, aannames
from meerzorg.beleid.populatie.personen import deelpopulaties, populatie
from meerzorg.beleid.rapport import pdf as rapport_pdf
from meerzorg.beleid.rapport import zekerheid as rapport_zekerheid
from meerzorg.beleid.rapport.blad import Rapport
from meerzorg.beleid.rapport.html import als_html
from meerzorg.beleid.rapport.opbouw import maak_rapport, schrijf_rapport
from meerzorg.beleid.rapport.zaak import OVERIGE, Rapportstof
from meerzorg.beleid.simulatie.doorrekenen import NODIG, simuleer
from meerzorg.beleid.simulatie.kubus import stromen, verschillen
from meerzorg.beleid.simulatie.onzekerheid import Gevoeligheid, spreiding, trekkingen
from meerzorg.beleid.simulatie.plan import Plan, lees_plan
from meerzorg.bladen.blokken import Commando, Figuur
from meerzorg.bladen.getallen import euro, getal
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vingerafdruk import regelset_sha256
from regeltaal.fouten import InvoerFout

PERSONEN, ZAAD = 12_000, 2026
BOOS = '<script>alert("x")</script> & #raw("y") $z$ \u202e'
LEEG_TAGS = {"meta", "br", "link", "img", "hr"}


@dataclass
class Tabel:
    titel: str = ""
    rijen: list[list[str]] = field(default_factory=list)

    def rij(self, *begin: str) -> list[str]:
        return next(rij for rij in self.rijen if rij[: len(begin)] == list(begin))


class Lezer(HTMLParser):
    """Reads a page, and holds it against what every page must be."""

    def __init__(self, tekst: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.volgorde: list[str] = []
        self.tabellen: list[Tabel] = []
        self.ids: list[str] = []
        self.ankers: list[str] = []
        self.feed(tekst)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        assert tag not in {"script", "iframe", "object", "embed", "link", "img", "foreignobject"}
        assert not [naam for naam in a if naam.startswith("on")]
        assert not [naam for naam in a if naam in ("src", "srcset", "action", "data")]
        for naam in ("href", "xlink:href"):
            assert (a.get(naam) or "#").startswith("#"), a
        if a.get("id"):
            self.ids.append(str(a["id"]))
        if tag == "a":
            self.ankers.append(str(a["href"]).removeprefix("#"))
        if tag == "html":
            assert a["lang"] == "nl"
        if tag == "svg":
            assert a["role"] == "img" and a["aria-label"]
        if tag == "th":
            assert a["scope"] in ("col", "row")
        if tag in ("figure", "table", "h1", "h2", "h3"):
            self.volgorde.append(tag)
        if tag == "table":
            self.tabellen.append(Tabel())
        if tag == "tr":
            self.tabellen[-1].rijen.append([])
        if tag in ("td", "th"):
            self.tabellen[-1].rijen[-1].append("")
        if tag not in LEEG_TAGS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.tabellen[-1].rijen[-1][-1] += data
        if self.open and self.open[-1] == "caption":
            self.tabellen[-1].titel += data

    def tabel(self, titel: str) -> Tabel:
        return next(tabel for tabel in self.tabellen if tabel.titel.split(": ", 1)[1] == titel)


def zaak(plan: Plan, delen: list[pl.DataFrame], *, fictief: bool = True, keren: int = 0) -> Rapportstof:
    getrokken = tuple(trekkingen(plan, PERSONEN, ZAAD, keren))
    return Rapportstof(plan, simuleer(plan, delen), getrokken, aannames(), PERSONEN, ZAAD, fictief, "verslag.html")


@pytest.fixture(scope="module")
def mensen() -> list[pl.DataFrame]:
    return list(deelpopulaties(PERSONEN, ZAAD, velden=NODIG))


@pytest.fixture(scope="module", autouse=True)
def snelle_tornado() -> Iterator[None]:
    """The real one takes seconds; here every assumption moves the difference by its place in the file."""

    def tornado(plan: Plan, naar: str, personen: int, zaad: int, van: Aannames, _: Any) -> list[Gevoeligheid]:
        namen = list(dict.fromkeys(rij.naam for rij in van))
        return [Gevoeligheid(naam, -1000.0 * nr, 500.0 * nr) for nr, naam in enumerate(namen[:20])][::-1]

    with pytest.MonkeyPatch.context() as m:
        m.setattr(rapport_zekerheid, "tornado", tornado)
        yield


@pytest.fixture(scope="module")
def vol(mensen: list[pl.DataFrame]) -> Rapportstof:
    return zaak(lees_plan("beleidskader-2026,alternatief-kostengrens", []), mensen, keren=3)


@pytest.fixture(scope="module")
def rapport(vol: Rapportstof) -> Rapport:
    return maak_rapport(vol)


@pytest.fixture(scope="module")
def bladzijde(rapport: Rapport) -> str:
    return als_html(rapport)


# whole and readable


def test_html_is_heel_en_leesbaar(bladzijde: str) -> None:
    lezer = Lezer(bladzijde)
    assert len(lezer.ids) == len(set(lezer.ids))
    assert set(lezer.ankers) <= set(lezer.ids) and "inhoud" in lezer.ankers
    assert lezer.volgorde.count("h1") == 1
    for tag, volgende in zip(lezer.volgorde, lezer.volgorde[1:], strict=False):
        assert tag != "figure" or volgende == "table"
    assert lezer.volgorde.count("figure") >= 10
    for nr, tabel in enumerate(lezer.tabellen, start=1):
        assert tabel.titel.startswith(f"Tabel {nr}: ")
        assert len({len(rij) for rij in tabel.rijen}) == 1
    adressen = set(re.findall(r"https?://[^\s\"'<)]+", bladzijde))
    assert adressen <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(http" not in bladzijde and "@import" not in bladzijde


def test_elke_figuur_heeft_woorden(rapport: Rapport) -> None:
    figuren = [blok for blok in rapport.blokken if isinstance(blok, Figuur)]
    assert all(figuur.alt and figuur.tabel.rijen and figuur.svg.startswith("<svg") for figuur in figuren)


def test_zegt_wat_verzonnen_en_aangenomen_is(bladzijde: str, vol: Rapportstof) -> None:
    for tekst in (
        "Alle mensen in dit verslag zijn verzonnen",
        "afgewezen alternatief",
        "Aanname van dit systeem",
        regelset_sha256(),
        vol.van.sha256,
        "in ongeveer 95 van de 100 keer",
        "het gewone budget beide keren genoeg",
    ):
        assert tekst in bladzijde
    assert {rij.naam.replace("_", " ") for rij in aannames()} <= {
        rij[0] for rij in Lezer(bladzijde).tabel("Aannames over de mensen").rijen
    }


# the same numbers as the simulation


def test_getallen_zijn_die_van_de_simulatie(bladzijde: str, vol: Rapportstof) -> None:
    lezer, (basis, naar) = Lezer(bladzijde), vol.uitslag.varianten
    kubus = vol.uitslag.kubussen[naar]
    wie = kubus.filter(pl.col("aanvraagt"))
    alles = lezer.tabel("Als iedereen een aanvraag deed")
    for code, aantal in vol.uitslag.tellingen[naar].uitkomsten.items():
        assert alles.rij(UITKOMSTEN[code])[2] == getal(aantal)
    for stroom in stromen(wie).iter_rows(named=True):
        if not stroom["van"] == stroom["naar"] == "regulier":
            rij = lezer.tabel(f"Van welke naar welke uitkomst: {basis} naar {naar}").rij(
                UITKOMSTEN[stroom["van"]], UITKOMSTEN[stroom["naar"]]
            )
            assert rij[2:] == [getal(stroom["personen"]), euro(stroom["verschil"] / 100)]
    geld = lezer.tabel(f"Verschil per jaar met {basis}")
    for soort, deel in (("wie aanvraagt", wie), ("als iedereen aanvroeg", kubus)):
        (v,) = verschillen(deel)
        assert geld.rij(naar, soort)[2:] == [
            *(euro(v.verschil), euro(v.laag), euro(v.hoog)),
            *(getal(v.winnaars), euro(v.winst), getal(v.verliezers), euro(v.verlies)),
        ]
    s = spreiding([trekking[naar].verschil for trekking in vol.getrokken])
    titel = "Uitkomsten over 3 trekkingen van de aannames, van wie aanvraagt"
    assert lezer.tabel(titel).rij(naar, "verschil per jaar")[2:] == [euro(s.midden), euro(s.laag), euro(s.hoog)]


def test_tornado_toont_de_twaalf_grootste(bladzijde: str) -> None:
    rijen = Lezer(bladzijde).tabel("De aannames die het meest uitmaken").rijen[1:]
    namen = list(dict.fromkeys(rij.naam for rij in aannames()))
    assert [rij[0] for rij in rijen] == [naam.replace("_", " ") for naam in namen[19:7:-1]]
    assert rijen[0][1:] == ["€ −19.000", "€ 9.500", aannames().uitleg(namen[19])]


def test_groepen_tellen_op_tot_wie_aanvraagt(bladzijde: str, vol: Rapportstof) -> None:
    lezer, (_, naar) = Lezer(bladzijde), vol.uitslag.varianten
    for wat in ("zorgprofiel", "leeftijd", "zorgkantoor"):
        rijen = lezer.tabel(f"Verschil per jaar naar {wat}, met {naar}").rijen[1:]
        assert sum(int(rij[1].replace(".", "")) for rij in rijen) == vol.aanvragers
        assert all(int(rij[1]) >= 10 for rij in rijen if rij[0] != OVERIGE)
    assert rijen[-1][0] == OVERIGE


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [(99392, "€ 99.392"), (0, "€ 0"), (-0.4, "€ 0"), (-1234.6, "€ −1.235"), (1e9, "€ 1.000.000.000")],
)
def test_euro(waarde: float, tekst: str) -> None:
    assert euro(waarde) == tekst


# changed norms, and the empty cases


def test_veranderde_norm_oud_en_nieuw_met_bron(mensen: list[pl.DataFrame]) -> None:
    z = zaak(lees_plan("beleidskader-2026", ["ekt_percentage=0.30"]), mensen)
    lezer = Lezer(als_html(maak_rapport(z)))
    rij = lezer.tabel("Veranderde normen").rijen[1]
    assert "ekt_percentage" in rij[0] and rij[2] == "0,25" and "(geldend)" in rij[3] and rij[5] == "aanname"
    assert rij[4].startswith("0,3")
    assert z.opdracht() == (
        f"meerzorg simuleer --personen {PERSONEN} --zaad {ZAAD} --kaders beleidskader-2026 "
        "--norm ekt_percentage=0.30 --trekkingen 0 --rapport verslag.html"
    )


def test_een_variant(mensen: list[pl.DataFrame]) -> None:
    z = zaak(Plan(), mensen, keren=2)
    bladzijde = als_html(maak_rapport(z))
    assert "Wie krijgt een andere uitkomst" not in bladzijde and "Welke aanname" not in bladzijde
    assert Lezer(bladzijde).tabel("Uitkomsten van wie aanvraagt").rijen


def test_eigen_mensen_en_namen_met_opmaak(tmp_path: Path) -> None:
    kantoor = pl.when(pl.col("persoon") % 2 == 0).then(pl.lit(BOOS)).otherwise(pl.lit(None, pl.String))
    tabel = populatie(3000, 1).with_columns(zorgkantoor=kantoor, aanvraagt=pl.lit(True)).drop("leeftijd")
    z = zaak(lees_plan("beleidskader-2026,alternatief-kostengrens", []), [tabel], fictief=False)
    rapport = maak_rapport(z)
    bladzijde = als_html(rapport)
    lezer = Lezer(bladzijde)
    assert "<script" not in bladzijde and "\u202e" not in bladzijde
    namen = [rij[0] for rij in lezer.tabel("Verschil per jaar naar zorgkantoor, met alternatief-kostengrens").rijen]
    assert namen == ["zorgkantoor", BOOS.replace("\u202e", "?"), "onbekend"]
    assert "Per leeftijd is niets te zeggen" in bladzijde
    assert "verzonnen" not in bladzijde and "Tornado" not in bladzijde
    assert "--populatie UW-BESTAND" in next(blok.tekst for blok in rapport.blokken if isinstance(blok, Commando))
    assert rapport_pdf.als_pdf(rapport).startswith(b"%PDF-")


def test_niemand_vraagt_aan() -> None:
    tabel = populatie(500, 1).with_columns(aanvraagt=pl.lit(False))
    z = zaak(lees_plan("beleidskader-2026,rlz-2027", []), [tabel], fictief=False)
    bladzijde = als_html(maak_rapport(z))
    Lezer(bladzijde)
    assert "Niemand in deze groep doet een aanvraag" in bladzijde


# PDF, and writing


def test_pdf_is_toegankelijk_en_leesbaar(rapport: Rapport, vol: Rapportstof, tmp_path: Path) -> None:
    pdf = rapport_pdf.als_pdf(rapport)
    assert pdf == rapport_pdf.als_pdf(rapport)
    for kenmerk in (b"%PDF-1.", b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"/MarkInfo"):
        assert kenmerk in pdf
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is niet geïnstalleerd (apt install poppler-utils): de tekst is niet nagelezen")
    bestand = tmp_path / "verslag.pdf"
    bestand.write_bytes(pdf)
    tekst = subprocess.run(["pdftotext", "-layout", bestand, "-"], capture_output=True, check=True).stdout.decode()  # noqa: S607
    (v,) = verschillen(vol.wie["alternatief-kostengrens"])
    assert "Alle mensen in dit verslag zijn verzonnen" in tekst
    assert euro(v.verschil) in tekst.replace("\u00a0", " ")


def _schrijf(pad: Path, z: Rapportstof) -> None:
    schrijf_rapport(pad, z.plan, z.uitslag, z.getrokken, z.van, z.personen, z.zaad, fictief=z.fictief)


@pytest.fixture(scope="module")
def klein() -> Rapportstof:
    return zaak(Plan(), [populatie(300, 1)], fictief=False)


@pytest.mark.parametrize("einde", ["html", "pdf"])
def test_geschreven_als_geheel(einde: str, klein: Rapportstof, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / f"verslag.{einde}"
    _schrijf(pad, klein)
    heel = pad.read_bytes()
    assert heel.startswith(b"%PDF" if einde == "pdf" else b"<!DOCTYPE html>")
    _schrijf(pad, klein)
    assert pad.read_bytes() == heel

    def vol(zelf: Path, inhoud: bytes) -> int:
        with zelf.open("wb") as bestand:
            bestand.write(inhoud[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", vol)
    with pytest.raises(InvoerFout, match=r"schrijven lukt niet \(de schijf is vol\)"):
        _schrijf(pad, klein)
    assert pad.read_bytes() == heel and list(tmp_path.iterdir()) == [pad]


@pytest.mark.parametrize("naam", ["verslag.docx", "verslag", "geen_map/verslag.html"])
def test_verkeerde_plek_geweigerd(naam: str, klein: Rapportstof, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="--rapport"):
        _schrijf(tmp_path / naam, klein)
    assert list(tmp_path.iterdir()) == []


def test_map_met_die_naam_geweigerd(klein: Rapportstof, tmp_path: Path) -> None:
    (tmp_path / "verslag.html").mkdir()
    with pytest.raises(InvoerFout, match="schrijven lukt niet"):
        _schrijf(tmp_path / "verslag.html", klein)
    assert [pad.name for pad in tmp_path.iterdir()] == ["verslag.html"]
