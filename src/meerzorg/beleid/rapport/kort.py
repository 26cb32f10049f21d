"""The first chapter: the report in five sentences."""

from __future__ import annotations

from collections.abc import Iterator

from meerzorg.beleid.rapport.zaak import Rapportstof
from meerzorg.beleid.simulatie.kubus import Verschil
from meerzorg.bladen.blokken import Blok, Kop, Lijst
from meerzorg.bladen.getallen import euro, getal


def kort(z: Rapportstof) -> Iterator[Blok]:
    """Five sentences for who reads no further."""
    yield Kop("In het kort")
    yield Lijst(
        (
            f"Van {getal(z.uitslag.personen)} {z.mensen} vragen er {getal(z.aanvragers)} extra zorg aan; hun aanvragen "
            f"zijn beoordeeld met {z.kaders}.",
            *(_kort_verschil(z) if z.verschil else _kort_alleen(z)),
            "De mensen zijn verzonnen en veel kenmerken zijn aannames: dit vergelijkt regels en voorspelt niets."
            if z.fictief
            else "De uitkomst geldt voor de mensen in uw bestand, met de gegevens die daarin staan.",
        )
    )


def _kort_alleen(z: Rapportstof) -> tuple[str, str, str]:
    telling = z.telling(z.basis)
    return (
        f"Meerzorg krijgen er {getal(telling.get('meerzorg', 0))}.",
        f"Boven het basisbudget wordt per jaar {euro(z.bedrag(z.basis))} toegekend.",
        f"Afgewezen worden er {getal(telling.get('afwijzing', 0))}.",
    )


def _kort_verschil(z: Rapportstof) -> tuple[str, str, str]:
    """What changes; of many variants the bounds, and the one that changes most."""
    basis, v = z.noem(z.basis), z.verschil
    meerzorg = {naam: z.telling(naam).get("meerzorg", 0) for naam in z.uitslag.varianten}
    eerst = f"Meerzorg krijgen er {getal(meerzorg.pop(z.basis))} met {basis}"
    if len(v) == 1:
        ((naam, een),) = v.items()
        toeval = ", zo weinig dat het toeval kan zijn" if een.verschil and een.laag <= 0 <= een.hoog else ""
        return (
            f"{eerst} en {getal(meerzorg[naam])} met {z.noem(naam)}.",
            f"Met {z.noem(naam)} kost de extra zorg per jaar {_meer_minder(een)}{toeval}.",
            f"Van wie aanvraagt krijgen er {getal(een.winnaars)} meer geld en {getal(een.verliezers)} minder.",
        )
    meest = max(v, key=lambda naam: v[naam].winnaars + v[naam].verliezers)
    laagst, hoogst = (kies(v.values(), key=lambda een: een.verschil) for kies in (min, max))
    return (
        f"{eerst} en {getal(min(meerzorg.values()))} tot {getal(max(meerzorg.values()))} met de andere regels.",
        f"Vergeleken met {basis} kost de extra zorg per jaar met de andere regels van {_meer_minder(laagst)} tot "
        f"{_meer_minder(hoogst)}.",
        f"De meeste mensen merken het bij {z.noem(meest)}: {getal(v[meest].winnaars)} krijgen dan meer geld en "
        f"{getal(v[meest].verliezers)} minder.",
    )


def _meer_minder(v: Verschil) -> str:
    return "even veel" if not round(v.verschil) else f"{euro(abs(v.verschil))} {'meer' if v.verschil > 0 else 'minder'}"
