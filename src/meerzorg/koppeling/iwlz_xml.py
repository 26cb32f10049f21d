"""IO31 (iWlz 2.2, berichtcode 388) in XML, in the shape of the indicatieregister so that one reader checks both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # types only; parsing is done by defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from regeltaal.fouten import Fout, InvoerFout, getoond

if TYPE_CHECKING:
    from collections.abc import Iterator

MAXIMUM_DIEPTE = 40
MAXIMUM_ELEMENTEN = 500_000  # a message of 20 MB with about 1 500 clients has fewer

_VRAAG_OM = "een IO31 (berichtcode 388) of het antwoord van het indicatieregister"
_BERICHTEN = {
    "AW33": "een toewijzing van het zorgkantoor",
    "AW35": "een melding van de zorgaanbieder",
    "AW39": "een aanvraag van de zorgaanbieder, zonder indicatie",
    "IO32": "een retourbericht aan het CIZ",
    "ZK31": "een dossieroverdracht tussen zorgkantoren",
    "ZK33": "een toewijzing tussen zorgkantoren",
}
_FOUTSOORT = {3: "een bericht dat te vroeg ophoudt", 4: "een teken dat hier niet mag", 7: "een slottag die niet past"}
_DECLARATIE = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})["']""")


class _TeGroot(Exception):
    pass


class _Boom(TreeBuilder):
    """A tree of local names without attributes, bounded in depth and number of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.diepte = 0
        self.aantal = 0
        self.naamruimte = ""

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        self.diepte += 1
        self.aantal += 1
        if self.diepte > MAXIMUM_DIEPTE:
            raise _TeGroot(f"elementen die meer dan {MAXIMUM_DIEPTE} niveaus diep staan")
        if self.aantal > MAXIMUM_ELEMENTEN:
            raise _TeGroot(f"meer dan {MAXIMUM_ELEMENTEN} elementen")
        naamruimte, _, naam = tag.rpartition("}")
        if self.aantal == 1:
            self.naamruimte = naamruimte
        return super().start(naam, {})

    def end(self, tag: str, /) -> Element:
        self.diepte -= 1
        return super().end(tag.rpartition("}")[2])


def lees_io31(inhoud: bytes, waar: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The indications in an IO31 message, each as an object of the register, and the warnings about the message.

    Raises InvoerFout when it is no XML in UTF-8, has a DTD or entities, is too large or is another message.
    """
    wortel, naamruimte = _ontleed(inhoud, waar)
    _wijs_anders_af(wortel, naamruimte, waar)
    kop = _kind(wortel, "Header", waar)
    versie = _tekst(kop, "BerichtVersie", waar)
    waarschuwingen: list[str] = []
    if versie != "5":
        waarschuwingen.append(
            f"Het bericht heeft versie {getoond(versie or 'onbekend')}; het is gelezen als versie 5.2."
        )
    zorgkantoor = _tekst(kop, "Ontvanger", waar)
    clienten = [c for groep in _kinderen(wortel, "Clienten") for c in _kinderen(groep, "Client")]
    indicaties = []
    for nummer, client in enumerate(clienten, 1):
        plek = f"{waar}, cliënt {nummer}"
        bsn = _tekst(client, "Bsn", plek)
        indicaties += [_register(i, bsn, zorgkantoor, plek) for i in _kinderen(client, "Indicatie")]
    return indicaties, waarschuwingen


def _ontleed(inhoud: bytes, waar: str) -> tuple[Element, str]:
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError as fout:
        voor = inhoud[: fout.start]
        plek = f"{waar}, regel {voor.count(10) + 1}, kolom {fout.start - voor.rfind(10)}"
        _weiger(plek, f"byte 0x{inhoud[fout.start]:02x}", "tekst in UTF-8")
    if b"\0" in inhoud:  # expat would recognise UTF-16 by these
        _weiger(waar, "nultekens (misschien UTF-16)", "tekst in UTF-8")
    gevonden = _DECLARATIE.match(inhoud)
    if gevonden and gevonden[1].decode("ascii", "replace").lower() not in ("utf-8", "us-ascii", "ascii"):
        _weiger(waar, f"codering {getoond(gevonden[1].decode('ascii', 'replace'))}", "tekst in UTF-8")
    boom = _Boom()
    ontleder = DefusedXMLParser(target=boom, encoding="utf-8", forbid_dtd=True)
    try:
        ontleder.feed(inhoud)
        wortel = ontleder.close()
    except ParseError as fout:
        regel, kolom = fout.position
        soort = _FOUTSOORT.get(fout.code, "iets wat geen XML is")
        _weiger(f"{waar}, regel {regel}, kolom {kolom + 1}", soort, "geldige XML")
    except DefusedXmlException:
        _weiger(waar, "een DTD of entiteiten", "een bericht zonder DTD; die kan schadelijk zijn en hoort niet in iWlz")
    except _TeGroot as fout:
        _weiger(waar, str(fout), _VRAAG_OM)
    return wortel, boom.naamruimte


