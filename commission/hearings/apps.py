from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "commission.hearings"
    verbose_name = "Hearings"

    def ready(self) -> None:
        from commission.hearings.public.ready import public_ready

        public_ready()
