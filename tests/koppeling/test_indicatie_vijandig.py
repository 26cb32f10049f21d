"""Files that are not what they seem: the reader of the CIZ decision refuses them, or reads them, and never breaks."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_indicatie import KLEIN, KLEIN_XML, MAP, een, geweigerd, lees

from meerzorg.cli.bestand import lees_bytes
from meerzorg.cli.wet import indicatie as opdracht
from meerzorg.koppeling.iwlz import MAXIMUM_BYTES, lees_bericht
from regeltaal.fouten import InvoerFout

# --- hostile files

LACH = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
VIJANDIG: dict[str, bytes] = {
    "billion laughs": (LACH + "]><l>&j;</l>").encode(),
    "external entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "external dtd": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
    "dtd only": b"<!DOCTYPE a><a/>",
    "undefined entity": b"<a>&x;</a>",
    "nested xml": b"<a>" * 10_000 + b"</a>" * 10_000,
    "nested json list": b"[" * 10_000 + b"]" * 10_000,
    "nested json object": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "unclosed json": b"[" * 10_000,
    "latin-1 xml": '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
    "latin-1 declared": KLEIN_XML.replace("UTF-8", "ISO-8859-1").encode(),
    "unknown encoding": KLEIN_XML.replace("UTF-8", "zlib").encode(),
    "latin-1 json": json.dumps(KLEIN | {"commentaar": "é"}, ensure_ascii=False).encode("latin-1"),
    "utf-16 xml": KLEIN_XML.encode("utf-16"),
    "utf-16 xml without bom": KLEIN_XML.encode("utf-16-le"),
    "utf-16 json": json.dumps(KLEIN).encode("utf-16"),
    "truncated xml": KLEIN_XML.encode()[:-40],
    "truncated json": json.dumps(KLEIN).encode()[:-40],
    "empty": b"",
    "spaces": b" \n" * 1000,
    "bom only": b"\xef\xbb\xbf",
    "binary": bytes(range(256)) * 100,
    "zip": b"PK\x03\x04" + bytes(100),
    "nul": bytes(10_000),
    "many elements": b"<Bericht>" + b"<a/>" * 600_000 + b"</Bericht>",
    "duplicate names": b'{"besluitnummer": 1, "besluitnummer": 2}',
    "nan": b'{"besluitnummer": NaN}',
    "long number": b'{"besluitnummer": ' + b"9" * 10_000 + b"}",
    "many faults": b'[{"besluitnummer":0}' + b',{"besluitnummer":0}' * 5000 + b"]",
    "many indications": b'[{"besluitnummer":0}' + b',{"besluitnummer":0}' * 20_000 + b"]",
}


@pytest.mark.parametrize("soort", VIJANDIG)
def test_vijandige_inhoud_wordt_geweigerd(soort: str) -> None:
    melding = geweigerd(VIJANDIG[soort])
    assert len(melding) < 100_000 and "Traceback" not in melding and "root:" not in melding


def test_een_goed_bericht_met_een_dtd_wordt_toch_geweigerd() -> None:
    assert "DTD" in geweigerd(KLEIN_XML.replace("<b:Bericht ", "<!DOCTYPE b:Bericht><b:Bericht "))


def test_een_goed_bericht_met_diepe_elementen_wordt_toch_geweigerd() -> None:
    assert "niveaus" in geweigerd(KLEIN_XML.replace("<b:Client>", "<b:Client>" + "<x>" * 50 + "</x>" * 50))


def test_een_byte_order_mark_is_geen_probleem() -> None:
    for tekst in (KLEIN_XML, json.dumps(KLEIN)):
        assert lees(b"\xef\xbb\xbf" + tekst.encode())[0].skelet() == een().skelet()


@pytest.mark.parametrize(
    ("inhoud", "plek"),
    [(b"<a>\n<b></a>", "regel 2, kolom 6"), (b'{\n "a": }', "regel 2, kolom 7"), (b"<a>\n\xe9</a>", "regel 2, kolom 1"),
     (b"<a>", "regel 1, kolom 4")],
)  # fmt: skip
def test_schrijffouten_hebben_regel_en_kolom(inhoud: bytes, plek: str) -> None:
    assert plek in geweigerd(inhoud)


def test_een_groot_bestand_wordt_op_grootte_geweigerd(tmp_path: Path) -> None:
    """200 MB (sparse), in a process that may not hold it."""
    groot = tmp_path / "groot.xml"
    with groot.open("wb") as stroom:
        stroom.truncate(200 * 1024 * 1024)
    gedaan = _apart(f"draai({str(groot)!r})", geheugen_mb=150)
    assert gedaan.returncode == 2 and "200 MB" in gedaan.stderr and "20 MB" in gedaan.stderr


@pytest.mark.parametrize("soort", ["billion laughs", "many elements", "nested xml", "nested json list"])
def test_vijandige_inhoud_kost_weinig_geheugen(soort: str, tmp_path: Path) -> None:
    pad = tmp_path / "bericht"
    pad.write_bytes(VIJANDIG[soort])
    gedaan = _apart(f"draai({str(pad)!r})", geheugen_mb=600)
    assert gedaan.returncode == 2 and "niet geaccepteerd" in gedaan.stderr and "Traceback" not in gedaan.stderr


def _apart(opdrachtregel: str, geheugen_mb: int) -> subprocess.CompletedProcess[str]:
    """Runs one command in its own process with a ceiling on memory; exit 2 on InvoerFout."""
    code = f"""
