"""The budgetplan: hours or day parts at a rate, capped by Rlz 5.22, to a total per year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from meerzorg.wet.lezen.ontleden import ObjectMetDubbelen
from meerzorg.wet.lezen.waarden import NAAM_TOEGESTAAN, Ongeldig, is_naam, lees_euro, lees_uren
from meerzorg.wet.normen import normen
from regeltaal.fouten import Fout, Pad, dichtstbij, getoond
from regeltaal.soorten import EURO, centen, toon

ZORGVERLENERS = ("formeel", "informeel")
PER_UUR = ("uren_per_week", "uurtarief")
PER_DAGDEEL = ("dagdelen_per_week", "dagdeeltarief")
VELDEN = ("zorgsoort", "zorgverlener", *PER_UUR, *PER_DAGDEEL)
MAXIMUM_DAGDELEN = 21
MAXIMUM_TARIEF = 1000
MAXIMUM_REGELS = 200

T = TypeVar("T", int, Decimal)


class Planregel(NamedTuple):
    """One line: amounts in cents; `aantal` hours or day parts per week."""

    zorgsoort: str
    zorgverlener: str
    eenheid: str
    aantal: Decimal
    tarief: int
    toegestaan_tarief: int
    per_jaar: int


class Budgetplan(NamedTuple):
    """The lines, their total in cents per year, and what must be told about capped rates."""

    regels: tuple[Planregel, ...]
    totaal: int | None
    waarschuwingen: tuple[str, ...]


def lees_budgetplan(data: Any, dag: date | None, waar: str, fouten: list[Fout]) -> Budgetplan | None:
    """The plan with the caps of `dag`; faults go to `fouten`. Without a date the caps, so the total, are unknown."""
    vorm = "een lijst van 1 tot en met 200 regels"
    if not isinstance(data, list) or not 1 <= len(data) <= MAXIMUM_REGELS:
        fouten.append(Fout("budgetplan", getoond(data), vorm, waar=waar))
        return None
    begin = len(fouten)
    gelezen = [_regel(regel, ("budgetplan", nr), waar, fouten) for nr, regel in enumerate(data, start=1)]
    if len(fouten) > begin:
        return None
    if dag is None:
        return Budgetplan((), None, ())
    op_dag = normen().op(dag)
    regels: list[Planregel] = []
    waarschuwingen: list[str] = []
    for nr, (zorgsoort, zorgverlener, eenheid, aantal, tarief) in enumerate(filter(None, gelezen), start=1):
        grens: int = op_dag.waarden[f"tarief_{zorgverlener}_{eenheid}"]
        if tarief > grens:
            waarschuwingen.append(
                f"Budgetplan regel {nr} ({zorgsoort}): het tarief van {toon(tarief, EURO)} is verlaagd naar "
                f"het maximum van {toon(grens, EURO)} per {eenheid} ({zorgverlener}, Rlz art. 5.22)."
            )
        per_week = aantal * min(tarief, grens)
        per_jaar = centen(per_week * op_dag.waarden["weken_per_jaar"] / 100)
        regels.append(Planregel(zorgsoort, zorgverlener, eenheid, aantal, tarief, min(tarief, grens), per_jaar))
    return Budgetplan(tuple(regels), sum(regel.per_jaar for regel in regels), tuple(waarschuwingen))


def _regel(data: Any, pad: Pad, waar: str, fouten: list[Fout]) -> tuple[str, str, str, Decimal, int] | None:
    def fout(veld: str, gevonden: object, toegestaan: str) -> None:
        wat = "niets" if gevonden is None else getoond(gevonden)
        fouten.append(Fout((*pad, veld), wat, toegestaan, waar=waar))

    if not isinstance(data, dict):
        fouten.append(Fout(pad, getoond(data), "een object", waar=waar))
        return None
    begin = len(fouten)
    for veld in data:
        if veld not in VELDEN:
            bekend = f"een van {', '.join(VELDEN)}"
            fouten.append(Fout((*pad, getoond(veld)), "een onbekende naam", bekend, dichtstbij(veld, VELDEN), waar))
    if isinstance(data, ObjectMetDubbelen):
        for veld in data.dubbel:
            fouten.append(Fout((*pad, getoond(veld)), "meer dan één keer gegeven", "elke naam één keer", waar=waar))
    zorgsoort, zorgverlener = data.get("zorgsoort"), data.get("zorgverlener")
    if not is_naam(zorgsoort):
        fout("zorgsoort", zorgsoort, NAAM_TOEGESTAAN)
    if zorgverlener not in ZORGVERLENERS:
        fout("zorgverlener", zorgverlener, "formeel of informeel")
    per_uur = [veld for veld in PER_UUR if data.get(veld) is not None]
    per_dagdeel = [veld for veld in PER_DAGDEEL if data.get(veld) is not None]
    if bool(per_uur) == bool(per_dagdeel) or len(per_uur or per_dagdeel) != 2:
        gevonden = ", ".join([*per_uur, *per_dagdeel]) or "geen van beide"
        fouten.append(Fout(pad, gevonden, f"{' met '.join(PER_UUR)}, of {' met '.join(PER_DAGDEEL)}", waar=waar))
        return None
    if per_dagdeel and zorgverlener == "informeel":
        fout(
            "dagdelen_per_week",
            "dagdelen bij een informele zorgverlener",
            "uren (Rlz art. 5.22 kent geen dagdeeltarief informeel)",
        )
    aantal_veld, tarief_veld = PER_UUR if per_uur else PER_DAGDEEL
    maximum = 336 if per_uur else MAXIMUM_DAGDELEN
    aantal = _gelezen(lees_uren, data[aantal_veld], maximum)
    tarief = _gelezen(lees_euro, data[tarief_veld], MAXIMUM_TARIEF * 100)
    if aantal is None:
        fout(aantal_veld, data[aantal_veld], f"een getal van 0 tot en met {maximum}")
    if tarief is None:
        fout(tarief_veld, data[tarief_veld], "een bedrag van 0 tot en met 1.000 euro, met ten hoogste twee decimalen")
    if len(fouten) > begin:
        return None
    return str(zorgsoort), str(zorgverlener), "uur" if per_uur else "dagdeel", aantal or Decimal(0), tarief or 0


def _gelezen(lees: Callable[[Any], T], waarde: Any, maximum: int) -> T | None:
    try:
        gelezen = lees(waarde)
    except Ongeldig:
        return None
    return gelezen if gelezen <= maximum else None
