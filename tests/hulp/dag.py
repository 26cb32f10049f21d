"""The day on which the tests run: for the product it is always the same Monday morning, whatever the machine says.

The product's clock starts there with the session and runs on; every process that a test starts inherits it. A test
marked `echte_klok` is about the clock of the machine. What names the clock is marked `dag`, and .ci/run runs that with
the clock of the machine on other days.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest

from meerzorg.klok import NEDERLAND, VOORUIT, vooruit_tot

MAANDAG = datetime(2026, 11, 16, 10, tzinfo=NEDERLAND)
"""A working day on which the framework in force is final, so that decisions can be signed."""
NAAR_DE_KLOK = re.compile(r"\b(klok|vandaag|dagen_later)\b")


def pytest_configure() -> None:
    os.environ[VOORUIT] = vooruit_tot(MAANDAG)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if NAAR_DE_KLOK.search(item.path.read_text("utf-8")):
            item.add_marker(pytest.mark.dag)


@pytest.fixture(autouse=True)
def dag(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leaves the clock alone for a test that is about the clock of the machine."""
    with patch.dict(os.environ):
        if request.node.get_closest_marker("echte_klok"):
            del os.environ[VOORUIT]
        yield


@contextmanager
def later(**hoeveel: int) -> Iterator[None]:
    """Inside, the product's clock is further by so many `days`, `minutes` …, for every thread and new process."""
    with patch.dict(os.environ, {VOORUIT: str(int(os.environ[VOORUIT]) + int(timedelta(**hoeveel).total_seconds()))}):
        yield
