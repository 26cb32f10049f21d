"""The care week by week: what is requested beside what is found fitting, against the budget and against the hours.

A screen has nothing to compute. Values for the judgement are suggested, never set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.lezen.budgetplan import Budgetplan, Planregel, lees_budgetplan
from meerzorg.wet.lezen.grenzen import MAXIMUM_EURO, MAXIMUM_UREN
from regeltaal.bron import Bron
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.soorten import EURO, UREN, centen, toon
from regeltaal.uitdrukking import Naam, Uitdrukking, Vergelijk

DAGDELEN_TELLEN_NIET = (
    "De dagdelen tellen niet mee in de uren: er is geen bron die zegt hoeveel uur een dagdeel is. "
    "De uren van dit plan zijn dus een ondergrens."
)


@dataclass(frozen=True, slots=True)
class Inzetregel:
    """One line per week. Rates and amounts in cents; `eenheid` uur or dagdeel; `uren` None: not known in hours."""

    zorgsoort: str
    zorgverlener: str
    eenheid: str
    aantal: Decimal
    uren: Decimal | None
    tarief: int
    toegestaan_tarief: int
    per_week: int
    per_jaar: int

    @property
    def verlaagd(self) -> bool:
        """Whether the maximum rate of Rlz 5.22 was applied."""
        return self.toegestaan_tarief < self.tarief


@dataclass(frozen=True, slots=True)
class Inzetplan:
    """A week plan and its totals; `per_jaar` in cents. `uren_volledig` is nee where day parts are not in the hours."""

    regels: tuple[Inzetregel, ...]
    per_jaar: int
    uren_per_week: Decimal
    dagdelen_per_week: Decimal
    uren_volledig: bool
    opmerkingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inzetrij:
    """The same kind of care by the same kind of caregiver: requested beside fitting, and fitting minus requested."""

    gevraagd: Inzetregel | None
    passend: Inzetregel | None
    verschil_aantal: Decimal
    verschil_per_jaar: int


@dataclass(frozen=True, slots=True)
class Budgetgrens:
    """A limit in cents per year, and how far each total lies above it (below: negative); None is not known yet."""

    naam: str
    bedrag: int | None
    gevraagd_erboven: int | None
    passend_erboven: int | None

    @property
    def gevraagd_past(self) -> bool | None:
        return None if self.gevraagd_erboven is None else self.gevraagd_erboven <= 0

    @property
    def passend_past(self) -> bool | None:
        return None if self.passend_erboven is None else self.passend_erboven <= 0


@dataclass(frozen=True, slots=True)
class Urengrens:
    """The hours against the threshold. `telt` None: not known yet whether hours count here; then see `opmerking`.

    `gevraagd` and `passend` are the hours in the plans; `benodigd` is the judgement.
    """

    telt: bool | None
    bekostigingsuren: Decimal | None
    drempel: Decimal | None
    gevraagd: Decimal | None
    passend: Decimal | None
    benodigd: Decimal | None
    opmerking: str
    bronnen: tuple[Bron, ...]

    def erboven(self, uren: Decimal | None) -> Decimal | None:
        """How far these hours lie above the threshold (below: negative)."""
        return None if uren is None or self.drempel is None else uren - self.drempel

    def haalt(self, uren: Decimal | None) -> bool | None:
        """Whether these hours reach the threshold."""
        erboven = self.erboven(uren)
        return None if erboven is None else erboven >= 0


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A value that the plan found fitting suggests for an input; None where it suggests none, with the reason."""

    gegeven: str
    waarde: Decimal | int | None
    zin: str


@dataclass(frozen=True, slots=True)
class Zorginzet:
    """Everything the screen shows. `gevraagd_per_jaar` also where costs were given without a plan; in cents."""

    gevraagd: Inzetplan | None
    passend: Inzetplan | None
    gevraagd_per_jaar: int | None
    rijen: tuple[Inzetrij, ...]
    grenzen: tuple[Budgetgrens, ...]
    uren: Urengrens
    voorstellen: tuple[Voorstel, ...]


