"""The report as PDF/UA-1, set by typst. All text goes in as data, so that nothing in it can be read as markup."""

from __future__ import annotations

import json
from typing import Any

import typst

from meerzorg.beleid.rapport.blokken import Alinea, Blok, Figuur, Kop, Lijst, Opdracht, Rapport, Tabel

SJABLOON = r"""
#let rapport = json(bytes(sys.inputs.rapport))
#let blauw = rgb("#154273")
#let lijn = rgb("#c8d1da")
#let vlak = rgb("#f3f6f9")

#set document(title: rapport.titel, author: "meerzorg")
#set text(lang: "nl", font: "Libertinus Serif", size: 10.5pt, number-type: "lining")
#set par(justify: false, leading: 0.65em, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), footer: context {
  set text(size: 8.5pt, fill: rgb("#535353"))
  rapport.titel
  h(1fr)
  [bladzijde #counter(page).display() van #counter(page).final().first()]
})
#show title: set text(size: 24pt, fill: blauw)
#show heading: set text(fill: blauw)
#show heading.where(level: 1): it => block(above: 2em, below: 1em, text(size: 16pt, it))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.9em, text(size: 12.5pt, it))
#show figure: set block(breakable: true)
#show figure.caption: it => block(sticky: true, width: 100%, align(left, text(weight: "bold", size: 9.5pt, it)))
#set figure.caption(position: top)
#show raw: set text(font: "DejaVu Sans Mono", size: 8.5pt)

#let tabel(b) = figure(caption: b.titel, kind: table, {
  set text(size: b.letter * 1pt)
  set par(leading: 0.5em)
  align(left, table(
    columns: b.breedtes.map(breedte => breedte * 1fr),
    align: (x, y) => (if b.rechts.at(x) { right } else { left }) + (if y == 0 { bottom } else { top }),
    stroke: (x, y) => (bottom: if y == 0 { 1pt + blauw } else { 0.4pt + lijn }),
    fill: (x, y) => if y > 0 and calc.even(y) { vlak },
    inset: (x: 3pt, y: 3.5pt),
    table.header(..b.koppen.map(kop => text(weight: "bold", kop))),
    ..b.rijen.flatten(),
  ))
})

#let tonen = (
  kop: b => heading(level: b.niveau, b.tekst),
  alinea: b => if b.nadruk {
    block(fill: rgb("#fdf3e7"), stroke: (left: 3pt + rgb("#b35900")), inset: 8pt, width: 100%, b.tekst)
  } else { par(b.tekst) },
  lijst: b => list(spacing: 0.9em, ..b.regels),
  opdracht: b => block(fill: vlak, inset: 8pt, width: 100%, raw(b.tekst, block: true)),
  tabel: tabel,
  figuur: b => {
    figure(caption: b.titel, kind: image, image(bytes(b.svg), format: "svg", alt: b.alt, width: b.deel * 100%))
    tabel(b.tabel)
  },
)

#title()
#text(size: 12.5pt, rapport.ondertitel)

#for blok in rapport.blokken { (tonen.at(blok.soort))(blok) }
"""
BLADBREED = 800
"""A picture of this width fills the page."""
BLADTEKENS = 120
"""So many letters of 8 points fill a line of a table."""
NAMEN = {Kop: "kop", Alinea: "alinea", Lijst: "lijst", Opdracht: "opdracht", Tabel: "tabel", Figuur: "figuur"}


def als_pdf(rapport: Rapport) -> bytes:
    """The report as the bytes of a tagged PDF; the same report always gives the same bytes."""
    inhoud = {
        "titel": rapport.titel,
        "ondertitel": rapport.ondertitel,
        "blokken": [_blok(blok) for blok in rapport.blokken],
    }
    pdf: bytes = typst.compile(
        SJABLOON.encode(),
        format="pdf",
        ignore_system_fonts=True,
        font_paths=[],
        sys_inputs={"rapport": json.dumps(inhoud, ensure_ascii=False).replace("€ ", "€\u00a0")},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return pdf


def _blok(blok: Blok) -> dict[str, Any]:
    velden: dict[str, Any] = {naam: getattr(blok, naam) for naam in blok.__slots__} | {"soort": NAMEN[type(blok)]}
    match blok:
        case Tabel():
            breedtes = _breedtes(blok)
            velden |= {"rechts": [blok.rechts(nr) for nr in range(len(blok.koppen))], "breedtes": breedtes}
            velden["letter"] = max(6.0, min(8.0, 8.0 * BLADTEKENS / sum(breedtes)))
        case Figuur():
            velden |= {"tabel": _blok(blok.tabel), "deel": min(1.0, blok.breedte / BLADBREED)}
    return velden


def _breedtes(tabel: Tabel) -> list[float]:
    """How many letters wide each column is: no number or word is cut, and long text gets what is left of the line."""
    minst, wens = [], []
    for nr, kop in enumerate(tabel.koppen):
        cellen = [rij[nr] for rij in tabel.rijen]
        woorden = [len(woord) for tekst in (kop, *cellen) for woord in tekst.split(" ")]
        lengtes = sorted(map(len, cellen)) or [0]
        vast = lengtes[-1] if tabel.rechts(nr) else 0
        minst.append(3 + max(vast, *woorden))
        wens.append(max(minst[-1], vast or min(70, lengtes[len(lengtes) * 9 // 10])))
    extra = sum(wens) - sum(minst)
    deel = min(1.0, max(0, BLADTEKENS - sum(minst)) / extra) if extra else 0.0
    return [smal + (ruim - smal) * deel for smal, ruim in zip(minst, wens, strict=True)]
