"""The outcome: a ladder of which the first rung that holds decides, the grounds of a refusal, and the amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from meerzorg.wet.teksten.bronnen import (
    BRIEF_FEBRUARI,
    DECEMBER_WERKWIJZE,
    JULI_DUUR,
    JULI_MAATWERK,
    JULI_OVERGANG,
    JULI_UITVOERING,
    RLZ,
)
from regeltaal.regel import regel
from regeltaal.soorten import keuze
from regeltaal.uitdrukking import Trede, Uitdrukking, boven_nul, kies, ladder

UITKOMSTEN = {
    "buiten_kader": "buiten dit kader",
    "geen_geldige_indicatie": "geen geldige indicatie",
    "tijdelijk_verlengd": "tijdelijk verlengd",
    "tijdelijk_toegekend": "tijdelijk toegekend",
    "herindicatie": "eerst een nieuwe indicatie van het CIZ",
    "regulier": "het gewone budget is genoeg",
    "toeslag": "opgelost met een toeslag",
    "ekt": "opgelost met Extra kosten thuis (EKT)",
    "meerzorg": "meerzorg toegekend",
    "bijzondere_situatie": "extra kosten toegekend om een bijzondere situatie",
    "overgang": "een overgangsjaar",
    "afwijzing": "afgewezen",
    "onbepaald": "nog niet te bepalen",
}
UITKOMST = keuze(*UITKOMSTEN)


@regel(
    stap="6",
    bron=(JULI_UITVOERING, JULI_MAATWERK, BRIEF_FEBRUARI, DECEMBER_WERKWIJZE),
    noem="de uitkomst",
)
def uitkomst(d: Any) -> Uitdrukking:
    """The first rung that holds is the outcome; a refusal where none does."""
    akkoord = d.toegang_of_omgeving & d.zorg_akkoord
    return ladder(
        UITKOMST,
        (
            Trede("0", ~d.thuis, "buiten_kader"),
            Trede("0", ~d.geldige_indicatie, "geen_geldige_indicatie"),
            Trede("0", d.tijdelijk_verlengd, "tijdelijk_verlengd"),
            Trede("0", d.tijdelijk_toegekend, "tijdelijk_toegekend"),
            Trede("1", ~d.best_passend_profiel, "herindicatie"),
            Trede("3", d.past_in_basisbudget, "regulier"),
            Trede("3", d.past_met_toeslag, "toeslag"),
            Trede("3", d.past_met_ekt, "ekt"),
            Trede("2", ~d.profielrecht, "afwijzing"),
            Trede("6", ~d.verantwoord_thuis, "afwijzing"),
            Trede("6", akkoord & d.passend_in_basisbudget, "regulier"),
            Trede("6", akkoord & d.passend_met_toeslag, "toeslag"),
            Trede("6", akkoord & d.passend_met_ekt, "ekt"),
            Trede("4", d.toegang_meerzorg & d.zorg_akkoord, "meerzorg"),
            Trede("5b", d.omgeving & d.zorg_akkoord, "bijzondere_situatie"),
            Trede("6", d.toegang_of_omgeving & ~d.zorg_akkoord, "afwijzing"),
            Trede("7", d.overgang, "overgang"),
        ),
        "afwijzing",
    )


@regel(
    stap="6",
    bron=(RLZ.artikel("5.19"), RLZ.artikel("5.1"), JULI_OVERGANG),
    noem="het toegekende bedrag",
)
def toegekend_totaal(d: Any) -> Uitdrukking:
    """What this decision grants, in euro per year; nothing where it grants nothing (the basisbudget then stays)."""
    uit = d.uitkomst
    return kies(
        uit.een_van("meerzorg", "bijzondere_situatie"), d.vastgestelde_kosten,
        kies(uit == "regulier", d.basisbudget,
        kies(uit == "toeslag", d.basisbudget + d.toeslag_som,
        kies(uit == "ekt", kies(d.past_met_ekt, d.gevraagde_kosten, d.vastgestelde_kosten),
        kies(uit.een_van("overgang", "tijdelijk_verlengd"), d.lopend_bedrag,
        kies(uit == "tijdelijk_toegekend", d.gevraagde_kosten, 0)))))
    )  # fmt: skip


@regel(stap="6", bron=RLZ.artikel("5.19"), noem="het bedrag boven het basisbudget")
def toegekend_extra(d: Any) -> Uitdrukking:
    """What is granted above the basisbudget, at least nothing. Euro per year."""
    return boven_nul(d.toegekend_totaal, d.basisbudget)


@regel(stap="6", bron=(JULI_DUUR, JULI_OVERGANG), noem="de duur")
def duur(d: Any) -> Uitdrukking:
    """For how many months meerzorg or the transition is given; 0 where another rule sets the last day."""
    uit = d.uitkomst
    van_overgang = kies(uit == "overgang", d.norm.overgang_maanden, 0)
    return kies(uit.een_van("meerzorg", "bijzondere_situatie"), d.looptijd_maanden, van_overgang)


class Grond(NamedTuple):
    """A ground for refusal: the rung on which it is reached, and the words for the letter."""

    weg: str
    zin: str


GRONDEN = {
    "geen_profielrecht": Grond("profiel", "dit zorgprofiel kan geen recht geven op meerzorg"),
    "niet_verantwoord_thuis": Grond("thuis", "de zorg kan thuis niet verantwoord worden gegeven"),
    "ondoelmatig": Grond("zorg", "de inzet van de zorg is niet doelmatig"),
    "onrechtmatig": Grond("zorg", "de inzet van de zorg is niet rechtmatig"),
    "geen_bijzondere_zorgbehoefte": Grond("toegang", "er is geen bijzondere zorgbehoefte"),
    "onder_urendrempel": Grond("toegang", "de benodigde uren liggen niet ver genoeg boven die van het zorgprofiel"),
    "onder_kostengrens": Grond("toegang", "de gevraagde kosten liggen niet ver genoeg boven het basisbudget"),
    "geen_omgevingsfactor": Grond("toegang", "er is geen bijzondere omgevingsfactor"),
}
"""The grounds for refusal. Which fact each rests on differs per framework: see `meerzorg.wet.procedure.kaders`."""


def gronden(feiten: Mapping[str, str], w: Mapping[str, Any]) -> list[str]:
    """The grounds of a refusal: facts that are established as nee, on a rung that is or may be the deciding one.

    A ground that is still unknown may stay undecided where another one already carries the refusal.
    """
    profiel, thuis, ruimte = w["profielrecht"], w["verantwoord_thuis"], w["toegang_of_omgeving"]
    weg = {
        "profiel": True,
        "thuis": profiel is not False,
        "zorg": profiel is not False and thuis is not False and ruimte is not False,
        "toegang": profiel is not False and thuis is not False and ruimte is not True,
    }
    return [code for code, feit in feiten.items() if w[feit] is False and weg[GRONDEN[code].weg]]
