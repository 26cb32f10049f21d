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
from meerzorg.toegang.forms import Codeformulier, Meldingenformulier, Wachtwoordformulier
from meerzorg.toegang.rechten import INGELOGD
from meerzorg.toegang.verklaring import vereist
from meerzorg.toegang.zitting import WERKROL


@vereist(INGELOGD)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Aanroep) -> HttpResponse:
    """Who I am here, and whether reminders also come by e-mail."""
    form = Meldingenformulier(request.POST or None, instance=request.user)
    if request.method == "POST":
        form = Meldingenformulier(request.POST, instance=request.user)
        if form.is_valid():
            form.save()
            messages.success(request, "Uw keuze is opgeslagen.")
            return redirect("toegang:account")
    met_code = TOTPDevice.objects.filter(user=request.user, confirmed=True).exists()
    context = {"form": form, "met_code": met_code, "rollen": request.user.werkrollen}
    return render(request, "toegang/account.html", context)


@vereist(INGELOGD)
@require_POST
def werkrol(request: Aanroep) -> HttpResponse:
    """Works from here on in another of the own roles; what is no own role changes nothing."""
    keuze = request.POST.get("werkrol", "")
    if keuze.isdecimal() and keuze.isascii() and request.user.werk_als(int(keuze[:18])):
        request.session[WERKROL] = request.user.werkrol.pk
        messages.success(request, f"U werkt nu als {request.user.werkrol}.")
    return redirect("toegang:account")


@vereist(INGELOGD)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord(request: Aanroep) -> HttpResponse:
    """Choosing another password; other sessions of this person end, this one stays."""
    form = Wachtwoordformulier(request.user, request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "toegang/wachtwoord.html", {"form": form})
    wie = form.save(commit=False)
    wie.tijdelijk_wachtwoord = False
    wie.save(update_fields=["password", "tijdelijk_wachtwoord"])
    update_session_auth_hash(request, wie)
    messages.success(request, "Uw wachtwoord is gewijzigd.")
    return redirect("toegang:account")


@vereist(INGELOGD)
@require_POST
def code_beginnen(request: Aanroep) -> HttpResponse:
    """Makes a new secret for an app; it counts only after a code from it was filled in."""
    if not TOTPDevice.objects.filter(user=request.user, confirmed=True).exists():
        TOTPDevice.objects.filter(user=request.user).delete()
        TOTPDevice.objects.create(user=request.user, name="app", confirmed=False)
    return redirect("toegang:code_instellen")


@vereist(INGELOGD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_instellen(request: Aanroep) -> HttpResponse:
    """Shows the secret as a QR code and as text, until a first code proves that the app has it."""
    apparaat = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if apparaat is None:
        return redirect("toegang:account")
    form = Codeformulier(apparaat, request.POST) if request.method == "POST" else Codeformulier(apparaat)
    if form.is_bound and form.is_valid():
        apparaat.confirmed = True
        apparaat.save()
        messages.success(request, "De inlogcode staat aan. Bij de volgende keer inloggen vraagt Meerzorg ook een code.")
        return redirect("toegang:account")
    # made by us of our own text, nothing in it was typed by anyone
    qr = segno.make(apparaat.config_url, error="m").svg_inline(scale=5, border=4, light="#fff")
    geheim = _in_groepen(apparaat.config_url)
    context = {"form": form, "qr": mark_safe(qr), "geheim": geheim}  # noqa: S308
    return render(request, "toegang/code_instellen.html", context)


@vereist(INGELOGD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_uitzetten(request: Aanroep) -> HttpResponse:
    """Puts the code off; a code is needed for it, so that an open screen is not enough."""
    apparaat = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    if apparaat is None:
        return redirect("toegang:account")
    form = Codeformulier(apparaat, request.POST) if request.method == "POST" else Codeformulier(apparaat)
    if form.is_bound and form.is_valid():
        apparaat.delete()
        messages.success(request, "De inlogcode staat uit.")
        return redirect("toegang:account")
    return render(request, "toegang/code_uitzetten.html", {"form": form})


def _in_groepen(config_url: str) -> str:
    """The secret as people type it over: groups of four characters."""
    geheim = config_url.split("secret=")[1].split("&")[0]
    return " ".join(geheim[plek : plek + 4] for plek in range(0, len(geheim), 4))
