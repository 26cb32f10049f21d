"""The names that a rule may use, with their kinds, so that mypy reads along.

Written by `python -m gereedschap.namen` from the vocabulary, the rules and the norms; do not edit.
"""

from __future__ import annotations

from typing import Literal, Protocol

from regeltaal.soorten import Datum, Euro, Factor, JaNee, Keuze, Maanden, Score, Uren, Weken
from regeltaal.uitdrukking import Uitdrukking

SoortAanvraag = Literal["eerste", "verlenging", "verhoging", "herbeoordeling"]
Leveringsvorm = Literal["pgb", "mpt", "pgb_mpt", "vpt", "verblijf"]
Zorgprofiel = Literal[
    "VV1",
    "VV2",
    "VV3",
    "VV4",
    "VV5",
    "VV6",
    "VV7",
    "VV8",
    "VV9b",
    "VG1",
    "VG2",
    "VG3",
    "VG4",
    "VG5",
    "VG6",
    "VG7",
    "VG8",
    "LVG1",
    "LVG2",
    "LVG3",
    "LVG4",
    "LVG5",
    "SGLVG1",
    "LG1",
    "LG2",
    "LG3",
    "LG4",
    "LG5",
    "LG6",
    "LG7",
    "ZGaud1",
    "ZGaud2",
    "ZGaud3",
    "ZGaud4",
    "ZGvis1",
    "ZGvis2",
    "ZGvis3",
    "ZGvis4",
    "ZGvis5",
    "GGZ-B3",
    "GGZ-B4",
    "GGZ-B5",
    "GGZ-B6",
    "GGZ-B7",
    "GGZW1",
    "GGZW2",
    "GGZW3",
    "GGZW4",
    "GGZW5",
]
WerkwijzeZorgkantoor = Literal["verlengen", "voortzetten"]
BijzondereZorgsoort = Literal[
    "geen",
    "epilepsie",
    "invasieve_beademing",
    "non_invasieve_beademing",
    "klinisch_intensief",
    "forensisch",
    "observatie",
    "cva",
    "huntington",
]
Dagbesteding = Literal["nee", "zonder_vervoer", "met_vervoer"]
Toeslag = Literal[
    "geen", "palliatief", "beademing", "epilepsie", "cva", "huntington", "kind_meervoudig", "pab", "overig"
]
Uitkomst = Literal[
    "buiten_kader",
    "geen_geldige_indicatie",
    "tijdelijk_verlengd",
    "tijdelijk_toegekend",
    "herindicatie",
    "regulier",
    "toeslag",
    "ekt",
    "meerzorg",
    "bijzondere_situatie",
    "overgang",
    "afwijzing",
    "onbepaald",
]


class Normnamen(Protocol):
    """The norms: a value, or with keys the value that a table has for them."""

    ekt_percentage: Uitdrukking[Factor]
    urendrempel: Uitdrukking[Factor]
    kostendrempel: Uitdrukking[Factor]
    wooninitiatief: Uitdrukking[Euro]
    wooninitiatief_vv: Uitdrukking[Euro]
    tarief_informeel_uur: Uitdrukking[Euro]
    tarief_formeel_uur: Uitdrukking[Euro]
    tarief_formeel_dagdeel: Uitdrukking[Euro]
    weken_per_jaar: Uitdrukking[Weken]
    overgang_maanden: Uitdrukking[Maanden]
    tijdelijk_tot_en_met: Uitdrukking[Datum]
    herbeoordeling_weken: Uitdrukking[Weken]
    beeldmarge: Uitdrukking[Score]

    def basisbedrag(
        self, zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]], dagbesteding: Uitdrukking[Keuze[Dagbesteding]], /
    ) -> Uitdrukking[Euro]: ...
    def bekostigingsuren(self, zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]], /) -> Uitdrukking[Uren]: ...
    def bekostigingsuren_zonder_behandeling(
        self, zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]], /
    ) -> Uitdrukking[Uren]: ...
    def meerzorgprofiel(self, zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]], /) -> Uitdrukking[JaNee]: ...
    def bijlage_h(self, zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]], /) -> Uitdrukking[JaNee]: ...


