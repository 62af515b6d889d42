from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"

    def ready(self) -> None:
        from archive.reading.feeds import sitemap_register
        from commission.pages.sitemap import addresses

        sitemap_register(addresses)
