"""What can be wrong: in the input of a user, in a rule, in a norm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

Pad: TypeAlias = tuple[str | int, ...]
"""Where in the input: names, and numbers of lines counted from 1: ("budgetplan", 3, "uurtarief")."""


class RegelFout(Exception):
    """A mistake of the author of a rule, found when the rules load."""


class NormFout(Exception):
    """A mistake in the data of a norm, found when the norms load."""


@dataclass(frozen=True, slots=True, init=False)
class Fout:
    """One fault in the input: where, what was found, what is allowed, and the name that was probably meant.

    `pad` leads to the value inside what was read; `waar` says in words which of several things that was.
    """

    pad: Pad
    gevonden: str
    toegestaan: str
    bedoeld: str | None
    waar: str | None

    def __init__(
        self, pad: Pad | str, gevonden: str, toegestaan: str, bedoeld: str | None = None, waar: str | None = None
    ) -> None:
        zet = object.__setattr__
        zet(self, "pad", (pad,) if isinstance(pad, str) else pad)
        zet(self, "gevonden", gevonden)
        zet(self, "toegestaan", toegestaan)
        zet(self, "bedoeld", bedoeld)
        zet(self, "waar", waar)

    @property
    def naam(self) -> str:
        """The path in words: 'budgetplan regel 3, uurtarief'."""
        woorden = ""
        for vorige, deel in zip((None, *self.pad), self.pad, strict=False):
            if isinstance(deel, int):
                woorden += f" regel {deel}"
            else:
                woorden += deel if vorige is None else f" {deel}" if vorige == "norm" else f", {deel}"
        return woorden.strip()

    def __str__(self) -> str:
        plek = f"{self.waar}: " if self.waar else ""
        hint = f" Bedoelt u misschien '{self.bedoeld}'?" if self.bedoeld else ""
        return f"{plek}{self.naam}: gevonden {self.gevonden}; toegestaan is {self.toegestaan}.{hint}"


class Weigering(Exception):
    """Something is not done, and nothing was changed; the message says why in Dutch.

    `fouten` holds every fault that was found in the input, not only the first; empty where it was not the input.
    """

    fouten: tuple[Fout, ...] = ()

    def bericht(self) -> str:
        """The whole Dutch message, of one line or more."""
        return str(self)


class InvoerFout(Weigering):
    """The input is refused."""

    def __init__(self, fouten: Sequence[Fout]) -> None:
        self.fouten = tuple(fouten)
        aantal = len(self.fouten)
        kop = f"De invoer is niet geaccepteerd: {aantal} {'fout' if aantal == 1 else 'fouten'}."
        super().__init__("\n".join([kop, *(f"- {fout}" for fout in self.fouten)]))


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
