"""What is still to be asked: enough to decide, never more than can matter, in the order of the steps."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.vocabulaire import STAPPEN
from strategieen import (
    KADER_IDS,
    NAMEN,
    SOORT,
    Gegevens,
    basis,
    beoordeeld,
    compleet,
    gedeeltelijk,
    kader_ids,
    vg8,
    zonder,
)

kaders = st.none() | kader_ids
toeval = st.randoms(use_true_random=False)
zaad = st.integers(0, 2**32).map(Random)
"""For what Hypothesis need not steer: a search through ways to fill in the rest."""
ALS_NIET_GEGEVEN = ("indicatie_einddatum", "ingangsdatum")
"""For these 'absent' is a fact, not an unknown: the indication has no end, the grant begins on the day asked for."""


def gevraagd(b: Beoordeling) -> list[str]:
    return [gegeven.naam for gegeven in b.openstaand]


def besluit(b: Beoordeling) -> tuple[Any, ...]:
    """What is decided; the amount and the term are only asked once the outcome is known."""
    return (b.uitkomst,) if b.uitkomst == "onbepaald" else (b.uitkomst, b.w["toegekend_totaal"], b.w["duur"])


def af(b: Beoordeling) -> bool:
    return b.uitkomst != "onbepaald" and None not in besluit(b)


def waarden(rng: Random, naam: str, g: Gegevens) -> list[Any]:
    """Values for one input that do not contradict the rest of the dossier."""
    if naam == "toeslag":
        return [code for code in SOORT[naam].keuzes if code != "geen" or not g["toeslag_bedrag"]]
    if naam == "toeslag_bedrag" and g["toeslag"] == "geen":
        return [0]
    if SOORT[naam].keuzes:
        return list(SOORT[naam].keuzes)
    if SOORT[naam].naam == "ja/nee":
        return ["ja", "nee"]
    rest = {ander: waarde for ander, waarde in g.items() if ander != naam}
    return [compleet(rng, rest, einddatum=False)[naam] for _ in range(6)]


# --- learning more ------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(toeval, kaders)
def test_een_feit_meer_verandert_geen_uitkomst(rng: Random, kader: str | None) -> None:
    """What follows from a part of the facts also follows from all of them, down to the value of each rule."""
    g = compleet(rng)
    deel, geheel = beoordeeld(zonder(rng, g), kader), beoordeeld(g, kader)
    assert deel.uitkomst in ("onbepaald", geheel.uitkomst)
    for naam in deel.w if deel.kader else ():
        if naam != "ingangsdatum" and deel.w[naam] is not None:
            assert deel.w[naam] == geheel.w[naam], naam


@settings(max_examples=200)
@given(gedeeltelijk(), kaders)
def test_er_staat_iets_open_zolang_er_iets_onbekend_is(gegevens: Gegevens, kader: str | None) -> None:
    b = beoordeeld(gegevens, kader)
    open_ = gevraagd(b)
    assert (open_ == []) == af(b)
    assert not set(open_) & gegevens.keys()
    plaatsen = [STAPPEN.index(gegeven.stap) for gegeven in b.openstaand]
    assert plaatsen == sorted(plaatsen)


@given(toeval, kaders)
def test_antwoorden_op_volgorde_leidt_tot_een_besluit(rng: Random, kader: str | None) -> None:
    """Only answering the first question, again and again, ends in the decision that all facts together would give."""
    g = compleet(rng)
    bekend = zonder(rng, g)
    while vragen := gevraagd(beoordeeld(bekend, kader)):
        bekend[vragen[0]] = g[vragen[0]]
    assert besluit(beoordeeld(bekend, kader)) == besluit(beoordeeld(g, kader))


# --- asked is what can matter -------------------------------------------------------------------------------------


@given(gedeeltelijk(), kaders, zaad)
def test_wat_niet_gevraagd_wordt_maakt_niet_uit(deel: Gegevens, kader: str | None, rng: Random) -> None:
    """Take any unknown that is not asked: whatever the rest turns out to be, its value does not change the outcome
    (nor, where the outcome is known, the amount and the term)."""
    b = beoordeeld(deel, kader)
    stil = [naam for naam in NAMEN if naam not in (*deel, *gevraagd(b), *ALS_NIET_GEGEVEN)]
    for _ in range(4):
        rest = compleet(rng, deel, einddatum=False)
        for naam in stil:
            uitkomsten = [beoordeeld({**rest, naam: waarde}, kader) for waarde in waarden(rng, naam, rest)]
            assert len({besluit(uit) if af(b) else uit.uitkomst for uit in uitkomsten}) <= 1, naam


STAM = ("aanvraagdatum", "zorgprofiel", "dagbesteding", "wooninitiatief", "toeslag", "toeslag_bedrag")


@settings(max_examples=150)
@given(kader_ids, zaad)
def test_wat_gevraagd_wordt_kan_uitmaken(kader: str, rng: Random) -> None:
    """For every input that is asked there is a way to fill in all the others so that it counts: left unknown the
    decision is not complete, or two of its values give different decisions.

    The basic facts (STAM) are known here. The rules weigh each comparison by itself; where such a fact is unknown as
    well, two comparisons of the same amount can hang together in a way that they do not see, and a question may be
    asked that an all-knowing reader would not ask. Never the reverse: see the test above.
    """
    g = compleet(rng)
    deel = zonder(rng, g) | {naam: g[naam] for naam in STAM}
    zoek = set(gevraagd(beoordeeld(deel, kader)))
    assume(basis(g) > 0)  # 25 % of nothing is nothing: then EKT cannot matter
    for _ in range(5000):
        if not zoek:
            break
        rest = compleet(rng, deel, einddatum=False)
        for naam in list(zoek):
            onbekend = beoordeeld({ander: rest[ander] for ander in rest if ander != naam}, kader)
            besluiten = {besluit(beoordeeld({**rest, naam: waarde}, kader)) for waarde in waarden(rng, naam, rest)}
            if not af(onbekend) or len(besluiten) > 1:
                zoek.remove(naam)
    assert zoek == set()


def test_de_tijdelijke_lijn_vraagt_alleen_de_soort_aanvraag() -> None:
    b = beoordeeld(vg8("soort_aanvraag", "best_passend_profiel", werkwijze_zorgkantoor="verlengen"), "rlz-2025")
    assert gevraagd(b) == ["soort_aanvraag"]


# --- the examples of the contract ---------------------------------------------------------------------------------

OORDELEN = ("bijzondere_zorgbehoefte", "meer_zorg_nodig", "benodigde_uren", "bijzondere_omgevingsfactor")
ZORG = ("verantwoord_thuis", "doelmatig", "rechtmatig", "vastgestelde_kosten", "looptijd_maanden")


@pytest.mark.parametrize("kader", KADER_IDS)
@pytest.mark.parametrize("kosten", [0, 99392, 124240])
def test_wat_met_maatwerk_is_opgelost_kost_niemand_een_oordeel(kader: str, kosten: int) -> None:
    b = beoordeeld(vg8(*OORDELEN, *ZORG, "zzp_recht_2014", "bijzondere_zorgsoort", gevraagde_kosten=kosten), kader)
    assert gevraagd(b) == []


@pytest.mark.parametrize(
    ("gegevens", "open_"),
    [
        (vg8("zzp_recht_2014"), []),  # the profile is on the list
        (vg8("zzp_recht_2014", zorgprofiel="VG6"), ["zzp_recht_2014"]),
        (vg8("zzp_recht_2014", zorgprofiel="VG6", bijzondere_zorgsoort="cva"), []),
        # refused with the right (not lawful) and without it; which of the two must still be known
        (
            vg8("zzp_recht_2014", zorgprofiel="VG6", benodigde_uren=40, rechtmatig="nee", had_meerzorg="ja"),
            ["zzp_recht_2014"],
        ),
        (vg8("benodigde_uren", bijzondere_zorgsoort="cva"), []),  # no threshold
        (vg8("benodigde_uren", bijzondere_zorgbehoefte="nee"), []),
        (vg8("dagbesteding", zorgprofiel="VV8", benodigde_uren=40), []),  # the same amount whatever day care
        (vg8("dagbesteding"), ["dagbesteding"]),
        (vg8("toeslag_bedrag"), []),  # toeslag is 'geen'
        (vg8("toeslag_bedrag", toeslag="cva"), ["toeslag_bedrag"]),
        (vg8("bijzondere_omgevingsfactor"), []),  # access by 4 and 5a
        (vg8("bijzondere_omgevingsfactor", benodigde_uren=36), ["bijzondere_omgevingsfactor"]),
        (vg8("had_meerzorg", "overgang_gebruikt", "lopend_bedrag"), []),
        (
            vg8("had_meerzorg", "overgang_gebruikt", bijzondere_zorgbehoefte="nee"),
            ["had_meerzorg", "overgang_gebruikt"],
        ),
        (vg8("overgang_gebruikt", bijzondere_zorgbehoefte="nee"), []),  # there was no meerzorg
        (vg8("lopend_bedrag", bijzondere_zorgbehoefte="nee", had_meerzorg="ja"), ["lopend_bedrag"]),
        (vg8("lopend_bedrag", bijzondere_zorgbehoefte="nee"), []),
        (vg8("looptijd_maanden"), ["looptijd_maanden"]),
        (vg8("looptijd_maanden", vastgestelde_kosten=124240), []),  # EKT: until the end of the year
        (vg8("soort_aanvraag", "werkwijze_zorgkantoor"), []),  # the interim line is of 2025
        (vg8(*OORDELEN, *ZORG, leveringsvorm="vpt"), []),
        (vg8(*OORDELEN, *ZORG, best_passend_profiel="nee"), []),
        (vg8(*OORDELEN[:3], "doelmatig", "rechtmatig", verantwoord_thuis="nee"), []),
        (
            vg8(*OORDELEN, *ZORG),
            ["bijzondere_zorgbehoefte", "benodigde_uren", "bijzondere_omgevingsfactor", *ZORG[:4]],
        ),
        (vg8("aanvraagdatum"), ["aanvraagdatum"]),
    ],
)
def test_gevraagd_wordt_alleen_wat_nu_nodig_is(gegevens: Gegevens, open_: list[str]) -> None:
    kader = "beleidskader-2026" if "aanvraagdatum" in gegevens else None
    assert gevraagd(beoordeeld(gegevens, kader)) == open_


def test_onbekende_looptijd_laat_de_uitkomst_staan() -> None:
    b = beoordeeld(vg8("looptijd_maanden"))
    assert (b.uitkomst, b.w["toegekend_totaal"], b.periode, b.jaarverleningen) == ("meerzorg", 13_100_000, None, ())


@pytest.mark.parametrize("kader", KADER_IDS)
def test_een_leeg_dossier_vraagt_eerst_de_aanvraagdatum(kader: str) -> None:
    assert gevraagd(beoordeeld({}))[0] == gevraagd(beoordeeld({}, kader))[0] == "aanvraagdatum"
    assert "meerzorgvinkje" not in gevraagd(beoordeeld({}))


def test_null_is_onbekend_en_niet_nee() -> None:
    assert beoordeeld(vg8(bijzondere_zorgbehoefte=None)).uitkomst == "onbepaald"
    assert gevraagd(beoordeeld(vg8(bijzondere_zorgbehoefte=None))) == ["bijzondere_zorgbehoefte"]


def test_elk_oordeel_heeft_een_rol_en_wordt_in_haar_stap_gevraagd() -> None:
    gegevens = {"aanvraagdatum": "2026-05-04"}
    rollen = {g.naam: (g.rol, g.stap) for g in beoordeeld(gegevens).openstaand if g.oordeel}
    assert rollen == {
        "best_passend_profiel": ("zorgadviseur", "1"),
        "ekt_toepasbaar": ("zorgadviseur", "3"),
        "bijzondere_zorgbehoefte": ("medisch_adviseur", "4"),
        "bijzondere_omgevingsfactor": ("zorgadviseur", "5b"),
        "verantwoord_thuis": ("verpleegkundige", "6"),
        "doelmatig": ("verpleegkundige", "6"),
        "rechtmatig": ("zorgadviseur", "6"),
    }
