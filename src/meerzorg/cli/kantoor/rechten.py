"""`meerzorg rechten`: the matrix of rights as the page docs/rechten.md."""

from __future__ import annotations

import argparse


def argumenten(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "docs/rechten.md is hiermee gemaakt: meerzorg rechten > docs/rechten.md"


def voer_uit(args: argparse.Namespace) -> int:
    from meerzorg.toegang.rechtentabel import bladzijde

    print(bladzijde(), end="")
    return 0
