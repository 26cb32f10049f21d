"""The result of an assessment as data, in the form of the contract: typed values first, the text made from them.

There are no clock times in it: equal input gives an equal result, and so an equal hash.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from meerzorg.wet.beoordeling.beoordelen import Beoordeling
from meerzorg.wet.normen import normen
from meerzorg.wet.procedure.gronden import GRONDEN
from meerzorg.wet.procedure.interpretaties import INTERPRETATIES
from meerzorg.wet.procedure.kaders import KADERS, kader_op
from meerzorg.wet.procedure.tabel import Procedure, Stap
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256
from meerzorg.wet.vocabulaire import DOMEINEN
from regeltaal.lezers.zin import hoofdletter, opsomming
from regeltaal.normen import Normrij
from regeltaal.regel import Regelset
from regeltaal.soorten import DATUM, Soort, als_euro, toon

JA, NEE, NIET_NODIG, ONBEKEND = "ja", "nee", "niet_nodig", "onbekend"


def verslag(b: Beoordeling, *, met_verklaring: bool = False) -> dict[str, Any]:
    """The result by contract; with `met_verklaring` also the whole reasoning and its hash."""
    w, periode = b.w, b.periode
    beeld = beperkingenbeeld(b)
    uit: dict[str, Any] = {
        "dossier": b.dossier.naam,
        "kader": b.kader.id if b.kader else None,
        "status_kader": b.kader.status if b.kader else None,
        "peildatum": _dag(b.peildatum),
        "voorlopig": voorlopig(b),
        "uitkomst": b.uitkomst,
        "gronden": b.gronden,
        "toegang_meerzorg": w.get("toegang_meerzorg"),
        "stappen": [_stap(b, stap) for stap in b.kader.stappen] if b.kader else [],
        "openstaand": [
            {"gegeven": gegeven.naam, "rol": gegeven.rol, "stap": gegeven.stap, "vraag": gegeven.vraag}
            for gegeven in b.openstaand
        ],
        "bedragen": {
            "basisbudget": als_euro(w.get("basisbudget")),
            "ekt_ruimte": als_euro(w.get("ekt_ruimte")),
            "gevraagd": als_euro(w["gevraagde_kosten"]),
            "toegekend_extra": als_euro(w.get("toegekend_extra")) if b.uitkomst != "onbepaald" else None,
            "toegekend_totaal": als_euro(w.get("toegekend_totaal")) if b.uitkomst != "onbepaald" else None,
        },
        "looptijd": {
            "van": _dag(periode[0]) if periode else None,
            "tot_en_met": _dag(periode[1]) if periode else None,
            "maanden": w["duur"] or None if periode else None,
        },
        "jaarverleningen": [
            {
                "jaar": deel.jaar,
                "van": _dag(deel.van),
                "tot_en_met": _dag(deel.tot_en_met),
                "dagen": deel.dagen,
                "bedrag": als_euro(deel.bedrag),
                "berekening": f"{als_euro(w['toegekend_totaal'])} × {deel.dagen} / {deel.jaardagen}",
            }
            for deel in b.jaarverleningen
        ],
        "herbeoordeling_uitnodiging": _dag(b.herbeoordeling_uitnodiging),
        "alternatieven": [{"soort": soort, "tot_totaal": als_euro(totaal)} for soort, totaal in b.alternatieven],
        "beperkingenbeeld": beeld,
        "waarschuwingen": waarschuwingen(b, beeld),
        "interpretaties": {naam: open_.standaard for naam, open_ in INTERPRETATIES.items()} | dict(b.keuzes),
        "regelset": {"versie": REGELSET_VERSIE, "sha256": regelset_sha256()},
    }
    if met_verklaring:
        uit["verklaring"] = verklaring(b)
        uit["verklaring_sha256"] = sha256_van(uit["verklaring"])
    return uit


def sha256_van(data: Any) -> str:
    """The fingerprint of plain data: equal data, equal fingerprint."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# --- steps --------------------------------------------------------------------------------------------------------


def stapuitkomst(b: Beoordeling, stap: Stap) -> str:
    """ja, nee, niet_nodig (no longer reached) or onbekend."""
    if stap.nodig and b.w[stap.nodig] is False:
        return NIET_NODIG
    waarde = b.w[stap.waarde]
    return ONBEKEND if waarde is None else JA if waarde else NEE


