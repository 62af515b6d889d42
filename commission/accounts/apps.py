from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "commission.accounts"
    label = "accounts"
