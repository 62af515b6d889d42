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
        from commission.findings.quoted_by_hand import finding_check
        from commission.findings.search_kind import FINDINGS
        from commission.review.checks import submit_check_register
        from commission.review.policy import ReviewedPolicy
        from commission.review.telling import public_register
        from search.kinds import kind_register

        submit_check_register(Finding, finding_check)
        append_only_register("findings.EvidenceDecision")
        backlinks_register(backlinks)
        kind_register(FINDINGS)
        public_register(Finding, FINDINGS.told)
        register_permission_policy(Finding, ReviewedPolicy(Finding))
        backlinks_register(backlinks)
