"""Charts as plain SVG: no script, nothing fetched. Beside each stands a table with the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import vl_convert

from meerzorg.bladen.getallen import euro, getal

BLAUW, LICHT, ORANJE = "#154273", "#8fcae7", "#e17000"
KLEUREN = (BLAUW, ORANJE, "#39870c", "#a90061", "#01689b", "#777b00", "#d52b1e", "#42145f", "#535353", "#673327")
"""Colours of the Rijkshuisstijl that stand out on white."""
KANTEN = ["aanname op haar laagst", "aanname op haar hoogst"]
BREEDTE, REGEL, LABEL = 480, 24, 330
TAAL = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""], "minus": "−"}


class Staaf(NamedTuple):
    """A value with the bounds between which it lies."""

    naam: str
    waarde: float
    laag: float
    hoog: float


def staven(rijen: Sequence[Staaf], as_titel: str) -> str:
    """A bar per row in euro, with a line from its lower to its upper bound."""
    data = [rij._asdict() | {"tekst": euro(rij.waarde), "rand": max(rij.waarde, rij.hoog, 0)} for rij in rijen]
    basis = alt.Chart(alt.InlineData(values=data)).encode(y=_namen("naam"))
    return _svg(
        basis.mark_bar(color=LICHT, stroke=BLAUW, height=12).encode(x=_euro("waarde", as_titel)),
        basis.mark_rule(color=BLAUW, strokeWidth=2).encode(x="laag:Q", x2="hoog:Q"),
        basis.mark_text(align="left", dx=6).encode(x="rand:Q", text="tekst:N"),
        _lijn(0),
    )


def groepen(rijen: Sequence[tuple[str, str, int]]) -> str:
    """Bars of numbers of people: (row, colour, number), the colours beside each other in every row."""
    kleuren = list(dict.fromkeys(kleur for _, kleur, _ in rijen))
    dik = 12 if len(kleuren) < 4 else 9
    data = [{"naam": naam, "kleur": kleur, "aantal": aantal, "tekst": getal(aantal)} for naam, kleur, aantal in rijen]
    basis = alt.Chart(alt.InlineData(values=data)).encode(y=_namen("naam"), yOffset=alt.YOffset("kleur:N", sort=None))
    schaal = alt.Scale(domain=kleuren, range=[KLEUREN[nr % len(KLEUREN)] for nr in range(len(kleuren))])
    uitleg = alt.Legend(orient="top", direction="vertical", labelLimit=500) if len(kleuren) > 1 else None
    return _svg(
        basis.mark_bar(height=dik).encode(
            x=alt.X("aantal:Q", title="mensen", axis=alt.Axis(format=",d", tickMinStep=1)),
            color=alt.Color("kleur:N", title=None, scale=schaal, legend=uitleg),
        ),
        basis.mark_text(align="left", dx=4, fontSize=dik).encode(x="aantal:Q", text="tekst:N"),
        stap=dik + 2,
    )


def tornado(rijen: Sequence[tuple[str, float, float]], midden: float, as_titel: str) -> str:
    """Per row (name, at its lowest, at its highest) the outcome, on either side of the outcome in the middle."""
    data = [
        {"naam": naam, "midden": midden, "uitkomst": uitkomst, "kant": kant}
        for naam, *kanten in rijen
        for kant, uitkomst in zip(KANTEN, kanten, strict=True)
    ]
    schaal = alt.Scale(domain=KANTEN, range=[BLAUW, ORANJE])
    vorm = alt.Scale(domain=KANTEN, range=["circle", "diamond"])
    uitleg = alt.Legend(orient="top", labelLimit=300)
    basis = alt.Chart(alt.InlineData(values=data)).encode(
        y=_namen("naam"), color=alt.Color("kant:N", title=None, scale=schaal, legend=uitleg)
    )
    return _svg(
        basis.mark_rule(strokeWidth=5).encode(x=_euro("midden", as_titel), x2="uitkomst:Q"),
        basis.mark_point(filled=True, size=90, opacity=1).encode(
            x="uitkomst:Q", shape=alt.Shape("kant:N", title=None, scale=vorm, legend=uitleg)
        ),
        _lijn(midden),
    )


def punten(rijen: Sequence[tuple[str, float, float]], eerste: str, tweede: str) -> str:
    """Per row (name, value, value) a dot for what is called `eerste`, and a diamond for `tweede`."""
    data = [
        {"naam": naam, "wie": wie, "waarde": waarde}
        for nr, wie in enumerate((eerste, tweede), start=1)
        for naam, waarde in ((rij[0], rij[nr]) for rij in rijen)
    ]
    kleur = alt.Scale(domain=[eerste, tweede], range=[BLAUW, ORANJE])
    vorm = alt.Scale(domain=[eerste, tweede], range=["circle", "diamond"])
    uitleg = alt.Legend(orient="top")
    basis = alt.Chart(alt.InlineData(values=data)).mark_point(filled=True, size=90, opacity=1)
    return _svg(
        basis.encode(
            x=alt.X("waarde:Q", title=None, scale=alt.Scale(zero=True)),
            y=alt.Y("naam:N", title=None, sort=None, axis=alt.Axis(grid=True, labelLimit=260)),
            color=alt.Color("wie:N", title=None, scale=kleur, legend=uitleg),
            shape=alt.Shape("wie:N", title=None, scale=vorm, legend=uitleg),
        ),
        breedte=520,
        stap=20,
        letter=10,
    )


def _namen(veld: str) -> Any:
    """The names of the rows, in the order of the data, readable in full."""
    return alt.Y(f"{veld}:N", title=None, sort=None, axis=alt.Axis(labelLimit=LABEL, ticks=False, domain=False))


def _euro(veld: str, titel: str) -> Any:
    return alt.X(
        f"{veld}:Q",
        title=titel,
        axis=alt.Axis(labelExpr="'€ ' + format(datum.value, ',.0f')", tickCount=4, labelFlush=False, labelOverlap=True),
    )


def _lijn(waarde: float) -> Any:
    return alt.Chart(alt.InlineData(values=[{"x": waarde}])).mark_rule(color="#535353").encode(x="x:Q")


def _svg(*lagen: Any, breedte: int = BREEDTE, stap: int = REGEL, letter: int = 13) -> str:
    chart = alt.layer(*lagen).properties(width=breedte, height=alt.Step(stap))
    chart = chart.configure(font="sans-serif", background="white").configure_view(stroke=None)
    chart = chart.configure_axis(labelFontSize=letter, titleFontSize=letter)
    chart = chart.configure_legend(labelFontSize=letter).configure_text(fontSize=letter)
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), format_locale=TAAL)
    return svg
