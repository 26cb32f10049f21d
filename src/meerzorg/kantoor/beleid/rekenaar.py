"""Computing a doorrekening: the kind of work that the queue's runner does for the screen Beleid."""

from __future__ import annotations

from functools import partial

from meerzorg.beleid.invoer.aannames import aannames
from meerzorg.beleid.rapport.blad import als_json
from meerzorg.kantoor.beleid.doorrekenen import plan_van
from meerzorg.kantoor.beleid.models import SOORT, Doorrekening
from meerzorg.wachtrij.soorten import Bewaar, Werksoort
from meerzorg.wachtrij.voortgang import Voortgang, Voortgangstap

NODIG = ("numpy", "polars", "numba", "altair", "vl_convert", "typst")
"""The libraries that computing and reporting need; they come with the extra `beleid`."""
KLAARZETTEN, OPMAKEN = 300_000, 1_000_000
"""What preparing the rules and setting the report take, in people judged in the same time."""
GEEN_GEHEUGEN = (
    "De server heeft te weinig geheugen voor deze doorrekening. Probeer het met minder mensen, of vraag het de "
    "beheerder van de server."
)
VERGEEFS = (
    "Het rekenen is twee keer onverwacht afgebroken, zonder dat een fout is gemeld. Misschien is er te weinig "
    "geheugen. Probeer het met minder mensen, of vraag het de beheerder van de server."
)


def doe(nummer: int, voortgang: Voortgang) -> Bewaar:
    """Computes one, and returns how its report is stored. Raises InvoerFout where the rules no longer know a name."""
    doorrekening = Doorrekening.objects.licht().get(pk=nummer)
    voortgang.verdeel(stappen(doorrekening))
    verslag, pdf = bereken(doorrekening, voortgang)
    return partial(Doorrekening.objects.filter(pk=nummer).update, verslag=verslag, pdf=pdf)


def bereken(doorrekening: Doorrekening, voortgang: Voortgang) -> tuple[str, bytes]:
    """The report as JSON and as PDF. The heavy libraries are loaded here, in the process that needs them."""
    from meerzorg.beleid.populatie.personen import deelpopulaties
    from meerzorg.beleid.rapport.opbouw import maak_rapport
    from meerzorg.beleid.rapport.pdf import als_pdf
    from meerzorg.beleid.rapport.zaak import Rapportstof
    from meerzorg.beleid.simulatie.doorrekenen import NODIG, kernel_van, simuleer
    from meerzorg.beleid.simulatie.onzekerheid import trekkingen

    plan, van = plan_van(doorrekening), aannames()
    personen, zaad, aantal = doorrekening.personen, doorrekening.zaad, doorrekening.trekkingen
    voortgang.begin("klaarzetten")
    kernel_van(plan)
    tabellen = deelpopulaties(personen, zaad, van, velden=NODIG)
    uitslag = simuleer(plan, tabellen, voortgang=voortgang.begin("mensen"))
    getrokken = tuple(trekkingen(plan, personen, zaad, aantal, van, voortgang.begin("trekkingen")))
    naam = f"doorrekening-{doorrekening.nummer}.pdf"
    zaak = Rapportstof(plan, uitslag, getrokken, van, personen, zaad, True, naam, voortgang.begin("gevoelig"))
    rapport = maak_rapport(zaak)
    voortgang.begin("opmaken")
    return als_json(rapport), als_pdf(rapport)


def stappen(doorrekening: Doorrekening) -> dict[str, Voortgangstap]:
    """The steps of one, and how much work each is."""
    from meerzorg.beleid.rapport.zekerheid import TORNADO_PERSONEN
    from meerzorg.beleid.simulatie.onzekerheid import NAAST_ELKAAR, PROCESSORS

    personen, aantal = doorrekening.personen, doorrekening.trekkingen
    namen = len({aanname.naam for aanname in aannames()})
    naast_elkaar = PROCESSORS if aantal >= NAAST_ELKAAR else 1
    tornado = 2 * namen * min(personen, TORNADO_PERSONEN) * (len(plan_van(doorrekening).varianten) > 1)
    return {
        "klaarzetten": Voortgangstap("de regels klaarzetten", 1, KLAARZETTEN),
        "mensen": Voortgangstap("alle mensen beoordelen", personen, personen),
        "trekkingen": Voortgangstap("opnieuw rekenen met andere aannames", aantal, aantal * personen // naast_elkaar),
        "gevoelig": Voortgangstap("zoeken welke aanname het meest uitmaakt", namen, tornado),
        "opmaken": Voortgangstap("het verslag opmaken", 1, OPMAKEN),
    }


DOORREKENING = Werksoort(
    SOORT,
    doe,
    geen_geheugen=GEEN_GEHEUGEN,
    vergeefs=VERGEEFS,
    nodig=NODIG,
    ontbreekt="de onderdelen om te rekenen: pip install 'meerzorg[beleid]'",
)
