"""What one dossier and a population say of inputs that contradict each other: the same, from one table."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import polars as pl
import pytest

from meerzorg.beleid.simulatie.kolommen import INDELING, lees_kolommen, tegengesproken
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.lezen.grenzen import TEGENSPRAKEN
from regeltaal.fouten import InvoerFout
from regeltaal.lezers.kolommen.invoer import codeer
from regeltaal.uitdrukking import namen

PROEF: dict[str, list[Any]] = {
    "toeslag": [None, "geen", "pab"],
    "toeslag_bedrag": [None, 0, 0.01, 500],
    "indicatie_ingangsdatum": [None, date(2026, 1, 1), date(2026, 1, 2)],
    "indicatie_einddatum": [None, date(2026, 1, 1), date(2199, 12, 31)],
}
RIJEN = [dict(zip(PROEF, waarden, strict=True)) for waarden in product(*PROEF.values())]


def geweigerd(rij: dict[str, Any]) -> list[str]:
    gegevens = {naam: waarde.isoformat() if isinstance(waarde, date) else waarde for naam, waarde in rij.items()}
    try:
        lees_gegevens(gegevens, "x", "x")
    except InvoerFout as fout:
        return [een.naam for een in fout.fouten]
    return []


def test_elke_invoer_van_een_tegenspraak_wordt_hier_geprobeerd() -> None:
    assert {naam for tegenspraak in TEGENSPRAKEN for naam in namen(tegenspraak.als)} == PROEF.keys()


def test_een_dossier_en_een_populatie_weigeren_hetzelfde() -> None:
    tabel = pl.DataFrame(RIJEN)
    codes = {naam: codeer(INDELING.kolom(naam), tabel[naam])[:2] for naam in PROEF}
    gevonden: dict[int, list[str]] = {nr: [] for nr in range(len(RIJEN))}
    for tegenspraak, plekken in tegengesproken(codes):
        for plek in plekken.tolist():
            gevonden[plek].append(tegenspraak.naam)
    assert gevonden == {nr: geweigerd(rij) for nr, rij in enumerate(RIJEN)}
    assert {naam for alle in gevonden.values() for naam in alle} == {t.naam for t in TEGENSPRAKEN}


def test_een_kolom_die_er_niet_is_spreekt_niets_tegen() -> None:
    tabel = pl.DataFrame(RIJEN)
    codes = {"toeslag_bedrag": codeer(INDELING.kolom("toeslag_bedrag"), tabel["toeslag_bedrag"])[:2]}
    assert list(tegengesproken(codes)) == []


def test_de_populatie_noemt_de_rijen() -> None:
    tabel = pl.DataFrame({"toeslag": ["geen", "pab", "geen"], "toeslag_bedrag": [5.0, 5.0, 7.0]})
    with pytest.raises(InvoerFout) as fout:
        lees_kolommen(tabel, 10)
    tekst = (
        "toeslag_bedrag: gevonden een bedrag bij toeslag 'geen' (rij 10, 12); toegestaan is 0, want toeslag is 'geen'."
    )
    assert tekst in str(fout.value)
