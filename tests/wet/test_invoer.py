"""Wrong input: refused as a whole, with every fault in one message, and never with a crash."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meerzorg.wet.lezen.dossier import lees_dossiers
from meerzorg.wet.lezen.ontleden import ontleed_json
from opdracht import GEHEUGEN, geweigerd, meerzorg
from regeltaal.fouten import InvoerFout
from strategieen import NAMEN, Gegevens, beoordeeld, half_omhoog, verslag, vg8

DATUM_2015 = "een bestaande datum als JJJJ-MM-DD, van 2015 tot en met 2199"
BEDRAG = "een getal van 0 tot en met 10.000.000 euro, met ten hoogste twee decimalen"
UREN = "een getal van 0 tot en met 336 uur per week"
LOOPTIJD = "een heel getal van 12 tot en met 36 maanden"


def fouten(gegevens: Any) -> list[str]:
    """The faults of one dossier, one line each; none when it is accepted. `gegevens` may be JSON text."""
    tekst = gegevens if isinstance(gegevens, str) else json.dumps(gegevens)
    try:
        lees_dossiers(ontleed_json(f'{{"gegevens": {tekst}}}', "proef", dubbelen_weigeren=False), "proef")
    except InvoerFout as fout:
        aantal = len(fout.fouten)
        assert str(fout).startswith(f"De invoer is niet geaccepteerd: {aantal} fout{'' if aantal == 1 else 'en'}.\n")
        return [regel.removeprefix("- ") for regel in str(fout).splitlines()[1:]]
    return []


# --- one fault ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gegevens", "melding"),
    [
        ('{"zorgprofil": "VG8"}', "'zorgprofil': gevonden een onbekende naam; .* Bedoelt u misschien 'zorgprofiel'?"),
        ('{"zorgprofiel": "VG-8"}', "zorgprofiel: gevonden 'VG-8'; toegestaan is een van .*VG8.* 'VG8'?"),
        ('{"xyzzy": 1}', "'xyzzy': gevonden een onbekende naam; toegestaan is een naam uit het vocabulaire."),
        ('{"zorgprofiel": "VG8", "zorgprofiel": "VG7"}', "'zorgprofiel': gevonden meer dan één keer gegeven"),
        ('{"gevraagde_kosten": "150000,00"}', f"gevraagde_kosten: gevonden '150000,00'; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": "150000"}', f"gevraagde_kosten: gevonden '150000'; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": -0.01}', f"gevraagde_kosten: gevonden -0.01; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": 10000000.01}', f"gevonden 10000000.01; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": 1.005}', f"gevraagde_kosten: gevonden 1.005; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": true}', f"gevraagde_kosten: gevonden true; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": [1]}', f"gevraagde_kosten: gevonden [1]; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": 1e400000000}', f"gevonden 1E+400000000; toegestaan is {BEDRAG}"),
        ('{"gevraagde_kosten": 1e-400}', f"gevonden 1E-400; toegestaan is {BEDRAG}"),
        ('{"benodigde_uren": 336.000001}', f"benodigde_uren: gevonden 336.000001; toegestaan is {UREN}"),
        ('{"benodigde_uren": 1e-400}', f"benodigde_uren: gevonden 1E-400; toegestaan is {UREN}"),
        ('{"benodigde_uren": "36"}', f"benodigde_uren: gevonden '36'; toegestaan is {UREN}"),
        ('{"beperking_adl": 7}', "beperking_adl: gevonden 7; toegestaan is een getal van 0 tot en met 3"),
        ('{"beperking_adl": 3.01}', "beperking_adl: gevonden 3.01; toegestaan is een getal van 0 tot en met 3"),
        ('{"looptijd_maanden": 48}', f"looptijd_maanden: gevonden 48; toegestaan is {LOOPTIJD}"),
        ('{"looptijd_maanden": 11}', f"looptijd_maanden: gevonden 11; toegestaan is {LOOPTIJD}"),
        ('{"looptijd_maanden": 12.5}', f"looptijd_maanden: gevonden 12.5; toegestaan is {LOOPTIJD}"),
        ('{"looptijd_maanden": true}', f"looptijd_maanden: gevonden true; toegestaan is {LOOPTIJD}"),
        ('{"aanvraagdatum": "2026-02-31"}', f"aanvraagdatum: gevonden '2026-02-31'; toegestaan is {DATUM_2015}"),
        ('{"aanvraagdatum": "31-02-2026"}', f"aanvraagdatum: gevonden '31-02-2026'; toegestaan is {DATUM_2015}"),
        ('{"aanvraagdatum": "20260504"}', f"aanvraagdatum: gevonden '20260504'; toegestaan is {DATUM_2015}"),
        ('{"aanvraagdatum": "٢٠٢٦-05-04"}', f"toegestaan is {DATUM_2015}"),
        ('{"aanvraagdatum": "2026-05-04T10:00"}', f"toegestaan is {DATUM_2015}"),
        ('{"aanvraagdatum": 20260504}', f"aanvraagdatum: gevonden 20260504; toegestaan is {DATUM_2015}"),
        ('{"verantwoord_thuis": 1}', "verantwoord_thuis: gevonden 1; toegestaan is ja of nee"),
        ('{"verantwoord_thuis": "Ja"}', "verantwoord_thuis: gevonden 'Ja'; toegestaan is ja of nee"),
        ('{"verantwoord_thuis": []}', "verantwoord_thuis: gevonden []; toegestaan is ja of nee"),
        ('{"toeslag": "geen", "toeslag_bedrag": 5000}', "toeslag_bedrag: gevonden 5000.* want toeslag is 'geen'"),
        (
            '{"indicatie_ingangsdatum": "2026-05-04", "indicatie_einddatum": "2026-05-03"}',
            "indicatie_einddatum: gevonden 2026-05-03; .*op of na de ingangsdatum van de indicatie (2026-05-04)",
        ),
        ("null", "gegevens: gevonden niets; toegestaan is een object"),
        ("[]", r"gegevens: gevonden []; toegestaan is een object"),
        ("7", "gegevens: gevonden 7; toegestaan is een object"),
    ],
)
def test_een_fout(gegevens: str, melding: str) -> None:
    (fout,) = fouten(gegevens)
    assert re.search(".*".join(map(re.escape, melding.split(".*"))), fout)


@pytest.mark.parametrize("getal", ["NaN", "Infinity", "-Infinity"])
def test_geen_getal(getal: str) -> None:
    assert fouten(f'{{"gevraagde_kosten": {getal}}}') == [
        f"proef: gevonden {getal}; toegestaan is een getal; NaN en Infinity zijn geen getallen."
    ]
    with pytest.raises(InvoerFout, match="gevraagde_kosten"):
        beoordeeld({"gevraagde_kosten": float(getal)})


@pytest.mark.parametrize(
    "gegevens",
    [
        {"gevraagde_kosten": 10_000_000, "benodigde_uren": 336, "looptijd_maanden": 36, "beperking_adl": 3},
        {"gevraagde_kosten": 0, "benodigde_uren": 0, "looptijd_maanden": 12, "beperking_adl": 0},
        {"gevraagde_kosten": 0.01, "looptijd_maanden": 12.0, "verantwoord_thuis": True, "doelmatig": "nee"},
        {"toeslag": "geen", "toeslag_bedrag": 0, "indicatie_einddatum": None, "budgetplan": None},
        {"indicatie_ingangsdatum": "2026-05-04", "indicatie_einddatum": "2026-05-04"},
        {"indicatie_ingangsdatum": "1968-01-01"},
        dict.fromkeys(NAMEN),
    ],
)
def test_wat_wel_mag(gegevens: Gegevens) -> None:
    assert fouten(gegevens) == []


def test_alle_fouten_in_een_bericht() -> None:
    gegevens = {
        "zorgprofil": "VG8",
        "gevraagde_kosten": "150000,00",
        "beperking_adl": 7,
        "looptijd_maanden": 48,
        "aanvraagdatum": "2026-02-31",
        "toeslag": "geen",
        "toeslag_bedrag": 0.5,
    }
    gevonden = fouten(gegevens)
    for naam in gegevens.keys() - {"toeslag"}:
        assert sum(f": {naam}: " in fout or f": '{naam}': " in fout for fout in gevonden) == 1, naam
    assert len(gevonden) == len(gegevens) - 1


def test_fouten_van_alle_dossiers_met_nummer_en_naam() -> None:
    lijst = [{"dossier": "A", "gegevens": {"zorgprofiel": 8}}, {"gegevens": {}}, 7, {"dossier": "D"}, {"dosier": "E"}]
    with pytest.raises(InvoerFout) as fout:
        lees_dossiers(lijst, "proef")
    assert [str(f).split(": gevonden")[0] for f in fout.value.fouten] == [
        "dossier 1 (A): zorgprofiel",
        "dossier 3",
        "dossier 4 (D): gegevens",
        "dossier 5: 'dosier'",
        "dossier 5: gegevens",
    ]


@pytest.mark.parametrize(
    "data", [[], "VG8", 7, None, True, {"dossier": "", "gegevens": {}}, {"dossier": 7, "gegevens": {}}]
)
def test_geen_dossier(data: Any) -> None:
    with pytest.raises(InvoerFout):
        lees_dossiers(data, "proef")


# --- budgetplan ---------------------------------------------------------------------------------------------------

FORMEEL = {"zorgsoort": "begeleiding", "zorgverlener": "formeel", "uren_per_week": 10, "uurtarief": 60}
INFORMEEL = {"zorgsoort": "verzorging", "zorgverlener": "informeel", "uren_per_week": 20, "uurtarief": 25}
DAGDEEL = {"zorgsoort": "dagbesteding", "zorgverlener": "formeel", "dagdelen_per_week": 4, "dagdeeltarief": 70}


def met_plan(*regels: Any) -> Gegevens:
    return vg8("gevraagde_kosten", budgetplan=list(regels))


def test_budgetplan_is_de_som_van_de_regels() -> None:
    b = beoordeeld(met_plan(FORMEEL, INFORMEEL, DAGDEEL))
    assert b.w["gevraagde_kosten"] == 52 * (10 * 6000 + 20 * 2500 + 4 * 7000)
    assert verslag(b)["waarschuwingen"] == []


@pytest.mark.parametrize(
    ("regel", "tarief", "maximum"),
    [(FORMEEL, "uurtarief", "84.99"), (INFORMEEL, "uurtarief", "26.98"), (DAGDEEL, "dagdeeltarief", "78.24")],
)
def test_tarief_boven_het_maximum(regel: Gegevens, tarief: str, maximum: str) -> None:
    """The maximum itself is fine; a cent more is lowered to it, and that is said."""
    op, erboven = (
        beoordeeld(met_plan(FORMEEL, regel | {tarief: float(Decimal(maximum) + Decimal(cent) / 100)}))
        for cent in (0, 1)
    )
    assert op.w["gevraagde_kosten"] == erboven.w["gevraagde_kosten"]
    assert verslag(op)["waarschuwingen"] == []
    (waarschuwing,) = verslag(erboven)["waarschuwingen"]
    assert waarschuwing.startswith(f"Budgetplan regel 2 ({regel['zorgsoort']}): het tarief van")
    assert f"€ {maximum.replace('.', ',')}" in waarschuwing


@given(st.decimals(0, 336, places=3), st.integers(0, 2698))
def test_een_regel_wordt_op_de_cent_afgerond(uren: Decimal, cent: int) -> None:
    regel = INFORMEEL | {"uren_per_week": uren, "uurtarief": Decimal(cent) / 100}
    assert beoordeeld(met_plan(regel)).w["gevraagde_kosten"] == half_omhoog(Fraction(uren) * cent * 52)


@pytest.mark.parametrize(
    ("plan", "melding"),
    [
        ([], "een lijst van 1 tot en met 200 regels"),
        ({}, "een lijst van 1 tot en met 200 regels"),
        ([FORMEEL] * 201, "een lijst van 1 tot en met 200 regels"),
        (["x"], "budgetplan regel 1: gevonden 'x'; toegestaan is een object"),
        (
            [FORMEEL | {"zorgverlener": "familie"}],
            "zorgverlener: gevonden 'familie'; toegestaan is formeel of informeel",
        ),
        ([FORMEEL | {"zorgverlener": ["formeel"]}], "formeel of informeel"),
        ([FORMEEL | {"zorgsoort": ""}], "zorgsoort: gevonden ''"),
        ([FORMEEL | {"zorgsoort": None}], "zorgsoort: gevonden niets"),
        ([FORMEEL | {"uurtarif": 60}], "'uurtarif': gevonden een onbekende naam; .*misschien 'uurtarief'"),
        (
            [FORMEEL | {"uren_per_week": 337}],
            "uren_per_week: gevonden 337; toegestaan is een getal van 0 tot en met 336",
        ),
        ([FORMEEL | {"uurtarief": "60"}], "uurtarief: gevonden '60'"),
        ([FORMEEL | {"uurtarief": 60.005}], "uurtarief: gevonden 60.005; .*ten hoogste twee decimalen"),
        ([FORMEEL | {"uurtarief": -1}], "uurtarief: gevonden -1"),
        ([DAGDEEL | {"dagdelen_per_week": 22}], "van 0 tot en met 21"),
        ([FORMEEL | {"uurtarief": None}], "uren_per_week met uurtarief, of dagdelen_per_week met dagdeeltarief"),
        ([FORMEEL | DAGDEEL], "uren_per_week met uurtarief, of dagdelen_per_week met dagdeeltarief"),
        ([DAGDEEL | {"zorgverlener": "informeel"}], "geen dagdeeltarief informeel"),
    ],
)
def test_fout_in_het_budgetplan(plan: Any, melding: str) -> None:
    (fout,) = fouten({"aanvraagdatum": "2026-05-04", "budgetplan": plan})
    assert re.search(melding, fout)


def test_budgetplan_naast_gevraagde_kosten() -> None:
    (fout,) = fouten({"budgetplan": [FORMEEL], "gevraagde_kosten": 1})
    assert "gevraagde_kosten: gevonden ook een budgetplan; toegestaan is een van beide" in fout


def test_alle_fouten_van_een_budgetplan() -> None:
    plan = [FORMEEL | {"uurtarief": -1, "zorgsoort": ""}, INFORMEEL, DAGDEEL | {"zorgverlener": "x"}]
    assert len(fouten({"budgetplan": plan, "beperking_adl": 7})) == 4


def test_naam_twee_keer_in_een_regel_van_het_budgetplan() -> None:
    regel = '{"zorgsoort": "a", "zorgverlener": "formeel", "uren_per_week": 1, "uren_per_week": 40, "uurtarief": 50}'
    assert len(fouten(f'{{"budgetplan": [{regel}]}}')) == 1


# --- files, through the command line ------------------------------------------------------------------------------

GOED = b'{"gegevens": {"zorgprofiel": "VG8"}}'
DIEP = b'{"gegevens": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "regel 1, kolom 1: gevonden een leeg bestand"),
        (b'{"gegevens": {\n  "zorgprofiel": VG8}}', "regel 2, kolom 18: gevonden 'VG8}}'; toegestaan is geldige JSON"),
        (b'{"gegevens": {', "regel 1, kolom 15: gevonden het einde van het bestand"),
        (b'{"gegevens": {}} x', "regel 1, kolom 18: gevonden 'x'"),
        (
            '{"dossier": "\n  Françoise"}'.encode("latin-1"),
            "regel 2, kolom 7: gevonden byte 0xe7; toegestaan is tekst in",
        ),
        ('{"gegevens": {}}'.encode("utf-16"), "regel 1, kolom 1: gevonden byte 0xff"),
        (DIEP, "te diep geneste haken"),
        (b'{"gegevens": {"gevraagde_kosten": ' + b"9" * 5000 + b"}}", "een getal dat niet te lezen is"),
        (b'{"gegevens": {"gevraagde_kosten": 1e400000000}}', "gevraagde_kosten: gevonden 1E+400000000"),
        (b'{"gegevens": {"gevraagde_kosten": 1e9999999999999999999}}', "een onvoorstelbare exponent"),
        (b'{"gegevens": {"benodigde_uren": 1e-9999999999999999999}}', "een onvoorstelbare exponent"),
        (b"[]", "een lege lijst"),
        (b"[1, 2]", "dossier 2: gevonden 2"),
        (b"{}", "gegevens: gevonden niets"),
    ],
)
def test_onleesbaar_bestand(inhoud: bytes, melding: str, tmp_path: Path) -> None:
    bestand = tmp_path / "dossier.json"
    bestand.write_bytes(inhoud)
    assert melding in geweigerd(meerzorg("beoordeel", str(bestand), "--json"))
    assert melding in geweigerd(meerzorg("beoordeel", "-", invoer=inhoud))


def test_geen_bestand(tmp_path: Path) -> None:
    assert "geen bestand met deze naam" in geweigerd(meerzorg("beoordeel", str(tmp_path / "weg.json")))
    assert "een map" in geweigerd(meerzorg("beoordeel", str(tmp_path)))
    assert "niet te lezen" in geweigerd(meerzorg("beoordeel", str(tmp_path / ("x" * 5000))))


def test_te_groot_bestand_wordt_niet_gelezen(tmp_path: Path) -> None:
    bestand = tmp_path / "groot.json"
    with bestand.open("wb") as stroom:
        stroom.truncate(200 * 1024 * 1024)
    assert "gevonden 200 MB; toegestaan is een bestand van ten hoogste 32 MB" in geweigerd(
        meerzorg("beoordeel", str(bestand))
    )


def test_bom_mag() -> None:
    assert meerzorg("beoordeel", "-", "--json", invoer=b"\xef\xbb\xbf" + GOED).returncode == 0


@pytest.mark.parametrize("diepte", [100, 900, 960, 980, 990, 1000])
def test_haken_tot_aan_de_grens(diepte: int) -> None:
    """Around the depth that Python still reads: what can be read can also be shown in the message."""
    geweigerd(meerzorg("beoordeel", "-", invoer='{"gegevens": ' + "[" * diepte + "]" * diepte + "}"))


@pytest.mark.parametrize("teken", ["\\u001b[2J", "\\ud800", "\\n- dossier 2: ", "\\u202e"])
@pytest.mark.parametrize(
    "vorm",
    [
        '{"dossier": "%s", "gegevens": {}}',
        '{"%s": 1, "gegevens": {}}',
        '{"gegevens": {"%s": 1}}',
        '{"gegevens": {"zorgprofiel": "%s"}}',
        '{"gegevens": {"budgetplan": [{"%s": 1}]}}',
        '{"gegevens": {"budgetplan": [{"zorgsoort": "%s", "zorgverlener": "formeel"}]}}',
    ],
)
def test_tekens_die_een_scherm_verstoren(vorm: str, teken: str) -> None:
    """Half a character, or one that moves the cursor or the direction, is refused and never written to the screen."""
    try:
        lees_dossiers(ontleed_json(vorm % teken, "proef"), "proef")
    except InvoerFout as fout:
        assert str(fout).replace("\n", "").isprintable()
        assert len(str(fout).splitlines()) == len(fout.fouten) + 1
    else:
        pytest.fail("accepted")


def test_half_teken_op_de_opdrachtregel() -> None:
    geweigerd(meerzorg("beoordeel", "-", invoer=b'{"dossier": "\\ud800", "gegevens": {}}'))


def test_heel_veel_fouten_passen_in_het_geheugen() -> None:
    geweigerd(meerzorg("beoordeel", "-", invoer="[" + "1," * 300_000 + "1]", geheugen=GEHEUGEN // 4))


# --- anything at all ----------------------------------------------------------------------------------------------

los = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text() | st.sampled_from(["ja", "VG8"])
)
json_waarden = st.recursive(los, lambda kind: st.lists(kind) | st.dictionaries(st.text(), kind), max_leaves=5)
veld = st.sampled_from([*NAMEN, "budgetplan"])
planregel = st.dictionaries(st.sampled_from([*FORMEEL, *DAGDEEL]), json_waarden) | json_waarden
gegevens = st.dictionaries(veld | st.text(), json_waarden) | st.fixed_dictionaries({"budgetplan": st.lists(planregel)})
dossiers = st.fixed_dictionaries({"gegevens": gegevens}, optional={"dossier": json_waarden})


@settings(max_examples=150)
@given(json_waarden | dossiers | st.lists(dossiers))
def test_willekeurige_waarden(data: Any) -> None:
    """Accepted or refused; nothing else ever comes out."""
    try:
        for dossier in lees_dossiers(data, "proef"):
            assert len(dossier.waarden) == len(NAMEN)
    except InvoerFout as fout:
        assert fout.fouten
        assert all(deel.gevonden and deel.toegestaan for deel in fout.fouten)


def verminkt(inhoud: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a few of them cut out and others put in."""
    plek = st.integers(0, len(inhoud))
    return st.builds(
        lambda van, tot, ertussen: inhoud[:van] + ertussen + inhoud[tot:], plek, plek, st.binary(max_size=9)
    )


@settings(max_examples=500)
@given(st.binary() | verminkt(json.dumps({"gegevens": vg8()}).encode()))
def test_willekeurige_bytes(inhoud: bytes) -> None:
    try:
        lees_dossiers(ontleed_json(inhoud, "proef", dubbelen_weigeren=False), "proef")
    except InvoerFout as fout:
        assert fout.fouten
