"""What the sheet of a decision shows: one reading for the decision as it would be now, and as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld, beeld, vandaag
from meerzorg.dossier.brieven.besluit import bedragregels, rekensom
from meerzorg.dossier.brieven.besluitzinnen import kern
from meerzorg.dossier.brieven.inhoud import Briefgegevens, Reden
from meerzorg.dossier.brieven.opbouw import brief
from meerzorg.dossier.handelingen.besluiten import belet, bevries, brief_van, open_gronden, waarom_tweede
from meerzorg.dossier.models import Besluit, Besluitstatus, Dossier, Vastlegging
from meerzorg.kantoor.gedeeld.brief import briefbeeld
from meerzorg.kantoor.gedeeld.termijnblok import TERMIJNEN, Termijnblok
from meerzorg.schermen.formulieren import zin_van
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import LOPEND, OPEN, Toestand, mag, mag_rol
from meerzorg.wet.beoordeling.vormen import Bedragen, Stapuitkomst
from meerzorg.wet.beoordeling.wat_als import WatAls, wat_als
from meerzorg.wet.vocabulaire import PLAATS, ROLLEN, VOCABULAIRE
from regeltaal.fouten import InvoerFout

MIDDELEN = {"ekt": "Extra kosten thuis (EKT)", "toeslag": "een toeslag"}


@dataclass(frozen=True)
class Besluitstand:
    """A decision with the picture it belongs to; `besluit` is frozen where it has a pk, else as it would be now."""

    besluit: Besluit
    b: Beeld
    teruggenomen: list[Besluit]

    @property
    def bevroren(self) -> bool:
        return self.besluit.pk is not None

    @cached_property
    def belet(self) -> list[str]:
        """What stands in the way of signing, also where it is the letter that cannot be made."""
        if self.bevroren:
            return []
        if self.b.dossier.toestand not in LOPEND:
            return ["Er komt geen besluit meer."]
        return belet(self.b) or brieffouten(self.brief)

    @property
    def open_gronden(self) -> list[str]:
        """The grounds that a refusal would leave out when it is signed now."""
        return [] if self.bevroren else open_gronden(self.b.beoordeling)

    @cached_property
    def brief(self) -> Briefgegevens:
        return brief_van(self.besluit, self.b, self.besluit.bekendgemaakt_op or vandaag())


def lees(dossier: Dossier, wie: Medewerker) -> Besluitstand:
    """The last decision, proposed or made known; while one is to be taken, as it would be when `wie` signs now."""
    b = beeld(dossier)
    alle = list(dossier.besluiten.select_related("eerste", "tweede"))
    teruggenomen = [besluit for besluit in alle if besluit.status == Besluitstatus.TERUGGENOMEN]
    getekend = [besluit for besluit in alle if besluit not in teruggenomen and dossier.toestand not in OPEN]
    return Besluitstand(getekend[-1] if getekend else bevries(b, _tekenaar(wie)), b, teruggenomen)


def _tekenaar(wie: Medewerker) -> Medewerker:
    """Whose name stands under the preview: who may sign, or for someone else nobody's yet."""
    return wie if mag_rol(wie.rol, "besluit_voorstellen", Toestand.IN_BEHANDELING) else Medewerker(naam="De beslisser")


def brieffouten(gegevens: Briefgegevens) -> list[str]:
    """Why this letter cannot be made, each as a Dutch sentence."""
    try:
        brief(gegevens)
    except InvoerFout as fout:
        return [zin_van(deel) for deel in fout.fouten]
    return []


