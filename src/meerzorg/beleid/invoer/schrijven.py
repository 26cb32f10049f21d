"""Files that appear whole, or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regeltaal.fouten import Fout, InvoerFout, getoond

REDENEN = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op de schijf is op",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EACCES: "dat mag niet",
    errno.EPERM: "dat mag niet",
    errno.EROFS: "van deze schijf kan alleen worden gelezen",
    errno.ENOENT: "de map bestaat niet",
    errno.EEXIST: "er staat al een bestand met deze naam",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EIO: "de schijf geeft een storing",
}


@contextmanager
def heel(pad: Path) -> Iterator[Path]:
    """A path beside `pad` to write to, which takes its place at the end.

    After an error or an interruption what stood at `pad` is still there, and nothing else.
    """
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}.deel")
    try:
        yield tijdelijk
        tijdelijk.replace(pad)
    finally:
        try:
            tijdelijk.unlink(missing_ok=True)
        finally:  # one Ctrl-C may come twice, from polars and from Python: the second one lands above
            tijdelijk.unlink(missing_ok=True)


def niet_geschreven(pad: Path, fout: Exception) -> InvoerFout:
    """What to tell the user when writing to `pad` failed."""
    gevonden = f"schrijven lukt niet ({reden(fout)})"
    return InvoerFout([Fout(str(pad), gevonden, "een map waarin geschreven mag worden, met genoeg ruimte")])


def reden(fout: Exception) -> str:
    """Why reading or writing failed, as short as can be; the words of the system where there are none of our own."""
    nummer = getattr(fout, "errno", None)
    if nummer is None and (gevonden := re.search(r"\(os error (\d+)\)", str(fout))):  # polars
        nummer = int(gevonden[1])
    woorden = getattr(fout, "strerror", None) or str(fout).split("\n", 1)[0]
    return REDENEN.get(nummer or 0) or getoond(woorden, 120).strip("'\"")
