"""How sure a norm is, as a badge shows it."""

from __future__ import annotations

STATUSSOORT = {"geldend": "ok", "gemeten": "ok", "voorgenomen": "let_op", "aanname": "let_op"}
"""How sure a status is, as a kind of badge; the others are neutral."""
