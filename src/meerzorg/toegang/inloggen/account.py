"""The own account: password, code of an app, where reminders go."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from meerzorg.toegang.aanroep import Aanroep
from meerzorg.toegang.inloggen.formulieren import Codeformulier, Meldingenformulier, Wachtwoordformulier
from meerzorg.toegang.rechten import INGELOGD
from meerzorg.toegang.verklaring import vereist
from meerzorg.toegang.zitting import WERKROL


@vereist(INGELOGD)
@require_http_methods(["GET", "HEAD", "POST"])
def account(aanroep: Aanroep) -> HttpResponse:
    """Who I am here, and whether reminders also come by e-mail."""
    form = Meldingenformulier(aanroep.POST or None, instance=aanroep.user)
    if aanroep.method == "POST":
        form = Meldingenformulier(aanroep.POST, instance=aanroep.user)
        if form.is_valid():
            form.save()
            messages.success(aanroep, "Uw keuze is opgeslagen.")
            return redirect("toegang:account")
    met_code = TOTPDevice.objects.filter(user=aanroep.user, confirmed=True).exists()
    context = {"form": form, "met_code": met_code, "rollen": aanroep.user.werkrollen}
    return render(aanroep, "toegang/account.html", context)


@vereist(INGELOGD)
@require_POST
def werkrol(aanroep: Aanroep) -> HttpResponse:
    """Works from here on in another of the own roles; what is no own role changes nothing."""
    keuze = aanroep.POST.get("werkrol", "")
    if keuze.isdecimal() and keuze.isascii() and aanroep.user.werk_als(int(keuze[:18])):
        aanroep.session[WERKROL] = aanroep.user.werkrol.pk
        messages.success(aanroep, f"U werkt nu als {aanroep.user.werkrol}.")
    return redirect("toegang:account")


@vereist(INGELOGD)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord(aanroep: Aanroep) -> HttpResponse:
    """Choosing another password; other sessions of this person end, this one stays."""
    form = Wachtwoordformulier(aanroep.user, aanroep.POST if aanroep.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(aanroep, "toegang/wachtwoord.html", {"form": form})
    wie = form.save(commit=False)
    wie.tijdelijk_wachtwoord = False
    wie.save(update_fields=["password", "tijdelijk_wachtwoord"])
    update_session_auth_hash(aanroep, wie)
    messages.success(aanroep, "Uw wachtwoord is gewijzigd.")
    return redirect("toegang:account")


@vereist(INGELOGD)
@require_POST
def code_beginnen(aanroep: Aanroep) -> HttpResponse:
    """Makes a new secret for an app; it counts only after a code from it was filled in."""
    if not TOTPDevice.objects.filter(user=aanroep.user, confirmed=True).exists():
        TOTPDevice.objects.filter(user=aanroep.user).delete()
        TOTPDevice.objects.create(user=aanroep.user, name="app", confirmed=False)
    return redirect("toegang:code_instellen")


@vereist(INGELOGD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_instellen(aanroep: Aanroep) -> HttpResponse:
    """Shows the secret as a QR code and as text, until a first code proves that the app has it."""
    apparaat = TOTPDevice.objects.filter(user=aanroep.user, confirmed=False).first()
    if apparaat is None:
        return redirect("toegang:account")
    form = Codeformulier(apparaat, aanroep.POST) if aanroep.method == "POST" else Codeformulier(apparaat)
    if form.is_bound and form.is_valid():
        apparaat.confirmed = True
        apparaat.save()
        messages.success(aanroep, "De inlogcode staat aan. Bij de volgende keer inloggen vraagt Meerzorg ook een code.")
        return redirect("toegang:account")
    # made by us of our own text, nothing in it was typed by anyone
    qr = segno.make(apparaat.config_url, error="m").svg_inline(scale=5, border=4, light="#fff")
    geheim = _in_groepen(apparaat.config_url)
    context = {"form": form, "qr": mark_safe(qr), "geheim": geheim}  # noqa: S308
    return render(aanroep, "toegang/code_instellen.html", context)


@vereist(INGELOGD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_uitzetten(aanroep: Aanroep) -> HttpResponse:
    """Puts the code off; a code is needed for it, so that an open screen is not enough."""
    apparaat = TOTPDevice.objects.filter(user=aanroep.user, confirmed=True).first()
    if apparaat is None:
        return redirect("toegang:account")
    form = Codeformulier(apparaat, aanroep.POST) if aanroep.method == "POST" else Codeformulier(apparaat)
    if form.is_bound and form.is_valid():
        apparaat.delete()
        messages.success(aanroep, "De inlogcode staat uit.")
        return redirect("toegang:account")
    return render(aanroep, "toegang/code_uitzetten.html", {"form": form})


def _in_groepen(config_url: str) -> str:
    """The secret as people type it over: groups of four characters."""
    geheim = config_url.split("secret=")[1].split("&")[0]
    return " ".join(geheim[plek : plek + 4] for plek in range(0, len(geheim), 4))
