"""The letter on the screen: a fragment of HTML from the same blocks as the PDF, every text escaped."""

from __future__ import annotations

from html import escape

from meerzorg.bladen.blokken import Paren
from meerzorg.bladen.html import SCHERM, paren, regels
from meerzorg.bladen.html import als_html as blokken_als_html
from meerzorg.dossier.brieven.blad import Briefblad


def als_html(brief: Briefblad) -> str:
    """The whole letter; its subject is a heading of level 2, for under the heading of the page."""
    return "\n".join(
        (
            '<article class="brief mz-stapel" lang="nl">',
            _adres(brief.van),
            _adres(brief.aan),
            paren(Paren(brief.kenmerken), SCHERM),
            SCHERM.tag("h2", escape(brief.onderwerp)),
            *blokken_als_html(brief.blokken, SCHERM),
            "</article>",
        )
    )


def _adres(adres: tuple[str, ...]) -> str:
    return f'<address class="utrecht-paragraph">{regels(chr(10).join(adres))}</address>'
