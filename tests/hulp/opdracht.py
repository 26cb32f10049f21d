"""Runs the command line as a user does: a separate process, with bounded memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

GEHEUGEN = 1024 * 1024 * 1024
"""Bytes of address space; refusing wrong input must never need more."""


def meerzorg(
    *argumenten: str, invoer: bytes | str = b"", geheugen: int = GEHEUGEN, **omgeving: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "meerzorg", *argumenten],
        input=invoer.encode() if isinstance(invoer, str) else invoer,
        capture_output=True,
        env=os.environ | omgeving,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (geheugen, geheugen)),
    )


def geweigerd(uit: subprocess.CompletedProcess[bytes]) -> str:
    """The message of a refusal: exit code 2, on standard error only, and no traceback."""
    melding = uit.stderr.decode()
    assert "Traceback" not in melding, melding[-2000:]
    assert (uit.returncode, uit.stdout) == (2, b"")
    assert melding.startswith("De invoer is niet geaccepteerd: ")
    return melding
