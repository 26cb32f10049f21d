"""The demonstration: two reports in full, one dossier under two laws, deadlines, a table of all. Run by `make demo`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HIER = Path(__file__).parent
MEERZORG = Path(sys.executable).parent / "meerzorg"
VOLUIT = ("01-vg8-kind-met-beademing.json", "13-vg8-wacht-op-medisch-advies.json")
TWEE_KADERS = ("27-vg8-zonder-urendrempel-2027.json", ("beleidskader-2026", "rlz-2027"))
TERMIJNEN = "termijnen/02-bezwaar-met-advies-zorginstituut.json"
KOLOMMEN = ("dossier", "kader", "uitkomst", "per jaar", "tot en met", "waarom, of wat nog nodig is")


def meerzorg(*argumenten: str, invoer: str = "") -> str:
    """What `meerzorg ARGUMENTEN` prints; the demonstration stops when it fails."""
    klaar = subprocess.run([MEERZORG, *argumenten], input=invoer, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if klaar.returncode:
        sys.exit(f"meerzorg {' '.join(argumenten)} stopte met code {klaar.returncode}")
    return klaar.stdout


def kop(tekst: str) -> None:
    print(f"\n{tekst}\n{'=' * len(tekst)}\n")


def euro(bedrag: str | None) -> str:
    """`131000.00` as `€ 131.000`; nothing granted, or not known yet, as a dash."""
    return "€ " + f"{float(bedrag):,.0f}".replace(",", ".") if bedrag and float(bedrag) else "-"


def datum(tekst: str | None) -> str:
    """`2028-05-03` as `3-5-2028`."""
    return "-".join(str(int(deel)) for deel in reversed(tekst.split("-"))) if tekst else "-"


def woorden(code: str) -> str:
    return code.replace("_", " ")


def waarom(beoordeling: dict[str, Any]) -> str:
    """The grounds of a refusal, or the first question and of whom."""
    if beoordeling["gronden"]:
        return ", ".join(map(woorden, beoordeling["gronden"]))
    vragen = beoordeling["openstaand"]
    if not vragen:
        return ""
    meer = f", daarna nog {len(vragen) - 1}" if len(vragen) > 1 else ""
    return f"{woorden(vragen[0]['gegeven'])} ({woorden(vragen[0]['rol'])}){meer}"


def rij(beoordeling: dict[str, Any]) -> tuple[str, ...]:
    voorgenomen = " (voorgenomen)" if beoordeling["status_kader"] == "voorgenomen" else ""
    return (
        beoordeling["dossier"],
        beoordeling["kader"] + voorgenomen,
        woorden(beoordeling["uitkomst"]),
        euro(beoordeling["bedragen"]["toegekend_totaal"]),
        datum(beoordeling["looptijd"]["tot_en_met"]),
        waarom(beoordeling),
    )


def tabel(rijen: list[tuple[str, ...]]) -> None:
    rijen = [KOLOMMEN, *rijen]
    breedtes = [max(len(rij[kolom]) for rij in rijen) for kolom in range(len(KOLOMMEN))]
    for velden in rijen:
        gevuld = (
            veld.rjust(breedte) if kolom in ("per jaar", "tot en met") else veld.ljust(breedte)
            for kolom, veld, breedte in zip(KOLOMMEN, velden, breedtes, strict=True)
        )
        print("  ".join(gevuld).rstrip())


def main() -> None:
    print("Meerzorg thuis: de regels van de brieven en de Rlz, toegepast op verzonnen dossiers.")
    for naam in VOLUIT:
        kop(f"meerzorg beoordeel {HIER.name}/{naam}")
        print(meerzorg("beoordeel", str(HIER / naam)), end="")

    naam, kaders = TWEE_KADERS
    kop(f"Hetzelfde dossier, twee kaders ({naam})")
    tabel([rij(json.loads(meerzorg("beoordeel", str(HIER / naam), "--kader", k, "--json"))) for k in kaders])

    kop(f"meerzorg termijnen {HIER.name}/{TERMIJNEN}")
    print(meerzorg("termijnen", str(HIER / TERMIJNEN)), end="")

    dossiers = [json.loads(bestand.read_text("utf-8")) for bestand in sorted(HIER.glob("*.json"))]
    kop(f"Alle {len(dossiers)} voorbeelden")
    tabel([rij(uit) for uit in json.loads(meerzorg("beoordeel", "-", "--json", invoer=json.dumps(dossiers)))])


if __name__ == "__main__":
    main()
