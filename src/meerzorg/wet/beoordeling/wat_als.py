"""Wat als: which single answer, changed, would change the outcome; and what the answers still open would lead to.

Nothing here knows a rule. A choice is tried value by value. An ordered value (euro, hours, date) is cut where a
comparison in the rules changes; every comparison is monotone in each input, so between two cuts nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling, beoordeel
from meerzorg.wet.beoordeling.wat_als_zin import GEORDEND, zin
from meerzorg.wet.lezen.budgetplan import PER_DAGDEEL, PER_UUR, Budgetplan, Planregel, lees_budgetplan
from meerzorg.wet.lezen.dossier import Dossier
from meerzorg.wet.lezen.grenzen import grenzen
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.interpretaties import Keuzes
from meerzorg.wet.procedure.kaders import OP_DATUM
from meerzorg.wet.vocabulaire import PLAATS
from regeltaal.regel import Gegeven, Regelset
from regeltaal.soorten import DATUM, EURO, JANEE, UREN, Waarde
from regeltaal.uitdrukking import Uitdrukking, Vergelijk, namen

DAG = timedelta(days=1)
STAP_UREN = Decimal("0.01")
"""Hours are looked at in hundredths: finer is of no use to a reader."""


@dataclass(frozen=True, slots=True)
class WatAls:
    """Another answer to one question, and what follows.

    `nu` is the value as it is; None: not yet answered. For ja/nee and choices `waarden` has every value with this
    effect. For an ordered value it has the first and the last value of the stretch in which this outcome holds.
    `toegekend` is the lowest and highest amount over the values named, in cents per year; None: not known yet.
    """

    gegeven: Gegeven
    nu: Waarde
    waarden: tuple[Waarde, ...]
    uitkomst_nu: str
    uitkomst: str
    gronden: tuple[str, ...]
    toegekend: tuple[int, int] | None
    nog_te_vragen: tuple[Gegeven, ...]
    kader: str | None
    ander_kader: bool
    zin: str

    @property
    def waarde(self) -> Waarde:
        """The nearest value that has this effect; of an open question the first."""
        eerste, laatste = self.waarden[0], self.waarden[-1]
        geordend = self.nu is not None and self.gegeven.soort in GEORDEND
        return laatste if geordend and laatste < self.nu else eerste  # type: ignore[operator]

    @property
    def toegekend_totaal(self) -> int | None:
        """The amount where it is the same for every value named, in cents per year."""
        return self.toegekend[0] if self.toegekend and self.toegekend[0] == self.toegekend[1] else None


@dataclass(frozen=True, slots=True)
class Beslissend:
    """The first open question, and what each answer to it leads to; `beslist` = those that settle the outcome."""

    gegeven: Gegeven
    antwoorden: tuple[WatAls, ...]

    @property
    def beslist(self) -> tuple[WatAls, ...]:
        return tuple(antwoord for antwoord in self.antwoorden if antwoord.uitkomst != "onbepaald")


def wat_als(dossier: Dossier, keuzes: Keuzes = (), kader_id: str | None = None) -> list[WatAls]:
    """Every single answer that would give another outcome, in step order.

    Of an ordered value the nearest stretch on either side; of an open question only answers that settle the outcome.
    """
    proef = _Proef(dossier, keuzes, kader_id)
    uit: list[WatAls] = []
    for gegeven in proef.gegevens():
        anders = proef.antwoorden(gegeven)
        if proef.nu(gegeven) is None:
            uit += [deel for deel in anders if deel.uitkomst != "onbepaald"]
        elif gegeven.soort in GEORDEND:
            uit += _naast(anders, proef.nu(gegeven), proef.b.uitkomst)
        else:
            uit += [deel for deel in anders if deel.uitkomst != proef.b.uitkomst]
    return uit


def beslissend(dossier: Dossier, keuzes: Keuzes = (), kader_id: str | None = None) -> Beslissend | None:
    """What the answers to the first open question lead to; None where the outcome is already known."""
    proef = _Proef(dossier, keuzes, kader_id)
    if proef.b.uitkomst != "onbepaald" or not proef.b.openstaand:
        return None
    eerste = proef.b.openstaand[0]
    return Beslissend(eerste, tuple(proef.antwoorden(eerste)))


def _naast(stukken: list[WatAls], nu: Any, uitkomst: str) -> list[WatAls]:
    """The stretch below and the one above the present value that have another outcome."""
    lager = [deel for deel in stukken if deel.uitkomst != uitkomst and deel.waarden[-1] < nu]
    hoger = [deel for deel in stukken if deel.uitkomst != uitkomst and deel.waarden[0] > nu]
    return [*lager[-1:], *hoger[:1]]


class _Proef:
    """One dossier, of which one answer at a time is replaced."""

    def __init__(self, dossier: Dossier, keuzes: Keuzes, kader_id: str | None) -> None:
        self.dossier, self.keuzes, self.kader_id = dossier, keuzes, kader_id
        self.b = beoordeel(dossier, kader_id, keuzes)

    def nu(self, gegeven: Gegeven) -> Waarde:
        return self.dossier.waarden[PLAATS[gegeven.naam]]

    def gegevens(self) -> list[Gegeven]:
        """The inputs of which another answer can give another outcome: known ones in the rules, and the open ones."""
        if self.b.kader is None:
            return [gegeven for gegeven in self.b.openstaand if gegeven.naam == "aanvraagdatum"]
        invoer = _invoer(self.b.regelset)
        open_ = {gegeven.naam for gegeven in self.b.openstaand if self.b.uitkomst == "onbepaald"}
        return [gegeven for gegeven in invoer if gegeven.naam in open_ or self.nu(gegeven) is not None]

    def met(self, naam: str, waarde: Waarde) -> Beoordeling:
        """The assessment with another value for this input, and with what that value brings along."""
        waarden, plan = list(self.dossier.waarden), self.dossier.budgetplan
        waarden[PLAATS[naam]] = waarde
        if naam == "gevraagde_kosten":
            plan = None  # costs take the place of the plan
        elif naam == "aanvraagdatum":
            plan = self._plan_op(waarden, waarde)
        return beoordeel(Dossier(self.dossier.naam, tuple(waarden), plan), self.kader_id, self.keuzes)

    def _plan_op(self, waarden: list[Waarde], dag: Waarde) -> Budgetplan | None:
        """The plan with the maximum rates of another day; without a day its lines were not kept."""
        plan = self.dossier.budgetplan
        if plan is None or not plan.regels or not isinstance(dag, date):
            return plan
        opnieuw = lees_budgetplan([_als_invoer(regel) for regel in plan.regels], dag, "", [])
        assert opnieuw is not None  # it was read before
        waarden[PLAATS["gevraagde_kosten"]] = opnieuw.totaal
        return opnieuw

    def antwoorden(self, gegeven: Gegeven) -> list[WatAls]:
        """Every possible answer, those with the same effect together."""
        if gegeven.soort in GEORDEND:
            return [self._maak(gegeven, waarden, delen) for waarden, delen in self._stukken(gegeven)]
        codes: tuple[Waarde, ...] = (True, False) if gegeven.soort is JANEE else gegeven.soort.keuzes
        groepen: dict[Any, list[tuple[Waarde, Beoordeling]]] = {}
        for code in codes:
            if code != self.nu(gegeven):
                b = self.met(gegeven.naam, code)
                groepen.setdefault(_teken(b), []).append((code, b))
        return [self._maak(gegeven, [code for code, _ in groep], [b for _, b in groep]) for groep in groepen.values()]

    # --- ordered values ---------------------------------------------------------------------------------------

    def _stukken(self, gegeven: Gegeven) -> Iterator[tuple[list[Waarde], list[Beoordeling]]]:
        """The stretches of equal outcome: first and last value, with the assessments there."""
        if gegeven.naam == "toeslag_bedrag" and self.b.w["toeslag"] == "geen":
            return  # the two would contradict each other
        waarde = _waarde_van(gegeven)
        laagst, hoogst = self._bereik(gegeven)
        snedes = self._datumsnedes(gegeven) if gegeven.soort is DATUM else self._snedes(gegeven, laagst, hoogst)
        begin = [laagst, *sorted(snede for snede in snedes if laagst < snede <= hoogst)]
        stuk: list[int] = []
        vorige: tuple[Any, ...] | None = None
        for van, volgende in pairwise([*begin, hoogst + 1]):
            b = self.met(gegeven.naam, waarde(van))
            teken = _teken(b)
            if teken != vorige:
                if stuk:
                    yield self._stuk(gegeven, stuk)
                stuk, vorige = [van, volgende - 1], teken
            else:
                stuk[1] = volgende - 1
        yield self._stuk(gegeven, stuk)

    def _stuk(self, gegeven: Gegeven, nummers: list[int]) -> tuple[list[Waarde], list[Beoordeling]]:
        waarden = [_waarde_van(gegeven)(nr) for nr in nummers]
        return waarden, [self.met(gegeven.naam, waarde) for waarde in waarden]

    def _bereik(self, gegeven: Gegeven) -> tuple[int, int]:
        """The lowest and highest number allowed: cents, hundredths of hours, days."""
        eerste, laatste = grenzen(gegeven)
        if gegeven.soort is EURO:
            return eerste, laatste
        if gegeven.soort is UREN:
            return eerste, int(laatste / STAP_UREN)
        if gegeven.naam == "indicatie_einddatum":
            eerste, laatste = self.b.w["indicatie_ingangsdatum"] or eerste, date.max
        elif gegeven.naam == "indicatie_ingangsdatum":
            laatste = min(laatste, self.b.w["indicatie_einddatum"] or laatste)
        return eerste.toordinal(), laatste.toordinal()

    def _datumsnedes(self, gegeven: Gegeven) -> set[int]:
        """The first days on which a framework, a norm, or the order of two dates of the dossier becomes another."""
        dagen = {dag for dag in self.dossier.waarden if isinstance(dag, date)}
        dagen |= {dag + DAG for dag in dagen if dag != date.max}
        if gegeven.naam == "aanvraagdatum":
            dagen |= {kader.van for kader in OP_DATUM if kader.van} | set(normen().grenzen())
        return {dag.toordinal() for dag in dagen}

    def _snedes(self, gegeven: Gegeven, laagst: int, hoogst: int) -> set[int]:
        """Every number at which some comparison in the rules is not as at the number before it."""
        waarde, zinnen = _waarde_van(gegeven), self.b.zinnen
        assert zinnen is not None
        vergelijkingen = _vergelijkingen(self.b.regelset, gegeven.naam)

        @cache
        def teken(nr: int) -> tuple[Any, ...]:
            w = self.met(gegeven.naam, waarde(nr)).w
            return tuple(zinnen.waarde(deel, w) for deel in vergelijkingen)

        snedes: set[int] = set()
        zoek = [(laagst, hoogst)]
        while zoek:
            van, tot = zoek.pop()
            if teken(van) == teken(tot):
                continue
            if tot - van == 1:
                snedes.add(tot)
            else:
                midden = (van + tot) // 2
                zoek += [(van, midden), (midden, tot)]
        return snedes

    # --- one answer -------------------------------------------------------------------------------------------

    def _maak(self, gegeven: Gegeven, waarden: Sequence[Waarde], delen: Sequence[Beoordeling]) -> WatAls:
        b = delen[0]
        bedragen = [deel.w.get("toegekend_totaal") for deel in delen]
        bekend = [bedrag for bedrag in bedragen if bedrag is not None]
        geheel = b.uitkomst != "onbepaald" and len(bekend) == len(bedragen)
        ander_kader = self.b.kader is not None and b.kader is not self.b.kader
        return WatAls(
            gegeven,
            self.nu(gegeven),
            tuple(waarden),
            self.b.uitkomst,
            b.uitkomst,
            tuple(b.gronden),
            (min(bekend), max(bekend)) if geheel else None,
            b.openstaand,
            b.kader.id if b.kader else None,
            ander_kader,
            zin(gegeven, self.nu(gegeven), waarden, self._bereik_waarden(gegeven), b, ander_kader),
        )

    def _bereik_waarden(self, gegeven: Gegeven) -> tuple[Waarde, Waarde]:
        if gegeven.soort not in GEORDEND:
            return None, None
        laagst, hoogst = self._bereik(gegeven)
        return _waarde_van(gegeven)(laagst), _waarde_van(gegeven)(hoogst)


def _teken(b: Beoordeling) -> tuple[Any, ...]:
    """What makes two answers the same to a reader."""
    return b.uitkomst, *b.gronden, *(vraag.naam for vraag in b.openstaand if b.uitkomst == "onbepaald")


def _waarde_van(gegeven: Gegeven) -> Callable[[int], Any]:
    """From the number of a step to the value: cents, hundredths of hours, days."""
    if gegeven.soort is UREN:
        return lambda nr: nr * STAP_UREN
    return date.fromordinal if gegeven.soort is DATUM else int


def _als_invoer(regel: Planregel) -> dict[str, Any]:
    """A line of a plan as it was given."""
    aantal, tarief = PER_UUR if regel.eenheid == "uur" else PER_DAGDEEL
    wie = {"zorgsoort": regel.zorgsoort, "zorgverlener": regel.zorgverlener}
    return {**wie, aantal: regel.aantal, tarief: Decimal(regel.tarief) / 100}


@cache
def _invoer(regelset: Regelset) -> tuple[Gegeven, ...]:
    """The inputs on which the outcome rests, in step order."""
    return tuple(regelset.gegevens[naam] for naam in regelset.invoer_van("uitkomst"))


@cache
def _vergelijkingen(regelset: Regelset, naam: str) -> tuple[Vergelijk, ...]:
    """Every comparison in the rules that rests on this input."""

    def zoek(u: Uitdrukking) -> Iterator[Vergelijk]:
        if isinstance(u, Vergelijk) and naam in _rust_op(regelset, u):
            yield u
        for deel in u.delen():
            yield from zoek(deel)

    return tuple(deel for gebouwd in regelset.regels.values() for deel in zoek(gebouwd.uitdrukking))


def _rust_op(regelset: Regelset, u: Uitdrukking) -> set[str]:
    """The inputs on which an expression rests, through other rules too."""
    genoemd = set(namen(u))
    return genoemd.union(*(regelset.invoer_van(naam) for naam in genoemd if naam in regelset.regels))
