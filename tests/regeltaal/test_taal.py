"""The language of rules: an author's mistakes are found when rules load, and no two readers ever disagree."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meerzorg.wet import normen as wetsnormen
from meerzorg.wet.beoordeling.beoordelen import beoordelaar
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import regelset
from regeltaal.bron import Bron
from regeltaal.fouten import NormFout, RegelFout
from regeltaal.lezers.rekenen import alle_waarden
from regeltaal.lezers.scalair import Beoordelaar
from regeltaal.lezers.zin import Zinnen
from regeltaal.normen import NormBegrip, Normen, Normrij
from regeltaal.regel import Gegeven, Regel, Regelset, regel
from regeltaal.soorten import DATUM, EURO, FACTOR, JANEE, UREN, keuze
from regeltaal.uitdrukking import Kies, Trede, Uitdrukking, boven_nul, kies, knopen, ladder
from strategieen import KADER_IDS, Gegevens, beoordeeld, gedeeltelijk, kader_ids, verslag, volledig

BRON = Bron("Proefwet art. 1", "https://example.org/1")
JAAR = (date(2026, 1, 1), date(2026, 12, 31))

GEGEVENS = (
    Gegeven("dag", DATUM, "de dag"),
    Gegeven("einde", DATUM, "het einde"),
    Gegeven("kosten", EURO, "de kosten", meervoud=True),
    Gegeven("budget", EURO, "het budget"),
    Gegeven("uren", UREN, "de uren", meervoud=True),
    Gegeven("vorm", keuze("pgb", "mpt", "vpt"), "de vorm"),
    Gegeven("akkoord", JANEE, "het akkoord", "er is akkoord", "er is geen akkoord"),
    Gegeven("nodig", JANEE, "de noodzaak", "het is nodig", "het is niet nodig"),
)
NORMEN = {
    begrip.naam: begrip
    for begrip in (
        NormBegrip("drempel", FACTOR, "de drempel"),
        NormBegrip("extra", EURO, "het extra bedrag"),
        NormBegrip("tarief", EURO, "het tarief van de vorm", ("vorm",), anders=0),
        NormBegrip("op_lijst", JANEE, "de lijst", ("vorm",), anders=False),
    )
}


def maak(functie: Callable[[Any], Any], naam: str = "proef", ja: str = "ja", nee: str = "nee") -> Regel:
    functie.__doc__ = "A trial."
    return regel(stap="1", bron=BRON, noem="de proef", ja=ja, nee=nee, naam=naam)(functie)


def bouw(*functies: Callable[[Any], Any], **uitleg: str) -> Regelset:
    return Regelset(
        GEGEVENS, NORMEN, [maak(functie, f"proef_{nr}", **uitleg) for nr, functie in enumerate(functies, 1)]
    )


# --- mistakes of an author ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("functie", "melding"),
    [
        (lambda d: d.akkord, "'akkord' is geen gegeven en geen regel; bedoelt u 'akkoord'"),
        (lambda d: d.xyzzy, "'xyzzy' is geen gegeven en geen regel$"),
        (lambda d: d.kosten * d.norm.drempl, "norm 'drempl' bestaat niet; bedoelt u 'drempel'"),
        (lambda d: d.proef_1 & d.akkoord, "kring.*proef_1 → proef_1"),
        (lambda d: d.kosten + d.uren, "euro en uren per week zijn niet op te tellen"),
        (lambda d: d.kosten + d.norm.drempel, "euro en factor zijn niet op te tellen"),
        (lambda d: d.dag + d.einde, "datum en datum zijn niet op te tellen"),
        (lambda d: d.kosten * d.budget, "euro is niet te vermenigvuldigen met euro"),
        (lambda d: d.dag * d.norm.drempel, "datum is niet te vermenigvuldigen"),
        (lambda d: d.kosten <= d.uren, "euro en uren per week zijn niet te vergelijken"),
        (lambda d: d.uren >= d.norm.drempel, "uren per week en factor zijn niet te vergelijken"),
        (lambda d: d.akkoord >= d.nodig, "ja/nee en ja/nee zijn niet te vergelijken"),
        (lambda d: d.dag < d.kosten, "datum en euro zijn niet te vergelijken"),
        (lambda d: boven_nul(d.kosten, d.uren), "euro min uren per week"),
        (lambda d: kies(d.akkoord, d.kosten, d.uren), "keuze tussen euro en uren per week"),
        (lambda d: kies(d.kosten, d.kosten, 0), "kies vraagt ja/nee, en dit is euro"),
        (lambda d: d.kosten & d.akkoord, "& vraagt ja/nee, en dit is euro"),
        (lambda d: d.akkoord | "ja", "| vraagt ja/nee, en dit is 'ja'"),
        (lambda d: ~d.vorm, "~ vraagt ja/nee, en dit is keuze"),
        (lambda d: d.vorm == "pgbb", "de code 'pgbb' bestaat niet; bedoelt u 'pgb'"),
        (lambda d: d.vorm.een_van("pgb", "verblijf"), "de code 'verblijf' bestaat niet"),
        (lambda d: d.akkoord == "ja", "alleen een keuze is gelijk aan een code"),
        (lambda d: d.akkoord and d.nodig, "gebruik &, | en ~ in plaats van and, or, not en if"),
        (lambda d: d.akkoord or d.nodig, "gebruik &, | en ~"),
        (lambda d: not d.akkoord, "gebruik &, | en ~"),
        (lambda d: d.kosten if d.akkoord else d.budget, "gebruik &, | en ~"),
        (lambda d: d.uren <= d.uren <= d.uren, "gebruik &, | en ~"),
        (lambda d: d.kosten >= 1000, "1000 heeft geen eenheid; zet het getal bij de normen"),
        (lambda d: d.uren >= 36.25, "36.25 is geen waarde van een regel; zet getallen en datums bij de normen"),
        (lambda d: d.dag >= date(2026, 3, 1), "zet getallen en datums bij de normen"),
        (lambda d: d.kosten + 5, "5 heeft geen eenheid"),
        (lambda d: d.kosten * Decimal("1.25"), "zet getallen en datums bij de normen"),
        (lambda d: d.kosten + True, "True is geen waarde van een regel"),
        (lambda d: d.norm.tarief(d.vorm, d.vorm) <= d.kosten, "norm tarief vraagt de sleutels vorm"),
        (lambda d: True, "geeft geen uitdrukking terug"),
        (lambda d: None, "geeft geen uitdrukking terug"),
        (
            lambda d: ladder(keuze("a", "b"), (Trede("1", d.akkoord, "c"),), "a"),
            "de uitkomst 'c' bestaat niet",
        ),
        (lambda d: ladder(keuze("a", "b"), (Trede("1", d.akkoord, "a"),), "c"), "de uitkomst 'c' bestaat niet"),
        (lambda d: ladder(keuze("a", "b"), (Trede("1", d.kosten, "a"),), "b"), "trede vraagt ja/nee"),
    ],
)
def test_fout_van_de_auteur(functie: Callable[[Any], Any], melding: str) -> None:
    with pytest.raises(RegelFout, match=melding) as fout:
        bouw(functie)
    assert "proef_1" in str(fout.value), "the author must be told which rule"


def test_fout_noemt_bestand_en_regel() -> None:
    with pytest.raises(RegelFout, match=rf"^regel proef_1 \({Path(__file__).name}:\d+\): "):
        bouw(lambda d: d.kosten + d.uren)


def test_kring_over_meer_regels() -> None:
    with pytest.raises(RegelFout, match="kring naar elkaar: proef_1 → proef_2 → proef_3 → proef_1"):
        bouw(lambda d: d.proef_2, lambda d: d.proef_3, lambda d: d.proef_1)


def test_een_naam_kan_maar_een_keer() -> None:
    twee = [maak(lambda d: d.akkoord), maak(lambda d: d.nodig)]
    with pytest.raises(RegelFout, match="de naam proef bestaat al"):
        Regelset(GEGEVENS, NORMEN, twee)
    with pytest.raises(RegelFout, match="de naam akkoord bestaat al"):
        Regelset(GEGEVENS, NORMEN, [maak(lambda d: d.nodig, "akkoord")])


@pytest.mark.parametrize("zin", ["ja", "nee"])
def test_ja_nee_heeft_een_zin_voor_ja_en_voor_nee(zin: str) -> None:
    with pytest.raises(RegelFout, match="een zin voor ja en een zin voor nee"):
        bouw(lambda d: d.akkoord, **{zin: ""})
    bouw(lambda d: d.kosten, ja="", nee="")


def test_een_regel_heeft_een_bron_en_een_docstring() -> None:
    def zonder_docstring(d: Any) -> Any:
        return d.akkoord

    def met_docstring(d: Any) -> Any:
        """Agreed."""
        return d.akkoord

    with pytest.raises(RegelFout, match="zonder_docstring: zeg in de docstring"):
        regel(stap="1", bron=BRON, noem="x")(zonder_docstring)
    for bron in ((), "Rlz art. 2.2", (BRON, "Rlz art. 2.2")):
        with pytest.raises(RegelFout, match="een regel zonder bron is geen recht"):
            regel(stap="1", bron=bron, noem="x")(met_docstring)  # type: ignore[arg-type]


def test_nul_mag_wel_in_een_regel() -> None:
    assert bouw(lambda d: kies(d.akkoord, d.kosten, 0) >= 0).regels["proef_1"].begrip.soort is JANEE


# --- norms --------------------------------------------------------------------------------------------------------


def rij(waarde: Any, van: date = JAAR[0], tot_en_met: date = JAAR[1], **anders: Any) -> Normrij:
    velden = {"naam": "drempel", "sleutel": (), "status": "geldend"} | anders
    return Normrij(
        waarde=waarde, van=van, tot_en_met=tot_en_met, bron=BRON, gecontroleerd_op=date(2026, 1, 1), **velden
    )


def drempels(*rijen: Normrij, per_jaar: bool = False) -> Normen:
    return Normen([NormBegrip("drempel", FACTOR, "de drempel", per_jaar=per_jaar)], rijen)


@pytest.mark.parametrize(
    ("rijen", "melding"),
    [
        ([rij(1), rij(2, date(2026, 12, 31), date(2027, 12, 31))], "overlappen op 2026-12-31"),
        ([rij(2, date(2026, 6, 1)), rij(1)], "overlappen op 2026-06-01"),
        ([rij(1), rij(2, date(2027, 1, 2), date(2027, 12, 31))], "geen waarde van 2027-01-01 tot 2027-01-02"),
        ([rij(1, status="gelden")], "status 'gelden' bestaat niet"),
        ([rij(1, date(2026, 1, 2), date(2026, 1, 1))], "eindigt .*2026-01-01.* vóór zij begint .*2026-01-02"),
        ([rij(1, naam="drmpel")], "norm 'drmpel' is onbekend"),
        ([rij(1, sleutel=("VG8",))], "sleutel .*VG8.* past niet"),
        ([], "norm drempel heeft geen enkele waarde"),
    ],
)
def test_fout_in_een_norm(rijen: list[Normrij], melding: str) -> None:
    with pytest.raises(NormFout, match=melding):
        drempels(*rijen)


def test_de_laatste_dag_hoort_erbij() -> None:
    norm = drempels(rij(1), rij(2, date(2027, 1, 1), date(2027, 12, 31)))
    dagen = (JAAR[0], JAAR[1], date(2027, 1, 1), date(2027, 12, 31))
    assert [norm.op(dag).waarden["drempel"] for dag in dagen] == [1, 1, 2, 2]


@pytest.mark.parametrize("dag", [date(2025, 12, 31), date(2027, 1, 1)])
def test_een_norm_die_op_een_dag_ontbreekt(dag: date) -> None:
    with pytest.raises(NormFout, match=f"drempel heeft op {dag} geen waarde"):
        drempels(rij(1)).op(dag)
    op_dag = drempels(rij(1), per_jaar=True).op(dag)
    assert (op_dag.waarden["drempel"], op_dag.vervangen["drempel"].van.year) == (1, 2026)
    assert drempels(rij(1), per_jaar=True).op(JAAR[1]).vervangen == {}


def test_van_twee_jaren_het_dichtstbijzijnde() -> None:
    norm = drempels(rij(1), rij(2, date(2029, 1, 1), date(2029, 12, 31)), per_jaar=True)
    assert norm.op(date(2027, 7, 1)).waarden["drempel"] == 1
    assert norm.op(date(2028, 7, 1)).waarden["drempel"] == 2
    assert norm.op(date(2050, 1, 1)).waarden["drempel"] == 2


def test_op_een_onbekende_dag_is_elke_norm_onbekend() -> None:
    assert drempels(rij(1)).op(None).waarden == {"drempel": None}


def test_een_variant_is_een_aanname() -> None:
    anders = drempels(rij(1)).met("drempel", 5, BRON).op(JAAR[0])
    assert (anders.waarden["drempel"], anders.gekozen["drempel"][()].status) == (5, "aanname")
    with pytest.raises(NormFout, match="'onzin' is onbekend"):
        drempels(rij(1)).met("onzin", 5, BRON)


def test_dagen_van_een_periode_delen_normen_die_niemand_kan_veranderen() -> None:
    norm = drempels(rij(1), rij(2, date(2027, 1, 1), date(2027, 12, 31)))
    eerste, *rest = [norm.op(JAAR[0] + timedelta(days=nr)) for nr in range(365)]
    assert all(op_dag.waarden is eerste.waarden for op_dag in rest), "a day more takes no memory"
    assert (rest[-1].peildatum, norm.op(date(2027, 1, 1)).waarden["drempel"]) == (JAAR[1], 2)
    with pytest.raises(TypeError):
        eerste.waarden["drempel"] = 3  # type: ignore[index]


def test_een_norm_verandert_alleen_op_een_grens() -> None:
    norm = drempels(rij(1), rij(2, date(2029, 1, 1), date(2029, 12, 31)), per_jaar=True)
    dagen = [JAAR[0] + timedelta(days=nr) for nr in range(4 * 365)]
    anders = {dag for voor, dag in pairwise(dagen) if norm.op(voor).waarden != norm.op(dag).waarden}
    assert anders <= set(norm.grenzen())


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "melding"),
    [
        ("bekostigingsuren", "29.0,uren per week", "29.0,euro", "de eenheid is 'euro', en moet uren per week zijn"),
        ("waarden", "0.25,factor", "0.25,%", "de eenheid is '%', en moet factor zijn"),
        ("waarden", "26.98,euro", "26.985,euro", "26.985 heeft meer dan twee decimalen"),
        ("waarden", "52,weken", "52.5,weken", "52.5"),
        ("waarden", "2026-12-31,datum", "2026-02-30,datum", "day is out of range"),
        ("meerzorgprofiel", "VG8,ja,", "VG8,misschien,", "misschien"),
        ("basisbedrag", "VG8,nee,", "VG88,nee,", "zorgprofiel 'VG88' is onbekend"),
        ("basisbedrag", "rlz-bijlage-H,geldend", "rlz-bijlage-Q,geldend", "rlz-bijlage-Q"),
        ("basisbedrag", "geldend,2026", "gelden,2026", "status 'gelden' bestaat niet"),
    ],
)
def test_fout_in_een_normbestand(
    bestand: str, oud: str, nieuw: str, melding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "normen"
    shutil.copytree(str(wetsnormen.NORMEN_MAP), map_)
    csv = map_ / f"{bestand}.csv"
    assert oud in csv.read_text("utf-8")
    csv.write_text(csv.read_text("utf-8").replace(oud, nieuw, 1), "utf-8")
    monkeypatch.setattr(wetsnormen, "NORMEN_MAP", map_)
    with pytest.raises(NormFout, match=melding):
        wetsnormen.normen.__wrapped__()


# --- the readers agree: any expression ----------------------------------------------------------------------------

janee = st.sampled_from(
    [
        *("d.akkoord", "d.nodig", "(d.vorm == 'pgb')", "d.vorm.een_van('mpt', 'vpt')", "d.norm.op_lijst(d.vorm)"),
        *("(d.dag <= d.einde)", "(d.einde > d.dag)", "(d.uren >= d.uren * (1 + d.norm.drempel))"),
    ]
)
euro = st.sampled_from(["d.kosten", "d.budget", "d.norm.extra", "d.norm.tarief(d.vorm)"])
for _ in range(3):  # from what there is, something one level deeper
    janee, euro = (
        st.one_of(
            janee,
            st.builds("~{}".format, janee),
            st.builds("({} {} {})".format, janee, st.sampled_from("&|"), janee),
            st.builds("({} {} {})".format, euro, st.sampled_from(["<=", ">=", "<", ">"]), euro),
            st.builds("kies({}, {}, {})".format, janee, janee, janee),
        ),
        st.one_of(
            euro,
            st.builds("({} + {})".format, euro, euro),
            st.builds("{} * d.norm.drempel".format, euro),
            st.builds("boven_nul({}, {})".format, euro, euro),
            st.builds("kies({}, {}, 0)".format, janee, euro),
        ),
    )
bedragen = st.none() | st.sampled_from([0, 1, 99, 100, 101, 12345])
dagen = st.none() | st.sampled_from([date(2026, 1, 1), date(2026, 1, 2), date.max])
invoer = st.tuples(
    *[dagen, dagen, bedragen, bedragen, st.none() | st.sampled_from([Decimal(0), Decimal("26.0833")])],
    *[st.sampled_from([None, "pgb", "mpt", "vpt"]), *[st.sampled_from([None, True, False])] * 2],
)
PROEFNORMEN = Normen(
    NORMEN.values(),
    [
        rij(Decimal("0.25"), date.min, date.max),
        rij(100, date.min, date.max, naam="extra"),
        rij(99, date.min, date.max, naam="tarief", sleutel=("pgb",)),
        rij(True, date.min, date.max, naam="op_lijst", sleutel=("mpt",)),
    ],
)


def proefset(**regels: str) -> Regelset:
    """Rules from their text, with an outcome that weighs the first two."""

    def uitkomst(d: Any) -> Uitdrukking:
        return ladder(keuze("a", "b", "c"), (Trede("1", d.eerst, "a"), Trede("2", ~d.dan, "b")), "c")

    functies = {naam: eval(f"lambda d: {tekst}") for naam, tekst in regels.items()}  # noqa: S307 - our own text
    return Regelset(GEGEVENS, NORMEN, [maak(functie, naam) for naam, functie in (functies | {"uit": uitkomst}).items()])


@settings(max_examples=150)
@given(janee, janee, euro, st.lists(invoer, min_size=1, max_size=8), st.sampled_from([None, JAAR[0]]))
def test_lezers_zijn_het_eens_over_elke_uitdrukking(
    eerst: str, dan: str, som: str, dossiers: list[tuple[Any, ...]], dag: date | None
) -> None:
    regels, op_dag = proefset(eerst=eerst, dan=dan, som=som), PROEFNORMEN.op(dag)
    lezer, zinnen = Beoordelaar(regels, op_dag, "uit", ("som",), "dag"), Zinnen(regels, op_dag)
    for waarden in dossiers:
        uitslag = lezer(waarden)
        w = alle_waarden(dict(zip(regels.gegevens, waarden, strict=True)), op_dag, regels)
        assert dict(zip(regels.regels, uitslag.waarden, strict=True)) == {naam: w[naam] for naam in regels.regels}
        assert {g.naam for g in uitslag.openstaand} <= {naam for naam in regels.gegevens if w[naam] is None} | {"dag"}
        assert bool(uitslag.openstaand) == (w["uit"] is None or w["som"] is None)
        # Kleene's logic does not see that 'x or not x' is ja; the diagram does. They never contradict each other
        antwoorden = [zinnen.waarde(vraag, w) for vraag in lezer.diagram.vragen]
        assert w["uit"] in (None, lezer.diagram.waarde(antwoorden))
        for naam, gebouwd in regels.regels.items():
            if not any(isinstance(deel, Kies) and deel.soort is JANEE for deel in knopen(gebouwd.uitdrukking)):
                assert is_zin(zinnen.regelzin(naam)) and is_zin(zinnen.rekenzin(naam, w))


def test_ook_een_keuze_tussen_ja_en_nee_is_uit_te_leggen() -> None:
    regels = bouw(lambda d: kies(d.akkoord, d.nodig, d.vorm == "pgb"))
    w = dict.fromkeys(regels.gegevens, None) | {"akkoord": True, "nodig": True, "proef_1": True}
    assert is_zin(Zinnen(regels, PROEFNORMEN.op(JAAR[0])).rekenzin("proef_1", w))


# --- the readers agree: the law -----------------------------------------------------------------------------------


def is_zin(tekst: str) -> bool:
    return tekst.endswith(".") and "None" not in tekst and ".." not in tekst and tekst[0] == tekst[0].upper()


@settings(max_examples=300)
@given(gedeeltelijk() | volledig(), kader_ids)
def test_lezers_zijn_het_eens_over_de_wet(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    assert dict(b.w) == alle_waarden(b.dossier.als_namen(), b.normen, regelset(kader))


@settings(max_examples=300)
@given(gedeeltelijk() | volledig(), kader_ids)
def test_het_diagram_geeft_dezelfde_uitkomst(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    lezer, zinnen = beoordelaar(kader, None)[0], Zinnen(regelset(kader), b.normen)
    antwoorden = [zinnen.waarde(vraag, b.w) for vraag in lezer.diagram.vragen]
    assert b.w["uitkomst"] in (None, lezer.diagram.waarde(antwoorden))
    assert bool(lezer.diagram.doet_ertoe(antwoorden)) == (lezer.diagram.waarde(antwoorden) is None)


@pytest.mark.parametrize("kader", KADER_IDS)
def test_elke_regel_is_een_zin(kader: str) -> None:
    zinnen = Zinnen(regelset(kader), normen().op(date(2026, 5, 4)))
    assert [naam for naam in regelset(kader).regels if not is_zin(zinnen.regelzin(naam))] == []


@given(gedeeltelijk() | volledig(), kader_ids)
def test_elke_toelichting_is_een_zin(gegevens: Gegevens, kader: str) -> None:
    b = beoordeeld(gegevens, kader)
    v = verslag(b, met_verklaring=True)
    zinnen = [stap["toelichting"] for stap in v["stappen"]] + v["waarschuwingen"]
    zinnen += [deel["zin"] for deel in v["verklaring"] if deel["soort"] == "regel"]
    assert [zin for zin in zinnen if not is_zin(zin)] == []
    for deel in v["verklaring"]:
        if deel["soort"] == "trede":
            assert deel["waarom"] and "None" not in deel["waarom"]
