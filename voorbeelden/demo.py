"""Assess every example dossier: two reports in full, then one line for each. Run by `make demo`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HIER = Path(__file__).parent
MEERZORG = Path(sys.executable).parent / "meerzorg"
KOLOMMEN = ("dossier", "kader", "uitkomst", "toegekend", "tot en met", "nog nodig")


def meerzorg(*argumenten: str) -> str:
    """What `meerzorg ARGUMENTEN` prints; the demonstration stops when it fails."""
    klaar = subprocess.run([MEERZORG, *argumenten], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if klaar.returncode:
        sys.exit(f"meerzorg {' '.join(argumenten)} stopte met code {klaar.returncode}")
    return klaar.stdout


def beoordelingen(bestand: Path) -> list[dict[str, Any]]:
    uitvoer = json.loads(meerzorg("beoordeel", str(bestand), "--json"))
    return uitvoer if isinstance(uitvoer, list) else [uitvoer]


def euro(bedrag: str) -> str:
    """`131000.00` as `€ 131.000`."""
    return "€ " + f"{float(bedrag):,.0f}".replace(",", ".")


def regel(beoordeling: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(beoordeling["dossier"]),
        beoordeling["kader"],
        beoordeling["uitkomst"],
        euro(beoordeling["bedragen"].get("toegekend_totaal") or "0"),
        (beoordeling.get("looptijd") or {}).get("tot_en_met") or "-",
        ", ".join(open_["gegeven"] for open_ in beoordeling["openstaand"][:2]) or "-",
    )


def main() -> None:
    bestanden = [
        bestand for bestand in sorted(HIER.glob("*.json")) if "gebeurtenissen" not in bestand.read_text("utf-8")
    ]
    if not bestanden:
        sys.exit(f"Geen voorbeelden gevonden in {HIER.name}/")
    per_bestand = {bestand: beoordelingen(bestand) for bestand in bestanden}

    getoond = [
        next((b for b, lijst in per_bestand.items() if len(lijst) == 1 and lijst[0]["uitkomst"] == uitkomst), None)
        for uitkomst in ("meerzorg", "onbepaald")
    ]
    for bestand in dict.fromkeys(b for b in getoond if b) or bestanden[:1]:
        print(f"$ meerzorg beoordeel {HIER.name}/{bestand.name}\n")
        print(meerzorg("beoordeel", str(bestand)))

    rijen = [KOLOMMEN, *(regel(beoordeling) for lijst in per_bestand.values() for beoordeling in lijst)]
    breedtes = [max(len(rij[kolom]) for rij in rijen) for kolom in range(len(KOLOMMEN))]
    print("Alle voorbeelden\n")
    for rij in rijen:
        velden = (
            veld.rjust(b) if kolom == 3 else veld.ljust(b)
            for kolom, (veld, b) in enumerate(zip(rij, breedtes, strict=True))
        )
        print("  ".join(velden).rstrip())


if __name__ == "__main__":
    main()
