"""Managing accounts: each change is a link in the audit chain, and nobody locks the own zorgkantoor out."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django_otp import devices_for_user

from meerzorg.dossier import keten
from meerzorg.dossier.handelingen.kern import GeenRecht, controleer, eenmalig, lees_tekst
from meerzorg.personen.models import Actor
from meerzorg.toegang.models import Medewerker, Zorgkantoor
from meerzorg.toegang.rechten import ROLLEN, Rol
from regeltaal.fouten import Fout, InvoerFout

HANDELING = "medewerkers_beheren"
TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"
"""For temporary passwords: no signs that look alike."""


def nieuw_wachtwoord() -> str:
    """A temporary password of four groups, such as k7mp-x3hq-w9da-e4tr; about 79 bits."""
    return "-".join("".join(secrets.choice(TEKENS) for _ in range(4)) for _ in range(4))


def maak_account(
    door: Medewerker | None,
    zorgkantoor: Zorgkantoor,
    *,
    username: str,
    naam: str,
    email: str,
    rol: str,
    sleutel: UUID | None = None,
) -> tuple[Medewerker, str]:
    """A new account with a temporary password, which is given back and stored nowhere in the clear.

    `door` is None for the first account, made from the command line. Raises InvoerFout, GeenRecht, AlGedaan.
    """
    if door is not None:
        controleer(HANDELING, door, None)
    velden = _lees(naam, email, rol)
    username = lees_tekst("gebruikersnaam", username, langste=150)
    wachtwoord = nieuw_wachtwoord()
    with transaction.atomic():
        keten.op_slot()
        eenmalig(sleutel)
        if Medewerker.objects.filter(username__iexact=username).exists():
            raise InvoerFout([Fout("username", username, "een gebruikersnaam die nog niet bestaat")])
        van = {"concessiehouder": zorgkantoor.concessiehouder, "tijdelijk_wachtwoord": True}
        wie = Medewerker(username=username, **van, **velden)
        wie.set_password(wachtwoord)
        try:
            wie.clean_fields()
        except ValidationError:
            toegestaan = "letters, cijfers en de tekens @ . + - _"
            raise InvoerFout([Fout("username", username, toegestaan)]) from None
        wie.save()
        wie.rollen.create(zorgkantoor=zorgkantoor, rol=rol)
        _keten(door, wie, "account gemaakt", sleutel, rol=rol)
    return wie, wachtwoord


def wijzig_account(
    door: Medewerker, wie: Medewerker, *, naam: str, email: str, rol: str, actief: bool, sleutel: UUID | None = None
) -> None:
    """Changes name, address, the role at the zorgkantoor of `door`, and whether someone can log in.

    Raises InvoerFout, GeenRecht, AlGedaan.
    """
    velden = _lees(naam, email, rol) | {"is_active": actief}
    alles = velden | {"rol": rol}
    with transaction.atomic():
        vers = _op_slot(door, wie, sleutel)
        anders = {veld: waarde for veld, waarde in alles.items() if getattr(vers, veld) != waarde}
        _laat_beheerder_over(door, vers, anders)
        for veld, waarde in velden.items():
            setattr(vers, veld, waarde)
        vers.save(update_fields=list(velden))
        if "rol" in anders:
            _geef_rol(vers, rol)
        _keten(door, vers, "account gewijzigd", sleutel, velden=sorted(anders), rol=rol, actief=actief)


def geef_wachtwoord(door: Medewerker, wie: Medewerker, sleutel: UUID | None = None) -> str:
    """A temporary password, and an end to a lock-out; every session of this person ends."""
    wachtwoord = nieuw_wachtwoord()
    with transaction.atomic():
        vers = _op_slot(door, wie, sleutel)
        vers.set_password(wachtwoord)
        vers.tijdelijk_wachtwoord = True
        vers.save(update_fields=["password", "tijdelijk_wachtwoord"])
        reset(username=vers.username)
        _keten(door, vers, "tijdelijk wachtwoord gegeven", sleutel)
    return wachtwoord


def zet_code_uit(door: Medewerker, wie: Medewerker, sleutel: UUID | None = None) -> None:
    """Takes away the app of someone who lost it."""
    with transaction.atomic():
        vers = _op_slot(door, wie, sleutel)
        for apparaat in devices_for_user(vers, confirmed=None):
            apparaat.delete()
        _keten(door, vers, "inlogcode uitgezet", sleutel)


def _op_slot(door: Medewerker, wie: Medewerker, sleutel: UUID | None) -> Medewerker:
    """The account as it is now; changes of accounts wait for each other. Raises GeenRecht, AlGedaan."""
    keten.op_slot()
    eenmalig(sleutel)
    beheerder = Medewerker.objects.bij(door.zorgkantoor_id, door.rol).filter(pk=door.pk).first()
    if beheerder is None:
        raise GeenRecht("U bent hier geen beheerder meer.")
    controleer(HANDELING, beheerder, None)
    vers = Medewerker.objects.bij(door.zorgkantoor_id).select_for_update(of=("self",)).filter(pk=wie.pk).first()
    if vers is None:
        raise GeenRecht("Dit account is van een ander zorgkantoor.")
    return vers


def _geef_rol(wie: Medewerker, rol: str) -> None:
    """Another role in the place of the one in which this person works here; one they had already is not doubled."""
    rij = wie.werkrol
    if wie.rollen.exclude(pk=rij.pk).filter(zorgkantoor=rij.zorgkantoor_id, rol=rol).exists():
        rij.delete()
    else:
        rij.rol = rol
        rij.save()


def _laat_beheerder_over(door: Medewerker, wie: Medewerker, anders: dict[str, Any]) -> None:
    """Raises InvoerFout where nobody could manage accounts any more, or someone would shut themselves out."""
    if not anders.keys() & {"rol", "is_active"} or wie.rol != Rol.BEHEERDER:
        return
    veld = "rol" if "rol" in anders else "actief"
    anderen = Medewerker.objects.bij(wie.zorgkantoor_id, Rol.BEHEERDER).filter(is_active=True)
    if not anderen.exclude(pk=wie.pk).exists():
        raise InvoerFout([Fout(veld, "de laatste beheerder", "eerst een andere beheerder")])
    if wie.pk == door.pk:
        raise InvoerFout([Fout(veld, "uw eigen account", "een wijziging door een andere beheerder")])


def _lees(naam: str, email: str, rol: str) -> dict[str, Any]:
    fouten = []
    if rol and rol not in ROLLEN:
        fouten.append(Fout("rol", repr(rol), "een van " + ", ".join(ROLLEN)))
    try:
        validate_email(email)
    except ValidationError:
        fouten.append(Fout("email", repr(email) if email else "niets", "een e-mailadres"))
    if fouten:
        raise InvoerFout(fouten)
    return {"naam": lees_tekst("naam", naam, langste=100), "email": email}


def _keten(door: Medewerker | None, wie: Medewerker, wat: str, sleutel: UUID | None, **gegevens: Any) -> None:
    keten.voeg_toe(
        HANDELING,
        {"wat": wat, "account": wie.username, **gegevens},
        Actor.objects.van(door) if door else Actor.objects.systeem(),
        rol=door.rol if door else "",
        sleutel=sleutel,
    )
