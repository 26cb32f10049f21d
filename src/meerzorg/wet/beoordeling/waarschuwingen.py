"""What a reader must know of a result: provisional law, norms of another year, assumptions, capped rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.vormen import Domeinscore, Waarschuwing
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES
from meerzorg.wet.procedure.kaders import kader_op
from meerzorg.wet.procedure.tabel import Procedure
from regeltaal.lezers.zin import opsomming
from regeltaal.soorten import DATUM, toon


def waarschuwingen(b: Beoordeling, beeld: tuple[Domeinscore, ...]) -> Iterator[Waarschuwing]:
    """The warnings, in the order in which they are told; `beeld` is the picture of limitations."""
    if b.kader is None or b.peildatum is None:
        tekst = "Zonder aanvraagdatum is nog niet te zeggen welk kader en welke normen gelden."
        yield Waarschuwing("geen_aanvraagdatum", tekst)
    if b.kader is not None:
        yield from _over_kader(b, b.kader)
    for naam, keuze in b.keuzes:
        open_ = INTERPRETATIES[naam]
        lezing = f"Andere lezing dan standaard ({naam}={keuze}): {open_.vraag} Hier {open_.keuzes[keuze].uitleg}."
        yield Waarschuwing("andere_lezing", lezing)
    if b.peildatum is not None:
        yield from _over_normen(b, b.peildatum)
    if b.dossier.budgetplan is not None:
        yield from (Waarschuwing("tarief_verlaagd", tekst) for tekst in b.dossier.budgetplan.waarschuwingen)
    yield from _over_beeld(b, beeld)
    yield from _over_periode(b)


def _over_kader(b: Beoordeling, kader: Procedure) -> Iterator[Waarschuwing]:
    if kader.status == "voorgenomen":
        tekst = "Dit kader is voorgenomen: de tekst is nog niet gepubliceerd. De uitkomst is voorlopig."
        yield Waarschuwing("kader_voorgenomen", tekst)
    if b.peildatum is not None:
        volgens_datum = kader_op(b.peildatum)
        if volgens_datum is not kader:
            aanvraag = f"Voor een aanvraag van {toon(b.peildatum, DATUM)} geldt {volgens_datum.id}"
            yield Waarschuwing("ander_kader", f"{aanvraag}; {kader.id} is hier gebruikt om te vergelijken.")


def _over_normen(b: Beoordeling, dag: date) -> Iterator[Waarschuwing]:
    gebruikt = {"basisbedrag"}
    if b.w["wooninitiatief"]:
        gebruikt |= {"wooninitiatief", "wooninitiatief_vv"}
    if b.dossier.budgetplan is not None:
        gebruikt |= {"tarief_informeel_uur", "tarief_formeel_uur", "tarief_formeel_dagdeel"}
    vervangen = [rij for naam, rij in b.normen.vervangen.items() if naam in gebruikt]
    for jaar in dict.fromkeys(rij.van.year for rij in vervangen):
        bronnen = opsomming([rij.bron.titel for rij in vervangen if rij.van.year == jaar])
        tekst = f"Voor {dag.year} zijn de bedragen niet bekend; gebruikt zijn die van {jaar} ({bronnen})."
        yield Waarschuwing("normen_ander_jaar", tekst)
    profiel = b.w["zorgprofiel"]
    profielnorm = ["meerzorgprofiel"] if b.w.get("stap_2_nodig") is not False else []
    for naam in (*profielnorm, *_urennormen(b)):
        rij = b.normen.gekozen[naam].get((profiel,))
        if rij is not None and rij.status == "aanname":
            yield Waarschuwing("aanname", f"Aanname bij {profiel} ({naam}): {rij.toelichting}.")
    dagbesteding = b.w["dagbesteding"]
    if b.w.get("thuis") and dagbesteding and (profiel, dagbesteding) not in b.normen.gekozen["basisbedrag"]:
        geen = f"geen bedrag bij dagbesteding '{dagbesteding}'"
        yield Waarschuwing("geen_bedrag", f"Bijlage H kent voor {profiel} {geen}; gerekend is met € 0.")
    if b.w["leveringsvorm"] in ("pgb", "mpt", "pgb_mpt") and b.w.get("thuis") is False:
        tekst = f"Voor {profiel} staat in bijlage H geen bedrag: thuis met pgb of mpt kan niet (zie ook Rlz art. 5.5)."
        yield Waarschuwing("niet_thuis", tekst)


def _urennormen(b: Beoordeling) -> list[str]:
    """The norms of the hours, where they count for this client."""
    bereikt = b.w.get("stap_5a_nodig", False) is not False
    if not bereikt or b.w["bijzondere_zorgsoort"] not in (None, "geen") or "bekostigingsuren" not in b.regelset.regels:
        return []
    return list(b.regelset.regels["bekostigingsuren"].normen)


def boven_referentie(beeld: Iterable[Domeinscore]) -> bool | None:
    """Whether a domain lies above its reference; None where nothing can be compared."""
    boven = [domein.overstijgt for domein in beeld if domein.overstijgt is not None]
    return any(boven) if boven else None


def wijkt_af_van_beeld(b: Beoordeling, beeld: Iterable[Domeinscore]) -> bool:
    """Whether the judgement on the special need differs from the picture, so that a second reason is asked.

    False where there is no judgement yet, or no domain that can be compared.
    """
    oordeel = b.w["bijzondere_zorgbehoefte"]
    boven = None if oordeel is None else boven_referentie(beeld)
    return boven is not None and boven is not oordeel


def _over_beeld(b: Beoordeling, beeld: tuple[Domeinscore, ...]) -> Iterator[Waarschuwing]:
    if wijkt_af_van_beeld(b, beeld):
        wel = "een domein ligt wel" if boven_referentie(beeld) else "geen domein ligt"
        yield Waarschuwing(
            "wijkt_af_van_beeld",
            f"Het oordeel over de bijzondere zorgbehoefte wijkt af van het beperkingenbeeld ({wel} boven de "
            "referentie). Daarom is een tweede reden nodig. Het beeld is een hulpmiddel en beslist niet.",
            medisch=True,
        )


def _over_periode(b: Beoordeling) -> Iterator[Waarschuwing]:
    einde = b.w["indicatie_einddatum"]
    if b.periode is not None and b.periode[1] == einde:
        tekst = f"De toekenning loopt niet verder dan de indicatie, die eindigt op {toon(einde, DATUM)}."
        yield Waarschuwing("tot_einde_indicatie", tekst)
    if b.periode is None and b.eindigt and b.w["ingangsdatum"] is not None:
        begin = toon(b.w["ingangsdatum"], DATUM)
        tekst = f"Er is geen periode: de ingangsdatum ({begin}) ligt na de laatste mogelijke dag."
        yield Waarschuwing("geen_periode", tekst)
