"""One decision on an application is in force on a day, and nobody has two awards for a day: not by acts, nor by SQL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from kantoorhulp import beantwoord, nieuw_dossier
from kantoortoestanden import besloten, teken
from meerzorg.dossier.beeld import beeld, vandaag
from meerzorg.dossier.controle import controleer_alles
from meerzorg.dossier.handelingen.aanvraag import trek_in
from meerzorg.dossier.handelingen.besluiten import belet, herzie, neem_terug, onderteken, teken_als_tweede
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.vastleggen import Opgave, leg_vast
from meerzorg.dossier.models import Besluit, Besluitsoort, Besluitstatus, Dossier, Toekenning
from meerzorg.klok import gezet_op, nu
from meerzorg.toegang.models import Medewerker
from regeltaal.fouten import InvoerFout
from regeltaal.soorten import DATUM, toon

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]
DAG = timedelta(days=1)


def beslis(mensen: Mensen, dossier: Dossier) -> Besluit:
    besluit = teken(mensen, dossier).besluiten.last()
    assert besluit is not None
    return besluit


def opnieuw(mensen: Mensen, eerder: Dossier, soort: str, ingang: date) -> Dossier:
    """Another application of the same client, answered up to the decision."""
    client = eerder.client
    za = mensen["zorgadviseur"]
    nieuw = nieuw_dossier(za, client.naam, bsn=client.bsn, soort_aanvraag=soort, ingangsdatum=ingang.isoformat())
    return beantwoord(nieuw, mensen)


# --- the award --------------------------------------------------------------------------------------------------------


def test_het_tekenen_van_een_toekennend_besluit_maakt_de_toekenning(mensen: Mensen, klaar: Dossier) -> None:
    onderteken(mensen["beslisser"], klaar, klaar.versie)
    assert not Toekenning.objects.exists(), "with one of two signatures nothing is granted"
    besluit = teken_als_tweede(mensen["beslisser2"], klaar, klaar.versie)
    toekenning = Toekenning.objects.get()
    assert (toekenning.client, toekenning.besluit) == (klaar.client, besluit)
    assert (toekenning.bedrag, toekenning.van, toekenning.tot_en_met) == (
        besluit.toegekend_totaal,
        besluit.van,
        besluit.tot_en_met,
    )
    assert toekenning.beeindigd_door is None


def test_een_afwijzing_kent_niets_toe(mensen: Mensen, klaar: Dossier) -> None:
    leg_vast(mensen["verpleegkundige"], klaar, {"verantwoord_thuis": Opgave(False, "huisbezoek", "Dit kan niet.")})
    assert beslis(mensen, klaar).uitkomst == "afwijzing"
    assert not Toekenning.objects.exists()


def test_een_tweede_toekenning_voor_een_dag_wordt_geweigerd_met_welke_er_loopt(mensen: Mensen) -> None:
    eerder = besloten(mensen)
    lopend = Toekenning.objects.get()
    nieuw = opnieuw(mensen, eerder, "verlenging", lopend.tot_en_met)
    (zin,) = belet(beeld(nieuw))
    assert eerder.nummer in zin and f"tot en met {toon(lopend.tot_en_met, DATUM)}" in zin
    with pytest.raises(InvoerFout, match="tot en met"):
        onderteken(mensen["beslisser"], nieuw, nieuw.versie)
    leg_vast(mensen["zorgadviseur"], nieuw, {"ingangsdatum": Opgave((lopend.tot_en_met + DAG).isoformat())})
    teken(mensen, nieuw)
    assert [t.van for t in Toekenning.objects.all()] == [lopend.van, lopend.tot_en_met + DAG]


def test_wie_als_tweede_tekent_kan_een_toekenning_treffen_die_er_eerst_niet_was(mensen: Mensen) -> None:
    een = beantwoord(nieuw_dossier(mensen["zorgadviseur"]), mensen)
    twee = opnieuw(mensen, een, "eerste", vandaag())
    for dossier in (een, twee):
        onderteken(mensen["beslisser"], dossier, dossier.versie)
    teken_als_tweede(mensen["beslisser2"], een, een.versie)
    with pytest.raises(InvoerFout, match=een.nummer):
        teken_als_tweede(mensen["beslisser2"], twee, twee.versie)
    assert Toekenning.objects.get().besluit.dossier == een
    assert twee.besluiten.get().status == Besluitstatus.VOORGESTELD


def test_een_verhoging_beeindigt_wat_loopt_op_de_dag_ervoor(mensen: Mensen) -> None:
    eerder = besloten(mensen)
    ingang = vandaag() + timedelta(days=40)
    hoger = beslis(mensen, opnieuw(mensen, eerder, "verhoging", ingang))
    oud, nieuw = Toekenning.objects.all()
    assert (oud.tot_en_met, oud.beeindigd_door) == (ingang - DAG, hoger)
    assert (nieuw.van, nieuw.besluit) == (ingang, hoger)
    assert controleer_alles() == []


def test_een_verhoging_neemt_niet_weg_wat_later_pas_begint(mensen: Mensen) -> None:
    eerder = besloten(mensen)
    later = opnieuw(mensen, eerder, "verlenging", Toekenning.objects.get().tot_en_met + DAG)
    teken(mensen, later)
    hoger = opnieuw(mensen, eerder, "verhoging", vandaag() + timedelta(days=40))
    with pytest.raises(InvoerFout, match=later.nummer):
        onderteken(mensen["beslisser"], hoger, hoger.versie)


# --- several decisions on one application -----------------------------------------------------------------------------


def herzien(mensen: Mensen, dossier: Dossier, soort: Besluitsoort = Besluitsoort.HERSTEL) -> Dossier:
    herzie(mensen["beslisser"], dossier, soort, "Het bedrag klopt niet.")
    return dossier


def test_een_herzien_besluit_neemt_de_plaats_in_van_het_eerdere(mensen: Mensen) -> None:
    dossier = besloten(mensen)
    eerst = dossier.besluiten.get()
    with gezet_op(nu() + timedelta(days=10)):
        herzien(mensen, dossier, Besluitsoort.BEZWAAR)
        assert (dossier.toestand, dossier.uiterlijk) == ("in_behandeling", None)
        assert dossier.besluiten.get().geldt_op(vandaag()), "what was decided is in force until there is another"
        kosten = {"vastgestelde_kosten": Opgave(175000, "huisbezoek", "Er is toch meer nachtzorg nodig.")}
        leg_vast(mensen["verpleegkundige"], dossier, kosten)
        daarna = beslis(mensen, dossier)
        dag = vandaag()
    eerst.refresh_from_db()
    assert (daarna.soort, daarna.geldt_van, daarna.geldt_tot_en_met) == (Besluitsoort.BEZWAAR, dag, None)
    assert (eerst.geldt_tot_en_met, eerst.geldt_op(dag - DAG), eerst.geldt_op(dag)) == (dag - DAG, True, False)
    vervallen, toekenning = Toekenning.objects.order_by("id")
    assert (toekenning.bedrag, toekenning.van) == (17_500_000, eerst.van)
    assert (vervallen.tot_en_met, vervallen.beeindigd_door) == (eerst.van - DAG, daarna), "it has no day left"
    assert controleer_alles() == []


def test_een_besluit_kan_nog_dezelfde_dag_worden_hersteld(mensen: Mensen) -> None:
    dossier = besloten(mensen)
    teken(mensen, herzien(mensen, dossier))
    teken(mensen, herzien(mensen, dossier))
    assert [b.geldt_op(vandaag()) for b in dossier.besluiten.all()] == [False, False, True]
    assert Toekenning.objects.vanaf(date.min).count() == 1


def test_een_herziening_die_afwijst_beeindigt_de_toekenning_vanaf_die_dag(mensen: Mensen) -> None:
    dossier = herzien(mensen, besloten(mensen), Besluitsoort.UITSPRAAK)
    leg_vast(mensen["verpleegkundige"], dossier, {"verantwoord_thuis": Opgave(False, "huisbezoek", "Dit kan niet.")})
    afwijzing = beslis(mensen, dossier)
    toekenning = Toekenning.objects.get()
    assert (toekenning.tot_en_met, toekenning.beeindigd_door) == (vandaag() - DAG, afwijzing)


def test_alleen_wie_beslist_herziet_met_een_reden_en_een_besluit_dat_er_is(mensen: Mensen, klaar: Dossier) -> None:
    with pytest.raises(GeenRecht):
        herzien(mensen, klaar)
    dossier = besloten(mensen)
    with pytest.raises(GeenRecht):
        herzie(mensen["zorgadviseur"], dossier, Besluitsoort.HERSTEL, "Het bedrag klopt niet.")
    with pytest.raises(InvoerFout):
        herzie(mensen["beslisser"], dossier, Besluitsoort.HERSTEL, " ")
    with pytest.raises(ValueError, match="aanvraag"):
        herzie(mensen["beslisser"], dossier, Besluitsoort.AANVRAAG, "Het bedrag klopt niet.")
    with pytest.raises(GeenRecht, match="al een besluit"):
        trek_in(mensen["zorgadviseur"], herzien(mensen, dossier), vandaag(), "Per brief.")
    assert dossier.toestand == "in_behandeling"


def test_een_teruggenomen_herziening_laat_het_eerdere_besluit_gelden(mensen: Mensen) -> None:
    dossier = herzien(mensen, besloten(mensen))
    onderteken(mensen["beslisser"], dossier, dossier.versie)
    neem_terug(mensen["teamleider"], dossier, "Toch niet.")
    assert [(b.status, b.geldt_op(vandaag())) for b in dossier.besluiten.all()] == [
        ("bekendgemaakt", True),
        ("teruggenomen", False),
    ]
    assert Toekenning.objects.get().beeindigd_door is None


@pytest.mark.parametrize("van", Besluitstatus)
def test_een_besluit_gaat_alleen_van_voorgesteld_naar_bekendgemaakt_of_teruggenomen(van: Besluitstatus) -> None:
    kan = set()
    for naar in Besluitstatus:
        besluit = Besluit(status=van)
        try:
            besluit.wordt(naar)
        except ValueError:
            assert besluit.status == van
        else:
            kan.add(naar)
    assert kan == ({"bekendgemaakt", "teruggenomen"} if van == "voorgesteld" else set())


# --- around the acts, by SQL ------------------------------------------------------------------------------------------


def sql(opdracht: str, *waarden: Any) -> bool:
    """Whether the database takes it; undone where it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht, waarden)
    except DatabaseError:
        return False
    return True


