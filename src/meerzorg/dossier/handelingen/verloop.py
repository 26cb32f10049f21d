"""The course of the procedure: asking for what is missing, extending the term, asking advice, adding documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from meerzorg.dossier import post
from meerzorg.dossier.beeld import Beeld, vandaag
from meerzorg.dossier.bestanden import Bestand
from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.handelingen.kern import Handeling, controleer, handeling, lees_tekst
from meerzorg.dossier.handelingen.verloopcontrole import controleer_verloop, niet_later_dan_vandaag
from meerzorg.dossier.models import Adviesvraag, Brief, Document, Dossier, Gebeurtenis
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import Toestand
from meerzorg.wet.termijnen import gebeurtenissen as wet
from meerzorg.wet.termijnen.berekening import termijnen
from regeltaal.fouten import Fout, InvoerFout

HERSTELTERMIJN_DAGEN = 14
"""Proposed term to complete an application; Awb 4:5 leaves its length free (aanname, see docs/interpretaties.md)."""


def bevestig_ontvangst(wie: Medewerker, dossier: Dossier, sleutel: UUID | None = None) -> Brief:
    """Sends the letter that says when the answer comes, once per dossier."""
    with handeling("ontvangst_bevestigen", wie, dossier, sleutel) as loop:
        if loop.dossier.brieven.filter(soort="ontvangstbevestiging").exists():
            raise InvoerFout([Fout("ontvangstbevestiging", "al verzonden", "één bevestiging per dossier")])
        brief = post.verstuur(gegevens_ontvangst(loop.beeld(), wie), loop.dossier, loop.auteur)
        loop.gegevens = {"brief": brief.pk, "sha256": brief.sha256}
    return brief


def vraag_aanvulling(
    wie: Medewerker, dossier: Dossier, vragen: Sequence[str], dagen: int, sleutel: UUID | None = None
) -> Brief:
    """Asks in one letter for all that is missing, within a term of `dagen` days; the clock stops (Awb 4:5, 4:15).

    Raises InvoerFout without a question or a term, and where another request is still open: ask everything at once, or
    wait for the answer.
    """
    teksten = tuple(lees_tekst("vraag", vraag, langste=500) for vraag in vragen if vraag.strip())
    if not teksten:
        raise InvoerFout([Fout("vragen", "geen enkele vraag", "ten minste één vraag")])
    if dagen < 1:
        raise InvoerFout([Fout("dagen", str(dagen), "ten minste één dag")])
    with handeling("aanvulling_vragen", wie, dossier, sleutel) as loop:
        if loop.dossier.toestand == Toestand.WACHT_OP_AANVULLING:
            fout = Fout(
                "aanvulling", "er loopt al een verzoek", "eerst de aanvulling vastleggen of de termijn afwachten"
            )
            raise InvoerFout([fout])
        b = loop.beeld()
        _gebeurtenis(loop, "verzoek_aanvulling", vandaag(), dagen=dagen, vragen=list(teksten))
        brief = post.verstuur(gegevens_verzoek(b, wie, teksten, dagen), loop.dossier, loop.auteur)
        loop.gegevens = {"brief": brief.pk, "sha256": brief.sha256, "dagen": dagen}
    return brief


def ontvang_aanvulling(
    wie: Medewerker, dossier: Dossier, datum: date, toelichting: str = "", sleutel: UUID | None = None
) -> None:
    """Records that what was asked came in on `datum`; the clock runs again from that day."""
    with handeling("aanvulling_ontvangen", wie, dossier, sleutel) as loop:
        niet_later_dan_vandaag("datum", datum)
        _gebeurtenis(loop, "aanvulling_ontvangen", datum, toelichting=toelichting)
        loop.gegevens = {"datum": datum.isoformat()}


def verleng_termijn(wie: Medewerker, dossier: Dossier, dagen: int, reden: str, sleutel: UUID | None = None) -> Brief:
    """Tells the client that the decision comes later, by when and why (Awb 4:14 lid 3)."""
    with handeling("termijn_verlengen", wie, dossier, sleutel) as loop:
        reden = lees_tekst("reden", reden, langste=2000)
        b = loop.beeld()
        _gebeurtenis(loop, "verlenging_beslistermijn", vandaag(), dagen=dagen, toelichting=reden)
        brief = post.verstuur(gegevens_verlenging(b, wie, dagen, reden), loop.dossier, loop.auteur)
        loop.gegevens = {"brief": brief.pk, "sha256": brief.sha256, "dagen": dagen}
    return brief


def gegevens_ontvangst(b: Beeld, wie: Medewerker) -> Briefgegevens:
    """What the confirmation of receipt says when `wie` sends it today."""
    return post.gegevens_voor("ontvangstbevestiging", b, wie.naam, vandaag())


def gegevens_verzoek(b: Beeld, wie: Medewerker, vragen: Sequence[str], dagen: int) -> Briefgegevens:
    """What the request for completion says when `wie` sends it today; `b` is the picture before it."""
    dag = vandaag()
    erbij = (wet.Gebeurtenis(dag, "verzoek_aanvulling", dagen),)
    eigen = (t for t in termijnen([*b.verloop(), *erbij], dag) if t.termijn == "hersteltermijn" and t.begin == dag)
    velden = {"vragen": tuple(vragen), "hersteltermijn": max(t.uiterlijk for t in eigen)}
    return post.gegevens_voor("verzoek_aanvulling", b, wie.naam, dag, erbij, **velden)


def gegevens_verlenging(b: Beeld, wie: Medewerker, dagen: int, reden: str) -> Briefgegevens:
    """What the notice of a later decision says when `wie` sends it today; `b` is the picture before it."""
    erbij = (wet.Gebeurtenis(vandaag(), "verlenging_beslistermijn", dagen),)
    velden = {"verlenging_dagen": dagen, "verlenging_reden": reden}
    return post.gegevens_voor("verlenging_beslistermijn", b, wie.naam, vandaag(), erbij, **velden)


def vraag_advies(
    wie: Medewerker, dossier: Dossier, aan: str, deskundige: str, vraag: str, sleutel: UUID | None = None
) -> Adviesvraag:
    """Asks an expert; medical when a medical role asks it. Advice does not stop the clock by itself."""
    if aan not in Adviesvraag.AAN:
        raise InvoerFout([Fout("aan", repr(aan), "een van " + ", ".join(Adviesvraag.AAN))])
    with handeling("advies_vragen", wie, dossier, sleutel) as loop:
        adviesvraag = Adviesvraag.objects.create(
            dossier=loop.dossier,
            aan=aan,
            deskundige=lees_tekst("deskundige", deskundige, langste=100),
            vraag=lees_tekst("vraag", vraag),
            medisch=wie.rol != "zorgadviseur",
            gesteld_door=loop.auteur,
        )
        loop.gegevens = {"adviesvraag": adviesvraag.pk, "aan": aan}
    return adviesvraag


def ontvang_advies(
    wie: Medewerker,
    adviesvraag: Adviesvraag,
    antwoord: str,
    datum: date,
    bijlage: Bestand | None = None,
    sleutel: UUID | None = None,
) -> None:
    """Records the answer of the expert, once, with an attachment where there is one."""
    with handeling("advies_ontvangen", wie, adviesvraag.dossier, sleutel) as loop:
        vers = Adviesvraag.objects.select_for_update().get(pk=adviesvraag.pk)
        if vers.medisch:
            controleer("medisch_zien", wie, loop.dossier)
        if vers.antwoord:
            raise InvoerFout([Fout("antwoord", "er is al een antwoord vastgelegd", "één antwoord per vraag")])
        niet_later_dan_vandaag("datum", datum)
        vers.antwoord, vers.beantwoord_op = lees_tekst("antwoord", antwoord), datum
        vers.vastgelegd_door = loop.auteur
        if bijlage is not None:
            vers.bijlage = _bewaar(loop, bijlage, vers.medisch, f"Advies van {vers.deskundige}")
        vers.save()
        loop.gegevens |= {"adviesvraag": vers.pk}


def voeg_document_toe(
    wie: Medewerker,
    dossier: Dossier,
    document: Bestand,
    *,
    medisch: bool,
    omschrijving: str = "",
    sleutel: UUID | None = None,
) -> Document:
    """Adds a document that was checked by its content; a medical one can then be opened by medical roles alone."""
    with handeling("document_toevoegen", wie, dossier, sleutel) as loop:
        return _bewaar(loop, document, medisch, omschrijving)


def _bewaar(loop: Handeling, bestand: Bestand, medisch: bool, omschrijving: str) -> Document:
    document = Document.objects.create(
        dossier=loop.dossier,
        naam=bestand.naam,
        mime=bestand.mime,
        omvang=bestand.omvang,
        sha256=post.opslag().bewaar(bestand),
        medisch=medisch,
        omschrijving=lees_tekst("omschrijving", omschrijving, verplicht=False, langste=200),
        **loop.door,
    )
    loop.gegevens |= {"document": document.pk, "sha256": document.sha256}
    return document


def _gebeurtenis(
    loop: Handeling,
    soort: str,
    datum: date,
    *,
    dagen: int = 0,
    vragen: Sequence[str] = (),
    toelichting: str = "",
) -> None:
    """Adds an event, checked together with those before it by the reader of the law. Raises InvoerFout."""
    controleer_verloop([*loop.beeld().verloop(), wet.Gebeurtenis(datum, soort, dagen)])
    Gebeurtenis.objects.create(
        dossier=loop.dossier,
        soort=soort,
        datum=datum,
        dagen=dagen,
        vragen=list(vragen),
        toelichting=lees_tekst("toelichting", toelichting, verplicht=False),
        **loop.door,
    )
