from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "commission.maps"
    verbose_name = "Maps"

    def ready(self) -> None:
        from commission.maps import checks as checks  # registers what is checked
