from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "commission.sharing"
    verbose_name = "Sharing"
