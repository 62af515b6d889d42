"""Whether a page's address is free: parts of the site that are code come before pages."""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from commission.pages.standing import path_in

PAGES = "wagtail_serve"


def free_address(page: Page) -> None:
    """Raises ValidationError where a page would never be seen: its address has something else.

    A new page has no place but in a form (`writing`); it is asked again when it is kept or sent.
    """
    if not page.url_path or not page.slug or hasattr(page, "stable_path"):
        return
    before = page.url_path.rstrip("/").rpartition("/")[0]
    page.url_path, kept = f"{before}/{page.slug}/", page.url_path
    language = page.locale.language_code
    try:
        with translation.override(language):
            found = resolve(path_in(page, language))
    except Resolver404:
        raise ValidationError({"slug": _("This cannot stand in an address.")}) from None
    finally:
        page.url_path = kept
    if found.url_name != PAGES:
        raise ValidationError(
            {"slug": _("Another part of this site has this address. Choose another.")}
        )
