"""Every address of the application. Which role may use it stands beside each view: see meerzorg.schermen.poort."""

from django.urls import include, path

urlpatterns = [
    path("", include("meerzorg.kantoor.adressen")),
    path("", include("meerzorg.toegang.inloggen.adressen")),
]
handler400 = "meerzorg.schermen.fouten.verkeerd"
handler403 = "meerzorg.schermen.fouten.geweigerd"
handler404 = "meerzorg.schermen.fouten.niet_gevonden"
handler500 = "meerzorg.schermen.fouten.kapot"