def _wijs_anders_af(wortel: Element, naamruimte: str, waar: str) -> None:
    """Refuses everything but berichtcode 388, saying what it is."""
    soort = re.search(r"/iwlz/[0-9_]+/([a-z]{2}[0-9]{2,3})/", naamruimte)
    naam = soort[1].upper() if soort else ""
    uitleg = f" ({_BERICHTEN[naam]})" if naam in _BERICHTEN else ""
    if wortel.tag != "Bericht":
        _weiger(waar, f"XML die begint met {getoond(wortel.tag)}", _VRAAG_OM)
    koppen = _kinderen(wortel, "Header")
    code = _tekst(koppen[0], "BerichtCode", waar) if koppen else None
    if code == "388":
        return
    bericht = f"een {naam}-bericht{uitleg}" if naam else "een ander bericht"
    nummer = f"met berichtcode {getoond(code)}" if code else "zonder berichtcode"
    _weiger(waar, f"{bericht} {nummer}", f"het besluit van het CIZ: {_VRAAG_OM}")


def _register(indicatie: Element, bsn: str | None, zorgkantoor: str | None, waar: str) -> dict[str, Any]:
    """An IO31 Indicatie with the names and nesting of WlzIndicatie in the indicatieregister."""
    grondslagen = _kinderen(indicatie, "Grondslagen")
    beperkingen = _diep(indicatie, "Beperkingen", "Beperking")
    return {
        "bsn": bsn,
        "besluitnummer": _tekst(indicatie, "Besluitnummer", waar),
        "afgiftedatum": _tekst(indicatie, "Afgiftedatum", waar),
        "ingangsdatum": _tekst(indicatie, "Ingangsdatum", waar),
        "einddatum": _tekst(indicatie, "Einddatum", waar),
        "meerzorg": _tekst(indicatie, "Meerzorg", waar),
        "initieelVerantwoordelijkZorgkantoor": zorgkantoor,
        "grondslag": [
            {"grondslag": (g.text or "").strip(), "volgorde": n}
            for groep in grondslagen
            for n, g in enumerate(groep, 1)
        ],
        "geindiceerdZorgzwaartepakket": [
            {
                "zzpCode": _tekst(z, "ZzpCode", waar),
                "ingangsdatum": _tekst(z, "Ingangsdatum", waar),
                "einddatum": _tekst(z, "Einddatum", waar),
            }
            for z in _diep(indicatie, "GeindiceerdeZorgzwaartepakketten", "GeindiceerdZorgzwaartepakket")
        ],
        "beperking": [
            {
                "categorie": _tekst(b, "Categorie", waar),
                "beperkingScore": [
                    {"beperkingVraag": _tekst(s, "Vraag", waar), "beperkingScore": _tekst(s, "Score", waar)}
                    for s in _diep(b, "BeperkingScores", "BeperkingScore")
                ],
            }
            for b in beperkingen
        ],
        "stoornisScore": [
            {"stoornisVraag": _tekst(s, "Vraag", waar), "stoornisScore": _tekst(s, "Score", waar)}
            for s in _diep(indicatie, "StoornisScores", "StoornisScore")
        ],
    }


def _kinderen(element: Element, naam: str) -> list[Element]:
    return [kind for kind in element if kind.tag == naam]


def _diep(element: Element, groep: str, naam: str) -> Iterator[Element]:
    return (kind for g in _kinderen(element, groep) for kind in _kinderen(g, naam))


def _kind(element: Element, naam: str, waar: str) -> Element:
    gevonden = _kinderen(element, naam)
    if len(gevonden) != 1:
        _weiger(f"{waar}: {naam}", f"{len(gevonden)} keer", "precies één keer")
    return gevonden[0]


def _tekst(element: Element, naam: str, waar: str) -> str | None:
    """The text of the one child `naam`, None when there is none; twice is refused, nothing is guessed."""
    if not _kinderen(element, naam):
        return None
    return (_kind(element, naam, waar).text or "").strip()


def _weiger(naam: str, gevonden: str, toegestaan: str) -> NoReturn:
    raise InvoerFout([Fout(naam, gevonden, toegestaan)])
