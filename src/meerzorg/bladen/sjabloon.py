"""How typst sets each kind of block; a page (of a letter, of a report) comes after it and calls `toon`."""

SJABLOON = r"""
#let blad = json(bytes(sys.inputs.blad))
#let regels(tekst) = tekst.split("\n").join(linebreak())
#let kader(vlak, rand, inset, inhoud) = block(fill: vlak, stroke: (left: 3pt + rand), inset: inset, width: 100%, inhoud)

#let tabel(b, stijl) = figure(caption: b.titel, kind: table, supplement: stijl.tabelwoord, {
  set text(size: (stijl.letter)(b))
  set par(leading: 0.5em)
  align(left, table(
    columns: (stijl.kolommen)(b),
    align: (x, y) => (if b.rechts.at(x) { right } else { left }) + (if y == 0 { bottom } else { top }),
    stroke: (x, y) => (bottom: if y == 0 { stijl.streep + stijl.blauw } else { 0.4pt + stijl.lijn }),
    fill: (x, y) => if y > 0 and calc.even(y) { stijl.vlak },
    inset: stijl.cel,
    table.header(..b.koppen.map(kop => text(weight: "bold", kop))),
    ..b.rijen.flatten(),
  ))
})

#let alinea(b, stijl) = {
  if b.soort == "kern" {
    kader(rgb("#eef3f8"), stijl.blauw, 9pt, par(text(size: 11.5pt, regels(b.tekst))))
  } else if b.soort == "nadruk" {
    kader(rgb("#fdf3e7"), rgb("#b35900"), 8pt, regels(b.tekst))
  } else if b.soort == "klein" {
    par(text(size: 9pt, fill: stijl.grijs, regels(b.tekst)))
  } else { par(regels(b.tekst)) }
}

#let bronnen(b) = {
  set text(size: 9.5pt)
  let bron((titel, url)) = if url == "" { titel } else { link(url, titel) }
  list(tight: false, spacing: 0.7em, ..b.regels.map(bron))
}

#let figuur(b, stijl) = {
  figure(caption: b.titel, kind: image, image(bytes(b.svg), format: "svg", alt: b.alt, width: b.deel * 100%))
  tabel(b.tabel, stijl)
}

#let tonen = (
  kop: (b, _) => heading(level: b.niveau, b.tekst),
  alinea: alinea,
  citaat: (b, _) => quote(block: true, regels(b.tekst)),
  lijst: (b, stijl) => (if b.genummerd { enum } else { list })(..stijl.punten, ..b.regels.map(regels)),
  paren: (b, _) => terms(..b.regels.map(((label, waarde)) => terms.item(label, regels(waarde)))),
  bronnen: (b, _) => bronnen(b),
  commando: (b, _) => block(fill: rgb("#f3f6f9"), inset: 8pt, width: 100%, raw(b.tekst, block: true)),
  tabel: tabel,
  figuur: figuur,
)
#let toon(stijl) = for blok in blad.blokken { (tonen.at(blok.blok))(blok, stijl) }
"""
