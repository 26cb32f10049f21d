"""Reminders by e-mail: one message per person, with numbers and what to do; never a name or BSN of a client."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

from meerzorg.dossier.models import Melding
from meerzorg.toegang.models import Medewerker, Zorgkantoor

MEESTE_REGELS = 40


def stuur(zorgkantoor: Zorgkantoor, meldingen: Iterable[Melding]) -> tuple[int, int]:
    """Sends these to everyone in the role who wants that; gives how many messages went, and how many could not.

    The reminder itself is stored already: mail that fails is not tried again, the list on the screen stays complete.
    """
    per_rol: dict[str, list[Melding]] = defaultdict(list)
    for melding in meldingen:
        per_rol[melding.rol].append(melding)
    if not per_rol:
        return 0, 0
    mensen = Medewerker.objects.bij(zorgkantoor.pk, *per_rol).filter(is_active=True, meldingen_per_mail=True)
    berichten = [
        _bericht(wie, [melding for rij in wie.rollen.all() for melding in per_rol[rij.rol]])
        for wie in mensen.exclude(email="").order_by("pk")
    ]
    if not berichten:
        return 0, 0
    gelukt = 0
    try:
        with get_connection() as verbinding:
            for bericht in berichten:
                gelukt += verbinding.send_messages([bericht]) or 0
    except (SMTPException, OSError) as fout:
        logging.getLogger(__name__).warning("E-mail met meldingen is niet verstuurd: %s", fout)
    return gelukt, len(berichten) - gelukt


def _bericht(wie: Medewerker, meldingen: list[Melding]) -> EmailMessage:
    aantal = len(meldingen)
    onderwerp = "1 nieuwe melding" if aantal == 1 else f"{aantal} nieuwe meldingen"
    regels = [f"- {melding.tekst}" for melding in meldingen[:MEESTE_REGELS]]
    if aantal > MEESTE_REGELS:
        regels.append(f"- en nog {aantal - MEESTE_REGELS}; zie Mijn werk.")
    tekst = "\n".join(
        [
            f"Beste {wie.naam},",
            "",
            "In Meerzorg staat dit voor u klaar:",
            *regels,
            "",
            "Log in op Meerzorg om het te doen.",
            "Wilt u deze e-mails niet meer? Zet ze uit bij Mijn account.",
        ]
    )
    return EmailMessage(f"Meerzorg: {onderwerp}", tekst, to=[wie.email])
