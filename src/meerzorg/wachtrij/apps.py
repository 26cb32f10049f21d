from django.apps import AppConfig


class Wachtrij(AppConfig):
    name = "meerzorg.wachtrij"
    verbose_name = "Wachtrij"
