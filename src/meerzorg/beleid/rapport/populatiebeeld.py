"""The population beside the public figures: what is public, what the population gives, and the difference."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby

import altair as alt
import polars as pl
import vl_convert

from meerzorg.beleid.invoer.aannames import BRONNEN, Aannames, aannames
from meerzorg.beleid.invoer.schema import ZORGKANTOREN, gegevens_van
from meerzorg.beleid.populatie.model import JAAR, LEEFTIJDEN
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.normen import normen
from meerzorg.wet.vocabulaire import DOMEINEN
from regeltaal.bron import Bron

BESLUITEN = {"toegekend": 300, "afgewezen": 15}
"""Decisions on meerzorg from January to May 2026 (JULI_MONITOR), for about 100 000 people at home."""
MONITOR_TOT = date(JAAR, 6, 1)
TOEGEKEND = {"meerzorg", "bijzondere_situatie", "overgang", "tijdelijk_verlengd", "tijdelijk_toegekend"}
"""The outcomes that the monitor would count as granted; ekt, toeslag and regulier are no decision on meerzorg."""
Z95 = 1.96

ONDERWERPEN = {
    "meerzorg": "Meerzorg thuis, per 100.000 mensen",
    "leeftijd": "Mensen met een pgb naar geslacht en leeftijd, in procenten",
    "zorgkantoor": "Verdeling over de zorgkantoren, in procenten",
    "score": "Gemiddelde score per zorgprofiel en domein",
}
UITLEG = {
    "meerzorg": "De besluiten zijn die van januari tot en met mei 2026. "
    "In de populatie is elke aanvraag beoordeeld met de regels die op de aanvraagdatum gelden.",
    "leeftijd": "De openbare cijfers zijn van november 2019.",
    "zorgkantoor": "Het openbare cijfer is de verdeling van het geld voor pgb in 2015. "
    "Iets nieuwers per regio is niet gevonden.",
    "score": "De openbare cijfers zijn gemeten aan de grafieken in bijlage A van de Regeling langdurige zorg. "
    "Voor andere zorgprofielen zijn er geen openbare gemiddelden.",
}


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One public figure and what the population gives; `marge` is half the 95 % interval of its sampling error."""

    onderwerp: str
    naam: str
    openbaar: float
    populatie: float
    marge: float
    bron: Bron

    @property
    def verschil(self) -> float:
        return self.populatie - self.openbaar


@dataclass(frozen=True, slots=True)
class Beeld:
    """A population of `personen` people beside the public figures, with the assumptions it came from."""

    personen: int
    cijfers: tuple[Cijfer, ...]
    aannames: Aannames


@dataclass
class _Telling:
    personen: int = 0
    meerzorg: int = 0
    uitkomsten: Counter[str] = field(default_factory=Counter)
    cellen: Counter[str] = field(default_factory=Counter)
    kantoren: Counter[str] = field(default_factory=Counter)
    scores: dict[tuple[str, str], tuple[int, float, float]] = field(default_factory=dict)

    def tel(self, deel: pl.DataFrame) -> None:
        self.personen += len(deel)
        self.meerzorg += int(deel["had_meerzorg"].sum())
        self.kantoren.update(dict(deel["zorgkantoor"].value_counts().iter_rows()))
        pgb = deel.filter(pl.col("leveringsvorm") != "mpt").group_by("geslacht", "leeftijd").len()
        for geslacht, leeftijd, aantal in pgb.iter_rows():
            klasse = next(naam for naam, (eerste, _) in reversed(LEEFTIJDEN.items()) if leeftijd >= eerste)
            self.cellen[f"{geslacht}/{klasse}"] += aantal
        aanvragen = deel.filter(pl.col("aanvraagt") & (pl.col("aanvraagdatum") < MONITOR_TOT))
        for rij in aanvragen.iter_rows(named=True):
            self.uitkomsten[beoordeel(lees_gegevens(gegevens_van(rij), str(rij["persoon"]), "persoon")).uitkomst] += 1
        for profiel, domein in _gemeten():
            score = deel.filter(pl.col("zorgprofiel") == profiel)[f"beperking_{domein}"].cast(pl.Float64)
            oud = self.scores.get((profiel, domein), (0, 0.0, 0.0))
            nieuw = len(score), float(score.sum()), float((score**2).sum())
            self.scores[profiel, domein] = (oud[0] + nieuw[0], oud[1] + nieuw[1], oud[2] + nieuw[2])