class Namen:
    """What a rule gets: the inputs, the other rules, and the norms."""

    aanvraagdatum: Uitdrukking[Datum]
    soort_aanvraag: Uitdrukking[Keuze[SoortAanvraag]]
    leveringsvorm: Uitdrukking[Keuze[Leveringsvorm]]
    indicatie_ingangsdatum: Uitdrukking[Datum]
    indicatie_einddatum: Uitdrukking[Datum]
    zorgprofiel: Uitdrukking[Keuze[Zorgprofiel]]
    meerzorgvinkje: Uitdrukking[JaNee]
    ingangsdatum: Uitdrukking[Datum]
    werkwijze_zorgkantoor: Uitdrukking[Keuze[WerkwijzeZorgkantoor]]
    best_passend_profiel: Uitdrukking[JaNee]
    zzp_recht_2014: Uitdrukking[JaNee]
    bijzondere_zorgsoort: Uitdrukking[Keuze[BijzondereZorgsoort]]
    dagbesteding: Uitdrukking[Keuze[Dagbesteding]]
    wooninitiatief: Uitdrukking[JaNee]
    gevraagde_kosten: Uitdrukking[Euro]
    toeslag: Uitdrukking[Keuze[Toeslag]]
    toeslag_bedrag: Uitdrukking[Euro]
    ekt_toepasbaar: Uitdrukking[JaNee]
    beperking_sociale_redzaamheid: Uitdrukking[Score]
    beperking_psychosociaal: Uitdrukking[Score]
    beperking_adl: Uitdrukking[Score]
    beperking_mobiliteit: Uitdrukking[Score]
    beperking_verpleging: Uitdrukking[Score]
    beperking_gedrag: Uitdrukking[Score]
    bijzondere_zorgbehoefte: Uitdrukking[JaNee]
    meer_zorg_nodig: Uitdrukking[JaNee]
    benodigde_uren: Uitdrukking[Uren]
    bijzondere_omgevingsfactor: Uitdrukking[JaNee]
    verantwoord_thuis: Uitdrukking[JaNee]
    doelmatig: Uitdrukking[JaNee]
    rechtmatig: Uitdrukking[JaNee]
    vastgestelde_kosten: Uitdrukking[Euro]
    looptijd_maanden: Uitdrukking[Maanden]
    had_meerzorg: Uitdrukking[JaNee]
    lopend_bedrag: Uitdrukking[Euro]
    overgang_gebruikt: Uitdrukking[JaNee]
    thuis: Uitdrukking[JaNee]
    geldige_indicatie: Uitdrukking[JaNee]
    ontvankelijk: Uitdrukking[JaNee]
    wooninitiatief_bedrag: Uitdrukking[Euro]
    basisbudget: Uitdrukking[Euro]
    toeslag_som: Uitdrukking[Euro]
    ekt_mogelijk: Uitdrukking[JaNee]
    ekt_maximum: Uitdrukking[Euro]
    ekt_ruimte: Uitdrukking[Euro]
    past_in_basisbudget: Uitdrukking[JaNee]
    past_met_toeslag: Uitdrukking[JaNee]
    past_met_ekt: Uitdrukking[JaNee]
    maatwerk: Uitdrukking[JaNee]
    profielrecht: Uitdrukking[JaNee]
    zorg_akkoord: Uitdrukking[JaNee]
    passend_in_basisbudget: Uitdrukking[JaNee]
    passend_met_toeslag: Uitdrukking[JaNee]
    passend_met_ekt: Uitdrukking[JaNee]
    herhaalaanvraag: Uitdrukking[JaNee]
    tijdelijk_verlengd: Uitdrukking[JaNee]
    tijdelijk_toegekend: Uitdrukking[JaNee]
    stap_1_nodig: Uitdrukking[JaNee]
    stap_3_nodig: Uitdrukking[JaNee]
    stap_2_nodig: Uitdrukking[JaNee]
    stap_4_nodig: Uitdrukking[JaNee]
    bekostigingsuren: Uitdrukking[Uren]
    overstijgt_uren: Uitdrukking[JaNee]
    toegang_meerzorg: Uitdrukking[JaNee]
    toegang_of_omgeving: Uitdrukking[JaNee]
    stap_6_nodig: Uitdrukking[JaNee]
    omgeving: Uitdrukking[JaNee]
    overgang: Uitdrukking[JaNee]
    uitkomst: Uitdrukking[Keuze[Uitkomst]]
    toegekend_totaal: Uitdrukking[Euro]
    toegekend_extra: Uitdrukking[Euro]
    duur: Uitdrukking[Maanden]
    stap_5a_nodig: Uitdrukking[JaNee]
    stap_5b_nodig: Uitdrukking[JaNee]
    stap_7_nodig: Uitdrukking[JaNee]
    overstijgt_kosten: Uitdrukking[JaNee]
    norm: Normnamen