def toelichting(b: Beoordeling, stap: Stap, uitkomst: str) -> str:
    """Why this step has this outcome, as one Dutch sentence with the values of the dossier."""
    zinnen = b.zinnen
    assert zinnen is not None and b.kader is not None
    if uitkomst == NIET_NODIG:
        return f"Niet nodig, want {zinnen.waarom(stap.nodig, b.w, diep=False)}."
    if uitkomst == ONBEKEND:
        u = b.regelset.naam(stap.waarde)
        return f"Nog niet bekend: {opsomming(zinnen.onbekenden(u, b.w))}."
    waarom = zinnen.waarom(stap.waarde, b.w)
    if stap.waarde in b.regelset.gegevens:
        return f"{hoofdletter(waarom)}."
    return f"{hoofdletter(uitkomst)}, want {waarom}."


def _stap(b: Beoordeling, stap: Stap) -> dict[str, Any]:
    uitkomst = stapuitkomst(b, stap)
    return {
        "stap": stap.id,
        "naam": stap.naam,
        "uitkomst": uitkomst,
        "toelichting": toelichting(b, stap, uitkomst),
        "bronnen": stapbronnen(b, stap),
    }


def stapbronnen(b: Beoordeling, stap: Stap) -> list[dict[str, str]]:
    """The sources of a step: those of its rule, or for a judgement those of the rule that asks for it."""
    return _stapbronnen(b.regelset, stap)


@cache
def _stapbronnen(regelset: Regelset, stap: Stap) -> list[dict[str, str]]:
    eigen = regelset.regels.get(stap.waarde) or regelset.regels[stap.nodig]
    return [bron.als_json() for bron in eigen.regel.bronnen]


# --- the picture of limitations -----------------------------------------------------------------------------------


def beperkingenbeeld(b: Beoordeling) -> list[dict[str, Any]]:
    """Per domain the client's score beside the profile's reference, with the status of that reference.

    An aid to the medical judgement; it decides nothing.
    """
    referenties = b.normen.gekozen.get("beperkingen", {})
    marge: Decimal | None = b.normen.waarden["beeldmarge"]
    beeld = []
    for domein in DOMEINEN:
        score = b.w[f"beperking_{domein}"]
        rij = referenties.get((b.w["zorgprofiel"], domein))
        boven = None if score is None or rij is None or marge is None else score - rij.waarde > marge
        beeld.append(
            {
                "domein": domein,
                "score": _getal(score),
                "referentie": _getal(rij.waarde) if rij else None,
                "status": rij.status if rij else None,
                "overstijgt": boven,
            }
        )
    return beeld


# --- warnings -----------------------------------------------------------------------------------------------------


def voorlopig(b: Beoordeling) -> bool:
    """Whether this result may not yet be signed: no framework, not the one in force, or norms of another year."""
    if b.kader is None or b.peildatum is None or b.keuzes:
        return True
    return b.kader is not kader_op(b.peildatum) or not b.kader.status.startswith("geldend") or bool(b.normen.vervangen)


def waarschuwingen(b: Beoordeling, beeld: list[dict[str, Any]] | None = None) -> list[str]:
    """What a reader must know about this result: provisional law, norms of another year, assumptions, capped rates."""
    uit: list[str] = []
    if b.kader is None or b.peildatum is None:
        uit.append("Zonder aanvraagdatum is nog niet te zeggen welk kader en welke normen gelden.")
    if b.kader is not None:
        uit += _over_kader(b, b.kader)
    for naam, keuze in b.keuzes:
        open_ = INTERPRETATIES[naam]
        uit.append(f"Andere lezing dan standaard ({naam}={keuze}): {open_.vraag} Hier {open_.keuzes[keuze].uitleg}.")
    if b.peildatum is not None:
        uit += _over_normen(b, b.peildatum)
    if b.dossier.budgetplan is not None:
        uit += b.dossier.budgetplan.waarschuwingen
    return uit + _over_beeld(b, beperkingenbeeld(b) if beeld is None else beeld) + _over_periode(b)


