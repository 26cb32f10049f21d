"""The outcome table of the contract once more, by hand: plain Python over complete dossiers, without the rule language.

Written from the text of the contract, not from `meerzorg.wet`; the two are held against each other in `test_wet.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from strategieen import LIJST, THUIS, UREN, basis, half_omhoog, in_centen

ALTERNATIEVEN = ("alternatief-urengrens", "alternatief-kostengrens")
MET_SLUITSTUK = ("beleidskader-2026", "rlz-2027")


class Antwoord(NamedTuple):
    uitkomst: str
    toegang: bool
    totaal: int
    gronden: list[str]


def orakel(g: Mapping[str, Any], kader: str) -> Antwoord:
    def ja(naam: str) -> bool:
        return g[naam] in ("ja", True)

    budget = basis(g)
    toeslag = 0 if g["toeslag"] == "geen" else in_centen(g["toeslag_bedrag"])
    ekt_kan = ja("ekt_toepasbaar") and g["toeslag"] not in ("palliatief", "pab")
    ekt = half_omhoog(Fraction(budget, 4))
    gevraagd, vastgesteld = in_centen(g["gevraagde_kosten"]), in_centen(g["vastgestelde_kosten"])
    lopend = in_centen(g["lopend_bedrag"])

    bijzonder = g["bijzondere_zorgsoort"] != "geen"
    profielrecht = g["zorgprofiel"] in LIJST or ja("zzp_recht_2014") or bijzonder
    uren = bijzonder or Fraction(str(g["benodigde_uren"])) >= UREN[g["zorgprofiel"]] * Fraction(5, 4)
    kosten = gevraagd >= half_omhoog(Fraction(budget * 5, 4))
    behoefte = ja("meer_zorg_nodig") if kader == "rlz-2025" else ja("bijzondere_zorgbehoefte")
    toegang = (
        profielrecht
        and {
            "rlz-2025": behoefte and uren,
            "beleidskader-2026": behoefte and uren,
            "rlz-2027": behoefte,
            "alternatief-urengrens": uren,
            "alternatief-kostengrens": kosten,
        }[kader]
    )
    omgeving = kader in MET_SLUITSTUK and not toegang and ja("bijzondere_omgevingsfactor")
    akkoord = ja("verantwoord_thuis") and ja("doelmatig") and ja("rechtmatig")

    def maatwerk(bedrag: int) -> tuple[str, int] | None:
        """With which tailored solution this amount can be had, and what is then granted."""
        if bedrag <= budget:
            return "regulier", budget
        if bedrag <= budget + toeslag:
            return "toeslag", budget + toeslag
        if ekt_kan and bedrag <= budget + toeslag + ekt:
            return "ekt", bedrag
        return None

    def uit(uitkomst: str, totaal: int = 0, *gronden: str) -> Antwoord:
        return Antwoord(uitkomst, toegang, totaal, list(gronden))

    if g["leveringsvorm"] in ("vpt", "verblijf") or g["zorgprofiel"] not in THUIS:
        return uit("buiten_kader")
    if not g["indicatie_ingangsdatum"] <= g["aanvraagdatum"] <= g.get("indicatie_einddatum", "9999"):
        return uit("geen_geldige_indicatie")
    if kader == "rlz-2025" and g["werkwijze_zorgkantoor"] == "verlengen":
        if g["soort_aanvraag"] in ("verlenging", "herbeoordeling"):
            return uit("tijdelijk_verlengd", lopend)
        if ja("verantwoord_thuis"):
            return uit("tijdelijk_toegekend", gevraagd)
    if not ja("best_passend_profiel"):
        return uit("herindicatie")
    if opgelost := maatwerk(gevraagd):
        return uit(*opgelost)
    if not profielrecht:
        return uit("afwijzing", 0, "geen_profielrecht")
    if not ja("verantwoord_thuis"):
        return uit("afwijzing", 0, "niet_verantwoord_thuis")
    if (toegang or omgeving) and akkoord:
        return uit(*(maatwerk(vastgesteld) or ("meerzorg" if toegang else "bijzondere_situatie", vastgesteld)))
    if toegang or omgeving:
        waarom = {"ondoelmatig": not ja("doelmatig"), "onrechtmatig": not ja("rechtmatig")}
    elif kader in MET_SLUITSTUK and ja("had_meerzorg") and not ja("overgang_gebruikt"):
        return uit("overgang", lopend)
    else:
        waarom = {
            "geen_bijzondere_zorgbehoefte": kader not in ALTERNATIEVEN and not behoefte,
            "onder_urendrempel": kader in ("rlz-2025", "beleidskader-2026", "alternatief-urengrens") and not uren,
            "onder_kostengrens": kader == "alternatief-kostengrens" and not kosten,
            "geen_omgevingsfactor": kader in MET_SLUITSTUK,
        }
    return uit("afwijzing", 0, *(grond for grond, geldt in waarom.items() if geldt))
