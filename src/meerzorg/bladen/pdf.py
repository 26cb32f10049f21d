"""Blocks on pages as a PDF that everybody can read and that can be kept, set by typst.

All text goes in as data, so that nothing in it can be read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from threading import local
from typing import Any

import typst

from meerzorg.bladen.blokken import Blok, Figuur, Tabel
from meerzorg.bladen.json import naam_van
from meerzorg.bladen.sjabloon import SJABLOON

BLADBREED = 800
"""A picture of this width fills the page."""
BLADTEKENS = 120
"""So many letters of 8 points fill a line of a table."""
_eigen = local()


def als_pdf(
    pagina: str, kop: Mapping[str, object], blokken: Iterable[Blok], standaarden: Sequence[str], dag: date | None = None
) -> bytes:
    """The bytes of a tagged PDF; the same input always gives the same bytes. Safe in threads.

    `pagina` is the page in typst: it reads `kop` as `blad.<name>`, and `toon(stijl)` sets the blocks there.
    `standaarden` are those of typst ("ua-1", "a-2a"), `dag` is the day the PDF says it was made.
    """
    blad = {**kop, "blokken": [_blok(blok) for blok in blokken]}
    pdf: bytes = _compiler().compile(
        (SJABLOON + pagina).encode(),
        format="pdf",
        sys_inputs={"blad": json.dumps(blad, ensure_ascii=False).replace("€ ", "€\u00a0")},
        pdf_standards=list(standaarden),
        timestamp=int(datetime(dag.year, dag.month, dag.day, tzinfo=UTC).timestamp()) if dag else 0,
    )
    return pdf


def _compiler() -> Any:
    """One compiler for each thread: it holds the fonts, and must not be used by two at once."""
    if not hasattr(_eigen, "compiler"):
        _eigen.compiler = typst.Compiler(ignore_system_fonts=True, font_paths=[])
    return _eigen.compiler


def _blok(blok: Blok) -> dict[str, object]:
    velden: dict[str, object] = asdict(blok) | {"blok": naam_van(blok)}
    match blok:
        case Tabel():
            breedtes = _breedtes(blok)
            velden |= {"rechts": [blok.rechts(nr) for nr in range(len(blok.koppen))], "breedtes": breedtes}
            velden["letter"] = max(6.0, min(8.0, 8.0 * BLADTEKENS / sum(breedtes)))
        case Figuur():
            velden |= {"tabel": _blok(blok.tabel), "deel": min(1.0, blok.breedte / BLADBREED)}
    return velden


def _breedtes(tabel: Tabel) -> list[float]:
    """How many letters wide each column is: no number or word is cut, and long text gets what is left of the line."""
    minst, wens = [], []
    for nr, kop in enumerate(tabel.koppen):
        cellen = [rij[nr] for rij in tabel.rijen]
        woorden = [len(woord) for tekst in (kop, *cellen) for woord in tekst.split(" ")]
        lengtes = sorted(map(len, cellen)) or [0]
        vast = lengtes[-1] if tabel.rechts(nr) else 0
        minst.append(3 + max(vast, *woorden))
        wens.append(max(minst[-1], vast or min(70, lengtes[len(lengtes) * 9 // 10])))
    extra = sum(wens) - sum(minst)
    deel = min(1.0, max(0, BLADTEKENS - sum(minst)) / extra) if extra else 0.0
    return [smal + (ruim - smal) * deel for smal, ruim in zip(minst, wens, strict=True)]
