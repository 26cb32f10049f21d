"""The choke point: who may do this, on the dossier as it is now, once; then all is stored together, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction

from meerzorg.dossier import keten
from meerzorg.dossier.beeld import Beeld, beeld, vandaag
from meerzorg.dossier.models import Dossier, Ketenrij
from meerzorg.dossier.status import werk_bij
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import mag
from regeltaal.fouten import Fout, InvoerFout, Weigering

LANGSTE_TEKST = 10_000
AL_VERWERKT = "Dit formulier is al verwerkt. Er is niets dubbel opgeslagen."


class GeenRecht(Weigering):
    """This member of staff may not do this, here and now; the text says so in Dutch."""


class AlGedaan(Weigering):
    """The same form was sent before (a double click, the back button): it counted once, nothing more is stored."""


class Handeling:
    """One act while it runs: the locked dossier, who acts, and what goes into the chain."""

    def __init__(self, naam: str, wie: Medewerker, dossier: Dossier, sleutel: UUID | None) -> None:
        self.naam, self.wie, self.dossier, self.sleutel = naam, wie, dossier, sleutel
        self.gegevens: dict[str, Any] = {}
        self.stil = False
        """Set where the act turned out to change nothing: then it leaves no trace."""

    @cached_property
    def auteur(self) -> Actor:
        """Who acts, as it stands beside everything that is stored."""
        return Actor.objects.van(self.wie)

    @property
    def door(self) -> dict[str, Any]:
        """By whom, and in which role: what every row that an act stores says."""
        return {"auteur": self.auteur, "rol": self.wie.rol}

    def beeld(self) -> Beeld:
        """The picture as it is inside this transaction."""
        return beeld(self.dossier)


@contextmanager
def handeling(naam: str, wie: Medewerker, dossier: Dossier, sleutel: UUID | None = None) -> Iterator[Handeling]:
    """Runs one act. `dossier` is filled anew from the database and locked; after the act its columns are recomputed.

    Raises GeenRecht where the matrix does not allow it, AlGedaan where the form was handled before. Whatever the
    body raises undoes everything.
    """
    with transaction.atomic():
        vers = Dossier.objects.select_for_update().get(pk=dossier.pk)
        eenmalig(sleutel)
        controleer(naam, wie, vers)
        loop = Handeling(naam, wie, vers, sleutel)
        yield loop
        if not loop.stil:
            rond_af(loop)
    for veld in Dossier._meta.concrete_fields:
        setattr(dossier, veld.attname, getattr(vers, veld.attname))


def controleer(naam: str, wie: Medewerker, dossier: Dossier | None) -> None:
    """Raises GeenRecht where the matrix does not allow it."""
    if not mag(wie, naam, dossier):
        toestand = f" nu het dossier de toestand '{dossier.toestand}' heeft" if dossier is not None else ""
        besloten = " Op deze aanvraag is al een besluit genomen." if dossier is not None and dossier.herzien else ""
        raise GeenRecht(f"Met de rol {wie.rolnaam} kunt u dit niet doen{toestand}.{besloten}")


def eenmalig(sleutel: UUID | None) -> None:
    """Raises AlGedaan where a form with this mark was handled before."""
    if sleutel is not None and Ketenrij.objects.filter(sleutel=sleutel).exists():
        raise AlGedaan(AL_VERWERKT)


def rond_af(loop: Handeling) -> None:
    """Recomputes the columns for lists and adds the link of this act to the chain."""
    dossier = loop.dossier
    dossier.versie += 1
    b = loop.beeld()
    werk_bij(dossier, b, vandaag())
    dossier.save()
    verloop = keten.vingerafdruk([g.inhoud() for g in b.gebeurtenissen])
    keten.voeg_toe(
        loop.naam,
        loop.gegevens | {"versie": dossier.versie, "toestand": dossier.toestand, "gebeurtenissen": verloop},
        loop.auteur,
        dossiernummer=dossier.nummer,
        rol=loop.wie.rol,
        sleutel=loop.sleutel,
    )


def lees_tekst(veld: str, tekst: str, *, verplicht: bool = True, langste: int = LANGSTE_TEKST) -> str:
    """Text that someone typed, trimmed. Raises InvoerFout where it is missing, too long or holds control characters."""
    kaal = tekst.replace("\r\n", "\n").strip()
    if verplicht and not kaal:
        raise InvoerFout([Fout(veld, "niets", "een tekst")])
    if len(kaal) > langste:
        raise InvoerFout([Fout(veld, f"{len(kaal)} tekens", f"ten hoogste {langste} tekens")])
    if any((ord(teken) < 32 and teken not in "\n\t") or 0xD800 <= ord(teken) <= 0xDFFF for teken in kaal):
        raise InvoerFout([Fout(veld, "een stuurteken", "gewone tekst")])
    return kaal
