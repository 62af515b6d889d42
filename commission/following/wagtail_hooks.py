"""Letters that do not leave, on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from commission.following.selectors import letters_stuck


class StuckPanel(Component):
    """How many e-mails to followers wait, and why; nobody's address."""

    name, order, template_name = "letters_stuck", 10, "following/desk/stuck_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"stuck": letters_stuck(at=timezone.now())}


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever keeps the tracker, and only while something is wrong."""
    keeps = request.user.has_perm("recommendations.keep_tracker")
    if keeps and letters_stuck(at=timezone.now()):
        panels.append(StuckPanel())
