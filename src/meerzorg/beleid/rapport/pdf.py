"""The report as a PDF that everybody can read: PDF/UA-1."""

from __future__ import annotations

from meerzorg.beleid.rapport.blad import Rapport
from meerzorg.bladen.pdf import als_pdf as blokken_als_pdf

PAGINA = r"""
#let blauw = rgb("#154273")
#let lijn = rgb("#c8d1da")
#let grijs = rgb("#535353")

#set document(title: blad.titel, author: "meerzorg")
#set text(lang: "nl", font: "Libertinus Serif", size: 10.5pt, number-type: "lining")
#set par(justify: false, leading: 0.65em, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), footer: context {
  set text(size: 8.5pt, fill: grijs)
  blad.titel
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

#let stijl = (
  blauw: blauw, grijs: grijs, lijn: lijn, vlak: rgb("#f3f6f9"), streep: 1pt, cel: (x: 3pt, y: 3.5pt),
  punten: (spacing: 0.9em),
  tabelwoord: auto,
  letter: b => b.letter * 1pt,
  kolommen: b => b.breedtes.map(breedte => breedte * 1fr),
)

#title()
#text(size: 12.5pt, blad.ondertitel)

#toon(stijl)
"""
STANDAARDEN = ("ua-1",)


def als_pdf(rapport: Rapport) -> bytes:
    """The report as the bytes of a tagged PDF; the same report always gives the same bytes."""
    kop = {"titel": rapport.titel, "ondertitel": rapport.ondertitel}
    return blokken_als_pdf(PAGINA, kop, rapport.blokken, STANDAARDEN)
