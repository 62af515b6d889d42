from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "commission.recommendations"
    verbose_name = "Recommendations"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from commission.findings.consequences import consequences_register
        from commission.recommendations.consequences import consequences
        from commission.recommendations.models import Recommendation
        from commission.review.policy import ReviewedPolicy

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
        register_permission_policy(Recommendation, ReviewedPolicy(Recommendation))
        consequences_register(consequences)
