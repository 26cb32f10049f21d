"""The norms of meerzorg thuis: what each one is, and the CSV files that hold their values."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from meerzorg.wet.teksten.bronnen import BRONNEN
from meerzorg.wet.vocabulaire import ZORGPROFIELEN
from regeltaal.fouten import NormFout
from regeltaal.normen import NormBegrip, Normen, Normrij
from regeltaal.soorten import DAGEN, DATUM, EURO, FACTOR, JANEE, MAANDEN, SCORE, UREN, WEKEN, Soort, Waarde, centen

NORMEN_MAP = files("meerzorg.wet") / "normen"

TABELLEN = (
    NormBegrip(
        "basisbedrag", EURO, "het bedrag in bijlage H", ("zorgprofiel", "dagbesteding"), per_jaar=True, anders=0
    ),
    NormBegrip("bekostigingsuren", UREN, "de bekostigingsuren van het zorgprofiel", ("zorgprofiel",)),
    NormBegrip("bekostigingsuren_zonder_behandeling", UREN, "de bekostigingsuren zonder behandeling", ("zorgprofiel",)),
    NormBegrip("meerzorgprofiel", JANEE, "de lijst van Rlz art. 2.2 lid 1 onder a", ("zorgprofiel",), anders=False),
    NormBegrip("bijlage_h", JANEE, "de lijst van profielen in bijlage H", ("zorgprofiel",), anders=False),
    NormBegrip("beperkingen", SCORE, "de referentie van het zorgprofiel", ("zorgprofiel", "domein")),
)
WAARDEN = (
    NormBegrip("ekt_percentage", FACTOR, "het percentage voor Extra kosten thuis"),
    NormBegrip("urendrempel", FACTOR, "de urendrempel"),
    NormBegrip("kostendrempel", FACTOR, "de kostendrempel"),
    NormBegrip("wooninitiatief", EURO, "het bedrag van Rlz art. 5.13", per_jaar=True),
    NormBegrip("wooninitiatief_vv", EURO, "het extra bedrag van Rlz art. 5.13", per_jaar=True),
    NormBegrip("tarief_informeel_uur", EURO, "het maximumtarief per uur, informeel", per_jaar=True),
    NormBegrip("tarief_formeel_uur", EURO, "het maximumtarief per uur, formeel", per_jaar=True),
    NormBegrip("tarief_formeel_dagdeel", EURO, "het maximumtarief per dagdeel, formeel", per_jaar=True),
    NormBegrip("weken_per_jaar", WEKEN, "het aantal weken per jaar"),
    NormBegrip("overgang_maanden", MAANDEN, "de overgangstermijn"),
    NormBegrip("tijdelijk_tot_en_met", DATUM, "de laatste dag van de tijdelijke lijn"),
    NormBegrip("herbeoordeling_weken", WEKEN, "de tijd tussen uitnodiging en einde"),
    NormBegrip("beeldmarge", SCORE, "de marge boven de referentie"),
)
TERMIJNEN = (
    NormBegrip("beslistermijn", WEKEN, "de termijn om te beslissen"),
    NormBegrip("niet_behandelen", WEKEN, "de termijn om een aanvraag niet te behandelen"),
    NormBegrip("bezwaartermijn", WEKEN, "de termijn voor bezwaar"),
    NormBegrip("bezwaar_per_post", WEKEN, "de tijd voor de post na de termijn voor bezwaar"),
    NormBegrip("beslistermijn_bezwaar", WEKEN, "de termijn om op bezwaar te beslissen"),
    NormBegrip("beslistermijn_bezwaar_commissie", WEKEN, "die termijn met een adviescommissie"),
    NormBegrip("beslistermijn_bezwaar_zorginstituut", WEKEN, "die termijn met advies van het Zorginstituut"),
    NormBegrip("verdaging_bezwaar", WEKEN, "het uitstel van de beslissing op bezwaar"),
    NormBegrip("advies_zorginstituut", WEKEN, "de termijn voor het advies van het Zorginstituut"),
    NormBegrip("na_ingebrekestelling", WEKEN, "de tijd tussen ingebrekestelling en dwangsom"),
    NormBegrip("dwangsomdagen", DAGEN, "het aantal dagen dat een dwangsom loopt"),
)
"""The terms within which the zorgkantoor and the client must act (Awb, Wlz)."""
BEGRIPPEN = {begrip.naam: begrip for begrip in (*TABELLEN, *WAARDEN)}
_ALLE = BEGRIPPEN | {begrip.naam: begrip for begrip in TERMIJNEN}


@cache
def normen() -> Normen:
    """All norms, read and checked once. Raises NormFout when a file is not right."""
    rijen = [rij for begrip in TABELLEN for rij in _rijen(f"{begrip.naam}.csv", begrip.sleutels, begrip.naam)]
    rijen += _rijen("waarden.csv", (), None)
    for rij in rijen:
        if BEGRIPPEN[rij.naam].sleutels and rij.sleutel[0] not in ZORGPROFIELEN:
            raise NormFout(f"norm {rij.naam}: zorgprofiel {rij.sleutel[0]!r} is onbekend")
    return Normen(BEGRIPPEN.values(), rijen)


@cache
def termijnnormen() -> Normen:
    """The terms by date, read and checked once. Raises NormFout when the file is not right."""
    return Normen(TERMIJNEN, _rijen("termijnen.csv", (), None))


class Normgroep(NamedTuple):
    """One norm with all its rows."""

    begrip: NormBegrip
    rijen: tuple[Normrij, ...]


def normgroepen() -> Iterator[Normgroep]:
    """Every norm, the terms too."""
    for boek in (normen(), termijnnormen()):
        for naam, begrip in boek.begrippen.items():
            yield Normgroep(begrip, tuple(rij for rij in boek.rijen if rij.naam == naam))


def _rijen(bestandsnaam: str, sleutels: tuple[str, ...], naam: str | None) -> Iterator[Normrij]:
    with (NORMEN_MAP / bestandsnaam).open(encoding="utf-8") as bestand:
        for nr, rij in enumerate(csv.DictReader(bestand), start=2):
            try:
                begrip = _ALLE[naam or rij["naam"]]
                if rij["eenheid"] != begrip.soort.naam:
                    raise NormFout(f"de eenheid is {rij['eenheid']!r}, en moet {begrip.soort} zijn")
                yield Normrij(
                    begrip.naam,
                    tuple(rij[sleutel] for sleutel in sleutels),
                    waarde_van(rij["waarde"], begrip.soort),
                    date.fromisoformat(rij["van"]),
                    date.fromisoformat(rij["tot_en_met"]) if rij["tot_en_met"] else date.max,
                    BRONNEN[rij["bron"]],
                    rij["status"],
                    date.fromisoformat(rij["gecontroleerd_op"]),
                    rij["toelichting"],
                )
            except (KeyError, ValueError, NormFout) as fout:
                raise NormFout(f"{bestandsnaam}, regel {nr}: {fout}") from fout


def waarde_van(tekst: str, soort: Soort) -> Waarde:
    """The value written in a norm file, as the kind it must be. Raises ValueError when it is not."""
    match soort.naam:
        case "euro":
            bedrag = Decimal(tekst)
            if bedrag * 100 % 1:
                raise ValueError(f"{tekst} heeft meer dan twee decimalen")
            return centen(bedrag)
        case "ja/nee":
            return {"ja": True, "nee": False}[tekst]
        case "datum":
            return date.fromisoformat(tekst)
        case "maanden" | "weken" | "dagen":
            return int(tekst)
        case _:
            return Decimal(tekst)