def _gemeten() -> dict[tuple[str, str], tuple[float, Bron]]:
    """The mean scores that were measured in an official chart."""
    return {
        (str(rij.sleutel[0]), str(rij.sleutel[1])): (float(str(rij.waarde)), rij.bron)
        for rij in normen().rijen
        if rij.naam == "beperkingen" and rij.status == "gemeten"
    }


def maak_beeld(delen: Iterable[pl.DataFrame], van: Aannames | None = None) -> Beeld:
    """Counts a generated population, batch by batch, beside the public figures."""
    telling = _Telling()
    for deel in delen:
        telling.tel(deel)
    return Beeld(telling.personen, tuple(_cijfers(telling)), van or aannames())


def _cijfers(t: _Telling) -> Iterator[Cijfer]:
    openbaar = aannames()
    afgewezen = t.uitkomsten["afwijzing"]
    toegekend = sum(t.uitkomsten[uitkomst] for uitkomst in TOEGEKEND)
    for naam, aantal, cijfer, bron in (
        ("mensen met lopende meerzorg", t.meerzorg, openbaar.getal("meerzorg_lopend"), "december-werkwijze"),
        ("aanvragen toegekend", toegekend, BESLUITEN["toegekend"], "juli-monitor"),
        ("aanvragen afgewezen", afgewezen, BESLUITEN["afgewezen"], "juli-monitor"),
    ):
        yield _deel("meerzorg", naam, cijfer, aantal, t.personen, 100_000, BRONNEN[bron])
    met_pgb = sum(t.cellen.values())
    for cel, deel in openbaar.verdeling("leeftijd_geslacht", "pgb").items():
        naam = cel.replace("/", ", ") + " jaar"
        yield _deel("leeftijd", naam, 100 * deel, t.cellen[cel], met_pgb, 100, BRONNEN["pgb-2019"])
    for nr, deel in openbaar.verdeling("zorgkantoor").items():
        naam, aantal = ZORGKANTOREN[nr].removeprefix("Zorgkantoor "), t.kantoren[ZORGKANTOREN[nr]]
        yield _deel("zorgkantoor", naam, 100 * deel, aantal, t.personen, 100, BRONNEN["rlz-8.2"])
    for (profiel, domein), (gemiddelde, van) in _gemeten().items():
        aantal, som, kwadraten = t.scores[profiel, domein]
        if aantal:
            spreiding = max(0.0, kwadraten / aantal - (som / aantal) ** 2)
            marge = Z95 * math.sqrt(spreiding / aantal)
            yield Cijfer("score", f"{profiel}, {DOMEINEN[domein]}", gemiddelde, som / aantal, marge, van)


def _deel(onderwerp: str, naam: str, openbaar: float, aantal: int, van: int, per: int, bron: Bron) -> Cijfer:
    p = aantal / van if van else 0.0
    return Cijfer(onderwerp, naam, openbaar, per * p, per * Z95 * math.sqrt(p * (1 - p) / van) if van else 0.0, bron)


def grafiek(cijfers: Iterable[Cijfer], titel: str) -> str:
    """The figures as SVG text: dots for what is public, diamonds for the population. No script, nothing fetched."""
    cijfers = list(cijfers)
    bron = {"openbaar cijfer": [c.openbaar for c in cijfers], "populatie": [c.populatie for c in cijfers]}
    tabel = pl.DataFrame({
        "naam": [c.naam for c in cijfers] * 2,
        "wie": [wie for wie in bron for _ in cijfers],
        "waarde": [waarde for waarden in bron.values() for waarde in waarden],
    })  # fmt: skip
    wie = alt.Scale(domain=list(bron), range=["#154273", "#e17000"])
    vorm = alt.Scale(domain=list(bron), range=["circle", "diamond"])
    chart = (
        alt.Chart(alt.InlineData(values=tabel.to_dicts()))
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("waarde:Q", title=None, scale=alt.Scale(zero=True)),
            y=alt.Y("naam:N", title=None, sort=None, axis=alt.Axis(grid=True, labelLimit=260)),
            color=alt.Color("wie:N", title=None, scale=wie, legend=alt.Legend(orient="top")),
            shape=alt.Shape("wie:N", title=None, scale=vorm, legend=alt.Legend(orient="top")),
        )
        .properties(width=520, height=alt.Step(20))
        .configure(font="sans-serif", background="white")
    )
    taal = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), format_locale=taal)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(titel)}" ', 1)


