"""Addresses of logging in and out, and of the own account."""

from django.urls import path

from meerzorg.toegang import views, views_account

app_name = "toegang"
urlpatterns = [
    path("inloggen/", views.inloggen, name="inloggen"),
    path("inloggen/code/", views.code, name="code"),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("verder/<str:sleutel>/", views.verder, name="verder"),
    path("account/", views_account.account, name="account"),
    path("account/werkrol/", views_account.werkrol, name="werkrol"),
    path("account/wachtwoord/", views_account.wachtwoord, name="wachtwoord"),
    path("account/code/", views_account.code_instellen, name="code_instellen"),
    path("account/code/beginnen/", views_account.code_beginnen, name="code_beginnen"),
    path("account/code/uitzetten/", views_account.code_uitzetten, name="code_uitzetten"),
]
