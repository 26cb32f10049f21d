"""What is to be computed: the form of a policy question, filled in by hand or by an address; the ready questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meerzorg.beleid.simulatie.plan import OP_DATUM, waarde_in_woorden
from meerzorg.kantoor.beleid.doorrekenen import PERSONEN, TREKKINGEN, ZAAD
from meerzorg.kantoor.beleid.models import Doorrekening
from meerzorg.kantoor.beleid.normen import Beleidsnorm, Normveld, beleidsnormen
from meerzorg.schermen.formulieren import naast_veld, zin_van
from meerzorg.schermen.velden import Getalveld
from meerzorg.wet.normen import BEGRIPPEN, waarde_van
from meerzorg.wet.procedure.beleidskader_2026 import BELEIDSKADER_2026
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.procedure.rlz_2027 import RLZ_2027
from meerzorg.wet.procedure.tabel import Procedure
from regeltaal.fouten import InvoerFout
from regeltaal.soorten import DATUM, toon

STANDAARD = {"personen": 100_000, "trekkingen": 200, "zaad": 2026}
NORM = "norm-"
"""What comes before the name of a norm in the name of its field."""


class Telveld(Getalveld):
    """A whole number between two bounds; points between thousands are allowed."""

    def __init__(self, grenzen: tuple[int, int], **kwargs: Any) -> None:
        self.laagst, self.hoogst = grenzen
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> Any:
        getal = super().to_python(value)
        if getal is not None and (getal != int(getal) or not self.laagst <= getal <= self.hoogst):
            zin = f"Vul een heel getal in van {_punten(self.laagst)} tot en met {_punten(self.hoogst)}."
            raise ValidationError(zin, code="grenzen")
        return None if getal is None else int(getal)

    def prepare_value(self, value: Any) -> Any:
        return _punten(value) if isinstance(value, int) else value


class Beleidsformulier(forms.Form):
    """The question. Unbound it can begin with what an address says (`begin_uit`); the norms are fields by name."""

    basis = forms.ChoiceField(label="Waarmee wilt u vergelijken?")
    kaders = forms.MultipleChoiceField(
        label="Welke andere regels legt u ernaast?", required=False, widget=forms.CheckboxSelectMultiple
    )
    personen = Telveld(
        PERSONEN,
        label="Aantal verzonnen mensen",
        help_text="Meer mensen geeft minder toeval, en kost meer tijd: een miljoen een paar minuten.",
    )
    trekkingen = Telveld(
        TREKKINGEN,
        label="Aantal keren met andere aannames",
        help_text="Zo ziet u hoe zeker de uitkomst is. Met 0 is het antwoord er in een paar "
        "seconden, maar dan ziet u dat niet.",
    )
    zaad = Telveld(
        ZAAD,
        label="Begingetal van het toeval",
        help_text="Met hetzelfde getal komen precies dezelfde mensen terug. U hoeft dit niet te veranderen.",
    )

    def __init__(self, data: Any = None, *, dag: date, begin: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"basis": BELEIDSKADER_2026.id} | STANDAARD | (begin or {}))
        basis, kaders = self.fields["basis"], self.fields["kaders"]
        assert isinstance(basis, forms.ChoiceField) and isinstance(kaders, forms.MultipleChoiceField)
        basis.choices = [(naam, keuze) for naam, keuze, _ in _kaders()]
        kaders.choices = [(naam, uitleg) for naam, _, uitleg in _kaders()]
        self.normen = beleidsnormen(dag)
        for norm in self.normen:
            self.fields[NORM + norm.naam] = Normveld(norm)

    @property
    def normvelden(self) -> list[tuple[Beleidsnorm, forms.BoundField]]:
        """Each norm with its field."""
        return [(norm, self[NORM + norm.naam]) for norm in self.normen]

    @property
    def meer_open(self) -> bool:
        """Whether the numbers are not the ordinary ones, or wrong."""
        return any(
            self[naam].errors or self[naam].value() not in (str(gewoon), _punten(gewoon))
            for naam, gewoon in STANDAARD.items()
        )

    def clean(self) -> None:
        """A norm must count in one of the frameworks, or its change would do nothing."""
        gekozen = self._kaders()
        for norm in self.normen if gekozen else ():
            if self.cleaned_data.get(NORM + norm.naam) and not norm.telt_in(gekozen):
                self.add_error(NORM + norm.naam, f"Deze norm telt {norm.waar}. Kies ook zo’n kader.")

    def vraag(self) -> tuple[list[str], list[tuple[str, str]], int, int, int]:
        """The question for `doorrekenen.vraag`: frameworks (the base first), norms, people, seed, draws."""
        schoon = self.cleaned_data
        normen = [(norm.naam, schoon[NORM + norm.naam]) for norm in self.normen if schoon[NORM + norm.naam]]
        return self._kaders(), normen, schoon["personen"], schoon["zaad"], schoon["trekkingen"]

    def neem_fouten_over(self, fout: InvoerFout) -> None:
        """What the core refuses, beside its field or above the form."""
        for deel in fout.fouten:
            naam = NORM + str(deel.pad[1]) if deel.pad[0] == "norm" and len(deel.pad) > 1 else deel.pad[0]
            if naam in self.fields:
                self.add_error(naam, naast_veld(deel))
            else:
                self.add_error(None, zin_van(deel))

    def _kaders(self) -> list[str]:
        basis = self.cleaned_data.get("basis")
        return list(dict.fromkeys([basis, *self.cleaned_data.get("kaders", ())])) if basis else []


@dataclass(frozen=True)
class Klaarvraag:
    """A ready question: its text, and the query that fills in the form."""

    tekst: str
    query: str


def klaarvragen() -> list[Klaarvraag]:
    """What is asked most."""
    nu, straks = BELEIDSKADER_2026.id, RLZ_2027.id
    return [
        Klaarvraag("Wat doet de Rlz van 2027 vergeleken met het beleidskader van 2026?", als_query([nu, straks], [])),
        Klaarvraag("Wat als de urendrempel 20 % was?", als_query([nu], [("urendrempel", "0.20")])),
        Klaarvraag("Wat als Extra kosten thuis (EKT) tot 30 % kon?", als_query([nu], [("ekt_percentage", "0.30")])),
    ]


def query_van(doorrekening: Doorrekening) -> str:
    """The query that fills in the form with an earlier question."""
    gewoon = {naam: getattr(doorrekening, naam) for naam in STANDAARD}
    return als_query(doorrekening.kaders, doorrekening.normen, **gewoon)


def als_query(kaders: list[str], normen: list[tuple[str, str]], **getallen: int) -> str:
    """A question as the query of the address of the form; numbers that are the ordinary ones are left out."""
    basis, *anderen = kaders
    velden = [("basis", basis), *(("kaders", kader) for kader in anderen)]
    velden += [(NORM + naam, _getypt(naam, waarde)) for naam, waarde in normen]
    velden += [(naam, str(getal)) for naam, getal in getallen.items() if getal != STANDAARD[naam]]
    return urlencode(velden)


def begin_uit(query: QueryDict) -> dict[str, Any]:
    """What the form begins with, from the query; what it does not know stays out, faults are for who sends it."""
    begin: dict[str, Any] = {naam: query[naam] for naam in query if naam.startswith(NORM) or naam in STANDAARD}
    if query.get("basis") in _namen():
        begin["basis"] = query["basis"]
    return begin | {"kaders": [naam for naam in query.getlist("kaders") if naam in _namen()]}


def _getypt(naam: str, waarde: str) -> str:
    """A value of a norm file as someone would type it. A norm that is no more keeps its text."""
    begrip = BEGRIPPEN.get(naam)
    return waarde_in_woorden(waarde_van(waarde, begrip.soort), begrip.soort) if begrip else waarde


def _namen() -> list[str]:
    return [naam for naam, *_ in _kaders()]


def _kaders() -> Iterator[tuple[str, str, SafeString]]:
    """Per framework its name, one line for a list, and a text of two for a choice."""
    for kader in KADERS.values():
        uitleg = format_html(
            '<strong>{}</strong> ({})<br><span class="mz-zacht">{}. {}</span>',
            *(kader.id, kader.status, kader.titel, _periode(kader)),
        )
        yield kader.id, f"{kader.id} ({kader.status})", uitleg
    uitleg = format_html(
        '<strong>{}</strong><br><span class="mz-zacht">{}</span>',
        "ieder volgens de eigen datum",
        "Voor iedereen het kader dat geldt op de eigen aanvraagdatum.",
    )
    yield OP_DATUM, "ieder volgens het kader van de eigen aanvraagdatum", uitleg


def _periode(kader: Procedure) -> str:
    if kader.van is None or kader.tot_en_met is None:
        return "Geldt voor geen enkele aanvraag."
    van = toon(kader.van, DATUM)
    if kader.tot_en_met == date.max:
        return f"Voor aanvragen vanaf {van}."
    return f"Voor aanvragen van {van} tot en met {toon(kader.tot_en_met, DATUM)}."


def _punten(getal: int) -> str:
    """A number with points between the thousands; of four digits without, as a year is written."""
    return f"{getal:,}".replace(",", ".") if getal > 9_999 else str(getal)
