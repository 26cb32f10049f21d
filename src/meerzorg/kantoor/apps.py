from django.apps import AppConfig


class Kantoor(AppConfig):
    name = "meerzorg.kantoor"
    verbose_name = "Kantoor"
