"""The navigation of this member of staff: only what the matrix of rights allows."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from meerzorg.toegang.rechten import mag

ONDERDELEN = (
    ("Mijn werk", "kantoor:mijn_werk", "mijn_werk_zien"),
    ("Nieuwe aanvraag", "kantoor:nieuw", "dossier_openen"),
    ("CIZ-berichten", "kantoor:ciz", "ciz_inlezen"),
    ("Teksten in brieven", "kantoor:teksten", "tekstblokken_wijzigen"),
    ("Medewerkers", "kantoor:medewerkers", "medewerkers_beheren"),
    ("Logboek", "kantoor:logboek", "keten_controleren"),
    ("Beleid", "kantoor:beleid", "beleid_zien"),
    ("De regels", "kantoor:regels", ""),
)


class Onderdeel(NamedTuple):
    titel: str
    url: str
    huidig: bool


def menu(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    wie = getattr(request, "user", None)
    if wie is None or not wie.is_authenticated:
        return {"menu": []}
    return {"menu": [*_onderdelen(request, wie)]}


def _onderdelen(request: HttpRequest, wie: Any) -> Any:
    for titel, naam, handeling in ONDERDELEN:
        if handeling and not mag(wie, handeling):
            continue
        try:
            url = reverse(naam)
        except NoReverseMatch:
            continue
        yield Onderdeel(titel, url, request.path.startswith(url))
