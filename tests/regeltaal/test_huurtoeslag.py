"""The language carries another scheme: a made-up rent allowance, through every reader, and they agree."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from regeltaal.lezers.bewijs import Lezing, gelijk, vast, vrij, waarde_in
from regeltaal.lezers.bewijs import voorbeeld as zoek
from regeltaal.lezers.diagram import Diagram
from regeltaal.lezers.kolommen.invoer import Indeling, Kolom, Kolommen, dagnummer
from regeltaal.lezers.kolommen.kern import Kernel
from regeltaal.lezers.kolommen.opdracht import Opdracht
from regeltaal.lezers.rekenen import alle_waarden
from regeltaal.lezers.scalair import Beoordelaar
from regeltaal.lezers.zin import Zinnen
from voorbeelden.huurtoeslag import GEGEVENS, NORMEN, REGELS

WAARDEN: list[list[Any]] = [
    [None, date(2025, 12, 31), date(2026, 1, 1)],
    [None, date(2025, 12, 31), date.max],
    [None, "alleen", "samen"],
    [None, 0, 400_00, 700_00],
    [None, 2_000_00, 2_000_01, 3_000_00],
    [None, True, False],
]
DOSSIERS = list(product(*WAARDEN))


@cache
def lezers(dag: date | None) -> tuple[Beoordelaar, Zinnen]:
    op_dag = NORMEN.op(dag)
    return Beoordelaar(REGELS, op_dag, "uitkomst", ("toeslag",), "dag"), Zinnen(REGELS, op_dag)


def namen(dossier: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(REGELS.gegevens, dossier, strict=True))


def test_elke_lezer_zegt_hetzelfde_over_elk_dossier(bewaarmap: Path) -> None:
    grenzen = {"dag": (dagnummer(date(2020, 1, 1)), dagnummer(date.max)), "einde": (0, dagnummer(date.max))}
    indeling = Indeling([Kolom(g.naam, g.soort, *grenzen.get(g.naam, (0, 10_000_00))) for g in GEGEVENS])
    kolommen = Kolommen(indeling, len(DOSSIERS))
    for gegeven, waarden in zip(GEGEVENS, zip(*DOSSIERS, strict=True), strict=True):
        kolom = indeling.kolom(gegeven.naam)
        bekend = np.array([waarde is not None for waarde in waarden])
        codes = [0 if w is None else int(w) if isinstance(w, bool) else kolom.code(w) for w in waarden]
        kolommen.zet(gegeven.naam, np.array(codes), bekend)
    kader = {"huur": REGELS}
    opdracht = Opdracht(kader, NORMEN, indeling, "dag", ["huur"], list(REGELS.regels), bewaar_in=bewaarmap)
    resultaat = Kernel(opdracht).beoordeel(kolommen)
    diagram = Diagram(REGELS, REGELS.regels["uitkomst"].uitdrukking)
    gezien = set()
    for rij, dossier in enumerate(DOSSIERS):
        lezer, zinnen = lezers(dossier[0])
        w = alle_waarden(namen(dossier), zinnen.normen, REGELS)
        uitslag = lezer(dossier)
        assert dict(zip(REGELS.regels, uitslag.waarden, strict=True)) == {naam: w[naam] for naam in REGELS.regels}
        assert {naam: resultaat.waarde("huur", naam, rij) for naam in REGELS.regels} == {n: w[n] for n in REGELS.regels}
        assert bool(uitslag.openstaand) == (w["uitkomst"] is None or w["toeslag"] is None)
        antwoorden = [zinnen.waarde(vraag, w) for vraag in diagram.vragen]
        assert w["uitkomst"] in (None, diagram.waarde(antwoorden))
        lezing = Lezing(REGELS, zinnen.normen, {g.naam: vast(w[g.naam], g.soort) for g in GEGEVENS})
        assert gelijk(lezing["toeslag"], vast(w["toeslag"], REGELS.begrip("toeslag").soort)) is True
        gezien.add(w["uitkomst"])
    assert gezien == {"toegekend", "niets", "afgewezen", None}


def test_de_regels_zijn_zinnen() -> None:
    zinnen = lezers(date(2026, 5, 4))[1]
    assert zinnen.regelzin("recht") == (
        "Er is recht op huurtoeslag als: er is een eigen deur, en de dag van de aanvraag ligt niet na het einde van de "
        "huur, en het inkomen is niet hoger dan de inkomensgrens."
    )
    w = alle_waarden(namen((date(2026, 5, 4), date.max, "alleen", 700_00, 1_600_00, True)), zinnen.normen, REGELS)
    assert "de huur heeft geen einde" in zinnen.waarom("recht", w)
    assert zinnen.rekenzin("toeslag", w).startswith("De toeslag is € 300: ")


def test_een_bewijs_geeft_een_tegenvoorbeeld() -> None:
    """Not everyone with a right gets something; the counterexample is a dossier that shows it."""
    vrije = {gegeven.naam: vrij(gegeven, "") for gegeven in GEGEVENS}
    lezing = Lezing(REGELS, NORMEN.op(date(2026, 5, 4)), {naam: term for naam, (term, _) in vrije.items()})
    eisen = [eis for _, altijd in vrije.values() for eis in altijd] + [lezing["recht"][True]]  # type: ignore[index]
    model = zoek(eisen, [lezing["uitkomst"]["niets"]])  # type: ignore[index]
    assert model is not None
    huur, inkomen = (waarde_in(model, lezing[naam], REGELS.begrip(naam).soort) for naam in ("huur", "inkomen"))
    assert isinstance(huur, int) and isinstance(inkomen, int) and huur <= (inkomen + 2) // 4
    assert zoek(eisen, [lezing["uitkomst"]["afgewezen"]]) is None  # type: ignore[index]