def _over_kader(b: Beoordeling, kader: Procedure) -> list[str]:
    uit = []
    if kader.status == "voorgenomen":
        uit.append("Dit kader is voorgenomen: de tekst is nog niet gepubliceerd. De uitkomst is voorlopig.")
    if b.peildatum is not None:
        volgens_datum = kader_op(b.peildatum)
        if volgens_datum is not kader:
            aanvraag = f"Voor een aanvraag van {toon(b.peildatum, DATUM)} geldt {volgens_datum.id}"
            uit.append(f"{aanvraag}; {kader.id} is hier gebruikt om te vergelijken.")
    return uit


def _over_normen(b: Beoordeling, dag: date) -> list[str]:
    uit = []
    gebruikt = {"basisbedrag"}
    if b.w["wooninitiatief"]:
        gebruikt |= {"wooninitiatief", "wooninitiatief_vv"}
    if b.dossier.budgetplan is not None:
        gebruikt |= {"tarief_informeel_uur", "tarief_formeel_uur", "tarief_formeel_dagdeel"}
    vervangen = [rij for naam, rij in b.normen.vervangen.items() if naam in gebruikt]
    for jaar in dict.fromkeys(rij.van.year for rij in vervangen):
        bronnen = opsomming([rij.bron.titel for rij in vervangen if rij.van.year == jaar])
        uit.append(f"Voor {dag.year} zijn de bedragen niet bekend; gebruikt zijn die van {jaar} ({bronnen}).")
    profiel = b.w["zorgprofiel"]
    profielnorm = ["meerzorgprofiel"] if b.w.get("stap_2_nodig") is not False else []
    for naam in (*profielnorm, *_urennormen(b)):
        rij = b.normen.gekozen[naam].get((profiel,))
        if rij is not None and rij.status == "aanname":
            uit.append(f"Aanname bij {profiel} ({naam}): {rij.toelichting}.")
    dagbesteding = b.w["dagbesteding"]
    if b.w.get("thuis") and dagbesteding and (profiel, dagbesteding) not in b.normen.gekozen["basisbedrag"]:
        geen = f"geen bedrag bij dagbesteding '{dagbesteding}'"
        uit.append(f"Bijlage H kent voor {profiel} {geen}; gerekend is met € 0.")
    if b.w["leveringsvorm"] in ("pgb", "mpt", "pgb_mpt") and b.w.get("thuis") is False:
        uit.append(
            f"Voor {profiel} staat in bijlage H geen bedrag: thuis met pgb of mpt kan niet (zie ook Rlz art. 5.5)."
        )
    return uit


def _urennormen(b: Beoordeling) -> list[str]:
    """The norms of the hours, where they count for this client."""
    bereikt = b.w.get("stap_5a_nodig", False) is not False
    if not bereikt or b.w["bijzondere_zorgsoort"] not in (None, "geen") or "bekostigingsuren" not in b.regelset.regels:
        return []
    return list(b.regelset.regels["bekostigingsuren"].normen)


def wijkt_af_van_beeld(b: Beoordeling, beeld: list[dict[str, Any]] | None = None) -> bool:
    """Whether the judgement on the special need differs from the picture, so that a second reason is asked.

    False where there is no judgement yet, or no domain that can be compared.
    """
    oordeel = b.w["bijzondere_zorgbehoefte"]
    boven = _boven(beperkingenbeeld(b) if beeld is None else beeld)
    return oordeel is not None and bool(boven) and any(boven) is not oordeel


def _boven(beeld: list[dict[str, Any]]) -> list[bool]:
    return [domein["overstijgt"] for domein in beeld if domein["overstijgt"] is not None]


def _over_beeld(b: Beoordeling, beeld: list[dict[str, Any]]) -> list[str]:
    if not wijkt_af_van_beeld(b, beeld):
        return []
    wel = "een domein ligt wel" if any(_boven(beeld)) else "geen domein ligt"
    return [
        f"Het oordeel over de bijzondere zorgbehoefte wijkt af van het beperkingenbeeld ({wel} boven de referentie). "
        "Daarom is een tweede reden nodig. Het beeld is een hulpmiddel en beslist niet."
    ]


def _over_periode(b: Beoordeling) -> list[str]:
    einde = b.w["indicatie_einddatum"]
    if b.periode is not None and b.periode[1] == einde:
        return [f"De toekenning loopt niet verder dan de indicatie, die eindigt op {toon(einde, DATUM)}."]
    if b.periode is None and b.eindigt and b.w["ingangsdatum"] is not None:
        begin = toon(b.w["ingangsdatum"], DATUM)
        return [f"Er is geen periode: de ingangsdatum ({begin}) ligt na de laatste mogelijke dag."]
    return []


