"""What the rules promise. A promise says once, over what an assessment shows (`Bewijsbeeld`), what would break it.

A promise that is meant to fail (`weerlegd`) is an argument: why the minister did not choose an alternative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from meerzorg.beleid.bewijs.beelden import Bewijsbeeld
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.teksten.bronnen import (
    AWB,
    DECEMBER_WERKWIJZE,
    JULI_2027,
    JULI_ALTERNATIEVEN,
    JULI_MAATWERK,
    JULI_OVERGANG,
    JULI_ROLLEN,
    JULI_UITVOERING,
    JULI_VINKJE,
    RLZ,
)
from regeltaal.bron import Bron
from regeltaal.lezers.bewijs import (
    Bool,
    Getal,
    Zeker,
    alle,
    een,
    gelijk,
    minder,
    niet,
    vult_aan,
)

BEWEZEN, TEGENVOORBEELD, ONBESLIST = "bewezen", "tegenvoorbeeld", "onbeslist"

ALLE = tuple(KADERS)
ALTERNATIEVEN = ("alternatief-urengrens", "alternatief-kostengrens")
MET_ZORGBEHOEFTE = ("beleidskader-2026", "rlz-2027")
MET_URENDREMPEL = ("rlz-2025", "beleidskader-2026", "alternatief-urengrens")

SETTING = (
    *("benodigde_uren", "gevraagde_kosten", "vastgestelde_kosten"),
    *("leveringsvorm", "dagbesteding", "wooninitiatief", "meerzorgvinkje"),
)
"""How and where the care is organised, and what it costs: none of it is a need for care."""
NOOD = ("benodigde_uren", "bijzondere_zorgbehoefte", "meer_zorg_nodig")
MAATWERK = ("regulier", "toeslag", "ekt")
TOEKENNING = ("meerzorg", "bijzondere_situatie")


@dataclass(frozen=True)
class Belofte:
    """A promise, in Dutch, with its sources and the frameworks that make it.

    `breuk` says what breaks it: over one dossier, or over two that differ only in the inputs `anders`. With `vult_aan`
    the second fills in what the first does not know; with `vorig` the first is assessed under that framework. Dossiers
    are complete, unless `volledig` is False. Under the frameworks `weerlegd` a counterexample is what should be found,
    and `les` says what it teaches.
    """

    naam: str
    zin: str
    bronnen: tuple[Bron, ...]
    breuk: Callable[..., Bool | list[Bool]]
    kaders: tuple[str, ...] = ALLE
    weerlegd: tuple[str, ...] = ()
    les: str = ""
    anders: tuple[str, ...] = ()
    volledig: bool = True
    vult_aan: bool = False
    vorig: str = ""

    def breuken(self, beelden: Sequence[Bewijsbeeld]) -> list[Bool]:
        """What would break it, one by one: each may be shown impossible with the help of those before it."""
        breuk = self.breuk(*beelden)
        return breuk if isinstance(breuk, list) else [breuk]

    def verwacht(self, kader_id: str) -> str:
        return TEGENVOORBEELD if kader_id in self.weerlegd else BEWEZEN


def _geen_uitkomst(d: Bewijsbeeld) -> Bool:
    uitkomst = d["uitkomst"]
    assert isinstance(uitkomst, Zeker)
    wel = [zo for code, zo in uitkomst.items() if code != "onbepaald"]
    twee = een(*(alle(een_, ander) for een_, ander in combinations(wel, 2)))
    return een(niet(een(*wel)), twee, niet(d.getal("toegekend_totaal").bekend), niet(d.getal("duur").bekend))


def _onbekend_beslist(deel: Bewijsbeeld, geheel: Bewijsbeeld) -> list[Bool]:
    return [niet(vult_aan(deel[regel], geheel[regel])) for regel in deel.regels]


def _vinkje_telt(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    return een(*(niet(gelijk(a[n], b[n])) for n in ("uitkomst", "toegang_meerzorg", "toegekend_totaal", "duur")))


def _alleen_eerste_toegang(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    return alle(a.ja("toegang_meerzorg"), niet(b.ja("toegang_meerzorg")))


def _toegang_zonder_zorgbehoefte(d: Bewijsbeeld) -> Bool:
    return alle(d.ja("toegang_meerzorg"), niet(d.ja("bijzondere_zorgbehoefte")))


def _meer_nood(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    oordelen = (een(niet(a.ja(naam)), b.ja(naam)) for naam in ("bijzondere_zorgbehoefte", "meer_zorg_nodig"))
    return alle(niet(minder(b.getal("benodigde_uren"), a.getal("benodigde_uren"))), *oordelen)


def _meer_nood_verliest(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    return alle(_meer_nood(a, b), _alleen_eerste_toegang(a, b))


def _meer_nood_geweigerd(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    return alle(_meer_nood(a, b), niet(a.uitkomst("afwijzing")), b.uitkomst("afwijzing"))


def _klif(d: Bewijsbeeld) -> Bool:
    geen_toegang = een(d.nee("profielrecht"), alle(d.ja("verantwoord_thuis"), d.nee("toegang_of_omgeving")))
    return alle(
        d.uitkomst("afwijzing", "overgang"),
        geen_toegang,
        minder(Getal(0), d.getal("ekt_ruimte")),
        niet(d.biedt_ekt()),
    )


def _maatwerk_overgeslagen(d: Bewijsbeeld) -> Bool:
    past = niet(minder(d.ekt_grens, d.getal("gevraagde_kosten")))
    return alle(d.ja("stap_3_nodig"), past, niet(d.uitkomst(*MAATWERK)))


def _toch_thuis(d: Bewijsbeeld) -> Bool:
    toch = d.uitkomst(*TOEKENNING, "overgang", "tijdelijk_toegekend")
    zonder_grond = alle(d.uitkomst("afwijzing"), d.ja("profielrecht"), niet(d.grond("niet_verantwoord_thuis")))
    return alle(d.nee("verantwoord_thuis"), een(toch, zonder_grond))


def _zonder_akkoord(d: Bewijsbeeld) -> Bool:
    akkoord = alle(d.ja("verantwoord_thuis"), d.ja("doelmatig"), d.ja("rechtmatig"))
    return alle(d.uitkomst(*TOEKENNING), niet(akkoord))


def _sluitstuk_eerder(d: Bewijsbeeld) -> Bool:
    sluitstuk = alle(d.nee("toegang_meerzorg"), d.nee("maatwerk"), d.ja("bijzondere_omgevingsfactor"))
    return alle(d.uitkomst("bijzondere_situatie"), niet(sluitstuk))


def _overgang_nog_eens(d: Bewijsbeeld) -> Bool:
    eenmalig = alle(d.ja("had_meerzorg"), d.nee("overgang_gebruikt"), gelijk(d["duur"], Getal(12)))
    return alle(d.uitkomst("overgang"), niet(eenmalig))


def _geen_overgang(d: Bewijsbeeld) -> Bool:
    recht = alle(d.ja("had_meerzorg"), d.nee("overgang_gebruikt"))
    verliest = alle(d.ja("profielrecht"), d.ja("verantwoord_thuis"), d.nee("toegang_of_omgeving"))
    return alle(d.uitkomst("afwijzing"), recht, verliest)


def _zonder_grond(d: Bewijsbeeld) -> Bool:
    return alle(d.uitkomst("afwijzing"), niet(d.grond(*d.kader.gronden)))


def _te_weinig(d: Bewijsbeeld) -> Bool:
    totaal = d.getal("toegekend_totaal")
    minder_dan_basis = alle(d.uitkomst(*MAATWERK), minder(totaal, d.getal("basisbudget")))
    return een(minder_dan_basis, alle(d.uitkomst(*TOEKENNING), niet(minder(d.ekt_grens, totaal))))


def _drempel_bij_zorgsoort(a: Bewijsbeeld, b: Bewijsbeeld) -> Bool:
    return alle(niet(a.zeker("bijzondere_zorgsoort", "geen")), _alleen_eerste_toegang(a, b))


_SETTINGZIN = (
    "De toegang tot meerzorg hangt niet af van hoe en waar de zorg wordt georganiseerd: niet van de leveringsvorm, de "
    "uren, de kosten, de dagbesteding, het wooninitiatief of het meerzorgvinkje."
)

BELOFTEN = (
    Belofte(
        "een_uitkomst",
        "Elk volledig dossier krijgt precies één uitkomst, met een bedrag en een duur.",
        (JULI_UITVOERING, AWB.artikel("4:13")),
        _geen_uitkomst,
    ),
    Belofte(
        "onbekend_beslist_nooit",
        "Staat de uitkomst vast terwijl er nog iets onbekend is, dan blijft zij gelijk, wat er ook nog bekend wordt. "
        "Dat geldt voor elke regel: ook voor de toegang, het bedrag en de duur.",
        (AWB.artikel("3:2"),),
        _onbekend_beslist,
        volledig=False,
        vult_aan=True,
    ),
    Belofte(
        "meerzorgvinkje_beslist_nooit",
        "Het meerzorgvinkje van het CIZ verandert nooit iets aan de uitkomst, de toegang, het bedrag of de duur.",
        (JULI_VINKJE,),
        _vinkje_telt,
        anders=("meerzorgvinkje",),
        volledig=False,
    ),
    Belofte(
        "toegang_los_van_setting",
        _SETTINGZIN,
        (JULI_2027,),
        _alleen_eerste_toegang,
        kaders=("rlz-2027",),
        anders=SETTING,
    ),
    Belofte(
        "alternatieven_los_van_setting",
        _SETTINGZIN,
        (JULI_ALTERNATIEVEN,),
        _alleen_eerste_toegang,
        kaders=ALTERNATIEVEN,
        weerlegd=ALTERNATIEVEN,
        les="Dit is het bezwaar van de minister: wie de zorg anders of duurder organiseert, krijgt toegang, ook als de "
        "zorgbehoefte precies gelijk is.",
        anders=SETTING,
    ),
    Belofte(
        "urendrempel_los_van_setting",
        _SETTINGZIN,
        (JULI_2027, RLZ.artikel("2.2", lid=3)),
        _alleen_eerste_toegang,
        kaders=("rlz-2025", "beleidskader-2026"),
        weerlegd=("rlz-2025", "beleidskader-2026"),
        les="Daarom vervalt de drempel van 25 % op de uren voor pgb en mpt per 1 januari 2027.",
        anders=SETTING,
    ),
    Belofte(
        "toegang_vraagt_zorgbehoefte",
        "Zonder positief medisch oordeel over de bijzondere zorgbehoefte is er nooit toegang tot meerzorg.",
        (JULI_2027, JULI_ROLLEN),
        _toegang_zonder_zorgbehoefte,
        kaders=MET_ZORGBEHOEFTE,
        volledig=False,
    ),
    Belofte(
        "alternatieven_vragen_zorgbehoefte",
        "Zonder positief medisch oordeel over de bijzondere zorgbehoefte is er nooit toegang tot meerzorg.",
        (JULI_ALTERNATIEVEN,),
        _toegang_zonder_zorgbehoefte,
        kaders=ALTERNATIEVEN,
        weerlegd=ALTERNATIEVEN,
        les="Ook dit is het bezwaar van de minister: de grens hangt niet samen met een bijzondere zorgbehoefte.",
    ),
    Belofte(
        "meer_nood_houdt_toegang",
        "Wie meer uren nodig heeft, of een positief oordeel over de zorgbehoefte krijgt, verliest nooit de toegang.",
        (RLZ.artikel("2.2", lid=1), JULI_2027),
        _meer_nood_verliest,
        anders=NOOD,
    ),
    Belofte(
        "meer_nood_nooit_geweigerd",
        "Wie meer uren nodig heeft, of een positief oordeel over de zorgbehoefte krijgt, wordt daarom nooit afgewezen.",
        (RLZ.artikel("2.2", lid=1), JULI_OVERGANG),
        _meer_nood_geweigerd,
        weerlegd=MET_ZORGBEHOEFTE,
        les="Voor een overgangsjaar hoeft de zorg niet doelmatig en rechtmatig te zijn, voor meerzorg wel. Wie toegang "
        "krijgt, kan zo het overgangsjaar verliezen.",
        anders=NOOD,
    ),
    Belofte(
        "geen_klif",
        "Wie meer vraagt dan met EKT kan en geen toegang heeft, krijgt EKT aangeboden als er ruimte voor EKT is.",
        (JULI_MAATWERK,),
        _klif,
    ),
    Belofte(
        "maatwerk_gaat_voor",
        "Past de gevraagde zorg in het basisbudget met toeslag en EKT, dan is dat maatwerk de uitkomst: geen meerzorg "
        "en geen afwijzing.",
        (JULI_MAATWERK,),
        _maatwerk_overgeslagen,
    ),
    Belofte(
        "niet_verantwoord_blijft_nee",
        "Is de zorg thuis niet verantwoord, dan volgt geen meerzorg, geen bijzondere situatie, geen overgangsjaar en "
        "geen tijdelijke toekenning. Geeft het profiel wel recht, dan noemt een afwijzing die grond.",
        (JULI_ROLLEN, RLZ.artikel("5.1", lid=1), DECEMBER_WERKWIJZE),
        _toch_thuis,
    ),
    Belofte(
        "toekenning_vraagt_akkoord",
        "Meerzorg, of extra kosten om een bijzondere situatie, is er alleen als zeker is dat de zorg verantwoord, "
        "doelmatig en rechtmatig is.",
        (JULI_ROLLEN,),
        _zonder_akkoord,
        volledig=False,
    ),
    Belofte(
        "sluitstuk_komt_laatst",
        "Een bijzondere situatie telt alleen als er geen maatwerk en geen toegang tot meerzorg is.",
        (JULI_MAATWERK,),
        _sluitstuk_eerder,
        volledig=False,
    ),
    Belofte(
        "overgang_eenmalig",
        "Een overgangsjaar duurt 12 maanden en is alleen voor wie meerzorg had en het niet eerder kreeg.",
        (JULI_OVERGANG,),
        _overgang_nog_eens,
        volledig=False,
    ),
    Belofte(
        "overgang_voor_wie_verliest",
        "Wie meerzorg had en geen toegang meer heeft, krijgt eerst een overgangsjaar en geen afwijzing, als het "
        "profiel recht geeft en de zorg thuis verantwoord is.",
        (JULI_OVERGANG,),
        _geen_overgang,
        kaders=MET_ZORGBEHOEFTE,
    ),
    Belofte(
        "afwijzing_heeft_grond",
        "Elke afwijzing noemt ten minste één grond, ook als nog niet alles bekend is.",
        (AWB.artikel("3:46"),),
        _zonder_grond,
        volledig=False,
    ),
    Belofte(
        "toekenning_is_genoeg",
        "Wie maatwerk krijgt, krijgt ten minste het basisbudget; meerzorg is altijd meer dan met toeslag en EKT kan.",
        (JULI_MAATWERK, RLZ.artikel("5.19")),
        _te_weinig,
    ),
    Belofte(
        "geen_drempel_bij_zorgsoort",
        "Bij een bijzondere zorgsoort hangt de toegang nooit af van het aantal uren: de 25 %-drempel geldt dan niet.",
        (RLZ.artikel("2.2", lid=3),),
        _drempel_bij_zorgsoort,
        kaders=MET_URENDREMPEL,
        anders=("benodigde_uren",),
    ),
    Belofte(
        "niemand_verliest_in_2027",
        "Wie onder het beleidskader 2026 toegang heeft tot meerzorg, heeft die onder de regels van 2027 ook.",
        (JULI_2027,),
        _alleen_eerste_toegang,
        kaders=("rlz-2027",),
        anders=("aanvraagdatum",),
        vorig="beleidskader-2026",
    ),
)
