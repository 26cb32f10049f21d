"""Writes what argparse says in Dutch, as a catalogue for gettext: `python -m gereedschap.vertaling`."""

from __future__ import annotations

import struct
from pathlib import Path

DOEL = Path(__file__).parents[1] / "src" / "meerzorg" / "cli" / "vertaling" / "nl" / "LC_MESSAGES" / "argparse.mo"
WOORDEN = {
    "usage: ": "gebruik: ",
    "positional arguments": "gegevens",
    "options": "opties",
    "show this help message and exit": "toon deze uitleg",
    "the following arguments are required: %s": "deze gegevens ontbreken: %s",
    "unrecognized arguments: %s": "onbekend: %s",
    "expected one argument": "hier hoort één waarde achter",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
    "expected at least one argument": "hier hoort ten minste één waarde achter",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "gevonden %(value)r; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "gevonden %(value)r; hier hoort een heel getal",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "subcommands": "opdrachten",
}


def catalogus(woorden: dict[str, str]) -> bytes:
    """The translations in the form of a GNU .mo file: a head, two tables of length and place, and the texts."""
    paren = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **woorden}.items())
    bron, doel = ([paar[kant].encode() + b"\0" for paar in paren] for kant in (0, 1))
    kop = struct.pack("<7I", 0x950412DE, 0, len(paren), 28, 28 + 8 * len(paren), 0, 28)
    plek, tabel = 28 + 16 * len(paren), b""
    for tekst in (*bron, *doel):
        tabel += struct.pack("<2I", len(tekst) - 1, plek)
        plek += len(tekst)
    return kop + tabel + b"".join((*bron, *doel))


if __name__ == "__main__":
    DOEL.parent.mkdir(parents=True, exist_ok=True)
    DOEL.write_bytes(catalogus(WOORDEN))
