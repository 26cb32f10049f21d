"""Addresses of logging in and out, and of the own account."""

from django.urls import path

from meerzorg.toegang.inloggen import account, views

app_name = "toegang"
urlpatterns = [
    path("inloggen/", views.inloggen, name="inloggen"),
    path("inloggen/code/", views.code, name="code"),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("verder/<str:sleutel>/", views.verder, name="verder"),
    path("account/", account.account, name="account"),
    path("account/werkrol/", account.werkrol, name="werkrol"),
    path("account/wachtwoord/", account.wachtwoord, name="wachtwoord"),
    path("account/code/", account.code_instellen, name="code_instellen"),
    path("account/code/beginnen/", account.code_beginnen, name="code_beginnen"),
    path("account/code/uitzetten/", account.code_uitzetten, name="code_uitzetten"),
]
