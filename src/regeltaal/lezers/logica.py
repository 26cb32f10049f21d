"""Three-valued logic (Kleene): None is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def kleene(leden: Sequence[bool | None], *, beslissend: bool) -> bool | None:
    """En (`beslissend` nee) or of (`beslissend` ja): the deciding value if a member has it, else unknown if one is."""
    return beslissend if beslissend in leden else None if None in leden else not beslissend


def gekozen(als: bool | None, dan: Any, anders: Any) -> Any:
    """A choice: with an unknown condition only what both branches agree on."""
    if als is None:
        return dan if dan == anders else None
    return dan if als else anders
