"""Every address of the application. Which role may use it stands beside each view: see meerzorg.kantoor.poort."""

from django.urls import include, path

urlpatterns = [
    path("", include("meerzorg.kantoor.adressen")),
    path("", include("meerzorg.toegang.adressen")),
]
handler400 = "meerzorg.kantoor.views.fouten.verkeerd"
handler403 = "meerzorg.kantoor.views.fouten.geweigerd"
handler404 = "meerzorg.kantoor.views.fouten.niet_gevonden"
handler500 = "meerzorg.kantoor.views.fouten.kapot"
