from typing import Any

adressen: list[Any] = []
