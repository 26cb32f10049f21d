"""The whole reasoning: the choice of framework and norms, every rule in order, and the ladder rung by rung."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.vormen import (
    AnderePeriode,
    AnderKader,
    Kaderkeuze,
    Normversie,
    Operand,
    Redenering,
    Regelwaarde,
    Stand,
    Trede,
)
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.kaders import KADERS, kader_op
from regeltaal.lezers.zin import opsomming
from regeltaal.normen import Normrij
from regeltaal.soorten import DATUM, Soort, als_euro, toon
from regeltaal.vorm import Scalair, als_json, getal


def verklaring(b: Beoordeling) -> tuple[Redenering, ...]:
    """First the choice of framework and norms; then every rule in order, by step; then the ladder, rung by rung, with
    why each was not the one."""
    if b.kader is None or b.zinnen is None:
        return (_keuze(b),)
    volgorde = {stap.id: nr for nr, stap in enumerate(b.kader.stappen)}
    regels = sorted(b.regelset.regels.values(), key=lambda g: volgorde.get(g.regel.stap, 99))
    return (_keuze(b), *(_regel(b, gebouwd.regel.naam) for gebouwd in regels), *_treden(b))


def vingerafdruk(redenering: tuple[Redenering, ...]) -> str:
    """The fingerprint of a reasoning: equal reasoning, equal fingerprint."""
    return sha256_van([als_json(deel) for deel in redenering])


def sha256_van(data: Any) -> str:
    """The fingerprint of plain data: equal data, equal fingerprint."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def tot(dag: date) -> date | None:
    """A last day; None where there is none."""
    return None if dag == date.max else dag


# --- framework and norms ----------------------------------------------------------------------------------------------


def _keuze(b: Beoordeling) -> Kaderkeuze:
    return Kaderkeuze(
        peildatum=b.peildatum,
        kader=b.kader.id if b.kader else None,
        status=b.kader.status if b.kader else None,
        waarom=_waarom_kader(b),
        bronnen=b.kader.bronnen if b.kader else (),
        niet_gekozen=tuple(_niet_gekozen(b)),
        normen=tuple(_normen(b)),
    )


def _niet_gekozen(b: Beoordeling) -> Iterator[AnderKader]:
    dag = b.peildatum
    for kader in KADERS.values():
        if kader is b.kader:
            continue
        if kader.van is None or kader.tot_en_met is None:
            waarom = "wordt nooit op datum gekozen: afgewogen en afgewezen alternatief"
        elif dag is None:
            waarom = "de aanvraagdatum is niet bekend"
        elif dag < kader.van:
            waarom = f"geldt pas voor aanvragen vanaf {toon(kader.van, DATUM)}"
        elif dag > kader.tot_en_met:
            waarom = f"gold voor aanvragen tot en met {toon(kader.tot_en_met, DATUM)}"
        else:
            waarom = "geldt op deze datum, maar er is om een ander kader gevraagd"
        yield AnderKader(kader.id, waarom)


def _waarom_kader(b: Beoordeling) -> str:
    if b.kader is None:
        return "de aanvraagdatum is niet bekend"
    if b.peildatum is None or b.kader is not kader_op(b.peildatum):
        return "om dit kader is gevraagd, om te vergelijken"
    return f"de aanvraagdatum ({toon(b.peildatum, DATUM)}) valt in de periode van dit kader"


def _normen(b: Beoordeling) -> Iterator[Normversie]:
    """The versions of the norms that this framework uses, and those that were not chosen, with the reason."""
    if b.kader is None or b.peildatum is None:
        return
    rs = b.regelset
    for naam in dict.fromkeys(naam for gebouwd in rs.regels.values() for naam in gebouwd.normen):
        gekozen = b.normen.gekozen[naam].values()
        eerste = next((rij for rij in gekozen if b.w["zorgprofiel"] in rij.sleutel), next(iter(gekozen)))
        yield Normversie(
            naam,
            eerste.van,
            tot(eerste.tot_en_met),
            eerste.status,
            eerste.bron,
            eerste.gecontroleerd_op,
            None if rs.normen[naam].sleutels else _waarde(eerste.waarde, rs.normen[naam].soort),
            naam in b.normen.vervangen,
            tuple(_andere_perioden(naam, eerste, b.peildatum)),
        )


