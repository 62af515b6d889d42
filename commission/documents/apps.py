from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "commission.documents"
    verbose_name = "Documents and words handed in"
