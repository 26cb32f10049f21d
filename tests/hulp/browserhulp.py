"""What the browser tests share: the day they run on, people who are already logged in, filling in a question."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client as Bezoeker
from django.urls import reverse
from pypdf import PdfReader

from browser import NieuwePagina
from dag import later
from kantoorhulp import team
from meerzorg.dossier.models import Dossier
from meerzorg.klok import vandaag

if TYPE_CHECKING:
    from playwright.sync_api import Page

NUMMER = re.compile(r"MZ-\d{4}-\d{6}")


class Bezetting:
    """The people of one office, and windows in which they are logged in."""

    def __init__(self, nieuwe_pagina: NieuwePagina, server: str) -> None:
        self._nieuw, self._server = nieuwe_pagina, server
        self.mensen = team()

    def als(self, wie: str, **opties: Any) -> Page:
        """A new window of this person; `opties` as for `nieuwe_pagina`."""
        pagina = self._nieuw(**opties)
        self.log_in(pagina, wie)
        return pagina

    def leeg(self, **opties: Any) -> Page:
        """A new window in which nobody is logged in."""
        return self._nieuw(**opties)

    def log_in(self, pagina: Page, wie: str) -> None:
        """Gives this window a session, for tests that are not about logging in."""
        bezoeker = Bezoeker()
        bezoeker.force_login(self.mensen[wie], "django.contrib.auth.backends.ModelBackend")
        naam = settings.SESSION_COOKIE_NAME
        pagina.context.add_cookies([{"name": naam, "value": bezoeker.cookies[naam].value, "url": self._server}])


@contextmanager
def dagen_later(dagen: int) -> Iterator[date]:
    """The same hour so many days after the day of the tests."""
    with later(days=dagen):
        yield vandaag()


def adres(naam: str, dossier: Dossier | str | None = None, **argumenten: Any) -> str:
    """The path of a screen by its name, such as 'dossier'."""
    if dossier is not None:
        argumenten["nummer"] = getattr(dossier, "nummer", dossier)
    return str(reverse(f"kantoor:{naam}", kwargs=argumenten))


def kies(pagina: Page, naam: str, waarde: str) -> None:
    """Answers one field by its name, whatever kind it is."""
    veld = pagina.locator(f"[name='{naam}']:not([type=hidden])")
    for kop in veld.locator("xpath=ancestor::details[not(@open)]/summary").all():
        kop.click()
    soort = veld.first.evaluate("e => e.type")
    if soort == "radio":
        pagina.locator(f"[name='{naam}'][value='{waarde}']").check()
    elif soort == "checkbox":
        veld.first.set_checked(waarde == "ja")
    elif soort == "select-one":
        veld.select_option(waarde)
    else:
        veld.fill(waarde)


def vul_in(pagina: Page, **velden: str) -> None:
    """Fills in fields by name; in a name `__` stands for the hyphen between a question and its part."""
    for naam, waarde in velden.items():
        kies(pagina, naam.replace("__", "-"), waarde)


def klik(pagina: Page, knop: str) -> None:
    """Presses a button by its whole text."""
    pagina.get_by_role("button", name=knop, exact=True).click()


def tekst(pagina: Page) -> str:
    """What a person reads on the page, on one line."""
    return " ".join(pagina.locator("main").inner_text().split())


def pdf_tekst(pagina: Page, url: str) -> str:
    """The text of a PDF that this person may open, on one line."""
    antwoord = pagina.request.get(url)
    assert antwoord.status == 200 and antwoord.headers["content-type"] == "application/pdf"
    return " ".join(" ".join(blad.extract_text() for blad in PdfReader(io.BytesIO(antwoord.body())).pages).split())


def pad(pagina: Page) -> str:
    """Where this window is."""
    return urlsplit(pagina.url).path


FOCUS = """() => {
  const e = document.activeElement, stijl = getComputedStyle(e), vak = e.getBoundingClientRect();
  return {
    tekst: (e.labels?.[0]?.innerText || e.innerText || "").trim(), naam: e.name || "", waarde: e.value || "",
    zichtbaar: stijl.outlineStyle !== "none" && parseFloat(stijl.outlineWidth) >= 2,
    inBeeld: vak.bottom > 0 && vak.top < innerHeight && vak.width > 0 && vak.height > 0,
    pagina: e === document.body,
  };
}"""


def tab_naar(pagina: Page, wat: str = "", naam: str = "", keren: int = 150) -> None:
    """Goes on with the Tab key to what has this text or this name; every stop on the way must be visible."""
    pagina.wait_for_load_state()  # the page may be there before its style sheet
    for _ in range(keren):
        pagina.keyboard.press("Tab")
        plek = pagina.evaluate(FOCUS)
        if plek["pagina"]:
            continue
        assert plek["zichtbaar"] and plek["inBeeld"], f"de focus is niet te zien op {plek} van {pagina.url}"
        if (naam and plek["naam"] == naam) or (wat and plek["tekst"].startswith(wat)):
            return
    raise AssertionError(f"met Tab niet te bereiken: {wat or naam} op {pagina.url}")
