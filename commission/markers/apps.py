from django.apps import AppConfig


class MarkersConfig(AppConfig):
    name = "commission.markers"
    verbose_name = "Markers"
