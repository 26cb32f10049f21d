"""The chapters on the outcome: what was compared, who gets what, and what changes for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from meerzorg.beleid.rapport.zaak import GEEN_GROEP, KLEIN, Rapportstof
from meerzorg.beleid.simulatie.kubus import WEINIG, Verschil, stromen, verschillen
from meerzorg.beleid.simulatie.plan import OP_DATUM
from meerzorg.bladen.blokken import Alinea, Blok, Figuur, Kop, Tabel
from meerzorg.bladen.getallen import Getalcel, euro, getal
from meerzorg.bladen.grafiek import Staaf, groepen, staven
from meerzorg.bladen.sankey import sankey
from meerzorg.wet.normen import BEGRIPPEN, normen, waarde_van
from meerzorg.wet.procedure.kaders import KADERS
from meerzorg.wet.procedure.uitkomsten import UITKOMSTEN
from meerzorg.wet.vingerafdruk import REGELSET_VERSIE, regelset_sha256
from regeltaal.soorten import DATUM, toon

PER = {"zorgprofiel": "zorgprofiel", "leeftijdsklasse": "leeftijd", "zorgkantoor": "zorgkantoor"}
EXTRA_PER_JAAR = "euro per jaar boven het basisbudget"
TOEGEKEND = "toegekend boven het basisbudget, per jaar"
MARGEKOPPEN = ("verschil per jaar", "lage grens (95\u00a0%)", "hoge grens (95\u00a0%)")
GROEPKOPPEN = ("mensen", "meerzorg eerst", "meerzorg dan", "gaan vooruit", "gaan achteruit", *MARGEKOPPEN)
FICTIEF = (
    "Alle mensen in dit verslag zijn verzonnen. Veel van hun kenmerken zijn aannames, ook wat zij vragen en hoe "
    "medewerkers oordelen. Lees de getallen als een vergelijking van regels, niet als een voorspelling."
)
EIGEN = (
    "De mensen komen uit uw eigen bestand. Deel geen tabellen met kleine aantallen: daarin kunnen mensen te herkennen "
    "zijn."
)
MARGE_FICTIEF = (
    "De grenzen van 95 % zeggen hoe groot het toeval is van de mensen die zijn getrokken: trekken wij steeds andere "
    "mensen met dezelfde aannames, dan ligt het verschil in ongeveer 95 van de 100 keer tussen de twee grenzen."
)
MARGE_EIGEN = (
    "De grenzen van 95 % gelden als u deze mensen ziet als een steekproef uit een grotere groep: bij steeds een andere "
    "steekproef ligt het verschil in ongeveer 95 van de 100 keer tussen de twee grenzen."
)
MARGE_KLEIN = (
    f"Krijgen in een rij minder dan {WEINIG} mensen een ander bedrag, dan zijn de grenzen niet goed te bepalen en zegt "
    "de rij alleen iets over die paar mensen."
)


def vergeleken(z: Rapportstof) -> Iterator[Blok]:
    """The people, the frameworks, the changed norms, and the fingerprints."""
    yield Kop("Wat is vergeleken")
    yield Alinea(FICTIEF if z.fictief else EIGEN, "nadruk")
    yield Alinea(
        "Dezelfde mensen zijn beoordeeld met elk van deze kaders. Een kader is een stel regels die samen horen. "
        "‘Voorgenomen’ betekent dat de regels nog niet gelden; een ‘afgewezen alternatief’ is afgewogen en niet "
        "gekozen."
    )
    yield Tabel("De kaders", ("kader", "wat het is", "status", "bron"), tuple(map(_kader, z.plan.kaders)))
    if z.plan.aanpassingen:
        yield Alinea("Daarna zijn normen veranderd. Elke nieuwe waarde is een aanname, om te zien wat zij doet.")
        koppen = ("norm", "geldt", "nu", "bron van nu", "wordt", "bron van nieuw")
        rijen = tuple(rij for naam, waarde in z.plan.aanpassingen for rij in _normrijen(naam, waarde))
        yield Tabel("Veranderde normen", koppen, rijen)
    herkomst = [("mensen", f"{getal(z.uitslag.personen)} {z.mensen}")]
    if z.fictief:
        herkomst += [("zaad van het toeval", str(z.zaad)), ("aannames (sha256)", z.van.sha256)]
    herkomst += [("versie van de regels", REGELSET_VERSIE), ("regels en normen (sha256)", regelset_sha256())]
    yield Tabel("Waarmee is gerekend", ("wat", "waarde"), tuple(herkomst))


def _kader(naam: str) -> tuple[str, ...]:
    if naam == OP_DATUM:
        return naam, "voor iedereen het kader dat geldt op de eigen aanvraagdatum", "per mens", "zie meerzorg regels"
    kader = KADERS[naam]
    return naam, kader.titel, kader.status, "; ".join(bron.titel for bron in kader.bronnen)


def _normrijen(naam: str, nieuw: str) -> Iterator[tuple[str, ...]]:
    """Per period of a norm: what it is now, and what it becomes."""
    begrip = BEGRIPPEN[naam]
    for rij in normen().rijen:
        if rij.naam == naam:
            begin, einde = toon(rij.van, DATUM), toon(rij.tot_en_met, DATUM)
            yield (
                f"{begrip.label} ({naam})",
                f"vanaf {begin}" if rij.tot_en_met == date.max else f"van {begin} tot en met {einde}",
                Getalcel(toon(rij.waarde, begrip.soort)),
                f"{rij.bron.titel} ({rij.status})",
                Getalcel(toon(waarde_van(nieuw, begrip.soort), begrip.soort)),
                "aanname",
            )


def uitkomsten(z: Rapportstof) -> Iterator[Blok]:
    """How many people get which outcome, under each variant."""
    yield Kop("Wat komt eruit")
    varianten = z.uitslag.varianten
    koppen = ("uitkomst", *map(z.noem, varianten))
    if z.aanvragers:
        tellingen = {naam: z.telling(naam) for naam in varianten}
        geld = [euro(z.bedrag(naam)) for naam in varianten]
        yield Alinea(f"Dit zijn de uitkomsten van de {getal(z.aanvragers)} mensen die een aanvraag doen.")
        yield Figuur(
            "Uitkomsten van wie aanvraagt",
            groepen(
                [
                    (UITKOMSTEN[code], z.noem(naam), telling.get(code, 0))
                    for code in _voorkomend(tellingen)
                    for naam, telling in tellingen.items()
                ]
            ),
            "Staafdiagram: per uitkomst het aantal mensen, met elk kader een eigen staaf.",
            Tabel("Uitkomsten van wie aanvraagt", koppen, (*_telrijen(tellingen), (TOEGEKEND, *geld))),
        )
    else:
        yield Alinea("Niemand in deze groep doet een aanvraag. Er is dus geen uitkomst van wie aanvraagt.")
    if z.aanvragers < z.uitslag.personen:
        geld = [euro(z.uitslag.tellingen[naam].toegekend_extra / 100) for naam in varianten]
        tellingen = {naam: z.uitslag.tellingen[naam].uitkomsten for naam in varianten}
        yield Alinea(
            f"De volgende tabel zegt wat er zou gebeuren als alle {getal(z.uitslag.personen)} mensen een aanvraag "
            "deden. Dat gebeurt niet: de meeste mensen komen uit met het gewone budget."
        )
        yield Tabel("Als iedereen een aanvraag deed", koppen, (*_telrijen(tellingen), (TOEGEKEND, *geld)))


def _voorkomend(tellingen: Mapping[str, Mapping[str, int]]) -> list[str]:
    return [code for code in UITKOMSTEN if any(telling.get(code) for telling in tellingen.values())]


def _telrijen(tellingen: Mapping[str, Mapping[str, int]]) -> list[tuple[str, ...]]:
    return [
        (UITKOMSTEN[code], *(getal(telling.get(code, 0)) for telling in tellingen.values()))
        for code in _voorkomend(tellingen)
    ]


def wisselingen(z: Rapportstof) -> Iterator[Blok]:
    """From the first variant to each other one: how many people go from which outcome to which."""
    if not z.anderen or not z.aanvragers:
        return
    yield Kop("Wie krijgt een andere uitkomst")
    for naam in z.anderen:
        links, rechts = z.noem(z.basis), z.noem(naam)
        rijen = list(stromen(z.wie[naam]).iter_rows(named=True))
        blijft = sum(rij["personen"] for rij in rijen if rij["van"] == rij["naar"])
        gewoon = sum(rij["personen"] for rij in rijen if rij["van"] == rij["naar"] == "regulier")
        rijen = [rij for rij in rijen if not rij["van"] == rij["naar"] == "regulier"]
        yield Kop(f"Van {links} naar {rechts}", 2)
        zin = f"Voor {getal(gewoon)} van hen is het gewone budget beide keren genoeg; zij staan hieronder niet bij."
        yield Alinea(
            f"Van de {getal(z.aanvragers)} mensen die aanvragen houden er {getal(blijft)} dezelfde uitkomst en krijgen "
            f"er {getal(z.aanvragers - blijft)} een andere. {zin if gewoon else ''}".rstrip()
        )
        if rijen:
            yield Figuur(
                f"Van {links} naar {rechts}",
                sankey([(rij["van"], rij["naar"], rij["personen"]) for rij in rijen], links, rechts, UITKOMSTEN),
                f"Stroomdiagram: links de uitkomsten met {links}, rechts met {rechts}; hoe dikker, hoe meer mensen.",
                Tabel(
                    f"Van welke naar welke uitkomst: {links} naar {rechts}",
                    (f"met {links}", f"met {rechts}", "mensen", "verschil per jaar"),
                    tuple(
                        (UITKOMSTEN[rij["van"]], UITKOMSTEN[rij["naar"]], getal(rij["personen"]), _centen(rij))
                        for rij in rijen
                    ),
                ),
            )


def _centen(rij: Mapping[str, int]) -> Getalcel:
    return euro(rij["verschil"] / 100)


def geld(z: Rapportstof) -> Iterator[Blok]:
    """The paired differences in money: of those who apply, and as if everyone did."""
    if not z.anderen:
        return
    yield Kop("Wat verandert er in geld")
    per_wie = {"wie aanvraagt": z.verschil}
    if z.aanvragers < z.uitslag.personen:
        iedereen = {naam: v for naam in z.anderen for v in verschillen(z.uitslag.kubussen[naam])}
        per_wie["als iedereen aanvroeg"] = iedereen
    rijen = tuple(
        (z.noem(naam), wie, *_marge(v), getal(v.winnaars), euro(v.winst), getal(v.verliezers), euro(v.verlies))
        for wie, per_variant in per_wie.items()
        for naam, v in per_variant.items()
    )
    basis = z.noem(z.basis)
    koppen = ("kader", "wie", *MARGEKOPPEN, "gaan vooruit", "zij krijgen erbij", "gaan achteruit", "zij leveren in")
    tabel = Tabel(f"Verschil per jaar met {basis}", koppen, rijen)
    yield Alinea(
        f"Elk verschil is in {EXTRA_PER_JAAR}, vergeleken met {basis}. Iedereen is met zichzelf vergeleken: het "
        "verschil komt van de regels en niet van andere mensen."
    )
    if z.verschil:
        yield Figuur(
            f"Verschil per jaar met {basis}, van wie aanvraagt",
            staven([Staaf(z.noem(naam), v.verschil, v.laag, v.hoog) for naam, v in z.verschil.items()], EXTRA_PER_JAAR),
            "Staafdiagram: het verschil in euro per jaar van elk kader, met een lijn tussen de grenzen.",
            tabel,
        )
    else:
        yield tabel
    yield Alinea(f"{MARGE_FICTIEF if z.fictief else MARGE_EIGEN} {MARGE_KLEIN}")


def per_groep(z: Rapportstof) -> Iterator[Blok]:
    """The differences per profile, per age and per region, of those who apply."""
    if not z.verschil:
        return
    yield Kop("Wat verandert er per groep")
    yield Alinea(
        f"Dit gaat over de {getal(z.aanvragers)} mensen die aanvragen. Groepen met minder dan {KLEIN} mensen zijn "
        "samengevoegd. Ook hier ligt een verschil in ongeveer 95 van de 100 keer tussen de twee grenzen. "
        f"{MARGE_KLEIN}"
    )
    for naam, v in z.verschil.items():
        yield Kop(f"Van {z.noem(z.basis)} naar {z.noem(naam)}", 2)
        if not v.winnaars and not v.verliezers:
            yield Alinea("Voor niemand die aanvraagt verandert het bedrag; per groep is er dus niets te zien.")
            continue
        for kolom, wat in PER.items():
            rijen = z.per_groep(naam, kolom)
            if [rij.groep for rij in rijen] == [GEEN_GROEP]:
                yield Alinea(f"Per {wat} is niets te zeggen: dat staat niet in het bestand.")
                continue
            yield Figuur(
                f"Verschil per jaar naar {wat}, met {z.noem(naam)}",
                staven([Staaf(rij.groep, rij.verschil, rij.laag, rij.hoog) for rij in rijen], EXTRA_PER_JAAR),
                f"Staafdiagram: per {wat} het verschil in euro per jaar, met een lijn tussen de grenzen.",
                Tabel(
                    f"Verschil per jaar naar {wat}, met {z.noem(naam)}",
                    (wat, *GROEPKOPPEN),
                    tuple((rij.groep, *_aantallen(rij), *_marge(rij)) for rij in rijen),
                ),
            )


def _aantallen(v: Verschil) -> list[Getalcel]:
    return [getal(n) for n in (v.personen, v.meerzorg_van, v.meerzorg_naar, v.winnaars, v.verliezers)]


def _marge(v: Verschil) -> list[Getalcel]:
    return [euro(v.verschil), euro(v.laag), euro(v.hoog)]
