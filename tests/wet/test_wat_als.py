"""Wat als: every answer that is named gives the outcome that is said, none is left out, and a limit is the limit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meerzorg.cli.bestand import lees_json
from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.wat_als import WatAls, beslissend, wat_als
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import InvoerFout
from regeltaal.soorten import DATUM, EURO, UREN
from strategieen import KADER_IDS, NAMEN, SOORT, Gegevens, beoordeeld, compleet, in_euro, vg8, zonder

VOORBEELDEN = sorted((Path(__file__).parents[2] / "voorbeelden").glob("*.json"))

kaders = st.none() | st.sampled_from(KADER_IDS)
zaad = st.integers(0, 2**32).map(Random)
GEORDEND = (EURO, UREN, DATUM)
STAP: dict[str, Any] = {"euro": 1, "uren per week": Decimal("0.01"), "datum": timedelta(days=1)}


def als_json(naam: str, waarde: Any) -> Any:
    """A value of the rules as an applicant would give it; None: leave it out."""
    if isinstance(waarde, date):
        return None if waarde == date.max else waarde.isoformat()
    return in_euro(waarde) if SOORT[naam] is EURO and waarde is not None else waarde


def anders(g: Gegevens, naam: str, waarde: Any) -> Gegevens:
    """The dossier with this one answer, and what the answer rules out taken away."""
    uit = {**g, naam: als_json(naam, waarde)}
    if naam == "toeslag" and waarde == "geen" and uit.get("toeslag_bedrag"):
        uit["toeslag_bedrag"] = 0
    if naam == "gevraagde_kosten":
        uit.pop("budgetplan", None)
    return uit


def gelezen(g: Gegevens) -> Any:
    return lees_gegevens(g, "proef", "proef")


def nu(g: Gegevens, naam: str) -> Any:
    return gelezen(g).waarden[PLAATS[naam]]


def ertussen(rng: Random, naam: str, laag: Any, hoog: Any) -> Any:
    """A value on the grid from `laag` to `hoog`, both possible."""
    stap = STAP[SOORT[naam].naam]
    if isinstance(laag, date) and hoog == date.max:
        return rng.choice([hoog, laag])  # a year after 2199 cannot be given
    return laag + rng.randint(0, int((hoog - laag) / stap)) * stap


def klopt(g: Gegevens, kader: str | None, deel: WatAls, waarde: Any) -> Beoordeling:
    b = beoordeeld(anders(g, deel.gegeven.naam, waarde), kader)
    assert b.uitkomst == deel.uitkomst, (deel.zin, waarde)
    assert tuple(b.gronden) == deel.gronden
    return b


@given(zaad, st.booleans(), kaders)
def test_een_genoemd_antwoord_geeft_de_uitkomst_die_gezegd_is(rng: Random, volledig: bool, kader: str | None) -> None:
    g = compleet(rng)
    g = g if volledig else zonder(rng, g)
    uitkomst = beoordeeld(g, kader).uitkomst
    for deel in wat_als(gelezen(g), kader_id=kader):
        assert deel.uitkomst != uitkomst == deel.uitkomst_nu
        genoemd = [deel.waarden[0], deel.waarden[-1]] if deel.gegeven.soort in GEORDEND else deel.waarden
        bedragen = [klopt(g, kader, deel, waarde).w.get("toegekend_totaal") for waarde in genoemd]
        if deel.toegekend:
            assert deel.toegekend == (min(bedragen), max(bedragen))
        if deel.gegeven.soort in GEORDEND:
            klopt(g, kader, deel, ertussen(rng, deel.gegeven.naam, deel.waarden[0], deel.waarden[-1]))


@given(zaad, st.booleans(), kaders)
def test_een_stap_dichterbij_verandert_niets(rng: Random, volledig: bool, kader: str | None) -> None:
    g = compleet(rng)
    g = g if volledig else zonder(rng, g)
    for deel in wat_als(gelezen(g), kader_id=kader):
        naam, huidig = deel.gegeven.naam, deel.nu
        if deel.gegeven.soort not in GEORDEND or huidig is None:
            continue
        stap: Any = STAP[deel.gegeven.soort.naam]
        nader: Any = deel.waarde + (stap if deel.waarde < huidig else -stap)  # type: ignore[operator]
        mag = nader.year <= 2199 if isinstance(nader, date) else True
        if mag and min(deel.waarde, huidig) < nader < max(deel.waarde, huidig):  # type: ignore[type-var]
            assert beoordeeld(anders(g, naam, nader), kader).uitkomst == deel.uitkomst_nu, deel.zin


@given(zaad, st.booleans(), kaders)
def test_geen_antwoord_dat_ertoe_doet_wordt_weggelaten(rng: Random, volledig: bool, kader: str | None) -> None:
    g = compleet(rng)
    g = g if volledig else zonder(rng, g)
    uitkomst = beoordeeld(g, kader).uitkomst
    gevonden = wat_als(gelezen(g), kader_id=kader)
    for naam in NAMEN:
        if naam not in g:
            continue
        rest = {ander: waarde for ander, waarde in g.items() if ander != naam}
        try:
            proef = anders(rest, naam, nu(compleet(rng, rest, einddatum=False), naam))
            waarde, huidig, b = nu(proef, naam), nu(g, naam), beoordeeld(proef, kader)
        except InvoerFout:
            continue  # contradicts another answer
        if b.uitkomst == uitkomst:
            continue
        van_naam = [deel for deel in gevonden if deel.gegeven.naam == naam]
        if SOORT[naam] in GEORDEND:
            grenzen: list[Any] = [deel.waarde for deel in van_naam]
            if SOORT[naam] is UREN:  # the dossier may be finer than the grid
                waarde += STAP["uren per week"] if waarde > huidig else -STAP["uren per week"]
            op_weg = [grens for grens in grenzen if huidig < grens <= waarde or waarde <= grens < huidig]
            assert op_weg, (naam, huidig, waarde)
        else:
            assert [deel.uitkomst for deel in van_naam if waarde in deel.waarden] == [b.uitkomst], naam


def test_de_urendrempel_wordt_genoemd() -> None:
    g = vg8(benodigde_uren=36)
    [uren] = [deel for deel in wat_als(gelezen(g)) if deel.gegeven.naam == "benodigde_uren"]
    assert (uren.nu, uren.waarde, uren.uitkomst) == (Decimal(36), Decimal("36.25"), "meerzorg")
    assert uren.toegekend_totaal == 13_100_000
    assert uren.zin == (
        "Als de benodigde uren 36,25 uur per week of meer waren, dan was de uitkomst: meerzorg toegekend."
    )


def test_kosten_leiden_naar_wat_aan_beide_kanten_ligt() -> None:
    kosten = [
        deel for deel in wat_als(gelezen(vg8(gevraagde_kosten=110_000))) if deel.gegeven.naam == "gevraagde_kosten"
    ]
    assert [(deel.uitkomst, deel.waarde) for deel in kosten] == [("regulier", 9_939_200), ("meerzorg", 12_424_001)]


def test_het_kader_wordt_genoemd_waar_de_datum_het_verandert() -> None:
    datums = [deel for deel in wat_als(gelezen(vg8(benodigde_uren=20))) if deel.gegeven.naam == "aanvraagdatum"]
    later = next(deel for deel in datums if deel.kader == "rlz-2027")
    assert (later.waarde, later.uitkomst, later.ander_kader) == (date(2027, 1, 1), "meerzorg", True)
    assert "rlz-2027" in later.zin


def test_een_budgetplan_maakt_plaats_voor_kosten() -> None:
    regel = {"zorgsoort": "begeleiding", "zorgverlener": "formeel", "uren_per_week": 40, "uurtarief": 70}
    g = vg8("gevraagde_kosten", budgetplan=[regel])
    kosten = [deel for deel in wat_als(gelezen(g)) if deel.gegeven.naam == "gevraagde_kosten"]
    assert [(deel.uitkomst, deel.waarde) for deel in kosten] == [("ekt", 12_424_000)]


def test_een_beslist_dossier_heeft_geen_beslissende_vraag() -> None:
    assert beslissend(gelezen(vg8())) is None


@pytest.mark.parametrize("naam", ["verantwoord_thuis", "benodigde_uren", "aanvraagdatum"])
def test_de_eerste_vraag_en_waarheen_haar_antwoorden_leiden(naam: str) -> None:
    gevraagd = beslissend(gelezen(vg8(naam)))
    assert gevraagd is not None and gevraagd.gegeven.naam == naam
    for deel in gevraagd.antwoorden:
        klopt(vg8(naam), None, deel, deel.waarde)
    uitkomsten = {deel.uitkomst for deel in gevraagd.beslist}
    assert {"meerzorg", "afwijzing"} <= uitkomsten or naam == "aanvraagdatum"
    assert "meerzorg" in uitkomsten


@given(zaad)
def test_de_antwoorden_op_een_vraag_zijn_alle_die_er_zijn(rng: Random) -> None:
    g = zonder(rng, compleet(rng))
    gevraagd = beslissend(gelezen(g))
    if gevraagd is None:
        return
    naam, soort = gevraagd.gegeven.naam, gevraagd.gegeven.soort
    if soort in GEORDEND:
        for vorige, volgende in zip(gevraagd.antwoorden, gevraagd.antwoorden[1:], strict=False):
            assert volgende.waarden[0] - vorige.waarden[-1] == STAP[soort.naam]  # type: ignore[operator]
    else:
        codes = soort.keuzes or (True, False)
        genoemd = [waarde for deel in gevraagd.antwoorden for waarde in deel.waarden]
        assert sorted(map(str, genoemd)) == sorted(map(str, codes)), naam


def test_elke_zin_laat_zich_lezen() -> None:
    """No code with underscores, no None, no empty list reaches a reader."""
    namen = {gegeven.naam for gegeven in VOCABULAIRE if "_" in gegeven.naam}
    for weg in ((), ("bijzondere_zorgbehoefte",), ("aanvraagdatum",), tuple(namen)):
        for deel in wat_als(gelezen(vg8(*weg))):
            assert "_" not in deel.zin and "None" not in deel.zin and deel.zin.endswith(".")


@pytest.mark.parametrize("bestand", VOORBEELDEN, ids=lambda bestand: bestand.stem[:2])
def test_de_voorbeelden_van_wat_als(bestand: Path) -> None:
    g = lees_json(str(bestand))["gegevens"]
    gevonden = wat_als(gelezen(g))
    assert gevonden
    for deel in gevonden:
        assert klopt(g, None, deel, deel.waarde).uitkomst != deel.uitkomst_nu
