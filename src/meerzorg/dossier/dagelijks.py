"""What happens every day by itself: terms that moved, reminders, seals. Safe to run twice, or by two at once.

Each dossier and each zorgkantoor is a transaction of its own, and a reminder counts once by its `sleutel`: after a kill
the next run does what was left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform

from meerzorg.dossier.beeld import beeld
from meerzorg.dossier.herbereken import herbouw_een
from meerzorg.dossier.meldingpost import stuur
from meerzorg.dossier.models import Besluit, Besluitstatus, Dossier, Gebeurtenis, Melding, Toekenning
from meerzorg.dossier.status import EINDSTANDEN
from meerzorg.dossier.zegel import verzegel
from meerzorg.toegang.models import Zorgkantoor
from meerzorg.toegang.rechten import Toestand
from meerzorg.wet.termijnen.kalender import voluit

VOORAF = timedelta(days=14)
"""How long before the last day of a term a reminder comes."""
HERBEOORDELING_VOORAF = timedelta(days=366)
"""No invitation is earlier than this before the end of a grant; it only keeps the search small."""


class Nieuw(NamedTuple):
    """A reminder to give: about which dossier, to which role, and the mark by which it counts once."""

    dossier: int
    nummer: str
    rol: str
    soort: str
    sleutel: str
    tekst: str


@dataclass
class Gedaan:
    """What one run did."""

    bijgewerkt: int = 0
    afgehandeld: int = 0
    zegels: int = 0
    gemaild: int = 0
    niet_gemaild: int = 0
    meldingen: dict[str, int] = field(default_factory=dict)


def draai(dag: date) -> Gedaan:
    """Everything for this day."""
    gedaan = Gedaan(bijgewerkt=werk_termijnen_bij(dag))
    gedaan.afgehandeld = ruim_meldingen_op(dag)
    for zorgkantoor in Zorgkantoor.objects.order_by("pk"):
        nieuw = list(geef_meldingen(zorgkantoor, [*_alle(zorgkantoor, dag)], dag))
        for melding in nieuw:
            gedaan.meldingen[melding.soort] = gedaan.meldingen.get(melding.soort, 0) + 1
        gelukt, mislukt = stuur(zorgkantoor, nieuw)
        gedaan.gemaild, gedaan.niet_gemaild = gedaan.gemaild + gelukt, gedaan.niet_gemaild + mislukt
    gedaan.zegels = verzegel(dag)
    return gedaan


def werk_termijnen_bij(dag: date) -> int:
    """A term that stands still moves a day each day, until the term to complete the application lapses."""
    lopend = Dossier.objects.filter(staat_stil=True).exclude(toestand__in=EINDSTANDEN)
    oud = lopend.filter(Q(bijgewerkt_op__lt=dag) | Q(bijgewerkt_op__isnull=True))
    sleutels = list(oud.order_by("pk").values_list("pk", flat=True))
    for pk in sleutels:
        herbouw_een(pk, dag)
    return len(sleutels)


def geef_meldingen(zorgkantoor: Zorgkantoor, nieuw: list[Nieuw], dag: date) -> Iterable[Melding]:
    """Stores those that were not given before; two runs at once wait for each other here. Returns the new ones."""
    with transaction.atomic():
        Zorgkantoor.objects.select_for_update().get(pk=zorgkantoor.pk)
        bekend: set[str] = set()
        for begin in range(0, len(nieuw), 500):
            deel = [n.sleutel for n in nieuw[begin : begin + 500]]
            bekend |= set(Melding.objects.filter(sleutel__in=deel).values_list("sleutel", flat=True))
        rijen = [
            Melding(
                zorgkantoor=zorgkantoor,
                rol=n.rol,
                dossier_id=n.dossier,
                soort=n.soort,
                sleutel=n.sleutel,
                tekst=f"{n.nummer}: {n.tekst}",
                datum=dag,
            )
            for n in nieuw
            if n.sleutel not in bekend
        ]
        return list(Melding.objects.bulk_create(rijen, batch_size=500))


def ruim_meldingen_op(dag: date) -> int:
    """Closes the reminders about what is done, or was overtaken."""
    open_ = Melding.objects.filter(afgehandeld=False)
    klaar = open_.filter(dossier__toestand__in=EINDSTANDEN).exclude(soort="herbeoordeling")
    getekend = open_.filter(soort="tweede_handtekening").exclude(dossier__toestand=Toestand.VOORGESTELD)
    voorbij = open_.filter(soort="bijna_te_laat", dossier__uiterlijk__lt=dag)
    later = dag + VOORAF
    ruimte = open_.filter(soort="bijna_te_laat", dossier__uiterlijk__gt=later) | open_.filter(
        soort="te_laat", dossier__uiterlijk__gte=dag
    )
    sleutels: set[int] = set()
    for vraag in (klaar, getekend, voorbij, ruimte):
        sleutels |= set(vraag.values_list("pk", flat=True))
    for begin in range(0, len(lijst := sorted(sleutels)), 500):
        Melding.objects.filter(pk__in=lijst[begin : begin + 500]).update(afgehandeld=True)
    return len(sleutels)


# --- which reminders there are --------------------------------------------------------------------------------------


def _alle(zorgkantoor: Zorgkantoor, dag: date) -> Iterator[Nieuw]:
    yield from _termijnen(zorgkantoor, dag)
    yield from _verstreken_aanvullingen(zorgkantoor, dag)
    yield from _tweede_handtekeningen(zorgkantoor)
    yield from _herbeoordelingen(zorgkantoor, dag)


def _termijnen(zorgkantoor: Zorgkantoor, dag: date) -> Iterator[Nieuw]:
    """What is late, and what will be within fourteen days; not while the clock stands still."""
    lopend = Dossier.objects.filter(zorgkantoor=zorgkantoor, staat_stil=False, uiterlijk__lte=dag + VOORAF)
    velden = ("pk", "nummer", "aan_zet", "uiterlijk", "vraag")
    for pk, nummer, aan_zet, uiterlijk, vraag in lopend.exclude(toestand__in=EINDSTANDEN).values_list(*velden):
        if uiterlijk < dag:
            tekst = f"De beslistermijn is voorbij sinds {voluit(uiterlijk)}. Nu nodig: {vraag}"
            for rol in {aan_zet, "teamleider"}:
                yield Nieuw(pk, nummer, rol, "te_laat", f"te_laat:{nummer}:{uiterlijk}:{rol}", tekst[:270])
        else:
            tekst = f"Het besluit moet er zijn op {voluit(uiterlijk)}. Nu nodig: {vraag}"
            sleutel = f"bijna_te_laat:{nummer}:{uiterlijk}:{aan_zet}"
            yield Nieuw(pk, nummer, aan_zet, "bijna_te_laat", sleutel, tekst[:270])


def _verstreken_aanvullingen(zorgkantoor: Zorgkantoor, dag: date) -> Iterator[Nieuw]:
    """Requests for completion whose term is over without an answer: the beslisser goes on or stops (Awb 4:5)."""
    antwoord = Gebeurtenis.objects.filter(
        dossier=OuterRef("dossier"), soort="aanvulling_ontvangen", datum__gte=OuterRef("datum")
    )
    later = Gebeurtenis.objects.filter(dossier=OuterRef("dossier"), soort="verzoek_aanvulling", id__gt=OuterRef("id"))
    verzoeken = (
        Gebeurtenis.objects.filter(soort="verzoek_aanvulling", dossier__zorgkantoor=zorgkantoor)
        .exclude(Q(dossier__toestand__in=EINDSTANDEN) | Q(dossier__staat_stil=True))
        .exclude(Exists(antwoord) | Exists(later))
        .select_related("dossier")
    )
    bekend = set(Melding.objects.filter(soort="aanvulling_verstreken").values_list("sleutel", flat=True))
    for verzoek in verzoeken:
        sleutel = f"aanvulling_verstreken:{verzoek.pk}"
        if sleutel in bekend:
            continue
        termijnen = beeld(verzoek.dossier).termijnen(dag)
        einde = max((t.uiterlijk for t in termijnen if t.termijn == "hersteltermijn"), default=None)
        if einde is not None and einde < dag:
            tekst = (
                f"De termijn voor de aanvulling was {voluit(einde)}. Er is geen antwoord vastgelegd. "
                "Behandel de aanvraag zonder aanvulling, of neem haar niet in behandeling."
            )
            yield Nieuw(
                verzoek.dossier_id, verzoek.dossier.nummer, "beslisser", "aanvulling_verstreken", sleutel, tekst
            )


def _tweede_handtekeningen(zorgkantoor: Zorgkantoor) -> Iterator[Nieuw]:
    """Proposed decisions that wait; the beslisser and the teamleider can both sign."""
    besluiten = Besluit.objects.filter(status=Besluitstatus.VOORGESTELD, dossier__zorgkantoor=zorgkantoor)
    for pk, dossier, nummer in besluiten.values_list("pk", "dossier_id", "dossier__nummer"):
        for rol in ("beslisser", "teamleider"):
            sleutel = f"tweede_handtekening:{pk}:{rol}"
            tekst = "Een besluit wacht op de tweede handtekening."
            yield Nieuw(dossier, nummer, rol, "tweede_handtekening", sleutel, tekst)


def _herbeoordelingen(zorgkantoor: Zorgkantoor, dag: date) -> Iterator[Nieuw]:
    """Awards whose client is to be invited for the next assessment, unless there is a newer application."""
    nieuwer = Dossier.objects.filter(client=OuterRef("client"), id__gt=OuterRef("besluit__dossier"))
    toekenningen = (
        Toekenning.objects.vanaf(dag)
        .filter(client__zorgkantoor=zorgkantoor, tot_en_met__lte=dag + HERBEOORDELING_VOORAF)
        .exclude(Exists(nieuwer))
        .annotate(
            op=KeyTextTransform("herbeoordeling_uitnodiging", "besluit__verslag"), nummer=F("besluit__dossier__nummer")
        )
    )
    velden = ("besluit_id", "besluit__dossier_id", "nummer", "op", "tot_en_met")
    for pk, dossier, nummer, op, einde in toekenningen.values_list(*velden):
        if op and date.fromisoformat(op) <= dag:
            tekst = f"De meerzorg loopt tot en met {voluit(einde)}. Nodig de cliënt uit voor de herbeoordeling."
            yield Nieuw(dossier, nummer, "zorgadviseur", "herbeoordeling", f"herbeoordeling:{pk}", tekst)


SOORTEN: dict[str, Any] = {
    "te_laat": "te laat",
    "bijna_te_laat": "te laat binnen 14 dagen",
    "aanvulling_verstreken": "aanvulling niet gekomen",
    "tweede_handtekening": "wacht op tweede handtekening",
    "herbeoordeling": "uitnodigen voor herbeoordeling",
}
"""The kinds of reminders, in words."""
