"""Metrics for Prometheus, only where MEERZORG_METINGEN gives the secret that asks for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from meerzorg.web.gezondheid import delen

_register = CollectorRegistry()
_aanroepen = Counter("meerzorg_aanroepen", "Aanroepen per scherm", ("methode", "scherm", "status"), registry=_register)
_duur = Histogram("meerzorg_aanroep_seconden", "Hoe lang een aanroep duurde", ("scherm",), registry=_register)


class Gezondheid:
    """Per part whether it works, looked at when it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        maat = GaugeMetricFamily("meerzorg_gezond", "Werkt dit deel: 1 ja, 0 nee", labels=["deel"])
        for deel, goed in delen().items():
            maat.add_metric([deel], float(goed))
        yield maat


def tel(methode: str, scherm: str, status: int, duur: float) -> None:
    """Counts one request; `duur` in seconds. Nothing where no metrics are asked for."""
    if settings.METINGEN:
        _aanroepen.labels(methode, scherm, str(status)).inc()
        _duur.labels(scherm).observe(duur)


def metingen(aanroep: HttpRequest) -> HttpResponse | None:
    """All metrics, of every process of the server; None for who does not show the secret."""
    getoond = aanroep.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METINGEN or not compare_digest(getoond.encode(), settings.METINGEN.encode()):
        return None
    bron = _register
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        bron = CollectorRegistry()
        MultiProcessCollector(bron)  # type: ignore[no-untyped-call]
    alles = CollectorRegistry()
    alles.register(Gezondheid())
    return HttpResponse(generate_latest(bron) + generate_latest(alles), content_type=CONTENT_TYPE_LATEST)
