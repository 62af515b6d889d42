from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"
