"""The command line. Each command is a module of the room it is about, with `argumenten` and `voer_uit`.

Heavy imports wait until they run.
"""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Runs a command; returns its exit code: 0 done, 2 refused input."""
    from meerzorg.cli.hoofd import voer_uit

    return voer_uit(sys.argv[1:] if argv is None else argv)
