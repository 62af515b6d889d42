from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"

    def ready(self) -> None:
        from archive.reading.feeds import sitemap_register
        from commission.findings.models import Finding
        from commission.markers.models import Marker
        from commission.pages.pictures import forget
        from commission.pages.sitemap import addresses
        from commission.recommendations.models import Recommendation
        from commission.review.telling import public_register

        sitemap_register(addresses)
        public_register(Finding, forget)
        public_register(Marker, forget)
        public_register(Recommendation, forget)
