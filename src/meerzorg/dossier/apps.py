from django.apps import AppConfig


class Dossier(AppConfig):
    name = "meerzorg.dossier"
    verbose_name = "Dossier"
