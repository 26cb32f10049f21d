"""Every form with every field at its limit, one beyond, with NUL, half a character, or repeated without end: a message,
never a fault of ours. The forms are those that the pages show; a new one is tested without being named."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client as Bezoeker
from django.urls import resolve

from kantooradressen import ADRESSEN
from kantoorhulp import bsns
from kantoorplek import Kantoor, richt_in, url
from kantoortoestanden import verstreken, vul_aan
from meerzorg.schermen.formulieren import Handelingsformulier
from meerzorg.toegang.rechten import ROLLEN

pytestmark = [pytest.mark.django_db, pytest.mark.zwaar]
HALF = "\ud800"
"""Half a character; Django reads it as the sign for what is no character."""
GROEIT = "\ufdfa"
"""One character that becomes eighteen where a text is made searchable."""
GETYPT = ("text", "search", "email", "password", "textarea")
VOORBEELD = {"email": "a@voorbeeld.invalid", "date": "2026-01-05", "number": "14"}
OP_NAAM = {"postcode": "1234 AB", "geboortedatum": "2010-05-04"}
DOSSIERS = ("in_behandeling", "wacht_op_aanvulling", "voorgesteld", "verstreken")
FORMULIER = "application/x-www-form-urlencoded"


@dataclass
class Veld:
    """One field of a form on a page: its kind, the first value it may have, and how long that may be."""

    naam: str
    soort: str
    waarde: str
    grens: int | None

    def goed(self) -> str:
        """What a person could send."""
        if self.naam == "bsn":
            return next(bsns())
        return self.waarde or OP_NAAM.get(self.naam) or VOORBEELD.get(self.soort, "tekst")

    def vijandig(self) -> Iterator[str | list[str]]:
        """What nobody means to send: at the limit, beyond it, and what is not a value of this kind at all."""
        if self.soort in GETYPT and self.grens:
            staart = "@b.invalid" if self.soort == "email" else ""
            yield from ("a" * (self.grens + erbij - len(staart)) + staart for erbij in (0, 1))
            yield GROEIT * self.grens
        else:
            yield from ("9" * 5000, "-1", "0001-01-01")
        yield from ("9" * 25, "\0", HALF, [self.goed()] * 900)


@dataclass
class Formulier:
    """A form as a browser would send it."""

    methode: str
    doel: str
    velden: dict[str, Veld] = field(default_factory=dict)

    def ingevuld(self) -> dict[str, Any]:
        return {veld.naam: veld.goed() for veld in self.velden.values()}


class Bladlezer(HTMLParser):
    """The forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.formulieren: list[Formulier] = []
        self._keuze: Veld | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            self.formulieren.append(Formulier(a.get("method", "get").lower(), a.get("action", "")))
        elif tag == "option" and self._keuze is not None:
            self._keuze.waarde = self._keuze.waarde or a.get("value", "")
        elif tag in ("input", "textarea", "select", "button") and self.formulieren:
            self._veld(tag, a)

    def _veld(self, tag: str, a: dict[str, str]) -> None:
        naam, soort = a.get("name", ""), a.get("type", "text") if tag == "input" else tag
        velden = self.formulieren[-1].velden
        kiest_al = soort in ("radio", "checkbox", "button") and naam in velden
        if not naam or naam == "csrfmiddlewaretoken" or soort == "file" or kiest_al:
            return
        waarde = a.get("value", "on" if soort == "checkbox" else "")
        velden[naam] = veld = Veld(naam, soort, waarde, int(a["maxlength"]) if a.get("maxlength") else None)
        self._keuze = veld if tag == "select" else None


class _Terug(Exception):
    """Undoes the transaction of one request."""


