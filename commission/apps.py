"""The frame of the site: base templates, stylesheet, commands that run the whole."""

from django.apps import AppConfig


class CommissionConfig(AppConfig):
    name = "commission"
    verbose_name = "Commission"
