"""From the data of a letter to the letter: one structure, from which every reading is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from meerzorg.bladen.blokken import Alinea, Blok, Bronnen, Kop, Paren, met_elke_tekst
from meerzorg.bladen.tekens import schoon
from meerzorg.bladen.tekst import als_tekst
from meerzorg.dossier.brieven.besluit import bedragregels, besluit
from meerzorg.dossier.brieven.besluitzinnen import ONDERWERPEN
from meerzorg.dossier.brieven.blad import Briefblad
from meerzorg.dossier.brieven.buiten_behandeling import buiten_behandeling
from meerzorg.dossier.brieven.delen import afkortingen, slot
from meerzorg.dossier.brieven.inhoud import BESLUITSOORTEN, BRIEFSOORTEN, Briefgegevens, weiger
from meerzorg.dossier.brieven.tekstblokken import controleer
from meerzorg.dossier.brieven.voortgang import ontvangstbevestiging, verlenging_beslistermijn, verzoek_aanvulling
from meerzorg.wet.beoordeling.vormen import NIET_NODIG, Verslag
from regeltaal.fouten import InvoerFout, dichtstbij, getoond
from regeltaal.soorten import DATUM, toon

_INHOUD: Mapping[str, Callable[[Briefgegevens], Iterator[Blok]]] = {
    "ontvangstbevestiging": ontvangstbevestiging,
    "verzoek_aanvulling": verzoek_aanvulling,
    "verlenging_beslistermijn": verlenging_beslistermijn,
    "toekenning": besluit,
    "overgang": besluit,
    "afwijzing": besluit,
    "buiten_behandeling": buiten_behandeling,
}
_ONDERWERPEN = {
    "ontvangstbevestiging": "Wij hebben uw aanvraag voor meerzorg ontvangen",
    "verzoek_aanvulling": "Wij missen nog gegevens voor uw aanvraag voor meerzorg",
    "verlenging_beslistermijn": "Wij hebben meer tijd nodig voor uw aanvraag voor meerzorg",
    "buiten_behandeling": "Besluit: wij behandelen de aanvraag voor meerzorg niet",
}


def brief(g: Briefgegevens) -> Briefblad:
    """The letter. Raises InvoerFout, in Dutch, for what cannot be sent: see the modules of the letters."""
    if g.soort not in BRIEFSOORTEN:
        weiger("soort", getoond(g.soort), f"een van {', '.join(BRIEFSOORTEN)}", dichtstbij(g.soort, BRIEFSOORTEN))
    if not g.ondertekenaar.strip():
        weiger("ondertekenaar", "niemand", "de naam van wie de brief ondertekent")
    if fouten := [fout for naam, tekst in g.blokken.items() for fout in controleer(naam, tekst)]:
        raise InvoerFout(fouten)
    blokken = (Alinea(g.geadresseerde.aanhef), *_INHOUD[g.soort](g), *slot(g))
    gezuiverd: Briefblad = met_elke_tekst(
        Briefblad(
            g.soort,
            _onderwerp(g),
            g.datum,
            g.afzender,
            g.geadresseerde,
            _kenmerken(g),
            (*blokken, *_naslag(g, blokken)),
        ),
        schoon,
    )
    return gezuiverd


def _onderwerp(g: Briefgegevens) -> str:
    return ONDERWERPEN[g.verslag.uitkomst] if g.verslag and g.soort in BESLUITSOORTEN else _ONDERWERPEN[g.soort]


def _kenmerken(g: Briefgegevens) -> tuple[tuple[str, str], ...]:
    regels = [
        ("Datum", toon(g.datum, DATUM)),
        ("Ons kenmerk", g.dossiernummer),
        ("Cliënt", g.client),
        ("Behandeld door", g.ondertekenaar),
    ]
    return (*regels, ("Bijlagen", str(len(g.bijlagen)))) if g.bijlagen else tuple(regels)


def _naslag(g: Briefgegevens, blokken: tuple[Blok, ...]) -> Iterator[Blok]:
    """Behind the signature: the abbreviations, and of a decision the sources and the rules that were applied."""
    if g.soort in BESLUITSOORTEN and g.verslag:
        yield Kop("Waar dit besluit op rust")
        yield Alinea(_regels(g.verslag))
        yield Bronnen(tuple(_bronnen(g.verslag).items()))
    if gebruikt := afkortingen(als_tekst(blokken)):
        yield Kop("Wat de afkortingen betekenen")
        yield Paren(tuple(gebruikt))


def _regels(v: Verslag) -> str:
    regels = v.regelset
    return (
        f"Wij beoordeelden de aanvraag met: {v.kadertitel}. De regels hebben versie {regels.versie} en "
        f"controlegetal {regels.sha256[:12]}. Dit zijn de bronnen:"
    )


def _bronnen(v: Verslag) -> dict[str, str]:
    """The sources of the steps that were taken and of the amounts, each once; without an address off the web."""
    genomen = [stap for stap in v.stappen if stap.uitkomst != NIET_NODIG]
    return {
        bron.titel: bron.url if bron.url.startswith("https://") else ""
        for bronnen in [deel.bronnen for deel in genomen] + [regel.bronnen for regel in bedragregels(v)]
        for bron in bronnen
    }