def lees_inzet(data: Any, dag: date | None, waar: str = "passende zorg") -> Budgetplan:
    """The plan found fitting, in the form of a budgetplan. Raises InvoerFout with every fault found."""
    fouten: list[Fout] = []
    plan = lees_budgetplan(data, dag, waar, fouten)
    if plan is None:
        raise InvoerFout(fouten)
    return plan


def zorginzet(b: Beoordeling, passend: Budgetplan | None = None) -> Zorginzet:
    """The care requested in this dossier beside the plan found fitting, under the framework of the assessment."""
    links, rechts = _plan(b.dossier.budgetplan), _plan(passend)
    gevraagd: int | None = b.w["gevraagde_kosten"]
    vastgesteld: int | None = rechts.per_jaar if rechts else b.w["vastgestelde_kosten"]
    return Zorginzet(
        links,
        rechts,
        gevraagd,
        tuple(_rijen(links.regels if links else (), rechts.regels if rechts else ())),
        tuple(_grenzen(b, gevraagd, vastgesteld)),
        _urengrens(b, links, rechts),
        _voorstellen(rechts) if rechts else (),
    )


# --- the plans --------------------------------------------------------------------------------------------------------


def _plan(plan: Budgetplan | None) -> Inzetplan | None:
    """A plan of which the maximum rates are known (they are not without a date)."""
    if plan is None or plan.totaal is None:
        return None
    regels = tuple(_regel(regel) for regel in plan.regels)
    dagdelen = sum((regel.aantal for regel in regels if regel.uren is None), Decimal(0))
    uren = sum((regel.uren for regel in regels if regel.uren is not None), Decimal(0))
    let_op = (DAGDELEN_TELLEN_NIET,) if dagdelen else ()
    return Inzetplan(regels, plan.totaal, uren, dagdelen, not dagdelen, (*plan.waarschuwingen, *let_op))


def _regel(regel: Planregel) -> Inzetregel:
    return Inzetregel(
        regel.zorgsoort,
        regel.zorgverlener,
        regel.eenheid,
        regel.aantal,
        regel.aantal if regel.eenheid == "uur" else None,
        regel.tarief,
        regel.toegestaan_tarief,
        centen(regel.aantal * regel.toegestaan_tarief / 100),
        regel.per_jaar,
    )


def _rijen(links: Sequence[Inzetregel], rechts: Sequence[Inzetregel]) -> Iterator[Inzetrij]:
    """In the order of the request; what is only found fitting comes after it. Equal lines are paired in order."""
    over = list(rechts)
    for regel in links:
        past = next((deel for deel in over if _soort(deel) == _soort(regel)), None)
        if past is not None:
            over = [deel for deel in over if deel is not past]
        yield _rij(regel, past)
    for regel in over:
        yield _rij(None, regel)


def _soort(regel: Inzetregel) -> tuple[str, str, str]:
    return regel.zorgsoort.casefold().strip(), regel.zorgverlener, regel.eenheid


def _rij(gevraagd: Inzetregel | None, passend: Inzetregel | None) -> Inzetrij:
    aantal = (passend.aantal if passend else Decimal(0)) - (gevraagd.aantal if gevraagd else Decimal(0))
    per_jaar = (passend.per_jaar if passend else 0) - (gevraagd.per_jaar if gevraagd else 0)
    return Inzetrij(gevraagd, passend, aantal, per_jaar)


# --- against the budget -----------------------------------------------------------------------------------------------


def _grenzen(b: Beoordeling, gevraagd: int | None, passend: int | None) -> Iterator[Budgetgrens]:
    """The steps of the tailored solutions: the basisbudget, with the toeslag, with EKT."""
    basis, toeslag, ekt = (b.w.get(naam) for naam in ("basisbudget", "toeslag_som", "ekt_ruimte"))
    met_toeslag = None if basis is None or toeslag is None else basis + toeslag
    met_ekt = None if met_toeslag is None or ekt is None else met_toeslag + ekt
    for naam, grens in (
        ("basisbudget", basis),
        ("basisbudget met toeslag", met_toeslag),
        ("basisbudget met toeslag en Extra kosten thuis (EKT)", met_ekt),
    ):
        yield Budgetgrens(naam, grens, _min(gevraagd, grens), _min(passend, grens))


