from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "commission.hearings"
    verbose_name = "Hearings"
