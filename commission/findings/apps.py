from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "commission.findings"
    verbose_name = "Findings"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.ledger.rules import append_only_register
        from archive.reading.backlinks import backlinks_register
        from archive.reading.feeds import sitemap_register
        from commission.findings.backlinks import backlinks
        from commission.findings.models import Finding
        from commission.findings.quoted_by_hand import finding_check
        from commission.findings.search_kind import FINDINGS
        from commission.findings.selectors import finding_public
        from commission.findings.sharing import facts_of
        from commission.findings.sitemap import addresses
        from commission.review.checks import submit_check_register
        from commission.review.policy import ReviewedPolicy
        from commission.review.telling import public_register
        from commission.sharing.pictures import picture_register
        from search.kinds import kind_register

        submit_check_register(Finding, finding_check)
        append_only_register("findings.EvidenceDecision")
        kind_register(FINDINGS)
        public_register(Finding, FINDINGS.told)
        picture_register("findings", public=finding_public, facts_of=facts_of, model=Finding)
        sitemap_register(addresses)
        register_permission_policy(Finding, ReviewedPolicy(Finding))
        backlinks_register(backlinks)
