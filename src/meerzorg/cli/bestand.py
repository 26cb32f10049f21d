"""Reading what a command is given: a file or standard input, bounded in size, every refusal in words to act on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

from meerzorg.beleid.invoer.schrijven import reden
from meerzorg.wet.lezen.ontleden import ontleed_json
from regeltaal.fouten import Fout, InvoerFout

MAXIMUM_BYTES = 32 * 1024 * 1024


def lees_bytes(pad: str, maximum: int = MAXIMUM_BYTES) -> bytes:
    """The content of the file `pad`, or of standard input for '-'; at most `maximum` bytes.

    Raises InvoerFout when the file is missing, is no file, cannot be read or is larger; a larger file is not read.
    """
    grens = f"een bestand van ten hoogste {maximum // (1024 * 1024)} MB"
    try:
        if pad == "-":
            inhoud = sys.stdin.buffer.read(maximum + 1)
        else:
            bestand = Path(pad)
            if bestand.stat().st_size > maximum:
                _weiger(pad, f"{bestand.stat().st_size // (1024 * 1024)} MB", grens)
            with bestand.open("rb") as stroom:
                inhoud = stroom.read(maximum + 1)
    except FileNotFoundError:
        _weiger(pad, "geen bestand met deze naam", "een bestand dat bestaat, of - voor de standaardinvoer")
    except IsADirectoryError:
        _weiger(noem(pad), "een map", "een bestand")
    except (OSError, ValueError) as fout:
        _weiger(noem(pad), f"een bestand dat niet te lezen is ({reden(fout)})", "een leesbaar bestand")
    if len(inhoud) > maximum:
        _weiger(pad, f"meer dan {maximum // (1024 * 1024)} MB", grens)
    return inhoud


def lees_json(pad: str, *, dubbelen_weigeren: bool = True) -> Any:
    """The JSON in file `pad` ('-' for standard input); see `lees_bytes` and `ontleed_json`."""
    return ontleed_json(lees_bytes(pad), noem(pad), dubbelen_weigeren=dubbelen_weigeren)


def noem(pad: str) -> str:
    """What a message calls the file `pad`."""
    return "standaardinvoer" if pad == "-" else pad


def _weiger(naam: str, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(naam, gevonden, toegestaan)])
