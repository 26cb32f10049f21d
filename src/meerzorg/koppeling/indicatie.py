"""The decision of the CIZ as we carry it: what the assessment needs, and no names or addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from meerzorg.koppeling.codelijsten import codelijst, domeinen_op
from regeltaal.vorm import Json

# The domains that iWlz has items for, in the order of the contract; verpleging has none.
DOMEINEN = ("sociale_redzaamheid", "psychosociaal", "adl", "mobiliteit", "gedrag")
_SCORELIJST = {"COD825": "COD828", "COD824": "COD827"}


@dataclass(frozen=True, slots=True)
class Cizscore:
    """The score of one item: `waarde` 0-3, or None when it does not count (9 = not assessed, or not readable)."""

    codelijst: str
    vraag: str
    gevonden: str
    waarde: int | None

    @property
    def vraagtekst(self) -> str:
        return codelijst(self.codelijst).get(self.vraag, "onbekende vraag")

    @property
    def scoretekst(self) -> str:
        return codelijst(_SCORELIJST[self.codelijst]).get(self.gevonden, "onbekende score")


@dataclass(frozen=True, slots=True)
class Zzp:
    """A zorgzwaartepakket with its period; `einddatum` None = no end."""

    code: str
    ingangsdatum: date
    einddatum: date | None

    def geldig_op(self, dag: date) -> bool:
        return self.ingangsdatum <= dag and (self.einddatum is None or dag <= self.einddatum)


@dataclass(frozen=True, slots=True)
class Indicatie:
    """One indicatiebesluit. `bsn` is for linking inside the system: it is in no text, repr or skeleton."""

    bericht: str
    besluitnummer: int
    afgiftedatum: date
    ingangsdatum: date
    einddatum: date | None
    vervaldatum: date | None
    zzp_code: str | None
    zorgprofiel: str | None
    meerzorgvinkje: Literal["ja", "nee"] | None
    zorgkantoor: str | None
    grondslagen: tuple[str, ...]
    scores: tuple[Cizscore, ...]
    waarschuwingen: tuple[str, ...]
    bsn: str | None = field(default=None, repr=False)

    def geldig_op(self, dag: date) -> bool:
        """Whether the decision can be used on `dag`: through einddatum, and until (not on) vervaldatum."""
        return (
            self.ingangsdatum <= dag
            and (self.einddatum is None or dag <= self.einddatum)
            and (self.vervaldatum is None or dag < self.vervaldatum)
        )

    @property
    def nooit_geldig(self) -> bool:
        """Withdrawn before or on its first day."""
        return self.vervaldatum is not None and self.vervaldatum <= self.ingangsdatum

    @property
    def laatste_dag(self) -> date | None:
        """The last day on which the decision is valid; None = no end (or never valid: see `nooit_geldig`)."""
        if self.vervaldatum is None or self.nooit_geldig:
            return self.einddatum
        dag_ervoor = self.vervaldatum - timedelta(days=1)
        return dag_ervoor if self.einddatum is None else min(self.einddatum, dag_ervoor)

    def gemiddelden(self) -> dict[str, Decimal | None]:
        """The exact mean score (0-3) per domain; items that were not assessed are left out, None = nothing assessed."""
        domein_van = domeinen_op(self.afgiftedatum)
        per_domein: dict[str, list[int]] = {domein: [] for domein in DOMEINEN}
        for score in self.scores:
            domein = domein_van.get((score.codelijst, score.vraag))
            if domein in per_domein and score.waarde is not None:
                per_domein[domein].append(score.waarde)
        return {d: Decimal(sum(w)) / Decimal(len(w)) if w else None for d, w in per_domein.items()}

    def gegevens(self) -> dict[str, Json]:
        """The inputs of the law in this decision, by name, as JSON has them; what is unknown is left out."""
        gegevens: dict[str, Json] = {}
        if not self.nooit_geldig:
            gegevens["indicatie_ingangsdatum"] = self.ingangsdatum.isoformat()
            if self.laatste_dag is not None:
                gegevens["indicatie_einddatum"] = self.laatste_dag.isoformat()
        if self.zorgprofiel is not None:
            gegevens["zorgprofiel"] = self.zorgprofiel
        if self.meerzorgvinkje is not None:
            gegevens["meerzorgvinkje"] = self.meerzorgvinkje
        for domein, gemiddelde in self.gemiddelden().items():
            if gemiddelde is not None:
                gegevens[f"beperking_{domein}"] = als_getal(gemiddelde)
        return gegevens

    def skelet(self) -> dict[str, Json]:
        """The start of a dossier for `meerzorg beoordeel`."""
        return {
            "dossier": f"CIZ-{self.besluitnummer}",
            "gegevens": self.gegevens(),
            "waarschuwingen": list(self.waarschuwingen),
            "bron": f"CIZ-indicatiebesluit {self.besluitnummer}, afgegeven {self.afgiftedatum.isoformat()}",
        }


def afgerond(waarde: Decimal) -> Decimal:
    """Two decimals, half-up; for showing only."""
    return waarde.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def als_getal(waarde: Decimal) -> int | float:
    """The value rounded to two decimals as a JSON number: 3, 2.5, 2.13."""
    rond = afgerond(waarde)
    return int(rond) if rond == rond.to_integral_value() else float(rond)
