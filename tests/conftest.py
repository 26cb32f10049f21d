"""Hypothesis: on CI the same examples every time, elsewhere new ones; never a deadline, machines differ.

Compiled rules are kept for the session, out of the way of the user's own. The day of the tests is the business of
dag.py, their database that of databases.py, Chromium that of browser.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["dag", "databases", "browser"]

settings.register_profile("gewoon", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "gewoon")


@pytest.fixture(scope="session", autouse=True)
def bewaarmap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the compiled rules of this session are; MEERZORG_CACHE names another place."""
    with pytest.MonkeyPatch.context() as patch:
        if "MEERZORG_CACHE" not in os.environ:
            patch.setenv("MEERZORG_CACHE", str(tmp_path_factory.mktemp("regels")))
        yield Path(os.environ["MEERZORG_CACHE"])


@pytest.fixture
def mensen(db: None) -> dict[str, Any]:
    """One person per role of a zorgkantoor (see kantoorhulp.team)."""
    from kantoorhulp import team

    return team()


@pytest.fixture
def dossier(mensen: dict[str, Any]) -> Any:
    """An application of the zorgkantoor of `mensen` that just came in."""
    from kantoorhulp import nieuw_dossier

    return nieuw_dossier(mensen["zorgadviseur"])


@pytest.fixture
def klaar(mensen: dict[str, Any], dossier: Any) -> Any:
    """The same application with everything answered; less is granted than was asked."""
    from kantoorhulp import beantwoord

    return beantwoord(dossier, mensen)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what opens Chromium and what uses the database, so that those can run beside the rest."""
    from databases import gebruikt_database

    for item in items:
        if gebruikt_database(item):
            item.add_marker(pytest.mark.kantoor)
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.path.name == "test_browser_paden.py":
            item.add_marker(pytest.mark.pad)
