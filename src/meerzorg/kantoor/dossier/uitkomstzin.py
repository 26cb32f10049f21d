"""The outcome of a dossier in one sentence: so far, or as it was decided."""

from __future__ import annotations

from typing import Any

from meerzorg.dossier.models import Besluitstatus
from meerzorg.dossier.status import vastlegger
from meerzorg.toegang.rechten import ROLLEN, TOESTANDEN, Toestand
from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from regeltaal.lezers.zin import opsomming
from regeltaal.soorten import DATUM, EURO, toon


def uitkomstzin(b: Beoordeling, toestand: str) -> str:
    """What the outcome would be with what is recorded now, or whose answer it waits for."""
    if toestand in (Toestand.INGETROKKEN, Toestand.BUITEN_BEHANDELING):
        return f"Er komt geen besluit: de aanvraag is {TOESTANDEN[toestand]}."
    if b.uitkomst == "onbepaald":
        return _wacht(b)
    zin = f"Zoals het dossier nu is, wordt de uitkomst: {UITKOMSTEN[b.uitkomst]}{_bedrag(b)}{_periode(b)}."
    if b.gronden:
        zin += f" De reden: {opsomming([GRONDEN[grond].zin for grond in b.gronden])}."
    if b.openstaand:
        zin += f" Daarvoor is nog nodig: {opsomming([gegeven.noem for gegeven in b.openstaand])}."
    return zin


def besluitzin(besluit: Any) -> str:
    """What was decided, and from when to when."""
    wat = UITKOMSTEN[besluit.uitkomst]
    if besluit.toegekend_totaal:
        wat += f", {_euro(besluit.toegekend_totaal)} per jaar"
    if besluit.van and besluit.tot_en_met:
        wat += f", van {toon(besluit.van, DATUM)} tot en met {toon(besluit.tot_en_met, DATUM)}"
    if besluit.status == Besluitstatus.VOORGESTELD:
        return f"Voorgesteld besluit: {wat}. Dit geldt pas na de tweede handtekening."
    return f"Besluit van {toon(besluit.bekendgemaakt_op, DATUM)}: {wat}."


def _wacht(b: Beoordeling) -> str:
    if not b.openstaand:
        return "De uitkomst is nog niet te bepalen."
    eerste = b.openstaand[0]
    rol = ROLLEN[vastlegger(eerste)]
    vraag = f"Eerst beantwoordt de {rol} een vraag van stap {eerste.stap}: {eerste.vraag}"
    return f"De uitkomst is nog niet te bepalen. {vraag}"


def _bedrag(b: Beoordeling) -> str:
    totaal, extra = b.w.get("toegekend_totaal"), b.w.get("toegekend_extra")
    if not totaal:
        return ""
    boven = f" ({_euro(extra)} boven het basisbudget)" if extra else ""
    return f", {_euro(totaal)} per jaar{boven}"


def _periode(b: Beoordeling) -> str:
    if b.periode is None:
        return ""
    return f", van {toon(b.periode[0], DATUM)} tot en met {toon(b.periode[1], DATUM)}"


def _euro(bedrag: int) -> str:
    """An amount that stays on one line."""
    return toon(bedrag, EURO).replace(" ", "\u00a0")
