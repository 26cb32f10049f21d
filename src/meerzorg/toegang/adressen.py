"""Addresses of logging in and out, and of the own account."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from meerzorg.kantoor.poort import vereist
from meerzorg.toegang.rechten import INGELOGD, OPENBAAR

app_name = "toegang"
urlpatterns = [
    path("inloggen/", vereist(OPENBAAR)(LoginView.as_view(template_name="toegang/inloggen.html")), name="inloggen"),
    path("uitloggen/", vereist(INGELOGD)(LogoutView.as_view()), name="uitloggen"),
]
