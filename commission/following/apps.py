from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "commission.following"
    verbose_name = "Following by e-mail"
