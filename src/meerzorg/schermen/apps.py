from django.apps import AppConfig


class Schermen(AppConfig):
    name = "meerzorg.schermen"
    label = "schermen"
