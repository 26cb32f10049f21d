"""Blocks as plain text, for e-mail and for search."""

from __future__ import annotations

from collections.abc import Iterable

from meerzorg.bladen.blokken import Alinea, Blok, Bronnen, Citaat, Commando, Figuur, Kop, Lijst, Paren, Tabel


def als_tekst(blokken: Iterable[Blok]) -> str:
    """The blocks in reading order, with an empty line between them."""
    return "\n\n".join(map(_blok, blokken))


def _blok(blok: Blok) -> str:
    match blok:
        case Kop(tekst, niveau):
            return f"{tekst}\n{('=' if niveau == 1 else '-') * len(tekst)}"
        case Alinea(tekst) | Citaat(tekst) | Commando(tekst):
            return tekst
        case Lijst(regels, genummerd):
            return "\n".join(f"{f'{nr}.' if genummerd else '-'} {regel}" for nr, regel in enumerate(regels, start=1))
        case Paren(regels):
            return "\n".join(f"{label}: {waarde}" for label, waarde in regels)
        case Bronnen(regels):
            return "\n".join(f"- {titel}{f' <{url}>' if url else ''}" for titel, url in regels)
        case Tabel(titel, koppen, rijen):
            return "\n".join((f"{titel}:", *(" | ".join(rij) for rij in (koppen, *rijen))))
        case Figuur():
            return f"{blok.alt}\n\n{_blok(blok.tabel)}"
