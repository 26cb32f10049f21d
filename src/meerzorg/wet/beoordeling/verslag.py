"""From an assessment to its report: the result of the contract, typed, with its own words.

There are no clock times in it: equal input gives an equal result, and so an equal hash.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.beoordeling.verklaring import verklaring, vingerafdruk
from meerzorg.wet.beoordeling.vormen import (
    Alternatief,
    Bedragen,
    Domeinscore,
    Grondslag,
    Jaarbedrag,
    Looptijd,
    Openstaand,
    Regelsetkenmerk,
    Stand,
    Stapuitkomst,
    Verslag,
)
from meerzorg.wet.beoordeling.waarschuwingen import waarschuwingen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES
from meerzorg.wet.procedure.kaders import kader_op
from meerzorg.wet.procedure.tabel import Stap
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256
from meerzorg.wet.vocabulaire import DOMEINEN
from regeltaal.bron import Bron
from regeltaal.lezers.zin import hoofdletter, opsomming
from regeltaal.regel import Regelset
from regeltaal.soorten import als_euro

_STANDAARD = {naam: open_.standaard for naam, open_ in INTERPRETATIES.items()}


def verslag(b: Beoordeling, *, met_verklaring: bool = False) -> Verslag:
    """The result by contract; with `met_verklaring` also the whole reasoning and its hash."""
    w, kader, periode = b.w, b.kader, b.periode
    bepaald = b.uitkomst != "onbepaald"
    beeld = beperkingenbeeld(b)
    redenering = verklaring(b) if met_verklaring else None
    return Verslag(
        b.dossier.naam,
        kader.id if kader else None,
        kader.status if kader else None,
        b.peildatum,
        voorlopig(b),
        b.uitkomst,
        tuple(Grondslag(code, GRONDEN[code].zin, kader.gronden[code]) for code in b.gronden) if kader else (),
        w.get("toegang_meerzorg"),
        tuple(stapuitkomst(b, stap) for stap in kader.stappen) if kader else (),
        tuple(Openstaand(vraag.naam, vraag.rol, vraag.stap, vraag.vraag) for vraag in b.openstaand),
        Bedragen(
            w.get("basisbudget"),
            w.get("ekt_ruimte"),
            w["gevraagde_kosten"],
            w.get("toegekend_extra") if bepaald else None,
            w.get("toegekend_totaal") if bepaald else None,
        ),
        Looptijd(*periode, w["duur"] or None) if periode else _GEEN_LOOPTIJD,
        tuple(_jaarbedragen(b)),
        b.herbeoordeling_uitnodiging,
        tuple(Alternatief(soort, totaal) for soort, totaal in b.alternatieven),
        beeld,
        tuple(waarschuwingen(b, beeld)),
        _STANDAARD | dict(b.keuzes),
        _kenmerk(),
        redenering,
        vingerafdruk(redenering) if redenering is not None else None,
        UITKOMSTEN[b.uitkomst],
        kader.titel if kader else "",
    )


_GEEN_LOOPTIJD = Looptijd(None, None, None)


@cache
def _kenmerk() -> Regelsetkenmerk:
    return Regelsetkenmerk(REGELSET_VERSIE, regelset_sha256())


def _jaarbedragen(b: Beoordeling) -> list[Jaarbedrag]:
    if not b.jaarverleningen:
        return []
    totaal: int = b.w["toegekend_totaal"]
    tekst = als_euro(totaal)
    return [
        Jaarbedrag(
            deel.jaar,
            deel.van,
            deel.tot_en_met,
            deel.dagen,
            deel.bedrag,
            f"{tekst} × {deel.dagen} / {deel.jaardagen}",
            totaal,
            deel.jaardagen,
        )
        for deel in b.jaarverleningen
    ]


def voorlopig(b: Beoordeling) -> bool:
    """Whether this result may not yet be signed: no framework, not the one in force, or norms of another year."""
    if b.kader is None or b.peildatum is None or b.keuzes:
        return True
    return b.kader is not kader_op(b.peildatum) or not b.kader.status.startswith("geldend") or bool(b.normen.vervangen)


# --- steps --------------------------------------------------------------------------------------------------------


def stapuitkomst(b: Beoordeling, stap: Stap) -> Stapuitkomst:
    """What came of this step, and why, as one Dutch sentence with the values of the dossier."""
    stand, toelichting, waarom = _stand(b, stap)
    bronnen = stapbronnen(b.regelset, stap)
    return Stapuitkomst(stap.id, stap.naam, stand, toelichting, bronnen, stap.vraag, waarom, stap.waarde)


def _stand(b: Beoordeling, stap: Stap) -> tuple[Stand, str, str]:
    """ja, nee, niet_nodig (no longer reached) or onbekend; the sentence; the sentence without its opening."""
    zinnen, w = b.zinnen, b.w
    assert zinnen is not None
    if stap.nodig and w[stap.nodig] is False:
        waarom = f"{zinnen.waarom(stap.nodig, w, diep=False)}."
        return "niet_nodig", f"Niet nodig, want {waarom}", waarom
    waarde = w[stap.waarde]
    if waarde is None:
        waarom = f"{opsomming(zinnen.onbekenden(b.regelset.naam(stap.waarde), w))}."
        return "onbekend", f"Nog niet bekend: {waarom}", waarom
    stand: Stand = "ja" if waarde else "nee"
    waarom = f"{zinnen.waarom(stap.waarde, w)}."
    if stap.waarde in b.regelset.gegevens:
        return stand, hoofdletter(waarom), waarom
    return stand, f"{hoofdletter(stand)}, want {waarom}", waarom


@cache
def stapbronnen(regelset: Regelset, stap: Stap) -> tuple[Bron, ...]:
    """The sources of a step: those of its rule, or for a judgement those of the rule that asks for it."""
    eigen = regelset.regels.get(stap.waarde) or regelset.regels[stap.nodig]
    return eigen.regel.bronnen


# --- the picture of limitations -----------------------------------------------------------------------------------


def beperkingenbeeld(b: Beoordeling) -> tuple[Domeinscore, ...]:
    """Per domain the client's score beside the profile's reference, with the status of that reference.

    An aid to the medical judgement; it decides nothing.
    """
    referenties = b.normen.gekozen.get("beperkingen", {})
    marge: Decimal | None = b.normen.waarden["beeldmarge"]
    profiel = b.w["zorgprofiel"]
    beeld = []
    for domein in DOMEINEN:
        score = b.w[f"beperking_{domein}"]
        rij = referenties.get((profiel, domein))
        if rij is None:
            beeld.append(Domeinscore(domein, score, None, None, None))
            continue
        referentie = rij.waarde
        assert isinstance(referentie, Decimal)
        boven = None if score is None or marge is None else score - referentie > marge
        beeld.append(Domeinscore(domein, score, referentie, rij.status, boven))
    return tuple(beeld)
