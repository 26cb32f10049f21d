"""The report as one HTML file: no script, nothing fetched, readable by keyboard, by ear, on a phone and on paper."""

from __future__ import annotations

from html import escape

from meerzorg.beleid.rapport.blad import Rapport
from meerzorg.bladen.blokken import Kop
from meerzorg.bladen.html import Stijl, plek
from meerzorg.bladen.html import als_html as blokken_als_html

STIJL = Stijl(
    {"p.nadruk": "nadruk", "ul": "zinnen", "div.schuif": "schuif", "th.getal": "getal", "td.getal": "getal"},
    hoofdstuk=2,
    los=True,
)
CSS = """
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
ul.zinnen { padding-left: 0; list-style: none; }
ul.zinnen li { background: var(--vlak); border-left: .35rem solid var(--blauw); padding: .6rem 1rem; margin: .5rem 0; }
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
        f'<li><a href="#{plek(nr)}">{escape(kop.tekst)}</a></li>' for nr, kop in enumerate(hoofdstukken, 1)
    )
    blokken = "\n".join(blokken_als_html(rapport.blokken, STIJL))
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(rapport.titel)}</title>
<style>{CSS}</style>
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
{blokken}
</main>
</body>
</html>
"""
