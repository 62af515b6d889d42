from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "commission.findings"
    verbose_name = "Findings"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from archive.reading.backlinks import backlinks_register
        from commission.findings.backlinks import backlinks
        from commission.findings.models import Finding
        from commission.review.policy import ReviewedPolicy

        append_only_register("findings.EvidenceDecision")
        backlinks_register(backlinks)
        register_permission_policy(Finding, ReviewedPolicy(Finding))
