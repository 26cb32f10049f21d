"""What is stored. The acts that store it are in `meerzorg.dossier.handelingen`, and nowhere else."""

from meerzorg.dossier.models.besluit import Besluit, Besluitstatus, Brief, Tekstblok
from meerzorg.dossier.models.dossier import Besluitsoort, Dossier, Vastlegging
from meerzorg.dossier.models.keten import Ketenkop, Ketenrij
from meerzorg.dossier.models.toekenning import Toekenning
from meerzorg.dossier.models.verloop import Adviesvraag, Document, Gebeurtenis, Melding, Opmerking

__all__ = [
    "Adviesvraag",
    "Besluit",
    "Besluitsoort",
    "Besluitstatus",
    "Brief",
    "Document",
    "Dossier",
    "Gebeurtenis",
    "Ketenkop",
    "Ketenrij",
    "Melding",
    "Opmerking",
    "Tekstblok",
    "Toekenning",
    "Vastlegging",
]