def kopie(rij: Toekenning | Besluit, **anders: Any) -> bool:
    """Whether the database takes the same row once more, with these columns otherwise."""
    kolommen = [veld.column for veld in rij._meta.concrete_fields if not veld.primary_key]
    namen, uit = (", ".join(delen) for delen in (kolommen, ["%s" if k in anders else k for k in kolommen]))
    waarden = [anders[k] for k in kolommen if k in anders]
    tabel = rij._meta.db_table
    return sql(f"INSERT INTO {tabel} ({namen}) SELECT {uit} FROM {tabel} WHERE id = %s", *waarden, rij.pk)  # noqa: S608


def test_de_database_neemt_geen_twee_toekenningen_voor_een_dag(mensen: Mensen) -> None:
    besloten(mensen)
    t = Toekenning.objects.get()
    besluit = besloten(mensen, "Iemand Anders").besluiten.get()  # of someone else: it may be granted meanwhile
    Toekenning.objects.get(besluit=besluit).delete()
    van, tot = t.van, t.tot_en_met
    mis = [(van, tot), (tot, tot), (van, van), (van - DAG, van), (van - DAG, tot + DAG), (van + DAG, tot - DAG)]
    goed = [(van - DAG, van - DAG), (tot + DAG, tot + 9 * DAG), (van, van - DAG), (van + DAG, van)]
    for begin, einde in mis:
        assert not kopie(t, besluit_id=besluit.pk, van=begin, tot_en_met=einde), (begin, einde)
    assert not kopie(t, besluit_id=besluit.pk, van=tot + 9 * DAG, tot_en_met=tot + 7 * DAG), "ends before it begins"
    for begin, einde in goed:
        assert kopie(t, besluit_id=besluit.pk, van=begin, tot_en_met=einde), (begin, einde)
        ander = Toekenning.objects.get(besluit=besluit)
        assert not sql("UPDATE dossier_toekenning SET van = %s, tot_en_met = %s WHERE id = %s", van, tot, ander.pk)
        ander.delete()


