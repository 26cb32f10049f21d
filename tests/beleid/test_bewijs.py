"""The promises of the rules: kept by the real law, and seen to be broken by laws that break them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import z3
from hypothesis import given

from meerzorg.beleid.bewijs import bewijzen, tegenvoorbeeld
from meerzorg.beleid.bewijs.beelden import Symbolisch, Werkelijk
from meerzorg.beleid.bewijs.beloften import BELOFTEN, BEWEZEN, ONBESLIST, TEGENVOORBEELD, Belofte
from meerzorg.beleid.bewijs.bewijzen import Bewijsuitkomst, bewijs, perioden_van
from meerzorg.cli.beleid import bewijs as opdracht
from meerzorg.wet.beoordeling import beoordelen as wet_beoordeling
from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.lezen.dossier import lees_dossiers
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure import gedeeld, kaders, uitkomsten
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.stappen import stap_4_5_toegang as toegang
from meerzorg.wet.teksten.bronnen import AANNAME
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import InvoerFout
from regeltaal.lezers.bewijs import Getal, Lezing, Term, Zeker, niet, vast, voorbeeld, vrij, waar_in
from regeltaal.regel import Regel, regel
from regeltaal.uitdrukking import Kies, Ladder, Uitdrukking, ladder
from strategieen import KADER_IDS, Gegevens, beoordeeld, compleet, gedeeltelijk, kader_ids, zonder

PER_NAAM = {belofte.naam: belofte for belofte in BELOFTEN}
OPGAVEN = [(belofte, kader) for belofte in BELOFTEN for kader in belofte.kaders]


def naam(waarde: Belofte | str) -> str:
    return waarde if isinstance(waarde, str) else waarde.naam


def herhaald(resultaat: Bewijsuitkomst, keuzes: Keuzes = ()) -> list[Beoordeling]:
    """The dossiers of a counterexample, read as a file and assessed by the ordinary reader."""
    dossiers = lees_dossiers(json.loads(json.dumps(resultaat.dossierbestand)), "tegenvoorbeeld")
    kaders = [resultaat.belofte.vorig or resultaat.kader, resultaat.kader][-len(dossiers) :]
    return [beoordeel(dossier, kader, keuzes) for dossier, kader in zip(dossiers, kaders, strict=True)]


# --- the real law -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("belofte", "kader"), OPGAVEN, ids=naam)
def test_een_belofte_komt_uit_zoals_verwacht(belofte: Belofte, kader: str) -> None:
    resultaat = bewijs(belofte, kader)
    assert resultaat.uitkomst == belofte.verwacht(kader), f"{belofte.naam} ({kader}): {resultaat.woorden}"
    if resultaat.uitkomst == TEGENVOORBEELD:
        assert True in belofte.breuken([Werkelijk(b) for b in herhaald(resultaat)])


ANDERS_GELEZEN = [
    ((("route_5b", "een_route"),), ("beleidskader-2026", "rlz-2027")),
    ((("bekostigingsuren", "zonder_behandeling"),), ("rlz-2025", "beleidskader-2026", "alternatief-urengrens")),
]


@pytest.mark.parametrize(("keuzes", "kaders"), ANDERS_GELEZEN)
def test_de_beloften_houden_stand_onder_andere_interpretaties(keuzes: Keuzes, kaders: tuple[str, ...]) -> None:
    opgaven = [(belofte, kader) for belofte, kader in OPGAVEN if kader in kaders]
    assert [(b.naam, k) for b, k in opgaven if not bewijs(b, k, keuzes).zoals_verwacht] == []


def test_het_argument_van_de_minister() -> None:
    """Two equal people; the one whose care is organised with more hours, or costs more, gets access."""
    for kader, verschil in (
        ("alternatief-urengrens", "benodigde_uren"),
        ("alternatief-kostengrens", "gevraagde_kosten"),
    ):
        resultaat = bewijs(PER_NAAM["alternatieven_los_van_setting"], kader)
        een, ander = (dossier["gegevens"] for dossier in resultaat.dossiers)
        assert {naam for naam in een if een[naam] != ander[naam]} == {verschil}
        assert [b.w["toegang_meerzorg"] for b in herhaald(resultaat)] == [True, False]
        assert een["zorgprofiel"] == "VG8" and een[verschil] % 10 == 0 == ander[verschil] % 10
        assert "bezwaar van de minister" in resultaat.woorden


def test_een_tegenvoorbeeld_is_een_heel_dossier_in_gewone_woorden() -> None:
    resultaat = bewijs(PER_NAAM["alternatieven_vragen_zorgbehoefte"], "alternatief-urengrens")
    (dossier,) = resultaat.dossiers
    assert dossier["gegevens"]["bijzondere_zorgbehoefte"] == "nee"
    assert "er is geen bijzondere zorgbehoefte" in dossier["toelichting"]
    assert {g.naam for g in VOCABULAIRE} - dossier["gegevens"].keys() == {"indicatie_einddatum", "ingangsdatum"}


def test_twee_dossiers_worden_verteld_met_wat_beide_hebben() -> None:
    """Why the second is refused must follow from what is told of it."""
    woorden = bewijs(PER_NAAM["meer_nood_nooit_geweigerd"], "rlz-2027").woorden
    assert woorden.startswith("Neem twee aanvragen met zorgprofiel VG8, die alleen verschillen in ")
    assert "de bijzondere zorgbehoefte (bij de eerste nee, bij de tweede ja)" in woorden
    assert "Voor beide geldt: " in woorden and "niet rechtmatig" in woorden.split("Voor beide geldt: ")[1].split(".")[0]
    assert "Bij de eerste is er geen toegang tot meerzorg. De uitkomst is: een overgangsjaar" in woorden
    assert "Bij de tweede is er toegang tot meerzorg. De uitkomst is: afgewezen, want " in woorden


def test_de_volgorde_van_de_ladder_wordt_gemeld() -> None:
    volgorde = bewijs(PER_NAAM["een_uitkomst"], "rlz-2027").volgorde
    assert volgorde is not None
    assert (1, 2) in volgorde.paren  # in an institution, and no valid indication
    assert volgorde.nooit == (3, 4)  # the interim line of 2025
    assert all(eerst < later for eerst, later in volgorde.paren)


def test_perioden_dekken_een_kader_zonder_gat_of_overlap() -> None:
    for kader in KADERS.values():
        perioden = perioden_van(kader)
        assert perioden[0].van == (kader.van or date(2026, 1, 1))
        assert all(a.tot_en_met.toordinal() + 1 == b.van.toordinal() for a, b in pairwise(perioden))


@pytest.mark.parametrize(("belofte", "kader"), OPGAVEN, ids=naam)
def test_wat_bekeken_wordt_bestaat(belofte: Belofte, kader: str) -> None:
    """A proof over no dossiers at all would be worth nothing."""
    for periode in perioden_van(KADERS[kader]):
        for dossiers, onderling in bewijzen._gevallen(belofte, kader, periode, ()):
            eisen = [eis for dossier in dossiers for eis in dossier.eisen] + onderling
            assert voorbeeld(eisen, [True]) is not None


def test_een_uitkomst_kan_zeker_zijn_terwijl_veel_onbekend_is() -> None:
    """Otherwise the promise about the unknown would be empty."""
    periode = perioden_van(KADERS["rlz-2027"])[0]
    dossier = bewijzen._dossier("rlz-2027", (), periode, volledig=False)
    afgewezen = dossier.beeld.grond("niet_verantwoord_thuis")
    model = voorbeeld(dossier.eisen, [afgewezen], [[niet(dossier.beeld.getal("benodigde_uren").bekend)]])
    assert model is not None
    assert not waar_in(model, dossier.beeld.getal("benodigde_uren").bekend)


# --- all readers agree --------------------------------------------------------------------------------------------


@given(gedeeltelijk(), kader_ids)
def test_lezen_over_constanten_is_het_eens_met_de_lezer_die_beslist(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    invoer = {g.naam: vast(b.w[g.naam], g.soort) for g in VOCABULAIRE}
    lezing = Lezing(b.regelset, b.normen, invoer)
    assert {naam: waarde_van(lezing[naam]) for naam in b.regelset.regels} == {
        naam: als_getal(b.w[naam]) for naam in b.regelset.regels
    }


def waarde_van(term: Term) -> Any:
    if isinstance(term, Zeker):
        (*waarden,) = (waarde for waarde, zo in term.items() if zo is True)
        assert len(waarden) < 2 and not any(zo not in (True, False) for zo in term.values())
        return waarden[0] if waarden else None
    return term.waarde if term.bekend else None


def als_getal(waarde: Any) -> Any:
    return waarde.toordinal() if isinstance(waarde, date) else waarde


@cache
def vragen(kader: str, dag: date | None) -> tuple[dict[str, Term], tuple[tuple[str, Any], ...], Any]:
    """The inputs as variables, and every rule, ground and alternative as the arguments of one z3 application."""
    invoer = {gegeven.naam: vrij(gegeven, "", volledig=False)[0] for gegeven in VOCABULAIRE}
    beeld = Symbolisch(KADERS[kader], (), normen().op(dag), invoer)
    delen: dict[str, Any] = {"ekt": beeld.biedt_ekt()}
    delen |= {f"grond {code}": beeld.grond(code) for code in KADERS[kader].gronden}
    for naam in regelset(kader).regels:
        term = beeld[naam]
        if isinstance(term, Zeker):
            delen |= {f"{naam} is {waarde}": zo for waarde, zo in term.items()}
        else:
            delen |= {f"{naam} bekend": term.bekend, naam: term.waarde}
    termen = {
        naam: deel
        if isinstance(deel, z3.ExprRef)
        else z3.BoolVal(deel)
        if isinstance(deel, bool)
        else z3.RealVal(str(deel))
        for naam, deel in delen.items()
    }
    alles = z3.Function("alles", *(term.sort() for term in termen.values()), z3.BoolSort())(*termen.values())
    return invoer, tuple(termen), alles


def ingevuld(invoer: dict[str, Term], w: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Every variable with the value it has in one dossier."""
    for gegeven in VOCABULAIRE:
        term, waarde = invoer[gegeven.naam], als_getal(w[gegeven.naam])
        if isinstance(term, Zeker):
            yield from ((zo, z3.BoolVal(code == waarde)) for code, zo in term.items())
        else:
            yield term.bekend, z3.BoolVal(waarde is not None)
            nul = 77 if waarde is None else waarde  # of an unknown number the value is never looked at
            yield term.waarde, z3.RealVal(str(nul)) if term.waarde.is_real() else z3.IntVal(nul)


