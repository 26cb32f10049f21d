"""Addresses of the screens; each module of views lists its own."""

from meerzorg.kantoor.beheer import teksten
from meerzorg.kantoor.beheer import views as beheer
from meerzorg.kantoor.beleid import views as beleid
from meerzorg.kantoor.besluit import views as besluit
from meerzorg.kantoor.dossier import stukken
from meerzorg.kantoor.dossier import views as dossier
from meerzorg.kantoor.medisch import views as beperkingenbeeld
from meerzorg.kantoor.procedure import advies, buiten_behandeling
from meerzorg.kantoor.procedure import views as procedure
from meerzorg.kantoor.regels import views as openbaar
from meerzorg.kantoor.vastleggen import views as vastleggen
from meerzorg.kantoor.werk import ciz
from meerzorg.kantoor.werk import views as werk
from meerzorg.kantoor.zorginzet import views as zorginzet

app_name = "kantoor"
urlpatterns = [
    *werk.adressen,
    *dossier.adressen,
    *vastleggen.adressen,
    *beperkingenbeeld.adressen,
    *zorginzet.adressen,
    *besluit.adressen,
    *procedure.adressen,
    *buiten_behandeling.adressen,
    *advies.adressen,
    *stukken.adressen,
    *ciz.adressen,
    *teksten.adressen,
    *beheer.adressen,
    *beleid.adressen,
    *openbaar.adressen,
]