class Proef:
    """Sends requests as one person, each in a transaction that is undone, and keeps what went wrong."""

    def __init__(self, wie: Any) -> None:
        self.bezoeker = Bezoeker(raise_request_exception=False)
        if wie is not None:
            self.bezoeker.force_login(wie, "django.contrib.auth.backends.ModelBackend")
        self.fouten: list[str] = []

    def stuur(self, wat: str, methode: str, pad: str, data: dict[str, Any]) -> Any:
        """One form; what is no text goes over the line as the bytes that stand for it."""
        inhoud = urlencode(data, doseq=True, errors="surrogatepass")
        cache.clear()
        try:
            with transaction.atomic():
                if methode == "post":
                    antwoord = self.bezoeker.post(pad, inhoud, content_type=FORMULIER)
                else:
                    antwoord = self.bezoeker.get(f"{pad.partition('?')[0]}?{inhoud}")
                raise _Terug
        except _Terug:
            pass
        if antwoord.status_code >= 500:
            self.fouten.append(f"{antwoord.status_code} {methode} {pad[:80]}: {wat}")
        return antwoord

    def beproef(self, formulier: Formulier, waar: str) -> None:
        goed = formulier.ingevuld()
        self.stuur("ingevuld", formulier.methode, waar, goed)
        for veld in formulier.velden.values():
            for waarde in veld.vijandig():
                kort = f"{veld.naam}: {len(waarde)} keer {waarde[0][:12]!r}"
                antwoord = self.stuur(kort, formulier.methode, waar, goed | {veld.naam: waarde})
                if waarde == "\0" and antwoord.status_code not in (400, 403):
                    self.fouten.append(f"{antwoord.status_code} {waar}: {kort} is genomen voor tekst")
        velden = {f"x{nr}": "1" for nr in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
        if self.stuur("zonder einde", formulier.methode, waar, velden).status_code not in (400, 403):
            self.fouten.append(f"{waar}: een formulier zonder einde is genomen")


@pytest.fixture(autouse=True)
def stil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals, each with its traceback in the log, would take most of the time."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)


@pytest.fixture(scope="module")
def hier(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kantoor]:
    with django_db_blocker.unblock(), transaction.atomic():
        hier = richt_in()
        hier.dossiers["verstreken"] = verstreken(hier.mensen)
        vul_aan(hier.mensen, hier.dossiers["verstreken"])
        yield hier
        transaction.set_rollback(True)


@pytest.fixture
def gelezen(monkeypatch: pytest.MonkeyPatch) -> set[type]:
    """Every class of form that was filled in and read."""
    gelezen: set[type] = set()
    lees = forms.BaseForm.full_clean

    def lees_mee(form: forms.BaseForm) -> None:
        if form.is_bound:
            gelezen.update(type(form).__mro__)
        lees(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", lees_mee)
    return gelezen


def formulieren(proef: Proef, hier: Kantoor, wie: Any) -> Iterator[tuple[str, Formulier]]:
    """Every form that this person can see, with the address it is sent to."""
    for adres in ADRESSEN:
        if adres.naam == "toegang:uitloggen":
            continue
        for dossier in [hier.dossiers[toestand] for toestand in DOSSIERS] if adres.bij_dossier else [None]:
            pad = url(adres, hier, wie, dossier)
            antwoord = proef.bezoeker.get(pad)
            if antwoord.status_code == 200 and antwoord.headers["Content-Type"].startswith("text/html"):
                for formulier in Bladlezer(antwoord.content.decode()).formulieren:
                    if not (waar := urljoin(pad, formulier.doel)).endswith("/uitloggen/"):
                        yield waar, formulier


def alle_handelingsformulieren(soort: type = Handelingsformulier) -> Iterator[type]:
    for onder in soort.__subclasses__():
        yield onder
        yield from alle_handelingsformulieren(onder)


def test_elk_formulier_verdraagt_elke_invoer(hier: Kantoor, gelezen: set[type]) -> None:
    gezien: set[tuple[str, str, tuple[str, ...]]] = set()
    fouten: list[str] = []
    for rol in (*ROLLEN, None):
        wie = hier.mensen[rol] if rol else None
        proef = Proef(wie)
        for waar, formulier in formulieren(proef, hier, wie):
            merk = (formulier.methode, resolve(urlsplit(waar).path).view_name, tuple(formulier.velden))
            if merk not in gezien:
                gezien.add(merk)
                proef.beproef(formulier, waar)
        fouten += proef.fouten
    assert fouten == []
    nergens = {f"{soort.__module__}.{soort.__name__}" for soort in alle_handelingsformulieren() if soort not in gelezen}
    assert nergens == set(), "these forms stand on no page of the walk"
