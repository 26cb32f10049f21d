"""Recording: nothing is overwritten, nothing counts twice, and each judgement is of its own role."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kantoorhulp import ONDERBOUWING, OORDEEL, advies, beantwoord, door, stand
from meerzorg.dossier.beeld import basis_van, beeld
from meerzorg.dossier.handelingen.kern import GeenRecht
from meerzorg.dossier.handelingen.vastleggen import ROL_VAN, Botsing, Opgave, leg_vast, wijk_af
from meerzorg.dossier.models import Dossier, Vastlegging
from meerzorg.toegang.models import Medewerker
from meerzorg.wet.vocabulaire import VOCABULAIRE
from regeltaal.fouten import InvoerFout

pytestmark = pytest.mark.django_db
Mensen = dict[str, Medewerker]


# --- recording --------------------------------------------------------------------------------------------------------


def test_een_correctie_is_een_nieuwe_vastlegging_en_de_oude_blijft(mensen: Mensen, dossier: Dossier) -> None:
    oud = beeld(dossier).laatste["gevraagde_kosten"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(150000, "gesprek", "Nieuwe begroting.")})
    rijen = list(dossier.vastleggingen.filter(naam="gevraagde_kosten"))
    assert [rij.waarde for rij in rijen] == [180000, 150000]
    assert rijen[0].inhoud() == oud.inhoud()
    assert (rijen[1].auteur.medewerker, rijen[1].rol, rijen[1].grond, rijen[1].reden) == (
        mensen["zorgadviseur"],
        "zorgadviseur",
        "gesprek",
        "Nieuwe begroting.",
    )
    assert beeld(dossier).gegevens["gevraagde_kosten"] == 150000


def test_terugnemen_maakt_er_weer_een_open_vraag_van(mensen: Mensen, dossier: Dossier) -> None:
    beantwoord(dossier, mensen, tot="medisch_adviseur")
    leg_vast(mensen["zorgadviseur"], dossier, {"best_passend_profiel": Opgave(None, reden="Vergissing.")})
    assert "best_passend_profiel" not in beeld(dossier).gegevens
    assert "best_passend_profiel" in [g.naam for g in beeld(dossier).beoordeling.openstaand]


def test_dezelfde_waarde_en_reden_wordt_niet_opnieuw_vastgelegd(mensen: Mensen, dossier: Dossier) -> None:
    waarden = {"best_passend_profiel": Opgave(True, "gesprek", "Het past.")}
    assert len(leg_vast(mensen["zorgadviseur"], dossier, waarden)) == 1
    assert leg_vast(mensen["zorgadviseur"], dossier, waarden) == []
    anders = {"best_passend_profiel": Opgave(True, "gesprek", "Het past, zegt ook de arts.")}
    assert len(leg_vast(mensen["zorgadviseur"], dossier, anders)) == 1


@pytest.mark.parametrize(
    ("naam", "gegeven", "vastgelegd"),
    [
        ("best_passend_profiel", "ja", True),
        ("best_passend_profiel", "nee", False),
        ("gevraagde_kosten", 150_000.0, 150_000),
        ("gevraagde_kosten", 150_000.5, 150_000.5),
    ],
)
def test_een_waarde_wordt_op_een_manier_vastgelegd(
    mensen: Mensen, dossier: Dossier, naam: str, gegeven: object, vastgelegd: object
) -> None:
    leg_vast(mensen["zorgadviseur"], dossier, {naam: Opgave(gegeven, "gesprek", "Het past.")})
    rij = Vastlegging.objects.filter(dossier=dossier, naam=naam).last()
    assert (rij.waarde, type(rij.waarde)) == (vastgelegd, type(vastgelegd))
    assert leg_vast(mensen["zorgadviseur"], dossier, {naam: Opgave(vastgelegd, "gesprek", "Het past.")}) == []


@pytest.mark.parametrize(
    "verkeerd",
    [
        {"gevraagde_kosten": Opgave("veel")},
        {"gevraagde_kosten": Opgave(-1)},
        {"gevraagde_kosten": Opgave(150000, grond="horen zeggen")},
        {"dagbesteding": Opgave("soms")},
        {"indicatie_ingangsdatum": Opgave("31-12-2024")},
        {"rechtmatig": Opgave(True)},
        {"rechtmatig": Opgave(True, reden="   \n")},
        {"rechtmatig": Opgave(True, reden="a\x00b")},
        {"rechtmatig": Opgave(True, reden="a" * 10_001)},
    ],
    ids=lambda w: f"{next(iter(w))}: {str(next(iter(w.values())).waarde)[:12]}",
)
def test_een_verkeerde_waarde_weigert_het_hele_formulier(
    mensen: Mensen, dossier: Dossier, verkeerd: dict[str, Opgave]
) -> None:
    voor = stand(dossier)
    with pytest.raises(InvoerFout):
        goed = {"best_passend_profiel": Opgave(True, "gesprek", "Het past.")}
        leg_vast(mensen["zorgadviseur"], dossier, goed | verkeerd)
    assert stand(dossier) == voor


def test_elke_fout_wordt_meteen_genoemd(mensen: Mensen, dossier: Dossier) -> None:
    with pytest.raises(InvoerFout) as fout:
        leg_vast(mensen["medisch_adviseur"], dossier, {OORDEEL: Opgave(True)})
    assert {deel.naam for deel in fout.value.fouten} >= {f"{OORDEEL}, {deel}" for deel in ONDERBOUWING}


def test_een_leeg_formulier_en_een_onbekende_naam_worden_geweigerd(mensen: Mensen, dossier: Dossier) -> None:
    for waarden in ({}, {"schoenmaat": Opgave(42)}):
        with pytest.raises((InvoerFout, GeenRecht)):
            leg_vast(mensen["zorgadviseur"], dossier, waarden)


OORDELEN = [g.naam for g in VOCABULAIRE if g.oordeel]


@pytest.mark.parametrize("naam", OORDELEN)
def test_elk_oordeel_vraagt_zijn_reden(mensen: Mensen, dossier: Dossier, naam: str) -> None:
    waarde = 24 if naam == "looptijd_maanden" else True
    with pytest.raises(InvoerFout, match="reden"):
        leg_vast(mensen[ROL_VAN[naam]], dossier, {naam: Opgave(waarde, "gesprek")})
    assert not dossier.vastleggingen.filter(naam=naam).exists()


def test_een_medisch_oordeel_tegen_het_beeld_in_vraagt_een_tweede_reden(mensen: Mensen, dossier: Dossier) -> None:
    scores = {f"beperking_{d}": Opgave(0, "ciz") for d in ("sociale_redzaamheid", "psychosociaal", "adl", "mobiliteit")}
    scores |= {"beperking_gedrag": Opgave(0, "ciz"), "beperking_verpleging": Opgave(0, "ciz")}
    leg_vast(mensen["medisch_adviseur"], dossier, scores)
    with pytest.raises(InvoerFout, match="tweede reden"):
        leg_vast(mensen["medisch_adviseur"], dossier, advies())
    leg_vast(mensen["medisch_adviseur"], dossier, advies(tweede_reden="De scores meten de nacht niet."))
    assert beeld(dossier).laatste[OORDEEL].tweede_reden == "De scores meten de nacht niet."


# --- someone was before -----------------------------------------------------------------------------------------------


def test_wie_tweede_is_krijgt_een_keuze_en_er_wordt_niets_opgeslagen(mensen: Mensen, dossier: Dossier) -> None:
    namen = ("gevraagde_kosten", "dagbesteding")
    basis = basis_van(beeld(dossier), namen)
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(150000, basis=basis["gevraagde_kosten"])})
    voor = stand(dossier)
    mijn = {
        "gevraagde_kosten": Opgave(140000, basis=basis["gevraagde_kosten"]),
        "dagbesteding": Opgave("zonder_vervoer"),
    }
    with pytest.raises(Botsing) as botsing:
        leg_vast(mensen["zorgadviseur"], dossier, mijn)
    assert stand(dossier) == voor
    (mijne, hunne) = botsing.value.delen["gevraagde_kosten"]
    assert (mijne.waarde, hunne.waarde, list(botsing.value.delen)) == (140000, 150000, ["gevraagde_kosten"])


def test_ook_een_eerste_antwoord_botst_als_iemand_intussen_antwoordde(mensen: Mensen, dossier: Dossier) -> None:
    leg_vast(mensen["zorgadviseur"], dossier, {"rechtmatig": Opgave(True, reden="In orde.", basis=0)})
    with pytest.raises(Botsing):
        leg_vast(mensen["zorgadviseur"], dossier, {"rechtmatig": Opgave(False, reden="Niet in orde.", basis=0)})


def test_een_verandering_van_iets_anders_is_geen_botsing(mensen: Mensen, dossier: Dossier) -> None:
    basis = basis_van(beeld(dossier), ["dagbesteding"])["dagbesteding"]
    leg_vast(mensen["zorgadviseur"], dossier, {"gevraagde_kosten": Opgave(150000)})
    leg_vast(mensen["zorgadviseur"], dossier, {"dagbesteding": Opgave("zonder_vervoer", basis=basis)})
    assert beeld(dossier).gegevens["dagbesteding"] == "zonder_vervoer"


# --- the medical judgement is independent -----------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ["zorgadviseur", "verpleegkundige", "beslisser", "teamleider", "beheerder", "niemand"])
def test_een_medisch_oordeel_is_van_de_medisch_adviseur(mensen: Mensen, dossier: Dossier, rol: str) -> None:
    with pytest.raises(GeenRecht):
        leg_vast(mensen[rol], dossier, advies())
    assert not dossier.vastleggingen.filter(naam=OORDEEL).exists()


@pytest.mark.parametrize(
    ("rol", "afwijking"), [("beslisser", False), ("zorgadviseur", True), ("medisch_adviseur", True)]
)
def test_zelfs_de_database_neemt_het_niet_van_een_andere_rol(
    mensen: Mensen, dossier: Dossier, rol: str, afwijking: bool
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Vastlegging.objects.create(
            dossier=dossier,
            naam=OORDEEL,
            waarde=True,
            **door(mensen[rol]),
            afwijking=afwijking,
            reden="Omdat.",
        )


def test_de_database_neemt_geen_afwijking_zonder_reden_of_van_iets_anders(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["beslisser"]
    for naam, reden in ((OORDEEL, ""), ("doelmatig", "Omdat.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vastlegging.objects.create(
                dossier=dossier,
                naam=naam,
                waarde=False,
                **door(wie),
                afwijking=True,
                reden=reden,
            )


def test_een_afwijking_staat_naast_het_advies_en_beslist(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Het rapport van het CCE zegt iets anders.")
    b = beeld(klaar)
    assert (b.laatste[OORDEEL].waarde, b.gegevens[OORDEEL]) == (True, False)
    assert b.beoordeling.uitkomst != "toekenning"
    assert b.afwijking is not None and b.afwijking.auteur.medewerker == mensen["beslisser"]


def test_een_afwijking_vraagt_een_reden_een_advies_en_een_ander_antwoord(mensen: Mensen, dossier: Dossier) -> None:
    wie = mensen["beslisser"]
    with pytest.raises(InvoerFout, match="medisch advies"):
        wijk_af(wie, dossier, False, "Omdat.")
    beantwoord(dossier, mensen)
    for waarde, reden in ((False, "  "), (True, "Ik ben het ermee eens.")):
        with pytest.raises(InvoerFout):
            wijk_af(wie, dossier, waarde, reden)
    assert beeld(dossier).afwijking is None
    with pytest.raises(GeenRecht):
        wijk_af(mensen["zorgadviseur"], dossier, False, "Omdat.")


def test_een_afwijking_eindigt_door_een_nieuwer_advies_en_door_terugnemen(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    wijk_af(mensen["beslisser"], klaar, None, "Toch niet.")
    assert beeld(klaar).afwijking is None and beeld(klaar).gegevens[OORDEEL] is True
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    leg_vast(mensen["medisch_adviseur"], klaar, advies(reden="Opnieuw bekeken."))
    assert beeld(klaar).afwijking is None and beeld(klaar).gegevens[OORDEEL] is True


def test_iets_anders_vastleggen_laat_de_afwijking_gelden(mensen: Mensen, klaar: Dossier) -> None:
    wijk_af(mensen["beslisser"], klaar, False, "Omdat.")
    leg_vast(mensen["zorgadviseur"], klaar, {"gevraagde_kosten": Opgave(200000)})
    assert beeld(klaar).gegevens[OORDEEL] is False
