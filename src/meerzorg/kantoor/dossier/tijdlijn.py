"""What happened in a dossier, newest first: events, vastleggingen, decisions, letters, documents, advice, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, NamedTuple

from django.utils import timezone

from meerzorg.dossier.models import Vastlegging
from meerzorg.kantoor.gedeeld.vastgelegd import ALLEEN_MEDISCH, MEDISCH, titel_van
from meerzorg.kantoor.menu import adres
from meerzorg.toegang.rechten import ROLLEN
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from regeltaal.lezers.zin import opsomming

GEBEURTENISSEN = {
    "ontvangst": "Aanvraag ontvangen",
    "verzoek_aanvulling": "Om een aanvulling gevraagd",
    "aanvulling_ontvangen": "Aanvulling ontvangen",
    "verlenging_beslistermijn": "Beslistermijn verlengd",
    "bekendmaking": "Besluit bekendgemaakt",
    "ontvangst_bezwaar": "Bezwaar ontvangen",
    "adviescommissie": "Adviescommissie ingesteld",
    "advies_zorginstituut_gevraagd": "Advies gevraagd aan het Zorginstituut",
    "verdaging_bezwaar": "Beslissing op bezwaar uitgesteld",
    "ingebrekestelling": "Ingebrekestelling ontvangen",
}
LANGSTE = 160
"""A remark of more characters than this is shortened here."""


class Punt(NamedTuple):
    """One point of the timeline. `op` is what it is ordered by, `moment` what is shown: a day, or day and time."""

    op: datetime
    moment: date
    titel: str
    wie: str = ""
    tekst: str = ""
    url: str = ""


def tijdlijn(dossier: Any, delen: Any, *, medisch: bool, brieven_open: bool, stukken_open: bool) -> list[Punt]:
    """Everything, newest first. `delen` holds the rows (see `kantoor.dossierblad`); `medisch`: may see the content."""
    punten = [
        *_gebeurtenissen(delen.beeld.gebeurtenissen),
        *_vastleggingen(delen.beeld.alle, medisch),
        *_besluiten(delen.besluiten),
        *_brieven(dossier, delen.brieven, brieven_open),
        *_stukken(dossier, delen.documenten, medisch, stukken_open),
        *_adviezen(dossier, delen.adviesvragen, medisch),
        *_opmerkingen(delen.opmerkingen, medisch),
    ]
    return sorted(punten, key=lambda punt: punt.op, reverse=True)


def _wie(rij: Any) -> str:
    return f"{rij.auteur.naam}, {ROLLEN.get(rij.rol, rij.rol)}"


def _op_dag(dag: date, opgeslagen: datetime) -> datetime:
    """An event has a day; it stands at the time it was recorded, or at noon of an earlier day."""
    if timezone.localdate(opgeslagen) == dag:
        return opgeslagen
    return timezone.make_aware(datetime.combine(dag, time(12)))


def _gebeurtenissen(rijen: Iterable[Any]) -> Iterator[Punt]:
    for rij in rijen:
        tekst = rij.toelichting
        if rij.soort == "verzoek_aanvulling":
            tekst = f"{len(rij.vragen)} {'vraag' if len(rij.vragen) == 1 else 'vragen'}"
            tekst += f", binnen {rij.dagen} dagen" if rij.dagen else ""
        titel = GEBEURTENISSEN.get(rij.soort, rij.soort.replace("_", " "))
        yield Punt(_op_dag(rij.datum, rij.moment), rij.datum, titel, _wie(rij), _kort(tekst))


def _vastleggingen(rijen: Iterable[Vastlegging], medisch: bool) -> Iterator[Punt]:
    """What one person recorded at once is one point."""
    for (_auteur, _seconde), groep in groupby(rijen, key=lambda v: (v.auteur_id, v.moment.replace(microsecond=0))):
        samen = list(groep)
        zichtbaar = [v for v in samen if medisch or v.naam not in MEDISCH]
        namen = [titel_van(v.naam)[0].lower() + titel_van(v.naam)[1:] for v in zichtbaar]
        if len(zichtbaar) < len(samen):
            namen.append(ALLEEN_MEDISCH)
        titel = "Afgeweken van het medisch advies" if samen[0].afwijking else "Vastgelegd"
        tekst = opsomming(namen) if len(namen) <= 4 else f"{opsomming([*namen[:3], f'nog {len(namen) - 3}'])}"
        yield Punt(samen[-1].moment, samen[-1].moment, titel, _wie(samen[0]), tekst)


def _besluiten(rijen: Iterable[Any]) -> Iterator[Punt]:
    for rij in rijen:
        moment = rij.tweede_op or rij.eerste_op
        wie = opsomming([mens.naam for mens in (rij.eerste, rij.tweede) if mens])
        tekst = f"{UITKOMSTEN[rij.uitkomst].capitalize()}. {rij.teruggenomen_reden}".strip()
        yield Punt(moment, moment, rij.get_status_display(), wie, _kort(tekst))


def _brieven(dossier: Any, rijen: Iterable[Any], open_: bool) -> Iterator[Punt]:
    for rij in rijen:
        url = adres("brief", dossier, id=rij.pk) if open_ else ""
        yield Punt(rij.moment, rij.moment, f"Brief: {rij.onderwerp}", rij.auteur.naam, "", url)


def _stukken(dossier: Any, rijen: Iterable[Any], medisch: bool, open_: bool) -> Iterator[Punt]:
    for rij in rijen:
        if rij.medisch and not medisch:
            yield Punt(rij.moment, rij.moment, "Stuk toegevoegd", _wie(rij), ALLEEN_MEDISCH)
            continue
        url = adres("stuk", dossier, id=rij.pk) if open_ else ""
        yield Punt(rij.moment, rij.moment, f"Stuk: {rij.naam}", _wie(rij), rij.omschrijving, url)


def _adviezen(dossier: Any, rijen: Iterable[Any], medisch: bool) -> Iterator[Punt]:
    for rij in rijen:
        mag_zien = medisch or not rij.medisch
        vraag = _kort(rij.vraag) if mag_zien else ALLEEN_MEDISCH
        url = adres("advies_antwoord", dossier, id=rij.pk) if mag_zien else ""
        naar = f"aan {rij.deskundige}" if mag_zien else f"({rij.get_aan_display()})"
        yield Punt(rij.gesteld_op, rij.gesteld_op, f"Advies gevraagd {naar}", rij.gesteld_door.naam, vraag, url)
        if rij.beantwoord_op:
            op = _op_dag(rij.beantwoord_op, rij.gesteld_op)
            door = rij.vastgelegd_door.naam if rij.vastgelegd_door else ""
            antwoord = _kort(rij.antwoord) if mag_zien else ALLEEN_MEDISCH
            yield Punt(op, rij.beantwoord_op, "Advies ontvangen", door, antwoord, url)


def _opmerkingen(rijen: Iterable[Any], medisch: bool) -> Iterator[Punt]:
    for rij in rijen:
        tekst = ALLEEN_MEDISCH if rij.medisch and not medisch else _kort(rij.tekst)
        yield Punt(rij.moment, rij.moment, "Opmerking", _wie(rij), tekst)


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= LANGSTE else f"{tekst[: LANGSTE - 1].rstrip()}…"
