"""Pages in the admin: what goes round the review is refused, and what waits for editors."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

from commission.pages.editorial import EditorialPage
from commission.pages.editors import editors_allow
from commission.pages.gone import pages_gone
from commission.pages.links import PublicPageLinks

# More than this are counted and not listed on the first page.
LISTED = 20


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def links_to_public_pages(features: Any) -> None:
    features.register_link_type(PublicPageLinks)


@hooks.register("before_create_page")
def no_page_is_made_in_public(request: HttpRequest, parent: Any, model: type) -> None:
    """Raises PermissionDenied: at the root of the tree Wagtail asks nobody but its own rights."""
    if request.POST.get("action-publish"):
        raise PermissionDenied


@hooks.register("before_move_page")
def no_page_is_moved_without_leave(request: HttpRequest, page: Any, destination: Any) -> None:
    """Raises PermissionDenied: Wagtail shows what it asks to whoever may not move it."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("after_create_page")
def editors_reach_a_new_home_page(request: HttpRequest, page: Any) -> None:
    editors_allow()


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("quoted/", include("commission.pages.desk.urls"))]


class GoneMenuItem(MenuItem):
    """The way to what waits, for whoever writes pages or decides about them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return EditorialPage.seen_by(request.user)


@hooks.register("register_admin_menu_item")
def quotations_gone() -> MenuItem:
    return GoneMenuItem(
        _("Quotations gone"), reverse_lazy("quoted:list"), icon_name="warning", order=23
    )


class GonePanel(Component):
    """Articles whose quotations are gone, on the first page of whoever works on pages."""

    name, order, template_name = "quotations_gone", 16, "pages/desk/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Those that nobody decided about."""
        waiting = pages_gone(at=timezone.now())
        return {"waiting": waiting[:LISTED], "more": max(0, len(waiting) - LISTED)}


@hooks.register("construct_homepage_panels")
def quotations_wait(request: HttpRequest, panels: list[Component]) -> None:
    if EditorialPage.seen_by(request.user):
        panels.append(GonePanel())


@hooks.register("register_page_header_buttons")
def ways_from_a_page(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """To a translation, to what is decided about it, and to the decision that waits."""
    page = page.specific
    if not isinstance(page, EditorialPage):
        return
    if page.live:
        address = reverse("quoted:page", args=[page.pk])
        yield Button(_("What becomes of it"), url=address, icon_name="warning", priority=60)
    if page.current_workflow_task and page.current_workflow_task.specific.user_may_approve(
        page, user
    ):
        yield Button(_("Decide"), url=page.review_address, priority=5)
    if page.translated_from_id or not page.permits(user, "change"):
        return
    has = page.get_translations(inclusive=True).values("locale")
    for locale in Locale.objects.exclude(pk__in=has):
        yield Button(
            _("Translate into %(language)s") % {"language": locale.get_display_name()},
            url=reverse("quoted:translate", args=[page.pk, locale.language_code]),
            icon_name="globe",
            priority=40,
        )
