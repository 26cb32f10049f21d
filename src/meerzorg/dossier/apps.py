from django.apps import AppConfig


class DossierApp(AppConfig):
    name = "meerzorg.dossier"
    verbose_name = "Dossier"
