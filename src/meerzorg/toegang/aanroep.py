"""What a view gets from the gate. A type only: while it runs it is Django's own request."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from meerzorg.toegang.models import Medewerker


class Aanroep(HttpRequest):
    """A request that the gate let through: `user` is logged in. A view that is open to all gets an HttpRequest."""

    user: Medewerker
    htmx: HtmxDetails
