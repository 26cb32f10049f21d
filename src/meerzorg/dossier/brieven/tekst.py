"""The letter as plain text, for e-mail and for search."""

from __future__ import annotations

from collections.abc import Iterable

from meerzorg.dossier.brieven.blokken import Alinea, Blok, Brief, Bronnen, Citaat, Kop, Lijst, Paren, Tabel


def als_tekst(brief: Brief) -> str:
    """The whole letter, in reading order."""
    a, aan = brief.afzender, brief.geadresseerde
    kop = [
        "\n".join((a.naam, *a.adres, a.telefoon, a.email, a.website)),
        "\n".join((aan.naam, *aan.adres)),
        "\n".join(f"{label}: {waarde}" for label, waarde in brief.kenmerken),
        f"Onderwerp: {brief.onderwerp}",
    ]
    return "\n\n".join((*kop, blokken_als_tekst(brief.blokken))) + "\n"


def blokken_als_tekst(blokken: Iterable[Blok]) -> str:
    """The blocks with an empty line between them."""
    return "\n\n".join(map(_blok, blokken))


def _blok(blok: Blok) -> str:
    match blok:
        case Kop(tekst, niveau):
            return f"{tekst}\n{('=' if niveau == 1 else '-') * len(tekst)}"
        case Alinea(tekst) | Citaat(tekst):
            return tekst
        case Lijst(regels, genummerd):
            return "\n".join(f"{f'{nr}.' if genummerd else '-'} {regel}" for nr, regel in enumerate(regels, start=1))
        case Paren(regels):
            return "\n".join(f"{label}: {waarde}" for label, waarde in regels)
        case Bronnen(regels):
            return "\n".join(f"- {titel}{f' <{url}>' if url else ''}" for titel, url in regels)
        case Tabel(titel, koppen, rijen):
            return "\n".join((f"{titel}:", *(" | ".join(rij) for rij in (koppen, *rijen))))