# --- the whole reasoning ------------------------------------------------------------------------------------------


def verklaring(b: Beoordeling) -> list[dict[str, Any]]:
    """The reasoning as typed data. First the choice of framework and norms; then every rule in order, by step;
    then the ladder, rung by rung, with why each was not the one."""
    if b.kader is None or b.zinnen is None:
        return [_keuze(b)]
    rs = b.regelset
    volgorde = {stap.id: nr for nr, stap in enumerate(b.kader.stappen)}
    regels = sorted(rs.regels.values(), key=lambda g: volgorde.get(g.regel.stap, 99))
    return [_keuze(b), *(_regel(b, gebouwd.regel.naam) for gebouwd in regels), *_treden(b)]


def _keuze(b: Beoordeling) -> dict[str, Any]:
    dag = b.peildatum
    niet: list[dict[str, str]] = []
    for kader in KADERS.values():
        if kader is b.kader:
            continue
        if kader.van is None or kader.tot_en_met is None:
            waarom = "wordt nooit op datum gekozen: afgewogen en afgewezen alternatief"
        elif dag is None:
            waarom = "de aanvraagdatum is niet bekend"
        elif dag < kader.van:
            waarom = f"geldt pas voor aanvragen vanaf {toon(kader.van, DATUM)}"
        elif dag > kader.tot_en_met:
            waarom = f"gold voor aanvragen tot en met {toon(kader.tot_en_met, DATUM)}"
        else:
            waarom = "geldt op deze datum, maar er is om een ander kader gevraagd"
        niet.append({"kader": kader.id, "waarom": waarom})
    return {
        "soort": "keuze",
        "peildatum": _dag(dag),
        "kader": b.kader.id if b.kader else None,
        "status": b.kader.status if b.kader else None,
        "waarom": _waarom_kader(b),
        "bronnen": [bron.als_json() for bron in b.kader.bronnen] if b.kader else [],
        "niet_gekozen": niet,
        "normen": _normen(b),
    }


def _waarom_kader(b: Beoordeling) -> str:
    if b.kader is None:
        return "de aanvraagdatum is niet bekend"
    if b.peildatum is None or b.kader is not kader_op(b.peildatum):
        return "om dit kader is gevraagd, om te vergelijken"
    return f"de aanvraagdatum ({toon(b.peildatum, DATUM)}) valt in de periode van dit kader"


def _normen(b: Beoordeling) -> list[dict[str, Any]]:
    """The versions of the norms that this framework uses, and those that were not chosen, with the reason."""
    if b.kader is None or b.peildatum is None:
        return []
    rs = b.regelset
    gebruikt = dict.fromkeys(naam for gebouwd in rs.regels.values() for naam in gebouwd.normen)
    uit = []
    for naam in gebruikt:
        gekozen = b.normen.gekozen[naam].values()
        eerste = next((rij for rij in gekozen if b.w["zorgprofiel"] in rij.sleutel), next(iter(gekozen)))
        uit.append(
            {
                "norm": naam,
                "van": _dag(eerste.van),
                "tot_en_met": _dag(eerste.tot_en_met),
                "status": eerste.status,
                "bron": eerste.bron.als_json(),
                "gecontroleerd_op": _dag(eerste.gecontroleerd_op),
                "waarde": None if rs.normen[naam].sleutels else _waarde(eerste.waarde, rs.normen[naam].soort),
                "andere_periode": naam in b.normen.vervangen,
                "niet_gekozen": _andere_perioden(naam, eerste, b.peildatum),
            }
        )
    return uit


@cache
def _perioden() -> dict[tuple[str, tuple[str | None, ...]], set[tuple[date, date]]]:
    """The periods of every norm, by name and key."""
    perioden: dict[tuple[str, tuple[str | None, ...]], set[tuple[date, date]]] = {}
    for rij in normen().rijen:
        perioden.setdefault((rij.naam, rij.sleutel), set()).add((rij.van, rij.tot_en_met))
    return perioden


