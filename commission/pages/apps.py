from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect

        from archive.reading.feeds import sitemap_register
        from commission.pages.moved import only_here
        from commission.pages.sitemap import addresses

        sitemap_register(addresses)
        Redirect._meta.get_field("redirect_link").validators.append(only_here)
