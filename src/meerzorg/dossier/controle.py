"""Does what is stored still equal what the audit chain says? Every vastlegging, decision, letter, document and event.

The chain keeps a fingerprint of each; whoever changes a row or a file later, outside the application, is found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from meerzorg.dossier import keten
from meerzorg.dossier.bestanden import OpslagFout
from meerzorg.dossier.models import Besluit, Brief, Document, Gebeurtenis, Ketenrij, Toekenning, Vastlegging
from meerzorg.dossier.post import opslag
from meerzorg.dossier.zegel import zegelfouten

PER_KEER = 1000
SPELING = timedelta(minutes=5)
"""Between the moment of a row and that of its link: an act may wait for another one."""

STANDEN: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "gelding": (
        lambda: Besluit.objects.filter(geldt_van__isnull=False).only("soort", "geldt_van", "geldt_tot_en_met"),
        "de gelding van het besluit",
    ),
    "toekenningen": (Toekenning.objects.all, "de toekenning"),
}
"""By the name under which the chain keeps it: the rows, and what it is in words."""


class Bevinding(NamedTuple):
    """Something that is not as it was stored: where, and what. `dossiernummer` is empty where it is about none."""

    dossiernummer: str
    wat: str

    def __str__(self) -> str:
        return f"dossier {self.dossiernummer}: {self.wat}" if self.dossiernummer else self.wat


def controleer_keten() -> list[Bevinding]:
    """Only the chain itself: a link that was changed, removed, added or put elsewhere."""
    return [Bevinding("", breuk.wat) for breuk in keten.breuken()]


def controleer_alles(met_bestanden: bool = True) -> list[Bevinding]:
    """The chain, all that it keeps a fingerprint of, and the seals on the access log. `met_bestanden` also reads every
    stored file."""
    controle = _Controle(met_bestanden)
    return [*controleer_keten(), *controle.loop(), *(Bevinding("", wat) for wat in zegelfouten())]


class _Controle:
    """One walk along the chain; remembers which rows the chain knows."""

    def __init__(self, met_bestanden: bool) -> None:
        self.met_bestanden = met_bestanden
        self.bekend: dict[Any, set[int]] = {Vastlegging: set(), Besluit: set(), Brief: set(), Document: set()}
        self.gebeurtenissen: dict[str, str] = {}
        self.stand: dict[str, dict[int, tuple[str, str]]] = {soort: {} for soort in STANDEN}

    def loop(self) -> Iterator[Bevinding]:
        rijen = Ketenrij.objects.exclude(dossiernummer="").order_by("nr").iterator(chunk_size=PER_KEER)
        while deel := tuple(islice(rijen, PER_KEER)):
            yield from self._vastleggingen(deel)
            yield from self._besluiten(deel)
            yield from self._bestanden(deel, Brief, "brief", "de brief")
            yield from self._bestanden(deel, Document, "document", "het stuk")
            for rij in deel:
                if "gebeurtenissen" in rij.gegevens:
                    self.gebeurtenissen[rij.dossiernummer] = rij.gegevens["gebeurtenissen"]
                for soort, stand in self.stand.items():
                    stand |= {int(pk): (sha, rij.dossiernummer) for pk, sha in rij.gegevens.get(soort, {}).items()}
        yield from self._onbekend()
        yield from self._verloop()
        yield from self._standen()

    def _vastleggingen(self, deel: Iterable[Ketenrij]) -> Iterator[Bevinding]:
        verwacht = {v["id"]: (v, rij) for rij in deel for v in rij.gegevens.get("vastleggingen", ())}
        self.bekend[Vastlegging] |= verwacht.keys()
        gevonden = Vastlegging.objects.select_related("dossier").in_bulk(list(verwacht))
        for pk, (v, rij) in verwacht.items():
            welke = f"de vastlegging {pk} van {v['naam']}"
            echt = gevonden.get(pk)
            if echt is None:
                yield Bevinding(rij.dossiernummer, f"{welke} ontbreekt")
            elif keten.vingerafdruk(echt.inhoud()) != v["sha256"] or echt.dossier.nummer != rij.dossiernummer:
                yield Bevinding(rij.dossiernummer, f"{welke} is gewijzigd")
            elif abs(echt.moment - datetime.fromisoformat(rij.moment)) > SPELING:
                yield Bevinding(rij.dossiernummer, f"het moment van {welke} is gewijzigd")

    def _besluiten(self, deel: Iterable[Ketenrij]) -> Iterator[Bevinding]:
        verwacht = [(rij.gegevens["besluit"], rij) for rij in deel if "besluit" in rij.gegevens]
        gevonden = Besluit.objects.select_related("dossier", "eerste", "tweede").in_bulk([pk for pk, _ in verwacht])
        for pk, rij in verwacht:
            nieuw, besluit = pk not in self.bekend[Besluit], gevonden.get(pk)
            self.bekend[Besluit].add(pk)
            if besluit is None:
                yield Bevinding(rij.dossiernummer, f"het besluit {pk} ontbreekt")
                continue
            if nieuw and not _besluit_heel(besluit, rij):
                yield Bevinding(rij.dossiernummer, f"het besluit {pk} is gewijzigd")
            tekenaar = besluit.eerste if rij.handeling == "besluit_voorstellen" else besluit.tweede
            if tekenaar is None or tekenaar.username != rij.actor:
                yield Bevinding(rij.dossiernummer, f"een handtekening onder het besluit {pk} is gewijzigd")

    def _bestanden(self, deel: Iterable[Ketenrij], model: Any, sleutel: str, welk: str) -> Iterator[Bevinding]:
        verwacht = {rij.gegevens[sleutel]: rij for rij in deel if sleutel in rij.gegevens}
        self.bekend[model] |= verwacht.keys()
        gevonden = model.objects.select_related("dossier").in_bulk(list(verwacht))
        for pk, rij in verwacht.items():
            echt = gevonden.get(pk)
            if echt is None:
                yield Bevinding(rij.dossiernummer, f"{welk} {pk} ontbreekt")
                continue
            sha256 = rij.gegevens.get(f"{sleutel}_sha256", rij.gegevens.get("sha256"))
            if echt.sha256 != sha256 or echt.dossier.nummer != rij.dossiernummer:
                yield Bevinding(rij.dossiernummer, f"{welk} {pk} is gewijzigd")
            elif self.met_bestanden and (fout := bestandsfout(sha256)):
                yield Bevinding(rij.dossiernummer, f"{welk} {pk}: {fout}")

    def _onbekend(self) -> Iterator[Bevinding]:
        """Rows that were added outside the application."""
        namen: dict[Any, str] = {
            Vastlegging: "de vastlegging",
            Besluit: "het besluit",
            Brief: "de brief",
            Document: "het stuk",
        }
        for model, bekend in self.bekend.items():
            rijen = model.objects.values_list("pk", "dossier__nummer").order_by("pk")
            for pk, nummer in rijen.iterator(chunk_size=PER_KEER):
                if pk not in bekend:
                    yield Bevinding(nummer, f"{namen[model]} {pk} staat niet in het logboek")

    def _verloop(self) -> Iterator[Bevinding]:
        """The events of each dossier, from which its deadlines follow."""
        rijen = Gebeurtenis.objects.select_related("dossier").order_by("dossier__nummer", "datum", "id")
        echt = {
            nummer: gebeurtenissen_afdruk(groep)
            for nummer, groep in groupby(rijen.iterator(chunk_size=PER_KEER), lambda g: g.dossier.nummer)
        }
        leeg = gebeurtenissen_afdruk(())
        for nummer in sorted(self.gebeurtenissen.keys() | echt.keys()):
            if echt.get(nummer, leeg) != self.gebeurtenissen.get(nummer, leeg):
                yield Bevinding(nummer, "de gebeurtenissen waaruit de termijnen volgen, zijn gewijzigd")

    def _standen(self) -> Iterator[Bevinding]:
        """What a later act may change, as the last link about it says: what is in force, and who has which award."""
        for soort, (rijen, wat) in STANDEN.items():
            verwacht = self.stand[soort]
            echt = {rij.pk: keten.vingerafdruk(rij.stand()) for rij in rijen().iterator(chunk_size=PER_KEER)}
            for pk in sorted(verwacht.keys() | echt.keys()):
                sha, nummer = verwacht.get(pk, ("", ""))
                if echt.get(pk) != sha:
                    yield Bevinding(nummer, f"{wat} {pk} is gewijzigd")


def gebeurtenissen_afdruk(gebeurtenissen: Iterable[Gebeurtenis]) -> str:
    """The fingerprint of the events of one dossier, in their order."""
    return keten.vingerafdruk([g.inhoud() for g in gebeurtenissen])


def bestandsfout(sha256: str) -> str:
    """What is wrong with a stored file, or nothing."""
    try:
        opslag().lees(sha256)
    except OpslagFout as fout:
        return str(fout)
    return ""


def _besluit_heel(besluit: Besluit, rij: Ketenrij) -> bool:
    """Whether the frozen content, and the columns that are a copy of it, are as they were signed."""
    return bool(
        besluit.besluit_sha256 == rij.gegevens["sha256"] == keten.vingerafdruk(besluit.inhoud())
        and besluit.dossier.nummer == rij.dossiernummer
        and besluit.uitkomst == besluit.verslag["uitkomst"]
        and besluit.regelset_sha256 == besluit.verslag["regelset"]["sha256"]
    )
