from django.apps import AppConfig


class Toegang(AppConfig):
    name = "meerzorg.toegang"
    verbose_name = "Toegang"
