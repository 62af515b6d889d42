"""Photographs in the admin: their addresses, and the way to them."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commission.photographs.desk.views import LOOKS


@hooks.register("register_admin_urls")
def photographs_urls() -> list[URLPattern | URLResolver]:
    return [path("photographs/", include("commission.photographs.desk.urls"))]


class PhotographsMenuItem(MenuItem):
    """The way to the list, for whoever works with photographs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return any(request.user.has_perm(f"photographs.{verb}_photograph") for verb in LOOKS)


@hooks.register("register_admin_menu_item")
def photographs() -> MenuItem:
    return PhotographsMenuItem(
        _("Photographs"),
        reverse_lazy("photographs_desk:list"),
        name="photographs",
        icon_name="image",
        order=28,
    )
