"""A letter in two steps: first it is shown, and only the letter that was shown can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from meerzorg.dossier.brieven.inhoud import Briefgegevens
from meerzorg.dossier.keten import vingerafdruk
from meerzorg.kantoor.gedeeld.brief import briefbeeld
from meerzorg.schermen.aanroep import Dossieraanroep
from meerzorg.schermen.formulieren import Handelingsformulier, zin_van
from meerzorg.wet.termijnen.berekening import Termijn
from regeltaal.fouten import InvoerFout

ANDERS = "De brief is nu anders dan de brief die u bekeek. Lees hem opnieuw en verstuur hem dan."


class Briefformulier(Handelingsformulier):
    """A form of which the letter is shown first. `gezien` is the mark of the letter that was shown."""

    gezien = forms.CharField(widget=forms.HiddenInput, required=False)


class Tweestap:
    """The way of one letter through its view: `te_maken`, then `toon` inside `voorbeeld`, then `mag_weg`, then `blad`.

    `meteen`: nothing has to be filled in, so the first look shows the letter.
    """

    def __init__(self, aanroep: Dossieraanroep, form: Briefformulier, *, meteen: bool = False) -> None:
        self.aanroep, self.form = aanroep, form
        self.te_maken = form.is_valid() or (meteen and aanroep.method == "GET")
        self._brief, self._merk = SafeString(), ""
        self._termijnen: dict[str, Termijn] = {}

    @contextmanager
    def voorbeeld(self) -> Iterator[None]:
        """Where the letter cannot be made the page says why."""
        try:
            yield
        except InvoerFout as fout:
            for deel in fout.fouten:
                messages.error(self.aanroep, f"De brief kan niet worden gemaakt. {zin_van(deel)}")

    def toon(self, inhoud: Briefgegevens) -> None:
        """Shows this letter, with the deadlines it leads to. Raises InvoerFout where it cannot be made."""
        self._brief = briefbeeld(inhoud)
        self._merk = vingerafdruk(str(self._brief))
        self._termijnen = {termijn.termijn: termijn for termijn in inhoud.termijnen}

    def mag_weg(self) -> bool:
        """Whether to send it: that was asked, and it is the letter that was shown; another one is said on the form."""
        if not self._merk or self.aanroep.POST.get("stap") != "verstuur":
            return False
        if self.form.cleaned_data["gezien"] != self._merk:
            self.form.add_error(None, ANDERS)
            return False
        return True

    def blad(self, sjabloon: str, **context: Any) -> HttpResponse:
        """On to the dossier where the letter was sent; else the form, with the letter where there is one."""
        dossier, form = self.aanroep.dossier, self.form
        if form.verwerkt:
            return redirect("kantoor:dossier", dossier.nummer)
        if self.te_maken and form.is_bound:
            form.vervang(gezien=self._merk)
        elif self.te_maken:
            form.initial["gezien"] = self._merk
        context |= {"dossier": dossier, "form": form, "brief": self._brief, "nieuw": self._termijnen}
        return render(self.aanroep, f"procedure/{sjabloon}.html", context)
