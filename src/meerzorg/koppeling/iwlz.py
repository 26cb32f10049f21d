"""Reads the decision of the CIZ, IO31 in XML or the indicatieregister in JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from meerzorg.koppeling.besluit import maak_indicatie
from meerzorg.koppeling.indicatie import Indicatie
from meerzorg.koppeling.iwlz_json import lees_register
from meerzorg.koppeling.iwlz_xml import lees_io31
from regeltaal.fouten import Fout, InvoerFout

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_INDICATIES = 10_000
MAXIMUM_FOUTEN = 200
_BOM = b"\xef\xbb\xbf"


def lees_bericht(inhoud: bytes, waar: str, peildatum: date | None = None) -> list[Indicatie]:
    """Every indication in one message; XML or JSON is recognised by its first character.

    `waar` names the message in faults; `peildatum` chooses among several zorgprofielen in one decision.
    Raises InvoerFout with all faults found.
    """
    if len(inhoud) > MAXIMUM_BYTES:
        raise InvoerFout([Fout(waar, f"meer dan {MAXIMUM_BYTES // 1024**2} MB", "een kleiner bericht")])
    inhoud = inhoud.removeprefix(_BOM)
    begin = inhoud[:1000].lstrip()[:1] or inhoud.lstrip()[:1]
    if begin == b"<":
        bericht, (ruw, vooraf) = "IO31", lees_io31(inhoud, waar)
    elif begin in (b"{", b"["):
        bericht, (ruw, vooraf) = "indicatieregister", lees_register(inhoud, waar)
    else:
        gevonden = "iets wat geen XML en geen JSON in UTF-8 is" if begin else "een leeg bericht"
        raise InvoerFout([Fout(waar, gevonden, "een IO31 of het antwoord van het indicatieregister")])
    if not ruw:
        raise InvoerFout([Fout(waar, "geen enkele indicatie", "een bericht met ten minste één indicatie")])
    if len(ruw) > MAXIMUM_INDICATIES:
        raise InvoerFout([Fout(waar, f"{len(ruw)} indicaties", f"ten hoogste {MAXIMUM_INDICATIES} indicaties")])
    indicaties: list[Indicatie] = []
    fouten: list[Fout] = []
    for nummer, bron in enumerate(ruw, 1):
        plek = f"{waar}, indicatie {nummer}" if len(ruw) > 1 else waar
        try:
            indicaties.append(maak_indicatie(bron, plek, bericht, peildatum, vooraf))
        except InvoerFout as fout:
            fouten += fout.fouten
        if len(fouten) >= MAXIMUM_FOUTEN:
            raise InvoerFout([*fouten, Fout(waar, "mogelijk nog meer fouten", "een bericht zonder fouten")])
    if fouten:
        raise InvoerFout(fouten)
    return indicaties


def met_samenloop(indicaties: list[Indicatie]) -> list[Indicatie]:
    """The same, with a warning at each decision that was given twice and at each client with several decisions."""
    aantal: dict[int, int] = defaultdict(int)
    per_bsn: dict[str, set[int]] = defaultdict(set)
    for indicatie in indicaties:
        aantal[indicatie.besluitnummer] += 1
        if indicatie.bsn:
            per_bsn[indicatie.bsn].add(indicatie.besluitnummer)
    gemeld = []
    for indicatie in indicaties:
        extra = []
        if aantal[indicatie.besluitnummer] > 1:
            extra.append(f"Besluit {indicatie.besluitnummer} is {aantal[indicatie.besluitnummer]} keer aangeboden.")
        anderen = per_bsn.get(indicatie.bsn or "", set()) - {indicatie.besluitnummer}
        if anderen:
            nummers = ", ".join(str(nummer) for nummer in sorted(anderen)[:10])
            extra.append(f"Deze cliënt heeft ook besluit {nummers}. Controleer welk besluit geldt.")
        gemeld.append(replace(indicatie, waarschuwingen=(*indicatie.waarschuwingen, *extra)))
    return gemeld
