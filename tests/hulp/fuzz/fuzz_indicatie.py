"""Coverage-guided fuzzing of the reader of the CIZ decision: XML and JSON may only be read or refused with InvoerFout.

Run: python tests/hulp/fuzz/fuzz_indicatie.py -runs=20000
atheris comes with the development requirements (Linux, Python < 3.14).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["meerzorg", "defusedxml", "json", "xml.etree"]):
    from meerzorg.koppeling.iwlz import lees_bericht
    from regeltaal.fouten import InvoerFout

VOORBEELDEN = Path(__file__).parents[2] / "gegevens" / "iwlz"


def een_invoer(inhoud: bytes) -> None:
    """One message: read into skeletons that are JSON, or refused; anything else is a finding."""
    try:
        indicaties = lees_bericht(inhoud, "fuzz")
    except InvoerFout:
        return
    for indicatie in indicaties:
        json.dumps(indicatie.skelet(), ensure_ascii=False).encode("utf-8")


def main() -> None:
    zaad = ",".join(str(pad) for pad in sorted(VOORBEELDEN.iterdir()))
    atheris.Setup([sys.argv[0], "-max_len=20000", f"-seed_inputs={zaad}", *sys.argv[1:]], een_invoer)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
