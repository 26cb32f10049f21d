"""Where a member of staff can go from here: the navigation, the foot of the page, the search; and to a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from meerzorg.dossier.models import Dossier
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import mag

ONDERDELEN = (
    ("Mijn werk", "mijn_werk", "mijn_werk_zien"),
    ("Nieuwe aanvraag", "nieuw", "dossier_openen"),
    ("CIZ-berichten", "ciz", "ciz_inlezen"),
    ("Teksten in brieven", "teksten", "tekstblokken_wijzigen"),
    ("Medewerkers", "medewerkers", "medewerkers_beheren"),
    ("Logboek", "logboek", "keten_controleren"),
    ("Beleid", "beleid", "beleid_zien"),
    ("De regels", "regels", ""),
)
"""Title, name of the address, and the act that must be allowed."""
VOET = (("De regels", "regels"), ("Handleiding", "handleiding"), ("Toegankelijkheid", "toegankelijkheid"))


class Onderdeel(NamedTuple):
    titel: str
    url: str
    huidig: bool = False


def menu(aanroep: HttpRequest) -> dict[str, Any]:
    """What the base templates show around every page. Who is logged in gets a menu, and a search where allowed."""
    voet = [Onderdeel(titel, reverse(f"kantoor:{naam}")) for titel, naam in VOET]
    wie = getattr(aanroep, "user", None)
    if not isinstance(wie, Medewerker):
        return {"menu": [], "voet": voet}
    zoek = reverse("kantoor:zoek") if mag(wie, "mijn_werk_zien") else ""
    return {"menu": list(_onderdelen(aanroep, wie)), "voet": voet, "zoek_url": zoek}


def _onderdelen(aanroep: HttpRequest, wie: Medewerker) -> Iterator[Onderdeel]:
    for titel, naam, handeling in ONDERDELEN:
        if not handeling or mag(wie, handeling):
            url = reverse(f"kantoor:{naam}")
            yield Onderdeel(titel, url, aanroep.path.startswith(url))


def adres(naam: str, dossier: Dossier, **meer: Any) -> str:
    """The address of a screen of this dossier."""
    return reverse(f"kantoor:{naam}", kwargs={"nummer": dossier.nummer, **meer})
