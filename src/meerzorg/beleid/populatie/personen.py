"""Fictional clients at home with pgb or mpt: a stream of complete dossiers, drawn from the assumptions.

Nobody in it exists. Everyone has what is needed to ask "what if this person applied?"; `aanvraagt` says who does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import polars as pl

from meerzorg.beleid.invoer.aannames import Aannames, aannames
from meerzorg.beleid.invoer.schema import INVOER, SCHEMA
from meerzorg.beleid.populatie.model import JAAR, LEEFTIJDEN, OORDELEN, THUIS, Model, Rij
from meerzorg.beleid.populatie.trekking import BLOK, Trekker, trede
from meerzorg.wet.lezen.grenzen import MAXIMUM_EURO, MAXIMUM_UREN
from meerzorg.wet.vocabulaire import DAGBESTEDINGEN, DOMEINEN, WERKWIJZEN, ZORGPROFIELEN, ZORGSOORTEN
from regeltaal.fouten import Fout, InvoerFout, dichtstbij

PERSONEN = 100_000
ZAAD = 2026
HOOGSTE_ZAAD = 2**64 - 1
NOOIT_ONBEKEND = ("indicatie_einddatum", "ingangsdatum")
"""Empty says something here: no end, and from the day of the application."""

_DAG = np.arange(f"{JAAR}-01-01", f"{JAAR + 1}-01-01", dtype="datetime64[D]")
_VOLGENDE_MAAND = (_DAG.astype("datetime64[M]") + 1).astype("datetime64[D]")
_WLZ = np.datetime64("2015-01-01", "D")
_GEEN = np.datetime64("NaT", "D")
_BEADEMING = [soort.endswith("beademing") for soort in ZORGSOORTEN]
_MEERZORG, _EERSTE, _OVERIG = range(3)


def deelpopulaties(
    personen: int = PERSONEN,
    zaad: int = ZAAD,
    van: Aannames | None = None,
    *,
    per_keer: int = 4 * BLOK,
    onbekend: float = 0.0,
    velden: Collection[str] | None = None,
    draden: int = 2,
) -> Iterator[pl.DataFrame]:
    """The population in batches of `per_keer` rows (the last one is what is left), in the columns of `SCHEMA`.

    Row i depends on the seed, the assumptions and i alone: not on the number of people, the batches or the threads.
    `onbekend` is the share of the inputs made unknown; `velden` the columns wanted (all of them by default).
    Raises InvoerFout for a size, seed, share or column that is not possible.
    """
    if per_keer < 1:
        raise InvoerFout([Fout("per_keer", str(per_keer), "een heel getal vanaf 1")])
    maker = Maker(personen, zaad, van, onbekend=onbekend, velden=velden)
    return _herverdeeld(_vooruit(maker.blok, maker.blokken, draden), per_keer)


class Maker:
    """Makes the blocks of a population in any order; the arguments and errors are those of `deelpopulaties`."""

    def __init__(
        self,
        personen: int,
        zaad: int,
        van: Aannames | None = None,
        *,
        onbekend: float = 0.0,
        velden: Collection[str] | None = None,
    ) -> None:
        controleer(personen, zaad, onbekend, velden or ())
        self.blokken = -(-personen // BLOK)
        """How many blocks there are."""
        self._personen, self._zaad, self._onbekend = personen, zaad, onbekend
        self._kolommen = list(SCHEMA) if velden is None else [naam for naam in SCHEMA if naam in set(velden)]
        self._model = Model(van or aannames())
        self._werkwijzen = _werkwijzen(self._model, zaad)

    def blok(self, nr: int) -> pl.DataFrame:
        """Block `nr`, from 0: `BLOK` people, or in the last one those who are left."""
        trekker = Trekker(self._zaad, nr)
        blok = _blok(self._model, self._werkwijzen, trekker, self._kolommen, self._onbekend)
        return blok.head(self._personen - nr * BLOK)


def populatie(
    personen: int = PERSONEN, zaad: int = ZAAD, van: Aannames | None = None, *, onbekend: float = 0.0
) -> pl.DataFrame:
    """The whole population at once; for sizes that fit in memory."""
    return next(deelpopulaties(personen, zaad, van, per_keer=personen, onbekend=onbekend))


def controleer(personen: int, zaad: int, onbekend: float = 0.0, velden: Iterable[str] = ()) -> None:
    """Raises InvoerFout with everything that is not possible."""
    fouten = []
    if personen < 1:
        fouten.append(Fout("personen", str(personen), "een heel getal vanaf 1"))
    if not 0 <= zaad <= HOOGSTE_ZAAD:
        fouten.append(Fout("zaad", str(zaad), f"een heel getal van 0 tot en met {HOOGSTE_ZAAD}"))
    if not 0 <= onbekend <= 1:
        fouten.append(Fout("onbekend", str(onbekend), "een getal van 0 tot en met 1"))
    vreemd = [naam for naam in velden if naam not in SCHEMA]
    fouten += [Fout(naam, "een onbekende naam", "een kolom", dichtstbij(naam, SCHEMA)) for naam in vreemd]
    if fouten:
        raise InvoerFout(fouten)


def _werkwijzen(model: Model, zaad: int) -> Rij:
    """Per zorgkantoor its line of 2025, drawn once per seed: offices in random order until the share is reached."""
    gewicht = np.diff(model.zorgkantoor, prepend=0.0)
    volgorde = np.argsort(Trekker(zaad, 0).uniform("werkwijze_zorgkantoor")[: len(gewicht)])
    tot_midden = np.empty_like(gewicht)
    tot_midden[volgorde] = np.cumsum(gewicht[volgorde]) - gewicht[volgorde] / 2
    verlengen, voortzetten = (list(WERKWIJZEN).index(w) for w in ("verlengen", "voortzetten"))
    return np.where(tot_midden < model.werkwijze_verlengen, verlengen, voortzetten)


def _blok(m: Model, werkwijzen: Rij, t: Trekker, kolommen: list[str], onbekend: float) -> pl.DataFrame:
    """One block of people. The order is that of a life: who, which profile, which need, what is asked and judged."""
    vorm = t.keuze("leveringsvorm", m.leveringsvorm)
    cel = t.keuze("leeftijd_geslacht", m.cel, vorm)
    geslacht, groep_leeftijd = np.divmod(cel, len(LEEFTIJDEN))
    leeftijd = _leeftijd(m, t.uniform("leeftijd"), groep_leeftijd)
    volwassen = groep_leeftijd > 0
    sector = t.keuze("sector", m.sector, groep_leeftijd)
    profiel = m.profielen[sector, t.keuze("zorgprofiel", m.zorgprofiel, sector)]
    kantoor = np.searchsorted(m.zorgkantoor[:-1], t.uniform("zorgkantoor"), side="right")

    u, thuis = t.uniform("groep"), profiel * len(THUIS) + vorm
    groep = _OVERIG - (u < m.kans_aanvrager.take(thuis)) - (u < m.kans_meerzorg.take(thuis)).astype(np.intp)
    had = groep == _MEERZORG
    soort = np.where(had, 1 + t.keuze("soort_aanvraag", m.soort_aanvraag), 0)
    dag = (t.uniform("aanvraagdatum") * len(_DAG)).astype(np.intp)
    aanvraag = _DAG.take(dag)

    jaren = np.minimum(-m.indicatie_jaren * np.log1p(-t.uniform("indicatie")), leeftijd)
    begin = np.maximum(aanvraag - (jaren * 365.25).astype(np.intp), _WLZ)
    einde = np.maximum(_DAG[0] + (t.uniform("einddatum") * 1826).astype(np.intp), begin)
    u = t.uniform("bijzondere_zorgsoort") / m.zorgsoort_factor.take(groep)
    zorgsoort = (trede(u, m.zorgsoort) + 1) % len(ZORGSOORTEN)  # past all of them: 0, none
    beademing = np.array(_BEADEMING).take(zorgsoort)
    dagbesteding = t.keuze("dagbesteding", m.dagbesteding, sector)

    bijzonder = t.kans("bijzondere_zorgbehoefte", m.bijzonder.take(groep * len(ZORGPROFIELEN) + profiel))
    toestand = 2 * groep + ~bijzonder
    z_uren = t.normaal("benodigde_uren")
    z_kosten = m.uren_en_kosten * z_uren + np.sqrt(1 - m.uren_en_kosten**2) * t.normaal("gevraagde_kosten")
    uren = m.bekostigingsuren.take(profiel) * _lognormaal(m.uren, toestand, z_uren)
    basis = m.basisbedrag.take(profiel * len(DAGBESTEDINGEN) + dagbesteding)
    gevraagd = np.minimum(np.rint(basis * _lognormaal(m.kosten, toestand, z_kosten)), MAXIMUM_EURO)
    toeslag = _toeslag(m, t, groep, groep_leeftijd * len(ZORGPROFIELEN) + profiel, zorgsoort)
    toeslag_bedrag = m.toeslag_bedrag.take(toeslag) * np.exp(m.toeslag_spreiding * t.normaal("toeslag_bedrag"))
    deel = m.vastgesteld_deel + (1 - m.vastgesteld_deel) * t.uniform("vastgestelde_kosten")

    waarden = {
        "persoon": t.blok * BLOK + 1 + np.arange(BLOK),
        "leeftijd": leeftijd,
        "geslacht": geslacht,
        "zorgkantoor": kantoor,
        "groep": groep,
        "aanvraagt": t.kans("aanvraagt", m.aanvraagt.take(groep)),
        "aanvraagdatum": aanvraag,
        "soort_aanvraag": soort,
        "leveringsvorm": vorm,
        "indicatie_ingangsdatum": begin,
        "indicatie_einddatum": np.where(t.kans("met_einddatum", m.indicatie_met_einddatum), einde, _GEEN),
        "zorgprofiel": profiel,
        "meerzorgvinkje": t.kans("meerzorgvinkje", np.where(beademing, m.vinkje_beademing, m.vinkje.take(profiel))),
        "ingangsdatum": _VOLGENDE_MAAND.take(dag),
        "werkwijze_zorgkantoor": werkwijzen.take(kantoor),
        "zzp_recht_2014": t.kans("zzp_recht_2014", m.zzp_recht.take(profiel)) & (leeftijd > JAAR - 2014),
        "bijzondere_zorgsoort": zorgsoort,
        "dagbesteding": dagbesteding,
        "wooninitiatief": t.kans("wooninitiatief", m.wooninitiatief.take(sector)) & volwassen,
        "gevraagde_kosten": gevraagd,
        "toeslag": toeslag,
        "toeslag_bedrag": np.rint(toeslag_bedrag),
        "bijzondere_zorgbehoefte": bijzonder,
        "meer_zorg_nodig": t.kans("meer_zorg_nodig", m.meer_zorg_nodig.take(toestand)),
        "benodigde_uren": np.clip(np.rint(uren * 4) / 4, 0.25, MAXIMUM_UREN),
        "vastgestelde_kosten": np.rint(gevraagd * deel),
        "looptijd_maanden": 12 + 12 * t.keuze("looptijd_maanden", m.looptijd),
        "had_meerzorg": had,
        "lopend_bedrag": np.rint(gevraagd * m.lopend_deel.take(soort)),
        "overgang_gebruikt": t.kans("overgang_gebruikt", m.overgang_gebruikt) & had,
    }
    waarden |= {naam: t.kans(naam, m.oordeel[naam].take(groep)) for naam in OORDELEN if naam in kolommen}
    for domein in DOMEINEN:
        if (naam := f"beperking_{domein}") in kolommen:
            waarden[naam] = _score(m, t, naam, m.score[domein].take(profiel), bijzonder)
    return pl.DataFrame([_kolom(naam, waarden[naam], t, onbekend) for naam in kolommen])


def _leeftijd(m: Model, u: Rij, groep: Rij) -> Rij:
    """Years: every age in a group as likely, from 80 on ever fewer."""
    eerst, breed = m.leeftijd_begin.take(groep), (m.leeftijd_eind - m.leeftijd_begin).take(groep)
    oud = np.minimum(-m.leeftijd_80_plus * np.log1p(-u), breed - 1)
    leeftijd: Rij = eerst + np.where(groep == len(LEEFTIJDEN) - 1, oud, u * breed).astype(np.intp)
    return leeftijd


def _lognormaal(mu_en_sigma: tuple[Rij, Rij], toestand: Rij, z: Rij) -> Rij:
    mu, sigma = mu_en_sigma
    uit: Rij = np.exp(mu.take(toestand) + sigma.take(toestand) * z)
    return uit


def _toeslag(m: Model, t: Trekker, groep: Rij, plek: Rij, zorgsoort: Rij) -> Rij:
    """That of the special kind of care where there is one, or else one of the others."""
    u = t.uniform("toeslag") / m.toeslag_factor.take(groep)
    anders = m.toeslag_code.take(trede(u, m.toeslag, plek))
    bij_zorgsoort = t.kans("toeslag_bij_zorgsoort", m.toeslag_bij_zorgsoort) & (zorgsoort > 0)
    return np.where(bij_zorgsoort, m.toeslag_van.take(zorgsoort), anders)


def _score(m: Model, t: Trekker, naam: str, referentie: Rij, bijzonder: Rij) -> Rij:
    """Around the reference of the profile, evenly to both sides so that the mean stays; higher with a special need."""
    ruimte = np.minimum(m.score_spreiding, np.minimum(referentie, 3 - referentie))
    score = referentie + ruimte * (2 * t.uniform(naam) - 1) + m.score_verhoging * bijzonder
    tienden: Rij = np.rint(10 * np.minimum(score, 3))
    return tienden / 10


def _kolom(naam: str, waarden: Rij, t: Trekker, onbekend: float) -> pl.Series:
    soort = SCHEMA[naam]
    if isinstance(soort, pl.Enum):
        kolom = pl.Series(naam, waarden.astype(np.uint8)).cat.to(soort)
    else:
        kolom = pl.Series(naam, waarden).cast(soort)
    if onbekend and naam in INVOER and naam not in NOOIT_ONBEKEND:
        kolom = kolom.set(pl.Series(t.kans(f"onbekend {naam}", onbekend)), None)
    return kolom


def _vooruit(maak: Callable[[int], pl.DataFrame], aantal: int, draden: int) -> Iterator[pl.DataFrame]:
    """The blocks in order, made by threads that stay at most a few blocks ahead."""
    with ThreadPoolExecutor(max(1, draden)) as werkers:
        klaar: deque[Future[pl.DataFrame]] = deque()
        try:
            for nr in range(aantal):
                klaar.append(werkers.submit(maak, nr))
                if len(klaar) > draden:
                    yield klaar.popleft().result()
            while klaar:
                yield klaar.popleft().result()
        finally:
            for toekomst in klaar:
                toekomst.cancel()


def _herverdeeld(blokken: Iterable[pl.DataFrame], per_keer: int) -> Iterator[pl.DataFrame]:
    """The same rows in the same order, `per_keer` at a time."""
    rest: list[pl.DataFrame] = []
    for blok in blokken:
        rest.append(blok)
        while sum(map(len, rest)) >= per_keer:
            samen = pl.concat(rest)
            yield samen.head(per_keer)
            rest = [samen.slice(per_keer)] if len(samen) > per_keer else []
    if rest:
        yield pl.concat(rest)
