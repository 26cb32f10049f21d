"""The letter of a decision: grant, transition or refusal, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from meerzorg.bladen.blokken import Alinea, Blok, Kop, Lijst, Tabel
from meerzorg.bladen.getallen import Getalcel
from meerzorg.dossier.brieven.besluitzinnen import betekenis, kern, nu_doen, periode
from meerzorg.dossier.brieven.delen import berekening, dag, euro, nodige_termijn, tekstblok, termijn
from meerzorg.dossier.brieven.inhoud import Briefgegevens, soort_voor, weiger
from meerzorg.dossier.brieven.redenen import afwijkingen, gronden, stappen
from meerzorg.wet.beoordeling.vormen import Alternatief, Jaarbedrag, Regelwaarde, Verslag
from meerzorg.wet.teksten.bronnen import AWB, BLZ, RLZ, WLZ
from meerzorg.wet.termijnen.kalender import voluit
from regeltaal.fouten import getoond
from regeltaal.soorten import DATUM, toon

_BEDRAGREGELS = ("basisbudget", "ekt_maximum", "toegekend_totaal", "toegekend_extra")


def controleer_besluit(g: Briefgegevens) -> Verslag:
    """The verslag of a decision that may be sent. Raises InvoerFout for anything provisional, open or incomplete."""
    v = g.verslag
    if v is None:
        weiger("verslag", "niets", "de beoordeling waar het besluit op rust")
    if v.verklaring is None:
        weiger("verslag", "een verslag zonder verklaring", "verslag(..., met_verklaring=True)")
    if v.voorlopig:
        weiger("verslag", "een voorlopige uitkomst", "een uitkomst die niet voorlopig is; die kan niet in een besluit")
    if soort_voor(v.uitkomst) != g.soort:
        weiger("soort", getoond(g.soort), f"{soort_voor(v.uitkomst)} bij de uitkomst {v.uitkomst}")
    if v.openstaand:
        weiger("verslag", f"nog {len(v.openstaand)} open vragen", "een beoordeling zonder open vragen")
    if g.soort != "afwijzing" and v.bedragen.toegekend_totaal is None:
        weiger("toegekend_totaal", "geen bedrag", "het bedrag van de toekenning (Rlz art. 5.19)")
    if g.soort != "afwijzing" and v.uitkomst != "regulier" and not v.jaarverleningen:
        weiger("looptijd", "geen periode", "de periode van de toekenning (Rlz art. 5.19)")
    if g.soort == "toekenning" and _minder(v) and not any(reden.stap == "6" for reden in g.redenen):
        weiger("redenen", "geen reden bij stap 6", "de reden voor een lager bedrag dan gevraagd (Awb art. 3:46)")
    bezwaar = nodige_termijn(g, "bezwaartermijn")
    if bezwaar.begin != g.datum:
        weiger(
            "bezwaartermijn", f"bekendmaking op {bezwaar.begin}", f"bekendmaking op de datum van de brief, {g.datum}"
        )
    return v


def besluit(g: Briefgegevens) -> Iterator[Blok]:
    """The whole letter of a decision; see `controleer_besluit` for what is refused."""
    v = controleer_besluit(g)
    yield Alinea(kern(v, g.client), "kern")
    yield from _vraag_en_besluit(g, v)
    if g.soort == "afwijzing" and v.gronden:
        yield from gronden(g, v)
    yield from stappen(g, v)
    yield from afwijkingen(g)
    yield from _bedragen(v)
    yield from _periode(g, v)
    yield from _vervolg(g, v)
    yield from _weten(v)
    yield from bezwaar(g)


def _vraag_en_besluit(g: Briefgegevens, v: Verslag) -> Iterator[Blok]:
    gevraagd, basis = v.bedragen.gevraagd, v.bedragen.basisbudget
    assert v.peildatum is not None  # without it everything is provisional
    yield Kop("Wat u vroeg")
    bedrag = f" U vroeg om zorg die {euro(gevraagd)} per jaar kost." if gevraagd is not None else ""
    yield Alinea(f"Op {dag(v.peildatum)} kregen wij uw aanvraag voor meerzorg voor {g.client}.{bedrag}")
    yield Kop("Wat wij besluiten")
    yield Alinea(betekenis(v))
    if g.soort == "afwijzing" and basis is not None:
        yield Alinea(f"Aan het gewone budget van {euro(basis)} per jaar (het basisbudget) verandert dit besluit niets.")
    if minder := _minder(v):
        waarom = "De reden leest u hieronder bij stap 6." if v.uitkomst != "overgang" else ""
        yield Alinea(f"Het budget is {euro(minder)} per jaar lager dan u vroeg. {waarom}".strip())


def _minder(v: Verslag) -> int:
    """How much less than asked a grant gives, in cents per year; 0 where it is no grant, or enough."""
    gevraagd, totaal = v.bedragen.gevraagd, v.bedragen.toegekend_totaal
    if v.uitkomst == "regulier" or soort_voor(v.uitkomst) == "afwijzing" or gevraagd is None or totaal is None:
        return 0
    return max(gevraagd - totaal, 0)


def _bedragen(v: Verslag) -> Iterator[Blok]:
    """The amounts and how they were calculated (Rlz 5.19)."""
    b, toegekend = v.bedragen, soort_voor(v.uitkomst) != "afwijzing"
    if b.basisbudget is None and not toegekend:
        return
    rijen = [("Basisbudget: het gewone budget", b.basisbudget), ("De zorg die u vroeg", b.gevraagd)]
    if toegekend:
        rijen += [("Wat wij toekennen, samen", b.toegekend_totaal)]
    rijen += [("Wat wij boven het basisbudget toekennen", b.toegekend_extra)]
    yield Kop("Bedragen")
    yield Tabel(
        "Bedragen per jaar",
        ("Wat", "Bedrag per jaar"),
        tuple((wat, euro(bedrag)) for wat, bedrag in rijen if bedrag is not None),
    )
    artikel = f" ({RLZ.artikel('5.19').titel})" if toegekend else ""
    yield Alinea(f"Zo hebben wij deze bedragen berekend{artikel}:")
    yield Lijst(tuple(regel.zin for regel in bedragregels(v)))
    yield from _per_jaar(v)


def bedragregels(v: Verslag) -> list[Regelwaarde]:
    """The rules behind the amounts, without what is unknown, nothing, or no part of this outcome."""
    weg = set() if soort_voor(v.uitkomst) != "afwijzing" else {"toegekend_totaal", "toegekend_extra"}
    if v.uitkomst != "ekt":
        weg.add("ekt_maximum")
    gebruikt = [regel for regel in v.regels if regel.regel in _BEDRAGREGELS]
    return [regel for regel in gebruikt if regel.regel not in weg and regel.waarde not in (None, "0.00")]


def _per_jaar(v: Verslag) -> Iterator[Blok]:
    if not v.jaarverleningen:
        return
    artikelen = f"{BLZ.artikel('3.6.1').titel} en {RLZ.artikel('5.12').titel}"
    yield Alinea(
        f"Een budget geldt per kalenderjaar ({artikelen}). Daarom staat hieronder welk bedrag bij welk kalenderjaar "
        "hoort. Bij een deel van een jaar tellen de dagen: het bedrag per jaar, keer de dagen van de periode, gedeeld "
        f"door de dagen van het jaar ({RLZ.artikel('5.14').titel})."
    )
    rijen = tuple(
        (
            str(deel.jaar),
            dag(deel.van),
            dag(deel.tot_en_met),
            Getalcel(rekensom(deel)),
            euro(deel.bedrag),
        )
        for deel in v.jaarverleningen
    )
    koppen = ("Jaar", "Van", "Tot en met", "Berekening", "Bedrag")
    yield Tabel("Bedragen per kalenderjaar", koppen, rijen)


def rekensom(deel: Jaarbedrag) -> str:
    """How the amount of a year follows: '€ 99.392 × 242 / 365'."""
    return f"{euro(deel.per_jaar)} × {deel.dagen} / {deel.jaardagen}"


def _periode(g: Briefgegevens, v: Verslag) -> Iterator[Blok]:
    if g.soort == "afwijzing" or not v.looptijd.van:
        return
    yield Kop("Periode")
    maanden = v.looptijd.maanden
    yield Alinea(f"Dit besluit geldt {periode(v)}{f': {maanden} maanden' if maanden else ''}.")
    uitnodiging = v.herbeoordeling_uitnodiging
    if uitnodiging:
        yield Alinea(
            f"Rond {dag(uitnodiging)} krijgt u van ons een uitnodiging voor de herbeoordeling. Dan kijken wij samen "
            "wat er na deze periode nodig is. U hoeft daar zelf niet aan te denken."
        )


def _vervolg(g: Briefgegevens, v: Verslag) -> Iterator[Blok]:
    """What stays open and what the client can do now."""
    doen = nu_doen(v)
    if doen or v.alternatieven or g.soort == "overgang":
        yield Kop("Wat u nu kunt doen")
    if g.soort == "overgang":
        yield from tekstblok(g, "overgang_samen")
    if v.alternatieven:
        yield Alinea("Dit kan wel:")
        yield Lijst(tuple(_alternatief(v, a) for a in v.alternatieven))
        yield Alinea("Wilt u dit? Laat het ons weten. Dan passen wij samen het budgetplan aan.")
    if doen:
        yield Lijst(doen) if len(doen) > 1 else Alinea(doen[0])
    if g.soort == "afwijzing":
        yield from tekstblok(g, "afwijzing_uitleg")
    elif v.jaarverleningen:
        yield Kop("Wat er bij het budget hoort")
        yield from tekstblok(g, "verplichtingen")


def _alternatief(v: Verslag, alternatief: Alternatief) -> str:
    middel = {"ekt": "Extra kosten thuis (EKT)", "toeslag": "een toeslag"}[alternatief.soort]
    zin = f"Zorg met {middel}, tot samen {euro(alternatief.tot_totaal)} per jaar."
    if alternatief.soort == "ekt" and v.bedragen.ekt_ruimte is not None:
        zin += f" Daarvan is ten hoogste {euro(v.bedragen.ekt_ruimte)} EKT."
    return zin


def _weten(v: Verslag) -> Iterator[Blok]:
    """The warnings; one about the scores is for the medisch adviseur: the judgement and its reason are told already."""
    regels = tuple(regel.tekst for regel in v.zichtbaar(medisch=False))
    if regels:
        yield Kop("Goed om te weten")
        yield Lijst(regels)


def bezwaar(g: Briefgegevens) -> Iterator[Blok]:
    """The objection clause; its date is the one that `termijnen` computed (Awb 6:7, 6:8)."""
    t = nodige_termijn(g, "bezwaartermijn")
    laatste = voluit(t.uiterlijk)
    yield Kop("Bent u het niet eens met dit besluit?")
    yield Alinea(f"Dan kunt u bezwaar maken. Dat kan tot en met {laatste}.", "kern")
    yield from tekstblok(g, "bezwaar_indienen")
    yield Alinea(f"Zet in uw brief ({AWB.artikel('6:5', lid=1).titel}):")
    yield Lijst(
        (
            "uw naam, uw adres, de datum en uw handtekening",
            f"tegen welk besluit u bezwaar maakt: ons besluit van {toon(g.datum, DATUM)}, kenmerk {g.dossiernummer}",
            "waarom u het er niet mee eens bent",
        )
    )
    yield Alinea(
        f"Stuurt u uw bezwaar met de post? Dan is het op tijd als u de brief uiterlijk op {laatste} op de post doet, "
        f"en wij hem binnen een week daarna hebben ({AWB.artikel('6:9').titel})."
    )
    yield Alinea(f"Het besluit blijft gelden terwijl wij uw bezwaar bekijken ({AWB.artikel('6:16').titel}).")
    beslissing = termijn(g, "beslistermijn_bezwaar")
    if beslissing:
        yield Alinea(
            f"Wij beslissen uiterlijk op {voluit(beslissing.uiterlijk)} op uw bezwaar. Vragen wij het Zorginstituut om "
            f"advies? Dan duurt het langer ({WLZ.artikel('10.3.1').titel}). Dat laten wij u dan weten."
        )
    yield from berekening(t, "Zo hebben wij de laatste dag voor bezwaar berekend:")
