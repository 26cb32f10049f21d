"""Not treating an application that was not completed: a decision, but not on the care itself (Awb 4:5)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from meerzorg.dossier import post
from meerzorg.dossier.beeld import Beeld, vandaag
from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.handelingen.kern import handeling, lees_tekst
from meerzorg.dossier.models import Brief, Dossier, Gebeurtenis
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import Toestand
from meerzorg.wet.termijnen import gebeurtenissen as wet
from meerzorg.wet.termijnen.berekening import niet_behandelen
from meerzorg.wet.termijnen.termijn import Termijn
from regeltaal.fouten import Fout, InvoerFout
from regeltaal.soorten import DATUM, toon


def stel_buiten_behandeling(wie: Medewerker, dossier: Dossier, toelichting: str, sleutel: UUID | None = None) -> Brief:
    """Decides that the application is not treated, and makes that known by letter.

    `toelichting` says why nothing can be judged without what was asked. Raises InvoerFout where there is no request
    that lapsed unanswered, where the four weeks after it are over, or where nothing is missing.
    """
    with handeling("buiten_behandeling_stellen", wie, dossier, sleutel) as loop:
        tekst = lees_tekst("toelichting", toelichting, langste=2000)
        gegevens = gegevens_buiten_behandeling(loop.beeld(), wie, tekst)
        brief = post.verstuur(gegevens, loop.dossier, loop.auteur)
        Gebeurtenis.objects.create(
            dossier=loop.dossier,
            soort="bekendmaking",
            datum=vandaag(),
            toelichting=tekst,
            **loop.door,
        )
        loop.dossier.toestand = Toestand.BUITEN_BEHANDELING
        loop.gegevens = {"brief": brief.pk, "sha256": brief.sha256}
    return brief


def gegevens_buiten_behandeling(b: Beeld, wie: Medewerker, toelichting: str) -> Briefgegevens:
    """What the letter says when `wie` sends it today; `b` is the picture before it. Raises InvoerFout as the act."""
    if fouten := belet_buiten_behandeling(b, vandaag()):
        raise InvoerFout(fouten)
    verzoek, herstel = verstreken_verzoek(b, vandaag())  # type: ignore[misc]  # there is one, or it was refused above
    bekendmaking = (wet.Gebeurtenis(vandaag(), "bekendmaking"),)
    velden = {"vragen": tuple(verzoek.vragen), "hersteltermijn": herstel.uiterlijk, "toelichting": toelichting}
    return post.gegevens_voor("buiten_behandeling", b, wie.naam, vandaag(), bekendmaking, **velden)


def belet_buiten_behandeling(b: Beeld, dag: date) -> list[Fout]:
    """Why the application must still be treated on this day; empty where it need not be."""
    gevonden = verstreken_verzoek(b, dag)
    if gevonden is None:
        toegestaan = "een verzoek om aanvulling waarvan de termijn voorbij is, zonder antwoord (Awb art. 4:5 lid 1)"
        return [Fout("aanvulling", "geen verstreken verzoek", toegestaan)]
    grens = niet_behandelen(gevonden[1]).uiterlijk
    if dag > grens:
        toegestaan = f"tot en met {toon(grens, DATUM)} (Awb art. 4:5 lid 4); beslis nu op de aanvraag zelf"
        return [Fout("aanvulling", toon(dag, DATUM), toegestaan)]
    if not b.beoordeling.openstaand:
        return [Fout("aanvulling", "een volledige aanvraag", "alleen als er iets ontbreekt; beslis op de aanvraag")]
    return []


def verstreken_verzoek(b: Beeld, dag: date) -> tuple[Gebeurtenis, Termijn] | None:
    """The last request for completion with its term, where that lapsed before `dag` and no answer came at all."""
    verloop = [g for g in b.gebeurtenissen if g.soort in ("verzoek_aanvulling", "aanvulling_ontvangen")]
    if not verloop or verloop[-1].soort != "verzoek_aanvulling":
        return None
    verzoek = verloop[-1]
    van_toen = [t for t in b.termijnen(dag) if t.termijn == "hersteltermijn" and t.begin == verzoek.datum]
    herstel = max(van_toen, key=lambda t: t.uiterlijk, default=None)
    return (verzoek, herstel) if herstel is not None and herstel.uiterlijk < dag else None
