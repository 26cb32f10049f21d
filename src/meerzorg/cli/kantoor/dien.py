"""`meerzorg dien`: the web server of the office."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import tempfile
from typing import Any

WERKERS = 2
GEDULD = 120
"""Seconds that a request may take: the control of the whole log is the longest one."""


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--adres", metavar="ADRES", default="127.0.0.1", help="adres om op te luisteren (127.0.0.1)")
    parser.add_argument("--poort", metavar="POORT", type=int, default=8000, help="poort om op te luisteren (8000)")
    parser.add_argument("--werkers", metavar="AANTAL", type=int, default=WERKERS, help=f"aantal processen ({WERKERS})")
    parser.epilog = "Stop de server met Ctrl-C. In productie hoort er een webserver met https voor; zie docs/beheer.md."


def voer_uit(args: argparse.Namespace) -> int:
    import secrets

    from meerzorg.cli.kantoor.kantooromgeving import start_kantoor
    from regeltaal.fouten import Fout, InvoerFout

    if not 0 < args.poort < 65536:
        raise InvoerFout([Fout("--poort", str(args.poort), "een getal van 1 tot en met 65535")])
    if not 0 < args.werkers <= 64:
        raise InvoerFout([Fout("--werkers", str(args.werkers), "een getal van 1 tot en met 64")])
    if os.environ.get("MEERZORG_PRODUCTIE") != "ja":  # every process must sign with the same secret
        os.environ.setdefault("MEERZORG_GEHEIM", secrets.token_urlsafe(50))
    start_kantoor()
    if os.environ.get("MEERZORG_METINGEN"):  # processes count together in files of this folder
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="meerzorg-metingen-"))
    _probeer(args.adres, args.poort)
    from django.db import connections

    connections.close_all()
    print(f"Meerzorg staat op http://{args.adres}:{args.poort}/ (stoppen: Ctrl-C)", flush=True)
    try:
        from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
    except ImportError:
        return _eenvoudig(args)
    return _gunicorn(BaseApplication, args)


def _probeer(adres: str, poort: int) -> None:
    """Whether a server can listen there. Raises InvoerFout."""
    from regeltaal.fouten import Fout, InvoerFout

    try:
        socket.create_server((adres, poort)).close()
    except OSError as fout:
        bezet = fout.errno == errno.EADDRINUSE
        gevonden = f"{adres} poort {poort}" + (", waar al iets luistert" if bezet else "")
        raise InvoerFout(
            [Fout("--adres en --poort", gevonden, "een vrije poort op een adres van deze machine")]
        ) from None


def _afgelopen(server: Any, werker: Any) -> None:
    """A process that ended no longer counts what it holds at this moment."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(werker.pid)  # type: ignore[no-untyped-call]


def _gunicorn(basis: type[Any], args: argparse.Namespace) -> int:
    from django.conf import settings

    class Server(basis):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            self.cfg.set("bind", f"{args.adres}:{args.poort}")
            self.cfg.set("workers", args.werkers)
            self.cfg.set("timeout", GEDULD)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("logconfig_dict", settings.LOGGING)  # its own lines have addresses of pages in them
            self.cfg.set("child_exit", _afgelopen)
            if "control_socket_disable" in self.cfg.settings:  # newer ones listen in the home folder too
                self.cfg.set("control_socket_disable", True)

        def load(self) -> Any:
            from meerzorg.web.wsgi import application

            return application

    Server().run()
    return 0


def _eenvoudig(args: argparse.Namespace) -> int:
    """Where gunicorn cannot run (Windows): the simple server of Django, in one process."""
    from django.core.servers.basehttp import run

    from meerzorg.web.wsgi import application

    run(args.adres, args.poort, application, threading=True)
    return 0
