from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "commission.recommendations"
    verbose_name = "Recommendations"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from archive.reading.feeds import sitemap_register
        from commission.findings.consequences import consequences_register
        from commission.recommendations.bodies.selectors import body_public
        from commission.recommendations.consequences import consequences
        from commission.recommendations.models import Body, Recommendation
        from commission.recommendations.recommendation.own_words import recommendation_check
        from commission.recommendations.recommendation.selectors import recommendation_public
        from commission.recommendations.search_kind import RECOMMENDATIONS
        from commission.recommendations.sharing import facts_of, facts_of_body
        from commission.recommendations.sitemap import addresses
        from commission.review.checks import submit_check_register
        from commission.review.policy import KeptPolicy, ReviewedPolicy
        from commission.review.telling import public_register
        from commission.sharing.pictures import picture_register
        from search.kinds import kind_register

        submit_check_register(Recommendation, recommendation_check)
        append_only_register(
            "recommendations.ActionDue",
            "recommendations.Assessment",
            "recommendations.AssessmentEvidence",
            "recommendations.BillStage",
            "recommendations.Reminder",
            "recommendations.Response",
            "recommendations.SentBack",
            "recommendations.Succession",
        )
        register_permission_policy(Body, KeptPolicy(Body))
        register_permission_policy(Recommendation, ReviewedPolicy(Recommendation))
        consequences_register(consequences)
        kind_register(RECOMMENDATIONS)
        public_register(Recommendation, RECOMMENDATIONS.told)
        picture_register(
            "recommendations",
            public=recommendation_public,
            facts_of=facts_of,
            model=Recommendation,
        )
        picture_register("bodies", public=body_public, facts_of=facts_of_body, numbered=False)
        sitemap_register(addresses)
