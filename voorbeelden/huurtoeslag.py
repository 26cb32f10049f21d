"""A made-up rent allowance in the language of rules: `python voorbeelden/huurtoeslag.py`.

Every number and source here is invented, to show that the language knows no scheme. It is not the law.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from regeltaal.bron import Bron
from regeltaal.lezers.scalair import Beoordelaar
from regeltaal.lezers.zin import Zinnen
from regeltaal.normen import NormBegrip, Normen, Normrij
from regeltaal.regel import Gegeven, Regelset, regel
from regeltaal.soorten import DATUM, EURO, FACTOR, JANEE, keuze
from regeltaal.uitdrukking import Trede, Uitdrukking, boven_nul, kies, ladder

BRON = Bron("Verzonnen huurwet art. 1", "https://voorbeeld.invalid/huurwet")
HUISHOUDENS = ("alleen", "samen")

GEGEVENS = (
    Gegeven("dag", DATUM, "de dag van de aanvraag", vraag="Wanneer vraagt u aan?"),
    Gegeven("einde", DATUM, "het einde van de huur", eindeloos="de huur heeft geen einde", vraag="Tot wanneer?"),
    Gegeven("huishouden", keuze(*HUISHOUDENS), "het huishouden", vraag="Woont u alleen of samen?"),
    Gegeven("huur", EURO, "de huur", vraag="Hoeveel huur betaalt u?"),
    Gegeven("inkomen", EURO, "het inkomen", vraag="Hoeveel verdient u?"),
    Gegeven("eigen_deur", JANEE, "de eigen deur", "er is een eigen deur", "er is geen eigen deur", vraag="Eigen deur?"),
)
BEGRIPPEN = (
    NormBegrip("inkomensgrens", EURO, "de inkomensgrens", ("huishouden",)),
    NormBegrip("eigen_bijdrage", FACTOR, "het eigen deel van het inkomen"),
)
NORMEN = Normen(
    BEGRIPPEN,
    [
        Normrij(naam, sleutel, waarde, van, tot, BRON, "aanname", date(2026, 1, 1))
        for naam, sleutel, waarde, van, tot in (
            ("inkomensgrens", ("alleen",), 2_000_00, date(2020, 1, 1), date.max),
            ("inkomensgrens", ("samen",), 3_000_00, date(2020, 1, 1), date.max),
            ("eigen_bijdrage", (), Decimal("0.2"), date(2020, 1, 1), date(2025, 12, 31)),
            ("eigen_bijdrage", (), Decimal("0.25"), date(2026, 1, 1), date.max),
        )
    ],
)


@regel(stap="1", bron=BRON, noem="het recht", ja="er is recht op huurtoeslag", nee="er is geen recht op huurtoeslag")
def recht(d: Any) -> Uitdrukking:
    """A door of one's own, a lease that still runs, and an income that is not above the limit."""
    return d.eigen_deur & (d.dag <= d.einde) & (d.inkomen <= d.norm.inkomensgrens(d.huishouden))


@regel(stap="2", bron=BRON, noem="de toeslag")
def toeslag(d: Any) -> Uitdrukking:
    """What the rent is above one's own part. Euro per month."""
    return kies(d.recht, boven_nul(d.huur, d.inkomen * d.norm.eigen_bijdrage), 0)


@regel(stap="3", bron=BRON, noem="de uitkomst")
def uitkomst(d: Any) -> Uitdrukking:
    """Granted, nothing to grant, or refused."""
    treden = (Trede("1", ~d.recht, "afgewezen"), Trede("2", d.toeslag > 0, "toegekend"))
    return ladder(keuze("toegekend", "niets", "afgewezen", "onbepaald"), treden, "niets")


REGELS = Regelset(GEGEVENS, {begrip.naam: begrip for begrip in BEGRIPPEN}, (recht, toeslag, uitkomst))

if __name__ == "__main__":
    dag = date(2026, 5, 4)
    invoer = (dag, date.max, "alleen", 700_00, 1_600_00, None)
    op_dag = NORMEN.op(dag)
    uitslag = Beoordelaar(REGELS, op_dag, "uitkomst", ("toeslag",), "dag")(invoer)
    zinnen = Zinnen(REGELS, op_dag)
    print(*(zinnen.regelzin(naam) for naam in REGELS.regels), sep="\n")
    print("Nog te vragen:", *(gegeven.vraag for gegeven in uitslag.openstaand))
