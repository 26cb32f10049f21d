"""Coverage-guided fuzzing of the reader of dossiers: bytes are read, assessed and reported, or refused with InvoerFout.

Run: python tests/hulp/fuzz/fuzz_dossier.py -runs=20000
atheris comes with the development requirements (Linux, Python < 3.14).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["meerzorg", "json"]):
    from meerzorg.cli.wet.rapport import rapport
    from meerzorg.wet.beoordeling.beoordelen import beoordeel
    from meerzorg.wet.beoordeling.verslag import verslag
    from meerzorg.wet.lezen.dossier import lees_dossiers
    from meerzorg.wet.lezen.ontleden import ontleed_json
    from regeltaal.fouten import InvoerFout

VOORBEELDEN = Path(__file__).parents[3] / "voorbeelden"


def een_invoer(inhoud: bytes) -> None:
    """One file: every dossier in it gives a report, or the file is refused; anything else is a finding."""
    try:
        dossiers = lees_dossiers(ontleed_json(inhoud, "fuzz", dubbelen_weigeren=False), "fuzz")
    except InvoerFout as fout:
        fout.bericht().encode("utf-8")
        return
    for dossier in dossiers[:20]:
        beoordeling = beoordeel(dossier)
        json.dumps(verslag(beoordeling, met_verklaring=True).als_json(), ensure_ascii=False)
        rapport(beoordeling, verklaard=True)


def main() -> None:
    zaad = ",".join(str(pad) for pad in sorted(VOORBEELDEN.glob("*.json")))
    atheris.Setup([sys.argv[0], "-max_len=4000", f"-seed_inputs={zaad}", *sys.argv[1:]], een_invoer)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