def blad(stand: Besluitstand, wie: Medewerker) -> dict[str, Any]:
    """The context of the sheet; medical content only for who may see it."""
    besluit, b, v = stand.besluit, stand.b, stand.besluit.bevroren
    bepaald = v.uitkomst != "onbepaald"
    belemmeringen, loopt = stand.belet, b.dossier.toestand in LOPEND
    return {
        "dossier": b.dossier,
        "besluit": besluit,
        "bevroren": stand.bevroren,
        "controlegetallen": [
            ("Controlegetal van het besluit", _in_stukken(besluit.besluit_sha256)),
            ("Controlegetal van de regels", _in_stukken(besluit.regelset_sha256)),
        ],
        "teruggenomen": stand.teruggenomen,
        "v": v,
        "uitkomst": v.uitkomstzin,
        "kern": kern(v, b.dossier.client.naam).replace("€ ", "€\u00a0") if bepaald and not belemmeringen else "",
        "belet": belemmeringen if loopt else [],
        "geen_besluit": not loopt and not stand.bevroren,
        "open_gronden": stand.open_gronden,
        "waarom_tweede": waarom_tweede(b),
        "gronden": [grond.zin for grond in v.gronden],
        "stappen": stappen(besluit),
        "bedragen": _bedragen(v.bedragen),
        "rekenregels": [regel.zin for regel in bedragregels(v)] if bepaald else [],
        "jaren": [(deel, rekensom(deel)) for deel in v.jaarverleningen],
        "alternatieven": [(MIDDELEN[deel.soort], deel.tot_totaal) for deel in v.alternatieven],
        "waarschuwingen": [deel.tekst for deel in v.zichtbaar(medisch=mag(wie, "medisch_zien", b.dossier))],
        "advies": b.laatste.get(OORDEEL_MEDISCH),
        "advies_antwoord": antwoord(b.laatste.get(OORDEEL_MEDISCH)),
        "afwijkingen": besluit.afwijkingen,
        "wat_als": _wat_als(b),
        "beslis": _termijn(b, "beslistermijn") if loopt else None,
        "bezwaar": _termijn(b, "bezwaartermijn"),
        "brief": "" if belemmeringen else briefbeeld(stand.brief),
        "verzonden": stand.bevroren and besluit.brieven.first(),
    }


@dataclass(frozen=True)
class Redenblad:
    """What a professional said, with the question and the role in words."""

    vraagzin: str
    antwoord: str
    reden: str
    wie: str
    rolnaam: str


@dataclass(frozen=True)
class Besluitstap:
    """A step: what was found, in which words, by which rules, and what the professionals said themselves."""

    uit: Stapuitkomst
    regels: list[str]
    redenen: list[Redenblad]


def stappen(besluit: Besluit) -> list[Besluitstap]:
    """Every step of this decision, with the words that were frozen with it."""
    v = besluit.bevroren
    return [
        Besluitstap(
            stap,
            [regel.zin for regel in v.regels if regel.stap == stap.stap],
            [_reden(Reden(**reden)) for reden in besluit.redenen if reden["stap"] == stap.stap],
        )
        for stap in v.stappen
    ]


def _reden(reden: Reden) -> Redenblad:
    vraag = VOCABULAIRE[PLAATS[reden.vraag]].vraag if reden.vraag in PLAATS else reden.vraag
    return Redenblad(vraag, reden.antwoord, reden.reden, reden.wie, ROLLEN.get(reden.rol, reden.rol))


def antwoord(v: Vastlegging | None) -> str:
    """A recorded judgement as its sentence of the vocabulary: 'er is een bijzondere zorgbehoefte'."""
    if v is None or v.waarde is None:
        return ""
    gegeven = VOCABULAIRE[PLAATS[v.naam]]
    return gegeven.ja if v.waarde else gegeven.nee


def _in_stukken(sha256: str) -> list[str]:
    """A fingerprint in parts of 16, so that it fits on a phone."""
    return [sha256[plek : plek + 16] for plek in range(0, len(sha256), 16)]


def _bedragen(b: Bedragen) -> list[tuple[str, int]]:
    rijen = [
        ("Basisbudget", b.basisbudget),
        ("Ruimte voor EKT", b.ekt_ruimte),
        ("Gevraagd", b.gevraagd),
        ("Toegekend, samen", b.toegekend_totaal),
        ("Toegekend boven het basisbudget", b.toegekend_extra),
    ]
    return [(naam, bedrag) for naam, bedrag in rijen if bedrag is not None]


def _termijn(b: Beeld, naam: str) -> Termijnblok | None:
    dag = vandaag()
    gevonden = (t for t in b.termijnen(dag) if t.termijn == naam)
    return next((Termijnblok(TERMIJNEN[naam], t, (t.uiterlijk - dag).days) for t in gevonden), None)


def _wat_als(b: Beeld) -> list[tuple[str, list[WatAls]]]:
    """The other answers that would change the outcome, by step; only while something can still change."""
    uit: dict[str, list[WatAls]] = {}
    for ander in wat_als(b.invoer) if b.dossier.toestand in LOPEND else ():
        uit.setdefault(ander.gegeven.stap, []).append(ander)
    return list(uit.items())
