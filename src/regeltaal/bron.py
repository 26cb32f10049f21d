"""Citations that resolve: laws by juriconnect, judgments by ECLI, papers of Parliament, letters by paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bron:
    """One place in one source: a title a reader recognises and the address where it can be read."""

    titel: str
    url: str

    def als_json(self) -> dict[str, str]:
        return {"titel": self.titel, "url": self.url}


@dataclass(frozen=True, slots=True)
class Regeling:
    """A law or regulation in the Basiswettenbestand, as it read on `stand`.

    Citations are juriconnect 1.3 with z (knowledge date) and g (date of validity), so that they keep pointing
    at the text that was applied.
    """

    afkorting: str
    bwb: str
    stand: date

    def artikel(self, nummer: str, lid: int | None = None, onder: str | None = None) -> Bron:
        titel = f"{self.afkorting} art. {nummer}"
        plaats = f"artikel={nummer}"
        if lid is not None:
            titel += f" lid {lid}"
            plaats += f"&lid={lid}"
        if onder is not None:
            titel += f" onder {onder}"
            plaats += f"&o={onder}"
        return Bron(titel, self._url(plaats))

    def bijlage(self, letter: str) -> Bron:
        return Bron(f"{self.afkorting} bijlage {letter}", self._url(f"bijlage={letter}"))

    def _url(self, plaats: str) -> str:
        dag = self.stand.isoformat()
        return f"https://wetten.overheid.nl/jci1.3:c:{self.bwb}&{plaats}&z={dag}&g={dag}"


def uitspraak(titel: str, ecli: str) -> Bron:
    """A judgment by its ECLI."""
    return Bron(f"{titel} ({ecli})", f"https://deeplink.rechtspraak.nl/uitspraak?id={ecli}")


def kamerstuk(titel: str, nummer: str) -> Bron:
    """A paper of Parliament, e.g. nummer `34104-465`."""
    return Bron(f"{titel} (Kamerstuk {nummer})", f"https://zoek.officielebekendmakingen.nl/kst-{nummer}.html")
