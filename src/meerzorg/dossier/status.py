"""The status of a dossier, derived: whose turn it is, with which question, and by when."""

from __future__ import annotations

from datetime import date
from unicodedata import combining, normalize

from meerzorg.dossier.beeld import BEKENDMAKING, Beeld
from meerzorg.dossier.models import Dossier
from meerzorg.toegang.rechten import Toestand
from meerzorg.wet.termijnen.berekening import Termijn
from regeltaal.regel import Gegeven

BEANTWOORDT = {
    "client": "zorgadviseur",
    "ciz": "zorgadviseur",
    "zorgkantoor": "zorgadviseur",
    "zorgadviseur": "zorgadviseur",
    "medisch_adviseur": "medisch_adviseur",
    "verpleegkundige": "verpleegkundige",
    "beslisser": "beslisser",
}
"""Who records the answer to a question: what the client, the CIZ or the administration knows, the zorgadviseur does."""
ROLBIT = {"zorgadviseur": 1, "medisch_adviseur": 2, "verpleegkundige": 4, "beslisser": 8}
EINDSTANDEN = (Toestand.INGETROKKEN, Toestand.BUITEN_BEHANDELING, Toestand.BESLOTEN)
TEKENEN = "Het besluit tekenen als tweede"
BESLUITEN = "Een besluit nemen"
LANGSTE_ZOEKNAAM = 200
"""As long as the column: without accents some signs become several letters."""


def vastlegger(gegeven: Gegeven) -> str:
    """The role that records this input."""
    return BEANTWOORDT[gegeven.rol]


def werk_bij(dossier: Dossier, b: Beeld, dag: date) -> None:
    """Fills the columns for lists from what is recorded; does not save."""
    beoordeling = b.beoordeling
    w = beoordeling.w
    dossier.kader = beoordeling.kader.id if beoordeling.kader else ""
    dossier.uitkomst = beoordeling.uitkomst
    dossier.aanvraagdatum = w["aanvraagdatum"]
    dossier.soort_aanvraag = w["soort_aanvraag"] or ""
    dossier.zorgprofiel = w["zorgprofiel"] or ""
    dossier.bijgewerkt_op = dag
    dossier.zoeknaam = zoekvorm(dossier.client.naam)
    lopend = dossier.toestand not in EINDSTANDEN
    if lopend and dossier.toestand != Toestand.VOORGESTELD:
        dossier.toestand = Toestand.WACHT_OP_AANVULLING if staat_stil(b, dag) else Toestand.IN_BEHANDELING
    dossier.staat_stil = dossier.toestand == Toestand.WACHT_OP_AANVULLING
    termijn = beslistermijn(b, dag)
    dossier.uiterlijk = termijn.uiterlijk if termijn and lopend else None
    _zet_vraag(dossier, b)


def zoekvorm(tekst: str) -> str:
    """A text as it is searched: small letters, no accents, single spaces; 'Zoë  de Groot' is 'zoe de groot'."""
    letters = (teken for teken in normalize("NFKD", tekst.casefold()) if not combining(teken))
    return " ".join("".join(letters).split())[:LANGSTE_ZOEKNAAM]


def _zet_vraag(dossier: Dossier, b: Beeld) -> None:
    """The first thing the law still needs, and who gives it; when nothing is open the beslisser decides."""
    if dossier.toestand in EINDSTANDEN:
        dossier.stap, dossier.vraag, dossier.aan_zet, dossier.open_rollen = "", "", "", 0
    elif dossier.toestand == Toestand.VOORGESTELD:
        dossier.stap, dossier.vraag, dossier.aan_zet = "besluit", TEKENEN, "beslisser"
        dossier.open_rollen = ROLBIT["beslisser"]
    elif open_ := b.beoordeling.openstaand:
        dossier.stap, dossier.vraag, dossier.aan_zet = open_[0].stap, open_[0].vraag[:200], vastlegger(open_[0])
        dossier.open_rollen = sum({ROLBIT[vastlegger(gegeven)] for gegeven in open_})
    else:
        dossier.stap, dossier.vraag, dossier.aan_zet = "besluit", BESLUITEN, "beslisser"
        dossier.open_rollen = ROLBIT["beslisser"]


def staat_stil(b: Beeld, dag: date) -> bool:
    """Whether a request for completion is open: not answered, and its term not over (Awb 4:15)."""
    termijn = beslistermijn(b, dag)
    return termijn is not None and termijn.loopt_nog


def beslistermijn(b: Beeld, dag: date) -> Termijn | None:
    """The term of the decision on the application; None while there is no day of receipt, and once that was taken."""
    if any(g.soort == BEKENDMAKING for g in b.gebeurtenissen):
        return None
    return next((t for t in b.termijnen(dag) if t.termijn == "beslistermijn"), None)