import argparse, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({geheugen_mb} * 1024**2,) * 2)
except (ImportError, ValueError):
    pass
from meerzorg.cli.wet import indicatie
from regeltaal.fouten import InvoerFout
from meerzorg.wet.lezen.dossier import lees_dossiers
from meerzorg.wet.lezen.ontleden import ontleed_json
def draai(*woorden):
    parser = argparse.ArgumentParser()
    indicatie.argumenten(parser)
    try:
        sys.exit(indicatie.voer_uit(parser.parse_args(woorden)))
    except InvoerFout as fout:
        print(fout, file=sys.stderr)
        sys.exit(2)
{opdrachtregel}
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("pad", ["bestaat-niet.xml", "."])
def test_een_pad_dat_niet_te_lezen_is_wordt_geweigerd(pad: str) -> None:
    with pytest.raises(InvoerFout):
        lees_bytes(pad)


def test_de_grens_aan_de_grootte_zonder_een_bestand() -> None:
    geweigerd(b" " * (MAXIMUM_BYTES + 1))


# --- fuzzing

ECHT = [pad.read_bytes() for pad in sorted(MAP.iterdir())]
WAARDE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["1", "9", "0401", "808", "2026-02-01", "9999-12-31", "0001-01-01", ""]),
    lambda kern: st.lists(kern, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(list(KLEIN)), kern),
    max_leaves=6,
)  # fmt: skip


def leest_of_weigert(inhoud: bytes, peildatum: date | None = None) -> None:
    try:
        indicaties = lees_bericht(inhoud, "fuzz", peildatum)
    except InvoerFout as fout:
        str(fout).encode()
        return
    for indicatie in indicaties:
        json.dumps(indicatie.skelet(), ensure_ascii=False).encode()
        opdracht._tabel(indicatie).encode()
        assert all(w is None or 0 <= w <= 3 for w in indicatie.gemiddelden().values())


@given(st.sampled_from([b"", b"<", b"{", b"[", b"<?xml "]), st.binary(max_size=300))
def test_willekeurige_bytes_worden_gelezen_of_geweigerd(begin: bytes, rest: bytes) -> None:
    leest_of_weigert(begin + rest)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_een_veranderd_bericht_wordt_gelezen_of_geweigerd(data: st.DataObject) -> None:
    inhoud = bytearray(data.draw(st.sampled_from(ECHT)))
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(inhoud)))
        eind = min(len(inhoud), begin + data.draw(st.integers(0, 40)))
        inhoud[begin:eind] = data.draw(st.binary(max_size=12) | st.just(bytes(inhoud[begin:eind]) * 2))
    leest_of_weigert(bytes(inhoud))


def plekken(waarde: Any, pad: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if pad:
        yield pad
    delen = waarde.items() if isinstance(waarde, dict) else enumerate(waarde) if isinstance(waarde, list) else ()
    for sleutel, deel in delen:
        yield from plekken(deel, (*pad, sleutel))


@settings(deadline=None)
@given(st.data())
def test_json_met_andere_waarden(data: st.DataObject) -> None:
    bericht = copy.deepcopy(KLEIN)
    for _ in range(data.draw(st.integers(1, 3))):
        *weg, laatste = data.draw(st.sampled_from(list(plekken(bericht))))
        houder: Any = bericht
        for stap in weg:
            houder = houder[stap]
        houder[laatste] = data.draw(WAARDE)
    peildatum = data.draw(st.none() | st.dates())
    leest_of_weigert(json.dumps(bericht).encode(), peildatum)
