from django.apps import AppConfig


class MarkersConfig(AppConfig):
    name = "commission.markers"
    verbose_name = "Markers"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from commission.markers.clock import runner_start
        from commission.markers.models import Marker, MarkerSeries
        from commission.markers.own_words import marker_check
        from commission.markers.showing import photographs_shown
        from commission.photographs.showing import shown_register
        from commission.review.checks import submit_check_register
        from commission.review.policy import KeptPolicy, ReviewedPolicy

        submit_check_register(Marker, marker_check)
        append_only_register(
            "markers.ConditionSeen", "markers.MarkerWithdrawal", "markers.StateChange"
        )
        register_permission_policy(Marker, ReviewedPolicy(Marker))
        register_permission_policy(MarkerSeries, KeptPolicy(MarkerSeries))
        shown_register(photographs_shown)
        runner_start()