@cache
def _perioden() -> dict[tuple[str, tuple[str | None, ...]], set[tuple[date, date]]]:
    """The periods of every norm, by name and key."""
    perioden: dict[tuple[str, tuple[str | None, ...]], set[tuple[date, date]]] = {}
    for rij in normen().rijen:
        perioden.setdefault((rij.naam, rij.sleutel), set()).add((rij.van, rij.tot_en_met))
    return perioden


def _andere_perioden(naam: str, gekozen: Normrij, dag: date) -> Iterator[AnderePeriode]:
    anders = {periode for periode in _perioden()[naam, gekozen.sleutel] if periode[0] != gekozen.van}
    for van, tot_en_met in sorted(anders):
        yield AnderePeriode(van, tot(tot_en_met), "begint later" if dag < van else "is al geëindigd")


# --- rules and rungs --------------------------------------------------------------------------------------------------


def _regel(b: Beoordeling, naam: str) -> Regelwaarde:
    assert b.kader is not None and b.zinnen is not None
    rs = b.regelset
    gebouwd = rs.regels[naam]
    gegevens = (Operand(op, _waarde(b.w[op], rs.begrip(op).soort), str(rs.begrip(op).soort)) for op in gebouwd.namen)
    eigen = (Operand(f"norm.{op}", _normwaarde(b, op), str(rs.normen[op].soort)) for op in gebouwd.normen)
    return Regelwaarde(
        stap=gebouwd.regel.stap,
        regel=naam,
        waarde=_waarde(b.w[naam], gebouwd.begrip.soort),
        eenheid=str(gebouwd.begrip.soort),
        operanden=(*gegevens, *eigen),
        bronnen=gebouwd.regel.bronnen,
        zin=b.zinnen.rekenzin(naam, b.w),
    )


def _normwaarde(b: Beoordeling, naam: str) -> Scalair:
    assert b.kader is not None
    begrip = b.regelset.normen[naam]
    if b.peildatum is None:
        return None
    waarde = b.normen.waarden[naam]
    if begrip.sleutels:
        codes = b.regelset.begrip(begrip.sleutels[-1]).soort.keuzes
        waarde = begrip.lees(waarde, tuple(b.w[sleutel] for sleutel in begrip.sleutels), codes)
    return _waarde(waarde, begrip.soort)


def _treden(b: Beoordeling) -> Iterator[Trede]:
    """The ladder: per rung whether it held and why; after the deciding one the rest is not reached."""
    assert b.kader is not None and b.zinnen is not None
    zinnen = b.zinnen
    beslist = open_ = False
    geldt: Stand
    treden = b.regelset.regels["uitkomst"].uitdrukking.treden  # type: ignore[attr-defined]
    for nr, trede in enumerate(treden, start=1):
        houdt = zinnen.waarde(trede.als, b.w)
        if beslist:
            geldt, waarom = "niet_nodig", "een eerdere trede besliste"
        elif houdt is None:
            geldt, waarom = "onbekend", f"nog niet bekend: {opsomming(zinnen.onbekenden(trede.als, b.w))}"
            open_ = True
        else:
            geldt, waarom = "ja" if houdt else "nee", zinnen.waarom_van(trede.als, b.w, houdt, diep=False)
            beslist = houdt
        yield Trede(nummer=nr, stap=trede.stap, uitkomst=trede.dan, geldt=geldt, waarom=waarom)
    if beslist:
        geldt, waarom = "niet_nodig", "een eerdere trede besliste"
    elif open_:
        geldt, waarom = "onbekend", "een eerdere trede is nog niet bekend"
    else:
        geldt, waarom = "ja", opsomming([GRONDEN[grond].zin for grond in b.gronden])
    yield Trede(nummer=len(treden) + 1, stap="7", uitkomst="afwijzing", geldt=geldt, waarom=waarom)


def _waarde(waarde: Any, soort: Soort) -> Scalair:
    """A value as plain data: an amount as euro in text, a day as text, a number as it is."""
    if waarde is None or isinstance(waarde, bool | str):
        return waarde
    if soort.naam == "euro":
        return als_euro(waarde)
    if isinstance(waarde, date):
        return None if waarde == date.max else waarde.isoformat()
    return getal(waarde)
