from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "commission.papers"
    label = "papers"
    verbose_name = "Documents on record"
