"""The report of a simulation: what was compared, what changes for whom, how sure that is, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from meerzorg.beleid.invoer.aannames import Aannames
from meerzorg.beleid.invoer.schrijven import heel, niet_geschreven
from meerzorg.beleid.rapport import uitkomst, zekerheid
from meerzorg.beleid.rapport.blad import Rapport
from meerzorg.beleid.rapport.html import als_html
from meerzorg.beleid.rapport.kort import kort
from meerzorg.beleid.rapport.pdf import als_pdf
from meerzorg.beleid.rapport.zaak import Rapportstof
from meerzorg.beleid.simulatie.doorrekenen import Simulatie
from meerzorg.beleid.simulatie.onzekerheid import Kern
from meerzorg.beleid.simulatie.plan import Plan
from meerzorg.bladen.getallen import getal
from regeltaal.fouten import Fout, InvoerFout

DELEN = (
    kort,
    uitkomst.vergeleken,
    uitkomst.uitkomsten,
    uitkomst.wisselingen,
    uitkomst.geld,
    uitkomst.per_groep,
    zekerheid.trekkingen,
    zekerheid.gevoelig,
    zekerheid.populatie,
    zekerheid.aangenomen,
    zekerheid.opnieuw,
)
"""The chapters in reading order; a chapter with nothing to say leaves itself out."""


def schrijf_rapport(
    pad: Path,
    plan: Plan,
    uitslag: Simulatie,
    getrokken: Sequence[Mapping[str, Kern]],
    van: Aannames,
    personen: int,
    zaad: int,
    *,
    fictief: bool = True,
) -> None:
    """Writes the report as HTML or PDF, by the ending of `pad`; it appears under its name only when it is whole.

    `getrokken` are the draws of the assumptions, `van` the assumptions; with `fictief` false the people are the user's
    own, and nothing is said of the generator. Raises InvoerFout where the file cannot be written.
    """
    if pad.suffix not in (".html", ".pdf"):
        raise InvoerFout([Fout("--rapport", repr(str(pad)), "een bestand dat eindigt op .html of .pdf")])
    if not pad.absolute().parent.is_dir():
        raise InvoerFout([Fout("--rapport", repr(str(pad)), "een bestand in een map die bestaat")])
    rapport = maak_rapport(Rapportstof(plan, uitslag, tuple(getrokken), van, personen, zaad, fictief, pad.name))
    _schrijf(pad, als_html(rapport).encode() if pad.suffix == ".html" else als_pdf(rapport))


def maak_rapport(zaak: Rapportstof) -> Rapport:
    """The report itself, the same for every writer."""
    titel = "Meerzorg thuis: wat doen andere regels?" if zaak.anderen else "Meerzorg thuis: wat doen de regels?"
    ondertitel = f"{getal(zaak.uitslag.personen)} {zaak.mensen}, beoordeeld met {zaak.kaders}"
    return Rapport(titel, ondertitel, tuple(blok for deel in DELEN for blok in deel(zaak)))


def _schrijf(pad: Path, inhoud: bytes) -> None:
    try:
        with heel(pad) as tijdelijk:
            tijdelijk.write_bytes(inhoud)
    except OSError as fout:
        raise niet_geschreven(pad, fout) from fout
