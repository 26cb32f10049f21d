"""Opening a dossier, and ending it without a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from meerzorg.dossier import keten
from meerzorg.dossier.handelingen.kern import Handeling, controleer, eenmalig, handeling, lees_tekst, rond_af
from meerzorg.dossier.handelingen.vastleggen import leg_waarden_vast
from meerzorg.dossier.handelingen.verloopcontrole import niet_later_dan_vandaag
from meerzorg.dossier.models import Besluitstatus, Dossier, Gebeurtenis, Opmerking
from meerzorg.personen.bsn import lees_bsn
from meerzorg.personen.models import Betrokkene, Betrokkenesoort, Client
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import Toestand
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.vorm import Json


@dataclass(frozen=True)
class Clientgegevens:
    """Who the client is, as typed."""

    bsn: str
    naam: str
    geboortedatum: date
    adres: str
    postcode: str
    plaats: str
    email: str = ""
    vertegenwoordiger: str = ""


def open_dossier(
    wie: Medewerker,
    client: Clientgegevens,
    gegevens: Mapping[str, Json],
    *,
    grond: str = "aanvraag",
    sleutel: UUID | None = None,
) -> Dossier:
    """Opens a dossier of the own zorgkantoor with its first vastleggingen; the application came in on aanvraagdatum.

    Raises InvoerFout with every fault, GeenRecht, AlGedaan. A known client keeps the older data: those are corrected
    in the administration, not by a new application.
    """
    controleer("dossier_openen", wie, None)
    aanvraagdatum = _aanvraagdatum(gegevens)
    with transaction.atomic():
        keten.op_slot()  # two new dossiers never get the same number
        eenmalig(sleutel)
        dossier = Dossier.objects.create(
            nummer=nieuw_nummer(aanvraagdatum.year),
            client=_client(client, wie.zorgkantoor_id, aanvraagdatum),
            zorgkantoor_id=wie.zorgkantoor_id,
        )
        loop = Handeling("dossier_openen", wie, dossier, sleutel)
        leg_waarden_vast(loop, gegevens, grond=grond)
        _gebeurtenis(loop, "ontvangst", aanvraagdatum)
        rond_af(loop)
    return dossier


def trek_in(wie: Medewerker, dossier: Dossier, datum: date, toelichting: str, sleutel: UUID | None = None) -> None:
    """Records that the client withdraws the application; nothing is decided any more."""
    with handeling("intrekken", wie, dossier, sleutel) as loop:
        niet_later_dan_vandaag("datum", datum)
        neem_voorstel_terug(loop, "De aanvraag is ingetrokken.")
        tekst = f"De aanvraag is ingetrokken op {datum:%d-%m-%Y}. {lees_tekst('toelichting', toelichting)}"
        Opmerking.objects.create(
            dossier=loop.dossier,
            tekst=tekst,
            **loop.door,
        )
        loop.dossier.toestand = Toestand.INGETROKKEN
        loop.gegevens = {"datum": datum.isoformat()}


def maak_opmerking(wie: Medewerker, dossier: Dossier, tekst: str, medisch: bool, sleutel: UUID | None = None) -> None:
    """Adds a remark to the timeline; only medical roles can make a medical one."""
    with handeling("opmerking_maken", wie, dossier, sleutel) as loop:
        if medisch:
            controleer("medisch_zien", wie, loop.dossier)
        opmerking = Opmerking.objects.create(
            dossier=loop.dossier,
            tekst=lees_tekst("tekst", tekst),
            medisch=medisch,
            **loop.door,
        )
        loop.gegevens = {"opmerking": opmerking.pk}


def nieuw_nummer(jaar: int) -> str:
    """The next dossier number of this year, such as MZ-2026-000123; unique, the database sees to it."""
    begin = f"MZ-{jaar}-"
    laatste = Dossier.objects.filter(nummer__startswith=begin).order_by("-nummer").values_list("nummer", flat=True)
    hoogste = laatste.first()
    return f"{begin}{int(hoogste.removeprefix(begin)) + 1 if hoogste else 1:06d}"


def neem_voorstel_terug(loop: Handeling, reden: str) -> None:
    """Takes back a decision that still waits for its second signature, where there is one."""
    for besluit in loop.dossier.besluiten.filter(status=Besluitstatus.VOORGESTELD):
        besluit.wordt(Besluitstatus.TERUGGENOMEN)
        besluit.teruggenomen_reden = reden
        besluit.save()


def _aanvraagdatum(gegevens: Mapping[str, Json]) -> date:
    tekst = gegevens.get("aanvraagdatum")
    try:
        dag = date.fromisoformat(str(tekst))
    except ValueError:
        gevonden = "niets" if tekst is None else repr(tekst)
        raise InvoerFout([Fout("aanvraagdatum", gevonden, "de dag waarop de aanvraag kwam")]) from None
    niet_later_dan_vandaag("aanvraagdatum", dag)
    return dag


def _client(gegevens: Clientgegevens, zorgkantoor: str, dag: date) -> Client:
    """The client at this zorgkantoor, found or made; who speaks for a new one does so from this day on."""
    bsn = lees_bsn(gegevens.bsn)
    niet_later_dan_vandaag("geboortedatum", gegevens.geboortedatum)
    velden = {
        "naam": lees_tekst("naam", gegevens.naam, langste=100),
        "geboortedatum": gegevens.geboortedatum,
        "adres": lees_tekst("adres", gegevens.adres, langste=150),
        "postcode": lees_tekst("postcode", gegevens.postcode, langste=7),
        "plaats": lees_tekst("plaats", gegevens.plaats, langste=80),
        "email": gegevens.email,
    }
    wie = lees_tekst("vertegenwoordiger", gegevens.vertegenwoordiger, verplicht=False, langste=100)
    client, nieuw = Client.objects.get_or_create(zorgkantoor_id=zorgkantoor, bsn=bsn, defaults=velden)
    if not nieuw and client.geboortedatum != gegevens.geboortedatum:
        fout = Fout("geboortedatum", gegevens.geboortedatum.isoformat(), "de geboortedatum die bij dit BSN bekend is")
        raise InvoerFout([fout])
    if nieuw and wie:
        soort = Betrokkenesoort.VERTEGENWOORDIGER
        Betrokkene.objects.create(client=client, soort=soort, naam=wie, van=dag, krijgt_besluiten=True)
    return client


def _gebeurtenis(loop: Handeling, soort: str, datum: date) -> None:
    Gebeurtenis.objects.create(
        dossier=loop.dossier,
        soort=soort,
        datum=datum,
        **loop.door,
    )
