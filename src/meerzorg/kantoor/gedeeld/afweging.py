"""What a question must be weighed against: amounts, hours and norms that the law objects give for this dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.medisch_beeld import medisch_beeld
from meerzorg.wet.beoordeling.zorginzet import zorginzet
from meerzorg.wet.vocabulaire import ZORGPROFIELEN
from regeltaal.lezers.zin import hoofdletter
from regeltaal.regel import Gegeven
from regeltaal.soorten import EURO, UREN, toon

_BUDGET = ("gevraagde_kosten", "basisbudget", "toeslag_som", "ekt_maximum")
NAAST = {
    "best_passend_profiel": ("zorgprofiel",),
    "toeslag": ("gevraagde_kosten", "basisbudget"),
    "toeslag_bedrag": ("toeslag", "gevraagde_kosten", "basisbudget"),
    "ekt_toepasbaar": _BUDGET,
    "bijzondere_zorgbehoefte": ("zorgprofiel",),
    "meer_zorg_nodig": ("zorgprofiel", "gevraagde_kosten", "basisbudget"),
    "benodigde_uren": ("zorgprofiel", "bekostigingsuren"),
    "verantwoord_thuis": ("bijzondere_zorgbehoefte", "benodigde_uren"),
    "doelmatig": ("gevraagde_kosten", "basisbudget", "benodigde_uren", "bekostigingsuren"),
    "rechtmatig": ("leveringsvorm", "gevraagde_kosten"),
    "vastgestelde_kosten": _BUDGET,
    "looptijd_maanden": ("ingangsdatum", "indicatie_einddatum"),
    "lopend_bedrag": ("gevraagde_kosten", "basisbudget"),
}
"""Per question the inputs and rules that stand beside it."""
_GELD = ("toeslag", "toeslag_bedrag", "ekt_toepasbaar", "vastgestelde_kosten", "doelmatig")


class Weging(NamedTuple):
    """One thing to weigh against: what it is, its value in words, and how it was computed."""

    naam: str
    waarde: str
    uitleg: str = ""


def afweging(b: Beoordeling, gegeven: Gegeven, *, medisch: bool = False) -> list[Weging]:
    """What stands beside this question; what is not known yet, or not in this framework, is left out."""
    if b.kader is None:
        return []
    rijen = [rij for naam in NAAST.get(gegeven.naam, ()) for rij in _bekend(b, naam)]
    if gegeven.naam in _GELD:
        rijen += _boven_de_grenzen(b)
    if gegeven.naam == "benodigde_uren":
        rijen += _uren(b)
    if gegeven.naam == "bijzondere_zorgbehoefte" and medisch:
        rijen += _beeld(b)
    return rijen


def _bekend(b: Beoordeling, naam: str) -> Iterator[Weging]:
    """A value by its name; of a rule also how it was computed."""
    waarde = b.w.get(naam)
    regels = b.regelset.regels
    if waarde is None or (naam not in regels and naam not in b.regelset.gegevens):
        return
    begrip = b.regelset.begrip(naam)
    tekst = begrip.codes.get(waarde) if isinstance(waarde, str) else None
    if naam == "zorgprofiel":
        tekst = f"{waarde}: {ZORGPROFIELEN[str(waarde)]}"
    zin = b.zinnen.rekenzin(naam, b.w) if naam in regels and b.zinnen else ""
    yield Weging(hoofdletter(begrip.noem), tekst or toon(waarde, begrip.soort), zin)


def _boven_de_grenzen(b: Beoordeling) -> Iterator[Weging]:
    """How far what is asked lies above each limit."""
    for grens in zorginzet(b).grenzen[:1]:
        if grens.gevraagd_erboven is None:
            continue
        onder = grens.gevraagd_erboven <= 0
        bedrag = toon(abs(grens.gevraagd_erboven), EURO)
        yield Weging(f"Gevraagd ten opzichte van het {grens.naam}", f"{bedrag} {'eronder' if onder else 'erboven'}")


def _uren(b: Beoordeling) -> Iterator[Weging]:
    uren = zorginzet(b).uren
    if uren.gevraagd is not None:
        yield Weging("De uren in het budgetplan", toon(uren.gevraagd, UREN))
    if uren.drempel is not None:
        yield Weging("De drempel", toon(uren.drempel, UREN), uren.opmerking)
    elif uren.opmerking:
        yield Weging("De drempel", "telt niet" if uren.telt is False else "nog niet bekend", uren.opmerking)


def _beeld(b: Beoordeling) -> Iterator[Weging]:
    beeld = medisch_beeld(b)
    if beeld.wijst_op is None:
        yield Weging("Het beperkingenbeeld", "nog niet te vergelijken", beeld.uitleg)
        return
    namen = ", ".join(domein.naam for domein in beeld.overstijgend) or "geen domein"
    yield Weging("Boven het profiel in het beperkingenbeeld", namen, beeld.uitleg)
