"""The desk's place in the Wagtail admin: its addresses, its menu, its front page."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from archive.roles import may

# Menu items of Wagtail that are of use to somebody who keeps pages, and to nobody at the desk.
FOR_EDITORS = {"explorer", "reports", "help", "settings", "images", "documents"}


class DeskMenuItem(MenuItem):
    """An entry that only people who hold one of its permissions see."""

    def __init__(
        self, label: str | Promise, url: Any, *permissions: str, icon_name: str, order: int
    ) -> None:
        self.permissions = permissions
        super().__init__(label, url, icon_name=icon_name, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return may(request.user, "see_desk") and any(
            may(request.user, name) for name in self.permissions
        )


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("desk/", include("archive.desk.urls"))]


@hooks.register("register_admin_menu_item")
def my_day() -> MenuItem:
    return DeskMenuItem(
        _("My day"), reverse_lazy("desk:home"), "see_desk", icon_name="home", order=1
    )


@hooks.register("register_admin_menu_item")
def testimony() -> MenuItem:
    return DeskMenuItem(
        _("Testimony"),
        reverse_lazy("desk:testimony_list"),
        "see_desk",
        icon_name="openquote",
        order=2,
    )


@hooks.register("register_admin_menu_item")
def take_in() -> MenuItem:
    return DeskMenuItem(
        _("Take in"),
        reverse_lazy("desk:testimony_new"),
        "take_testimony",
        icon_name="plus",
        order=3,
    )


@hooks.register("register_admin_menu_item")
def terms() -> MenuItem:
    return DeskMenuItem(
        _("Thesaurus"), reverse_lazy("desk:terms"), "see_desk", icon_name="tag", order=4
    )


@hooks.register("register_admin_menu_item")
def ledger() -> MenuItem:
    return DeskMenuItem(
        _("Ledger"), reverse_lazy("desk:ledger"), "administer", icon_name="list-ol", order=5
    )


@hooks.register("insert_global_admin_css")
def brand() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/brand.css"))


@hooks.register("construct_main_menu")
def only_what_is_of_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Staff of the desk who keep no pages are not shown the tools for pages."""
    if may(request.user, "see_desk") and not _keeps_pages(request):
        menu_items[:] = [item for item in menu_items if item.name not in FOR_EDITORS]


def _keeps_pages(request: HttpRequest) -> bool:
    from wagtail.permissions import page_permission_policy

    return page_permission_policy.user_has_any_permission(
        request.user, {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
    )


class MyDay(Component):
    """The panel that leads from the admin's front page to what waits."""

    name, order, template_name = "my_day", 10, "desk/parts/my_day_panel.html"


@hooks.register("construct_homepage_panels")
def front_page(request: HttpRequest, panels: list[Component]) -> None:
    """Staff of the desk find their day first; the panels about pages stay for those with pages."""
    if not may(request.user, "see_desk"):
        return
    if _keeps_pages(request):
        panels.insert(0, MyDay())
    else:
        panels[:] = [MyDay()]
