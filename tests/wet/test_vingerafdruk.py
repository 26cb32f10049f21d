"""The fingerprint sees every change of the law, and the law of now stands in `gouden`, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gereedschap.gouden import DOEL, gouden
from meerzorg.wet import vingerafdruk
from meerzorg.wet.lezen import grenzen
from meerzorg.wet.normen import normgroepen
from meerzorg.wet.procedure import gedeeld, kaders, uitkomsten
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.procedure.tabel import TotEindeJaar
from meerzorg.wet.stappen import stap_0_ontvankelijk, stap_3_maatwerk
from meerzorg.wet.teksten.bronnen import AANNAME, BRONNEN, RLZ
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import RegelFout

KADER = KADERS["beleidskader-2026"]
NORMEN = {groep.begrip.naam: groep for groep in normgroepen()}


@pytest.mark.parametrize("naam", sorted(gouden()))
def test_de_wet_staat_vast(naam: str) -> None:
    assert (DOEL / naam).read_text("utf-8") == gouden()[naam], "bedoeld? draai: python -m gereedschap.gouden"


def test_er_staat_niets_vast_dat_geen_wet_meer_is() -> None:
    assert {pad.name for pad in DOEL.iterdir()} == set(gouden())


# --- what a change does ---------------------------------------------------------------------------------------------


def _vergeet() -> None:
    for onthouden in (kaders.regelset, kaders.tabellen, vingerafdruk.regelset_sha256):
        onthouden.cache_clear()


@pytest.fixture
def verander() -> Iterator[Callable[..., None]]:
    """Changes a fixed thing of the law, for one test."""
    waren: list[tuple[Any, str, Any]] = []

    def zet(ding: object, **anders: Any) -> None:
        for naam, waarde in anders.items():
            waren.append((ding, naam, getattr(ding, naam)))
            object.__setattr__(ding, naam, waarde)
        vars(KADER).pop("gronden", None)
        _vergeet()

    yield zet
    for ding, naam, waarde in reversed(waren):
        object.__setattr__(ding, naam, waarde)
    vars(KADER).pop("gronden", None)
    _vergeet()


RIJ = uitkomsten.LADDER
WIJZIGINGEN: dict[str, tuple[object, dict[str, Any]]] = {
    "geen gronden meer": (KADER, {"stappen": tuple(replace(stap, gronden=()) for stap in KADER.stappen)}),
    "een grond rust op iets anders": (GRONDEN["ondoelmatig"], {"feit": "rechtmatig"}),
    "een grond telt overal": (GRONDEN["onder_urendrempel"], {"langs": None}),
    "een grond sluit alternatieven niet uit": (GRONDEN["niet_verantwoord_thuis"], {"sluit_alternatieven": False}),
    "een overgang zonder periode": (uitkomsten.OVERGANG, {"looptijd": None}),
    "meerzorg tot het einde van het jaar": (uitkomsten.MEERZORG, {"looptijd": TotEindeJaar()}),
    "een ander bedrag": (uitkomsten.TOESLAG, {"bedrag": lambda d: d.gevraagde_kosten}),
    "een overgang zonder alternatieven": (uitkomsten.OVERGANG, {"met_alternatieven": False}),
    "een lager alternatief": (uitkomsten.ALTERNATIEVEN[1], {"tot_totaal": lambda d: d.basisbudget}),
    "een andere trede": (RIJ[8], {"uitkomst": uitkomsten.REGULIER}),
    "een trede van een andere stap": (RIJ[8], {"stap": "3"}),
    "een stap heeft een ander antwoord": (KADER.stappen[4], {"waarde": "meer_zorg_nodig"}),
    "een andere drempel": (stap_3_maatwerk.past_in_basisbudget, {"functie": lambda d: d.gevraagde_kosten >= 0}),
    "een verkeerd artikel bij een regel": (stap_0_ontvankelijk.thuis, {"bronnen": (RLZ.artikel("5.6"),)}),
    "een verkeerd artikel bij een stap": (gedeeld.OMGEVINGSFACTOR.bereikt[0], {"bronnen": (AANNAME,)}),
    "een verkeerd artikel bij een kader": (KADER, {"bronnen": (RLZ.artikel("2.3"),)}),
    "een andere status": (KADER, {"status": "voorgenomen"}),
    "een dag langer": (KADER, {"tot_en_met": date(2027, 1, 1)}),
}


@pytest.mark.parametrize("wat", WIJZIGINGEN)
def test_elke_wijziging_van_een_kader_is_te_zien(wat: str, verander: Callable[..., None]) -> None:
    ding, anders = WIJZIGINGEN[wat]
    tekst, afdruk = vingerafdruk.kader_als_tekst(KADER), vingerafdruk.regelset_sha256()
    verander(ding, **anders)
    assert vingerafdruk.kader_als_tekst(KADER) != tekst
    assert vingerafdruk.regelset_sha256() != afdruk


@pytest.mark.parametrize("naam", NORMEN)
def test_elke_wijziging_van_een_norm_is_te_zien(naam: str, verander: Callable[..., None]) -> None:
    """Value, period, source and status of each row, and what the table says where it has no row."""
    begrip, rijen = NORMEN[naam]
    tekst = vingerafdruk.normen_als_tekst()
    for rij in rijen:
        waarde: Any = rij.waarde
        if isinstance(waarde, bool):
            anders = not waarde
        else:
            anders = date(2028, 1, 1) if isinstance(waarde, date) else waarde + 1
        verkeerd = next(bron for bron in BRONNEN.values() if bron != rij.bron)
        for wijziging in (
            {"waarde": anders},
            {"van": date(2014, 1, 1)},
            {"tot_en_met": date(2026, 6, 30)},
            {"bron": verkeerd},
            {"status": "gemeten" if rij.status != "gemeten" else "aanname"},
        ):
            oud = {veld: getattr(rij, veld) for veld in wijziging}
            verander(rij, **wijziging)
            assert vingerafdruk.normen_als_tekst() != tekst, (rij, wijziging)
            verander(rij, **oud)
    verander(begrip, anders=99_999_900)
    assert vingerafdruk.normen_als_tekst() != tekst


@pytest.mark.parametrize(
    "anders",
    [{"rol": "beslisser"}, {"oordeel": True}, {"stap": "7"}, {"soort": VOCABULAIRE[PLAATS["benodigde_uren"]].soort}],
)
def test_elke_wijziging_van_een_gegeven_is_te_zien(anders: dict[str, Any], verander: Callable[..., None]) -> None:
    tekst = vingerafdruk.gegevens_als_tekst()
    verander(VOCABULAIRE[PLAATS["gevraagde_kosten"]], **anders)
    assert vingerafdruk.gegevens_als_tekst() != tekst


def test_een_andere_grens_of_lege_waarde_is_te_zien(monkeypatch: pytest.MonkeyPatch) -> None:
    teksten = [vingerafdruk.gegevens_als_tekst()]
    monkeypatch.setitem(grenzen.PER_NAAM, "looptijd_maanden", (12, 48))
    teksten.append(vingerafdruk.gegevens_als_tekst())
    monkeypatch.setitem(grenzen.LEEG, "dagbesteding", "nee")
    teksten.append(vingerafdruk.gegevens_als_tekst())
    assert len(set(teksten)) == 3


@pytest.mark.parametrize("deel", ["gegevens_als_tekst", "normen_als_tekst", "perioden_als_tekst", "kader_als_tekst"])
def test_de_vingerafdruk_gaat_over_elk_deel(deel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    echt = vingerafdruk.regelset_sha256()
    vingerafdruk.regelset_sha256.cache_clear()
    monkeypatch.setattr(vingerafdruk, deel, lambda *_: "anders")
    assert vingerafdruk.regelset_sha256() != echt
    vingerafdruk.regelset_sha256.cache_clear()


# --- rules that hide rules ------------------------------------------------------------------------------------------


def test_een_kader_dat_een_gedeelde_regel_verdringt_zegt_dat() -> None:
    eigen = stap_0_ontvankelijk.thuis.variant()(stap_0_ontvankelijk.thuis.functie)
    verdringt = replace(KADER, regels=(*KADER.regels, eigen))
    with pytest.raises(RegelFout, match=r"beleidskader-2026: thuis .* verdringt een regel"):
        kaders.regels_van(verdringt)
    assert kaders.regels_van(replace(verdringt, vervangt=("thuis",)))["thuis"] is eigen


def test_wie_zegt_te_vervangen_vervangt_ook() -> None:
    with pytest.raises(RegelFout, match="geen regel die maatwerk vervangt"):
        kaders.regels_van(replace(KADER, vervangt=("maatwerk",)))
