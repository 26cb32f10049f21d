"""The form that records answers: for each question the value, what it rests on, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld
from meerzorg.dossier.handelingen.kern import LANGSTE_TEKST
from meerzorg.dossier.handelingen.vastleggen import ONDERBOUWING, Opgave
from meerzorg.dossier.models import Document, Vastlegging
from meerzorg.kantoor.gedeeld.planformulier import NAAM as PLAN
from meerzorg.kantoor.gedeeld.planformulier import Planvelden
from meerzorg.kantoor.gedeeld.vastgelegd import gegeven_van
from meerzorg.kantoor.vastleggen.vraagdeel import Vraagdeel, sleutel
from meerzorg.schermen.formulieren import Handelingsformulier, zin_van
from meerzorg.schermen.velden import veld_voor, waarde_uit
from meerzorg.wet.beoordeling.medisch_beeld import medisch_beeld
from regeltaal.fouten import InvoerFout
from regeltaal.regel import Gegeven
from regeltaal.soorten import DATUM

VERVANGT = {PLAN: "gevraagde_kosten", "gevraagde_kosten": PLAN}
"""The law takes one of the two: who records the one takes back the other."""
_VERVANGEN = {PLAN: "Er is nu een budgetplan.", "gevraagde_kosten": "Er is nu één bedrag in plaats van een budgetplan."}
_ONDERDELEN = {
    "aard": ("Aard", "Wat is er aan de hand? Beschrijf de beperkingen of de ziekte."),
    "omvang": ("Omvang", "Hoe vaak en hoeveel meer zorg is nodig dan het zorgprofiel biedt?"),
    "blijvendheid": ("Blijvendheid", "Hoe lang duurt dit naar verwachting?"),
}
_GRONDEN = [
    ("", "Maak een keuze"),
    *((code, tekst[0].upper() + tekst[1:]) for code, tekst in Vastlegging.GRONDEN.items()),
]
_WAAROM_ANDERS = "Waarom verandert u dit?"
_IN_DE_BRIEF = "Deze tekst kan in de brief aan de cliënt komen."
_BEGIN_GROND = {"client": "aanvraag", "ciz": "ciz", "zorgkantoor": "administratie"}


class Tekstveld(forms.CharField):
    """A reason: some lines of text, with the line ends as they are stored."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(
            label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}), max_length=LANGSTE_TEKST
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class Vastlegformulier(Handelingsformulier):
    """Answers to one or more questions; a question that is left alone is not recorded.

    `namen` are the questions; `b` the picture now. Every question carries the vastlegging it was based on. `data` is
    what was sent, to check; `getypt` what was sent, only to show again.
    """

    use_required_attribute = False

    def __init__(
        self, namen: Iterable[str], b: Beeld, documenten: Iterable[Document], data: Any = None, getypt: Any = None
    ) -> None:
        self.beeld, self.namen = b, list(namen)
        self._getypt = data if data is not None else getypt
        self.plan = Planvelden(b, data, getypt) if PLAN in self.namen else None
        self._nodig: set[str] = set()
        super().__init__(data, initial={"sleutel": getypt.get("sleutel")} if getypt is not None else None)
        stukken = [("", "Geen stuk"), *((str(d.pk), d.naam) for d in documenten)]
        self._stukken = {str(d.pk): d for d in documenten}
        for naam in self.namen:
            self._voeg_toe(naam, stukken)

    @property
    def delen(self) -> list[Vraagdeel]:
        return [Vraagdeel(self, naam) for naam in self.namen]

    def oud(self, naam: str) -> Vastlegging | None:
        """The vastlegging this question was based on, as the form carries it."""
        basis = self._getypt.get(sleutel(naam, "basis")) if self._getypt is not None else None
        if basis is None:
            return self.beeld.laatste.get(naam)
        return next((v for v in self.beeld.alle if str(v.pk) == basis and v.naam == naam and not v.afwijking), None)

    def waarden(self) -> dict[str, Opgave]:
        """What was filled in or changed, to record. Only after `is_valid`."""
        uit = {naam: self._waarde(naam) for naam in self.namen if self._aangeraakt(naam)}
        for naam in [*uit]:
            ander = self.beeld.laatste.get(VERVANGT.get(naam, ""))
            if (
                ander is not None
                and ander.waarde is not None
                and uit[naam].waarde is not None
                and ander.naam not in uit
            ):
                uit[ander.naam] = Opgave(None, reden=_VERVANGEN[naam], basis=ander.pk)
        return uit

    def neem_fouten_over(self, fout: InvoerFout) -> None:
        """Beside the reason or the value they are about; the others above the form."""
        for deel in fout.fouten:
            naam, onderdeel = str(deel.pad[0]), "".join(map(str, deel.pad[1:2]))
            veld = sleutel(naam, onderdeel)
            plek = veld if veld in self.fields else naam if naam in self.fields else None
            tekst = f"Dit kan niet: {deel.gevonden}. Toegestaan is: {deel.toegestaan}." if plek else zin_van(deel)
            self.add_error(plek, tekst)

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or self.cleaned_data
        aangeraakt = [naam for naam in self.namen if self._aangeraakt(naam)]
        for naam in aangeraakt:
            self._controleer(naam)
        if not aangeraakt and not self.errors:
            self.add_error(None, "U hebt nog niets ingevuld of veranderd. Beantwoord ten minste één vraag.")
        for fout in self.plan.fouten() if self.plan is not None else ():
            self.add_error(None, fout)
        return schoon

    def full_clean(self) -> None:
        """A question may be left for later, so nothing is required until something of it is filled in."""
        verplicht = [veld for naam, veld in self.fields.items() if veld.required and naam != "sleutel"]
        for veld in verplicht:
            veld.required = False
        super().full_clean()
        for veld in verplicht:
            veld.required = True

    # --- the fields of one question ---------------------------------------------------------------------------------

    def _voeg_toe(self, naam: str, stukken: list[tuple[str, str]]) -> None:
        oud, gegeven = self.oud(naam), gegeven_van(naam)
        correctie = oud is not None and oud.waarde is not None
        oordeel = gegeven is not None and gegeven.oordeel
        if gegeven is not None:
            veld = veld_voor(gegeven)
            if correctie and gegeven.soort.naam != "ja/nee" and not gegeven.codes:
                veld.help_text = f"{veld.help_text} Laat leeg als dit weer onbekend is.".strip()
            self._veld(naam, "", veld, _begin(gegeven, oud.waarde if oud else None), verplicht=True)
        begin = oud.grond if oud else _BEGIN_GROND.get(gegeven.rol if gegeven else "client", "")
        self._veld(naam, "grond", forms.ChoiceField(label="Waarop rust dit antwoord?", choices=_GRONDEN), begin)
        if naam == OORDEEL_MEDISCH:
            self._veld_oordeel(naam, oud)
        else:
            label = _WAAROM_ANDERS if correctie else "Reden"
            hint = _IN_DE_BRIEF if oordeel else ""
            self._veld(naam, "reden", Tekstveld(label, hint), verplicht=oordeel or correctie)
        self._veld(naam, "stuk", forms.ChoiceField(label="Stuk waaruit dit blijkt", choices=stukken), "")
        basis = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        self._veld(naam, "basis", basis, oud.pk if oud else 0)

    def _veld_oordeel(self, naam: str, oud: Vastlegging | None) -> None:
        """The medical judgement: three reasons, a second one where it differs from the picture."""
        eerder: Mapping[str, str] = oud.onderbouwing if oud else {}
        for deel, (label, hint) in _ONDERDELEN.items():
            self._veld(naam, deel, Tekstveld(label, hint), eerder.get(deel, ""), verplicht=True)
        if oud is not None and oud.waarde is not None:
            self._veld(naam, "reden", Tekstveld(_WAAROM_ANDERS, _IN_DE_BRIEF), verplicht=True)
        wijst = medisch_beeld(self.beeld.beoordeling).wijst_op
        antwoord = {None: "", True: " Het beeld wijst op ja.", False: " Het beeld wijst op nee."}[wijst]
        hint = f"Alleen nodig als uw oordeel afwijkt van het beperkingenbeeld.{antwoord}"
        self._veld(naam, "tweede", Tekstveld("Tweede reden", hint), oud.tweede_reden if oud else "")

    def _veld(self, naam: str, deel: str, veld: forms.Field, begin: Any = None, *, verplicht: bool = False) -> None:
        veld.required = verplicht
        veldnaam = sleutel(naam, deel)
        self.fields[veldnaam] = veld
        if verplicht:
            self._nodig.add(veldnaam)
        getypt = self._getypt if self._getypt is not None and not self.is_bound else None
        self.initial[veldnaam] = begin if getypt is None else veld.widget.value_from_datadict(getypt, {}, veldnaam)

    # --- what was typed ---------------------------------------------------------------------------------------------

    def _aangeraakt(self, naam: str) -> bool:
        if naam == PLAN and self.plan is not None and self.plan.veranderd():
            return True
        delen = ("", "reden", *ONDERBOUWING, "tweede", "stuk")
        return any(sleutel(naam, deel) in self.changed_data for deel in delen)

    def _controleer(self, naam: str) -> None:
        """The answer and the reasons that this question needs, now that something of it is filled in."""
        oud = self.oud(naam)
        waarde = self._json(naam)
        terug = waarde is None and oud is not None and oud.waarde is not None
        if waarde is None and not terug and sleutel(naam) not in self.errors and naam != PLAN:
            self.add_error(sleutel(naam), "Kies of vul een antwoord in bij wat u hieronder schreef.")
        redenen = ("reden", *ONDERBOUWING)
        nodig = ["reden"] if terug else [deel for deel in redenen if sleutel(naam, deel) in self._nodig]
        for deel in nodig:
            if not (self.cleaned_data.get(sleutel(naam, deel)) or "").strip():
                self.add_error(sleutel(naam, deel), _geen_reden(deel))

    def _json(self, naam: str) -> Any:
        if naam == PLAN:
            return self.plan.waarde() if self.plan else None
        gegeven = gegeven_van(naam)
        return waarde_uit(gegeven, self.cleaned_data.get(naam)) if gegeven else None

    def _waarde(self, naam: str) -> Opgave:
        def tekst(deel: str) -> str:
            return self.cleaned_data.get(sleutel(naam, deel)) or ""

        return Opgave(
            self._json(naam),
            grond=tekst("grond"),
            reden=tekst("reden"),
            onderbouwing={deel: tekst(deel) for deel in ONDERBOUWING if tekst(deel)},
            tweede_reden=tekst("tweede"),
            document=self._stukken.get(tekst("stuk")),
            basis=self.cleaned_data.get(sleutel(naam, "basis")) or 0,
        )


def getypt(form: Vastlegformulier, zonder: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Everything that was typed, as names and values for hidden fields; without the questions in `zonder`."""
    weg = tuple(zonder)
    for naam, waarden in form.data.lists():
        vraag = naam.partition("-")[0]
        if vraag in form.namen and vraag not in weg:
            yield from ((naam, waarde) for waarde in waarden)


def _begin(gegeven: Gegeven, ruw: Any) -> Any:
    """The recorded value as the field compares it, so that what is left alone does not count as changed."""
    if gegeven.soort is DATUM and isinstance(ruw, str):
        return date.fromisoformat(ruw)
    if isinstance(ruw, bool):
        return "ja" if ruw else "nee"
    return Decimal(str(ruw)) if isinstance(ruw, float) else ruw


def _geen_reden(deel: str) -> str:
    if deel == "reden":
        return "Schrijf op waarom. Zonder reden kunnen we dit niet vastleggen."
    return f"Schrijf iets over de {deel}. Het oordeel rust hierop."