def _andere_perioden(naam: str, gekozen: Normrij, dag: date) -> list[dict[str, str | None]]:
    anders = {periode for periode in _perioden()[naam, gekozen.sleutel] if periode[0] != gekozen.van}
    return [
        {"van": _dag(van), "tot_en_met": _dag(tot), "waarom": "begint later" if dag < van else "is al geëindigd"}
        for van, tot in sorted(anders)
    ]


def _regel(b: Beoordeling, naam: str) -> dict[str, Any]:
    assert b.kader is not None and b.zinnen is not None
    rs = b.regelset
    gebouwd = rs.regels[naam]
    return {
        "soort": "regel",
        "stap": gebouwd.regel.stap,
        "regel": naam,
        "waarde": _waarde(b.w[naam], gebouwd.begrip.soort),
        "eenheid": str(gebouwd.begrip.soort),
        "operanden": [
            {"naam": op, "waarde": _waarde(b.w[op], rs.begrip(op).soort), "eenheid": str(rs.begrip(op).soort)}
            for op in gebouwd.namen
        ]
        + [
            {"naam": f"norm.{op}", "waarde": _normwaarde(b, op), "eenheid": str(rs.normen[op].soort)}
            for op in gebouwd.normen
        ],
        "bronnen": [bron.als_json() for bron in gebouwd.regel.bronnen],
        "zin": b.zinnen.rekenzin(naam, b.w),
    }


def _normwaarde(b: Beoordeling, naam: str) -> Any:
    assert b.kader is not None
    begrip = b.regelset.normen[naam]
    if b.peildatum is None:
        return None
    waarde = b.normen.waarden[naam]
    if begrip.sleutels:
        sleutels = tuple(b.w[sleutel] for sleutel in begrip.sleutels)
        waarde = waarde.get(sleutels, begrip.anders) if None not in sleutels else None
    return _waarde(waarde, begrip.soort)


def _treden(b: Beoordeling) -> list[dict[str, Any]]:
    """The ladder: per rung whether it held and why; after the deciding one the rest is not reached."""
    assert b.kader is not None and b.zinnen is not None
    u = b.regelset.regels["uitkomst"].uitdrukking
    uit: list[dict[str, Any]] = []
    beslist = open_ = False
    for nr, trede in enumerate(u.treden, start=1):  # type: ignore[attr-defined]
        houdt = b.zinnen.waarde(trede.als, b.w)
        regel: dict[str, Any] = {"soort": "trede", "nummer": nr, "stap": trede.stap, "uitkomst": trede.dan}
        if beslist:
            regel |= {"geldt": NIET_NODIG, "waarom": "een eerdere trede besliste"}
        elif houdt is None:
            regel |= {"geldt": ONBEKEND, "waarom": f"nog niet bekend: {opsomming(b.zinnen.onbekenden(trede.als, b.w))}"}
            open_ = True
        else:
            regel |= {"geldt": JA if houdt else NEE, "waarom": b.zinnen.waarom_van(trede.als, b.w, houdt, diep=False)}
            beslist = houdt
        uit.append(regel)
    anders = {"soort": "trede", "nummer": len(uit) + 1, "stap": "7", "uitkomst": "afwijzing"}
    if beslist:
        anders |= {"geldt": NIET_NODIG, "waarom": "een eerdere trede besliste"}
    elif open_:
        anders |= {"geldt": ONBEKEND, "waarom": "een eerdere trede is nog niet bekend"}
    else:
        anders |= {"geldt": JA, "waarom": opsomming([GRONDEN[grond].zin for grond in b.gronden])}
    return [*uit, anders]


# --- values as data -----------------------------------------------------------------------------------------------


def _waarde(waarde: Any, soort: Soort) -> Any:
    if waarde is None or isinstance(waarde, bool | str):
        return waarde
    if soort.naam == "euro":
        return als_euro(waarde)
    if isinstance(waarde, date):
        return _dag(waarde)
    return _getal(waarde)


def _getal(waarde: Any) -> int | float | str | None:
    """A JSON number where that says exactly the same, otherwise the digits as text."""
    if waarde is None or isinstance(waarde, int):
        return waarde
    if waarde == int(waarde):
        return int(waarde)
    drijvend = float(waarde)
    return drijvend if Decimal(repr(drijvend)) == waarde else format(waarde, "f")


def _dag(dag: date | None) -> str | None:
    return None if dag is None or dag == date.max else dag.isoformat()
