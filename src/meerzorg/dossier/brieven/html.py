"""The letter on the screen: a fragment of HTML from the same blocks as the PDF, every text escaped."""

from __future__ import annotations

from html import escape

from meerzorg.dossier.brieven.blokken import Alinea, Blok, Brief, Bronnen, Citaat, Kop, Lijst, Paren, Tabel

_ALINEA = {
    "gewoon": "utrecht-paragraph",
    "kern": "utrecht-paragraph utrecht-paragraph--lead",
    "klein": "utrecht-paragraph utrecht-paragraph--small",
}


def als_html(brief: Brief) -> str:
    """The whole letter; its subject is a heading of level 2, for under the heading of the page."""
    a, aan = brief.afzender, brief.geadresseerde
    return "\n".join(
        (
            '<article class="brief mz-stapel" lang="nl">',
            _adres((a.naam, *a.adres, a.telefoon, a.email, a.website)),
            _adres((aan.naam, *aan.adres)),
            _paren(brief.kenmerken),
            f'<h2 class="utrecht-heading-2">{escape(brief.onderwerp)}</h2>',
            *map(_blok, brief.blokken),
            "</article>",
        )
    )


def _adres(regels: tuple[str, ...]) -> str:
    return f'<address class="utrecht-paragraph">{_regels(chr(10).join(regels))}</address>'


def _regels(tekst: str) -> str:
    return escape(tekst).replace("\n", "<br>")


def _blok(blok: Blok) -> str:
    match blok:
        case Kop(tekst, niveau):
            return f'<h{niveau + 2} class="utrecht-heading-{niveau + 2}">{escape(tekst)}</h{niveau + 2}>'
        case Alinea(tekst, soort):
            return f'<p class="{_ALINEA[soort]}">{_regels(tekst)}</p>'
        case Citaat(tekst):
            inhoud = f'<p class="utrecht-paragraph">{_regels(tekst)}</p>'
            inhoud = f'<div class="utrecht-blockquote__content">{inhoud}</div>'
            return f'<blockquote class="utrecht-blockquote">{inhoud}</blockquote>'
        case Lijst(regels, genummerd):
            return _lijst([_regels(regel) for regel in regels], "ol" if genummerd else "ul")
        case Paren(regels):
            return _paren(regels)
        case Bronnen(regels):
            return _lijst([_bron(titel, url) for titel, url in regels], "ul")
        case Tabel():
            return _tabel(blok)


def _lijst(regels: list[str], tag: str) -> str:
    naam = "utrecht-ordered-list" if tag == "ol" else "utrecht-unordered-list"
    items = "".join(f'<li class="{naam}__item">{regel}</li>' for regel in regels)
    return f'<{tag} class="{naam}">{items}</{tag}>'


def _paren(regels: tuple[tuple[str, str], ...]) -> str:
    naam = "utrecht-data-list__item"
    items = (
        f'<div class="{naam}"><dt class="{naam}-key">{escape(label)}</dt>'
        f'<dd class="{naam}-value {naam}-value--html-dd">{_regels(waarde)}</dd></div>'
        for label, waarde in regels
    )
    return f'<dl class="utrecht-data-list utrecht-data-list--rows">{"".join(items)}</dl>'


def _bron(titel: str, url: str) -> str:
    return (
        f'<a class="utrecht-link utrecht-link--html-a" href="{escape(url)}">{escape(titel)}</a>'
        if url
        else escape(titel)
    )


def _tabel(tabel: Tabel) -> str:
    naam = "utrecht-table"

    def klasse(soort: str, nr: int) -> str:
        return f"{naam}__{soort}" + (f" {naam}__{soort}--numeric-column" if tabel.rechts[nr] else "")

    koppen = (
        f'<th scope="col" class="{klasse("header-cell", nr)}">{escape(kop)}</th>' for nr, kop in enumerate(tabel.koppen)
    )
    rijen = (
        f'<tr class="{naam}__row">'
        + f'<th scope="row" class="{klasse("header-cell", 0)}">{escape(rij[0])}</th>'
        + "".join(f'<td class="{klasse("cell", nr)}">{escape(cel)}</td>' for nr, cel in enumerate(rij[1:], start=1))
        + "</tr>"
        for rij in tabel.rijen
    )
    return (
        f'<div class="{naam}-container {naam}-container--overflow-inline"><table class="{naam}">'
        f'<caption class="{naam}__caption">{escape(tabel.titel)}</caption>'
        f'<thead class="{naam}__header"><tr class="{naam}__row">{"".join(koppen)}</tr></thead>'
        f'<tbody class="{naam}__body">{"".join(rijen)}</tbody></table></div>'
    )
