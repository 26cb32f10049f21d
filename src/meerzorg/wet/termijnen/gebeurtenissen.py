"""What happened to an application, on which day: the events from which every statutory deadline follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from regeltaal.fouten import Fout, InvoerFout, dichtstbij, getoond

EERSTE_JAAR, LAATSTE_JAAR = 2015, 2099
MEESTE_DAGEN = 365
MEESTE_GEBEURTENISSEN = 500
DATUM_TOEGESTAAN = f"een bestaande datum als jjjj-mm-dd, in de jaren {EERSTE_JAAR} tot en met {LAATSTE_JAAR}"
_ISO_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, order=True)
class Gebeurtenis:
    """One event. `dagen` is the length that was set: of the hersteltermijn, or of the extension; 0 where none was."""

    datum: date
    soort: str
    dagen: int = 0


@dataclass(frozen=True, slots=True)
class _Soort:
    """What an event needs: the field that holds its days (`mag_leeg`: it may be left out), whether it can happen once
    only, and what comes before it."""

    dagen: str | None = None
    mag_leeg: bool = False
    eenmalig: bool = True
    na: tuple[str, ...] = ()


SOORTEN: dict[str, _Soort] = {
    "ontvangst": _Soort(),
    "verzoek_aanvulling": _Soort(
        "hersteltermijn_dagen", mag_leeg=True, eenmalig=False, na=("ontvangst", "ontvangst_bezwaar")
    ),
    "aanvulling_ontvangen": _Soort(eenmalig=False, na=("verzoek_aanvulling",)),
    "verlenging_beslistermijn": _Soort("dagen", eenmalig=False, na=("ontvangst",)),
    "bekendmaking": _Soort(),
    "ontvangst_bezwaar": _Soort(na=("bekendmaking",)),
    "adviescommissie": _Soort(na=("bekendmaking",)),
    "advies_zorginstituut_gevraagd": _Soort(),
    "verdaging_bezwaar": _Soort(na=("bekendmaking",)),
    "ingebrekestelling": _Soort(eenmalig=False, na=("ontvangst", "ontvangst_bezwaar")),
}


def lees_gebeurtenissen(data: object) -> tuple[Gebeurtenis, ...]:
    """The events in plain JSON data `{"gebeurtenissen": [...]}`, by date; the order of the input does not matter.

    The same event given twice counts once (an aanvulling_ontvangen counts for one request each time).
    Raises InvoerFout with every fault at once: nothing is guessed and nothing is skipped.
    """
    fouten: list[Fout] = []
    gelezen: list[Gebeurtenis] = []
    misschien: set[str] = set()
    for plek, ruw in enumerate(_lijst(data, fouten), start=1):
        waar = f"gebeurtenis {plek}"
        gebeurtenis = _lees_een(ruw, waar, fouten, misschien)
        if gebeurtenis:
            gelezen.append(gebeurtenis)
    fouten.extend(_in_samenhang(gelezen, misschien))
    if fouten:
        raise InvoerFout(fouten)
    return geordend(gelezen)


def fouten_in(gebeurtenissen: Sequence[Gebeurtenis]) -> list[Fout]:
    """Why these events cannot all have happened so; empty where they can."""
    eigen = (fout for plek, g in enumerate(gebeurtenissen, start=1) for fout in _fouten_van(g, f"gebeurtenis {plek}"))
    return [*eigen, *_in_samenhang(list(gebeurtenissen), set())]


def _fouten_van(g: Gebeurtenis, waar: str) -> Iterator[Fout]:
    soort = SOORTEN[g.soort]
    if not EERSTE_JAAR <= g.datum.year <= LAATSTE_JAAR:
        yield Fout("datum", g.datum.isoformat(), DATUM_TOEGESTAAN, waar=waar)
    if soort.dagen and (g.dagen or not soort.mag_leeg):
        yield from _fout_in_dagen(soort.dagen, g.dagen, waar)


def geordend(gebeurtenissen: Iterable[Gebeurtenis]) -> tuple[Gebeurtenis, ...]:
    """The events by date, each once; only answers to a request keep their number."""
    alle = sorted(gebeurtenissen)
    return tuple(
        g for plek, g in enumerate(alle) if g.soort == "aanvulling_ontvangen" or plek == 0 or g != alle[plek - 1]
    )


def lees_datum(waarde: object) -> date | None:
    """The date in ISO text of the years 2015 to 2099, or None where it is anything else."""
    if not isinstance(waarde, str) or not _ISO_DATUM.fullmatch(waarde):
        return None
    try:
        dag = date.fromisoformat(waarde)
    except ValueError:
        return None
    return dag if EERSTE_JAAR <= dag.year <= LAATSTE_JAAR else None


def _lijst(data: object, fouten: list[Fout]) -> list[object]:
    if not isinstance(data, dict):
        fouten.append(Fout("invoer", _gezien(data), 'een object {"gebeurtenissen": [...]}'))
        return []
    fouten.extend(_onbekende_namen(data, ("gebeurtenissen",), None))
    lijst = data.get("gebeurtenissen")
    if not isinstance(lijst, list):
        fouten.append(Fout("gebeurtenissen", _gezien(lijst), "een lijst van gebeurtenissen"))
        return []
    if len(lijst) > MEESTE_GEBEURTENISSEN:
        fouten.append(Fout("gebeurtenissen", f"{len(lijst)} stuks", f"ten hoogste {MEESTE_GEBEURTENISSEN} stuks"))
        return []
    return lijst


def _lees_een(ruw: object, waar: str, fouten: list[Fout], misschien: set[str]) -> Gebeurtenis | None:
    """One event, or None with its faults added; `misschien` gathers the kinds an unreadable event may have been."""
    if not isinstance(ruw, dict):
        fouten.append(Fout("gebeurtenis", _gezien(ruw), 'een object met "soort" en "datum"', waar=waar))
        misschien.update(SOORTEN)
        return None
    soort = ruw.get("soort")
    if not isinstance(soort, str) or soort not in SOORTEN:
        bedoeld = dichtstbij(soort, SOORTEN) if isinstance(soort, str) else None
        fouten.append(Fout("soort", _gezien(soort), "een van " + ", ".join(SOORTEN), bedoeld, waar))
        misschien.update([bedoeld] if bedoeld else SOORTEN)
        soort = bedoeld
    naam = SOORTEN[soort].dagen if soort else None
    eigen = [
        *_onbekende_namen(ruw, ("soort", "datum", naam) if naam else ("soort", "datum"), waar, streng=bool(soort)),
        *_fout_in_datum(ruw.get("datum"), waar),
        *(_fout_in_dagen(naam, ruw.get(naam), waar) if naam and (naam in ruw or not _mag_leeg(soort)) else ()),
    ]
    fouten.extend(eigen)
    datum = lees_datum(ruw.get("datum"))
    if soort is None or soort != ruw.get("soort") or datum is None or eigen:
        misschien.update([soort] if soort else ())
        return None
    return Gebeurtenis(datum, soort, ruw.get(naam, 0) if naam else 0)


def _mag_leeg(soort: str | None) -> bool:
    return soort is not None and SOORTEN[soort].mag_leeg


def _onbekende_namen(
    ruw: dict[object, object], bekend: tuple[str, ...], waar: str | None, streng: bool = True
) -> list[Fout]:
    """Names that do not belong here; without a known kind (`streng` off) the names of days are let through."""
    toegestaan = bekend if streng else (*bekend, *(s.dagen for s in SOORTEN.values() if s.dagen))
    return [
        Fout(getoond(str(naam)), "een onbekende naam", " en ".join(bekend), dichtstbij(str(naam), bekend), waar)
        for naam in ruw
        if naam not in toegestaan
    ]


def _fout_in_datum(waarde: object, waar: str) -> list[Fout]:
    return [] if lees_datum(waarde) else [Fout("datum", _gezien(waarde), DATUM_TOEGESTAAN, waar=waar)]


def _fout_in_dagen(naam: str, waarde: object, waar: str) -> list[Fout]:
    if type(waarde) is int and 1 <= waarde <= MEESTE_DAGEN:
        return []
    return [Fout(naam, _gezien(waarde), f"een heel getal van 1 tot en met {MEESTE_DAGEN}", waar=waar)]


def _in_samenhang(gelezen: list[Gebeurtenis], misschien: set[str]) -> Iterator[Fout]:
    yield from _tegenspraken(gelezen)
    yield from _ontbrekende_voorgangers(gelezen, misschien)


def _tegenspraken(gelezen: list[Gebeurtenis]) -> Iterator[Fout]:
    """The same thing told twice in different ways: two days of receipt, two lengths for the same request."""
    verschillend = sorted(set(gelezen))
    for soort, eis in SOORTEN.items():
        keren = [g for g in verschillend if g.soort == soort]
        if eis.eenmalig and len(keren) > 1:
            dagen = " en ".join(g.datum.isoformat() for g in keren)
            yield Fout(soort, dagen, "één datum; deze gebeurtenis kan maar één keer voorkomen")
        if eis.dagen:
            for een, ander in pairwise(keren):
                if een.datum == ander.datum:
                    waarden = f"{een.dagen} en {ander.dagen} dagen"
                    yield Fout(f"{soort} van {een.datum}", waarden, f"één waarde voor {eis.dagen}")


def _ontbrekende_voorgangers(gelezen: list[Gebeurtenis], misschien: set[str]) -> Iterator[Fout]:
    """Events that come before what they belong to, or without it. A kind in `misschien` may be there after all."""
    eerste = {g.soort: g.datum for g in sorted(gelezen, reverse=True)}
    besluit, bezwaar = eerste.get("bekendmaking"), eerste.get("ontvangst_bezwaar")
    for g in sorted(set(gelezen)):
        voorgangers = SOORTEN[g.soort].na
        mogelijk = [eerste[soort] for soort in voorgangers if soort in eerste]
        if voorgangers and misschien.isdisjoint(voorgangers) and g.datum < min(mogelijk, default=date.max):
            vanaf = f"{min(mogelijk)} of later, " if mogelijk else ""
            yield Fout(g.soort, g.datum.isoformat(), f"{vanaf}alleen na {' of '.join(voorgangers)}")
        elif besluit and besluit < g.datum and misschien.isdisjoint(("bekendmaking", "ontvangst_bezwaar")):
            te_laat = f"{g.datum}, na de bekendmaking van {besluit}"
            if g.soort in ("ontvangst", "verlenging_beslistermijn"):
                yield Fout(g.soort, te_laat, "een dag vóór of op de bekendmaking")
            if g.soort == "verzoek_aanvulling" and (bezwaar is None or g.datum < bezwaar):
                yield Fout(g.soort, te_laat, "na de bekendmaking alleen bij een ontvangen bezwaar")
    if "verzoek_aanvulling" not in misschien:
        yield from _antwoorden_zonder_verzoek(gelezen)


def _antwoorden_zonder_verzoek(gelezen: list[Gebeurtenis]) -> Iterator[Fout]:
    verzoeken = [g.datum for g in sorted(set(gelezen)) if g.soort == "verzoek_aanvulling"]
    if not verzoeken:
        return
    aantal: dict[date, int] = {}
    for dag in sorted(g.datum for g in gelezen if g.soort == "aanvulling_ontvangen"):
        ervoor = sum(keren for eerder, keren in aantal.items() if eerder < dag)
        open_verzoeken = sum(verzoek <= dag for verzoek in verzoeken) - ervoor
        if verzoeken[0] <= dag and open_verzoeken < 1:
            yield Fout("aanvulling_ontvangen", f"{dag}, zonder open verzoek", "ten hoogste één aanvulling per verzoek")
        aantal[dag] = min(aantal.get(dag, 0) + 1, open_verzoeken)


def _gezien(waarde: object) -> str:
    """A value from outside in an error message, without walking through it."""
    if waarde is None:
        return "niets"
    if isinstance(waarde, dict):
        return "een object"
    if isinstance(waarde, list):
        return "een lijst"
    if isinstance(waarde, int) and abs(waarde) >= 10**20:
        return "een veel te groot getal"
    return getoond(waarde)
