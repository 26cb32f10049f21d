"""A Sankey diagram as plain SVG: how people move from one set of outcomes to another. No script, no outside fonts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from meerzorg.bladen.getallen import getal

BREEDTE, HOOGTE, BALK, TUSSEN, RAND = 1040, 520, 22, 10, 350
SCHAAL = HOOGTE - 13 * TUSSEN
"""The height of everyone together, leaving room between the bars."""
KLEUREN = ("#154273", "#39870c", "#8fcae7", "#e17000", "#a90061", "#f9e11e", "#42145f", "#01689b", "#777b00", "#d52b1e")
"""Colours of the Rijkshuisstijl; the words beside the bars say the same, so colour never carries the meaning alone."""


@dataclass(frozen=True, slots=True)
class _Balk:
    naam: str
    aantal: int
    y: float
    hoogte: float


def sankey(stromen: Sequence[tuple[str, str, int]], links: str, rechts: str, woorden: Mapping[str, str]) -> str:
    """The flows (van, naar, aantal) as SVG; `woorden` says the codes in Dutch, `links` and `rechts` are headings."""
    stromen = [stroom for stroom in stromen if stroom[2] > 0]
    totaal = sum(aantal for *_, aantal in stromen) or 1
    volgorde = [code for code in woorden if any(code in stroom[:2] for stroom in stromen)]
    kleur = {code: KLEUREN[nr % len(KLEUREN)] for nr, code in enumerate(volgorde)}
    van = _kolom([(code, sum(n for a, _, n in stromen if a == code)) for code in volgorde], totaal)
    naar = _kolom([(code, sum(n for _, b, n in stromen if b == code)) for code in volgorde], totaal)
    x_links, x_rechts = RAND, BREEDTE - RAND - BALK
    beschrijving = "; ".join(f"{woorden[a]} naar {woorden[b]}: {getal(n)}" for a, b, n in stromen)
    delen = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREEDTE} {HOOGTE + 40}" '
        f'font-family="sans-serif" font-size="13"><title>{escape(f"Van {links} naar {rechts}")}</title>'
        f"<desc>{escape(beschrijving)}</desc>",
        f'<text x="{x_links + BALK}" y="18" text-anchor="end" font-weight="bold">{escape(links)}</text>',
        f'<text x="{x_rechts}" y="18" font-weight="bold">{escape(rechts)}</text>',
    ]
    uit = {code: balk.y for code, balk in van.items()}
    in_ = {code: balk.y for code, balk in naar.items()}
    schaal = SCHAAL / totaal
    for a in volgorde:
        for b in volgorde:
            dikte = schaal * sum(n for c, d, n in stromen if (c, d) == (a, b))
            if dikte:
                delen.append(_stroom(x_links + BALK, uit[a], x_rechts, in_[b], dikte, kleur[a]))
                uit[a], in_[b] = uit[a] + dikte, in_[b] + dikte
    for kolom, x, tekst_x, anker in (
        (van, x_links, x_links - 8, "end"),
        (naar, x_rechts, x_rechts + BALK + 8, "start"),
    ):
        for code, balk in kolom.items():
            maat = f'width="{BALK}" height="{max(balk.hoogte, 1):.1f}"'
            delen.append(
                f'<rect x="{x}" y="{balk.y:.1f}" {maat} fill="{kleur[code]}"/>'
                f'<text x="{tekst_x}" y="{balk.y + balk.hoogte / 2 + 4:.1f}" text-anchor="{anker}">'
                f"{escape(woorden[code])} ({getal(balk.aantal)})</text>"
            )
    return "".join(delen) + "</svg>"


def _kolom(aantallen: Sequence[tuple[str, int]], totaal: int) -> dict[str, _Balk]:
    aanwezig = [(code, n) for code, n in aantallen if n]
    y, uit = 30.0, {}
    for code, n in aanwezig:
        hoogte = n * SCHAAL / totaal
        uit[code] = _Balk(code, n, y, hoogte)
        y += max(hoogte, 14) + TUSSEN / 2
    return uit


def _stroom(x0: float, y0: float, x1: float, y1: float, dikte: float, kleur: str) -> str:
    midden = (x0 + x1) / 2
    boven = f"M{x0:.1f} {y0:.1f}C{midden:.1f} {y0:.1f} {midden:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    z0, z1 = y0 + dikte, y1 + dikte
    onder = f"L{x1:.1f} {z1:.1f}C{midden:.1f} {z1:.1f} {midden:.1f} {z0:.1f} {x0:.1f} {z0:.1f}Z"
    return f'<path d="{boven}{onder}" fill="{kleur}" fill-opacity="0.35"/>'
