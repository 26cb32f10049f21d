"""The burgerservicenummer: nine digits that pass the 11-test (Wabb); it is in no address, title or log."""

from __future__ import annotations

from regeltaal.fouten import Fout, InvoerFout

TOEGESTAAN = "negen cijfers die de elfproef doorstaan"
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def klopt(bsn: str) -> bool:
    """Whether this is a possible BSN: nine digits, weighted sum divisible by eleven, not all zero."""
    if len(bsn) != 9 or not (bsn.isascii() and bsn.isdigit()) or bsn == "000000000":
        return False
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, bsn, strict=True)) % 11 == 0


def lees_bsn(tekst: str) -> str:
    """The nine digits, without spaces and dots. Raises InvoerFout, which does not repeat the number itself."""
    kaal = "".join(teken for teken in tekst if teken not in " .-")
    if not klopt(kaal):
        raise InvoerFout([Fout("bsn", f"{len(kaal)} tekens die geen BSN zijn", TOEGESTAAN)])
    return kaal