@pytest.mark.parametrize("kader", KADER_IDS)
def test_z3_is_het_eens_met_de_lezer_die_beslist(kader: str) -> None:
    rng = Random(2027)  # noqa: S311 - the same dossiers every time
    for _ in range(200):
        gegevens = zonder(rng, compleet(rng))
        b = beoordeeld(gegevens, kader)
        invoer, delen, alles = vragen(kader, b.peildatum)
        uitkomst = z3.simplify(z3.substitute(alles, *ingevuld(invoer, b.w)))  # type: ignore[arg-type]
        gevonden = dict(zip(delen, (uitkomst.arg(nr) for nr in range(uitkomst.num_args())), strict=True))
        for deel, term in gevonden.items():
            assert z3.is_const(term) or z3.is_rational_value(term), (deel, term)
            assert_gelijk(deel, term, b, gevonden)


def assert_gelijk(deel: str, term: Any, b: Beoordeling, gevonden: dict[str, Any]) -> None:
    if deel == "ekt":
        assert z3.is_true(term) == Werkelijk(b).biedt_ekt()
    elif deel.startswith("grond "):
        assert z3.is_true(term) == (deel.removeprefix("grond ") in b.gronden), deel
    elif " is " in deel:
        naam, waarde = deel.split(" is ")
        assert z3.is_true(term) == (str(b.w[naam]) == waarde), deel
    elif deel.endswith(" bekend"):
        assert z3.is_true(term) == (b.w[deel.removesuffix(" bekend")] is not None), deel
    elif z3.is_true(gevonden[f"{deel} bekend"]):
        assert Fraction(str(term)) == Fraction(als_getal(b.w[deel])), deel


