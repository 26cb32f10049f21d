"""The chapters on how sure the outcome is, and on what it rests: draws, tornado, public figures, assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from meerzorg.beleid.invoer.aannames import BRONNEN, Aannames
from meerzorg.beleid.populatie.personen import deelpopulaties
from meerzorg.beleid.rapport.populatiebeeld import ONDERWERPEN, UITLEG, Cijfer, maak_beeld
from meerzorg.beleid.rapport.uitkomst import EXTRA_PER_JAAR
from meerzorg.beleid.rapport.zaak import Rapportstof
from meerzorg.beleid.simulatie.onzekerheid import Gevoeligheid, kernen, spreiding, tornado
from meerzorg.beleid.simulatie.plan import Plan
from meerzorg.bladen.blokken import Alinea, Blok, Commando, Figuur, Kop, Tabel
from meerzorg.bladen.getallen import Getalcel, euro, getal
from meerzorg.bladen.grafiek import Staaf, punten, staven
from meerzorg.bladen.grafiek import tornado as tornadografiek
from meerzorg.wet.normen import BEGRIPPEN, normen
from regeltaal.normen import Normrij
from regeltaal.soorten import toon

TORNADO_PERSONEN, TORNADO_RIJEN, BEELD_PERSONEN = 30_000, 12, 100_000
KERNEN = {
    "verschil": "verschil per jaar",
    "meerzorg_naar": "mensen met meerzorg",
    "winnaars": "gaan vooruit",
    "verliezers": "gaan achteruit",
}


def trekkingen(z: Rapportstof) -> Iterator[Blok]:
    """The main figures over the draws of all assumptions together."""
    if not z.getrokken:
        return
    yield Kop("Hoe zeker is dit: andere aannames")
    yield Alinea(
        f"Alle aannames zijn {getal(len(z.getrokken))} keer tegelijk anders getrokken, elk tussen de laagste en de "
        "hoogste waarde die denkbaar is. Van elke 100 trekkingen liggen er ongeveer 90 tussen de lage grens (5 %) en "
        "de hoge grens (95 %); het midden is de mediaan: de helft ligt daaronder en de helft daarboven."
    )
    rijen, staafjes = [], []
    for naam in z.uitslag.varianten:
        for veld, wat in KERNEN.items() if naam != z.basis else [("meerzorg_naar", KERNEN["meerzorg_naar"])]:
            s = spreiding([float(getattr(trekking[naam], veld)) for trekking in z.getrokken])
            schrijf = euro if veld == "verschil" else getal
            rijen.append((z.noem(naam), wat, *(schrijf(waarde) for waarde in (s.midden, s.laag, s.hoog))))
            if veld == "verschil":
                staafjes.append(Staaf(z.noem(naam), s.midden, s.laag, s.hoog))
    titel = f"Uitkomsten over {getal(len(z.getrokken))} trekkingen van de aannames, van wie aanvraagt"
    koppen = ("kader", "wat", "midden", "lage grens (5\u00a0%)", "hoge grens (95\u00a0%)")
    tabel = Tabel(titel, koppen, tuple(rijen))
    if staafjes:
        yield Figuur(
            f"Verschil per jaar met {z.noem(z.basis)} over de trekkingen, van wie aanvraagt",
            staven(staafjes, EXTRA_PER_JAAR),
            "Staafdiagram: per kader het middelste verschil over de trekkingen, met een lijn van 5 tot 95 procent.",
            tabel,
        )
    else:
        yield tabel


def gevoelig(z: Rapportstof) -> Iterator[Blok]:
    """Which assumption matters most for the difference of the last variant with the first."""
    if not z.fictief or not z.anderen:
        return
    naar, aantal = z.anderen[-1], min(z.personen, TORNADO_PERSONEN)
    midden, alle = _tornado(z.plan, naar, aantal, z.zaad, z.van, z.voortgang)
    rijen = [rij for rij in alle if round(rij.breedte)][:TORNADO_RIJEN]
    yield Kop("Welke aanname maakt het meest uit")
    yield Alinea(
        f"Steeds is één aanname op haar laagste en op haar hoogste waarde gezet, voor {getal(aantal)} verzonnen "
        f"mensen. Met de gewone aannames is het verschil van {z.noem(naar)} met {z.noem(z.basis)} voor hen "
        f"{euro(midden)} per jaar. Vergelijk deze bedragen alleen met elkaar: één mens meer of minder telt bij zo "
        "weinig aanvragen al mee."
    )
    if not rijen:
        yield Alinea("Geen enkele aanname verandert dit verschil.")
        return
    yield Figuur(
        f"Verschil per jaar als één aanname verandert, met {z.noem(naar)}",
        tornadografiek([(_woorden(rij.aanname), rij.bij_laag, rij.bij_hoog) for rij in rijen], midden, EXTRA_PER_JAAR),
        "Tornadodiagram: per aanname hoe ver het verschil naar beide kanten gaat; bovenaan wat het meest uitmaakt.",
        Tabel(
            "De aannames die het meest uitmaken",
            ("aanname", "verschil als zij laag is", "verschil als zij hoog is", "wat zij zegt"),
            tuple(
                (_woorden(rij.aanname), euro(rij.bij_laag), euro(rij.bij_hoog), z.van.uitleg(rij.aanname))
                for rij in rijen
            ),
        ),
    )
    yield Alinea("Een aanname die hier niet bij staat, maakt minder of niets uit.")


@lru_cache(maxsize=1)
def _tornado(
    plan: Plan, naar: str, personen: int, zaad: int, van: Aannames, voortgang: Callable[[int], None]
) -> tuple[float, tuple[Gevoeligheid, ...]]:
    """The difference in the middle and the tornado; kept, because HTML and PDF are often asked for together."""
    return kernen(plan, personen, zaad, van)[naar].verschil, tuple(tornado(plan, naar, personen, zaad, van, voortgang))


def populatie(z: Rapportstof) -> Iterator[Blok]:
    """The fictional people beside the public figures."""
    if not z.fictief:
        return
    aantal = min(z.personen, BEELD_PERSONEN)
    wie = f"{'de eerste ' if aantal < z.personen else ''}{getal(aantal)} verzonnen mensen"
    beeld = maak_beeld(deelpopulaties(aantal, z.zaad, z.van))
    yield Kop("De verzonnen mensen naast de openbare cijfers")
    yield Alinea(
        f"Hieronder staat wat openbaar bekend is naast wat {wie} geven. De marge van 95 % hoort bij het toeval van het "
        "trekken: in ongeveer 95 van de 100 keer is het verschil dat door toeval ontstaat kleiner dan de marge. Een "
        "openbaar cijfer kan ook zelf oud of afgerond zijn."
    )
    koppen = ("wat", "openbaar", "verzonnen mensen", "verschil", "marge (95\u00a0%)", "bron")
    for onderwerp, groep in groupby(beeld.cijfers, key=lambda cijfer: cijfer.onderwerp):
        cijfers, titel = list(groep), ONDERWERPEN[onderwerp]
        yield Kop(titel, 2)
        yield Alinea(UITLEG[onderwerp])
        alt = f"Puntendiagram: {titel}; het openbare cijfer is een rondje, dat van de verzonnen mensen een ruit."
        svg = punten([(c.naam, c.openbaar, c.populatie) for c in cijfers], "openbaar cijfer", "populatie")
        yield Figuur(titel, svg, alt, Tabel(titel, koppen, tuple(map(_cijferrij, cijfers))))


def _cijferrij(c: Cijfer) -> tuple[str, ...]:
    nauw = 2 if c.onderwerp == "score" else 1
    marge = Getalcel(f"± {getal(c.marge, nauw)}")
    openbaar, verzonnen, verschil = (
        getal(c.openbaar, nauw),
        getal(c.populatie, nauw),
        getal(c.verschil, nauw, plus=True),
    )
    return c.naam, openbaar, verzonnen, verschil, marge, c.bron.titel


def aangenomen(z: Rapportstof) -> Iterator[Blok]:
    """Every assumption with its source, and the norms that are not simply law."""
    yield Kop("Wat is aangenomen")
    if z.fictief:
        yield Alinea(
            "Op deze aannames rusten de verzonnen mensen. Waar de bron ‘Aanname van dit systeem’ is, is geen openbare "
            "bron gevonden. Tussen haakjes staan de laagste en de hoogste waarde die denkbaar zijn."
        )
        koppen = ("aanname", "waarde", "bron", "wat zij zegt")
        yield Tabel("Aannames over de mensen", koppen, tuple(_aannamerijen(z.van)))
    else:
        yield Alinea("Over de mensen is niets aangenomen: alles komt uit uw eigen bestand.")
    yield Alinea(
        "Deze normen staan niet zo in een regeling die geldt: zij zijn voorgenomen, een duiding, een meting of een "
        "aanname. Waar de wet een vraag open laat, is gelezen zoals in docs/interpretaties.md staat."
    )
    koppen = ("norm", "status", "waarden", "bron")
    yield Tabel("Normen die niet vaststaan", koppen, tuple(_onvaste_normen()))


def _aannamerijen(van: Aannames) -> Iterator[tuple[str, ...]]:
    for naam, groep in groupby(van, key=lambda rij: rij.naam):
        rijen = list(groep)
        een, waarden = rijen[0], f"{len(rijen)} waarden"
        if len(rijen) == 1:
            waarden = f"{_los(een.waarde)} ({_los(een.laag)} tot {_los(een.hoog)})"
        titels = dict.fromkeys(BRONNEN[rij.bron].titel for rij in rijen)
        yield _woorden(naam), f"{waarden}, {een.eenheid}", "; ".join(titels), van.uitleg(naam)


def _onvaste_normen() -> Iterator[tuple[str, ...]]:
    def soort(rij: Normrij) -> tuple[str, str]:
        return rij.naam, rij.status

    for (naam, status), groep in groupby(
        sorted((rij for rij in normen().rijen if rij.status != "geldend"), key=soort), key=soort
    ):
        rijen, begrip = list(groep), BEGRIPPEN[naam]
        waarden = f"{len(rijen)} waarden" if len(rijen) > 1 else toon(rijen[0].waarde, begrip.soort)
        yield begrip.label, status, waarden, "; ".join(dict.fromkeys(rij.bron.titel for rij in rijen))


def _los(waarde: float) -> str:
    """A number with as many decimals as it has."""
    return f"{waarde:,.6f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def _woorden(naam: str) -> str:
    return naam.replace("_", " ")


def opnieuw(z: Rapportstof) -> Iterator[Blok]:
    """The command that makes this report again."""
    yield Kop("Dit verslag opnieuw maken")
    wat = "dezelfde aannames" if z.fictief else "hetzelfde bestand"
    yield Alinea(f"Met deze opdracht, dezelfde versie en {wat} komt precies hetzelfde eruit.")
    yield Commando(z.opdracht().replace(" --", " \\\n  --"))