def _min(totaal: int | None, grens: int | None) -> int | None:
    return None if totaal is None or grens is None else totaal - grens


# --- against the hours ------------------------------------------------------------------------------------------------


def _urengrens(b: Beoordeling, gevraagd: Inzetplan | None, passend: Inzetplan | None) -> Urengrens:
    regel = b.regelset.regels.get("overstijgt_uren") if b.kader else None
    drempel = _drempel(b, regel.uitdrukking) if regel else None
    telt, opmerking = _of_uren_tellen(b, drempel, bool(regel))
    return Urengrens(
        telt,
        b.w.get("bekostigingsuren"),
        drempel,
        gevraagd.uren_per_week if gevraagd else None,
        passend.uren_per_week if passend else None,
        b.w["benodigde_uren"],
        opmerking,
        regel.regel.bronnen if regel else (),
    )


def _drempel(b: Beoordeling, u: Uitdrukking) -> Decimal | None:
    """What the rule compares the hours needed with, so that the threshold is written in one place only."""
    if isinstance(u, Vergelijk) and isinstance(u.links, Naam) and u.links.naam == "benodigde_uren":
        assert b.zinnen is not None
        drempel: Decimal | None = b.zinnen.waarde(u.rechts, b.w)
        return drempel
    return next((grens for deel in u.delen() if (grens := _drempel(b, deel)) is not None), None)


def _of_uren_tellen(b: Beoordeling, drempel: Decimal | None, kent_uren: bool) -> tuple[bool | None, str]:
    if b.kader is None:
        return None, "Zonder aanvraagdatum is niet te zeggen of de uren tellen."
    if not kent_uren:
        return False, f"Onder {b.kader.id} tellen de uren niet voor de toegang tot meerzorg."
    zorgsoort = b.w["bijzondere_zorgsoort"]
    if zorgsoort not in (None, "geen"):
        codes = b.regelset.gegevens["bijzondere_zorgsoort"].codes
        return False, f"De drempel geldt hier niet, want er is een bijzondere zorgsoort: {codes[zorgsoort]}."
    if drempel is None:
        return None, "De drempel is nog niet bekend: de bekostigingsuren van het zorgprofiel ontbreken."
    zin = f"De benodigde uren moeten ten minste {toon(drempel, UREN)} zijn."
    if zorgsoort is None:
        return None, f"{zin} Dat geldt niet als er een bijzondere zorgsoort is; dat is nog niet bekend."
    return True, zin


# --- suggestions ------------------------------------------------------------------------------------------------------


def _voorstellen(plan: Inzetplan) -> tuple[Voorstel, ...]:
    return _voorstel_uren(plan), _voorstel_kosten(plan)


def _voorstel_uren(plan: Inzetplan) -> Voorstel:
    if not plan.uren_volledig:
        return Voorstel("benodigde_uren", None, f"Geen voorstel. {DAGDELEN_TELLEN_NIET}")
    if plan.uren_per_week > MAXIMUM_UREN:
        te_veel = f"Geen voorstel: {toon(plan.uren_per_week, UREN)} is meer dan de {MAXIMUM_UREN} die mogelijk zijn."
        return Voorstel("benodigde_uren", None, te_veel)
    return Voorstel("benodigde_uren", plan.uren_per_week, f"Het passende plan telt {toon(plan.uren_per_week, UREN)}.")


def _voorstel_kosten(plan: Inzetplan) -> Voorstel:
    bedrag = toon(plan.per_jaar, EURO)
    if plan.per_jaar > MAXIMUM_EURO * 100:
        te_veel = f"Geen voorstel: {bedrag} is meer dan het hoogste bedrag ({toon(MAXIMUM_EURO * 100, EURO)})."
        return Voorstel("vastgestelde_kosten", None, te_veel)
    return Voorstel("vastgestelde_kosten", plan.per_jaar, f"Het passende plan kost {bedrag} per jaar.")
