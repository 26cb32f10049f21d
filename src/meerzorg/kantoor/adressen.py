"""Addresses of the screens; each module of views lists its own."""

from meerzorg.kantoor.views import (
    advies,
    beheer,
    beleid,
    beperkingenbeeld,
    besluit,
    buiten_behandeling,
    ciz,
    dossier,
    openbaar,
    procedure,
    stukken,
    teksten,
    vastleggen,
    werk,
    zorginzet,
)

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
