from django.apps import AppConfig


class MarkersConfig(AppConfig):
    name = "commission.markers"
    verbose_name = "Markers"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from archive.reading.backlinks import backlinks_register
        from archive.reading.feeds import sitemap_register
        from commission.markers.backlinks import backlinks, outcomes
        from commission.markers.clock import runner_start
        from commission.markers.models import Marker, MarkerSeries
        from commission.markers.own_words import marker_check
        from commission.markers.search_kind import MARKERS
        from commission.markers.selectors import marker_public
        from commission.markers.sharing import facts_of
        from commission.markers.showing import photographs_shown
        from commission.markers.sitemap import addresses
        from commission.photographs.showing import shown_register
        from commission.review.checks import submit_check_register
        from commission.review.outcomes import outcomes_register
        from commission.review.policy import KeptPolicy, ReviewedPolicy
        from commission.review.telling import public_register
        from commission.sharing.pictures import picture_register
        from search.kinds import kind_register

        submit_check_register(Marker, marker_check)
        append_only_register(
            "markers.ConditionSeen", "markers.MarkerWithdrawal", "markers.StateChange"
        )
        register_permission_policy(Marker, ReviewedPolicy(Marker))
        register_permission_policy(MarkerSeries, KeptPolicy(MarkerSeries))
        backlinks_register(backlinks)
        outcomes_register(outcomes)
        kind_register(MARKERS)
        public_register(Marker, MARKERS.told)
        picture_register("markers", public=marker_public, facts_of=facts_of, model=Marker)
        sitemap_register(addresses)
        shown_register(photographs_shown)
        runner_start()
