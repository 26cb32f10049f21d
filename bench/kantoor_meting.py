"""How long the office takes for a page: the whole application in this process, and real servers with eight users.

A page is asked of the WSGI application as a server would do it: all middleware, the session from the database, the log
of who looked. A connection to the database lives as long as it does in a server.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from statistics import median, quantiles
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

HOST = "127.0.0.1"
WERKERS = 2
TIJD_OM_TE_STARTEN = 30
ONDERDEEL = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')
IN_CSS = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


class Verzoek(NamedTuple):
    """A page, and the cookie of who asks it."""

    pad: str
    koekje: str


class Gemeten(NamedTuple):
    """Of many requests: server time in milliseconds, and the most queries that one of them took."""

    queries: int
    p50_ms: float
    p95_ms: float
    traagste: str


class Mislukt(Exception):
    """A page was not served; the message says which and how."""


# --- in this process ------------------------------------------------------------------------------------------------


def vraag(app: Any, verzoek: Verzoek) -> tuple[int, dict[str, str], bytes]:
    """One request of the WSGI application, to the last byte."""
    pad, _, zoek = verzoek.pad.partition("?")
    omgeving = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": pad,
        "QUERY_STRING": zoek,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_COOKIE": verzoek.koekje,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "REMOTE_ADDR": HOST,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    kop: list[Any] = []
    antwoord = app(omgeving, lambda status, velden: kop.extend((status, velden)))
    try:
        inhoud = b"".join(antwoord)
    finally:
        antwoord.close()
    return int(kop[0].split()[0]), dict(kop[1]), inhoud


def goed(app: Any, verzoek: Verzoek) -> bytes:
    """The body of a page, as transferred. Raises Mislukt for anything but a page."""
    status, _, inhoud = vraag(app, verzoek)
    if status != 200:
        raise Mislukt(f"{verzoek.pad} gaf status {status}, verwacht 200")
    return inhoud


def meet(app: Any, verzoeken: Sequence[Verzoek], rondes: int) -> Gemeten:
    """Times every request `rondes` times, after once to warm up in which its queries are counted."""
    queries = max(_queries(app, verzoek) for verzoek in verzoeken)
    tijden: list[float] = []
    per_verzoek: dict[str, list[float]] = {}
    for _ in range(rondes):
        for verzoek in verzoeken:
            begin = time.perf_counter()
            goed(app, verzoek)
            tijden.append((time.perf_counter() - begin) * 1000)
            per_verzoek.setdefault(verzoek.pad, []).append(tijden[-1])
    traagste, duur = max(((pad, median(keren)) for pad, keren in per_verzoek.items()), key=lambda paar: paar[1])
    p95 = quantiles(tijden, n=20)[-1]
    return Gemeten(queries, round(median(tijden), 1), round(p95, 1), f"{traagste} {duur:.0f} ms")


def _queries(app: Any, verzoek: Verzoek) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    goed(app, verzoek)  # the first request of a session notes in it that someone is there
    with CaptureQueriesContext(connection) as gevangen:
        goed(app, verzoek)
    return len(gevangen)


def ms(werk: Callable[[Any], object], over: Sequence[Any]) -> float:
    """The median of the milliseconds that `werk` takes, after once to warm up."""
    werk(over[0])
    tijden = []
    for ding in over:
        begin = time.perf_counter()
        werk(ding)
        tijden.append((time.perf_counter() - begin) * 1000)
    return round(median(tijden), 1)


# --- a real server ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def server() -> Iterator[int]:
    """The office under gunicorn, started as `make demo` starts it; gives the port."""
    with socket.socket() as vrij:
        vrij.bind((HOST, 0))
        poort: int = vrij.getsockname()[1]
    opdracht = [sys.executable, "-m", "gunicorn", "--workers", str(WERKERS), "--bind", f"{HOST}:{poort}"]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen([*opdracht, "meerzorg.web.wsgi"], stdout=log, stderr=log, env=dict(os.environ)) as proces,
    ):
        try:
            _wacht(proces, poort, log)
            yield poort
        finally:
            proces.terminate()


def _wacht(proces: subprocess.Popen[bytes], poort: int, log: Any) -> None:
    einde = time.monotonic() + TIJD_OM_TE_STARTEN
    while time.monotonic() < einde and proces.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, poort), 1):
            return
        time.sleep(0.1)
    log.seek(0)
    raise Mislukt(f"gunicorn is niet gestart:\n{log.read()[-2000:]}")


def bladzijden_per_s(poort: int, gebruikers: Sequence[Sequence[Verzoek]], seconden: float) -> float:
    """Pages per second that all users together get; each asks the next page as soon as it has the one before."""
    with ThreadPoolExecutor(len(gebruikers)) as draden:
        list(draden.map(lambda verzoeken: _lees(poort, verzoeken, seconden / 5), gebruikers))  # warm: both workers
        begin = time.perf_counter()
        gelezen = sum(draden.map(lambda verzoeken: _lees(poort, verzoeken, seconden), gebruikers))
        return round(gelezen / (time.perf_counter() - begin), 1)


def _lees(poort: int, verzoeken: Sequence[Verzoek], seconden: float) -> int:
    verbinding = http.client.HTTPConnection(HOST, poort, timeout=60)
    einde, gelezen = time.perf_counter() + seconden, 0
    for verzoek in cycle(verzoeken):
        if time.perf_counter() >= einde:
            break
        haal(verbinding, verzoek)
        gelezen += 1
    verbinding.close()
    return gelezen


def haal(verbinding: http.client.HTTPConnection, verzoek: Verzoek) -> tuple[bytes, bool]:
    """The body as it was transferred, and whether it is gzip. Raises Mislukt for anything but a page."""
    verbinding.request("GET", verzoek.pad, headers={"Cookie": verzoek.koekje, "Accept-Encoding": "gzip"})
    antwoord = verbinding.getresponse()
    inhoud = antwoord.read()
    if antwoord.status != 200:
        raise Mislukt(f"{verzoek.pad} gaf status {antwoord.status}, verwacht 200")
    return inhoud, antwoord.headers.get("Content-Encoding") == "gzip"


def kb(poort: int, verzoek: Verzoek) -> tuple[float, float]:
    """What a browser transfers for a page, in kB: the first time, and when it has style, script and fonts already."""
    verbinding = http.client.HTTPConnection(HOST, poort, timeout=60)
    pagina, gepakt = haal(verbinding, verzoek)
    nodig, gehad, samen = set(ONDERDEEL.findall(_tekst(pagina, gepakt))), set(), len(pagina)
    while pad := next(iter(nodig - gehad), None):
        gehad.add(pad)
        inhoud, gepakt = haal(verbinding, Verzoek(pad, verzoek.koekje))
        samen += len(inhoud)
        if urlsplit(pad).path.endswith(".css"):
            gevonden = (urljoin(pad, deel) for deel in IN_CSS.findall(_tekst(inhoud, gepakt)))
            nodig |= {adres for adres in gevonden if adres.startswith("/static/")}
    verbinding.close()
    return round(samen / 1000, 1), round(len(pagina) / 1000, 1)


def _tekst(inhoud: bytes, gepakt: bool) -> str:
    return (gzip.decompress(inhoud) if gepakt else inhoud).decode()
