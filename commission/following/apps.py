from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "commission.following"
    verbose_name = "Following by e-mail"

    def ready(self) -> None:
        from commission.following import checks  # noqa: F401
        from commission.following.clock import runners_register

        runners_register()
