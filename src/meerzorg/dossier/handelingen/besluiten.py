"""Deciding: freeze, sign, where needed sign again by someone else, make known by letter."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from uuid import UUID

from meerzorg.dossier import post
from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld, vandaag
from meerzorg.dossier.brieven.inhoud import Afwijking, Briefgegevens, Reden
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.handelingen.aanvraag import neem_voorstel_terug
from meerzorg.dossier.handelingen.inwerkingtreding import belet_toekenning, treed_in_werking
from meerzorg.dossier.handelingen.kern import GeenRecht, Handeling, handeling, lees_tekst
from meerzorg.dossier.keten import vingerafdruk
from meerzorg.dossier.models import (
    Besluit,
    Besluitsoort,
    Besluitstatus,
    Brief,
    Dossier,
    Gebeurtenis,
    Opmerking,
)
from meerzorg.klok import nu
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import Toestand
from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.verslag import verslag, voorlopig
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.fouten import Fout, InvoerFout, Weigering
from regeltaal.soorten import toon

OOK_MET_REDEN = ("benodigde_uren", "vastgestelde_kosten", "toeslag", "toeslag_bedrag")
"""Facts whose reason belongs in the letter as well, where one was given."""


class Veranderd(Weigering):
    """The dossier changed since the signer looked at it: look again before signing."""


def belet(b: Beeld) -> list[str]:
    """Why nothing can be signed yet, each as a Dutch sentence; empty where signing is possible."""
    beoordeling = b.beoordeling
    redenen = [f"Nog te beantwoorden: {gegeven.vraag}" for gegeven in beoordeling.openstaand]
    if beoordeling.uitkomst == "onbepaald" and not redenen:
        redenen.append("De uitkomst is nog niet te bepalen.")
    if voorlopig(beoordeling):
        redenen.append("De uitkomst is voorlopig: het kader of de normen zijn nog niet vastgesteld.")
    if b.afwijking is not None and not b.afwijking.reden:
        redenen.append("De reden van de afwijking van het medisch advies ontbreekt.")
    if not redenen and beoordeling.periode and beoordeling.w["toegekend_totaal"]:
        redenen.append(belet_toekenning(b.dossier, b.gegevens, beoordeling.periode))
    return list(filter(None, redenen))


def open_gronden(beoordeling: Beoordeling) -> list[str]:
    """Of a refusal: the grounds about which nothing is known yet, so that signing now would leave them out."""
    if beoordeling.uitkomst != "afwijzing" or beoordeling.kader is None:
        return []
    return [GRONDEN[code].zin for code, feit in beoordeling.kader.gronden.items() if beoordeling.w[feit] is None]


def waarom_tweede(b: Beeld) -> tuple[str, ...]:
    """Why a second signer is needed, as the law of the outcome says; empty where one signature is enough."""
    return b.beoordeling.waarom_tweede(afgeweken=b.afwijking is not None)


def redenen(b: Beeld) -> list[Reden]:
    """The judgements with the reasons of the professionals, in step order, in their own words."""
    uit = []
    for gegeven in VOCABULAIRE:
        v = b.laatste.get(gegeven.naam)
        if gegeven.naam == OORDEEL_MEDISCH and b.afwijking is not None:
            v = b.afwijking  # the decision rests on this one, and a refusal must be able to give its reason
        if v is None or v.waarde is None or not v.reden or not (gegeven.oordeel or gegeven.naam in OOK_MET_REDEN):
            continue
        waarde = b.invoer.waarden[PLAATS[gegeven.naam]]
        uit.append(
            Reden(
                stap=gegeven.stap,
                vraag=gegeven.naam,
                antwoord=toon(waarde, gegeven.soort),
                rol=v.rol,
                wie=v.auteur.naam,
                reden="\n\n".join(filter(None, [v.reden, v.tweede_reden])),
            )
        )
    return uit


def afwijkingen(b: Beeld) -> list[Afwijking]:
    """Where the decision differs from the medical advice, with both reasons (Awb 3:50)."""
    advies = b.laatste.get(OORDEEL_MEDISCH)
    if b.afwijking is None or advies is None:
        return []
    gegeven = VOCABULAIRE[PLAATS[OORDEEL_MEDISCH]]
    return [
        Afwijking(
            vraag=OORDEEL_MEDISCH,
            advies=f"{toon(advies.waarde, gegeven.soort)}. {advies.reden}",
            besluit=toon(b.afwijking.waarde, gegeven.soort),
            wie=advies.auteur.naam,
            reden=b.afwijking.reden,
        )
    ]


def bevries(b: Beeld, wie: Medewerker, toelichting: str = "") -> Besluit:
    """The decision as it would be taken now, not stored: the preview shows this, and signing stores it."""
    beoordeling = b.beoordeling
    inhoud = json.loads(
        json.dumps(
            {
                "gegevens": b.gegevens,
                "verslag": verslag(beoordeling, met_verklaring=True).als_data(),
                "redenen": [asdict(reden) for reden in redenen(b)],
                "afwijkingen": [asdict(afwijking) for afwijking in afwijkingen(b)],
                "toelichting": toelichting,
            }
        )
    )
    periode = beoordeling.periode
    return Besluit(
        dossier=b.dossier,
        soort=b.dossier.besluitsoort,
        versie=b.dossier.versie,
        kader=beoordeling.kader.id if beoordeling.kader else "",
        uitkomst=beoordeling.uitkomst,
        toegekend_totaal=beoordeling.w.get("toegekend_totaal") or 0,
        van=periode[0] if periode else None,
        tot_en_met=periode[1] if periode else None,
        regelset_sha256=inhoud["verslag"]["regelset"]["sha256"],
        besluit_sha256=vingerafdruk(inhoud),
        tweede_nodig=bool(waarom_tweede(b)),
        eerste=wie,
        **inhoud,
    )


def onderteken(
    wie: Medewerker, dossier: Dossier, versie: int, toelichting: str = "", sleutel: UUID | None = None
) -> Besluit:
    """The first signature. Without need of a second one the decision is made known at once.

    Raises Veranderd where the dossier is not the `versie` that was looked at, InvoerFout where something is open.
    """
    with handeling("besluit_voorstellen", wie, dossier, sleutel) as loop:
        _zelfde(loop, versie)
        b = loop.beeld()
        _niet_van_de_adviseur(b, wie)
        if gevonden := belet(b):
            raise InvoerFout([Fout("besluit", reden, "een volledig dossier") for reden in gevonden])
        besluit = bevries(b, wie, lees_tekst("toelichting", toelichting, verplicht=False, langste=4000))
        brief(brief_van(besluit, b, vandaag()))  # a decision that no letter can tell is not signed at all
        besluit.save()
        loop.dossier.toestand = Toestand.VOORGESTELD
        loop.gegevens = {"besluit": besluit.pk, "sha256": besluit.besluit_sha256}
        if not besluit.tweede_nodig:
            _maak_bekend(loop, besluit)
    return besluit


def teken_als_tweede(wie: Medewerker, dossier: Dossier, versie: int, sleutel: UUID | None = None) -> Besluit:
    """The second signature, by someone else than the first; the decision is made known."""
    with handeling("besluit_tekenen", wie, dossier, sleutel) as loop:
        _zelfde(loop, versie)
        besluit = loop.dossier.besluiten.select_for_update().get(status=Besluitstatus.VOORGESTELD)
        if besluit.eerste_id == wie.pk:
            raise GeenRecht("U tekende dit besluit al als eerste. De tweede handtekening is van iemand anders.")
        _niet_van_de_adviseur(loop.beeld(), wie)
        besluit.tweede, besluit.tweede_op = wie, nu()
        loop.gegevens = {"besluit": besluit.pk, "sha256": besluit.besluit_sha256}
        _maak_bekend(loop, besluit)
    return besluit


def neem_terug(wie: Medewerker, dossier: Dossier, reden: str, sleutel: UUID | None = None) -> None:
    """Takes a proposed decision back, with a reason; the dossier is open again."""
    with handeling("voorstel_terugnemen", wie, dossier, sleutel) as loop:
        neem_voorstel_terug(loop, lees_tekst("reden", reden, langste=2000))
        loop.dossier.toestand = Toestand.IN_BEHANDELING


def herzie(wie: Medewerker, dossier: Dossier, soort: Besluitsoort, reden: str, sleutel: UUID | None = None) -> None:
    """Opens a decided dossier for a decision of this kind in the place of the one in force, which stays so meanwhile.

    Raises InvoerFout without a reason; ValueError for a decision on the application itself, which was taken.
    """
    if soort is Besluitsoort.AANVRAAG:
        raise ValueError(soort)
    with handeling("besluit_herzien", wie, dossier, sleutel) as loop:
        tekst = f"Het besluit wordt herzien: {soort.label}. {lees_tekst('reden', reden, langste=2000)}"
        Opmerking.objects.create(dossier=loop.dossier, tekst=tekst, **loop.door)
        loop.dossier.toestand, loop.dossier.besluitsoort = Toestand.IN_BEHANDELING, soort
        loop.gegevens = {"soort": soort}


def brief_van(besluit: Besluit, b: Beeld, dag: date) -> Briefgegevens:
    """What the letter of this decision says when it is sent on `dag`."""
    return post.gegevens_besluitbrief(besluit, b, besluit.eerste.naam, dag)


def _maak_bekend(loop: Handeling, besluit: Besluit) -> Brief:
    dag = vandaag()
    besluit.wordt(Besluitstatus.BEKENDGEMAAKT)
    besluit.bekendgemaakt_op = dag
    treed_in_werking(loop, besluit, dag)
    verzonden = post.verstuur(brief_van(besluit, loop.beeld(), dag), loop.dossier, loop.auteur, besluit)
    Gebeurtenis.objects.create(
        dossier=loop.dossier,
        soort="bekendmaking",
        datum=dag,
        **loop.door,
    )
    loop.dossier.toestand = Toestand.BESLOTEN
    loop.gegevens |= {"brief": verzonden.pk, "brief_sha256": verzonden.sha256}
    return verzonden


def _niet_van_de_adviseur(b: Beeld, wie: Medewerker) -> None:
    """The medical judgement and the decision are of different people, also where one person has both roles."""
    advies = b.laatste.get(OORDEEL_MEDISCH)
    if advies is not None and advies.auteur.medewerker_id == wie.pk:
        raise GeenRecht("U gaf het medisch oordeel in dit dossier. Iemand anders ondertekent het besluit.")


def _zelfde(loop: Handeling, versie: int) -> None:
    if loop.dossier.versie != versie:
        raise Veranderd("Het dossier is veranderd sinds u het bekeek. Lees het besluit opnieuw voordat u tekent.")
