"""How values look on a screen: amounts, dates and codes as a Dutch reader writes them, and small building blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

import meerzorg
from meerzorg.wet.beoordeling.vormen import JA, NEE, NIET_NODIG, ONBEKEND
from meerzorg.wet.vocabulaire import PLAATS, VOCABULAIRE
from regeltaal.regel import Begrip
from regeltaal.soorten import DATUM, EURO, JANEE, SCORE, toon

register = template.Library()

ONBEKEND_WOORD = "onbekend"
NEDERLAND = ZoneInfo("Europe/Amsterdam")
STAPWOORDEN: Mapping[str, str] = {JA: "ja", NEE: "nee", ONBEKEND: "nog niet", NIET_NODIG: "niet nodig"}
BIJNA = 14
"""From this many days before the end a term asks for attention: the days in which `meerzorg dagelijks` warns."""

_PADEN: Mapping[str, str] = {
    "ja": '<path d="m4 12.5 5.5 5.5L20 6.5"/>',
    "nee": '<path d="m6 6 12 12M18 6 6 18"/>',
    "onbekend": '<path d="M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.01"/>',
    "niet_nodig": '<path d="M6 12h12"/>',
    "klok": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "stil": '<path d="M8 5v14M16 5v14"/>',
    "let_op": '<path d="M12 3 2 20.5h20zM12 10v4.5M12 17.5v.01"/>',
    "fout": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.5v.01"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.01"/>',
    "slot": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "pijl": '<path d="M5 12h14m-6-6 6 6-6 6"/>',
    "bron": '<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zv14"/>',
    "zoek": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/>',
    "leeg": '<path d="M4 13 6.5 5h11L20 13v6H4zh5l1.5 2.5h3L15 13h5"/>',
}


# --- values ---------------------------------------------------------------------------------------------------------


@register.filter
def euro(bedrag: int | None) -> str:
    """Cents as euro: 9939200 is '€ 99.392', -50 is '-€ 0,50'; None is 'onbekend'."""
    if bedrag is None:
        return ONBEKEND_WOORD
    return f"{'-' if bedrag < 0 else ''}{toon(abs(bedrag), EURO)}"


@register.filter
def datum(dag: date | str | None) -> str:
    """A date, also as a moment or ISO text: '4 mei 2026'; None is 'onbekend'. A moment gives its day in Nederland."""
    if not dag:
        return ONBEKEND_WOORD
    if isinstance(dag, str):
        dag = date.fromisoformat(dag)
    return toon(_hier(dag) if isinstance(dag, datetime) else dag, DATUM)


@register.filter
def tijdstip(moment: datetime | None) -> str:
    """A moment as it was in Nederland: '4 mei 2026, 14.05 uur'."""
    if moment is None:
        return ONBEKEND_WOORD
    hier = _hier(moment)
    return f"{datum(hier.date())}, {hier:%H.%M} uur"


@register.filter
def moment(wanneer: date | None) -> str:
    """A datetime with its time, a date without."""
    return tijdstip(wanneer) if isinstance(wanneer, datetime) else datum(wanneer)


@register.filter
def getal(waarde: Decimal | int | str | None) -> str:
    """A number with a Dutch comma; None is 'onbekend'."""
    return ONBEKEND_WOORD if waarde is None else toon(Decimal(waarde), SCORE)


@register.filter
def janee(waarde: bool | None) -> str:
    """ja, nee, or 'nog niet bekend'."""
    return toon(waarde, JANEE)


@register.filter
def waarde(inhoud: Any, begrip: Begrip | str) -> str:
    """A value of the vocabulary in words: by its kind, a choice by the words for its code."""
    if isinstance(begrip, str):
        begrip = VOCABULAIRE[PLAATS[begrip]]
    if inhoud in begrip.codes:
        return begrip.codes[inhoud]
    return toon(inhoud, begrip.soort)


@register.filter
def woord(code: str) -> str:
    """The word for the outcome of a step; another code without its underscores."""
    return STAPWOORDEN.get(code) or code.replace("_", " ")


# --- terms ----------------------------------------------------------------------------------------------------------


@register.filter
def dagen_woord(dagen: int | None) -> str:
    """Days left in words: 'nog 12 dagen', 'vandaag', '3 dagen te laat'; None is 'geen termijn'."""
    if dagen is None:
        return "geen termijn"
    if dagen == 0:
        return "vandaag"
    aantal = "1 dag" if abs(dagen) == 1 else f"{abs(dagen)} dagen"
    return f"nog {aantal}" if dagen > 0 else f"{aantal} te laat"


@register.filter
def dagen_soort(dagen: int | None) -> str:
    """How urgent that is, as a kind of status: fout (too late), let_op (soon), neutraal, stil (no term)."""
    if dagen is None:
        return "stil"
    return "fout" if dagen < 0 else "let_op" if dagen <= BIJNA else "neutraal"


# --- pictures and addresses -------------------------------------------------------------------------------------------


@register.filter
def maal(factor: Decimal | int | str, ander: Decimal | int | str) -> str:
    """The product, with a point: for a length in a drawing."""
    return f"{Decimal(factor) * Decimal(ander):f}"


@register.filter
def plus(waarde: Decimal | int | str, ander: Decimal | int | str) -> Decimal:
    """The sum, exact."""
    return Decimal(waarde) + Decimal(ander)


@register.filter
def bladzijden(pagina: Any) -> list[int | None]:
    """The page numbers to show around a page of a long list; None stands for those that are left out."""
    nummers = pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    return [nummer if isinstance(nummer, int) else None for nummer in nummers]


@register.simple_tag
def icoon(naam: str) -> SafeString:
    """A picture beside a word, hidden from who listens. KeyError for an unknown name."""
    pad = mark_safe(_PADEN[naam])  # noqa: S308 - a constant of this file
    return format_html('<svg class="mz-icoon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', pad)


@register.simple_tag(takes_context=True)
def met_query(context: Mapping[str, Any], **anders: Any) -> str:
    """The query string of this page with other values; None or '' removes one."""
    query = context["request"].GET.copy()
    for naam, inhoud in anders.items():
        if inhoud in (None, ""):
            query.pop(naam, None)
        else:
            query[naam] = inhoud
    return f"?{query.urlencode()}"


@register.simple_tag
def versie() -> str:
    """The version of Meerzorg."""
    return meerzorg.__version__


def _hier(moment: datetime) -> datetime:
    return moment.astimezone(NEDERLAND)