# --- broken laws --------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def vergeten(request: pytest.FixtureRequest) -> Iterator[None]:
    """A broken law is forgotten with its test."""
    yield
    if "monkeypatch" in request.fixturenames:
        vergeet()


@pytest.fixture
def verander(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts rules in the place of those of the same name in one framework."""

    def pas_toe(kader: str, *regels: Regel) -> None:
        nu, namen = KADERS[kader], {deel.naam for deel in regels}
        nieuw = {deel.naam: deel for deel in (*nu.regels, *regels)}
        zonder = tuple(deel for deel in nu.zonder if deel.naam not in namen)
        vervangt = tuple(deel.naam for deel in gedeeld.REGELS if deel.naam in namen)
        anders = replace(nu, regels=tuple(nieuw.values()), zonder=zonder, vervangt=vervangt)
        monkeypatch.setitem(kaders._PER_ID, kader, anders)
        vergeet()

    return pas_toe


def vergeet() -> None:
    for onthouden in (regelset, kaders.tabellen, wet_beoordeling.beoordelaar, bewijzen._dossier):
        onthouden.cache_clear()
    normen()._per_periode.clear()


def gebroken(kader: str) -> set[str]:
    """The promises that do not come out; each counterexample must run and break the promise."""
    vergeet()
    fout = [r for r in (bewijs(b, k) for b, k in OPGAVEN if k == kader) if not r.zoals_verwacht]
    for resultaat in fout:
        assert resultaat.uitkomst != ONBESLIST, resultaat.woorden
        if resultaat.dossiers:
            assert True in resultaat.belofte.breuken([Werkelijk(b) for b in herhaald(resultaat)])
    return {resultaat.belofte.naam for resultaat in fout}


def in_plaats_van(naam: str, functie: Callable[[Any], Uitdrukking]) -> Regel:
    """A rule that breaks the law."""

    def anders(d: Any) -> Uitdrukking:
        """Not the law."""
        return functie(d)

    return regel(stap="6", bron=AANNAME, noem=naam, ja=f"{naam} ja", nee=f"{naam} nee", naam=naam)(anders)


def ladder_zonder(*nummers: int) -> Regel:
    """The ladder without these rungs (from 1)."""

    def functie(d: Any) -> Uitdrukking:
        heel = uitkomsten.uitkomst.functie(d)
        assert isinstance(heel, Ladder)
        treden = tuple(trede for nr, trede in enumerate(heel.treden, start=1) if nr not in nummers)
        return ladder(heel.soort, treden, heel.anders)

    return in_plaats_van("uitkomst", functie)


UREN_IN_2027 = (toegang.toegang_2026, toegang.overstijgt_uren, toegang.bekostigingsuren)
KAPOT: dict[str, tuple[str, tuple[Regel, ...], set[str]]] = {
    "toegang vraagt ook uren": ("rlz-2027", UREN_IN_2027, {"toegang_los_van_setting"}),
    "toegang alleen met pgb": (
        "rlz-2027",
        (
            in_plaats_van(
                "toegang_meerzorg",
                lambda d: d.profielrecht & d.bijzondere_zorgbehoefte & d.leveringsvorm.een_van("pgb", "pgb_mpt"),
            ),
        ),
        {"toegang_los_van_setting", "niemand_verliest_in_2027"},
    ),
    "vinkje geeft profielrecht": (
        "beleidskader-2026",
        (in_plaats_van("profielrecht", lambda d: d.norm.meerzorgprofiel(d.zorgprofiel) | d.meerzorgvinkje),),
        {"meerzorgvinkje_beslist_nooit"},
    ),
    "toegang zonder zorgbehoefte": (
        "beleidskader-2026",
        (in_plaats_van("toegang_meerzorg", lambda d: d.profielrecht & d.overstijgt_uren),),
        {"toegang_vraagt_zorgbehoefte"},
    ),
    "ten hoogste 25 % meer uren": (
        "alternatief-urengrens",
        (
            in_plaats_van(
                "overstijgt_uren",
                lambda d: (d.bijzondere_zorgsoort != "geen") | (d.benodigde_uren < d.bekostigingsuren * 2),
            ),
        ),
        {"meer_nood_houdt_toegang", "meer_nood_nooit_geweigerd"},
    ),
    "drempel ook bij een bijzondere zorgsoort": (
        "rlz-2025",
        (
            in_plaats_van(
                "overstijgt_uren", lambda d: d.benodigde_uren >= d.bekostigingsuren * (1 + d.norm.urendrempel)
            ),
        ),
        {"geen_drempel_bij_zorgsoort"},
    ),
    "geen trede voor EKT": (
        "beleidskader-2026",
        (ladder_zonder(8),),
        {"maatwerk_gaat_voor", "sluitstuk_komt_laatst"},
    ),
    "geen trede voor niet verantwoord thuis": (
        "rlz-2027",
        (ladder_zonder(10),),
        {"niet_verantwoord_blijft_nee"},
    ),
    "geen trede voor passende zorg binnen maatwerk": (
        "rlz-2027",
        (ladder_zonder(11, 12, 13),),
        {"toekenning_is_genoeg"},
    ),
    "geen trede voor de overgang": (
        "beleidskader-2026",
        (ladder_zonder(17),),
        {"overgang_voor_wie_verliest", "meer_nood_nooit_geweigerd"},  # without it there is no transition year to lose
    ),
    "overgang nog eens": (
        "beleidskader-2026",
        (in_plaats_van("overgang", lambda d: d.had_meerzorg & (d.overgang_gebruikt | ~d.overgang_gebruikt)),),
        {"overgang_eenmalig"},
    ),
}


@pytest.mark.parametrize(("kader", "regels", "verwacht"), KAPOT.values(), ids=KAPOT)
def test_een_gebroken_wet_breekt_haar_belofte(
    verander: Callable[..., None], kader: str, regels: tuple[Regel, ...], verwacht: set[str]
) -> None:
    verander(kader, *regels)
    assert gebroken(kader) == verwacht


def test_uren_in_2027_worden_getoond_met_twee_dossiers(verander: Callable[..., None]) -> None:
    verander("rlz-2027", *UREN_IN_2027)
    resultaat = bewijs(PER_NAAM["toegang_los_van_setting"], "rlz-2027")
    een, ander = (dossier["gegevens"] for dossier in resultaat.dossiers)
    assert {naam for naam in een if een[naam] != ander[naam]} == {"benodigde_uren"}
    assert [b.w["toegang_meerzorg"] for b in herhaald(resultaat)] == [True, False]


def test_een_afwijzing_zonder_aanbod_van_ekt_is_een_afgrond(monkeypatch: pytest.MonkeyPatch) -> None:
    zonder_ekt = tuple(rij for rij in uitkomsten.ALTERNATIEVEN if rij.soort != "ekt")
    monkeypatch.setattr(kaders, "ALTERNATIEVEN", zonder_ekt)
    assert gebroken("beleidskader-2026") == {"geen_klif"}


def test_een_afwijzing_heeft_haar_grond_nodig(monkeypatch: pytest.MonkeyPatch) -> None:
    kader = KADERS["beleidskader-2026"]
    zonder = tuple(grond for grond in gedeeld.PASSENDE_ZORG.gronden if grond.code != "onrechtmatig")
    over = tuple(replace(stap, gronden=zonder) if stap is gedeeld.PASSENDE_ZORG else stap for stap in kader.stappen)
    monkeypatch.setitem(kaders._PER_ID, kader.id, replace(kader, stappen=over))
    assert gebroken(kader.id) == {"afwijzing_heeft_grond"}


def test_een_gat_in_een_norm_is_een_gat_in_de_wet(
    monkeypatch: pytest.MonkeyPatch, verander: Callable[..., None]
) -> None:
    tabel = normen()._per_naam
    over = [rij for rij in tabel["bekostigingsuren"] if rij.sleutel != ("VG8",)]
    monkeypatch.setitem(tabel, "bekostigingsuren", over)
    verander("beleidskader-2026")
    assert gebroken("beleidskader-2026") == {"een_uitkomst"}
    resultaat = bewijs(PER_NAAM["een_uitkomst"], "beleidskader-2026")
    assert [b.uitkomst for b in herhaald(resultaat)] == ["onbepaald"]


def test_lezers_die_het_oneens_zijn_bewijzen_niets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the proof reader to take unknown for nee, no dossier would show it: that is no result."""

    def onbekend_is_nee(self: Lezing, u: Any) -> Term:
        als, dan, anders = self._zeker(u.als), self.term(u.dan), self.term(u.anders)
        if isinstance(dan, Getal):
            return anders
        return Zeker(
            {w: z3.Or(z3.And(als[True], dan[w]), z3.And(z3.Not(als[True]), anders[w])) for w in {**dan, **anders}}
        )

    monkeypatch.setitem(Lezing._methoden, Kies, onbekend_is_nee)
    vergeet()
    resultaat = bewijs(PER_NAAM["onbekend_beslist_nooit"], "rlz-2027")
    assert (resultaat.uitkomst, resultaat.zoals_verwacht) == (ONBESLIST, False)


def test_ongeduld_is_geen_bewijs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(z3.SimpleSolver().__class__, "check", lambda *_: z3.unknown)
    resultaat = bewijs(PER_NAAM["geen_klif"], "rlz-2027")
    assert (resultaat.uitkomst, resultaat.zoals_verwacht) == (ONBESLIST, False)


# --- the command --------------------------------------------------------------------------------------------------


def draai(*argumenten: str) -> int:
    parser = argparse.ArgumentParser()
    opdracht.argumenten(parser)
    return opdracht.voer_uit(parser.parse_args(argumenten))


def test_de_opdracht_schrijft_tegenvoorbeelden_die_werken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doel = tmp_path / "nieuw" / "map"
    assert draai("--kader", "alternatief-kostengrens", "--map", str(doel)) == 0
    uit = capsys.readouterr().out
    assert "Elke belofte komt uit zoals verwacht." in uit and "bezwaar van de minister" in uit
    bestanden = sorted(doel.iterdir())
    assert [bestand.name for bestand in bestanden] == [
        "alternatieven_los_van_setting-alternatief-kostengrens.json",
        "alternatieven_vragen_zorgbehoefte-alternatief-kostengrens.json",
    ]
    assert [len(lees_dossiers(json.loads(bestand.read_text("utf-8")), "x")) for bestand in bestanden] == [2, 1]
    assert f"meerzorg beoordeel {bestanden[0]} --kader alternatief-kostengrens" in uit


def test_de_opdracht_geeft_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert draai("--belofte", "een_uitkomst", "--kader", "rlz-2025", "--json") == 0
    uit = json.loads(capsys.readouterr().out)
    assert uit["zoals_verwacht"] is True
    ((belofte,), (resultaat,)) = uit["beloften"], uit["beloften"][0]["resultaten"]
    assert belofte["naam"] == "een_uitkomst" and belofte["bronnen"][0]["url"]
    assert resultaat["uitkomst"] == BEWEZEN and resultaat["normen"][0]["van"] == "2015-01-01"
    assert ["trede 1 (buiten_kader)", "trede 5 (herindicatie)"] in resultaat["volgorde_beslist"]


def test_de_opdracht_noemt_de_gebroken_belofte(
    verander: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    verander("rlz-2027", *UREN_IN_2027)
    assert draai("--kader", "rlz-2027") == 1
    assert "GEBROKEN: toegang_los_van_setting (rlz-2027)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (("--belofte", "geenklif"), "Bedoelt u misschien 'geen_klif'?"),
        (("--kader", "rlz-2026"), "Bedoelt u misschien 'rlz-202"),
        (
            ("--belofte", "toegang_los_van_setting", "--kader", "rlz-2025"),
            "bij toegang_los_van_setting een van rlz-2027",
        ),
        (("--interpretatie", "route=x"), "NAAM=KEUZE"),
    ],
)
def test_de_opdracht_weigert_wat_zij_niet_kent(argumenten: tuple[str, ...], melding: str) -> None:
    with pytest.raises(InvoerFout, match=melding.replace("?", r"\?")):
        draai(*argumenten)


