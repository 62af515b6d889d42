"""Hearings in the admin: their snippets, their desk, and what waits on its first page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from commission.hearings.desk.access import ORDERS, reads
from commission.hearings.desk.waiting import waits_of
from commission.hearings.rights import CONFIRM
from commission.hearings.viewsets import HearingsGroup

register_snippet(HearingsGroup)


@hooks.register("register_admin_urls")
def hearings_urls() -> list[URLPattern | URLResolver]:
    return [path("hearings/", include("commission.hearings.desk.urls"))]


class HearingsMenuItem(MenuItem):
    """The way to the hearings' desk, for whoever has anything to do there."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return reads(request.user)


@hooks.register("register_admin_menu_item")
def hearings_desk() -> MenuItem:
    return HearingsMenuItem(
        _("At hearings"), reverse_lazy("hearing_desk:home"), icon_name="group", order=26
    )


class HearingsWaiting(Component):
    """What waits at hearings, on the first page of whoever sees to it."""

    name, order, template_name = "hearings_waiting", 16, "hearings/desk/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """How many; the desk's own page lists them."""
        return {"waits": waits_of(at=timezone.now())}


@hooks.register("construct_homepage_panels")
def hearings_waiting(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever confirms releases or looks after orders."""
    if reads(request.user, (CONFIRM, *ORDERS)):
        panels.append(HearingsWaiting())