def als_html(beeld: Beeld) -> str:
    """The page as an HTML fragment: per subject a chart with its table, and the assumptions."""
    stukken = [f"<h2>De populatie naast de openbare cijfers</h2>\n<p>{escape(_inleiding(beeld))}</p>"]
    for onderwerp, cijfers in _per_onderwerp(beeld):
        titel = ONDERWERPEN[onderwerp]
        rijen = [[c.naam, *_getallen(c), c.bron.titel] for c in cijfers]
        stukken.append(
            f"<h3>{escape(titel)}</h3>\n<p>{escape(UITLEG[onderwerp])}</p>\n"
            f"<figure>{grafiek(cijfers, titel)}</figure>\n{_html_tabel(titel, KOPPEN, rijen)}"
        )
    tabel = _html_tabel("Aannames van de populatie", AANNAMEKOPPEN, _aannamerijen(beeld.aannames))
    stukken.append(f"<h3>Aannames</h3>\n{tabel}")
    return '<section class="populatiebeeld">\n' + "\n".join(stukken) + "\n</section>\n"


def als_markdown(beeld: Beeld) -> str:
    """The same page as Markdown, without the charts."""
    stukken = [f"## De populatie naast de openbare cijfers\n\n{_inleiding(beeld)}"]
    for onderwerp, cijfers in _per_onderwerp(beeld):
        rijen = [[c.naam, *_getallen(c), c.bron.titel] for c in cijfers]
        stukken.append(f"### {ONDERWERPEN[onderwerp]}\n\n{UITLEG[onderwerp]}\n\n{_markdown_tabel(KOPPEN, rijen)}")
    stukken.append(f"### Aannames\n\n{_markdown_tabel(AANNAMEKOPPEN, _aannamerijen(beeld.aannames))}")
    return "\n\n".join(stukken) + "\n"


KOPPEN = ["", "openbaar", "populatie", "verschil", "marge", "bron"]
AANNAMEKOPPEN = ["aanname", "waarden", "bron", "uitleg"]


def _inleiding(beeld: Beeld) -> str:
    return (
        f"Deze populatie heeft {_getal(beeld.personen, 0)} verzonnen mensen. Niemand in deze populatie bestaat echt. "
        "Hieronder staat wat openbaar bekend is naast wat de populatie geeft. De marge hoort bij het toeval van de "
        "steekproef: bij 95 van de 100 populaties is het verschil door toeval kleiner. Een openbaar cijfer kan zelf "
        "ook oud of afgerond zijn. Waar geen openbaar cijfer is, rust de populatie op een aanname."
    )


def _per_onderwerp(beeld: Beeld) -> Iterator[tuple[str, list[Cijfer]]]:
    return ((onderwerp, list(groep)) for onderwerp, groep in groupby(beeld.cijfers, key=lambda c: c.onderwerp))


def _getallen(c: Cijfer) -> list[str]:
    decimalen = 2 if c.onderwerp == "score" else 1
    openbaar, populatie, marge = (_getal(getal, decimalen) for getal in (c.openbaar, c.populatie, c.marge))
    verschil = round(c.verschil, decimalen) or 0.0  # never minus zero
    return [openbaar, populatie, ("+" if verschil > 0 else "") + _getal(verschil, decimalen), f"± {marge}"]


def _getal(waarde: float, decimalen: int) -> str:
    """As a Dutch reader writes it: 1.234,5."""
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def _aannamerijen(van: Aannames) -> list[list[str]]:
    rijen = []
    for naam, groep in groupby(sorted(van, key=lambda rij: rij.naam), key=lambda rij: rij.naam):
        tabel = list(groep)
        een = tabel[0]
        waarden = f"{een.waarde:g} ({een.laag:g} tot {een.hoog:g})" if len(tabel) == 1 else f"{len(tabel)} waarden"
        titels = dict.fromkeys(BRONNEN[rij.bron].titel for rij in tabel)
        rijen.append([naam, f"{waarden.replace('.', ',')}, {een.eenheid}", "; ".join(titels), van.uitleg(naam)])
    return rijen


def _html_tabel(titel: str, koppen: list[str], rijen: list[list[str]]) -> str:
    kop = "".join(f'<th scope="col">{escape(cel)}</th>' for cel in koppen)
    lijf = "\n".join(
        f'<tr><th scope="row">{escape(eerste)}</th>' + "".join(f"<td>{escape(cel)}</td>" for cel in rest) + "</tr>"
        for eerste, *rest in rijen
    )
    kop = f"<caption>{escape(titel)}</caption>\n<thead><tr>{kop}</tr></thead>"
    return f"<table>\n{kop}\n<tbody>\n{lijf}\n</tbody>\n</table>"


def _markdown_tabel(koppen: list[str], rijen: list[list[str]]) -> str:
    regels = [koppen, ["---"] * len(koppen), *rijen]
    return "\n".join("| " + " | ".join(cel.replace("|", "\\|") for cel in regel) + " |" for regel in regels)
