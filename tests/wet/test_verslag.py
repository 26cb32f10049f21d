"""The report as a type: its JSON is what the schema says, and what was kept is read back as it was."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from gereedschap.schema import tekst
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.beoordeling.vormen import Verslag
from regeltaal.vorm import lees
from strategieen import Gegevens, beoordeeld, gedeeltelijk, kader_ids, vg8

SCHEMA = Path(__file__).parents[2] / "docs" / "verslag.schema.json"
KEURING = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def test_het_schema_in_docs_is_dat_van_de_typen() -> None:
    assert SCHEMA.read_text("utf-8") == tekst(), "python -m gereedschap.schema > docs/verslag.schema.json"


@given(gedeeltelijk(), kader_ids)
def test_elk_verslag_voldoet_aan_het_schema_en_is_terug_te_lezen(g: Gegevens, kader: str) -> None:
    v = verslag(beoordeeld(g, kader), met_verklaring=True)
    KEURING.validate(json.loads(json.dumps(v.als_json())))
    bewaard = json.loads(json.dumps(v.als_data()))
    assert bewaard == v.als_data()
    assert lees(Verslag, bewaard) == v == pickle.loads(pickle.dumps(v))  # noqa: S301


@pytest.mark.parametrize("anders", [{"bedragen": {}}, {"uitkomst": 1}, {"onbekend": 1}, {"peildatum": 2026}])
def test_wat_het_verslag_niet_is_wordt_geweigerd(anders: dict[str, Any]) -> None:
    assert not KEURING.is_valid(verslag(beoordeeld(vg8())).als_json() | anders)


def test_een_bewaard_verslag_spreekt_voor_zichzelf() -> None:
    g = vg8(zorgprofiel="VV4", bijzondere_zorgbehoefte="nee", aanvraagdatum="2026-05-04")
    bewaard = verslag(beoordeeld(g, "beleidskader-2026"), met_verklaring=True).als_data()
    bewaard["kader"] = "een-kader-van-vroeger"
    v: Verslag = lees(Verslag, bewaard)
    assert v.kadertitel and v.uitkomstzin and all(stap.vraag.endswith("?") for stap in v.stappen)
    assert all(grond.zin and grond.feit for grond in v.gronden)
    assert repr(v) == f"<Verslag {v.dossier}: {v.uitkomst}, een-kader-van-vroeger>"


def test_een_medische_waarschuwing_is_alleen_voor_wie_die_mag_zien() -> None:
    v = verslag(beoordeeld(vg8(zorgprofiel="VV4", beperking_mobiliteit=3, bijzondere_zorgbehoefte="nee")))
    (medisch,) = set(v.zichtbaar(medisch=True)) - set(v.zichtbaar(medisch=False))
    assert medisch.code == "wijkt_af_van_beeld" and "beperkingenbeeld" in medisch.tekst
