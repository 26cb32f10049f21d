"""What an assessment tells: typed, with its own words, so that it can be read when the rules are other ones.

The order of the fields is that of the contract; `regeltaal.vorm` makes the JSON and its schema from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from regeltaal.bron import Bron
from regeltaal.vorm import BINNEN, MAG_WEG, Alleen, Centen, Getal, Json, Scalair, als_data, als_json

Stand: TypeAlias = Literal["ja", "nee", "niet_nodig", "onbekend"]
"""What came of a step or a rung; niet_nodig: no longer reached."""
JA: Final = "ja"
NEE: Final = "nee"
NIET_NODIG: Final = "niet_nodig"
ONBEKEND: Final = "onbekend"


@dataclass(frozen=True, slots=True)
class Stapuitkomst:
    """A step: what came of it, why in one sentence, on which sources. `waarom` is the sentence without its opening;
    `feit` the input or rule that answers the step."""

    stap: str
    naam: str
    uitkomst: Stand
    toelichting: str
    bronnen: tuple[Bron, ...]
    vraag: Annotated[str, BINNEN]
    waarom: Annotated[str, BINNEN]
    feit: Annotated[str, BINNEN]


@dataclass(frozen=True, slots=True)
class Openstaand:
    """An input that must still be asked, and of whom."""

    gegeven: str
    rol: str
    stap: str
    vraag: str


@dataclass(frozen=True, slots=True)
class Bedragen:
    """Amounts in cents per year; None is not known yet."""

    basisbudget: Centen | None
    ekt_ruimte: Centen | None
    gevraagd: Centen | None
    toegekend_extra: Centen | None
    toegekend_totaal: Centen | None


@dataclass(frozen=True, slots=True)
class Looptijd:
    """First and last day of what is granted, and the months; None where nothing runs, or it is not known yet."""

    van: date | None
    tot_en_met: date | None
    maanden: int | None


@dataclass(frozen=True, slots=True)
class Jaarbedrag:
    """The grant of one calendar year: `per_jaar` × `dagen` / `jaardagen` (Rlz 5.14)."""

    jaar: int
    van: date
    tot_en_met: date
    dagen: int
    bedrag: Centen
    berekening: str
    per_jaar: Annotated[Centen, BINNEN]
    jaardagen: Annotated[int, BINNEN]


@dataclass(frozen=True, slots=True)
class Alternatief:
    """A tailored solution that stays open, up to a total in cents per year."""

    soort: str
    tot_totaal: Centen


@dataclass(frozen=True, slots=True)
class Domeinscore:
    """One domain of the picture of limitations; `overstijgt` None: it cannot be compared."""

    domein: str
    score: Getal | None
    referentie: Getal | None
    status: str | None
    overstijgt: bool | None


@dataclass(frozen=True, slots=True)
class Grondslag:
    """A ground of a refusal: its words, and the input or rule that was nee for it."""

    code: str
    zin: str
    feit: str


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """What a reader must know. `medisch`: it tells something of the scores, which are for the medical roles only."""

    code: str
    tekst: str
    medisch: bool = False


@dataclass(frozen=True, slots=True)
class Regelsetkenmerk:
    """Which rules were applied."""

    versie: str
    sha256: str


# --- the whole reasoning ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnderKader:
    """A framework that was not chosen."""

    kader: str
    waarom: str


@dataclass(frozen=True, slots=True)
class AnderePeriode:
    """A version of a norm that was not chosen."""

    van: date | None
    tot_en_met: date | None
    waarom: str


@dataclass(frozen=True, slots=True)
class Normversie:
    """The version of a norm that was chosen; `waarde` only where it has no keys."""

    norm: str
    van: date | None
    tot_en_met: date | None
    status: str
    bron: Bron
    gecontroleerd_op: date
    waarde: Scalair
    andere_periode: bool
    niet_gekozen: tuple[AnderePeriode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kaderkeuze:
    """Which framework and norms, and why not the others."""

    soort: Literal["keuze"] = "keuze"
    peildatum: date | None
    kader: str | None
    status: str | None
    waarom: str
    bronnen: tuple[Bron, ...]
    niet_gekozen: tuple[AnderKader, ...]
    normen: tuple[Normversie, ...]


@dataclass(frozen=True, slots=True)
class Operand:
    """A value that a rule rests on."""

    naam: str
    waarde: Scalair
    eenheid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelwaarde:
    """A rule with what it gave, and the sentence in which it is filled in."""

    soort: Literal["regel"] = "regel"
    stap: str
    regel: str
    waarde: Scalair
    eenheid: str
    operanden: tuple[Operand, ...]
    bronnen: tuple[Bron, ...]
    zin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trede:
    """A rung of the ladder: whether it held, and why."""

    soort: Literal["trede"] = "trede"
    nummer: int
    stap: str
    uitkomst: str
    geldt: Stand
    waarom: str


Redenering: TypeAlias = Kaderkeuze | Regelwaarde | Trede


# --- the report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verslag:
    """The result of an assessment, by the contract; `verklaring` only where it was asked for.

    `uitkomstzin` and `kadertitel` are the words of outcome and framework; both None or '' where there is none.
    """

    dossier: str
    kader: str | None
    status_kader: str | None
    peildatum: date | None
    voorlopig: bool
    uitkomst: str
    gronden: Annotated[tuple[Grondslag, ...], Alleen("code")]
    toegang_meerzorg: bool | None
    stappen: tuple[Stapuitkomst, ...]
    openstaand: tuple[Openstaand, ...]
    bedragen: Bedragen
    looptijd: Looptijd
    jaarverleningen: tuple[Jaarbedrag, ...]
    herbeoordeling_uitnodiging: date | None
    alternatieven: tuple[Alternatief, ...]
    beperkingenbeeld: tuple[Domeinscore, ...]
    waarschuwingen: Annotated[tuple[Waarschuwing, ...], Alleen("tekst")]
    interpretaties: Mapping[str, str]
    regelset: Regelsetkenmerk
    verklaring: Annotated[tuple[Redenering, ...] | None, MAG_WEG]
    verklaring_sha256: Annotated[str | None, MAG_WEG]
    uitkomstzin: Annotated[str, BINNEN]
    kadertitel: Annotated[str, BINNEN]

    def __repr__(self) -> str:
        return f"<Verslag {self.dossier}: {self.uitkomst}, {self.kader or 'geen kader'}>"

    def als_json(self) -> dict[str, Json]:
        """The result as plain JSON data, in the form of the contract."""
        uit: dict[str, Json] = als_json(self)
        return uit

    def als_data(self) -> dict[str, Json]:
        """The whole result as plain JSON data, to keep; `regeltaal.vorm.lees(Verslag, …)` reads it back."""
        uit: dict[str, Json] = als_data(self)
        return uit

    @property
    def regels(self) -> tuple[Regelwaarde, ...]:
        """The rules in the reasoning."""
        return tuple(deel for deel in self.verklaring or () if isinstance(deel, Regelwaarde))

    def zichtbaar(self, *, medisch: bool) -> tuple[Waarschuwing, ...]:
        """The warnings for who may see medical content, or may not."""
        return tuple(deel for deel in self.waarschuwingen if medisch or not deel.medisch)
