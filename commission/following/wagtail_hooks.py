"""Letters that do not leave, on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from commission.following.selectors import Stuck, letters_stuck


class StuckPanel(Component):
    """How many e-mails to followers wait, and why; nobody's address."""

    name, order, template_name = "letters_stuck", 10, "following/desk/stuck_panel.html"

    def __init__(self, stuck: Stuck) -> None:
        self._stuck = stuck

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"stuck": self._stuck}


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever keeps the tracker, and only while something is wrong."""
    if not request.user.has_perm("recommendations.keep_tracker"):
        return
    if stuck := letters_stuck(at=timezone.now()):
        panels.append(StuckPanel(stuck))