def test_de_database_neemt_geen_twee_besluiten_in_werking_op_een_dag(mensen: Mensen) -> None:
    besluit = besloten(mensen).besluiten.get()
    van = besluit.geldt_van
    assert van is not None
    herstel = {"soort": "herstel"}
    assert not kopie(besluit), "a second decision on the application itself"
    assert not kopie(besluit, **herstel), "in force on the same days"
    assert not kopie(besluit, **herstel, geldt_van=van + 99 * DAG)
    assert not kopie(besluit, **herstel, geldt_van=van - DAG, geldt_tot_en_met=van - DAG), "not yet made known"
    assert not kopie(besluit, **herstel, geldt_van=None), "made known and never in force"
    assert not kopie(besluit, soort="onzin", geldt_tot_en_met=van - DAG)
    assert not kopie(besluit, **herstel, status="onzin", bekendgemaakt_op=None, geldt_van=None)
    assert kopie(besluit, **herstel, geldt_tot_en_met=van - DAG), "replaced on its first day: it has no day"
    zet = "UPDATE dossier_besluit SET geldt_tot_en_met = %s WHERE id = %s"
    assert sql(zet, van + 9 * DAG, besluit.pk)
    assert kopie(besluit, **herstel, geldt_van=van + 10 * DAG, geldt_tot_en_met=None)
    assert not sql(zet, van + 10 * DAG, besluit.pk)


def test_wat_om_de_handelingen_heen_is_gewijzigd_vindt_de_controle(mensen: Mensen) -> None:
    dossier = besloten(mensen)
    assert controleer_alles() == []
    for wijziging, wat in [
        ("UPDATE dossier_toekenning SET bedrag = bedrag + 1", "de toekenning"),
        ("UPDATE dossier_besluit SET geldt_tot_en_met = geldt_van", "de gelding van het besluit"),
    ]:
        punt = transaction.savepoint()
        assert sql(wijziging)
        (bevinding,) = controleer_alles()
        assert (bevinding.dossiernummer, wat in bevinding.wat) == (dossier.nummer, True)
        transaction.savepoint_rollback(punt)
