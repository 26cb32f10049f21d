"""What is stored. The acts that store it are in `meerzorg.dossier.handelingen`, and nowhere else."""

from meerzorg.dossier.models.besluit import Besluit, Brief, Tekstblok
from meerzorg.dossier.models.dossier import Dossier, Vastlegging
from meerzorg.dossier.models.keten import Ketenkop, Ketenrij
from meerzorg.dossier.models.verloop import Adviesvraag, Document, Gebeurtenis, Melding, Opmerking

__all__ = [
    "Adviesvraag",
    "Besluit",
    "Brief",
    "Document",
    "Dossier",
    "Gebeurtenis",
    "Ketenkop",
    "Ketenrij",
    "Melding",
    "Opmerking",
    "Tekstblok",
    "Vastlegging",
]
