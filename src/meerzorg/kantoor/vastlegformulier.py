"""The form that records answers: for each question the value, what it rests on, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms

from meerzorg.dossier.beeld import OORDEEL_MEDISCH, Beeld
from meerzorg.dossier.handelingen.vastleggen import ONDERBOUWING, Waarde
from meerzorg.dossier.models import Document, Vastlegging
from meerzorg.kantoor.afweging import Weging, afweging
from meerzorg.kantoor.formulieren import Handelingsformulier, zin_van
from meerzorg.kantoor.planformulier import Planvelden
from meerzorg.kantoor.vastgelegd import Rij, gegeven_van, rij_van, titel_van
from meerzorg.kantoor.velden import veld_voor, waarde_uit
from meerzorg.taal.fouten import InvoerFout
from meerzorg.wet.medisch_beeld import medisch_beeld

PLAN = "budgetplan"
VERVANGT = {PLAN: "gevraagde_kosten", "gevraagde_kosten": PLAN}
"""The law takes one of the two: who records the one takes back the other."""
_ONDERDELEN = {
    "aard": ("Aard", "Wat is er aan de hand? Beschrijf de beperkingen of de ziekte."),
    "omvang": ("Omvang", "Hoe vaak en hoeveel meer zorg is nodig dan het zorgprofiel biedt?"),
    "blijvendheid": ("Blijvendheid", "Hoe lang duurt dit naar verwachting?"),
}
_GRONDEN = [
    ("", "Maak een keuze"),
    *((code, tekst[0].upper() + tekst[1:]) for code, tekst in Vastlegging.GRONDEN.items()),
]
_BEGIN_GROND = {"client": "aanvraag", "ciz": "ciz", "zorgkantoor": "administratie"}


class Vraagdeel:
    """One question on the form, for the template: its fields, what it is weighed against, and the value so far."""

    def __init__(self, form: Vastlegformulier, naam: str) -> None:
        self.form, self.naam = form, naam
        self.gegeven = gegeven_van(naam)
        self.titel = titel_van(naam)

    @property
    def oordeel(self) -> bool:
        return self.gegeven is not None and self.gegeven.oordeel

    @cached_property
    def weging(self) -> list[Weging]:
        return afweging(self.form.beeld.beoordeling, self.gegeven, medisch=True) if self.gegeven else []

    @property
    def plan(self) -> Planvelden | None:
        return self.form.plan if self.naam == PLAN else None

    @property
    def oud(self) -> Rij | None:
        """The value on which the form is based, where this is a correction."""
        v = self.form.oud(self.naam)
        return rij_van(v, self.form.beeld, medisch=True) if v is not None and v.waarde is not None else None

    @property
    def velden(self) -> list[Any]:
        """What is always shown; the value first."""
        return (
            self._velden("", *ONDERBOUWING, "grond", "reden", "tweede")
            if self._met_reden
            else self._velden("", "grond")
        )

    @property
    def meer(self) -> list[Any]:
        """What is shown at a click."""
        return self._velden("stuk") if self._met_reden else self._velden("reden", "stuk")

    @property
    def meer_titel(self) -> str:
        return "Een stuk erbij noemen" if self._met_reden else "Een toelichting of stuk erbij"

    @property
    def met_uitleg(self) -> bool:
        return any(deel.uitleg for deel in self.weging)

    @property
    def basis(self) -> Any:
        return self.form[sleutel(self.naam, "basis")]

    @property
    def meer_open(self) -> bool:
        return any(veld.value() or veld.errors for veld in self.meer)

    @property
    def _met_reden(self) -> bool:
        return self.oordeel or self.oud is not None

    def _velden(self, *delen: str) -> list[Any]:
        namen = (sleutel(self.naam, deel) for deel in delen)
        return [self.form[naam] for naam in namen if naam in self.form.fields]


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

    def waarden(self) -> dict[str, Waarde]:
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
                reden = f"Vervangen door {gegeven_van(naam).noem if gegeven_van(naam) else 'het budgetplan'}."  # type: ignore[union-attr]
                uit[ander.naam] = Waarde(None, reden=reden, basis=ander.pk)
        return uit

    def neem_fouten_over(self, fout: InvoerFout) -> None:
        """Beside the reason or the value they are about; the others above the form."""
        for deel in fout.fouten:
            naam, _, onderdeel = deel.naam.partition(", ")
            veld = sleutel(naam, {"tweede reden": "tweede"}.get(onderdeel, onderdeel))
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

    def _clean_fields(self) -> None:
        """A question may be left for later, so nothing is required until something of it is filled in."""
        verplicht = [veld for veld in self.fields.values() if veld.required]
        for veld in verplicht:
            veld.required = False
        super()._clean_fields()
        for veld in verplicht:
            veld.required = True
        self.fields["sleutel"].required = True

    # --- the fields of one question ---------------------------------------------------------------------------------

    def _voeg_toe(self, naam: str, stukken: list[tuple[str, str]]) -> None:
        oud, gegeven = self.oud(naam), gegeven_van(naam)
        correctie = oud is not None and oud.waarde is not None
        oordeel = gegeven is not None and gegeven.oordeel
        if gegeven is not None:
            self._veld(naam, "", veld_voor(gegeven), oud.waarde if oud else None, verplicht=True)
        begin = oud.grond if oud else _BEGIN_GROND.get(gegeven.rol if gegeven else "client", "")
        self._veld(naam, "grond", forms.ChoiceField(label="Waarop rust dit antwoord?", choices=_GRONDEN), begin)
        if naam == OORDEEL_MEDISCH:
            self._veld_oordeel(naam, oud)
        else:
            label = "Waarom verandert u dit?" if correctie else "Reden"
            hint = "Deze tekst kan in de brief aan de cliënt komen." if oordeel else ""
            veld = forms.CharField(
                label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
            )
            self._veld(naam, "reden", veld, verplicht=oordeel or correctie)
        self._veld(naam, "stuk", forms.ChoiceField(label="Stuk waaruit dit blijkt", choices=stukken), "")
        basis = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        self._veld(naam, "basis", basis, oud.pk if oud else 0)

    def _veld_oordeel(self, naam: str, oud: Vastlegging | None) -> None:
        """The medical judgement: three reasons, a second one where it differs from the picture."""
        eerder: Mapping[str, str] = oud.onderbouwing if oud else {}
        for deel, (label, hint) in _ONDERDELEN.items():
            veld = forms.CharField(
                label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
            )
            self._veld(naam, deel, veld, eerder.get(deel, ""), verplicht=True)
        if oud is not None and oud.waarde is not None:
            veld = forms.CharField(
                label="Waarom verandert u dit?", widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
            )
            self._veld(naam, "reden", veld, verplicht=True)
        wijst = medisch_beeld(self.beeld.beoordeling).wijst_op
        antwoord = {None: "", True: " Het beeld wijst op ja.", False: " Het beeld wijst op nee."}[wijst]
        tweede = forms.CharField(
            label="Tweede reden",
            help_text=f"Alleen nodig als uw oordeel afwijkt van het beperkingenbeeld.{antwoord}",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=10_000,
        )
        self._veld(naam, "tweede", tweede, oud.tweede_reden if oud else "")

    def _veld(self, naam: str, deel: str, veld: forms.Field, begin: Any = None, *, verplicht: bool = False) -> None:
        veld.required = verplicht
        veldnaam = sleutel(naam, deel)
        self.fields[veldnaam] = veld
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
        nodig = ["reden"] if terug else [deel for deel in ("reden", *ONDERBOUWING) if self._verplicht(naam, deel)]
        for deel in nodig:
            if not (self.cleaned_data.get(sleutel(naam, deel)) or "").strip():
                self.add_error(sleutel(naam, deel), _geen_reden(deel))

    def _verplicht(self, naam: str, deel: str) -> bool:
        veld = self.fields.get(sleutel(naam, deel))
        return veld is not None and veld.required

    def _json(self, naam: str) -> Any:
        if naam == PLAN:
            return self.plan.waarde() if self.plan else None
        gegeven = gegeven_van(naam)
        return waarde_uit(gegeven, self.cleaned_data.get(naam)) if gegeven else None

    def _waarde(self, naam: str) -> Waarde:
        def tekst(deel: str) -> str:
            return self.cleaned_data.get(sleutel(naam, deel)) or ""

        return Waarde(
            self._json(naam),
            grond=tekst("grond"),
            reden=tekst("reden"),
            onderbouwing={deel: tekst(deel) for deel in ONDERBOUWING if tekst(deel)},
            tweede_reden=tekst("tweede"),
            document=self._stukken.get(tekst("stuk")),
            basis=self.cleaned_data.get(sleutel(naam, "basis")) or 0,
        )


def sleutel(naam: str, deel: str = "") -> str:
    """The name of a field: of the value itself, or of a part that belongs to it."""
    return f"{naam}-{deel}" if deel else naam


def getypt(form: Vastlegformulier, zonder: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Everything that was typed, as names and values for hidden fields; without the questions in `zonder`."""
    weg = tuple(zonder)
    for naam, waarden in form.data.lists():
        vraag = naam.partition("-")[0]
        if vraag in form.namen and vraag not in weg:
            yield from ((naam, waarde) for waarde in waarden)


def _geen_reden(deel: str) -> str:
    if deel == "reden":
        return "Schrijf op waarom. Zonder reden kunnen we dit niet vastleggen."
    return f"Schrijf iets over de {deel}. Het oordeel rust hierop."
