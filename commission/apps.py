"""The frame of the site: base templates, stylesheet, commands that run the whole."""

from django.apps import AppConfig


class CommissionConfig(AppConfig):
    name = "commission"
    verbose_name = "Commission"

    def ready(self) -> None:
        from commission.choosers import choosers_without_scripts

        choosers_without_scripts()
