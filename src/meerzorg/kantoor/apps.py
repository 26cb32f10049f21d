from django.apps import AppConfig


class Kantoor(AppConfig):
    name = "meerzorg.kantoor"
    verbose_name = "Kantoor"

    def ready(self) -> None:
        from meerzorg.kantoor.beleid.rekenaar import DOORREKENING
        from meerzorg.wachtrij.soorten import meld_aan

        meld_aan(DOORREKENING)
