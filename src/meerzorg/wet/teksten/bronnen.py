"""The sources of the law of meerzorg thuis. A norm row names its source by the key in `BRONNEN`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regeltaal.bron import Bron, Regeling, kamerstuk, uitspraak


@dataclass(frozen=True, slots=True)
class Kamerbrief:
    """A letter to Parliament; its paragraphs are quoted in `docs/brieven.md`, one heading each."""

    titel: str
    anker: str

    def alinea(self, kop: str, anker: str) -> Bron:
        return Bron(f"{self.titel}, {kop}", f"docs/brieven.md#{self.anker}-{anker}")


WLZ = Regeling("Wlz", "BWBR0035917", date(2026, 5, 30))
BLZ = Regeling("Blz", "BWBR0035948", date(2026, 5, 30))
RLZ = Regeling("Rlz", "BWBR0036014", date(2026, 5, 30))
RLZ_2025 = Regeling("Rlz", "BWBR0036014", date(2025, 7, 1))
AWB = Regeling("Awb", "BWBR0005537", date(2026, 5, 30))
ATW = Regeling("Algemene termijnenwet", "BWBR0002448", date(2026, 5, 30))

BRIEF_JULI = Kamerbrief("Brief minister LZJS 2 juli 2026 (4472423-1100879-LZ)", "juli-2026")
BRIEF_DECEMBER = Kamerbrief("Brief staatssecretaris VWS december 2025", "december-2025")

CRVB_2025 = uitspraak("CRvB 22 oktober 2025", "ECLI:NL:CRVB:2025:1517")
BRIEF_FEBRUARI = kamerstuk("Brief meerzorg 13 februari 2026", "34104-465")

JULI_UITVOERING = BRIEF_JULI.alinea("Beleidskader Meerzorg pgb 2026", "uitvoering")
JULI_RICHTLIJN = BRIEF_JULI.alinea("Beleidskader uitgewerkt in een richtlijn", "richtlijn")
JULI_OVERGANG = BRIEF_JULI.alinea("Stand van zaken invoering en herbeoordelingen", "overgang")
JULI_2027 = BRIEF_JULI.alinea("Per 1 januari 2027 verduidelijking regelgeving", "verduidelijking")
JULI_ALTERNATIEVEN = BRIEF_JULI.alinea("Overwogen alternatieven", "alternatieven")
JULI_MAATWERK = BRIEF_JULI.alinea("Stapsgewijze beoordeling en maatwerk", "maatwerk")
JULI_ROLLEN = BRIEF_JULI.alinea("Rollen en verantwoordelijkheden", "rollen")
JULI_VINKJE = BRIEF_JULI.alinea("Meerzorgvinkje", "meerzorgvinkje")
JULI_DUUR = BRIEF_JULI.alinea("Verbeteringen in de uitvoering", "duur")
JULI_MONITOR = BRIEF_JULI.alinea("Monitorinformatie", "monitor")
DECEMBER_WERKWIJZE = BRIEF_DECEMBER.alinea("2. Huidige situatie", "huidige-situatie")
AANNAME = Bron("Aanname van dit systeem", "docs/interpretaties.md")

BRONNEN: dict[str, Bron] = {
    "aanname": AANNAME,
    "awb-4:5-4": AWB.artikel("4:5", lid=4),
    "awb-4:13-2": AWB.artikel("4:13", lid=2),
    "awb-4:17-1": AWB.artikel("4:17", lid=1),
    "awb-4:17-3": AWB.artikel("4:17", lid=3),
    "awb-6:7": AWB.artikel("6:7"),
    "awb-6:9-2": AWB.artikel("6:9", lid=2),
    "awb-7:10-1": AWB.artikel("7:10", lid=1),
    "awb-7:10-3": AWB.artikel("7:10", lid=3),
    "awb-7:13-1": AWB.artikel("7:13", lid=1),
    "december-werkwijze": DECEMBER_WERKWIJZE,
    "ekt": JULI_MAATWERK,
    "juli-2027": JULI_2027,
    "juli-alternatieven": JULI_ALTERNATIEVEN,
    "juli-overgang": JULI_OVERGANG,
    "rekentool-2026": Bron("ZN-rekentool meerzorg 2026, versie 2026.01 (zorg in natura)", "docs/interpretaties.md"),
    "rlz-2.2-1-a": RLZ.artikel("2.2", lid=1, onder="a"),
    "rlz-2.2-3": RLZ.artikel("2.2", lid=3),
    "rlz-5.13": RLZ.artikel("5.13"),
    "rlz-5.22": RLZ.artikel("5.22"),
    "rlz-bijlage-A": RLZ_2025.bijlage("A"),
    "rlz-bijlage-H": RLZ.bijlage("H"),
    "wlz-10.3.1": WLZ.artikel("10.3.1"),
}
"""The sources as the norm files name them."""
