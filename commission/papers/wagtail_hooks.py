"""Documents in the admin: their addresses, and the way to them."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commission.papers.selectors import RIGHTS


@hooks.register("register_admin_urls")
def documents_urls() -> list[URLPattern | URLResolver]:
    return [path("papers/", include("commission.papers.desk.urls"))]


class DocumentsMenuItem(MenuItem):
    """The way to the list, for whoever works on records with documents."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return any(request.user.has_perm(right) for right in RIGHTS)


@hooks.register("register_admin_menu_item")
def documents() -> MenuItem:
    # The name is not that of Wagtail's own entry, which the desk hides from its staff.
    return DocumentsMenuItem(
        _("Papers handed in"),
        reverse_lazy("papers:list"),
        name="papers",
        icon_name="doc-full",
        order=24,
    )