def test_de_opdracht_weigert_een_map_die_een_bestand_is(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(InvoerFout, match=r"--map: .* \(er staat al een bestand met deze naam\)"):
        draai("--map", str(tmp_path / "bestand"))
    with pytest.raises(InvoerFout, match="--map: gevonden niets"):
        draai("--map", "")


def test_elke_belofte_heeft_een_naam_een_zin_en_een_bron() -> None:
    assert len(PER_NAAM) == len(BELOFTEN)
    for belofte in BELOFTEN:
        assert belofte.zin.endswith(".") and belofte.bronnen and belofte.kaders
        assert set(belofte.weerlegd) <= set(belofte.kaders) <= set(KADERS)
        assert bool(belofte.weerlegd) == bool(belofte.les)
        assert set(belofte.anders) <= {gegeven.naam for gegeven in VOCABULAIRE}


def test_het_gewone_dossier_noemt_elk_gegeven() -> None:
    gewoon = tegenvoorbeeld.GEWOON
    assert {gegeven.naam for gegeven in VOCABULAIRE} - gewoon.keys() == {
        "aanvraagdatum",
        "ingangsdatum",
        "lopend_bedrag",
    } - gewoon.keys()
    for gegeven in VOCABULAIRE:
        for waarde in gewoon.get(gegeven.naam, ()):
            assert waarde in gegeven.soort.keuzes or isinstance(waarde, bool | int | Decimal | date)
