"""Hypothesis: on CI the same examples every time, elsewhere new ones; never a deadline, machines differ."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gewoon", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "gewoon")
