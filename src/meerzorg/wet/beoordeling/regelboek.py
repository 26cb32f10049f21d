"""The law as executed, as data: per framework its steps and rules, each with sentence, inputs, norms and sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.kaders import KADERS, regelset
from meerzorg.wet.procedure.tabel import Procedure
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256
from meerzorg.wet.vocabulaire import STAPPEN
from regeltaal.lezers.zin import Zinnen
from regeltaal.soorten import als_euro
from regeltaal.vorm import Json


class Regelboek(TypedDict):
    """The rules of some frameworks and every norm that they use, as JSON has it."""

    kaders: list[Kaderboek]
    normen: list[Normboek]
    regelset: dict[str, str]


class Kaderboek(TypedDict):
    """One framework; days as JJJJ-MM-DD, None where it has no first or last day."""

    id: str
    titel: str
    status: str
    van: str | None
    tot_en_met: str | None
    bronnen: list[dict[str, str]]
    stappen: list[dict[str, str]]
    regels: list[Regelrij]


class Regelrij(TypedDict):
    """One rule: its sentence, and everything it is made of."""

    stap: str
    regel: str
    eenheid: str
    zin: str
    invoer: list[str]
    normen: list[dict[str, str]]
    bronnen: list[dict[str, str]]


class Normboek(TypedDict):
    """One norm with every version in time; a version also has its keys by name."""

    norm: str
    label: str
    eenheid: str
    waarden: list[dict[str, Json]]


def regelboek(kaders: Sequence[Procedure] | None = None) -> Regelboek:
    """The rules of these frameworks (all when None) and every version in time of every norm that they use."""
    gekozen = list(KADERS.values()) if kaders is None else list(kaders)
    gebruikt = {
        naam: None for kader in gekozen for gebouwd in regelset(kader.id).regels.values() for naam in gebouwd.normen
    }
    return {
        "kaders": [_kader(kader) for kader in gekozen],
        "normen": [_norm(naam) for naam in gebruikt],
        "regelset": {"versie": REGELSET_VERSIE, "sha256": regelset_sha256()},
    }


def _kader(kader: Procedure) -> Kaderboek:
    rs = regelset(kader.id)
    zinnen = Zinnen(rs, normen().op(kader.van or date(2026, 1, 1)))
    volgorde = sorted(rs.regels.values(), key=lambda gebouwd: STAPPEN.index(gebouwd.regel.stap))
    return {
        "id": kader.id,
        "titel": kader.titel,
        "status": kader.status,
        "van": None if kader.van is None else kader.van.isoformat(),
        "tot_en_met": None if kader.tot_en_met in (None, date.max) else str(kader.tot_en_met),
        "bronnen": [bron.als_json() for bron in kader.bronnen],
        "stappen": [{"stap": stap.id, "naam": stap.naam, "regel": stap.waarde} for stap in kader.stappen],
        "regels": [
            {
                "stap": gebouwd.regel.stap,
                "regel": gebouwd.regel.naam,
                "eenheid": str(gebouwd.begrip.soort),
                "zin": zinnen.regelzin(gebouwd.regel.naam),
                "invoer": rs.invoer_van(gebouwd.regel.naam),
                "normen": [{"norm": naam, "label": rs.normen[naam].label} for naam in gebouwd.normen],
                "bronnen": [bron.als_json() for bron in gebouwd.regel.bronnen],
            }
            for gebouwd in volgorde
        ],
    }


def _norm(naam: str) -> Normboek:
    begrip = normen().begrippen[naam]
    return {
        "norm": naam,
        "label": begrip.label,
        "eenheid": str(begrip.soort),
        "waarden": [
            {
                **dict(zip(begrip.sleutels, rij.sleutel, strict=True)),
                "waarde": als_euro(rij.waarde) if begrip.soort.naam == "euro" else str(rij.waarde),  # type: ignore[arg-type]
                "van": rij.van.isoformat(),
                "tot_en_met": None if rij.tot_en_met == date.max else rij.tot_en_met.isoformat(),
                "status": rij.status,
                "bron": rij.bron.als_json(),
                "gecontroleerd_op": rij.gecontroleerd_op.isoformat(),
                "toelichting": rij.toelichting,
            }
            for rij in normen().rijen
            if rij.naam == naam
        ],
    }
