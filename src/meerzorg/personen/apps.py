from django.apps import AppConfig


class Personen(AppConfig):
    name = "meerzorg.personen"
    verbose_name = "Personen"
