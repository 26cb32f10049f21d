"""What can be wrong: in the input of a user, in a rule, in a norm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class RegelFout(Exception):
    """A mistake of the author of a rule, found when the rules load."""


class NormFout(Exception):
    """A mistake in the data of a norm, found when the norms load."""


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault in the input: which field, what was found, what is allowed, and the name that was probably meant."""

    naam: str
    gevonden: str
    toegestaan: str
    bedoeld: str | None = None
    waar: str | None = None

    def __str__(self) -> str:
        plek = f"{self.waar}: " if self.waar else ""
        hint = f" Bedoelt u misschien '{self.bedoeld}'?" if self.bedoeld else ""
        return f"{plek}{self.naam}: gevonden {self.gevonden}; toegestaan is {self.toegestaan}.{hint}"


class InvoerFout(Exception):
    """The input is refused; `fouten` holds every fault that was found, not only the first."""

    def __init__(self, fouten: Sequence[Fout]) -> None:
        self.fouten = tuple(fouten)
        super().__init__(self.bericht())

    def bericht(self) -> str:
        """All faults as one Dutch message, one line each."""
        aantal = len(self.fouten)
        kop = (
            "De invoer is niet geaccepteerd: 1 fout."
            if aantal == 1
            else f"De invoer is niet geaccepteerd: {aantal} fouten."
        )
        return "\n".join([kop, *(f"- {fout}" for fout in self.fouten)])


def dichtstbij(naam: str, bekend: Iterable[str]) -> str | None:
    """The known name nearest to `naam`, or None when nothing looks like it."""
    gevonden = get_close_matches(naam[:80], list(bekend), n=1, cutoff=0.6)
    return gevonden[0] if gevonden else None


def getoond(waarde: object, lengte: int = 60) -> str:
    """A value as shown in an error message: quoted when it is text, never longer than `lengte`."""
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    tekst = repr(waarde) if isinstance(waarde, str) else str(waarde)
    tekst = "".join(teken if teken.isprintable() else "?" for teken in tekst)
    return tekst if len(tekst) <= lengte else tekst[: lengte - 1] + "…"
