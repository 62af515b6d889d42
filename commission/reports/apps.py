from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "commission.reports"
    verbose_name = "Reports and themes"
