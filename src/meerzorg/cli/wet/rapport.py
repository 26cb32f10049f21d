"""The result of an assessment as a readable Dutch report for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.verslag import verslag
from meerzorg.wet.beoordeling.vormen import Kaderkeuze, Regelwaarde, Trede, Verslag
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vocabulaire import DOMEINEN, ROLLEN
from regeltaal.lezers.zin import hoofdletter
from regeltaal.soorten import DATUM, EURO, toon
from regeltaal.vorm import getal

BREEDTE = 96
TEKENS = {"ja": "ja", "nee": "nee", "niet_nodig": "niet nodig", "onbekend": "nog niet bekend"}


def rapport(b: Beoordeling, *, verklaard: bool = False) -> str:
    """The whole report; with `verklaard` also every rule and every rung of the ladder."""
    v = verslag(b, met_verklaring=verklaard)
    delen = [
        _kop(b),
        _blok("Stappen", _stappen(v)),
        _blok("Nog nodig", _open(b)),
        _blok("Bedragen", _bedragen(b)),
        _blok("Budgetplan", _budgetplan(b)),
        _blok("Per kalenderjaar", _jaren(b)),
        _blok("Wat wel kan", _alternatieven(b)),
        _blok("Beperkingenbeeld (hulpmiddel, beslist niet)", _beeld(v)),
        _blok("Let op", (_punt(deel.tekst) for deel in v.waarschuwingen)),
        _blok("Redenering", _redenering(v)) if verklaard else "",
        _blok("Bronnen", _bronnen(b, v)),
    ]
    return "\n\n".join(deel for deel in delen if deel)


def _kop(b: Beoordeling) -> str:
    geen_kader = "nog geen kader: de aanvraagdatum ontbreekt"
    kader = f"{b.kader.titel} ({b.kader.id}, {b.kader.status})" if b.kader else geen_kader
    aanvraag = f"aanvraag van {_dag(b.peildatum)}" if b.peildatum else "aanvraagdatum nog niet bekend"
    uitkomst = hoofdletter(UITKOMSTEN[b.uitkomst])
    regels = [f"Dossier {b.dossier.naam} · {aanvraag}", f"Kader: {kader}", "", f"UITKOMST: {uitkomst} ({b.uitkomst})"]
    regels += [_punt(hoofdletter(GRONDEN[grond].zin) + ".") for grond in b.gronden]
    return "\n".join(regels)


def _stappen(v: Verslag) -> Iterator[str]:
    for stap in v.stappen:
        yield f"  {stap.stap:<3}{hoofdletter(stap.naam.replace('_', ' ')):<29} {TEKENS[stap.uitkomst]}"
        yield _alinea(stap.toelichting, 5)


def _open(b: Beoordeling) -> Iterator[str]:
    for gegeven in b.openstaand:
        yield _punt(f"{gegeven.vraag} (stap {gegeven.stap}, {ROLLEN[gegeven.rol]}; {gegeven.naam})")


def _bedragen(b: Beoordeling) -> Iterator[str]:
    namen = {
        "basisbudget": "Basisbudget per jaar",
        "toeslag_som": "Toeslag per jaar",
        "ekt_ruimte": "Ruimte voor Extra kosten thuis (EKT)",
        "gevraagde_kosten": "Gevraagd per jaar",
        "vastgestelde_kosten": "Passende zorg per jaar",
    }
    if b.uitkomst != "onbepaald":
        namen |= {"toegekend_totaal": "Toegekend per jaar"}
    if b.w.get("toegekend_extra"):
        namen |= {"toegekend_extra": "waarvan boven het basisbudget"}
    for naam, tekst in namen.items():
        if b.w.get(naam) is not None and (b.w[naam] or naam != "toeslag_som"):
            yield f"  {tekst:<40}{toon(b.w[naam], EURO):>14}"
    if b.uitkomst != "onbepaald" and b.w.get("toegekend_totaal") == 0:
        yield "  Dit besluit kent niets toe. Het gewone basisbudget blijft."


def _budgetplan(b: Beoordeling) -> Iterator[str]:
    for regel in b.dossier.budgetplan.regels if b.dossier.budgetplan else ():
        tarief = toon(regel.toegestaan_tarief, EURO)
        aantal = format(regel.aantal.normalize(), "f").replace(".", ",")
        wie = f"{regel.zorgsoort} ({regel.zorgverlener})"
        yield f"  {wie}: {aantal} × {tarief} per {regel.eenheid} = {toon(regel.per_jaar, EURO)}"


def _jaren(b: Beoordeling) -> Iterator[str]:
    totaal = b.w.get("toegekend_totaal")
    for deel in b.jaarverleningen:
        periode = f"{_dag(deel.van)} tot en met {_dag(deel.tot_en_met)}"
        som = f"{toon(totaal, EURO)} × {deel.dagen}/{deel.jaardagen}"
        yield f"  {deel.jaar}  {periode:<44}{som:>24}{toon(deel.bedrag, EURO):>16}"
    if b.herbeoordeling_uitnodiging:
        yield f"  Uitnodiging voor de herbeoordeling: {_dag(b.herbeoordeling_uitnodiging)}."


def _alternatieven(b: Beoordeling) -> Iterator[str]:
    woorden = {"toeslag": "Met de toeslag", "ekt": "Met Extra kosten thuis (EKT)"}
    for soort, totaal in b.alternatieven:
        yield _punt(f"{woorden[soort]}: tot een totaal van {toon(totaal, EURO)} per jaar.")


def _beeld(v: Verslag) -> Iterator[str]:
    if all(deel.score is None for deel in v.beperkingenbeeld):
        return
    for deel in v.beperkingenbeeld:
        score = _cijfer(deel.score)
        ref = f"{_cijfer(deel.referentie)} ({deel.status})" if deel.status else "geen referentie"
        boven = "boven de referentie" if deel.overstijgt else ""
        yield f"  {hoofdletter(DOMEINEN[deel.domein]):<44}{score:>6}   profiel {ref:<18}{boven}".rstrip()


def _redenering(v: Verslag) -> Iterator[str]:
    for deel in v.verklaring or ():
        match deel:
            case Kaderkeuze():
                yield _punt(f"Kader {deel.kader}, want {deel.waarom}.")
                for ander in deel.niet_gekozen:
                    yield _alinea(f"niet {ander.kader}: {ander.waarom}", 6)
                for norm in deel.normen:
                    tot = f"tot en met {norm.tot_en_met}" if norm.tot_en_met else "zonder einddatum"
                    yield _alinea(f"norm {norm.norm}: versie vanaf {norm.van} {tot}, {norm.status}", 6)
            case Regelwaarde():
                yield _punt(f"[{deel.stap}] {deel.regel}: {deel.zin}")
            case Trede():
                stand = f"{TEKENS[deel.geldt]}, want {deel.waarom}"
                yield _punt(f"trede {deel.nummer} (stap {deel.stap}) {deel.uitkomst}: {stand}")


def _bronnen(b: Beoordeling, v: Verslag) -> Iterator[str]:
    eigen = b.kader.bronnen if b.kader else ()
    bronnen = {bron.titel: bron.url for bron in (*eigen, *(bron for stap in v.stappen for bron in stap.bronnen))}
    for titel, url in bronnen.items():
        yield f"  {titel}\n    {url}"


def _blok(titel: str, regels: Iterator[str]) -> str:
    inhoud = "\n".join(regels)
    return f"{titel}\n{inhoud}" if inhoud else ""


def _punt(tekst: str) -> str:
    return _gevuld(tekst, "  - ", "    ")


def _alinea(tekst: str, inspringing: int) -> str:
    ruimte = " " * inspringing
    return _gevuld(tekst, ruimte, ruimte)


def _gevuld(tekst: str, eerste: str, volgende: str) -> str:
    """Lines of the width of the report; an amount never falls apart over two lines."""
    vast = tekst.replace("€ ", "€\xa0")
    regels = textwrap.fill(vast, BREEDTE, initial_indent=eerste, subsequent_indent=volgende, break_on_hyphens=False)
    return regels.replace("\xa0", " ")


def _dag(dag: date | None) -> str:
    return toon(dag, DATUM)


def _cijfer(waarde: Decimal | None) -> str:
    return "–" if waarde is None else str(getal(waarde)).replace(".", ",")
