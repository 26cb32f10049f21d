"""Sessions that end, without losing what was typed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login


def bewaar_formulier(request: Any) -> Any:
    return redirect_to_login(request.get_full_path())
