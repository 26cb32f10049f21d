"""The filters of the list of work, as they stand in its address."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from meerzorg.dossier.models import Dossier
from meerzorg.dossier.status import zoekvorm
from meerzorg.kantoor.werk.lijst import STAPNAMEN, dossiers, keuzes, stapnaam
from meerzorg.klok import vandaag
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.vocabulaire import SOORTEN_AANVRAAG, ZORGPROFIELEN
from regeltaal.lezers.zin import hoofdletter

BSN_CIJFERS = 9
LANGSTE_VRAAG = 100


class Werkfilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """`wat` chooses the list; the others narrow it. What is not a choice counts as not given."""

    zoek = django_filters.CharFilter(
        label="Dossiernummer of naam",
        method="op_nummer_of_naam",
        max_length=LANGSTE_VRAAG,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    zorgprofiel = django_filters.ChoiceFilter(
        label="Zorgprofiel", empty_label="Alle profielen", choices=[(code, code) for code in ZORGPROFIELEN]
    )
    stap = django_filters.ChoiceFilter(
        label="Stap", empty_label="Alle stappen", choices=[(stap, hoofdletter(stapnaam(stap))) for stap in STAPNAMEN]
    )
    soort_aanvraag = django_filters.ChoiceFilter(
        label="Soort aanvraag",
        empty_label="Alle soorten",
        choices=[(code, hoofdletter(naam)) for code, naam in SOORTEN_AANVRAAG.items()],
    )

    class Meta:
        model = Dossier
        fields = ()

    def __init__(self, data: Any, wie: Medewerker, wat: str = "") -> None:
        wat = wat or data.get("wat", "")
        self.wat = wat if wat in (*keuzes(wie.rol), "alles") else next(iter(keuzes(wie.rol)))
        super().__init__(data, dossiers(wie, self.wat, vandaag()))

    @property
    def vernauwd(self) -> bool:
        """Whether more than the choice of list counts; also where a filter is not valid and is left out."""
        return any(self.data.get(naam) for naam in self.filters)

    def op_nummer_of_naam(self, rijen: QuerySet[Dossier], naam: str, vraag: str) -> QuerySet[Dossier]:
        """With a digit it is (a part of) a number, else every word must be in the name of the client."""
        if any(teken.isdigit() for teken in vraag):
            return rijen.filter(nummer__contains=vraag.strip().upper())
        for woord in zoekvorm(vraag).split():
            rijen = rijen.filter(zoeknaam__contains=woord)
        return rijen


def lijkt_bsn(vraag: str) -> bool:
    """Nine digits, with or without spaces, points and dashes: never searched, an address is kept in too many places."""
    kaal = "".join(teken for teken in vraag if teken not in " .-")
    return len(kaal) == BSN_CIJFERS and kaal.isdigit()
