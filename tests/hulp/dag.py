"""The day on which the tests run: for the product it is always the same Monday morning, whatever the machine says.

The product's clock starts there with the session and runs on; every process that a test starts inherits it.
`--op-dag 2028-02-29` takes another day. Tests marked `op_maandag` need a framework that is final on the day, to sign a
decision: those stay on the Monday. Tests marked `echte_klok` are about the clock of the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import pytest

from meerzorg.klok import NEDERLAND, VOORUIT, vooruit_tot

MAANDAG = date(2026, 11, 16)
"""A working day on which the framework in force is final."""
UUR = time(10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--op-dag", type=date.fromisoformat, default=MAANDAG, help="the day of the product's clock")


def pytest_configure(config: pytest.Config) -> None:
    os.environ[VOORUIT] = _vooruit(config.getoption("--op-dag"))


@pytest.fixture(autouse=True)
def dag(request: pytest.FixtureRequest) -> Iterator[None]:
    """The other days, for the tests that are marked."""
    with patch.dict(os.environ):
        if request.node.get_closest_marker("op_maandag"):
            os.environ[VOORUIT] = _vooruit(MAANDAG)
        if request.node.get_closest_marker("echte_klok"):
            del os.environ[VOORUIT]
        yield


@contextmanager
def later(**hoeveel: int) -> Iterator[None]:
    """Inside, the product's clock is further by so many `days`, `minutes` …, for every thread and new process."""
    with patch.dict(os.environ, {VOORUIT: str(int(os.environ[VOORUIT]) + int(timedelta(**hoeveel).total_seconds()))}):
        yield


def _vooruit(op: date) -> str:
    return vooruit_tot(datetime.combine(op, UUR, NEDERLAND))
