"""The assumptions as arrays: chances and amounts by the codes of profile, group and age, ready to be drawn from."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from meerzorg.beleid.invoer.aannames import Aannames
from meerzorg.beleid.invoer.schema import GESLACHTEN, GROEPEN, ZORGKANTOREN
from meerzorg.wet.normen import normen
from meerzorg.wet.vocabulaire import DAGBESTEDINGEN, DOMEINEN, SOORTEN_AANVRAAG, TOESLAGEN, ZORGPROFIELEN, ZORGSOORTEN
from regeltaal.fouten import Fout, InvoerFout

Rij: TypeAlias = NDArray[Any]

JAAR = 2026
"""The year in which everyone applies, or would have applied; its norms scale hours and costs."""
PEILDATUM = date(JAAR, 7, 1)

THUIS = ("pgb", "mpt", "pgb_mpt")
LEEFTIJDEN = {"0-17": (0, 18), "18-64": (18, 65), "65-79": (65, 80), "80+": (80, 106)}
"""Age groups: first age, and the first age that is no longer in it."""
CELLEN = [f"{geslacht}/{leeftijd}" for geslacht in GESLACHTEN for leeftijd in LEEFTIJDEN]
TOESTANDEN = [f"{groep}/{bijzonder}" for groep in GROEPEN for bijzonder in ("ja", "nee")]
"""Group, and whether there is a special need for care: code 2 x group, plus 1 for nee."""

_LIJST = (files("meerzorg.wet") / "normen" / "zorgprofielen.csv").read_text("utf-8").splitlines()
SECTOR_VAN: dict[str, str] = {rij["zorgprofiel"]: rij["sector"] for rij in csv.DictReader(_LIJST)}
SECTOREN = ["VV", "VG", "LG", "ZGaud", "ZGvis", "GGZ wonen"]
"""The sectors that are found at home."""

KIND_MEERVOUDIG = {"VG5", "VG8", "LG5", "LG6", "LG7"}
PAB = {"LG5", "LG6", "LG7", "VV7", "VV8"}
TOESLAG_VAN = dict.fromkeys(ZORGSOORTEN, "overig") | {
    "geen": "geen",
    "epilepsie": "epilepsie",
    "invasieve_beademing": "beademing",
    "non_invasieve_beademing": "beademing",
    "cva": "cva",
    "huntington": "huntington",
}
"""The toeslag that goes with each special kind of care."""

PROFIELEN = list(ZORGPROFIELEN)


class Model:
    """What one set of assumptions says, as arrays by code (the place in the vocabulary).

    A *verdeling* is an array of cumulative shares: one row per category but the last, one column per condition.
    Raises InvoerFout where the assumptions contradict each other.
    """

    def __init__(self, aannames: Aannames) -> None:
        a = aannames
        lijst, self.bekostigingsuren, self.basisbedrag = _normen()

        vorm = _matrix([a.verdeling("leveringsvorm")], THUIS)
        cel = _matrix([a.verdeling("leeftijd_geslacht", "mpt" if v == "mpt" else "pgb") for v in THUIS], CELLEN)
        sector = _matrix([a.verdeling("sector", leeftijd) for leeftijd in LEEFTIJDEN], SECTOREN)
        profiel = _matrix([a.verdeling("zorgprofiel", s) for s in SECTOREN], PROFIELEN)
        self.leveringsvorm, self.cel, self.sector = map(_oplopend, (vorm, cel, sector))
        self.profielen = _in_sector()
        self.zorgprofiel = _oplopend(np.array([profiel[rij, nr] for nr, rij in enumerate(self.profielen)]).T)
        self.leeftijd_begin, self.leeftijd_eind = np.array(list(LEEFTIJDEN.values())).T
        self.leeftijd_80_plus = a.getal("leeftijd_80_plus")
        self.zorgkantoor = np.cumsum(_matrix([a.verdeling("zorgkantoor")], ZORGKANTOREN))
        self.werkwijze_verlengen = a.getal("werkwijze_verlengen")

        leeftijd_van_cel = np.tile(np.arange(len(LEEFTIJDEN)), len(GESLACHTEN))
        thuis = np.einsum("v,cv,sc,ps->pv", vorm[:, 0], cel, sector[:, leeftijd_van_cel], profiel)
        self.kans_meerzorg = _kansen(a, "meerzorg_lopend", "meerzorg_profiel", thuis)
        self.kans_aanvrager = self.kans_meerzorg + _kansen(a, "eerste_aanvragen", "eerste_profiel", thuis)
        if not self.kans_aanvrager.max() <= 1:
            gevonden = f"meer mensen met meerzorg of een aanvraag dan mensen met {_meeste(self.kans_aanvrager)}"
            raise InvoerFout([Fout("meerzorg_profiel", gevonden, "een deel van de mensen met dit profiel")])
        self.aanvraagt = np.array([a.getal("aanvraag_bij_meerzorg"), 1.0, 0.0])
        self.soort_aanvraag = _verdeling([a.verdeling("soort_aanvraag")], list(SOORTEN_AANVRAAG)[1:])

        self.indicatie_jaren = a.getal("indicatie_jaren")
        self.indicatie_met_einddatum = a.getal("indicatie_met_einddatum")
        vinkje = a.tabel("meerzorgvinkje")
        self.vinkje = np.array([vinkje.get(p, 0.0) for p in PROFIELEN])
        self.vinkje_beademing = vinkje["beademing"]
        zzp = a.tabel("zzp_recht_2014")
        self.zzp_recht = np.where(lijst, zzp["lijst"], zzp["anders"])
        self.zorgsoort = np.cumsum(_tabel(a, "bijzondere_zorgsoort", list(ZORGSOORTEN)[1:]))[:, None]
        self.zorgsoort_factor = np.array([*_tabel(a, "zorgsoort_factor", GROEPEN[:2]), 1.0])
        self.dagbesteding = _verdeling([a.verdeling("dagbesteding", s) for s in SECTOREN], DAGBESTEDINGEN)
        self.wooninitiatief = _tabel(a, "wooninitiatief", SECTOREN)

        self.bijzonder = _bijzondere_zorgbehoefte(a)
        self.meer_zorg_nodig = _tabel(a, "meer_zorg_nodig", TOESTANDEN)
        self.uren = np.log(_tabel(a, "uren_mediaan", TOESTANDEN)), _tabel(a, "uren_spreiding", TOESTANDEN)
        self.kosten = np.log(_tabel(a, "kosten_mediaan", TOESTANDEN)), _tabel(a, "kosten_spreiding", TOESTANDEN)
        self.uren_en_kosten = a.getal("uren_en_kosten")
        self.vastgesteld_deel = a.getal("vastgesteld_deel")
        self.lopend_deel = np.array([0.0, *_tabel(a, "lopend_deel", list(SOORTEN_AANVRAAG)[1:])])
        self.oordeel = {naam: _tabel(a, naam, GROEPEN) for naam in OORDELEN}
        self.overgang_gebruikt = a.getal("overgang_gebruikt")
        self.looptijd = _verdeling([a.verdeling("looptijd")], ("12", "24", "36"))

        self.toeslag_bij_zorgsoort = a.getal("toeslag_bij_zorgsoort")
        toeslagen = list(TOESLAGEN)
        self.toeslag_van = np.array([toeslagen.index(TOESLAG_VAN[soort]) for soort in ZORGSOORTEN])
        self.toeslag = np.cumsum(_tabel(a, "toeslag", ANDERE_TOESLAGEN)[:, None] * _mag(), axis=0)
        self.toeslag_code = np.array([toeslagen.index(t) for t in (*ANDERE_TOESLAGEN, "geen")])
        self.toeslag_factor = np.array([a.getal("toeslag_naast_meerzorg")] * 2 + [1.0])
        self.toeslag_bedrag = np.array([0.0, *_tabel(a, "toeslag_bedrag", toeslagen[1:])])
        self.toeslag_spreiding = a.getal("toeslag_spreiding")

        self.score = _referenties(a.getal("score_lager"), a.getal("score_verpleging"))
        self.score_spreiding = a.getal("score_spreiding")
        self.score_verhoging = a.getal("score_verhoging")


OORDELEN = (
    "best_passend_profiel",
    "ekt_toepasbaar",
    "bijzondere_omgevingsfactor",
    "verantwoord_thuis",
    "doelmatig",
    "rechtmatig",
)
"""The judgements whose chance differs by group only."""
ANDERE_TOESLAGEN = ("palliatief", "kind_meervoudig", "pab", "overig")


def _matrix(delen: Sequence[Mapping[str, float]], codes: Iterable[str]) -> Rij:
    """The shares of `codes`, one column per distribution in `delen`; nothing for a code that is not in it."""
    return np.array([[deel.get(code, 0.0) for deel in delen] for code in codes])


def _oplopend(matrix: Rij) -> Rij:
    """Cumulative shares, without the last code: that has the rest."""
    return np.cumsum(matrix, axis=0)[:-1]


def _verdeling(delen: Sequence[Mapping[str, float]], codes: Iterable[str]) -> Rij:
    return _oplopend(_matrix(delen, codes))


def _tabel(a: Aannames, naam: str, sleutels: Iterable[str]) -> Rij:
    tabel = a.tabel(naam)
    return np.array([tabel[sleutel] for sleutel in sleutels])


@cache
def _normen() -> tuple[Rij, Rij, Rij]:
    """From the norms: who is on the list of Rlz art. 2.2, hours per profile, euro per profile x day care."""
    op = normen().op(PEILDATUM).waarden
    lijst = np.array([bool(op["meerzorgprofiel"].get((p,), False)) for p in PROFIELEN])
    uren = np.array([float(op["bekostigingsuren"][(p,)]) for p in PROFIELEN])
    return lijst, uren, np.array([op["basisbedrag"].get((p, d), 0) / 100 for p in PROFIELEN for d in DAGBESTEDINGEN])


@cache
def _in_sector() -> Rij:
    """Per sector the codes of its profiles, filled up with the last one (which is never reached again)."""
    per_sector = [[nr for nr, p in enumerate(PROFIELEN) if SECTOR_VAN[p] == s] for s in SECTOREN]
    breed = max(map(len, per_sector))
    return np.array([nrs + [nrs[-1]] * (breed - len(nrs)) for nrs in per_sector])


def _kansen(a: Aannames, aantal: str, profielen: str, thuis: Rij) -> Rij:
    """The chance of a group by profile x delivery form, such that number and both distributions come out as assumed.

    `thuis` is the share of everyone at home by profile and delivery form.
    """
    vormen = a.verdeling("meerzorg_leveringsvorm")
    deel = np.outer(_matrix([a.verdeling(profielen)], PROFIELEN), [vormen[vorm] for vorm in THUIS])
    with np.errstate(divide="ignore", invalid="ignore"):
        kans = a.getal(aantal) / 100_000 * deel / thuis
    return np.where(deel > 0, kans, 0.0).ravel()


def _meeste(kans: Rij) -> str:
    profiel, vorm = divmod(int(kans.argmax()), len(THUIS))
    return f"{PROFIELEN[profiel]} en {THUIS[vorm]}"


def _bijzondere_zorgbehoefte(a: Aannames) -> Rij:
    """Chance by group x profile."""
    per_groep, overig = a.tabel("bijzondere_zorgbehoefte"), a.tabel("bijzondere_zorgbehoefte_overig")
    kans = np.repeat([[per_groep[groep]] for groep in GROEPEN], len(PROFIELEN), axis=1)
    kans[2] = [overig.get(p, per_groep["overig"]) for p in PROFIELEN]
    return kans.ravel()


@cache
def _mag() -> Rij:
    """Which of the other toeslagen (rows) are possible for an age group x profile (columns)."""
    plekken = [(begin, profiel) for begin, _ in LEEFTIJDEN.values() for profiel in PROFIELEN]
    return np.array([
        [begin >= 65 for begin, _ in plekken],
        [begin < 18 and profiel in KIND_MEERVOUDIG for begin, profiel in plekken],
        [begin >= 18 and profiel in PAB for begin, profiel in plekken],
        [True for _ in plekken],
    ])  # fmt: skip


def _referenties(lager: float, verpleging: float) -> dict[str, Rij]:
    """The mean score of each profile per domain: the norm; without one the mean of its sector, somewhat lower."""
    return {
        domein: np.where(np.isnan(norm), verpleging if domein == "verpleging" else np.maximum(sector - lager, 0), norm)
        for domein, (norm, sector) in _norm_en_sector().items()
    }


@cache
def _norm_en_sector() -> dict[str, tuple[Rij, Rij]]:
    """Per domain: the reference of each profile (NaN where there is none), and the mean of those in its sector."""
    norm = normen().op(PEILDATUM).waarden["beperkingen"]
    uit = {}
    for domein in DOMEINEN:
        eigen = np.array([float(norm.get((p, domein), "nan")) for p in PROFIELEN])
        buren = [[eigen[nr] for nr, q in enumerate(PROFIELEN) if SECTOR_VAN[q] == SECTOR_VAN[p]] for p in PROFIELEN]
        bekend = [[score for score in rij if not np.isnan(score)] for rij in buren]
        uit[domein] = eigen, np.array([sum(rij) / len(rij) if rij else 1.5 for rij in bekend])
    return uit
