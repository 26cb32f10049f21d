"""The letters of a dossier: filled from what is recorded, stored by hash, the same bytes as the preview showed."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.conf import settings

from meerzorg.dossier.beeld import Beeld
from meerzorg.dossier.bestanden import MIME, Bestand, Opslag
from meerzorg.dossier.brieven.inhoud import Afwijking, Afzender, Briefgegevens, Geadresseerde, Reden, soort_voor
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.brieven.pdf import als_pdf
from meerzorg.dossier.models import Besluit, Brief, Dossier, Tekstblok
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Zorgkantoor
from meerzorg.wet.termijnen.berekening import termijnen
from meerzorg.wet.termijnen.gebeurtenissen import Gebeurtenis


def opslag() -> Opslag:
    """The store of documents and letters: files by the hash of their content."""
    return Opslag(settings.DOCUMENTEN)


def gegevens_voor(
    soort: str, b: Beeld, ondertekenaar: str, dag: date, erbij: tuple[Gebeurtenis, ...] = (), **velden: Any
) -> Briefgegevens:
    """What a letter of this kind says on this day; `erbij` are the events that the letter itself causes."""
    dossier = b.dossier
    return Briefgegevens(
        soort=soort,
        dossiernummer=dossier.nummer,
        datum=dag,
        afzender=afzender(dossier.zorgkantoor),
        geadresseerde=geadresseerde(dossier),
        client=dossier.client.naam,
        ondertekenaar=ondertekenaar,
        termijnen=tuple(termijnen(b.verloop(erbij), dag)),
        blokken=tekstblokken(dossier.zorgkantoor),
        **velden,
    )


def gegevens_besluitbrief(besluit: Besluit, b: Beeld, ondertekenaar: str, dag: date) -> Briefgegevens:
    """The letter of a frozen decision, on the day it is sent: it says what was frozen, not what is known later."""
    velden = {
        "verslag": besluit.bevroren,
        "redenen": tuple(Reden(**reden) for reden in besluit.redenen),
        "afwijkingen": tuple(Afwijking(**afwijking) for afwijking in besluit.afwijkingen),
    }
    bekendmaking = (Gebeurtenis(dag, "bekendmaking"),)
    return gegevens_voor(soort_voor(besluit.uitkomst), b, ondertekenaar, dag, bekendmaking, **velden)


def verstuur(gegevens: Briefgegevens, dossier: Dossier, auteur: Actor, besluit: Besluit | None = None) -> Brief:
    """Makes the PDF, stores it by its hash, and records that it was sent; inside the transaction of an act."""
    gemaakt = brief(gegevens)
    inhoud = als_pdf(gemaakt)
    sha256 = hashlib.sha256(inhoud).hexdigest()
    pdf = Bestand("pdf", MIME["pdf"], len(inhoud), sha256, f"{dossier.nummer}.pdf", inhoud)
    return Brief.objects.create(
        dossier=dossier,
        besluit=besluit,
        soort=gegevens.soort,
        onderwerp=gemaakt.onderwerp,
        datum=gegevens.datum,
        sha256=opslag().bewaar(pdf),
        omvang=pdf.omvang,
        auteur=auteur,
    )


def afzender(zorgkantoor: Zorgkantoor) -> Afzender:
    return Afzender(
        naam=zorgkantoor.naam,
        adres=tuple(zorgkantoor.adres.splitlines()),
        telefoon=zorgkantoor.telefoon,
        email=zorgkantoor.email,
        website=zorgkantoor.website,
    )


def geadresseerde(dossier: Dossier) -> Geadresseerde:
    """The representative where there is one, else the client."""
    client = dossier.client
    naam = (client.vertegenwoordiger() or client).naam
    return Geadresseerde(naam, (client.adres, f"{client.postcode}  {client.plaats}"), f"Beste {naam},")


def tekstblokken(zorgkantoor: Zorgkantoor) -> dict[str, str]:
    """The texts this zorgkantoor worded itself: the last version of each; an empty one gives the standard text back."""
    blokken = {blok.naam: blok.tekst for blok in Tekstblok.objects.filter(zorgkantoor=zorgkantoor)}
    return {naam: tekst for naam, tekst in blokken.items() if tekst}
