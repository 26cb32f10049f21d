"""What the office keeps beside the dossiers, for Django to find: each model stands with its screen."""

from meerzorg.kantoor.beleid.models import Doorrekening

__all__ = ["Doorrekening"]
