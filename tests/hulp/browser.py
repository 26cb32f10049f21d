"""Real Chromium for the tests, each page as strict as a reader would wish.

A page of these fixtures fails its test when the server breaks, when a script does, when the Content-Security-Policy
stops something, or when anything is asked of another host.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from databases import ontbreekt

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WORTEL = Path(__file__).parents[2]
AXE = WORTEL / ".middelen" / "node_modules" / "axe-core" / "axe.min.js"
BEELDEN = WORTEL / "docs" / "handleiding" / "beelden"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Nothing but our own pages: without these, Chromium calls its maker at every start.
OPTIES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
NieuwePagina = Callable[..., "Page"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; MEERZORG_CHROMIUM names another one than the first on the PATH."""
    pad = os.environ.get("MEERZORG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not pad:
        ontbreekt("Chromium is niet geïnstalleerd (Debian: apt-get install chromium)")
    # Playwright keeps an event loop in this thread, where Django then fears for its database; no test is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=pad, args=OPTIES)
        yield browser
        browser.close()


@pytest.fixture
def nieuwe_pagina(chromium: Browser, live_server: Any) -> Iterator[NieuwePagina]:
    """Makes a page for one more person, with cookies of their own; `nieuwe_pagina(javascript=False)` has no scripts.

    Other arguments go to Playwright's `new_context`, such as `viewport`.
    """
    contexten: list[BrowserContext] = []
    klachten: list[str] = []

    def maak(*, javascript: bool = True, **opties: Any) -> Page:
        gewoon: dict[str, Any] = {
            "base_url": live_server.url,
            "java_script_enabled": javascript,
            "locale": "nl-NL",
            "timezone_id": "Europe/Amsterdam",
            "viewport": {"width": 1280, "height": 900},
            "reduced_motion": "reduce",
        }
        context = chromium.new_context(**gewoon | opties)
        contexten.append(context)
        _let_op(context, live_server.url, klachten)
        return context.new_page()

    yield maak
    for context in contexten:
        context.close()
    assert klachten == []


@pytest.fixture
def pagina(nieuwe_pagina: NieuwePagina) -> Page:
    """A page of one person; addresses are relative to the server: `pagina.goto("/")`."""
    return nieuwe_pagina()


@pytest.fixture
def zonder_javascript(nieuwe_pagina: NieuwePagina) -> Page:
    """A page of a person whose browser runs no scripts."""
    return nieuwe_pagina(javascript=False)


def _let_op(context: BrowserContext, adres: str, klachten: list[str]) -> None:
    thuis = urlsplit(adres).netloc

    def vraag(verzoek: Any) -> None:
        deel = urlsplit(verzoek.url)
        if deel.scheme in ("http", "https", "ws", "wss") and deel.netloc != thuis:
            klachten.append(f"vraag aan een andere server: {verzoek.url}")

    def melding(bericht: Any) -> None:
        # "Failed to load resource" is also a 404 that the test wants; that is for the test to judge.
        if bericht.type == "error" and not bericht.text.startswith("Failed to load resource"):
            klachten.append(f"console: {bericht.text}")

    def antwoord(gegeven: Any) -> None:
        if gegeven.status >= 500:
            klachten.append(f"fout {gegeven.status} van de server: {gegeven.url}")

    context.on("request", vraag)
    context.on("response", antwoord)
    context.on("console", melding)
    context.on("weberror", lambda fout: klachten.append(f"script: {fout.error}"))


def axe(page: Page, *, zonder: tuple[str, ...] = ()) -> list[str]:
    """What is wrong for people with a handicap on the page as it is now, one line each; `zonder` names rules left out.

    All rules of axe for WCAG 2.2 AA and good practice. `assert axe(pagina) == []`.
    """
    if not AXE.exists():
        ontbreekt(f"axe-core ontbreekt: {AXE.relative_to(WORTEL)} is er niet (make middelen haalt het op)")
    page.evaluate(AXE.read_text("utf-8"))
    regels = {"target-size": {"enabled": True}} | {regel: {"enabled": False} for regel in zonder}
    uitkomst = page.evaluate("regels => axe.run(document, {rules: regels, resultTypes: ['violations']})", regels)
    return [
        f"{page.url}: {fout['id']} ({fout['impact']}): {fout['help']}: {plek['html'][:200]}"
        for fout in uitkomst["violations"]
        for plek in fout["nodes"]
    ]


def schermafbeelding(page: Page, naam: str, *, hoogte: int = 0, deel: str = "") -> Path:
    """A picture for the manual when MEERZORG_BEELDEN=1; otherwise one in a temporary folder.

    Of the whole page, of its upper `hoogte` pixels, or of the first `deel` (a CSS selector).
    """
    from PIL import Image

    map_ = BEELDEN if os.environ.get("MEERZORG_BEELDEN") == "1" else Path(tempfile.gettempdir()) / "meerzorg-beelden"
    map_.mkdir(parents=True, exist_ok=True)
    page.evaluate("scrollTo(0, 0)")  # or what sticks to the window is pictured in the middle of the page
    stil: dict[str, Any] = {"animations": "disabled", "caret": "hide"}
    opname = page.locator(deel).first.screenshot(**stil) if deel else page.screenshot(full_page=True, **stil)
    beeld = Image.open(io.BytesIO(opname)).convert("RGB")
    if hoogte:
        beeld = beeld.crop((0, 0, beeld.width, min(hoogte, beeld.height)))
    # 256 colours are enough for a screen, and make a file that may live in the repository.
    pad = map_ / f"{naam}.png"
    beeld.quantize(256, dither=Image.Dither.NONE).save(pad, optimize=True)
    return pad
