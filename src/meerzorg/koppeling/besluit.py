"""One WlzIndicatie, in the shape of the indicatieregister, checked and turned into an Indicatie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from meerzorg.koppeling.codelijsten import codelijst, domeinen_op, zorgprofielen
from meerzorg.koppeling.indicatie import Cizscore, Indicatie, Zzp
from regeltaal.fouten import Fout, InvoerFout, getoond

_JA_NEE: dict[str, Literal["ja", "nee"]] = {"1": "ja", "2": "nee"}
_BOOLEAANS: dict[str, Literal["ja", "nee"]] = {"true": "ja", "false": "nee"}


def maak_indicatie(
    bron: dict[str, Any], waar: str, bericht: str, peildatum: date | None, vooraf: Sequence[str] = ()
) -> Indicatie:
    """The checked Indicatie of one WlzIndicatie; `vooraf` are warnings about the whole message.

    Unknown codes are kept with a warning. Raises InvoerFout with all faults: no besluitnummer, missing or impossible
    dates, an end before the beginning, something else where a list is expected.
    """
    lezer = _Lezer(waar, list(vooraf))
    besluitnummer = lezer.besluitnummer(bron)
    afgifte, ingang = lezer.datum(bron, "afgiftedatum", True), lezer.datum(bron, "ingangsdatum", True)
    eind, verval = lezer.datum(bron, "einddatum"), lezer.datum(bron, "vervaldatum")
    lezer.volgorde("einddatum", ingang, eind)
    zzp = lezer.kies_zzp(lezer.zzps(bron), peildatum)
    profiel = lezer.zorgprofiel(zzp) if zzp else None
    vinkje = lezer.meerzorg(bron)
    kantoor = lezer.bekend(lezer.code(bron, "initieelVerantwoordelijkZorgkantoor"), "COD001", "zorgkantoor")
    grondslagen, scores, bsn = lezer.grondslagen(bron), lezer.scores(bron), lezer.bsn(bron)
    if lezer.fouten or afgifte is None or ingang is None:
        raise InvoerFout(lezer.fouten)
    indicatie = Indicatie(
        bericht=bericht,
        besluitnummer=besluitnummer,
        afgiftedatum=afgifte,
        ingangsdatum=ingang,
        einddatum=eind,
        vervaldatum=verval,
        zzp_code=zzp.code if zzp else None,
        zorgprofiel=profiel,
        meerzorgvinkje=vinkje,
        zorgkantoor=kantoor,
        grondslagen=grondslagen,
        scores=scores,
        waarschuwingen=(),
        bsn=bsn,
    )
    lezer.geldigheid(indicatie, zzp, peildatum)
    return replace(indicatie, waarschuwingen=tuple(dict.fromkeys(lezer.waarschuwingen)))


class _Lezer:
    """Reads the fields of one WlzIndicatie and collects faults (refused) and warnings (kept, told)."""

    def __init__(self, waar: str, waarschuwingen: list[str]) -> None:
        self.waar = waar
        self.fouten: list[Fout] = []
        self.waarschuwingen = waarschuwingen

    def fout(self, naam: str, waarde: object, toegestaan: str) -> None:
        self.fouten.append(Fout(naam, getoond_zonder_inhoud(waarde), toegestaan, waar=self.waar))

    def besluitnummer(self, bron: dict[str, Any]) -> int:
        waarde = bron.get("besluitnummer")
        tekst = str(waarde) if isinstance(waarde, int) and not isinstance(waarde, bool) else waarde
        if isinstance(tekst, str) and re.fullmatch(r"0*[1-9][0-9]{0,8}", tekst[:40]) and len(tekst) <= 40:
            return int(tekst)
        self.fout("besluitnummer", waarde, "een getal van 1 tot en met 999999999")
        return 0

    def datum(self, bron: dict[str, Any], naam: str, verplicht: bool = False) -> date | None:
        waarde = bron.get(naam)
        if waarde is None and not verplicht:
            return None
        if isinstance(waarde, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", waarde):
            try:
                return date.fromisoformat(waarde)
            except ValueError:
                pass
        self.fout(naam, waarde, "een bestaande datum, geschreven als 2026-02-01")
        return None

    def volgorde(self, naam: str, begin: date | None, eind: date | None) -> None:
        if begin and eind and eind < begin:
            self.fout(naam, eind.isoformat(), f"een datum op of na de ingangsdatum {begin.isoformat()}")

    def code(self, bron: dict[str, Any], naam: str) -> str | None:
        """A code as text; a whole number is read as its digits, anything else is left out with a warning."""
        waarde = bron.get(naam)
        if isinstance(waarde, int) and not isinstance(waarde, bool):
            return str(waarde)
        if isinstance(waarde, str):
            return waarde.strip()
        if waarde is not None:
            self.waarschuwingen.append(f"{naam}: {getoond_zonder_inhoud(waarde)} is geen code en is weggelaten.")
        return None

    def lijst(self, bron: dict[str, Any], naam: str) -> list[dict[str, Any]]:
        waarde = bron.get(naam)
        if waarde is None:
            return []
        if isinstance(waarde, dict):
            return [waarde]
        if isinstance(waarde, list) and all(isinstance(deel, dict) for deel in waarde):
            return waarde
        self.fout(naam, waarde, "een lijst met objecten")
        return []

    def bekend(self, code: str | None, lijst: str, wat: str) -> str | None:
        """The code itself; one that is not in the list is kept, with a warning."""
        if code is not None and code not in codelijst(lijst):
            self.waarschuwingen.append(f"{wat}: code {getoond(code)} staat niet in codelijst {lijst}; wel bewaard.")
        return code

    def bsn(self, bron: dict[str, Any]) -> str | None:
        """Checked with the 11-test; the number itself is never in a message."""
        client = bron.get("client")
        gevonden = [b.get("bsn") for b in (bron, client) if isinstance(b, dict) and b.get("bsn") is not None]
        if not gevonden:
            self.waarschuwingen.append("Er staat geen BSN in dit besluit.")
            return None
        bsn = str(gevonden[0]).strip()
        if len({str(b).strip() for b in gevonden}) > 1:
            self.waarschuwingen.append("Het BSN bij het besluit en bij de cliënt verschillen. Controleer de cliënt.")
        if not _elfproef(bsn):
            self.waarschuwingen.append("Het BSN in dit besluit is geen geldig BSN (11-proef). Controleer de cliënt.")
        return bsn

    def meerzorg(self, bron: dict[str, Any]) -> Literal["ja", "nee"] | None:
        waarde = bron.get("meerzorg")
        if waarde is None:
            return None
        tekst = str(waarde).strip().lower() if isinstance(waarde, (str, int)) else ""
        if tekst in _JA_NEE:
            return _JA_NEE[tekst]
        if tekst in _BOOLEAANS:
            gelezen = _BOOLEAANS[tekst]
            self.waarschuwingen.append(f"meerzorg: {tekst} is geen code uit COD260 (1 of 2); gelezen als {gelezen}.")
            return gelezen
        self.waarschuwingen.append(
            f"meerzorg: {getoond_zonder_inhoud(waarde)} is niet 1 (ja) of 2 (nee) en is weggelaten."
        )
        return None

    def grondslagen(self, bron: dict[str, Any]) -> tuple[str, ...]:
        """The codes, dominant first."""
        rijen = self.lijst(bron, "grondslag")
        laatst = len(rijen) + 1
        rijen = sorted(rijen, key=lambda rij: rij["volgorde"] if isinstance(rij.get("volgorde"), int) else laatst)
        codes = [self.bekend(self.code(rij, "grondslag"), "COD736", "grondslag") for rij in rijen]
        return tuple(code for code in codes if code is not None)

    def zzps(self, bron: dict[str, Any]) -> list[Zzp]:
        gevonden = []
        for rij in self.lijst(bron, "geindiceerdZorgzwaartepakket"):
            code, begin = self.code(rij, "zzpCode"), self.datum(rij, "ingangsdatum", True)
            eind = self.datum(rij, "einddatum")
            self.volgorde("einddatum van het zorgprofiel", begin, eind)
            if code is None:
                self.waarschuwingen.append("Een zorgzwaartepakket zonder zzp-code is overgeslagen.")
            elif begin is not None:
                gevonden.append(Zzp(code, begin, eind))
        if not gevonden:
            self.waarschuwingen.append("Dit besluit noemt geen zorgzwaartepakket; het zorgprofiel is onbekend.")
        return gevonden

    def kies_zzp(self, zzps: list[Zzp], peildatum: date | None) -> Zzp | None:
        """The one valid on `peildatum`, by default the latest first day; told when there was a choice."""
        if not zzps:
            return None
        dag = peildatum or max(z.ingangsdatum for z in zzps)
        geldig = sorted((z for z in zzps if z.geldig_op(dag)), key=lambda z: z.ingangsdatum)
        opsomming = "; ".join(_periode(z) for z in zzps)
        if not geldig:
            self.waarschuwingen.append(
                f"Op {dag.isoformat()} geldt geen zorgprofiel uit dit besluit ({opsomming}); het is weggelaten."
            )
            return None
        keuze = geldig[-1]
        gelijk = {z.code for z in geldig if z.ingangsdatum == keuze.ingangsdatum}
        if len(gelijk) > 1:
            self.waarschuwingen.append(
                f"Op {dag.isoformat()} gelden zorgprofielen die tegelijk begonnen ({opsomming}); ze zijn weggelaten."
            )
            return None
        if len(zzps) > 1:
            waarom = "de peildatum" if peildatum else "de laatste ingangsdatum; kies een andere dag met --peildatum"
            self.waarschuwingen.append(
                f"Dit besluit noemt {len(zzps)} zorgprofielen: {opsomming}. "
                f"Gekozen is {_profielnaam(keuze.code)}, geldig op {dag.isoformat()} ({waarom})."
            )
        return keuze

    def zorgprofiel(self, zzp: Zzp) -> str | None:
        profiel = zorgprofielen().get(zzp.code)
        if profiel is None:
            naam = codelijst("COD163").get(zzp.code)
            wat = f"({naam}) is geen zorgprofiel uit bijlage A van de Rlz" if naam else "staat niet in codelijst COD163"
            self.waarschuwingen.append(f"zzp-code {getoond(zzp.code)} {wat}; het zorgprofiel is onbekend gelaten.")
        return profiel

    def scores(self, bron: dict[str, Any]) -> tuple[Cizscore, ...]:
        per_item: dict[tuple[str, str], Cizscore] = {}
        for beperking in self.lijst(bron, "beperking"):
            categorie = self.bekend(self.code(beperking, "categorie"), "COD539", "categorie van een beperking")
            for rij in self.lijst(beperking, "beperkingScore"):
                score = self.score(rij, "COD825", "beperking", per_item)
                if score and categorie and score.vraag[:2] != f"0{categorie}":
                    self.waarschuwingen.append(
                        f"beperking {getoond(score.vraag)} staat onder categorie {getoond(categorie)}; "
                        "geteld bij het eigen nummer."
                    )
        for rij in self.lijst(bron, "stoornisScore"):
            self.score(rij, "COD824", "stoornis", per_item)
        return tuple(per_item[sleutel] for sleutel in sorted(per_item))

    def score(
        self, rij: dict[str, Any], lijst: str, wat: str, per_item: dict[tuple[str, str], Cizscore]
    ) -> Cizscore | None:
        """Reads one item score into `per_item`; twice with different scores counts as not assessed."""
        vraag, gevonden = self.code(rij, f"{wat}Vraag"), self.code(rij, f"{wat}Score")
        if vraag is None:
            self.waarschuwingen.append(f"Een score van een {wat} zonder vraag is overgeslagen.")
            return None
        self.bekend(vraag, lijst, f"{wat} (telt niet mee)")
        waarde = int(gevonden) if gevonden in ("0", "1", "2", "3") else None
        if waarde is None and gevonden != "9":
            self.waarschuwingen.append(
                f"{wat} {getoond(vraag)}: score {getoond(gevonden) if gevonden is not None else 'ontbreekt'}; "
                "mogelijk is 0, 1, 2, 3 of 9. De score telt niet mee."
            )
        score = Cizscore(lijst, vraag, gevonden or "", waarde)
        eerder = per_item.get((lijst, vraag))
        if eerder is not None and eerder.gevonden != score.gevonden:
            self.waarschuwingen.append(f"{wat} {getoond(vraag)} heeft twee verschillende scores; die tellen niet mee.")
            score = Cizscore(lijst, vraag, "", None)
        per_item[lijst, vraag] = score
        return score

    def geldigheid(self, indicatie: Indicatie, zzp: Zzp | None, peildatum: date | None) -> None:
        """Warnings about the period, once everything is known."""
        laatste = indicatie.laatste_dag
        if indicatie.nooit_geldig and indicatie.vervaldatum:
            self.waarschuwingen.append(
                f"Dit besluit is vervallen op {indicatie.vervaldatum.isoformat()}, voor of op de ingangsdatum "
                f"{indicatie.ingangsdatum.isoformat()}: het heeft nooit gegolden. De datums zijn weggelaten."
            )
        elif indicatie.vervaldatum and laatste:
            self.waarschuwingen.append(
                f"Dit besluit vervalt op {indicatie.vervaldatum.isoformat()}; "
                f"de laatste geldige dag is {laatste.isoformat()}."
            )
        if peildatum and not indicatie.nooit_geldig and not indicatie.geldig_op(peildatum):
            self.waarschuwingen.append(f"Dit besluit geldt niet op de peildatum {peildatum.isoformat()}.")
        if zzp and zzp.einddatum and (laatste is None or zzp.einddatum < laatste):
            self.waarschuwingen.append(
                f"Het gekozen zorgprofiel eindigt op {zzp.einddatum.isoformat()}, eerder dan het besluit."
            )
        if indicatie.scores and not domeinen_op(indicatie.afgiftedatum):
            self.waarschuwingen.append(
                "Op de afgiftedatum bestond geen indeling van scores in domeinen; er is niet gemiddeld."
            )


def _elfproef(bsn: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}", bsn) or bsn == "000000000":
        return False
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(cijfer) * gewicht for cijfer, gewicht in zip(bsn, gewichten, strict=True)) % 11 == 0


def _profielnaam(code: str) -> str:
    naam = zorgprofielen().get(code)
    return f"{naam} (code {getoond(code)})" if naam else f"code {getoond(code)}"


def _periode(zzp: Zzp) -> str:
    eind = f" tot en met {zzp.einddatum.isoformat()}" if zzp.einddatum else ""
    return f"{_profielnaam(zzp.code)} vanaf {zzp.ingangsdatum.isoformat()}{eind}"


def getoond_zonder_inhoud(waarde: object) -> str:
    """As `getoond`, without the content of lists and objects: those may hold personal data."""
    if waarde is None:
        return "niets"
    if isinstance(waarde, (dict, list)):
        return "een object" if isinstance(waarde, dict) else "een lijst"
    return getoond(waarde)
