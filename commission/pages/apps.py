from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"

    def ready(self) -> None:
        from archive.ledger.rules import append_only_register
        from archive.reading.feeds import sitemap_register
        from commission.findings.models import Finding
        from commission.pages.editorial import EditorialPage
        from commission.pages.pictures import forget
        from commission.pages.sitemap import addresses
        from commission.pages.telling import runners_register
        from commission.pages.writing import page_check
        from commission.recommendations.models import Recommendation
        from commission.review.checks import submit_check_register
        from commission.review.telling import public_register

        sitemap_register(addresses)
        public_register(Finding, forget)
        public_register(Recommendation, forget)
        append_only_register("pages.PageDecision")
        append_only_register("pages.PageTold")
        runners_register()
        submit_check_register(EditorialPage, page_check)
