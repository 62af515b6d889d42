from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "commission.maps"
    verbose_name = "Maps"
