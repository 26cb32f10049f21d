"""The matrix of rights as a page for people."""

from __future__ import annotations

from meerzorg.toegang.rechten import (
    ALLE,
    GEEN_DOSSIER,
    LOPEND,
    MATRIX,
    OPEN,
    ROLLEN,
    TOESTANDEN,
    VOOR_HET_BESLUIT,
    Recht,
)

WOORDEN = {ALLE: "altijd", GEEN_DOSSIER: "ja", OPEN: "open", LOPEND: "lopend"}
KOP = """\
# Wie mag wat

Deze tabel is gemaakt met `meerzorg rechten`. Zij komt uit `src/meerzorg/toegang/rechten.py`: het ene bestand dat
bepaalt welke knoppen er zijn en wat de server toestaat. Wat hier niet staat, mag niet. Iedereen werkt alleen in
dossiers van het zorgkantoor waar die op dat moment werkt. Wie geen rol heeft, kan inloggen en verder niets.
"""
UITLEG = """\
- **ja**: deze handeling gaat niet over één dossier.
- **altijd**: in elke toestand van een dossier.
- **open**: {open}.
- **lopend**: {lopend}.
- Een andere naam: alleen in die toestand.
- Leeg: mag niet.
- Is er al een besluit, en wordt dat herzien? Dan kan dit niet meer: {voor}.
"""


def bladzijde() -> str:
    """The whole page, as Markdown."""
    kop = ["Handeling", "", *ROLLEN.values()]
    regels = [_regel(kop), _regel(["---"] * len(kop)), *(_regel(_cellen(naam, r)) for naam, r in MATRIX.items())]
    voor = ", ".join(recht.uitleg for naam, recht in MATRIX.items() if naam in VOOR_HET_BESLUIT)
    uitleg = UITLEG.format(open=_namen(OPEN), lopend=_namen(LOPEND), voor=voor)
    return "\n".join([KOP, *regels, "", uitleg])


def _cellen(naam: str, recht: Recht) -> list[str]:
    waarden = [_wanneer(recht.wie.get(rol, frozenset())) for rol in ROLLEN]
    return [recht.uitleg, f"`{naam}`", *waarden]


def _wanneer(toestanden: frozenset[str]) -> str:
    return WOORDEN.get(toestanden) or _namen(toestanden)


def _namen(toestanden: frozenset[str]) -> str:
    return ", ".join(naam for code, naam in TOESTANDEN.items() if code in toestanden)


def _regel(cellen: list[str]) -> str:
    return f"| {' | '.join(cellen)} |"
