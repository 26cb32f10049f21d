"""The page of a letter, for typst: the address stands where a window envelope shows it. It has no text of its own."""

PAGINA = r"""
#let blauw = rgb("#1f3a5f")
#let grijs = rgb("#535353")
#let lijn = rgb("#b9c4cf")

#set document(
  title: blad.onderwerp,
  author: blad.afzender.first(),
  date: datetime(year: blad.datum.at(0), month: blad.datum.at(1), day: blad.datum.at(2)),
)
#set text(lang: "nl", region: "NL", font: "Libertinus Serif", fallback: false, size: 11pt, number-type: "lining")
#set par(justify: false, leading: 0.68em, spacing: 1.15em)
#set page(
  paper: "a4",
  margin: (left: 25mm, right: 25mm, top: 20mm, bottom: 24mm),
  footer: context {
    set text(size: 8.5pt, fill: grijs)
    blad.voet
    h(1fr)
    [bladzijde #counter(page).display() van #counter(page).final().first()]
  },
)
#show title: set text(size: 15pt, fill: blauw)
#show title: set block(above: 0mm, below: 7mm)
#show heading: set text(fill: blauw)
#show heading.where(level: 1): it => block(above: 1.9em, below: 0.85em, sticky: true, text(size: 12.5pt, it))
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.75em, sticky: true, text(size: 11pt, it))
#show figure: set block(breakable: true)
#show figure.caption: it => block(sticky: true, width: 100%, align(left, text(weight: "bold", size: 10pt, it.body)))
#set figure.caption(position: top)
#show quote.where(block: true): it => block(
  inset: (left: 10pt, y: 3pt), stroke: (left: 2pt + lijn), above: 0.9em, below: 1em, width: 100%, it.body,
)
#set terms(separator: [: ], spacing: 0.75em, hanging-indent: 1.2em)
#show link: set text(fill: blauw)

#let stijl = (
  blauw: blauw, grijs: grijs, lijn: lijn, vlak: none, streep: 0.9pt, cel: (x: 5pt, y: 4.5pt),
  punten: (tight: false, spacing: 0.8em),
  tabelwoord: none,
  letter: _ => 9.5pt,
  kolommen: b => b.koppen.enumerate().map(((nr, _)) => if nr == 0 and b.koppen.len() == 2 { 1fr } else { auto }),
)

#let minstens(hoogte, inhoud) = context block(
  height: calc.max(measure(block(width: 100mm, inhoud)).height, hoogte), width: 100%, above: 0pt, below: 0pt, inhoud,
)

#minstens(28mm, align(right, {
  set text(size: 9pt)
  set par(leading: 0.5em)
  text(size: 12pt, weight: "bold", fill: blauw, blad.afzender.first())
  linebreak()
  blad.afzender.slice(1).join(linebreak())
}))
#minstens(42mm, {
  set par(leading: 0.55em)
  blad.geadresseerde.join(linebreak())
})
#block(below: 9mm, {
  set text(size: 9.5pt)
  set terms(spacing: 0.5em, hanging-indent: 0pt)
  terms(..blad.kenmerken.map(((label, waarde)) => terms.item(label, waarde)))
})

#title()

#toon(stijl)
"""
