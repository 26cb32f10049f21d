"""The JSON Schema of `meerzorg beoordeel --json`: python -m gereedschap.schema > docs/verslag.schema.json"""

from __future__ import annotations

import json

from meerzorg.wet.beoordeling.vormen import Verslag
from regeltaal.vorm import schema


def tekst() -> str:
    """The schema as it stands in docs/."""
    return json.dumps(schema(Verslag), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(tekst(), end="")
