"""A dossier in every state, each with a document, a letter and a question to an expert: for tests of every address."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from kantoorhulp import beantwoord, nieuw_dossier
from meerzorg.beleid.rapport.blad import Rapport, als_json
from meerzorg.bladen.blokken import Alinea, Commando, Figuur, Kop, Lijst, Tabel
from meerzorg.bladen.getallen import euro, getal
from meerzorg.dossier.beeld import vandaag
from meerzorg.dossier.bestanden import MIME, Bestand
from meerzorg.dossier.handelingen.aanvraag import trek_in
from meerzorg.dossier.handelingen.besluiten import herzie, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.verloop import (
    bevestig_ontvangst,
    voeg_document_toe,
    vraag_aanvulling,
    vraag_advies,
)
from meerzorg.dossier.models import Besluitsoort, Dossier
from meerzorg.kantoor.beleid.models import SOORT, Doorrekening
from meerzorg.klok import gezet_op, nu
from meerzorg.toegang.models import Medewerker
from meerzorg.toegang.rechten import TOESTANDEN

PDF = b"%PDF-1.7\n%%EOF\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 99"><rect width="300" height="80" fill="navy"/></svg>'


def stuk(inhoud: bytes = PDF, soort: str = "pdf", naam: str = "rapport.pdf") -> Bestand:
    """A document as `lees_upload` would give it, without the work of judging it."""
    return Bestand(soort, MIME[soort], len(inhoud), hashlib.sha256(inhoud).hexdigest(), naam, inhoud)


def voorgesteld(mensen: dict[str, Medewerker], naam: str = "Sem Janssen") -> Dossier:
    """Less is granted than was asked, so that it waits for a second signature."""
    dossier = beantwoord(nieuw_dossier(mensen["zorgadviseur"], naam), mensen)
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    return dossier


def besloten(mensen: dict[str, Medewerker], naam: str = "Lotte Meijer") -> Dossier:
    return teken(mensen, beantwoord(nieuw_dossier(mensen["zorgadviseur"], naam), mensen))


def teken(mensen: dict[str, Medewerker], dossier: Dossier) -> Dossier:
    """Signed by two, so that the decision is made known."""
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    teken_als_tweede(mensen["beslisser2"], dossier, dossier.versie)
    return dossier


def wachtend(mensen: dict[str, Medewerker], naam: str = "Daan Smit") -> Dossier:
    """Something was asked of the client; the clock stands still."""
    dossier = nieuw_dossier(mensen["zorgadviseur"], naam)
    vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het behandelplan."], 14)
    return dossier


def verstreken(mensen: dict[str, Medewerker], naam: str = "Bram Visser") -> Dossier:
    """Something was asked twenty days ago, to be sent within two weeks, and nothing came."""
    dossier = nieuw_dossier(mensen["zorgadviseur"], naam, dagen=25)
    with gezet_op(nu() - timedelta(days=20)):
        vraag_aanvulling(mensen["zorgadviseur"], dossier, ["Stuur het weekschema."], 14)
    return dossier


def in_elke_toestand(mensen: dict[str, Medewerker]) -> dict[str, Dossier]:
    """One dossier per state of `TOESTANDEN`; on the decided one a second decision took the place of the first."""

    def nieuw(naam: str) -> Dossier:
        return beantwoord(nieuw_dossier(mensen["zorgadviseur"], naam), mensen)

    ingetrokken, buiten = nieuw("Noor Bakker"), nieuw("Eva Mulder")
    per_toestand = {
        "in_behandeling": nieuw("Fatima de Groot"),
        "wacht_op_aanvulling": wachtend(mensen),
        "ingetrokken": ingetrokken,
        "buiten_behandeling": buiten,
        "voorgesteld": nieuw("Sem Janssen"),
        "besloten": nieuw("Lotte Meijer"),
    }
    for dossier in per_toestand.values():
        vul_aan(mensen, dossier)
    trek_in(mensen["zorgadviseur"], ingetrokken, vandaag(), "Telefonisch gemeld.")
    genomen = per_toestand["besloten"]
    teken(mensen, genomen)
    herzie(mensen["beslisser"], genomen, Besluitsoort.HERSTEL, "In de brief stond een verkeerde datum.")
    teken(mensen, genomen)
    onderteken(mensen["beslisser"], per_toestand["voorgesteld"], per_toestand["voorgesteld"].versie)
    buiten.toestand = "buiten_behandeling"
    buiten.save()
    assert {t: d.toestand for t, d in per_toestand.items()} == {t: t for t in TOESTANDEN}
    return per_toestand


def vul_aan(mensen: dict[str, Medewerker], dossier: Dossier) -> None:
    """A document, a letter, and a question that is not medical."""
    voeg_document_toe(mensen["zorgadviseur"], dossier, stuk(), medisch=False)
    bevestig_ontvangst(mensen["zorgadviseur"], dossier)
    vraag_advies(mensen["zorgadviseur"], dossier, "anders", "Gemeente", "Is er ondersteuning vanuit de Wmo?")


def verslag() -> Rapport:
    """A small report with every kind of block: a table beside its picture, one below it, and a long one."""
    uitkomsten = Tabel("Uitkomsten", ("uitkomst", "mensen"), (("meerzorg", getal(590)), ("afgewezen", getal(45))))
    geld = Tabel("Geld", tuple(f"kolom {nr}" for nr in range(9)), (("rlz-2027", *[euro(48_098_905)] * 8),))
    lang = Tabel("Aannames", ("aanname", "waarde"), tuple((f"aanname {nr}", getal(nr)) for nr in range(49)))
    blokken = (
        Kop("In het kort"),
        Lijst(("Meerzorg krijgen er 590.", "Dit voorspelt niets.")),
        Kop("Wat is vergeleken"),
        Alinea("Alle mensen zijn verzonnen.", "nadruk"),
        lang,
        Kop("Wat komt eruit"),
        Kop("Van beleidskader-2026 naar rlz-2027", 2),
        Alinea("Dit zijn de uitkomsten."),
        Figuur("Uitkomsten", SVG, "Staafdiagram van de uitkomsten.", uitkomsten),
        Figuur("Verschil in geld", SVG, "Staafdiagram van het geld.", geld),
        Commando("meerzorg simuleer \\\n  --personen 1000"),
    )
    return Rapport("Meerzorg thuis: wat doen andere regels?", "1.000 verzonnen mensen", blokken)


def doorrekening(wie: Medewerker, toestand: str = "klaar", **anders: object) -> Doorrekening:
    """A question of this person about the policy, in this state; finished it has the report above."""
    velden: dict[str, object] = {
        "soort": SOORT,
        "kaders": ["beleidskader-2026", "rlz-2027"],
        "normen": [["urendrempel", "0.2"]],
        "personen": 1000,
        "zaad": 2026,
        "trekkingen": 0,
        "vingerafdruk": "a" * 64,
        "regelset_versie": "1.0",
        "toestand": toestand,
    }
    if toestand == "klaar":
        velden |= {"verslag": als_json(verslag()), "pdf": PDF, "klaar_deel": 100, "klaar_op": nu()}
    return Doorrekening.objects.create(gevraagd_door=wie, **velden | anders)
