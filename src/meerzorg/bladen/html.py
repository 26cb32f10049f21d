"""Blocks as HTML, every text escaped. What they look like is a `Stijl`: on the screen, or as a file by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count

from meerzorg.bladen.blokken import Alinea, Blok, Bronnen, Citaat, Commando, Figuur, Kop, Lijst, Paren, Tabel

KLEINST = 760
"""A picture of full width is never shown narrower than this many pixels: it scrolls."""
_CITAAT = ("blockquote", "div.citaat", "p.gewoon")


@dataclass(frozen=True, slots=True)
class Stijl:
    """The classes per element, and the level of a chapter.

    With `los` the page stands by itself: chapters have an anchor (`plek`), tables and pictures a number and their own
    scroll bar, and no amount in running text is cut in two.
    """

    klassen: Mapping[str, str]
    hoofdstuk: int
    los: bool = False

    def open(self, soort: str, meer: str = "") -> str:
        """The opening tag of an element ('p'), or of a kind of it ('p.klein')."""
        klasse = self.klassen.get(soort)
        return f"<{soort.partition('.')[0]}" + (f' class="{klasse}"' if klasse else "") + meer + ">"

    def tag(self, soort: str, inhoud: str, meer: str = "") -> str:
        """A whole element."""
        return f"{self.open(soort, meer)}{inhoud}</{soort.partition('.')[0]}>"


SCHERM = Stijl(
    {
        **{f"h{niveau}": f"utrecht-heading-{niveau}" for niveau in range(1, 7)},
        "p.gewoon": "utrecht-paragraph",
        "p.kern": "utrecht-paragraph utrecht-paragraph--lead",
        "p.klein": "utrecht-paragraph utrecht-paragraph--small",
        "p.nadruk": "utrecht-paragraph",
        "blockquote": "utrecht-blockquote",
        "div.citaat": "utrecht-blockquote__content",
        "ul": "utrecht-unordered-list",
        "li.ul": "utrecht-unordered-list__item",
        "ol": "utrecht-ordered-list",
        "li.ol": "utrecht-ordered-list__item",
        "a": "utrecht-link utrecht-link--html-a",
        "dl": "utrecht-data-list utrecht-data-list--rows",
        "div.paar": "utrecht-data-list__item",
        "dt": "utrecht-data-list__item-key",
        "dd": "utrecht-data-list__item-value utrecht-data-list__item-value--html-dd",
        "div.schuif": "utrecht-table-container utrecht-table-container--overflow-inline",
        "table": "utrecht-table",
        "caption": "utrecht-table__caption",
        "thead": "utrecht-table__header",
        "tbody": "utrecht-table__body",
        "tr": "utrecht-table__row",
        "th": "utrecht-table__header-cell",
        "th.getal": "utrecht-table__header-cell utrecht-table__header-cell--numeric-column",
        "td": "utrecht-table__cell",
        "td.getal": "utrecht-table__cell utrecht-table__cell--numeric-column",
    },
    hoofdstuk=3,
)
"""In a page of the office, under a heading of level 2."""


def als_html(blokken: Iterable[Blok], stijl: Stijl) -> Iterator[str]:
    """The blocks, each as a fragment of HTML."""
    hoofdstukken, tabellen, figuren = count(1), count(1), count(1)
    for blok in blokken:
        match blok:
            case Kop(_, 1):
                anker = f' id="{plek(next(hoofdstukken))}"' if stijl.los else ""
                yield stijl.tag(f"h{stijl.hoofdstuk}", escape(blok.tekst), anker)
            case Tabel():
                yield _tabel(blok, stijl, next(tabellen))
            case Figuur():
                yield _figuur(blok, stijl, next(figuren)) + _tabel(blok.tabel, stijl, next(tabellen))
            case _:
                yield _blok(blok, stijl)


def plek(nr: int) -> str:
    """The anchor of a chapter; the first is number 1."""
    return f"deel-{nr}"


def _blok(blok: Kop | Alinea | Citaat | Lijst | Paren | Bronnen | Commando, stijl: Stijl) -> str:
    match blok:
        case Kop(tekst, niveau):
            return stijl.tag(f"h{stijl.hoofdstuk + niveau - 1}", escape(tekst))
        case Alinea(tekst, soort):
            return stijl.tag(f"p.{soort}", _lopend(tekst, stijl))
        case Citaat(tekst):
            inhoud = _lopend(tekst, stijl)
            for element in reversed(_CITAAT):
                inhoud = stijl.tag(element, inhoud)
            return inhoud
        case Lijst(regels, genummerd):
            return _lijst((_lopend(regel, stijl) for regel in regels), "ol" if genummerd else "ul", stijl)
        case Bronnen(regels):
            return _lijst((_bron(titel, url, stijl) for titel, url in regels), "ul", stijl)
        case Paren():
            return paren(blok, stijl)
        case Commando(tekst):
            return stijl.tag("pre", stijl.tag("code", escape(tekst)))


def paren(blok: Paren, stijl: Stijl) -> str:
    """Words with what belongs to them; also for what stands above a letter."""
    items = (
        stijl.tag("div.paar", stijl.tag("dt", escape(label)) + stijl.tag("dd", regels(waarde)))
        for label, waarde in blok.regels
    )
    return stijl.tag("dl", "".join(items))


def regels(tekst: str) -> str:
    """Escaped text in which a new line stays one."""
    return escape(tekst).replace("\n", "<br>")


def _lopend(tekst: str, stijl: Stijl) -> str:
    return regels(tekst).replace("€ ", "€&nbsp;") if stijl.los else regels(tekst)


def _lijst(items: Iterable[str], tag: str, stijl: Stijl) -> str:
    return stijl.tag(tag, "".join(stijl.tag(f"li.{tag}", item) for item in items))


def _bron(titel: str, url: str, stijl: Stijl) -> str:
    return stijl.tag("a", escape(titel), f' href="{escape(url)}"') if url else escape(titel)


def _tabel(tabel: Tabel, stijl: Stijl, nr: int) -> str:
    soort = [".getal" if tabel.rechts(kolom) else "" for kolom in range(len(tabel.koppen))]
    koppen = "".join(
        stijl.tag(f"th{s}", escape(kop), ' scope="col"') for s, kop in zip(soort, tabel.koppen, strict=True)
    )
    rijen = "\n".join(
        stijl.tag(
            "tr",
            stijl.tag(f"th{soort[0]}", escape(eerste), ' scope="row"')
            + "".join(stijl.tag(f"td{s}", escape(cel)) for s, cel in zip(soort[1:], rest, strict=True)),
        )
        for eerste, *rest in tabel.rijen
    )
    naam, anker = (f"Tabel {nr}: {tabel.titel}", f' id="tabel-{nr}"') if stijl.los else (tabel.titel, "")
    inhoud = (
        stijl.tag("caption", escape(naam), anker)
        + stijl.tag("thead", stijl.tag("tr", koppen))
        + stijl.tag("tbody", rijen)
    )
    schuif = f' role="region" aria-labelledby="tabel-{nr}" tabindex="0"' if stijl.los else ""
    return stijl.tag("div.schuif", stijl.tag("table", inhoud), schuif)


def _figuur(figuur: Figuur, stijl: Stijl, nr: int) -> str:
    """The picture; its shapes get their own names, so that pictures on one page do not borrow from each other."""
    svg = figuur.svg.replace('id="', f'id="f{nr}-').replace("url(#", f"url(#f{nr}-")
    maat = f"width:{figuur.deel:.1%};min-width:{figuur.deel * KLEINST:.0f}px"
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figuur.alt)}" style="{maat}" ', 1)
    naam = escape(f"Figuur {nr}: {figuur.titel}" if stijl.los else figuur.titel)
    schuif = f' role="region" aria-label="{naam}" tabindex="0"'
    return stijl.tag("figure", stijl.tag("figcaption", naam) + stijl.tag("div.schuif", svg, schuif))
