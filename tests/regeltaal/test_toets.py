"""A check over columns says of every row what the plain reading says of that row alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.fouten import RegelFout
from regeltaal.lezers.kolommen.invoer import Indeling, Kolom
from regeltaal.lezers.kolommen.toets import waar_in
from regeltaal.lezers.rekenen import functie
from regeltaal.normen import NormBegrip, NormenOp
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, EURO, FACTOR, JANEE, UREN, keuze
from regeltaal.uitdrukking import boven_nul, kies

GEGEVENS = (
    Gegeven("ja", JANEE, "ja", "ja", "nee"),
    Gegeven("vorm", keuze("a", "b", "c"), "de vorm"),
    Gegeven("prijs", EURO, "de prijs"),
    Gegeven("korting", EURO, "de korting"),
    Gegeven("uren", UREN, "de uren"),
    Gegeven("dag", DATUM, "de dag"),
    Gegeven("einde", DATUM, "het einde"),
)
NAMEN = Regelset(GEGEVENS, {"deel": NormBegrip("deel", FACTOR, "het deel")}, ())
INDELING = Indeling([Kolom(gegeven.naam, gegeven.soort, 0, 10**9) for gegeven in GEGEVENS])
WAARDEN: dict[str, list[Any]] = {
    "ja": [None, True, False],
    "vorm": [None, "a", "b", "c"],
    "prijs": [None, 0, 1, 500],
    "korting": [None, 0, 1, 700],
    "uren": [None, Decimal(0), Decimal("12.5")],
    "dag": [None, date(2026, 1, 1), date(2026, 1, 2)],
    "einde": [None, date(2026, 1, 1), date(2026, 3, 1)],
}
vragen = st.sampled_from(
    [
        *("d.ja", "(d.vorm == 'b')", "d.vorm.een_van('a', 'c')", "(d.dag <= d.einde)", "(d.uren > 0)"),
        *("(d.prijs + d.korting >= d.prijs)", "(boven_nul(d.prijs, d.korting) > 0)"),
        "(kies(d.ja, d.prijs, 0) > d.korting)",
    ]
)
for _ in range(3):
    vragen = st.one_of(
        vragen,
        st.builds("~{}".format, vragen),
        st.builds("({} {} {})".format, vragen, st.sampled_from("&|"), vragen),
        st.builds("kies({}, {}, {})".format, vragen, vragen, vragen),
    )
rijen = st.lists(st.tuples(*map(st.sampled_from, WAARDEN.values())), min_size=1, max_size=6)


def vraag(tekst: str) -> Any:
    return NAMEN.uitdrukking(eval(f"lambda d: {tekst}", {"kies": kies, "boven_nul": boven_nul}))  # noqa: S307 - our own text


def code(kolom: Kolom, waarde: Any) -> int:
    if waarde is None:
        return kolom.onbekend if kolom.smal else 0
    return int(waarde) if kolom.soort is JANEE else kolom.code(waarde)


@settings(max_examples=200)
@given(vragen, rijen)
def test_over_kolommen_is_hetzelfde_als_per_rij(tekst: str, dossiers: list[tuple[Any, ...]]) -> None:
    u = vraag(tekst)
    kolommen = {}
    for gegeven, waarden in zip(GEGEVENS, zip(*dossiers, strict=True), strict=True):
        kolom = INDELING.kolom(gegeven.naam)
        codes = [code(kolom, waarde) for waarde in waarden]
        kolommen[gegeven.naam] = np.array(codes), np.array([w is not None for w in waarden])
    per_rij = functie(u, NormenOp(None, {}), NAMEN)
    verwacht = [per_rij(dict(zip(WAARDEN, rij, strict=True))) is True for rij in dossiers]
    assert np.broadcast_to(waar_in(u, INDELING, kolommen), len(dossiers)).tolist() == verwacht


def test_een_toets_leest_geen_norm() -> None:
    with pytest.raises(RegelFout, match="leest geen norm"):
        waar_in(NAMEN.uitdrukking(lambda d: d.prijs * d.norm.deel > 0), INDELING, {})
