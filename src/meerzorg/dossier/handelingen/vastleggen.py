"""Recording values: by the right role, checked against the vocabulary, never overwriting what was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from meerzorg.dossier.beeld import EIGEN_NAMEN, OORDEEL_MEDISCH, Beeld
from meerzorg.dossier.handelingen.kern import Handeling, controleer, handeling, lees_tekst
from meerzorg.dossier.handelingen.verloopcontrole import controleer_verloop, niet_later_dan_vandaag
from meerzorg.dossier.keten import vingerafdruk
from meerzorg.dossier.models import Document, Dossier, Vastlegging
from meerzorg.dossier.status import vastlegger
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.beoordeling.beoordelen import beoordeel
from meerzorg.wet.beoordeling.verslag import beperkingenbeeld
from meerzorg.wet.beoordeling.waarschuwingen import wijkt_af_van_beeld
from meerzorg.wet.beoordeling.zorginzet import lees_inzet
from meerzorg.wet.lezen.dossier import lees_gegevens
from meerzorg.wet.lezen.waarden import Ongeldig, lezer_van
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout, Weigering, getoond
from regeltaal.soorten import EURO
from regeltaal.vorm import Json, getal

ONDERBOUWING = ("aard", "omvang", "blijvendheid")
"""What the medical judgement is about; each part has its own reason."""
ROL_VAN = {
    **{gegeven.naam: vastlegger(gegeven) for gegeven in VOCABULAIRE},
    "budgetplan": "zorgadviseur",
    "zorgplan": "verpleegkundige",
    "ciz_scores": "zorgadviseur",
}
"""Which role records what."""


@dataclass(frozen=True)
class Opgave:
    """One value to record. `waarde` as JSON (None takes it back); an oordeel needs a reason.

    `basis` is the vastlegging on which the form was based (0: there was none; None: not compared).
    """

    waarde: Json
    grond: str = ""
    reden: str = ""
    onderbouwing: Mapping[str, str] = field(default_factory=dict)
    tweede_reden: str = ""
    document: Document | None = None
    basis: int | None = None


class Botsing(Weigering):
    """Someone else recorded the same thing meanwhile; nothing was stored. Per name: mine, and theirs."""

    def __init__(self, delen: dict[str, tuple[Opgave, Vastlegging]]) -> None:
        super().__init__("Iemand anders heeft intussen hetzelfde vastgelegd.")
        self.delen = delen


def leg_vast(
    wie: Medewerker, dossier: Dossier, waarden: Mapping[str, Opgave], sleutel: UUID | None = None
) -> list[Vastlegging]:
    """Records these values at once, or none of them. What equals the current value and reason is not recorded again.

    Raises InvoerFout with every fault, Botsing where someone was before, GeenRecht, AlGedaan.
    """
    if not waarden:
        raise InvoerFout([Fout("formulier", "niets ingevuld", "ten minste één antwoord")])
    rollen = {ROL_VAN[naam] for naam in waarden if naam in ROL_VAN}
    with handeling(f"vastleggen_{wie.rol}" if wie.rol in rollen else _vreemd(rollen), wie, dossier, sleutel) as loop:
        for rol in rollen:
            controleer(f"vastleggen_{rol}", wie, loop.dossier)
        return _leg_vast(loop, waarden)


def leg_waarden_vast(loop: Handeling, gegevens: Mapping[str, Json], *, grond: str) -> list[Vastlegging]:
    """Records facts (no judgements) inside a running act, such as the opening or a message of the CIZ."""
    return _leg_vast(loop, {naam: Opgave(waarde, grond) for naam, waarde in gegevens.items()})


def wijk_af(wie: Medewerker, dossier: Dossier, waarde: bool | None, reden: str, sleutel: UUID | None = None) -> None:
    """The beslisser decides otherwise than the medical advice, with a reason (Awb 3:50); None takes that back.

    The advice stays as it is. Raises InvoerFout where there is no advice yet or the value is the same.
    """
    with handeling("afwijken", wie, dossier, sleutel) as loop:
        advies = loop.beeld().laatste.get(OORDEEL_MEDISCH)
        if advies is None or advies.waarde is None:
            raise InvoerFout(
                [Fout("afwijking", "nog geen medisch advies", "eerst een oordeel van de medisch adviseur")]
            )
        if waarde is not None and waarde == advies.waarde:
            raise InvoerFout([Fout("afwijking", "hetzelfde als het advies", "een ander antwoord dan het advies")])
        rij = Vastlegging.objects.create(
            dossier=loop.dossier,
            naam=OORDEEL_MEDISCH,
            waarde=waarde,
            **loop.door,
            reden=lees_tekst("reden", reden),
            afwijking=True,
        )
        loop.gegevens = _keten([rij])


def _leg_vast(loop: Handeling, waarden: Mapping[str, Opgave]) -> list[Vastlegging]:
    nu = loop.beeld()
    _controleer_namen(waarden)
    waarden = {naam: replace(w, waarde=genormaliseerd(naam, w.waarde)) for naam, w in waarden.items()}
    nieuw = {naam: waarde for naam, waarde in waarden.items() if not _gelijk(nu.laatste.get(naam), waarde)}
    _controleer_botsing(nu, nieuw)
    _controleer_aanvraagdatum(nu, nieuw)
    gegevens = nu.gegevens | {naam: w.waarde for naam, w in nieuw.items() if naam not in EIGEN_NAMEN}
    if nu.afwijking is not None and OORDEEL_MEDISCH not in nieuw:
        gegevens[OORDEEL_MEDISCH] = nu.laatste[OORDEEL_MEDISCH].waarde
    dossier = lees_gegevens({n: w for n, w in gegevens.items() if w is not None}, loop.dossier.nummer, "formulier")
    if (plan := nieuw.get("zorgplan")) is not None and plan.waarde is not None:
        lees_inzet(plan.waarde, None)
    beoordeling = beoordeel(dossier)
    _controleer_redenen(nieuw, wijkt_af_van_beeld(beoordeling, beperkingenbeeld(beoordeling)))
    rijen = [
        Vastlegging.objects.create(
            dossier=loop.dossier,
            naam=naam,
            waarde=w.waarde,
            **loop.door,
            grond=w.grond,
            reden=lees_tekst(naam, reden_van(w), verplicht=False),
            onderbouwing={deel: tekst for deel, tekst in w.onderbouwing.items() if tekst},
            tweede_reden=lees_tekst(naam, w.tweede_reden, verplicht=False),
            document=w.document,
        )
        for naam, w in nieuw.items()
    ]
    loop.gegevens |= _keten(rijen)
    return rijen


def _controleer_aanvraagdatum(nu: Beeld, waarden: Mapping[str, Opgave]) -> None:
    """The application came in on a day that was, and before everything that followed from it."""
    if (nieuw := waarden.get("aanvraagdatum")) is None or not nu.gebeurtenissen:
        return
    try:
        dag = date.fromisoformat(str(nieuw.waarde))
    except ValueError:
        raise InvoerFout([Fout("aanvraagdatum", getoond(nieuw.waarde), "een dag, want de aanvraag is er")]) from None
    niet_later_dan_vandaag("aanvraagdatum", dag)
    controleer_verloop([replace(g, datum=dag) if g.soort == "ontvangst" else g for g in nu.verloop()])


def reden_van(waarde: Opgave) -> str:
    """The reason as one text: of the medical judgement its three parts, one paragraph each."""
    delen = [
        f"{deel.capitalize()}: {waarde.onderbouwing[deel].strip()}"
        for deel in ONDERBOUWING
        if waarde.onderbouwing.get(deel, "").strip()
    ]
    return "\n\n".join([*delen, *([waarde.reden.strip()] if waarde.reden.strip() else [])])


def _controleer_namen(waarden: Mapping[str, Opgave]) -> None:
    fouten = [
        Fout("grond", repr(w.grond), "een van " + ", ".join(Vastlegging.GRONDEN), waar=naam)
        for naam, w in waarden.items()
        if w.grond and w.grond not in Vastlegging.GRONDEN
    ]
    onbekend = [naam for naam in waarden if naam not in ROL_VAN]
    fouten += [Fout(naam, "een onbekende naam", "een naam uit het vocabulaire") for naam in onbekend]
    if fouten:
        raise InvoerFout(fouten)


def _controleer_redenen(waarden: Mapping[str, Opgave], wijkt_af: bool) -> None:
    """An oordeel has a reason; one that differs from the picture of limitations has a second one."""
    fouten = []
    for naam, w in waarden.items():
        if w.waarde is None or naam not in PLAATS or not VOCABULAIRE[PLAATS[naam]].oordeel:
            continue
        if naam == OORDEEL_MEDISCH:
            ontbreekt = [deel for deel in ONDERBOUWING if not w.onderbouwing.get(deel, "").strip()]
            fouten += [Fout((naam, deel), "niets", "een reden: dit oordeel rust hierop") for deel in ontbreekt]
            if wijkt_af and not w.tweede_reden.strip():
                fouten.append(
                    Fout((naam, "tweede"), "niets", "een tweede reden, want het oordeel wijkt af van het beeld")
                )
        elif not w.reden.strip():
            fouten.append(Fout(naam, "geen reden", "een reden: dit is een oordeel"))
    if fouten:
        raise InvoerFout(fouten)


def _controleer_botsing(nu: Beeld, waarden: Mapping[str, Opgave]) -> None:
    delen = {
        naam: (w, nu.laatste[naam])
        for naam, w in waarden.items()
        if w.basis is not None and naam in nu.laatste and nu.laatste[naam].pk != w.basis
    }
    if delen:
        raise Botsing(delen)


def _gelijk(oud: Vastlegging | None, nieuw: Opgave) -> bool:
    if oud is None:
        return nieuw.waarde is None
    zelfde = oud.waarde == nieuw.waarde and type(oud.waarde) is type(nieuw.waarde)  # True equals 1 in Python
    return zelfde and oud.reden == reden_van(nieuw) and oud.tweede_reden == nieuw.tweede_reden.strip()


def genormaliseerd(naam: str, waarde: Json) -> Json:
    """A value in the one way in which it is recorded: ja as true, 12.0 as 12. What the law refuses stays as it is, to
    be named in the fault."""
    if waarde is None or naam not in PLAATS:
        return waarde
    gegeven = VOCABULAIRE[PLAATS[naam]]
    try:
        gelezen = lezer_van(gegeven)(waarde)
    except Ongeldig:
        return waarde
    if gegeven.soort is EURO:
        return getal(Decimal(str(gelezen)) / 100)
    return getal(gelezen) if isinstance(gelezen, Decimal) else gelezen if isinstance(gelezen, bool) else waarde


def _keten(rijen: Iterable[Vastlegging]) -> dict[str, Any]:
    """What the chain keeps: which rows, and a fingerprint of each, so that a later change of them shows."""
    return {"vastleggingen": [{"id": rij.pk, "naam": rij.naam, "sha256": vingerafdruk(rij.inhoud())} for rij in rijen]}


def _vreemd(rollen: set[str]) -> str:
    """The act to name in the refusal where none of the values is for this role."""
    return f"vastleggen_{min(rollen)}" if rollen else "vastleggen_zorgadviseur"
