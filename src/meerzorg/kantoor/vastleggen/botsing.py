"""Two people recorded the same thing: mine beside theirs, and what follows from the choice."""

from __future__ import annotations

from typing import Any, NamedTuple

from meerzorg.dossier.beeld import Beeld
from meerzorg.dossier.handelingen.vastleggen import Botsing, reden_van
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.kantoor.gedeeld.vastgelegd import Vastgelegd, planregels, rij_van, titel_van, waarde_van
from meerzorg.kantoor.vastleggen.formulier import Vastlegformulier, getypt
from meerzorg.kantoor.vastleggen.vraagdeel import sleutel

MIJN, ANDER = "mijn", "ander"


class Botsingdeel(NamedTuple):
    """One question: my answer in words with its reasons, and what the other recorded."""

    naam: str
    titel: str
    mijn_waarde: str
    mijn_regels: list[str]
    mijn_grond: str
    mijn_reden: str
    ander: Vastgelegd


def botsingdelen(botsing: Botsing, b: Beeld) -> list[Botsingdeel]:
    """Per question both answers; only who may record a question gets here, so nothing is hidden."""
    return [
        Botsingdeel(
            naam,
            titel_van(naam),
            waarde_van(naam, mijn.waarde, b),
            planregels(mijn.waarde, b) if naam == "budgetplan" and mijn.waarde else [],
            str(Vastlegging.GRONDEN.get(mijn.grond, "")),
            "\n\n".join(filter(None, [reden_van(mijn), mijn.tweede_reden])),
            rij_van(ander, b, medisch=True),
        )
        for naam, (mijn, ander) in botsing.delen.items()
    ]


def botsingblad(dossier: Dossier, form: Vastlegformulier, botsing: Botsing) -> dict[str, Any]:
    """The context of vastleggen/botsing.html: both answers per question, and everything that was typed."""
    return {
        "dossier": dossier,
        "delen": botsingdelen(botsing, form.beeld),
        "getypt": [*getypt(form)],
        "namen": form.namen,
        "sleutel": form.cleaned_data["sleutel"],
    }


def na_keuze(data: Any, b: Beeld, *, terug: bool) -> Any:
    """What was typed, after the choice: `mijn` becomes a new vastlegging on top of theirs, `ander` is left out.

    With `terug` nothing is left out: the form is shown again, based on what is there now. A question without a choice
    keeps its old basis, so that it is asked again.
    """
    nieuw = data.copy()
    blijft = []
    for naam in data.getlist("naam"):
        keuze = data.get(f"keuze-{naam}")
        if keuze == ANDER and not terug:
            continue
        blijft.append(naam)
        if (keuze == MIJN or terug) and naam in b.laatste and f"gezien-{naam}" in data:
            nieuw[sleutel(naam, "basis")] = data[f"gezien-{naam}"]
    nieuw.setlist("naam", blijft)
    return nieuw
