from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "commission.reports"
    verbose_name = "Reports and themes"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from commission.reports.models import Chapter, Report, Theme
        from commission.review.policy import KeptPolicy

        for model in (Theme, Report, Chapter):
            register_permission_policy(model, KeptPolicy(model))
