"""The code lists of iWlz and the mapping of their items to our six domains, read from the CSV files in this folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DomeinRegel:
    """One item that counts in one domain, from `van` to `tot_en_met` (None = no end); `status` says how sure it is."""

    domein: str
    codelijst: str
    item: str
    van: date
    tot_en_met: date | None
    status: str
    bron: str

    def geldt_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot_en_met is None or dag <= self.tot_en_met)


def _rijen(naam: str) -> list[dict[str, str]]:
    tekst = files(__package__).joinpath(naam).read_text(encoding="utf-8")
    return list(csv.DictReader(tekst.splitlines()))


@cache
def codelijst(naam: str) -> Mapping[str, str]:
    """Code -> Dutch text of the list `naam`, e.g. `codelijst("COD828")["3"]`."""
    return MappingProxyType({rij["code"]: rij["omschrijving"] for rij in _rijen(f"{naam}.csv")})


@cache
def zorgprofielen() -> Mapping[str, str]:
    """COD163 code -> zorgprofiel of Rlz bijlage A, e.g. 814 -> VG8; codes that are no such profile are not in it."""
    return MappingProxyType({rij["code"]: rij["zorgprofiel"] for rij in _rijen("COD163.csv") if rij["zorgprofiel"]})


@cache
def domeinregels() -> tuple[DomeinRegel, ...]:
    """Every row of mapping_domeinen.csv."""
    return tuple(
        DomeinRegel(
            rij["domein"],
            rij["codelijst"],
            rij["item"],
            date.fromisoformat(rij["van"]),
            date.fromisoformat(rij["tot_en_met"]) if rij["tot_en_met"] else None,
            rij["status"],
            rij["bron"],
        )
        for rij in _rijen("mapping_domeinen.csv")
    )


@lru_cache(maxsize=64)
def domeinen_op(dag: date) -> Mapping[tuple[str, str], str]:
    """(code list, item) -> domain, as the mapping stands on `dag`."""
    return MappingProxyType({(r.codelijst, r.item): r.domein for r in domeinregels() if r.geldt_op(dag)})
