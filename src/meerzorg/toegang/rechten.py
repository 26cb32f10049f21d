"""The matrix of rights: role × act × state. This one file decides every button and every answer of the server.

A row is an act; per role it says in which states of a dossier the act is allowed. What is not here is not allowed.
`docs/rechten.md` is printed from it (`meerzorg rechten`), and the tests try every role on every address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Doelgroep(StrEnum):
    """For whom there are screens; each has roles of its own in the one matrix."""

    KANTOOR = "kantoor"
    CLIENT = "client"
    BETROKKENE = "betrokkene"


class Rol(StrEnum):
    """As what someone acts: staff in the roles of the law and around it, a client and a betrokkene as themselves."""

    ZORGADVISEUR = "zorgadviseur"
    MEDISCH_ADVISEUR = "medisch_adviseur"
    VERPLEEGKUNDIGE = "verpleegkundige"
    BESLISSER = "beslisser"
    BEZWAARBEHANDELAAR = "bezwaarbehandelaar"
    TEAMLEIDER = "teamleider"
    BEHEERDER = "beheerder"
    BELEIDSMEDEWERKER = "beleidsmedewerker"
    CLIENT = "client"
    BETROKKENE = "betrokkene"


ROLLEN: dict[str, str] = {
    Rol.ZORGADVISEUR: "zorgadviseur",
    Rol.MEDISCH_ADVISEUR: "medisch adviseur",
    Rol.VERPLEEGKUNDIGE: "verpleegkundige",
    Rol.BESLISSER: "beslisser",
    Rol.BEZWAARBEHANDELAAR: "bezwaarbehandelaar",
    Rol.TEAMLEIDER: "teamleider",
    Rol.BEHEERDER: "beheerder",
    Rol.BELEIDSMEDEWERKER: "beleidsmedewerker",
}
"""The roles of the staff, in words."""
DOELGROEPEN: dict[Doelgroep, Mapping[str, str]] = {
    Doelgroep.KANTOOR: ROLLEN,
    Doelgroep.CLIENT: {Rol.CLIENT: "cliënt"},
    Doelgroep.BETROKKENE: {Rol.BETROKKENE: "betrokkene"},
}
"""The roles of each audience."""


class Toestand(StrEnum):
    """How far a dossier is."""

    IN_BEHANDELING = "in_behandeling"
    WACHT_OP_AANVULLING = "wacht_op_aanvulling"
    VOORGESTELD = "voorgesteld"
    BESLOTEN = "besloten"
    INGETROKKEN = "ingetrokken"
    BUITEN_BEHANDELING = "buiten_behandeling"


TOESTANDEN: dict[str, str] = {
    Toestand.IN_BEHANDELING: "in behandeling",
    Toestand.WACHT_OP_AANVULLING: "wacht op aanvulling",
    Toestand.VOORGESTELD: "wacht op tweede handtekening",
    Toestand.BESLOTEN: "besluit genomen",
    Toestand.INGETROKKEN: "ingetrokken",
    Toestand.BUITEN_BEHANDELING: "niet in behandeling genomen",
}

OPEN: frozenset[str] = frozenset({Toestand.IN_BEHANDELING, Toestand.WACHT_OP_AANVULLING})
LOPEND = OPEN | {Toestand.VOORGESTELD}
ALLE = frozenset(TOESTANDEN)
GEEN_DOSSIER = frozenset({""})
"""For acts that are not about one dossier."""

ZA, MA, VP, BE = Rol.ZORGADVISEUR, Rol.MEDISCH_ADVISEUR, Rol.VERPLEEGKUNDIGE, Rol.BESLISSER
BZ, TL, BH, BM = Rol.BEZWAARBEHANDELAAR, Rol.TEAMLEIDER, Rol.BEHEERDER, Rol.BELEIDSMEDEWERKER
ZORG = (ZA, MA, VP, BE)
INHOUD = (*ZORG, BZ, TL)
"""The roles that see clients. The beheerder and the beleidsmedewerker never do."""
MEDISCH = (MA, VP)
"""The roles that see medical content; the others see the conclusion and its reason."""


def keuzes(namen: Mapping[Any, str]) -> list[tuple[str, str]]:
    """The codes with their words, as a column or a field has its choices."""
    return [(str(code), naam) for code, naam in namen.items()]


class Recht(NamedTuple):
    """One act: what it is, and per role the states in which it is allowed."""

    uitleg: str
    wie: Mapping[str, frozenset[str]]


def _aan(rollen: tuple[str, ...], toestanden: Iterable[str]) -> dict[str, frozenset[str]]:
    return dict.fromkeys(rollen, frozenset(toestanden))


MATRIX: dict[str, Recht] = {
    # --- looking ---
    "mijn_werk_zien": Recht("de werklijst van het eigen zorgkantoor zien en zoeken", _aan(INHOUD, GEEN_DOSSIER)),
    "melding_afhandelen": Recht("een melding als gelezen wegzetten", _aan(INHOUD, GEEN_DOSSIER)),
    "dossier_zien": Recht("een dossier zien", _aan(INHOUD, ALLE)),
    "medisch_zien": Recht("medische inhoud zien: scores, medische stukken, medisch advies", _aan(MEDISCH, ALLE)),
    "bsn_zien": Recht("het BSN en het adres van de cliënt zien", _aan((ZA,), ALLE)),
    "inzage_zien": Recht("zien wie een dossier heeft geopend", _aan((TL,), ALLE)),
    # --- recording ---
    "dossier_openen": Recht("een nieuwe aanvraag vastleggen", _aan((ZA,), GEEN_DOSSIER)),
    "vastleggen_zorgadviseur": Recht("feiten en de oordelen van de zorgadviseur vastleggen", _aan((ZA,), OPEN)),
    "vastleggen_medisch_adviseur": Recht("het medisch oordeel en de scores vastleggen", _aan((MA,), OPEN)),
    "vastleggen_verpleegkundige": Recht("de oordelen van de verpleegkundige vastleggen", _aan((VP,), OPEN)),
    "vastleggen_beslisser": Recht("de looptijd vastleggen", _aan((BE,), OPEN)),
    "afwijken": Recht("met een reden afwijken van het medisch advies (Awb 3:50)", _aan((BE,), OPEN)),
    "document_toevoegen": Recht("een stuk toevoegen", _aan((*ZORG, BZ), ALLE)),
    "document_openen": Recht("een stuk openen", _aan(INHOUD, ALLE)),
    "opmerking_maken": Recht("een opmerking in de tijdlijn zetten", _aan(INHOUD, ALLE)),
    "ciz_overnemen": Recht("een besluit van het CIZ overnemen in het dossier", _aan((ZA,), OPEN)),
    # --- the course of the procedure ---
    "ontvangst_bevestigen": Recht("de ontvangstbevestiging versturen", _aan((ZA,), OPEN)),
    "aanvulling_vragen": Recht("om een aanvulling vragen (Awb 4:5)", _aan((ZA, BE), OPEN)),
    "aanvulling_ontvangen": Recht("vastleggen dat een aanvulling kwam", _aan((ZA, BE), LOPEND)),
    "termijn_verlengen": Recht("de beslistermijn verlengen (Awb 4:14 lid 3)", _aan((BE, TL), OPEN)),
    "advies_vragen": Recht("advies vragen aan behandelaar, CCE of andere deskundige", _aan((ZA, MA, VP), OPEN)),
    "advies_ontvangen": Recht("het antwoord op een adviesvraag vastleggen", _aan((ZA, MA, VP), LOPEND)),
    "intrekken": Recht("vastleggen dat de cliënt de aanvraag intrekt", _aan((ZA, BE), LOPEND)),
    "buiten_behandeling_stellen": Recht("een onvolledige aanvraag niet behandelen (Awb 4:5)", _aan((BE,), OPEN)),
    # --- deciding ---
    "besluit_zien": Recht("de hele redenering en de brief op één blad zien", _aan(INHOUD, ALLE)),
    "besluit_voorstellen": Recht("een besluit ondertekenen", _aan((BE,), OPEN)),
    "besluit_tekenen": Recht("als tweede ondertekenen", _aan((BE, TL), {Toestand.VOORGESTELD})),
    "voorstel_terugnemen": Recht("een voorgesteld besluit terugnemen", _aan((BE, TL), {Toestand.VOORGESTELD})),
    "besluit_herzien": Recht(
        "een genomen besluit herzien: het dossier gaat weer open", _aan((BE, TL), {Toestand.BESLOTEN})
    ),
    "brief_openen": Recht("een verzonden brief openen", _aan(INHOUD, ALLE)),
    # --- policy: about fictional people only ---
    "beleid_zien": Recht("doorrekeningen van het beleid zien", _aan((BM, TL), GEEN_DOSSIER)),
    "beleid_doorrekenen": Recht("de regels doorrekenen voor fictieve mensen", _aan((BM,), GEEN_DOSSIER)),
    # --- around it ---
    "ciz_inlezen": Recht("berichten van het CIZ inlezen", _aan((ZA,), GEEN_DOSSIER)),
    "tekstblokken_wijzigen": Recht("de vaste teksten in brieven wijzigen", _aan((TL,), GEEN_DOSSIER)),
    "medewerkers_beheren": Recht("accounts en rollen beheren", _aan((BH,), GEEN_DOSSIER)),
    "keten_controleren": Recht("het logboek van handelingen controleren", _aan((BH, TL), GEEN_DOSSIER)),
    "eigen_account": Recht("eigen wachtwoord en inlogcode beheren", _aan(tuple(ROLLEN), GEEN_DOSSIER)),
}

VOOR_HET_BESLUIT = frozenset(
    {
        *("ontvangst_bevestigen", "aanvulling_vragen", "aanvulling_ontvangen"),
        *("termijn_verlengen", "intrekken", "buiten_behandeling_stellen"),
    }
)
"""About the application as it was made: not any more where a decision was taken, also while that is looked at again."""

OPENBAAR = "openbaar"
"""The mark of an address that needs no login: the login itself, the rules, the self-evident pages."""
INGELOGD = "ingelogd"
"""The mark of an address for everyone who is logged in, also without a role: the start page and logging out."""


def mag_rol(rol: str, handeling: str, toestand: str = "") -> bool:
    """Whether a role may do this in this state of the dossier ('' where it is not about one). KeyError: no such act."""
    return toestand in MATRIX[handeling].wie.get(rol, frozenset())


def mag(wie: Any, handeling: str, dossier: Any = None) -> bool:
    """Whether this person may do this, here: active, right role and state, and a dossier that is theirs to see."""
    if not getattr(wie, "is_active", False):
        return False
    if dossier is None:
        return mag_rol(wie.rol, handeling)
    te_laat = dossier.herzien and handeling in VOOR_HET_BESLUIT
    return wie.heeft(dossier) and not te_laat and mag_rol(wie.rol, handeling, dossier.toestand)
