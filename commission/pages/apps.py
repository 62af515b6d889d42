from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "commission.pages"
    label = "pages"

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect

        from archive.ledger.rules import append_only_register
        from archive.reading.feeds import sitemap_register
        from commission.pages.editorial import EditorialPage
        from commission.pages.gone import page_models
        from commission.pages.moved import only_here
        from commission.pages.pictures import pictures_register
        from commission.pages.search_kind import PAGES
        from commission.pages.showing import photographs_shown
        from commission.pages.sitemap import addresses
        from commission.pages.telling import runners_register
        from commission.pages.writing import page_check
        from commission.photographs.showing import shown_register
        from commission.review.checks import submit_check_register
        from commission.review.telling import public_register
        from search.kinds import kind_register

        sitemap_register(addresses)
        pictures_register()
        append_only_register("pages.PageDecision")
        append_only_register("pages.PageTold")
        runners_register()
        shown_register(photographs_shown)
        kind_register(PAGES)
        for model in page_models():
            public_register(model, PAGES.told)
        submit_check_register(EditorialPage, page_check)
        Redirect._meta.get_field("redirect_link").validators.append(only_here)
