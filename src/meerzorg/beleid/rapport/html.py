"""The report as one HTML file: no script, nothing fetched, readable by keyboard, by ear, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count

from meerzorg.beleid.rapport.blokken import Alinea, Blok, Figuur, Kop, Lijst, Opdracht, Rapport, Tabel

KLEINST = 760
"""A picture of full width is never shown narrower than this many pixels: it scrolls."""
STIJL = """
:root { color-scheme: light; --blauw: #154273; --lijn: #c8d1da; --vlak: #f3f6f9; }
* { box-sizing: border-box; }
body { margin: 0; border-top: .5rem solid var(--blauw); background: #fff; color: #1a1a1a;
  font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, sans-serif; }
header, nav, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1, h2, h3 { color: var(--blauw); line-height: 1.25; overflow-wrap: break-word; }
h1 { font-size: 2.25rem; margin: 0 0 .5rem; }
h2 { margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--lijn); font-size: 1.6rem; }
h3 { margin: 2.25rem 0 .75rem; font-size: 1.2rem; }
p, li { max-width: 46rem; }
.ondertitel { font-size: 1.25rem; margin-top: 0; }
.nadruk { border-left: .35rem solid #b35900; background: #fdf3e7; padding: .75rem 1rem; }
nav ul { columns: 2; column-gap: 2rem; padding-left: 1.2rem; }
a { color: #01578a; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #1a1a1a; outline-offset: 3px; background: #fff6b0; }
.naar-inhoud { position: absolute; left: -100rem; }
.naar-inhoud:focus { position: static; display: inline-block; padding: .75rem 1.25rem; }
ol.zinnen { padding-left: 0; list-style: none; }
ol.zinnen li { background: var(--vlak); border-left: .35rem solid var(--blauw); padding: .6rem 1rem; margin: .5rem 0; }
figure { margin: 1.5rem 0 .5rem; }
.schuif { overflow-x: auto; }
figure svg { display: block; height: auto; }
figcaption, caption { text-align: left; font-weight: 600; padding: .5rem 0; }
table { border-collapse: collapse; min-width: 32rem; margin: .25rem 0 1.5rem; font-size: .9375rem; }
th, td { border-bottom: 1px solid var(--lijn); padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--blauw); vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) { background: var(--vlak); }
.getal { text-align: right; font-variant-numeric: tabular-nums; padding-left: .75rem; }
td.getal { white-space: nowrap; }
th, td { overflow-wrap: break-word; min-width: 4rem; }
pre { background: var(--vlak); padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  body { font-size: 1rem; } h1 { font-size: 1.7rem; } h2 { font-size: 1.35rem; } nav ul { columns: 1; }
  table { min-width: 0; } .schuif { box-shadow: inset -.6rem 0 .6rem -.6rem #8a97a5; }
}
@media print {
  @page { size: A4; margin: 18mm; }
  body { font-size: 10pt; } nav, .naar-inhoud { display: none; } header, main { padding: 0; max-width: none; }
  h2, h3, caption, figcaption { break-after: avoid; } figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .schuif { overflow: visible; } figure svg { min-width: 0 !important; } table { min-width: 0; font-size: 8pt; }
  td.getal { white-space: normal; }
}
"""


def als_html(rapport: Rapport) -> str:
    """The report as a whole HTML document."""
    hoofdstukken = [blok for blok in rapport.blokken if isinstance(blok, Kop) and blok.niveau == 1]
    inhoud = "\n".join(
        f'<li><a href="#deel-{nr}">{escape(kop.tekst)}</a></li>' for nr, kop in enumerate(hoofdstukken, 1)
    )
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(rapport.titel)}</title>
<style>{STIJL}</style>
</head>
<body>
<a class="naar-inhoud" href="#inhoud">Naar de inhoud</a>
<header>
<h1>{escape(rapport.titel)}</h1>
<p class="ondertitel">{escape(rapport.ondertitel)}</p>
</header>
<nav aria-label="Inhoudsopgave">
<ul>
{inhoud}
</ul>
</nav>
<main id="inhoud">
{"".join(_blokken(rapport.blokken))}</main>
</body>
</html>
"""


def _blokken(blokken: tuple[Blok, ...]) -> Iterator[str]:
    hoofdstuk, figuur, tabel = count(1), count(1), count(1)
    for blok in blokken:
        match blok:
            case Kop(tekst, 1):
                yield f'<h2 id="deel-{next(hoofdstuk)}">{escape(tekst)}</h2>\n'
            case Kop(tekst):
                yield f"<h3>{escape(tekst)}</h3>\n"
            case Alinea(tekst, nadruk):
                soort = ' class="nadruk"' if nadruk else ""
                yield f"<p{soort}>{_lopend(tekst)}</p>\n"
            case Lijst(regels):
                yield '<ol class="zinnen">\n' + "".join(f"<li>{_lopend(regel)}</li>\n" for regel in regels) + "</ol>\n"
            case Opdracht(tekst):
                yield f"<pre><code>{escape(tekst)}</code></pre>\n"
            case Tabel():
                yield _tabel(blok, next(tabel))
            case Figuur():
                yield _figuur(blok, next(figuur)) + _tabel(blok.tabel, next(tabel))


def _lopend(tekst: str) -> str:
    """Running text, in which an amount is not cut in two."""
    return escape(tekst).replace("€ ", "€&nbsp;")


def _figuur(figuur: Figuur, nr: int) -> str:
    """The picture; its shapes get their own names, so that pictures on one page do not borrow from each other."""
    svg = figuur.svg.replace('id="', f'id="f{nr}-').replace("url(#", f"url(#f{nr}-")
    svg = svg.replace(' role="img"', "", 1) if svg.split(">", 1)[0].count('role="img"') else svg
    maat = f"width:{figuur.deel:.1%};min-width:{figuur.deel * KLEINST:.0f}px"
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figuur.alt)}" style="{maat}" ', 1)
    naam = escape(f"Figuur {nr}: {figuur.titel}")
    return (
        f'<figure>\n<figcaption>{naam}</figcaption>\n<div class="schuif" role="region" aria-label="{naam}" '
        f'tabindex="0">{svg}</div>\n</figure>\n'
    )


def _tabel(tabel: Tabel, nr: int) -> str:
    rechts = [tabel.rechts(kolom) for kolom in range(len(tabel.koppen))]
    soort = [' class="getal"' if getal else "" for getal in rechts]
    koppen = "".join(f'<th scope="col"{s}>{escape(kop)}</th>' for kop, s in zip(tabel.koppen, soort, strict=True))
    rijen = "\n".join(
        f'<tr><th scope="row"{soort[0]}>{escape(eerste)}</th>'
        + "".join(f"<td{s}>{escape(cel)}</td>" for cel, s in zip(rest, soort[1:], strict=True))
        + "</tr>"
        for eerste, *rest in tabel.rijen
    )
    return (
        f'<div class="schuif" role="region" aria-labelledby="tabel-{nr}" tabindex="0">\n<table>\n'
        f'<caption id="tabel-{nr}">Tabel {nr}: {escape(tabel.titel)}</caption>\n<thead><tr>{koppen}</tr></thead>\n'
        f"<tbody>\n{rijen}\n</tbody>\n</table>\n</div>\n"
    )
