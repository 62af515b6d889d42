from django.apps import AppConfig


class PhotographsConfig(AppConfig):
    name = "commission.photographs"
    verbose_name = "Photographs"
